//! Null characters (U+0000) are taken out of everything that a file says: no database keeps them, and no text needs them.

use super::Decoded;
use serde_json::{Map, Value};

const NULL: char = '\0';

/// Takes them out of names, values and reasons. A value of nothing else is empty, hence left out.
pub(super) fn strip(mut decoded: Decoded) -> Decoded {
    for record in &mut decoded.records {
        if record
            .fields
            .iter()
            .any(|(name, value)| name.contains(NULL) || holds(value))
        {
            record.fields = object(std::mem::take(&mut record.fields));
            record.fields.retain(|_, value| value.as_str() != Some(""));
        }
    }
    for (_, reason) in &mut decoded.unreadable {
        reason.retain(|c| c != NULL);
    }
    if decoded.columns.iter().any(|name| name.contains(NULL)) {
        decoded.columns = decoded.columns.iter().map(|name| text(name)).collect();
    }
    decoded
}

fn holds(value: &Value) -> bool {
    match value {
        Value::String(text) => text.contains(NULL),
        Value::Array(values) => values.iter().any(holds),
        Value::Object(fields) => fields.iter().any(|(name, value)| name.contains(NULL) || holds(value)),
        _ => false,
    }
}

fn text(text: &str) -> String {
    text.replace(NULL, "")
}

fn object(fields: Map<String, Value>) -> Map<String, Value> {
    fields
        .into_iter()
        .map(|(name, field)| (text(&name), value(field)))
        .collect()
}

fn value(from: Value) -> Value {
    match from {
        Value::String(words) => Value::String(text(&words)),
        Value::Array(values) => Value::Array(values.into_iter().map(value).collect()),
        Value::Object(fields) => Value::Object(object(fields)),
        other => other,
    }
}
