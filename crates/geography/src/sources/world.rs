//! npm `world-atlas`: the countries of Natural Earth 1:10,000,000 as `TopoJSON` (quantised to 0.004 degree).
//!
//! `TopoJSON` 1.0: arcs are integer steps to be summed, scaled and moved; a polygon lists the arcs of its rings, `~i`
//! meaning arc `i` backwards.

use crate::{GeographyError, archive, grid, territory::FRENCH_ON_THE_WORLD_MAP};
use geo::{Coord, LineString, MultiPolygon, Polygon};
use serde::Deserialize;
use std::{collections::HashMap, path::Path};

/// What we take from the world map.
#[derive(Debug)]
pub(crate) struct World {
    /// Land outside France.
    pub(crate) foreign: MultiPolygon<f64>,
    /// The outlines of France's territories that are countries there, by ISO 3166-1 numeric code.
    pub(crate) french: HashMap<String, MultiPolygon<f64>>,
}

#[derive(Deserialize)]
struct Topology {
    objects: Objects,
    arcs: Vec<Vec<(i64, i64)>>,
    transform: Transform,
}

#[derive(Deserialize)]
struct Objects {
    countries: Countries,
}

#[derive(Deserialize)]
struct Countries {
    geometries: Vec<Country>,
}

#[derive(Deserialize)]
struct Transform {
    scale: (f64, f64),
    translate: (f64, f64),
}

#[derive(Deserialize)]
struct Country {
    id: Option<String>,
    properties: Properties,
    #[serde(flatten)]
    shape: Shape,
}

#[derive(Deserialize)]
struct Properties {
    name: String,
}

#[derive(Deserialize)]
#[serde(tag = "type", content = "arcs")]
enum Shape {
    Polygon(Vec<Vec<i64>>),
    MultiPolygon(Vec<Vec<Vec<i64>>>),
}

/// Reads the package.
///
/// # Errors
/// When the archive is damaged or its file is not the expected `TopoJSON`.
pub(crate) fn read(path: &Path) -> Result<World, GeographyError> {
    let [json] = archive::tgz_entries(path, ["package/countries-10m.json"])?;
    let topology: Topology = serde_json::from_slice(&json).map_err(|error| archive::broken(path, error))?;
    let arcs = absolute(&topology);
    let mut world = World {
        foreign: MultiPolygon(vec![]),
        french: HashMap::new(),
    };
    for country in &topology.objects.countries.geometries {
        let outline = outline(&country.shape, &arcs).ok_or_else(|| {
            archive::broken(
                path,
                format!("le contour de « {} » est incomplet", country.properties.name),
            )
        })?;
        let id = country.id.as_deref().unwrap_or(&country.properties.name);
        if FRENCH_ON_THE_WORLD_MAP.contains(&id) {
            world.french.insert(id.to_owned(), outline);
        } else {
            world.foreign.0.extend(outline);
        }
    }
    Ok(world)
}

/// The arcs in degrees.
fn absolute(topology: &Topology) -> Vec<Vec<Coord<f64>>> {
    let Transform { scale, translate } = topology.transform;
    #[expect(clippy::cast_precision_loss, reason = "quantised positions are below 2^17")]
    let degree =
        |step: i64, scale: f64, translate: f64, limit: f64| (step as f64 * scale + translate).clamp(-limit, limit);
    let arc = |steps: &Vec<(i64, i64)>| {
        let (mut x, mut y) = (0_i64, 0_i64);
        let coords = steps.iter().map(|step| {
            (x, y) = (x.saturating_add(step.0), y.saturating_add(step.1));
            Coord {
                x: degree(x, scale.0, translate.0, 180.0),
                y: degree(y, scale.1, translate.1, 90.0),
            }
        });
        coords.collect()
    };
    topology.arcs.iter().map(arc).collect()
}

fn outline(shape: &Shape, arcs: &[Vec<Coord<f64>>]) -> Option<MultiPolygon<f64>> {
    let polygon = |rings: &Vec<Vec<i64>>| {
        let mut rings = rings
            .iter()
            .map(|ring| line(ring, arcs))
            .collect::<Option<Vec<_>>>()?
            .into_iter();
        Some(Polygon::new(rings.next()?, rings.collect()))
    };
    let polygons = match shape {
        Shape::Polygon(rings) => vec![polygon(rings)?],
        Shape::MultiPolygon(polygons) => polygons.iter().map(polygon).collect::<Option<_>>()?,
    };
    Some(grid::snap_outline(&MultiPolygon(polygons)))
}

/// The ring made of these arcs, each beginning where the last one ends.
fn line(ring: &[i64], arcs: &[Vec<Coord<f64>>]) -> Option<LineString<f64>> {
    let mut coords: Vec<Coord<f64>> = Vec::new();
    for &reference in ring {
        let backwards = reference < 0;
        let arc = arcs.get(usize::try_from(if backwards { !reference } else { reference }).ok()?)?;
        coords.pop();
        if backwards {
            coords.extend(arc.iter().rev());
        } else {
            coords.extend(arc);
        }
    }
    Some(LineString::new(coords))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_countries_share_an_arc_in_both_directions() {
        let json = r#"{"type":"Topology","transform":{"scale":[1,1],"translate":[0,0]},
            "arcs":[[[1,0],[0,2]],[[1,2],[-1,0],[0,-2],[1,0]],[[1,0],[1,0],[0,2],[-1,0]]],
            "objects":{"countries":{"type":"GeometryCollection","geometries":[
              {"type":"Polygon","id":"1","properties":{"name":"West"},"arcs":[[0,1]]},
              {"type":"MultiPolygon","id":"2","properties":{"name":"East"},"arcs":[[[2,-1]]]}]}}}"#;
        let topology: Topology = serde_json::from_str(json).unwrap();
        let arcs = absolute(&topology);
        for (country, corners) in topology.objects.countries.geometries.iter().zip([5, 5]) {
            let outline = outline(&country.shape, &arcs).unwrap();
            assert_eq!(outline.0[0].exterior().0.len(), corners, "{}", country.properties.name);
            assert!(outline.0[0].exterior().is_closed());
        }
    }

    #[test]
    fn an_arc_that_does_not_exist_gives_no_outline() {
        assert!(outline(&Shape::Polygon(vec![vec![7]]), &[]).is_none());
        assert!(outline(&Shape::Polygon(vec![]), &[]).is_none());
    }
}
