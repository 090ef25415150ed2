//! How fast one goes on a stretch of road, in km/h.

use super::{CarSpeeds, Class, Mode, Profile, WALKING_KMH, Way};

/// Inhabitants per km² from which a commune counts as urban, then as dense, in METRIC.
const URBAN: f64 = 500.0;
const DENSE: f64 = 4_000.0;
/// METRIC's boats.
const FERRY_KMH: f64 = 13.0;
/// A winding road is never slower than this share of a straight one.
const SLOWEST_BEND: f64 = 0.6;

/// What a stretch of road is like, apart from its tags.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Setting {
    /// Inhabitants per km² of the commune, when known.
    pub(crate) density: Option<f64>,
    /// Straight line over length: 1 on a straight road, towards 0 in bends.
    pub(crate) straightness: f64,
    /// Whether the way is ridden against its drawn direction.
    pub(crate) reversed: bool,
}

impl Profile {
    /// The speed on a way, always above 0.
    pub(crate) fn kmh(&self, way: &Way, setting: Setting) -> f64 {
        if way.class == Class::Ferry {
            return FERRY_KMH;
        }
        match self.mode {
            Mode::Foot => match way.class {
                Class::Steps => WALKING_KMH / 2.0,
                _ => WALKING_KMH,
            },
            Mode::Bicycle => match way.class {
                Class::Track | Class::Path => 12.0,
                Class::LivingStreet => 10.0,
                _ => 15.0,
            },
            Mode::Car => {
                let limit = way
                    .limit(setting.reversed)
                    .unwrap_or_else(|| default_limit(way.class, setting.density));
                match self.speeds {
                    CarSpeeds::Posted => limit,
                    CarSpeeds::Metric { sinuosity } => metric(way.class, setting, sinuosity).min(limit),
                }
            }
        }
    }
}

/// France's limits where no sign says otherwise; a commune of 500 inhabitants per km² or more counts as built-up.
fn default_limit(class: Class, density: Option<f64>) -> f64 {
    let urban = density.is_some_and(|density| density >= URBAN);
    match class {
        Class::Motorway => 130.0,
        Class::Express => 110.0,
        Class::Slip => 70.0,
        Class::Road if urban => 50.0,
        Class::Road => 80.0,
        Class::Street => 50.0,
        Class::LivingStreet | Class::Service | Class::Track => 20.0,
        Class::Path | Class::Steps => WALKING_KMH,
        Class::Ferry => FERRY_KMH,
    }
}

/// INSEE, METRIC: km/h by class and inhabitants per km². A commune of unknown density counts as rural (the road's own
/// limit then slows towns). The factor for bends is the straightness of the stretch between two junctions: METRIC
/// says that there is one, not how it is computed.
fn metric(class: Class, setting: Setting, sinuosity: bool) -> f64 {
    let by_density = |[rural, urban, dense]: [f64; 3]| match setting.density {
        Some(density) if density > DENSE => dense,
        Some(density) if density >= URBAN => urban,
        _ => rural,
    };
    let bend = if sinuosity {
        setting.straightness.clamp(SLOWEST_BEND, 1.0)
    } else {
        1.0
    };
    match class {
        Class::Motorway => by_density([120.0, 100.0, 60.0]),
        Class::Express => by_density([100.0, 90.0, 40.0]),
        Class::Slip => 60.0,
        Class::Road | Class::Street | Class::LivingStreet | Class::Service => by_density([65.0, 40.0, 20.0]) * bend,
        Class::Track => 20.0,
        Class::Path | Class::Steps => WALKING_KMH,
        Class::Ferry => FERRY_KMH,
    }
}
