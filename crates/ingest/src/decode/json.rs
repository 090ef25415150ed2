//! JSON: an array of objects, `{"results": […]}`, a GeoJSON `FeatureCollection` or an umap export.

use super::Decoded;
use crate::record::RawRecord;
use serde_json::{Map, Value};
use std::collections::BTreeSet;

/// Keys under which files and APIs keep their rows.
const ROWS_UNDER: [&str; 4] = ["features", "results", "data", "records"];

/// Where an umap export keeps its layers; each holds features.
const LAYERS: &str = "layers";

/// Reads a document whose rows are under the path `rows`, or under a usual name.
pub(super) fn read(text: &str, rows: Option<&str>) -> Result<Decoded, String> {
    let document: Value = serde_json::from_str(text).map_err(|error| {
        let (line, column) = (error.line(), error.column());
        if error.is_eof() {
            format!("il est coupé (fin inattendue à la ligne {line}) ; téléchargez-le à nouveau")
        } else {
            format!("le JSON est mal formé ligne {line}, colonne {column} ; corrigez-le ou téléchargez-le à nouveau")
        }
    })?;
    let rows = match rows {
        Some(path) => {
            let mut found = Vec::new();
            under(document, path, &mut found);
            if found.is_empty() {
                return Err(format!("il ne contient pas de liste sous « {path} »"));
            }
            found
        }
        None => usual(document)?,
    };
    let mut decoded = Decoded::default();
    for (row, value) in (1_u32..).zip(rows) {
        match value {
            Value::Object(object) => {
                let mut fields = flatten_feature(object);
                fields.retain(|_, value| !is_empty(value));
                name_columns(&fields, "", &mut decoded.columns);
                decoded.records.push(RawRecord::new(row, fields));
            }
            other => {
                let found = other.to_string().chars().take(60).collect::<String>();
                let reason = format!("ce n'est pas un objet JSON : {found}");
                decoded.unreadable.push((row, reason));
            }
        }
    }
    Ok(decoded)
}

/// The rows of a document that says nothing of where they are.
fn usual(document: Value) -> Result<Vec<Value>, String> {
    match document {
        Value::Array(rows) => Ok(rows),
        Value::Object(mut object) => {
            if let Some(layers @ Value::Array(_)) = object.remove(LAYERS) {
                let mut rows = Vec::new();
                under(layers, "features", &mut rows);
                return Ok(rows);
            }
            let rows = ROWS_UNDER.iter().find_map(|key| match object.remove(*key) {
                Some(Value::Array(rows)) => Some(rows),
                _ => None,
            });
            let missing = "il ne contient pas de liste de lieux (un tableau JSON, « features » ou « results »)";
            rows.ok_or_else(|| missing.to_owned())
        }
        _ => Err("il ne contient pas de liste de lieux (un tableau JSON)".to_owned()),
    }
}

/// The elements of the lists under a path; a list on the way is gone through element by element.
fn under(value: Value, path: &str, found: &mut Vec<Value>) {
    match value {
        Value::Array(values) if path.is_empty() => found.extend(values),
        Value::Array(values) => values.into_iter().for_each(|value| under(value, path, found)),
        Value::Object(mut object) => {
            let (head, rest) = path.split_once('.').unwrap_or((path, ""));
            if let Some(value) = object.remove(head) {
                under(value, rest, found);
            }
        }
        _ => {}
    }
}

/// A GeoJSON feature as a row: its properties, with `longitude` and `latitude` from its geometry when they are not
/// there: those of a point, or of the middle of another shape's bounding box.
fn flatten_feature(mut object: Map<String, Value>) -> Map<String, Value> {
    let is_feature = object.get("type").and_then(Value::as_str) == Some("Feature");
    let properties = match object.get_mut("properties") {
        Some(Value::Object(properties)) if is_feature => std::mem::take(properties),
        _ => return object,
    };
    let mut fields = properties;
    if let Some(coordinates) = object.get("geometry").and_then(|geometry| geometry.get("coordinates")) {
        let point = match coordinates.as_array().map(Vec::as_slice) {
            Some([lon, lat, ..]) if lon.is_number() => Some((lon.clone(), lat.clone())),
            _ => middle(coordinates),
        };
        if let Some((lon, lat)) = point {
            fields.entry("longitude").or_insert(lon);
            fields.entry("latitude").or_insert(lat);
        }
    }
    if let Some(id) = object.remove("id") {
        fields.entry("id").or_insert(id);
    }
    fields
}

/// The middle of the box around every position of a shape.
fn middle(coordinates: &Value) -> Option<(Value, Value)> {
    fn visit(value: &Value, bounds: &mut [f64; 4]) {
        let Some(values) = value.as_array() else { return };
        match (
            values.first().and_then(Value::as_f64),
            values.get(1).and_then(Value::as_f64),
        ) {
            (Some(lon), Some(lat)) => {
                let [west, south, east, north] = *bounds;
                *bounds = [west.min(lon), south.min(lat), east.max(lon), north.max(lat)];
            }
            _ => values.iter().for_each(|value| visit(value, bounds)),
        }
    }
    let mut bounds = [f64::INFINITY, f64::INFINITY, f64::NEG_INFINITY, f64::NEG_INFINITY];
    visit(coordinates, &mut bounds);
    let [west, south, east, north] = bounds;
    (west <= east).then(|| (f64::midpoint(west, east).into(), f64::midpoint(south, north).into()))
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.trim().is_empty(),
        Value::Array(values) => values.is_empty(),
        Value::Object(object) => object.is_empty(),
        _ => false,
    }
}

/// Names every column, those inside objects and inside the objects of lists with dots.
fn name_columns(fields: &Map<String, Value>, prefix: &str, columns: &mut BTreeSet<String>) {
    for (name, value) in fields {
        let path = format!("{prefix}{name}");
        let mut inside: Vec<&Map<String, Value>> = Vec::new();
        match value {
            Value::Object(nested) => inside.push(nested),
            Value::Array(values) => inside.extend(values.iter().filter_map(Value::as_object)),
            _ => {}
        }
        for nested in &inside {
            name_columns(nested, &format!("{path}."), columns);
        }
        if inside.is_empty() && !columns.contains(&path) {
            columns.insert(path);
        }
    }
}
