//! What changed between two editions, venue by venue.

use crate::{Edition, Field, Venue, VenueId, great_circle_m};
use serde::Serialize;
use std::collections::HashMap;

/// A venue whose point is farther than this from where it was has moved, in metres; nearer, its coordinates were improved.
pub const MOVED_M: f64 = 1_000.0;

/// What changed from one edition to another. Every list is sorted by id. A venue that is in both editions may have moved
/// and changed at once.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Diff {
    /// Venues that the first edition knows nothing of.
    #[serde(rename = "ajoutes")]
    pub added: Vec<VenueName>,
    /// Venues that the first edition held as a part of another one.
    #[serde(rename = "separes")]
    pub separated: Vec<VenueName>,
    /// Venues that are in no way in the second edition.
    #[serde(rename = "disparus")]
    pub gone: Vec<VenueName>,
    /// Venues that are a part of another one in the second edition.
    #[serde(rename = "reunis")]
    pub merged: Vec<Merged>,
    /// Venues in both whose point is more than [`MOVED_M`] from where it was.
    #[serde(rename = "deplaces")]
    pub moved: Vec<Moved>,
    /// Venues in both with another value in some field; of those that moved, in a field that says nothing of where.
    #[serde(rename = "modifies")]
    pub changed: Vec<Changed>,
    /// How many venues are in both and the same in everything.
    #[serde(rename = "inchanges")]
    pub unchanged: usize,
}

/// A venue, by id and name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct VenueName {
    /// Its id.
    pub id: VenueId,
    /// Its name.
    #[serde(rename = "nom")]
    pub name: String,
    /// Its commune.
    pub commune: String,
}

impl From<&Venue> for VenueName {
    fn from(venue: &Venue) -> Self {
        Self {
            id: venue.id.clone(),
            name: venue.description.name.clone(),
            commune: venue.location.commune.clone(),
        }
    }
}

/// A venue that is a part of another one now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Merged {
    /// What it was.
    #[serde(flatten)]
    pub venue: VenueName,
    /// What it is part of.
    #[serde(rename = "vers")]
    pub into: VenueName,
}

/// A venue that is elsewhere now.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Moved {
    /// What it is now.
    #[serde(flatten)]
    pub venue: VenueName,
    /// How far it moved: great-circle metres.
    #[serde(rename = "distance_m")]
    pub metres: f64,
    /// Where it was: lon, lat in WGS84 degrees.
    #[serde(rename = "avant")]
    pub before: [f64; 2],
    /// Where it is: lon, lat in WGS84 degrees.
    #[serde(rename = "apres")]
    pub after: [f64; 2],
}

/// A venue that says something else now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Changed {
    /// What it is now.
    #[serde(flatten)]
    pub venue: VenueName,
    /// The fields with another value, in the order of the standard.
    #[serde(rename = "champs")]
    pub fields: Vec<Field>,
}

/// What changed from `before` to `after`.
#[must_use]
pub fn diff(before: &Edition, after: &Edition) -> Diff {
    let (old, new) = (Known::of(before), Known::of(after));
    let mut diff = Diff::default();
    for (id, venue) in &old.venues {
        match new.venues.get(*id) {
            Some(now) => compare(venue, now, &mut diff),
            None => match new.survivor(id) {
                Some(into) => diff.merged.push(Merged {
                    venue: (*venue).into(),
                    into: into.into(),
                }),
                None => diff.gone.push((*venue).into()),
            },
        }
    }
    for (id, venue) in new.venues.iter().filter(|(id, _)| !old.venues.contains_key(**id)) {
        let was_part = old.survivor(id).is_some();
        let list = if was_part { &mut diff.separated } else { &mut diff.added };
        list.push((*venue).into());
    }
    diff.added.sort_by(|a, b| a.id.cmp(&b.id));
    diff.separated.sort_by(|a, b| a.id.cmp(&b.id));
    diff.gone.sort_by(|a, b| a.id.cmp(&b.id));
    diff.merged.sort_by(|a, b| a.venue.id.cmp(&b.venue.id));
    diff.moved.sort_by(|a, b| a.venue.id.cmp(&b.venue.id));
    diff.changed.sort_by(|a, b| a.venue.id.cmp(&b.venue.id));
    diff
}

/// What an edition says of ids.
struct Known<'a> {
    venues: HashMap<&'a VenueId, &'a Venue>,
    successions: HashMap<&'a VenueId, Option<&'a VenueId>>,
}

impl<'a> Known<'a> {
    fn of(edition: &'a Edition) -> Self {
        let successions = edition.successions.iter();
        Self {
            venues: edition.venues.iter().map(|venue| (&venue.id, venue)).collect(),
            successions: successions.map(|one| (&one.from, one.to.as_ref())).collect(),
        }
    }

    /// The venue that an id leads to. A chain is followed to its end; one that turns in a circle leads nowhere.
    fn survivor(&self, id: &VenueId) -> Option<&'a Venue> {
        let mut next = self.successions.get(id).copied().flatten()?;
        for _ in 0..=self.successions.len() {
            if let Some(venue) = self.venues.get(next) {
                return Some(venue);
            }
            next = self.successions.get(next).copied().flatten()?;
        }
        None
    }
}

fn compare(before: &Venue, after: &Venue, diff: &mut Diff) {
    let point = |venue: &Venue| (venue.location.position.lon(), venue.location.position.lat());
    let (was, is) = (point(before), point(after));
    let metres = great_circle_m(was, is);
    let has_moved = metres > MOVED_M;
    if has_moved {
        diff.moved.push(Moved {
            venue: after.into(),
            metres: metres.round(),
            before: was.into(),
            after: is.into(),
        });
    }
    let mut fields = changed_fields(before, after);
    if has_moved {
        fields.retain(|field| !matches!(field, Field::Latitude | Field::Longitude));
    }
    if !fields.is_empty() {
        diff.changed.push(Changed {
            venue: after.into(),
            fields,
        });
    } else if !has_moved {
        diff.unchanged += 1;
    }
}

/// The fields whose value is another one, in the order of the standard. Coordinates count as changed too when only their
/// precision is another one, and `horaires` when only the words are.
#[must_use]
pub fn changed_fields(before: &Venue, after: &Venue) -> Vec<Field> {
    let differs = |field: &Field| differs(*field, before, after);
    Field::ALL.iter().copied().filter(differs).collect()
}

fn differs(field: Field, before: &Venue, after: &Venue) -> bool {
    let (a, b) = (&before.description, &after.description);
    let (here, there) = (&before.location, &after.location);
    let source = |venue: &Venue| venue.members.first().map(|member| member.source.clone());
    match field {
        Field::Id => before.id != after.id,
        Field::Pivot => a.siret != b.siret,
        Field::Nom => a.name != b.name,
        Field::Commune => here.commune != there.commune,
        Field::CodePostal => here.postcode != there.postcode,
        Field::CodeInsee => here.commune_code != there.commune_code,
        Field::Adresse => here.address != there.address,
        Field::ComplementAdresse => here.address_complement != there.address_complement,
        Field::Latitude => {
            let (was, is) = (here.position, there.position);
            was.lat().total_cmp(&is.lat()).is_ne() || was.precision() != is.precision()
        }
        Field::Longitude => {
            let (was, is) = (here.position, there.position);
            was.lon().total_cmp(&is.lon()).is_ne() || was.precision() != is.precision()
        }
        Field::Typologie => a.typologies != b.typologies,
        Field::Telephone => a.contact.phone != b.contact.phone,
        Field::Courriels => a.contact.emails != b.contact.emails,
        Field::SiteWeb => a.contact.websites != b.contact.websites,
        Field::Horaires => a.hours != b.hours,
        Field::PresentationResume => a.summary != b.summary,
        Field::PresentationDetail => a.detail != b.detail,
        Field::Source => source(before) != source(after),
        Field::Itinerance => a.itinerance != b.itinerance,
        Field::DateMaj => a.verified_on != b.verified_on,
        Field::Services => a.services != b.services,
        Field::PublicsSpecifiquementAdresses => a.audiences != b.audiences,
        Field::PriseEnChargeSpecifique => a.specific_care != b.specific_care,
        Field::FraisACharge => a.fees != b.fees,
        Field::DispositifProgrammesNationaux => a.programmes != b.programmes,
        Field::FormationsLabels => a.training_labels != b.training_labels,
        Field::AutresFormationsLabels => a.other_labels != b.other_labels,
        Field::ModalitesAcces => a.access_modes != b.access_modes,
        Field::ModalitesAccompagnement => a.support_modes != b.support_modes,
        Field::FicheAccesLibre => a.accessibility_url != b.accessibility_url,
        Field::PriseRdv => a.appointment_url != b.appointment_url,
    }
}

#[cfg(test)]
mod tests;
