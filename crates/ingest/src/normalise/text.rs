//! Free text: white space, HTML left-overs, broken accents, and the key that forgives typography.

use super::mojibake;
use regex::Regex;
use std::sync::LazyLock;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// One line of text: tags and entities resolved, all white space one space, trimmed, composed (NFC).
#[must_use]
pub fn line(text: &str) -> String {
    let plain = plain(text);
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Several lines of text: as [`line()`], but line breaks (and `<br>`) are kept, at most one empty line in a row.
#[must_use]
pub fn paragraphs(text: &str) -> String {
    let mut lines: Vec<String> = Vec::new();
    for raw in plain(text).lines() {
        let clean = raw.split_whitespace().collect::<Vec<_>>().join(" ");
        let clean = match clean.strip_prefix("\\- ") {
            Some(item) => format!("- {item}"),
            None => clean,
        };
        if !clean.is_empty() || lines.last().is_some_and(|last| !last.is_empty()) {
            lines.push(clean);
        }
    }
    while lines.last().is_some_and(String::is_empty) {
        lines.pop();
    }
    lines.join("\n")
}

/// Whether accents were lost for good (U+FFFD, the replacement character).
#[must_use]
pub fn is_broken(text: &str) -> bool {
    text.contains(char::REPLACEMENT_CHARACTER)
}

/// What remains of a text when case, accents, punctuation and spacing are forgiven: `etapes numeriques la poste`.
#[must_use]
pub fn key(text: &str) -> String {
    let mut key = String::with_capacity(text.len());
    let lower = text.nfd().flat_map(char::to_lowercase).nfd();
    for c in lower.filter(|c| !is_combining_mark(*c)) {
        match c {
            'œ' => key.push_str("oe"),
            'æ' => key.push_str("ae"),
            c if c.is_alphanumeric() => key.push(c),
            _ if key.ends_with(' ') || key.is_empty() => {}
            _ => key.push(' '),
        }
    }
    key.truncate(key.trim_end().len());
    key
}

/// Wiki and Markdown left-overs: links, bold, titles; quotation marks that a wiki doubled; italics around a whole line.
static WIKI: LazyLock<[(Regex, &str); 5]> = LazyLock::new(|| {
    let rule = |pattern: &str, by| {
        (
            Regex::new(pattern).expect("a fixed pattern, compiled by every test"),
            by,
        )
    };
    [
        rule(r"\[\[(?:https?://\S+\s+)?([^\[\]]*)\]\]", "$1"),
        rule(r"\[([^\[\]()]+)\]\((https?://[^\s()]+)\)", "$1 ($2)"),
        rule(r#"\*\*|""|\{\{[^{}]*\}\}"#, ""),
        rule(r"(?m)^[ \t]*(?:={2,6}[ \t]*|//)|(?:[ \t]*={2,6}|//)[ \t]*$", ""),
        rule(r"(?m)^[ \t]*[-_=*]{4,}[ \t]*$", ""),
    ]
});

/// Composes (NFC), puts accents right and resolves tags, entities and wiki marks until nothing changes: files carry `&amp;eacute;`.
/// Each turn shortens the text or uses up a Markdown link or a misread letter, so it ends.
fn plain(text: &str) -> String {
    let mut text = visible(text);
    loop {
        let mut next = visible(&strip_tags(&decode_entities(&text)));
        if next.contains(['*', '"', '[', '{', '=', '/', '_', '-']) {
            for (pattern, by) in WIKI.iter() {
                next = pattern.replace_all(&next, *by).into_owned();
            }
        }
        if next == text {
            return text;
        }
        text = next;
    }
}

/// What is there to be seen. Some control characters and the soft hyphen are halves of accents, which are put right first.
fn visible(text: &str) -> String {
    let repaired = mojibake::repaired(&text.nfc().collect::<String>());
    repaired.chars().filter(|c| !is_invisible(*c)).nfc().collect()
}

/// Control characters (line breaks and tabs excepted), zero-width characters and byte order marks.
fn is_invisible(c: char) -> bool {
    (c.is_control() && !c.is_whitespace()) || matches!(c, '\u{200B}'..='\u{200F}' | '\u{FEFF}' | '\u{AD}' | '\u{2060}')
}

/// Removes what looks like an HTML tag; a line-breaking one becomes a line break.
fn strip_tags(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find('<') {
        out.push_str(&rest[..start]);
        let inner = &rest[start + 1..];
        let is_tag = inner.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' || c == '!');
        if let Some(end) = inner.find('>').filter(|_| is_tag) {
            let name = inner[..end].trim_start_matches('/').to_ascii_lowercase();
            let breaks = ["br", "p", "div", "li", "h1", "h2", "h3"];
            if breaks.iter().any(|tag| {
                name.strip_prefix(tag)
                    .is_some_and(|tail| !tail.starts_with(char::is_alphanumeric))
            }) {
                out.push('\n');
            }
            rest = &inner[end + 1..];
        } else {
            out.push('<');
            rest = inner;
        }
    }
    out.push_str(rest);
    out
}

/// The named entities met in French files.
const ENTITIES: [(&str, &str); 30] = [
    ("amp", "&"),
    ("lt", "<"),
    ("gt", ">"),
    ("quot", "\""),
    ("apos", "'"),
    ("nbsp", " "),
    ("eacute", "é"),
    ("egrave", "è"),
    ("ecirc", "ê"),
    ("euml", "ë"),
    ("agrave", "à"),
    ("acirc", "â"),
    ("ccedil", "ç"),
    ("icirc", "î"),
    ("iuml", "ï"),
    ("ocirc", "ô"),
    ("ugrave", "ù"),
    ("ucirc", "û"),
    ("uuml", "ü"),
    ("oelig", "œ"),
    ("Eacute", "É"),
    ("Egrave", "È"),
    ("Agrave", "À"),
    ("Ccedil", "Ç"),
    ("rsquo", "’"),
    ("lsquo", "‘"),
    ("laquo", "«"),
    ("raquo", "»"),
    ("ndash", "–"),
    ("hellip", "…"),
];

/// Replaces `&name;`, `&#233;` and `&#xE9;` by their character, once.
fn decode_entities(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find('&') {
        out.push_str(&rest[..start]);
        let inner = &rest[start + 1..];
        let decoded = inner
            .char_indices()
            .take(10)
            .find(|(_, c)| *c == ';')
            .and_then(|(end, _)| Some((entity(&inner[..end])?, end)));
        if let Some((value, end)) = decoded {
            out.push_str(&value);
            rest = &inner[end + 1..];
        } else {
            out.push('&');
            rest = inner;
        }
    }
    out.push_str(rest);
    out
}

/// The text of one entity, given without `&` and `;`.
fn entity(name: &str) -> Option<String> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        return char::from_u32(code).map(String::from);
    }
    let found = ENTITIES.iter().find(|(entity, _)| *entity == name)?;
    Some(found.1.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn html_left_overs_become_the_text_they_stood_for() {
        assert_eq!(
            line(" M&eacute;diath&amp;egrave;que&nbsp;: l&#39;&#xE9;tage \u{FEFF}"),
            "Médiathèque : l'étage"
        );
        assert_eq!(
            paragraphs("<p>Un</p><br/>\r\n\r\n\\- deux <b>trois</b>\n\n\n"),
            "Un\n\n- deux trois"
        );
        assert_eq!(line("3 < 4 & 5 > 2"), "3 < 4 & 5 > 2");
    }

    #[test]
    fn an_accent_whose_other_half_is_a_control_character_is_put_right() {
        for broken in ["Ã\u{89}cole", "A\u{303}\u{89}cole", "&#195;&#137;cole"] {
            assert_eq!(line(broken), "École");
        }
        assert_eq!(line("A\u{303}\tla mairie"), "à la mairie");
    }

    #[test]
    fn wiki_and_markdown_marks_are_taken_off() {
        for (written, read) in [
            (
                "**//En cours de déménagement //**\nMairie",
                "En cours de déménagement\nMairie",
            ),
            ("\"\"<div class=\"well\">\"\"**NOS SERVICES**", "NOS SERVICES"),
            (
                "== Horaires ==\n------\nVoir [[https://a.fr le site]]",
                "Horaires\n\nVoir le site",
            ),
            ("[le site](https://a.fr/b)", "le site (https://a.fr/b)"),
            ("Mission Locale // Drôme", "Mission Locale // Drôme"),
            ("https://a.fr/b//c", "https://a.fr/b//c"),
        ] {
            assert_eq!(paragraphs(written), read);
        }
    }

    #[test]
    fn the_key_forgives_case_accents_and_typography() {
        assert_eq!(key("Étapes numériques(La Poste)"), key("étapes numeriques (la poste)"));
        assert_eq!(key("L’Œuvre — d'à côté!"), "l oeuvre d a cote");
    }

    proptest! {
        #[test]
        fn cleaning_twice_changes_nothing(text in "[ a-zéAÃ©\u{303}\u{83}\u{89}\t&;#<>/br\n\\\\\\-*=\"\\[\\]]{0,60}") {
            prop_assert_eq!(line(&line(&text)), line(&text));
            prop_assert_eq!(paragraphs(&paragraphs(&text)), paragraphs(&text));
            prop_assert_eq!(key(&key(&text)), key(&text));
        }

        #[test]
        fn any_text_is_cleaned_without_panic(text in any::<String>()) {
            let clean = line(&text);
            prop_assert_eq!(line(&clean), clean);
        }
    }
}
