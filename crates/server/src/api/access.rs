//! `GET /api/v1/acces`: is the promise of thirty minutes kept here? The position asked for is neither logged nor kept.

use super::{json, openapi::AccessQuery, shapes};
use crate::{
    App,
    app::{EditionLabel, Served},
    params::{Query, filters, spec},
    problem::{Problem, kind},
    travel::{Near, Quickest, Roads},
};
use axum::{
    extract::{RawQuery, State},
    http::StatusCode,
    response::Response,
};
use portee_domain::{Method, Target};
use portee_reach::{Journey, PROMISE_S, Promise};
use serde::Serialize;
use std::sync::Arc;
use utoipa::{ToSchema, openapi::ObjectBuilder};

/// The venue that takes the least time, and the three next.
const NAMED: usize = 4;

/// Un lieu et le temps pour s'y rendre.
#[derive(Serialize, ToSchema)]
#[schema(as = LieuAccessible)]
pub(crate) struct Venue<'a> {
    /// Identifiant public.
    #[schema(example = "abcdefghijkl", pattern = "^[a-z2-7]{12}$")]
    id: &'a str,
    /// Nom.
    #[schema(example = "France Services de Die")]
    nom: &'a str,
    /// Commune.
    #[schema(example = "Die")]
    commune: &'a str,
    /// Mètres à vol d'oiseau.
    #[schema(example = 9_400)]
    distance_m: u32,
    /// Secondes en voiture.
    #[schema(example = 720)]
    duree_s: u32,
    /// Borne basse, quand la durée est estimée.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = 480)]
    duree_min_s: Option<u32>,
    /// Borne haute, quand la durée est estimée.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = 1_790)]
    duree_max_s: Option<u32>,
    /// « routes » ou « estimation ».
    #[schema(schema_with = shapes::method)]
    methode: &'static str,
    /// Sa fiche.
    #[schema(example = "/api/v1/lieux/abcdefghijkl")]
    href: String,
}

fn target() -> ObjectBuilder {
    let labels = Target::all().map(Target::label);
    shapes::one_of("Ce qu'il faut pouvoir atteindre.", labels).examples(["France Services"])
}

fn promise() -> ObjectBuilder {
    let labels = [Promise::Kept, Promise::Broken, Promise::Uncertain].map(Promise::label);
    let said = "« tenue », « non tenue », ou « incertaine » quand l'estimation ne permet pas de trancher.";
    shapes::one_of(said, labels).examples(["tenue"])
}

/// La promesse, en un point.
#[derive(Serialize, ToSchema)]
#[schema(as = Acces)]
pub(crate) struct Access<'a> {
    /// Ce qu'il faut pouvoir atteindre.
    #[schema(schema_with = target)]
    cible: &'static str,
    /// « tenue », « non tenue », ou « incertaine » quand l'estimation ne permet pas de trancher.
    #[schema(schema_with = promise)]
    promesse: &'static str,
    /// Le temps promis, en secondes.
    #[schema(example = 1_800)]
    seuil_s: u32,
    /// La même chose en mots.
    #[schema(example = "Le lieu le plus proche est à 12 minutes en voiture.")]
    explication: String,
    /// D'où vient la durée : « routes » ou « estimation ».
    #[schema(schema_with = shapes::method)]
    methode: &'static str,
    /// Les routes en service ; absentes quand toutes les durées sont estimées.
    #[serde(skip_serializing_if = "Option::is_none")]
    routes: Option<Roads>,
    /// Le lieu qui demande le moins de temps ; null quand il n'y en a pas à moins de six heures.
    lieu: Option<Venue<'a>>,
    /// Les trois suivants.
    suivants: Vec<Venue<'a>>,
    /// L'édition en service.
    edition: &'a EditionLabel,
}

/// La promesse de trente minutes est-elle tenue en ce point ?
///
/// Le lieu nommé est celui qui demande le moins de temps en voiture, non le moins de mètres. Avec des routes, la réponse est
/// « tenue » ou « non tenue ». Sans routes, elle est « tenue » quand la borne haute la tient, « non tenue » quand la borne
/// basse la rompt, « incertaine » entre les deux.
#[utoipa::path(
    get,
    path = "/api/v1/acces",
    tag = "acces",
    params(AccessQuery),
    responses(
        (status = 200, description = "La promesse en ce point.", body = Access, content_type = "application/json"),
        (status = 400, description = "Paramètre refusé.", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "Le point est en mer ou hors de France.", body = Problem,
            content_type = "application/problem+json"),
    )
)]
pub(crate) async fn access(State(app): State<Arc<App>>, RawQuery(raw): RawQuery) -> Result<Response, Problem> {
    let query = Query::read(raw.as_deref(), spec::ACCESS)?;
    let point = filters::position(&query)?;
    let target = filters::target(&query)?;
    let served = app.served();
    let held = Arc::clone(&served);
    let body = held.travel.aside(move || {
        let found = served.travel.quickest(&served.snapshot, point, target, NAMED)?;
        serde_json::to_vec(&answer(&served, target, &found)).ok()
    });
    let body = body
        .await
        .ok_or_else(|| Problem::new(StatusCode::INTERNAL_SERVER_ERROR))?;
    Ok(json(StatusCode::OK, body.ok_or_else(abroad)?))
}

fn abroad() -> Problem {
    Problem::of(&kind::ABROAD)
}

fn answer<'a>(served: &'a Served, target: Target, found: &Quickest<'a>) -> Access<'a> {
    let routes = Roads::of(served.travel.network());
    let first = found.venues.first().and_then(|near| near.journey);
    let usual = if routes.is_some() {
        Method::Routes
    } else {
        Method::Estimation
    };
    let mut venues = found.venues.iter().filter_map(venue);
    Access {
        cible: target.label(),
        promesse: found.promise.label(),
        seuil_s: PROMISE_S,
        explication: explanation(found.promise, first),
        methode: first.map_or(usual, |journey| journey.method).code(),
        routes,
        lieu: venues.next(),
        suivants: venues.collect(),
        edition: &served.label,
    }
}

fn venue<'a>(near: &Near<'a>) -> Option<Venue<'a>> {
    let journey = near.journey?;
    let [low_s, central_s, high_s] = journey.seconds;
    let estimated = journey.method != Method::Routes;
    let venue = &near.nearby.listing.venue;
    Some(Venue {
        id: venue.id.as_str(),
        nom: &venue.description.name,
        commune: &venue.location.commune,
        distance_m: near.metres(),
        duree_s: central_s,
        duree_min_s: estimated.then_some(low_s),
        duree_max_s: estimated.then_some(high_s),
        methode: journey.method.code(),
        href: format!("/api/v1/lieux/{}", venue.id),
    })
}

fn explanation(promise: Promise, first: Option<Journey>) -> String {
    let Some(journey) = first else {
        return "Aucun lieu de cette sorte n'est connu à moins de six heures.".to_owned();
    };
    let minutes = |seconds: u32| seconds.div_ceil(60).max(1);
    let [low_s, central_s, high_s] = journey.seconds.map(minutes);
    let about = if journey.method == Method::Routes {
        ""
    } else {
        "environ "
    };
    let plural = if central_s > 1 { "s" } else { "" };
    let time = format!("Le lieu le plus proche est à {about}{central_s} minute{plural} en voiture");
    match promise {
        Promise::Uncertain => {
            format!("{time}, entre {low_s} et {high_s}. Sans les routes, on ne peut pas trancher.")
        }
        Promise::Kept | Promise::Broken => format!("{time}."),
    }
}
