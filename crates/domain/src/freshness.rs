//! How long ago someone verified a row or a venue, in the bands that producers know.

use chrono::{Months, NaiveDate};

/// The age of a verification.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Freshness {
    /// Less than 6 months ago.
    UnderSix,
    /// From 6 to 12 months ago.
    SixToTwelve,
    /// From 12 to 18 months ago.
    TwelveToEighteen,
    /// 18 months ago or more.
    OverEighteen,
    /// Nobody says when.
    Unknown,
}

impl Freshness {
    /// All bands, the freshest first.
    pub const ALL: [Self; 5] = [
        Self::UnderSix,
        Self::SixToTwelve,
        Self::TwelveToEighteen,
        Self::OverEighteen,
        Self::Unknown,
    ];

    /// The band of a verification, seen from the day `on`. Months are those of the calendar; a date to come is fresh.
    #[must_use]
    pub fn of(verified_on: Option<NaiveDate>, on: NaiveDate) -> Self {
        let Some(verified_on) = verified_on else {
            return Self::Unknown;
        };
        let within = |months| {
            on.checked_sub_months(Months::new(months))
                .is_none_or(|limit| verified_on > limit)
        };
        match () {
            () if within(6) => Self::UnderSix,
            () if within(12) => Self::SixToTwelve,
            () if within(18) => Self::TwelveToEighteen,
            () => Self::OverEighteen,
        }
    }

    /// The place in [`Freshness::ALL`].
    #[must_use]
    pub fn index(self) -> usize {
        self as usize
    }

    /// The band in words, in French.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::UnderSix => "moins de 6 mois",
            Self::SixToTwelve => "6 à 12 mois",
            Self::TwelveToEighteen => "12 à 18 mois",
            Self::OverEighteen => "plus de 18 mois",
            Self::Unknown => "date inconnue",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_verification_falls_in_the_band_of_its_age() {
        let on = "2026-08-31".parse().unwrap();
        for (date, expected) in [
            ("2027-01-01", Freshness::UnderSix),
            ("2026-03-01", Freshness::UnderSix),
            ("2026-02-28", Freshness::SixToTwelve),
            ("2025-09-01", Freshness::SixToTwelve),
            ("2025-08-31", Freshness::TwelveToEighteen),
            ("2025-02-28", Freshness::OverEighteen),
            ("1971-01-01", Freshness::OverEighteen),
        ] {
            assert_eq!(Freshness::of(Some(date.parse().unwrap()), on), expected, "{date}");
        }
        assert_eq!(Freshness::of(None, on), Freshness::Unknown);
        assert_eq!(Freshness::of(Some(NaiveDate::MIN), NaiveDate::MIN), Freshness::UnderSix);
    }

    #[test]
    fn each_band_knows_its_place() {
        for (index, band) in Freshness::ALL.into_iter().enumerate() {
            assert_eq!(band.index(), index);
        }
    }
}
