//! The standard's CSV, read by our own ingest and written again: the same bytes, whatever the venues say.

use super::tables;
use crate::csv::Dialect;
use chrono::{DateTime, Days, NaiveDate};
use geo::{MultiPolygon, Rect, coord};
use portee_domain::vocabulary::Vocabulary;
use portee_domain::{
    CommuneCode, Contact, Description, Edition, Hours, Location, Member, Position, Precision, SourceId, Venue, VenueId,
};
use portee_geography::{Commune, Departement, Geography, Parts};
use portee_ingest::acquire::Acquired;
use portee_ingest::source::{Format, SourceDefinition};
use portee_ingest::{Circumstances, Decisions};
use proptest::{collection::vec, option::of, prelude::*, sample::select, sample::subsequence};

const TOWNS: [(&str, &str, &str, (f64, f64)); 2] = [
    ("Die", "26113", "26150", (5.37, 44.75)),
    ("L'Île-d'Yeu", "85113", "85350", (-2.35, 46.71)),
];

const NEIGHBOUR: &str = r#"
name = "Une autre Portée"
licence = "Licence Ouverte 2.0"
producer = "Essai"
page = "https://exemple.fr"
priority = 15
published = true
[file]
data_paths = ["lieux.csv"]
format = "csv"
"#;

fn geography() -> Geography {
    let mut parts = Parts::default();
    for (name, code, postcode, (lon, lat)) in TOWNS {
        let square = |reach: f64| {
            let low = coord! { x: lon - reach, y: lat - reach };
            let high = coord! { x: lon + reach, y: lat + reach };
            MultiPolygon(vec![Rect::new(low, high).to_polygon()]).into()
        };
        let code: CommuneCode = code.parse().unwrap();
        parts.departements.push(Departement {
            code: code.departement(),
            name: format!("Autour de {name}"),
            region: "84".into(),
            outline: square(0.5),
        });
        parts.communes.push(Commune {
            region: "84".into(),
            departement: code.departement(),
            name: name.to_owned(),
            epci: None,
            postcodes: vec![postcode.parse().unwrap()],
            population: Some(4_800),
            centre: (lon, lat),
            town_hall: None,
            outline: square(0.05),
            parent: None,
            code,
        });
    }
    Geography::from_parts(parts)
}

/// Quotes, separators, newlines, formulas, bars, spaces around; never blank, as no value of a venue is.
fn text() -> impl Strategy<Value = String> {
    let nasty = "[-=+@'\"|;,\n\r\ta-cé ’«»😀]{0,14}";
    prop_oneof![4 => nasty, 1 => "[^\u{0}]{0,40}"].prop_filter("blank", |text| !text.trim().is_empty())
}

fn labels<V: Vocabulary + std::fmt::Debug>() -> impl Strategy<Value = Vec<V>> {
    subsequence(V::ALL.to_vec(), 0..=V::ALL.len()).prop_map(|mut values| {
        values.sort_unstable();
        values
    })
}

/// As everything in a description: sorted, without repeats.
fn free_labels() -> impl Strategy<Value = Vec<String>> {
    vec(text(), 0..3).prop_map(|mut labels| {
        labels.sort_unstable();
        labels.dedup();
        labels
    })
}

fn description() -> impl Strategy<Value = Description> {
    let phone = "\\+33[1-9][0-9]{8}".prop_map(|text| text.parse().unwrap());
    let email = "[a-z'&.]{1,8}@[a-z]{2,6}\\.fr".prop_map(|text| text.parse().unwrap());
    let url = || "https://[a-z]{2,6}\\.fr/[a-z,;'é?=-]{0,8}".prop_map(|text| text.parse().unwrap());
    let contact = (of(phone), vec(email, 0..3), vec(url(), 0..3)).prop_map(|(phone, emails, websites)| Contact {
        phone,
        emails,
        websites,
    });
    let osm = select(vec![
        "Mo-Fr 09:00-12:00; PH off",
        "We 14:00-17:00 unknown \"sur, rendez-vous\"",
        "24/7",
    ]);
    let hours = prop_oneof![
        Just(Hours::Unstated),
        osm.prop_map(|text| Hours::Osm(text.into())),
        text().prop_map(Hours::Text)
    ];
    let siret = of(select(vec!["43493312300029", "35600000049837"]).prop_map(|text| text.parse().unwrap()));
    let date = of((0..18_000_u64).prop_map(|days| NaiveDate::from_ymd_opt(1971, 1, 1).unwrap() + Days::new(days)));
    let summary = of(prop_oneof![text(), Just(format!("-{}", "é".repeat(279)))]);
    let first = (
        text(),
        siret,
        labels(),
        contact,
        hours,
        summary,
        of(text()),
        labels(),
        date,
    );
    let lists = (
        labels(),
        labels(),
        labels(),
        labels(),
        labels(),
        labels(),
        free_labels(),
        labels(),
        labels(),
    );
    (first, lists, of(url()), of(url())).prop_map(|(first, lists, accessibility_url, appointment_url)| {
        let (name, siret, typologies, contact, hours, summary, detail, itinerance, verified_on) = first;
        let (
            services,
            audiences,
            specific_care,
            fees,
            programmes,
            training_labels,
            other_labels,
            access_modes,
            support_modes,
        ) = lists;
        Description {
            name,
            siret,
            typologies,
            contact,
            hours,
            summary,
            detail,
            itinerance,
            services,
            audiences,
            specific_care,
            fees,
            programmes,
            training_labels,
            other_labels,
            access_modes,
            support_modes,
            accessibility_url,
            appointment_url,
            verified_on,
        }
    })
}

fn venue() -> impl Strategy<Value = Venue> {
    let member = (
        prop_oneof!["[a-z-]{1,8}:[0-9]{1,3}", "[0-9a-f]{1,6}", text()],
        "[a-z-]{2,8}",
    );
    let place = (
        0..TOWNS.len(),
        -0.04..0.04_f64,
        -0.04..0.04_f64,
        prop_oneof![text(), Just(String::new())],
        of(text()),
    );
    ("[a-z2-7]{12}", description(), place, member).prop_map(|(id, description, place, (local_id, source))| {
        let (town, east, north, address, address_complement) = place;
        let (commune, code, postcode, (lon, lat)) = TOWNS[town];
        let commune_code: CommuneCode = code.parse().unwrap();
        Venue {
            id: id.parse().unwrap(),
            location: Location {
                address,
                address_complement,
                postcode: postcode.parse().unwrap(),
                commune: commune.to_owned(),
                departement: commune_code.departement(),
                commune_code,
                position: Position::new(lon + east, lat + north, Precision::Exact).unwrap(),
            },
            members: vec![Member {
                source: source.parse::<SourceId>().unwrap(),
                row: 1,
                local_id,
                verified_on: description.verified_on,
                fields: Vec::new(),
            }],
            description,
        }
    })
}

fn written(venues: &[Venue]) -> String {
    let venues: Vec<&Venue> = venues.iter().collect();
    tables::csv(&venues, Dialect::Exchange).take()
}

fn taken_in(csv: &str) -> Edition {
    let definition = SourceDefinition::parse("voisine.toml", NEIGHBOUR).unwrap();
    let file = Acquired::new(
        definition,
        Format::Csv,
        csv.as_bytes().to_vec(),
        "lieux.csv".into(),
        None,
    );
    let (geography, decisions) = (geography(), Decisions::default());
    let with = Circumstances {
        geography: &geography,
        previous: None,
        decisions: &decisions,
        geocoder: None,
        now: DateTime::from_timestamp(1_795_000_000, 0).unwrap(),
    };
    portee_ingest::ingest(vec![file], Vec::new(), &with, &|_, _, _| {}).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]
    #[test]
    fn what_is_exported_taken_in_and_exported_again_is_the_same_to_the_byte(
        venues in vec(venue(), 1..6).prop_map(|mut venues| {
            venues.sort_by(|a, b| a.id.cmp(&b.id));
            venues.dedup_by(|a, b| a.id == b.id);
            venues
        })
    ) {
        let exported = written(&venues);
        let edition = taken_in(&exported);
        prop_assert_eq!(edition.sources[0].rejected, 0, "{:?}", edition.findings);
        prop_assert_eq!(written(&edition.venues), exported);
        let ids = |venues: &[Venue]| venues.iter().map(|venue| venue.id.clone()).collect::<Vec<VenueId>>();
        prop_assert_eq!(ids(&edition.venues), ids(&venues));
        prop_assert!(edition.successions.is_empty());
    }
}

#[test]
fn twins_of_one_table_stay_two_and_a_row_without_a_venues_id_is_refused() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let one = venue().new_tree(&mut runner).unwrap();
    let one = proptest::strategy::ValueTree::current(&one);
    let twin = Venue {
        id: "aaaaaaaaaaaa".parse().unwrap(),
        ..one.clone()
    };
    let table = written(&[twin, one]);
    assert_eq!(taken_in(&table).venues.len(), 2);
    let edition = taken_in(&table.replace("aaaaaaaaaaaa", "numéro-7"));
    assert_eq!((edition.venues.len(), edition.sources[0].rejected), (1, 1));
}
