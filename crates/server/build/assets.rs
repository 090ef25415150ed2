//! Embeds what the browser gets: the files of `web/dist` (made by `make web`) and Vite's manifest of entries.
//!
//! Without `web/dist` the table is empty and a warning says so: the server then works, pages and API, without styles.

use serde_json::Value;
use std::{
    collections::BTreeSet,
    error::Error,
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
};

/// Writes `assets_table.rs` into `out`, from the folder `dist`.
pub(crate) fn embed(dist: &Path, out: &Path) -> Result<(), Box<dyn Error>> {
    // Cargo rebuilds at every call when a path that it watches is missing; on a read-only checkout it just does that.
    let _ = fs::create_dir_all(dist);
    println!("cargo:rerun-if-changed={}", dist.display());

    let mut files = Vec::new();
    list(dist, &mut files)?;
    files.sort();
    let manifest = dist.join(".vite/manifest.json");
    if files.is_empty() || !manifest.is_file() {
        println!("cargo:warning=web/dist is empty: run `make web`; pages will have no style, no script and no map");
    }
    let entries = if manifest.is_file() {
        entries(&serde_json::from_slice(&fs::read(&manifest)?)?)?
    } else {
        String::new()
    };
    let table = format!(
        "static ASSETS: &[Asset] = &[\n{}];\nstatic ENTRIES: &[Entry] = &[\n{entries}];\n",
        assets(dist, &files)?
    );
    fs::write(out.join("assets_table.rs"), table)?;
    Ok(())
}

/// All files under `folder`, hidden ones (`.vite`) left out.
fn list(folder: &Path, files: &mut Vec<PathBuf>) -> Result<(), Box<dyn Error>> {
    let Ok(read) = fs::read_dir(folder) else { return Ok(()) };
    for item in read {
        let path = item?.path();
        let hidden = path
            .file_name()
            .is_some_and(|name| name.to_string_lossy().starts_with('.'));
        match (hidden, path.is_dir()) {
            (true, _) => {}
            (false, true) => list(&path, files)?,
            (false, false) => files.push(path),
        }
    }
    Ok(())
}

/// One line of the table for each file; `x.br` and `x.gz` belong to the line of `x`.
fn assets(dist: &Path, files: &[PathBuf]) -> Result<String, Box<dyn Error>> {
    let known: BTreeSet<&PathBuf> = files.iter().collect();
    let mut table = String::new();
    let mut lines = Vec::new();
    for file in files {
        let name = file.to_string_lossy();
        let sibling = |coding: &str| PathBuf::from(format!("{name}.{coding}"));
        let base = name.strip_suffix(".br").or_else(|| name.strip_suffix(".gz"));
        if base.is_some_and(|base| known.contains(&PathBuf::from(base))) {
            continue;
        }
        let url = format!("/{}", file.strip_prefix(dist)?.to_string_lossy().replace('\\', "/"));
        let packed = |coding: &str| {
            let path = sibling(coding);
            if known.contains(&path) {
                format!("Some(include_bytes!({:?}))", path.display().to_string())
            } else {
                "None".to_owned()
            }
        };
        let line = format!(
            "    Asset {{ url: {url:?}, bytes: include_bytes!({:?}), brotli: {}, gzip: {} }},",
            name,
            packed("br"),
            packed("gz")
        );
        lines.push((url, line));
    }
    lines.sort();
    for (_, line) in lines {
        writeln!(table, "{line}")?;
    }
    Ok(table)
}

/// One line for each entry of the manifest: its source, its URL, the styles of itself and of what it imports.
fn entries(manifest: &Value) -> Result<String, Box<dyn Error>> {
    let mut table = String::new();
    let Some(chunks) = manifest.as_object() else {
        return Err("web/dist/.vite/manifest.json is not an object".into());
    };
    for (source, chunk) in chunks {
        let Some(file) = chunk["file"].as_str() else { continue };
        let (mut styles, mut preloads, mut seen) = (Vec::new(), Vec::new(), BTreeSet::new());
        follow(manifest, source, &mut seen, &mut styles, &mut preloads);
        preloads.retain(|url| url != &format!("/{file}"));
        writeln!(
            table,
            "    Entry {{ source: {source:?}, url: {:?}, styles: &{styles:?}, preloads: &{preloads:?} }},",
            format!("/{file}")
        )?;
    }
    Ok(table)
}

/// Collects the styles and scripts of `source` and of everything that it imports statically.
fn follow(
    manifest: &Value,
    source: &str,
    seen: &mut BTreeSet<String>,
    styles: &mut Vec<String>,
    scripts: &mut Vec<String>,
) {
    if !seen.insert(source.to_owned()) {
        return;
    }
    let chunk = &manifest[source];
    let texts = |member: &str| -> Vec<String> {
        let items = chunk[member].as_array().map(Vec::as_slice).unwrap_or_default();
        items.iter().filter_map(Value::as_str).map(str::to_owned).collect()
    };
    if let Some(file) = chunk["file"].as_str() {
        scripts.push(format!("/{file}"));
    }
    for style in texts("css") {
        let url = format!("/{style}");
        if !styles.contains(&url) {
            styles.push(url);
        }
    }
    for import in texts("imports") {
        follow(manifest, &import, seen, styles, scripts);
    }
}
