//! The official address of a source: a file, or a table read page by page.

use super::cache::{self, Kept, Note};
use super::download::{Downloaded, Downloader};
use super::{Acquired, Options, Progress, sha256};
use crate::source::{Paging, SourceDefinition};
use portee_domain::Field;
use serde_json::{Map, Value};

/// The source from its official address, or the copy kept of it. None when it has no address.
pub(super) fn get(
    definition: &SourceDefinition,
    options: &Options<'_>,
    progress: Progress<'_>,
) -> Option<Result<Acquired, String>> {
    let url = definition.file.url.as_deref()?;
    let kept = cache::find(options.cache_dir, definition);
    let acquired = match kept {
        Some(kept) if options.offline || (!options.refresh && kept.is_fresh(options.now)) => {
            let note = if options.offline { "hors ligne, " } else { "" };
            Ok(from_kept(definition, kept, note))
        }
        None if options.offline => Err(format!("{url} n'est pas demandé hors ligne")),
        kept => match ask(definition, url, options, progress) {
            Ok(acquired) => Ok(acquired),
            Err(reason) => match kept {
                Some(kept) => Ok(from_kept(definition, kept, &format!("{reason} : "))),
                None => Err(format!("{url} : {reason}")),
            },
        },
    };
    Some(acquired)
}

fn from_kept(definition: &SourceDefinition, kept: Kept, why: &str) -> Acquired {
    let Note {
        url,
        fetched_at,
        data_date,
        sha256,
    } = kept.note;
    Acquired {
        definition: definition.clone(),
        format: definition.file.format,
        bytes: kept.bytes,
        origin: format!("{url} ({why}copie du {})", fetched_at.format("%Y-%m-%d")),
        sha256,
        data_date,
    }
}

fn ask(
    definition: &SourceDefinition,
    url: &str,
    options: &Options<'_>,
    progress: Progress<'_>,
) -> Result<Acquired, String> {
    let mut downloader = Downloader::new(options.hosts, &options.limits);
    let label = format!("téléchargement : {}", definition.name);
    let Downloaded { bytes, modified } = match &definition.file.paging {
        None => downloader.get(url, None, &label, progress)?,
        Some(paging) => {
            let rows = pages(&mut downloader, url, paging, definition, options, progress)?;
            Downloaded {
                bytes: serde_json::to_vec(&rows).map_err(|error| error.to_string())?,
                // A table is read as it is now.
                modified: Some(options.now.date_naive()),
            }
        }
    };
    // Something that cannot be read (an error page…) must neither be kept nor replace a good copy.
    let acquired = Acquired {
        definition: definition.clone(),
        format: definition.file.format,
        sha256: sha256(&bytes),
        bytes,
        origin: url.to_owned(),
        data_date: modified,
    };
    check(&acquired)?;
    let note = Note {
        url: url.to_owned(),
        fetched_at: options.now,
        data_date: modified,
        sha256: acquired.sha256.clone(),
    };
    if let Err(error) = cache::keep(options.cache_dir, definition, &acquired.bytes, &note) {
        // The source is in hand; only the next time has to download it again.
        tracing::warn!(source = %definition.id, %error, "download not kept");
    }
    Ok(acquired)
}

/// Refuses a file that can be read but is not this source any more: no row, or no name in any.
fn check(acquired: &Acquired) -> Result<(), String> {
    let decoded = acquired.decode().map_err(|error| error.to_string())?;
    let mapping = &acquired.definition.mapping;
    if decoded.records.is_empty() {
        return Err("la liste reçue est vide".to_owned());
    }
    let named = |record| !mapping.values(record, Field::Nom).is_empty();
    if decoded.records.iter().any(named) {
        Ok(())
    } else {
        Err("les colonnes reçues ne sont plus celles attendues : aucune ne donne de nom".to_owned())
    }
}

/// All the rows of a `PostgREST` table, without the columns that name people.
///
/// A server may give fewer rows than asked for, so only an empty page is the end.
fn pages(
    downloader: &mut Downloader<'_>,
    url: &str,
    paging: &Paging,
    definition: &SourceDefinition,
    options: &Options<'_>,
    progress: Progress<'_>,
) -> Result<Vec<Map<String, Value>>, String> {
    let label = format!("téléchargement : {}", definition.name);
    let mut rows: Vec<Map<String, Value>> = Vec::new();
    loop {
        let (limit, order, offset) = (paging.limit, &paging.order, rows.len());
        let page = format!("{url}?order={order}&limit={limit}&offset={offset}");
        let body = downloader
            .get(&page, options.carto_token, &label, &|_, _, _| ())
            .map_err(|reason| explain(reason, options))?;
        let page: Vec<Map<String, Value>> =
            serde_json::from_slice(&body.bytes).map_err(|_| "la réponse n'est pas une liste de lieux".to_owned())?;
        if page.is_empty() {
            return Ok(rows);
        }
        rows.extend(page.into_iter().map(|mut row| {
            row.retain(|name, _| !definition.file.personal.contains(name));
            row
        }));
        progress(&label, rows.len() as u64, 0);
    }
}

/// Says how to give a token when one is asked for.
fn explain(reason: String, options: &Options<'_>) -> String {
    match options.carto_token {
        None if reason.contains("jeton") => format!("{reason} ; donnez-le dans PORTEE_CARTO_TOKEN"),
        _ => reason,
    }
}
