//! A full extract, every tag in it, for each profile.

use crate::region::import;
use portee_reach::{Profile, Searcher};

#[test]
fn monaco_is_imported_for_each_profile_and_walkers_have_more_ways_than_cars() {
    let mut segments = Vec::new();
    for profile in [Profile::car(), Profile::bicycle(), Profile::foot()] {
        let Some(graph) = import("monaco", &profile, &|_, _| None) else {
            return;
        };
        assert_eq!(graph.about().date.as_deref(), Some("2016-03-05"));
        // From the railway station to the harbour: some minutes, whatever the means.
        let [station, harbour] = [(7.4192, 43.7385), (7.4262, 43.7352)].map(|(lon, lat)| graph.snap(lon, lat).unwrap());
        let ms = Searcher::new(&graph).between(&station, &harbour).unwrap();
        println!("{}: {} s", profile.name, ms / 1_000);
        assert!((60_000..1_500_000).contains(&ms), "{}: {ms}", profile.name);
        segments.push(graph.segment_count());
    }
    assert!(segments[2] > segments[0], "{segments:?}");
}
