//! How many people are far from digital services: an estimate, and its whole formula.
//!
//! The State counts 13 million of 67 million inhabitants (Agence nationale de la cohésion des territoires, Société numérique).
//! They are not evenly old. Our assumption: a person of 65 and over is `r` = 4 times as likely to be far as a younger one
//! ([`SENIORS_TO_OTHERS`]; it is no published figure). With `q` = 13/67 and `s` the share of 65 and over among the inhabitants
//! whose ages are known, the share `y` of the younger and `r·y` of the others are those that give 13/67 in all:
//!
//! ```text
//! y · (1 − s) + r·y · s = q      so      y = q / (1 − s + r·s)
//! ```
//!
//! Where ages are not known, everyone counts for `q`: the total stays 13/67.

use serde::{Deserialize, Serialize};

/// People far from digital services, and inhabitants, in millions.
pub const FAR_NATIONALLY: (f64, f64) = (13.0, 67.0);
/// How many times as likely as a younger person someone of 65 and over is taken to be far from digital services.
pub const SENIORS_TO_OTHERS: f64 = 4.0;

/// The shares of people taken to be far from digital services.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct FarShares {
    /// Of those under 65.
    pub under_65: f64,
    /// Of those of 65 and over.
    pub seniors: f64,
    /// Of people whose age is not known.
    pub unknown_age: f64,
}

impl FarShares {
    /// The shares for a country of so many inhabitants of known age, of whom so many are 65 or over. Without any, all
    /// shares are the national one.
    #[must_use]
    pub fn solve(inhabitants: u64, seniors: u64) -> Self {
        let national = FAR_NATIONALLY.0 / FAR_NATIONALLY.1;
        if inhabitants == 0 {
            return Self {
                under_65: national,
                seniors: national,
                unknown_age: national,
            };
        }
        let old = seniors as f64 / inhabitants as f64;
        let under_65 = national / (1.0 - old + SENIORS_TO_OTHERS * old);
        Self {
            under_65,
            seniors: SENIORS_TO_OTHERS * under_65,
            unknown_age: national,
        }
    }

    /// People far from digital services among so many inhabitants, of whom so many (where known) are 65 or over. Not
    /// rounded: add these up, round the sum.
    #[must_use]
    pub fn expected(self, inhabitants: u32, seniors: Option<u32>) -> f64 {
        let all = f64::from(inhabitants);
        match seniors {
            None => self.unknown_age * all,
            Some(seniors) => {
                let old = f64::from(seniors.min(inhabitants));
                self.under_65 * (all - old) + self.seniors * old
            }
        }
    }

    /// The same, rounded. For a territory, not for a point: the sum of rounded points is not the rounded sum.
    #[must_use]
    pub fn far(self, inhabitants: u32, seniors: Option<u32>) -> u32 {
        // At most `inhabitants`: no share is above 4 × 13/67.
        self.expected(inhabitants, seniors).round() as u32
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn whatever_the_ages_thirteen_of_sixty_seven_are_far_in_all(all in 1_u32..70_000_000, part in 0.0..=1.0) {
            let seniors = (f64::from(all) * part) as u32;
            let shares = FarShares::solve(u64::from(all), u64::from(seniors));
            let expected = shares.expected(all, Some(seniors));
            prop_assert!((expected / f64::from(all) - 13.0 / 67.0).abs() < 1e-9);
            prop_assert!(shares.seniors <= 1.0 && shares.far(all, Some(seniors)) <= all);
        }
    }

    #[test]
    fn an_old_commune_has_more_people_far_from_digital_services_than_a_young_one() {
        let shares = FarShares::solve(67_000_000, 14_000_000);
        assert!(shares.far(1_000, Some(400)) > shares.far(1_000, Some(100)));
        assert_eq!(shares.far(67_000, None), 13_000);
    }

    #[test]
    fn without_any_age_everyone_counts_alike() {
        let shares = FarShares::solve(0, 0);
        assert_eq!(shares.far(67_000, None), 13_000);
        assert_eq!(shares.far(67_000, Some(20_000)), 13_000);
    }
}
