//! Addresses as people write them: number and street on one side, the rest (building, BP, CS) on the other.

use super::text;
use regex::Regex;
use std::sync::LazyLock;

/// An address taken apart.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Address {
    /// Number and street, without postcode or town.
    pub street: String,
    /// Building, floor, BP, CS: what helps to find the door.
    pub complement: Option<String>,
    /// Whether an e-mail address stood in it; it was taken out.
    pub had_email: bool,
}

fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("a fixed pattern, compiled by every test")
}

static EMAIL: LazyLock<Regex> = LazyLock::new(|| pattern(r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)+"));
/// `BP 40038`, `B.P.12`, `CS 50085`, `TSA 1234`: where letters go.
static BOX: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?i)[\s,;–-]*\b(?:(BP|B\.P\.|TSA)[\s:n°.]*([a-z]{0,3} ?\d{1,6})|(CS) ?(\d{3,6}))\b[\s,;–-]*")
});
static EMPTY_BOX: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)^bp\b[\s:.-]+|[\s,-]+bp[\s:.-]*$"));
static CEDEX: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)[\s,–-]*\bcedex\b(?:\s*\d{1,2}\b)?"));
static NUMBER: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)^(?:n°\s*)?(\d+)\s*(bis|ter|quater)?\b\s*,?\s+(.*)$"));
static STREET: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"(?i)^(?:\d|(?:rue|avenue|boulevard|place|chemin|route|allée|impasse|square|quai|cours|faubourg|esplanade|",
        r"passage|montée|promenade|mail|sente|lotissement|rond-point|(?:av|bd|pl|rte|che|imp|all)\b))"
    ))
});

/// Street types that people shorten, and what they stand for.
const TYPES: [(&str, &str); 18] = [
    ("av", "avenue"),
    ("ave", "avenue"),
    ("bd", "boulevard"),
    ("bld", "boulevard"),
    ("bvd", "boulevard"),
    ("pl", "place"),
    ("r", "rue"),
    ("rte", "route"),
    ("che", "chemin"),
    ("chem", "chemin"),
    ("all", "allée"),
    ("imp", "impasse"),
    ("sq", "square"),
    ("fg", "faubourg"),
    ("crs", "cours"),
    ("lot", "lotissement"),
    ("res", "résidence"),
    ("esp", "esplanade"),
];

/// Takes an address apart. `postcode` and `commune` are those of the row: both are taken out where the address repeats
/// them. The street of a result gives itself again.
#[must_use]
pub fn address(written: &str, postcode: Option<&str>, commune: Option<&str>) -> Address {
    let clean = text::paragraphs(written);
    let without_email = EMAIL.replace_all(&clean, "").into_owned();
    let had_email = without_email != clean;
    let mut aside: Vec<String> = Vec::new();
    let lines: Vec<String> = without_email
        .lines()
        .map(|line| tidy(line, postcode, commune, &mut aside))
        .filter(|line| !line.is_empty())
        .collect();
    let is_street = |line: &&String| STREET.is_match(line);
    let street = match lines.iter().filter(is_street).count() {
        // One line of several is the street: the others say where it is.
        1 if lines.len() > 1 => {
            let (street, others): (Vec<_>, Vec<_>) = lines.iter().partition(|line| is_street(line));
            aside.splice(0..0, others.into_iter().cloned());
            street.into_iter().next().cloned().unwrap_or_default()
        }
        _ => lines.join(" "),
    };
    Address {
        street: settled(&street, postcode, commune, &mut aside),
        complement: (!aside.is_empty()).then(|| aside.join(", ")),
        had_email,
    }
}

/// The street once nothing more changes.
fn settled(street: &str, postcode: Option<&str>, commune: Option<&str>, aside: &mut Vec<String>) -> String {
    let mut street = tidy(street, postcode, commune, aside);
    // Each turn takes something out or spells a street type in full, which happens once. What is taken out may bare a mark of a
    // wiki that stood behind it.
    loop {
        let next = tidy(&text::line(&street), postcode, commune, aside);
        if next == street {
            return street;
        }
        street = next;
    }
}

fn tidy(line: &str, postcode: Option<&str>, commune: Option<&str>, aside: &mut Vec<String>) -> String {
    let line = without_town(line, postcode, commune);
    let line = CEDEX.replace_all(&line, "").into_owned();
    for found in BOX.captures_iter(&line) {
        let part = |at: usize| found.get(at).map(|part| part.as_str());
        let kind = part(1).or(part(3)).unwrap_or_default().replace('.', "").to_uppercase();
        let number = part(2).or(part(4)).unwrap_or_default().trim().to_uppercase();
        let text = format!("{kind} {number}");
        if !aside.contains(&text) {
            aside.push(text);
        }
    }
    let line = BOX.replace_all(&line, " ").into_owned();
    let line = EMPTY_BOX.replace_all(&line, "").into_owned();
    let line = line.split_whitespace().collect::<Vec<_>>().join(" ");
    spelled(line.trim_matches([' ', ',', ';', '-', '–', '(', ':']))
}

/// The number apart from what follows (`12bis,rue` → `12 bis rue`), and the street type in full.
fn spelled(line: &str) -> String {
    let found = NUMBER.captures(line);
    let part = |at: usize| found.as_ref().and_then(|found| found.get(at)).map(|part| part.as_str());
    let rest = part(3).unwrap_or(line);
    let (first, tail) = rest.split_once(' ').unwrap_or((rest, ""));
    let short = first.trim_end_matches('.').to_lowercase();
    let full = TYPES
        .iter()
        .find(|(known, _)| *known == short && !tail.is_empty())
        .map(|(_, full)| *full);
    let number = part(1).map(|number| match part(2) {
        Some(repeat) => format!("{number} {}", repeat.to_lowercase()),
        None => number.to_owned(),
    });
    match (number, full) {
        (Some(number), Some(full)) => format!("{number} {full} {tail}"),
        (Some(number), None) => format!("{number} {rest}"),
        (None, Some(full)) => {
            let mut letters = full.chars();
            let capital: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
            format!("{capital}{} {tail}", letters.as_str())
        }
        (None, None) => line.to_owned(),
    }
}

/// An address without the postcode and town that some repeat in it: `12 rue X, 26150 Die`, `12 rue X - Die`. An address
/// that is only a postcode and a town is left empty.
fn without_town(address: &str, postcode: Option<&str>, commune: Option<&str>) -> String {
    let spaced = |code: &str| [code.to_owned(), format!("{} {}", &code[..2], &code[2..])];
    let cut = postcode
        .filter(|code| code.len() == 5 && code.is_ascii())
        .and_then(|code| {
            spaced(code).iter().find_map(|code| {
                let start = address.rfind(code.as_str())?;
                let before = address[..start].chars().next_back();
                let after = address[start + code.len()..].chars().next();
                // A house number that happens to be the postcode.
                let repeats = ["bis", "ter", "quater"].iter().any(|word| {
                    address[start + code.len()..]
                        .trim_start()
                        .to_lowercase()
                        .starts_with(word)
                });
                let apart = !repeats
                    && before.is_none_or(|c| c.is_whitespace() || ",-–(".contains(c))
                    && after.is_none_or(|c| !c.is_alphanumeric());
                apart.then_some(start)
            })
        });
    let kept = cut.map_or(address, |start| &address[..start]);
    let kept = kept.trim_end_matches([' ', ',', '-', '–', '(', ';']);
    let town = commune.map(text::key).filter(|town| !town.is_empty());
    let last = [", ", " - ", " – "]
        .iter()
        .filter_map(|mark| kept.rsplit_once(mark))
        .min_by_key(|(_, last)| last.len());
    match (town, last) {
        (Some(town), Some((street, last))) if text::key(last) == town && !street.trim().is_empty() => street.to_owned(),
        _ => kept.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn street(written: &str) -> String {
        address(written, Some("26150"), Some("Die")).street
    }

    #[test]
    fn the_town_repeated_in_an_address_is_taken_out() {
        for (written, kept) in [
            ("12 rue Basse, 26150 Die", "12 rue Basse"),
            ("12 rue Basse - 26150 DIE", "12 rue Basse"),
            ("12 rue Basse - 26 150 Die Cedex 9", "12 rue Basse"),
            ("12 rue Basse - Die", "12 rue Basse"),
            ("26150 Die", ""),
            ("26150bis rue Haute", "26150 bis rue Haute"),
            ("rue de Die", "rue de Die"),
        ] {
            assert_eq!(street(written), kept, "{written}");
        }
    }

    #[test]
    fn numbers_and_street_types_are_spelled_in_full() {
        for (written, read) in [
            ("12bis, av. Jean Jaurès", "12 bis avenue Jean Jaurès"),
            ("N° 4 PL de la Mairie", "4 place de la Mairie"),
            ("Pl. de la Mairie", "Place de la Mairie"),
            ("17, Place de la Gare", "17 Place de la Gare"),
            ("5-9 rue des Papetiers", "5-9 rue des Papetiers"),
            ("2 B rue Haute", "2 B rue Haute"),
            ("R", "R"),
        ] {
            assert_eq!(street(written), read, "{written}");
        }
    }

    #[test]
    fn boxes_cedex_buildings_and_emails_stand_apart() {
        let read = address("33 bis route du Crotoy BP 40038, 26150 Die Cedex", Some("26150"), None);
        assert_eq!(
            (read.street.as_str(), read.complement.as_deref()),
            ("33 bis route du Crotoy", Some("BP 40038"))
        );
        let read = address(
            "Antenne de Ville\n70 boulevard de la Roche, CS 10070\n26150 Die",
            Some("26150"),
            Some("Die"),
        );
        assert_eq!(read.street, "70 boulevard de la Roche");
        assert_eq!(read.complement.as_deref(), Some("Antenne de Ville, CS 10070"));
        let read = address("avenue Foch jean.dupont@exemple.fr", None, None);
        assert_eq!((read.street.as_str(), read.had_email), ("avenue Foch", true));
        assert_eq!(street("chemin des Alpilles bp "), "chemin des Alpilles");
        assert_eq!(street("Centre CS Jean Moulin"), "Centre CS Jean Moulin");
    }

    proptest! {
        #[test]
        fn a_street_read_once_is_read_the_same_again(written in "([0-9]{1,3} ?(bis|TER)?,? ?)?(av\\.|R|PL|rue|bp|CS)? ?[a-zA-Zé0-9 ,-]{0,30}( - | BP 12| cedex 9|26150 Die)?") {
            let once = street(&written);
            prop_assert_eq!(street(&once), once);
        }

        #[test]
        fn any_text_is_read_without_panic(written in any::<String>(), postcode in any::<String>(), commune in any::<String>()) {
            let _ = address(&written, Some(&postcode), Some(&commune));
        }
    }
}
