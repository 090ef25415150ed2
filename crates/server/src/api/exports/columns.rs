//! The columns of the national standard (Schéma des lieux de médiation numérique 1.0.2), in its order.

use chrono::NaiveDate;
use portee_domain::{
    Email, Hours, Member, Phone, Siret, Venue, WebUrl, exchange,
    vocabulary::{TrainingLabel, Vocabulary},
};

/// How a column is read out of a venue.
pub(super) enum Read {
    /// A text, when the venue has one.
    Text(fn(&Venue) -> Option<&str>),
    /// Several texts.
    List(fn(&Venue) -> Vec<&str>),
    /// Degrees, WGS84.
    Degrees(fn(&Venue) -> f64),
    /// A telephone number.
    Phone(fn(&Venue) -> Option<&Phone>),
    /// A date.
    Day(fn(&Venue) -> Option<NaiveDate>),
}

/// A column.
pub(super) struct Column {
    /// Its name in the standard.
    pub(super) name: &'static str,
    /// What a venue has in it.
    pub(super) read: Read,
    /// What the standard's own table has in place of nothing, where it demands something.
    pub(super) stand_in: fn(&Venue) -> &str,
    /// The most characters that the standard allows.
    pub(super) longest: usize,
}

const fn column(name: &'static str, read: Read) -> Column {
    Column {
        name,
        read,
        stand_in: |_| "",
        longest: usize::MAX,
    }
}

const fn demanded(column: Column, stand_in: fn(&Venue) -> &str) -> Column {
    Column { stand_in, ..column }
}

fn some(text: &str) -> Option<&str> {
    Some(text).filter(|text| !text.is_empty())
}

fn labels<V: Vocabulary>(values: &[V]) -> Vec<&'static str> {
    values.iter().map(|value| value.label()).collect()
}

fn training(values: &[TrainingLabel]) -> Vec<&'static str> {
    let [ours, written] = exchange::SPACED_LABEL;
    let label = |label: &'static str| if label == ours { written } else { label };
    labels(values).into_iter().map(label).collect()
}

/// In the order that they have once they are written: a bar inside one is written otherwise.
fn free_labels(labels: &[String]) -> Vec<&str> {
    let mut labels: Vec<&str> = labels.iter().map(String::as_str).collect();
    labels.sort_by_cached_key(|label| exchange::join(std::iter::once(*label)));
    labels
}

/// All of them. `structure_parente`, which the standard drops in its next version and we never read, stays empty.
pub(super) const COLUMNS: [Column; 32] = [
    column("id", Read::Text(|venue| some(venue.id.as_str()))),
    demanded(
        column(
            "pivot",
            Read::Text(|venue| venue.description.siret.as_ref().map(Siret::as_str)),
        ),
        |_| exchange::NO_SIRET,
    ),
    column("nom", Read::Text(|venue| some(&venue.description.name))),
    column("commune", Read::Text(|venue| some(&venue.location.commune))),
    column(
        "code_postal",
        Read::Text(|venue| some(venue.location.postcode.as_str())),
    ),
    column(
        "code_insee",
        Read::Text(|venue| some(venue.location.commune_code.as_str())),
    ),
    demanded(
        column("adresse", Read::Text(|venue| some(&venue.location.address))),
        |venue| &venue.location.commune,
    ),
    column(
        "complement_adresse",
        Read::Text(|venue| venue.location.address_complement.as_deref()),
    ),
    column("latitude", Read::Degrees(|venue| venue.location.position.lat())),
    column("longitude", Read::Degrees(|venue| venue.location.position.lon())),
    column("typologie", Read::List(|venue| labels(&venue.description.typologies))),
    column(
        "telephone",
        Read::Phone(|venue| venue.description.contact.phone.as_ref()),
    ),
    column(
        "courriels",
        Read::List(|venue| venue.description.contact.emails.iter().map(Email::as_str).collect()),
    ),
    column(
        "site_web",
        Read::List(|venue| venue.description.contact.websites.iter().map(WebUrl::as_str).collect()),
    ),
    column("horaires", Read::Text(|venue| venue.description.hours.osm())),
    Column {
        longest: 280,
        ..column(
            "presentation_resume",
            Read::Text(|venue| venue.description.summary.as_deref()),
        )
    },
    column(
        "presentation_detail",
        Read::Text(|venue| venue.description.detail.as_deref()),
    ),
    column(
        "source",
        Read::Text(|venue| venue.members.first().map(Member::producer)),
    ),
    column("itinerance", Read::List(|venue| labels(&venue.description.itinerance))),
    column("structure_parente", Read::Text(|_| None)),
    demanded(
        column("date_maj", Read::Day(|venue| venue.description.verified_on)),
        |_| exchange::NO_DATE,
    ),
    column("services", Read::List(|venue| labels(&venue.description.services))),
    column(
        "publics_specifiquement_adresses",
        Read::List(|venue| labels(&venue.description.audiences)),
    ),
    column(
        "prise_en_charge_specifique",
        Read::List(|venue| labels(&venue.description.specific_care)),
    ),
    column("frais_a_charge", Read::List(|venue| labels(&venue.description.fees))),
    column(
        "dispositif_programmes_nationaux",
        Read::List(|venue| labels(&venue.description.programmes)),
    ),
    column(
        "formations_labels",
        Read::List(|venue| training(&venue.description.training_labels)),
    ),
    column(
        "autres_formations_labels",
        Read::List(|venue| free_labels(&venue.description.other_labels)),
    ),
    column(
        "modalites_acces",
        Read::List(|venue| labels(&venue.description.access_modes)),
    ),
    column(
        "modalites_accompagnement",
        Read::List(|venue| labels(&venue.description.support_modes)),
    ),
    column(
        "fiche_acces_libre",
        Read::Text(|venue| venue.description.accessibility_url.as_ref().map(WebUrl::as_str)),
    ),
    column(
        "prise_rdv",
        Read::Text(|venue| venue.description.appointment_url.as_ref().map(WebUrl::as_str)),
    ),
];

/// What we say beyond the standard, in the formats whose columns are not closed.
pub(super) const OURS: [Column; 3] = [
    column(
        "departement",
        Read::Text(|venue| some(venue.location.departement.as_str())),
    ),
    column(
        "precision",
        Read::Text(|venue| some(venue.location.position.precision().label())),
    ),
    column(
        "horaires_texte",
        Read::Text(|venue| match &venue.description.hours {
            Hours::Text(words) => Some(words),
            Hours::Osm(_) | Hours::Unstated => None,
        }),
    ),
];
