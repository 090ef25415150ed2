//! `POST /api/v1/orientations`: the nearest suitable venues for each line of a list. Nothing of it is kept or logged.

mod body;
mod sent;

use super::openapi::OrientationQuery;
use crate::{
    App,
    bulk::{Batch, Engine, Question, records::Heading, written::LineAnswer},
    problem::Problem,
};
use axum::{
    body::Body,
    extract::{RawQuery, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use body::{Form, LineAsked};
use serde::Serialize;
use std::{
    sync::Arc,
    time::{Duration, Instant},
};
use utoipa::ToSchema;

/// The largest list, in bytes: ten thousand lines of eight hundred characters.
const LARGEST_LIST: usize = 8 * 1024 * 1024;
/// How long a list may take to be computed: below the time of any request.
const LONGEST_WORK: Duration = Duration::from_secs(12);
/// When to try again, in seconds.
const RETRY_AFTER: HeaderValue = HeaderValue::from_static("5");

/// Une liste de personnes, sans leurs noms : dix mille lignes au plus.
#[derive(ToSchema)]
#[schema(as = Orientations)]
#[expect(dead_code, reason = "describes what `body` reads line by line")]
pub(crate) struct ListAsked {
    /// Les lignes.
    lignes: Vec<LineAsked>,
}

/// Les lignes avec leurs lieux, dans l'ordre de la demande.
#[derive(Serialize, ToSchema)]
#[schema(as = OrientationsTrouvees)]
pub(crate) struct ListAnswered<'a> {
    edition: crate::app::EditionLabel,
    /// Combien de lignes.
    #[serde(rename = "numberReturned")]
    number_returned: usize,
    /// Les lignes.
    lignes: Vec<LineAnswer<'a>>,
}

/// Pour chaque ligne d'une liste, les lieux qui conviennent les plus proches.
///
/// Jusqu'à 10 000 lignes, en JSON ou en CSV (`Content-Type`) ; la réponse a la même forme, ou celle que demande `Accept`.
/// Une ligne dit où par une position, un code INSEE, une commune avec son code postal, ou une adresse qui se termine par eux :
/// la rue n'est pas cherchée, et `precision` vaut alors « commune ». Une ligne fausse revient avec son erreur, les autres avec
/// leurs lieux. Un tableau garde ses colonnes. Rien n'est gardé ni noté.
#[utoipa::path(
    post,
    path = "/api/v1/orientations",
    tag = "lieux",
    params(OrientationQuery),
    request_body(content((ListAsked = "application/json"), (String = "text/csv"))),
    responses(
        (status = 200, description = "Chaque ligne avec ses lieux ou son erreur.",
            content((ListAnswered = "application/json"), (String = "text/csv"))),
        (status = 400, description = "Paramètre ou liste illisible.", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "Plus de 10 000 lignes, ou plus de 8 Mio.", body = Problem, content_type = "application/problem+json"),
        (status = 415, description = "Ni JSON ni CSV.", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "D'autres listes sont en cours ; réessayez (Retry-After).", body = Problem,
            content_type = "application/problem+json"),
    )
)]
pub(crate) async fn orient(
    State(app): State<Arc<App>>,
    RawQuery(raw): RawQuery,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Problem> {
    let (served, now) = (app.served(), app.now());
    let question = Question::read(raw.as_deref(), &served.snapshot)?;
    let asked = Form::of(&headers, header::CONTENT_TYPE)
        .ok_or_else(|| Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE).detail("Envoyez du JSON ou du CSV."))?;
    let wanted = Form::of(&headers, header::ACCEPT).unwrap_or(asked);
    let Ok(place) = Arc::clone(&app.lists).try_acquire_owned() else {
        return Ok(busy());
    };
    let bytes = axum::body::to_bytes(body, LARGEST_LIST)
        .await
        .map_err(|_| too_large("Une liste a 8 Mio au plus : coupez-la en plusieurs."))?;
    let computing = Arc::clone(&served);
    let computed = tokio::task::spawn_blocking(move || {
        let (batch, heading) = asked.read(&bytes, computing.snapshot.geography())?;
        drop(bytes);
        let engine = Engine {
            snapshot: &computing.snapshot,
            travel: &computing.travel,
            question: &question,
            now,
        };
        let answers = engine.answers(&batch.origins, Some(Instant::now() + LONGEST_WORK));
        Ok::<_, Problem>(answers.map(|answers| (batch, heading, answers, question, place)))
    });
    let computed = computed
        .await
        .map_err(|_| Problem::new(StatusCode::INTERNAL_SERVER_ERROR))??;
    let Some((batch, heading, answers, question, place)) = computed else {
        return Ok(busy());
    };
    let list = List {
        batch,
        heading,
        places: question.places(),
        wanted,
    };
    Ok(sent::answer(served, list, answers, place))
}

/// A list that was read, and how its answer is written.
struct List {
    batch: Batch,
    /// That of the table, when it came as one.
    heading: Option<Heading>,
    /// How many venues a line has at most.
    places: usize,
    wanted: Form,
}

fn busy() -> Response {
    let problem = Problem::new(StatusCode::SERVICE_UNAVAILABLE)
        .detail("D'autres listes sont en cours : réessayez dans quelques secondes.");
    let mut response = problem.into_response();
    response.headers_mut().insert(header::RETRY_AFTER, RETRY_AFTER);
    response
}

fn too_large(detail: &str) -> Problem {
    Problem::new(StatusCode::PAYLOAD_TOO_LARGE).detail(detail)
}
