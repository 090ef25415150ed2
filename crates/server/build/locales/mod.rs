//! From the files of `web/locales` to Rust: a static for each language, an accessor for each text.
//!
//! French is the source. Another language that misses a text, has one more, or fills in other things stops the build.

mod catalogue;
mod check;
mod rust;

use catalogue::Catalogue;
use std::{fs, io, path::Path};

/// The language that all others are compared with; its addresses have no prefix.
const SOURCE: &str = "fr";

/// The names and contents of the TOML files of `folder`, the source first.
pub(crate) fn files(folder: &Path) -> io::Result<Vec<(String, String)>> {
    let mut files = Vec::new();
    for item in fs::read_dir(folder)? {
        let path = item?.path();
        if path.extension().is_some_and(|extension| extension == "toml") {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            files.push((name, fs::read_to_string(&path)?));
        }
    }
    let source = format!("{SOURCE}.toml");
    files.sort_by_key(|(name, _)| (*name != source, name.clone()));
    Ok(files)
}

/// The Rust of these files, or everything that is wrong with them: `en.toml: home.lead is missing`.
pub(crate) fn compile(files: &[(String, String)]) -> Result<String, Vec<String>> {
    let mut problems = Vec::new();
    let mut catalogues = Vec::new();
    for (name, text) in files {
        match Catalogue::read(name, text) {
            Ok(catalogue) => catalogues.push(catalogue),
            Err(found) => problems.extend(found.into_iter().map(|problem| format!("{name}: {problem}"))),
        }
    }
    if problems.is_empty() {
        match catalogues.split_first() {
            Some((source, others)) if source.code() == SOURCE => {
                for other in others {
                    let found = check::differences(source, other);
                    problems.extend(found.into_iter().map(|problem| format!("{}: {problem}", other.file)));
                }
            }
            _ => problems.push(format!("{SOURCE}.toml: missing")),
        }
    }
    if problems.is_empty() {
        Ok(rust::write(&catalogues))
    } else {
        Err(problems)
    }
}
