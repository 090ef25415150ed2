//! `/integration`: a mairie chooses the place and the need, looks at the result, copies the code.

use super::{COUNT, SANDBOX, TERRITORY, frame_address, territory::Territory};
use crate::{
    App,
    locales::{self, FR},
    pages::{
        Visit,
        error::refused,
        frame::{Frame, html},
        needs::{self, Need},
        place::{self, Meaning},
        recherche::{NEED, WORDS},
    },
    params::{BadParameter, Parameter, Query, Shape},
    root::Root,
};
use askama::Template;
use axum::{
    extract::{RawQuery, State},
    http::StatusCode,
    response::Response,
};
use portee_directory::Snapshot;
use std::sync::Arc;

const LANGUAGE: Parameter = Parameter {
    name: "langue",
    description: "La langue de la liste.",
    shape: Shape::OneOf(languages),
    required: false,
    example: "fr",
};

fn languages() -> Vec<&'static str> {
    locales::ALL.iter().map(|texts| texts.locale.code).collect()
}

/// The heights offered, in pixels; « auto » fits the list.
const HEIGHTS: [(&str, &str); 4] = [
    ("auto", "Celle de la liste"),
    ("400", "400 pixels"),
    ("600", "600 pixels"),
    ("900", "900 pixels"),
];

const HEIGHT: Parameter = Parameter {
    name: "hauteur",
    description: "La hauteur du cadre, en pixels.",
    shape: Shape::Word(&["auto", "400", "600", "900"]),
    required: false,
    example: "auto",
};

/// The commune that was chosen among those suggested.
const COMMUNE: Parameter = Parameter {
    name: "commune",
    description: "Code de la commune.",
    shape: Shape::Text(5),
    required: false,
    example: "26113",
};

/// How many venues are offered to be shown.
const COUNTS: [u32; 4] = [5, 10, 20, 50];

/// A value to choose.
struct Choice {
    value: String,
    label: String,
    chosen: bool,
}

impl Choice {
    fn new(value: impl Into<String>, label: impl Into<String>, chosen: bool) -> Self {
        Self {
            value: value.into(),
            label: label.into(),
            chosen,
        }
    }
}

#[derive(Template)]
#[template(path = "integration.html")]
struct Page {
    frame: Frame,
    /// What is in the box.
    words: String,
    /// What is wrong with it.
    error: Option<String>,
    /// Code and name of the places that may be meant.
    proposals: Vec<(String, String)>,
    needs: Vec<Choice>,
    languages: Vec<Choice>,
    counts: Vec<Choice>,
    heights: Vec<Choice>,
    made: Made,
}

/// What the choices give.
struct Made {
    /// The name of the place; none while it is not chosen.
    name: Option<String>,
    /// The code with a script, and without.
    script: String,
    frame: String,
    /// The frame itself, for the preview.
    address: String,
    title: String,
    sandbox: &'static str,
    height: u32,
}

/// The place that the words mean.
enum Place {
    One(String, String),
    Several(Vec<(String, String)>),
    Unknown,
    None,
}

pub(in crate::pages) async fn show(State(app): State<Arc<App>>, root: Root, RawQuery(raw): RawQuery) -> Response {
    let snapshot = app.snapshot();
    match page(raw.as_deref(), &snapshot, &root) {
        Ok(page) => html(StatusCode::OK, &page),
        Err(bad) => refused(&app, &Visit::french(), bad),
    }
}

fn page(raw: Option<&str>, snapshot: &Snapshot, root: &Root) -> Result<Page, BadParameter> {
    let query = Query::read_form(raw, &[&[WORDS, COMMUNE, TERRITORY, NEED, LANGUAGE, COUNT, HEIGHT]])?;
    let need = query.word(NEED.name)?.and_then(needs::by_slug);
    let language = query.word(LANGUAGE.name)?.unwrap_or(FR.locale.code);
    let count = query.integer(&COUNT)?;
    let height = query.word(HEIGHT.name)?.unwrap_or("auto");
    let words = query.text(WORDS.name).unwrap_or_default().trim();
    let place = meant(&query, words, snapshot)?;
    let (code, name) = match &place {
        Place::One(code, name) => (code.as_str(), Some(name.clone())),
        _ => ("", None),
    };
    let made = Made::of(root, (code, name), need, language, count, height);
    Ok(Page {
        frame: Frame::french(snapshot, "").at(root, "/integration"),
        words: made.name.clone().unwrap_or_else(|| words.to_owned()),
        error: matches!(place, Place::Unknown).then(|| FR.search.not_found(words)),
        proposals: match place {
            Place::Several(proposals) => proposals,
            _ => Vec::new(),
        },
        needs: needs::offered(snapshot)
            .into_iter()
            .map(|it| Choice::new(it.slug, it.sentence(&FR), need.is_some_and(|need| need.slug == it.slug)))
            .collect(),
        languages: locales::ALL
            .iter()
            .map(|texts| Choice::new(texts.locale.code, texts.locale.name, texts.locale.code == language))
            .collect(),
        counts: COUNTS
            .iter()
            .map(|it| Choice::new(it.to_string(), format!("{it} lieux au plus"), *it == count))
            .collect(),
        heights: HEIGHTS
            .iter()
            .map(|(value, label)| Choice::new(*value, *label, *value == height))
            .collect(),
        made,
    })
}

fn meant(query: &Query<'_>, words: &str, snapshot: &Snapshot) -> Result<Place, BadParameter> {
    let one = |territory: Territory<'_>| Place::One(territory.code().to_owned(), territory.name().to_owned());
    if let Some(territory) = Territory::read(query, snapshot)? {
        return Ok(one(territory));
    }
    let chosen = query.text(COMMUNE.name);
    if let Some(territory) = chosen.and_then(|code| Territory::coded(code, snapshot)) {
        return Ok(one(territory));
    }
    if words.is_empty() {
        return Ok(Place::None);
    }
    let departement = snapshot.geography().departement(words);
    if let Some(territory) = departement.and_then(|it| Territory::coded(it.code.as_str(), snapshot)) {
        return Ok(one(territory));
    }
    Ok(match place::read(words, snapshot, &FR) {
        Meaning::One(place) => place
            .commune
            .and_then(|code| Territory::coded(code.as_str(), snapshot))
            .map_or(Place::Unknown, one),
        Meaning::Several(found) => {
            let departements = found.departements.into_iter().map(|it| {
                let label = format!("{} ({}) : tout le département", it.name, it.code);
                (it.code, label)
            });
            let communes = found
                .communes
                .into_iter()
                .map(|it| (it.code, format!("{}, {}", it.label, it.detail)));
            let all: Vec<(String, String)> = departements.chain(communes).collect();
            match &all[..] {
                [(code, _)] => Territory::coded(code, snapshot).map_or(Place::Unknown, one),
                _ => Place::Several(all),
            }
        }
        Meaning::Nothing => Place::Unknown,
    })
}

impl Made {
    fn of(
        root: &Root,
        (code, name): (&str, Option<String>),
        need: Option<&Need>,
        language: &str,
        count: u32,
        height: &str,
    ) -> Self {
        let texts = locales::ALL.iter().find(|texts| texts.locale.code == language);
        let texts = texts.copied().unwrap_or(&FR);
        let base = texts.locale.prefix;
        let need = need.map(|need| need.slug);
        let title = name
            .as_ref()
            .map_or_else(|| texts.embed.title.to_owned(), |name| texts.embed.at(name));
        let address = frame_address(base, code, need, count);
        let pixels = height.parse().unwrap_or(600);
        let link = match code {
            "" => format!("{root}{base}/"),
            code if code.len() == 5 => format!("{root}{base}/recherche?commune={code}"),
            code if code.len() < 5 => format!("{root}/carte?departement={code}"),
            _ => format!("{root}{base}/"),
        };
        let data = |name: &str, value: &str| {
            if value.is_empty() {
                String::new()
            } else {
                format!(" data-{name}=\"{value}\"")
            }
        };
        let link = format!("<p><a href=\"{link}\">{}</a></p>", escaped(&title));
        let data = [
            data("territoire", code),
            data("besoin", need.unwrap_or_default()),
            data("nombre", &count.to_string()),
            data("langue", language),
            data("hauteur", if height == "auto" { "" } else { height }),
            format!(" data-titre=\"{}\"", escaped(&title)),
        ];
        Self {
            script: format!(
                "{link}\n<script src=\"{root}/integration.js\"{} async></script>",
                data.concat()
            ),
            frame: format!(
                "<iframe src=\"{root}{}\" title=\"{}\" width=\"100%\" height=\"{pixels}\" loading=\"lazy\" \
                 sandbox=\"{SANDBOX}\"></iframe>\n{link}",
                escaped(&address),
                escaped(&title)
            ),
            address,
            title,
            sandbox: SANDBOX,
            height: pixels,
            name,
        }
    }
}

/// A text within a tag or an attribute of the code to copy.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}
