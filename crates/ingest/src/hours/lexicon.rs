//! The words and phrases of French opening hours, without accents and in lower case, and what each means.

use super::token::{Part, Token};

/// Days of the week from Monday, in full and as they are shortened.
const DAYS: [&[&str]; 7] = [
    &["lundi", "lundis", "lun"],
    &["mardi", "mardis", "mar"],
    &["mercredi", "mercredis", "mer", "merc"],
    &["jeudi", "jeudis", "jeu"],
    &["vendredi", "vendredis", "ven", "vend"],
    &["samedi", "samedis", "sam"],
    &["dimanche", "dimanches", "dim"],
];

const MONTHS: [&[&str]; 12] = [
    &["janvier", "janv"],
    &["fevrier", "fev"],
    &["mars"],
    &["avril", "avr"],
    &["mai"],
    &["juin"],
    &["juillet", "juil"],
    &["aout"],
    &["septembre", "sept"],
    &["octobre", "oct"],
    &["novembre", "nov"],
    &["decembre", "dec"],
];

/// Words that change nothing about when a place is open.
const SILENT: [&str; 57] = [
    "de",
    "du",
    "des",
    "le",
    "la",
    "les",
    "l",
    "d",
    "en",
    "au public",
    "ouvert",
    "ouverte",
    "ouverts",
    "ouvertes",
    "ouverture",
    "ouvertures",
    "horaire",
    "horaires",
    "h",
    "public",
    "accueil",
    "permanence",
    "permanences",
    "bureau",
    "bureaux",
    "journee continue",
    "en continu",
    "continu",
    "non stop",
    "nonstop",
    "sans interruption",
    "toute l annee",
    "sans rdv",
    "sans inscription",
    "acces libre",
    "libre acces",
    "entree libre",
    "libre",
    "tout public",
    "tous publics",
    "chaque",
    "tous",
    "toutes",
    "du mois",
    "par mois",
    "chaque mois",
    "de chaque mois",
    "disponible",
    "avec ou sans rdv",
    "inclus",
    "accueil physique",
    "ou sur rdv",
    "et / ou sur rdv",
    "et ou sur rdv",
    "uniquement",
    "jours",
    "heures d ouverture",
];

/// Phrases with a meaning of their own. `@` stands for a day of the week.
#[expect(clippy::too_many_lines, reason = "a table")]
fn phrases() -> Vec<(&'static str, Token)> {
    use Token::{
        Appointment, Closed, Days, Doubt, Except, NotInSchoolHolidays, NotOnPublicHolidays, Ordinal, Parity, PartOfDay,
    };
    let fortnight = "une semaine sur deux";
    vec![
        ("tous les jours", Days([true; 7])),
        ("7 jours sur 7", Days([true; 7])),
        ("7 jours / 7", Days([true; 7])),
        ("7 j / 7", Days([true; 7])),
        ("en semaine", Days([true, true, true, true, true, false, false])),
        ("jours ouvres", Days([true, true, true, true, true, false, false])),
        ("weekend", Days([false, false, false, false, false, true, true])),
        ("weekends", Days([false, false, false, false, false, true, true])),
        ("ferme", Closed),
        ("fermee", Closed),
        ("fermes", Closed),
        ("fermeture", Closed),
        ("fermeture au mois d", Closed),
        ("fermeture le mois d", Closed),
        ("fermeture pour le mois d", Closed),
        ("ferme au mois d", Closed),
        ("fermee au mois d", Closed),
        ("pas d accueil", Closed),
        ("sauf", Except),
        ("sauf le", Except),
        ("excepte", Except),
        ("matin", PartOfDay(Part::Morning)),
        ("matins", PartOfDay(Part::Morning)),
        ("matinee", PartOfDay(Part::Morning)),
        ("apresmidi", PartOfDay(Part::Afternoon)),
        ("toute la journee", Token::Silent),
        ("sur rdv", Appointment),
        ("sur prise de rdv", Appointment),
        ("uniquement sur rdv", Appointment),
        ("seulement sur rdv", Appointment),
        ("exclusivement sur rdv", Appointment),
        ("rdv", Appointment),
        ("prendre rdv", Appointment),
        ("avec rdv", Appointment),
        ("sur rdv uniquement", Appointment),
        ("sur inscription", Appointment),
        ("sur reservation", Appointment),
        ("sur demande", Appointment),
        ("jours feries", Token::PublicHolidays),
        ("hors jours feries", NotOnPublicHolidays),
        ("sauf jours feries", NotOnPublicHolidays),
        ("sauf les jours feries", NotOnPublicHolidays),
        ("sauf jour ferie", NotOnPublicHolidays),
        ("hors vacances scolaires", NotInSchoolHolidays),
        ("sauf vacances scolaires", NotInSchoolHolidays),
        ("hors vacances", NotInSchoolHolidays),
        ("hors conges scolaires", NotInSchoolHolidays),
        ("hors periode de vacances scolaires", NotInSchoolHolidays),
        ("hors periodes de vacances scolaires", NotInSchoolHolidays),
        ("en periode scolaire", NotInSchoolHolidays),
        ("periode scolaire", NotInSchoolHolidays),
        ("vacances scolaires", Token::SchoolHolidays),
        ("les vacances scolaires", Token::SchoolHolidays),
        ("pendant les vacances scolaires", Token::SchoolHolidays),
        ("durant les vacances scolaires", Token::SchoolHolidays),
        ("durant vacances scolaires", Token::SchoolHolidays),
        ("pendant les conges scolaires", Token::SchoolHolidays),
        ("periode de vacances scolaires", Token::SchoolHolidays),
        ("periodes de vacances scolaires", Token::SchoolHolidays),
        ("semaine paire", Parity(0)),
        ("en semaine paire", Parity(0)),
        ("en semaine impaire", Parity(1)),
        ("semaines paires", Parity(0)),
        ("semaine impaire", Parity(1)),
        ("semaines impaires", Parity(1)),
        ("premier", Ordinal(1)),
        ("premiers", Ordinal(1)),
        ("deuxieme", Ordinal(2)),
        ("second", Ordinal(2)),
        ("troisieme", Ordinal(3)),
        ("quatrieme", Ordinal(4)),
        ("dernier", Ordinal(-1)),
        ("derniers", Ordinal(-1)),
        ("une semaine sur deux", Doubt(fortnight)),
        ("une semaine sur 2", Doubt(fortnight)),
        ("1 semaine sur 2", Doubt(fortnight)),
        ("1 semaine sur deux", Doubt(fortnight)),
        ("1 semaine / 2", Doubt(fortnight)),
        ("un @ sur deux", Doubt(fortnight)),
        ("1 @ sur 2", Doubt(fortnight)),
        ("1 @ sur deux", Doubt(fortnight)),
        ("tous les 15 jours", Doubt("tous les quinze jours")),
        ("tout les 15 jours", Doubt("tous les quinze jours")),
        ("tous les quinze jours", Doubt("tous les quinze jours")),
        ("1 x par mois", Doubt("une fois par mois")),
        ("1 fois par mois", Doubt("une fois par mois")),
        ("une fois par mois", Doubt("une fois par mois")),
        ("1 x / mois", Doubt("une fois par mois")),
        ("1 @ par mois", Doubt("une fois par mois")),
        ("un @ par mois", Doubt("une fois par mois")),
        ("2 @ par mois", Doubt("deux fois par mois")),
        ("2 x par mois", Doubt("deux fois par mois")),
        ("deux fois par mois", Doubt("deux fois par mois")),
        ("a", Token::To),
        ("au", Token::To),
        ("jusqu a", Token::To),
        ("jusqu au", Token::To),
        ("et", Token::And),
        ("puis", Token::And),
        ("ainsi que", Token::And),
        ("et de", Token::And),
        ("midi", Token::Time(720)),
    ]
}

/// The longest phrase that the words begin with: how many words it takes and what it means.
pub(super) fn phrase(words: &[&str]) -> Option<(usize, Token)> {
    let silent = SILENT.iter().map(|text| (*text, Token::Silent));
    let found = phrases()
        .into_iter()
        .chain(silent)
        .filter_map(|(text, token)| Some((length(text, words)?, token)))
        .max_by_key(|(length, _)| *length);
    found.or_else(|| {
        let first = words.first()?;
        day(first)
            .map(Token::Day)
            .or_else(|| month(first).map(Token::Month))
            .map(|token| (1, token))
    })
}

/// How many words the phrase takes, when the words begin with it.
fn length(phrase: &str, words: &[&str]) -> Option<usize> {
    let mut count = 0;
    for part in phrase.split(' ') {
        let word = words.get(count)?;
        let same = if part == "@" {
            day(word).is_some()
        } else {
            part == *word
        };
        if !same {
            return None;
        }
        count += 1;
    }
    Some(count)
}

/// The day that a word names, from Monday; one letter too many, missing or wrong is forgiven when no other day is as near.
fn day(word: &str) -> Option<usize> {
    let exact = DAYS.iter().position(|names| names.contains(&word));
    exact.or_else(|| {
        if word.len() < 4 || month(word).is_some() {
            return None;
        }
        let near = |names: &&[&str]| at_most_one_apart(names[0], word) || at_most_one_apart(names[1], word);
        let mut found = (0..7).filter(|day| near(&DAYS[*day]));
        found.next().filter(|_| found.next().is_none())
    })
}

fn month(word: &str) -> Option<u8> {
    let index = MONTHS.iter().position(|names| names.contains(&word))?;
    u8::try_from(index + 1).ok()
}

/// Whether one insertion, removal or replacement at most leads from one word to the other.
fn at_most_one_apart(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let same = short.iter().zip(long).take_while(|(x, y)| x == y).count();
    match long.len() - short.len() {
        0 => same == short.len() || short[same + 1..] == long[same + 1..],
        1 => short[same..] == long[same + 1..],
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_pen_in_a_day_is_forgiven_and_no_more() {
        assert_eq!(day("verdredi"), Some(4));
        assert_eq!(day("jeud"), Some(3));
        assert_eq!(day("saledi"), Some(5));
        assert_eq!(day("mars"), None);
        assert_eq!(day("mardredi"), None);
        assert_eq!(day("midi"), None);
    }

    #[test]
    fn the_longest_phrase_wins() {
        assert_eq!(phrase(&["tous", "les", "jours"]), Some((3, Token::Days([true; 7]))));
        assert_eq!(phrase(&["tous", "lundis"]), Some((1, Token::Silent)));
        assert_eq!(phrase(&["un", "mardi", "sur", "deux"]).map(|found| found.0), Some(4));
        assert_eq!(phrase(&["n", "importe"]), None);
    }
}
