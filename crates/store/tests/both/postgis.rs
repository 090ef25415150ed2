//! What only PostGIS promises: clear refusals, service after an outage, tables that planners can use.

use crate::arbitrary::plain;
use crate::place::{block_on, minute};
use portee_domain::{Edition, EditionNumber, great_circle_m};
use portee_store::{Store, StoreError};
use portee_tests::postgis::{cluster, own_cluster};
use std::time::Duration;

const ONE: EditionNumber = EditionNumber(1);
const TWO: EditionNumber = EditionNumber(2);

#[test]
fn a_database_that_stops_is_said_and_when_it_comes_back_everything_works() {
    let Some(cluster) = own_cluster() else { return };
    let url = cluster.database("outage");
    block_on(async {
        let store = Store::postgis(&url).await.unwrap();
        let edition = plain(20, minute(0));
        store.save(&edition).await.unwrap();
        store.publish(ONE, minute(1)).await.unwrap();
        let mut seen = store.watch().await.unwrap();

        cluster.stop();
        for error in [
            store.current().await.map(|_| ()).unwrap_err(),
            store.save(&edition).await.map(|_| ()).unwrap_err(),
            Store::postgis(&url).await.map(|_| ()).unwrap_err(),
        ] {
            let sentence = error.to_string();
            assert!(error.is_passing(), "{error:?}");
            assert!(sentence.starts_with("La base de données 127.0.0.1:"), "{sentence}");
            assert!(!sentence.contains("essai"), "{sentence}");
        }
        let silent = tokio::time::timeout(Duration::from_secs(20), seen.wait_for(|pointer| !pointer.answers)).await;
        assert_eq!(silent.unwrap().unwrap().number(), Some(ONE));

        cluster.start();
        assert_eq!(store.load(ONE).await.unwrap().1, edition);
        let second = store.save(&plain(5, minute(2))).await.unwrap().number;
        store.publish(second, minute(3)).await.unwrap();
        let told = seen.wait_for(|pointer| pointer.number() == Some(second));
        let told = tokio::time::timeout(Duration::from_secs(20), told).await;
        assert!(told.unwrap().unwrap().answers);
    });
}

#[test]
fn what_the_server_refuses_is_said_without_the_password() {
    let Some(cluster) = cluster() else { return };
    let url = cluster.database("refusals");
    let (server, _) = url.rsplit_once('/').unwrap();
    let cases = [
        (url.replacen(":essai@", ":motsecret@", 1), "mot de passe"),
        (format!("{server}/absente_essai"), "n'existe pas"),
        (
            "postgres://moi:motsecret@127.0.0.1:1/base".to_owned(),
            "connexion est refusée",
        ),
        (
            "postgres://moi:motsecret@127.0.0.1:port/base".to_owned(),
            "DATABASE_URL",
        ),
        ("moi:motsecret".to_owned(), "DATABASE_URL"),
    ];
    for (url, expected) in cases {
        let sentence = block_on(Store::postgis(&url)).unwrap_err().to_string();
        assert!(sentence.contains(expected), "{sentence}");
        assert!(
            !sentence.contains("motsecret") && !sentence.contains(":essai"),
            "{sentence}"
        );
    }
}

#[test]
fn tables_of_a_later_version_are_left_alone() {
    let Some(cluster) = cluster() else { return };
    let url = cluster.database("later");
    block_on(async {
        Store::postgis(&url)
            .await
            .unwrap()
            .save(&plain(1, minute(0)))
            .await
            .unwrap()
    });
    let _ = cluster.query(&url, "UPDATE _sqlx_migrations SET version = version + 9000");
    let refused = block_on(Store::postgis(&url)).unwrap_err();
    assert!(matches!(refused, StoreError::Refused { .. }), "{refused:?}");
    assert!(
        refused.to_string().contains("version plus récente de Portée"),
        "{refused}"
    );
}

#[test]
fn an_edition_altered_by_hand_is_noticed() {
    let Some(cluster) = cluster() else { return };
    for change in [
        "UPDATE lieu SET geom = ST_SetSRID(ST_MakePoint(0, 0), 4326) WHERE ordre = 3",
        "UPDATE lieu SET nom = nom || '.' WHERE ordre = 0",
        "UPDATE lieu SET services = '{Cuisine}' WHERE ordre = 1",
        "UPDATE lieu SET pivot = 'x' WHERE ordre = 2",
        "DELETE FROM lieu WHERE ordre = 4",
        "DELETE FROM membre WHERE ordre = 0",
        "UPDATE couverture SET lieux = lieux + 1 WHERE ordre = 2",
        "UPDATE couverture SET cibles = '[[1]]' WHERE ordre = 1",
        "DELETE FROM couverture WHERE ordre = 0",
        "DELETE FROM couverture_bilan",
        "UPDATE edition SET cree_le = cree_le + interval '1 microsecond'",
    ] {
        let url = cluster.database("altered");
        block_on(async {
            let store = Store::postgis(&url).await.unwrap();
            let edition = Edition {
                coverage: Some(crate::coverage::of_france(5)),
                ..plain(8, minute(0))
            };
            store.save(&edition).await.unwrap();
            let _ = cluster.query(&url, change);
            let refused = store.load(ONE).await.unwrap_err();
            assert!(matches!(refused, StoreError::Damaged { .. }), "{change}: {refused:?}");
        });
    }
}

#[test]
fn the_same_content_has_the_same_checksum_in_both_stores() {
    let Some(cluster) = cluster() else { return };
    let folder = tempfile::tempdir().unwrap();
    block_on(async {
        let (files, postgis) = (
            Store::files(folder.path()).unwrap(),
            Store::postgis(&cluster.database("checksum")).await.unwrap(),
        );
        let edition = plain(50, minute(0));
        let (one, other) = (
            files.save(&edition).await.unwrap(),
            postgis.save(&edition).await.unwrap(),
        );
        assert_eq!(one, other);
        assert_ne!(one.checksum, files.save(&plain(50, minute(1))).await.unwrap().checksum);
    });
}

#[test]
fn planners_see_the_published_edition_and_its_nearest_venues_in_metres() {
    let Some(cluster) = cluster() else { return };
    let url = cluster.database("planners");
    let edition = plain(2_000, minute(0));
    block_on(async {
        let store = Store::postgis(&url).await.unwrap();
        store.save(&edition).await.unwrap();
        store.save(&plain(10, minute(1))).await.unwrap();
        store.publish(TWO, minute(2)).await.unwrap();
        assert_eq!(cluster.query(&url, "SELECT count(*) FROM lieux_publies").trim(), "10");
        assert_eq!(
            cluster.query(&url, "SELECT count(*) FROM couverture_publiee").trim(),
            "0"
        );
        store.publish(ONE, minute(3)).await.unwrap();
    });
    let nearest = "SELECT id FROM lieux_publies \
                   ORDER BY geom::geography <-> ST_SetSRID(ST_MakePoint(4.8357, 45.764), 4326)::geography LIMIT 5";
    let by_postgis: Vec<String> = cluster.query(&url, nearest).lines().map(str::to_owned).collect();
    let mut by_hand: Vec<(f64, String)> = edition
        .venues
        .iter()
        .map(|venue| {
            let position = venue.location.position;
            let metres = great_circle_m((4.8357, 45.764), (position.lon(), position.lat()));
            (metres, venue.id.to_string())
        })
        .collect();
    by_hand.sort_by(|a, b| a.0.total_cmp(&b.0));
    let by_hand: Vec<String> = by_hand.into_iter().take(5).map(|(_, id)| id).collect();
    assert_eq!(by_postgis, by_hand);
    let plan = cluster.query(&url, &format!("SET enable_sort = off; EXPLAIN {nearest}"));
    assert!(plan.contains("lieu_proche"), "{plan}");
}
