//! Telephone numbers, as people write them, to E.164.

use portee_domain::Phone;
use regex::Regex;
use std::sync::LazyLock;

static SLASHES: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\b(\d\d)/(\d\d)/(\d\d)/(\d\d)/(\d\d)\b").expect("a fixed pattern, compiled by every test")
});

/// The number of a text that is published, in E.164: the first that can be read, a fixed line before a mobile.
/// `departement` (`988`, `975`…) tells how to read the short numbers of territories without a national prefix.
///
/// Two numbers in one cell are common; only one is kept. A mobile that is the only one is kept: the files describe venues,
/// and a library's or a France Services bus's only number may be a mobile. What makes it a person's is decided by the
/// row (`contact`).
///
/// Numbering: ARCEP, decision 2018-0881 (plan national de numérotation); ITU-T E.164 for the country codes.
#[must_use]
pub fn first_number(text: &str, departement: Option<&str>) -> Option<Phone> {
    let mut found = pieces(text).filter_map(|piece| number(&piece, departement));
    let first = found.next()?;
    if !is_mobile(&first) {
        return Some(first);
    }
    Some(found.find(|phone| !is_mobile(phone)).unwrap_or(first))
}

/// Whether a number is a mobile one, overseas included.
#[must_use]
pub fn is_mobile(phone: &Phone) -> bool {
    let mobiles = [
        "+336", "+337", "+262692", "+262693", "+262639", "+590690", "+590691", "+594694", "+596696", "+596697",
        "+6877", "+6878", "+6879", "+68987", "+68989",
    ];
    mobiles.iter().any(|start| phone.as_str().starts_with(start))
}

/// The short number of a text (`3949`, `36 46`): a national service, not the venue, and the standard has no place for it.
#[must_use]
pub fn short_number(text: &str) -> Option<String> {
    let head: String = text
        .chars()
        .skip_while(|c| !c.is_ascii_digit())
        .take_while(|c| c.is_ascii_digit() || *c == ' ')
        .collect();
    let digits: String = head.chars().filter(char::is_ascii_digit).collect();
    (digits.len() == 4 && digits.starts_with('3')).then_some(digits)
}

/// Whether a cell names someone beside the number: `Adrianne - 06…`, `Mme Martin 06…`.
#[must_use]
pub fn names_someone(text: &str) -> bool {
    super::privacy::names_someone(text)
}

/// The candidate numbers: runs of digits with their usual separators; letters and `/ , ; |` end a run.
fn pieces(text: &str) -> impl Iterator<Item = String> + use<> {
    // `03/59/73/41/80`: a slash between pairs is no separator of numbers.
    let pairs = SLASHES.replace(text, "$1$2$3$4$5").into_owned();
    let runs: Vec<String> = pairs
        .split(|c: char| !(c.is_ascii_digit() || "+().-_ \u{A0}\u{202F}‑–".contains(c)))
        .map(str::to_owned)
        .collect();
    runs.into_iter()
        .map(|run| run.replace("(0)", ""))
        .map(|run| {
            run.chars()
                .filter(|c| c.is_ascii_digit() || *c == '+')
                .collect::<String>()
        })
        .filter(|run| run.len() >= 6)
}

/// One number, its separators removed.
fn number(run: &str, departement: Option<&str>) -> Option<Phone> {
    let international = run
        .strip_prefix('+')
        .or_else(|| run.strip_prefix("00"))
        .map(|digits| digits.split('+').next().unwrap_or_default());
    if let Some(digits) = international {
        return with_country_code(digits);
    }
    let digits = run.split('+').next().unwrap_or_default();
    match (digits.len(), departement) {
        (6, Some("988")) => format!("+687{digits}").parse().ok(),
        (6, Some("986")) => format!("+681{digits}").parse().ok(),
        (6, Some("975")) => format!("+508{digits}").parse().ok(),
        (8, Some("987")) => format!("+689{digits}").parse().ok(),
        // A spreadsheet took the number for a quantity and dropped its zero.
        (9, _) if !digits.starts_with('0') => national(&format!("0{digits}")),
        (11.., _) if digits.starts_with("33") => with_country_code(digits),
        (10.., _) => national(digits.get(..10)?),
        _ => None,
    }
}

/// A number that starts with its country code, `+` removed.
fn with_country_code(digits: &str) -> Option<Phone> {
    if let Some(rest) = digits.strip_prefix("33") {
        let rest = rest.strip_prefix('0').unwrap_or(rest);
        // `+33 590…` is a Guadeloupe number whose writer took France's code.
        return national(&format!("0{}", rest.get(..9)?));
    }
    // Mayotte left +269 (now the Comoros') for +262 in 2007; files still have it.
    if let Some(rest) = digits.strip_prefix("269").filter(|rest| rest.len() == 9) {
        return national(&format!("0{rest}")).filter(|phone| phone.as_str().starts_with("+262"));
    }
    for code in ["262", "590", "594", "596"] {
        if let Some(rest) = digits.strip_prefix(code) {
            let rest = rest.strip_prefix('0').unwrap_or(rest);
            let e164 = national(&format!("0{}", rest.get(..9)?))?;
            return e164.as_str()[1..].starts_with(code).then_some(e164);
        }
    }
    for (code, length) in [("687", 6), ("508", 6), ("681", 6), ("689", 8)] {
        if let Some(rest) = digits.strip_prefix(code) {
            return format!("+{code}{}", rest.get(..length)?).parse().ok();
        }
    }
    None
}

/// A number of ten digits in the French plan; its first four say which country code it belongs to.
fn national(digits: &str) -> Option<Phone> {
    let rest = digits
        .strip_prefix('0')
        .filter(|rest| rest.len() == 9 && !rest.starts_with('0'))?;
    let code = match digits.get(..4)? {
        "0262" | "0263" | "0269" | "0639" | "0692" | "0693" => "262",
        "0590" | "0690" | "0691" => "590",
        "0594" | "0694" => "594",
        "0596" | "0696" | "0697" => "596",
        _ => "33",
    };
    format!("+{code}{rest}").parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(text: &str) -> Option<String> {
        first_number(text, None).map(|phone| phone.as_str().to_owned())
    }

    #[test]
    fn numbers_are_read_as_people_write_them() {
        for (written, e164) in [
            ("04 75 22 06 06", "+33475220606"),
            ("Tel : 01.53.09.24.38 (accueil)", "+33153092438"),
            ("475220606", "+33475220606"),
            ("+33 (0)4 75 22 06 06", "+33475220606"),
            ("0033475220606", "+33475220606"),
            ("+330475220606", "+33475220606"),
            ("04 75 22 06 06 / 06 12 34 56 78", "+33475220606"),
            ("04 75 22 06 06 ou 06 12 34 56 78", "+33475220606"),
            ("04752206060612345678", "+33475220606"),
            ("poste 12, 04-75-22-06-06", "+33475220606"),
            ("06 12 34 56 78 / 04 75 22 06 06", "+33475220606"),
            ("06 12 34 56 78 / 07 12 34 56 78", "+33612345678"),
            ("04/75/22/06/06", "+33475220606"),
            ("(+33)475220606", "+33475220606"),
            ("'+33 4 75 22 06 06", "+33475220606"),
        ] {
            assert_eq!(read(written).as_deref(), Some(e164), "{written}");
        }
    }

    #[test]
    fn overseas_numbers_take_their_own_country_code() {
        for (written, e164) in [
            ("0262 30 08 08", "+262262300808"),
            ("0692123456", "+262692123456"),
            ("0269 61 00 00", "+262269610000"),
            ("0639 12 34 56", "+262639123456"),
            ("0590 12 34 56", "+590590123456"),
            ("590123456", "+590590123456"),
            ("+33 590 12 34 56", "+590590123456"),
            ("+596 596 65 24 35", "+596596652435"),
            ("+596 0596 65 24 35", "+596596652435"),
            ("0694 12 34 56", "+594694123456"),
            ("+269 269 60 12 82", "+262269601282"),
            ("+687 28 12 34", "+687281234"),
        ] {
            assert_eq!(read(written).as_deref(), Some(e164), "{written}");
        }
        let noumea = first_number("28.12.34", Some("988")).unwrap();
        assert_eq!(noumea.as_str(), "+687281234");
    }

    #[test]
    fn what_is_no_number_is_not_made_one() {
        for text in [
            "",
            "3949",
            "12 34 56",
            "00 00 00 00 00",
            "+44 20 7946 0000",
            "non communiqué",
            "04 75 22 06",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn short_numbers_and_names_are_recognised() {
        assert_eq!(
            short_number("Contact demandeur d'emploi : 3949").as_deref(),
            Some("3949")
        );
        assert_eq!(short_number("36 46 (0,06 €/mn)").as_deref(), Some("3646"));
        assert_eq!(short_number("04 75 22 06 06"), None);
        assert!(names_someone("Adrianne - 06 12 34 56 78"));
        for venue in [
            "Mairie 06 12 34 56 78 ou 04 75 22 06 06",
            "06 12 34 56 78",
            "+33612345678",
            "Tel : 0612345678",
        ] {
            assert!(!names_someone(venue), "{venue}");
        }
    }

    proptest! {
        #[test]
        fn a_number_read_once_is_read_the_same_again(text in "[+0-9 ()./-]{0,24}") {
            if let Some(phone) = first_number(&text, None) {
                prop_assert_eq!(first_number(phone.as_str(), None), Some(phone));
            }
        }

        #[test]
        fn any_text_is_read_without_panic(text in any::<String>()) {
            let _ = first_number(&text, Some("988"));
        }
    }
}
