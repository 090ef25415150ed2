//! French public holidays, by territory. Pure functions: any year of the Gregorian calendar.
//!
//! Sources: Code du travail, L3133-1 (the eleven national ones), L3134-13 (Alsace and Moselle), L3422-2 and decree
//! 83-1003 (abolition of slavery overseas); Code du travail de Nouvelle-Calédonie, Lp. 241-1; Code du travail de la
//! Polynésie française, Lp. 3211-1 (Matariʻi replaced the feast of autonomy in 2025); Wallis-et-Futuna: custom.
//! Good Friday is taken as a holiday in all of Alsace and Moselle, as the administrations there do, although the law
//! ties it to the communes that have a Protestant church.

use chrono::{Datelike, Days, NaiveDate};
use portee_domain::DepartementCode;

/// Territories whose public holidays differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Regime {
    /// The eleven national holidays: metropolitan France, Saint-Pierre-et-Miquelon.
    National,
    /// Bas-Rhin, Haut-Rhin, Moselle.
    AlsaceMoselle,
    /// Guadeloupe.
    Guadeloupe,
    /// Martinique.
    Martinique,
    /// Guyane.
    Guyane,
    /// La Réunion.
    Reunion,
    /// Mayotte.
    Mayotte,
    /// Saint-Barthélemy.
    SaintBarthelemy,
    /// Saint-Martin.
    SaintMartin,
    /// Nouvelle-Calédonie.
    NouvelleCaledonie,
    /// Polynésie française.
    Polynesie,
    /// Wallis-et-Futuna.
    WallisFutuna,
}

impl Regime {
    /// All of them.
    pub const ALL: [Self; 12] = [
        Self::National,
        Self::AlsaceMoselle,
        Self::Guadeloupe,
        Self::Martinique,
        Self::Guyane,
        Self::Reunion,
        Self::Mayotte,
        Self::SaintBarthelemy,
        Self::SaintMartin,
        Self::NouvelleCaledonie,
        Self::Polynesie,
        Self::WallisFutuna,
    ];

    /// The holidays of a département or territory.
    #[must_use]
    pub fn of(departement: &DepartementCode) -> Self {
        match departement.as_str() {
            "57" | "67" | "68" => Self::AlsaceMoselle,
            "971" => Self::Guadeloupe,
            "972" => Self::Martinique,
            "973" => Self::Guyane,
            "974" => Self::Reunion,
            "976" => Self::Mayotte,
            "977" => Self::SaintBarthelemy,
            "978" => Self::SaintMartin,
            "986" => Self::WallisFutuna,
            "987" => Self::Polynesie,
            "988" => Self::NouvelleCaledonie,
            _ => Self::National,
        }
    }
}

macro_rules! holidays {
    ($($variant:ident = $name:literal,)+) => {
        /// A public holiday.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Holiday {
            $(#[doc = concat!("« ", $name, " »")] $variant,)+
        }

        impl Holiday {
            /// Its name in French, as it is said within a sentence.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)+ }
            }
        }
    };
}

holidays! {
    NewYear = "jour de l'An",
    Labour = "fête du Travail",
    Victory = "victoire de 1945",
    National = "fête nationale",
    Assumption = "Assomption",
    AllSaints = "Toussaint",
    Armistice = "armistice de 1918",
    Christmas = "Noël",
    EasterMonday = "lundi de Pâques",
    Ascension = "Ascension",
    WhitMonday = "lundi de Pentecôte",
    GoodFriday = "Vendredi saint",
    SaintStephen = "Saint-Étienne",
    Abolition = "abolition de l'esclavage",
    Citizenship = "fête de la Citoyenneté",
    Gospel = "arrivée de l'Évangile",
    Autonomy = "fête de l'Autonomie",
    Matarii = "Matariʻi i niʻa",
    SaintPeterChanel = "Saint-Pierre-Chanel",
    Territory = "fête du Territoire",
}

/// The public holiday that `date` is there.
#[must_use]
pub fn public_holiday(date: NaiveDate, regime: Regime) -> Option<Holiday> {
    fixed(date).or_else(|| movable(date)).or_else(|| local(date, regime))
}

fn fixed(date: NaiveDate) -> Option<Holiday> {
    Some(match (date.month(), date.day()) {
        (1, 1) => Holiday::NewYear,
        (5, 1) => Holiday::Labour,
        (5, 8) => Holiday::Victory,
        (7, 14) => Holiday::National,
        (8, 15) => Holiday::Assumption,
        (11, 1) => Holiday::AllSaints,
        (11, 11) => Holiday::Armistice,
        (12, 25) => Holiday::Christmas,
        _ => return None,
    })
}

fn movable(date: NaiveDate) -> Option<Holiday> {
    match days_after_easter(date)? {
        1 => Some(Holiday::EasterMonday),
        39 => Some(Holiday::Ascension),
        50 => Some(Holiday::WhitMonday),
        _ => None,
    }
}

fn local(date: NaiveDate, regime: Regime) -> Option<Holiday> {
    let good_friday = days_after_easter(date) == Some(-2);
    Some(match (regime, date.month(), date.day()) {
        (Regime::AlsaceMoselle | Regime::Polynesie, ..) if good_friday => Holiday::GoodFriday,
        (Regime::AlsaceMoselle, 12, 26) => Holiday::SaintStephen,
        (Regime::Mayotte, 4, 27)
        | (Regime::Martinique, 5, 22)
        | (Regime::Guadeloupe, 5, 27)
        | (Regime::SaintMartin, 5, 28)
        | (Regime::Guyane, 6, 10)
        | (Regime::SaintBarthelemy, 10, 9)
        | (Regime::Reunion, 12, 20) => Holiday::Abolition,
        (Regime::NouvelleCaledonie, 9, 24) => Holiday::Citizenship,
        (Regime::Polynesie, 3, 5) => Holiday::Gospel,
        (Regime::Polynesie, 6, 29) if date.year() < 2025 => Holiday::Autonomy,
        (Regime::Polynesie, 11, 20) if date.year() >= 2025 => Holiday::Matarii,
        (Regime::WallisFutuna, 4, 28) => Holiday::SaintPeterChanel,
        (Regime::WallisFutuna, 7, 29) => Holiday::Territory,
        _ => return None,
    })
}

fn days_after_easter(date: NaiveDate) -> Option<i64> {
    Some(date.signed_duration_since(easter(date.year())?).num_days())
}

/// Easter Sunday of a year, by the anonymous Gregorian algorithm (Nature 13, 20 April 1876, p. 487; in J. Meeus,
/// "Astronomical Algorithms", chapter 8). `None` before 1583 and after 9999.
#[must_use]
pub fn easter(year: i32) -> Option<NaiveDate> {
    let year = u32::try_from(year).ok().filter(|year| (1583..=9999).contains(year))?;
    let golden = year % 19;
    let (century, in_century) = (year / 100, year % 100);
    let moon_shift = (century - (century + 8) / 25 + 1) / 3;
    let epact = (19 * golden + century - century / 4 - moon_shift + 15) % 30;
    let to_sunday = (32 + 2 * (century % 4) + 2 * (in_century / 4) - epact - in_century % 4) % 7;
    let late = (golden + 11 * epact + 22 * to_sunday) / 451;
    let days_after_22_march = epact + to_sunday - 7 * late;
    NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, 3, 22)?.checked_add_days(Days::new(days_after_22_march.into()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use opening_hours::localization::Country;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn easter_falls_on_its_known_dates() {
        for text in [
            "1818-03-22",
            "1943-04-25",
            "1961-04-02",
            "2000-04-23",
            "2024-03-31",
            "2026-04-05",
            "2038-04-25",
        ] {
            assert_eq!(easter(day(text).year()), Some(day(text)));
        }
        assert_eq!(easter(1582), None);
        assert_eq!(easter(i32::MAX), None);
        assert_eq!(easter(-1), None);
    }

    #[test]
    fn the_national_holidays_are_those_of_the_opening_hours_crate() {
        let theirs = Country::FR.holidays();
        for date in day("2000-01-01").iter_days().take_while(|date| date.year() < 2030) {
            let ours = public_holiday(date, Regime::National).is_some();
            assert_eq!(ours, theirs.get_public().contains(date), "{date}");
        }
    }

    #[test]
    fn each_territory_has_its_own_days() {
        for (text, departement) in [
            ("2026-04-03", "67"),
            ("2026-12-26", "57"),
            ("2026-05-22", "972"),
            ("2026-05-27", "971"),
            ("2026-05-28", "978"),
            ("2026-10-09", "977"),
            ("2026-06-10", "973"),
            ("2026-12-20", "974"),
            ("2026-04-27", "976"),
            ("2026-09-24", "988"),
            ("2026-11-20", "987"),
            ("2024-06-29", "987"),
            ("2026-07-29", "986"),
        ] {
            let there = Regime::of(&departement.parse().unwrap());
            assert!(public_holiday(day(text), there).is_some(), "{text} {departement}");
            assert!(public_holiday(day(text), Regime::National).is_none(), "{text}");
        }
        assert!(public_holiday(day("2025-06-29"), Regime::Polynesie).is_none());
    }

    #[test]
    fn a_holiday_may_be_two_at_once() {
        // Ascension on 1 May 2008, on 8 May 1986.
        assert_eq!(
            public_holiday(day("2008-05-01"), Regime::National),
            Some(Holiday::Labour)
        );
        assert_eq!(
            public_holiday(day("2008-05-12"), Regime::National),
            Some(Holiday::WhitMonday)
        );
    }
}
