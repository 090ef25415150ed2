//! Venues as rows: one column for each of the national standard's, under its name, and three of ours.

use super::cell::{BadRow, Cell, Fields, Kind, Table, day, labels, optional, text, texts};
use portee_domain::{Contact, Description, Hours, Location, Member, Phone, Position, Siret, Venue, WebUrl};

pub(crate) static VENUES: Table = Table {
    layer: "lieux",
    relation: "lieu",
    columns: &[
        ("id", Kind::Text),
        ("pivot", Kind::Text),
        ("nom", Kind::Text),
        ("commune", Kind::Text),
        ("code_postal", Kind::Text),
        ("code_insee", Kind::Text),
        ("adresse", Kind::Text),
        ("complement_adresse", Kind::Text),
        ("latitude", Kind::Degrees),
        ("longitude", Kind::Degrees),
        ("typologie", Kind::List),
        ("telephone", Kind::Text),
        ("courriels", Kind::List),
        ("site_web", Kind::List),
        ("horaires", Kind::Text),
        ("presentation_resume", Kind::Text),
        ("presentation_detail", Kind::Text),
        ("source", Kind::Text),
        ("itinerance", Kind::List),
        ("date_maj", Kind::Day),
        ("services", Kind::List),
        ("publics_specifiquement_adresses", Kind::List),
        ("prise_en_charge_specifique", Kind::List),
        ("frais_a_charge", Kind::List),
        ("dispositif_programmes_nationaux", Kind::List),
        ("formations_labels", Kind::List),
        ("autres_formations_labels", Kind::List),
        ("modalites_acces", Kind::List),
        ("modalites_accompagnement", Kind::List),
        ("fiche_acces_libre", Kind::Text),
        ("prise_rdv", Kind::Text),
        ("departement", Kind::Text),
        ("precision", Kind::Text),
        // Hours that are no OSM expression: `horaires` of the standard holds nothing else.
        ("horaires_texte", Kind::Text),
    ],
    original: true,
};

pub(crate) fn cells(venue: &Venue) -> Vec<Cell<'_>> {
    let (what, place) = (&venue.description, &venue.location);
    let (osm, words) = match &what.hours {
        Hours::Unstated => (None, None),
        Hours::Osm(expression) => (Some(expression.as_str()), None),
        Hours::Text(words) => (None, Some(words.as_str())),
    };
    vec![
        text(venue.id.as_str()),
        optional(what.siret.as_ref().map(Siret::as_str)),
        text(&what.name),
        text(&place.commune),
        text(place.postcode.as_str()),
        text(place.commune_code.as_str()),
        text(&place.address),
        optional(place.address_complement.as_deref()),
        Cell::Degrees(place.position.lat()),
        Cell::Degrees(place.position.lon()),
        labels(&what.typologies),
        optional(what.contact.phone.as_ref().map(Phone::as_str)),
        texts(&what.contact.emails, |email| email.as_str()),
        texts(&what.contact.websites, |url| url.as_str()),
        optional(osm),
        optional(what.summary.as_deref()),
        optional(what.detail.as_deref()),
        optional(venue.members.first().map(|member| member.source.as_str())),
        labels(&what.itinerance),
        day(what.verified_on),
        labels(&what.services),
        labels(&what.audiences),
        labels(&what.specific_care),
        labels(&what.fees),
        labels(&what.programmes),
        labels(&what.training_labels),
        texts(&what.other_labels, String::as_str),
        labels(&what.access_modes),
        labels(&what.support_modes),
        optional(what.accessibility_url.as_ref().map(WebUrl::as_str)),
        optional(what.appointment_url.as_ref().map(WebUrl::as_str)),
        text(place.departement.as_str()),
        text(place.position.precision().label()),
        optional(words),
    ]
}

/// A venue's row in a file for others: its source is who first published it, and not the file that we had it from.
pub(crate) fn exchanged(venue: &Venue) -> Vec<Cell<'_>> {
    let mut row = cells(venue);
    let source = VENUES.columns.iter().position(|(name, _)| *name == "source");
    if let Some(cell) = source.and_then(|at| row.get_mut(at)) {
        *cell = optional(venue.members.first().map(Member::producer));
    }
    row
}

/// Reads a venue, without its members: they have a table of their own.
pub(crate) fn read(mut row: Fields<'_>) -> Result<Venue, BadRow> {
    let row = &mut row;
    let id = row.required()?;
    let siret = row.optional()?;
    let name = row.required_text()?;
    let commune = row.required_text()?;
    let postcode = row.required()?;
    let commune_code = row.required()?;
    let address = row.required_text()?;
    let address_complement = row.text()?;
    let (lat, lon) = (row.degrees()?, row.degrees()?);
    let typologies = row.labels()?;
    let contact = Contact {
        phone: row.optional()?,
        emails: row.list()?,
        websites: row.list()?,
    };
    let osm = row.text()?;
    let summary = row.text()?;
    let detail = row.text()?;
    row.skip(); // `source`: that of the leading member
    let mut description = Description {
        name,
        siret,
        typologies,
        contact,
        hours: Hours::Unstated,
        summary,
        detail,
        itinerance: row.labels()?,
        verified_on: row.day()?,
        services: row.labels()?,
        audiences: row.labels()?,
        specific_care: row.labels()?,
        fees: row.labels()?,
        programmes: row.labels()?,
        training_labels: row.labels()?,
        other_labels: row.list()?,
        access_modes: row.labels()?,
        support_modes: row.labels()?,
        accessibility_url: row.optional()?,
        appointment_url: row.optional()?,
    };
    let departement = row.required()?;
    let precision = row.required()?;
    description.hours = match (osm, row.text()?) {
        (Some(expression), _) => Hours::Osm(expression),
        (None, Some(words)) => Hours::Text(words),
        (None, None) => Hours::Unstated,
    };
    let position = Position::new(lon, lat, precision).map_err(|error| BadRow(error.to_string()))?;
    Ok(Venue {
        id,
        description,
        location: Location {
            address,
            address_complement,
            postcode,
            commune,
            commune_code,
            departement,
            position,
        },
        members: Vec::new(),
    })
}
