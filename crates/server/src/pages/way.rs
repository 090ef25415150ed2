//! How to get there, in words: from the town hall, which everyone knows.

use portee_domain::{CommuneCode, Position, Precision, great_circle_m};
use portee_geography::{Geography, TownHall};

/// Nearer than this a venue is at the town hall itself: the two points are not known better.
const SAME_PLACE_M: f64 = 60.0;
/// Farther than this, metres and a direction help nobody: another part of a large commune.
const FARTHEST_M: f64 = 20_000.0;

/// Where a venue is, seen from its commune's town hall.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Way {
    /// At the town hall, or next to it.
    There,
    /// So many metres in a straight line, in one of the eight directions: 0 is north, 1 north-east… 7 north-west.
    From {
        /// Metres.
        metres: f64,
        /// The direction.
        towards: usize,
    },
}

impl Way {
    /// The way to a venue; none when its place or the town hall's is not known.
    pub(crate) fn to(position: &Position, commune: &CommuneCode, geography: &Geography) -> Option<Self> {
        if position.precision() == Precision::Commune {
            return None;
        }
        let hall = town_hall(commune, geography)?;
        Self::between(hall.position, (position.lon(), position.lat()))
    }

    fn between(from: (f64, f64), to: (f64, f64)) -> Option<Self> {
        let metres = great_circle_m(from, to);
        if metres < SAME_PLACE_M {
            return Some(Self::There);
        }
        (metres <= FARTHEST_M).then(|| Self::From {
            metres,
            towards: direction(from, to),
        })
    }
}

/// The names of the directions in answers for programs, in their order.
pub(crate) const WINDS: [&str; 8] = [
    "nord",
    "nord-est",
    "est",
    "sud-est",
    "sud",
    "sud-ouest",
    "ouest",
    "nord-ouest",
];

/// The town hall of a commune; an arrondissement without one has its commune's.
pub(crate) fn town_hall<'a>(commune: &CommuneCode, geography: &'a Geography) -> Option<&'a TownHall> {
    let commune = geography.commune(commune.as_str())?;
    let parent = || geography.commune(commune.parent.as_ref()?.as_str())?.town_hall.as_ref();
    commune.town_hall.as_ref().or_else(parent)
}

/// The nearest of eight directions; for points a few kilometres apart, so on a plane.
fn direction((lon, lat): (f64, f64), (to_lon, to_lat): (f64, f64)) -> usize {
    let east = (to_lon - lon) * lat.to_radians().cos();
    let bearing = east.atan2(to_lat - lat).to_degrees().rem_euclid(360.0);
    // Each direction is the middle of its 45 degrees.
    let limits = (0..8_u8).map(|step| f64::from(step) * 45.0 + 22.5);
    limits.into_iter().position(|limit| bearing < limit).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_eight_directions_are_those_of_the_compass() {
        let die = (5.37, 44.75);
        for (east, north, towards) in [
            (0.0, 1.0, 0),
            (1.4, 1.0, 1),
            (1.0, 0.0, 2),
            (1.4, -1.0, 3),
            (0.0, -1.0, 4),
            (-1.4, -1.0, 5),
            (-1.0, 0.0, 6),
            (-1.4, 1.0, 7),
            (-0.1, 1.0, 0),
        ] {
            let to = (die.0 + east / 100.0, die.1 + north / 100.0);
            assert_eq!(direction(die, to), towards, "{east} {north}");
        }
    }

    #[test]
    fn next_to_the_town_hall_is_there_and_far_away_is_not_said() {
        let hall = (5.37, 44.75);
        assert_eq!(Way::between(hall, (5.3703, 44.7502)), Some(Way::There));
        let way = Way::between(hall, (5.37, 44.753));
        assert!(
            matches!(way, Some(Way::From { metres, towards: 0 }) if (330.0..340.0).contains(&metres)),
            "{way:?}"
        );
        assert_eq!(Way::between(hall, (5.37, 45.0)), None);
    }
}
