//! How much of a venue's sheet is there, recent and sure: a score out of 100, explained criterion by criterion.
//!
//! It judges the sheet, never the place. Every point comes from something in the edition:
//!
//! | criterion | points | given for |
//! | --- | --- | --- |
//! | `position` | 18 | the exact point; 10 for the street, 0 when only the commune is known |
//! | `adresse` | 8 | number and street stated |
//! | `telephone` | 12 | a telephone number |
//! | `ecrire` | 6 | an e-mail address or a web site |
//! | `horaires` | 15 | hours that can be evaluated; 6 for words that cannot |
//! | `services` | 10 | at least one service stated |
//! | `frais` | 4 | fees stated |
//! | `acces` | 4 | how to come stated |
//! | `fraicheur` | 15 | verified less than 6 months ago; 11 under 12, 6 under 18, 2 beyond, 0 when nobody says |
//! | `constats` | 8 | nothing wrong noticed in its rows; 2 less for each thing that was left out or replaced |

use crate::{Field, FindingKind, Freshness, Hours, Precision, Venue};
use chrono::NaiveDate;

macro_rules! criteria {
    ($($(#[doc = $doc:literal])+ $variant:ident = $code:literal, $most:literal;)+) => {
        /// What is judged.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Criterion {
            $($(#[doc = $doc])+ $variant,)+
        }

        impl Criterion {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The public code.
            #[must_use]
            pub fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)+ }
            }

            /// The points that it can give; together they are 100.
            #[must_use]
            pub fn most(self) -> u8 {
                match self { $(Self::$variant => $most,)+ }
            }
        }
    };
}

criteria! {
    /// How precisely it is located.
    Position = "position", 18;
    /// Number and street.
    Address = "adresse", 8;
    /// Telephone.
    Phone = "telephone", 12;
    /// E-mail or web site.
    Writing = "ecrire", 6;
    /// Opening hours.
    Hours = "horaires", 15;
    /// Services.
    Services = "services", 10;
    /// Fees.
    Fees = "frais", 4;
    /// How to come.
    Access = "acces", 4;
    /// When someone verified it.
    Freshness = "fraicheur", 15;
    /// What was noticed in its rows.
    Findings = "constats", 8;
}

/// What each thing left out or replaced costs.
const FINDING_COST: u8 = 2;

/// What one criterion gives, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct QualityLine {
    /// The criterion.
    pub criterion: Criterion,
    /// The points, at most [`Criterion::most`].
    pub points: u8,
    /// Why: a short French sentence.
    pub reason: &'static str,
}

/// The quality of a sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quality {
    /// One line for each criterion, in the order of [`Criterion::ALL`].
    pub lines: Vec<QualityLine>,
}

impl Quality {
    /// The quality of a venue's sheet on the day `on`. `warnings` are the warnings about its rows; each kind and field
    /// counts once.
    #[must_use]
    pub fn of(venue: &Venue, warnings: impl IntoIterator<Item = (FindingKind, Option<Field>)>, on: NaiveDate) -> Self {
        let mut warnings: Vec<_> = warnings.into_iter().collect();
        warnings.sort_unstable();
        warnings.dedup();
        let judge = |criterion: &Criterion| {
            let (points, reason) = judge(*criterion, venue, warnings.len(), on);
            QualityLine {
                criterion: *criterion,
                points,
                reason,
            }
        };
        Self {
            lines: Criterion::ALL.iter().map(judge).collect(),
        }
    }

    /// The sum of the points, out of 100.
    #[must_use]
    pub fn score(&self) -> u8 {
        self.lines.iter().map(|line| line.points).sum()
    }
}

fn judge(criterion: Criterion, venue: &Venue, warnings: usize, on: NaiveDate) -> (u8, &'static str) {
    let (what, place) = (&venue.description, &venue.location);
    let most = criterion.most();
    let stated = |is: bool, yes, no| if is { (most, yes) } else { (0, no) };
    match criterion {
        Criterion::Position => match place.position.precision() {
            Precision::Exact => (most, "L’endroit exact est connu."),
            Precision::Street => (10, "Seule la rue est connue."),
            Precision::Commune => (0, "Seule la commune est connue."),
        },
        Criterion::Address => stated(!place.address.is_empty(), "La rue est écrite.", "La rue manque."),
        Criterion::Phone => stated(
            what.contact.phone.is_some(),
            "Il y a un numéro.",
            "Il n’y a pas de numéro.",
        ),
        Criterion::Writing => stated(
            !what.contact.emails.is_empty() || !what.contact.websites.is_empty(),
            "Il y a un courriel ou un site.",
            "Il n’y a ni courriel ni site.",
        ),
        Criterion::Hours => match &what.hours {
            Hours::Osm(_) => (most, "Les horaires sont précis."),
            Hours::Text(_) => (6, "Les horaires sont écrits, sans être sûrs."),
            Hours::Unstated => (0, "Les horaires manquent."),
        },
        Criterion::Services => stated(
            !what.services.is_empty(),
            "Les services sont écrits.",
            "Les services manquent.",
        ),
        Criterion::Fees => stated(!what.fees.is_empty(), "Le prix est écrit.", "Le prix manque."),
        Criterion::Access => stated(
            !what.access_modes.is_empty(),
            "La façon de venir est écrite.",
            "La façon de venir manque.",
        ),
        Criterion::Freshness => match Freshness::of(what.verified_on, on) {
            Freshness::UnderSix => (most, "Vérifiée il y a moins de 6 mois."),
            Freshness::SixToTwelve => (11, "Vérifiée il y a 6 à 12 mois."),
            Freshness::TwelveToEighteen => (6, "Vérifiée il y a 12 à 18 mois."),
            Freshness::OverEighteen => (2, "Vérifiée il y a plus de 18 mois."),
            Freshness::Unknown => (0, "La date de vérification manque."),
        },
        Criterion::Findings => {
            let cost = u8::try_from(warnings).unwrap_or(u8::MAX).saturating_mul(FINDING_COST);
            let reason = match warnings {
                0 => "Rien d’anormal dans les lignes reçues.",
                1 => "Une valeur reçue était fausse.",
                _ => "Plusieurs valeurs reçues étaient fausses.",
            };
            (most.saturating_sub(cost), reason)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vocabulary::{AccessMode, Fee, Service, Vocabulary};
    use crate::{Contact, Description, Location, Position};

    fn on() -> NaiveDate {
        "2026-11-22".parse().unwrap()
    }

    /// A venue of which nothing is known but that it exists.
    fn bare() -> Venue {
        Venue {
            id: "aaaaaaaaaaaa".parse().unwrap(),
            description: Description {
                name: "Point numérique".into(),
                ..Description::default()
            },
            location: Location {
                address: String::new(),
                address_complement: None,
                postcode: "26150".parse().unwrap(),
                commune: "Die".into(),
                commune_code: "26113".parse().unwrap(),
                departement: "26".parse().unwrap(),
                position: Position::new(5.37, 44.75, Precision::Commune).unwrap(),
            },
            members: Vec::new(),
        }
    }

    fn complete() -> Venue {
        let mut venue = bare();
        venue.location.address = "1 rue de l'Essai".into();
        venue.location.position = Position::new(5.37, 44.75, Precision::Exact).unwrap();
        venue.description.contact = Contact {
            phone: Some("+33475000000".parse().unwrap()),
            emails: vec!["contact@example.fr".parse().unwrap()],
            websites: Vec::new(),
        };
        venue.description.hours = Hours::Osm("Mo-Fr 09:00-17:00".into());
        venue.description.services = vec![Service::ALL[0]];
        venue.description.fees = vec![Fee::Free];
        venue.description.access_modes = vec![AccessMode::ALL[0]];
        venue.description.verified_on = Some("2026-10-01".parse().unwrap());
        venue
    }

    fn score(venue: &Venue) -> u8 {
        Quality::of(venue, [], on()).score()
    }

    #[test]
    fn the_criteria_give_one_hundred_points_together() {
        let total: u32 = Criterion::ALL.iter().map(|criterion| u32::from(criterion.most())).sum();
        assert_eq!(total, 100);
    }

    #[test]
    fn a_sheet_where_nothing_lacks_has_all_points_and_a_bare_one_only_those_of_no_findings() {
        assert_eq!(score(&complete()), 100);
        assert_eq!(score(&bare()), 8);
    }

    #[test]
    fn what_is_missing_old_or_uncertain_costs_points() {
        let spoils: [fn(&mut Venue); 7] = [
            |venue| venue.location.position = Position::new(5.37, 44.75, Precision::Street).unwrap(),
            |venue| venue.description.contact.phone = None,
            |venue| venue.description.hours = Hours::Text("le matin".into()),
            |venue| venue.description.services.clear(),
            |venue| venue.description.verified_on = Some("2026-05-01".parse().unwrap()),
            |venue| venue.description.verified_on = Some("2020-01-01".parse().unwrap()),
            |venue| venue.description.verified_on = None,
        ];
        for (index, spoil) in spoils.into_iter().enumerate() {
            let mut venue = complete();
            spoil(&mut venue);
            assert!(score(&venue) < 100, "{index}");
        }
    }

    #[test]
    fn each_warning_costs_once_and_never_more_than_there_is() {
        let phone = (FindingKind::PhoneInvalid, Some(Field::Telephone));
        let date = (FindingKind::DateInvalid, Some(Field::DateMaj));
        let with = |warnings: Vec<_>| Quality::of(&complete(), warnings, on()).score();
        assert_eq!(with(vec![phone, phone]), 98);
        assert_eq!(with(vec![phone, date, phone]), 96);
        let many = FindingKind::ALL.iter().map(|kind| (*kind, None)).collect();
        assert_eq!(with(many), 92);
    }
}
