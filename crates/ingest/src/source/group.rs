//! Several rows of a file that are one venue: one row per service, per session, per opening.

use super::fold;
use crate::record::RawRecord;
use serde_json::Value;
use std::collections::HashMap;

/// Puts the rows together that say the same in all of these columns, in the order of the first of each. A row that says
/// nothing in any of them stays alone.
///
/// A column in which they differ becomes the list of what they say: a list field unites it, another takes the first. Hours are read row by row.
pub(crate) fn grouped(records: Vec<RawRecord>, by: &[String]) -> Vec<RawRecord> {
    if by.is_empty() {
        return records;
    }
    let mut first: HashMap<Vec<String>, usize> = HashMap::new();
    let mut groups: Vec<RawRecord> = Vec::new();
    for record in records {
        let key: Vec<String> = by.iter().map(|column| fold(&record.texts(column).join(" "))).collect();
        let known = first
            .get(&key)
            .copied()
            .filter(|_| key.iter().any(|text| !text.is_empty()));
        if let Some(group) = known.and_then(|at| groups.get_mut(at)) {
            add(group, record);
        } else {
            first.insert(key, groups.len());
            groups.push(record);
        }
    }
    groups
}

fn add(group: &mut RawRecord, row: RawRecord) {
    group.also.push(row.row);
    if group.parts.is_empty() {
        group.parts.push(group.fields.clone());
    }
    group.parts.push(row.fields.clone());
    for (column, value) in row.fields {
        match group.fields.get_mut(&column) {
            None => {
                group.fields.insert(column, value);
            }
            Some(known) if *known == value => {}
            Some(Value::Array(values)) if values.contains(&value) => {}
            Some(Value::Array(values)) if !value.is_array() => values.push(value),
            Some(known) => *known = Value::Array(vec![known.take(), value]),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn row(row: u32, id: &str, service: &str) -> RawRecord {
        let fields = json!({"id": id, "service": service, "nom": "Mairie"});
        RawRecord::new(row, fields.as_object().unwrap().clone())
    }

    #[test]
    fn rows_of_one_key_are_one_record_that_remembers_them_all() {
        let rows = vec![
            row(1, "a", "x"),
            row(2, "b", "x"),
            row(3, "A ", "y"),
            row(4, "a", "y"),
            row(5, "a", "z"),
        ];
        let grouped = grouped(rows, &["id".to_owned()]);
        assert_eq!(grouped.len(), 2);
        assert_eq!(grouped[0].also, [3, 4, 5]);
        assert_eq!(grouped[0].texts("service"), ["x", "y", "z"]);
        assert_eq!(grouped[0].texts("nom"), ["Mairie"]);
        assert!(grouped[1].also.is_empty());
        let services: Vec<String> = grouped[0].rows().iter().flat_map(|row| row.texts("service")).collect();
        assert_eq!(services, ["x", "y", "y", "z"]);
    }

    #[test]
    fn rows_without_the_key_stay_alone() {
        let rows = vec![row(1, "", "x"), row(2, "", "y")];
        assert_eq!(grouped(rows, &["id".to_owned()]).len(), 2);
    }
}
