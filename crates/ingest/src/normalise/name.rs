//! Names and addresses shouted in capitals, brought back to a readable case.

/// Short words that stay in lower case inside a name.
const SMALL: [&str; 26] = [
    "de", "du", "des", "la", "le", "les", "et", "au", "aux", "en", "sur", "sous", "par", "pour", "à", "a", "dans",
    "chez", "lès", "lez", "un", "une", "ou", "avec", "l", "d",
];

/// Acronyms of the field that stay in capitals although they could be read as words.
const ACRONYMS: [&str; 46] = [
    "CCAS", "CIAS", "CAF", "CPAM", "EPN", "MJC", "MSAP", "PIMMS", "UDAF", "ADMR", "AFR", "APF", "CIDFF", "CIJ", "CRIJ",
    "BIJ", "PIJ", "EHPAD", "EPIDE", "ESAT", "ADIL", "AGGLO", "ANCT", "CADA", "CHRS", "CIBC", "CRIA", "CSC", "EPCI",
    "EREF", "ESS", "FJT", "GRETA", "INFREP", "IUT", "MDS", "MFS", "MSA", "PLIE", "SARL", "SIAO", "UFCV", "URHAJ",
    "ZAC", "ZA", "ZI",
];

/// Puts a text of capitals only in title case; any text with a lower-case letter was written with care and is kept.
///
/// A word keeps its capitals when it is a known acronym, has no vowel, holds a digit or has at most three letters and is
/// no small word. A single word of up to six letters is taken for an acronym (`APIJE`).
#[must_use]
pub fn readable(text: &str) -> String {
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let single = !text.contains(char::is_whitespace);
    if text.chars().any(char::is_lowercase) || letters < 4 || (single && letters <= 6) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut word = String::new();
    let mut first = true;
    for c in text.chars() {
        if c.is_alphanumeric() {
            word.push(c);
            continue;
        }
        flush(&mut word, &mut out, &mut first, c == '\'' || c == '’');
        out.push(c);
    }
    flush(&mut word, &mut out, &mut first, false);
    out
}

/// Writes the word in its readable case and empties it. `elided`: an apostrophe follows (`D'`, `L'`).
fn flush(word: &mut String, out: &mut String, first: &mut bool, elided: bool) {
    if word.is_empty() {
        return;
    }
    let lower = word.to_lowercase();
    let vowel = |c: char| "aeiouyàâäéèêëîïôöùûüœæ".contains(c);
    let length = word.chars().count();
    if !*first && (SMALL.contains(&lower.as_str()) || (elided && length <= 2)) {
        out.push_str(&lower);
    } else if ACRONYMS.contains(&word.as_str())
        || word.chars().any(char::is_numeric)
        || !lower.chars().any(vowel)
        || (length <= 3 && !SMALL.contains(&lower.as_str()) && !COMMON_SHORT.contains(&lower.as_str()))
    {
        out.push_str(word);
    } else {
        let mut chars = word.chars();
        out.extend(chars.next());
        out.push_str(&chars.as_str().to_lowercase());
    }
    *first = false;
    word.clear();
}

/// Words of three letters or fewer that are no acronyms.
const COMMON_SHORT: [&str; 30] = [
    "rue", "bis", "ter", "av", "bd", "pl", "mer", "val", "bon", "col", "jeu", "lac", "roi", "sud", "est", "vie", "zoo",
    "art", "bus", "pré", "vie", "fil", "pas", "île", "ile", "bel", "léo", "leo", "max", "luc",
];

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn capitals_become_readable_and_acronyms_stay() {
        for (shouted, readable_form) in [
            (
                "MAISON DE SERVICES AU PUBLIC D'ABONDANCE",
                "Maison de Services au Public d'Abondance",
            ),
            ("CCAS DE CENON", "CCAS de Cenon"),
            ("LA CROIX ROUGE", "La Croix Rouge"),
            ("4 AV DE SAINT MENET", "4 Av de Saint Menet"),
            ("APIJE", "APIJE"),
            ("Mairie de TULLE", "Mairie de TULLE"),
            ("FCSF - EPN 13", "FCSF - EPN 13"),
        ] {
            assert_eq!(readable(shouted), readable_form);
        }
    }

    proptest! {
        #[test]
        fn a_readable_name_is_left_alone(text in "[A-ZÉ' -]{0,40}") {
            let once = readable(&text);
            prop_assert_eq!(readable(&once), once);
        }
    }
}
