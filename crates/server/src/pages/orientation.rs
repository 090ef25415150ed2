//! `/orientation`: the page of those who send someone to a place. Choosing is done in the browser; without a script the form
//! leads to the search, which knows most of the choices.

use super::{
    Visit,
    error::refused,
    frame::{Frame, paris},
    needs::{self, Need},
};
use crate::{App, locales::Texts, locales::capital, orientation::Wish, params::Query};
use askama::Template;
use axum::{
    extract::{RawQuery, State},
    http::StatusCode,
    response::Response,
};
use portee_directory::Snapshot;
use portee_domain::vocabulary::{Audience, Fee, Programme, SpecificCare, Vocabulary};
use std::sync::Arc;

#[derive(Template)]
#[template(path = "orientation.html")]
struct Page {
    frame: Frame,
    needs: Vec<&'static Need>,
    days: Vec<Day>,
    wishes: Vec<Choice>,
    /// For the foot of the sheet.
    today: String,
    /// The département that may be kept: the script says which.
    keep: String,
}

/// A day of the week, from Monday.
struct Day {
    name: String,
    /// Its name for the search.
    word: &'static str,
    parts: Vec<Part>,
}

/// A half-day.
struct Part {
    name: &'static str,
    /// Its name in the fragment: `sam-matin`.
    code: String,
}

/// A wish.
struct Choice {
    code: &'static str,
    sentence: &'static str,
    /// The parameter of the search that asks for it, when there is one.
    filter: Option<(&'static str, &'static str)>,
}

/// Names of the days in addresses: short for the fragment, whole for the search.
const DAYS: [(&str, &str); 7] = [
    ("lun", "lundi"),
    ("mar", "mardi"),
    ("mer", "mercredi"),
    ("jeu", "jeudi"),
    ("ven", "vendredi"),
    ("sam", "samedi"),
    ("dim", "dimanche"),
];
/// Names of the parts of a day in the fragment.
const PARTS: [&str; 3] = ["matin", "apres-midi", "soir"];

pub(super) async fn show(State(app): State<Arc<App>>, visit: Visit, RawQuery(raw): RawQuery) -> Response {
    if let Err(bad) = Query::read_form(raw.as_deref(), &[]) {
        return refused(&app, &visit, bad);
    }
    let snapshot = app.snapshot();
    let page = Page {
        frame: Frame::of(&visit, &snapshot, "/orientation"),
        needs: needs::offered(&snapshot),
        days: days(visit.texts),
        wishes: wishes(visit.texts, &snapshot),
        today: visit.texts.date(paris(app.now())),
        keep: String::new(),
    };
    visit.html(StatusCode::OK, &page)
}

fn days(t: &Texts) -> Vec<Day> {
    let day = |((code, word), name): (&(&str, &'static str), &&str)| Day {
        name: capital(name),
        word,
        parts: PARTS
            .iter()
            .zip(t.orientation.parts)
            .map(|(part, name)| Part {
                name,
                code: format!("{code}-{part}"),
            })
            .collect(),
    };
    DAYS.iter().zip(&t.dates.days).map(day).collect()
}

fn wishes(t: &Texts, snapshot: &Snapshot) -> Vec<Choice> {
    let offered = Wish::ALL.into_iter().filter(|wish| wish.is_offered(snapshot));
    offered
        .map(|wish| Choice {
            code: wish.code(),
            sentence: sentence(wish, t),
            filter: filter(wish),
        })
        .collect()
}

fn sentence(wish: Wish, t: &Texts) -> &'static str {
    let t = &t.orientation;
    match wish {
        Wish::Free => t.free,
        Wish::StepFree => t.step_free,
        Wish::Women => t.women,
        Wish::Languages => t.languages,
        Wish::Illiteracy => t.illiteracy,
        Wish::Voucher => t.voucher,
        Wish::Mandate => t.mandate,
        Wish::Deafness => t.deafness,
        Wish::Sight => t.sight,
    }
}

/// What the search can be asked instead; nothing stands for a Pass numérique there.
fn filter(wish: Wish) -> Option<(&'static str, &'static str)> {
    fn pair<V: Vocabulary>(value: V) -> (&'static str, &'static str) {
        (V::COLUMN, value.label())
    }
    Some(match wish {
        Wish::Free => pair(Fee::Free),
        Wish::StepFree => pair(SpecificCare::MotorDisability),
        Wish::Women => pair(Audience::Women),
        Wish::Languages => pair(SpecificCare::OtherLanguages),
        Wish::Illiteracy => pair(SpecificCare::Illiteracy),
        Wish::Mandate => pair(Programme::AidantsConnect),
        Wish::Deafness => pair(SpecificCare::Deafness),
        Wish::Sight => pair(SpecificCare::VisualImpairment),
        Wish::Voucher => return None,
    })
}
