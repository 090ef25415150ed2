//! From the projections of France to longitude and latitude.
//!
//! Definitions: the EPSG registry, as PROJ strings; RGF93, the RGs of overseas and ETRS89 are WGS84 to within a metre.

use proj4rs::Proj;

/// Degrees: nothing to project.
const GEOGRAPHIC: [u16; 9] = [4326, 4171, 4258, 4470, 4624, 4627, 4979, 5489, 9777];

/// Single projections: code, definition.
const NAMED: [(u16, &str); 9] = [
    // Lambert-93, under its two codes.
    (2154, LAMBERT_93),
    (9794, LAMBERT_93),
    // Lambert II étendu, the projection of older files (NTF; the meridian of Paris is 2°20'14.025" east). By its two
    // parallels of scale 1, which are the same as the scale at one: the library ignores that scale.
    (
        27572,
        "+proj=lcc +lat_1=45.89891889 +lat_2=47.69601444 +lat_0=46.8 +lon_0=2.33722916666667 +x_0=600000 +y_0=2200000 +a=6378249.2 +b=6356515 \
         +towgs84=-168,-60,320,0,0,0,0 +units=m",
    ),
    // The web's.
    (
        3857,
        "+proj=merc +a=6378137 +b=6378137 +lat_ts=0 +lon_0=0 +x_0=0 +y_0=0 +k=1 +units=m",
    ),
    // New Caledonia.
    (
        3163,
        "+proj=lcc +lat_0=-21.5 +lon_0=166 +lat_1=-20.6666666666667 +lat_2=-22.3333333333333 +x_0=400000 +y_0=300000 \
         +ellps=GRS80 +units=m",
    ),
    // French Polynesia.
    (3296, "+proj=utm +zone=5 +south +ellps=GRS80 +units=m"),
    (3297, "+proj=utm +zone=6 +south +ellps=GRS80 +units=m"),
    // Saint-Pierre-et-Miquelon; Mayotte.
    (4467, "+proj=utm +zone=21 +ellps=GRS80 +units=m"),
    (4471, "+proj=utm +zone=38 +south +ellps=GRS80 +units=m"),
];

const LAMBERT_93: &str =
    "+proj=lcc +lat_0=46.5 +lon_0=3 +lat_1=49 +lat_2=44 +x_0=700000 +y_0=6600000 +ellps=GRS80 +units=m";

/// The definition of a code: none for degrees, an error when it is not known.
fn definition(epsg: u16) -> Result<Option<String>, ()> {
    if GEOGRAPHIC.contains(&epsg) {
        return Ok(None);
    }
    if let Some((_, definition)) = NAMED.iter().find(|(code, _)| *code == epsg) {
        return Ok(Some((*definition).to_owned()));
    }
    let utm = |zone: u16, south: bool| {
        let south = if south { " +south" } else { "" };
        Some(format!("+proj=utm +zone={zone}{south} +ellps=GRS80 +units=m"))
    };
    match epsg {
        // The nine conic zones, one a degree of latitude.
        3942..=3950 => {
            let parallel = f64::from(epsg - 3900);
            let north = (parallel - 41.0) * 1_000_000.0 + 200_000.0;
            Ok(Some(format!(
                "+proj=lcc +lat_0={parallel} +lon_0=3 +lat_1={} +lat_2={} +x_0=1700000 +y_0={north} +ellps=GRS80 +units=m",
                parallel - 0.75,
                parallel + 0.75,
            )))
        }
        2975 => Ok(utm(40, true)),
        5490 => Ok(utm(20, false)),
        2972 => Ok(utm(22, false)),
        25828..=25838 => Ok(utm(epsg - 25800, false)),
        32601..=32660 => Ok(utm(epsg - 32600, false)),
        32701..=32760 => Ok(utm(epsg - 32700, true)),
        _ => Err(()),
    }
}

/// Whether coordinates with this EPSG code can be read.
#[must_use]
pub fn is_known(epsg: u16) -> bool {
    definition(epsg).is_ok()
}

/// Whether the code's coordinates are degrees already.
#[must_use]
pub fn is_geographic(epsg: u16) -> bool {
    GEOGRAPHIC.contains(&epsg)
}

/// Longitude and latitude (WGS84 degrees) of a point `x` (metres east), `y` (metres north) in the projection `epsg`.
/// None when the code is not known or the point is outside what the projection can say.
#[must_use]
pub fn to_degrees(epsg: u16, x: f64, y: f64) -> Option<(f64, f64)> {
    // The library makes a place of what is no number: a pole, of an infinite northing.
    if !(x.is_finite() && y.is_finite()) {
        return None;
    }
    let Some(definition) = definition(epsg).ok()? else {
        return Some((x, y));
    };
    let from = Proj::from_proj_string(&definition).ok()?;
    let degrees = Proj::from_proj_string("+proj=longlat +ellps=WGS84 +datum=WGS84 +no_defs").ok()?;
    let mut point = (x, y, 0.0);
    proj4rs::transform::transform(&from, &degrees, &mut point).ok()?;
    let (lon, lat) = (point.0.to_degrees(), point.1.to_degrees());
    (lon.is_finite() && lat.is_finite()).then_some((lon, lat))
}

#[cfg(test)]
mod tests {
    use super::*;
    use portee_domain::great_circle_m;
    use proptest::prelude::*;

    #[test]
    fn what_is_no_number_is_no_place() {
        for epsg in [4326, 2154, 3857, 32631] {
            for x in [f64::NAN, f64::INFINITY] {
                assert_eq!(to_degrees(epsg, x, 1.0), None, "EPSG:{epsg} {x}");
                assert_eq!(to_degrees(epsg, 1.0, x), None, "EPSG:{epsg} {x}");
            }
        }
    }

    #[test]
    fn origins_of_projections_are_where_their_definitions_put_them() {
        for (epsg, x, y, lon, lat) in [
            (2154, 700_000.0, 6_600_000.0, 3.0, 46.5),
            (9794, 700_000.0, 6_600_000.0, 3.0, 46.5),
            (3942, 1_700_000.0, 1_200_000.0, 3.0, 42.0),
            (3950, 1_700_000.0, 9_200_000.0, 3.0, 50.0),
            (3857, 0.0, 0.0, 0.0, 0.0),
            (2975, 500_000.0, 10_000_000.0, 57.0, 0.0),
            (5490, 500_000.0, 0.0, -63.0, 0.0),
            (2972, 500_000.0, 0.0, -51.0, 0.0),
            (32631, 500_000.0, 0.0, 3.0, 0.0),
            (32740, 500_000.0, 10_000_000.0, 57.0, 0.0),
            (3163, 400_000.0, 300_000.0, 166.0, -21.5),
            (4326, 2.35, 48.85, 2.35, 48.85),
        ] {
            let (found_lon, found_lat) = to_degrees(epsg, x, y).unwrap();
            let off = great_circle_m((found_lon, found_lat), (lon, lat));
            assert!(off < 0.5, "EPSG:{epsg} is {off} m off");
        }
    }

    /// The Eiffel tower, whose coordinates are published in each of these.
    #[test]
    fn known_points_are_where_people_know_them() {
        for (epsg, x, y, lon, lat, metres) in [
            (2154, 648_237.3, 6_862_271.7, 2.294_5, 48.858_4, 2.0),
            (27572, 596_916.0, 2_428_896.9, 2.294_5, 48.858_4, 5.0),
            (3857, 255_422.0, 6_250_841.0, 2.294_5, 48.858_4, 60.0),
        ] {
            let (found_lon, found_lat) = to_degrees(epsg, x, y).unwrap();
            let off = great_circle_m((found_lon, found_lat), (lon, lat));
            assert!(off < metres, "EPSG:{epsg} {found_lon} {found_lat} is {off} m off");
        }
    }

    #[test]
    fn an_unknown_code_gives_nothing() {
        assert!(!is_known(9999));
        assert_eq!(to_degrees(9999, 1.0, 2.0), None);
    }

    proptest! {
        #[test]
        fn any_numbers_are_projected_without_panic(epsg in prop::sample::select(vec![2154_u16, 3942, 3857, 2975, 27572]), x in any::<f64>(), y in any::<f64>()) {
            let _ = to_degrees(epsg, x, y);
        }
    }
}
