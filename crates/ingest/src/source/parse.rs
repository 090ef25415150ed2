//! Reading the TOML files of `data/sources/`. A mistake is refused with its file, its line and the reason.

use super::tables::{Tables, at, from_toml};
use super::{Column, Condition, Coordinates, FileSpec, Format, Mapping, SourceDefinition};
use crate::IngestError;
use portee_domain::Field;
use portee_domain::vocabulary::Programme;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use toml::Spanned;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(clippy::struct_excessive_bools, reason = "each is a key that an operator writes")]
struct Document {
    name: Spanned<String>,
    licence: Option<Spanned<String>>,
    withheld: Option<Spanned<String>>,
    producer: Spanned<String>,
    page: Spanned<String>,
    priority: u16,
    #[serde(default)]
    distinct: bool,
    #[serde(default)]
    published: bool,
    #[serde(default)]
    register_of: Vec<Programme>,
    #[serde(default)]
    optional: bool,
    #[serde(default = "yes")]
    standard: bool,
    file: Spanned<FileSpec>,
    #[serde(default)]
    group_by: Vec<String>,
    #[serde(default)]
    empty: Vec<String>,
    #[serde(default)]
    coordinates: Option<Spanned<Coordinates>>,
    #[serde(default)]
    refuse: Vec<Refuse>,
    #[serde(default)]
    columns: BTreeMap<Field, Spanned<Column>>,
    #[serde(default)]
    constants: BTreeMap<Field, Spanned<Vec<String>>>,
    #[serde(default)]
    vocabulary: BTreeMap<Field, BTreeMap<String, Spanned<Vec<String>>>>,
    #[serde(default)]
    ignored: BTreeSet<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Refuse {
    pub(super) when: Vec<Condition>,
    pub(super) reason: Spanned<String>,
}

fn yes() -> bool {
    true
}

impl Document {
    /// Refuses what contradicts `published`: the table is the one that a directory writes, and says everything itself.
    fn check_published(&self) -> Result<(), String> {
        let meanings = !self.standard
            || !self.columns.is_empty()
            || !self.constants.is_empty()
            || !self.vocabulary.is_empty()
            || self.coordinates.is_some();
        if meanings || !self.group_by.is_empty() || !self.register_of.is_empty() {
            return Err("« published » dit tout des colonnes : rien d'autre n'en est dit".to_owned());
        }
        if self.file.as_ref().format == Format::Csv {
            Ok(())
        } else {
            Err("« published » demande le CSV d'une Portée (format = \"csv\")".to_owned())
        }
    }
}

impl SourceDefinition {
    /// Reads one definition. `file_name` is `identifier.toml`.
    ///
    /// # Errors
    /// `IngestError::Definition` with the file, the line and the reason.
    pub fn parse(file_name: &str, text: &str) -> Result<Self, IngestError> {
        let id = file_name.strip_suffix(".toml").unwrap_or(file_name).parse();
        let id = id.map_err(|e| at(file_name, text, 0, format!("{e} : renommez le fichier")))?;
        let document: Document = from_toml(file_name, text)?;
        let required = [
            ("name", Some(&document.name)),
            ("producer", Some(&document.producer)),
            ("page", Some(&document.page)),
            ("licence", document.licence.as_ref()),
            ("withheld", document.withheld.as_ref()),
        ];
        for (key, value) in required {
            if let Some(value) = value.filter(|value| value.as_ref().trim().is_empty()) {
                return Err(at(file_name, text, value.span().start, format!("« {key} » est vide")));
            }
        }
        if document.licence.is_none() && document.withheld.is_none() {
            let reason = "« licence » manque ; sans licence, une source n'est pas publiée : dites-le par « withheld »";
            return Err(at(file_name, text, 0, reason.to_owned()));
        }
        check_file(&document.file).map_err(|reason| at(file_name, text, document.file.span().start, reason))?;
        if document.published {
            document
                .check_published()
                .map_err(|reason| at(file_name, text, 0, reason))?;
        }
        let base = if document.standard {
            Mapping::standard()
        } else {
            Mapping::words_only()
        };
        let tables = Tables {
            columns: document.columns,
            constants: document.constants,
            vocabulary: document.vocabulary,
            ignored: document.ignored,
            empty: document.empty,
            coordinates: document.coordinates,
            refuse: document.refuse,
        };
        Ok(Self {
            id,
            name: document.name.into_inner(),
            licence: document.licence.map(Spanned::into_inner).unwrap_or_default(),
            withheld: document.withheld.map(Spanned::into_inner),
            producer: document.producer.into_inner(),
            page: document.page.into_inner(),
            priority: document.priority,
            distinct: document.distinct,
            published: document.published,
            register_of: document.register_of,
            optional: document.optional,
            file: document.file.into_inner(),
            group_by: document.group_by,
            mapping: tables.over(base, file_name, text)?,
        })
    }

    /// Reads every `*.toml` of a folder, in the order of their names.
    ///
    /// # Errors
    /// When the folder cannot be read, holds none, or one is wrong.
    pub fn load_all(dir: &Path) -> Result<Vec<Self>, IngestError> {
        let mut paths = Vec::new();
        for entry in std::fs::read_dir(dir).map_err(IngestError::io("lire", dir))? {
            let path = entry.map_err(IngestError::io("lire", dir))?.path();
            if path.extension().is_some_and(|extension| extension == "toml") {
                paths.push(path);
            }
        }
        paths.sort();
        if paths.is_empty() {
            return Err(IngestError::Undecodable {
                file: dir.display().to_string(),
                reason: "le dossier ne contient aucune définition de source (*.toml)".to_owned(),
            });
        }
        let load = |path: &PathBuf| {
            let text = std::fs::read_to_string(path).map_err(IngestError::io("lire", path))?;
            let name = path.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
            Self::parse(&name, &text)
        };
        paths.iter().map(load).collect()
    }
}

/// Refuses a file that is nowhere, or an address that is not `https`, or a path that leaves its folder.
fn check_file(file: &Spanned<FileSpec>) -> Result<(), String> {
    let file = file.as_ref();
    if file.data_paths.is_empty() && file.url.is_none() && file.package.is_none() {
        return Err("[file] ne dit pas où est le fichier : data_paths, url ou package".to_owned());
    }
    if let Some(path) = file
        .data_paths
        .iter()
        .map(|path| &path.path)
        .find(|path| path.starts_with('/') || path.contains(".."))
    {
        return Err(format!("le chemin « {path} » sort du dossier de données"));
    }
    match &file.url {
        Some(url) if !url.starts_with("https://") => Err(format!("l'adresse « {url} » n'est pas en https")),
        None if file.paging.is_some() => Err("[file.paging] demande une adresse (url)".to_owned()),
        _ => Ok(()),
    }
}
