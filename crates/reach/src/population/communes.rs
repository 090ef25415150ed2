//! Where the people of a commune are taken to live when no census cell says it.
//!
//! Half of them at the town hall, or at the inner point of the commune; the others spread evenly over its polygon, on a grid
//! of 2 km. Measured on the 1 km cells of metropolitan France against the town halls: whatever the area and the density of a
//! commune, its inhabitants live 0.45 to 0.7 times as far from the town hall as if they were spread evenly, which is about
//! what half of them at the town hall gives. Below 4 km² one point is as good. Above 1,000 km² (Guyane's forest) nothing was
//! measured, and an even spread would invent people where nobody lives: all are at the town hall.

use crate::plane::{Plane, stored};
use geo::{BoundingRect, ChamberlainDuquetteArea, Contains, Coord};
use portee_geography::Commune;

/// The areas of communes whose inhabitants are spread, km².
const SPREAD_KM2: std::ops::RangeInclusive<f64> = 4.0..=1_000.0;
/// The step of the grid, metres.
const STEP_M: f64 = 2_000.0;
/// The share of inhabitants at the town hall of a commune whose inhabitants are spread.
const AT_TOWN_HALL: f64 = 0.5;

/// A place where some share of a commune's inhabitants lives.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Place {
    /// `lon, lat` in 1e-7 degree.
    pub(super) position: [i32; 2],
    /// Inhabitants, in any unit.
    pub(super) weight: f64,
    /// Those of 65 and over, in the same unit.
    pub(super) seniors: f64,
}

impl Place {
    /// The same place with so many times as many people.
    pub(super) fn scaled(self, factor: f64) -> Self {
        Self {
            weight: factor * self.weight,
            seniors: factor * self.seniors,
            ..self
        }
    }
}

/// The places of a commune that no cell describes; weights add up to 1.
pub(super) fn places(commune: &Commune) -> Vec<Place> {
    let (lon, lat) = commune.town_hall.as_ref().map_or(commune.centre, |hall| hall.position);
    let place = |position, weight| Place {
        position,
        weight,
        seniors: weight,
    };
    let Some(seat) = stored(lon, lat) else {
        return Vec::new();
    };
    let grid = grid(commune);
    if grid.is_empty() {
        return vec![place(seat, 1.0)];
    }
    let each = (1.0 - AT_TOWN_HALL) / grid.len() as f64;
    let spread = grid.into_iter().map(|position| place(position, each));
    std::iter::once(place(seat, AT_TOWN_HALL)).chain(spread).collect()
}

/// The points of the grid inside a commune of the right size, from south-west to north-east.
fn grid(commune: &Commune) -> Vec<[i32; 2]> {
    let outline = commune.outline.degrees();
    let km2 = outline.chamberlain_duquette_unsigned_area() / 1e6;
    let Some(bounds) = outline.bounding_rect().filter(|_| SPREAD_KM2.contains(&km2)) else {
        return Vec::new();
    };
    // Half a step inside the south-western corner of the box.
    let plane = Plane::around(bounds.min().x, bounds.center().y);
    let (width, height) = (plane.east_metres(bounds.width()), plane.north_metres(bounds.height()));
    let origin_north = -height / 2.0;
    let steps = |metres: f64| (metres / STEP_M).ceil() as u32;
    let at = |step: u32| (f64::from(step) + 0.5) * STEP_M;
    let points = (0..steps(height))
        .flat_map(|row| (0..steps(width)).map(move |column| plane.degrees((at(column), origin_north + at(row)))));
    let inside = points.filter(|&(x, y)| outline.contains(&Coord { x, y }));
    inside.filter_map(|(lon, lat)| stored(lon, lat)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plane::degrees;
    use geo::{MultiPolygon, polygon};
    use portee_domain::great_circle_m;
    use portee_geography::Outline;

    /// A square commune with a side of so many km, its seat in the middle.
    fn square(side_km: f64) -> Commune {
        let (lat, lon) = (
            side_km / 2.0 / 111.2,
            side_km / 2.0 / 111.2 / 44.0_f64.to_radians().cos(),
        );
        let (west, east, south, north) = (5.0 - lon, 5.0 + lon, 44.0 - lat, 44.0 + lat);
        Commune {
            code: "26999".parse().unwrap(),
            name: "Essai".to_owned(),
            departement: "26".parse().unwrap(),
            region: "84".to_owned(),
            epci: None,
            postcodes: vec![],
            population: Some(1_000),
            centre: (5.0, 44.0),
            town_hall: None,
            outline: MultiPolygon(vec![polygon![
                (x: west, y: south), (x: east, y: south), (x: east, y: north), (x: west, y: north), (x: west, y: south),
            ]])
            .into(),
            parent: None,
        }
    }

    #[test]
    fn a_small_commune_is_one_point_and_so_is_one_as_large_as_a_forest() {
        for side in [1.5, 40.0] {
            let places = places(&square(side));
            assert_eq!(places.len(), 1, "{side}");
            assert_eq!(degrees(places[0].position), (5.0, 44.0));
        }
        let without_outline = Commune {
            outline: Outline::default(),
            ..square(10.0)
        };
        assert_eq!(places(&without_outline).len(), 1);
    }

    #[test]
    fn a_large_commune_has_half_of_its_inhabitants_at_the_seat_and_the_others_all_over_it() {
        let places = places(&square(10.0));
        assert_eq!(places.len(), 1 + 25);
        assert!((places[0].weight - 0.5).abs() < 1e-12);
        let total: f64 = places.iter().map(|place| place.weight).sum();
        assert!((total - 1.0).abs() < 1e-12, "{total}");
        let metres = |place: &Place| great_circle_m(degrees(place.position), (5.0, 44.0));
        let farthest = places.iter().map(metres).fold(0.0, f64::max);
        assert!((4_000.0..7_000.0).contains(&farthest), "{farthest}");
        // Evenly: as many people in the west as in the east, in the south as in the north.
        for axis in [0, 1] {
            let middle = [50_000_000, 440_000_000][axis];
            let side = |sign: i32| {
                places
                    .iter()
                    .filter(|place| (place.position[axis] - middle) * sign > 5_000)
                    .count()
            };
            assert_eq!(side(1), side(-1));
        }
    }
}
