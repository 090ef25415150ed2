//! The hubs, and what each is said to cover.

use super::definition::{Definition, is_id};
use crate::ReachError;
use chrono::NaiveDate;
use portee_domain::{DepartementCode, Hub, HubClaim, SourceId};
use portee_geography::{Departement, Geography};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use toml::Spanned;

const BUILT_IN: &str = include_str!("../../../../data/hubs.toml");

/// The hubs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hubs {
    /// In the order of the file; claims sorted by département and source.
    pub hubs: Vec<Hub>,
    /// What is not certain, in French sentences to be shown with them.
    pub notes: Vec<String>,
    /// The sources that are a hub's own survey, by the hub's id.
    pub surveys: BTreeMap<String, BTreeSet<SourceId>>,
    /// The sources that know the whole country.
    pub national: BTreeSet<SourceId>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    notes: Vec<String>,
    #[serde(default)]
    national: Vec<Spanned<String>>,
    sources: BTreeMap<Spanned<String>, Spanned<String>>,
    hub: Vec<Row>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    id: Spanned<String>,
    name: Spanned<String>,
    wave: String,
    closed: Option<Date>,
    #[serde(default)]
    surveys: Vec<Spanned<String>>,
    claims: Vec<ClaimRow>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ClaimRow {
    source: Spanned<String>,
    departements: Vec<Spanned<String>>,
    from: Option<Date>,
    until: Option<Date>,
}

/// A day, as TOML writes it.
type Date = Spanned<toml::value::Datetime>;

impl Hubs {
    /// The hubs of `data/hubs.toml`, which the program carries.
    ///
    /// # Errors
    /// When that file, built in, is wrong.
    pub fn built_in() -> Result<Self, ReachError> {
        Self::parse("hubs.toml", BUILT_IN)
    }

    /// Reads hubs from a TOML text; `file` is the name that errors give it.
    ///
    /// # Errors
    /// [`ReachError::Definition`] with the line and the reason.
    pub fn parse(file: &str, text: &str) -> Result<Self, ReachError> {
        let definition = Definition { file, text };
        let content = definition.read::<File>()?;
        let (mut ids, mut used) = (BTreeSet::new(), BTreeSet::new());
        let mut hubs = Vec::with_capacity(content.hub.len());
        let mut surveys = BTreeMap::new();
        for row in content.hub {
            if !ids.insert(row.id.get_ref().clone()) {
                return Err(definition.wrong(&row.id, format!("le hub « {} » est déjà défini", row.id.get_ref())));
            }
            used.extend(row.claims.iter().map(|claim| claim.source.get_ref().clone()));
            surveys.insert(row.id.get_ref().clone(), sources_of(definition, &row.surveys)?);
            hubs.push(row.check(definition, &content.sources)?);
        }
        if let Some((unused, _)) = content.sources.iter().find(|(key, _)| !used.contains(key.get_ref())) {
            return Err(definition.wrong(unused, format!("la source « {} » ne sert à rien", unused.get_ref())));
        }
        Ok(Self {
            hubs,
            notes: content.notes,
            surveys,
            national: sources_of(definition, &content.national)?,
        })
    }

    /// The hubs that some source says cover a département on a day.
    pub fn covering<'a>(&'a self, departement: &'a DepartementCode, day: NaiveDate) -> impl Iterator<Item = &'a Hub> {
        self.hubs.iter().filter(move |hub| covers(hub, departement, day))
    }

    /// The départements and overseas collectivities that no hub is said to cover on a day, sorted by code.
    #[must_use]
    pub fn departements_without<'g>(&self, geography: &'g Geography, day: NaiveDate) -> Vec<&'g Departement> {
        let all = geography.departements().iter();
        all.filter(|departement| self.covering(&departement.code, day).next().is_none())
            .collect()
    }
}

/// Whether a hub is said to cover a département on a day: it is not closed, and one claim at least holds.
pub(crate) fn covers(hub: &Hub, departement: &DepartementCode, day: NaiveDate) -> bool {
    let holds = |claim: &HubClaim| {
        claim.departement == *departement
            && claim.from.is_none_or(|from| from <= day)
            && claim.until.is_none_or(|until| day < until)
    };
    hub.closed.is_none_or(|closed| day < closed) && hub.claims.iter().any(holds)
}

impl Row {
    fn check(
        self,
        definition: Definition<'_>,
        sources: &BTreeMap<Spanned<String>, Spanned<String>>,
    ) -> Result<Hub, ReachError> {
        if !is_id(self.id.get_ref()) {
            return Err(definition.wrong(
                &self.id,
                "l'identifiant n'a que des minuscules, des chiffres et des tirets",
            ));
        }
        if self.name.get_ref().trim().is_empty() {
            return Err(definition.wrong(&self.name, "le nom est vide"));
        }
        let texts: BTreeMap<&str, &str> = sources
            .iter()
            .map(|(key, text)| (key.get_ref().as_str(), text.get_ref().as_str()))
            .collect();
        let mut claims = Vec::new();
        for row in &self.claims {
            let source = texts.get(row.source.get_ref().as_str()).ok_or_else(|| {
                definition.wrong(
                    &row.source,
                    format!("la source « {} » n'est pas décrite", row.source.get_ref()),
                )
            })?;
            let (from, until) = (
                row.from.as_ref().map(|day| definition.day(day)).transpose()?,
                row.until.as_ref().map(|day| definition.day(day)).transpose()?,
            );
            if let (Some(first), Some(last), Some(place)) = (from, until, &row.until)
                && last <= first
            {
                return Err(definition.wrong(place, "la fin vient avant le début"));
            }
            for code in &row.departements {
                let departement = code
                    .get_ref()
                    .parse()
                    .map_err(|_| definition.wrong(code, format!("« {} » n'est pas un département", code.get_ref())))?;
                claims.push(HubClaim {
                    departement,
                    source: (*source).to_owned(),
                    from,
                    until,
                });
            }
        }
        claims.sort_by(|a, b| (&a.departement, &a.source).cmp(&(&b.departement, &b.source)));
        Ok(Hub {
            closed: self.closed.as_ref().map(|day| definition.day(day)).transpose()?,
            id: self.id.into_inner(),
            name: self.name.into_inner(),
            wave: self.wave,
            claims,
            survey: None,
        })
    }
}

/// Ids of sources.
fn sources_of(definition: Definition<'_>, ids: &[Spanned<String>]) -> Result<BTreeSet<SourceId>, ReachError> {
    let source = |id: &Spanned<String>| {
        let parsed = id.get_ref().parse();
        parsed.map_err(|_| definition.wrong(id, format!("« {} » n'est pas une source", id.get_ref())))
    };
    ids.iter().map(source).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn names(hubs: &Hubs, departement: &str, day: &str) -> Vec<String> {
        let code = departement.parse().unwrap();
        hubs.covering(&code, date(day)).map(|hub| hub.id.clone()).collect()
    }

    #[test]
    fn a_hub_that_closed_covers_nothing_from_that_day_on() {
        let hubs = Hubs::built_in().unwrap();
        assert_eq!(names(&hubs, "33", "2024-06-09"), ["hubikoop"]);
        assert!(names(&hubs, "33", "2024-06-10").is_empty());
        assert_eq!(names(&hubs, "12", "2026-11-22"), ["rhinocc"]);
    }

    #[test]
    fn every_claim_of_the_hubs_that_the_program_carries_says_who_makes_it() {
        let hubs = Hubs::built_in().unwrap();
        assert_eq!(hubs.hubs.len(), 16);
        for hub in &hubs.hubs {
            assert!(
                !hub.claims.is_empty() && hub.claims.iter().all(|claim| claim.source.len() > 10),
                "{}",
                hub.id
            );
        }
        assert!(
            hubs.notes.iter().any(|note| note.contains("onze")),
            "the eleventh hub is not known"
        );
    }

    const TWO: &str = r#"
notes = []
[sources]
a = "Un"
b = "Deux"
[[hub]]
id = "x"
name = "X"
wave = "2019"
claims = [{ source = "a", departements = ["26", "2A"], from = 2020-01-01, until = 2022-01-01 }]
[[hub]]
id = "y"
name = "Y"
wave = "2021"
claims = [{ source = "b", departements = ["26"] }, { source = "a", departements = ["07", "26"] }]
"#;

    #[test]
    fn claims_are_many_to_many_and_dated() {
        let hubs = Hubs::parse("essai.toml", TWO).unwrap();
        assert_eq!(names(&hubs, "26", "2021-06-01"), ["x", "y"]);
        assert_eq!(names(&hubs, "26", "2019-12-31"), ["y"]);
        assert_eq!(names(&hubs, "2A", "2022-01-01"), [""; 0]);
        let claims = &hubs.hubs[1].claims;
        let order: Vec<_> = claims
            .iter()
            .map(|claim| (claim.departement.as_str(), claim.source.as_str()))
            .collect();
        assert_eq!(order, [("07", "Un"), ("26", "Deux"), ("26", "Un")]);
    }

    #[test]
    fn each_mistake_is_told_with_its_line() {
        for (right, wrong, line, word) in [
            ("\"26\", \"2A\"", "\"26\", \"2C\"", 10, "2C"),
            ("source = \"b\"", "source = \"c\"", 15, "« c »"),
            ("id = \"y\"", "id = \"x\"", 12, "déjà"),
            ("id = \"y\"", "id = \"É\"", 12, "minuscules"),
            ("name = \"Y\"", "name = \" \"", 13, "vide"),
            ("until = 2022-01-01", "until = 2019-01-01", 10, "avant"),
            ("until = 2022-01-01", "until = 2022-01-01T10:00:00", 10, "jour"),
            ("b = \"Deux\"", "b = \"Deux\"\nc = \"Trois\"", 6, "ne sert à rien"),
            ("notes = []", "notes = []\nnational = [\"É\"]", 3, "source"),
            ("wave = \"2021\"", "vague = \"2021\"", 14, "vague"),
        ] {
            let text = TWO.replacen(right, wrong, 1);
            assert_ne!(text, TWO);
            let error = Hubs::parse("essai.toml", &text).unwrap_err().to_string();
            let place = format!("essai.toml, ligne {line} : ");
            assert!(error.starts_with(&place) && error.contains(word), "{wrong}\n{error}");
        }
    }
}
