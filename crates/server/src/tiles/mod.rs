//! Vector tiles: `/tuiles/{couche}/{z}/{x}/{y}`.

pub(crate) mod described;

use crate::{App, params::Query, problem::Problem};
use axum::{
    body::Body,
    extract::{Request, State},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use portee_directory::{Layer, MAX_ZOOM};
use std::sync::Arc;
use utoipa::{
    PartialSchema,
    openapi::{ObjectBuilder, RefOr, Schema, Type},
};

/// What a map in Mercator's projection shows: west, south, east, north, in WGS84 degrees.
const WORLD: [f64; 4] = [-180.0, -85.051_129, 180.0, 85.051_129];

/// Which tiles.
struct LayerName;

impl PartialSchema for LayerName {
    fn schema() -> RefOr<Schema> {
        let names = Layer::ALL.map(Layer::name);
        ObjectBuilder::new()
            .schema_type(Type::String)
            .enum_values(Some(names))
            .into()
    }
}

/// Une tuile vectorielle (Mapbox Vector Tile 2.1).
#[utoipa::path(
    get,
    path = "/tuiles/{couche}/{z}/{x}/{y}",
    operation_id = "lireTuile",
    tag = "carte",
    params(
        ("couche" = inline(LayerName), Path, description = "La couche.", example = "lieux"),
        ("z" = u8, Path, description = "Zoom.", minimum = 0, maximum = 14, example = 6),
        ("x" = u32, Path, description = "Colonne depuis l'ouest, de 0 à 2^z − 1.", minimum = 0, maximum = 16_383, example = 32),
        ("y" = u32, Path, description = "Ligne depuis le nord, de 0 à 2^z − 1.", minimum = 0, maximum = 16_383, example = 22),
    ),
    responses(
        (status = 200, description = "La tuile ; vide quand il n'y a rien à y montrer.", body = [u8],
            content_type = "application/vnd.mapbox-vector-tile"),
        (status = 304, description = "La tuile que vous avez est encore bonne."),
        (status = 400, description = "Paramètre refusé.", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "Cette tuile n'existe pas.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn tile(State(app): State<Arc<App>>, request: Request) -> Result<Response, Problem> {
    Query::read(request.uri().query(), &[])?;
    let (layer, z, x, y) = locate(request.uri().path()).ok_or_else(absent)?;
    let served = app.served();
    let fresh = request
        .headers()
        .get(header::IF_NONE_MATCH)
        .is_some_and(|known| *known == served.etag);
    let etag = served.etag.clone();
    let mut response = if fresh {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        let drawn = match served.snapshot.tile_at_once(layer, z, x, y) {
            Some(known) => Some(known),
            // Drawing takes milliseconds the first time: not on the threads that answer requests.
            None => tokio::task::spawn_blocking(move || served.snapshot.tile(layer, z, x, y))
                .await
                .map_err(|_| Problem::new(StatusCode::INTERNAL_SERVER_ERROR))?,
        };
        let kind = HeaderValue::from_static("application/vnd.mapbox-vector-tile");
        ([(header::CONTENT_TYPE, kind)], Body::from(drawn.ok_or_else(absent)?)).into_response()
    };
    let headers = response.headers_mut();
    headers.insert(header::ETAG, etag);
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=300"));
    Ok(response)
}

/// Which tile a path names. The path itself is read, not its parts as a router gives them: nothing is copied, and a tile has one
/// address, in which nothing is escaped.
fn locate(path: &str) -> Option<(Layer, u8, u32, u32)> {
    let mut parts = path.strip_prefix("/tuiles/")?.split('/');
    let layer = Layer::of_name(parts.next()?)?;
    let (z, x, y) = (parts.next()?, parts.next()?, parts.next()?);
    // One address a tile: neither a sign nor a leading zero.
    let plain = |text: &str| text.bytes().all(|b| b.is_ascii_digit()) && (text == "0" || !text.starts_with('0'));
    if !(plain(z) && plain(x) && plain(y) && parts.next().is_none()) {
        return None;
    }
    Some((layer, z.parse().ok()?, x.parse().ok()?, y.parse().ok()?))
}

fn absent() -> Problem {
    Problem::new(StatusCode::NOT_FOUND).detail(format!(
        "Cette tuile n'existe pas : /tuiles/lieux ou /tuiles/limites, zoom de 0 à {MAX_ZOOM}, colonne et ligne de 0 à 2^z − 1."
    ))
}
