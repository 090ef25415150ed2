//! What the GeoJSON of a venue says.

use portee_domain::vocabulary::Vocabulary;
use portee_domain::{Hours, Member, Position, Venue, VenueId};
use serde::Serialize;

#[derive(Serialize)]
struct Properties<'a> {
    id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pivot: Option<&'a str>,
    nom: &'a str,
    commune: &'a str,
    code_postal: &'a str,
    code_insee: &'a str,
    departement: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    adresse: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    complement_adresse: Option<&'a str>,
    latitude: f64,
    longitude: f64,
    precision: &'static str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    typologie: Vec<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    telephone: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    courriels: Vec<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    site_web: Vec<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    horaires: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    horaires_texte: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    presentation_resume: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    presentation_detail: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    itinerance: Vec<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_maj: Option<chrono::NaiveDate>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    services: Vec<&'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    publics_specifiquement_adresses: Vec<&'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    prise_en_charge_specifique: Vec<&'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    frais_a_charge: Vec<&'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    dispositif_programmes_nationaux: Vec<&'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    formations_labels: Vec<&'static str>,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    autres_formations_labels: &'a [String],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    modalites_acces: Vec<&'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    modalites_accompagnement: Vec<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fiche_acces_libre: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    prise_rdv: Option<&'a str>,
    sources: Vec<Origin<'a>>,
    qualite: u8,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    autres_arrets: Vec<&'a str>,
}

#[derive(Serialize)]
struct Origin<'a> {
    source: &'a str,
    id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_maj: Option<chrono::NaiveDate>,
}

impl<'a> From<&'a Member> for Origin<'a> {
    fn from(member: &'a Member) -> Self {
        Self {
            source: member.source.as_str(),
            id: &member.local_id,
            date_maj: member.verified_on,
        }
    }
}

fn labels<V: Vocabulary>(values: &[V]) -> Vec<&'static str> {
    values.iter().map(|value| value.label()).collect()
}

/// The `properties` object. `quality` is that of its sheet, out of 100; `others` are the other
/// stops of its round.
pub(crate) fn object(venue: &Venue, quality: u8, others: &[VenueId]) -> String {
    let (what, place) = (&venue.description, &venue.location);
    let properties = Properties {
        id: venue.id.as_str(),
        pivot: what.siret.as_ref().map(portee_domain::Siret::as_str),
        nom: &what.name,
        commune: &place.commune,
        code_postal: place.postcode.as_str(),
        code_insee: place.commune_code.as_str(),
        departement: place.departement.as_str(),
        adresse: &place.address,
        complement_adresse: place.address_complement.as_deref(),
        latitude: place.position.lat(),
        longitude: place.position.lon(),
        precision: place.position.precision().label(),
        typologie: labels(&what.typologies),
        telephone: what.contact.phone.as_ref().map(portee_domain::Phone::as_str),
        courriels: what.contact.emails.iter().map(portee_domain::Email::as_str).collect(),
        site_web: what
            .contact
            .websites
            .iter()
            .map(portee_domain::WebUrl::as_str)
            .collect(),
        horaires: what.hours.osm(),
        horaires_texte: match &what.hours {
            Hours::Text(text) => Some(text),
            Hours::Osm(_) | Hours::Unstated => None,
        },
        presentation_resume: what.summary.as_deref(),
        presentation_detail: what.detail.as_deref(),
        source: venue.members.first().map(|member| member.source.as_str()),
        itinerance: labels(&what.itinerance),
        date_maj: what.verified_on,
        services: labels(&what.services),
        publics_specifiquement_adresses: labels(&what.audiences),
        prise_en_charge_specifique: labels(&what.specific_care),
        frais_a_charge: labels(&what.fees),
        dispositif_programmes_nationaux: labels(&what.programmes),
        formations_labels: labels(&what.training_labels),
        autres_formations_labels: &what.other_labels,
        modalites_acces: labels(&what.access_modes),
        modalites_accompagnement: labels(&what.support_modes),
        fiche_acces_libre: what.accessibility_url.as_ref().map(portee_domain::WebUrl::as_str),
        prise_rdv: what.appointment_url.as_ref().map(portee_domain::WebUrl::as_str),
        sources: venue.members.iter().map(Origin::from).collect(),
        qualite: quality,
        autres_arrets: others.iter().map(VenueId::as_str).collect(),
    };
    serde_json::to_string(&properties).expect("text, numbers and lists always serialise")
}

/// The GeoJSON `Point` of a position: longitude first (RFC 7946).
pub(crate) fn point(position: &Position) -> String {
    // JSON numbers: `Position` is never NaN nor infinite.
    format!(
        r#"{{"type":"Point","coordinates":[{},{}]}}"#,
        position.lon(),
        position.lat()
    )
}
