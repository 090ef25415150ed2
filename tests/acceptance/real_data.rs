//! All of the reference data, from raw files to answers: every row accounted for.

use crate::stage::all_sources;
use portee_tests::binary::{portee, run_ok};

#[test]
fn over_nine_thousand_venues_are_published_and_every_row_is_accounted_for() {
    let Some(stage) = all_sources() else { return };
    let matched = stage.server.get("/api/v1/lieux?limite=1").json()["numberMatched"]
        .as_u64()
        .expect("a count");
    assert!(matched > 9_000, "{matched}");

    let mut command = portee(stage.var.path());
    let editions: serde_json::Value =
        serde_json::from_str(&run_ok(command.args(["editions", "--json"]))).expect("JSON");
    let sources = editions[0]["sources"].as_array().expect("sources");
    let number = |source: &serde_json::Value, name: &str| source[name].as_u64().expect("a number");
    let ids: Vec<&str> = sources
        .iter()
        .map(|source| source["id"].as_str().expect("an id"))
        .collect();
    for id in [
        "france-services",
        "conseiller-numerique",
        "data-inclusion",
        "cartographie-nationale",
    ] {
        assert!(ids.contains(&id), "{id} is not among {ids:?}");
    }
    assert!(ids.len() >= 5, "{ids:?}");
    for source in sources {
        let fates = number(source, "published") + number(source, "merged") + number(source, "rejected");
        assert_eq!(number(source, "read"), fates, "{source}");
    }
    let published: u64 = sources.iter().map(|source| number(source, "published")).sum();
    assert_eq!(published, matched, "each venue is led by one row");
}

#[test]
fn every_france_services_row_is_read_and_almost_all_are_venues() {
    let Some(stage) = all_sources() else { return };
    let mut command = portee(stage.var.path());
    let editions: serde_json::Value =
        serde_json::from_str(&run_ok(command.args(["editions", "--json"]))).expect("JSON");
    let sources = editions[0]["sources"].as_array().expect("sources");
    let source = sources
        .iter()
        .find(|source| source["id"] == "france-services")
        .expect("France Services");
    assert_eq!(source["read"], 2_845);
    let labelled = stage
        .server
        .get("/api/v1/lieux?dispositif_programmes_nationaux=France%20Services&limite=1")
        .json();
    assert!(
        labelled["numberMatched"].as_u64().expect("a count") >= 2_800,
        "{labelled}"
    );
}

#[test]
fn a_reader_who_pages_through_sees_each_venue_once() {
    let Some(stage) = all_sources() else { return };
    let ids = crate::nearest::all_venues(&stage.server)
        .into_iter()
        .map(|venue| venue.id);
    let count = ids.len();
    let unique: std::collections::BTreeSet<String> = ids.collect();
    assert_eq!(unique.len(), count);
    let matched = stage.server.get("/api/v1/lieux?limite=1").json()["numberMatched"]
        .as_u64()
        .expect("a count");
    assert_eq!(matched, unique.len() as u64);
}

#[test]
fn no_published_contact_is_a_persons() {
    let Some(stage) = all_sources() else { return };
    // People as they appear in addresses: first name, dot, family name.
    for venue in crate::nearest::all_venues(&stage.server) {
        for email in venue.properties["courriels"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|value| value.as_str())
        {
            let (local, _) = email.split_once('@').expect("an address");
            let first_names = [
                "marie", "jean", "pierre", "sophie", "nathalie", "julien", "thomas", "isabelle", "claire", "nicolas",
            ];
            let named = local
                .split_once('.')
                .is_some_and(|(first, rest)| first_names.contains(&first) && rest.len() > 2);
            assert!(!named, "{email} ({})", venue.id);
        }
    }
}
