//! `GET /donnees/editions/{numero}/{fichier}`: a file that never changes, whole or in part.

use super::{Dump, SUMS, folder::File, range};
use crate::{App, csv::attachment, params::Query, problem::Problem};
use axum::{
    body::Body,
    extract::{Path, RawQuery, State},
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use base64::{Engine, engine::general_purpose::STANDARD};
use bytes::Bytes;
use portee_domain::EditionNumber;
use std::{io, io::SeekFrom, path, sync::Arc};
use tokio::io::{AsyncReadExt, AsyncSeekExt};

/// RFC 9530: the digest of the whole file, also on an answer that holds a part of it.
const REPR_DIGEST: HeaderName = HeaderName::from_static("repr-digest");
/// What is read of a file at a time, in bytes.
const PIECE: usize = 65_536;

/// Un fichier national d'une édition : il ne change jamais.
///
/// `lieux.csv`, `lieux-tableur.csv`, `lieux.xlsx`, `lieux.geojson`, `lieux.gpkg`, `lieux.parquet`, et leurs sommes de contrôle
/// dans `SHA256SUMS`. La liste est sur `/donnees` et dans `/donnees/catalogue.jsonld`. Une partie se demande par `Range`.
#[utoipa::path(
    get,
    path = "/donnees/editions/{numero}/{fichier}",
    tag = "exports",
    params(
        ("numero" = u32, Path, description = "Numéro de l'édition.", example = 12),
        ("fichier" = String, Path, description = "Nom du fichier.", example = "lieux.csv"),
    ),
    responses(
        (status = 200, description = "Le fichier.", body = Vec<u8>, content_type = "*/*"),
        (status = 206, description = "La partie demandée.", body = Vec<u8>, content_type = "*/*"),
        (status = 304, description = "Vous avez déjà ce fichier."),
        (status = 400, description = "Paramètre refusé.", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "Ni cette édition ni ce fichier ne sont gardés.", body = Problem,
            content_type = "application/problem+json"),
        (status = 416, description = "Cette partie n'est pas dans le fichier.", body = Problem,
            content_type = "application/problem+json"),
    )
)]
pub(crate) async fn file(
    State(app): State<Arc<App>>,
    Path((number, name)): Path<(String, String)>,
    RawQuery(query): RawQuery,
    request: HeaderMap,
) -> Result<Response, Problem> {
    Query::read(query.as_deref(), &[])?;
    let unknown = || {
        Problem::new(StatusCode::NOT_FOUND)
            .detail("Ni cette édition ni ce fichier ne sont gardés ici : la liste est sur /donnees.")
    };
    let number = EditionNumber(number.parse().map_err(|_| unknown())?);
    let dump = dump(&app, number).await.ok_or_else(unknown)?;
    let (file, path) = dump.file(&name).ok_or_else(unknown)?;
    let said = |name: HeaderName| request.get(name).and_then(|value| value.to_str().ok());

    let etag = format!("\"{}\"", file.hexadecimal());
    let known = said(header::IF_NONE_MATCH).is_some_and(|tags| {
        let mut tags = tags.split(',').map(|tag| tag.trim().trim_start_matches("W/"));
        tags.any(|tag| tag == etag || tag == "*")
    });
    let same = said(header::IF_RANGE).is_none_or(|tag| tag == etag);
    let part = if known {
        range::Part::Whole
    } else {
        range::of(said(header::RANGE).filter(|_| same), file.bytes)
    };
    let mut response = match part {
        range::Part::Beyond => {
            let problem =
                Problem::new(StatusCode::RANGE_NOT_SATISFIABLE).detail(format!("Le fichier a {} octets.", file.bytes));
            let beyond = format!("bytes */{}", file.bytes);
            return Ok(([(header::CONTENT_RANGE, beyond)], problem).into_response());
        }
        _ if known => StatusCode::NOT_MODIFIED.into_response(),
        range::Part::Whole => body(&path, 0, file.bytes).await.ok_or_else(unknown)?,
        range::Part::Bytes(from, to) => {
            let mut response = body(&path, from, to - from + 1).await.ok_or_else(unknown)?;
            *response.status_mut() = StatusCode::PARTIAL_CONTENT;
            let range = format!("bytes {from}-{to}/{}", file.bytes);
            insert(&mut response, header::CONTENT_RANGE, &range);
            response
        }
    };
    dress(&mut response, file, number, &etag);
    Ok(response)
}

/// The dump of an edition; that of the edition in service is made when it is not there.
async fn dump(app: &Arc<App>, number: EditionNumber) -> Option<Dump> {
    let served = app.served();
    if served.snapshot.stamp().number == number {
        app.dump_in_service(&served).await
    } else {
        app.dumps.of(number)
    }
}

fn dress(response: &mut Response, file: &File, number: EditionNumber, etag: &str) {
    insert(response, header::ETAG, etag);
    insert(response, header::CACHE_CONTROL, "public, max-age=31536000, immutable");
    insert(response, header::ACCEPT_RANGES, "bytes");
    insert(
        response,
        REPR_DIGEST,
        &format!("sha-256=:{}:", STANDARD.encode(file.sha256)),
    );
    let kind = file.form.map_or("text/plain; charset=utf-8", super::Form::content_type);
    insert(response, header::CONTENT_TYPE, kind);
    if file.name != SUMS {
        let (name, value) = attachment(&file.name.replacen("lieux", &format!("lieux-{number}"), 1));
        response.headers_mut().insert(name, value);
    }
}

fn insert(response: &mut Response, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        response.headers_mut().insert(name, value);
    }
}

/// So many bytes of a file, sent as they are read.
async fn body(path: &path::Path, from: u64, length: u64) -> Option<Response> {
    let mut file = tokio::fs::File::open(path).await.ok()?;
    file.seek(SeekFrom::Start(from)).await.ok()?;
    let pieces = futures_util::stream::unfold((file, length), |(mut file, left)| async move {
        let wanted = usize::try_from(left).unwrap_or(PIECE).min(PIECE);
        if wanted == 0 {
            return None;
        }
        let mut piece = vec![0; wanted];
        match file.read(&mut piece).await {
            // Cut off: the answer ends before its announced length, which the client notices.
            Ok(0) => Some((Err(io::Error::from(io::ErrorKind::UnexpectedEof)), (file, 0))),
            Ok(read) => {
                piece.truncate(read);
                Some((Ok(Bytes::from(piece)), (file, left - read as u64)))
            }
            Err(error) => Some((Err(error), (file, 0))),
        }
    });
    let length = [(header::CONTENT_LENGTH, length)];
    Some((length, Body::from_stream(pieces)).into_response())
}
