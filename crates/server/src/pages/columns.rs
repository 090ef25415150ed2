//! The columns of the standard, as a visitor would call them.

use portee_domain::Field;

/// A column as a visitor would call it; none for those that mean nothing to one.
pub(crate) fn words(field: Field) -> Option<&'static str> {
    Some(match field {
        Field::Id | Field::Source | Field::CodeInsee => return None,
        Field::Pivot => "SIRET",
        Field::Nom => "nom",
        Field::Commune => "commune",
        Field::CodePostal => "code postal",
        Field::Adresse => "adresse",
        Field::ComplementAdresse => "complément d’adresse",
        Field::Latitude => "latitude",
        Field::Longitude => "longitude",
        Field::Typologie => "type de lieu",
        Field::Telephone => "téléphone",
        Field::Courriels => "courriel",
        Field::SiteWeb => "site",
        Field::Horaires => "horaires",
        Field::PresentationResume => "présentation",
        Field::PresentationDetail => "présentation détaillée",
        Field::Itinerance => "itinérance",
        Field::DateMaj => "date de vérification",
        Field::Services => "services",
        Field::PublicsSpecifiquementAdresses => "publics",
        Field::PriseEnChargeSpecifique => "besoins particuliers",
        Field::FraisACharge => "prix",
        Field::DispositifProgrammesNationaux => "labels",
        Field::FormationsLabels => "formations",
        Field::AutresFormationsLabels => "autres labels",
        Field::ModalitesAcces => "comment venir",
        Field::ModalitesAccompagnement => "comment on aide",
        Field::FicheAccesLibre => "accessibilité",
        Field::PriseRdv => "rendez-vous",
    })
}
