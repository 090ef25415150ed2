//! A file of texts, read.

use std::collections::{BTreeMap, BTreeSet};
use toml::{Table, Value};

/// The plural forms that a language may have (Unicode's CLDR); `other` is the one of all numbers that no rule names.
const FORMS: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];
/// What `[locale]` holds besides the plural rules.
const ABOUT: [&str; 5] = ["code", "name", "dir", "thousands", "decimal"];
/// The placeholder that a plural form fills in by itself.
pub(crate) const COUNT: &str = "count";

/// A part of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Piece {
    /// Written as it is.
    Text(String),
    /// Filled in: `{name}`.
    Value(String),
}

/// What stands behind a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Entry {
    Text(Vec<Piece>),
    /// By form.
    Plural(BTreeMap<String, Vec<Piece>>),
    /// Several texts of one kind, such as the months.
    List(Vec<String>),
}

impl Entry {
    /// The names filled in, in the order in which they come; without the count of a plural.
    pub(crate) fn names(&self) -> Vec<&str> {
        let pieces: Vec<&Piece> = match self {
            Self::Text(pieces) => pieces.iter().collect(),
            Self::Plural(forms) => forms.values().rev().flatten().collect(),
            Self::List(_) => Vec::new(),
        };
        let mut names: Vec<&str> = Vec::new();
        for piece in pieces {
            if let Piece::Value(name) = piece {
                let counted = name == COUNT && matches!(self, Self::Plural(_));
                if !counted && !names.contains(&name.as_str()) {
                    names.push(name);
                }
            }
        }
        names
    }
}

/// A plural rule: numbers from `from` to `to`, or whose remainder by `of` is, take `form`.
#[derive(Debug, Clone)]
pub(crate) struct Rule {
    pub(crate) form: String,
    pub(crate) from: i64,
    pub(crate) to: i64,
    pub(crate) of: i64,
}

/// A language.
pub(crate) struct Catalogue {
    pub(crate) file: String,
    pub(crate) about: BTreeMap<String, String>,
    pub(crate) rules: Vec<Rule>,
    /// By section, by key.
    pub(crate) sections: BTreeMap<String, BTreeMap<String, Entry>>,
}

impl Catalogue {
    /// Reads the text of `file`, or says everything that is wrong with it.
    pub(crate) fn read(file: &str, text: &str) -> Result<Self, Vec<String>> {
        let table: Table = text.parse().map_err(|error| vec![format!("no TOML: {error}")])?;
        let mut problems = Vec::new();
        let mut catalogue = Self {
            file: file.to_owned(),
            about: BTreeMap::new(),
            rules: Vec::new(),
            sections: BTreeMap::new(),
        };
        for (name, value) in &table {
            let Some(section) = value.as_table() else {
                problems.push(format!("{name}: a section is expected"));
                continue;
            };
            if name == "locale" {
                catalogue.read_about(section, &mut problems);
                continue;
            }
            let entries = catalogue.sections.entry(name.clone()).or_default();
            for (key, value) in section {
                match entry(value) {
                    _ if !is_name(key) || !is_name(name) => problems.push(format!("{name}.{key}: use a–z, 0–9, _")),
                    Ok(entry) => drop(entries.insert(key.clone(), entry)),
                    Err(problem) => problems.push(format!("{name}.{key}: {problem}")),
                }
            }
        }
        catalogue.check_itself(&mut problems);
        if problems.is_empty() {
            Ok(catalogue)
        } else {
            Err(problems)
        }
    }

    pub(crate) fn code(&self) -> &str {
        self.about.get("code").map_or("", String::as_str)
    }

    /// The plural forms of the language.
    pub(crate) fn forms(&self) -> BTreeSet<&str> {
        let named = self.rules.iter().map(|rule| rule.form.as_str());
        named.chain(["other"]).collect()
    }

    fn read_about(&mut self, section: &Table, problems: &mut Vec<String>) {
        for (key, value) in section {
            match value {
                Value::String(text) if ABOUT.contains(&key.as_str()) => {
                    drop(self.about.insert(key.clone(), text.clone()));
                }
                Value::Array(rules) if key == "plurals" => match rules.iter().map(rule).collect() {
                    Some(rules) => self.rules = rules,
                    None => {
                        problems.push("locale.plurals: each is { form, from, to } or { form, from, to, of }".into());
                    }
                },
                _ => problems.push(format!("locale.{key}: unknown, or of another kind")),
            }
        }
    }

    fn check_itself(&self, problems: &mut Vec<String>) {
        for key in ABOUT.iter().filter(|key| !self.about.contains_key(**key)) {
            problems.push(format!("locale.{key} is missing"));
        }
        if format!("{}.toml", self.code()) != self.file {
            problems.push("locale.code is not the name of the file".into());
        }
        if !self.about.get("dir").is_none_or(|dir| dir == "ltr" || dir == "rtl") {
            problems.push("locale.dir: ltr or rtl".into());
        }
        let expected = self.forms();
        for (section, entries) in &self.sections {
            for (key, entry) in entries {
                if let Entry::Plural(forms) = entry {
                    let given: BTreeSet<&str> = forms.keys().map(String::as_str).collect();
                    if given != expected {
                        problems.push(format!("{section}.{key}: the forms are {expected:?}, not {given:?}"));
                    }
                }
            }
        }
    }
}

fn is_name(key: &str) -> bool {
    key.starts_with(|first: char| first.is_ascii_lowercase())
        && key.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_'))
}

fn rule(value: &Value) -> Option<Rule> {
    let table = value.as_table()?;
    let number = |key: &str| table.get(key).and_then(Value::as_integer).filter(|number| *number >= 0);
    let form = table.get("form")?.as_str().filter(|form| FORMS.contains(form))?;
    Some(Rule {
        form: form.to_owned(),
        from: number("from")?,
        to: number("to")?,
        of: if table.contains_key("of") {
            number("of").filter(|of| *of > 0)?
        } else {
            0
        },
    })
}

fn entry(value: &Value) -> Result<Entry, String> {
    let text = |value: &Value| value.as_str().map(str::to_owned).ok_or("a text is expected".to_owned());
    match value {
        Value::String(text) => pieces(text).map(Entry::Text),
        Value::Array(items) => items.iter().map(text).collect::<Result<_, _>>().map(Entry::List),
        Value::Table(forms) => {
            let form = |(form, value): (&String, &Value)| Ok((form.clone(), pieces(&text(value)?)?));
            forms.iter().map(form).collect::<Result<_, String>>().map(Entry::Plural)
        }
        _ => Err("a text, a list of texts or plural forms are expected".into()),
    }
}

/// The text cut at its `{names}`.
fn pieces(text: &str) -> Result<Vec<Piece>, String> {
    if text.trim().is_empty() {
        return Err("the text is empty".into());
    }
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find(['{', '}']) {
        let name = rest[start..].strip_prefix('{').and_then(|after| after.split_once('}'));
        let Some((name, after)) = name.filter(|(name, _)| is_name(name)) else {
            return Err(format!("a {{name}} is expected in « {text} »"));
        };
        if start > 0 {
            pieces.push(Piece::Text(rest[..start].to_owned()));
        }
        pieces.push(Piece::Value(name.to_owned()));
        rest = after;
    }
    if !rest.is_empty() {
        pieces.push(Piece::Text(rest.to_owned()));
    }
    Ok(pieces)
}
