//! What the document says of every address alike, added once it is made from the handlers: how an operation is called, what any
//! of them may answer, what each answer comes with.

use super::{orientation_schema, planning_schema, schema};
use crate::problem::{PROBLEM_JSON, Problem, kind, kind::Kind};
use axum::http::StatusCode;
use utoipa::{
    ToSchema,
    openapi::{
        ContentBuilder, HeaderBuilder, KnownFormat, ObjectBuilder, OpenApi, Ref, RefOr, ResponseBuilder, Schema,
        SchemaFormat, Type,
        path::{Operation, PathItem},
        response::Response,
    },
};

/// What any request may get.
const ALWAYS: [StatusCode; 5] = [
    StatusCode::URI_TOO_LONG,
    StatusCode::TOO_MANY_REQUESTS,
    StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE,
    StatusCode::INTERNAL_SERVER_ERROR,
    StatusCode::SERVICE_UNAVAILABLE,
];
/// What a request with a body may get too.
const WITH_A_BODY: [StatusCode; 2] = [StatusCode::REQUEST_TIMEOUT, StatusCode::PAYLOAD_TOO_LARGE];

/// The document, with what its addresses have in common.
pub(super) fn complete(mut document: OpenApi) -> OpenApi {
    let components = document.components.get_or_insert_default();
    let parts = [schema::parts(), orientation_schema::parts(), planning_schema::parts()];
    for (name, schema) in parts.into_iter().flatten() {
        components.schemas.insert(name.to_owned(), schema);
    }
    for status in ALWAYS.into_iter().chain(WITH_A_BODY) {
        let kind = Kind::of(status);
        components.responses.insert(kind.word.to_owned(), refusal(kind).into());
    }
    for (path, item) in &mut document.paths.paths {
        for (method, operation) in operations(item) {
            operation.operation_id = Some(named(method, path));
            let with_a_body: &[StatusCode] = if operation.request_body.is_some() {
                &WITH_A_BODY
            } else {
                &[]
            };
            for status in ALWAYS.iter().chain(with_a_body) {
                let answers = &mut operation.responses.responses;
                let shared = || Ref::from_response_name(Kind::of(*status).word).into();
                answers.entry(status.as_str().to_owned()).or_insert_with(shared);
            }
            dress(operation);
        }
    }
    document
}

fn operations(item: &mut PathItem) -> impl Iterator<Item = (&'static str, &mut Operation)> {
    let all = [("get", &mut item.get), ("post", &mut item.post)];
    all.into_iter()
        .filter_map(|(method, operation)| Some((method, operation.as_mut()?)))
}

/// `lieuxProches` for `GET /api/v1/lieux/proches`: a name for generated clients, which no two operations share.
fn named(method: &str, path: &str) -> String {
    let path = path.strip_prefix("/api/v1").unwrap_or(path);
    let words = path
        .split(|letter: char| !letter.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty());
    let mut name = if method == "get" {
        String::new()
    } else {
        method.to_owned()
    };
    for word in words {
        let (first, rest) = word.split_at(1);
        if name.is_empty() {
            name.push_str(first);
        } else {
            name.push_str(&first.to_ascii_uppercase());
        }
        name.push_str(rest);
    }
    name
}

fn refusal(kind: &Kind) -> Response {
    let content = ContentBuilder::new()
        .schema(Some(Ref::from_schema_name(Problem::name())))
        .build();
    let refusal = ResponseBuilder::new()
        .description(kind.detail)
        .content(PROBLEM_JSON, content);
    let wait = HeaderBuilder::new()
        .schema(Some(ObjectBuilder::new().schema_type(Type::Integer).minimum(Some(0))))
        .description(Some("Après combien de secondes réessayer."));
    if kind.word == kind::TOO_MANY.word {
        refusal.header("Retry-After", wait.build()).build()
    } else {
        refusal.build()
    }
}

/// The headers that follow from the answers, and what is not text.
fn dress(operation: &mut Operation) {
    let answers = &mut operation.responses.responses;
    let validated = answers.contains_key(StatusCode::NOT_MODIFIED.as_str());
    for (status, answer) in answers {
        let RefOr::T(answer) = answer else { continue };
        if validated && (status == "200" || status == "304") {
            said(
                answer,
                "ETag",
                "À renvoyer dans If-None-Match : 304 quand rien n'a changé.",
            );
        }
        if status.starts_with("30") && status != "304" {
            said(answer, "Location", "La nouvelle adresse.");
        }
        for (kind, content) in &mut answer.content {
            let RefOr::T(content) = content else { continue };
            if !(kind.contains("json") || kind.starts_with("text/") || kind.contains("xml")) {
                content.schema = Some(binary());
            }
        }
    }
}

fn said(answer: &mut Response, name: &str, description: &str) {
    let text = ObjectBuilder::new().schema_type(Type::String);
    let header = HeaderBuilder::new()
        .schema(Some(text))
        .description(Some(description))
        .build();
    answer.headers.entry(name.to_owned()).or_insert_with(|| header.into());
}

fn binary() -> RefOr<Schema> {
    ObjectBuilder::new()
        .schema_type(Type::String)
        .format(Some(SchemaFormat::KnownFormat(KnownFormat::Binary)))
        .into()
}

#[cfg(test)]
mod tests {
    use super::named;

    #[test]
    fn an_operation_is_called_by_its_address() {
        for (path, name) in [
            ("/api/v1/lieux", "lieux"),
            ("/api/v1/lieux.csv", "lieuxCsv"),
            ("/api/v1/communes/{code}/lieux", "communesCodeLieux"),
            ("/api/openapi.json", "apiOpenapiJson"),
            ("/tuiles/{couche}/{z}/{x}/{y}", "tuilesCoucheZXY"),
        ] {
            assert_eq!(named("get", path), name);
        }
        assert_eq!(named("post", "/api/v1/orientations"), "postOrientations");
    }
}
