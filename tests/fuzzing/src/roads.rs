//! OpenStreetMap extracts (PBF).

use crate::{compiled::drive, pbf, scratch, tables::is_a_sentence};
use portee_reach::{Profile, RoadGraph, import_roads};

/// An extract. Of the first byte, the lowest bit chooses the profile; the second, whether the rest is the file or the content of a
/// data block in a sound file.
pub fn roads(data: &[u8]) {
    let Some((choice, bytes)) = data.split_first() else {
        return;
    };
    let profile = if choice & 1 == 0 {
        Profile::car()
    } else {
        Profile::foot()
    };
    let file = if choice & 2 == 0 {
        bytes.to_vec()
    } else {
        pbf::file(&[bytes])
    };
    match imported(&file, &profile) {
        Ok(graph) => drive(&graph),
        Err(message) => is_a_sentence(&message),
    }
}

fn imported(bytes: &[u8], profile: &Profile) -> Result<RoadGraph, String> {
    let path = scratch::file("essai.osm.pbf", bytes);
    let density = |lon: f64, _: f64| (lon > 2.0).then_some(900.0);
    let (graph, _) = import_roads(&path, profile, &density, &|_, _, _| {}).map_err(|error| error.to_string())?;
    Ok(graph)
}

/// The file of a small graph.
pub(crate) fn sound_graph() -> Vec<u8> {
    let graph = imported(&pbf::square(), &Profile::car()).unwrap();
    scratch::saved("sound-routes.bin", |path| graph.save(path).unwrap())
}
