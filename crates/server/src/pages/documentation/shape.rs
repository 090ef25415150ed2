//! What a schema admits, in words, and an example of it.

use serde_json::{Map, Value};

/// How deep an example goes: shapes that hold themselves would have no end.
const DEEPEST: usize = 8;
/// Members of an answer's example: the first ones show what it is.
const MOST_MEMBERS: usize = 40;

/// What a value may be.
pub(super) struct Admitted {
    /// In words.
    pub(super) said: String,
    /// The values, when they can be listed.
    pub(super) values: Vec<String>,
}

impl Admitted {
    pub(super) fn of(schema: &Value) -> Self {
        let listed = |schema: &Value| -> Vec<String> {
            let values = schema["enum"].as_array().into_iter().flatten();
            values
                .map(|value| value.as_str().map_or_else(|| value.to_string(), str::to_owned))
                .collect()
        };
        if let Some(choices) = schema["anyOf"].as_array() {
            let all: Vec<Self> = choices.iter().map(Self::of).collect();
            let said: Vec<&str> = all.iter().map(|one| one.said.as_str()).collect();
            return Self {
                said: said.join(" ; ou "),
                values: all.iter().flat_map(|one| one.values.clone()).collect(),
            };
        }
        let values = listed(schema);
        let usual = match &schema["default"] {
            Value::Null => String::new(),
            value => format!(" ; {value} sinon"),
        };
        let said = match (schema["type"].as_str().unwrap_or_default(), values.is_empty()) {
            ("array", _) => {
                return Self {
                    said: "Une ou plusieurs valeurs : répétez le paramètre.".into(),
                    values: listed(&schema["items"]),
                };
            }
            (_, false) => "Un mot de la liste.".into(),
            ("integer", _) => format!("Un nombre entier{}{usual}.", bounds(schema)),
            ("number", _) => format!("Un nombre{}, avec un point décimal{usual}.", bounds(schema)),
            _ => {
                let longest = schema["maxLength"].as_u64();
                let longest = longest.map_or_else(String::new, |most| format!(" de {most} caractères au plus"));
                let form = schema["pattern"].as_str();
                let form = form.map_or_else(String::new, |form| format!(", de la forme {form}"));
                format!("Un texte{longest}{form}.")
            }
        };
        Self { said, values }
    }
}

fn bounds(schema: &Value) -> String {
    match (schema["minimum"].as_f64(), schema["maximum"].as_f64()) {
        (Some(low), Some(high)) => format!(" de {low} à {high}"),
        (Some(low), None) => format!(" à partir de {low}"),
        _ => String::new(),
    }
}

/// What a reference leads to; the value itself when it is none.
pub(super) fn resolved<'a>(document: &'a Value, value: &'a Value) -> &'a Value {
    let pointer = value["$ref"].as_str().and_then(|reference| reference.strip_prefix('#'));
    pointer.map_or(value, |pointer| document.pointer(pointer).unwrap_or(&Value::Null))
}

/// A value of this shape, made from the examples of its parts.
pub(super) fn example(document: &Value, schema: &Value) -> Value {
    made(document, schema, 0)
}

fn made(document: &Value, schema: &Value, depth: usize) -> Value {
    let schema = resolved(document, schema);
    if depth > DEEPEST {
        return Value::Null;
    }
    let first = |values: &Value| values.as_array().and_then(|values| values.first()).cloned();
    let given = first(&schema["examples"]).or_else(|| schema.get("example").cloned());
    if let Some(given) = given.or_else(|| first(&schema["enum"])) {
        return given;
    }
    if let Some(choice) = schema["oneOf"]
        .as_array()
        .or(schema["anyOf"].as_array())
        .and_then(|all| all.first())
    {
        return made(document, choice, depth + 1);
    }
    if let Some(members) = schema["properties"].as_object() {
        let made = |(name, part): (&String, &Value)| (name.clone(), made(document, part, depth + 1));
        return Value::Object(members.iter().take(MOST_MEMBERS).map(made).collect::<Map<_, _>>());
    }
    if schema["items"].is_object() {
        return Value::Array(vec![made(document, &schema["items"], depth + 1)]);
    }
    match schema["type"].as_str() {
        Some("string") => "…".into(),
        Some("integer" | "number") => 0.into(),
        Some("boolean") => true.into(),
        Some("object") => Value::Object(Map::new()),
        _ => Value::Null,
    }
}
