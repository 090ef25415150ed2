//! Outlines on paper: from degrees to the units of an SVG drawing.
//!
//! Mercator, as on the site's other map: shapes keep their angles. What is smaller than a unit is left out: a shared border then
//! differs by less than the line drawn on it.

use geo::{BoundingRect, LineString, Simplify, coord};
use portee_geography::Outline;
use std::fmt::Write;

/// Detail left out, in units of the drawing.
const TOLERANCE: f64 = 0.8;

/// West, south, east, north in WGS84 degrees.
pub(super) type Bounds = [f64; 4];

/// A sheet of paper over some bounds.
pub(super) struct Paper {
    bounds: Bounds,
    west: f64,
    north: f64,
    scale: f64,
    pub(super) width: u32,
    pub(super) height: u32,
}

impl Paper {
    /// A sheet that holds `bounds` within `width` by `height` units, with a margin of 4.
    pub(super) fn over(bounds: Bounds, width: u32, height: u32) -> Self {
        let [west, south, east, north] = bounds;
        let (left, right) = (west.to_radians(), east.to_radians());
        let (top, bottom) = (mercator(north), mercator(south));
        let (across, down) = ((right - left).max(1e-6), (top - bottom).max(1e-6));
        let scale = (f64::from(width - 8) / across).min(f64::from(height - 8) / down);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "at most the width and the height given"
        )]
        // A thousandth less: a rounding error must not add a unit.
        let size = |extent: f64| (extent * scale - 1e-3).ceil() as u32 + 8;
        Self {
            bounds,
            west: left - 4.0 / scale,
            north: top + 4.0 / scale,
            scale,
            width: size(across),
            height: size(down),
        }
    }

    /// The path of the parts of `outlines` that touch the sheet; empty when none does.
    pub(super) fn path(&self, outlines: &[&Outline]) -> String {
        let mut path = String::new();
        let outlines = outlines
            .iter()
            .filter(|outline| outline.bounds().is_some_and(|bounds| self.touches(bounds)));
        for polygon in outlines.flat_map(|outline| outline.polygons()) {
            let rect = polygon.bounding_rect();
            let bounds = rect.map(|rect| [rect.min().x, rect.min().y, rect.max().x, rect.max().y]);
            if !bounds.is_some_and(|bounds| self.touches(bounds)) {
                continue;
            }
            let mut drawn = self.ring(&mut path, polygon.exterior());
            for hole in polygon.interiors() {
                drawn |= self.ring(&mut path, hole);
            }
            if !drawn && path.is_empty() {
                self.dot(&mut path, polygon.exterior());
            }
        }
        path
    }

    fn touches(&self, other: Bounds) -> bool {
        let [west, south, east, north] = self.bounds;
        other[0] <= east && other[2] >= west && other[1] <= north && other[3] >= south
    }

    /// Appends a ring; false when nothing is left of it.
    fn ring(&self, path: &mut String, ring: &LineString<f64>) -> bool {
        let flat: LineString<f64> = ring.coords().map(|c| self.place(c.x, c.y)).collect();
        let points: Vec<(i32, i32)> = {
            let mut points: Vec<_> = flat.simplify(TOLERANCE).coords().map(|c| whole(c.x, c.y)).collect();
            points.dedup();
            points
        };
        // The last point of a ring is its first one.
        if points.len() < 4 {
            return false;
        }
        let (mut x, mut y) = points[0];
        // Writing to a String cannot fail.
        let _ = write!(path, "M{x} {y}l");
        for (index, &(next_x, next_y)) in points[1..points.len() - 1].iter().enumerate() {
            let (dx, dy) = (next_x - x, next_y - y);
            let space = if index > 0 && dx >= 0 { " " } else { "" };
            let between = if dy >= 0 { " " } else { "" };
            let _ = write!(path, "{space}{dx}{between}{dy}");
            (x, y) = (next_x, next_y);
        }
        path.push('z');
        true
    }

    /// Something to see of what is smaller than a unit.
    fn dot(&self, path: &mut String, ring: &LineString<f64>) {
        if let Some(c) = ring.coords().next() {
            let place = self.place(c.x, c.y);
            let (x, y) = whole(place.x, place.y);
            let _ = write!(path, "M{} {}h4v4h-4z", x - 2, y - 2);
        }
    }

    fn place(&self, lon: f64, lat: f64) -> geo::Coord<f64> {
        coord! { x: (lon.to_radians() - self.west) * self.scale, y: (self.north - mercator(lat)) * self.scale }
    }
}

fn mercator(lat: f64) -> f64 {
    let lat = lat.clamp(-85.0, 85.0).to_radians();
    (std::f64::consts::FRAC_PI_4 + lat / 2.0).tan().ln()
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "an `as` that saturates; drawings are a few thousand units wide"
)]
fn whole(x: f64, y: f64) -> (i32, i32) {
    (x.round() as i32, y.round() as i32)
}

/// The bounds of outlines; none without any.
pub(super) fn bounds<'a>(outlines: impl Iterator<Item = &'a Outline>) -> Option<Bounds> {
    let all = outlines.filter_map(Outline::bounds);
    all.reduce(|a, b| [a[0].min(b[0]), a[1].min(b[1]), a[2].max(b[2]), a[3].max(b[3])])
}

#[cfg(test)]
mod tests {
    use super::*;
    use geo::{MultiPolygon, Rect};

    fn square(lon: f64, lat: f64, reach: f64) -> Outline {
        let low = coord! { x: lon - reach, y: lat - reach };
        let high = coord! { x: lon + reach, y: lat + reach };
        MultiPolygon(vec![Rect::new(low, high).to_polygon()]).into()
    }

    #[test]
    fn a_shape_fills_its_sheet_and_what_is_elsewhere_is_not_drawn() {
        let here = square(5.0, 0.0, 1.0);
        let paper = Paper::over([4.0, -1.0, 6.0, 1.0], 108, 108);
        assert_eq!((paper.width, paper.height), (108, 108));
        let path = paper.path(&[&here]);
        let corners: Vec<&str> = path.split(['M', 'l']).collect();
        assert!(path.starts_with('M') && path.ends_with('z'), "{path}");
        assert!(["4 4", "104 4", "4 104", "104 104"].contains(&corners[1]), "{path}");
        assert_eq!(paper.path(&[&square(55.0, -21.0, 1.0)]), "");
    }

    #[test]
    fn what_is_smaller_than_a_unit_is_still_a_dot() {
        let paper = Paper::over([4.0, -1.0, 6.0, 1.0], 108, 108);
        assert_eq!(paper.path(&[&square(5.0, 0.0, 0.000_1)]), "M52 52h4v4h-4z");
    }

    #[test]
    fn bounds_hold_all_outlines() {
        let (a, b) = (square(5.0, 45.0, 1.0), square(7.0, 44.0, 0.5));
        assert_eq!(bounds([&a, &b].into_iter()), Some([4.0, 43.5, 7.5, 46.0]));
        assert_eq!(bounds(std::iter::empty()), None);
    }
}
