//! The postcode that a row is published with.

use crate::notes::Notes;
use portee_domain::{Field, FindingKind, Postcode};
use portee_geography::{Commune, Geography};

/// The row's postcode when it is one of the commune's, or a CEDEX: a postcode of no commune whose first two digits are
/// those of the commune's own. Else the commune's first, with a finding when the row had another.
pub(super) fn choose(
    claimed: Option<&Postcode>,
    commune: &Commune,
    geography: &Geography,
    notes: &mut Notes<'_>,
) -> Option<Postcode> {
    let own = || -> Option<Postcode> {
        commune.postcodes.first().cloned().or_else(|| {
            // Paris, Lyon and Marseille may have none of their own: their arrondissements have.
            let parts = geography
                .communes()
                .iter()
                .filter(|part| part.parent.as_ref() == Some(&commune.code));
            parts.filter_map(|part| part.postcodes.first().cloned()).min()
        })
    };
    let Some(code) = claimed else {
        return own();
    };
    let holders = geography.communes_with_postcode(code.as_str());
    let held = commune.postcodes.contains(code)
        || holders
            .iter()
            .any(|holder| holder.code == commune.code || holder.parent.as_ref() == Some(&commune.code));
    let first = own()?;
    let cedex = holders.is_empty() && first.as_str()[..2] == code.as_str()[..2];
    if held || cedex {
        return Some(code.clone());
    }
    let detail = format!(
        "{code} n'est pas un code postal de {} ; {first} est retenu.",
        commune.name
    );
    notes.note(FindingKind::PostcodeInvalid, Field::CodePostal, detail);
    Some(first)
}
