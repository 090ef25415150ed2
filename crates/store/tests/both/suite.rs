//! What both stores promise: each function runs over files and over PostGIS.

use crate::arbitrary::{edition, id, plain};
use crate::place::{Place, block_on, minute, on_both};
use portee_domain::{Edition, EditionNumber};
use portee_store::{EditionState, StoreError};
use proptest::test_runner::{Config, TestRunner};
use std::time::{Duration, Instant};

on_both! {
    any_edition_is_read_back_as_it_was
    an_edition_is_seen_once_published_and_not_before
    rollback_goes_back_one_publication_after_the_other
    publishing_what_is_published_changes_nothing
    an_edition_that_does_not_exist_is_neither_published_nor_loaded
    the_list_says_what_each_edition_is
    a_publish_by_another_process_is_seen
    a_null_character_is_refused_and_leaves_nothing
    two_writers_at_once_get_two_numbers
    a_number_that_cannot_be_kept_is_refused_and_leaves_nothing
    twenty_thousand_venues_are_kept_in_seconds
    the_coverage_of_all_france_is_kept_in_seconds
    why_an_edition_was_published_despite_the_gates_is_kept_with_it
    pruning_keeps_the_published_edition_the_one_before_and_the_last
}

const ONE: EditionNumber = EditionNumber(1);
const TWO: EditionNumber = EditionNumber(2);
const THREE: EditionNumber = EditionNumber(3);

fn any_edition_is_read_back_as_it_was(place: &Place) {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let store = runtime.block_on(place.open());
    let config = Config {
        cases: 48,
        failure_persistence: None,
        ..Config::default()
    };
    let same = |edition| {
        runtime.block_on(async {
            let saved = store.save(&edition).await.unwrap();
            let (summary, loaded) = store.load(saved.number).await.unwrap();
            assert_eq!(loaded, edition);
            assert_eq!(summary, saved);
        });
        Ok(())
    };
    TestRunner::new(config).run(&edition(6), same).unwrap();
}

fn an_edition_is_seen_once_published_and_not_before(place: &Place) {
    block_on(async {
        let store = place.open().await;
        assert_eq!(store.current().await.unwrap(), None);
        assert_eq!(store.save(&plain(3, minute(0))).await.unwrap().number, ONE);
        assert_eq!(store.current().await.unwrap(), None);
        store.publish(ONE, minute(1)).await.unwrap();
        assert_eq!(store.current().await.unwrap(), Some(ONE));
        assert_eq!(place.open().await.current().await.unwrap(), Some(ONE));
    });
}

fn rollback_goes_back_one_publication_after_the_other(place: &Place) {
    block_on(async {
        let store = place.open().await;
        for (number, at) in [(ONE, 1), (TWO, 2), (THREE, 3)] {
            store.save(&plain(2, minute(at))).await.unwrap();
            store.publish(number, minute(at)).await.unwrap();
        }
        assert_eq!(store.rollback(minute(4)).await.unwrap(), TWO);
        assert_eq!(store.current().await.unwrap(), Some(TWO));
        assert_eq!(store.rollback(minute(5)).await.unwrap(), ONE);
        let refused = store.rollback(minute(6)).await;
        assert!(matches!(refused, Err(StoreError::NothingBefore)), "{refused:?}");
        assert_eq!(store.current().await.unwrap(), Some(ONE));
    });
}

fn publishing_what_is_published_changes_nothing(place: &Place) {
    block_on(async {
        let store = place.open().await;
        store.save(&plain(1, minute(0))).await.unwrap();
        store.publish(ONE, minute(1)).await.unwrap();
        store.publish(ONE, minute(9)).await.unwrap();
        assert_eq!(
            store.editions().await.unwrap()[0].state,
            EditionState::Published(minute(1))
        );
        assert!(store.rollback(minute(10)).await.is_err());
    });
}

fn an_edition_that_does_not_exist_is_neither_published_nor_loaded(place: &Place) {
    block_on(async {
        let store = place.open().await;
        store.save(&plain(1, minute(0))).await.unwrap();
        store.publish(ONE, minute(1)).await.unwrap();
        let published = store.publish(TWO, minute(2)).await;
        assert!(
            matches!(published, Err(StoreError::NoSuchEdition(TWO))),
            "{published:?}"
        );
        let loaded = store.load(EditionNumber(u32::MAX)).await;
        assert!(matches!(loaded, Err(StoreError::NoSuchEdition(_))), "{loaded:?}");
        assert_eq!(store.current().await.unwrap(), Some(ONE));
    });
}

fn the_list_says_what_each_edition_is(place: &Place) {
    block_on(async {
        let store = place.open().await;
        let mut runner = TestRunner::deterministic();
        let tree = proptest::strategy::Strategy::new_tree(&edition(4), &mut runner).unwrap();
        let first = proptest::strategy::ValueTree::current(&tree);
        let saved = store.save(&first).await.unwrap();
        for at in [1, 2] {
            store.save(&plain(5, minute(at))).await.unwrap();
        }
        store.publish(ONE, minute(3)).await.unwrap();
        store.publish(TWO, minute(4)).await.unwrap();
        let list = store.editions().await.unwrap();
        let states: Vec<_> = list.iter().map(|edition| edition.state).collect();
        let expected = [
            EditionState::Former(minute(3)),
            EditionState::Published(minute(4)),
            EditionState::Stored,
        ];
        assert_eq!(states, expected);
        assert_eq!(list[0].checksum, saved.checksum);
        assert_ne!(list[1].checksum, list[2].checksum);
        assert_eq!((list[1].venues, list[1].created_at), (5, minute(1)));
        let ids: Vec<_> = list[0].sources.iter().map(|source| source.id.clone()).collect();
        assert_eq!(
            ids,
            first.sources.iter().map(|source| source.id.clone()).collect::<Vec<_>>()
        );
    });
}

fn a_publish_by_another_process_is_seen(place: &Place) {
    block_on(async {
        let (reader, writer) = (place.open().await, place.open().await);
        let mut seen = reader.watch().await.unwrap();
        assert_eq!(seen.borrow_and_update().number(), None);
        writer.save(&plain(1, minute(0))).await.unwrap();
        writer.publish(ONE, minute(1)).await.unwrap();
        tokio::time::timeout(Duration::from_secs(5), seen.changed())
            .await
            .unwrap()
            .unwrap();
        assert_eq!(seen.borrow_and_update().number(), Some(ONE));
        writer.save(&plain(1, minute(2))).await.unwrap();
        writer.publish(TWO, minute(3)).await.unwrap();
        writer.rollback(minute(4)).await.unwrap();
        let back = async {
            while seen.borrow_and_update().number() != Some(ONE) {
                seen.changed().await.unwrap();
            }
        };
        tokio::time::timeout(Duration::from_secs(5), back).await.unwrap();
    });
}

fn a_null_character_is_refused_and_leaves_nothing(place: &Place) {
    block_on(async {
        let store = place.open().await;
        let mut edition = plain(2, minute(0));
        edition.venues[1].description.other_labels = vec!["a\0b".to_owned()];
        let refused = store.save(&edition).await.unwrap_err().to_string();
        assert!(
            refused.contains("autres_formations_labels") && refused.contains("rang 2"),
            "{refused}"
        );
        assert_eq!(store.editions().await.unwrap(), []);
    });
}

fn a_number_that_cannot_be_kept_is_refused_and_leaves_nothing(place: &Place) {
    block_on(async {
        let store = place.open().await;
        for (number, why) in [
            (f64::NAN, "pas un nombre"),
            (1e-300, "trop petit"),
            (-1e300, "trop grand"),
        ] {
            let mut edition = plain(1, minute(0));
            let mut coverage = crate::coverage::of_france(1);
            coverage.population.far_share_seniors = number;
            edition.coverage = Some(coverage);
            let refused = store.save(&edition).await.unwrap_err().to_string();
            assert!(
                refused.contains("part_eloignee_65_et_plus") && refused.contains(why),
                "{refused}"
            );
        }
        assert_eq!(store.editions().await.unwrap(), []);
    });
}

fn two_writers_at_once_get_two_numbers(place: &Place) {
    block_on(async {
        let (one, two) = (place.open().await, place.open().await);
        let (first, second) = (plain(200, minute(1)), plain(300, minute(2)));
        let (saved, other) = tokio::join!(one.save(&first), two.save(&second));
        let (saved, other) = (saved.unwrap(), other.unwrap());
        assert_ne!(saved.number, other.number);
        assert_eq!(one.load(saved.number).await.unwrap().1, first);
        assert_eq!(one.load(other.number).await.unwrap().1, second);
    });
}

fn twenty_thousand_venues_are_kept_in_seconds(place: &Place) {
    block_on(async {
        let store = place.open().await;
        let edition = plain(20_000, minute(0));
        let start = Instant::now();
        store.save(&edition).await.unwrap();
        let saved = start.elapsed();
        let start = Instant::now();
        let (_, loaded) = store.load(ONE).await.unwrap();
        let read = start.elapsed();
        #[expect(clippy::print_stdout, reason = "the figures of a measurement")]
        {
            println!("20,000 venues: saved in {saved:?}, loaded in {read:?}");
        }
        assert_eq!(loaded.venues.last().unwrap().id, id(19_999));
        // Ten times what is measured on two quiet cores: a busy machine passes, a quadratic slip does not.
        assert!(
            saved < Duration::from_secs(20) && read < Duration::from_secs(5),
            "{saved:?}, {read:?}"
        );
    });
}

fn the_coverage_of_all_france_is_kept_in_seconds(place: &Place) {
    block_on(async {
        let store = place.open().await;
        let edition = Edition {
            coverage: Some(crate::coverage::of_france(36_600)),
            ..plain(20_000, minute(0))
        };
        let start = Instant::now();
        store.save(&edition).await.unwrap();
        let saved = start.elapsed();
        let start = Instant::now();
        let (_, loaded) = store.load(ONE).await.unwrap();
        let read = start.elapsed();
        #[expect(clippy::print_stdout, reason = "the figures of a measurement")]
        {
            println!("20,000 venues and 36,600 territories: saved in {saved:?}, loaded in {read:?}");
        }
        assert!(loaded.coverage == edition.coverage, "the coverage has changed");
        // Ten times what is measured on two quiet cores: a busy machine passes, a quadratic slip does not.
        assert!(
            saved < Duration::from_secs(30) && read < Duration::from_secs(10),
            "{saved:?}, {read:?}"
        );
    });
}

fn pruning_keeps_the_published_edition_the_one_before_and_the_last(place: &Place) {
    block_on(async {
        let store = place.open().await;
        for at in 0..7 {
            store.save(&plain(2, minute(at))).await.unwrap();
        }
        for (number, at) in [(ONE, 10), (TWO, 11), (EditionNumber(4), 12)] {
            store.publish(number, minute(at)).await.unwrap();
        }
        let gone = store.prune(2).await.unwrap();
        assert_eq!(gone, [ONE, THREE, EditionNumber(5)]);
        let kept: Vec<_> = store.editions().await.unwrap().iter().map(|one| one.number.0).collect();
        assert_eq!(kept, [2, 4, 6, 7]);
        assert_eq!(store.prune(2).await.unwrap(), []);
        assert_eq!(store.current().await.unwrap(), Some(EditionNumber(4)));
        assert_eq!(store.rollback(minute(13)).await.unwrap(), TWO);
        let refused = store.rollback(minute(14)).await;
        assert!(matches!(refused, Err(StoreError::NoSuchEdition(ONE))), "{refused:?}");
        // The published edition stays however few are kept, and no number is given twice.
        assert_eq!(store.prune(1).await.unwrap(), [EditionNumber(4), EditionNumber(6)]);
        assert_eq!(
            store.save(&plain(1, minute(15))).await.unwrap().number,
            EditionNumber(8)
        );
    });
}

fn why_an_edition_was_published_despite_the_gates_is_kept_with_it(place: &Place) {
    block_on(async {
        let store = place.open().await;
        for minutes in 0..3 {
            store.save(&plain(3, minute(minutes))).await.unwrap();
        }
        store.publish(ONE, minute(3)).await.unwrap();
        let reason = "La moitié des lieux a vraiment fermé : « confirmé » par le hub.";
        store.publish_despite(TWO, minute(4), reason).await.unwrap();
        store.publish(THREE, minute(5)).await.unwrap();
        assert_eq!(store.rollback(minute(6)).await.unwrap(), TWO);
        let forced: Vec<_> = place.open().await.editions().await.unwrap();
        let forced: Vec<_> = forced.iter().map(|edition| edition.forced.as_deref()).collect();
        assert_eq!(forced, [None, Some(reason), None]);
    });
}
