//! One venue out of the rows of one place: which row leads, and which row each field comes from.

use crate::draft::Located;
use portee_domain::{Contact, Description, Field, Hours, Location, Member, Precision, Venue, VenueId};
use std::cmp::Reverse;

/// Puts the leading row first: lowest source priority, then newest verified, then local id.
pub(super) fn lead_first(members: &mut [&Located]) {
    members.sort_by_key(|row| {
        (
            row.origin.priority,
            Reverse(row.freshness()),
            &row.origin.source,
            &row.local_id,
            row.row,
        )
    });
}

/// The venue of a group of rows (never empty), the leading one first.
///
/// A value that a person corrected goes before all. Else values come from the newest verified row that has one (a row
/// without a date counts as old as its file), then from the most complete. Lists of what a venue offers are united;
/// contacts, fees and itinerancy are not, because an old answer there contradicts a new one. The place comes whole from
/// one row: the corrected one, else the best precision, then as above.
pub(super) fn fuse(id: VenueId, members: &[&Located]) -> Option<Venue> {
    let lead = *members.first()?;
    let mut by_trust = members.to_vec();
    // Stable: equal rows stay in the order of leadership.
    by_trust.sort_by_key(|row| (Reverse(row.freshness()), Reverse(completeness(&row.description))));
    let mut fusion = Fusion {
        rows: &by_trust,
        given: vec![Vec::new(); by_trust.len()],
    };
    let description = fusion.description();
    let location = fusion.location()?;
    let mut given = fusion.given;
    let members = members
        .iter()
        .map(|row| {
            let at = by_trust.iter().position(|other| std::ptr::eq(*other, *row));
            let mut fields = at.map(|at| std::mem::take(&mut given[at])).unwrap_or_default();
            if std::ptr::eq(*row, lead) {
                fields.push(Field::Id);
            }
            fields.sort_unstable();
            fields.dedup();
            Member {
                source: row.origin.source.clone(),
                row: row.row,
                local_id: row.local_id.clone(),
                verified_on: row.description.verified_on,
                fields,
            }
        })
        .collect();
    Some(Venue {
        id,
        description,
        location,
        members,
    })
}

/// The fields that a location is made of.
const PLACE: [Field; 7] = [
    Field::Commune,
    Field::CodePostal,
    Field::CodeInsee,
    Field::Adresse,
    Field::ComplementAdresse,
    Field::Latitude,
    Field::Longitude,
];

/// How many fields say something.
fn completeness(d: &Description) -> usize {
    let lists = [
        d.typologies.len(),
        d.services.len(),
        d.audiences.len(),
        d.specific_care.len(),
        d.fees.len(),
        d.programmes.len(),
        d.access_modes.len(),
        d.support_modes.len(),
        d.contact.emails.len(),
        d.contact.websites.len(),
    ];
    let options = [
        d.siret.is_some(),
        d.contact.phone.is_some(),
        d.hours != Hours::Unstated,
        d.summary.is_some(),
        d.detail.is_some(),
        d.accessibility_url.is_some(),
        d.appointment_url.is_some(),
    ];
    lists.iter().filter(|length| **length > 0).count() + options.iter().filter(|some| **some).count()
}

/// Rows, the most trusted first, and the fields that each gave so far.
struct Fusion<'a> {
    rows: &'a [&'a Located],
    given: Vec<Vec<Field>>,
}

impl Fusion<'_> {
    fn description(&mut self) -> Description {
        Description {
            name: self
                .first(Field::Nom, |d| Some(d.name.clone()).filter(|name| !name.is_empty()))
                .unwrap_or_default(),
            siret: self.first(Field::Pivot, |d| d.siret.clone()),
            typologies: self.united(Field::Typologie, |d| &d.typologies),
            contact: Contact {
                phone: self.first(Field::Telephone, |d| d.contact.phone.clone()),
                emails: self.first_list(Field::Courriels, |d| &d.contact.emails),
                websites: self.first_list(Field::SiteWeb, |d| &d.contact.websites),
            },
            hours: self
                .first(Field::Horaires, |d| {
                    matches!(d.hours, Hours::Osm(_)).then(|| d.hours.clone())
                })
                .or_else(|| {
                    self.first(Field::Horaires, |d| {
                        (d.hours != Hours::Unstated).then(|| d.hours.clone())
                    })
                })
                .unwrap_or_default(),
            summary: self.first(Field::PresentationResume, |d| d.summary.clone()),
            detail: self.first(Field::PresentationDetail, |d| d.detail.clone()),
            itinerance: self.first_list(Field::Itinerance, |d| &d.itinerance),
            services: self.united(Field::Services, |d| &d.services),
            audiences: self.united(Field::PublicsSpecifiquementAdresses, |d| &d.audiences),
            specific_care: self.united(Field::PriseEnChargeSpecifique, |d| &d.specific_care),
            fees: self.first_list(Field::FraisACharge, |d| &d.fees),
            programmes: self.united(Field::DispositifProgrammesNationaux, |d| &d.programmes),
            training_labels: self.united(Field::FormationsLabels, |d| &d.training_labels),
            other_labels: self.united(Field::AutresFormationsLabels, |d| &d.other_labels),
            access_modes: self.united(Field::ModalitesAcces, |d| &d.access_modes),
            support_modes: self.united(Field::ModalitesAccompagnement, |d| &d.support_modes),
            accessibility_url: self.first(Field::FicheAccesLibre, |d| d.accessibility_url.clone()),
            appointment_url: self.first(Field::PriseRdv, |d| d.appointment_url.clone()),
            verified_on: self.first(Field::DateMaj, |d| d.verified_on),
        }
    }

    fn location(&mut self) -> Option<Location> {
        let rank = |row: &Located| {
            let corrected = PLACE.iter().any(|field| row.corrected.contains(field));
            (
                !corrected,
                row.location.position.precision(),
                row.location.address.is_empty(),
            )
        };
        let best = (0..self.rows.len()).min_by_key(|at| (rank(self.rows[*at]), *at))?;
        let location = self.rows[best].location.clone();
        self.given[best].extend([Field::Commune, Field::CodePostal, Field::CodeInsee]);
        if !location.address.is_empty() {
            self.given[best].push(Field::Adresse);
        }
        if location.address_complement.is_some() {
            self.given[best].push(Field::ComplementAdresse);
        }
        if location.position.precision() != Precision::Commune {
            self.given[best].extend([Field::Latitude, Field::Longitude]);
        }
        Some(location)
    }

    /// The rows that are asked for a field, with their places: only the corrected one, when a person corrected it.
    fn asked(&self, field: Field) -> impl Iterator<Item = (usize, &Located)> {
        let corrected = self.rows.iter().position(|row| row.corrected.contains(&field));
        let asked = move |at: &usize| corrected.is_none_or(|only| only == *at);
        (0..self.rows.len()).filter(asked).map(|at| (at, self.rows[at]))
    }

    /// The value of the first row that has one.
    fn first<T>(&mut self, field: Field, get: impl Fn(&Description) -> Option<T>) -> Option<T> {
        let found = self
            .asked(field)
            .find_map(|(at, row)| Some((at, get(&row.description)?)));
        let (at, value) = found?;
        self.given[at].push(field);
        Some(value)
    }

    /// The list of the first row that has one.
    fn first_list<T: Clone>(&mut self, field: Field, get: impl Fn(&Description) -> &Vec<T>) -> Vec<T> {
        self.first(field, |d| Some(get(d).clone()).filter(|list| !list.is_empty()))
            .unwrap_or_default()
    }

    /// The values of all rows, sorted, without repeats; each row that has one gave some.
    fn united<T: Clone + Ord>(&mut self, field: Field, get: impl Fn(&Description) -> &Vec<T>) -> Vec<T> {
        let mut all: Vec<T> = Vec::new();
        let mut giving = Vec::new();
        for (at, row) in self.asked(field) {
            let list = get(&row.description);
            if !list.is_empty() {
                giving.push(at);
                all.extend(list.iter().cloned());
            }
        }
        for at in giving {
            self.given[at].push(field);
        }
        all.sort_unstable();
        all.dedup();
        all
    }
}
