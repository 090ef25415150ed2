//! Nearest, against looking at all of them.

use crate::fixture::{noon, snapshot, venue_at};
use crate::{Filter, Listing, Snapshot, When};
use portee_domain::vocabulary::{Fee, Programme, Service, Vocabulary};
use portee_domain::{Venue, VenueId, great_circle_m};
use proptest::prelude::*;

/// Metropole, overseas, both sides of the antimeridian, the poles; many at the very same place.
fn places() -> impl Strategy<Value = (f64, f64)> {
    prop_oneof![
        4 => (-5.0..9.0, 41.0..51.0),
        1 => (55.2..55.9, -21.4..-20.8),
        1 => (-62.0..-60.8, 14.3..16.6),
        1 => (179.0..=180.0, -20.0..-10.0),
        1 => (-180.0..-176.0, -20.0..-10.0),
        1 => (-180.0..=180.0, -90.0..=90.0),
        1 => Just((5.37, 44.75)),
        1 => Just((180.0, -15.0)),
        1 => Just((-180.0, -15.0)),
    ]
}

fn venues() -> impl Strategy<Value = Vec<Venue>> {
    let one = (places(), 0..9_usize, 0..3_usize, 0..11_usize);
    prop::collection::vec(one, 0..150).prop_map(|rows| {
        (0..)
            .zip(rows)
            .map(|(number, ((lon, lat), service, fee, programme))| {
                let mut venue = venue_at(number, lon, lat);
                venue.description.services = vec![Service::ALL[service]];
                venue.description.fees = vec![Fee::ALL[fee]];
                venue.description.programmes = vec![Programme::ALL[programme]];
                venue
            })
            .collect()
    })
}

/// The answer by looking at every listing.
fn brute(snapshot: &Snapshot, from: (f64, f64), fits: impl Fn(&Listing) -> bool) -> Vec<(f64, &VenueId)> {
    let mut all: Vec<_> = snapshot
        .listings()
        .iter()
        .filter(|listing| fits(listing))
        .map(|listing| {
            let position = &listing.venue.location.position;
            (
                great_circle_m(from, (position.lon(), position.lat())),
                &listing.venue.id,
            )
        })
        .collect();
    all.sort_by(|a, b| a.0.total_cmp(&b.0).then_with(|| a.1.cmp(b.1)));
    all
}

/// Haversine loses its precision towards the antipode (asin near 1): beyond, order within a metre is not compared.
const PRECISE_M: f64 = 19_900_000.0;

fn check(snapshot: &Snapshot, from: (f64, f64), filter: &Filter, limit: usize, fits: impl Fn(&Listing) -> bool) {
    let found = snapshot.nearest(from.0, from.1, filter, limit, noon());
    let expected = brute(snapshot, from, fits);
    assert_eq!(found.len(), expected.len().min(limit));
    for (found, (distance_m, id)) in found.iter().zip(expected) {
        if distance_m < PRECISE_M {
            assert_eq!((&found.listing.venue.id, found.distance_m), (id, distance_m));
        } else {
            assert!((found.distance_m - distance_m).abs() < 1.0);
        }
    }
}

proptest! {
    #[test]
    fn nearest_is_what_looking_at_all_of_them_gives(venues in venues(), from in places(), limit in 1..40_usize) {
        check(&snapshot(venues), from, &Filter::default(), limit, |_| true);
    }

    #[test]
    fn nearest_with_filters_is_what_looking_at_all_of_them_gives(
        venues in venues(), from in places(), limit in 1..10_usize,
        services in prop::sample::subsequence(Service::ALL, 0..4), fee in 0..3_usize,
    ) {
        let filter = Filter { services: services.clone(), fees: vec![Fee::ALL[fee]], ..Filter::default() };
        check(&snapshot(venues), from, &filter, limit, |listing| {
            let what = &listing.venue.description;
            (services.is_empty() || services.iter().any(|service| what.services.contains(service)))
                && what.fees.contains(&Fee::ALL[fee])
        });
    }
}

#[test]
fn at_equal_distance_the_order_is_that_of_the_ids() {
    let snapshot = snapshot((0..50).map(|number| venue_at(number, 5.37, 44.75)).collect());
    let found = snapshot.nearest(5.0, 44.0, &Filter::default(), 7, noon());
    let ids: Vec<_> = found.iter().map(|nearby| &nearby.listing.venue.id).collect();
    let first: Vec<_> = snapshot.listings()[..7]
        .iter()
        .map(|listing| &listing.venue.id)
        .collect();
    assert_eq!(ids, first);
}

#[test]
fn the_nearest_may_be_across_the_antimeridian() {
    let snapshot = snapshot(vec![venue_at(1, 179.9, -14.0), venue_at(2, -179.0, -14.0)]);
    let found = snapshot.nearest(-179.9, -14.0, &Filter::default(), 1, noon());
    assert_eq!(found[0].listing.venue.members[0].row, 1);
    assert!(found[0].distance_m < 22_000.0);
}

#[test]
fn a_point_that_is_not_on_earth_has_no_neighbours() {
    let snapshot = snapshot(vec![venue_at(1, 5.0, 45.0)]);
    for (lon, lat) in [(f64::NAN, 0.0), (0.0, 91.0), (181.0, 0.0), (f64::INFINITY, 0.0)] {
        assert!(snapshot.nearest(lon, lat, &Filter::default(), 5, noon()).is_empty());
    }
    assert!(snapshot.nearest(5.0, 45.0, &Filter::default(), 0, noon()).is_empty());
}

/// A repeatable stream of numbers from 0 to 1 (Knuth's MMIX generator).
fn numbers() -> impl FnMut() -> f64 {
    let mut state = 1_u64;
    move || {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        f64::from((state >> 33) as u32) / f64::from(1_u32 << 31)
    }
}

#[test]
fn twenty_thousand_venues_are_ranked_like_brute_force_and_the_time_is_told() {
    let mut number = numbers();
    let venues = (0..20_000).map(|id| {
        let mut venue = venue_at(id, number() * 13.0 - 4.7, number() * 8.5 + 42.4);
        let minute = id % 60;
        venue.description.hours =
            portee_domain::Hours::Osm(format!("Mo-Fr 08:{minute:02}-12:00,13:30-17:{minute:02}; PH off"));
        venue.description.services = vec![Service::ALL[id as usize % 9]];
        venue
    });
    let started = std::time::Instant::now();
    let snapshot = snapshot(venues.collect());
    let built = started.elapsed();
    let points: Vec<_> = (0..2_000)
        .map(|_| (number() * 13.0 - 4.7, number() * 8.5 + 42.4))
        .collect();
    for from in points.iter().take(100) {
        check(&snapshot, *from, &Filter::default(), 5, |_| true);
    }
    let time = |label: &str, filter: &Filter| {
        let mut seen = 0;
        for round in ["first", "again"] {
            let started = std::time::Instant::now();
            for from in &points {
                for nearby in snapshot.nearest(from.0, from.1, filter, 5, noon()) {
                    seen += nearby.listing.evaluated(noon(), |it| it.json.len());
                }
            }
            eprintln!("{label}, {round}: {:?} a query", started.elapsed() / 2_000);
        }
        assert!(seen > 0);
    };
    eprintln!("20,000 venues made ready in {built:?}");
    time("nearest 5 with opening", &Filter::default());
    time(
        "nearest 5 of one service",
        &Filter {
            services: vec![Service::Access],
            ..Filter::default()
        },
    );
    let night = crate::fixture::at("2026-11-24T02:00:00Z");
    let open_at_night = Filter {
        open: Some(When::Now),
        ..Filter::default()
    };
    for round in ["first", "again"] {
        let started = std::time::Instant::now();
        for from in points.iter().take(20) {
            assert!(snapshot.nearest(from.0, from.1, &open_at_night, 5, night).is_empty());
        }
        eprintln!("nearest 5 open at night, {round}: {:?} a query", started.elapsed() / 20);
    }
    let open_now = Filter {
        open: Some(When::Now),
        ..Filter::default()
    };
    let started = std::time::Instant::now();
    let open = snapshot
        .select(&open_now, None, None, 20, crate::fixture::at("2026-11-24T09:00:00Z"))
        .matched;
    eprintln!("open now, all of them, cold: {open} in {:?}", started.elapsed());
    let started = std::time::Instant::now();
    let again = snapshot
        .select(&open_now, None, None, 20, crate::fixture::at("2026-11-24T09:00:01Z"))
        .matched;
    eprintln!("open now, all of them, warm: {again} in {:?}", started.elapsed());
    assert_eq!(open, again);
}

proptest! {
    #[test]
    fn within_a_distance_is_what_looking_at_all_of_them_gives(
        venues in venues(), from in places(), metres in prop_oneof![0.0..200_000.0, 0.0..2e7_f64],
    ) {
        let snapshot = snapshot(venues);
        let found = snapshot.within(from.0, from.1, &Filter::default(), metres, noon());
        let expected = brute(&snapshot, from, |_| true);
        let expected: Vec<_> = expected.into_iter().filter(|(distance_m, _)| *distance_m <= metres).collect();
        prop_assert_eq!(found.len(), expected.len());
        for (found, (distance_m, id)) in found.iter().zip(expected) {
            prop_assert_eq!(found.distance_m.to_bits(), distance_m.to_bits());
            prop_assert_eq!(&snapshot.listings()[found.rank as usize].venue.id, id);
        }
    }
}
