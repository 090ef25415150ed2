//! The forms of a file of venues: how each is called and written. What is written depends on the edition alone.

use super::{parquet, tables};
use crate::csv::Dialect;
use chrono::{DateTime, Utc};
use portee_directory::Listing;
use portee_domain::Venue;

/// Writes GeoPackage files: whoever knows SQL does it for the server.
pub trait GeoPackages: Send + Sync {
    /// A file of one layer, a point a venue, in the order given. `made` is the date that the file says: the same venues and the
    /// same date give the same bytes. Blocks for some tenths of a second.
    ///
    /// # Errors
    /// When it could not be written; the text, in English, is for the log.
    fn layer(&self, venues: &[&Venue], made: DateTime<Utc>) -> Result<Vec<u8>, String>;
}

/// A form of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// CSV, in the national standard.
    Standard,
    /// CSV for French spreadsheets.
    Spreadsheet,
    /// XLSX.
    Workbook,
    /// GeoJSON, RFC 7946.
    GeoJson,
    /// GeoPackage.
    GeoPackage,
    /// `GeoParquet`.
    Parquet,
}

impl Form {
    /// All of them.
    pub(crate) const ALL: [Self; 6] = [
        Self::Standard,
        Self::Spreadsheet,
        Self::Workbook,
        Self::GeoJson,
        Self::GeoPackage,
        Self::Parquet,
    ];

    /// The end of a file's name, after `lieux` or `lieux-12`.
    pub(crate) fn ending(self) -> &'static str {
        match self {
            Self::Standard => ".csv",
            Self::Spreadsheet => "-tableur.csv",
            Self::Workbook => ".xlsx",
            Self::GeoJson => ".geojson",
            Self::GeoPackage => ".gpkg",
            Self::Parquet => ".parquet",
        }
    }

    /// The media type, as `Content-Type` says it.
    pub(crate) fn content_type(self) -> &'static str {
        match self {
            Self::Standard | Self::Spreadsheet => "text/csv; charset=utf-8; header=present",
            Self::Workbook => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::GeoJson => super::GEO_JSON,
            Self::GeoPackage => "application/geopackage+sqlite3",
            Self::Parquet => "application/vnd.apache.parquet",
        }
    }

    /// What it is, for people: French.
    pub(crate) fn said(self) -> &'static str {
        match self {
            Self::Standard => "CSV du standard national",
            Self::Spreadsheet => "CSV pour tableur",
            Self::Workbook => "Classeur (XLSX)",
            Self::GeoJson => "GeoJSON",
            Self::GeoPackage => "GeoPackage",
            Self::Parquet => "GeoParquet",
        }
    }

    /// The file. `made` is the date of the edition.
    ///
    /// # Errors
    /// What went wrong, for the log.
    pub(crate) fn write(
        self,
        listings: &[&Listing],
        made: DateTime<Utc>,
        geopackages: Option<&dyn GeoPackages>,
    ) -> Result<Vec<u8>, String> {
        let venues: Vec<&Venue> = listings.iter().map(|listing| &listing.venue).collect();
        let csv = |dialect| tables::csv(&venues, dialect).take().into_bytes();
        match self {
            Self::Standard => Ok(csv(Dialect::Exchange)),
            Self::Spreadsheet => Ok(csv(Dialect::Spreadsheet)),
            Self::Workbook => tables::workbook(&venues, made).map_err(|error| error.to_string()),
            Self::GeoJson => Ok(geo_json(listings).into_bytes()),
            Self::GeoPackage => geopackages
                .ok_or("nobody writes GeoPackage files here")?
                .layer(&venues, made),
            Self::Parquet => parquet::file(&venues).map_err(|error| error.to_string()),
        }
    }
}

/// A `FeatureCollection` without anything of the moment: neither what is open now nor when it was asked for.
fn geo_json(listings: &[&Listing]) -> String {
    let mut text = r#"{"type":"FeatureCollection","features":["#.to_owned();
    for (index, listing) in listings.iter().enumerate() {
        text.push_str(if index > 0 { ",\n" } else { "\n" });
        text.push_str(listing.feature().text());
        text.push_str("}}");
    }
    text.push_str("\n]}\n");
    text
}
