//! From parameters to what the directory understands: filters, rectangle, position.

use super::bad::shorten;
use super::spec::{ADDED, BBOX, LAT, LON, OPEN, REMOVED, TARGET};
use super::{BadParameter, Query, query::number};
use portee_directory::{Bbox, Filter, Snapshot, When};
use portee_domain::{CommuneCode, DepartementCode, Target};
use portee_reach::siting::Scenario;

/// The filter that the parameters ask for. Codes must exist; a former commune's code means its successor.
///
/// # Errors
/// For a value outside its vocabulary, a code that does not exist.
pub fn filter(query: &Query<'_>, snapshot: &Snapshot) -> Result<Filter, BadParameter> {
    if query.is_empty() {
        return Ok(Filter::default());
    }
    Ok(Filter {
        services: query.labels()?,
        programmes: query.labels()?,
        fees: query.labels()?,
        audiences: query.labels()?,
        specific_care: query.labels()?,
        access_modes: query.labels()?,
        support_modes: query.labels()?,
        training_labels: query.labels()?,
        itinerance: query.labels()?,
        departement: departement(query, snapshot)?,
        commune: commune(query, snapshot)?,
        located: None,
        open: open(query)?,
    })
}

/// When venues are to be open, when that is asked for.
///
/// # Errors
/// For a text that is no time.
pub fn open(query: &Query<'_>) -> Result<Option<When>, BadParameter> {
    let Some(text) = query.text(OPEN.name) else {
        return Ok(None);
    };
    When::read(text).map(Some).ok_or_else(|| {
        let detail = format!(
            "« {} » n'est pas un moment que « {} » comprend.",
            shorten(text),
            OPEN.name
        );
        BadParameter::new(OPEN.name, detail).allowing(OPEN.allowed())
    })
}

/// The département asked for, when there is one: it must exist, or have venues.
///
/// # Errors
/// For a code that is neither.
pub fn departement(query: &Query<'_>, snapshot: &Snapshot) -> Result<Option<DepartementCode>, BadParameter> {
    let Some(text) = query.text("departement") else {
        return Ok(None);
    };
    let code: Option<DepartementCode> = text.parse().ok();
    let exists = |code: &DepartementCode| snapshot.geography().departement(code.as_str()).is_some();
    // A collectivity may have venues without having an outline.
    let served = |code: &DepartementCode| snapshot.facets().departements.iter().any(|facet| facet.value == *code);
    code.filter(|code| exists(code) || served(code))
        .map(Some)
        .ok_or_else(|| {
            let codes = snapshot
                .geography()
                .departements()
                .iter()
                .map(|departement| departement.code.as_str().to_owned());
            BadParameter::new("departement", format!("Aucun département n'a le code « {text} ».")).allowing(codes)
        })
}

fn commune(query: &Query<'_>, snapshot: &Snapshot) -> Result<Option<CommuneCode>, BadParameter> {
    let Some(text) = query.text("commune") else {
        return Ok(None);
    };
    let commune = snapshot.geography().commune(text);
    commune.map(|commune| Some(commune.code.clone())).ok_or_else(|| {
        let detail = format!("Aucune commune n'a le code INSEE « {text} ». Cherchez-le par /api/v1/communes?q=…");
        BadParameter::new("commune", detail)
    })
}

/// The rectangle asked for, when there is one.
///
/// # Errors
/// For anything but four numbers that make a rectangle.
pub fn bbox(query: &Query<'_>) -> Result<Option<Bbox>, BadParameter> {
    let Some(text) = query.text(BBOX.name) else {
        return Ok(None);
    };
    let numbers: Vec<f64> = text.split(',').map_while(|part| number(part.trim())).collect();
    let complete = numbers.len() == text.split(',').count();
    let bbox = match numbers[..] {
        [west, south, east, north] if complete => Bbox::new(west, south, east, north),
        _ => None,
    };
    bbox.map(Some).ok_or_else(|| {
        let detail = "« bbox » se compose de quatre nombres, ouest,sud,est,nord, en degrés ; le sud sous le nord.";
        BadParameter::new(BBOX.name, detail)
    })
}

/// The position asked for: `lon, lat` in WGS84 degrees.
///
/// # Errors
/// For a missing coordinate, or one that is no number within its bounds.
pub fn position(query: &Query<'_>) -> Result<(f64, f64), BadParameter> {
    let missing = |name: &str| BadParameter::new(name, format!("Le paramètre « {name} » manque."));
    let lat = query.decimal(&LAT)?.ok_or_else(|| missing(LAT.name))?;
    let lon = query.decimal(&LON)?.ok_or_else(|| missing(LON.name))?;
    Ok((lon, lat))
}

/// The places to try and the venues to do without.
///
/// # Errors
/// For a place that is no point of the globe, for an id that is none.
pub fn scenario(query: &Query<'_>) -> Result<Scenario, BadParameter> {
    let list = |name: &str| {
        query
            .text(name)
            .into_iter()
            .flat_map(|text| text.split('|'))
            .map(str::trim)
    };
    let point = |text: &str| {
        let (lon, lat) = text.split_once(',')?;
        let lon = number(lon.trim()).filter(|lon| (-180.0..=180.0).contains(lon))?;
        let lat = number(lat.trim()).filter(|lat| (-90.0..=90.0).contains(lat))?;
        Some((lon, lat))
    };
    let added = list(ADDED.name).map(|text| {
        let detail = format!("« {text} » n'est pas un point : écrivez lon,lat en degrés. Exemple : 5.37,44.75");
        point(text).ok_or_else(|| BadParameter::new(ADDED.name, detail))
    });
    let removed = list(REMOVED.name).map(|text| {
        let detail = format!("« {text} » n'est pas l'identifiant d'un lieu.");
        text.parse().map_err(|_| BadParameter::new(REMOVED.name, detail))
    });
    Ok(Scenario {
        added: added.collect::<Result<_, _>>()?,
        removed: removed.collect::<Result<_, _>>()?,
    })
}

/// What people are to reach; France Services when nothing is said.
///
/// # Errors
/// For a text that is no target.
pub fn target(query: &Query<'_>) -> Result<Target, BadParameter> {
    let label = query.word(TARGET.name)?;
    Ok(label.and_then(Target::from_label).unwrap_or(Target::PROMISE))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::params::spec::VENUES;

    #[test]
    fn a_rectangle_is_four_numbers_and_may_cross_the_antimeridian() {
        let read = |raw: &'static str| bbox(&Query::read(Some(raw), VENUES).unwrap());
        assert!(read("bbox=4.7,45.7,4.9,45.8").unwrap().is_some());
        assert!(read("bbox=170,-30,-170,0").unwrap().is_some());
        for wrong in [
            "bbox=1,2,3",
            "bbox=1,2,3,4,5",
            "bbox=1,5,3,4",
            "bbox=a,b,c,d",
            "bbox=1,2,3,91",
            "bbox=1,2,3,4,x",
        ] {
            assert_eq!(read(wrong).unwrap_err().parameter, "bbox", "{wrong}");
        }
    }
}
