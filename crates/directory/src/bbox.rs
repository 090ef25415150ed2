//! A box on the map.

/// A box between two meridians and two parallels, borders included, in WGS84 degrees.
///
/// `west` greater than `east` means that the box crosses the antimeridian, as in RFC 7946, section 5.2.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bbox {
    /// The western meridian.
    pub west: f64,
    /// The southern parallel.
    pub south: f64,
    /// The eastern meridian.
    pub east: f64,
    /// The northern parallel.
    pub north: f64,
}

impl Bbox {
    /// A box, when the four numbers make one: longitudes within ±180, latitudes within ±90, south not above north.
    #[must_use]
    pub fn new(west: f64, south: f64, east: f64, north: f64) -> Option<Self> {
        let longitude = |value: f64| (-180.0..=180.0).contains(&value);
        let latitude = |value: f64| (-90.0..=90.0).contains(&value);
        let valid = longitude(west) && longitude(east) && latitude(south) && latitude(north) && south <= north;
        valid.then_some(Self {
            west,
            south,
            east,
            north,
        })
    }

    /// Whether the point is inside or on the border.
    #[must_use]
    pub fn contains(&self, lon: f64, lat: f64) -> bool {
        let within = if self.west <= self.east {
            (self.west..=self.east).contains(&lon)
        } else {
            lon >= self.west || lon <= self.east
        };
        within && (self.south..=self.north).contains(&lat)
    }

    /// Whether a rectangle that does not cross the antimeridian has a point in common with it.
    #[must_use]
    pub fn meets(&self, west: f64, south: f64, east: f64, north: f64) -> bool {
        let beside = if self.west <= self.east {
            west <= self.east && east >= self.west
        } else {
            east >= self.west || west <= self.east
        };
        beside && south <= self.north && north >= self.south
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_box_may_cross_the_antimeridian() {
        let pacific = Bbox::new(170.0, -30.0, -170.0, 0.0).unwrap();
        assert!(pacific.contains(179.0, -20.0));
        assert!(pacific.contains(-175.0, -20.0));
        assert!(!pacific.contains(0.0, -20.0));
        assert!(!pacific.contains(179.0, 1.0));
    }

    #[test]
    fn a_rectangle_meets_a_box_when_they_share_a_point_on_either_side_of_the_antimeridian() {
        let france = Bbox::new(-5.0, 41.0, 10.0, 51.0).unwrap();
        assert!(france.meets(4.0, 44.0, 5.0, 45.0));
        assert!(france.meets(10.0, 51.0, 12.0, 53.0));
        assert!(!france.meets(10.1, 44.0, 12.0, 45.0));
        assert!(!france.meets(4.0, 51.1, 5.0, 52.0));
        let pacific = Bbox::new(170.0, -30.0, -170.0, 0.0).unwrap();
        assert!(pacific.meets(163.0, -23.0, 171.0, -19.0));
        assert!(pacific.meets(-179.0, -15.0, -176.0, -13.0));
        assert!(!pacific.meets(4.0, -20.0, 5.0, -19.0));
    }

    #[test]
    fn numbers_that_make_no_box_are_refused() {
        for (west, south, east, north) in [
            (0.0, 50.0, 1.0, 40.0),
            (-181.0, 0.0, 0.0, 1.0),
            (0.0, f64::NAN, 1.0, 1.0),
            (0.0, 0.0, f64::INFINITY, 1.0),
            (0.0, 0.0, 1.0, 90.5),
        ] {
            assert!(Bbox::new(west, south, east, north).is_none());
        }
    }
}
