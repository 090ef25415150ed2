//! What went wrong, for programs: `application/problem+json` (RFC 9457), with texts in French.

pub(crate) mod kind;

use crate::params::BadParameter;
use axum::{
    body::Body,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use kind::Kind;
use serde::Serialize;
use std::fmt::Write;
use utoipa::{
    ToSchema,
    openapi::{ObjectBuilder, Type},
};

/// The media type of a problem.
pub(crate) const PROBLEM_JSON: &str = "application/problem+json";

/// Un problème (RFC 9457) : ce qui ne va pas, et que faire.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = Probleme)]
pub struct Problem {
    /// De quelle sorte il est ; c'est aussi l'adresse de son explication.
    #[serde(rename = "type")]
    #[schema(schema_with = kinds)]
    kind: String,
    /// Le même pour tous les problèmes de la sorte.
    #[schema(example = "Paramètre refusé")]
    title: &'static str,
    /// Le statut HTTP.
    #[schema(example = 400, minimum = 400, maximum = 599)]
    status: u16,
    /// Ce qui s'est passé cette fois, et que faire.
    #[schema(example = "« Gratis » n'est pas une valeur de « frais_a_charge ».")]
    detail: String,
    /// Le paramètre en cause.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "frais_a_charge", nullable = false)]
    parametre: Option<String>,
    /// Les valeurs qu'il admet, quand on peut les citer ; pour un paramètre inconnu, les paramètres qui existent.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    valeurs_admises: Vec<String>,
}

fn kinds() -> ObjectBuilder {
    let mut description = "De quelle sorte il est ; c'est aussi l'adresse de son explication.\n".to_owned();
    for kind in kind::ALL {
        // Writing to a String cannot fail.
        let _ = write!(
            description,
            "\n- {} ({}) : {}",
            kind.word,
            kind.status.as_u16(),
            kind.remedy
        );
    }
    ObjectBuilder::new()
        .schema_type(Type::String)
        .description(Some(description))
        .enum_values(Some(kind::ALL.iter().map(|kind| kind.address())))
        .examples([kind::REFUSED_PARAMETER.address()])
}

impl Problem {
    /// A problem with `status` and its usual title and explanation.
    #[must_use]
    pub fn new(status: StatusCode) -> Self {
        Self {
            status: status.as_u16(),
            ..Self::of(Kind::of(status))
        }
    }

    /// A problem of this kind, with its usual explanation.
    #[must_use]
    pub(crate) fn of(kind: &Kind) -> Self {
        Self {
            kind: kind.address(),
            title: kind.title,
            status: kind.status.as_u16(),
            detail: kind.detail.to_owned(),
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
    pub(crate) fn kind(mut self, kind: &Kind) -> Self {
        self.kind = kind.address();
        self.title = kind.title;
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

impl From<BadParameter> for Problem {
    fn from(bad: BadParameter) -> Self {
        let mut problem = Self::of(&kind::REFUSED_PARAMETER)
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
