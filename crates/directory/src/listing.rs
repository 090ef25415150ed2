//! A venue made ready to be shown.

use crate::feature::{Keeping, Room, ToRead};
use crate::opening::{Calendar, Evaluated, Habits, Opening, Period, Timetables};
use crate::properties;
use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use portee_domain::{CommuneCode, Member, Precision, SourceId, Venue, VenueId};
use portee_geography::Geography;
use std::sync::Arc;

/// A venue with what is needed to answer at once.
#[derive(Debug)]
pub struct Listing {
    /// The venue.
    pub venue: Venue,
    feature: Keeping,
    /// The other stops of its round.
    others: Box<[VenueId]>,
    /// The commune that its arrondissement belongs to.
    parent: Option<CommuneCode>,
    calendar: Calendar,
    quality: u8,
}

/// What the listings of an edition share.
#[derive(Debug, Default)]
pub(crate) struct Common {
    /// Those of places with the same hours.
    timetables: Timetables,
    /// Where their texts are kept.
    pub(crate) room: Arc<Room>,
}

impl Common {
    /// With the room of an edition before, which has listings in common.
    pub(crate) fn with_room(room: &Arc<Room>) -> Self {
        Self {
            room: Arc::clone(room),
            ..Self::default()
        }
    }
}

impl Listing {
    /// Makes a venue ready. `quality` is that of its sheet, out of 100; `others` are the other stops of its round.
    pub(crate) fn new(venue: Venue, quality: u8, others: &[VenueId], geography: &Geography, common: &Common) -> Self {
        let location = &venue.location;
        let time_zone = geography.time_zone_of_commune(&location.commune_code);
        let parent = geography
            .commune(location.commune_code.as_str())
            .and_then(|commune| commune.parent.clone());
        Self {
            feature: Keeping::new(&common.room),
            others: others.into(),
            parent,
            calendar: Calendar::among(
                &common.timetables,
                &venue.description.hours,
                &location.departement,
                time_zone,
                (location.position.lon(), location.position.lat()),
            ),
            quality,
            venue,
        }
    }

    /// Whether everything that is said of the venue, but for what depends on the instant, is the same in both.
    #[must_use]
    pub fn says_the_same_as(&self, other: &Self) -> bool {
        /// What is said of a row: it may have changed its place in its file.
        fn said(member: &Member) -> (&SourceId, &str, Option<NaiveDate>) {
            (&member.source, &member.local_id, member.verified_on)
        }
        std::ptr::eq(self, other)
            || self.quality == other.quality
                && self.others == other.others
                && self.venue.id == other.venue.id
                && self.venue.location == other.venue.location
                && self.venue.description == other.venue.description
                && self
                    .venue
                    .members
                    .iter()
                    .map(said)
                    .eq(other.venue.members.iter().map(said))
    }

    /// How much of its sheet is there, recent and sure: 0 to 100. [`crate::Snapshot::quality`] explains it.
    #[must_use]
    pub fn quality(&self) -> u8 {
        self.quality
    }

    /// Whether its place is known better than by its commune.
    #[must_use]
    pub fn is_located(&self) -> bool {
        self.venue.location.position.precision() != Precision::Commune
    }

    /// Whether it is open at `now`, until when, or when it opens again.
    #[must_use]
    pub fn opening(&self, now: DateTime<Utc>) -> Opening {
        self.calendar.opening(now)
    }

    /// Tells the same with its JSON (the object `ouverture`). Computed once for each of its changes, then a few
    /// nanoseconds.
    pub fn evaluated<T>(&self, now: DateTime<Utc>, tell: impl FnOnce(&Evaluated) -> T) -> T {
        self.calendar.at(now, tell)
    }

    /// Its opening hours.
    #[must_use]
    pub fn calendar(&self) -> &Calendar {
        &self.calendar
    }

    /// The hours of one local day, holidays seen to: its open periods in order, none when closed. `None` when the hours
    /// are not stated or not understood.
    #[must_use]
    pub fn hours_on(&self, date: NaiveDate) -> Option<Vec<Period>> {
        self.calendar.day(date)
    }

    /// When it is surely open, in ordinary weeks.
    #[must_use]
    pub fn habits(&self) -> Habits {
        self.calendar.habits()
    }

    /// Its GeoJSON, without what depends on the instant. Some microseconds the first time, then at once while there is room to keep it.
    #[must_use]
    pub fn feature(&self) -> ToRead<'_> {
        self.feature.read(&self.venue, self.quality, &self.others)
    }

    /// The GeoJSON `Point`: `{"type":"Point","coordinates":[lon,lat]}`.
    #[must_use]
    pub fn geometry(&self) -> String {
        properties::point(&self.venue.location.position)
    }

    /// The ids of the other stops of its round; none when it stays where it is.
    pub(crate) fn other_stops(&self) -> &[VenueId] {
        &self.others
    }

    /// The time zone that its hours are meant in.
    #[must_use]
    pub fn time_zone(&self) -> Tz {
        self.calendar.time_zone()
    }

    /// Whether it is in this commune, or in an arrondissement of it.
    #[must_use]
    pub fn is_in(&self, commune: &CommuneCode) -> bool {
        self.venue.location.commune_code == *commune || self.parent.as_ref() == Some(commune)
    }
}
