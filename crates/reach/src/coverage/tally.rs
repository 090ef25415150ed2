//! People counted by how far they live from one target.

use crate::{FarShares, Inhabited, Journey, Promise};
use portee_domain::{BANDS_S, Bands, Target, TargetCoverage};

/// Parts of a person far from digital services: whole numbers add up the same in any order.
const PARTS: f64 = 1e6;

/// Some people.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct People {
    pub(crate) inhabitants: u32,
    /// Of those whose ages are known.
    pub(crate) seniors: u32,
    pub(crate) ages_known: bool,
    /// Far from digital services, in millionths.
    far: u64,
}

impl People {
    pub(crate) fn of(point: &Inhabited, shares: FarShares) -> Self {
        let expected = shares.expected(point.inhabitants(), point.seniors());
        Self {
            inhabitants: point.inhabitants(),
            seniors: point.seniors().unwrap_or_default(),
            ages_known: point.seniors().is_some(),
            // In range: at most the inhabitants, in millionths.
            far: (expected * PARTS).round() as u64,
        }
    }

    pub(crate) fn add(&mut self, more: Self) {
        self.inhabitants += more.inhabitants;
        self.seniors += more.seniors;
        self.ages_known |= more.ages_known;
        self.far += more.far;
    }

    /// Far from digital services, not rounded.
    pub(crate) fn far_expected(self) -> f64 {
        self.far as f64 / PARTS
    }

    /// Far from digital services, in whole people.
    pub(crate) fn far(self) -> u32 {
        whole(self.far)
    }
}

fn whole(parts: u64) -> u32 {
    // In range: no more than inhabitants.
    (parts as f64 / PARTS).round() as u32
}

/// People by their time to one target.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    bands: [u32; 5],
    surely_kept: u32,
    surely_beyond: u32,
    seniors_beyond: u32,
    far_beyond: u64,
}

impl Tally {
    /// Counts people who live as far as this from the target; without a journey no way leads there.
    pub(crate) fn count(&mut self, people: People, journey: Option<Journey>) {
        let band = journey.map_or(BANDS_S.len(), |journey| {
            BANDS_S.partition_point(|&bound| bound < journey.central_s())
        });
        self.bands[band] += people.inhabitants;
        match journey.map_or(Promise::Broken, |journey| journey.promise()) {
            Promise::Kept => self.surely_kept += people.inhabitants,
            Promise::Broken => self.surely_beyond += people.inhabitants,
            Promise::Uncertain => {}
        }
        if journey.is_none_or(|journey| Promise::measured(journey.central_s()) == Promise::Broken) {
            self.seniors_beyond += people.seniors;
            self.far_beyond += people.far;
        }
    }

    pub(crate) fn add(&mut self, more: &Self) {
        for (band, more) in self.bands.iter_mut().zip(more.bands) {
            *band += more;
        }
        self.surely_kept += more.surely_kept;
        self.surely_beyond += more.surely_beyond;
        self.seniors_beyond += more.seniors_beyond;
        self.far_beyond += more.far_beyond;
    }

    pub(crate) fn of_target(&self, target: Target) -> TargetCoverage {
        TargetCoverage {
            target,
            bands: Bands(self.bands),
            surely_kept: self.surely_kept,
            surely_beyond: self.surely_beyond,
            seniors_beyond: self.seniors_beyond,
            far_beyond: whole(self.far_beyond),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use portee_domain::Method;

    fn tally(seconds: Option<[u32; 3]>) -> Tally {
        let mut tally = Tally::default();
        let people = People {
            inhabitants: 7,
            seniors: 2,
            ages_known: true,
            far: 1_600_000,
        };
        tally.count(
            people,
            seconds.map(|seconds| Journey {
                place: 0,
                seconds,
                method: Method::Estimation,
            }),
        );
        tally
    }

    #[test]
    fn a_bound_belongs_to_the_band_that_it_ends() {
        for (seconds, band) in [
            (0, 0),
            (600, 0),
            (601, 1),
            (1_200, 1),
            (1_800, 2),
            (1_801, 3),
            (2_700, 3),
            (2_701, 4),
        ] {
            let counted = tally(Some([seconds; 3]));
            assert_eq!(counted.bands[band], 7, "{seconds}");
            assert_eq!(counted.bands.iter().sum::<u32>(), 7);
            assert_eq!(counted.seniors_beyond, if seconds > 1_800 { 2 } else { 0 }, "{seconds}");
        }
    }

    #[test]
    fn bounds_on_both_sides_of_thirty_minutes_are_neither_kept_nor_broken() {
        let uncertain = tally(Some([1_000, 1_500, 2_000]));
        assert_eq!(
            (uncertain.surely_kept, uncertain.surely_beyond, uncertain.bands[2]),
            (0, 0, 7)
        );
        assert_eq!(tally(Some([1_000, 1_500, 1_800])).surely_kept, 7);
        assert_eq!(tally(Some([1_801, 1_900, 2_000])).surely_beyond, 7);
    }

    #[test]
    fn whom_no_way_leads_there_is_beyond_for_certain() {
        let nowhere = tally(None);
        assert_eq!(
            (nowhere.bands[4], nowhere.surely_beyond, nowhere.seniors_beyond),
            (7, 7, 2)
        );
        assert_eq!(nowhere.of_target(Target::Any).far_beyond, 2);
    }
}
