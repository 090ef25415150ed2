//! The peer: the handler that one would write first, axum and sqlx asking PostGIS for the nearest rows.

use axum::{
    Json, Router,
    extract::{Query, State},
    http::StatusCode,
    routing::get,
};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use sqlx::{PgPool, postgres::PgPoolOptions};

#[derive(Deserialize)]
struct Near {
    lat: f64,
    lon: f64,
    limite: i64,
}

/// Starts it on a free loopback port, on a runtime of its own, and gives its address.
///
/// # Panics
/// When the database does not answer.
pub(crate) fn start(database: &str) -> String {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .expect("a runtime");
    let (listener, pool) = runtime.block_on(async {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let pool = PgPoolOptions::new()
            .max_connections(8)
            .min_connections(8)
            .connect(database)
            .await
            .expect("PostGIS");
        (listener, pool)
    });
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    let router = Router::new().route("/proches", get(nearest)).with_state(pool);
    std::thread::spawn(move || runtime.block_on(async move { axum::serve(listener, router).await }));
    url
}

/// The columns that a list of results needs.
#[derive(sqlx::FromRow, Serialize)]
struct Row {
    #[serde(skip)]
    id: String,
    nom: String,
    adresse: String,
    code_postal: String,
    commune: String,
    telephone: Option<String>,
    horaires: Option<String>,
    services: Vec<String>,
    frais_a_charge: Vec<String>,
    dispositif_programmes_nationaux: Vec<String>,
    #[serde(skip)]
    longitude: f64,
    #[serde(skip)]
    latitude: f64,
    distance_m: f64,
}

#[derive(Serialize)]
struct Feature {
    r#type: &'static str,
    id: String,
    geometry: Value,
    properties: Row,
}

async fn nearest(State(pool): State<PgPool>, Query(near): Query<Near>) -> Result<Json<Value>, StatusCode> {
    let rows: Vec<Row> = sqlx::query_as(include_str!("nearest.sql"))
        .bind(near.lon)
        .bind(near.lat)
        .bind(near.limite)
        .fetch_all(&pool)
        .await
        .map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?;
    let features: Vec<Feature> = rows.into_iter().map(feature).collect();
    Ok(Json(json!({ "type": "FeatureCollection", "features": features })))
}

fn feature(row: Row) -> Feature {
    let geometry = json!({ "type": "Point", "coordinates": [row.longitude, row.latitude] });
    Feature {
        r#type: "Feature",
        id: row.id.clone(),
        geometry,
        properties: row,
    }
}
