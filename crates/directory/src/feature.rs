//! The GeoJSON of a venue: written when it is first asked for, then kept while there is room.
//!
//! Most of a big directory is seldom asked for, and an edition is ready sooner when nothing is written for nobody.

use crate::properties;
use portee_domain::{Venue, VenueId};
use std::ops::Deref;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};

/// Bytes of text that are kept, over all editions that share them: some eighty thousand venues. First come, first kept; beyond, a
/// venue is written each time.
const ROOM: usize = 64 << 20;

/// The `Feature` of a venue, without what depends on the instant: one text, that one reads from one place.
#[derive(Debug)]
pub struct Feature {
    text: Box<str>,
    /// Where the members of its properties begin in that text.
    properties: usize,
}

impl Feature {
    fn of(venue: &Venue, quality: u8, others: &[VenueId]) -> Self {
        let point = properties::point(&venue.location.position);
        let head = format!(
            r#"{{"type":"Feature","id":"{}","geometry":{point},"properties":{{"#,
            venue.id
        );
        let object = properties::object(venue, quality, others);
        let members = &object[1..object.len() - 1];
        Self {
            text: [&head, members].concat().into(),
            properties: head.len(),
        }
    }

    /// Its beginning, up to the last of [`Feature::properties`]: further members may follow, then two braces.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The members of the GeoJSON `properties` object, **without braces**, never empty: `"id":"…","nom":"…",…`.
    ///
    /// Names are those of the standard, lists are arrays, what the venue does not state is left out. Beyond the
    /// standard: `departement`, `precision` (exacte, rue, commune), `horaires_texte` (hours that are no OSM
    /// expression, as the source wrote them), `sources` (`[{"source", "id", "date_maj"}]`, the leading one first),
    /// `qualite` ([`crate::Listing::quality`]) and `autres_arrets` (the ids of the other stops of its round).
    /// Distance and opening are the caller's to add.
    #[must_use]
    pub fn properties(&self) -> &str {
        &self.text[self.properties..]
    }
}

/// A [`Feature`] to read: one that is kept, or one written for this reader alone.
#[derive(Debug)]
pub enum ToRead<'a> {
    /// It is kept.
    Kept(&'a Feature),
    /// There was no room to keep it.
    Passing(Feature),
}

impl Deref for ToRead<'_> {
    type Target = Feature;

    fn deref(&self) -> &Feature {
        match self {
            Self::Kept(feature) => feature,
            Self::Passing(feature) => feature,
        }
    }
}

/// The room for what is kept.
#[derive(Debug)]
pub(crate) struct Room {
    /// Bytes.
    left: AtomicUsize,
}

impl Default for Room {
    fn default() -> Self {
        Self::of(ROOM)
    }
}

impl Room {
    fn of(bytes: usize) -> Self {
        Self {
            left: AtomicUsize::new(bytes),
        }
    }

    /// Takes so many bytes of it, or none when there are not so many left.
    fn take(&self, bytes: usize) -> bool {
        let take = |left: usize| left.checked_sub(bytes);
        // Nothing else is read by the order of these numbers.
        self.left
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, take)
            .is_ok()
    }

    fn give_back(&self, bytes: usize) {
        self.left.fetch_add(bytes, Ordering::Relaxed);
    }
}

/// The place of a venue's [`Feature`].
#[derive(Debug)]
pub(crate) struct Keeping {
    kept: OnceLock<Feature>,
    room: Arc<Room>,
}

impl Keeping {
    pub(crate) fn new(room: &Arc<Room>) -> Self {
        Self {
            kept: OnceLock::new(),
            room: Arc::clone(room),
        }
    }

    /// Its text, written now when it is not there.
    pub(crate) fn read(&self, venue: &Venue, quality: u8, others: &[VenueId]) -> ToRead<'_> {
        match self.kept.get() {
            Some(feature) => ToRead::Kept(feature),
            None => self.write(venue, quality, others),
        }
    }

    #[cold]
    fn write(&self, venue: &Venue, quality: u8, others: &[VenueId]) -> ToRead<'_> {
        let feature = Feature::of(venue, quality, others);
        let bytes = feature.text.len();
        if !self.room.take(bytes) {
            return ToRead::Passing(feature);
        }
        let mut ours = Some(feature);
        let kept = self
            .kept
            .get_or_init(|| ours.take().unwrap_or_else(|| Feature::of(venue, quality, others)));
        if ours.is_some() {
            // Another reader wrote it meanwhile.
            self.room.give_back(bytes);
        }
        ToRead::Kept(kept)
    }
}

impl Drop for Keeping {
    fn drop(&mut self) {
        if let Some(feature) = self.kept.get() {
            self.room.give_back(feature.text.len());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Keeping, Room, ToRead};
    use crate::fixture::venue;
    use std::sync::atomic::Ordering;
    use std::sync::{Arc, Barrier};
    use std::thread;

    fn left(room: &Room) -> usize {
        room.left.load(Ordering::Relaxed)
    }

    #[test]
    fn what_is_kept_takes_room_and_gives_it_back() {
        let venue = venue(1, "26113");
        let room = Arc::new(Room::of(10_000));
        let keeping = Keeping::new(&room);
        assert_eq!(left(&room), 10_000);
        let length = keeping.read(&venue, 50, &[]).text().len();
        assert_eq!(left(&room), 10_000 - length);
        assert!(matches!(keeping.read(&venue, 50, &[]), ToRead::Kept(_)));
        assert_eq!(left(&room), 10_000 - length);
        drop(keeping);
        assert_eq!(left(&room), 10_000);
    }

    #[test]
    fn whoever_comes_second_reads_the_text_of_the_first_and_takes_no_room() {
        let venue = venue(1, "26113");
        let room = Arc::new(Room::of(10_000));
        let keeping = Keeping::new(&room);
        let length = keeping.write(&venue, 50, &[]).text().len();
        assert!(matches!(keeping.write(&venue, 50, &[]), ToRead::Kept(_)));
        assert_eq!(left(&room), 10_000 - length);
    }

    #[test]
    fn without_room_the_same_is_written_each_time() {
        let venue = venue(1, "26113");
        let wide = Arc::new(Room::default());
        let kept = Keeping::new(&wide);
        let room = Arc::new(Room::of(100));
        let keeping = Keeping::new(&room);
        for _ in 0..2 {
            let feature = keeping.read(&venue, 50, &[]);
            assert!(matches!(feature, ToRead::Passing(_)));
            assert_eq!(feature.text(), kept.read(&venue, 50, &[]).text());
        }
        assert_eq!(left(&room), 100);
    }

    #[test]
    fn many_who_read_at_once_read_one_text_that_takes_its_room_once() {
        let venue = venue(1, "26113");
        for _ in 0..200 {
            let room = Arc::new(Room::of(100_000));
            let keeping = Keeping::new(&room);
            let together = Barrier::new(4);
            let read = || {
                together.wait();
                keeping.read(&venue, 50, &[]).text().len()
            };
            let length = thread::scope(|scope| {
                let readers = [(); 4].map(|()| scope.spawn(read));
                readers.map(|reader| reader.join().unwrap())[0]
            });
            assert_eq!(left(&room), 100_000 - length);
        }
    }
}
