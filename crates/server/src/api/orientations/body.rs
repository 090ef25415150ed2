//! The list as it comes: JSON or CSV.

use super::too_large;
use crate::{
    bulk::{
        Batch, Column, Line, MOST_LINES,
        records::{Heading, Records},
    },
    params::{BadParameter, shorten},
    problem::Problem,
};
use axum::http::{HeaderMap, HeaderName, StatusCode};
use portee_geography::Geography;
use serde::{
    Deserialize, Deserializer,
    de::{Error, IgnoredAny, MapAccess, SeqAccess, Visitor},
};
use serde_json::Value;
use std::fmt;
use utoipa::ToSchema;

/// The longest name of a line, in characters.
const LONGEST_ID: usize = 100;

/// How a list is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    Json,
    Csv,
}

/// Une ligne : une position, un code INSEE, une commune avec son code postal, ou une adresse.
#[derive(ToSchema)]
#[schema(as = Orientation)]
#[expect(dead_code, reason = "describes what is read field by field")]
pub(super) struct LineAsked {
    /// Ce que vous voulez, rendu tel quel ; évitez les noms.
    #[schema(example = "A-17")]
    id: Option<String>,
    /// Adresse qui se termine par le code postal et la commune.
    #[schema(example = "12 rue Camille Buffardel 26150 Die")]
    adresse: Option<String>,
    /// Code postal.
    #[schema(example = "26150")]
    code_postal: Option<String>,
    /// Nom de la commune.
    #[schema(example = "Die")]
    commune: Option<String>,
    /// Code INSEE de la commune.
    #[schema(example = "26113")]
    code_insee: Option<String>,
    /// Degrés WGS84 ; arrondie au millième.
    #[schema(example = 44.754)]
    latitude: Option<f64>,
    /// Degrés WGS84 ; arrondie au millième.
    #[schema(example = 5.371)]
    longitude: Option<f64>,
}

impl Form {
    /// The first form of ours that a header names; none when it names neither.
    pub(super) fn of(headers: &HeaderMap, name: HeaderName) -> Option<Self> {
        let kinds = headers.get(name)?.to_str().ok()?.split(',');
        kinds.filter_map(|kind| kind.split(';').next()).find_map(|kind| {
            match kind.trim().to_ascii_lowercase().as_str() {
                "application/json" => Some(Self::Json),
                "text/csv" => Some(Self::Csv),
                _ => None,
            }
        })
    }

    /// Reads a list, and the heading when it is a table.
    pub(super) fn read(self, bytes: &[u8], geography: &Geography) -> Result<(Batch, Option<Heading>), Problem> {
        match self {
            Self::Json => Ok((read_json(bytes, geography)?, None)),
            Self::Csv => read_table(bytes, geography).map(|(batch, heading)| (batch, Some(heading))),
        }
    }
}

fn too_many() -> Problem {
    too_large("Une liste a 10 000 lignes au plus : coupez-la en plusieurs.")
}

fn unreadable(detail: impl Into<String>) -> Problem {
    Problem::new(StatusCode::BAD_REQUEST).detail(detail)
}

fn read_table(bytes: &[u8], geography: &Geography) -> Result<(Batch, Heading), Problem> {
    let failed = |_| unreadable("Le tableau ne peut pas être lu.");
    let opened = Records::open(bytes).map_err(failed)?;
    let mut records = opened.map_err(|none| unreadable(none.said()))?;
    let mut batch = Batch::default();
    while let Some(record) = records.next().map_err(failed)? {
        if batch.rows.len() == MOST_LINES {
            return Err(too_many());
        }
        batch.add_record(record, records.heading.separator, geography);
    }
    Ok((batch, records.heading))
}

fn read_json(bytes: &[u8], geography: &Geography) -> Result<Batch, Problem> {
    let lines: Lines = serde_json::from_slice(bytes).map_err(|error| {
        unreadable(format!(
            "Le JSON n'est pas compris (ligne {}, colonne {}). Il faut {{\"lignes\":[{{…}}]}}.",
            error.line(),
            error.column()
        ))
    })?;
    if lines.too_many {
        return Err(too_many());
    }
    let mut batch = Batch::default();
    for (number, (id, line)) in (1..).zip(lines.lines) {
        batch.add(number, id, None, line, geography);
    }
    Ok(batch)
}

/// The lines of a JSON list. Each is made small as soon as it is read; those beyond the most are counted, not kept.
#[derive(Default)]
struct Lines {
    lines: Vec<(Option<Value>, Result<Line, BadParameter>)>,
    too_many: bool,
}

impl<'de> Deserialize<'de> for Lines {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Whole;

        impl<'de> Visitor<'de> for Whole {
            type Value = Lines;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("un objet dont le membre « lignes » est un tableau")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Lines, A::Error> {
                let mut found = None;
                while let Some(name) = map.next_key::<String>()? {
                    if name != "lignes" || found.is_some() {
                        return Err(A::Error::custom("membre inconnu ou répété"));
                    }
                    let Many(lines) = map.next_value()?;
                    found = Some(lines);
                }
                found.ok_or_else(|| A::Error::missing_field("lignes"))
            }
        }

        deserializer.deserialize_map(Whole)
    }
}

struct Many(Lines);

impl<'de> Deserialize<'de> for Many {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Each;

        impl<'de> Visitor<'de> for Each {
            type Value = Many;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("un tableau de lignes")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut all: A) -> Result<Many, A::Error> {
                let mut lines = Lines::default();
                while lines.lines.len() < MOST_LINES {
                    match all.next_element::<Value>()? {
                        Some(value) => lines.lines.push(line(value)),
                        None => return Ok(Many(lines)),
                    }
                }
                while all.next_element::<IgnoredAny>()?.is_some() {
                    lines.too_many = true;
                }
                Ok(Many(lines))
            }
        }

        deserializer.deserialize_seq(Each)
    }
}

/// A line, and what it is called; a member that does not exist is an error of that line, never dropped in silence.
fn line(value: Value) -> (Option<Value>, Result<Line, BadParameter>) {
    let Value::Object(members) = value else {
        return (
            None,
            Err(BadParameter::new("ligne", "La ligne n'est pas un objet JSON.")),
        );
    };
    let mut id = None;
    let mut line = Line::default();
    let mut wrong = None;
    for (name, value) in members {
        let text = match &value {
            Value::Null => continue,
            Value::String(text) => text.clone(),
            Value::Number(number) => number.to_string(),
            _ => {
                wrong = Some(BadParameter::new(
                    &name,
                    format!("« {} » est un texte ou un nombre.", shorten(&name)),
                ));
                continue;
            }
        };
        match Column::named(&name) {
            Some(column) => line.set(column, &text),
            None if name == "id" && text.chars().nth(LONGEST_ID).is_none() => id = Some(value),
            None if name == "id" => {
                let detail = format!("« id » est trop long : {LONGEST_ID} caractères au plus.");
                wrong = Some(BadParameter::new("id", detail));
            }
            None => {
                let detail = format!("« {} » n'existe pas dans une ligne.", shorten(&name));
                wrong = Some(BadParameter::new(&name, detail));
            }
        }
    }
    (id, wrong.map_or(Ok(line), Err))
}
