//! Which criteria of `data/criteria.toml` a département meets, and why.

use super::CoverageInput;
use crate::{Criterion, Measure, planning::covers};
use portee_domain::{Flag, Method, Target, TargetCoverage, TerritoryCoverage};

/// The criteria that a département meets, in the order of the file. Without inhabitants no share is met.
pub(super) fn flags(departement: &TerritoryCoverage, input: &CoverageInput<'_>) -> Vec<Flag> {
    let criteria = input.criteria.0.iter();
    criteria
        .filter_map(|criterion| flag(departement, criterion, input))
        .collect()
}

/// What was found of one criterion.
struct Found {
    value: f64,
    /// The value by the kinder bound of the estimate; none when there is no such bound.
    kinder: Option<f64>,
    reason: String,
}

fn flag(departement: &TerritoryCoverage, criterion: &Criterion, input: &CoverageInput<'_>) -> Option<Flag> {
    let target = &departement.target(criterion.target)?;
    let found = match criterion.measure {
        Measure::ShareBeyond30 => beyond_30(departement, target, true),
        Measure::InhabitantsBeyond30 => beyond_30(departement, target, false),
        Measure::ShareBeyond20 => beyond_20(departement, target),
        Measure::VenuesPer10000Far => venues(departement),
        Measure::NoHub => no_hub(departement, input),
    };
    criterion.is_met_by(found.value).then(|| Flag {
        criterion: criterion.id.clone(),
        reason: found.reason,
        value: found.value,
        threshold: criterion.threshold,
        certain: found.kinder.is_some_and(|kinder| criterion.is_met_by(kinder)),
    })
}

/// A part of the inhabitants; not a number when there are none.
fn share(departement: &TerritoryCoverage, people: u32) -> f64 {
    f64::from(people) / f64::from(departement.inhabitants)
}

fn beyond_30(departement: &TerritoryCoverage, target: &TargetCoverage, as_share: bool) -> Found {
    let value = |people: u32| {
        if as_share {
            share(departement, people)
        } else {
            f64::from(people)
        }
    };
    let beyond = target.bands.beyond_promise();
    Found {
        value: value(beyond),
        kinder: Some(value(target.surely_beyond)),
        reason: if as_share {
            share_far_from(departement, beyond, 30, target.target)
        } else {
            format!("{} habitants sont {}.", thousands(beyond), far_from(30, target.target))
        },
    }
}

/// The estimate keeps no bounds of twenty minutes: along roads the value is certain, and so is what is surely beyond thirty.
fn beyond_20(departement: &TerritoryCoverage, target: &TargetCoverage) -> Found {
    let beyond = target.bands.beyond_20();
    let surely = if departement.method == Method::Routes {
        beyond
    } else {
        target.surely_beyond
    };
    Found {
        value: share(departement, beyond),
        kinder: Some(share(departement, surely)),
        reason: share_far_from(departement, beyond, 20, target.target),
    }
}

/// How many are far from digital services is an estimate without bounds: this is never certain.
fn venues(departement: &TerritoryCoverage) -> Found {
    let per_10_000 = f64::from(departement.venues) * 10_000.0 / f64::from(departement.far);
    Found {
        value: if departement.far > 0 { per_10_000 } else { f64::NAN },
        kinder: None,
        reason: format!(
            "{} {} pour 10{THIN}000 personnes éloignées du numérique ({} en tout).",
            decimal(per_10_000),
            if per_10_000 < 2.0 { "lieu" } else { "lieux" },
            thousands(departement.venues)
        ),
    }
}

fn no_hub(departement: &TerritoryCoverage, input: &CoverageInput<'_>) -> Found {
    let code = departement.departement.as_ref();
    let hubs = &input.hubs.hubs;
    let is_covered = code.is_some_and(|code| hubs.iter().any(|hub| covers(hub, code, input.on)));
    let value = f64::from(u8::from(!is_covered));
    Found {
        value,
        kinder: Some(value),
        reason: "Aucun hub connu ne couvre ce département.".to_owned(),
    }
}

fn share_far_from(departement: &TerritoryCoverage, people: u32, minutes: u32, target: Target) -> String {
    format!(
        "{}{THIN}% des habitants ({}) sont {}.",
        decimal(100.0 * share(departement, people)),
        thousands(people),
        far_from(minutes, target)
    )
}

fn far_from(minutes: u32, target: Target) -> String {
    let place = match target {
        Target::PROMISE => "d'une France Services".to_owned(),
        Target::Any => "d'un lieu".to_owned(),
        other => format!("d'un lieu « {} »", other.label()),
    };
    format!("à plus de {minutes} minutes {place}")
}

/// A narrow space that does not break.
const THIN: char = '\u{202f}';

/// `12 345`, as French writes it.
fn thousands(number: u32) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            text.push(THIN);
        }
        text.push(digit);
    }
    text
}

/// One decimal, with a comma.
fn decimal(number: f64) -> String {
    format!("{number:.1}").replace('.', ",")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_written_as_french_does() {
        assert_eq!(thousands(5), "5");
        assert_eq!(thousands(999), "999");
        assert_eq!(thousands(1_234_567), "1\u{202f}234\u{202f}567");
        assert_eq!(decimal(3.25), "3,2");
    }
}
