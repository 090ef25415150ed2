//! Questions whose answer is known (`data/golden.toml`), asked of an edition.

use portee_domain::{
    CommuneCode, Edition, SourceId, Venue, great_circle_m, vocabulary::Programme, vocabulary::Vocabulary,
};
use serde::{Deserialize, Deserializer, de::Error};
use std::sync::LazyLock;

const FILE: &str = include_str!("../../../../data/golden.toml");

static QUERIES: LazyLock<Vec<Query>> =
    LazyLock::new(|| read(FILE).expect("data/golden.toml is built in and read by a test"));

/// One question, and its answer.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Query {
    /// Where it is asked from, for people.
    from: String,
    /// WGS84 degrees.
    lon: f64,
    lat: f64,
    /// Asked only of editions that hold this source.
    source: SourceId,
    #[serde(default, deserialize_with = "programme")]
    programme: Option<Programme>,
    /// Where the nearest venue is.
    commune: CommuneCode,
    /// How far it is at most, in metres.
    within_m: f64,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    query: Vec<Query>,
}

fn read(text: &str) -> Result<Vec<Query>, toml::de::Error> {
    toml::from_str(text).map(|file: File| file.query)
}

fn programme<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Programme>, D::Error> {
    let label = String::deserialize(from)?;
    Programme::parse(&label).map(Some).map_err(D::Error::custom)
}

/// One sentence for each question that this edition answers otherwise.
pub(super) fn wrong_answers(edition: &Edition) -> Vec<String> {
    let holds = |source: &SourceId| edition.sources.iter().any(|held| held.id == *source && held.read > 0);
    QUERIES
        .iter()
        .filter(|query| holds(&query.source))
        .filter_map(|query| query.disagrees(&edition.venues))
        .collect()
}

impl Query {
    fn disagrees(&self, venues: &[Venue]) -> Option<String> {
        let counts = |venue: &&Venue| {
            self.programme
                .is_none_or(|wanted| venue.description.programmes.contains(&wanted))
        };
        let metres = |venue: &Venue| {
            let position = &venue.location.position;
            great_circle_m((self.lon, self.lat), (position.lon(), position.lat()))
        };
        let found = venues.iter().filter(counts).map(|venue| (metres(venue), venue));
        let nearest = found.min_by(|(a, _), (b, _)| a.total_cmp(b));
        let what = self
            .programme
            .map_or_else(String::new, |programme| format!(" « {} »", programme.label()));
        let question = format!("Depuis {}, le lieu{what} le plus proche", self.from);
        match nearest {
            None => Some(format!("{question} n'existe pas.")),
            Some((metres, venue)) if venue.location.commune_code != self.commune || metres > self.within_m => {
                let (name, commune) = (&venue.description.name, &venue.location.commune);
                Some(format!(
                    "{question} serait « {name} » à {commune}, à {metres:.0} m : on l'attend dans la commune {}, à {:.0} m au plus.",
                    self.commune, self.within_m
                ))
            }
            Some(_) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_twenty_questions_are_read_and_each_is_asked_in_france() {
        assert!(QUERIES.len() >= 20);
        for query in QUERIES.iter() {
            assert!((-25.0..52.0).contains(&query.lat), "{}", query.from);
            assert!(query.within_m >= 500.0 && query.within_m <= 10_000.0, "{}", query.from);
        }
    }

    #[test]
    fn a_mistake_in_the_file_is_refused() {
        for text in [
            "[[query]]\nfrom = \"Die\"\n",
            "[[query]]\nfrom = \"Die\"\nlon = 5.37\nlat = 44.75\nsource = \"essai\"\nprogramme = \"France-Services\"\ncommune = \"26113\"\nwithin_m = 500\n",
        ] {
            assert!(read(text).is_err(), "{text}");
        }
    }
}
