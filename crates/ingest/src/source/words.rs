//! What each column of the standard holds: one value or a list, free or from a closed vocabulary.

use super::fold;
use portee_domain::Field;
use portee_domain::vocabulary::{
    AccessMode, Audience, Fee, Itinerance, Programme, Service, SpecificCare, SupportMode, TrainingLabel, Typology,
    Vocabulary,
};
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// The labels of each closed vocabulary, folded.
static FOLDED: LazyLock<HashMap<Field, HashSet<String>>> = LazyLock::new(|| {
    let folded = |field| labels(field).into_iter().map(fold).collect();
    Field::ALL.iter().map(|field| (*field, folded(*field))).collect()
});

/// Whether the text is a label of the field's closed vocabulary, but for case, accents and typography.
pub(super) fn known(field: Field, text: &str) -> bool {
    FOLDED[&field].contains(&fold(text))
}

/// The labels of the closed vocabulary of a field; none when any text is allowed.
pub(super) fn labels(field: Field) -> Vec<&'static str> {
    fn all<V: Vocabulary>() -> Vec<&'static str> {
        V::ALL.iter().map(|value| value.label()).collect()
    }
    match field {
        Field::Typologie => all::<Typology>(),
        Field::Itinerance => all::<Itinerance>(),
        Field::Services => all::<Service>(),
        Field::PublicsSpecifiquementAdresses => all::<Audience>(),
        Field::PriseEnChargeSpecifique => all::<SpecificCare>(),
        Field::FraisACharge => all::<Fee>(),
        Field::DispositifProgrammesNationaux => all::<Programme>(),
        Field::FormationsLabels => all::<TrainingLabel>(),
        Field::ModalitesAcces => all::<AccessMode>(),
        Field::ModalitesAccompagnement => all::<SupportMode>(),
        _ => Vec::new(),
    }
}

/// Whether the standard makes the field a list.
pub(super) fn is_list(field: Field) -> bool {
    !labels(field).is_empty() || matches!(field, Field::Courriels | Field::SiteWeb | Field::AutresFormationsLabels)
}

/// What separates the values of a list when the source does not say: `|` in the standard, `;` in older files. A web
/// address may hold a `;`, so only `|` separates those.
pub(super) fn separators(field: Field) -> &'static str {
    if field == Field::SiteWeb { "|" } else { "|;" }
}
