//! What pages say for machines: schema.org as JSON-LD.
//!
//! | file | what |
//! | --- | --- |
//! | `venue.rs` | a venue: `GovernmentOffice`, `Library`, `CivicStructure` |
//! | `hours.rs` | its opening hours, seasons and exceptions included |

mod hours;
mod venue;

use crate::root::Root;
use serde_json::{Map, Value, json};
pub(super) use venue::venue;

/// Where the words come from.
const CONTEXT: &str = "https://schema.org";

/// A document, as the text of a script element: nothing in it can end the element, and no space is one that French
/// typography binds.
pub(super) fn element(document: &Value) -> String {
    let mut text = document.to_string();
    for (letter, escape) in [
        ("<", "\\u003c"),
        (">", "\\u003e"),
        ("&", "\\u0026"),
        ("\u{2028}", "\\u2028"),
        ("\u{2029}", "\\u2029"),
        (" ?", "\\u0020?"),
        (" !", "\\u0020!"),
        (" :", "\\u0020:"),
        (" ;", "\\u0020;"),
        (" »", "\\u0020»"),
        ("« ", "«\\u0020"),
    ] {
        text = text.replace(letter, escape);
    }
    text
}

/// The way to a page: each step's name and path.
pub(super) fn crumbs(root: &Root, steps: &[(&str, &str)]) -> Value {
    let step = |(position, (name, path)): (usize, &(&str, &str))| json!({ "@type": "ListItem", "position": position, "name": name, "item": format!("{root}{path}") });
    let items: Vec<Value> = (1..).zip(steps).map(step).collect();
    json!({ "@context": CONTEXT, "@type": "BreadcrumbList", "itemListElement": items })
}

/// A list of venues: the name of the list, then the name and the path of each.
pub(super) fn list<'a>(root: &Root, name: &str, venues: impl IntoIterator<Item = (&'a str, String)>) -> Value {
    let item = |(position, (name, path)): (usize, (&str, String))| json!({ "@type": "ListItem", "position": position, "name": name, "url": format!("{root}{path}") });
    let items: Vec<Value> = (1..).zip(venues).map(item).collect();
    json!({
        "@context": CONTEXT, "@type": "ItemList", "name": name, "numberOfItems": items.len(),
        "itemListElement": items,
    })
}

/// Adds what is known.
fn put(into: &mut Map<String, Value>, name: &str, value: Option<impl Into<Value>>) {
    if let Some(value) = value {
        into.insert(name.to_owned(), value.into());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_document_can_end_its_element_and_it_is_read_back_the_same() {
        let name = "</script><script>alert(1)</script> & « Ici » : \u{2028} oui ! <!--";
        let document = json!({ "name": name });
        let text = element(&document);
        assert!(!text.contains(['<', '>', '&', '\u{2028}']), "{text}");
        let spaced = super::super::frame::typography(&text);
        assert_eq!(serde_json::from_str::<Value>(&spaced).unwrap(), document);
    }
}
