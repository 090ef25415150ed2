//! Time zones by territory. Polynesia has three; elsewhere one per département or collectivity.

use chrono_tz::Tz;
use portee_domain::{CommuneCode, DepartementCode};

/// Communes of the Marquises: half an hour ahead of Tahiti.
const MARQUISES: [&str; 6] = ["98718", "98723", "98731", "98746", "98756", "98757"];
/// The commune of the Gambier: an hour ahead of Tahiti.
const GAMBIER: &str = "98719";

/// The time zone of most of a département's inhabitants.
pub(crate) fn of_departement(departement: &DepartementCode) -> Tz {
    match departement.as_str() {
        "971" | "977" | "978" => Tz::America__Guadeloupe,
        "972" => Tz::America__Martinique,
        "973" => Tz::America__Cayenne,
        "974" => Tz::Indian__Reunion,
        "975" => Tz::America__Miquelon,
        "976" => Tz::Indian__Mayotte,
        "984" => Tz::Indian__Kerguelen,
        "986" => Tz::Pacific__Wallis,
        "987" => Tz::Pacific__Tahiti,
        "988" => Tz::Pacific__Noumea,
        _ => Tz::Europe__Paris,
    }
}

/// The time zone of a commune.
pub(crate) fn of_commune(commune: &CommuneCode) -> Tz {
    match commune.as_str() {
        code if MARQUISES.contains(&code) => Tz::Pacific__Marquesas,
        GAMBIER => Tz::Pacific__Gambier,
        _ => of_departement(&commune.departement()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_territory_has_its_own_time() {
        for (commune, zone) in [
            ("26113", "Europe/Paris"),
            ("2A004", "Europe/Paris"),
            ("97411", "Indian/Reunion"),
            ("97209", "America/Martinique"),
            ("97105", "America/Guadeloupe"),
            ("97701", "America/Guadeloupe"),
            ("97302", "America/Cayenne"),
            ("97611", "Indian/Mayotte"),
            ("97502", "America/Miquelon"),
            ("98613", "Pacific/Wallis"),
            ("98735", "Pacific/Tahiti"),
            ("98731", "Pacific/Marquesas"),
            ("98719", "Pacific/Gambier"),
            ("98818", "Pacific/Noumea"),
        ] {
            assert_eq!(of_commune(&commune.parse().unwrap()).name(), zone, "{commune}");
        }
    }
}
