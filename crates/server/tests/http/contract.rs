//! The description of the interface is frozen in `crates/server/openapi.json`. `make openapi` writes it again; it refuses what
//! would break programs that rely on it.

use crate::server::Server;
use serde_json::Value;
use std::{collections::BTreeSet, fs, path::PathBuf};

/// Set by `make openapi`.
const WRITE: &str = "PORTEE_WRITE_OPENAPI";

fn frozen() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("openapi.json")
}

#[test]
fn the_openapi_document_is_the_one_that_was_frozen() {
    let now = Server::start().get("/api/openapi.json").json();
    let before: Value = fs::read(frozen()).map_or(Value::Null, |bytes| serde_json::from_slice(&bytes).unwrap());
    if std::env::var_os(WRITE).is_some() {
        let broken = if before["info"]["version"] == now["info"]["version"] {
            breaks(&before, &now)
        } else {
            Vec::new()
        };
        assert!(
            broken.is_empty(),
            "programs rely on this; keep it, or make a new version of the interface (VERSION in api/openapi.rs):\n{}",
            broken.join("\n")
        );
        let mut text = serde_json::to_string_pretty(&now).unwrap();
        text.push('\n');
        fs::write(frozen(), text).unwrap();
        return;
    }
    let changed = differences("", &before, &now);
    assert!(
        changed.is_empty(),
        "the interface is not the one of crates/server/openapi.json. If that is meant, run `make openapi` and commit it.\n{}",
        changed.join("\n")
    );
}

/// Where two documents differ, at most twenty times.
fn differences(at: &str, before: &Value, now: &Value) -> Vec<String> {
    let mut found = match (before, now) {
        (Value::Object(was), Value::Object(is)) => {
            let names: BTreeSet<&String> = was.keys().chain(is.keys()).collect();
            let inside = names.into_iter().flat_map(|name| {
                let member = |of: &serde_json::Map<String, Value>| of.get(name).cloned().unwrap_or_default();
                differences(&format!("{at}/{name}"), &member(was), &member(is))
            });
            inside.collect()
        }
        _ if before == now => Vec::new(),
        _ => vec![format!("{at}: {before:.200} → {now:.200}")],
    };
    found.truncate(20);
    found
}

/// What a program written for `before` may miss in `now`: an address, a parameter, an admitted value, an answer, a member that
/// was always there; or what it must say now and needed not.
fn breaks(before: &Value, now: &Value) -> Vec<String> {
    let mut broken = Vec::new();
    for (path, operations) in members(&before["paths"]) {
        for (method, was) in members(operations) {
            let (is, name) = (&now["paths"][path][method], format!("{method} {path}"));
            if is.is_null() {
                broken.push(format!("{name} is gone"));
                continue;
            }
            parameters(&name, was, is, &mut broken);
            for (status, answer) in members(&was["responses"]) {
                for (kind, content) in members(&resolved(before, answer)["content"]) {
                    let there = &resolved(now, &is["responses"][status])["content"][kind];
                    if there.is_null() {
                        broken.push(format!("{name} does not answer {status} {kind} any more"));
                    } else {
                        let place = format!("{name} {status}");
                        answers(
                            &place,
                            (before, &content["schema"]),
                            (now, &there["schema"]),
                            0,
                            &mut broken,
                        );
                    }
                }
            }
        }
    }
    broken
}

fn parameters(name: &str, was: &Value, is: &Value, broken: &mut Vec<String>) {
    let of = |operation: &Value| operation["parameters"].as_array().cloned().unwrap_or_default();
    let (was, is) = (of(was), of(is));
    for parameter in &was {
        let known = is
            .iter()
            .find(|other| (&other["name"], &other["in"]) == (&parameter["name"], &parameter["in"]));
        let said = parameter["name"].as_str().unwrap_or_default();
        let Some(known) = known else {
            broken.push(format!("{name}: the parameter {said} is gone"));
            continue;
        };
        for place in [&["schema", "enum"][..], &["schema", "items", "enum"]] {
            let values = |of: &Value| {
                let found = place.iter().fold(of, |value, key| &value[key]);
                found.as_array().cloned().unwrap_or_default()
            };
            let admitted = values(known);
            for gone in values(parameter).iter().filter(|value| !admitted.contains(value)) {
                broken.push(format!("{name}: {said} does not admit {gone} any more"));
            }
        }
    }
    for parameter in is.iter().filter(|parameter| parameter["required"] == true) {
        let asked = |other: &&Value| other["name"] == parameter["name"] && other["required"] == true;
        if !was.iter().any(|other| asked(&other)) {
            broken.push(format!("{name}: {} is now required", parameter["name"]));
        }
    }
}

/// Compares what is answered, through references.
fn answers(
    place: &str,
    (before, was): (&Value, &Value),
    (now, is): (&Value, &Value),
    depth: usize,
    broken: &mut Vec<String>,
) {
    let (was, is) = (resolved(before, was), resolved(now, is));
    if depth > 8 {
        return;
    }
    let kind = |of: &Value| of["type"].clone();
    if kind(was) != kind(is) && !was["type"].is_null() {
        broken.push(format!("{place} was {} and is {}", kind(was), kind(is)));
        return;
    }
    let required = |of: &Value| of["required"].as_array().cloned().unwrap_or_default();
    let still = required(is);
    for gone in required(was).iter().filter(|name| !still.contains(name)) {
        broken.push(format!("{place}: {gone} may now be absent"));
    }
    for (name, member) in members(&was["properties"]) {
        let there = &is["properties"][name];
        if there.is_null() {
            broken.push(format!("{place}: {name} is gone"));
        } else {
            answers(
                &format!("{place}.{name}"),
                (before, member),
                (now, there),
                depth + 1,
                broken,
            );
        }
    }
    if was["items"].is_object() {
        answers(
            &format!("{place}[]"),
            (before, &was["items"]),
            (now, &is["items"]),
            depth + 1,
            broken,
        );
    }
}

fn members(value: &Value) -> impl Iterator<Item = (&String, &Value)> {
    value.as_object().into_iter().flatten()
}

fn resolved<'a>(document: &'a Value, value: &'a Value) -> &'a Value {
    let reference = value["$ref"].as_str().and_then(|reference| reference.strip_prefix('#'));
    reference.and_then(|pointer| document.pointer(pointer)).unwrap_or(value)
}

#[test]
fn what_programs_rely_on_cannot_be_taken_away_unsaid() {
    let before: Value = serde_json::from_slice(&fs::read(frozen()).unwrap()).unwrap();
    assert_eq!(breaks(&before, &before), Vec::<String>::new());
    let without = |change: &dyn Fn(&mut Value)| {
        let mut now = before.clone();
        change(&mut now);
        breaks(&before, &now)
    };
    let list = "/api/v1/lieux";
    let gone = without(&|now| {
        now["paths"].as_object_mut().unwrap().remove(list);
    });
    assert_eq!(gone, ["get /api/v1/lieux is gone"]);
    let parameter = without(&|now| {
        now["paths"][list]["get"]["parameters"]
            .as_array_mut()
            .unwrap()
            .remove(0);
    });
    assert!(parameter[0].contains("the parameter services is gone"), "{parameter:?}");
    let word = without(&|now| {
        let first = &mut now["paths"][list]["get"]["parameters"][0];
        first["schema"]["items"]["enum"].as_array_mut().unwrap().remove(0);
    });
    assert!(word[0].contains("does not admit"), "{word:?}");
    let member = without(&|now| {
        let shape = &mut now["components"]["schemas"]["Proprietes"];
        shape["properties"].as_object_mut().unwrap().remove("telephone");
    });
    assert!(
        member.iter().any(|line| line.contains("telephone is gone")),
        "{member:?}"
    );
    let added = without(&|now| {
        now["paths"]["/api/v1/nouveau"] = serde_json::json!({ "get": {} });
    });
    assert!(added.is_empty(), "{added:?}");
}

#[test]
fn every_operation_has_a_name_of_its_own_a_tag_that_is_explained_and_typed_parameters_with_examples() {
    let document = Server::start().get("/api/openapi.json").json();
    let tags: BTreeSet<&str> = document["tags"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|tag| tag["name"].as_str())
        .collect();
    let mut names = BTreeSet::new();
    for (path, operations) in members(&document["paths"]) {
        for (method, operation) in members(operations) {
            let name = operation["operationId"].as_str().unwrap();
            assert!(names.insert(name.to_owned()), "{name} is the name of two operations");
            let tag = operation["tags"][0].as_str().unwrap();
            assert!(
                tags.contains(tag),
                "{method} {path}: add « {tag} » to TAGS in api/openapi.rs"
            );
            assert!(operation["summary"].is_string(), "{method} {path}");
            for status in ["414", "429", "431", "500", "503"] {
                assert!(operation["responses"][status].is_object(), "{method} {path} {status}");
            }
            for parameter in operation["parameters"].as_array().into_iter().flatten() {
                let schema = &parameter["schema"];
                let typed = schema["type"].is_string() || schema["anyOf"].is_array();
                let said = parameter["description"].is_string() && !parameter["example"].is_null();
                assert!(typed && said, "{method} {path}: {parameter}");
            }
            for (status, answer) in members(&operation["responses"]) {
                let answer = resolved(&document, answer);
                for (kind, content) in members(&answer["content"]) {
                    let schema = resolved(&document, &content["schema"]);
                    let exact = !kind.ends_with("json") || schema["properties"].is_object();
                    assert!(exact, "{method} {path} {status} {kind}: {schema}");
                }
            }
        }
    }
}
