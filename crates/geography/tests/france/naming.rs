//! Communes as source files name them.

use crate::support::france;

#[test]
fn names_as_files_write_them_lead_to_one_commune() {
    let Some(france) = france() else { return };
    for (name, postcode, code) in [
        ("DIE", Some("26150"), "26113"),
        ("26150 DIE", Some("26150"), "26113"),
        ("Die (26)", Some("26150"), "26113"),
        ("DIE", None, "26113"),
        ("ST ETIENNE CEDEX 1", Some("42000"), "42218"),
        ("SAINT-ETIENNE CEDEX 1", Some("42007"), "42218"),
        ("MARSEILLE 11", Some("13011"), "13211"),
        ("Marseille", Some("13011"), "13211"),
        ("Marseille", None, "13055"),
        ("Lyon 3e Arrondissement", Some("69003"), "69383"),
        ("Paris 18e", Some("75018"), "75118"),
        ("PARIS", Some("75016"), "75116"),
        ("Paris", Some("75116"), "75116"),
        ("PARIS CEDEX 18", Some("75018"), "75118"),
        ("Havre", Some("76600"), "76351"),
        ("Grenble", Some("38000"), "38185"),
        ("Champtoceaux", Some("49270"), "49126"),
        ("Mont-Dore", Some("98800"), "98817"),
        ("Nouméa", Some("98800"), "98818"),
        ("Saint Denis", Some("97400"), "97411"),
        ("l'hay les roses", Some("94240"), "94038"),
        ("CHALON S/SAONE", Some("71100"), "71076"),
        ("Saint-Pierre", Some("97500"), "97502"),
    ] {
        let found = france.find(name, postcode).map(|commune| commune.code.as_str());
        assert_eq!(found, Some(code), "{name} {postcode:?}");
    }
}

#[test]
fn an_ambiguous_or_unknown_name_gives_none_rather_than_a_guess() {
    let Some(france) = france() else { return };
    for (name, postcode) in [
        ("Saint-Denis", None),
        ("Sainte-Marie", None),
        ("Grenble", None),
        ("", Some("26150")),
        ("   ", None),
        ("Die", Some("75018")),
        ("Atlantis", Some("26150")),
        ("Die", Some("é")),
    ] {
        let found = france.find(name, postcode).map(|commune| commune.code.as_str());
        assert_eq!(found, None, "{name} {postcode:?}");
    }
}

#[test]
fn every_commune_is_found_by_its_name_and_each_of_its_postcodes() {
    let Some(france) = france() else { return };
    let mut lost = Vec::new();
    let mut asked = 0_u32;
    for commune in france
        .communes()
        .iter()
        .filter(|commune| france.arrondissements(commune).is_empty())
    {
        for postcode in &commune.postcodes {
            asked += 1;
            let found = france.find(&commune.name.to_uppercase(), Some(postcode.as_str()));
            if found.is_none_or(|found| found.code != commune.code) {
                lost.push(format!("{} {postcode}", commune.name));
            }
        }
    }
    println!("{} of {asked} pairs lost: {lost:?}", lost.len());
    assert!(lost.len() <= 3, "{lost:?}");
}

#[test]
fn postcodes_lead_to_all_their_communes() {
    let Some(france) = france() else { return };
    let codes = |postcode| -> Vec<&str> {
        france
            .communes_with_postcode(postcode)
            .iter()
            .map(|commune| commune.code.as_str())
            .collect()
    };
    assert!(codes("26150").contains(&"26113"));
    assert_eq!(codes("75018"), ["75056", "75118"]);
    assert!(codes("00000").is_empty());
}
