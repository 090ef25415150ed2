//! The texts of the pages, in every language of `web/locales`: read at build time, one accessor a text.
//!
//! A new language is a new file there. Nothing is looked up by name at run time.

mod say;
#[cfg(test)]
pub(crate) mod tests;

pub(crate) use say::capital;
use std::fmt::{Display, Write as _};

#[expect(clippy::all, reason = "written by the build")]
mod table {
    use super::{Display, Locale, Piece, Plural, Rule, fill};
    use std::borrow::Borrow;
    include!(concat!(env!("OUT_DIR"), "/locales_table.rs"));
}
pub(crate) use table::{ALL, FR, Texts};

/// A language.
pub(crate) struct Locale {
    /// What its addresses begin with: `/en`; nothing for the source.
    pub(crate) prefix: &'static str,
    /// BCP 47: `fr`.
    pub(crate) code: &'static str,
    /// In itself: `Français`.
    pub(crate) name: &'static str,
    /// Where lines begin: `ltr` or `rtl`.
    pub(crate) dir: &'static str,
    /// Between groups of three digits.
    thousands: &'static str,
    /// Before decimals.
    decimal: &'static str,
    /// Tried in their order.
    plurals: &'static [Rule],
}

/// Numbers from `from` to `to` take the form; with `of`, those whose remainder by it is.
struct Rule {
    form: &'static str,
    from: usize,
    to: usize,
    of: usize,
}

impl Locale {
    /// The plural form of a number: one of CLDR's six names.
    fn form(&self, count: usize) -> &'static str {
        let fits = |rule: &&Rule| {
            let count = if rule.of == 0 { count } else { count % rule.of };
            (rule.from..=rule.to).contains(&count)
        };
        self.plurals.iter().find(fits).map_or("other", |rule| rule.form)
    }
}

/// A part of a text.
enum Piece {
    Text(&'static str),
    /// The value of this rank.
    Value(usize),
    /// The number that a plural agrees with.
    Count,
}

/// A text that agrees with a number.
struct Plural {
    locale: &'static Locale,
    forms: &'static [(&'static str, &'static [Piece])],
}

impl Plural {
    fn say(&self, count: usize, values: &[&dyn Display]) -> String {
        let wanted = self.locale.form(count);
        let found = self.forms.iter().find(|(form, _)| *form == wanted);
        write(
            found.map_or(&[], |(_, pieces)| pieces),
            &self.locale.number(count),
            values,
        )
    }
}

/// A text with its values.
fn fill(pieces: &[Piece], values: &[&dyn Display]) -> String {
    write(pieces, "", values)
}

fn write(pieces: &[Piece], count: &str, values: &[&dyn Display]) -> String {
    let mut text = String::new();
    for piece in pieces {
        match piece {
            Piece::Text(part) => text.push_str(part),
            Piece::Count => text.push_str(count),
            // Writing to a String does not fail; the build has counted the values.
            Piece::Value(rank) => drop(values.get(*rank).map(|value| write!(text, "{value}"))),
        }
    }
    text
}

/// The language of a path, and the path in it: `/en/recherche` is `/recherche` in English.
pub(crate) fn of_path(path: &str) -> (&'static Texts, &str) {
    let named = ALL.iter().find_map(|texts| {
        let rest = path.strip_prefix(texts.locale.prefix)?;
        let whole = rest.is_empty() || rest.starts_with('/');
        (whole && !texts.locale.prefix.is_empty()).then_some((*texts, rest))
    });
    named.unwrap_or((&FR, path))
}
