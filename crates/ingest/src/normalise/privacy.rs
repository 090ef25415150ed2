//! Free text without people's contacts: a helper's mobile with their name, an e-mail address that names someone.
//!
//! A mobile number in a text is kept when it is the venue's own, or when the words before it invite the public to call
//! (`sur rendez-vous au`, `accueil`, `mairie`) and no name stands beside it. Otherwise it is a helper's.

use super::email::{EmailCell, addresses};
use super::phone;
use portee_domain::Phone;
use regex::{Captures, Regex};
use std::sync::LazyLock;

/// A mobile number, after at most three capitalised words (a name) and the label before them.
static MOBILE: LazyLock<Regex> = LazyLock::new(|| {
    let label = r"(?:(?i:contact(?:er|ez)?|joindre|appeler|appelez|auprès de|avec)\s*:?\s*)?";
    let title = r"(?:(?:M|Mr|Mme|Mlle|Monsieur|Madame)\b\.?\s*)";
    let name = r"\p{Lu}[\p{L}’'-]+(?:\s+\p{Lu}[\p{L}’'-]+){0,2}";
    let between = r"\s*(?:[:,(/–-]|\bau\b|\btél\b\.?|\btel\b\.?|\bport\b\.?)*\s*";
    let number = r"(?:(?:\+|00)33\s*(?:\(0\))?\s*|0)[67](?:[\s.\-/]*\d{2}){4}\b\)?";
    let text = format!("(?P<who>{label}{title}?(?P<name>{name}){between}|)(?P<number>{number})");
    Regex::new(&text).expect("a fixed pattern, compiled by every test")
});
static EMAIL: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)+").expect("a fixed pattern, compiled by every test"));
/// Words that begin a sentence with a capital and are no one's name.
static NO_NAME: LazyLock<Regex> = LazyLock::new(|| {
    let words = "t[ée]l|port|mobile|contact|rdv|rendez|prise|accueil|mairie|num|renseignement|inscription|r[ée]serv|appel|\
        france|service|maison|bus|m[ée]diath|biblio|point|espace|secr[ée]t|standard|pour|ou|au|par|sur|info|permanence|lundi|\
        mardi|mercredi|jeudi|vendredi|samedi|dimanche|ccas|association|centre|via|sms|merci";
    Regex::new(&format!("(?i)^(?:{words})")).expect("a fixed pattern, compiled by every test")
});
/// Words that invite the public to call.
static INVITES: LazyLock<Regex> = LazyLock::new(|| {
    let words = "rdv|rendez|r[ée]serv|inscri|appel|accueil|mairie|renseign|contact|t[ée]l[ée]phone|joindre|bus|service";
    Regex::new(&format!("(?i)(?:{words})")).expect("a fixed pattern, compiled by every test")
});
/// How far before a number its invitation may stand, in characters.
const REACH: usize = 60;

/// The text without people's contacts, and whether some were taken out. `about` is the name and commune of the venue,
/// `own` its number. Doing it twice changes nothing more.
#[must_use]
pub fn without_people(text: &str, about: &str, own: Option<&Phone>) -> (String, bool) {
    let mut kept = text.to_owned();
    // What is taken out may leave another number beside a name: until nothing changes. Each turn shortens the text.
    loop {
        let next = without_mobiles(&without_emails(&kept, about), own);
        if next == kept {
            let taken = kept != text;
            return (kept, taken);
        }
        kept = settled(&next);
    }
}

/// Whether a name stands beside a mobile number.
#[must_use]
pub fn names_someone(text: &str) -> bool {
    MOBILE.captures_iter(text).any(|found| is_named(&found))
}

fn is_named(found: &Captures<'_>) -> bool {
    found.name("name").is_some_and(|name| !NO_NAME.is_match(name.as_str()))
}

fn without_emails(text: &str, about: &str) -> String {
    let keep = |found: &Captures<'_>| {
        let personal = addresses(&found[0], about).any(|cell| cell == EmailCell::Personal);
        if personal { String::new() } else { found[0].to_owned() }
    };
    EMAIL.replace_all(text, keep).into_owned()
}

fn without_mobiles(text: &str, own: Option<&Phone>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    for found in MOBILE.captures_iter(text) {
        let (Some(all), Some(number)) = (found.get(0), found.name("number")) else {
            continue;
        };
        let named = is_named(&found);
        let is_own = own.is_some() && phone::first_number(number.as_str(), None).as_ref() == own;
        if text[..all.start()].ends_with(|c: char| c.is_ascii_digit()) {
            // The end of a longer number.
            continue;
        }
        let start = text[..number.start()]
            .char_indices()
            .rev()
            .take(REACH)
            .last()
            .map_or(0, |(at, _)| at);
        let invited = INVITES.is_match(&text[start..number.start()]);
        let end = if named {
            all.start()
        } else if is_own || invited {
            number.end()
        } else {
            number.start()
        };
        out.push_str(&text[from..end]);
        from = number.end();
    }
    out.push_str(&text[from..]);
    out
}

/// The text without the separators that now separate nothing.
fn settled(text: &str) -> String {
    let lines = text.lines().map(|line| {
        let words = line.split_whitespace().collect::<Vec<_>>().join(" ");
        words
            .trim_end_matches([' ', ':', '-', '–', '/', ',', ';', '('])
            .trim_start_matches([' ', ',', ';', '/'])
            .to_owned()
    });
    lines.collect::<Vec<_>>().join("\n").trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn kept(text: &str) -> String {
        without_people(text, "Mairie de Die", None).0
    }

    #[test]
    fn a_name_with_its_mobile_is_taken_out() {
        for (text, rest) in [
            (
                "Mardi = Mairie // Contact : Adrianne - 06.45.90.01.58",
                "Mardi = Mairie",
            ),
            (
                "Contacter M. BRET au 06 79 73 08 12 pour plus de renseignements.",
                "pour plus de renseignements.",
            ),
            (
                "n'hésitez pas à contacter Nassima MESSAI au 0675076155",
                "n'hésitez pas à",
            ),
            ("Contact : jean.dupont@exemple.fr", "Contact"),
            ("Zoé Martin 07 12 34 56 78, Luc Petit 06 12 34 56 78", ""),
        ] {
            let (found, taken) = without_people(text, "Mairie de Die", None);
            assert_eq!((found.as_str(), taken), (rest, true), "{text}");
        }
    }

    #[test]
    fn the_number_that_the_public_is_invited_to_call_stays() {
        for text in [
            "Possibilité de prendre rendez-vous au 04.75.91.40.07 ou 06.38.02.34.11",
            "Pour joindre l'association : 06 66 81 31 09",
            "Tel : 04 75 94 43 99, mail : contact@exemple.fr",
            "Le bus passe le mardi. 04 75 22 06 06",
        ] {
            assert_eq!(kept(text), text);
        }
        let own = "+33612345678".parse().unwrap();
        let text = "Zone rurale, 06 12 34 56 78";
        assert_eq!(without_people(text, "", Some(&own)).0, text);
        assert_eq!(kept(text), "Zone rurale");
    }

    proptest! {
        #[test]
        fn taking_people_out_twice_changes_nothing(text in "((Zoé|M\\. Petit|Contact|au|rdv|06 12 34 56 78|0712345678|a\\.b@c\\.fr|[,:/-]|\\.) ?){0,10}") {
            let once = kept(&text);
            prop_assert_eq!(kept(&once), once);
        }

        #[test]
        fn any_text_is_read_without_panic(text in any::<String>(), about in any::<String>()) {
            let _ = without_people(&text, &about, None);
        }
    }
}
