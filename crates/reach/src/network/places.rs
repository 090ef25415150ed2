//! Places to reach, put on the roads once and searched many times.

use super::Stop;

/// Places, numbered from 0 in the order in which they were given.
#[derive(Debug, Clone)]
pub struct Places {
    stops: Vec<Option<Stop>>,
}

impl Places {
    pub(super) fn new(stops: Vec<Option<Stop>>) -> Self {
        Self { stops }
    }

    /// The place of this rank; none when it is at sea, abroad, or there are not so many.
    #[must_use]
    pub fn get(&self, rank: u32) -> Option<&Stop> {
        self.stops.get(rank as usize)?.as_ref()
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.stops.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.stops.is_empty()
    }
}
