//! `GET /donnees/catalogue.jsonld`: what there is to take, in the words of DCAT-AP 3, for portals that gather catalogues.

use super::Dump;
use crate::{App, api::exports::Form, api::written, app::Served, params::Query, problem::Problem, root::Root};
use axum::{
    extract::{RawQuery, State},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use chrono::{DateTime, SecondsFormat, Utc};
use serde_json::{Value, json};
use std::{borrow::Cow, collections::BTreeSet, sync::Arc};
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{ArrayBuilder, ObjectBuilder, RefOr, Schema, Type, schema::AdditionalProperties},
};

/// The media type of JSON-LD.
const JSON_LD: &str = "application/ld+json";
/// What sources say when they are under the Licence Ouverte.
const LICENCE_OUVERTE: &str = "Licence Ouverte 2.0";
/// Its name in the European list that DCAT-AP wants.
const ETALAB: &str = "http://publications.europa.eu/resource/authority/licence/ETALAB_2_0";
const FRENCH: &str = "http://publications.europa.eu/resource/authority/language/FRA";
const FRANCE: &str = "http://publications.europa.eu/resource/authority/country/FRA";
const PUBLIC: &str = "http://publications.europa.eu/resource/authority/access-right/PUBLIC";
const FILE_TYPES: &str = "http://publications.europa.eu/resource/authority/file-type/";
const MEDIA_TYPES: &str = "http://www.iana.org/assignments/media-types/";
/// People and society; government.
const THEMES: [&str; 2] = [
    "http://publications.europa.eu/resource/authority/data-theme/SOCI",
    "http://publications.europa.eu/resource/authority/data-theme/GOVE",
];

/// How a catalogue is described to programs: DCAT says the rest.
struct Catalogue;

impl PartialSchema for Catalogue {
    fn schema() -> RefOr<Schema> {
        let free = || ObjectBuilder::new().additional_properties(Some(AdditionalProperties::FreeForm(true)));
        let text = || ObjectBuilder::new().schema_type(Type::String);
        let several = || ArrayBuilder::new().items(free().schema_type(Type::Object));
        let members = free()
            .description(Some("Un catalogue DCAT-AP, en JSON-LD."))
            .property("@context", free().schema_type(Type::Object))
            .property("@id", text())
            .property("@type", text().enum_values(Some(["dcat:Catalog"])))
            .property("dcat:dataset", several())
            .property("dcat:service", several());
        ["@context", "@id", "@type", "dcat:dataset", "dcat:service"]
            .into_iter()
            .fold(members, ObjectBuilder::required)
            .into()
    }
}

impl ToSchema for Catalogue {
    fn name() -> Cow<'static, str> {
        "Catalogue".into()
    }
}

const KEYWORDS: [&str; 4] = [
    "médiation numérique",
    "inclusion numérique",
    "France Services",
    "conseiller numérique",
];

/// Le catalogue des données (DCAT-AP) : les fichiers de l'édition, l'API et leurs sources.
#[utoipa::path(
    get,
    path = "/donnees/catalogue.jsonld",
    tag = "exports",
    responses(
        (status = 200, description = "Le catalogue (JSON-LD).", body = Catalogue, content_type = "application/ld+json"),
        (status = 400, description = "Paramètre refusé.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn show(
    State(app): State<Arc<App>>,
    root: Root,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    Query::read(query.as_deref(), &[])?;
    let served = app.served();
    let dump = app.dump_in_service(&served).await;
    let body = serde_json::to_vec_pretty(&catalogue(&served, dump.as_ref(), &root.to_string()))
        .map_err(|_| Problem::new(StatusCode::INTERNAL_SERVER_ERROR))?;
    let lasting = [(header::CACHE_CONTROL, "public, max-age=300")];
    Ok((lasting, written(StatusCode::OK, JSON_LD, body)).into_response())
}

fn catalogue(served: &Served, dump: Option<&Dump>, root: &str) -> Value {
    let made = served.snapshot.stamp().created_at;
    json!({
        "@context": {
            "adms": "http://www.w3.org/ns/adms#",
            "dcat": "http://www.w3.org/ns/dcat#",
            "dct": "http://purl.org/dc/terms/",
            "foaf": "http://xmlns.com/foaf/0.1/",
            "spdx": "http://spdx.org/rdf/terms#",
            "xsd": "http://www.w3.org/2001/XMLSchema#",
        },
        "@id": format!("{root}/donnees/catalogue.jsonld"),
        "@type": "dcat:Catalog",
        "dct:title": french("Portée : les lieux où l'on aide avec le numérique"),
        "dct:description": french("Les lieux de médiation numérique de France, en fichiers et par une interface."),
        "dct:publisher": publisher(root),
        "dct:language": id(FRENCH),
        "dct:license": id(ETALAB),
        "dct:spatial": id(FRANCE),
        "dct:modified": date(made),
        "foaf:homepage": id(&format!("{root}/")),
        "dcat:dataset": [dataset(served, dump, root)],
        "dcat:service": [
            service(root, "interface", "Interface de programmation de Portée", "/api/v1", "/api/openapi.json", None),
            service(root, "ogc", "OGC API – Features de Portée", "/ogc", "/ogc/api",
                Some("http://www.opengis.net/spec/ogcapi-features-1/1.0/req/core")),
        ],
    })
}

fn dataset(served: &Served, dump: Option<&Dump>, root: &str) -> Value {
    let stamp = served.snapshot.stamp();
    let made = stamp.created_at;
    let venues = served.snapshot.listings().len();
    let files = dump.map(|dump| &dump.files[..]).unwrap_or_default();
    let distributions: Vec<Value> = files
        .iter()
        .filter_map(|file| {
            let form = file.form?;
            let url = format!("{root}/donnees/editions/{}/{}", stamp.number, file.name);
            let media_type = form.content_type().split(';').next().unwrap_or_default();
            Some(json!({
                "@id": url,
                "@type": "dcat:Distribution",
                "dct:title": french(form.said()),
                "dcat:downloadURL": id(&url),
                "dcat:accessURL": id(&format!("{root}/donnees")),
                "dcat:mediaType": id(&format!("{MEDIA_TYPES}{media_type}")),
                "dct:format": id(&format!("{FILE_TYPES}{}", file_type(form))),
                "dcat:byteSize": { "@type": "xsd:nonNegativeInteger", "@value": file.bytes.to_string() },
                "dct:license": id(ETALAB),
                "dct:issued": date(made),
                "dct:modified": date(made),
                "spdx:checksum": {
                    "@type": "spdx:Checksum",
                    "spdx:algorithm": id("http://spdx.org/rdf/terms#checksumAlgorithm_sha256"),
                    "spdx:checksumValue": { "@type": "xsd:hexBinary", "@value": file.hexadecimal() },
                },
                "dct:conformsTo": conforms(form),
            }))
        })
        .collect();
    json!({
        "@id": format!("{root}/donnees#lieux"),
        "@type": "dcat:Dataset",
        "dct:identifier": format!("{root}/donnees#lieux"),
        "dct:title": french("Lieux de médiation numérique"),
        "dct:description": french(&format!(
            "{venues} lieux où des personnes sont aidées avec le numérique : adresse, horaires, services, contacts. Édition {}.",
            stamp.number
        )),
        "dct:publisher": publisher(root),
        "dcat:keyword": KEYWORDS.map(french).to_vec(),
        "dcat:theme": THEMES.map(id).to_vec(),
        "dct:language": id(FRENCH),
        "dct:spatial": id(FRANCE),
        "dct:temporal": temporal(served),
        "dct:issued": date(made),
        "dct:modified": date(made),
        "dct:accessRights": id(PUBLIC),
        "dct:license": id(ETALAB),
        "dct:rights": rights(served),
        "dcat:version": stamp.number.to_string(),
        "dcat:landingPage": id(&format!("{root}/donnees")),
        "dct:source": sources(served, root),
        "dcat:distribution": distributions,
    })
}

/// From the oldest verification to the day of the edition.
fn temporal(served: &Served) -> Value {
    let listings = served.snapshot.listings().iter();
    let oldest = listings
        .filter_map(|listing| listing.venue.description.verified_on)
        .min();
    let day = |day: chrono::NaiveDate| json!({ "@type": "xsd:date", "@value": day.to_string() });
    let made = served.snapshot.stamp().created_at.date_naive();
    json!({ "@type": "dct:PeriodOfTime", "dcat:startDate": day(oldest.unwrap_or(made)), "dcat:endDate": day(made) })
}

/// What the sources ask of whoever uses the data again.
fn rights(served: &Served) -> Value {
    let others: BTreeSet<&str> = served
        .snapshot
        .sources()
        .iter()
        .map(|source| source.licence.as_str())
        .filter(|licence| *licence != LICENCE_OUVERTE)
        .collect();
    let mut text = "Les fiches gardent la licence de leur source : citez la source et sa date.".to_owned();
    for licence in others {
        text = format!("{text} Certaines sont sous : {licence}.");
    }
    json!({ "@type": "dct:RightsStatement", "dct:description": french(&text) })
}

/// Where the rows come from.
fn sources(served: &Served, root: &str) -> Vec<Value> {
    let source = |report: &portee_domain::SourceReport| {
        let page = format!("{root}/donnees/sources/{}", report.id);
        let mut source = json!({
            "@id": page,
            "@type": "dcat:Dataset",
            "dct:title": french(&report.name),
            "dct:description": french(&format!("Une source de l'annuaire, sous « {} ».", report.licence)),
            "dcat:landingPage": id(&page),
        });
        if report.licence == LICENCE_OUVERTE {
            source["dct:license"] = id(ETALAB);
        }
        if let Some(date) = report.data_date {
            source["dct:modified"] = json!({ "@type": "xsd:date", "@value": date.to_string() });
        }
        source
    };
    served.snapshot.sources().iter().map(source).collect()
}

fn service(root: &str, name: &str, title: &str, path: &str, description: &str, standard: Option<&str>) -> Value {
    let mut service = json!({
        "@id": format!("{root}/donnees#{name}"),
        "@type": "dcat:DataService",
        "dct:title": french(title),
        "dcat:endpointURL": id(&format!("{root}{path}")),
        "dcat:endpointDescription": id(&format!("{root}{description}")),
        "dcat:servesDataset": id(&format!("{root}/donnees#lieux")),
        "dct:publisher": publisher(root),
        "dct:license": id(ETALAB),
        "dct:accessRights": id(PUBLIC),
    });
    if let Some(standard) = standard {
        service["dct:conformsTo"] = id(standard);
    }
    service
}

fn publisher(root: &str) -> Value {
    json!({ "@id": format!("{root}/donnees#editeur"), "@type": "foaf:Agent", "foaf:name": french("Portée") })
}

fn file_type(form: Form) -> &'static str {
    match form {
        Form::Standard | Form::Spreadsheet => "CSV",
        Form::Workbook => "XLSX",
        Form::GeoJson => "GEOJSON",
        Form::GeoPackage => "GPKG",
        Form::Parquet => "PARQUET",
    }
}

/// The standard that a file keeps to.
fn conforms(form: Form) -> Option<Value> {
    let standard = match form {
        Form::Standard => "https://schema.data.gouv.fr/LaMednum/standard-mediation-num/",
        Form::GeoJson => "https://www.rfc-editor.org/rfc/rfc7946",
        Form::GeoPackage => "http://www.opengis.net/doc/IS/geopackage/1.3",
        Form::Parquet => "https://geoparquet.org/releases/v1.1.0/",
        Form::Spreadsheet | Form::Workbook => return None,
    };
    Some(id(standard))
}

fn id(address: &str) -> Value {
    json!({ "@id": address })
}

fn french(text: &str) -> Value {
    json!({ "@language": "fr", "@value": text })
}

fn date(at: DateTime<Utc>) -> Value {
    json!({ "@type": "xsd:dateTime", "@value": at.to_rfc3339_opts(SecondsFormat::Secs, true) })
}
