//! Place names brought to the form in which they are compared.
//!
//! "Saint-Étienne", "ST ETIENNE" and "st. etienne cedex 2" are one name; so are "Lyon 3e Arrondissement", "lyon 3ème"
//! and "LYON 03".

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Words that people leave out or add.
const ARTICLES: [&str; 11] = ["le", "la", "les", "l", "d", "de", "du", "des", "au", "aux", "et"];

/// No place name is longer; what follows is ignored.
const LONGEST: usize = 120;

/// A name in comparable form: ASCII letters and digits, lower case, words separated by one space.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Name {
    /// With its articles: `l hay les roses`.
    pub(crate) strict: String,
    /// Without them: `hay roses`. Never empty unless `strict` is.
    pub(crate) loose: String,
}

impl Name {
    /// The comparable form of any text.
    pub(crate) fn new(text: &str) -> Self {
        let words = words(text);
        let essential: Vec<&str> = words
            .iter()
            .map(String::as_str)
            .filter(|word| !ARTICLES.contains(word))
            .collect();
        let strict = words.join(" ");
        let loose = if essential.is_empty() {
            strict.clone()
        } else {
            essential.join(" ")
        };
        Self { strict, loose }
    }
}

/// One bit for each letter and digit that the text holds.
pub(crate) fn letters(text: &str) -> u64 {
    text.bytes().fold(0, |bits, byte| match byte {
        b'a'..=b'z' => bits | 1 << (byte - b'a'),
        b'0'..=b'9' => bits | 1 << (byte - b'0' + 26),
        _ => bits,
    })
}

/// The words of a text, abbreviations spelled out, ordinals as numbers, without "cedex" and "arrondissement".
fn words(text: &str) -> Vec<String> {
    let mut folded = String::new();
    for c in text
        .chars()
        .take(LONGEST)
        .nfkd()
        .filter(|c| !is_combining_mark(*c))
        .flat_map(char::to_lowercase)
    {
        match c {
            'œ' => folded.push_str("oe"),
            'æ' => folded.push_str("ae"),
            '/' if folded.ends_with(" s") || folded.ends_with("-s") => folded.push_str("ur "),
            c if c.is_ascii_alphanumeric() => folded.push(c),
            _ => folded.push(' '),
        }
    }
    let mut words: Vec<String> = Vec::new();
    let mut after_cedex = false;
    for word in folded.split(' ').filter(|word| !word.is_empty()) {
        let number = ordinal(word);
        let cedex_number = std::mem::replace(&mut after_cedex, word == "cedex") && number.is_some();
        match word {
            "cedex" => {}
            _ if cedex_number => {}
            "arrondissement" | "arrondissements" | "arrdt" | "ardt" | "arr" if ends_with_number(&words) => {}
            _ => words.push(number.unwrap_or_else(|| spelled_out(word).to_owned())),
        }
    }
    words
}

fn ends_with_number(words: &[String]) -> bool {
    words
        .last()
        .is_some_and(|word| word.bytes().all(|b| b.is_ascii_digit()))
}

/// `3e`, `3eme`, `03` → `3`; numbers of three digits or more stay as they are.
fn ordinal(word: &str) -> Option<String> {
    let digits = word.bytes().take_while(u8::is_ascii_digit).count();
    let suffix = &word[digits..];
    let ordinal = matches!(suffix, "" | "e" | "er" | "eme" | "ieme" | "em" | "nd" | "ere");
    ((1..=2).contains(&digits) && ordinal)
        .then(|| word[..digits].parse::<u8>().ok())
        .flatten()
        .map(|number| number.to_string())
}

fn spelled_out(word: &str) -> &str {
    match word {
        "st" => "saint",
        "ste" => "sainte",
        "sts" => "saints",
        "stes" => "saintes",
        "nd" => "notre dame",
        word => word,
    }
}

/// Whether one text becomes the other by one edit: a letter more, less, changed, or two neighbours swapped.
pub(crate) fn one_edit_apart(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    if a.len().abs_diff(b.len()) > 1 {
        return false;
    }
    let start = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let (a, b) = (&a[start..], &b[start..]);
    let end = a.iter().rev().zip(b.iter().rev()).take_while(|(x, y)| x == y).count();
    match (&a[..a.len() - end], &b[..b.len() - end]) {
        ([first, second], [third, fourth]) => (first, second) == (fourth, third),
        (left, right) => left.len() <= 1 && right.len() <= 1,
    }
}

/// Whether `typed` becomes the beginning of `name` by one edit.
pub(crate) fn one_edit_from_beginning(typed: &str, name: &str) -> bool {
    let (typed, name) = (typed.as_bytes(), name.as_bytes());
    let start = typed.iter().zip(name).take_while(|(x, y)| x == y).count();
    let (typed, name) = (&typed[start..], &name[start..]);
    match (typed, name) {
        ([], _) | ([_], []) => true,
        ([_, typed_rest @ ..], [_, name_rest @ ..]) => {
            let swapped = typed.len() >= 2 && name.len() >= 2 && typed[..2] == [name[1], name[0]];
            name_rest.starts_with(typed_rest)
                || name.starts_with(typed_rest)
                || name_rest.starts_with(typed)
                || swapped && name[2..].starts_with(&typed[2..])
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn spellings_of_one_name_are_equal() {
        for (a, b) in [
            ("Saint-Étienne", "st. ETIENNE cedex 2"),
            ("Lyon 3e Arrondissement", "LYON 03"),
            ("Marseille 1er Arrondissement", "marseille 1"),
            ("Chalon-sur-Saône", "CHALON S/SAONE"),
            ("Œuilly", "oeuilly"),
            ("L’Haÿ-les-Roses", "l'hay les roses"),
            ("Sainte-Luce", "STE LUCE"),
        ] {
            assert_eq!(Name::new(a).strict, Name::new(b).strict);
        }
    }

    #[test]
    fn articles_are_left_out_of_the_loose_form_only() {
        let name = Name::new("L'Haÿ-les-Roses");
        assert_eq!(
            (name.strict.as_str(), name.loose.as_str()),
            ("l hay les roses", "hay roses")
        );
        assert_eq!(Name::new("Les").loose, "les");
    }

    #[test]
    fn one_edit_is_one_letter_more_less_changed_or_two_swapped() {
        for (a, b, apart) in [
            ("grenble", "grenoble", true),
            ("grenobble", "grenoble", true),
            ("grenable", "grenoble", true),
            ("gernoble", "grenoble", true),
            ("grenble", "grenobles", false),
            ("geronble", "grenoble", false),
        ] {
            assert_eq!(one_edit_apart(a, b), apart, "{a} {b}");
        }
        for (a, b, apart) in [
            ("marsiel", "marseille", true),
            ("marseli", "marseille", true),
            ("maarsei", "marseille", true),
            ("mrseil", "marseille", true),
            ("mrsiel", "marseille", false),
        ] {
            assert_eq!(one_edit_from_beginning(a, b), apart, "{a} {b}");
        }
    }

    proptest! {
        #[test]
        fn any_text_gives_a_plain_name(text in any::<String>()) {
            let name = Name::new(&text);
            prop_assert!(name.strict.bytes().all(|b| b == b' ' || b.is_ascii_lowercase() || b.is_ascii_digit()));
            prop_assert_eq!(name.loose.is_empty(), name.strict.is_empty());
            prop_assert_eq!(&Name::new(&name.strict).strict, &name.strict);
        }

        #[test]
        fn an_edit_is_found_wherever_it_is_made(text in "[a-z ]{1,12}", at in 0..12_usize, letter in b'a'..=b'z', tail in "[a-z]{0,4}") {
            let at = at.min(text.len());
            let longer = format!("{}{}{}", &text[..at], char::from(letter), &text[at..]);
            prop_assert!(one_edit_apart(&text, &longer) && one_edit_apart(&longer, &text));
            prop_assert!(one_edit_from_beginning(&longer, &(text.clone() + &tail)));
            prop_assert!(one_edit_from_beginning(&text, &(longer.clone() + &tail)));
        }
    }
}
