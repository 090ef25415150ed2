//! The closed vocabularies of a venue, packed in one 64-bit word: a filter is then a few `and`s.
//!
//! Each vocabulary has its own range of bits, in the order below; 55 of 64 are used.

use portee_domain::Description;
use portee_domain::vocabulary::{
    AccessMode, Audience, Fee, Itinerance, Programme, Service, SpecificCare, SupportMode, TrainingLabel, Vocabulary,
};

/// A vocabulary that has its range of bits.
pub(crate) trait Marked: Vocabulary {
    /// The first bit of the range.
    const OFFSET: usize;
    /// The values of a venue.
    fn of(description: &Description) -> &[Self]
    where
        Self: Sized;
}

macro_rules! ranges {
    ($(($offset:expr) $vocabulary:ident = $field:ident,)+) => {
        $(impl Marked for $vocabulary {
            const OFFSET: usize = $offset;
            fn of(description: &Description) -> &[Self] {
                &description.$field
            }
        })+

        /// All the marks of a venue.
        pub(crate) fn marks(description: &Description) -> u64 {
            0 $(| mask::<$vocabulary>(&description.$field))+
        }
    };
}

/// The bit after the range of `V`.
const fn after<V: Marked>() -> usize {
    V::OFFSET + V::ALL.len()
}

ranges! {
    (0) Service = services,
    (after::<Service>()) Programme = programmes,
    (after::<Programme>()) Fee = fees,
    (after::<Fee>()) Audience = audiences,
    (after::<Audience>()) SpecificCare = specific_care,
    (after::<SpecificCare>()) AccessMode = access_modes,
    (after::<AccessMode>()) SupportMode = support_modes,
    (after::<SupportMode>()) TrainingLabel = training_labels,
    (after::<TrainingLabel>()) Itinerance = itinerance,
}

const _: () = assert!(after::<Itinerance>() <= 64, "the vocabularies no longer fit in 64 bits");

/// The bits of these values; 0 for none.
pub(crate) fn mask<V: Marked>(values: &[V]) -> u64 {
    values
        .iter()
        .fold(0, |bits, value| bits | 1 << (V::OFFSET + value.index()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_vocabularies_share_a_bit() {
        let all = [
            mask(Service::ALL),
            mask(Programme::ALL),
            mask(Fee::ALL),
            mask(Audience::ALL),
            mask(SpecificCare::ALL),
            mask(AccessMode::ALL),
            mask(SupportMode::ALL),
            mask(TrainingLabel::ALL),
            mask(Itinerance::ALL),
        ];
        let together = all.iter().fold(0, |bits, mask| bits | mask);
        let apart: u32 = all.iter().map(|mask| mask.count_ones()).sum();
        assert_eq!(together.count_ones(), apart);
    }
}
