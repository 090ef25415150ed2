//! The venues around a place; where nothing fits, what is left when less is asked.

use super::{
    card::Card,
    choices::{self, Choice},
    meanings,
    needs::{self, Need},
    place::{Origin, Place},
    question::Pairs,
    town_hall::TownHallView,
};
use crate::{
    app::Served,
    locales::Texts,
    telephones::{self, Line},
    travel::Near,
};
use chrono::{DateTime, Utc};
use portee_directory::Filter;
use portee_domain::{Method, vocabulary::Vocabulary};
use portee_reach::PROMISE_S;

/// How many venues a page shows more each time.
pub(super) const STEP: u32 = 10;
/// How many it shows at most.
pub(super) const MOST: u32 = 100;
/// Beyond this many metres a venue is not near, where no time is known.
const NEAR_M: f64 = 30_000.0;

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
    /// How many minutes by car it may take: one of [`choices::MINUTES_OFFERED`].
    pub(super) minutes: Option<&'static str>,
    pub(super) count: u32,
}

/// Nothing that was asked for is near: whom else to ask.
pub(super) struct Alone {
    pub(super) sentence: &'static str,
    pub(super) town_hall: Option<TownHallView>,
    pub(super) help: Option<&'static Line>,
}

/// What was found.
pub(super) struct Found {
    /// How its forms are sent: a position never goes into an address.
    pub(super) method: &'static str,
    pub(super) place: Pairs,
    /// Whether anything was filtered.
    pub(super) filtered: bool,
    pub(super) choices: Vec<Choice>,
    /// Filters that the lists do not offer, kept as they are.
    pub(super) other_filters: Pairs,
    /// Which wishes were let go because nothing fulfils them all.
    pub(super) widened: Option<String>,
    pub(super) alone: Option<Alone>,
    /// Which opening was asked for, and what that leaves out.
    pub(super) open: Option<String>,
    /// The need that was chosen, as people say it.
    pub(super) need: Option<&'static str>,
    /// What to bring.
    pub(super) bring: Option<&'static str>,
    pub(super) cards: Vec<Card>,
    /// Those of the surroundings that are known only by their commune: distances to it would pass them off as nearest.
    pub(super) unplaced: Vec<Card>,
    /// « Le lieu le plus proche est à 12 minutes en voiture. »
    pub(super) promise: Option<String>,
    /// The venue that takes the least time, when it is not the first: its id and its name.
    pub(super) quickest: Option<(String, String)>,
    pub(super) summary: String,
    pub(super) next: Option<Next>,
    /// The labels of the venues shown, and what they mean.
    pub(super) labels: Vec<(&'static str, &'static str)>,
}

/// How much of what was asked is let go, the least first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Widened {
    Nothing,
    Minutes,
    /// All but the need.
    Choices,
    Everything,
}

impl Found {
    /// The venues nearest to `place` that fit.
    pub(super) fn around(place: &Place, wishes: &Wishes, served: &Served, now: DateTime<Utc>, t: &Texts) -> Self {
        let snapshot = &served.snapshot;
        let wanted = wishes.count as usize;
        let (widened, filter) = wishes.possible(place, served, now);
        let longest_s = wishes.longest_s().filter(|_| widened == Widened::Nothing);
        let search = Search {
            served,
            point: (place.lon, place.lat),
            filter: &filter,
            longest_s,
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
        let is_near = quickest.as_ref().or(nearest.first()).is_some_and(is_near);
        let cards = |found: &[Near<'_>]| -> Vec<Card> {
            let card = |near| Card::near(near, filter.open, now, t);
            found.iter().map(card).collect()
        };
        let first = nearest.first().map(|near| near.nearby.rank);
        let other = quickest.filter(|near| first != Some(near.nearby.rank));
        let unplaced = cards(&unplaced);
        let cards = cards(&nearest);
        let shown = cards
            .iter()
            .chain(&unplaced)
            .flat_map(|card| card.labels.iter().copied());
        let fits = matches!(widened, Widened::Nothing | Widened::Minutes);
        Self {
            method: if place.label.is_some() { "get" } else { "post" },
            place: place.pairs.clone(),
            filtered: wishes.are_any(),
            choices: choices::of(wishes, snapshot, t),
            other_filters: other_filters(&wishes.filter),
            widened: said(widened, wishes, t),
            alone: (!(is_near && fits)).then(|| Alone::at(place, wishes, served, now, t)),
            open: filter.open.map(|when| t.results.only_open(choices::said(when, t))),
            need: wishes.need.map(|need| need.sentence(t)),
            bring: wishes.need.and_then(|need| needs::bring(need.service, t)),
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
            labels: meanings::explained(shown, t),
            cards,
            unplaced,
        }
    }
}

impl Alone {
    fn at(place: &Place, wishes: &Wishes, served: &Served, now: DateTime<Utc>, t: &Texts) -> Self {
        let geography = served.snapshot.geography();
        let town_hall = place.commune.as_ref();
        Self {
            sentence: if wishes.are_any() {
                t.results.none_near_that_fits
            } else {
                t.results.none_near
            },
            town_hall: town_hall.and_then(|code| TownHallView::of(code, geography, now, t)),
            help: telephones::help(),
        }
    }
}

/// Whether someone gets there within the promise.
fn is_near(near: &Near<'_>) -> bool {
    match near.journey {
        Some(journey) => journey.central_s() <= PROMISE_S,
        None => near.nearby.distance_m <= NEAR_M,
    }
}

impl Wishes {
    fn longest_s(&self) -> Option<u32> {
        let minutes: u32 = self.minutes?.parse().ok()?;
        Some(minutes * 60)
    }

    fn are_any(&self) -> bool {
        self.need.is_some() || !self.filter.is_empty() || self.minutes.is_some()
    }

    /// The filter that lets go as little as it must for some venue to fit.
    fn possible(&self, place: &Place, served: &Served, now: DateTime<Utc>) -> (Widened, Filter) {
        let need = Filter {
            services: self.need.map(|need| need.service).into_iter().collect(),
            ..Filter::default()
        };
        let mut all = self.filter.clone();
        all.services.extend(&need.services);
        let steps = [
            (Widened::Nothing, all.clone(), true),
            (Widened::Minutes, all, self.minutes.is_some()),
            (Widened::Choices, need, !self.filter.is_empty()),
        ];
        for (widened, filter, differs) in steps {
            let search = Search {
                served,
                point: (place.lon, place.lat),
                filter: &filter,
                longest_s: self.longest_s().filter(|_| widened == Widened::Nothing),
                now,
            };
            if differs && (!search.venues(true, 1).is_empty() || !search.venues(false, 1).is_empty()) {
                return (widened, filter);
            }
        }
        let widened = if self.are_any() {
            Widened::Everything
        } else {
            Widened::Nothing
        };
        (widened, Filter::default())
    }
}

/// What was let go, in a sentence.
fn said(widened: Widened, wishes: &Wishes, t: &Texts) -> Option<String> {
    match widened {
        Widened::Nothing => None,
        Widened::Minutes => wishes.minutes.map(|minutes| t.results.without_minutes(minutes)),
        Widened::Choices => Some(t.results.without_choices.to_owned()),
        Widened::Everything => Some(t.results.without_anything.to_owned()),
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
    let r = &t.results;
    Some(match (named, journey.method == Method::Routes) {
        (true, true) => r.quickest(minutes),
        (true, false) => r.quickest_about(minutes),
        (false, true) => r.nearest(minutes),
        (false, false) => r.nearest_about(minutes),
    })
}

fn summary(shown: usize, from: Origin, t: &Texts) -> String {
    match from {
        Origin::Visitor => t.results.from_here(shown),
        Origin::TownHall => t.results.from_town_hall(shown),
        Origin::Centre => t.results.from_centre(shown),
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
