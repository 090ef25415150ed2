//! What speaks for and against two rows being one place.
//!
//! Each thing that both rows say has a weight; their sum decides. What one row does not say weighs nothing: missing
//! information is no agreement. Some things are a veto: they weigh more than all the rest together.

use super::address::SameAddress;
use super::features::{Features, Spread};
use super::kinds::{FRANCE_SERVICES, Rank, rank};
use super::names::{Kinship, Likeness};
use portee_domain::{Evidence, EvidenceKind, great_circle_m};

/// From this sum on two rows are one place.
pub(super) const THRESHOLD: i32 = 50;
/// A pair this much below the threshold is a near miss, worth keeping for people to read.
pub(super) const NEAR_MISS: i32 = 20;
/// A sum this low speaks against two rows being in one venue, even when a third one is like both.
pub(super) const AGAINST: i32 = -20;
/// What the pairs between two groups must weigh on average for the groups to be one.
pub(super) const ON_AVERAGE: i32 = 30;
/// Or, when rows say little: what the best pair of each row weighs on average.
pub(super) const BEST_ON_AVERAGE: i32 = 45;
/// What no sum of other evidence outweighs.
pub(super) const VETO: i32 = -1_000;
/// The same unique identifier: more than a veto by kind, for a register may rename its entry.
const SAME_ENTRY: i32 = 2_000;
/// Two entries of one register.
const TWO_ENTRIES: i32 = -10_000;
/// Identifiers this long are unique by themselves (UUID, `ObjectId`); shorter ones may be line numbers.
const UNIQUE_ID_LENGTH: usize = 16;

/// The detail of an evidence, turned into words only for the pairs that are kept.
#[derive(Debug, Clone, Copy)]
pub(super) enum Detail {
    Plain(&'static str),
    Kind(&'static str),
    Kinds(&'static str, &'static str),
    Metres(f64),
}

impl Detail {
    fn text(self) -> String {
        match self {
            Self::Plain(text) => text.to_owned(),
            Self::Kind(kind) => format!("Genre commun : {kind}."),
            Self::Kinds(a, b) => format!("Genres différents : {a}, {b}."),
            Self::Metres(metres) if metres < 1_000.0 => format!("Points distants de {metres:.0} m."),
            Self::Metres(metres) => format!("Points distants de {:.1} km.", metres / 1_000.0)
                .replace('.', ",")
                .replace("km,", "km."),
        }
    }
}

/// The sum of everything.
pub(super) fn score(a: &Features<'_>, b: &Features<'_>, spread: &Spread<'_>) -> i32 {
    let mut sum = 0;
    weigh(a, b, spread, &mut |_, weight, _| sum += weight);
    sum
}

/// Everything in words, the heaviest first.
pub(super) fn explain(a: &Features<'_>, b: &Features<'_>, spread: &Spread<'_>) -> Vec<Evidence> {
    let mut evidence = Vec::new();
    weigh(a, b, spread, &mut |kind, weight, detail| {
        if weight != 0 {
            evidence.push(Evidence {
                kind,
                weight,
                detail: detail.text(),
            });
        }
    });
    evidence.sort_by_key(|evidence| (-evidence.weight.abs(), evidence.kind));
    evidence
}

type Say<'s> = &'s mut dyn FnMut(EvidenceKind, i32, Detail);

fn weigh(a: &Features<'_>, b: &Features<'_>, spread: &Spread<'_>, say: Say<'_>) {
    identifiers(a, b, say);
    names(a, b, spread, say);
    contacts(a, b, spread, say);
    place(a, b, say);
    if a.is_france_services && b.is_france_services {
        // A label that an adviser's employer has somewhere says less than one that is the place's name.
        let named = a.name.kinds.contains(FRANCE_SERVICES) || b.name.kinds.contains(FRANCE_SERVICES);
        say(
            EvidenceKind::Programme,
            if named { 15 } else { 5 },
            Detail::Plain("Toutes deux sont France Services."),
        );
    }
}

fn identifiers(a: &Features<'_>, b: &Features<'_>, say: Say<'_>) {
    use EvidenceKind::Identifier;
    let same_source = a.row.origin.source == b.row.origin.source;
    match (&a.row.shared_id, &b.row.shared_id) {
        (Some(x), Some(y)) if x == y && x.id.len() >= UNIQUE_ID_LENGTH => {
            say(Identifier, SAME_ENTRY, Detail::Plain("Même identifiant unique."));
        }
        (Some(x), Some(y)) if x == y => say(Identifier, 40, Detail::Plain("Même identifiant.")),
        (Some(_), Some(_)) if same_source && a.row.origin.distinct => {
            say(
                Identifier,
                TWO_ENTRIES,
                Detail::Plain("Deux entrées d'un même registre."),
            );
        }
        // A list seldom names one place twice.
        _ if same_source => say(Identifier, -10, Detail::Plain("Deux lignes d'une même source.")),
        _ => {}
    }
}

fn names(a: &Features<'_>, b: &Features<'_>, spread: &Spread<'_>, say: Say<'_>) {
    use EvidenceKind::{Kind, Name};
    let bare = a.name.is_bare();
    let address = a.address.compare(&b.address);
    let same_door = in_one_commune(a, b) && address == SameAddress::Door;
    let same_siret = a.siret.is_some_and(|siret| b.siret == Some(siret));
    let labelled = labelled(a, b);
    match a.name.likeness(&b.name) {
        // "France services" of one town and of another: the words that told them apart are the towns'.
        Likeness::Equal | Likeness::SameWords if bare && b.name.is_bare() && !in_one_commune(a, b) => {}
        Likeness::Equal => say(Name, if bare { 35 } else { 45 }, Detail::Plain("Noms identiques.")),
        Likeness::SameWords => say(
            Name,
            if bare { 30 } else { 40 },
            Detail::Plain("Mêmes noms, écrits autrement."),
        ),
        Likeness::Alike => say(Name, 25, Detail::Plain("Noms très proches.")),
        // One list names two houses of one association by their common word and their own.
        Likeness::Related if a.row.origin.source == b.row.origin.source && a.name.each_has_its_own(&b.name) => {
            say(
                Name,
                -10,
                Detail::Plain("Deux noms d'une même source, un mot en commun."),
            );
        }
        Likeness::Related => say(Name, 8, Detail::Plain("Un mot du nom en commun.")),
        Likeness::Bare => {}
        // The label is named after its territory, and the house that says it has it after itself.
        Likeness::Unlike if labelled && same_door => {}
        Likeness::Unlike => say(Name, -25, Detail::Plain("Noms sans mot commun.")),
    }
    let (x, y) = (a.name.numbers(), b.name.numbers());
    if !x.is_empty() && !y.is_empty() && x.is_disjoint(&y) {
        say(Name, -40, Detail::Plain("Numéros différents dans les noms."));
    }
    let housed = housed(a, b) || housed(b, a);
    let same_phone = a.phone.is_some_and(|x| a.phone == b.phone && spread.weight(x, 1) > 0);
    let common = a.name.kinds.intersection(&b.name.kinds).next().is_some();
    if a.name.is_bare() != b.name.is_bare() && !common && !housed && !labelled {
        say(Name, -5, Detail::Plain("Un seul des noms est distinctif."));
    }
    match a.name.kinship(&b.name) {
        Kinship::Same(kind) if rank(kind) == Rank::Organisation => say(Kind, 15, Detail::Kind(kind)),
        Kinship::Same(kind) => say(Kind, 10, Detail::Kind(kind)),
        // One establishment at one address, or the commune under its bare name: it is the town hall that says no kind.
        Kinship::OneSided(_) if same_siret && matches!(address, SameAddress::Door | SameAddress::Street) => {}
        Kinship::OneSided(_) if a.name.says_nothing() || b.name.says_nothing() => {}
        // The host answers for its label: in its house, on its own telephone, or by saying that it has the label.
        Kinship::OneSided(_) if housed || same_phone || labelled => {}
        Kinship::OneSided(_) => say(Kind, -20, Detail::Plain("Un seul nom dit le genre d'organisme.")),
        Kinship::Differing(x, y) => say(Kind, -25, Detail::Kinds(x, y)),
        Kinship::Incompatible(x, y) => say(Kind, VETO, Detail::Kinds(x, y)),
        Kinship::Silent if a.moves != b.moves && (a.is_mobile() || b.is_mobile()) => {
            say(Kind, -20, Detail::Plain("Un seul des deux est itinérant."));
        }
        Kinship::Silent => {}
    }
    if same_door
        && let Kinship::Same(kind) = a.name.kinship(&b.name)
        && matches!(rank(kind), Rank::Organisation | Rank::Habit)
    {
        say(Kind, 10, Detail::Plain("Un seul organisme de ce genre à une porte."));
    }
    if same_door && same_siret {
        say(
            EvidenceKind::Siret,
            10,
            Detail::Plain("Même établissement, même porte."),
        );
    }
    if same_door && labelled && a.name.kinds != b.name.kinds {
        say(
            Kind,
            10,
            Detail::Plain("Le label et la maison qui dit l'avoir, à une porte."),
        );
    }
    if housed {
        say(
            EvidenceKind::Address,
            20,
            Detail::Plain("L'adresse ou le courriel de l'une nomme l'autre."),
        );
    }
}

/// Whether one is the label's name and the other a house that says that it has the label.
fn labelled(a: &Features<'_>, b: &Features<'_>) -> bool {
    carries(a, b) || carries(b, a)
}

/// Whether `host` says that it is France Services and `label` is named so.
fn carries(host: &Features<'_>, label: &Features<'_>) -> bool {
    host.is_france_services && label.is_france_services && label.name.kinds.contains(FRANCE_SERVICES)
}

/// Whether the address or the e-mail of `guest` names `host`: "6 rue Neuve (bureau de poste)" and "La Poste".
fn housed(guest: &Features<'_>, host: &Features<'_>) -> bool {
    let mut kinds = host
        .name
        .kinds
        .iter()
        .filter(|kind| matches!(rank(kind), Rank::Organisation | Rank::Habit))
        .peekable();
    let tells = kinds.peek().is_some();
    let of_kind = tells && kinds.all(|kind| guest.host.kinds.contains(kind));
    let words = &host.name.words;
    let named = !words.is_empty() && words.iter().all(|word| guest.host.words.contains(word));
    let signed = guest.emails.iter().any(|email| host.name.opens(email));
    named && (of_kind || !tells) || words.is_empty() && of_kind || signed
}

fn contacts(a: &Features<'_>, b: &Features<'_>, spread: &Spread<'_>, say: Say<'_>) {
    use EvidenceKind::{Email, Phone, Siret, Website};
    let near_by_address = matches!(a.address.compare(&b.address), SameAddress::Door | SameAddress::Street);
    if let (Some(x), Some(y)) = (a.siret, b.siret) {
        if x == y {
            say(Siret, spread.weight(x, 25), Detail::Plain("Même SIRET."));
        } else if x[..9] == y[..9] && same_own_name(a, b) && near_by_address {
            // The number of an establishment changes when its organisation moves office; the place is still the place.
        } else if labelled(a, b) && near_by_address {
            // The label's employer and the host's need not be one.
        } else if x[..9] == y[..9] {
            say(Siret, -15, Detail::Plain("Deux établissements d'un même organisme."));
        } else {
            say(Siret, -10, Detail::Plain("SIRET de deux organismes."));
        }
    }
    if let (Some(x), Some(y)) = (a.phone, b.phone) {
        if x == y {
            say(Phone, spread.weight(x, 30), Detail::Plain("Même téléphone."));
        } else {
            say(Phone, -8, Detail::Plain("Téléphones différents."));
        }
    }
    let email = a.emails.iter().find(|email| b.emails.contains(email));
    let site = a.sites.iter().find(|site| b.sites.contains(site));
    if let Some(email) = email {
        say(Email, spread.weight(email, 20), Detail::Plain("Même courriel."));
    }
    if let Some(site) = site {
        say(Website, spread.weight(site, 15), Detail::Plain("Même site."));
    }
    if email.is_none() && site.is_none() {
        let shared = a.domains.intersection(&b.domains);
        let weight = shared.map(|domain| spread.weight(domain, 8)).max();
        if let Some(weight) = weight {
            say(Website, weight, Detail::Plain("Même nom de domaine."));
        }
    }
}

fn place(a: &Features<'_>, b: &Features<'_>, say: Say<'_>) {
    use EvidenceKind::{Address, Commune, Distance};
    let same_address = a.address.compare(&b.address);
    let same_commune = in_one_commune(a, b);
    let metres = a.point.zip(b.point).map(|(p, q)| great_circle_m(p, q));
    let beside = metres.is_some_and(|metres| metres <= 300.0);
    let touching = metres.is_some_and(|metres| metres <= 50.0);
    if same_commune || beside {
        match same_address {
            SameAddress::Door => say(Address, 30, Detail::Plain("Même rue, même numéro.")),
            SameAddress::Street => say(Address, 15, Detail::Plain("Même rue.")),
            // Numbers are often a few doors off; the points decide.
            SameAddress::OtherNumber if touching => {}
            SameAddress::OtherStreet if touching && same_commune => {
                say(Address, -10, Detail::Plain("Adresses différentes, même endroit."));
            }
            // A registered seat instead of the place, or the place instead of the seat.
            SameAddress::OtherStreet if one_establishment(a, b) => {
                say(
                    Address,
                    -10,
                    Detail::Plain("Adresses différentes d'un même établissement."),
                );
            }
            SameAddress::OtherNumber => say(Address, -5, Detail::Plain("Même rue, autre numéro.")),
            SameAddress::OtherStreet => say(Address, -20, Detail::Plain("Adresses différentes.")),
            SameAddress::Unknown => {}
        }
    }
    let named_so = |of_row: &Features<'_>| of_row.name.kinds.contains(FRANCE_SERVICES);
    let one_named_so = named_so(a) != named_so(b);
    let alike = matches!(a.name.likeness(&b.name), Likeness::Alike | Likeness::Related);
    if one_named_so && alike && same_commune && touching && same_address == SameAddress::Door {
        say(
            EvidenceKind::Programme,
            8,
            Detail::Plain("France Services porte le nom de la maison."),
        );
    }
    if same_commune && named_so(a) && named_so(b) && metres.is_some_and(|metres| metres <= 30.0) {
        say(
            EvidenceKind::Programme,
            15,
            Detail::Plain("Un seul France Services à un endroit."),
        );
    }
    if !same_commune && !beside {
        say(Commune, -15, Detail::Plain("Communes différentes."));
    }
    if let Some(metres) = metres {
        let weight = match metres {
            ..=30.0 => 20,
            ..=100.0 => 12,
            ..=250.0 => 5,
            ..=600.0 => -5,
            // The same door in one commune: one of the points is wrong, and the address tells which place is meant.
            _ if same_commune && same_address == SameAddress::Door => -10,
            ..=1_500.0 => -20,
            ..=5_000.0 => -40,
            _ => -60,
        };
        say(Distance, weight, Detail::Metres(metres));
    }
}

/// Whether two rows may be in one commune: they are, or one of them says no more of it than a postcode that both have.
fn in_one_commune(a: &Features<'_>, b: &Features<'_>) -> bool {
    let (at, to) = (&a.row.location, &b.row.location);
    let guessed = a.point.is_none() || b.point.is_none();
    at.commune_code == to.commune_code
        || guessed
            && at.postcode == to.postcode
            && matches!(a.address.compare(&b.address), SameAddress::Door | SameAddress::Street)
}

/// Whether both have the same name, which is one of their own and not a kind's.
fn same_own_name(a: &Features<'_>, b: &Features<'_>) -> bool {
    let same = matches!(a.name.likeness(&b.name), Likeness::Equal | Likeness::SameWords);
    same && !a.name.is_bare() && !b.name.is_bare()
}

/// Whether both say the same SIRET and the same name, which is a name of its own.
fn one_establishment(a: &Features<'_>, b: &Features<'_>) -> bool {
    let same_kind = matches!(a.name.kinship(&b.name), Kinship::Same(_) | Kinship::Silent);
    a.siret.is_some() && a.siret == b.siret && same_kind && same_own_name(a, b)
}

impl Features<'_> {
    /// Whether its name says that it moves.
    fn is_mobile(&self) -> bool {
        self.name.kinds.iter().any(|kind| rank(kind) == Rank::Itinerant)
    }
}
