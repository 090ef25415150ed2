//! The columns of the national standard (Schéma des lieux de médiation numérique 1.0.2), in its order.

use portee_domain::{
    Email, Siret, Venue, WebUrl,
    vocabulary::{TrainingLabel, Vocabulary},
};
use std::borrow::Cow;

/// What stands between the values of a list.
const BETWEEN: &str = "|";
/// The standard demands a `pivot`: fourteen zeros are its habit for "none". Our own import takes them so.
const NO_PIVOT: &str = "00000000000000";
/// The standard demands a `date_maj`: the first day of computers' time is its habit for "not known".
const NO_DATE: &str = "1970-01-01";

/// What a cell holds.
#[derive(Debug, PartialEq)]
pub(super) enum Cell<'a> {
    /// A text; empty when the venue does not say.
    Text(Cow<'a, str>),
    /// Degrees, WGS84.
    Degrees(f64),
    /// A telephone number: E.164, and as people read it.
    Phone(&'a str, String),
}

/// A column.
pub(super) struct Column {
    /// Its name in the standard.
    pub(super) name: &'static str,
    /// What a venue has in it.
    pub(super) value: for<'a> fn(&'a Venue) -> Cell<'a>,
}

const fn column(name: &'static str, value: for<'a> fn(&'a Venue) -> Cell<'a>) -> Column {
    Column { name, value }
}

fn text(value: &str) -> Cell<'_> {
    Cell::Text(value.into())
}

fn maybe(value: Option<&str>) -> Cell<'_> {
    text(value.unwrap_or_default())
}

fn labels<V: Vocabulary>(values: &[V]) -> Cell<'_> {
    let labels: Vec<&str> = values.iter().map(|value| value.label()).collect();
    Cell::Text(labels.join(BETWEEN).into())
}

fn list<'a>(values: impl Iterator<Item = &'a str>) -> Cell<'a> {
    let values: Vec<&str> = values.collect();
    Cell::Text(values.join(BETWEEN).into())
}

/// The standard's own pattern writes one label without the space that everyone else puts in it.
fn training(values: &[TrainingLabel]) -> Cell<'_> {
    let written = |value: &TrainingLabel| value.label().replace("Étapes numériques (", "Étapes numériques(");
    let labels: Vec<String> = values.iter().map(written).collect();
    Cell::Text(labels.join(BETWEEN).into())
}

fn phone(venue: &Venue) -> Cell<'_> {
    match &venue.description.contact.phone {
        Some(phone) => Cell::Phone(phone.as_str(), phone.national()),
        None => text(""),
    }
}

/// All of them. `structure_parente`, which the standard drops in its next version and we never read, stays empty.
pub(super) const COLUMNS: [Column; 32] = [
    column("id", |venue| text(venue.id.as_str())),
    column("pivot", |venue| {
        text(venue.description.siret.as_ref().map_or(NO_PIVOT, Siret::as_str))
    }),
    column("nom", |venue| text(&venue.description.name)),
    column("commune", |venue| text(&venue.location.commune)),
    column("code_postal", |venue| text(venue.location.postcode.as_str())),
    column("code_insee", |venue| text(venue.location.commune_code.as_str())),
    column("adresse", |venue| text(&venue.location.address)),
    column("complement_adresse", |venue| {
        maybe(venue.location.address_complement.as_deref())
    }),
    column("latitude", |venue| Cell::Degrees(venue.location.position.lat())),
    column("longitude", |venue| Cell::Degrees(venue.location.position.lon())),
    column("typologie", |venue| labels(&venue.description.typologies)),
    column("telephone", phone),
    column("courriels", |venue| {
        list(venue.description.contact.emails.iter().map(Email::as_str))
    }),
    column("site_web", |venue| {
        list(venue.description.contact.websites.iter().map(WebUrl::as_str))
    }),
    column("horaires", |venue| maybe(venue.description.hours.osm())),
    column("presentation_resume", |venue| {
        maybe(venue.description.summary.as_deref())
    }),
    column("presentation_detail", |venue| {
        maybe(venue.description.detail.as_deref())
    }),
    column("source", |venue| {
        maybe(venue.members.first().map(|member| member.source.as_str()))
    }),
    column("itinerance", |venue| labels(&venue.description.itinerance)),
    column("structure_parente", |_| text("")),
    column("date_maj", |venue| {
        let date = venue.description.verified_on;
        Cell::Text(date.map_or(NO_DATE.into(), |date| date.to_string().into()))
    }),
    column("services", |venue| labels(&venue.description.services)),
    column("publics_specifiquement_adresses", |venue| {
        labels(&venue.description.audiences)
    }),
    column("prise_en_charge_specifique", |venue| {
        labels(&venue.description.specific_care)
    }),
    column("frais_a_charge", |venue| labels(&venue.description.fees)),
    column("dispositif_programmes_nationaux", |venue| {
        labels(&venue.description.programmes)
    }),
    column("formations_labels", |venue| {
        training(&venue.description.training_labels)
    }),
    column("autres_formations_labels", |venue| {
        list(venue.description.other_labels.iter().map(String::as_str))
    }),
    column("modalites_acces", |venue| labels(&venue.description.access_modes)),
    column("modalites_accompagnement", |venue| {
        labels(&venue.description.support_modes)
    }),
    column("fiche_acces_libre", |venue| {
        maybe(venue.description.accessibility_url.as_ref().map(WebUrl::as_str))
    }),
    column("prise_rdv", |venue| {
        maybe(venue.description.appointment_url.as_ref().map(WebUrl::as_str))
    }),
];
