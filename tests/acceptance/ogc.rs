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
    for layer in ["departements", "hubs"] {
        let said = ogrinfo(url, &["-geom=SUMMARY", layer]);
        let listed = said.matches(&format!("OGRFeature({layer})")).count();
        let page = stage
            .server
            .get(&format!("/ogc/collections/{layer}/items?limit=1"))
            .json();
        assert_eq!(page["numberMatched"], listed, "{said}");
        assert!(listed > 10, "{layer}: {listed}");
    }
}
