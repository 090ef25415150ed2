//! Without roads: what the straight line says about the time by car, as a low, a central and a high value.
//!
//! The curves are straight between knots. Central and low: INSEE's travel times in Gironde (Metric-OSRM and METRIC,
//! off-peak), on every other pair of 1,248. High: set so that, on the real roads of eight départements of the south-west,
//! mountains included, hardly anyone for whom it promises thirty minutes lives beyond (the read-me has the figures).

/// Kilometres in a straight line and, in seconds, the low, the central and the high time by car.
const KNOTS: [(f64, [f64; 3]); 9] = [
    (0.0, [0.0, 60.0, 600.0]),
    (2.0, [80.0, 190.0, 900.0]),
    (5.0, [220.0, 400.0, 1_300.0]),
    (8.0, [380.0, 600.0, 1_790.0]),
    (15.0, [800.0, 1_040.0, 2_700.0]),
    (25.0, [1_350.0, 1_640.0, 3_900.0]),
    (50.0, [2_450.0, 3_050.0, 6_000.0]),
    (100.0, [4_600.0, 5_750.0, 9_500.0]),
    (200.0, [8_800.0, 11_000.0, 18_000.0]),
];

/// In dense cities (4,000 inhabitants per km² and more) everything takes this much longer: 43 km/h in place of 54 in a
/// straight line around Paris, by INSEE's METRIC.
const DENSE: f64 = 1.25;

/// Where the straight line lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Setting {
    /// Countryside, towns, or not known.
    Ordinary,
    /// A dense city: more than 4,000 inhabitants per km².
    Dense,
}

impl Setting {
    /// From inhabitants per km², when known.
    #[must_use]
    pub fn of_density(density: Option<f64>) -> Self {
        match density {
            Some(density) if density > 4_000.0 => Self::Dense,
            _ => Self::Ordinary,
        }
    }
}

/// A travel time by car that nobody measured, in seconds. In the public API its method is `estimation`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Estimate {
    /// Hardly ever less.
    pub low_s: u32,
    /// As often less as more.
    pub central_s: u32,
    /// Hardly ever more, mountains included.
    pub high_s: u32,
}

impl Estimate {
    /// The word that says where the time comes from.
    pub const METHOD: &'static str = "estimation";

    /// The time by car over `metres` in a straight line (great circle). A length that is not a number or is negative
    /// counts as 0; beyond 200 km the last stretch of the curve goes on.
    #[must_use]
    pub fn by_car(metres: f64, setting: Setting) -> Self {
        let km = (metres / 1_000.0).clamp(0.0, 20_100.0);
        let km = if km.is_nan() { 0.0 } else { km };
        let after = KNOTS.iter().position(|&(knot, _)| knot > km).unwrap_or(KNOTS.len() - 1);
        let ((from, low), (to, high)) = (KNOTS[after - 1], KNOTS[after]);
        let t = (km - from) / (to - from);
        let factor = match setting {
            Setting::Ordinary => 1.0,
            Setting::Dense => DENSE,
        };
        // In range: 20,100 km at the last slope are below 2,000,000 s.
        let [low_s, central_s, high_s] = [0, 1, 2].map(|i| (factor * (low[i] + t * (high[i] - low[i]))).round() as u32);
        Self {
            low_s,
            central_s,
            high_s,
        }
    }
}
