//! `/geocodage`: our place names in the shape of the national address search (addok, and the service that replaced it), so that
//! widgets made for it work here, without a network too.
//!
//! We know communes and arrondissements, no streets: an address leads to its commune, with `type: municipality`.

mod feature;
mod projection;

use crate::{
    App, address,
    api::{self, GEO_JSON, openapi},
    params::{BadParameter, Parameter, Query, Shape, spec},
    problem::Problem,
};
use axum::{
    extract::{RawQuery, State},
    http::StatusCode,
    response::Response,
};
use feature::{Answer, Feature};
use portee_directory::Snapshot;
use portee_domain::{CommuneCode, great_circle_m};
use portee_geography::Commune;
use std::sync::Arc;

const WORDS: Parameter = Parameter {
    required: true,
    ..word(
        "q",
        "Ce que l'on cherche : une commune, un code postal, une adresse qui finit par sa commune.",
        200,
        "die",
    )
};
const LIMIT: Parameter = Parameter {
    shape: Shape::Integer {
        min: 1,
        max: 50,
        default: 5,
    },
    ..spec::LIMIT
};
const AUTOCOMPLETE: Parameter = Parameter {
    shape: Shape::Word(&["0", "1", "false", "true"]),
    ..word(
        "autocomplete",
        "Si le texte peut n'être qu'un début : 1 (oui, sans précision) ou 0.",
        5,
        "1",
    )
};
const TYPE: Parameter = Parameter {
    shape: Shape::Word(&["housenumber", "street", "locality", "municipality"]),
    ..word(
        "type",
        "La sorte de lieu. Nous ne connaissons que les communes (municipality) : pour une autre, rien n'est trouvé.",
        12,
        "municipality",
    )
};
const CITY_CODE: Parameter = Parameter {
    shape: Shape::Coded(5, "^(\\d{5}|2[AB]\\d{3})$"),
    ..word("citycode", "Seulement la commune de ce code INSEE.", 5, "26113")
};
const POSTCODE: Parameter = Parameter {
    shape: Shape::Coded(5, "^\\d{5}$"),
    ..word("postcode", "Seulement les communes de ce code postal.", 5, "26150")
};
const INDEX: Parameter = Parameter {
    shape: Shape::Word(&["address"]),
    ..word(
        "index",
        "La liste où chercher : celle des adresses, la seule.",
        7,
        "address",
    )
};
const LAT: Parameter = Parameter {
    required: false,
    ..spec::LAT
};
const LON: Parameter = Parameter {
    required: false,
    ..spec::LON
};

const fn word(name: &'static str, description: &'static str, longest: usize, example: &'static str) -> Parameter {
    Parameter {
        name,
        description,
        shape: Shape::Text(longest),
        required: false,
        example,
    }
}

/// Parameters of `/geocodage/search`.
pub(crate) const SEARCH: &[&[Parameter]] = &[&[
    WORDS,
    Parameter { name: "limit", ..LIMIT },
    AUTOCOMPLETE,
    TYPE,
    CITY_CODE,
    POSTCODE,
    LAT,
    LON,
    INDEX,
]];
/// Parameters of `/geocodage/reverse`.
pub(crate) const REVERSE: &[&[Parameter]] =
    &[&[spec::LAT, spec::LON, Parameter { name: "limit", ..LIMIT }, TYPE, INDEX]];

/// How many candidates are weighed for each that is wanted, when a filter or a position decides.
const WEIGHED: usize = 100;

/// Les communes qui répondent à un texte, à la manière de la Base adresse nationale.
///
/// Mêmes noms que le service national de géocodage. Une adresse mène à sa commune : les rues ne sont pas connues ici.
#[utoipa::path(
    get,
    path = "/geocodage/search",
    tag = "geocodage",
    params(openapi::GeocodingQuery),
    responses(
        (status = 200, description = "Les communes trouvées, la plus probable d'abord.", body = Answer,
            content_type = "application/geo+json"),
        (status = 400, description = "Paramètre refusé.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn search(State(app): State<Arc<App>>, RawQuery(raw): RawQuery) -> Result<Response, Problem> {
    let query = Query::read(raw.as_deref(), SEARCH)?;
    let snapshot = app.snapshot();
    let limit = limit(&query)?;
    let near = position(&query)?;
    let words = query.text(WORDS.name).unwrap_or_default().trim();
    query.word(INDEX.name)?;
    // What is asked for is checked whatever is found.
    let found = candidates(&query, words, &snapshot)?;
    let found = match query.word(TYPE.name)? {
        None | Some("municipality") => found,
        Some(_) => Vec::new(),
    };
    let mut features: Vec<Feature> = found
        .into_iter()
        .map(|commune| Feature::of(commune, words, near, &snapshot))
        .collect();
    // The order of the search stays among those that are as near.
    if near.is_some() {
        features.sort_by(|a, b| b.score().total_cmp(&a.score()));
    }
    features.truncate(limit);
    answer(&Answer::new(features, Some(words), limit))
}

/// La commune où est un point, à la manière de la Base adresse nationale.
#[utoipa::path(
    get,
    path = "/geocodage/reverse",
    tag = "geocodage",
    params(openapi::ReverseQuery),
    responses(
        (status = 200, description = "La commune du point ; aucune en mer et à l'étranger.", body = Answer,
            content_type = "application/geo+json"),
        (status = 400, description = "Paramètre refusé.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn reverse(State(app): State<Arc<App>>, RawQuery(raw): RawQuery) -> Result<Response, Problem> {
    let query = Query::read(raw.as_deref(), REVERSE)?;
    let snapshot = app.snapshot();
    let limit = limit(&query)?;
    let (lon, lat) = crate::params::filters::position(&query)?;
    query.word(INDEX.name)?;
    let found = match query.word(TYPE.name)? {
        None | Some("municipality") => snapshot.geography().commune_at(lon, lat),
        Some(_) => None,
    };
    let features = found.map(|found| Feature::around(found.commune, (lon, lat), found.distance_m, &snapshot));
    answer(&Answer::new(features.into_iter().collect(), None, limit))
}

/// The communes that the words may mean, best first, within what was asked for.
fn candidates<'a>(query: &Query<'_>, words: &str, snapshot: &'a Snapshot) -> Result<Vec<&'a Commune>, BadParameter> {
    let geography = snapshot.geography();
    let (code, postcode) = (query.text(CITY_CODE.name), query.text(POSTCODE.name));
    if code.is_some_and(|code| code.parse::<CommuneCode>().is_err()) {
        return Err(BadParameter::new(
            CITY_CODE.name,
            "« citycode » est un code INSEE : cinq caractères, 26113 ou 2A004.",
        ));
    }
    if postcode.is_some_and(|code| code.len() != 5 || !code.bytes().all(|b| b.is_ascii_digit())) {
        return Err(BadParameter::new(
            POSTCODE.name,
            "« postcode » est un code postal : cinq chiffres.",
        ));
    }
    let whole = matches!(query.word(AUTOCOMPLETE.name)?, Some("0" | "false"));
    let mut found: Vec<&Commune> = if whole {
        let named = geography.find(words, postcode);
        let coded = || address::sharing_postcode(words, geography);
        named.map_or_else(coded, |commune| vec![commune])
    } else {
        let matches = geography.search(words, WEIGHED);
        matches.into_iter().map(|found| found.commune).collect()
    };
    if found.is_empty() {
        found.extend(address::commune(words, geography));
    }
    found.retain(|commune| {
        let coded = code.is_none_or(|code| {
            commune.code.as_str() == code || commune.parent.as_ref().is_some_and(|parent| parent.as_str() == code)
        });
        coded && postcode.is_none_or(|postcode| commune.postcodes.iter().any(|known| known.as_str() == postcode))
    });
    Ok(found)
}

fn limit(query: &Query<'_>) -> Result<usize, BadParameter> {
    Ok(query.integer(&Parameter { name: "limit", ..LIMIT })? as usize)
}

/// Where the widget is: both coordinates, or neither.
fn position(query: &Query<'_>) -> Result<Option<(f64, f64)>, BadParameter> {
    match (query.text(LAT.name), query.text(LON.name)) {
        (None, None) => Ok(None),
        _ => crate::params::filters::position(query).map(Some),
    }
}

/// How near, from 1 (there) to 0 (across the country).
fn nearness(from: (f64, f64), to: (f64, f64)) -> f64 {
    (-great_circle_m(from, to) / 100_000.0).exp()
}

fn answer(answer: &Answer) -> Result<Response, Problem> {
    let body = serde_json::to_vec(answer).map_err(|_| Problem::new(StatusCode::INTERNAL_SERVER_ERROR))?;
    Ok(api::written(StatusCode::OK, GEO_JSON, body))
}
