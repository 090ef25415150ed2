//! The sources: one TOML file each in `data/sources/`, which says where the file is, its licence, and how its columns
//! map to the national standard. The format is described in `data/sources/README.md`.

mod column;
mod fold;
mod mapping;
mod parse;
mod tables;
mod words;

pub use column::{Column, Days};
pub use fold::fold;
pub use mapping::{Mapping, Reading};
pub(crate) use tables::from_toml;

use chrono::NaiveDate;
use portee_domain::SourceId;
use serde::Deserialize;

/// How a source file is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Format {
    /// A table with a heading; `,`, `;` or tab; UTF-8, UTF-16 with a mark, or Windows-1252.
    Csv,
    /// An array of objects, `{"results": […]}` or a GeoJSON `FeatureCollection`.
    Json,
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
    pub data_paths: Vec<String>,
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
    /// Its licence, as the producer states it.
    pub licence: String,
    /// Who publishes it.
    pub producer: String,
    /// Its page, for people.
    pub page: String,
    /// Which source leads a merge: the lowest.
    pub priority: u16,
    /// Whether it is a register: two rows with different identifiers are never the same place.
    pub distinct: bool,
    /// Whether its absence goes without saying: a regional file that an operator may add.
    pub optional: bool,
    /// Where the file is.
    pub file: FileSpec,
    /// What its columns mean.
    pub mapping: Mapping,
}

#[cfg(test)]
mod tests;
