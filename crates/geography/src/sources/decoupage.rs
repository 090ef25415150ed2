//! npm `@etalab/decoupage-administratif`: the official list of communes, départements, régions and EPCIs, without
//! geometry. Population is INSEE's municipal population.

use crate::{GeographyError, archive};
use serde::{Deserialize, de::DeserializeOwned};
use std::path::Path;

/// What kind of row of the commune list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Kind {
    CommuneActuelle,
    ArrondissementMunicipal,
    CommuneDeleguee,
    CommuneAssociee,
}

/// A row of `communes.json`, with the fields that we use.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct CommuneRow {
    pub(crate) code: String,
    #[serde(rename = "nom")]
    pub(crate) name: String,
    #[serde(rename = "type")]
    pub(crate) kind: Kind,
    pub(crate) departement: String,
    pub(crate) region: String,
    #[serde(default, rename = "codesPostaux")]
    pub(crate) postcodes: Vec<String>,
    pub(crate) population: Option<u32>,
    #[serde(default, rename = "anciensCodes")]
    pub(crate) former_codes: Vec<String>,
    /// For a commune déléguée or associée: the commune that it is part of.
    #[serde(rename = "chefLieu")]
    pub(crate) seat: Option<String>,
    /// For an arrondissement: its commune.
    #[serde(rename = "commune")]
    pub(crate) parent: Option<String>,
}

/// A row of `departements.json` or `regions.json` (whose `region` is absent).
#[derive(Debug, Deserialize)]
pub(crate) struct AreaRow {
    pub(crate) code: String,
    #[serde(rename = "nom")]
    pub(crate) name: String,
    #[serde(default)]
    pub(crate) region: String,
}

/// A row of `epci.json`.
#[derive(Debug, Deserialize)]
pub(crate) struct EpciRow {
    pub(crate) code: String,
    #[serde(rename = "nom")]
    pub(crate) name: String,
    #[serde(rename = "membres")]
    pub(crate) members: Vec<EpciMember>,
}

/// A member of an EPCI.
#[derive(Debug, Deserialize)]
pub(crate) struct EpciMember {
    pub(crate) code: String,
}

/// The whole package.
#[derive(Debug)]
pub(crate) struct Decoupage {
    pub(crate) communes: Vec<CommuneRow>,
    pub(crate) departements: Vec<AreaRow>,
    pub(crate) regions: Vec<AreaRow>,
    pub(crate) epcis: Vec<EpciRow>,
}

/// Reads the package.
///
/// # Errors
/// When the archive is damaged or its files do not have the expected fields.
pub(crate) fn read(path: &Path) -> Result<Decoupage, GeographyError> {
    let names = ["communes", "departements", "regions", "epci"];
    let entries = names.map(|name| format!("package/data/{name}.json"));
    let [communes, departements, regions, epcis] = archive::tgz_entries(path, entries.each_ref().map(String::as_str))?;
    Ok(Decoupage {
        communes: rows(path, &communes)?,
        departements: rows(path, &departements)?,
        regions: rows(path, &regions)?,
        epcis: rows(path, &epcis)?,
    })
}

fn rows<T: DeserializeOwned>(path: &Path, json: &[u8]) -> Result<Vec<T>, GeographyError> {
    serde_json::from_slice(json).map_err(|error| archive::broken(path, error))
}
