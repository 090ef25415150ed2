//! A language compared with the source.

use super::catalogue::{Catalogue, Entry};
use std::collections::BTreeSet;

/// What `other` lacks, has too many of, or fills in differently.
pub(crate) fn differences(source: &Catalogue, other: &Catalogue) -> Vec<String> {
    let mut problems = Vec::new();
    let (expected, given) = (keys(source), keys(other));
    for (section, key) in expected.difference(&given) {
        problems.push(format!("{section}.{key} is missing"));
    }
    for (section, key) in given.difference(&expected) {
        problems.push(format!("{section}.{key} is unknown in {}", source.file));
    }
    for (section, key) in expected.intersection(&given) {
        let (source, other) = (&source.sections[*section][*key], &other.sections[*section][*key]);
        if let Some(problem) = difference(source, other) {
            problems.push(format!("{section}.{key}: {problem}"));
        }
    }
    problems
}

fn keys(catalogue: &Catalogue) -> BTreeSet<(&str, &str)> {
    let sections = catalogue.sections.iter();
    sections
        .flat_map(|(section, entries)| entries.keys().map(move |key| (section.as_str(), key.as_str())))
        .collect()
}

fn difference(source: &Entry, other: &Entry) -> Option<String> {
    let set = |entry: &Entry| -> BTreeSet<String> { entry.names().into_iter().map(str::to_owned).collect() };
    match (source, other) {
        (Entry::List(source), Entry::List(other)) if source.len() != other.len() => {
            Some(format!("{} texts are expected, not {}", source.len(), other.len()))
        }
        (Entry::Text(_), Entry::Text(_)) | (Entry::Plural(_), Entry::Plural(_)) if set(source) != set(other) => {
            Some(format!("{:?} are filled in, not {:?}", set(source), set(other)))
        }
        (Entry::Text(_), Entry::Text(_)) | (Entry::Plural(_), Entry::Plural(_)) | (Entry::List(_), Entry::List(_)) => {
            None
        }
        _ => Some("a text, a list and a plural are not the same".into()),
    }
}
