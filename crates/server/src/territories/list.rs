//! Which territories are asked for.

use super::Row;
use portee_domain::{Coverage, DepartementCode, Level, Target};

/// A list of territories.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Territories {
    /// Its public word: plural, but for France.
    pub(crate) word: &'static str,
    /// What it lists.
    pub(crate) level: Level,
}

/// All lists, in the order in which they are offered.
const ALL: [Territories; 6] = [
    Territories {
        word: "france",
        level: Level::France,
    },
    Territories {
        word: "regions",
        level: Level::Region,
    },
    Territories {
        word: "departements",
        level: Level::Departement,
    },
    Territories {
        word: "epci",
        level: Level::Epci,
    },
    Territories {
        word: "hubs",
        level: Level::Hub,
    },
    Territories {
        word: "communes",
        level: Level::Commune,
    },
];

/// Their public words.
pub(crate) const WORDS: [&str; 6] = ["france", "regions", "departements", "epci", "hubs", "communes"];

impl Territories {
    /// The list that goes by this word.
    pub(crate) fn named(word: &str) -> Option<Self> {
        ALL.into_iter().find(|list| list.word == word)
    }

    /// Its rows, by code; of communes, those of one département.
    pub(crate) fn rows<'a>(
        self,
        coverage: &'a Coverage,
        target: Target,
        departement: Option<&DepartementCode>,
    ) -> Vec<Row<'a>> {
        let territories = coverage.level(self.level).iter();
        territories
            .filter(|territory| departement.is_none() || territory.departement.as_ref() == departement)
            .filter_map(|territory| Row::of(coverage, territory, target))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_names_one_list_and_every_level_has_one() {
        let levels: Vec<Level> = WORDS
            .into_iter()
            .map(|word| Territories::named(word).unwrap().level)
            .collect();
        assert!(Level::ALL.iter().all(|level| levels.contains(level)));
        assert_eq!(levels.len(), Level::ALL.len());
        assert_eq!(Territories::named("cantons"), None);
    }
}
