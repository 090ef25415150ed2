//! The coverage of every target in one territory, packed: there are 36,000 territories and 24 targets, most counts are small, and as
//! they are they would take forty megabytes of each process.

use super::{Bands, Target, TargetCoverage};
use serde::{Deserialize, Serialize};
use std::iter::from_fn;

/// One [`TargetCoverage`] for each of the targets given, in that order. Reading one costs a walk over those before it, some tens of
/// nanoseconds.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Vec<TargetCoverage>", into = "Vec<TargetCoverage>")]
pub struct CoverageByTarget {
    /// For each: its rank in [`Target::all`], then its nine counts; each number in groups of seven bits, the lowest first, the
    /// highest bit set while more follow (LEB128).
    packed: Box<[u8]>,
}

impl CoverageByTarget {
    /// Each of them, in order.
    pub fn iter(&self) -> impl Iterator<Item = TargetCoverage> {
        let mut rest = &*self.packed;
        let targets = &*ALL;
        from_fn(move || {
            if rest.is_empty() {
                return None;
            }
            let target = *targets.get(number(&mut rest) as usize)?;
            let bands = Bands([(); 5].map(|()| number(&mut rest)));
            Some(TargetCoverage {
                target,
                bands,
                surely_kept: number(&mut rest),
                surely_beyond: number(&mut rest),
                seniors_beyond: number(&mut rest),
                far_beyond: number(&mut rest),
            })
        })
    }

    /// The coverage of one target.
    #[must_use]
    pub fn get(&self, target: Target) -> Option<TargetCoverage> {
        self.iter().find(|found| found.target == target)
    }
}

/// All targets, gathered once.
static ALL: std::sync::LazyLock<Vec<Target>> = std::sync::LazyLock::new(|| Target::all().collect());

impl FromIterator<TargetCoverage> for CoverageByTarget {
    fn from_iter<I: IntoIterator<Item = TargetCoverage>>(targets: I) -> Self {
        let mut packed = Vec::with_capacity(512);
        for one in targets {
            // There are some twenty targets.
            push(&mut packed, u32::try_from(one.target.index()).unwrap_or_default());
            let more = [one.surely_kept, one.surely_beyond, one.seniors_beyond, one.far_beyond];
            for count in one.bands.0.into_iter().chain(more) {
                push(&mut packed, count);
            }
        }
        Self {
            packed: packed.into_boxed_slice(),
        }
    }
}

impl From<Vec<TargetCoverage>> for CoverageByTarget {
    fn from(targets: Vec<TargetCoverage>) -> Self {
        targets.into_iter().collect()
    }
}

impl From<CoverageByTarget> for Vec<TargetCoverage> {
    fn from(targets: CoverageByTarget) -> Self {
        targets.iter().collect()
    }
}

fn push(packed: &mut Vec<u8>, mut number: u32) {
    while number >= 0x80 {
        packed.push(number.to_le_bytes()[0] | 0x80);
        number >>= 7;
    }
    packed.push(number.to_le_bytes()[0]);
}

/// Takes one number from the beginning.
fn number(rest: &mut &[u8]) -> u32 {
    let mut number = 0;
    for shift in (0..u32::BITS).step_by(7) {
        let Some((byte, after)) = rest.split_first() else {
            break;
        };
        *rest = after;
        number |= u32::from(byte & 0x7f) << shift;
        if byte & 0x80 == 0 {
            break;
        }
    }
    number
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_packed_is_read_back_and_found(
            counts in prop::collection::vec(prop::array::uniform9(prop_oneof![0..300_u32, any::<u32>()]), 0..25)
        ) {
            let of = |(target, [a, b, c, d, e, surely_kept, surely_beyond, seniors_beyond, far_beyond]): (Target, [u32; 9])| {
                TargetCoverage { target, bands: Bands([a, b, c, d, e]), surely_kept, surely_beyond, seniors_beyond, far_beyond }
            };
            let all: Vec<TargetCoverage> = Target::all().zip(counts).map(of).collect();
            let packed: CoverageByTarget = all.iter().copied().collect();
            prop_assert_eq!(packed.iter().collect::<Vec<_>>(), all.clone());
            for target in Target::all() {
                prop_assert_eq!(packed.get(target), all.iter().find(|one| one.target == target).copied());
            }
        }
    }
}
