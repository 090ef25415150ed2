//! Every answer has exactly the shape that the document gives it: many are written by hand, and the schemas too.

use crate::{fixture, server::Server};
use serde_json::Value;

/// Where `value` is not what `schema` says, at most a few times. A member that is not described is a fault here, though
/// programs that read us must bear one: the interface may grow.
pub(crate) fn faults(document: &Value, schema: &Value, value: &Value, at: &str) -> Vec<String> {
    let schema = resolved(document, schema);
    if *schema == Value::Bool(true) {
        return Vec::new();
    }
    if let Some(choices) = schema["oneOf"].as_array().or(schema["anyOf"].as_array()) {
        let tried: Vec<_> = choices
            .iter()
            .map(|choice| faults(document, choice, value, at))
            .collect();
        let fits = tried.iter().any(Vec::is_empty);
        return if fits { Vec::new() } else { tried.concat() };
    }
    let mut found = Vec::new();
    if !has_type(&schema["type"], value) {
        return vec![format!("{at} is {value:.80}, not {}", schema["type"])];
    }
    if schema["enum"].as_array().is_some_and(|words| !words.contains(value)) {
        found.push(format!("{at} is {value:.80}, which is none of {:.200}", schema["enum"]));
    }
    for (limit, beyond) in [("minimum", -1.0), ("maximum", 1.0)] {
        if let (Some(limit), Some(number)) = (schema[limit].as_f64(), value.as_f64())
            && (number - limit) * beyond > 0.0
        {
            found.push(format!("{at} is {number}, beyond {limit}"));
        }
    }
    match value {
        Value::Object(members) => {
            let required = schema["required"].as_array().into_iter().flatten();
            let missing = required
                .filter_map(Value::as_str)
                .filter(|name| !members.contains_key(*name));
            found.extend(missing.map(|name| format!("{at} has no {name}")));
            for (name, member) in members {
                let described = &schema["properties"][name];
                let described = if described.is_null() {
                    &schema["additionalProperties"]
                } else {
                    described
                };
                if described.is_null() {
                    found.push(format!("{at} has {name}, which is not described"));
                } else {
                    found.extend(faults(document, described, member, &format!("{at}.{name}")));
                }
            }
        }
        Value::Array(items) if schema["items"].is_object() => {
            for item in items {
                found.extend(faults(document, &schema["items"], item, &format!("{at}[]")));
            }
        }
        _ => {}
    }
    found.truncate(10);
    found
}

fn has_type(kinds: &Value, value: &Value) -> bool {
    let is = |kind: &str| match kind {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "integer" => value.is_u64() || value.is_i64(),
        "number" => value.is_number(),
        "boolean" => value.is_boolean(),
        _ => value.is_null(),
    };
    match kinds {
        Value::String(kind) => is(kind),
        Value::Array(kinds) => kinds.iter().filter_map(Value::as_str).any(is),
        _ => true,
    }
}

fn resolved<'a>(document: &'a Value, schema: &'a Value) -> &'a Value {
    let pointer = schema["$ref"]
        .as_str()
        .and_then(|reference| reference.strip_prefix('#'));
    pointer.map_or(schema, |pointer| document.pointer(pointer).unwrap_or(&Value::Null))
}

/// What is wrong with the answer to a request, seen from the document.
fn wrong(document: &Value, server: &Server, method: &str, path: &str, target: &str, body: &str) -> Vec<String> {
    let reply = if method == "post" {
        server.post(target, "content-type: application/json\r\n", body.as_bytes())
    } else {
        server.get(target)
    };
    let answer = resolved(
        document,
        &document["paths"][path][method]["responses"][reply.status.to_string()],
    );
    let kind = reply.header("content-type").unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default();
    let schema = &answer["content"][kind]["schema"];
    if schema.is_null() {
        return vec![format!("{} {kind} is not described", reply.status)];
    }
    faults(document, schema, &reply.json(), "")
}

#[test]
fn answers_are_exactly_what_the_document_says() {
    let server = Server::start();
    let document = server.get("/api/openapi.json").json();
    let venue = format!("/api/v1/lieux/{}", fixture::id(1));
    let withdrawn = format!("/api/v1/lieux/{}", fixture::id(101));
    let lines = r#"{"lignes":[{"id":"A","code_insee":"26113"},{"id":7,"latitude":44.75,"longitude":5.37},{"commune":"Nulle"}]}"#;
    for (path, target) in [
        ("/api/openapi.json", "/api/openapi.json"),
        ("/api/v1/acces", "/api/v1/acces?lat=44.75&lon=5.37"),
        ("/api/v1/acces", "/api/v1/acces?lat=0&lon=0"),
        ("/api/v1/communes", "/api/v1/communes?q=die"),
        ("/api/v1/communes/{code}/lieux", "/api/v1/communes/26113/lieux"),
        ("/api/v1/communes/{code}/lieux", "/api/v1/communes/99999/lieux"),
        ("/api/v1/couverture/{niveau}", "/api/v1/couverture/departements"),
        (
            "/api/v1/couverture/{niveau}",
            "/api/v1/couverture/communes.geojson?departement=26",
        ),
        ("/api/v1/departements/{code}/lieux", "/api/v1/departements/26/lieux"),
        ("/api/v1/hubs", "/api/v1/hubs"),
        (
            "/api/v1/implantations",
            "/api/v1/implantations?departement=26&cible=Aidants+Connect",
        ),
        ("/api/v1/lieux", "/api/v1/lieux?limite=100"),
        ("/api/v1/lieux", "/api/v1/lieux?services=rien"),
        ("/api/v1/lieux", "/api/v1/lieux?curseur=999-abcdefghijkl"),
        ("/api/v1/lieux.geojson", "/api/v1/lieux.geojson"),
        (
            "/api/v1/lieux/proches",
            "/api/v1/lieux/proches?lat=44.75&lon=5.37&limite=50",
        ),
        ("/api/v1/lieux/{id}", &venue),
        ("/api/v1/lieux/{id}", &withdrawn),
        ("/sante/pret", "/sante/pret"),
        ("/sante/vivant", "/sante/vivant"),
        ("/tuiles/{couche}", "/tuiles/limites.json"),
    ] {
        let wrong = wrong(&document, &server, "get", path, target, "");
        assert!(wrong.is_empty(), "{target}: {wrong:#?}");
    }
    let list = "/api/v1/orientations";
    for body in [lines, "{}", r#"{"lignes":[]}"#] {
        let wrong = wrong(&document, &server, "post", list, list, body);
        assert!(wrong.is_empty(), "{body}: {wrong:#?}");
    }
    for reference in document.to_string().split("\"#/").skip(1) {
        let pointer = format!("/{}", reference.split('"').next().unwrap());
        assert!(
            document.pointer(&pointer).is_some(),
            "{pointer} is referred to and not described"
        );
    }
}

#[test]
fn a_shape_that_is_not_the_one_described_is_noticed() {
    let document = serde_json::json!({ "components": { "nom": { "type": "string", "enum": ["Die"] } } });
    let schema = serde_json::json!({
        "type": "object", "required": ["nom"], "properties": {
            "nom": { "$ref": "#/components/nom" },
            "n": { "type": ["integer", "null"], "minimum": 0 },
            "tout": { "type": "array", "items": { "oneOf": [{ "type": "string" }, { "type": "boolean" }] } },
        },
    });
    let wrong = |value: Value| faults(&document, &schema, &value, "").len();
    assert_eq!(
        wrong(serde_json::json!({ "nom": "Die", "n": null, "tout": ["a", true] })),
        0
    );
    for value in [
        serde_json::json!({ "n": 1 }),
        serde_json::json!({ "nom": "Lyon" }),
        serde_json::json!({ "nom": "Die", "n": -1 }),
        serde_json::json!({ "nom": "Die", "n": 1.5 }),
        serde_json::json!({ "nom": "Die", "autre": 1 }),
        serde_json::json!({ "nom": "Die", "tout": [1] }),
        serde_json::json!([]),
    ] {
        assert_ne!(wrong(value.clone()), 0, "{value}");
    }
}
