//! What two names say about being one place's.
//!
//! Raw string ratios are not enough: "CCAS de Cenon" and "Médiathèque de Cenon", "CAF" and "CPAM de la Gironde" are nearly
//! the same letters. Names are compared by their words, and the words that tell what kind of place it is are apart.

use super::kinds::{EXPRESSIONS, Rank, rank};
use crate::normalise::text;
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// Words without meaning for the comparison.
const STOPWORDS: [&str; 38] = [
    "de",
    "du",
    "des",
    "d",
    "la",
    "le",
    "les",
    "l",
    "et",
    "a",
    "au",
    "aux",
    "en",
    "sur",
    "sous",
    "pour",
    "par",
    "un",
    "une",
    "dans",
    "ass",
    "assoc",
    "association",
    "asso",
    "site",
    "antenne",
    "agence",
    "pays",
    "maison",
    "espace",
    "centre",
    "s",
    "numerique",
    "saint",
    "st",
    "sainte",
    "ste",
    "service",
];

/// The expressions between spaces, as they are searched.
static PADDED: LazyLock<Vec<(String, &'static str)>> = LazyLock::new(|| {
    EXPRESSIONS
        .iter()
        .map(|(expression, kind)| (format!(" {expression} "), *kind))
        .collect()
});

/// A name made ready to be compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Name {
    /// The name without spaces: `avenir84` and `avenir 84` are one name.
    key: String,
    pub(super) kinds: BTreeSet<&'static str>,
    /// The words that are neither a kind's, nor the place's, nor empty of meaning.
    pub(super) words: BTreeSet<String>,
    /// The initials of the words, to know `OSPA` in "Office stéphanois pour les aînés".
    initials: String,
}

/// How two names compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Likeness {
    /// Letter for letter.
    Equal,
    /// The same words, but for spelling.
    SameWords,
    /// Most words are common, or one name holds the other.
    Alike,
    /// Some words are common.
    Related,
    /// At least one has no word of its own ("France services", "Mairie"): nothing can be said.
    Bare,
    /// Each has words of its own and none is common.
    Unlike,
}

/// How the kinds of two names compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kinship {
    /// The same organisation or label.
    Same(&'static str),
    /// Neither tells, or one only and it may go with the other.
    Silent,
    /// One tells an organisation, the other only a label: the label's place may be elsewhere in the house.
    OneSided(&'static str),
    /// Both tell, and differently, by habit.
    Differing(&'static str, &'static str),
    /// Both tell, and it cannot be one place.
    Incompatible(&'static str, &'static str),
}

impl Name {
    /// A name, less the words of the place where it stands (its commune and département): all its neighbours share them.
    pub(super) fn new(name: &str, place: &str) -> Self {
        let key = text::key(name);
        let mut rest = format!(" {key} ");
        let mut kinds = BTreeSet::new();
        for (padded, kind) in PADDED.iter() {
            while let Some(at) = rest.find(padded.as_str()) {
                rest.replace_range(at..at + padded.len(), " ");
                kinds.insert(*kind);
            }
        }
        let place = text::key(place);
        let local: BTreeSet<&str> = place.split(' ').collect();
        // Registers of companies cut long names short: "CTRE COM ACTION SOCIALE SALON DE PROVENC".
        // People mistype them: "Maulaucene".
        let of_place = |word: &str| {
            let cut = |whole: &&str| word.len() >= 5 && whole.starts_with(word);
            let mistyped = |whole: &&str| word.len() >= 8 && one_edit(word.as_bytes(), whole.as_bytes());
            local.contains(word) || local.iter().any(|whole| cut(whole) || mistyped(whole))
        };
        let own = |word: &&str| !word.is_empty() && !STOPWORDS.contains(word) && !of_place(word);
        let words: BTreeSet<String> = rest.split(' ').filter(own).map(singular).collect();
        let initials = key
            .split(' ')
            .filter(|word| word.len() > 3 && !STOPWORDS.contains(word))
            .filter_map(|word| word.chars().next())
            .collect();
        let key = key.replace(' ', "");
        Self {
            key,
            kinds,
            words,
            initials,
        }
    }

    /// Adds the kind that another column tells, when the name tells none.
    pub(super) fn or_kind(mut self, kind: Option<&'static str>) -> Self {
        if self.kinds.iter().all(|known| rank(known) == Rank::Label) {
            self.kinds.extend(kind);
        }
        self
    }

    /// Adds the words and kinds of another name.
    pub(super) fn with(mut self, other: Self) -> Self {
        self.kinds.extend(other.kinds);
        self.words.extend(other.words);
        self
    }

    /// Whether an e-mail address begins with this name, written without spaces: `mediance13@`.
    pub(super) fn opens(&self, email: &str) -> bool {
        let desk = email.split('@').next().unwrap_or_default();
        self.key.len() >= 6 && text::key(desk).replace(' ', "") == self.key
    }

    /// Whether one name is the beginning of the other: "La Courneuve Mobile" and "La Courneuve Mobile Gare".
    pub(super) fn begins(&self, other: &Self) -> bool {
        self.key.starts_with(&other.key) || other.key.starts_with(&self.key)
    }

    /// How alike the words are.
    pub(super) fn likeness(&self, other: &Self) -> Likeness {
        if self.key == other.key {
            return Likeness::Equal;
        }
        let (short, long) = if self.words.len() <= other.words.len() {
            (self, other)
        } else {
            (other, self)
        };
        if short.words.is_empty() && long.words.is_empty() {
            let telling = |kind: &&&str| rank(kind) != Rank::Label;
            let common = self.kinds.intersection(&other.kinds).any(|kind| telling(&kind));
            return if common || self.kinds == other.kinds {
                Likeness::SameWords
            } else {
                Likeness::Bare
            };
        }
        let common = short
            .words
            .iter()
            .filter(|word| long.words.iter().any(|known| same_word(word, known)))
            .count();
        let all = short.words.len() + long.words.len() - common;
        let named_by_initials = |a: &Self, b: &Self| a.words.iter().any(|w| w.len() >= 3 && b.initials.starts_with(w));
        if common == all && common > 0 {
            Likeness::SameWords
        } else if short.words.is_empty() {
            Likeness::Bare
        } else if common == short.words.len() && (common >= 2 || all <= 2) || common * 5 >= all * 3 {
            Likeness::Alike
        } else if common > 0 || named_by_initials(self, other) || named_by_initials(other, self) {
            Likeness::Related
        } else {
            Likeness::Unlike
        }
    }

    /// Whether the name has a word of its own.
    pub(super) fn is_bare(&self) -> bool {
        self.words.is_empty()
    }

    /// Whether each name has a word that the other has not.
    pub(super) fn each_has_its_own(&self, other: &Self) -> bool {
        let lacks = |a: &Self, b: &Self| {
            a.words
                .iter()
                .any(|word| !b.words.iter().any(|known| same_word(word, known)))
        };
        lacks(self, other) && lacks(other, self)
    }

    /// Whether the name is the place's alone.
    pub(super) fn says_nothing(&self) -> bool {
        self.words.is_empty() && self.kinds.is_empty()
    }

    /// How the kinds compare.
    pub(super) fn kinship(&self, other: &Self) -> Kinship {
        let moves = |name: &Self| name.kinds.iter().any(|kind| rank(kind) == Rank::Itinerant);
        match (moves(self), moves(other)) {
            (true, false) => return Kinship::Incompatible("itinérant", "fixe"),
            (false, true) => return Kinship::Incompatible("fixe", "itinérant"),
            _ => {}
        }
        let of = |name: &Self, wanted: Rank| -> Option<&'static str> {
            name.kinds.iter().copied().find(|kind| rank(kind) == wanted)
        };
        let organisation = |name: &Self| of(name, Rank::Organisation);
        let telling = |name: &Self| organisation(name).or_else(|| of(name, Rank::Habit));
        let mut common = self.kinds.intersection(&other.kinds).copied();
        if let Some(kind) = common.clone().find(|kind| rank(kind) != Rank::Label) {
            return Kinship::Same(kind);
        }
        let label = common.next();
        match (organisation(self), organisation(other)) {
            (Some(a), Some(b)) => return Kinship::Incompatible(a, b),
            // Both carry the label, and one names the host too: a door has one label of a kind.
            (Some(_), None) | (None, Some(_))
                if label.is_some() && (telling(self).is_none() || telling(other).is_none()) =>
            {
                return label.map_or(Kinship::Silent, Kinship::Same);
            }
            (Some(kind), None) | (None, Some(kind)) => {
                return match (telling(self), telling(other)) {
                    (Some(a), Some(b)) => Kinship::Differing(a, b),
                    _ => Kinship::OneSided(kind),
                };
            }
            (None, None) => {}
        }
        match (telling(self), telling(other), label) {
            (Some(a), Some(b), _) => Kinship::Differing(a, b),
            (_, _, Some(label)) => Kinship::Same(label),
            _ => Kinship::Silent,
        }
    }

    /// The numbers in the words: "Mairie annexe 3" is not "Mairie annexe 4".
    pub(super) fn numbers(&self) -> BTreeSet<&str> {
        let number = |word: &&String| word.starts_with(|c: char| c.is_ascii_digit());
        self.words.iter().filter(number).map(String::as_str).collect()
    }
}

/// A long word without its plural.
fn singular(word: &str) -> String {
    if word.len() > 4 {
        word.trim_end_matches('s')
    } else {
        word
    }
    .to_owned()
}

/// Equal words, long ones that differ by one letter, or one cut short: registers of companies write "Insertion Profess
/// Travailleur Handic".
pub(super) fn same_word(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    a == b || short.len() >= 6 && (long.starts_with(short) || one_edit(a.as_bytes(), b.as_bytes()))
}

/// Whether one insertion, deletion or replacement makes one of the other.
fn one_edit(a: &[u8], b: &[u8]) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    if long.len() - short.len() > 1 {
        return false;
    }
    let head = short.iter().zip(long).take_while(|(x, y)| x == y).count();
    let skip = usize::from(short.len() == long.len());
    short.get(head + skip..).unwrap_or_default() == long.get(head + 1..).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn compare(a: &str, b: &str, place: &str) -> (Likeness, Kinship) {
        let (a, b) = (Name::new(a, place), Name::new(b, place));
        (a.likeness(&b), a.kinship(&b))
    }

    #[test]
    fn two_kinds_of_organisation_are_incompatible_however_alike_their_letters() {
        for (a, b, place) in [
            ("CCAS de Cenon", "Médiathèque de Cenon", "Cenon Gironde"),
            ("CAF de la Gironde", "CPAM de la Gironde", "Bordeaux Gironde"),
            ("CAF", "CPAM", "Bordeaux Gironde"),
            ("MSA", "CAF", "Bordeaux Gironde"),
            ("Mairie de Die", "CCAS de Die", "Die Drôme"),
            ("Mission locale de Die", "Mairie de Die", "Die Drôme"),
            (
                "France Services La Poste",
                "France Services de la sous-préfecture",
                "Die Drôme",
            ),
            ("France services Die", "Bus France services Die", "Die Drôme"),
        ] {
            let (_, kinship) = compare(a, b, place);
            assert!(matches!(kinship, Kinship::Incompatible(..)), "{a} / {b}: {kinship:?}");
        }
    }

    #[test]
    fn names_that_only_share_their_kind_are_unlike() {
        for (a, b, place) in [
            ("Médiathèque Jean Jaurès", "Médiathèque Simone Veil", "Lyon Rhône"),
            ("Centre social des Alizés", "Centre social du Parc", "Die Drôme"),
        ] {
            assert_eq!(compare(a, b, place).0, Likeness::Unlike, "{a} / {b}");
        }
    }

    #[test]
    fn the_same_place_is_known_under_its_usual_spellings() {
        for (a, b, place) in [
            ("MAIRIE DE DIE", "Commune de Die", "Die Drôme"),
            ("France services de Die", "MAISON FRANCE SERVICES DIE", "Die Drôme"),
            (
                "Médiathèque Jean Jaurès",
                "Bibliotheque Jean-Jaurès de Die",
                "Die Drôme",
            ),
            ("Avenir84", "Avenir 84", "Avignon Vaucluse"),
            ("Centre Communal d'Action Sociale", "CCAS Die", "Die Drôme"),
            (
                "Centre social Les Alizés",
                "Centre socio-culturel les Alizes",
                "Die Drôme",
            ),
            (
                "Les Comètes - Accueil de Jour",
                "Les Comètes – Accueil de jour",
                "Annecy Haute-Savoie",
            ),
        ] {
            let (likeness, kinship) = compare(a, b, place);
            assert!(
                matches!(likeness, Likeness::Equal | Likeness::SameWords),
                "{a} / {b}: {likeness:?}"
            );
            assert!(
                matches!(kinship, Kinship::Same(_) | Kinship::Silent),
                "{a} / {b}: {kinship:?}"
            );
        }
    }

    proptest! {
        #[test]
        fn the_comparison_does_not_depend_on_the_order(a in "[A-Za-zé' -]{0,30}", b in "[A-Za-zé' -]{0,30}") {
            let (x, y) = (Name::new(&a, "Die"), Name::new(&b, "Die"));
            prop_assert_eq!(x.likeness(&y), y.likeness(&x));
            let incompatible = |kinship| matches!(kinship, Kinship::Incompatible(..));
            prop_assert_eq!(incompatible(x.kinship(&y)), incompatible(y.kinship(&x)));
        }
    }
}
