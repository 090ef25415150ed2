//! The communes say how many live there; cells, where there are some, say where.

use super::{
    Inhabited, Population, UNKNOWN,
    apportion::{apportion, apportion_within},
    communes::{Place, places},
};
use crate::ReachError;
use portee_domain::CommuneCode;
use portee_geography::{Commune, Geography};

/// Files that say more than communes do: all of them optional.
#[derive(Debug, Clone, Default)]
pub struct PopulationFiles {}

/// What was noticed while compiling. Oddities are no errors: they are told here.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PopulationGaps {
    /// Communes without a known population, or where nobody lives.
    pub communes_without_inhabitants: Vec<CommuneCode>,
    /// Inhabited communes whose ages are not known.
    pub communes_without_ages: u32,
}

/// The seniors and the inhabitants that ages are known of, for one commune.
type Ages = Option<(f64, f64)>;

impl Population {
    /// Puts the inhabited points together. `inputs` names what they are made from, for [`Population::inputs`]; `progress` gets
    /// the step (in French), what is done of it and its total.
    ///
    /// # Errors
    /// When a file that is given cannot be read to its end or is not what it should be.
    pub fn compile(
        geography: &Geography,
        _files: &PopulationFiles,
        inputs: &str,
        progress: &dyn Fn(&str, u64, u64),
    ) -> Result<(Self, PopulationGaps), ReachError> {
        let mut gaps = PopulationGaps::default();
        let sources = vec![
            "Population municipale par commune (INSEE, liste de 2026 ; Mayotte : 2017). Licence Ouverte 2.0".to_owned(),
        ];
        let communes: Vec<&Commune> = geography
            .communes()
            .iter()
            .filter(|commune| commune.parent.is_none())
            .collect();
        let mut points = Vec::new();
        let total = communes.len() as u64;
        progress("Population", 0, total);
        for (index, commune) in (0..).zip(&communes) {
            let inhabitants = commune.population.unwrap_or_default();
            if inhabitants == 0 {
                gaps.communes_without_inhabitants.push(commune.code.clone());
                continue;
            }
            let places = described(geography, commune);
            gaps.communes_without_ages += 1;
            points.extend(settle(index, inhabitants, None, &places));
        }
        progress("Population", total, total);
        let codes = communes.iter().map(|commune| commune.code.clone()).collect();
        Ok((Self::new(inputs.to_owned(), sources, codes, points), gaps))
    }
}

/// The places of a commune that no cell describes; those of its arrondissements, by their inhabitants, when it has some.
fn described(geography: &Geography, commune: &Commune) -> Vec<Place> {
    let arrondissements = geography.arrondissements(commune);
    if arrondissements.is_empty() {
        return places(commune);
    }
    let of = |part: &&Commune| {
        let people = f64::from(part.population.unwrap_or_default());
        places(part).into_iter().map(move |place| Place {
            weight: place.weight * people,
            seniors: place.seniors * people,
            ..place
        })
    };
    arrondissements.iter().flat_map(of).collect()
}

/// The points of a commune: its inhabitants, and its seniors where ages are known, shared among its places.
fn settle(commune: u32, inhabitants: u32, ages: Ages, places: &[Place]) -> Vec<Inhabited> {
    let weights: Vec<f64> = places.iter().map(|place| place.weight).collect();
    let people = apportion(inhabitants, &weights);
    let seniors = ages.filter(|(_, all)| *all > 0.0).map(|(old, all)| {
        let share = (old / all).clamp(0.0, 1.0);
        let weights: Vec<f64> = places.iter().map(|place| place.seniors).collect();
        // A share of the inhabitants: it fits.
        apportion_within((f64::from(inhabitants) * share).round() as u32, &weights, &people)
    });
    let point = |i: usize| Inhabited {
        commune,
        position: places[i].position,
        inhabitants: people[i],
        seniors: seniors.as_ref().map_or(UNKNOWN, |seniors| seniors[i]),
    };
    (0..places.len())
        .map(point)
        .filter(|point| point.inhabitants > 0)
        .collect()
}
