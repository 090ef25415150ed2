//! E-mail addresses: the venue's are published, a person's never.

use crate::normalise::text;
use portee_domain::Email;
use std::collections::BTreeSet;

/// What an e-mail cell holds, piece by piece.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EmailCell {
    /// An address of the venue or its organisation.
    Venue(Email),
    /// An address that names a person, or may. It goes no further than this: not even a finding repeats it.
    Personal,
    /// No address.
    Invalid,
}

/// Words that name a desk, a building or an organisation. In any part of the local name they settle it.
const DESKS: [&str; 52] = [
    "contact",
    "accueil",
    "mairie",
    "info",
    "secretar",
    "ccas",
    "cias",
    "mediath",
    "biblio",
    "france",
    "service",
    "msap",
    "social",
    "direction",
    "assoc",
    "centre",
    "cyber",
    "foyer",
    "maison",
    "communaut",
    "commune",
    "ville",
    "mission",
    "pimms",
    "poste",
    "ludo",
    "espace",
    "point",
    "tiers",
    "atelier",
    "emploi",
    "insertion",
    "formation",
    "famille",
    "jeun",
    "admin",
    "public",
    "ecole",
    "croix",
    "residence",
    "habitat",
    "agence",
    "bureau",
    "guichet",
    "solidar",
    "culture",
    "prefecture",
    "standard",
    "college",
    "lycee",
    "quartier",
    "reception",
];

/// The same, too short to be looked for inside a word.
const SHORT_DESKS: [&str; 24] = [
    "fs", "mfs", "efs", "mjc", "csc", "cs", "epn", "bij", "pij", "pio", "afr", "fjt", "chrs", "mds", "cms", "ml",
    "asso", "caf", "udaf", "adil", "lab", "fablab", "mq", "pi14",
];

/// Words of a helper's job: they settle nothing when a name stands beside them.
const ROLES: [&str; 14] = [
    "cn",
    "cnum",
    "cnfs",
    "conseiller",
    "conseillere",
    "conseillers",
    "conseillernumerique",
    "numerique",
    "num",
    "animation",
    "animateur",
    "animatrice",
    "mediation",
    "mediateur",
];

/// Short words that are first names.
const SHORT_FIRST_NAMES: [&str; 40] = [
    "abel", "adam", "alex", "alix", "amel", "anna", "anne", "axel", "cora", "dina", "edwy", "elsa", "emma", "enzo",
    "eric", "erik", "eva", "eve", "gaby", "guy", "hugo", "ines", "jean", "jade", "jose", "kim", "lea", "leo", "lina",
    "lisa", "lola", "lou", "luc", "marc", "max", "mia", "nina", "noe", "paul", "zoe",
];

/// Reads the addresses of a cell; several are separated by anything that an address cannot hold, or by ` - `.
///
/// `about` is what is known of the venue (name, commune): an address made of its words is the venue's.
pub fn addresses<'a>(cell: &'a str, about: &str) -> impl Iterator<Item = EmailCell> + use<'a> {
    let known: BTreeSet<String> = words(about).into_iter().filter(|word| word.len() >= 4).collect();
    cell.split(|c: char| c.is_whitespace() || ",;|/<>()[]\"".contains(c))
        .map(|piece| piece.trim_start_matches("mailto:").trim_matches(['.', ':', '-', '\'']))
        .filter(|piece| !piece.is_empty())
        .map(move |piece| match piece.parse::<Email>() {
            Ok(email) if is_personal(email.as_str(), &known) => EmailCell::Personal,
            Ok(email) => EmailCell::Venue(email),
            Err(_) => EmailCell::Invalid,
        })
}

/// Whether an address names a person, or may.
///
/// The local name is cut into words. A word is *explained* when it names a desk, when the venue's name, its commune or
/// the address's own domain has it, when it holds a digit, or when it is an acronym of up to four letters. An address is
/// kept when a desk settles it, or when every word is explained. Otherwise it may be `first.last`, `f.last`, `flast` or
/// `first`, and is dropped: a lost desk address is a smaller harm than a person's address published.
fn is_personal(email: &str, known: &BTreeSet<String>) -> bool {
    let Some((local, domain)) = email.split_once('@') else {
        return true;
    };
    let parts = words(local);
    let desk = |part: &String| SHORT_DESKS.contains(&part.as_str()) || DESKS.iter().any(|desk| part.contains(desk));
    if parts.iter().any(desk) || domain == "france-services.gouv.fr" || domain.contains("pimms") {
        return false;
    }
    let host = text::key(domain).replace(' ', "");
    let joined: String = parts.concat();
    let explained = |part: &String| {
        ROLES.contains(&part.as_str())
            || part.bytes().any(|b| b.is_ascii_digit())
            || (part.len() >= 4 && (host.contains(part.as_str()) || known.iter().any(|word| alike(word, part))))
            || ((2..=4).contains(&part.len()) && parts.len() == 1 && !SHORT_FIRST_NAMES.contains(&part.as_str()))
            || (part.len() > 16 && parts.len() == 1)
    };
    let by_name = joined.len() >= 5 && known.iter().filter(|word| joined.contains(word.as_str())).count() >= 2;
    domain == "conseiller-numerique.fr" || !(by_name || parts.iter().all(explained))
}

/// Whether one word holds the other: `stlye` and `lye`, `clicetressources` and `ressources`.
fn alike(word: &str, part: &str) -> bool {
    part.contains(word) || word.contains(part)
}

/// The words of a text, without accents, in lower case.
fn words(text: &str) -> Vec<String> {
    text::key(&text.replace(['.', '_', '-', '+'], " "))
        .split(' ')
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn kept(address: &str, about: &str) -> bool {
        addresses(address, about).all(|cell| matches!(cell, EmailCell::Venue(_)))
    }

    #[test]
    fn addresses_of_people_are_dropped_whatever_their_shape() {
        for address in [
            "marie.dupont@exemple.fr",
            "m.dupont@mairie-exemple.fr",
            "mdupont@ville-exemple.fr",
            "lea@exemple.org",
            "camille@exemple.beta.gouv.fr",
            "jean-paul.durand.cn@gmail.com",
            "durand.jean@orange.fr",
            "prenom.nom@conseiller-numerique.fr",
            "d_martin@siea.fr",
        ] {
            assert!(!kept(address, "Mairie d'Arbigny Arbigny"), "{address}");
        }
    }

    #[test]
    fn addresses_of_venues_are_kept() {
        for (address, about) in [
            ("contact@exemple.fr", ""),
            ("mairie.arbigny@orange.fr", "Mairie d'Arbigny"),
            ("biblio.champagneux@gmail.com", ""),
            ("arbigny@orange.fr", "Mairie d'Arbigny"),
            ("csqs@ville.fr", ""),
            ("lecube@ville.fr", "Le Cube"),
            ("taulignan@france-services.gouv.fr", "Taulignan"),
            ("fd54@exemple.fr", ""),
            ("contact-123456@exemple.fr", ""),
            ("conseiller.numerique@hautesavoie.fr", ""),
            ("laclede@laclede.fr", ""),
            ("amicale.laique@exemple.fr", "Amicale Laïque de Die"),
        ] {
            assert!(kept(address, about), "{address}");
        }
    }

    #[test]
    fn two_addresses_in_one_cell_are_two() {
        let cells: Vec<_> = addresses("mairie@a.fr - Contact@b.fr / pas d'adresse", "").collect();
        let venue = |address: &str| EmailCell::Venue(address.parse().unwrap());
        assert_eq!(cells[..2], [venue("mairie@a.fr"), venue("contact@b.fr")]);
        assert!(cells[2..].iter().all(|cell| *cell == EmailCell::Invalid));
    }

    proptest! {
        #[test]
        fn any_cell_is_read_without_panic(cell in any::<String>(), about in any::<String>()) {
            let _ = addresses(&cell, &about).count();
        }
    }
}
