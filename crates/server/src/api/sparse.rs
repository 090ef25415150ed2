//! Only some properties of a venue (`champs`), taken from those that the snapshot has ready.

use crate::params::{BadParameter, Query, spec};

/// What a venue is known by, always there.
pub(super) const ALWAYS: [&str; 2] = ["id", "nom"];

/// The properties asked for.
#[derive(Debug, Clone)]
pub(crate) struct Sparse(Vec<&'static str>);

impl Sparse {
    /// Those that the request names; none when it wants them all.
    pub(crate) fn read(query: &Query<'_>) -> Result<Option<Self>, BadParameter> {
        let names = query.names(&spec::FIELDS)?;
        Ok(names.map(|names| Self(names.into_iter().chain(ALWAYS).collect())))
    }

    /// Whether a property is asked for.
    pub(crate) fn wants(&self, name: &str) -> bool {
        self.0.contains(&name)
    }

    /// Appends the members asked for, of an object without its braces.
    pub(crate) fn write(&self, text: &mut String, object: &str) {
        let mut separator = "";
        for (name, member) in members(object).filter(|(name, _)| self.wants(name)) {
            debug_assert!(!name.is_empty(), "a property has a name");
            text.push_str(separator);
            text.push_str(member);
            separator = ",";
        }
    }
}

/// The members of an object as our serialiser writes it, without braces: no space, names that need no escape. Each with its name.
fn members(object: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut rest = object;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let end = end_of_member(rest);
        let (member, after) = rest.split_at(end);
        rest = after.strip_prefix(',').unwrap_or(after);
        let name = member.split('"').nth(1).unwrap_or_default();
        Some((name, member))
    })
}

/// Where the first member ends: at a comma outside texts, lists and objects.
fn end_of_member(text: &str) -> usize {
    let (mut depth, mut in_text, mut escaped) = (0_usize, false, false);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_text => escaped = true,
            b'"' => in_text = !in_text,
            _ if in_text => {}
            b'[' | b'{' => depth += 1,
            b']' | b'}' => depth = depth.saturating_sub(1),
            b',' if depth == 0 => return at,
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::{Map, Value, json};

    fn value() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            any::<String>().prop_map(Value::from),
            any::<i32>().prop_map(Value::from),
            Just(Value::Null),
        ];
        leaf.prop_recursive(3, 12, 4, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
                prop::collection::btree_map("[a-z]{1,4}", inner, 0..4).prop_map(|map| json!(map)),
            ]
        })
    }

    proptest! {
        #[test]
        fn what_is_kept_is_what_was_asked_for_and_nothing_else(all in prop::collection::btree_map("[a-z_]{1,6}", value(), 0..8), nom in value()) {
            let mut object: Map<String, Value> = all.into_iter().collect();
            object.insert("nom".into(), nom);
            object.insert("services".into(), json!(["a,b", "\"}],\\"]));
            let whole = Value::Object(object.clone()).to_string();
            let mut text = String::from("{");
            Sparse(vec!["services", "nom"]).write(&mut text, &whole[1..whole.len() - 1]);
            text.push('}');
            let kept: Value = serde_json::from_str(&text).unwrap();
            prop_assert_eq!(kept, json!({ "nom": object["nom"], "services": object["services"] }));
        }
    }
}
