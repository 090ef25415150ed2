//! `/outils`: what helpers may use or hand out, and the hub of their département.

use super::{Visit, error::error_page, error::refused, frame::Frame, frame::paris};
use crate::{
    App,
    locales::{self, Texts},
    params::{Query, filters, spec::DEPARTEMENT},
    tools::{Site, Tool, Tools},
};
use askama::Template;
use axum::{
    extract::{RawQuery, State},
    http::StatusCode,
    response::Response,
};
use chrono::NaiveDate;
use portee_domain::{DepartementCode, Hub};
use portee_reach::Hubs;
use std::{
    collections::BTreeMap,
    sync::{Arc, LazyLock},
};

/// Both files, read once; none when one of them, built in, is wrong.
static BUILT_IN: LazyLock<Option<(Tools, Hubs)>> = LazyLock::new(|| {
    let languages: Vec<&str> = locales::ALL.iter().map(|texts| texts.locale.code).collect();
    let read = Tools::built_in(&languages).and_then(|tools| Ok((tools, Hubs::built_in()?)));
    read.inspect_err(|error| tracing::error!(%error, "the tools cannot be shown"))
        .ok()
});

#[derive(Template)]
#[template(path = "outils.html")]
struct Page {
    frame: Frame,
    tools: Vec<ToolView>,
    /// Code and name.
    departements: Vec<(String, String)>,
    /// Its code; empty for none.
    chosen: String,
    hubs: Vec<HubView>,
}

struct ToolView {
    name: String,
    what: String,
    usage: String,
    site: Option<String>,
    /// Its address, and whether it is in French only.
    page: Option<(String, bool)>,
    source: String,
    date: String,
}

struct HubView {
    name: String,
    /// Its address, who says so, and when that was read.
    site: Option<(String, String, String)>,
    /// Who says that it covers the département.
    sources: Vec<String>,
}

pub(super) async fn show(State(app): State<Arc<App>>, visit: Visit, RawQuery(raw): RawQuery) -> Response {
    let snapshot = app.snapshot();
    let query = Query::read_form(raw.as_deref(), &[&[DEPARTEMENT]]);
    let chosen = match query.and_then(|query| filters::departement(&query, &snapshot)) {
        Ok(chosen) => chosen,
        Err(bad) => return refused(&app, &visit, bad),
    };
    let Some((tools, hubs)) = &*BUILT_IN else {
        return error_page(&app, &visit, StatusCode::INTERNAL_SERVER_ERROR, None);
    };
    let today = paris(app.now());
    let t = visit.texts;
    let departements = snapshot.geography().departements().iter();
    let page = Page {
        frame: Frame::of(&visit, &snapshot, "/outils"),
        tools: tools.tools.iter().map(|tool| tool_view(tool, &visit)).collect(),
        departements: departements
            .map(|departement| (departement.code.to_string(), departement.name.clone()))
            .collect(),
        hubs: chosen
            .as_ref()
            .map(|code| hub_views(hubs, tools, code, today, t))
            .unwrap_or_default(),
        chosen: chosen.map(|code| code.to_string()).unwrap_or_default(),
    };
    visit.html(StatusCode::OK, &page)
}

fn tool_view(tool: &Tool, visit: &Visit) -> ToolView {
    let t = visit.texts;
    // The build has no hand in this file, its own test has: every text is there in every language.
    let said = |texts: &BTreeMap<String, String>| texts.get(t.locale.code).cloned().unwrap_or_default();
    let page = tool.page.as_ref().map(|page| {
        let french_only = page == "/donnees";
        let address = if french_only { page.clone() } else { visit.link(page) };
        (address, french_only)
    });
    ToolView {
        name: tool.name.clone(),
        what: said(&tool.what),
        usage: said(&tool.usage),
        site: tool.site.clone(),
        page,
        source: tool.source.clone(),
        date: t.date(tool.date),
    }
}

fn hub_views(hubs: &Hubs, tools: &Tools, code: &DepartementCode, today: NaiveDate, t: &Texts) -> Vec<HubView> {
    let site = |site: &Site| (site.address.clone(), site.source.clone(), t.date(site.date));
    let sources = |hub: &Hub| {
        let claims = hub.claims.iter().filter(|claim| claim.departement == *code);
        claims.map(|claim| claim.source.clone()).collect()
    };
    hubs.covering(code, today)
        .map(|hub| HubView {
            name: hub.name.clone(),
            site: tools.hubs.get(&hub.id).map(site),
            sources: sources(hub),
        })
        .collect()
}
