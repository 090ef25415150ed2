//! Communes: the official list, with the polygons, centres and town halls of the other packages once checked.

use super::CompileReport;
use crate::{
    Commune, Former, Outline, TownHall, dissolve,
    sources::{
        decoupage::{CommuneRow, Decoupage, Kind},
        lonlat::Centre,
        shapes::{Shape, Shapes},
    },
    sphere,
    territory::{self, Territory},
};
use geo::InteriorPoint;
use portee_domain::{CommuneCode, Postcode};
use std::collections::{BTreeMap, HashMap};

/// How far outside its commune's polygon (simplified to about 100 m) a town hall may be, metres.
const TOWN_HALL_TOLERANCE_M: f64 = 300.0;

/// The current communes and arrondissements, sorted by code.
pub(super) fn assemble(
    decoupage: &Decoupage,
    mut shapes: Shapes,
    centres: &HashMap<String, Centre>,
    report: &mut CompileReport,
) -> Vec<Commune> {
    let members = decoupage
        .epcis
        .iter()
        .flat_map(|epci| epci.members.iter().map(move |member| (&member.code, &epci.code)));
    let epcis: HashMap<&String, &String> = members.collect();
    let current = |row: &&CommuneRow| matches!(row.kind, Kind::CommuneActuelle | Kind::ArrondissementMunicipal);
    let mut communes: BTreeMap<CommuneCode, Commune> = BTreeMap::new();
    let mut pointless = Vec::new();
    for row in decoupage.communes.iter().filter(current) {
        let Ok(code) = row.code.parse::<CommuneCode>() else {
            report.left_out.push(row.code.clone());
            continue;
        };
        let mut shape = shapes.by_code.remove(&row.code).unwrap_or_else(Shape::absent);
        if shape.outline.is_empty() && !shape.parts.is_empty() {
            shape.outline = dissolve::dissolve(shape.parts.iter()).into();
            report.outline_from_parts.push(code.clone());
        }
        let official = centres
            .get(&row.code)
            .and_then(|centre| centre.point)
            .or_else(|| territory::seat(&code));
        let centre = centre(&shape.outline, official, report);
        let mut commune = listed(row, code, centre.unwrap_or_default());
        let member = row.parent.as_ref().unwrap_or(&row.code);
        commune.epci = epcis.get(member).map(|epci| (*epci).clone());
        commune.town_hall = checked(&shape, report);
        commune.outline = shape.outline;
        if centre.is_none() {
            pointless.push(commune.code.clone());
        }
        communes.insert(commune.code.clone(), commune);
    }
    for code in pointless {
        place_by_postcode(&mut communes, &code, report);
    }
    let communes: Vec<Commune> = communes.into_values().collect();
    count(&communes, report);
    communes
}

/// What the official list tells of a commune.
fn listed(row: &CommuneRow, code: CommuneCode, centre: (f64, f64)) -> Commune {
    let mut postcodes: Vec<Postcode> = row
        .postcodes
        .iter()
        .filter_map(|postcode| postcode.parse().ok())
        .collect();
    postcodes.sort_unstable();
    postcodes.dedup();
    Commune {
        departement: row.departement.parse().unwrap_or_else(|_| code.departement()),
        code,
        name: row.name.clone(),
        region: row.region.clone(),
        epci: None,
        postcodes,
        population: row.population,
        centre,
        town_hall: None,
        outline: Outline::default(),
        parent: row
            .parent
            .as_ref()
            .filter(|_| row.kind == Kind::ArrondissementMunicipal)
            .and_then(|p| p.parse().ok()),
    }
}

/// The official centre when it is inside, otherwise a point well inside the polygon; without a polygon the official
/// centre as it is.
fn centre(outline: &Outline, official: Option<(f64, f64)>, report: &mut CompileReport) -> Option<(f64, f64)> {
    if outline.is_empty() {
        return official;
    }
    official.filter(|point| outline.covers(*point)).or_else(|| {
        report.centres_computed += 1;
        outline.degrees().interior_point().map(|point| (point.x(), point.y()))
    })
}

/// The town hall, when its point is in the commune or almost. Without a polygon nothing confirms it.
fn checked(shape: &Shape, report: &mut CompileReport) -> Option<TownHall> {
    let hall = shape.town_hall.clone().filter(|_| !shape.outline.is_empty())?;
    let confirmed = sphere::distance_m(&shape.outline, hall.position) <= TOWN_HALL_TOLERANCE_M;
    report.town_halls_misplaced += usize::from(!confirmed);
    confirmed.then_some(hall)
}

/// A commune of which no package tells the place goes to the middle of the communes that share its postcode; when there
/// are none, it is left out.
fn place_by_postcode(communes: &mut BTreeMap<CommuneCode, Commune>, code: &CommuneCode, report: &mut CompileReport) {
    let Some(lost) = communes.get(code) else { return };
    let near = |other: &&Commune| {
        other.has_outline()
            && other.departement == lost.departement
            && other.postcodes.iter().any(|p| lost.postcodes.contains(p))
    };
    let points: Vec<(f64, f64)> = communes.values().filter(near).map(|other| other.centre).collect();
    if points.is_empty() {
        report.left_out.push(code.to_string());
        communes.remove(code);
        return;
    }
    let count = f64::from(u32::try_from(points.len()).unwrap_or(u32::MAX));
    let sum = points
        .iter()
        .fold((0.0, 0.0), |sum, point| (sum.0 + point.0, sum.1 + point.1));
    if let Some(lost) = communes.get_mut(code) {
        lost.centre = (sum.0 / count, sum.1 / count);
    }
}

fn count(communes: &[Commune], report: &mut CompileReport) {
    report.arrondissements = communes.iter().filter(|commune| commune.parent.is_some()).count();
    report.communes = communes.len() - report.arrondissements;
    report.with_outline = communes.iter().filter(|commune| commune.has_outline()).count();
    report.town_halls = communes.iter().filter(|commune| commune.town_hall.is_some()).count();
    let proper = |commune: &&Commune| !commune.has_outline() && Territory::of(commune.departement.as_str()).is_none();
    report.without_outline = communes
        .iter()
        .filter(proper)
        .map(|commune| commune.code.clone())
        .collect();
}

/// The communes of the past, sorted by code: with their names where the official list (communes déléguées and associées)
/// or the list of centres tells them.
pub(super) fn former(
    decoupage: &Decoupage,
    communes: &[Commune],
    centres: &HashMap<String, Centre>,
    report: &mut CompileReport,
) -> Vec<Former> {
    let names: HashMap<&str, &str> = communes
        .iter()
        .map(|commune| (commune.code.as_str(), commune.name.as_str()))
        .collect();
    let mut former: BTreeMap<CommuneCode, Former> = BTreeMap::new();
    let mut add = |code: &str, name: Option<&str>, successor: &str| {
        let (Ok(code), Ok(successor)) = (code.parse::<CommuneCode>(), successor.parse::<CommuneCode>()) else {
            return;
        };
        // A part that bears the name of the whole adds nothing.
        let current = names.get(successor.as_str());
        if current.is_some() && (current.copied() != name || code != successor) {
            let name = name.map(str::to_owned);
            former.entry(code.clone()).or_insert(Former { code, name, successor });
        }
    };
    for row in &decoupage.communes {
        if let Some(seat) = row
            .seat
            .as_ref()
            .filter(|_| matches!(row.kind, Kind::CommuneDeleguee | Kind::CommuneAssociee))
        {
            add(&row.code, Some(&row.name), seat);
        }
    }
    for row in decoupage
        .communes
        .iter()
        .filter(|row| row.kind == Kind::CommuneActuelle)
    {
        for code in &row.former_codes {
            add(code, centres.get(code).map(|centre| centre.name.as_str()), &row.code);
        }
    }
    let former: Vec<Former> = former.into_values().collect();
    report.former_named = former.iter().filter(|former| former.name.is_some()).count();
    report.former_unnamed = former.len() - report.former_named;
    former
}
