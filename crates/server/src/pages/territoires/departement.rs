//! `/territoires/{departement}`: its communes, bands of minutes, hubs and doubts.

use super::{
    ChoiceOption, Wish, address::Address, address::link, figures, map, said, siting, table, table::Table,
    target_options,
};
use crate::{
    App,
    app::Served,
    pages::{
        Visit,
        error::{error_page, refused},
        frame::{Frame, html},
        linked, words,
    },
    params::{BadParameter, Query, spec},
    root::Root,
    territories::{Key, LegendLine, Order, Row, Shade, Territories},
};
use askama::Template;
use axum::{
    extract::{Path, RawQuery, State},
    http::StatusCode,
    response::Response,
};
use portee_directory::Snapshot;
use portee_domain::{Coverage, DepartementCode, Hub, Level};
use std::sync::Arc;

/// The communes with most people beyond first.
const USUAL: Order = Order {
    key: Key::Beyond,
    descending: true,
};

#[derive(Template)]
#[template(path = "territoires_departement.html")]
struct Page {
    frame: Frame,
    name: String,
    code: String,
    targets: Vec<ChoiceOption>,
    shown: Option<Shown>,
    /// None when inhabitants are not loaded.
    siting: Option<siting::View>,
}

struct Shown {
    headline: String,
    certainty: Vec<String>,
    method: Vec<String>,
    flags: Vec<String>,
    hubs: Vec<HubView>,
    bands: Vec<figures::Line>,
    about: Vec<(&'static str, String)>,
    spread: Vec<(&'static str, String)>,
    map: Option<map::Part>,
    legend: [LegendLine; 6],
    minutes: Option<Minutes>,
    /// Communes that no outline is known of.
    unmapped: Vec<String>,
    table: Table,
    csv: String,
    geojson: String,
}

/// The second map: the shapes of the first, shaded by minutes.
struct Minutes {
    shades: Vec<MinuteShape>,
    legend: [LegendLine; 6],
}

struct MinuteShape {
    id: String,
    label: String,
    shade: char,
}

struct HubView {
    name: String,
    closed: Option<String>,
    claims: Vec<String>,
}

pub(super) async fn show(
    State(app): State<Arc<App>>,
    Path(code): Path<String>,
    root: Root,
    RawQuery(raw): RawQuery,
) -> Response {
    let served = app.served();
    let code: Option<DepartementCode> = code.parse().ok();
    let known = code.and_then(|code| served.snapshot.geography().departement(code.as_str()));
    let Some(code) = known.map(|departement| departement.code.clone()) else {
        return error_page(
            &app,
            &Visit::french(),
            StatusCode::NOT_FOUND,
            Some("Nous ne connaissons pas ce département."),
        );
    };
    let asked = Arc::clone(&app);
    // Maps and what-ifs take milliseconds, an exact choice seconds: not on a thread that answers requests.
    let computed = tokio::task::spawn_blocking(move || page(raw.as_deref(), &code, &asked, &served, &root)).await;
    match computed {
        Ok(Ok(page)) => html(StatusCode::OK, &page),
        Ok(Err(bad)) => refused(&app, &Visit::french(), bad),
        Err(_) => error_page(&app, &Visit::french(), StatusCode::INTERNAL_SERVER_ERROR, None),
    }
}

fn page(
    raw: Option<&str>,
    code: &DepartementCode,
    app: &App,
    served: &Served,
    root: &Root,
) -> Result<Page, BadParameter> {
    let query = Query::read_form(raw, &[&[spec::TARGET, spec::ORDER, spec::PAGE], siting::PARAMETERS])?;
    let wish = Wish::read(&query, USUAL)?;
    let plan = siting::Plan::read(&query, code, wish.target, &served.snapshot)?;
    let snapshot = &served.snapshot;
    let name = snapshot
        .geography()
        .departement(code.as_str())
        .map(|it| it.name.clone())
        .unwrap_or_default();
    let title = format!("{name} ({code}) : la promesse des 30 minutes");
    let address = format!("/territoires/{code}");
    Ok(Page {
        frame: Frame::french(snapshot, "/territoires")
            .at(root, &address)
            .named(&title, said::PROMISE)
            .linking(&linked::crumbs(
                root,
                &[("Territoires", "/territoires"), (&title, &address)],
            )),
        name,
        code: code.to_string(),
        targets: target_options(wish.target),
        shown: snapshot
            .coverage()
            .and_then(|coverage| shown(coverage, code, &wish, snapshot)),
        siting: app.planning().map(|planning| siting::View::of(&plan, planning, served)),
    })
}

fn shown(coverage: &Coverage, code: &DepartementCode, wish: &Wish, snapshot: &Snapshot) -> Option<Shown> {
    let territory = coverage.territory(Level::Departement, code.as_str())?;
    let whole = Row::of(coverage, territory, wish.target)?;
    let rows = Territories::named("communes")?.rows(coverage, wish.target, Some(code));
    let map = map::of_communes(&rows, snapshot.geography());
    let drawn = |row: &&Row<'_>| {
        let shapes = map.iter().flat_map(|part| &part.shapes);
        shapes.into_iter().any(|shape| shape.id == row.territory.code)
    };
    let unmapped = rows
        .iter()
        .filter(|row| !drawn(row))
        .map(|row| row.territory.name.clone())
        .collect();
    let minutes = rows.iter().any(|row| row.nearest().is_some()).then(|| Minutes {
        shades: rows.iter().filter(drawn).map(minute_shape).collect(),
        legend: Shade::legend_of_minutes(),
    });
    let address = Address::new(format!("/territoires/{code}"), USUAL, wish.target, &[]);
    let download = |suffix: &str| {
        link(
            &format!("/api/v1/couverture/communes.{suffix}"),
            &[
                ("departement", code.to_string()),
                (spec::TARGET.name, wish.target.label().to_owned()),
                (spec::ORDER.name, wish.order.word().to_owned()),
            ],
        )
    };
    Some(Shown {
        headline: said::headline(&whole),
        certainty: said::certainty(&whole),
        method: said::method(territory.method, coverage),
        flags: territory.flags.iter().map(table::reason).collect(),
        hubs: coverage.hubs.iter().filter_map(|hub| hub_view(hub, code)).collect(),
        bands: figures::bands(&whole),
        about: figures::beyond(&whole),
        spread: figures::spread(&whole),
        map,
        legend: Shade::legend_of_shares(),
        minutes,
        unmapped,
        table: Table::of(rows, Level::Commune, wish, &address, snapshot),
        csv: download("csv"),
        geojson: download("geojson"),
    })
}

fn minute_shape(row: &Row<'_>) -> MinuteShape {
    let (shade, figure) = map::minutes(row);
    MinuteShape {
        id: row.territory.code.clone(),
        label: format!("{} : {figure}", row.territory.name),
        shade: shade.code(),
    }
}

/// A hub that someone says covers the département, with who says so.
fn hub_view(hub: &Hub, code: &DepartementCode) -> Option<HubView> {
    let claims: Vec<String> = hub
        .claims
        .iter()
        .filter(|claim| claim.departement == *code)
        .map(|claim| {
            let from = claim.from.map(|date| format!(", depuis le {}", words::date(date)));
            let until = claim.until.map(|date| format!(", jusqu’au {}", words::date(date)));
            format!(
                "{}{}{}",
                claim.source,
                from.unwrap_or_default(),
                until.unwrap_or_default()
            )
        })
        .collect();
    (!claims.is_empty()).then(|| HubView {
        name: hub.name.clone(),
        closed: hub.closed.map(words::date),
        claims,
    })
}
