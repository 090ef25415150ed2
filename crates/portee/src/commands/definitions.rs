//! The source descriptions: those of `data/sources`, which the binary carries, and the operator's own.

use crate::{failure::Outcome, settings::Settings};
use include_dir::{Dir, include_dir};
use portee_ingest::source::SourceDefinition;

static BUILT_IN: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../data/sources");

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
