//! An answer with its JSON and the time it holds for.

use super::{Opening, holidays::Holiday};
use chrono::{DateTime, SecondsFormat, Utc};
use chrono_tz::Tz;
use serde::Serialize;

/// Whether a venue is open, with its JSON.
#[derive(Debug)]
pub struct Evaluated {
    /// The state.
    pub opening: Opening,
    /// The public object `ouverture`: `{"etat":"ouvert","jusqu_a":…,"commentaire":…}`,
    /// `{"etat":"ferme","rouvre_le":…,"jour_ferie":…}` or `{"etat":"inconnu","raison":…,"explication":…}`; instants in
    /// RFC 3339 with the venue's own offset; what is not known is left out.
    pub json: Box<str>,
    /// From when it holds.
    pub(crate) from: DateTime<Utc>,
    /// Until when it holds (exclusive).
    pub(crate) until: DateTime<Utc>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Ouverture<'a> {
    Open {
        etat: &'a str,
        #[serde(skip_serializing_if = "Option::is_none")]
        jusqu_a: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        commentaire: Option<&'a str>,
    },
    Closed {
        etat: &'a str,
        #[serde(skip_serializing_if = "Option::is_none")]
        rouvre_le: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        jour_ferie: Option<&'a str>,
    },
    Unknown {
        etat: &'a str,
        raison: &'a str,
        explication: String,
    },
}

impl Evaluated {
    pub(crate) fn new(opening: Opening, from: DateTime<Utc>, until: DateTime<Utc>) -> Self {
        Self {
            json: json(&opening).into(),
            opening,
            from,
            until,
        }
    }

    pub(crate) fn holds_at(&self, now: DateTime<Utc>) -> bool {
        (self.from..self.until).contains(&now)
    }
}

fn json(opening: &Opening) -> String {
    let instant = |instant: &DateTime<Tz>| instant.to_rfc3339_opts(SecondsFormat::Secs, false);
    let etat = opening.label();
    let public = match opening {
        Opening::Open { until, comment } => Ouverture::Open {
            etat,
            jusqu_a: until.as_ref().map(instant),
            commentaire: comment.as_deref(),
        },
        Opening::Closed { reopens, holiday } => Ouverture::Closed {
            etat,
            rouvre_le: reopens.as_ref().map(instant),
            jour_ferie: holiday.map(Holiday::name),
        },
        Opening::Unknown { reason } => Ouverture::Unknown {
            etat,
            raison: reason.code(),
            explication: reason.label(),
        },
    };
    serde_json::to_string(&public).expect("text always serialises")
}
