//! Which communes make up which territory.

use super::{CoverageInput, measure::rank, tally::People};
use crate::planning::covers;
use portee_domain::{DepartementCode, Level};
use portee_geography::Commune;
use std::collections::BTreeMap;

/// A territory: its communes, by their rank in [`crate::Population::communes`].
#[derive(Debug)]
pub(super) struct Group {
    pub(super) level: Level,
    pub(super) code: String,
    pub(super) name: String,
    pub(super) departement: Option<DepartementCode>,
    pub(super) communes: Vec<usize>,
}

/// All territories, sorted by level and code. `people` are those of each commune of the population.
pub(super) fn groups(input: &CoverageInput<'_>, people: &[People]) -> Vec<Group> {
    let geography = input.network.geography();
    let communes = input.population.communes();
    let hubs = &input.hubs.hubs;
    let mut groups: BTreeMap<(Level, String), Vec<usize>> = BTreeMap::new();
    let ranks: Vec<Option<usize>> = communes.iter().map(|code| rank(geography, code)).collect();
    let commune = |i: usize| -> Option<&Commune> { geography.communes().get(ranks.get(i).copied().flatten()?) };
    let mut put = |level, code: &str, i| groups.entry((level, code.to_owned())).or_default().push(i);
    for i in 0..communes.len() {
        let Some(commune) = commune(i) else { continue };
        put(Level::France, "FR", i);
        put(Level::Region, &commune.region, i);
        put(Level::Departement, commune.departement.as_str(), i);
        put(Level::Commune, commune.code.as_str(), i);
        if let Some(epci) = &commune.epci {
            put(Level::Epci, epci, i);
        }
        for hub in hubs.iter().filter(|hub| covers(hub, &commune.departement, input.on)) {
            put(Level::Hub, &hub.id, i);
        }
    }
    let hub_name = |code: &str| hubs.iter().find(|hub| hub.id == code).map(|hub| hub.name.clone());
    let name = |level, code: &str| match level {
        Level::France => Some("France".to_owned()),
        Level::Region => geography.region(code).map(|region| region.name.clone()),
        Level::Departement => geography.departement(code).map(|departement| departement.name.clone()),
        Level::Hub => hub_name(code),
        Level::Epci => geography.epci(code).map(|epci| epci.name.clone()),
        Level::Commune => geography.commune(code).map(|commune| commune.name.clone()),
    };
    let groups = groups.into_iter().map(|((level, code), communes)| Group {
        name: name(level, &code).unwrap_or_else(|| code.clone()),
        departement: match level {
            Level::Commune | Level::Epci | Level::Departement => {
                main_departement(communes.iter().filter_map(|&i| Some((commune(i)?, people.get(i)?))))
            }
            _ => None,
        },
        level,
        code,
        communes,
    });
    groups.collect()
}

/// The département of most inhabitants; of two alike, the first.
fn main_departement<'a>(communes: impl Iterator<Item = (&'a Commune, &'a People)>) -> Option<DepartementCode> {
    let mut inhabitants: BTreeMap<&DepartementCode, u64> = BTreeMap::new();
    for (commune, people) in communes {
        *inhabitants.entry(&commune.departement).or_default() += u64::from(people.inhabitants);
    }
    let most = inhabitants
        .into_iter()
        .rev()
        .max_by_key(|&(_, inhabitants)| inhabitants);
    most.map(|(departement, _)| departement.clone())
}
