//! Pairs of real rows that are known to be two places, and that comparing letters takes for one: none is one venue, with the
//! withheld files in the same merge.

use crate::common::{every_source, geography, with};
use portee_domain::Edition;
use portee_ingest::Decisions;
use std::sync::OnceLock;

// Rows without an identifier of their own: it is derived from what they say.
const LIBRARY_OF_CENON: &str = "c-d4a83729926898942baf";
const PIMMS_OF_CENON: &str = "c-4ca70f1a45e9220ee7a8";
const CAF_LIBOURNE: &str = "c-10dc672ae646a44168ed";
const CPAM_EUROPE: &str = "c-ae127f7b03cba7236b67";
const CPAM_PELLEPORT: &str = "c-a4affe41c96b1ba32e2e";

/// Every file at once.
fn everything() -> Option<&'static Edition> {
    static EDITION: OnceLock<Option<Edition>> = OnceLock::new();
    let made = EDITION.get_or_init(|| {
        let geography = geography()?;
        let sources = every_source()?;
        let nobody = Decisions::default();
        let edition = portee_ingest::ingest(sources, Vec::new(), &with(geography, None, &nobody), &|_, _, _| {});
        Some(edition.expect("the files are read"))
    });
    made.as_ref()
}

/// The venue of the row of a source, by the identifier that it has there.
fn venue(edition: &Edition, source: &str, local_id: &str) -> usize {
    let found = edition.venues.iter().position(|venue| {
        let is = |member: &portee_domain::Member| member.source.as_str() == source && member.local_id == local_id;
        venue.members.iter().any(is)
    });
    found.unwrap_or_else(|| panic!("{source}:{local_id} is published"))
}

#[test]
fn the_pairs_that_string_comparison_merges_stay_two_places() {
    let Some(edition) = everything() else { return };
    let mut kept = 0;
    for (what, a, b) in [
        (
            "the CCAS and the library of Cenon",
            ("aidants-connect", "4017"),
            ("gironde", LIBRARY_OF_CENON),
        ),
        (
            "the CCAS and the PIMMS of Cenon",
            ("aidants-connect", "4017"),
            ("gironde", PIMMS_OF_CENON),
        ),
        (
            "the CAF and the CPAM of the Gironde",
            ("gironde", CAF_LIBOURNE),
            ("gironde", CPAM_EUROPE),
        ),
        (
            "two counters of the CPAM",
            ("gironde", CPAM_EUROPE),
            ("gironde", CPAM_PELLEPORT),
        ),
        (
            "the town hall and the France Services of Lectoure",
            ("rhinocc", "RH_fiche_328_"),
            ("france-services", "192"),
        ),
        (
            "the town hall and the library of Lectoure",
            ("rhinocc", "RH_fiche_328_"),
            ("rhinocc", "RH_fiche_326_"),
        ),
        (
            "two firms of one zone of Lectoure",
            ("rhinocc", "RH_fiche_325_"),
            ("rhinocc", "RH_fiche_330_"),
        ),
        (
            "the CCAS and the France Services of Case-Pilote",
            ("mednum-antilles", "Structure-84"),
            ("france-services", "3240"),
        ),
        (
            "a France Services and its bus",
            ("france-services", "47"),
            ("france-services", "1995"),
        ),
        (
            "two antennas of one France Services",
            ("france-services", "1007"),
            ("france-services", "1008"),
        ),
        (
            "two houses of one association",
            ("aidants-connect", "13350"),
            ("aidants-connect", "13352"),
        ),
    ] {
        let places = [a, b].map(|(source, id)| venue(edition, source, id));
        assert_ne!(places[0], places[1], "{what} are one venue");
        kept += 1;
    }
    assert_eq!(kept, 11);
}

#[test]
fn the_town_hall_of_lectoure_that_its_file_puts_at_le_havre_is_in_lectoure() {
    let Some(edition) = everything() else { return };
    let found = &edition.venues[venue(edition, "rhinocc", "RH_fiche_328_")].location;
    assert_eq!(found.commune, "Lectoure");
    assert!((found.position.lat() - 43.93).abs() < 0.1, "{found:?}");
}
