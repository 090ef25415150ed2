//! What was noticed in the sources, in words for anyone.

use super::words;
use portee_domain::{Finding, FindingKind, Severity};
use std::collections::BTreeMap;

/// One kind of finding.
pub(super) struct Line {
    pub(super) meaning: &'static str,
    pub(super) code: &'static str,
    pub(super) severity: &'static str,
    pub(super) count: String,
}

/// The kinds that occur: rejections first, then by number.
pub(super) fn lines(findings: &[Finding]) -> Vec<Line> {
    let mut counts: BTreeMap<FindingKind, usize> = BTreeMap::new();
    for finding in findings {
        *counts.entry(finding.kind).or_default() += 1;
    }
    let mut counts: Vec<(FindingKind, usize)> = counts.into_iter().collect();
    counts.sort_by(|a, b| b.0.severity().cmp(&a.0.severity()).then(b.1.cmp(&a.1)));
    counts
        .into_iter()
        .map(|(kind, count)| Line {
            meaning: meaning(kind),
            code: kind.code(),
            severity: outcome(kind.severity()),
            count: words::number(count),
        })
        .collect()
}

/// What was done about it.
pub(super) fn outcome(severity: Severity) -> &'static str {
    match severity {
        Severity::Note => "Remis en forme",
        Severity::Warning => "Publié sans cette valeur",
        Severity::Rejection => "Ligne non publiée",
    }
}

/// The kind in a sentence.
pub(super) fn meaning(kind: FindingKind) -> &'static str {
    match kind {
        FindingKind::UnreadableRow => "La ligne ne peut pas être lue.",
        FindingKind::RowRefused => "Le lieu est écarté, avec la raison.",
        FindingKind::LabelUnconfirmed => "La liste officielle ne confirme pas un label.",
        FindingKind::Unlisted => "Une personne a demandé de ne pas publier le lieu.",
        FindingKind::Corrected => "Une personne a corrigé une valeur.",
        FindingKind::DecisionAimless => "Une décision parle d’une ligne absente du fichier.",
        FindingKind::NameBroken => "Le nom a perdu ses accents : le lieu ne peut pas être nommé.",
        FindingKind::RowGrouped => "Plusieurs lignes du fichier font un seul lieu.",
        FindingKind::ColumnIgnored => "Des colonnes du fichier ne sont pas lues.",
        FindingKind::ColumnMissing => "Des colonnes attendues manquent.",
        FindingKind::PhonePersonal => "Le téléphone semble être celui d’une personne.",
        FindingKind::ContactInText => "Un contact personnel a été retiré d’un texte.",
        FindingKind::NameMissing => "Le lieu n’a pas de nom.",
        FindingKind::CommuneUnknown => "Rien ne mène à une commune.",
        FindingKind::OutsideFrance => "Le lieu est hors de France.",
        FindingKind::DuplicateRow => "La ligne est en double.",
        FindingKind::IdMissing => "La ligne n’a pas d’identifiant.",
        FindingKind::ValueUnknown => "Une valeur n’est pas dans la liste du standard.",
        FindingKind::ValueTranslated => "Une ancienne valeur a été traduite.",
        FindingKind::SiretInvalid => "Le SIRET est faux.",
        FindingKind::PostcodeInvalid => "Le code postal est faux.",
        FindingKind::PhoneInvalid => "Le téléphone ne peut pas être lu.",
        FindingKind::EmailInvalid => "Le courriel ne peut pas être lu.",
        FindingKind::EmailPersonal => "Le courriel est celui d’une personne.",
        FindingKind::UrlInvalid => "L’adresse du site ne peut pas être lue.",
        FindingKind::DateInvalid => "La date ne peut pas être lue.",
        FindingKind::HoursUnparsed => "Les horaires sont montrés comme ils sont écrits.",
        FindingKind::TextTooLong => "Un texte est trop long.",
        FindingKind::TextBroken => "Un texte a perdu ses accents.",
        FindingKind::PositionMissing => "La position manque : celle de la commune est prise.",
        FindingKind::PositionSwapped => "Latitude et longitude étaient inversées.",
        FindingKind::PositionInvalid => "La position est impossible : celle de la commune est prise.",
        FindingKind::PositionForeign => "La position est à l’étranger : celle de la commune est prise.",
        FindingKind::PositionFar => "La position est loin de la commune : celle de la commune est prise.",
        FindingKind::PositionGeocoded => "L’adresse a été trouvée : son point est pris.",
        FindingKind::PositionNotFound => "L’adresse cherchée n’a pas été trouvée.",
        FindingKind::GeocoderSilent => "La recherche d’adresses n’a pas répondu.",
        FindingKind::CommuneCorrected => "La position a corrigé la commune.",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_kinds_are_explained_alike() {
        let meanings: std::collections::BTreeSet<&str> = FindingKind::ALL.iter().map(|kind| meaning(*kind)).collect();
        assert_eq!(meanings.len(), FindingKind::ALL.len());
    }
}
