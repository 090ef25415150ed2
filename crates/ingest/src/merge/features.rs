//! What of a row is compared, computed once; and how widely each contact is shared.

use super::address::Address;
use super::kinds::{self, FRANCE_SERVICES};
use super::names::Name;
use crate::draft::Located;
use portee_domain::vocabulary::{Itinerance, Programme};
use portee_domain::{Precision, WebUrl};
use portee_geography::Geography;
use std::collections::{BTreeSet, HashMap};

/// What of a row is compared.
#[derive(Debug)]
pub(super) struct Features<'a> {
    pub(super) row: &'a Located,
    pub(super) name: Name,
    /// Who the row's address and e-mail say is there: "Bureau de Poste", "Centre social Maria Pia", `la-poste-de-thiers@`.
    pub(super) host: Name,
    pub(super) address: Address,
    /// `lon, lat`, unless it is only the commune's.
    pub(super) point: Option<(f64, f64)>,
    pub(super) phone: Option<&'a str>,
    pub(super) emails: Vec<&'a str>,
    /// Host and path, without `https://www.` and a closing slash.
    pub(super) sites: Vec<&'a str>,
    /// The hosts of sites and e-mail addresses.
    pub(super) domains: BTreeSet<&'a str>,
    pub(super) siret: Option<&'a str>,
    pub(super) is_france_services: bool,
    pub(super) moves: bool,
}

impl<'a> Features<'a> {
    pub(super) fn new(row: &'a Located, geography: &Geography) -> Self {
        let departement = geography.departement(row.location.departement.as_str());
        let departement = departement.map_or("", |departement| departement.name.as_str());
        let place = format!("{} {departement}", row.location.commune);
        let at = &row.location.position;
        let description = &row.description;
        let emails: Vec<&str> = description
            .contact
            .emails
            .iter()
            .map(portee_domain::Email::as_str)
            .collect();
        let sites: Vec<&str> = description.contact.websites.iter().map(bare_url).collect();
        let mail_domains = emails
            .iter()
            .filter_map(|email| email.split_once('@'))
            .map(|(_, domain)| domain);
        let name = Name::new(&description.name, &place);
        let housing = Name::new(row.location.address_complement.as_deref().unwrap_or_default(), &place);
        let told = match description.typologies.as_slice() {
            [only] => kinds::of_typology(*only),
            _ => None,
        };
        let site_domains = sites.iter().filter_map(|site| site.split('/').next());
        Self {
            is_france_services: name.kinds.contains(FRANCE_SERVICES)
                || description.programmes.contains(&Programme::FranceServices),
            name: name.or_kind(told),
            host: emails
                .iter()
                .filter_map(|email| email.split_once('@'))
                .fold(housing, |host, (desk, _)| host.with(Name::new(desk, &place))),
            address: Address::new(&row.location.address),
            point: (at.precision() != Precision::Commune).then(|| (at.lon(), at.lat())),
            phone: description.contact.phone.as_ref().map(portee_domain::Phone::as_str),
            domains: mail_domains.chain(site_domains).collect(),
            emails,
            sites,
            siret: description.siret.as_ref().map(portee_domain::Siret::as_str),
            moves: description.itinerance.as_slice() == [Itinerance::Travelling],
            row,
        }
    }

    /// Everything of a contact that may be shared.
    pub(super) fn contacts(&self) -> impl Iterator<Item = &'a str> {
        let one = self.phone.into_iter().chain(self.siret);
        let lists = self.emails.iter().chain(&self.sites).chain(&self.domains).copied();
        one.chain(lists)
    }
}

fn bare_url(url: &WebUrl) -> &str {
    let text = url.as_str();
    let text = text.split_once("://").map_or(text, |(_, rest)| rest);
    text.strip_prefix("www.").unwrap_or(text).trim_end_matches('/')
}

/// In how many communes each telephone number, SIRET, e-mail address, site or domain occurs: a number that a whole network
/// shares says little about one place, and `gmail.com` nothing.
#[derive(Debug)]
pub(super) struct Spread<'a>(HashMap<&'a str, BTreeSet<&'a str>>);

impl<'a> Spread<'a> {
    pub(super) fn new(features: &[Features<'a>]) -> Self {
        let mut communes: HashMap<&str, BTreeSet<&str>> = HashMap::new();
        for of_row in features {
            for contact in of_row.contacts() {
                communes
                    .entry(contact)
                    .or_default()
                    .insert(of_row.row.location.commune_code.as_str());
            }
        }
        Self(communes)
    }

    /// A weight, less when the contact is shared between communes: a half for three or four, a sixth for more.
    pub(super) fn weight(&self, contact: &str, full: i32) -> i32 {
        match self.0.get(contact).map_or(1, BTreeSet::len) {
            // Two: a row of one place may name its employer's town.
            0..=2 => full,
            3 | 4 => full / 2,
            _ => full / 6,
        }
    }
}
