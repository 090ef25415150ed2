//! In which order territories are listed.

use super::Row;
use std::cmp::Ordering;

/// What rows are compared by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Key {
    Flags,
    Name,
    Inhabitants,
    Beyond,
    ShareBeyond,
    Beyond20,
    Uncertain,
    Venues,
    VenuesPerFar,
    Seconds,
}

/// A key and its direction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Order {
    pub(crate) key: Key,
    pub(crate) descending: bool,
}

/// Every order under its public word; a hyphen before the word is the greatest first.
const ALL: [(&str, &str, Key); 10] = [
    ("signalements", "-signalements", Key::Flags),
    ("nom", "-nom", Key::Name),
    ("habitants", "-habitants", Key::Inhabitants),
    ("au_dela_30_min", "-au_dela_30_min", Key::Beyond),
    ("part_au_dela_30_min", "-part_au_dela_30_min", Key::ShareBeyond),
    ("au_dela_20_min", "-au_dela_20_min", Key::Beyond20),
    ("incertains", "-incertains", Key::Uncertain),
    ("lieux", "-lieux", Key::Venues),
    (
        "lieux_pour_10000_eloignes",
        "-lieux_pour_10000_eloignes",
        Key::VenuesPerFar,
    ),
    ("duree_s", "-duree_s", Key::Seconds),
];

/// The public words of all orders.
pub(crate) fn orders() -> Vec<&'static str> {
    ALL.iter().flat_map(|(up, down, _)| [*up, *down]).collect()
}

impl Order {
    /// The flagged first.
    pub(crate) const FLAGGED_FIRST: Self = Self {
        key: Key::Flags,
        descending: true,
    };

    /// The order that goes by this word.
    pub(crate) fn named(word: &str) -> Option<Self> {
        ALL.iter().find_map(|(up, down, key)| {
            let descending = word == *down;
            (descending || word == *up).then_some(Self { key: *key, descending })
        })
    }

    /// Its public word.
    pub(crate) fn word(self) -> &'static str {
        let found = ALL.iter().find(|(_, _, key)| *key == self.key);
        found.map_or("", |(up, down, _)| if self.descending { down } else { up })
    }

    /// Sorts rows: what is not known comes last both ways, equals by share beyond (the greatest first), then by code.
    pub(crate) fn sort(self, rows: &mut [Row<'_>]) {
        rows.sort_by(|a, b| {
            let directed = |order: Ordering| if self.descending { order.reverse() } else { order };
            let by_key = match self.key {
                Key::Name => directed(folded(&a.territory.name).cmp(&folded(&b.territory.name))),
                key => known_first(number(key, a), number(key, b), directed),
            };
            by_key
                .then_with(|| known_first(a.share_beyond(), b.share_beyond(), Ordering::reverse))
                .then_with(|| a.territory.code.cmp(&b.territory.code))
        });
    }
}

fn known_first(a: Option<f64>, b: Option<f64>, directed: impl Fn(Ordering) -> Ordering) -> Ordering {
    match (a, b) {
        (Some(a), Some(b)) => directed(a.total_cmp(&b)),
        (a, b) => b.is_some().cmp(&a.is_some()),
    }
}

#[expect(clippy::cast_precision_loss, reason = "a handful of flags")]
fn number(key: Key, row: &Row<'_>) -> Option<f64> {
    match key {
        Key::Name => None,
        Key::Flags => Some(row.territory.flags.len() as f64),
        Key::Inhabitants => Some(f64::from(row.territory.inhabitants)),
        Key::Beyond => Some(f64::from(row.beyond())),
        Key::ShareBeyond => row.share_beyond(),
        Key::Beyond20 => Some(f64::from(row.target.bands.beyond_20())),
        Key::Uncertain => Some(f64::from(row.uncertain())),
        Key::Venues => Some(f64::from(row.territory.venues)),
        Key::VenuesPerFar => row.venues_per_10_000_far(),
        Key::Seconds => row.nearest().map(|nearest| f64::from(nearest.seconds[1])),
    }
}

/// The name without accents and case, so that É comes with E.
fn folded(name: &str) -> String {
    name.chars()
        .map(|letter| match letter {
            'À' | 'Â' | 'à' | 'â' => 'a',
            'Ç' | 'ç' => 'c',
            'É' | 'È' | 'Ê' | 'Ë' | 'é' | 'è' | 'ê' | 'ë' => 'e',
            'Î' | 'Ï' | 'î' | 'ï' => 'i',
            'Ô' | 'Ö' | 'ô' | 'ö' => 'o',
            'Ù' | 'Û' | 'Ü' | 'ù' | 'û' | 'ü' => 'u',
            'Ÿ' | 'ÿ' => 'y',
            other => other.to_ascii_lowercase(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_one_order_and_leads_back_to_itself() {
        let words = orders();
        for word in &words {
            assert_eq!(Order::named(word).map(Order::word), Some(*word));
        }
        assert_eq!(words.len(), 2 * ALL.len());
        assert_eq!(Order::named("--nom"), None);
    }

    #[test]
    fn what_is_not_known_comes_last_both_ways() {
        let up = |order| order;
        assert_eq!(known_first(None, Some(1.0), up), Ordering::Greater);
        assert_eq!(known_first(None, Some(1.0), Ordering::reverse), Ordering::Greater);
        assert_eq!(known_first(Some(2.0), Some(1.0), Ordering::reverse), Ordering::Less);
    }
}
