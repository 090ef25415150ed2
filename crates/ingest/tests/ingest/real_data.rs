//! The real files of the shared data: counts, known defects, truth for merging.

use crate::common::{geography, real_edition, real_sources, with};
use portee_domain::vocabulary::Programme;
use portee_domain::{Edition, FindingKind, Hours, Position, Precision, Venue, VenueId, great_circle_m};
use portee_ingest::Decisions;
use portee_ingest::gates::PreviousEdition;
use std::collections::{BTreeMap, HashMap};

/// The venue that a row became part of, by its source and local id.
fn venue_of<'a>(edition: &'a Edition, source: &str, local_id: &str) -> &'a Venue {
    let has = |venue: &&Venue| {
        let mut members = venue.members.iter();
        members.any(|member| member.source.as_str() == source && member.local_id == local_id)
    };
    edition.venues.iter().find(has).expect("the row is published")
}

#[test]
fn every_row_of_every_source_is_accounted_for() {
    let Some((edition, elapsed)) = real_edition() else {
        return;
    };
    eprintln!(
        "{} venues, {} successions, {} findings in {elapsed:?}",
        edition.venues.len(),
        edition.successions.len(),
        edition.findings.len()
    );
    for source in &edition.sources {
        eprintln!(
            "{}: {} read = {} published + {} merged + {} rejected",
            source.id, source.read, source.published, source.merged, source.rejected
        );
        assert!(source.adds_up(), "{}", source.id);
        let rejections = |row: &portee_domain::Finding| {
            row.source == source.id && row.severity() == portee_domain::Severity::Rejection
        };
        let rejected = edition.findings.iter().filter(|finding| rejections(finding)).count();
        assert_eq!(
            rejected, source.rejected as usize,
            "each rejection of {} has its finding",
            source.id
        );
    }
    let read = |id: &str| {
        edition
            .sources
            .iter()
            .find(|source| source.id.as_str() == id)
            .map(|source| source.read)
    };
    assert_eq!(read("france-services"), Some(2_845));
    assert_eq!(read("conseiller-numerique"), Some(4_930));
    assert_eq!(read("data-inclusion"), Some(3_811));
    assert_eq!(read("cartographie-nationale"), Some(687));
    // Of 13,456 rows of files that overlap by more than a third.
    assert!(edition.venues.len() > 8_500, "{} venues", edition.venues.len());
    let labelled = |venue: &&Venue| venue.description.programmes.contains(&Programme::FranceServices);
    let france_services = edition.venues.iter().filter(labelled).count();
    assert!(france_services >= 2_800, "{france_services} France Services venues");
    let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
    for finding in &edition.findings {
        *kinds.entry(finding.kind.code()).or_default() += 1;
    }
    eprintln!("{kinds:?}");
}

#[test]
fn the_order_of_the_files_changes_nothing() {
    let Some((edition, _)) = real_edition() else { return };
    let (Some(geography), Some((mut sources, missing))) = (geography(), real_sources()) else {
        return;
    };
    sources.reverse();
    let nobody = Decisions::default();
    let reversed = portee_ingest::ingest(sources, missing, &with(geography, None, &nobody), &|_, _, _| {}).unwrap();
    let bytes = |edition: &Edition| serde_json::to_vec(edition).unwrap();
    assert!(bytes(edition) == bytes(&reversed), "the two editions differ");
}

#[test]
fn positions_known_to_be_wrong_are_caught() {
    let Some((edition, _)) = real_edition() else { return };
    for (source, id, commune) in [
        ("conseiller-numerique", "625ae50705457b0790333357", "Gap"),
        ("cartographie-nationale", "hinaura:1139", "Annecy"),
    ] {
        let venue = venue_of(edition, source, id);
        assert_eq!(venue.location.commune, commune);
        assert_eq!(venue.location.position.precision(), Precision::Commune, "{commune}");
    }
    let illiteracy = |venue: &&Venue| {
        venue.location.commune == "Nancy" && venue.description.name.to_lowercase().contains("illettrisme")
    };
    for venue in edition.venues.iter().filter(illiteracy) {
        let at = (venue.location.position.lon(), venue.location.position.lat());
        assert!(
            great_circle_m(at, (6.184, 48.692)) < 10_000.0,
            "{} is at {at:?}",
            venue.description.name
        );
    }
    assert!(edition.venues.iter().filter(illiteracy).count() > 0);
    let belleville = venue_of(edition, "hub-du-sud", "france-services:2490");
    assert_eq!(belleville.location.postcode.as_str(), "69220");
    assert_eq!(belleville.location.commune, "Belleville-en-Beaujolais");
}

#[test]
fn no_point_is_published_far_outside_its_commune() {
    let (Some((edition, _)), Some(geography)) = (real_edition(), geography()) else {
        return;
    };
    let far = |venue: &&Venue| {
        let at = venue.location.position;
        let commune = geography
            .commune(venue.location.commune_code.as_str())
            .expect("a commune");
        commune.has_outline() && geography.distance_m(commune, at.lon(), at.lat()) > 2_000.0
    };
    let outside: Vec<&str> = edition
        .venues
        .iter()
        .filter(far)
        .map(|venue| venue.description.name.as_str())
        .collect();
    assert!(outside.is_empty(), "{outside:?}");
}

#[test]
fn an_island_that_simplified_borders_forget_keeps_its_place() {
    let Some((edition, _)) = real_edition() else {
        return;
    };
    let sein = venue_of(edition, "conseiller-numerique", "627e1699ad1bdb06edc4aa30");
    assert_eq!(sein.location.commune_code.as_str(), "29083");
    let position = sein.location.position;
    assert_eq!(position.precision(), Precision::Exact);
    assert_eq!((position.lat(), position.lon()), (48.035_556, -4.850_479));
}

#[test]
fn rows_that_share_an_identifier_are_one_venue() {
    let Some((edition, _)) = real_edition() else { return };
    let mut venue_of_row: HashMap<(&str, &str), usize> = HashMap::new();
    for (index, venue) in edition.venues.iter().enumerate() {
        for member in &venue.members {
            venue_of_row.insert((member.source.as_str(), member.local_id.as_str()), index);
        }
    }
    let (mut shared, mut together) = (0, 0);
    for ((source, id), venue) in &venue_of_row {
        let Some(id) = id
            .strip_prefix("conseiller-numerique:")
            .filter(|_| *source == "data-inclusion")
        else {
            continue;
        };
        if let Some(other) = venue_of_row.get(&("conseiller-numerique", id)) {
            shared += 1;
            together += usize::from(other == venue);
        }
    }
    eprintln!("{shared} identifiers shared, {together} rows together");
    assert!(shared > 2_400);
    assert_eq!(shared, together);
}

#[test]
fn two_entries_of_the_register_are_never_one_venue() {
    let Some((edition, _)) = real_edition() else { return };
    for venue in &edition.venues {
        let entries = venue
            .members
            .iter()
            .filter(|member| member.source.as_str() == "france-services")
            .count();
        assert!(entries <= 1, "{}", venue.description.name);
    }
}

#[test]
fn no_finding_repeats_an_address_that_was_dropped() {
    let Some((edition, _)) = real_edition() else { return };
    let about_mail = |kind| matches!(kind, FindingKind::EmailPersonal | FindingKind::EmailInvalid);
    let mut mails = edition
        .findings
        .iter()
        .filter(|finding| about_mail(finding.kind))
        .peekable();
    assert!(mails.peek().is_some());
    for finding in mails {
        assert!(!finding.detail.contains('@'), "{}", finding.detail);
    }
}

#[test]
fn most_hours_are_understood_and_all_expressions_parse() {
    let Some((edition, _)) = real_edition() else { return };
    let (mut osm, mut text) = (0_usize, 0_usize);
    for venue in &edition.venues {
        match &venue.description.hours {
            Hours::Osm(expression) => {
                osm += 1;
                assert!(
                    expression.parse::<opening_hours::OpeningHours>().is_ok(),
                    "{expression}"
                );
            }
            Hours::Text(_) => text += 1,
            Hours::Unstated => {}
        }
    }
    eprintln!("hours: {osm} expressions, {text} texts");
    assert!(osm > 50 * text, "{osm} expressions, {text} texts");
}

#[test]
fn the_real_edition_passes_the_gates_and_a_halved_one_does_not() {
    let (Some((edition, _)), Some(geography)) = (real_edition(), geography()) else {
        return;
    };
    let previous = PreviousEdition::of(edition);
    assert_eq!(portee_ingest::gates::check(edition, Some(&previous), geography), []);
    let refusals = |edition: &Edition| portee_ingest::gates::check(edition, Some(&previous), geography);
    let mut halved = edition.clone();
    halved.venues.truncate(previous.venues / 2);
    assert!(!refusals(&halved).is_empty());
    // All that is in Finistère lands at the other end of France: each count is right, and the known answers are not.
    let mut misplaced = edition.clone();
    for venue in &mut misplaced.venues {
        if venue.location.departement.as_str() == "29" {
            venue.location.position = Position::new(7.75, 48.58, Precision::Exact).expect("Strasbourg");
        }
    }
    let said = refusals(&misplaced);
    assert_eq!(said.len(), 2, "{said:?}");
    for (refusal, town) in said.iter().zip(["Depuis Brest", "Depuis Strasbourg"]) {
        assert!(refusal.to_string().starts_with(town), "{refusal}");
    }
}

#[test]
fn the_stops_of_real_buses_are_tied_together_within_their_departement() {
    let Some((edition, _)) = real_edition() else { return };
    let venues: HashMap<_, _> = edition.venues.iter().map(|venue| (&venue.id, venue)).collect();
    let stops: usize = edition.rounds.iter().map(|round| round.stops.len()).sum();
    eprintln!("{} rounds of {stops} stops", edition.rounds.len());
    for round in &edition.rounds {
        let found: Vec<&Venue> = round.stops.iter().map(|id| venues[id]).collect();
        let line = |venue: &&Venue| format!("{} ({})", venue.description.name, venue.location.commune);
        eprintln!("- {}", found.iter().map(line).collect::<Vec<_>>().join(" | "));
        assert!(found.len() > 1 && round.stops.is_sorted());
        let departement = &found[0].location.departement;
        assert!(found.iter().all(|venue| venue.location.departement == *departement));
    }
    // The Ordi Bus of Seine-et-Marne, the bus of the Creuse, the travelling house of the Alpes-Maritimes.
    let holding = |name: &str, least: usize| {
        let named = |id: &&VenueId| venues[id].description.name.contains(name);
        let most = edition
            .rounds
            .iter()
            .map(|round| round.stops.iter().filter(named).count())
            .max();
        assert!(most >= Some(least), "{name}: {most:?}");
    };
    holding("Ordi Bus", 6);
    holding("Bus de ", 8);
    holding("Maison du Département Itinérante", 9);
}
