//! `GET /api/v1/implantations`: which sites would bring most people within thirty minutes.

use super::{collection::Collection, openapi::SiteCollection, openapi::SitingQuery};
use crate::{
    App,
    params::{BadParameter, Query, filters, spec},
    problem::Problem,
    siting::{self, Answer, Choice, Question},
};
use axum::{
    extract::{RawQuery, State},
    http::{HeaderMap, StatusCode, Uri},
    response::Response,
};
use portee_directory::Snapshot;
use portee_reach::siting::Weight;
use serde_json::{Value, json};
use std::sync::Arc;

/// Les implantations qui rapprocheraient le plus d'habitants, dans un département.
///
/// Les candidats sont les lieux qui n'ont pas encore la cible (bibliothèques d'abord) et les mairies. Compte pour servi qui est
/// à 30 minutes au plus de façon certaine. « rapide » choisit tout de suite, « exacte » cherche le meilleur choix ; « ecart » dit
/// combien un autre choix pourrait servir de plus, au plus, de 0 à 1.
#[utoipa::path(
    get,
    path = "/api/v1/implantations",
    tag = "couverture",
    params(SitingQuery),
    responses(
        (status = 200, description = "Les implantations, la plus utile d'abord.", body = SiteCollection, content_type = "application/geo+json"),
        (status = 304, description = "La réponse que vous avez est encore bonne."),
        (status = 400, description = "Paramètre refusé.", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "Les habitants, ou le calcul exact, ne sont pas installés ici.", body = Problem,
            content_type = "application/problem+json"),
        (status = 503, description = "Un autre calcul exact est en cours.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn propose(
    State(app): State<Arc<App>>,
    RawQuery(raw): RawQuery,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let (served, now) = (app.served(), app.now());
    let query = Query::read(raw.as_deref(), spec::SITING)?;
    let question = question(&query, &served.snapshot)?;
    let computing = (Arc::clone(&served), Arc::clone(&app), question.clone());
    let computed = tokio::task::spawn_blocking(move || {
        let (served, app, question) = computing;
        let planning = app.planning().ok_or_else(siting::without_population)?;
        siting::answer(&served, planning, &question)
    });
    let answer = computed
        .await
        .map_err(|_| Problem::new(StatusCode::INTERNAL_SERVER_ERROR))??;
    let sites = sites(&answer);
    let mut collection = Collection::new(&served, now, sites.len());
    for site in &sites {
        collection.add_written(|text| text.push_str(&site.to_string()));
    }
    let selection = &answer.proposal.selection;
    for (name, value) in [
        ("departement", json!(question.departement.as_str())),
        ("cible", json!(question.target.label())),
        ("poids", json!(question.weight.code())),
        ("methode", json!(question.choice.word())),
        ("deja_servis", json!(answer.proposal.served_before)),
        ("a_servir", json!(answer.proposal.demand)),
        ("atteignables", json!(answer.proposal.within_reach)),
        ("gain", json!(selection.gained())),
        ("gain_au_plus", json!(selection.bound)),
        ("ecart", json!((selection.gap() * 1e6).round() / 1e6)),
        ("interrompue", json!(selection.stopped)),
    ] {
        collection.also(name, &value);
    }
    Ok(collection.answer(sites.len(), &uri, None, &headers))
}

/// What the request asks.
pub(crate) fn question(query: &Query<'_>, snapshot: &Snapshot) -> Result<Question, BadParameter> {
    let missing = || {
        BadParameter::new(
            "departement",
            "Le paramètre « departement » manque. Exemple : departement=26",
        )
    };
    Ok(Question {
        departement: filters::departement(query, snapshot)?.ok_or_else(missing)?,
        target: filters::target(query)?,
        weight: weight(query)?,
        sites: query.integer(&spec::SITES)? as usize,
        choice: query.word(spec::CHOICE.name)?.map_or(Choice::Quick, Choice::named),
    })
}

/// Who counts; everyone when nothing is said.
pub(crate) fn weight(query: &Query<'_>) -> Result<Weight, BadParameter> {
    let word = query.word(spec::WEIGHT.name)?;
    let found = Weight::ALL.into_iter().find(|weight| Some(weight.code()) == word);
    Ok(found.unwrap_or(Weight::Inhabitants))
}

fn sites(answer: &Answer) -> Vec<Value> {
    let mut together = 0;
    let chosen = (1..).zip(&answer.proposal.selection.sites);
    let site = |(rank, gain): (u32, &portee_reach::siting::Gain)| {
        let candidate = answer.candidates.get(gain.site)?;
        together += gain.gain;
        let (lon, lat) = candidate.position;
        Some(json!({
            "type": "Feature",
            "id": rank,
            "geometry": { "type": "Point", "coordinates": [lon, lat] },
            "properties": {
                "rang": rank,
                "nature": candidate.kind.code(),
                "nom": candidate.name,
                "id": candidate.venue.as_ref().map(portee_domain::VenueId::as_str),
                "commune": candidate.commune.as_str(),
                "gain": gain.gain,
                "cumul": together,
            }
        }))
    };
    chosen.filter_map(site).collect()
}
