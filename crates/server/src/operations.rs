//! For the operator: is it alive, is it ready, how is it doing.

use crate::{App, api::json, app::EditionLabel, params::Query, problem::Problem, travel::Times};
use axum::{
    extract::{RawQuery, State},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::Serialize;
use std::{fmt::Write, sync::Arc};
use utoipa::ToSchema;

/// Le processus répond.
#[derive(ToSchema)]
#[schema(as = Vivant)]
#[expect(dead_code, reason = "describes an answer that is always the same")]
struct Alive {
    /// Toujours « vivant ».
    #[schema(example = "vivant", pattern = "^vivant$")]
    etat: String,
}

/// Ce qui est en service.
#[derive(Serialize, ToSchema)]
#[schema(as = Pret)]
struct Ready<'a> {
    /// Toujours « pret ».
    #[schema(example = "pret", pattern = "^pret$")]
    etat: &'static str,
    /// L'édition.
    edition: &'a EditionLabel,
    /// Ses lieux.
    #[schema(example = 687)]
    lieux: usize,
    /// Ses sources.
    #[schema(example = 1)]
    sources: usize,
    /// Les sources attendues qui manquent.
    #[schema(example = 3)]
    sources_absentes: usize,
    /// D'où viennent les durées.
    temps: Times,
    /// Là où les éditions sont gardées.
    editions: Kept,
}

/// Ce que l'on sait de l'endroit où les éditions sont gardées : les réponses n'en dépendent pas.
#[derive(Serialize, ToSchema)]
#[schema(as = EditionsGardees)]
struct Kept {
    /// S'il a répondu la dernière fois.
    #[schema(example = true)]
    accessibles: bool,
    /// Le numéro de l'édition publiée ; celui de l'édition en service la suit en quelques secondes.
    #[schema(example = 12)]
    publiee: u32,
}

/// Le processus répond.
#[utoipa::path(
    get,
    path = "/sante/vivant",
    tag = "exploitation",
    responses(
        (status = 200, description = "Le processus répond.", body = Alive, content_type = "application/json"),
        (status = 400, description = "Paramètre refusé.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn alive(RawQuery(query): RawQuery) -> Result<Response, Problem> {
    Query::read(query.as_deref(), &[])?;
    Ok(json(StatusCode::OK, r#"{"etat":"vivant"}"#))
}

/// Une édition est en service et les requêtes sont acceptées.
#[utoipa::path(
    get,
    path = "/sante/pret",
    tag = "exploitation",
    responses(
        (status = 200, description = "Prêt : l'édition en service, ses nombres, d'où viennent les durées.", body = Ready, content_type = "application/json"),
        (status = 400, description = "Paramètre refusé.", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "Le service s'arrête.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn ready(State(app): State<Arc<App>>, RawQuery(query): RawQuery) -> Result<Response, Problem> {
    Query::read(query.as_deref(), &[])?;
    if !app.is_ready() {
        return Err(Problem::new(StatusCode::SERVICE_UNAVAILABLE)
            .detail("Le service s'arrête : adressez-vous à une autre instance."));
    }
    let served = app.served();
    let snapshot = &served.snapshot;
    let ready = Ready {
        etat: "pret",
        edition: &served.label,
        lieux: snapshot.listings().len(),
        sources: snapshot.sources().len(),
        sources_absentes: snapshot.missing().len(),
        temps: served.travel.told(),
        editions: Kept {
            accessibles: app.keeping.answers(),
            publiee: app.keeping.published(snapshot.stamp().number.0),
        },
    };
    let body = serde_json::to_vec(&ready).map_err(|_| Problem::new(StatusCode::INTERNAL_SERVER_ERROR))?;
    Ok(json(StatusCode::OK, body))
}

/// Compteurs au format texte de Prometheus.
#[utoipa::path(
    get,
    path = "/metriques",
    tag = "exploitation",
    responses(
        (status = 200, description = "Compteurs.", body = String, content_type = "text/plain"),
        (status = 400, description = "Paramètre refusé.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn metrics(State(app): State<Arc<App>>, RawQuery(query): RawQuery) -> Result<Response, Problem> {
    Query::read(query.as_deref(), &[])?;
    let served = app.served();
    let snapshot = &served.snapshot;
    let mut text = String::with_capacity(8_192);
    // Writing to a String cannot fail.
    let _ = write!(
        text,
        "# HELP portee_edition Number of the edition in service.\n# TYPE portee_edition gauge\nportee_edition {}\n\
         # HELP portee_lieux Venues of the edition in service.\n# TYPE portee_lieux gauge\nportee_lieux {}\n\
         # HELP portee_edition_publiee Number of the published edition, as far as known.\n\
         # TYPE portee_edition_publiee gauge\nportee_edition_publiee {}\n\
         # HELP portee_editions_accessibles Whether the place where editions are kept answered the last time (1) or not (0).\n\
         # TYPE portee_editions_accessibles gauge\nportee_editions_accessibles {}\n\
         # HELP portee_routes Whether travel times follow roads (1) or are all estimated (0).\n\
         # TYPE portee_routes gauge\nportee_routes {}\n",
        snapshot.stamp().number,
        snapshot.listings().len(),
        app.keeping.published(snapshot.stamp().number.0),
        u8::from(app.keeping.answers()),
        u8::from(served.travel.network().roads().is_some()),
    );
    app.metrics.write(&mut text);
    let kind = HeaderValue::from_static("text/plain; version=0.0.4; charset=utf-8");
    Ok(([(header::CONTENT_TYPE, kind)], text).into_response())
}
