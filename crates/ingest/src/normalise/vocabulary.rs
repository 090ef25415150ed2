//! Values of the closed vocabularies, exact or nearly.

use crate::normalise::text;
use crate::notes::{Notes, quoted};
use portee_domain::vocabulary::Vocabulary;
use portee_domain::{Field, FindingKind};

/// The values that `texts` name, sorted, without repeats: the exact label, else the label whose case, accents and
/// typography alone differ. What is neither is left out, with a finding.
pub fn values<V: Vocabulary>(texts: &[String], field: Field, notes: &mut Notes<'_>) -> Vec<V> {
    let mut values: Vec<V> = Vec::new();
    for raw in texts {
        let clean = text::line(raw);
        if clean.is_empty() {
            continue;
        }
        if let Ok(value) = V::parse(&clean) {
            values.push(value);
        } else if let Some(value) = nearly(&clean) {
            let label: V = value;
            let detail = format!("{} lu comme {}.", quoted(&clean), quoted(label.label()));
            notes.note(FindingKind::ValueTranslated, field, detail);
            values.push(value);
        } else {
            let detail = format!("{} n'est pas une valeur du standard ; laissé de côté.", quoted(&clean));
            notes.note(FindingKind::ValueUnknown, field, detail);
        }
    }
    values.sort_unstable();
    values.dedup();
    values
}

/// The value whose label has the same key as the text.
fn nearly<V: Vocabulary>(clean: &str) -> Option<V> {
    let wanted = text::key(clean);
    V::ALL.iter().copied().find(|value| text::key(value.label()) == wanted)
}

#[cfg(test)]
mod tests {
    use super::*;
    use FindingKind::{ValueTranslated, ValueUnknown};
    use portee_domain::vocabulary::TrainingLabel;

    #[test]
    fn typography_is_forgiven_and_the_unknown_is_reported() {
        let source = "essai".parse().unwrap();
        let mut notes = Notes::new(&source, 1);
        let texts = ["Étapes numériques(La Poste)", "ordi 3.0", "Inconnu", " "].map(str::to_owned);
        let found: Vec<TrainingLabel> = values(&texts, Field::FormationsLabels, &mut notes);
        assert_eq!(found, [TrainingLabel::EtapesNumeriques, TrainingLabel::Ordi30]);
        let kinds: Vec<_> = notes.into_findings().iter().map(|f| f.kind).collect();
        assert_eq!(kinds, [ValueTranslated, ValueTranslated, ValueUnknown]);
    }
}
