//! A venue made ready to be shown.

use crate::opening::{Calendar, Evaluated, Habits, Opening, Period, Timetables};
use crate::properties;
use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use portee_domain::{CommuneCode, Precision, Venue, VenueId};
use portee_geography::Geography;
use std::ops::Range;

/// A venue with what is needed to answer at once.
#[derive(Debug)]
pub struct Listing {
    /// The venue.
    pub venue: Venue,
    /// Its `Feature` up to the last of the members that do not depend on the instant: one text, that one reads from one place.
    feature: Box<str>,
    /// Where its geometry begins and ends in that text, and where the members of its properties begin.
    geometry: Range<usize>,
    properties: usize,
    /// The commune that its arrondissement belongs to.
    parent: Option<CommuneCode>,
    calendar: Calendar,
    quality: u8,
}

impl Listing {
    /// Makes a venue ready. `quality` is that of its sheet, out of 100; `others` are the other stops of its round; `timetables` those
    /// of the venues around it.
    pub(crate) fn new(
        venue: Venue,
        quality: u8,
        others: &[VenueId],
        geography: &Geography,
        timetables: &Timetables,
    ) -> Self {
        let location = &venue.location;
        let time_zone = geography.time_zone_of_commune(&location.commune_code);
        let parent = geography
            .commune(location.commune_code.as_str())
            .and_then(|commune| commune.parent.clone());
        let mut feature = format!(r#"{{"type":"Feature","id":"{}","geometry":"#, venue.id);
        let geometry = feature.len();
        feature.push_str(&properties::point(&location.position));
        let geometry = geometry..feature.len();
        feature.push_str(r#","properties":{"#);
        let properties = feature.len();
        feature.push_str(&properties::members(&venue, quality, others));
        Self {
            feature: feature.into(),
            geometry,
            properties,
            parent,
            calendar: Calendar::among(
                timetables,
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
        std::ptr::eq(self, other) || self.feature == other.feature
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

    /// The members of the GeoJSON `properties` object, **without braces**, never empty: `"id":"…","nom":"…",…`.
    ///
    /// Names are those of the standard, lists are arrays, what the venue does not state is left out. Beyond the
    /// standard: `departement`, `precision` (exacte, rue, commune), `horaires_texte` (hours that are no OSM
    /// expression, as the source wrote them), `sources` (`[{"source", "id", "date_maj"}]`, the leading one first),
    /// `qualite` ([`Listing::quality`]) and `autres_arrets` (the ids of the other stops of its round).
    /// Distance and opening are the caller's to add.
    #[must_use]
    pub fn properties(&self) -> &str {
        &self.feature[self.properties..]
    }

    /// The beginning of its GeoJSON `Feature`, up to the last of [`Listing::properties`]: further members may follow, then two braces.
    #[must_use]
    pub fn feature(&self) -> &str {
        &self.feature
    }

    /// The GeoJSON `Point`: `{"type":"Point","coordinates":[lon,lat]}`.
    #[must_use]
    pub fn geometry(&self) -> &str {
        &self.feature[self.geometry.clone()]
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
