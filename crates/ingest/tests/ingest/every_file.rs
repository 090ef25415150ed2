//! Every file of the shared data, those that are withheld from publication too.

use crate::common::{every_source, geography, real_edition, with};
use portee_domain::{Edition, FindingKind, Severity, Venue};
use portee_ingest::acquire::Acquired;
use portee_ingest::source::Format;
use portee_ingest::{Decisions, PreviousIds};
use std::collections::HashMap;
use std::sync::OnceLock;

/// The edition of the sources that are never published, made once.
fn withheld() -> Option<&'static Edition> {
    static EDITION: OnceLock<Option<Edition>> = OnceLock::new();
    let made = EDITION.get_or_init(|| {
        let geography = geography()?;
        let sources = every_source()?
            .into_iter()
            .filter(|source| source.definition.withheld.is_some())
            .collect();
        let edition = portee_ingest::ingest(
            sources,
            Vec::new(),
            &with(geography, None, &Decisions::default()),
            &|_, _, _| {},
        );
        Some(edition.expect("the files are read"))
    });
    made.as_ref()
}

#[test]
fn every_row_of_the_withheld_files_is_accounted_for() {
    let Some(edition) = withheld() else { return };
    let mut read: Vec<(&str, u32)> = Vec::new();
    for source in &edition.sources {
        eprintln!(
            "{}: {} read = {} published + {} merged + {} rejected",
            source.id, source.read, source.published, source.merged, source.rejected
        );
        let rejections = edition
            .findings
            .iter()
            .filter(|f| f.source == source.id && f.severity() == Severity::Rejection);
        assert_eq!(
            rejections.count(),
            source.rejected as usize,
            "each rejection of {} has its reason",
            source.id
        );
        read.push((source.id.as_str(), source.read));
    }
    read.sort_unstable();
    assert_eq!(
        read,
        [
            ("francilin", 363),
            ("lot-et-garonne", 140),
            ("mednum-bfc", 697),
            ("rhinocc", 858),
            ("siilab", 1_249)
        ]
    );
}

#[test]
fn a_withheld_source_is_in_no_edition() {
    let Some((edition, _)) = real_edition() else { return };
    let Some(sources) = every_source() else { return };
    for source in sources.iter().filter(|source| source.definition.withheld.is_some()) {
        assert!(
            edition
                .sources
                .iter()
                .all(|published| published.id != source.definition.id)
        );
    }
}

#[test]
fn no_published_text_has_control_characters_or_lost_accents_or_a_person_with_a_mobile() {
    let Some((edition, _)) = real_edition() else { return };
    let texts = edition.venues.iter().flat_map(|venue| {
        let what = &venue.description;
        let place = &venue.location;
        [
            Some(&what.name),
            what.summary.as_ref(),
            what.detail.as_ref(),
            Some(&place.address),
            place.address_complement.as_ref(),
        ]
    });
    for text in texts.flatten() {
        let wrong = |c: char| (c.is_control() && c != '\n') || c == char::REPLACEMENT_CHARACTER;
        assert!(!text.contains(wrong), "{text:?}");
        assert!(!text.contains("Adrianne"), "{text}");
    }
}

#[test]
fn the_file_whose_accents_are_destroyed_publishes_no_destroyed_text_and_rejects_each_destroyed_name() {
    let Some(geography) = geography() else { return };
    let Some(whole) = every_source().and_then(|all| all.into_iter().find(|s| s.definition.id.as_str() == "paca"))
    else {
        return;
    };
    let path = &whole.definition.file.data_paths[1].path;
    let bytes = std::fs::read(crate::common::data_dir().expect("the shared data").join(path)).expect("the CSV");
    let destroyed = Acquired::new(whole.definition.clone(), Format::Csv, bytes, path.clone(), None);
    let decoded = destroyed.decode().expect("a table");
    let named_so = |record: &&portee_ingest::RawRecord| {
        record
            .texts("nom")
            .iter()
            .any(|name| name.contains(char::REPLACEMENT_CHARACTER))
    };
    let broken = decoded.records.iter().filter(named_so).count();
    let nobody = Decisions::default();
    let edition = portee_ingest::ingest(
        vec![destroyed],
        Vec::new(),
        &with(geography, None, &nobody),
        &|_, _, _| {},
    )
    .expect("an edition");
    let read = &edition.sources[0];
    eprintln!(
        "{} read, {broken} names destroyed, {} rejected, {} venues",
        read.read,
        read.rejected,
        edition.venues.len()
    );
    assert!(read.adds_up() && read.read == 1_245);
    let rejected = edition
        .findings
        .iter()
        .filter(|finding| finding.kind == FindingKind::NameBroken)
        .count();
    assert!(broken > 700 && rejected == broken, "{rejected} of {broken}");
    let published = serde_json::to_string(&edition.venues).expect("JSON");
    assert!(!published.contains(char::REPLACEMENT_CHARACTER));
}

#[test]
fn two_states_of_the_register_keep_the_ids_of_their_venues() {
    let Some(geography) = geography() else { return };
    let Some(new) =
        every_source().and_then(|all| all.into_iter().find(|s| s.definition.id.as_str() == "france-services"))
    else {
        return;
    };
    let old_path = &new.definition.file.data_paths[1];
    let bytes =
        std::fs::read(crate::common::data_dir().expect("the shared data").join(&old_path.path)).expect("the old list");
    let old = Acquired::new(
        new.definition.clone(),
        new.format,
        bytes,
        "2022".to_owned(),
        old_path.date,
    );
    let edition_of = |source, previous: Option<&PreviousIds>| {
        portee_ingest::ingest(
            vec![source],
            Vec::new(),
            &with(geography, previous, &Decisions::default()),
            &|_, _, _| {},
        )
        .expect("an edition")
    };
    let before = edition_of(old, None);
    let read = &before.sources[0];
    eprintln!(
        "2022: {} read = {} published + {} merged + {} rejected",
        read.read, read.published, read.merged, read.rejected
    );
    assert_eq!(read.read, 2_683);
    let previous = PreviousIds::from(before.clone());
    let after = edition_of(new, Some(&previous));
    let after_of: HashMap<&str, &Venue> = after.venues.iter().map(|venue| (row_of(venue), venue)).collect();
    let shared: Vec<(&Venue, &Venue)> = before
        .venues
        .iter()
        .filter_map(|venue| Some((venue, *after_of.get(row_of(venue))?)))
        .collect();
    for (old, new) in &shared {
        assert_eq!(old.id, new.id, "{}", new.description.name);
    }
    let unpublished = read.rejected + read.merged + after.sources[0].rejected + after.sources[0].merged;
    assert!(
        shared.len() + unpublished as usize >= 2_481,
        "{} shared, {unpublished} unpublished",
        shared.len()
    );
}

/// The identifier of a venue's leading row.
fn row_of(venue: &Venue) -> &str {
    &venue.members[0].local_id
}
