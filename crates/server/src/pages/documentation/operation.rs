//! An operation as the page shows it.

use super::{
    shape::{Admitted, example, resolved},
    text,
};
use serde_json::Value;
use std::fmt::Write;

/// What an address does.
pub(super) struct Operation {
    pub(super) id: String,
    /// `GET`.
    pub(super) method: String,
    pub(super) path: String,
    pub(super) summary: String,
    pub(super) description: String,
    pub(super) parameters: Vec<Parameter>,
    pub(super) answers: Vec<Answer>,
    /// How to ask from a terminal.
    pub(super) command: String,
    /// The same as a link, when following it is asking.
    pub(super) link: Option<String>,
    /// What comes back, made from the examples of its shape.
    pub(super) example: Option<String>,
}

/// A parameter.
pub(super) struct Parameter {
    pub(super) name: String,
    pub(super) is_required: bool,
    pub(super) is_in_path: bool,
    pub(super) description: String,
    pub(super) admitted: Admitted,
    pub(super) example: String,
}

/// An answer.
pub(super) struct Answer {
    pub(super) status: String,
    pub(super) description: String,
    /// Media types.
    pub(super) kinds: String,
}

impl Operation {
    pub(super) fn of(
        document: &Value,
        (method, path): (&str, &str),
        operation: &Value,
        root: &str,
        venue: Option<&str>,
    ) -> Self {
        let given = operation["parameters"].as_array().into_iter().flatten();
        let given: Vec<&Value> = given.map(|parameter| resolved(document, parameter)).collect();
        let asked = address(path, &given, venue);
        Self {
            id: text(&operation["operationId"]),
            method: method.to_ascii_uppercase(),
            path: path.to_owned(),
            summary: plain(&operation["summary"]),
            description: plain(&operation["description"]),
            parameters: given
                .iter()
                .map(|parameter| Parameter::of(document, parameter))
                .collect(),
            answers: answers(document, operation),
            command: command(document, method, operation, &format!("{root}{asked}")),
            link: (method == "get").then_some(asked),
            example: returned(document, operation),
        }
    }
}

impl Parameter {
    fn of(document: &Value, parameter: &Value) -> Self {
        Self {
            name: text(&parameter["name"]),
            is_required: parameter["required"] == true,
            is_in_path: parameter["in"] == "path",
            description: plain(&parameter["description"]),
            admitted: Admitted::of(resolved(document, &parameter["schema"])),
            example: written(&parameter["example"]),
        }
    }
}

/// Texts of the description are Markdown; the page shows their words.
fn plain(value: &Value) -> String {
    text(value).replace('`', "").replace('\n', " ")
}

/// A value as an address holds it; the first of several.
fn written(value: &Value) -> String {
    match value {
        Value::Array(values) => values.first().map(written).unwrap_or_default(),
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        other => other.to_string(),
    }
}

/// The address with the examples of what it needs, and of the first thing that may be asked when it needs nothing.
fn address(path: &str, parameters: &[&Value], venue: Option<&str>) -> String {
    let mut address = path.to_owned();
    let mut query = String::new();
    let needed = |parameter: &&&Value| parameter["in"] == "query" && parameter["required"] == true;
    let in_query = |parameter: &&&Value| parameter["in"] == "query";
    for parameter in parameters.iter().filter(|parameter| parameter["in"] == "path") {
        let name = written(&parameter["name"]);
        let example = written(&parameter["example"]);
        let value = venue.filter(|_| name == "id").unwrap_or(&example);
        address = address.replace(&format!("{{{name}}}"), value);
    }
    let mut shown: Vec<&&Value> = parameters.iter().filter(needed).collect();
    if shown.is_empty() && !path.contains('{') {
        shown.extend(parameters.iter().find(in_query));
    }
    for parameter in shown {
        let separator = if query.is_empty() { '?' } else { '&' };
        // Writing to a String cannot fail.
        let _ = write!(query, "{separator}{}=", written(&parameter["name"]));
        encode(&mut query, &written(&parameter["example"]));
    }
    address + &query
}

/// Appends a value, each byte that an address may not hold percent-encoded.
fn encode(query: &mut String, value: &str) {
    for byte in value.bytes() {
        match byte {
            b' ' => query.push('+'),
            b'-' | b'.' | b'_' | b'~' | b',' | b':' => query.push(char::from(byte)),
            _ if byte.is_ascii_alphanumeric() => query.push(char::from(byte)),
            // Writing to a String cannot fail.
            _ => _ = write!(query, "%{byte:02X}"),
        }
    }
}

fn command(document: &Value, method: &str, operation: &Value, address: &str) -> String {
    let body = &operation["requestBody"]["content"]["application/json"]["schema"];
    if method == "get" {
        return format!("curl '{address}'");
    }
    let body = example(document, body).to_string().replace('\'', r"'\''");
    format!("curl '{address}' \\\n  --header 'Content-Type: application/json' \\\n  --data '{body}'")
}

fn answers(document: &Value, operation: &Value) -> Vec<Answer> {
    let all = operation["responses"].as_object().into_iter().flatten();
    let answer = |(status, answer): (&String, &Value)| {
        let answer = resolved(document, answer);
        let kinds = answer["content"].as_object().into_iter().flatten();
        Answer {
            status: status.clone(),
            description: plain(&answer["description"]),
            kinds: kinds.map(|(kind, _)| kind.as_str()).collect::<Vec<_>>().join(", "),
        }
    };
    all.map(answer).collect()
}

/// An example of the answer, when it is JSON.
fn returned(document: &Value, operation: &Value) -> Option<String> {
    let kinds = operation["responses"]["200"]["content"].as_object()?;
    let (_, content) = kinds.iter().find(|(kind, _)| kind.ends_with("json"))?;
    serde_json::to_string_pretty(&example(document, &content["schema"])).ok()
}
