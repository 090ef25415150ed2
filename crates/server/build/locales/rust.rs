//! The texts as Rust. A text without anything to fill in is a field; the others are methods, so that a template which
//! names an unknown text, or forgets what is to be filled in, does not compile; a text that nothing uses is a warning.

use super::catalogue::{Catalogue, Entry, Piece};
use std::{collections::BTreeMap, fmt::Write as _};

/// The declarations and the statics, the source first.
pub(crate) fn write(catalogues: &[Catalogue]) -> String {
    let source = &catalogues[0];
    let mut code = declarations(source);
    for catalogue in catalogues {
        code.push_str(&values(catalogue, source));
    }
    let all: Vec<String> = catalogues
        .iter()
        .map(|catalogue| format!("&{}", upper(catalogue)))
        .collect();
    let count = catalogues.len();
    let _ = writeln!(code, "/// Every language, the source first.");
    let _ = writeln!(code, "pub(crate) static ALL: [&Texts; {count}] = [{}];", all.join(", "));
    code
}

/// The types: one for each section.
fn declarations(source: &Catalogue) -> String {
    let mut code = String::from("/// Every text, in one language.\npub(crate) struct Texts {\n");
    code.push_str("    /// The language.\n    pub(crate) locale: &'static Locale,\n");
    for section in source.sections.keys() {
        let _ = writeln!(
            code,
            "    /// `[{section}]`.\n    pub(crate) {section}: {},",
            camel(section)
        );
    }
    code.push_str("}\n");
    for (section, entries) in &source.sections {
        if is_for_scripts(section) {
            let name = camel(section);
            let _ = writeln!(
                code,
                "/// `[{section}]`, as JSON for a script of the page.\npub(crate) struct {name} {{ pub(crate) json: &'static str }}"
            );
            continue;
        }
        let (mut fields, mut methods) = (String::new(), String::new());
        for (key, entry) in entries {
            let comment = format!("    /// {}\n", comment(entry));
            match entry {
                Entry::List(items) => {
                    let _ = writeln!(
                        fields,
                        "{comment}    pub(crate) {key}: [&'static str; {}],",
                        items.len()
                    );
                }
                Entry::Text(_) if entry.names().is_empty() => {
                    let _ = writeln!(fields, "{comment}    pub(crate) {key}: &'static str,");
                }
                Entry::Text(_) => {
                    let _ = writeln!(fields, "    {key}: &'static [Piece],");
                    let _ = writeln!(methods, "{comment}{}", filled(key, entry));
                }
                Entry::Plural(_) => {
                    let _ = writeln!(fields, "    {key}: Plural,");
                    let _ = writeln!(methods, "{comment}{}", filled(key, entry));
                }
            }
        }
        let name = camel(section);
        let _ = writeln!(code, "/// `[{section}]`.\npub(crate) struct {name} {{\n{fields}}}");
        if !methods.is_empty() {
            let _ = writeln!(code, "impl {name} {{\n{methods}}}");
        }
    }
    code
}

fn filled(key: &str, entry: &Entry) -> String {
    let names = entry.names();
    let mut arguments: Vec<String> = names.iter().map(|name| format!("{name}: impl Display")).collect();
    let values: Vec<String> = names.iter().map(|name| format!("&{name}")).collect();
    let values = values.join(", ");
    let call = if matches!(entry, Entry::Plural(_)) {
        arguments.insert(0, "count: impl Borrow<usize>".into());
        format!("self.{key}.say(*count.borrow(), &[{values}])")
    } else {
        format!("fill(self.{key}, &[{values}])")
    };
    format!(
        "    pub(crate) fn {key}(&self, {}) -> String {{ {call} }}",
        arguments.join(", ")
    )
}

/// The texts of one language; what is filled in comes in the order of the source.
fn values(catalogue: &Catalogue, source: &Catalogue) -> String {
    let name = upper(catalogue);
    let about = |key: &str| catalogue.about.get(key).cloned().unwrap_or_default();
    let mut code = format!("static {name}_LOCALE: Locale = Locale {{\n");
    let prefix = if catalogue.code() == source.code() {
        String::new()
    } else {
        format!("/{}", catalogue.code())
    };
    let _ = writeln!(code, "    prefix: {prefix:?},");
    for key in ["code", "name", "dir", "thousands", "decimal"] {
        let _ = writeln!(code, "    {key}: {:?},", about(key));
    }
    let rules = catalogue.rules.iter().map(|rule| {
        let (form, from, to, of) = (&rule.form, rule.from, rule.to, rule.of);
        format!("Rule {{ form: {form:?}, from: {from}, to: {to}, of: {of} }}")
    });
    let _ = writeln!(code, "    plurals: &[{}],\n}};", rules.collect::<Vec<_>>().join(", "));
    let _ = writeln!(code, "/// {}.", catalogue.file);
    let _ = writeln!(
        code,
        "pub(crate) static {name}: Texts = Texts {{\n    locale: &{name}_LOCALE,"
    );
    for (section, entries) in &catalogue.sections {
        let _ = writeln!(code, "    {section}: {} {{", camel(section));
        if is_for_scripts(section) {
            let _ = writeln!(code, "        json: {:?},\n    }},", json(entries));
            continue;
        }
        for (key, entry) in entries {
            let names = source.sections[section][key].names();
            let value = match entry {
                Entry::List(items) => format!("{items:?}"),
                Entry::Text(pieces) if names.is_empty() => format!("{:?}", plain(pieces)),
                Entry::Text(text) => pieces(text, &names),
                Entry::Plural(forms) => {
                    let forms = forms
                        .iter()
                        .map(|(form, text)| format!("({form:?}, {})", pieces(text, &names)));
                    let forms = forms.collect::<Vec<_>>().join(", ");
                    format!("Plural {{ locale: &{name}_LOCALE, forms: &[{forms}] }}")
                }
            };
            let _ = writeln!(code, "        {key}: {value},");
        }
        code.push_str("    },\n");
    }
    code.push_str("};\n");
    code
}

/// Whether a section goes to a script: it is written into the page whole, its `{names}` are filled in there.
fn is_for_scripts(section: &str) -> bool {
    section.ends_with("_script")
}

/// A section as a JSON object: plural forms are `key.form`, lists `key.0`; no `<`, so that no text can end the element it is in.
fn json(entries: &BTreeMap<String, Entry>) -> String {
    let mut members = BTreeMap::new();
    for (key, entry) in entries {
        match entry {
            Entry::Text(text) => drop(members.insert(key.clone(), written(text))),
            Entry::Plural(forms) => {
                members.extend(
                    forms
                        .iter()
                        .map(|(form, text)| (format!("{key}.{form}"), written(text))),
                );
            }
            Entry::List(items) => {
                let items = items.iter().enumerate();
                members.extend(items.map(|(rank, text)| (format!("{key}.{rank}"), text.clone())));
            }
        }
    }
    serde_json::json!(members).to_string().replace('<', "\\u003c")
}

/// A text as its file has it.
fn written(pieces: &[Piece]) -> String {
    let piece = |piece: &Piece| match piece {
        Piece::Text(text) => text.clone(),
        Piece::Value(name) => format!("{{{name}}}"),
    };
    pieces.iter().map(piece).collect()
}

fn plain(pieces: &[Piece]) -> String {
    pieces
        .iter()
        .map(|piece| match piece {
            Piece::Text(text) | Piece::Value(text) => text.as_str(),
        })
        .collect()
}

fn pieces(text: &[Piece], names: &[&str]) -> String {
    let pieces = text.iter().map(|piece| match piece {
        Piece::Text(text) => format!("Piece::Text({text:?})"),
        Piece::Value(name) => match names.iter().position(|known| known == name) {
            Some(index) => format!("Piece::Value({index})"),
            None => "Piece::Count".to_owned(),
        },
    });
    format!("&[{}]", pieces.collect::<Vec<_>>().join(", "))
}

/// The French words, for who reads the code.
fn comment(entry: &Entry) -> String {
    let said = |pieces: &[Piece]| -> String {
        let piece = |piece: &Piece| match piece {
            Piece::Text(text) => text.clone(),
            Piece::Value(name) => format!("`{{{name}}}`"),
        };
        pieces.iter().map(piece).collect::<String>().replace('\n', " ")
    };
    match entry {
        Entry::Text(pieces) => format!("« {} »", said(pieces)),
        Entry::Plural(forms) => forms
            .get("other")
            .map_or_else(String::new, |pieces| format!("« {} »", said(pieces))),
        Entry::List(items) => format!("« {} »", items.join(", ")),
    }
}

fn upper(catalogue: &Catalogue) -> String {
    catalogue.code().to_ascii_uppercase().replace('-', "_")
}

fn camel(section: &str) -> String {
    let words = section.split('_').map(|word| {
        let (first, rest) = word.split_at(word.len().min(1));
        first.to_ascii_uppercase() + rest
    });
    words.collect::<String>() + "Texts"
}
