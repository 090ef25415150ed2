//! What operators write: definitions of sources, decisions, criteria, hubs.

use crate::{tables::is_a_sentence, text};
use portee_domain::Field;
use portee_ingest::Decisions;
use portee_ingest::decode::decode;
use portee_ingest::source::{Format, SourceDefinition};
use portee_reach::{Criteria, Hubs};

/// A TOML file of any of the four kinds. After a line `---`, a table that the definition of a source is tried on.
pub fn definitions(data: &[u8]) {
    let text = text(data);
    let (toml, table) = text.split_once("\n---\n").unwrap_or((&text, ""));
    match SourceDefinition::parse("essai.toml", toml) {
        Ok(definition) => read(&definition, table),
        Err(error) => is_a_sentence(&error.to_string()),
    }
    for refused in [
        Decisions::parse("decisions.toml", toml)
            .err()
            .map(|error| error.to_string()),
        Criteria::parse("criteria.toml", toml)
            .err()
            .map(|error| error.to_string()),
        Hubs::parse("hubs.toml", toml).err().map(|error| error.to_string()),
    ]
    .into_iter()
    .flatten()
    {
        is_a_sentence(&refused);
    }
}

fn read(definition: &SourceDefinition, table: &str) {
    let Ok(decoded) = decode(table.as_bytes(), Format::Csv) else {
        return;
    };
    for record in &decoded.records {
        let _ = (
            definition.mapping.refusal(record),
            definition.mapping.written_hours(record),
        );
        for &field in Field::ALL {
            let values = definition.mapping.values(record, field);
            assert!(
                values.iter().all(|value| !value.trim().is_empty()),
                "{field} {values:?}"
            );
        }
    }
}
