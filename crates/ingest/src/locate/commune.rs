//! Which commune a row is in.

use super::point;
use crate::draft::Claim;
use crate::normalise::text;
use crate::notes::{Notes, quoted};
use portee_domain::{Field, FindingKind, Postcode};
use portee_geography::{Commune, Geography};

/// The commune of a claim. Evidence, strongest first:
///
/// 1. the INSEE code, when the postcode or the name agrees with it;
/// 2. the name within the postcode (two pieces of evidence, so they also win over a code that disagrees, unless the
///    point is in the code's commune);
/// 3. a name that is unique in France, when the point is there, or when it is of the postcode's département, or when there
///    is neither point nor known postcode to contradict it;
/// 4. the postcode: its commune whose name holds the one said ("Chamonix"), else where the point is, else its only or most
///    populated one, with a finding;
/// 5. the point alone.
///
/// Arrondissements of Paris, Lyon and Marseille lead to their commune; the postcode still tells them apart.
pub(super) fn resolve<'g>(
    claim: &Claim,
    point: Option<(f64, f64)>,
    geography: &'g Geography,
    notes: &mut Notes<'_>,
) -> Option<&'g Commune> {
    let whole = |commune: &'g Commune| {
        let parent = commune.parent.as_ref();
        parent
            .and_then(|code| geography.commune(code.as_str()))
            .unwrap_or(commune)
    };
    let near = |commune: &Commune| point.is_some_and(|at| point::plausible(commune, at, geography));
    let postcode = claim.postcode.as_ref().filter(|code| !is_monaco(code));
    let name = claim.commune.as_deref();
    let by_code = claim
        .commune_code
        .as_ref()
        .and_then(|code| geography.commune(code.as_str()))
        .map(whole);
    let by_pair = name
        .zip(postcode)
        .and_then(|(name, code)| geography.find(name, Some(code.as_str())))
        .map(whole);

    match (by_code, by_pair) {
        (Some(code), Some(pair)) if code.code != pair.code => {
            let kept = if near(code) && !near(pair) { code } else { pair };
            let detail = format!(
                "Le code INSEE désigne {}, le nom et le code postal {} ; {} est retenue.",
                code.name, pair.name, kept.name
            );
            notes.note(FindingKind::CommuneCorrected, Field::CodeInsee, detail);
            return Some(kept);
        }
        (Some(code), None) if agrees(code, name, postcode, geography) || near(code) => return Some(code),
        (_, Some(pair)) => return Some(pair),
        _ => {}
    }
    if claim.postcode.as_ref().is_some_and(is_monaco) {
        return None;
    }
    let by_name = name.and_then(|name| geography.find(name, None)).map(whole);
    let of_postcode: Vec<&Commune> = postcode
        .map(|code| {
            geography
                .communes_with_postcode(code.as_str())
                .into_iter()
                .map(whole)
                .collect()
        })
        .unwrap_or_default();
    if let Some(found) = by_name {
        let same_departement = of_postcode
            .iter()
            .any(|commune| commune.departement == found.departement);
        if of_postcode.is_empty() || same_departement || near(found) {
            return Some(found);
        }
    }
    let here = of_postcode.iter().find(|commune| near(commune));
    let largest = of_postcode
        .iter()
        .max_by_key(|commune| (commune.population, &commune.code));
    let by_postcode = here.or(largest).copied();
    let by_point = || {
        let (lon, lat) = point?;
        geography.commune_at(lon, lat).map(|found| whole(found.commune))
    };
    let kept = by_postcode.or(by_code).or_else(by_point)?;
    if let Some(name) = name {
        let detail = format!(
            "{} n'est pas une commune connue à cet endroit ; {} est retenue.",
            quoted(name),
            kept.name
        );
        notes.note(FindingKind::CommuneCorrected, Field::Commune, detail);
    }
    Some(kept)
}

/// Whether nothing that the row says contradicts the INSEE code: its postcode is one of the commune's, or its name is the
/// commune's, or it gives neither.
fn agrees(commune: &Commune, name: Option<&str>, postcode: Option<&Postcode>, geography: &Geography) -> bool {
    let named = name.is_none_or(|name| holds_name(&commune.name, name));
    let posted = postcode.is_none_or(|code| {
        commune.postcodes.contains(code)
            || geography
                .communes_with_postcode(code.as_str())
                .iter()
                .any(|other| other.parent.as_ref() == Some(&commune.code))
    });
    named || posted
}

/// Whether one name holds all the words of the other: `Chamonix` and `Chamonix-Mont-Blanc`, `Vorey sur Arzon` and `Vorey`.
fn holds_name(official: &str, said: &str) -> bool {
    let (official, said) = (format!(" {} ", text::key(official)), format!(" {} ", text::key(said)));
    said.trim().len() >= 3 && (official.contains(&said) || said.contains(&official))
}

/// Monaco uses the French postcodes 980xx.
pub(super) fn is_monaco(postcode: &Postcode) -> bool {
    postcode.as_str().starts_with("980")
}
