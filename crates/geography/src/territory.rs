//! The overseas collectivities: no package has polygons of their communes, nor even centres; the world map has their
//! coasts (to about 500 m, small atolls missing).
//!
//! `territory_seats.csv` is our own: the seat of each commune, placed by hand to about 3 km, checked by the tests against
//! the coasts and against real venues of Nouvelle-Calédonie. A commune is found by the nearest seat, within 5 km of the coast
//! on the world map or `island_m` of the seat; and a point is plausible for a commune within `reach_m` of its seat
//! (communes of many islands are wide). The Terres australes (984) and Clipperton (989) have no inhabitants: left out.

use portee_domain::CommuneCode;

/// An overseas collectivity without commune polygons.
pub(crate) struct Territory {
    /// Code of the collectivity, used as département code.
    pub(crate) code: &'static str,
    /// ISO 3166-1 numeric code: its id on the world map.
    pub(crate) iso: &'static str,
    /// West, south, east, north in WGS84 degrees: land and lagoons; no collectivity crosses the antimeridian.
    pub(crate) bounds: [f64; 4],
    /// How far from a commune's seat it may be when the world map shows no coast, metres.
    pub(crate) island_m: f64,
    /// How far from its seat a commune extends at most, metres.
    pub(crate) reach_m: f64,
}

/// All that have inhabitants.
pub(crate) const TERRITORIES: [Territory; 6] = [
    Territory {
        code: "975",
        iso: "666",
        bounds: [-56.6, 46.7, -56.0, 47.2],
        island_m: 5_000.0,
        reach_m: 30_000.0,
    },
    Territory {
        code: "977",
        iso: "652",
        bounds: [-63.0, 17.8, -62.7, 18.0],
        island_m: 5_000.0,
        reach_m: 12_000.0,
    },
    Territory {
        code: "978",
        iso: "663",
        bounds: [-63.2, 18.0, -62.9, 18.15],
        island_m: 5_000.0,
        reach_m: 12_000.0,
    },
    Territory {
        code: "986",
        iso: "876",
        bounds: [-178.3, -14.5, -176.0, -13.1],
        island_m: 10_000.0,
        reach_m: 15_000.0,
    },
    Territory {
        code: "987",
        iso: "258",
        bounds: [-155.0, -28.0, -134.3, -7.7],
        island_m: 30_000.0,
        reach_m: 100_000.0,
    },
    Territory {
        code: "988",
        iso: "540",
        bounds: [163.4, -23.0, 168.4, -19.4],
        island_m: 5_000.0,
        reach_m: 50_000.0,
    },
];

/// How far a commune of France proper extends from its centre when its polygon is missing, metres.
pub(crate) const REACH_WITHOUT_OUTLINE_M: f64 = 5_000.0;

/// Ids and names on the world map that are France: outside the "land outside France".
pub(crate) const FRENCH_ON_THE_WORLD_MAP: [&str; 9] =
    ["250", "260", "258", "540", "652", "663", "666", "876", "Clipperton I."];

const SEATS: &str = include_str!("territory_seats.csv");

/// The seat of a commune of these collectivities, `(lon, lat)` in WGS84 degrees.
pub(crate) fn seat(commune: &CommuneCode) -> Option<(f64, f64)> {
    let row = SEATS
        .lines()
        .find_map(|line| line.strip_prefix(commune.as_str())?.strip_prefix(','))?;
    let (lon, lat) = row.split_once(',')?;
    Some((lon.parse().ok()?, lat.parse().ok()?))
}

impl Territory {
    /// The collectivity with this département code.
    pub(crate) fn of(departement: &str) -> Option<&'static Self> {
        TERRITORIES.iter().find(|territory| territory.code == departement)
    }

    /// The collectivity whose waters the point is in.
    pub(crate) fn at(lon: f64, lat: f64) -> Option<&'static Self> {
        TERRITORIES.iter().find(|territory| {
            let [west, south, east, north] = territory.bounds;
            (west..=east).contains(&lon) && (south..=north).contains(&lat)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_seat_lies_in_the_waters_of_its_collectivity() {
        let rows: Vec<&str> = SEATS.lines().skip(1).collect();
        assert_eq!(rows.len(), 88);
        for row in rows {
            let code: CommuneCode = row[..5].parse().unwrap();
            let (lon, lat) = seat(&code).unwrap();
            assert_eq!(
                Territory::at(lon, lat).unwrap().code,
                code.departement().as_str(),
                "{row}"
            );
        }
    }
}
