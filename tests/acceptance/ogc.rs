//! `/ogc` as GDAL reads it: the library under QGIS and most of its kin.

use crate::stage::all_sources;
use std::process::Command;

/// What `ogrinfo` says of a collection of a server.
fn ogrinfo(url: &str, arguments: &[&str]) -> String {
    let output = Command::new("ogrinfo")
        .args(["-ro", &format!("OAPIF:{url}/ogc")])
        .args(arguments)
        .output()
        .expect("ogrinfo, of Debian's gdal-bin");
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(
        output.status.success(),
        "{said}{}",
        String::from_utf8_lossy(&output.stderr)
    );
    said
}

#[test]
fn gdal_finds_the_collections_and_as_many_venues_as_the_api() {
    let Some(stage) = all_sources() else { return };
    let url = &stage.server.url;
    let layers = ogrinfo(url, &[]);
    for layer in ["lieux", "communes", "departements", "hubs"] {
        assert!(layers.contains(layer), "{layers}");
    }
    let matched = stage.server.get("/api/v1/lieux?limite=1").json()["numberMatched"].clone();
    let venues = ogrinfo(url, &["-so", "lieux"]);
    assert!(venues.contains("Geometry: Point"), "{venues}");
    assert!(
        venues.contains(&format!("Feature Count: {matched}")),
        "{matched}: {venues}"
    );
    // All of them, page after page: each line « OGRFeature » is one.
    let communes = ogrinfo(
        url,
        &["-geom=SUMMARY", "-spat", "4.5", "44.5", "5.5", "45.5", "communes"],
    );
    let listed = communes.matches("OGRFeature(communes)").count();
    let server = stage
        .server
        .get("/ogc/collections/communes/items?limit=1&bbox=4.5,44.5,5.5,45.5");
    assert_eq!(server.json()["numberMatched"], listed, "{communes}");
    assert!(listed > 100, "{listed}");
}
