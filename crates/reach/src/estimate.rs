//! Without roads: what the straight line says about the time by car, as a low, a central and a high value.
//!
//! The curves are straight between knots. Central and low: INSEE's travel times in Gironde (Metric-OSRM and METRIC,
//! off-peak), on every other pair of 1,248. High: set so that, on the real roads of eight départements of the south-west,
//! mountains included, hardly anyone for whom it promises thirty minutes lives beyond (the read-me has the figures).

use portee_domain::DepartementCode;

/// Kilometres in a straight line and, in seconds, the low and the central time by car, then the high time in ordinary and in
/// sparsely inhabited country.
const KNOTS: [(f64, [f64; 4]); 9] = [
    (0.0, [0.0, 60.0, 500.0, 600.0]),
    (2.0, [80.0, 190.0, 800.0, 1_200.0]),
    (4.0, [170.0, 335.0, 1_050.0, 1_790.0]),
    (10.0, [480.0, 720.0, 1_790.0, 2_900.0]),
    (15.0, [800.0, 1_040.0, 2_400.0, 3_500.0]),
    (25.0, [1_350.0, 1_640.0, 3_600.0, 4_700.0]),
    (50.0, [2_400.0, 3_050.0, 5_800.0, 7_000.0]),
    (100.0, [4_500.0, 5_750.0, 9_300.0, 11_000.0]),
    (200.0, [8_600.0, 11_000.0, 17_500.0, 20_000.0]),
];

/// In dense cities everything takes this much longer: 43 km/h in place of 54 in a straight line around Paris, by INSEE's
/// METRIC.
const DENSE: f64 = 1.25;

/// Overseas the high value is this much higher: nothing was measured there but La Réunion.
const OVERSEAS: f64 = 1.5;

/// Where the straight line starts: what the density of the commune says about its roads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Setting {
    /// Overseas: islands of ravines, rivers without bridges, communes so wide that their density says nothing.
    Overseas,
    /// Fewer than 60 inhabitants per km², or not known: mountains, causses, long ways round.
    Sparse,
    /// Inhabited country and towns.
    Ordinary,
    /// A dense city: more than 4,000 inhabitants per km².
    Dense,
}

impl Setting {
    /// From the département and the inhabitants per km² of the commune. Not known counts as sparse, so that nothing is
    /// promised on a guess.
    #[must_use]
    pub fn of_commune(departement: &DepartementCode, density: Option<f64>) -> Self {
        let overseas = departement.as_str().starts_with("97") || departement.as_str().starts_with("98");
        match density {
            _ if overseas => Self::Overseas,
            Some(density) if density > 4_000.0 => Self::Dense,
            Some(density) if density >= 60.0 => Self::Ordinary,
            _ => Self::Sparse,
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
        // What everything takes longer, which curve is the high one, what that one takes longer.
        let (factor, high_curve, high_factor) = match setting {
            Setting::Overseas => (1.0, 3, OVERSEAS),
            Setting::Sparse => (1.0, 3, 1.0),
            Setting::Ordinary => (1.0, 2, 1.0),
            Setting::Dense => (DENSE, 2, 1.0),
        };
        // In range: 20,100 km at the last slope are below 4,000,000 s.
        let at = |curve: usize| (factor * (low[curve] + t * (high[curve] - low[curve]))).round();
        let [low_s, central_s, high_s] = [at(0), at(1), at(high_curve) * high_factor].map(|seconds| seconds as u32);
        Self {
            low_s,
            central_s,
            high_s,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Promise;
    use proptest::prelude::*;

    #[test]
    fn five_kilometres_in_town_are_promised_and_not_in_the_mountains_nor_overseas() {
        let promise = |departement: &str, density| {
            let setting = Setting::of_commune(&departement.parse().unwrap(), density);
            Promise::estimated(&Estimate::by_car(5_000.0, setting))
        };
        assert_eq!(promise("31", Some(900.0)), Promise::Kept);
        assert_eq!(promise("75", Some(20_000.0)), Promise::Kept);
        assert_eq!(promise("09", Some(12.0)), Promise::Uncertain);
        assert_eq!(promise("31", None), Promise::Uncertain);
        assert_eq!(promise("974", Some(900.0)), Promise::Uncertain);
    }

    #[test]
    fn sixty_kilometres_are_not_thirty_minutes_anywhere() {
        for setting in [Setting::Overseas, Setting::Sparse, Setting::Ordinary, Setting::Dense] {
            assert_eq!(
                Promise::estimated(&Estimate::by_car(60_000.0, setting)),
                Promise::Broken
            );
        }
    }

    proptest! {
        #[test]
        fn farther_is_never_sooner_and_the_bounds_never_cross(a in 0.0..3e5_f64, more in 0.0..3e5_f64, s in 0_usize..4) {
            let setting = [Setting::Overseas, Setting::Sparse, Setting::Ordinary, Setting::Dense][s];
            let (near, far) = (Estimate::by_car(a, setting), Estimate::by_car(a + more, setting));
            prop_assert!(near.low_s <= near.central_s && near.central_s <= near.high_s);
            prop_assert!(near.low_s <= far.low_s && near.central_s <= far.central_s && near.high_s <= far.high_s);
        }

        #[test]
        fn any_number_gives_an_estimate(metres in any::<f64>()) {
            let estimate = Estimate::by_car(metres, Setting::Sparse);
            prop_assert!(estimate.low_s <= estimate.high_s);
        }
    }
}
