//! `TileJSON` 3.0: `/tuiles/lieux.json` and `/tuiles/limites.json`, all that a map elsewhere needs to draw our tiles.

use super::{WORLD, absent};
use crate::{
    App,
    api::json,
    app::{EditionLabel, Served},
    params::Query,
    problem::Problem,
    root::Root,
};
use axum::{
    extract::{Path, RawQuery, State},
    http::{HeaderValue, StatusCode, header},
    response::Response,
};
use portee_directory::{FieldKind, InnerLayer, Layer, MAX_ZOOM};
use serde::Serialize;
use std::{collections::BTreeMap, sync::Arc};
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{ObjectBuilder, RefOr, Schema, Type},
};

/// Une couche de tuiles (`TileJSON` 3.0).
#[derive(Serialize, ToSchema)]
#[schema(as = Tuiles)]
pub(crate) struct TileSet {
    /// La version de `TileJSON`.
    #[schema(example = "3.0.0", pattern = r"^3\.\d+\.\d+$")]
    tilejson: &'static str,
    /// Le nom de la couche.
    #[schema(example = "lieux")]
    name: &'static str,
    /// Ce qu'elle montre.
    #[schema(example = "Les lieux de médiation numérique de France.")]
    description: &'static str,
    /// Qui citer sur la carte.
    #[schema(example = "Portée")]
    attribution: String,
    /// L'adresse des tuiles.
    #[schema(example = json!(["https://portee.example/tuiles/lieux/{z}/{x}/{y}"]), min_items = 1)]
    tiles: Vec<String>,
    /// Le premier zoom.
    #[schema(example = 0, minimum = 0, maximum = 14)]
    minzoom: u8,
    /// Le dernier ; une carte agrandit ses tuiles au-delà.
    #[schema(example = 14, minimum = 0, maximum = 14)]
    maxzoom: u8,
    /// Ouest, sud, est, nord, en degrés WGS84.
    #[schema(example = json!([-61.8, -21.4, 55.8, 51.1]), min_items = 4, max_items = 4)]
    bounds: [f64; 4],
    /// Les couches à l'intérieur des tuiles.
    vector_layers: Vec<VectorLayer>,
    /// L'édition en service.
    edition: EditionLabel,
}

/// Une couche à l'intérieur des tuiles.
#[derive(Serialize, ToSchema)]
#[schema(as = CoucheVectorielle)]
struct VectorLayer {
    /// Son nom dans les tuiles.
    #[schema(example = "lieux")]
    id: &'static str,
    /// Ce qu'elle montre.
    #[schema(example = "Les lieux.")]
    description: &'static str,
    /// Le premier zoom qui l'a.
    #[schema(example = 0)]
    minzoom: u8,
    /// Le dernier.
    #[schema(example = 14)]
    maxzoom: u8,
    /// Le type de chaque champ : String, Number ou Boolean.
    #[schema(example = json!({ "nom": "String" }))]
    fields: BTreeMap<&'static str, &'static str>,
}

impl From<&InnerLayer> for VectorLayer {
    fn from(inner: &InnerLayer) -> Self {
        let kind = |kind| match kind {
            FieldKind::Text => "String",
            FieldKind::Number => "Number",
            FieldKind::Flag => "Boolean",
        };
        Self {
            id: inner.name,
            description: inner.description,
            minzoom: inner.min_zoom,
            maxzoom: inner.max_zoom,
            fields: inner
                .fields
                .iter()
                .map(|field| (field.name, kind(field.kind)))
                .collect(),
        }
    }
}

/// The names of the documents.
const DOCUMENTS: [(&str, Layer); 2] = [("lieux.json", Layer::Lieux), ("limites.json", Layer::Limites)];

/// Which document.
struct DocumentName;

impl PartialSchema for DocumentName {
    fn schema() -> RefOr<Schema> {
        let names = DOCUMENTS.map(|(name, _)| name);
        ObjectBuilder::new()
            .schema_type(Type::String)
            .enum_values(Some(names))
            .into()
    }
}

/// La description d'une couche (`TileJSON` 3.0) : ce qu'il faut à une carte d'un autre site.
#[utoipa::path(
    get,
    path = "/tuiles/{couche}",
    operation_id = "decrireTuiles",
    tag = "carte",
    params(("couche" = inline(DocumentName), Path, description = "La couche, avec « .json ».", example = "lieux.json")),
    responses(
        (status = 200, description = "La description.", body = TileSet, content_type = "application/json"),
        (status = 400, description = "Paramètre refusé.", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "Cette couche n'existe pas.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn describe(
    State(app): State<Arc<App>>,
    Path(name): Path<String>,
    RawQuery(query): RawQuery,
    root: Root,
) -> Result<Response, Problem> {
    Query::read(query.as_deref(), &[])?;
    let found = DOCUMENTS.iter().find(|(document, _)| *document == name);
    let (_, layer) = found.ok_or_else(absent)?;
    let set = tile_set(&app.served(), *layer, &root);
    let body = serde_json::to_vec(&set).map_err(|_| Problem::new(StatusCode::INTERNAL_SERVER_ERROR))?;
    let mut response = json(StatusCode::OK, body);
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=300"));
    // Its addresses are those of whoever asks.
    headers.insert(header::VARY, HeaderValue::from_static("host, x-forwarded-proto"));
    Ok(response)
}

fn tile_set(served: &Served, layer: Layer, root: &Root) -> TileSet {
    let (description, attribution) = match layer {
        Layer::Lieux => ("Les lieux de médiation numérique de France.", sources(served)),
        Layer::Limites => (
            "Un fond de carte sobre : terres, régions, départements, communes et leurs noms.",
            "Limites : IGN, INSEE, Etalab".to_owned(),
        ),
    };
    TileSet {
        tilejson: "3.0.0",
        name: layer.name(),
        description,
        attribution,
        tiles: vec![format!("{root}/tuiles/{}/{{z}}/{{x}}/{{y}}", layer.name())],
        minzoom: 0,
        maxzoom: MAX_ZOOM,
        bounds: match layer {
            Layer::Lieux => bounds(served),
            Layer::Limites => WORLD,
        },
        vector_layers: layer.inner().iter().map(VectorLayer::from).collect(),
        edition: served.label.clone(),
    }
}

/// Who made the venues known: an attribution is HTML, and names of sources are texts.
fn sources(served: &Served) -> String {
    let names = served.snapshot.sources().iter().map(|source| source.name.as_str());
    let said = format!("Portée : {}", names.collect::<Vec<_>>().join(", "));
    said.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// The smallest rectangle that holds every venue, each number rounded outwards to a tenth of a degree; the world when there
/// is none.
fn bounds(served: &Served) -> [f64; 4] {
    let positions = served
        .snapshot
        .listings()
        .iter()
        .map(|listing| &listing.venue.location.position);
    let around = positions.fold(None, |found: Option<[f64; 4]>, position| {
        let (lon, lat) = (position.lon(), position.lat());
        let [west, south, east, north] = found.unwrap_or([lon, lat, lon, lat]);
        Some([west.min(lon), south.min(lat), east.max(lon), north.max(lat)])
    });
    around.map_or(WORLD, |[west, south, east, north]| {
        let (low, high) = (
            |value: f64| (value * 10.0 - 1.0).floor() / 10.0,
            |value: f64| (value * 10.0 + 1.0).ceil() / 10.0,
        );
        [
            low(west).max(WORLD[0]),
            low(south).max(WORLD[1]),
            high(east).min(WORLD[2]),
            high(north).min(WORLD[3]),
        ]
    })
}
