//! The catalogues: what stops the build, how each language speaks, and how plainly the French does.

#[path = "../../../build/locales/mod.rs"]
mod build;
mod built;
mod plain;
mod said;

/// The sources, as the build reads them: their names and contents.
fn files() -> Vec<(String, String)> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../web/locales");
    build::files(&folder).unwrap()
}

/// Every text of a file with its section and key: plural forms and lists one by one.
fn texts(file: &str) -> Vec<(String, String)> {
    fn gather(name: &str, value: &toml::Value, texts: &mut Vec<(String, String)>) {
        match value {
            toml::Value::String(text) => texts.push((name.to_owned(), text.clone())),
            toml::Value::Array(items) => items.iter().for_each(|item| gather(name, item, texts)),
            toml::Value::Table(table) => table
                .iter()
                .for_each(|(key, item)| gather(&format!("{name}.{key}"), item, texts)),
            _ => {}
        }
    }
    let files = files();
    let (_, text) = files.iter().find(|(name, _)| name == file).unwrap();
    let mut table: toml::Table = text.parse().unwrap();
    table.remove("locale");
    let mut texts = Vec::new();
    for (section, value) in &table {
        gather(section, value, &mut texts);
    }
    texts
}

/// The texts of the French catalogue that an English page must not hold: their parts that are always the same, longer than
/// twelve characters and other than the English ones.
pub(crate) fn french_parts() -> Vec<String> {
    let english: Vec<String> = texts("en.toml").into_iter().map(|(_, text)| text).collect();
    let mut parts = Vec::new();
    for (_, text) in texts("fr.toml") {
        let fixed = text.split(['{', '}']).step_by(2).map(str::trim);
        let long = fixed.filter(|part| part.chars().count() > 12);
        parts.extend(
            long.filter(|part| !english.iter().any(|text| text.contains(part)))
                .map(str::to_owned),
        );
    }
    parts
}
