//! Holidays and hours as the page of a venue says them, at instants that directories get wrong.

use super::fixture::{commune, venue};
use crate::App;
use axum::{body::Body, http::Request};
use portee_directory::{EditionStamp, Snapshot};
use portee_domain::{CommuneCode, Edition, EditionNumber, Hours, Position, Precision, Venue};
use portee_geography::{Commune, Departement, Geography, Outline, Parts};
use portee_reach::Network;
use std::sync::Arc;
use tower::ServiceExt;

const SILENT: &str = "Mo-Su 09:00-17:00";
const PH_OFF: &str = "Mo-Su 09:00-17:00; PH off";
const TOWNS: [(&str, &str, (f64, f64)); 4] = [
    ("26113", "Die", (5.3704, 44.7536)),
    ("67482", "Strasbourg", (7.7521, 48.5734)),
    ("97209", "Fort-de-France", (-61.07, 14.61)),
    ("97411", "Saint-Denis", (55.45, -20.88)),
];

/// What the page of a venue of `town` with these hours (none when empty) says of its opening at `now`: class, then words.
async fn said(town: &str, hours: &str, now: &'static str) -> String {
    let venue = in_town(town, hours);
    let path = format!("/lieux/{}", venue.id);
    let edition = Edition {
        venues: vec![venue],
        ..Edition::empty("2026-01-01T00:00:00Z".parse().unwrap())
    };
    let stamp = EditionStamp {
        number: EditionNumber(1),
        created_at: edition.created_at,
        checksum: "0".into(),
    };
    let geography = Arc::new(geography());
    let network = Arc::new(Network::new(None, Arc::clone(&geography)));
    let snapshot = Arc::new(Snapshot::build(edition, stamp, geography));
    let app = App::new(snapshot, network, Arc::new(move || now.parse().unwrap()));
    let request = Request::get(path).body(Body::empty()).unwrap();
    let response = crate::router(&app).oneshot(request).await.unwrap();
    let bytes = axum::body::to_bytes(response.into_body(), 1 << 22).await.unwrap();
    let text = String::from_utf8(bytes.to_vec())
        .unwrap()
        .replace(['\u{a0}', '\u{202f}'], " ");
    let state = text.split_once("class=\"state ").expect("a state").1;
    let (class, rest) = state.split_once('"').unwrap();
    // The state, and the reason when one follows at once.
    let (state, after) = rest.split_once('>').unwrap().1.split_once("</span>").unwrap();
    let reason = after
        .strip_prefix(" <span>")
        .and_then(|more| more.split("</span>").next());
    let words = format!("{state} {}", reason.unwrap_or_default());
    format!("{class}: {}", words.trim().replace("&#39;", "'"))
}

fn in_town(town: &str, hours: &str) -> Venue {
    let (code, name, (lon, lat)) = TOWNS.into_iter().find(|(code, ..)| *code == town).unwrap();
    let code: CommuneCode = code.parse().unwrap();
    let mut it = venue("lieu", "Lieu d'essai", lon, lat);
    it.location.commune = name.into();
    it.location.departement = code.departement();
    it.location.commune_code = code;
    it.location.position = Position::new(lon, lat, Precision::Exact).unwrap();
    it.description.contact.phone = Some("+33475220606".parse().unwrap());
    if !hours.is_empty() {
        it.description.hours = Hours::Osm(hours.into());
    }
    it
}

fn geography() -> Geography {
    let town = |(code, name, centre): (&str, &str, (f64, f64))| {
        let it = commune(code, name, "26150", centre);
        Commune {
            departement: it.code.departement(),
            ..it
        }
    };
    let communes: Vec<Commune> = TOWNS.into_iter().map(town).collect();
    let departement = |commune: &Commune| Departement {
        code: commune.departement.clone(),
        name: format!("Autour de {}", commune.name),
        region: "84".into(),
        outline: Outline::default(),
    };
    Geography::from_parts(Parts {
        departements: communes.iter().map(departement).collect(),
        communes,
        ..Parts::default()
    })
}

#[tokio::test]
async fn the_page_says_open_closed_or_unknown_with_the_holiday_that_is_the_reason() {
    let mut wrong = Vec::new();
    for (town, hours, now, expected) in [
        // 14 July, 10:30 in Paris.
        (
            "26113",
            SILENT,
            "2026-07-14T08:30:00Z",
            &["state-unknown", "appelez avant", "fête nationale"][..],
        ),
        (
            "26113",
            PH_OFF,
            "2026-07-14T08:30:00Z",
            &["state-closed", "Ouvre demain", "fête nationale"],
        ),
        (
            "26113",
            "",
            "2026-07-14T08:30:00Z",
            &["state-unknown", "Horaires inconnus"],
        ),
        // Good Friday, 10:00.
        (
            "67482",
            SILENT,
            "2026-04-03T08:00:00Z",
            &["state-unknown", "Vendredi saint"],
        ),
        (
            "67482",
            PH_OFF,
            "2026-04-03T08:00:00Z",
            &["state-closed", "Vendredi saint"],
        ),
        ("26113", SILENT, "2026-04-03T08:00:00Z", &["state-open", "17 h"]),
        // 22 May, 10:00 in Martinique.
        (
            "97209",
            SILENT,
            "2026-05-22T14:00:00Z",
            &["state-unknown", "abolition de l’esclavage"],
        ),
        ("26113", SILENT, "2026-05-22T14:00:00Z", &["state-open", "17 h"]),
        // 20 December, 10:00 in La Réunion.
        (
            "97411",
            PH_OFF,
            "2026-12-20T06:00:00Z",
            &["state-closed", "abolition de l’esclavage"],
        ),
        // A Sunday, 10:00.
        (
            "26113",
            "Mo-Fr 09:00-17:00",
            "2026-11-22T09:00:00Z",
            &["state-closed", "Ouvre demain"],
        ),
        // The hours of both clock changes.
        (
            "26113",
            "Mo-Su 01:30-03:30",
            "2026-03-29T01:15:00Z",
            &["state-open", "3 h 30"],
        ),
        (
            "26113",
            "Mo-Su 02:15-02:45",
            "2026-10-25T01:20:00Z",
            &["state-open", "2 h 45"],
        ),
        // 23:30 in Paris, the small hours of the next day in La Réunion.
        (
            "97411",
            SILENT,
            "2026-06-16T21:30:00Z",
            &["state-closed", "Ouvre à 9 h 00", "9 h"],
        ),
    ] {
        let said = said(town, hours, now).await;
        for words in expected {
            if !said.contains(words) {
                wrong.push(format!("{town} « {hours} » {now}: « {words} » is not in « {said} »"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
