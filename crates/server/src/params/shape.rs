//! What a parameter is, what it admits, and how the document says so.

use portee_directory::When;
use utoipa::openapi::{
    Array, ObjectBuilder, RefOr, Required, Schema, Type,
    path::{Parameter as Documented, ParameterBuilder, ParameterIn, ParameterStyle},
    schema::AnyOf,
};

/// What a parameter admits.
#[derive(Debug, Clone, Copy)]
pub enum Shape {
    /// Labels of a vocabulary: several, by repeating the parameter or separated by `|`.
    Labels(fn() -> Vec<&'static str>),
    /// One of a few words.
    Word(&'static [&'static str]),
    /// One of the words of a list that is made elsewhere.
    OneOf(fn() -> Vec<&'static str>),
    /// A whole number within bounds, and what holds when it is absent.
    Integer {
        /// Smallest.
        min: u32,
        /// Greatest.
        max: u32,
        /// When absent.
        default: u32,
    },
    /// A whole number within bounds; nothing holds when it is absent.
    OptionalInteger {
        /// Smallest.
        min: u32,
        /// Greatest.
        max: u32,
    },
    /// A decimal number within bounds.
    Decimal {
        /// Smallest.
        min: f64,
        /// Greatest.
        max: f64,
    },
    /// Words of a list that is made elsewhere, separated by commas.
    Names(fn() -> Vec<&'static str>),
    /// A text of at most this many characters.
    Text(usize),
    /// The same, of this form (a regular expression, for the document: what the text means is checked where it is read).
    Coded(usize, &'static str),
    /// When a venue is to be open.
    When,
}

/// A query parameter.
#[derive(Debug, Clone, Copy)]
pub struct Parameter {
    /// Its public name.
    pub name: &'static str,
    /// What it does, in French.
    pub description: &'static str,
    /// What it admits.
    pub shape: Shape,
    /// Whether it must be there.
    pub required: bool,
    /// A value that works.
    pub example: &'static str,
}

impl Parameter {
    /// Whether it may be repeated.
    #[must_use]
    pub fn is_list(&self) -> bool {
        matches!(self.shape, Shape::Labels(_))
    }

    /// The values that it admits, when they can be listed.
    #[must_use]
    pub fn allowed(&self) -> Vec<&'static str> {
        match self.shape {
            Shape::Labels(list) | Shape::OneOf(list) | Shape::Names(list) => list(),
            Shape::Word(words) => words.to_vec(),
            Shape::When => When::words()
                .iter()
                .map(String::as_str)
                .chain(["2026-11-28T10:00"])
                .collect(),
            _ => Vec::new(),
        }
    }

    /// Its description for `OpenAPI`.
    #[must_use]
    pub fn documented(&self) -> Documented {
        let required = if self.required { Required::True } else { Required::False };
        let mut builder = ParameterBuilder::new()
            .name(self.name)
            .parameter_in(ParameterIn::Query)
            .required(required)
            .description(Some(self.description))
            .schema(Some(self.schema()));
        if self.is_list() {
            builder = builder.style(Some(ParameterStyle::Form)).explode(Some(true));
        } else if matches!(self.shape, Shape::Names(_)) {
            builder = builder.style(Some(ParameterStyle::Form)).explode(Some(false));
        }
        builder.example(Some(self.example_value())).build()
    }

    fn example_value(&self) -> serde_json::Value {
        match self.shape {
            Shape::Labels(_) => serde_json::json!([self.example]),
            Shape::Names(_) => self.example.split(',').collect(),
            Shape::Integer { .. } | Shape::OptionalInteger { .. } | Shape::Decimal { .. } => {
                serde_json::from_str(self.example).unwrap_or_else(|_| self.example.into())
            }
            _ => self.example.into(),
        }
    }

    fn schema(&self) -> RefOr<Schema> {
        let string = || ObjectBuilder::new().schema_type(Type::String);
        match self.shape {
            Shape::Labels(labels) | Shape::Names(labels) => Array::new(string().enum_values(Some(labels()))).into(),
            Shape::Word(words) => string().enum_values(Some(words.iter().copied())).into(),
            Shape::OneOf(list) => string().enum_values(Some(list())).into(),
            Shape::When => AnyOf::builder()
                .item(string().enum_values(Some(When::words().iter().map(String::as_str))))
                .item(string().pattern(Some(
                    r"^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d$",
                )))
                .into(),
            Shape::Coded(longest, pattern) => string().max_length(Some(longest)).pattern(Some(pattern)).into(),
            Shape::Text(longest) => string().min_length(Some(1)).max_length(Some(longest)).into(),
            Shape::Integer { min, max, default } => ObjectBuilder::new()
                .schema_type(Type::Integer)
                .minimum(Some(f64::from(min)))
                .maximum(Some(f64::from(max)))
                .default(Some(default.into()))
                .into(),
            Shape::OptionalInteger { min, max } => ObjectBuilder::new()
                .schema_type(Type::Integer)
                .minimum(Some(f64::from(min)))
                .maximum(Some(f64::from(max)))
                .into(),
            Shape::Decimal { min, max } => ObjectBuilder::new()
                .schema_type(Type::Number)
                .minimum(Some(min))
                .maximum(Some(max))
                .into(),
        }
    }
}
