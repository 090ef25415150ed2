//! How densely a commune is inhabited: what chooses METRIC's speeds.

use geo::ChamberlainDuquetteArea;
use portee_domain::CommuneCode;
use portee_geography::Geography;
use std::collections::HashMap;

/// Inhabitants per km² of each commune, by its rank in [`Geography::communes`]; none without a population or an outline
/// (area on the sphere: R. Chamberlain and W. Duquette, "Some algorithms for polygons on a sphere", 2007).
pub(crate) fn densities(geography: &Geography) -> impl Iterator<Item = Option<f64>> {
    geography.communes().iter().map(|commune| {
        let km2 = commune.outline.degrees().chamberlain_duquette_unsigned_area() / 1e6;
        let inhabitants = commune.population.filter(|_| km2 > 0.0)?;
        Some(f64::from(inhabitants) / km2)
    })
}

/// Inhabitants per km² by commune.
#[derive(Debug)]
pub struct CommuneDensity<'a> {
    geography: &'a Geography,
    per_km2: HashMap<&'a CommuneCode, f64>,
}

impl<'a> CommuneDensity<'a> {
    /// The densities of all communes with a population and an outline.
    #[must_use]
    pub fn new(geography: &'a Geography) -> Self {
        let communes = geography.communes().iter().zip(densities(geography));
        let communes = communes.filter_map(|(commune, density)| Some((&commune.code, density?)));
        Self {
            geography,
            per_km2: communes.collect(),
        }
    }

    /// Inhabitants per km² of the commune at `lon, lat` (WGS84 degrees); none at sea, abroad, or when not known.
    #[must_use]
    pub fn at(&self, lon: f64, lat: f64) -> Option<f64> {
        let found = self.geography.commune_at(lon, lat)?;
        self.per_km2.get(&found.commune.code).copied()
    }
}
