//! The sources: one TOML file each in `data/sources/`, which says where the file is, its licence, and how its columns
//! map to the national standard. The format is described in `data/sources/README.md`.

mod column;
mod coordinates;
mod expression;
mod fold;
mod group;
mod mapping;
mod parse;
mod pattern;
mod tables;
mod words;

pub use column::Column;
pub use coordinates::{Coordinates, Order};
pub use expression::{Capture, Expression, Input, Meaning};
pub use fold::fold;
pub(crate) use group::grouped;
pub use mapping::{Mapping, Reading, Refused};
pub use pattern::{Condition, Empty, Pattern, Test};
pub(crate) use tables::from_toml;

use chrono::NaiveDate;
use portee_domain::SourceId;
use portee_domain::vocabulary::Programme;
use serde::Deserialize;

/// How a source file is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Format {
    /// A table with a heading; `,`, `;` or tab; UTF-8, UTF-16 with a mark, or Windows-1252.
    Csv,
    /// An array of objects, `{"results": […]}`, a GeoJSON `FeatureCollection` or an umap export.
    Json,
    /// A sheet of an Excel workbook.
    Xlsx,
    /// A sheet of an ODS spreadsheet.
    Ods,
}

impl Format {
    /// The format that the ending of a file's name says.
    #[must_use]
    pub fn of_ending(name: &str) -> Option<Self> {
        match name.rsplit_once('.')?.1.to_ascii_lowercase().as_str() {
            "csv" | "tsv" | "txt" => Some(Self::Csv),
            "json" | "geojson" | "umap" => Some(Self::Json),
            "xlsx" | "xlsm" => Some(Self::Xlsx),
            "ods" => Some(Self::Ods),
            _ => None,
        }
    }
}

/// Where the rows are inside a file, when that does not go without saying.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Layout {
    /// The sheet of a workbook; none: the first.
    pub sheet: Option<String>,
    /// The line of the heading of a table, from 1; none: the first.
    pub heading: Option<u32>,
    /// The path to the rows of a JSON document (`reponse.lieux`); none: the document itself, or a usual name.
    pub rows: Option<String>,
}

/// A path below `PORTEE_DATA`, with the date of the data when it is not the one of `[file]`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(from = "PathToml")]
pub struct DataPath {
    /// The path.
    pub path: String,
    /// The date of its data.
    pub date: Option<NaiveDate>,
}

#[derive(Deserialize)]
#[serde(untagged, expecting = "un chemin, ou { path = \"…\", date = 2024-08-01 }")]
enum PathToml {
    Path(String),
    Dated {
        path: String,
        #[serde(deserialize_with = "tables::date")]
        date: Option<NaiveDate>,
    },
}

impl From<PathToml> for DataPath {
    fn from(toml: PathToml) -> Self {
        match toml {
            PathToml::Path(path) => Self { path, date: None },
            PathToml::Dated { path, date } => Self { path, date },
        }
    }
}

/// A file inside a package of a registry.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PackageMember {
    /// The name of the package, as in `data/registry.toml`.
    pub name: String,
    /// The path inside the archive.
    pub member: String,
}

/// A `PostgREST` table, read page by page with `limit` and `offset`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Paging {
    /// Rows asked for at once.
    pub limit: u32,
    /// The column that orders the rows, so that pages neither overlap nor leave gaps.
    pub order: String,
}

/// Where a source file is found: first `data_paths`, then `url`, then `package`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FileSpec {
    /// Paths below `PORTEE_DATA`; the first that exists is read.
    #[serde(default)]
    pub data_paths: Vec<DataPath>,
    /// A registry package that holds a copy.
    pub package: Option<PackageMember>,
    /// The official address.
    pub url: Option<String>,
    /// How to page through the address, when it is a table and not a file.
    pub paging: Option<Paging>,
    /// How it is written, at the address and in the package; below `PORTEE_DATA` the file's ending decides.
    pub format: Format,
    /// The date of the data in `data_paths` and in the package.
    #[serde(default, deserialize_with = "tables::date")]
    pub date: Option<NaiveDate>,
    /// Where the rows are inside the file.
    #[serde(default)]
    pub layout: Layout,
    /// Columns that name people: taken out before anything is kept or read.
    #[serde(default)]
    pub personal: Vec<String>,
}

/// A source: who publishes it, where it is, what its columns mean.
#[derive(Debug, Clone, PartialEq)]
pub struct SourceDefinition {
    /// The name of its TOML file, without the ending.
    pub id: SourceId,
    /// Its name for people.
    pub name: String,
    /// Its licence, as the producer states it; empty only when the source is withheld.
    pub licence: String,
    /// Why it is never published, when it is not: `portee check` reads it, an edition does not.
    pub withheld: Option<String>,
    /// Who publishes it.
    pub producer: String,
    /// Its page, for people.
    pub page: String,
    /// Which source leads a merge: the lowest.
    pub priority: u16,
    /// Whether it is a register: two rows with different identifiers are never the same place.
    pub distinct: bool,
    /// Whether the file is what a Portée published: each row is a venue under its id, and nothing of it is rewritten.
    pub published: bool,
    /// The programmes of which it is the official list: a venue that it does not know loses that label.
    pub register_of: Vec<Programme>,
    /// Whether its absence goes without saying: a regional file that an operator may add.
    pub optional: bool,
    /// Where the file is.
    pub file: FileSpec,
    /// The columns that say the same in all the rows of one venue; none: each row is a venue.
    pub group_by: Vec<String>,
    /// What its columns mean.
    pub mapping: Mapping,
}

#[cfg(test)]
mod tests;
