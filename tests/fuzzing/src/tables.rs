//! Source files that are text: tables and JSON documents.

use portee_ingest::decode::{Decoded, decode_as};
use portee_ingest::source::{Format, Layout};
use serde_json::Value;

/// A table. The first byte is the line of the heading.
pub fn csv(data: &[u8]) {
    let Some((heading, bytes)) = data.split_first() else {
        return;
    };
    let layout = Layout {
        heading: Some(u32::from(heading % 6)),
        ..Layout::default()
    };
    read(bytes, Format::Csv, &layout);
}

/// A JSON document. An odd first byte looks for its rows below `reponse.lieux`.
pub fn json(data: &[u8]) {
    let Some((choice, bytes)) = data.split_first() else {
        return;
    };
    let layout = Layout {
        rows: (choice % 2 == 1).then(|| "reponse.lieux".to_owned()),
        ..Layout::default()
    };
    read(bytes, Format::Json, &layout);
}

fn read(bytes: &[u8], format: Format, layout: &Layout) {
    match decode_as(bytes, format, layout) {
        Ok(decoded) => is_accounted_for(&decoded),
        Err(error) => is_a_sentence(&error.to_string()),
    }
}

/// Rows are numbered from 1 without a gap, each read or unreadable; no text holds a null character; no cell is empty.
pub(crate) fn is_accounted_for(decoded: &Decoded) {
    let mut rows: Vec<u32> = decoded.records.iter().map(|record| record.row).collect();
    rows.extend(decoded.unreadable.iter().map(|(row, _)| *row));
    rows.sort_unstable();
    assert!(rows.into_iter().map(|row| row as usize).eq(1..=decoded.rows()));
    for record in &decoded.records {
        for (name, value) in &record.fields {
            assert!(!name.contains('\0') && value.as_str() != Some(""), "{name}");
            assert!(!holds_null(value), "{name}");
        }
    }
}

fn holds_null(value: &Value) -> bool {
    match value {
        Value::String(text) => text.contains('\0'),
        Value::Array(values) => values.iter().any(holds_null),
        Value::Object(object) => object
            .iter()
            .any(|(name, value)| name.contains('\0') || holds_null(value)),
        _ => false,
    }
}

/// What is said of a file that cannot be read fits on one line.
pub(crate) fn is_a_sentence(message: &str) {
    assert!(
        !message.trim().is_empty() && !message.contains(['\n', '\0']),
        "{message:?}"
    );
    assert!(message.chars().count() < 1_000, "{message}");
}
