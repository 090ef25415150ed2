//! The venues around a place, and the filters on them.

use super::{
    card::Card,
    labels::Said,
    needs::{self, Need},
    place::{Origin, Place},
    question::Pairs,
};
use crate::{app::Served, locales::Texts, travel::Near};
use chrono::{DateTime, Utc};
use portee_directory::{Facet, Filter, Snapshot, When};
use portee_domain::{Method, vocabulary::Vocabulary};

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
    pub(super) label: String,
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
    /// How many minutes by car it may take: one of [`MINUTES_OFFERED`].
    pub(super) minutes: Option<&'static str>,
    pub(super) count: u32,
}

/// How many minutes a venue may take at most, as lists offer it.
pub(super) const MINUTES_OFFERED: [&str; 4] = ["10", "20", "30", "45"];

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
    /// « Le lieu le plus proche est à 12 minutes en voiture. »
    pub(super) promise: Option<String>,
    /// The venue that takes the least time, when it is not the first: its id and its name.
    pub(super) quickest: Option<(String, String)>,
    pub(super) summary: String,
    pub(super) next: Option<Next>,
}

impl Found {
    /// The venues nearest to `place` that fit.
    pub(super) fn around(place: &Place, wishes: &Wishes, served: &Served, now: DateTime<Utc>, t: &Texts) -> Self {
        let snapshot = &served.snapshot;
        let mut filter = wishes.filter.clone();
        filter.services.extend(wishes.need.map(|need| need.service));
        let wanted = wishes.count as usize;
        let search = Search {
            served,
            point: (place.lon, place.lat),
            filter: &filter,
            longest_s: wishes.longest_s(),
            now,
        };
        let mut nearest = search.venues(true, wanted + 1);
        let mut unplaced = search.venues(false, STEP as usize);
        let quickest = search.quickest(&nearest);
        if nearest.is_empty() {
            nearest = std::mem::take(&mut unplaced);
        }
        let more = nearest.len() > wanted && wishes.count < MOST;
        nearest.truncate(wanted);
        let furthest = nearest.last().map_or(0.0, |last| last.nearby.distance_m);
        unplaced.retain(|near| near.nearby.distance_m <= furthest);
        let cards = |found: &[Near<'_>]| -> Vec<Card> { found.iter().map(|near| Card::near(near, now, t)).collect() };
        let first = nearest.first().map(|near| near.nearby.rank);
        let other = quickest.filter(|near| first != Some(near.nearby.rank));
        let unplaced = cards(&unplaced);
        let cards = cards(&nearest);
        Self {
            method: if place.label.is_some() { "get" } else { "post" },
            place: place.pairs.clone(),
            filtered: !filter.is_empty() || wishes.minutes.is_some(),
            choices: choices(wishes, snapshot, t),
            open_now: filter.open == Some(When::Now),
            other_filters: other_filters(&wishes.filter),
            promise: quickest.and_then(|near| promise(&near, other.is_some(), t)),
            quickest: other.map(|near| {
                let venue = &near.nearby.listing.venue;
                (venue.id.to_string(), venue.description.name.clone())
            }),
            summary: summary(cards.len(), place.from, t),
            next: more.then(|| Next {
                first: wishes.count + 1,
                count: (wishes.count + STEP).min(MOST),
            }),
            cards,
            unplaced,
        }
    }
}

impl Wishes {
    fn longest_s(&self) -> Option<u32> {
        let minutes: u32 = self.minutes?.parse().ok()?;
        Some(minutes * 60)
    }
}

/// A search around a point.
struct Search<'a> {
    served: &'a Served,
    point: (f64, f64),
    filter: &'a Filter,
    longest_s: Option<u32>,
    now: DateTime<Utc>,
}

impl<'a> Search<'a> {
    /// The nearest venues, `located` better than by their commune or not.
    fn venues(&self, located: bool, limit: usize) -> Vec<Near<'a>> {
        let filter = Filter {
            located: Some(located),
            ..self.filter.clone()
        };
        let (travel, snapshot) = (&self.served.travel, &self.served.snapshot);
        match self.longest_s {
            Some(seconds) => {
                let mut found = travel.within(snapshot, self.point, &filter, seconds, self.now);
                found.truncate(limit);
                found
            }
            None => travel.nearest(snapshot, self.point, &filter, limit, self.now),
        }
    }

    /// The venue that takes the least time: along roads it may be one that is farther than all of `nearest`.
    fn quickest(&self, nearest: &[Near<'a>]) -> Option<Near<'a>> {
        let least = |all: &[Near<'a>]| -> Option<Near<'a>> {
            let timed = all.iter().filter_map(|near| Some((near.journey?.central_s(), near)));
            timed
                .min_by_key(|(seconds, near)| (*seconds, near.nearby.rank))
                .map(|(_, near)| *near)
        };
        let known = least(nearest)?;
        let journey = known.journey.filter(|journey| journey.method == Method::Routes);
        let Some(journey) = journey else {
            return Some(known);
        };
        let search = Search {
            longest_s: Some(journey.central_s()),
            ..*self
        };
        least(&search.venues(true, usize::MAX)).or(Some(known))
    }
}

/// How long it takes to the venue that takes least, in a sentence; `named` when the page then names it.
fn promise(near: &Near<'_>, named: bool, t: &Texts) -> Option<String> {
    let journey = near.journey?;
    let minutes = t.minutes_in_full(journey.central_s());
    let measured = journey.method == Method::Routes;
    let t = &t.results;
    Some(match (named, measured) {
        (true, true) => t.quickest(minutes),
        (true, false) => t.quickest_about(minutes),
        (false, true) => t.nearest(minutes),
        (false, false) => t.nearest_about(minutes),
    })
}

fn summary(shown: usize, from: Origin, t: &Texts) -> String {
    match from {
        Origin::Here => t.results.from_here(shown),
        Origin::TownHall => t.results.from_town_hall(shown),
        Origin::Centre => t.results.from_centre(shown),
    }
}

fn choices(wishes: &Wishes, snapshot: &Snapshot, t: &Texts) -> Vec<Choice> {
    let (facets, filter) = (snapshot.facets(), &wishes.filter);
    let need = |need: &'static Need| Item {
        value: need.slug,
        label: need.sentence(t).to_owned(),
        chosen: wishes.need.is_some_and(|chosen| chosen.slug == need.slug),
    };
    let needs = Choice {
        name: "besoin",
        title: t.results.need,
        options: needs::offered(snapshot).into_iter().map(need).collect(),
    };
    let minutes = |value: &'static str| Item {
        value,
        label: t.results.at_most(value),
        chosen: wishes.minutes == Some(value),
    };
    let times = Choice {
        name: "duree_max",
        title: t.results.time,
        options: MINUTES_OFFERED.map(minutes).into(),
    };
    let all = [
        needs,
        times,
        choice(t.results.price, &facets.fees, &filter.fees, t),
        choice(t.results.label, &facets.programmes, &filter.programmes, t),
        choice(t.results.for_whom, &facets.audiences, &filter.audiences, t),
        choice(t.results.care, &facets.specific_care, &filter.specific_care, t),
    ];
    all.into_iter().filter(|choice| !choice.options.is_empty()).collect()
}

fn choice<V: Said>(title: &'static str, facets: &[Facet<V>], chosen: &[V], t: &Texts) -> Choice {
    let option = |facet: &Facet<V>| Item {
        value: facet.value.label(),
        label: facet.value.said(t).to_owned(),
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
    pairs.extend(wishes.minutes.map(|minutes| ("duree_max", minutes.to_owned())));
    pairs.extend(labels(&filter.fees));
    pairs.extend(labels(&filter.programmes));
    pairs.extend(labels(&filter.audiences));
    pairs.extend(labels(&filter.specific_care));
    pairs.extend(other_filters(filter));
    pairs.extend(filter.open.map(|when| ("ouvert", when.to_string())));
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
