//! How a source writes its coordinates: in which projection, in two columns or in one.

use super::Expression;
use crate::record::RawRecord;
use serde::Deserialize;

/// Which of the two comes first in a cell that holds both.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
pub enum Order {
    /// Latitude, then longitude (as people write them).
    #[default]
    #[serde(rename = "lat lon")]
    LatLon,
    /// Longitude, then latitude (as GeoJSON and WKT do); or x, then y.
    #[serde(rename = "lon lat")]
    LonLat,
}

/// The `[coordinates]` of a TOML file.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Coordinates {
    /// The EPSG code of the projection; none: longitude and latitude in WGS84 degrees. `longitude` then holds x (metres
    /// east) and `latitude` y (metres north).
    pub epsg: Option<u16>,
    /// An expression that gives the code, for files that mix several; it goes before `epsg`.
    pub epsg_from: Option<Expression>,
    /// One cell with both: `48.85, 2.35`, `48,85 2,35`, `POINT (2.35 48.85)`, `[2.35, 48.85]`.
    pub both: Option<Expression>,
    /// The order in that cell.
    pub order: Order,
}

impl Coordinates {
    /// The code of the projection of a row, or the text that should be one.
    pub(crate) fn epsg(&self, written: Option<String>) -> Result<Option<u16>, String> {
        match written {
            None => Ok(self.epsg),
            Some(text) => {
                let digits = text.rsplit(|c: char| !c.is_ascii_digit()).find(|part| !part.is_empty());
                digits.and_then(|code| code.parse().ok()).map(Some).ok_or(text)
            }
        }
    }

    /// The two texts of a cell that holds both, longitude first.
    #[must_use]
    pub fn pair(&self, text: &str) -> Option<(String, String)> {
        let wkt = text.trim_start().to_ascii_uppercase().starts_with("POINT");
        let numbers = numbers(text)?;
        let order = if wkt { Order::LonLat } else { self.order };
        let [first, second] = numbers;
        Some(match order {
            Order::LonLat => (first, second),
            Order::LatLon => (second, first),
        })
    }

    /// The two texts of a row's one cell: the elements of a JSON list, or the numbers of a text.
    pub(crate) fn both(&self, record: &RawRecord, cell: Option<String>) -> Option<(String, String)> {
        let expression = self.both.as_ref()?;
        let listed = match &expression.input {
            super::Input::Columns(names) => names
                .iter()
                .map(|name| record.texts(name))
                .find(|texts| texts.len() == 2),
            _ => None,
        };
        self.pair(&listed.map(|texts| texts.join(" ")).or(cell)?)
    }

    pub(super) fn rename(&mut self, rename: &mut dyn FnMut(&mut String)) {
        for expression in self.epsg_from.iter_mut().chain(&mut self.both) {
            expression.rename(rename);
        }
    }
}

/// The two numbers of a text. A comma is a decimal one when points are absent and there are three of them, or two and
/// another separator.
fn numbers(text: &str) -> Option<[String; 2]> {
    let inner = text
        .trim()
        .trim_start_matches(|c: char| !c.is_ascii_digit() && c != '-' && c != '+');
    let spaced: Vec<&str> = split(inner, |c| c.is_whitespace() || ";/|()[]".contains(c));
    let parts = if spaced.len() == 2 {
        spaced.iter().map(|part| part.trim_matches(',').to_owned()).collect()
    } else if inner.matches(',').count() == 3 {
        let pieces = split(inner, |c| ",()[]".contains(c));
        let pair = |at: usize| Some(format!("{}.{}", pieces.get(at)?.trim(), pieces.get(at + 1)?.trim()));
        vec![pair(0)?, pair(2)?]
    } else {
        split(inner, |c| c.is_whitespace() || ",;/|()[]".contains(c))
            .into_iter()
            .map(str::to_owned)
            .collect()
    };
    <[String; 2]>::try_from(parts).ok()
}

fn split(text: &str, at: impl Fn(char) -> bool) -> Vec<&str> {
    text.split(at).filter(|part| !part.trim().is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_cell_with_both_coordinates_is_read_in_its_order() {
        let as_people = Coordinates::default();
        let as_machines = Coordinates {
            order: Order::LonLat,
            ..Coordinates::default()
        };
        let pair = |lon: &str, lat: &str| Some((lon.to_owned(), lat.to_owned()));
        for (text, expected) in [
            ("48.85, 2.35", pair("2.35", "48.85")),
            ("48.85,2.35", pair("2.35", "48.85")),
            ("48,85 2,35", pair("2,35", "48,85")),
            ("48,85, 2,35", pair("2,35", "48,85")),
            ("48,85,2,35", pair("2.35", "48.85")),
            ("(48.85; -2.35)", pair("-2.35", "48.85")),
            ("POINT (2.35 48.85)", pair("2.35", "48.85")),
            ("48.85", None),
            ("", None),
            ("1 2 3", None),
        ] {
            assert_eq!(as_people.pair(text), expected, "{text}");
        }
        assert_eq!(as_machines.pair("[2.35, 48.85]"), pair("2.35", "48.85"));
    }
}
