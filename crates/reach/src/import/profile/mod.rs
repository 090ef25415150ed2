//! How one moves: which ways may be taken, in which direction, and how fast. Car, foot and bicycle are values of one type.

mod access;
mod barrier;
mod classes;
mod maxspeed;
mod speed;
mod way;

pub(crate) use barrier::NodeKind;
pub(crate) use classes::Class;
pub(crate) use speed::Setting;
pub(crate) use way::Way;

use serde::{Deserialize, Serialize};

/// Walking speed, in km/h: on foot, and from any point to the road that it is snapped to.
pub const WALKING_KMH: f64 = 5.0;

/// Who moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Mode {
    /// A private car.
    Car,
    /// A pedestrian.
    Foot,
    /// A cyclist.
    Bicycle,
}

/// Where a car's speeds come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CarSpeeds {
    /// INSEE's METRIC speeds by class of road and density of the commune, never above the limit of the road.
    Metric {
        /// Whether winding single carriageways are slower, as in METRIC.
        sinuosity: bool,
    },
    /// The speed limit of each road, as the file says or by France's defaults.
    Posted,
}

/// A way of moving, and what it costs. The name is kept in the graph file and told with every answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Profile {
    /// A short name in French, for answers ("voiture").
    pub name: String,
    /// Who moves.
    pub mode: Mode,
    /// The speeds of a car; without effect on the others.
    pub speeds: CarSpeeds,
    /// Milliseconds to pass a junction of three roads or more.
    pub junction_ms: u16,
    /// Milliseconds to pass traffic lights, on average over red and green.
    pub signals_ms: u16,
}

impl Profile {
    /// The default car: METRIC speeds, 1 s at junctions and 6 s at traffic lights.
    ///
    /// Speeds: INSEE, *METRIC, Mesure des trajets inter-communes*, classes and densities. METRIC does not publish its costs at
    /// junctions; these two are ours, small on purpose, and the crate's read-me says what they change.
    #[must_use]
    pub fn car() -> Self {
        Self {
            name: "voiture".to_owned(),
            mode: Mode::Car,
            speeds: CarSpeeds::Metric { sinuosity: true },
            junction_ms: 1_000,
            signals_ms: 6_000,
        }
    }

    /// A car at every road's speed limit, with no other cost: to compare with other routers on the same file.
    #[must_use]
    pub fn car_at_posted_speeds() -> Self {
        Self {
            name: "voiture, vitesses maximales".to_owned(),
            mode: Mode::Car,
            speeds: CarSpeeds::Posted,
            junction_ms: 0,
            signals_ms: 0,
        }
    }

    /// A pedestrian at [`WALKING_KMH`].
    #[must_use]
    pub fn foot() -> Self {
        Self {
            name: "à pied".to_owned(),
            mode: Mode::Foot,
            ..Self::car_at_posted_speeds()
        }
    }

    /// A cyclist at 15 km/h on roads, slower on tracks and paths.
    #[must_use]
    pub fn bicycle() -> Self {
        Self {
            name: "à vélo".to_owned(),
            mode: Mode::Bicycle,
            ..Self::car_at_posted_speeds()
        }
    }
}
