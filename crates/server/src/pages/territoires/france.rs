//! `/territoires`: the country, by régions, départements, EPCI or hubs.

use super::{ChoiceOption, Wish, address::Address, figures, map, said, table::Table, target_options};
use crate::{
    App,
    pages::{
        Visit,
        error::refused,
        frame::{Frame, html},
        words,
    },
    params::{BadParameter, Parameter, Query, Shape, spec},
    root::Root,
    territories::{Order, Row, Shade, Territories},
};
use askama::Template;
use axum::{
    extract::{RawQuery, State},
    http::StatusCode,
    response::Response,
};
use portee_directory::Snapshot;
use portee_domain::{Coverage, Level};
use std::sync::Arc;

const LEVEL: Parameter = Parameter {
    name: "niveau",
    description: "Les territoires du tableau.",
    shape: Shape::Word(&["departements", "regions", "epci", "hubs"]),
    required: false,
    example: "departements",
};

const LEVELS: [(&str, &str, &str); 4] = [
    ("departements", "Départements", "Départements et collectivités"),
    ("regions", "Régions", "Régions et collectivités"),
    ("epci", "Intercommunalités", "Intercommunalités"),
    ("hubs", "Hubs", "Aires des hubs"),
];

#[derive(Template)]
#[template(path = "territoires.html")]
struct Page {
    frame: Frame,
    levels: Vec<ChoiceOption>,
    targets: Vec<ChoiceOption>,
    shown: Option<Shown>,
}

/// What there is to show once coverage is computed.
struct Shown {
    headline: String,
    certainty: Vec<String>,
    method: Vec<String>,
    sources: Vec<String>,
    far: [String; 2],
    flagged: Option<String>,
    bands: Vec<figures::Line>,
    about: Vec<(&'static str, String)>,
    spread: Vec<(&'static str, String)>,
    map: Vec<map::Part>,
    legend: [crate::territories::LegendLine; 6],
    title: &'static str,
    table: Table,
    /// The same rows to take away.
    csv: String,
    geojson: String,
}

pub(super) async fn show(State(app): State<Arc<App>>, root: Root, RawQuery(raw): RawQuery) -> Response {
    let snapshot = app.snapshot();
    match page(raw.as_deref(), &snapshot, &root) {
        Ok(page) => html(StatusCode::OK, &page),
        Err(bad) => refused(&app, &Visit::french(), bad),
    }
}

fn page(raw: Option<&str>, snapshot: &Snapshot, root: &Root) -> Result<Page, BadParameter> {
    let query = Query::read_form(raw, &[&[LEVEL, spec::TARGET, spec::ORDER, spec::PAGE]])?;
    let wish = Wish::read(&query, Order::FLAGGED_FIRST)?;
    let word = query.word(LEVEL.name)?.unwrap_or("departements");
    let levels = LEVELS.map(|(value, label, _)| ChoiceOption {
        value,
        label,
        chosen: value == word,
    });
    Ok(Page {
        frame: Frame::french(snapshot, "/territoires")
            .at(root, "/territoires")
            .named("La promesse des 30 minutes", said::PROMISE),
        levels: levels.into(),
        targets: target_options(wish.target),
        shown: snapshot
            .coverage()
            .and_then(|coverage| shown(coverage, word, &wish, snapshot)),
    })
}

fn shown(coverage: &Coverage, word: &'static str, wish: &Wish, snapshot: &Snapshot) -> Option<Shown> {
    let list = Territories::named(word)?;
    let (_, _, title) = LEVELS.into_iter().find(|(value, ..)| *value == word)?;
    let country = coverage.territory(Level::France, "FR")?;
    let whole = Row::of(coverage, country, wish.target)?;
    let rows = list.rows(coverage, wish.target, None);
    let map = match list.level {
        // Twelve hundred outlines would weigh more than they tell.
        Level::Epci => Vec::new(),
        _ => map::of_france(&rows, snapshot.geography(), &coverage.hubs),
    };
    let flagged = rows.iter().filter(|row| !row.territory.flags.is_empty()).count();
    let further: &[(&'static str, &str)] = if word == "departements" {
        &[]
    } else {
        &[("niveau", word)]
    };
    let address = Address::new("/territoires".into(), Order::FLAGGED_FIRST, wish.target, further);
    let download = |suffix: &str| {
        let target = wish.target.label().to_owned();
        super::address::link(
            &format!("/api/v1/couverture/{word}.{suffix}"),
            &[
                (spec::TARGET.name, target),
                (spec::ORDER.name, wish.order.word().to_owned()),
            ],
        )
    };
    Some(Shown {
        headline: said::headline(&whole),
        certainty: said::certainty(&whole),
        method: said::method(country.method, coverage),
        sources: coverage.population.sources.clone(),
        far: [
            coverage.population.far_share_under_65,
            coverage.population.far_share_seniors,
        ]
        .map(|share| words::share(Some(share))),
        flagged: (flagged > 0).then(|| words::count(flagged, "département est signalé", "départements sont signalés")),
        bands: figures::bands(&whole),
        about: figures::beyond(&whole),
        spread: figures::spread(&whole),
        map,
        legend: Shade::legend_of_shares(),
        title,
        table: Table::of(rows, list.level, wish, &address, snapshot),
        csv: download("csv"),
        geojson: download("geojson"),
    })
}
