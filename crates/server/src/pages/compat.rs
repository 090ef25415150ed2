//! Links to the national map, understood: `/{region}/{departement}/lieux?services=…&latitude=…&longitude=…&zoom=…`, its older
//! grammar under `/cartographie`, and its venues by the names that their sources give them.
//!
//! Whoever published such a link changes its host and nothing else. Positions do not go on: a position leads to its commune.
//! Filters that we have too are kept; of the others the page says that they were left out.

use crate::{
    locales::Texts,
    params::{Parameter, Shape},
};
use axum::http::Uri;
use portee_directory::{Listing, Snapshot};
use portee_domain::vocabulary::{
    AccessMode, Audience, Fee, Programme, Service, SpecificCare, SupportMode, TrainingLabel, Vocabulary,
};
use portee_geography::Departement;
use std::borrow::Cow;

/// From this zoom on, the map shows a place; before, a country or a région.
const CLOSE: f64 = 9.0;

/// What a link asked for and we do not have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Lost {
    WeekEnd,
    Zone,
    Origin,
    Reach,
    Other,
}

const LOST: [(&str, Lost); 5] = [
    ("week-end", Lost::WeekEnd),
    ("zone", Lost::Zone),
    ("origine", Lost::Origin),
    ("distance", Lost::Reach),
    ("autre", Lost::Other),
];

/// What a link from elsewhere asked for and we do not have, in the addresses that it leads to.
pub(super) const LEFT_OUT: Parameter = Parameter {
    name: "non_repris",
    description: "Les choix d'un lien venu d'ailleurs qui n'existent pas ici, séparés par des virgules.",
    shape: Shape::Text(60),
    required: false,
    example: "week-end",
};

/// The sentence that says what was left out; none when nothing was.
pub(super) fn said(words: Option<&str>, t: &Texts) -> Option<String> {
    let lost = |word: &str| LOST.iter().find(|(known, _)| *known == word).map(|(_, lost)| *lost);
    let mut all: Vec<Lost> = words?.split(',').filter_map(lost).collect();
    all.sort_unstable();
    all.dedup();
    let c = &t.compat;
    let names: Vec<&str> = all
        .into_iter()
        .map(|lost| match lost {
            Lost::WeekEnd => c.week_end,
            Lost::Zone => c.zone,
            Lost::Origin => c.origin,
            Lost::Reach => c.reach,
            Lost::Other => c.other,
        })
        .collect();
    (!names.is_empty()).then(|| c.lost(names.join(", ")))
}

/// Where a link of the national map leads here; none when the address is not one of its grammar.
pub(crate) fn redirection(uri: &Uri, snapshot: &Snapshot) -> Option<String> {
    let segments: Vec<Cow<'_, str>> = uri
        .path()
        .split('/')
        .filter(|part| !part.is_empty())
        .map(crate::params::decode)
        .collect::<Option<_>>()?;
    let place = Place::read(&segments, snapshot)?;
    if let Some(listing) = place.id.and_then(|id| venue_named(id, snapshot)) {
        return Some(format!("/lieux/{}", listing.venue.id));
    }
    let wishes = Wishes::read(uri.query().unwrap_or_default(), snapshot);
    Some(wishes.address(place.departement))
}

/// The territory of a path.
struct Place<'a> {
    departement: Option<&'a Departement>,
    /// A venue, as its source calls it.
    id: Option<&'a str>,
}

impl<'a> Place<'a> {
    fn read(segments: &'a [Cow<'a, str>], snapshot: &'a Snapshot) -> Option<Self> {
        let geography = snapshot.geography();
        let mut place = Self {
            departement: None,
            id: None,
        };
        let (mut marked, mut region) = (false, false);
        for segment in segments {
            let name = plain(segment);
            match &**segment {
                "cartographie" | "lieux" => marked = true,
                "regions" | "departements" | "details" | "exporter" if marked => {}
                _ if !region
                    && place.departement.is_none()
                    && geography.regions().iter().any(|it| plain(&it.name) == name) =>
                {
                    region = true;
                }
                other => {
                    let known = geography.departements().iter().find(|it| plain(&it.name) == name);
                    match known.filter(|_| place.departement.is_none()) {
                        Some(departement) => place.departement = Some(departement),
                        None if marked && place.id.is_none() => place.id = Some(other),
                        None => return None,
                    }
                }
            }
        }
        // « Martinique » is a région and its only département.
        let only = || {
            let name = plain(segments.first()?);
            geography.departements().iter().find(|it| plain(&it.name) == name)
        };
        if region && place.departement.is_none() {
            place.departement = only();
        }
        // A département alone is not their grammar: nobody's mistyped address becomes a map.
        (marked || region).then_some(place)
    }
}

/// The venue whose row a source calls so. Their merged venues are called by all of their rows, two strokes between.
pub(super) fn venue_named<'a>(id: &str, snapshot: &'a Snapshot) -> Option<&'a Listing> {
    // « Hinaura_642e… »: the source, then what it calls the row. Short names are counters that several sources use.
    let names: Vec<&str> = id
        .split("__")
        .flat_map(|part| [Some(part), part.split_once('_').map(|(_, local)| local)])
        .flatten()
        .filter(|name| name.len() >= 12)
        .collect();
    if names.is_empty() {
        return None;
    }
    let found = snapshot.listings().iter().find(|listing| {
        let mut members = listing.venue.members.iter();
        members.any(|member| names.contains(&member.local_id.as_str()))
    });
    found.map(|listing| &**listing)
}

/// What a link asks for.
#[derive(Default)]
struct Wishes {
    /// Filters of ours, as an address writes them.
    kept: Vec<(&'static str, &'static str)>,
    lost: Vec<Lost>,
    /// The commune of the position.
    commune: Option<String>,
}

impl Wishes {
    fn read(query: &str, snapshot: &Snapshot) -> Self {
        let mut wishes = Self::default();
        let (mut lat, mut lon, mut zoom) = (None, None, None);
        for pair in query.split('&').filter(|pair| !pair.is_empty()) {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            let Some(value) = crate::params::decode(value).filter(|value| !value.trim().is_empty()) else {
                continue;
            };
            match name {
                "latitude" | "lat" => lat = crate::params::number(&value),
                "longitude" | "lon" | "lng" => lon = crate::params::number(&value),
                "zoom" => zoom = crate::params::number(&value),
                // The page of a list, what is in their search box: nothing that chooses venues.
                "page" | "address" | "address_id" | "adresse" => {}
                _ => wishes.filter(name, &value),
            }
        }
        let close = zoom.is_none_or(|zoom| zoom >= CLOSE);
        if let (Some(lat), Some(lon), true) = (lat, lon, close) {
            let found = snapshot.geography().commune_at(lon, lat);
            wishes.commune = found.map(|found| {
                let commune = found.commune;
                commune.parent.as_ref().unwrap_or(&commune.code).to_string()
            });
        }
        wishes
    }

    fn filter(&mut self, name: &str, value: &str) {
        let values = || value.split([',', '|']).map(str::trim).filter(|value| !value.is_empty());
        match name {
            "services" | "service" => values().for_each(|it| self.keep::<Service>(it)),
            "publics_specifiquement_adresses" | "publics_accueillis" => {
                values().for_each(|it| self.keep::<Audience>(it));
            }
            "prise_en_charge_specifique" => values().for_each(|it| match it {
                "Langues étrangères" => {
                    self.keep::<SpecificCare>(SpecificCare::English.label());
                    self.keep::<SpecificCare>(SpecificCare::OtherLanguages.label());
                }
                _ => self.keep::<SpecificCare>(it),
            }),
            "frais_a_charge" | "conditions_acces" => values().for_each(|it| {
                // « Gratuit : Je peux accéder… »
                let word = it.split(" :").next().unwrap_or(it);
                self.keep::<Fee>(word);
            }),
            "modalites_accompagnement" => values().for_each(|it| self.keep::<SupportMode>(it)),
            "modalites_acces" => values().for_each(|it| self.keep::<AccessMode>(it)),
            "prise_rdv" => self.keep::<AccessMode>(AccessMode::OnlineAppointment.label()),
            "dispositif_programmes_nationaux" | "labels_nationaux" => values().for_each(|it| match it {
                "CNFS" => self.keep::<Programme>(Programme::ConseillersNumeriques.label()),
                _ => self.keep::<Programme>(it),
            }),
            "formations_labels" => values().for_each(|it| self.keep::<TrainingLabel>(it)),
            "ouvert_actuellement" => self.kept.push(("ouvert", "maintenant")),
            "ouvert_le_week_end" if value != "false" => self.lose(Lost::WeekEnd),
            "ouvert_le_week_end" => {}
            "autres_formations_labels" | "labels_autres" | "territoire_type" | "territoires" => self.lose(Lost::Zone),
            "source" => self.lose(Lost::Origin),
            "distance" => self.lose(Lost::Reach),
            _ => self.lose(Lost::Other),
        }
    }

    fn keep<V: Vocabulary>(&mut self, label: &str) {
        match V::parse(label) {
            Ok(value) => {
                let pair = (V::COLUMN, value.label());
                if !self.kept.contains(&pair) {
                    self.kept.push(pair);
                }
            }
            Err(_) => self.lose(Lost::Other),
        }
    }

    fn lose(&mut self, lost: Lost) {
        if !self.lost.contains(&lost) {
            self.lost.push(lost);
        }
    }

    /// The list around the commune; else the map of the département; with filters and no commune, the question, which keeps them.
    fn address(&self, departement: Option<&Departement>) -> String {
        let code = departement.map(|it| it.code.to_string());
        let mut pairs: Vec<(&str, String)> = Vec::new();
        let page = match (&self.commune, code) {
            (Some(commune), _) => {
                pairs.push(("commune", commune.clone()));
                "/recherche"
            }
            (None, code) => {
                let page = if self.kept.is_empty() && self.lost.is_empty() {
                    "/carte"
                } else {
                    "/recherche"
                };
                pairs.extend(code.map(|code| ("departement", code)));
                page
            }
        };
        pairs.extend(self.kept.iter().map(|(name, value)| (*name, (*value).to_owned())));
        let word = |lost: &Lost| LOST.iter().find(|(_, known)| known == lost).map(|(word, _)| *word);
        let lost: Vec<&str> = self.lost.iter().filter_map(word).collect();
        if !lost.is_empty() {
            pairs.push((LEFT_OUT.name, lost.join(",")));
        }
        super::territoires::link(page, &pairs)
    }
}

/// Letters and digits alone: « Côte-d'Or », « cote-d-or » and « cotedor » are one name.
pub(crate) fn plain(text: &str) -> String {
    let letter = |letter: char| match letter {
        'à' | 'â' | 'ä' => 'a',
        'é' | 'è' | 'ê' | 'ë' => 'e',
        'î' | 'ï' => 'i',
        'ô' | 'ö' => 'o',
        'ù' | 'û' | 'ü' => 'u',
        'ç' => 'c',
        other => other,
    };
    let lower = text.chars().flat_map(char::to_lowercase).map(letter);
    lower.filter(char::is_ascii_alphanumeric).collect()
}
