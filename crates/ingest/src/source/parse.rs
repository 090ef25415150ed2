//! Reading the TOML files of `data/sources/`. A mistake is refused with its file, its line and the reason.

use super::{Column, FileSpec, Mapping, SourceDefinition, fold, words};
use crate::IngestError;
use portee_domain::Field;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::Path;
use std::sync::LazyLock;
use toml::Spanned;

/// The columns and old words that every source may use.
const STANDARD: &str = include_str!("../../../../data/vocabularies.toml");

static STANDARD_MAPPING: LazyLock<Mapping> = LazyLock::new(|| {
    let tables: Tables = toml::from_str(STANDARD).expect("data/vocabularies.toml is built in and read by a test");
    let empty = Mapping {
        columns: Field::ALL.iter().map(|field| (*field, itself(*field))).collect(),
        constants: BTreeMap::new(),
        vocabulary: HashMap::new(),
        ignored: BTreeSet::new(),
    };
    tables
        .over(empty, "vocabularies.toml", STANDARD)
        .expect("data/vocabularies.toml is built in and read by a test")
});

fn itself(field: Field) -> Column {
    Column {
        names: vec![field.name().to_owned()],
        ..Column::default()
    }
}

/// The part of a TOML file that says what columns mean.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Tables {
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
struct Document {
    name: Spanned<String>,
    licence: Spanned<String>,
    producer: Spanned<String>,
    page: Spanned<String>,
    priority: u16,
    #[serde(default)]
    distinct: bool,
    #[serde(default)]
    optional: bool,
    #[serde(default = "yes")]
    standard: bool,
    file: Spanned<FileSpec>,
    #[serde(default)]
    columns: BTreeMap<Field, Spanned<Column>>,
    #[serde(default)]
    constants: BTreeMap<Field, Spanned<Vec<String>>>,
    #[serde(default)]
    vocabulary: BTreeMap<Field, BTreeMap<String, Spanned<Vec<String>>>>,
    #[serde(default)]
    ignored: BTreeSet<String>,
}

fn yes() -> bool {
    true
}

impl Mapping {
    /// The columns of the national standard under their own names and their older ones, and the words of its older
    /// vocabularies (`data/vocabularies.toml`).
    #[must_use]
    pub fn standard() -> Self {
        STANDARD_MAPPING.clone()
    }

    /// The old words without the columns: for a source whose columns have nothing of the standard.
    fn words_only() -> Self {
        Self {
            columns: BTreeMap::new(),
            ..Self::standard()
        }
    }
}

impl Tables {
    /// Adds these tables to `base`: a column replaces the one of the same field, words are added or replaced.
    fn over(self, mut base: Mapping, file: &str, text: &str) -> Result<Mapping, IngestError> {
        let refuse = |span: std::ops::Range<usize>, reason: String| at(file, text, span.start, reason);
        for (field, column) in self.columns {
            let span = column.span();
            let column = column.into_inner();
            if column.all_names().all(str::is_empty) {
                return Err(refuse(span, format!("aucune colonne n'est nommée pour « {field} »")));
            }
            if column.days.is_some() && field != Field::Horaires {
                return Err(refuse(
                    span,
                    format!("« days » ne vaut que pour horaires, pas pour « {field} »"),
                ));
            }
            base.columns.insert(field, column);
        }
        for (field, values) in self.constants {
            check(field, values.as_ref()).map_err(|reason| refuse(values.span(), reason))?;
            base.constants.insert(field, values.into_inner());
        }
        for (field, words) in self.vocabulary {
            for (word, meanings) in words {
                check(field, meanings.as_ref()).map_err(|reason| refuse(meanings.span(), reason))?;
                base.vocabulary
                    .entry(field)
                    .or_default()
                    .insert(fold(&word), meanings.into_inner());
            }
        }
        base.ignored.extend(self.ignored);
        Ok(base)
    }
}

/// Refuses words that are not in the closed vocabulary of the field.
fn check(field: Field, values: &[String]) -> Result<(), String> {
    let labels = words::labels(field);
    match values
        .iter()
        .find(|value| !labels.is_empty() && !labels.contains(&value.as_str()))
    {
        Some(wrong) => Err(format!(
            "« {wrong} » n'est pas une valeur de « {field} » dans le standard"
        )),
        None => Ok(()),
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
        for (key, value) in [
            ("name", &document.name),
            ("licence", &document.licence),
            ("producer", &document.producer),
            ("page", &document.page),
        ] {
            if value.as_ref().trim().is_empty() {
                return Err(at(file_name, text, value.span().start, format!("« {key} » est vide")));
            }
        }
        check_file(&document.file).map_err(|reason| at(file_name, text, document.file.span().start, reason))?;
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
        };
        Ok(Self {
            id,
            name: document.name.into_inner(),
            licence: document.licence.into_inner(),
            producer: document.producer.into_inner(),
            page: document.page.into_inner(),
            priority: document.priority,
            distinct: document.distinct,
            optional: document.optional,
            file: document.file.into_inner(),
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
        let load = |path: &std::path::PathBuf| {
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

/// Reads a TOML text, with the line of a mistake.
pub(crate) fn from_toml<T: serde::de::DeserializeOwned>(file: &str, text: &str) -> Result<T, IngestError> {
    toml::from_str(text).map_err(|error| {
        let start = error.span().map_or(0, |span| span.start);
        at(file, text, start, error.message().to_owned())
    })
}

/// A mistake at a byte offset of a TOML text.
fn at(file: &str, text: &str, offset: usize, reason: String) -> IngestError {
    let before = text.as_bytes().iter().take(offset);
    IngestError::Definition {
        file: file.to_owned(),
        line: 1 + before.filter(|byte| **byte == b'\n').count(),
        reason,
    }
}
