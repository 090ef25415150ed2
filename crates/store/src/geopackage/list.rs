//! Lists in one text, as the national standard writes them: items joined by `|`.
//!
//! Only `autres_formations_labels` is free text. In an item `\|` is a bar, `\\` a backslash and `\-` an empty text, so
//! that what is read back is what was written; a list without these characters is the standard's own form.

use std::borrow::Cow;

/// The items in one text; none for an empty list.
pub(crate) fn join<T: AsRef<str>>(items: &[T]) -> Option<String> {
    if items.is_empty() {
        return None;
    }
    let mut text = String::new();
    for (index, item) in items.iter().enumerate() {
        if index > 0 {
            text.push('|');
        }
        if item.as_ref().is_empty() {
            text.push_str("\\-");
        }
        for letter in item.as_ref().chars() {
            if matches!(letter, '|' | '\\') {
                text.push('\\');
            }
            text.push(letter);
        }
    }
    Some(text)
}

/// The items of a text.
pub(crate) fn split(text: &str) -> Vec<Cow<'_, str>> {
    if text.contains('\\') {
        unescape(text).into_iter().map(Cow::Owned).collect()
    } else {
        text.split('|').map(Cow::Borrowed).collect()
    }
}

fn unescape(text: &str) -> Vec<String> {
    let mut items = vec![String::new()];
    let mut letters = text.chars();
    while let Some(letter) = letters.next() {
        let escaped = match letter {
            '|' => {
                items.push(String::new());
                continue;
            }
            '\\' => letters.next().filter(|next| *next != '-'),
            other => Some(other),
        };
        if let (Some(item), Some(letter)) = (items.last_mut(), escaped) {
            item.push(letter);
        }
    }
    items
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn ordinary_lists_are_written_as_in_the_standard() {
        assert_eq!(join(&["Jeunes", "Seniors"]).as_deref(), Some("Jeunes|Seniors"));
        assert_eq!(join::<&str>(&[]), None);
    }

    proptest! {
        #[test]
        fn any_list_is_read_back_as_it_was(items in proptest::collection::vec(r"[-|\\a]{0,4}|.{0,6}", 1..5)) {
            let text = join(&items).unwrap();
            prop_assert_eq!(split(&text), items);
        }

        #[test]
        fn any_text_is_read_without_a_panic(text in any::<String>()) {
            prop_assert!(!split(&text).is_empty());
        }
    }
}
