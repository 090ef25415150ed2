//! Départements, régions and EPCIs: boundaries dissolved from the communes'.

use crate::{
    Commune, Departement, Epci, Outline, Region, dissolve,
    sources::{
        decoupage::{AreaRow, Decoupage, EpciRow},
        world::World,
    },
    territory::Territory,
};
use std::collections::HashMap;

/// The départements and collectivities that have communes, sorted by code. The outline of a collectivity is its coast on
/// the world map.
pub(super) fn departements(decoupage: &Decoupage, communes: &[Commune], world: &World) -> Vec<Departement> {
    let mut outlines: HashMap<&str, Vec<&Outline>> = HashMap::new();
    for commune in communes.iter().filter(|commune| commune.parent.is_none()) {
        outlines
            .entry(commune.departement.as_str())
            .or_default()
            .push(&commune.outline);
    }
    let departement = |row: &AreaRow| {
        let parts = outlines.get(row.code.as_str())?;
        let outline = if let Some(territory) = Territory::of(&row.code) {
            let coast = world.french.get(territory.iso);
            coast.map(|coast| dissolve::oriented(coast).into()).unwrap_or_default()
        } else {
            let others = communes
                .iter()
                .filter(|commune| commune.departement.as_str() != row.code);
            dissolve::without_gaps(dissolve::dissolve(parts.iter().copied()), &centres(others)).into()
        };
        let code = row.code.parse().ok()?;
        Some(Departement {
            code,
            name: row.name.clone(),
            region: row.region.clone(),
            outline,
        })
    };
    let mut departements: Vec<Departement> = decoupage.departements.iter().filter_map(departement).collect();
    departements.sort_unstable_by(|a, b| a.code.cmp(&b.code));
    departements
}

/// The régions that have communes, sorted by code.
pub(super) fn regions(decoupage: &Decoupage, departements: &[Departement], communes: &[Commune]) -> Vec<Region> {
    let region = |row: &AreaRow| {
        communes.iter().find(|commune| commune.region == row.code)?;
        let parts = departements.iter().filter(|departement| departement.region == row.code);
        let others = communes.iter().filter(|commune| commune.region != row.code);
        let outline = dissolve::dissolve(parts.map(|departement| &departement.outline));
        let outline = dissolve::without_gaps(outline, &centres(others)).into();
        Some(Region {
            code: row.code.clone(),
            name: row.name.clone(),
            outline,
        })
    };
    let mut regions: Vec<Region> = decoupage.regions.iter().filter_map(region).collect();
    regions.sort_unstable_by(|a, b| a.code.cmp(&b.code));
    regions
}

/// The points that an enclave may hold: centres of communes that have one.
fn centres<'a>(communes: impl Iterator<Item = &'a Commune>) -> Vec<(f64, f64)> {
    communes
        .filter(|commune| commune.has_outline())
        .map(|commune| commune.centre)
        .collect()
}

/// The EPCIs, sorted by code.
pub(super) fn epcis(decoupage: &Decoupage) -> Vec<Epci> {
    let epci = |row: &EpciRow| Epci {
        code: row.code.clone(),
        name: row.name.clone(),
    };
    let mut epcis: Vec<Epci> = decoupage.epcis.iter().map(epci).collect();
    epcis.sort_unstable_by(|a, b| a.code.cmp(&b.code));
    epcis
}
