//! Whether two names are the same place's.
//!
//! Raw string ratios are not enough: "CCAS de Cenon" and "Médiathèque de Cenon", "CAF" and "CPAM de la Gironde" are nearly
//! the same letters. Names are compared by their words, and the words that tell what kind of place it is must agree.

use crate::normalise::text;
use std::collections::BTreeSet;

/// Words without meaning for the comparison.
const STOPWORDS: [&str; 26] = [
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
];

/// Expressions that name one kind of place, and the one word that stands for them. Longest first where one holds another.
const KINDS: [(&str, &str); 52] = [
    ("maison france services", "franceservices"),
    ("espace france services", "franceservices"),
    ("point france services", "franceservices"),
    ("france services", "franceservices"),
    ("france service", "franceservices"),
    ("maison de services au public", "franceservices"),
    ("maison des services au public", "franceservices"),
    ("msap", "franceservices"),
    ("mfs", "franceservices"),
    ("efs", "franceservices"),
    ("centre communal d action sociale", "ccas"),
    ("ccas", "ccas"),
    ("centre intercommunal d action sociale", "cias"),
    ("cias", "cias"),
    ("caisse d allocations familiales", "caf"),
    ("caf", "caf"),
    ("caisse primaire d assurance maladie", "cpam"),
    ("assurance maladie", "cpam"),
    ("cpam", "cpam"),
    ("carsat", "carsat"),
    ("msa", "msa"),
    ("hotel de ville", "mairie"),
    ("mairie", "mairie"),
    ("commune", "mairie"),
    ("ville de", "mairie"),
    ("bibliotheque", "mediatheque"),
    ("mediatheque", "mediatheque"),
    ("maison des jeunes et de la culture", "mjc"),
    ("mjc", "mjc"),
    ("centre socio culturel", "centresocial"),
    ("centre socioculturel", "centresocial"),
    ("centre social", "centresocial"),
    ("csc", "centresocial"),
    ("mission locale", "missionlocale"),
    ("pole emploi", "francetravail"),
    ("france travail", "francetravail"),
    ("la poste", "poste"),
    ("communaute de communes", "interco"),
    ("communaute communes", "interco"),
    ("cc", "interco"),
    ("cdc", "interco"),
    ("communaute d agglomeration", "interco"),
    ("sous prefecture", "prefecture"),
    ("prefecture", "prefecture"),
    ("espace public numerique", "epn"),
    ("epn", "epn"),
    ("bus", "itinerant"),
    ("itinerante", "itinerant"),
    ("itinerant", "itinerant"),
    ("mobile", "itinerant"),
    ("pimms mediation", "pimms"),
    ("pimms", "pimms"),
];

/// The kind that is a label: other places carry it.
const LABEL: &str = "franceservices";

/// Two names are the same place's when at least this share of their words is common (Jaccard).
const ALIKE: f64 = 0.6;

/// A name made ready to be compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Name {
    /// The name without spaces: `avenir84` and `avenir 84` are one name.
    key: String,
    kinds: BTreeSet<&'static str>,
    words: BTreeSet<String>,
}

impl Name {
    /// A name, less the words of the place where it stands (its commune and département): all its neighbours share them.
    pub(super) fn new(name: &str, place: &str) -> Self {
        let key = text::key(name);
        let mut rest = format!(" {key} ");
        let mut kinds = BTreeSet::new();
        for (expression, kind) in KINDS {
            let padded = format!(" {expression} ");
            while let Some(at) = rest.find(&padded) {
                rest.replace_range(at..at + padded.len(), " ");
                kinds.insert(kind);
            }
        }
        let place = text::key(place);
        let local: BTreeSet<&str> = place.split(' ').collect();
        let words = rest
            .split(' ')
            .filter(|word| !word.is_empty() && !STOPWORDS.contains(word) && !local.contains(word))
            .map(|word| {
                if word.len() > 4 {
                    word.trim_end_matches('s')
                } else {
                    word
                }
                .to_owned()
            })
            .collect();
        let key = key.replace(' ', "");
        Self { key, kinds, words }
    }

    /// How alike two names are, from 0 to 1; `None` when they are not the same place's.
    ///
    /// The kinds must be equal (both may have none), but for two cases that France Services makes: the label is added to
    /// the name of the place that carries it ("Pimms", "France Services Pimms"), and the host is added to the label
    /// ("France Services", "France Services La Poste"). The other words must be nearly the same; when only one name has
    /// some ("Mairie", "Mairie annexe"), it must not have more than `extra` of them.
    pub(super) fn likeness(&self, other: &Self, extra: usize) -> Option<f64> {
        if self.key == other.key {
            return Some(1.0);
        }
        let common = self
            .words
            .iter()
            .filter(|word| other.words.iter().any(|known| same_word(word, known)))
            .count();
        if self.kinds != other.kinds && !self.labelled_alike(other, common) {
            return None;
        }
        let kinds = self.kinds.intersection(&other.kinds).count();
        let all = self.words.len() + other.words.len() - common;
        if all == 0 {
            // Only kinds, and some of them common; or only place names.
            return (kinds > 0).then_some(0.9);
        }
        #[expect(clippy::cast_precision_loss, reason = "names have fewer than 2^52 words")]
        let share = (common + kinds) as f64 / (all + kinds) as f64;
        let contained = common == self.words.len().min(other.words.len());
        let surplus = self.words.len().abs_diff(other.words.len());
        let founded = common >= 2 || kinds > 0;
        (share >= ALIKE && (common > 0 || surplus <= extra) || contained && founded && surplus <= extra)
            .then_some(share.min(0.99))
    }

    /// Whether the kinds differ only by what France Services adds. `common`: words that both names have.
    fn labelled_alike(&self, other: &Self, common: usize) -> bool {
        let differing: Vec<&str> = self.kinds.symmetric_difference(&other.kinds).copied().collect();
        let both = self.kinds.contains(LABEL) && other.kinds.contains(LABEL);
        let rest = self.kinds.intersection(&other.kinds).count();
        match differing[..] {
            // The label is on one side only: something else must be common.
            [LABEL] => common + rest > 0,
            // Both have it: the post office, town hall or Pimms where it is may be named by one only.
            [host] => both && host != "itinerant",
            _ => false,
        }
    }
}

/// Equal words, or long ones that differ by one letter.
fn same_word(a: &str, b: &str) -> bool {
    a == b || (a.len() >= 6 && b.len() >= 6 && one_edit(a.as_bytes(), b.as_bytes()))
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

    fn alike(a: &str, b: &str, place: &str, extra: usize) -> bool {
        Name::new(a, place).likeness(&Name::new(b, place), extra).is_some()
    }

    #[test]
    fn two_services_of_one_town_are_two_places() {
        for (a, b, place) in [
            ("CCAS de Cenon", "Médiathèque de Cenon", "Cenon Gironde"),
            ("CAF de la Gironde", "CPAM de la Gironde", "Bordeaux Gironde"),
            ("CAF", "CPAM", "Bordeaux Gironde"),
            ("Mairie de Die", "CCAS de Die", "Die Drôme"),
            ("Mission locale de Die", "Mairie de Die", "Die Drôme"),
            ("Médiathèque Jean Jaurès", "Médiathèque Simone Veil", "Lyon Rhône"),
            (
                "France Services La Poste",
                "France Services de la sous-préfecture",
                "Die Drôme",
            ),
            ("Mairie de Die", "France services de Die", "Die Drôme"),
            ("France services Die", "Bus France services Die", "Die Drôme"),
            ("Die", "Drôme", "Die Drôme"),
        ] {
            assert!(!alike(a, b, place, 2), "{a} / {b}");
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
            ("La Poste de Die", "France services La Poste de Die", "Die Drôme"),
            ("France Services de Die", "France services La Poste de Die", "Die Drôme"),
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
            (
                "Maison des Habitants - MJC",
                "Maison des habitants MJC et culture",
                "Gap",
            ),
        ] {
            assert!(alike(a, b, place, 1), "{a} / {b}");
        }
    }

    proptest! {
        #[test]
        fn likeness_does_not_depend_on_the_order(a in "[A-Za-zé' -]{0,30}", b in "[A-Za-zé' -]{0,30}") {
            let (x, y) = (Name::new(&a, "Die"), Name::new(&b, "Die"));
            prop_assert_eq!(x.likeness(&y, 1).is_some(), y.likeness(&x, 1).is_some());
        }
    }
}
