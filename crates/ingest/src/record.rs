//! A row of a source file, as its producer wrote it.

use serde_json::{Map, Value};

/// One row: column names to values, untouched. Empty cells, JSON nulls and `""` are left out.
///
/// From a CSV every value is a string; from JSON a value may be a number, a list or an object.
#[derive(Debug, Clone, PartialEq)]
pub struct RawRecord {
    /// The row in its file, from 1, the heading of a CSV not counted.
    pub row: u32,
    /// What it says, by column name.
    pub fields: Map<String, Value>,
}

impl RawRecord {
    /// The value of a column. A name with dots leads into nested objects: `adresse.code_postal`.
    #[must_use]
    pub fn get(&self, path: &str) -> Option<&Value> {
        self.fields.get(path).or_else(|| {
            let (head, rest) = path.split_once('.')?;
            rest.split('.')
                .try_fold(self.fields.get(head)?, |value, key| value.as_object()?.get(key))
        })
    }
}

/// The texts of a value: a text or a number is one, a list has those of its elements, an object has none.
#[must_use]
pub fn texts(value: &Value) -> Vec<String> {
    match value {
        Value::String(text) if !text.trim().is_empty() => vec![text.trim().to_owned()],
        Value::Number(number) => vec![number.to_string()],
        Value::Bool(yes) => vec![yes.to_string()],
        Value::Array(values) => values.iter().flat_map(texts).collect(),
        _ => Vec::new(),
    }
}
