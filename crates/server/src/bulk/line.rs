//! A line as it was written.

/// What a line may say of where it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Column {
    /// A postal address that ends with a postcode and a commune.
    Address,
    /// A postcode.
    Postcode,
    /// The name of a commune.
    Commune,
    /// The INSEE code of a commune.
    Code,
    /// WGS84 degrees.
    Latitude,
    /// WGS84 degrees.
    Longitude,
}

impl Column {
    const ALL: [Self; 6] = [
        Self::Address,
        Self::Postcode,
        Self::Commune,
        Self::Code,
        Self::Latitude,
        Self::Longitude,
    ];

    /// Its name, that of the national standard.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Address => "adresse",
            Self::Postcode => "code_postal",
            Self::Commune => "commune",
            Self::Code => "code_insee",
            Self::Latitude => "latitude",
            Self::Longitude => "longitude",
        }
    }

    /// The column with exactly this name.
    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|column| column.name() == name)
    }

    /// The column that a heading means, as people write headings: « Code postal », « VILLE », « lat ».
    pub(crate) fn headed(heading: &str) -> Option<Self> {
        let plain: String = heading
            .trim()
            .to_lowercase()
            .chars()
            .map(|letter| if letter.is_alphanumeric() { letter } else { '_' })
            .collect();
        Self::named(&plain).or(match plain.as_str() {
            "cp" | "codepostal" => Some(Self::Postcode),
            "ville" | "nom_commune" => Some(Self::Commune),
            "insee" | "code_commune" | "codeinsee" => Some(Self::Code),
            "lat" => Some(Self::Latitude),
            "lon" | "lng" | "long" => Some(Self::Longitude),
            _ => None,
        })
    }
}

/// What a line says of where it is; texts without spaces around them, empty for what it does not say.
#[derive(Debug, Clone, Default)]
pub(crate) struct Line {
    texts: [String; 6],
}

impl Line {
    /// Says it.
    pub(crate) fn set(&mut self, column: Column, text: &str) {
        text.trim().clone_into(&mut self.texts[column as usize]);
    }

    /// What it says; empty when nothing.
    pub(crate) fn get(&self, column: Column) -> &str {
        &self.texts[column as usize]
    }

    /// The columns that are longer than `longest` characters.
    pub(super) fn too_long(&self, longest: usize) -> Option<Column> {
        let is_long = |column: &Column| self.get(*column).chars().nth(longest).is_some();
        Column::ALL.into_iter().find(is_long)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_understood_as_people_write_them() {
        for (heading, column) in [
            ("Code postal", Some(Column::Postcode)),
            (" VILLE ", Some(Column::Commune)),
            ("code_insee", Some(Column::Code)),
            ("Adresse", Some(Column::Address)),
            ("lng", Some(Column::Longitude)),
            ("nom", None),
            ("", None),
        ] {
            assert_eq!(Column::headed(heading), column, "{heading}");
        }
    }
}
