//! The criteria by which a département is underserved.

use super::definition::{Definition, is_id};
use crate::ReachError;
use portee_domain::Target;
use serde::Deserialize;
use std::collections::BTreeSet;
use toml::Spanned;

const BUILT_IN: &str = include_str!("../../../../data/criteria.toml");

/// What a criterion looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub enum Measure {
    /// The share of inhabitants (0 to 1) farther than 30 minutes from the target.
    #[serde(rename = "part-au-dela-30-min")]
    ShareBeyond30,
    /// The number of inhabitants farther than 30 minutes from the target.
    #[serde(rename = "habitants-au-dela-30-min")]
    InhabitantsBeyond30,
    /// The share of inhabitants (0 to 1) farther than 20 minutes from the target.
    #[serde(rename = "part-au-dela-20-min")]
    ShareBeyond20,
    /// Venues for 10,000 people far from digital services.
    #[serde(rename = "lieux-pour-10000-eloignes")]
    VenuesPer10000Far,
    /// Whether no hub covers it: 1 when none does, 0 otherwise.
    #[serde(rename = "sans-hub")]
    NoHub,
}

/// One criterion.
#[derive(Debug, Clone, PartialEq)]
pub struct Criterion {
    /// Lower-case letters, digits and hyphens.
    pub id: String,
    /// What it says, in one French sentence.
    pub label: String,
    /// What it looks at.
    pub measure: Measure,
    /// What is to be reached; of no meaning for venues and hubs.
    pub target: Target,
    /// The value from which (for venues: below which) it is met.
    pub threshold: f64,
}

impl Criterion {
    /// Whether a value of its measure meets it. Not a number meets nothing.
    #[must_use]
    pub fn is_met_by(&self, value: f64) -> bool {
        match self.measure {
            Measure::VenuesPer10000Far => value < self.threshold,
            _ => value >= self.threshold,
        }
    }
}

/// All criteria, in the order of the file.
#[derive(Debug, Clone, PartialEq)]
pub struct Criteria(pub Vec<Criterion>);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    criterion: Vec<Row>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    id: Spanned<String>,
    label: Spanned<String>,
    measure: Spanned<Measure>,
    target: Option<Spanned<String>>,
    threshold: Option<Spanned<f64>>,
}

impl Criteria {
    /// The criteria of `data/criteria.toml`, which the program carries.
    ///
    /// # Errors
    /// When that file, built in, is wrong.
    pub fn built_in() -> Result<Self, ReachError> {
        Self::parse("criteria.toml", BUILT_IN)
    }

    /// Reads criteria from a TOML text; `file` is the name that errors give it.
    ///
    /// # Errors
    /// [`ReachError::Definition`] with the line and the reason.
    pub fn parse(file: &str, text: &str) -> Result<Self, ReachError> {
        let definition = Definition { file, text };
        let rows = definition.read::<File>()?.criterion;
        let mut seen = BTreeSet::new();
        let criteria = rows.into_iter().map(|row| {
            if !seen.insert(row.id.get_ref().clone()) {
                return Err(definition.wrong(&row.id, format!("le critère « {} » est déjà défini", row.id.get_ref())));
            }
            row.check(definition)
        });
        criteria.collect::<Result<_, _>>().map(Self)
    }
}

impl Row {
    fn check(self, definition: Definition<'_>) -> Result<Criterion, ReachError> {
        if !is_id(self.id.get_ref()) {
            return Err(definition.wrong(
                &self.id,
                "l'identifiant n'a que des minuscules, des chiffres et des tirets",
            ));
        }
        if self.label.get_ref().trim().is_empty() {
            return Err(definition.wrong(&self.label, "la phrase est vide"));
        }
        let target = match &self.target {
            None => Target::PROMISE,
            Some(label) => Target::from_label(label.get_ref()).ok_or_else(|| {
                definition.wrong(
                    label,
                    format!("« {} » n'est ni un service, ni un dispositif", label.get_ref()),
                )
            })?,
        };
        Ok(Criterion {
            threshold: self.threshold(definition)?,
            id: self.id.into_inner(),
            label: self.label.into_inner(),
            measure: *self.measure.get_ref(),
            target,
        })
    }

    /// The threshold, when it is one for the measure.
    fn threshold(&self, definition: Definition<'_>) -> Result<f64, ReachError> {
        let (allowed, range) = match self.measure.get_ref() {
            Measure::ShareBeyond30 | Measure::ShareBeyond20 => (0.0..=1.0, "entre 0 et 1"),
            Measure::InhabitantsBeyond30 | Measure::VenuesPer10000Far => (0.0..=f64::MAX, "positif"),
            Measure::NoHub => {
                return match &self.threshold {
                    None => Ok(1.0),
                    Some(threshold) => Err(definition.wrong(threshold, "ce critère n'a pas de seuil")),
                };
            }
        };
        let Some(threshold) = &self.threshold else {
            return Err(definition.wrong(&self.measure, "il manque le seuil (threshold)"));
        };
        let value = *threshold.get_ref();
        // A threshold of 0 would be met by everyone, or by nobody: a mistake.
        if value > 0.0 && allowed.contains(&value) {
            Ok(value)
        } else {
            Err(definition.wrong(threshold, format!("le seuil doit être {range}, et plus que 0")))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use portee_domain::vocabulary::Programme;

    #[test]
    fn the_criteria_that_the_program_carries_cover_every_measure() {
        let criteria = Criteria::built_in().unwrap().0;
        for measure in [
            Measure::ShareBeyond30,
            Measure::InhabitantsBeyond30,
            Measure::ShareBeyond20,
            Measure::VenuesPer10000Far,
            Measure::NoHub,
        ] {
            assert!(
                criteria.iter().any(|criterion| criterion.measure == measure),
                "{measure:?}"
            );
        }
    }

    #[test]
    fn a_share_is_met_from_the_threshold_on_and_venues_below_it() {
        let text = r#"
            [[criterion]]
            id = "a"
            label = "Trop loin."
            measure = "part-au-dela-20-min"
            target = "Aidants Connect"
            threshold = 0.1
            [[criterion]]
            id = "b"
            label = "Trop peu."
            measure = "lieux-pour-10000-eloignes"
            threshold = 7
        "#;
        let [share, venues] = &Criteria::parse("essai.toml", text).unwrap().0[..] else {
            panic!("two criteria")
        };
        assert_eq!(share.target, Target::Programme(Programme::AidantsConnect));
        assert!(share.is_met_by(0.1) && !share.is_met_by(0.0999) && !share.is_met_by(f64::NAN));
        assert!(venues.is_met_by(6.9) && !venues.is_met_by(7.0) && !venues.is_met_by(f64::NAN));
    }

    #[test]
    fn each_mistake_is_told_with_its_line() {
        let row = |lines: &str| format!("[[criterion]]\nid = \"a\"\nlabel = \"Loin.\"\n{lines}\n");
        let share = "measure = \"part-au-dela-30-min\"";
        for (text, line, word) in [
            (row("measure = \"hasard\"\nthreshold = 1"), 4, "hasard"),
            (row(share), 4, "seuil"),
            (row(&format!("{share}\nthreshold = 10")), 5, "entre 0 et 1"),
            (row(&format!("{share}\nthreshold = 0")), 5, "plus que 0"),
            (row(&format!("{share}\nthreshold = nan")), 5, "entre 0 et 1"),
            (row(&format!("{share}\nthreshold = 0.1\ntarget = \"tout\"")), 6, "tout"),
            (row("measure = \"sans-hub\"\nthreshold = 3"), 5, "pas de seuil"),
            (row(&format!("{share}\nthreshold = 0.1\nseuil = 2")), 6, "seuil"),
            (row("measure = \"sans-hub\"").repeat(2), 6, "déjà"),
            (
                row("measure = \"sans-hub\"").replace("\"a\"", "\"A b\""),
                2,
                "minuscules",
            ),
            ("criterion = 3".to_owned(), 1, ""),
        ] {
            let error = Criteria::parse("essai.toml", &text).unwrap_err().to_string();
            let place = format!("essai.toml, ligne {line} : ");
            assert!(error.starts_with(&place) && error.contains(word), "{text}\n{error}");
        }
    }
}
