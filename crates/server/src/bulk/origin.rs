//! Where a line starts: a commune's town hall, or a position. None rather than a guess.

use super::line::{Column, Line};
use crate::{
    address,
    api::places::reference_point,
    params::{BadParameter, number, shorten},
};
use portee_geography::{Commune, Geography};

/// The longest text of a line, in characters.
const LONGEST: usize = 300;
/// How many communes of one postcode are named when it is not clear which is meant.
const NAMED: usize = 20;

/// Where a search starts. Lines with the same one have the same answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Origin {
    /// A commune, by its rank in [`Geography::communes`].
    Commune(u32),
    /// A point in thousandths of a degree (about 100 m): no finer than what a visitor's own position is rounded to.
    Point {
        /// East of Greenwich.
        lon: i32,
        /// North of the equator.
        lat: i32,
    },
}

impl Origin {
    /// Where it is: `lon, lat` in WGS84 degrees.
    pub(crate) fn position(self, geography: &Geography) -> Option<(f64, f64)> {
        match self {
            Self::Commune(_) => self.commune(geography).map(reference_point),
            Self::Point { lon, lat } => Some((f64::from(lon) / 1_000.0, f64::from(lat) / 1_000.0)),
        }
    }

    /// The commune that it is, if it is one.
    pub(crate) fn commune(self, geography: &Geography) -> Option<&Commune> {
        match self {
            Self::Commune(rank) => geography.communes().get(rank as usize),
            Self::Point { .. } => None,
        }
    }

    /// How well the start is known: `commune` or `position`.
    pub(crate) fn precision(self) -> &'static str {
        match self {
            Self::Commune(_) => "commune",
            Self::Point { .. } => "position",
        }
    }

    /// What a line says: its position when it has one, else its INSEE code, else its commune and postcode, else its address.
    ///
    /// # Errors
    /// When it says nothing, or nothing that leads to one place; other columns do not make up for a wrong one.
    pub(crate) fn of(line: &Line, geography: &Geography) -> Result<Self, BadParameter> {
        if let Some(column) = line.too_long(LONGEST) {
            let detail = format!("« {} » est trop long : {LONGEST} caractères au plus.", column.name());
            return Err(BadParameter::new(column.name(), detail));
        }
        let [address, postcode, name, code, lat, lon] = [
            Column::Address,
            Column::Postcode,
            Column::Commune,
            Column::Code,
            Column::Latitude,
            Column::Longitude,
        ]
        .map(|column| line.get(column));
        let commune = if !lat.is_empty() || !lon.is_empty() {
            let (lat, lon) = (
                degrees(Column::Latitude, lat, 90.0)?,
                degrees(Column::Longitude, lon, 180.0)?,
            );
            return Ok(Self::Point { lon, lat });
        } else if !code.is_empty() {
            by_code(code, geography)?
        } else if !name.is_empty() {
            by_name(name, &whole_postcode(postcode)?, geography)?
        } else if !address.is_empty() {
            by_address(address, postcode, geography)?
        } else if !postcode.is_empty() {
            by_postcode(&whole_postcode(postcode)?, geography)?
        } else {
            let detail = "La ligne ne dit pas où : il faut une adresse, une commune ou une position.";
            return Err(BadParameter::new(Column::Address.name(), detail));
        };
        let rank = geography
            .communes()
            .binary_search_by(|known| known.code.cmp(&commune.code));
        // Every commune comes from that list, which is far shorter than 2^32.
        Ok(Self::Commune(
            rank.ok().and_then(|rank| u32::try_from(rank).ok()).unwrap_or(u32::MAX),
        ))
    }
}

/// Thousandths of a degree. A decimal comma is a point: that is how French spreadsheets write.
#[expect(clippy::cast_possible_truncation, reason = "180,000 at most")]
fn degrees(column: Column, text: &str, bound: f64) -> Result<i32, BadParameter> {
    let value = number(&text.replace(',', ".")).filter(|value| (-bound..=bound).contains(value));
    let value = value.ok_or_else(|| {
        let name = column.name();
        let detail = format!("« {name} » est un nombre de {} à {bound}, en degrés.", -bound);
        BadParameter::new(name, detail)
    })?;
    Ok((value * 1_000.0).round() as i32)
}

/// Five digits, or none. Spreadsheets eat the first zero of « 01000 ».
fn whole_postcode(text: &str) -> Result<String, BadParameter> {
    let digits: String = text.split_whitespace().collect();
    match digits.len() {
        _ if !digits.bytes().all(|byte| byte.is_ascii_digit()) => Err(()),
        0 | 5 => Ok(digits),
        4 => Ok(format!("0{digits}")),
        _ => Err(()),
    }
    .map_err(|()| {
        let detail = format!("« {} » n'est pas un code postal : il a cinq chiffres.", shorten(text));
        BadParameter::new(Column::Postcode.name(), detail)
    })
}

fn by_code<'a>(code: &str, geography: &'a Geography) -> Result<&'a Commune, BadParameter> {
    let padded = if code.len() == 4 {
        format!("0{code}")
    } else {
        code.to_uppercase()
    };
    geography.commune(&padded).ok_or_else(|| {
        let detail = format!("Aucune commune n'a le code INSEE « {} ».", shorten(code));
        BadParameter::new(Column::Code.name(), detail)
    })
}

fn by_name<'a>(name: &str, postcode: &str, geography: &'a Geography) -> Result<&'a Commune, BadParameter> {
    let within = Some(postcode).filter(|postcode| !postcode.is_empty());
    geography.find(name, within).ok_or_else(|| {
        let name = shorten(name);
        let detail = match within {
            Some(postcode) => format!("Aucune commune « {name} » n'est connue avec le code postal {postcode}."),
            None => format!("« {name} » n'est pas une commune, ou plusieurs ont ce nom : ajoutez le code postal."),
        };
        BadParameter::new(Column::Commune.name(), detail).allowing(names(postcode, geography))
    })
}

fn by_address<'a>(text: &str, postcode: &str, geography: &'a Geography) -> Result<&'a Commune, BadParameter> {
    // A table may have the postcode in a column of its own and the commune in the address.
    let whole = if address::from_postcode(text).is_none() && !postcode.is_empty() {
        format!("{text}, {}", whole_postcode(postcode)?)
    } else {
        text.to_owned()
    };
    address::commune(&whole, geography).ok_or_else(|| {
        let detail = "La fin de l'adresse ne donne pas une commune : écrivez le code postal, puis la commune.";
        let postcode = address::from_postcode(&whole)
            .and_then(|rest| rest.get(..5))
            .unwrap_or_default();
        BadParameter::new(Column::Address.name(), detail).allowing(names(postcode, geography))
    })
}

fn by_postcode<'a>(postcode: &str, geography: &'a Geography) -> Result<&'a Commune, BadParameter> {
    address::only_with_postcode(postcode, geography).ok_or_else(|| {
        let names = names(postcode, geography);
        let detail = if names.is_empty() {
            format!("Aucune commune n'a le code postal {postcode}.")
        } else {
            format!("Plusieurs communes ont le code postal {postcode} : ajoutez le nom.")
        };
        BadParameter::new(Column::Postcode.name(), detail).allowing(names)
    })
}

fn names(postcode: &str, geography: &Geography) -> Vec<String> {
    let communes = address::sharing_postcode(postcode, geography);
    communes
        .into_iter()
        .take(NAMED)
        .map(|commune| commune.name.clone())
        .collect()
}
