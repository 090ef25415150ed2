//! Speed limits: numbers, miles, the French implicit values.

/// Kilometres in a mile.
const MILE_KM: f64 = 1.609_344;

/// The limit that a `maxspeed` value states, in km/h; none when it states none (`signals`, nonsense).
///
/// Source: OpenStreetMap wiki, "Key:maxspeed" and, for France, the Code de la route (R413-2, R413-3): 130 on motorways,
/// 110 on separated carriageways, 80 elsewhere, 50 in built-up areas.
pub(crate) fn kmh(text: &str) -> Option<f64> {
    // "50;70" in one direction or by lane: the lowest is kept.
    text.split([';', '|'])
        .filter_map(|part| one(part.trim()))
        .min_by(f64::total_cmp)
}

fn one(text: &str) -> Option<f64> {
    let implicit = match text {
        "none" => Some(130.0),
        "walk" => Some(5.0),
        _ => text.split_once(':').and_then(|(_, zone)| match zone {
            "urban" => Some(50.0),
            "rural" => Some(80.0),
            "trunk" => Some(110.0),
            "motorway" => Some(130.0),
            "living_street" => Some(20.0),
            "walk" => Some(5.0),
            _ => zone.trim_start_matches("zone").trim_start_matches(':').parse().ok(),
        }),
    };
    let limit = implicit.or_else(|| {
        let end = text
            .find(|c: char| !c.is_ascii_digit() && c != '.')
            .unwrap_or(text.len());
        let (number, unit) = text.split_at(end);
        let factor = match unit.trim() {
            "" | "km/h" | "kmh" | "kph" => 1.0,
            "mph" => MILE_KM,
            "knots" => 1.852,
            _ => return None,
        };
        Some(number.parse::<f64>().ok()? * factor)
    })?;
    (1.0..=250.0).contains(&limit).then_some(limit)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn limits_are_read_in_all_their_spellings() {
        for (text, expected) in [
            ("50", Some(50.0)),
            ("50 km/h", Some(50.0)),
            ("FR:urban", Some(50.0)),
            ("FR:rural", Some(80.0)),
            ("FR:zone30", Some(30.0)),
            ("FR:30", Some(30.0)),
            ("FR:zone:20", Some(20.0)),
            ("none", Some(130.0)),
            ("70;50", Some(50.0)),
            ("walk", Some(5.0)),
            ("signals", None),
            ("", None),
            ("0", None),
            ("FR:", None),
            ("9999", None),
        ] {
            assert_eq!(kmh(text), expected, "{text}");
        }
        let thirty = kmh("30 mph").unwrap();
        assert!((thirty - 48.28).abs() < 0.01, "{thirty}");
    }

    proptest! {
        #[test]
        fn any_text_gives_a_sensible_limit_or_none(text in ".{0,20}") {
            prop_assert!(kmh(&text).is_none_or(|limit| (1.0..=250.0).contains(&limit)));
        }
    }
}
