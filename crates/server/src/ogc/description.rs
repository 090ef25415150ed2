//! The description of `/ogc` (OpenAPI 3.0, which Core asks for), made from the parameters that requests are read by.

use super::{
    collections::Kind,
    form::FORM,
    items::{LIMIT, parameters},
};
use crate::params::Parameter;
use serde_json::{Map, Value, json};

/// Its media type.
pub(super) const MEDIA_TYPE: &str = "application/vnd.oai.openapi+json;version=3.0";

pub(super) fn document() -> Value {
    let mut paths = Map::new();
    let plain: [&Parameter; 1] = [&FORM];
    for (path, summary) in [
        ("/ogc", "L'accueil."),
        ("/ogc/conformance", "Ce à quoi l'interface se conforme."),
        ("/ogc/api", "Cette description."),
        ("/ogc/collections", "Les collections."),
    ] {
        paths.insert(path.into(), get(summary, &plain, &[], "application/json", "3.0"));
    }
    for kind in Kind::ALL {
        let path = kind.path();
        let title = kind.title();
        let asked = parameters(kind);
        let asked: Vec<&Parameter> = asked.iter().copied().flatten().collect();
        paths.insert(path.clone(), get(title, &plain, &[], "application/json", kind.name()));
        paths.insert(
            format!("{path}/items"),
            get(
                &format!("{title} : les objets."),
                &asked,
                &[],
                "application/geo+json",
                kind.name(),
            ),
        );
        paths.insert(
            format!("{path}/items/{{featureId}}"),
            get(
                &format!("{title} : un objet."),
                &plain,
                &["featureId"],
                "application/geo+json",
                kind.name(),
            ),
        );
    }
    json!({
        "openapi": "3.0.3",
        "info": {
            "title": "Portée, OGC API – Features",
            "version": env!("CARGO_PKG_VERSION"),
            "description": "Les lieux de médiation numérique et les territoires de France.",
        },
        "servers": [{ "url": "/" }],
        "paths": paths,
    })
}

fn get(summary: &str, asked: &[&Parameter], in_path: &[&str], kind: &str, tag: &str) -> Value {
    let of_path = in_path
        .iter()
        .map(|name| json!({ "name": name, "in": "path", "required": true, "schema": { "type": "string" } }));
    let parameters: Vec<Value> = of_path
        .chain(asked.iter().map(|parameter| described(parameter)))
        .collect();
    let content = json!({ kind: { "schema": { "type": "object" } }, "text/html": { "schema": { "type": "string" } } });
    let problem = json!({
        "description": "Requête refusée.",
        "content": { "application/problem+json": { "schema": { "type": "object" } } },
    });
    json!({ "get": {
        "summary": summary,
        "tags": [tag],
        "parameters": parameters,
        "responses": {
            "200": { "description": "La réponse.", "content": content },
            "400": problem,
            "404": { "description": "Rien à cette adresse." },
        },
    }})
}

/// A parameter as version 3.0 writes it. Three of ours are texts that Core wants typed.
fn described(parameter: &Parameter) -> Value {
    let mut described = serde_json::to_value(parameter.documented()).unwrap_or_default();
    if parameter.name == LIMIT.name {
        let most = Kind::ALL.map(Kind::most).into_iter().max();
        described["schema"] = json!({ "type": "integer", "minimum": 1, "maximum": most, "default": 10 });
        described["example"] = 10.into();
    } else if parameter.name == "bbox" {
        let number = json!({ "type": "number" });
        described["schema"] = json!({ "type": "array", "minItems": 4, "maxItems": 6, "items": number });
        described["style"] = "form".into();
        described["explode"] = false.into();
        described["example"] = json!([4.7, 45.7, 4.9, 45.8]);
    }
    described
}
