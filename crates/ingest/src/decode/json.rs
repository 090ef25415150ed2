//! JSON: an array of objects, `{"results": […]}`, or a GeoJSON `FeatureCollection`.

use super::Decoded;
use crate::record::RawRecord;
use serde_json::{Map, Value};
use std::collections::BTreeSet;

/// Keys under which files and APIs keep their rows.
const ROWS_UNDER: [&str; 4] = ["features", "results", "data", "records"];

pub(super) fn read(text: &str) -> Result<Decoded, String> {
    let document: Value = serde_json::from_str(text).map_err(|error| {
        let (line, column) = (error.line(), error.column());
        if error.is_eof() {
            format!("il est coupé (fin inattendue à la ligne {line}) ; téléchargez-le à nouveau")
        } else {
            format!("le JSON est mal formé ligne {line}, colonne {column} ; corrigez-le ou téléchargez-le à nouveau")
        }
    })?;
    let rows = match document {
        Value::Array(rows) => rows,
        Value::Object(mut object) => {
            let rows = ROWS_UNDER.iter().find_map(|key| match object.remove(*key) {
                Some(Value::Array(rows)) => Some(rows),
                _ => None,
            });
            rows.ok_or("il ne contient pas de liste de lieux (un tableau JSON, « features » ou « results »)")?
        }
        _ => return Err("il ne contient pas de liste de lieux (un tableau JSON)".to_owned()),
    };
    let mut decoded = Decoded::default();
    for (row, value) in (1_u32..).zip(rows) {
        match value {
            Value::Object(object) => {
                let mut fields = flatten_feature(object);
                fields.retain(|_, value| !is_empty(value));
                name_columns(&fields, "", &mut decoded.columns);
                decoded.records.push(RawRecord { row, fields });
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

/// A GeoJSON feature as a row: its properties, with `longitude` and `latitude` from a point when they are not there.
fn flatten_feature(mut object: Map<String, Value>) -> Map<String, Value> {
    let is_feature = object.get("type").and_then(Value::as_str) == Some("Feature");
    let properties = match object.get_mut("properties") {
        Some(Value::Object(properties)) if is_feature => std::mem::take(properties),
        _ => return object,
    };
    let mut fields = properties;
    if let Some([lon, lat, ..]) = object
        .get("geometry")
        .filter(|geometry| geometry.get("type").and_then(Value::as_str) == Some("Point"))
        .and_then(|geometry| geometry.get("coordinates"))
        .and_then(Value::as_array)
        .map(Vec::as_slice)
    {
        fields.entry("longitude").or_insert_with(|| lon.clone());
        fields.entry("latitude").or_insert_with(|| lat.clone());
    }
    if let Some(id) = object.remove("id") {
        fields.entry("id").or_insert(id);
    }
    fields
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

fn name_columns(fields: &Map<String, Value>, prefix: &str, columns: &mut BTreeSet<String>) {
    for (name, value) in fields {
        let path = format!("{prefix}{name}");
        if let Value::Object(nested) = value {
            name_columns(nested, &format!("{path}."), columns);
        } else if !columns.contains(&path) {
            columns.insert(path);
        }
    }
}
