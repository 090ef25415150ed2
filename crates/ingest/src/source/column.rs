//! How the TOML file writes a column: its name, several, or a table.

use super::expression::{Capture, Expression, Input, Meaning, folded};
use super::{Condition, Pattern, Test};
use serde::Deserialize;
use serde::de::value::MapAccessDeserializer;
use serde::de::{self, Deserializer, MapAccess, SeqAccess, Visitor};
use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

/// Where the values of a field are. A list unites all its expressions; a single value is the first that gives something.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Column {
    /// The expressions, best first.
    pub alternatives: Vec<Expression>,
    /// For `horaires`: the expressions of each weekday, Monday first; several are put together with ` / `.
    pub days: Option<[Vec<Expression>; 7]>,
}

impl Column {
    /// Gives every column name to `rename`, which may change it.
    pub(super) fn rename(&mut self, rename: &mut dyn FnMut(&mut String)) {
        let days = self.days.iter_mut().flatten().flatten();
        for expression in self.alternatives.iter_mut().chain(days) {
            expression.rename(rename);
        }
    }
}

/// A value that is written alone or in a list.
struct Many<T>(Vec<T>);

impl<T> Default for Many<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Keys {
    #[serde(default)]
    when: Many<Condition>,
    from: Option<Many<String>>,
    join: Option<Vec<Expression>>,
    with: Option<String>,
    value: Option<Many<String>>,
    #[serde(default)]
    empty: Many<String>,
    #[serde(default)]
    replace: Vec<(String, String)>,
    split: Option<Many<String>>,
    capture: Option<String>,
    #[serde(rename = "as")]
    template: Option<String>,
    map: Option<BTreeMap<String, Many<String>>>,
    #[serde(rename = "match")]
    patterns: Option<BTreeMap<String, Many<String>>>,
    #[serde(default)]
    known_only: bool,
    days: Option<Days>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct Days {
    lundi: Many<Expression>,
    mardi: Many<Expression>,
    mercredi: Many<Expression>,
    jeudi: Many<Expression>,
    vendredi: Many<Expression>,
    samedi: Many<Expression>,
    dimanche: Many<Expression>,
}

impl Days {
    fn in_order(self) -> [Vec<Expression>; 7] {
        [
            self.lundi,
            self.mardi,
            self.mercredi,
            self.jeudi,
            self.vendredi,
            self.samedi,
            self.dimanche,
        ]
        .map(|day| day.0)
    }
}

impl Keys {
    /// The expression, unless the keys contradict each other.
    fn expression(self) -> Result<Expression, String> {
        let input = match (self.from, self.join, self.value) {
            (Some(from), None, None) => Input::Columns(from.0),
            (None, Some(parts), None) => Input::Join {
                parts,
                with: self.with.clone().unwrap_or_else(|| " ".to_owned()),
            },
            (None, None, Some(value)) => Input::Value(value.0),
            _ => return Err("une colonne a exactement une des clés « from », « join » et « value »".to_owned()),
        };
        if self.with.is_some() && !matches!(input, Input::Join { .. }) {
            return Err("« with » ne va qu'avec « join »".to_owned());
        }
        let capture = match (self.capture, self.template) {
            (Some(text), template) => Some(Capture {
                pattern: Pattern::new(&text)?,
                template,
            }),
            (None, None) => None,
            (None, Some(_)) => return Err("« as » ne va qu'avec « capture »".to_owned()),
        };
        let meaning = match (self.map, self.patterns) {
            (None, None) => Meaning::Itself,
            (Some(map), None) => Meaning::Map(folded(map.into_iter().map(|(word, to)| (word, to.0)).collect())),
            (None, Some(patterns)) => {
                let compiled = patterns.into_iter().map(|(text, to)| Ok((Pattern::new(&text)?, to.0)));
                Meaning::Match(compiled.collect::<Result<_, String>>()?)
            }
            (Some(_), Some(_)) => return Err("une colonne a « map » ou « match », pas les deux".to_owned()),
        };
        let replace = self
            .replace
            .into_iter()
            .map(|(text, by)| Ok((Pattern::new(&text)?, by)));
        Ok(Expression {
            when: self.when.0,
            input,
            empty: self.empty.0.into_iter().collect(),
            replace: replace.collect::<Result<_, String>>()?,
            split: self.split.map(|separators| separators.0),
            capture,
            meaning,
            known_only: self.known_only,
        })
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ConditionKeys {
    column: String,
    is: Option<Many<String>>,
    not: Option<Many<String>>,
    matches: Option<String>,
}

impl ConditionKeys {
    fn condition(self) -> Result<Condition, String> {
        let test = match (self.is, self.not, self.matches) {
            (None, None, None) => Test::Yes,
            (Some(words), None, None) => Test::Is(words.0.into_iter().collect()),
            (None, Some(words), None) => Test::Not(words.0.into_iter().collect()),
            (None, None, Some(text)) => Test::Matches(Pattern::new(&text)?),
            _ => return Err("une condition a une seule des clés « is », « not » et « matches »".to_owned()),
        };
        Ok(Condition {
            column: self.column,
            test,
        })
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Many<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct ManyVisitor<T>(PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for ManyVisitor<T> {
            type Value = Many<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("une valeur ou une liste de valeurs")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Many<T>, E> {
                Ok(Many(vec![T::deserialize(de::value::StrDeserializer::new(text))?]))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut sequence: A) -> Result<Many<T>, A::Error> {
                let mut values = Vec::new();
                while let Some(value) = sequence.next_element()? {
                    values.push(value);
                }
                Ok(Many(values))
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Many<T>, A::Error> {
                Ok(Many(vec![T::deserialize(MapAccessDeserializer::new(map))?]))
            }
        }
        deserializer.deserialize_any(ManyVisitor(PhantomData))
    }
}

/// Reads a type that is written as a text or as a table.
macro_rules! text_or_table {
    ($type:ty, $expecting:literal, $text:expr, $keys:ty, $table:expr) => {
        impl<'de> Deserialize<'de> for $type {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct TextOrTable;
                impl<'de> Visitor<'de> for TextOrTable {
                    type Value = $type;

                    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                        f.write_str($expecting)
                    }

                    fn visit_str<E: de::Error>(self, text: &str) -> Result<$type, E> {
                        Ok($text(text))
                    }

                    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<$type, A::Error> {
                        let keys = <$keys>::deserialize(MapAccessDeserializer::new(map))?;
                        $table(keys).map_err(de::Error::custom)
                    }
                }
                deserializer.deserialize_any(TextOrTable)
            }
        }
    };
}

text_or_table!(
    Expression,
    "un nom de colonne ou une table (from, join, value…)",
    Expression::column,
    Keys,
    |keys: Keys| match keys.days {
        Some(_) => Err("« days » ne va qu'au premier niveau de la colonne horaires".to_owned()),
        None => keys.expression(),
    }
);

text_or_table!(
    Condition,
    "un nom de colonne ou une table (column, is, not, matches)",
    |text: &str| Condition {
        column: text.to_owned(),
        test: Test::Yes,
    },
    ConditionKeys,
    ConditionKeys::condition
);

impl<'de> Deserialize<'de> for Column {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct ColumnVisitor;
        impl<'de> Visitor<'de> for ColumnVisitor {
            type Value = Column;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("un nom de colonne, une liste, ou une table (from, join, value, days…)")
            }

            fn visit_str<E: de::Error>(self, name: &str) -> Result<Column, E> {
                Ok(Column {
                    alternatives: vec![Expression::column(name)],
                    days: None,
                })
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut sequence: A) -> Result<Column, A::Error> {
                let mut alternatives = Vec::new();
                while let Some(expression) = sequence.next_element()? {
                    alternatives.push(expression);
                }
                Ok(Column {
                    alternatives,
                    days: None,
                })
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Column, A::Error> {
                let mut keys = Keys::deserialize(MapAccessDeserializer::new(map))?;
                let days = keys.days.take().map(Days::in_order);
                let says = keys.from.is_some() || keys.join.is_some() || keys.value.is_some();
                let alternatives = if days.is_some() && !says {
                    Vec::new()
                } else {
                    vec![keys.expression().map_err(de::Error::custom)?]
                };
                Ok(Column { alternatives, days })
            }
        }
        deserializer.deserialize_any(ColumnVisitor)
    }
}
