//! The source descriptions and the decisions about places: those of `data/`, which the binary carries, and the operator's
//! own.

use crate::{failure::Outcome, settings::Settings};
use include_dir::{Dir, include_dir};
use portee_ingest::Decisions;
use portee_ingest::source::SourceDefinition;

static BUILT_IN: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../data/sources");

const DECISIONS: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../data/decisions.toml"));

/// The built-in decisions, then those of `PORTEE_DECISIONS`, which win.
pub(crate) fn decisions(settings: &Settings) -> Outcome<Decisions> {
    let mut decisions = Decisions::parse("data/decisions.toml", DECISIONS)?;
    if let Some(file) = settings.decisions_file() {
        decisions.extend(Decisions::load(&file)?);
    }
    Ok(decisions)
}

/// The built-in descriptions, then those of `PORTEE_SOURCES`; one with the same name replaces a built-in one.
pub(crate) fn all(settings: &Settings) -> Outcome<Vec<SourceDefinition>> {
    let mut definitions = Vec::new();
    for file in BUILT_IN
        .files()
        .filter(|file| file.path().extension().is_some_and(|ending| ending == "toml"))
    {
        let name = file.path().display().to_string();
        definitions.push(SourceDefinition::parse(
            &name,
            file.contents_utf8().unwrap_or_default(),
        )?);
    }
    if let Some(dir) = settings.sources_dir() {
        let added = SourceDefinition::load_all(dir)?;
        definitions.retain(|known| added.iter().all(|new| new.id != known.id));
        definitions.extend(added);
    }
    Ok(definitions)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_decisions_are_valid() {
        Decisions::parse("data/decisions.toml", DECISIONS).expect("valid decisions");
    }

    #[test]
    fn every_built_in_description_is_carried_and_valid() {
        let files = BUILT_IN
            .files()
            .filter(|file| file.path().extension().is_some_and(|ending| ending == "toml"));
        let count = files.count();
        assert!(count >= 5, "{count}");
        for file in BUILT_IN
            .files()
            .filter(|file| file.path().extension().is_some_and(|ending| ending == "toml"))
        {
            let text = file.contents_utf8().expect("UTF-8");
            SourceDefinition::parse(&file.path().display().to_string(), text).expect("a valid description");
        }
    }
}
