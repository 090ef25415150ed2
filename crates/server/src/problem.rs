//! What went wrong, for programs: `application/problem+json` (RFC 9457), with texts in French.

use crate::params::BadParameter;
use axum::{
    body::Body,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::Serialize;
use utoipa::ToSchema;

/// The media type of a problem.
pub(crate) const PROBLEM_JSON: &str = "application/problem+json";

/// A problem: RFC 9457 members, and the parameter concerned with the values it admits.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = Probleme)]
pub struct Problem {
    /// What kind of problem it is; stable.
    #[serde(rename = "type")]
    #[schema(example = "urn:portee:probleme:parametre-refuse")]
    kind: String,
    /// The same for every problem of the kind.
    #[schema(example = "Paramètre refusé")]
    title: &'static str,
    /// The HTTP status.
    #[schema(example = 400)]
    status: u16,
    /// What happened this time, and what to do.
    #[schema(example = "« Gratis » n'est pas une valeur de « frais_a_charge ».")]
    detail: String,
    /// The parameter concerned.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "frais_a_charge")]
    parametre: Option<String>,
    /// The values that it admits, when they can be listed; for an unknown parameter, the parameters that exist.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    valeurs_admises: Vec<String>,
}

impl Problem {
    /// A problem with `status` and its usual title and explanation.
    #[must_use]
    pub fn new(status: StatusCode) -> Self {
        let (kind, title, detail) = words(status);
        Self {
            kind: format!("urn:portee:probleme:{kind}"),
            title,
            status: status.as_u16(),
            detail: detail.to_owned(),
            parametre: None,
            valeurs_admises: Vec::new(),
        }
    }

    /// The same problem with another explanation.
    #[must_use]
    pub fn detail(mut self, detail: impl Into<String>) -> Self {
        self.detail = detail.into();
        self
    }

    /// The same problem under a kind of its own.
    #[must_use]
    pub(crate) fn kind(mut self, kind: &str, title: &'static str) -> Self {
        self.kind = format!("urn:portee:probleme:{kind}");
        self.title = title;
        self
    }

    /// The same problem, about one parameter.
    #[must_use]
    pub(crate) fn parameter(mut self, name: &str) -> Self {
        self.parametre = Some(name.to_owned());
        self
    }

    /// What happened this time, and what to do.
    pub(crate) fn said(&self) -> &str {
        &self.detail
    }

    fn status(&self) -> StatusCode {
        StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }
}

/// The kind, title and usual explanation of each status that the server answers with.
pub(crate) fn words(status: StatusCode) -> (&'static str, &'static str, &'static str) {
    match status {
        StatusCode::BAD_REQUEST => ("requete-refusee", "Requête refusée", "La requête n'est pas comprise."),
        StatusCode::NOT_FOUND => ("introuvable", "Introuvable", "Il n'y a rien à cette adresse."),
        StatusCode::METHOD_NOT_ALLOWED => (
            "methode-refusee",
            "Méthode refusée",
            "Cette adresse ne se demande pas ainsi ; voyez l'en-tête Allow.",
        ),
        StatusCode::REQUEST_TIMEOUT => (
            "trop-lent",
            "Requête trop lente",
            "La requête n'est pas arrivée à temps.",
        ),
        StatusCode::GONE => ("retire", "Retiré", "Ce qui se trouvait ici a été retiré."),
        StatusCode::PAYLOAD_TOO_LARGE => (
            "trop-grand",
            "Requête trop grande",
            "Le corps de la requête est trop grand.",
        ),
        StatusCode::URI_TOO_LONG => (
            "adresse-trop-longue",
            "Adresse trop longue",
            "L'adresse demandée est trop longue.",
        ),
        StatusCode::UNSUPPORTED_MEDIA_TYPE => (
            "type-refuse",
            "Type refusé",
            "Le corps de la requête n'est pas du type attendu.",
        ),
        StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE => (
            "en-tetes-trop-grands",
            "En-têtes trop grands",
            "Les en-têtes de la requête sont trop grands.",
        ),
        StatusCode::TOO_MANY_REQUESTS => (
            "trop-de-requetes",
            "Trop de requêtes",
            "Votre adresse demande trop : attendez le nombre de secondes de l'en-tête Retry-After.",
        ),
        StatusCode::SERVICE_UNAVAILABLE => (
            "indisponible",
            "Indisponible",
            "Le service ne peut pas répondre maintenant ; réessayez plus tard.",
        ),
        _ if status.is_client_error() => ("requete-refusee", "Requête refusée", "La requête n'est pas admise."),
        _ => (
            "erreur-interne",
            "Erreur interne",
            "Une erreur de notre part empêche de répondre. Elle est notée.",
        ),
    }
}

impl From<BadParameter> for Problem {
    fn from(bad: BadParameter) -> Self {
        let mut problem = Self::new(StatusCode::BAD_REQUEST)
            .kind("parametre-refuse", "Paramètre refusé")
            .detail(bad.detail)
            .parameter(&bad.parameter);
        problem.valeurs_admises = bad.allowed;
        problem
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = self.status();
        let body = serde_json::to_vec(&self).unwrap_or_default();
        let mut response = (status, Body::from(body)).into_response();
        response
            .headers_mut()
            .insert(header::CONTENT_TYPE, HeaderValue::from_static(PROBLEM_JSON));
        response
            .headers_mut()
            .insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        response
    }
}
