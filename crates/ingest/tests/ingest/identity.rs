//! Ids that go on from edition to edition, and what people decide.

use crate::common::{geography, with};
use crate::small_files::source;
use portee_domain::{Edition, FindingKind, Phone, VenueId};
use portee_geography::Geography;
use portee_ingest::acquire::Acquired;
use portee_ingest::{Decisions, PreviousIds, ingest};

const BY: &str = "author = \"Essai\"\ndate = 2026-11-01\nreason = \"Vu sur place\"\n";
const LIBRARY: &str = "a,Médiathèque de Die,Die,26150,5 rue de l'Armellerie,44.7541,5.3721,2024-02-01,,0475220606,,\n";
const OFFICE: &str = "b,Atelier numérique,Die,26150,12 rue Haute,44.7531,5.3700,2024-02-01,,0475220707,,\n";

fn make(sources: Vec<Acquired>, previous: Option<&Edition>, decisions: &str, geography: &Geography) -> Edition {
    let people = Decisions::parse("decisions.toml", decisions).expect("right decisions");
    let previous = previous.cloned().map(PreviousIds::from);
    ingest(
        sources,
        Vec::new(),
        &with(geography, previous.as_ref(), &people),
        &|_, _, _| {},
    )
    .expect("an edition")
}

fn two() -> Vec<Acquired> {
    vec![source("un", 1, false, LIBRARY), source("deux", 2, false, OFFICE)]
}

fn ids(edition: &Edition) -> Vec<&VenueId> {
    edition.venues.iter().map(|venue| &venue.id).collect()
}

#[test]
fn a_merge_leaves_a_redirect_and_a_split_gives_back_the_old_id() {
    let Some(geography) = geography() else { return };
    let apart = make(two(), None, "", geography);
    assert_eq!(apart.venues.len(), 2);
    let same = format!("[[same]]\nrows = [\"un:a\", \"deux:b\"]\n{BY}");
    let merged = make(two(), Some(&apart), &same, geography);
    let [venue] = &merged.venues[..] else {
        panic!("{} venues", merged.venues.len())
    };
    let redirect = merged
        .successions
        .iter()
        .find(|s| ids(&apart).contains(&&s.from))
        .expect("a redirect");
    assert_eq!(redirect.to.as_ref(), Some(&venue.id));
    assert_eq!(merged.decisions.len(), 1, "the decision is kept");
    assert!(merged.decisions[0].evidence[0].detail.contains("Vu sur place"));
    let split = make(two(), Some(&merged), "", geography);
    assert_eq!(ids(&split), ids(&apart));
}

#[test]
fn a_place_keeps_its_id_when_a_source_that_leads_comes_in() {
    let Some(geography) = geography() else { return };
    let before = make(vec![source("deux", 2, false, OFFICE)], None, "", geography);
    let leading = source("un", 1, false, &OFFICE.replacen('b', "z", 1));
    let after = make(
        vec![leading, source("deux", 2, false, OFFICE)],
        Some(&before),
        "",
        geography,
    );
    assert_eq!(ids(&after), ids(&before));
    assert_eq!(after.venues[0].members[0].source.as_str(), "un");
}

#[test]
fn a_place_that_is_gone_leaves_a_tombstone_and_comes_back_under_its_id() {
    let Some(geography) = geography() else { return };
    let before = make(two(), None, "", geography);
    let after = make(vec![source("un", 1, false, LIBRARY)], Some(&before), "", geography);
    let gone = VenueId::derive(&"deux".parse().expect("a source"), "b");
    assert!(after.successions.iter().any(|s| s.from == gone && s.to.is_none()));
    let back = make(two(), Some(&after), "", geography);
    assert_eq!(ids(&back), ids(&before));
}

#[test]
fn two_rows_that_a_person_calls_different_stay_apart_however_alike() {
    let Some(geography) = geography() else { return };
    let twin = source("deux", 2, false, LIBRARY);
    let sources = || vec![source("un", 1, false, LIBRARY), twin.clone()];
    assert_eq!(make(sources(), None, "", geography).venues.len(), 1);
    let different = format!("[[different]]\nrows = [\"un:a\", \"deux:a\"]\n{BY}");
    assert_eq!(make(sources(), None, &different, geography).venues.len(), 2);
}

#[test]
fn a_place_that_a_person_withdraws_is_rejected_with_the_reason_and_counted() {
    let Some(geography) = geography() else { return };
    let unlisted = format!("[[unlisted]]\nrow = \"deux:b\"\n{BY}");
    let edition = make(two(), None, &unlisted, geography);
    assert_eq!(edition.venues.len(), 1);
    let rejected: u32 = edition.sources.iter().map(|source| source.rejected).sum();
    assert_eq!(rejected, 1);
    let finding = edition
        .findings
        .iter()
        .find(|finding| finding.kind == FindingKind::Unlisted)
        .expect("a finding");
    assert!(finding.detail.contains("Vu sur place"));
}

#[test]
fn a_correction_goes_before_every_row_and_an_aimless_decision_is_a_finding() {
    let Some(geography) = geography() else { return };
    let decisions = format!(
        "[[correction]]\nrow = \"un:a\"\nfield = \"telephone\"\nvalue = \"04 75 00 00 01\"\n{BY}\
         [[unlisted]]\nrow = \"un:nobody\"\n{BY}"
    );
    let newer = LIBRARY.replace("2024-02-01", "2025-02-01");
    let sources = vec![source("un", 1, false, LIBRARY), source("deux", 2, false, &newer)];
    let edition = make(sources, None, &decisions, geography);
    let [venue] = &edition.venues[..] else {
        panic!("{} venues", edition.venues.len())
    };
    assert_eq!(
        venue.description.contact.phone.as_ref().map(Phone::as_str),
        Some("+33475000001")
    );
    let kinds: Vec<FindingKind> = edition.findings.iter().map(|finding| finding.kind).collect();
    assert!(
        kinds.contains(&FindingKind::Corrected) && kinds.contains(&FindingKind::DecisionAimless),
        "{kinds:?}"
    );
}
