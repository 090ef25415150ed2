//! `GET /api/v1/couverture/{niveau}`: how far people live from help, by territory.

use super::{collection::Collection, cursor, openapi::CoverageCollection, openapi::CoverageQuery};
use crate::{
    App,
    app::Stamped,
    csv::{Csv, attachment},
    params::{BadParameter, Query, filters, spec},
    problem::{Problem, kind},
    territories::{COLUMNS, Order, Row, Territories, WORDS, outline},
};
use axum::{
    extract::{Path, State},
    http::{HeaderMap, StatusCode, Uri},
    response::{IntoResponse, Response},
};
use portee_domain::{Coverage, Level};
use std::{fmt::Write, sync::Arc};
use utoipa::{
    PartialSchema,
    openapi::{ObjectBuilder, RefOr, Schema, Type},
};

/// The last segment of the address.
struct LevelName;

impl PartialSchema for LevelName {
    fn schema() -> RefOr<Schema> {
        let named = |ending: &'static str| WORDS.iter().map(move |word| format!("{word}{ending}"));
        let all = ["", ".csv", ".geojson"].into_iter().flat_map(named);
        ObjectBuilder::new()
            .schema_type(Type::String)
            .enum_values(Some(all))
            .into()
    }
}

/// How the answer is written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    /// Page by page, without outlines.
    List,
    /// All rows, with outlines.
    GeoJson,
    /// All rows, as a table.
    Csv,
}

/// La couverture des territoires : combien d'habitants à 10, 20, 30, 45 minutes et au-delà, et avec quelle certitude.
///
/// « niveau » est france, regions, departements, epci, hubs ou communes (avec « departement »). La liste va page par page,
/// sans contours. Avec « .csv » ou « .geojson » à la fin, tout le niveau vient d'un coup : en table, ou avec ses contours.
/// Une durée par estimation a une valeur basse, centrale et haute : les bandes suivent la centrale.
#[utoipa::path(
    get,
    path = "/api/v1/couverture/{niveau}",
    tag = "couverture",
    params(
        ("niveau" = inline(LevelName), Path, description = "Le niveau ; avec « .csv » ou « .geojson », tout le niveau d'un coup.",
            example = "departements"),
        CoverageQuery
    ),
    responses(
        (status = 200, description = "La couverture.",
            content((CoverageCollection = "application/geo+json"), (String = "text/csv"))),
        (status = 304, description = "La réponse que vous avez est encore bonne."),
        (status = 400, description = "Paramètre refusé.", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "Ce niveau ou ce territoire n'existe pas, ou la couverture de cette édition n'est pas calculée.",
            body = Problem, content_type = "application/problem+json"),
        (status = 410, description = "Le curseur est d'une édition qui n'est plus gardée : reprenez sans curseur.", body = Problem,
            content_type = "application/problem+json"),
    )
)]
pub(crate) async fn list(
    State(app): State<Arc<App>>,
    Path(name): Path<String>,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let now = app.now();
    let (list, form) = named(&name).ok_or_else(unknown_level)?;
    let query = Query::read(uri.query(), parameters(list, form))?;
    let served = cursor::edition(&app, &query).await?;
    let target = filters::target(&query)?;
    let departement = filters::departement(&query, &served.snapshot)?;
    if list.level == Level::Commune && departement.is_none() {
        let detail = "Le paramètre « departement » manque. Exemple : departement=26";
        return Err(BadParameter::new("departement", detail).into());
    }
    let order = query.word(spec::ORDER.name)?.and_then(Order::named);
    let coverage = coverage(&served)?;
    let mut rows = list.rows(coverage, target, departement.as_ref());
    if let Some(order) = order {
        order.sort(&mut rows);
    }
    let file = departement.map_or_else(|| list.word.to_owned(), |code| format!("{}-{code}", list.word));
    match form {
        Form::Csv => Ok(csv(&rows).download(&format!("couverture-{file}.csv"))),
        Form::GeoJson => {
            let mut collection = Collection::new(&served, now, rows.len());
            for row in &rows {
                collection.add_written(|text| feature(text, row, &served, coverage, true));
            }
            let name = attachment(&format!("couverture-{file}.geojson"));
            Ok(([name], collection.answer(rows.len(), &uri, None, &headers)).into_response())
        }
        Form::List => {
            let page = super::page::read(&query, &served)?;
            let mut collection = Collection::new(&served, now, page.limit);
            for row in rows.iter().skip(page.start).take(page.limit) {
                collection.add_written(|text| feature(text, row, &served, coverage, false));
            }
            Ok(collection.answer(rows.len(), &uri, page.next(rows.len()).as_deref(), &headers))
        }
    }
}

/// The list and the form that the last segment of the address names.
fn named(name: &str) -> Option<(Territories, Form)> {
    let (word, form) = match name.split_once('.') {
        None => (name, Form::List),
        Some((word, "csv")) => (word, Form::Csv),
        Some((word, "geojson")) => (word, Form::GeoJson),
        Some(_) => return None,
    };
    Some((Territories::named(word)?, form))
}

fn parameters(list: Territories, form: Form) -> &'static [&'static [spec::Parameter]] {
    match (list.level, form) {
        (Level::Commune, Form::List) => spec::COVERAGE_OF_COMMUNES,
        (Level::Commune, _) => &[&[spec::TARGET, spec::ORDER, spec::DEPARTEMENT]],
        (_, Form::List) => spec::COVERAGE,
        _ => &[&[spec::TARGET, spec::ORDER]],
    }
}

fn unknown_level() -> Problem {
    Problem::new(StatusCode::NOT_FOUND).detail(format!(
        "Il n'y a pas de couverture à cette adresse. Les niveaux sont : {}.",
        WORDS.join(", ")
    ))
}

/// The coverage of the edition in service, or the problem that says there is none. It will never have one: computing it makes
/// another edition.
pub(super) fn coverage(served: &Stamped) -> Result<&Coverage, Problem> {
    let coverage = served.snapshot.coverage();
    coverage.ok_or_else(|| Problem::of(&kind::WITHOUT_COVERAGE))
}

fn csv(rows: &[Row<'_>]) -> Csv {
    let mut csv = Csv::new();
    for column in COLUMNS {
        csv.text(column.name);
    }
    csv.end_row();
    for row in rows {
        for column in COLUMNS {
            (column.value)(row).write(&mut csv);
        }
        csv.end_row();
    }
    csv
}

fn feature(text: &mut String, row: &Row<'_>, served: &Stamped, coverage: &Coverage, with_outline: bool) {
    let territory = row.territory;
    let id = serde_json::Value::from(format!("{}-{}", territory.level.code(), territory.code));
    // Writing to a String cannot fail.
    let _ = write!(text, r#"{{"type":"Feature","id":{id},"geometry":"#);
    let outlines = if with_outline {
        outline::outlines(served.snapshot.geography(), territory, &coverage.hubs)
    } else {
        Vec::new()
    };
    outline::write_geometry(text, &outlines);
    text.push_str(r#","properties":{"#);
    for (index, column) in COLUMNS.iter().enumerate() {
        let comma = if index > 0 { "," } else { "" };
        let _ = write!(text, r#"{comma}"{}":{}"#, column.name, (column.value)(row).json());
    }
    text.push_str("}}");
}
