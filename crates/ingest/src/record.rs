//! A row of a source file, as its producer wrote it.

use serde_json::{Map, Value};
use std::borrow::Cow;

/// One row: column names to values, untouched. Empty cells, JSON nulls and `""` are left out.
///
/// From a CSV every value is a string; from JSON a value may be a number, a list or an object.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct RawRecord {
    /// The row in its file, from 1, the heading of a table not counted.
    pub row: u32,
    /// The other rows of the file that are the same venue, when its mapping says so.
    pub also: Vec<u32>,
    /// What it says, by column name.
    pub fields: Map<String, Value>,
    /// What each of the rows says, when they are several; `fields` then unites them.
    pub parts: Vec<Map<String, Value>>,
}

impl RawRecord {
    /// A row on its own.
    #[must_use]
    pub fn new(row: u32, fields: Map<String, Value>) -> Self {
        Self {
            row,
            also: Vec::new(),
            fields,
            parts: Vec::new(),
        }
    }

    /// Its rows, each by itself: for what must not be mixed, such as a day and its hours.
    #[must_use]
    pub fn rows(&self) -> Vec<Cow<'_, Self>> {
        if self.parts.is_empty() {
            return vec![Cow::Borrowed(self)];
        }
        let alone = |fields: &Map<String, Value>| Cow::Owned(Self::new(self.row, fields.clone()));
        self.parts.iter().map(alone).collect()
    }

    /// The texts of a column, without the spaces around. A name with dots leads into nested JSON: `adresse.voie`; into a
    /// list it leads to every element (`services.nom`), or to one of them (`coordonnees.0`).
    #[must_use]
    pub fn texts(&self, path: &str) -> Vec<String> {
        let mut texts = Vec::new();
        inside(&self.fields, path, &mut texts);
        texts
    }
}

fn inside(object: &Map<String, Value>, path: &str, found: &mut Vec<String>) {
    if let Some(value) = object.get(path) {
        texts(value, found);
        return;
    }
    // A name may itself hold dots ("Coord. X"): the shortest head that exists is taken.
    for (dot, _) in path.match_indices('.') {
        if let Some(value) = object.get(&path[..dot]) {
            below(value, &path[dot + 1..], found);
            return;
        }
    }
}

fn below(value: &Value, path: &str, found: &mut Vec<String>) {
    match value {
        Value::Object(object) => inside(object, path, found),
        Value::Array(values) => {
            let (head, rest) = path
                .split_once('.')
                .map_or((path, None), |(head, rest)| (head, Some(rest)));
            match (head.parse::<usize>(), rest) {
                (Ok(index), None) => values.get(index).into_iter().for_each(|value| texts(value, found)),
                (Ok(index), Some(rest)) => values
                    .get(index)
                    .into_iter()
                    .for_each(|value| below(value, rest, found)),
                (Err(_), _) => values.iter().for_each(|value| below(value, path, found)),
            }
        }
        _ => {}
    }
}

/// The texts of a value: a text or a number is one, a list has those of its elements, an object has none.
fn texts(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::String(text) if !text.trim().is_empty() => found.push(text.trim().to_owned()),
        Value::Number(number) => found.push(number.to_string()),
        Value::Bool(yes) => found.push(yes.to_string()),
        Value::Array(values) => values.iter().for_each(|value| texts(value, found)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_path_leads_into_objects_and_lists() {
        let fields = json!({
            "Coord. X": 44.7, "adresse": {"voie": " rue X ", "n.": 3},
            "services": [{"nom": "a"}, {"nom": "b"}, {"autre": "c"}], "point": [2.5, 48],
        });
        let record = RawRecord::new(1, fields.as_object().unwrap().clone());
        for (path, expected) in [
            ("Coord. X", vec!["44.7"]),
            ("adresse.voie", vec!["rue X"]),
            ("adresse.n.", vec!["3"]),
            ("services.nom", vec!["a", "b"]),
            ("services.1.nom", vec!["b"]),
            ("point.1", vec!["48"]),
            ("point", vec!["2.5", "48"]),
            ("adresse", vec![]),
            ("rien.du.tout", vec![]),
        ] {
            assert_eq!(record.texts(path), expected, "{path}");
        }
    }
}
