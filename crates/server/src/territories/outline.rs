//! The shape of a territory: its own outline, or those of what it is made of.

use portee_domain::{Hub, Level, TerritoryCoverage};
use portee_geography::{Geography, Outline};
use std::fmt::Write;

/// The outlines that make up a territory, `lon, lat` in WGS84 degrees: of a commune, a département, a région its own; of an EPCI
/// its communes'; of a hub its départements'; of France the régions'. Empty where no outline is known.
pub(crate) fn outlines<'a>(geography: &'a Geography, territory: &TerritoryCoverage, hubs: &[Hub]) -> Vec<&'a Outline> {
    let code = territory.code.as_str();
    let found: Vec<&Outline> = match territory.level {
        Level::Commune => geography.commune(code).map(|it| &it.outline).into_iter().collect(),
        Level::Departement => geography.departement(code).map(|it| &it.outline).into_iter().collect(),
        Level::Region => geography.region(code).map(|it| &it.outline).into_iter().collect(),
        Level::France => geography.regions().iter().map(|it| &it.outline).collect(),
        Level::Epci => {
            let members = geography.communes().iter();
            members
                .filter(|it| it.epci.as_deref() == Some(code))
                .map(|it| &it.outline)
                .collect()
        }
        Level::Hub => {
            let hub = hubs.iter().find(|hub| hub.id == code);
            let codes = hub.into_iter().flat_map(Hub::departements);
            codes
                .filter_map(|code| geography.departement(code.as_str()))
                .map(|it| &it.outline)
                .collect()
        }
    };
    found.into_iter().filter(|outline| !outline.is_empty()).collect()
}

/// Appends the outlines as a `GeoJSON` geometry, to 10⁻⁴ degree (11 m; the outlines are simplified to about 100 m); `null`
/// without any. Exterior rings run counter-clockwise, as RFC 7946 asks.
pub(crate) fn write_geometry(text: &mut String, outlines: &[&Outline]) {
    if outlines.is_empty() {
        text.push_str("null");
        return;
    }
    text.push_str(r#"{"type":"MultiPolygon","coordinates":["#);
    let polygons = outlines.iter().flat_map(|outline| outline.polygons());
    let mut first = true;
    for polygon in polygons {
        let exterior = ring(polygon.exterior(), true);
        if exterior.len() < 4 {
            continue;
        }
        text.push_str(if first { "[" } else { ",[" });
        first = false;
        write_ring(text, &exterior);
        for hole in polygon.interiors() {
            let hole = ring(hole, false);
            if hole.len() >= 4 {
                text.push(',');
                write_ring(text, &hole);
            }
        }
        text.push(']');
    }
    text.push_str("]}");
}

/// The points of a closed ring in ten-thousandths of a degree, without repeats, turning the way asked for.
fn ring(line: &geo::LineString<f64>, counter_clockwise: bool) -> Vec<(i32, i32)> {
    #[expect(clippy::cast_possible_truncation, reason = "degrees of the globe, within ±1,800,000")]
    let step = |degrees: f64| (degrees * 1e4).round() as i32;
    let mut points: Vec<(i32, i32)> = line.coords().map(|c| (step(c.x), step(c.y))).collect();
    points.dedup();
    let doubled_area: i64 = points
        .windows(2)
        .map(|pair| {
            let ((ax, ay), (bx, by)) = (pair[0], pair[1]);
            i64::from(ax) * i64::from(by) - i64::from(bx) * i64::from(ay)
        })
        .sum();
    if (doubled_area > 0) != counter_clockwise {
        points.reverse();
    }
    points
}

fn write_ring(text: &mut String, points: &[(i32, i32)]) {
    text.push('[');
    for (index, (x, y)) in points.iter().enumerate() {
        if index > 0 {
            text.push(',');
        }
        // Writing to a String cannot fail.
        let _ = write!(text, "[{},{}]", f64::from(*x) / 1e4, f64::from(*y) / 1e4);
    }
    text.push(']');
}

#[cfg(test)]
mod tests {
    use super::*;
    use geo::{Rect, coord};

    #[test]
    fn rings_turn_as_the_standard_asks_and_nothing_known_is_null() {
        let square = Rect::new(coord! { x: 5.0, y: 44.0 }, coord! { x: 5.5, y: 44.5 }).to_polygon();
        let mut reversed = square.clone();
        reversed.exterior_mut(|ring| ring.0.reverse());
        for polygon in [square, reversed] {
            let mut text = String::new();
            write_geometry(&mut text, &[&geo::MultiPolygon(vec![polygon]).into()]);
            let value: serde_json::Value = serde_json::from_str(&text).unwrap();
            let ring = value["coordinates"][0][0].as_array().unwrap();
            assert_eq!((ring.len(), &ring[0]), (5, &ring[4]));
            let area: f64 = ring
                .windows(2)
                .map(|pair| {
                    let at = |point: &serde_json::Value, axis: usize| point[axis].as_f64().unwrap();
                    at(&pair[0], 0) * at(&pair[1], 1) - at(&pair[1], 0) * at(&pair[0], 1)
                })
                .sum();
            assert!(area > 0.0);
        }
        let mut text = String::new();
        write_geometry(&mut text, &[]);
        assert_eq!(text, "null");
    }
}
