//! What helpers may use or hand out (`data/tools.toml`), and the sites of hubs: texts by language, dated, with their sources.

use chrono::NaiveDate;
use portee_reach::{Definition, ReachError};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use toml::Spanned;

const BUILT_IN: &str = include_str!("../../../data/tools.toml");

/// All tools, in the order of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Tools {
    pub(crate) tools: Vec<Tool>,
    /// Sites by the id of their hub.
    pub(crate) hubs: BTreeMap<String, Site>,
}

/// A tool.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Tool {
    pub(crate) name: String,
    /// What it is, by language (`fr`).
    pub(crate) what: BTreeMap<String, String>,
    /// What to do with it, by language.
    pub(crate) usage: BTreeMap<String, String>,
    /// Its own site.
    pub(crate) site: Option<String>,
    /// A page of ours.
    pub(crate) page: Option<String>,
    pub(crate) source: String,
    /// When the source was read.
    pub(crate) date: NaiveDate,
}

/// Where a hub says what it does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Site {
    pub(crate) address: String,
    pub(crate) source: String,
    pub(crate) date: NaiveDate,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    tool: Vec<ToolRow>,
    #[serde(default)]
    hub: Vec<HubRow>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ToolRow {
    id: Spanned<String>,
    name: Spanned<String>,
    what: Spanned<BTreeMap<String, Spanned<String>>>,
    #[serde(rename = "use")]
    usage: Spanned<BTreeMap<String, Spanned<String>>>,
    site: Option<Spanned<String>>,
    page: Option<Spanned<String>>,
    source: Spanned<String>,
    date: Spanned<toml::value::Datetime>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct HubRow {
    id: Spanned<String>,
    site: Spanned<String>,
    source: Spanned<String>,
    date: Spanned<toml::value::Datetime>,
}

impl Tools {
    /// The tools of `data/tools.toml`, which the program carries. `languages` are those that every text must have.
    ///
    /// # Errors
    /// When that file, built in, is wrong.
    pub(crate) fn built_in(languages: &[&str]) -> Result<Self, ReachError> {
        Self::parse("tools.toml", BUILT_IN, languages)
    }

    /// Reads tools from a TOML text; `file` is the name that errors give it.
    ///
    /// # Errors
    /// With the line and the reason.
    fn parse(file: &str, text: &str, languages: &[&str]) -> Result<Self, ReachError> {
        let definition = Definition { file, text };
        let content = definition.read::<File>()?;
        let mut ids = BTreeSet::new();
        let mut tools = Vec::with_capacity(content.tool.len());
        for row in content.tool {
            if !ids.insert(row.id.get_ref().clone()) {
                return Err(definition.wrong(&row.id, format!("l'outil « {} » est déjà décrit", row.id.get_ref())));
            }
            tools.push(row.check(definition, languages)?);
        }
        let mut hubs = BTreeMap::new();
        for row in content.hub {
            let site = Site {
                address: address(definition, &row.site)?,
                source: filled(definition, &row.source)?,
                date: definition.day(&row.date)?,
            };
            if hubs.insert(row.id.get_ref().clone(), site).is_some() {
                return Err(definition.wrong(&row.id, format!("le hub « {} » a déjà un site", row.id.get_ref())));
            }
        }
        Ok(Self { tools, hubs })
    }
}

impl ToolRow {
    fn check(self, definition: Definition<'_>, languages: &[&str]) -> Result<Tool, ReachError> {
        let page = self.page.as_ref().map(|page| {
            let path = page.get_ref();
            let ours = path.starts_with('/') && !path.starts_with("//");
            ours.then(|| path.clone())
                .ok_or_else(|| definition.wrong(page, "une page d'ici commence par une barre oblique"))
        });
        Ok(Tool {
            name: filled(definition, &self.name)?,
            what: texts(definition, &self.what, languages)?,
            usage: texts(definition, &self.usage, languages)?,
            site: self.site.as_ref().map(|site| address(definition, site)).transpose()?,
            page: page.transpose()?,
            source: filled(definition, &self.source)?,
            date: definition.day(&self.date)?,
        })
    }
}

/// One text in every language.
pub(crate) fn texts(
    definition: Definition<'_>,
    texts: &Spanned<BTreeMap<String, Spanned<String>>>,
    languages: &[&str],
) -> Result<BTreeMap<String, String>, ReachError> {
    if let Some(missing) = languages
        .iter()
        .find(|language| !texts.get_ref().contains_key(**language))
    {
        return Err(definition.wrong(texts, format!("le texte manque en « {missing} »")));
    }
    let all = texts.get_ref().iter();
    all.map(|(language, text)| Ok((language.clone(), filled(definition, text)?)))
        .collect()
}

pub(crate) fn filled(definition: Definition<'_>, text: &Spanned<String>) -> Result<String, ReachError> {
    let trimmed = text.get_ref().trim();
    if trimmed.is_empty() {
        return Err(definition.wrong(text, "ce texte est vide"));
    }
    Ok(trimmed.to_owned())
}

pub(crate) fn address(definition: Definition<'_>, site: &Spanned<String>) -> Result<String, ReachError> {
    let address = filled(definition, site)?;
    if !address.starts_with("https://") || address.contains(char::is_whitespace) {
        return Err(definition.wrong(site, format!("« {address} » n'est pas une adresse en https")));
    }
    Ok(address)
}

#[cfg(test)]
mod tests {
    use super::*;
    use portee_reach::Hubs;

    const ONE: &str = r#"
[[tool]]
id = "x"
name = "X"
what.fr = "Un."
use.fr = "Deux."
source = "S"
date = 2026-11-22
[[hub]]
id = "y"
site = "https://exemple.test"
source = "S"
date = 2026-11-22
"#;

    #[test]
    fn the_tools_that_the_program_carries_are_right_and_their_hubs_exist() {
        let tools = Tools::built_in(&["fr", "en"]).unwrap();
        assert!(tools.tools.len() >= 5);
        let hubs = Hubs::built_in().unwrap();
        for id in tools.hubs.keys() {
            assert!(hubs.hubs.iter().any(|hub| hub.id == *id), "{id}");
        }
    }

    #[test]
    fn french_sentences_have_fifteen_words_at_most() {
        for tool in Tools::built_in(&["fr"]).unwrap().tools {
            for text in [&tool.what["fr"], &tool.usage["fr"]] {
                for sentence in text.split_terminator(['.', '?', '!']) {
                    assert!(sentence.split_whitespace().count() <= 15, "{sentence}");
                }
            }
        }
    }

    #[test]
    fn each_mistake_is_told_with_its_line() {
        for (right, wrong, line, word) in [
            ("name = \"X\"", "name = \" \"", 4, "vide"),
            ("what.fr = \"Un.\"", "what.en = \"Un.\"", 5, "« fr »"),
            (
                "source = \"S\"\ndate = 2026-11-22\n[[hub]]",
                "source = \"S\"\ndate = 2026-11-22T10:00:00\n[[hub]]",
                8,
                "jour",
            ),
            (
                "site = \"https://exemple.test\"",
                "site = \"http://exemple.test\"",
                11,
                "https",
            ),
            (
                "use.fr = \"Deux.\"",
                "use.fr = \"Deux.\"\npage = \"//ailleurs\"",
                7,
                "barre",
            ),
            ("use.fr = \"Deux.\"", "usage.fr = \"Deux.\"", 6, "usage"),
            (
                "[[hub]]\nid = \"y\"",
                "[[tool]]\nid = \"x\"\nname = \"X\"\nwhat.fr = \"Un.\"\nuse.fr = \"Deux.\"\nsource = \"S\"\ndate = 2026-11-22\n[[hub]]\nid = \"y\"",
                10,
                "déjà",
            ),
        ] {
            let text = ONE.replacen(right, wrong, 1);
            assert_ne!(text, ONE, "{right}");
            let error = Tools::parse("essai.toml", &text, &["fr"]).unwrap_err().to_string();
            assert!(
                error.starts_with(&format!("essai.toml, ligne {line} : ")) && error.contains(word),
                "{wrong}\n{error}"
            );
        }
    }
}
