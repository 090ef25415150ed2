//! The compiled file: written whole, opened fast, refused when it is not what was written.

use crate::support::france;
use portee_geography::{Geography, GeographyError};
use std::time::{Duration, Instant};

#[test]
fn a_saved_geography_opens_the_same_and_in_under_a_second() {
    let Some(france) = france() else { return };
    let folder = tempfile::tempdir().expect("a temporary directory");
    let path = folder.path().join("geography.bin");
    france.save(&path).expect("written");
    let start = Instant::now();
    let opened = Geography::open(&path).expect("opened");
    let elapsed = start.elapsed();
    let bytes = std::fs::metadata(&path).expect("there").len();
    println!(
        "{bytes} bytes opened in {elapsed:?}, {} KiB resident at most",
        peak_kib().unwrap_or_default()
    );
    assert!(elapsed < Duration::from_secs(3), "{elapsed:?}");
    assert_eq!(opened.communes(), france.communes());
    assert_eq!(opened.departements(), france.departements());
    assert_eq!(opened.regions(), france.regions());
    assert_eq!(opened.land(), france.land());
    assert_eq!(opened.former_communes(), france.former_communes());
    assert_eq!(opened.epcis(), france.epcis());
    assert_eq!(
        std::fs::read_dir(folder.path()).expect("listed").count(),
        1,
        "no temporary file is left"
    );
}

fn peak_kib() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?
        .trim()
        .strip_suffix(" kB")?
        .parse()
        .ok()
}

#[test]
fn a_geography_cut_short_or_changed_is_refused_wherever_the_damage_is() {
    let Some(france) = france() else { return };
    let folder = tempfile::tempdir().expect("a temporary directory");
    let path = folder.path().join("geography.bin");
    france.save(&path).expect("written");
    let whole = std::fs::read(&path).expect("read");
    for length in [0, 5, 20, 44, 45, 46, 1_000, whole.len() / 2, whole.len() - 1] {
        std::fs::write(&path, &whole[..length]).expect("cut");
        assert!(
            matches!(Geography::open(&path), Err(GeographyError::Damaged { .. })),
            "{length}"
        );
    }
    for at in [0, 20, 45, 1_000, whole.len() / 2, whole.len() - 1] {
        let mut changed = whole.clone();
        changed[at] ^= 0x10;
        std::fs::write(&path, &changed).expect("changed");
        assert!(
            matches!(Geography::open(&path), Err(GeographyError::Damaged { .. })),
            "{at}"
        );
    }
    let mut newer = whole;
    newer[9] += 1;
    std::fs::write(&path, &newer).expect("changed");
    assert!(matches!(
        Geography::open(&path),
        Err(GeographyError::OtherVersion { .. })
    ));
}
