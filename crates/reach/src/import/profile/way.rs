//! What one way is to one mode: directions, class, limits.

use super::{super::pbf::Tags, Class, Mode, maxspeed};

/// A way that may be taken.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Way {
    pub(crate) class: Class,
    pub(crate) forward: bool,
    pub(crate) backward: bool,
    /// Whether one can stop there.
    pub(crate) has_doors: bool,
    /// Limits in km/h in the drawn direction and against it; 0 when no sign is known.
    limits: [f32; 2],
    /// The time of the whole crossing in milliseconds, when the way says it (boats); 0 when not.
    pub(crate) duration_ms: u32,
}

impl Way {
    /// The way as the mode sees it; none when it may not be taken.
    pub(crate) fn read(tags: Tags<'_>, mode: Mode) -> Option<Self> {
        if tags.is_empty() {
            return None;
        }
        let class = Class::of(tags, mode)?;
        let closed = mode.allowed_by(tags) == Some(false);
        let no_way = tags.get("area") == Some("yes") || tags.get("impassable") == Some("yes");
        if closed || no_way {
            return None;
        }
        let (forward, backward) = directions(tags, mode, class)?;
        let limit = |key: &str| tags.get(key).and_then(maxspeed::kmh);
        let both = limit("maxspeed")
            .or_else(|| limit("maxspeed:type"))
            .or_else(|| limit("source:maxspeed"))
            .or_else(|| limit("zone:maxspeed"));
        let small = |limit: Option<f64>| limit.map_or(0.0, |kmh| kmh as f32);
        Some(Self {
            class,
            forward,
            backward,
            has_doors: class.has_doors() && tags.get("motorroad") != Some("yes"),
            limits: [
                small(limit("maxspeed:forward").or(both)),
                small(limit("maxspeed:backward").or(both)),
            ],
            duration_ms: match class {
                Class::Ferry => tags.get("duration").and_then(duration_ms).unwrap_or(0),
                _ => 0,
            },
        })
    }

    /// The limit in km/h, when one is known.
    pub(crate) fn limit(&self, reversed: bool) -> Option<f64> {
        let limit = self.limits[usize::from(reversed)];
        (limit > 0.0).then(|| f64::from(limit))
    }
}

/// Whether the way is open in its drawn direction and against it; none when it is open in neither.
fn directions(tags: Tags<'_>, mode: Mode, class: Class) -> Option<(bool, bool)> {
    let own = match mode {
        Mode::Car => None,
        Mode::Foot => return Some((true, true)),
        Mode::Bicycle => tags.get("oneway:bicycle").or_else(|| {
            let lane = tags.get("cycleway")?;
            lane.starts_with("opposite").then_some("no")
        }),
    };
    let round = matches!(tags.get("junction"), Some("roundabout" | "circular"));
    match own.or_else(|| tags.get("oneway")) {
        Some("yes" | "true" | "1") => Some((true, false)),
        Some("-1" | "reverse") => Some((false, true)),
        Some("no" | "false" | "0") => Some((true, true)),
        // Open one way at some hours and the other way at others: nobody can count on it.
        Some("reversible" | "alternating") => None,
        _ if round || class == Class::Motorway => Some((true, false)),
        _ => Some((true, true)),
    }
}

/// A duration as ferries have it, `HH:MM`, `HH:MM:SS` or ISO 8601 (`PT1H30M`), in milliseconds, a day at most.
fn duration_ms(text: &str) -> Option<u32> {
    let seconds = text.strip_prefix("PT").map_or_else(|| clock_s(text), iso_s)?;
    (1..=86_400)
        .contains(&seconds)
        .then(|| u32::try_from(seconds * 1_000).ok())?
}

fn iso_s(text: &str) -> Option<u64> {
    let (mut seconds, mut number) = (0_u64, 0_u64);
    for c in text.chars() {
        let unit = match (c, c.to_digit(10)) {
            (_, Some(digit)) => {
                number = number.checked_mul(10)?.checked_add(u64::from(digit))?;
                continue;
            }
            ('H', _) => 3_600,
            ('M', _) => 60,
            ('S', _) => 1,
            _ => return None,
        };
        seconds = seconds.checked_add(std::mem::take(&mut number).checked_mul(unit)?)?;
    }
    Some(seconds)
}

fn clock_s(text: &str) -> Option<u64> {
    let parts: Vec<u64> = text.split(':').map(|part| part.parse().ok()).collect::<Option<_>>()?;
    let [hours, minutes, seconds] = match parts[..] {
        [hours, minutes] => [hours, minutes, 0],
        [hours, minutes, seconds] => [hours, minutes, seconds],
        _ => return None,
    };
    let minutes = hours.checked_mul(60)?.checked_add(minutes)?;
    minutes.checked_mul(60)?.checked_add(seconds)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_of_boats_are_read_in_both_spellings() {
        for (text, expected) in [
            ("00:15", Some(900_000)),
            ("1:30:00", Some(5_400_000)),
            ("PT1H30M", Some(5_400_000)),
            ("PT45M", Some(2_700_000)),
            ("45", None),
            ("48:00", None),
            ("99999999999999999999:00", None),
            ("PT99999999999999999999H", None),
            ("", None),
        ] {
            assert_eq!(duration_ms(text), expected, "{text}");
        }
    }
}
