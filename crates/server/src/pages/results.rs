//! The venues around a place, and the filters on them.

use super::{
    card::Card,
    needs::{self, Need},
    place::Place,
    question::Pairs,
    words,
};
use chrono::{DateTime, Utc};
use portee_directory::{Facet, Filter, Nearby, Snapshot};
use portee_domain::vocabulary::Vocabulary;

/// How many venues a page shows more each time.
pub(super) const STEP: u32 = 10;
/// How many it shows at most.
pub(super) const MOST: u32 = 100;

/// A list to choose one value of.
pub(super) struct Choice {
    pub(super) name: &'static str,
    pub(super) title: &'static str,
    pub(super) options: Vec<Item>,
}

/// One value of a list.
pub(super) struct Item {
    pub(super) value: &'static str,
    pub(super) label: &'static str,
    pub(super) chosen: bool,
}

/// What « Voir plus » asks for.
pub(super) struct Next {
    /// The first venue that is new, counted from 1.
    pub(super) first: u32,
    pub(super) count: u32,
}

/// What the visitor wishes, beyond the place.
pub(super) struct Wishes {
    pub(super) need: Option<&'static Need>,
    /// Without the need.
    pub(super) filter: Filter,
    pub(super) count: u32,
}

/// What was found.
pub(super) struct Found {
    /// How its forms are sent: a position never goes into an address.
    pub(super) method: &'static str,
    pub(super) place: Pairs,
    /// Whether anything was filtered.
    pub(super) filtered: bool,
    pub(super) choices: Vec<Choice>,
    pub(super) open_now: bool,
    /// Filters that the lists do not offer, kept as they are.
    pub(super) other_filters: Pairs,
    pub(super) cards: Vec<Card>,
    /// Those of the surroundings that are known only by their commune: distances to it would pass them off as nearest.
    pub(super) unplaced: Vec<Card>,
    pub(super) summary: String,
    pub(super) next: Option<Next>,
}

impl Found {
    /// The venues nearest to `place` that fit.
    pub(super) fn around(place: &Place, wishes: &Wishes, snapshot: &Snapshot, now: DateTime<Utc>) -> Self {
        let mut filter = wishes.filter.clone();
        filter.services.extend(wishes.need.map(|need| need.service));
        let wanted = wishes.count as usize;
        let search = |located, limit| {
            let filter = Filter {
                located,
                ..filter.clone()
            };
            snapshot.nearest(place.lon, place.lat, &filter, limit, now)
        };
        let mut nearest = search(Some(true), wanted + 1);
        let mut unplaced = search(Some(false), STEP as usize);
        if nearest.is_empty() {
            nearest = std::mem::take(&mut unplaced);
        }
        let more = nearest.len() > wanted && wishes.count < MOST;
        nearest.truncate(wanted);
        let furthest = nearest.last().map_or(0.0, |last| last.distance_m);
        unplaced.retain(|nearby| nearby.distance_m <= furthest);
        let cards = |found: &[Nearby<'_>]| -> Vec<Card> {
            found
                .iter()
                .map(|nearby| Card::of(nearby.listing, now).at(nearby.distance_m))
                .collect()
        };
        let unplaced = cards(&unplaced);
        let cards = cards(&nearest);
        Self {
            method: if place.label.is_some() { "get" } else { "post" },
            place: place.pairs.clone(),
            filtered: !filter.is_empty(),
            choices: choices(wishes, snapshot),
            open_now: filter.open_now,
            other_filters: other_filters(&wishes.filter),
            summary: summary(cards.len(), place.from),
            next: more.then(|| Next {
                first: wishes.count + 1,
                count: (wishes.count + STEP).min(MOST),
            }),
            cards,
            unplaced,
        }
    }
}

fn summary(shown: usize, from: &str) -> String {
    if shown == 1 {
        format!("Voici le lieu le plus proche {from}.")
    } else {
        format!(
            "Voici les {} lieux les plus proches {from}, du plus près au plus loin.",
            words::number(shown)
        )
    }
}

fn choices(wishes: &Wishes, snapshot: &Snapshot) -> Vec<Choice> {
    let (facets, filter) = (snapshot.facets(), &wishes.filter);
    let need = |need: &'static Need| Item {
        value: need.slug,
        label: need.sentence,
        chosen: wishes.need.is_some_and(|chosen| chosen.slug == need.slug),
    };
    let needs = Choice {
        name: "besoin",
        title: "Votre besoin",
        options: needs::offered(snapshot).into_iter().map(need).collect(),
    };
    let all = [
        needs,
        choice("Prix", &facets.fees, &filter.fees),
        choice("Label", &facets.programmes, &filter.programmes),
        choice("Pour qui", &facets.audiences, &filter.audiences),
        choice("Besoin particulier", &facets.specific_care, &filter.specific_care),
    ];
    all.into_iter().filter(|choice| !choice.options.is_empty()).collect()
}

fn choice<V: Vocabulary>(title: &'static str, facets: &[Facet<V>], chosen: &[V]) -> Choice {
    let option = |facet: &Facet<V>| Item {
        value: facet.value.label(),
        label: facet.value.label(),
        chosen: chosen.first() == Some(&facet.value),
    };
    Choice {
        name: V::COLUMN,
        title,
        options: facets.iter().map(option).collect(),
    }
}

/// Every filter as a form writes it, the place and the number of venues left out.
pub(super) fn kept(wishes: &Wishes) -> Pairs {
    let filter = &wishes.filter;
    let mut pairs: Pairs = wishes
        .need
        .map(|need| ("besoin", need.slug.to_owned()))
        .into_iter()
        .collect();
    pairs.extend(labels(&filter.fees));
    pairs.extend(labels(&filter.programmes));
    pairs.extend(labels(&filter.audiences));
    pairs.extend(labels(&filter.specific_care));
    pairs.extend(other_filters(filter));
    if filter.open_now {
        pairs.push(("ouvert", "maintenant".to_owned()));
    }
    pairs
}

fn other_filters(filter: &Filter) -> Pairs {
    let mut pairs: Pairs = labels(&filter.services).collect();
    pairs.extend(labels(&filter.access_modes));
    pairs.extend(labels(&filter.support_modes));
    pairs.extend(filter.departement.iter().map(|code| ("departement", code.to_string())));
    pairs
}

fn labels<V: Vocabulary>(values: &[V]) -> impl Iterator<Item = (&'static str, String)> {
    values.iter().map(|value| (V::COLUMN, value.label().to_owned()))
}
