//! The collections: what they are called, where they lie, how their features are written.

use super::{
    form::{self, Form},
    link::{self, Link},
};
use crate::{app::Stamped, problem::Problem, root::Root, territories::outline::write_geometry};
use axum::http::StatusCode;
use portee_directory::Bbox;
use portee_domain::Hub;
use portee_geography::{Commune, Departement, Outline};
use serde_json::{Value, json};

/// The reference system of everything: longitude, latitude, WGS84.
pub(super) const CRS84: &str = "http://www.opengis.net/def/crs/OGC/1.3/CRS84";

/// A collection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// The venues.
    Venues,
    /// The communes, with their outlines.
    Communes,
    /// The départements, with their outlines.
    Departements,
    /// The hubs, each with the outlines of its départements.
    Hubs,
}

impl Kind {
    pub(super) const ALL: [Self; 4] = [Self::Venues, Self::Communes, Self::Departements, Self::Hubs];

    /// The collection of this name.
    ///
    /// # Errors
    /// 404 for another name.
    pub(super) fn named(name: &str) -> Result<Self, Problem> {
        let found = Self::ALL.into_iter().find(|kind| kind.name() == name);
        found.ok_or_else(|| {
            let names = Self::ALL.map(Self::name).join(", ");
            Problem::new(StatusCode::NOT_FOUND).detail(format!("Les collections sont : {names}."))
        })
    }

    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Venues => "lieux",
            Self::Communes => "communes",
            Self::Departements => "departements",
            Self::Hubs => "hubs",
        }
    }

    pub(super) const fn title(self) -> &'static str {
        match self {
            Self::Venues => "Lieux de médiation numérique",
            Self::Communes => "Communes",
            Self::Departements => "Départements et collectivités",
            Self::Hubs => "Hubs territoriaux",
        }
    }

    /// Features at most in an answer: outlines weigh more than points.
    pub(super) const fn most(self) -> usize {
        match self {
            Self::Venues => 10_000,
            Self::Communes => 1_000,
            Self::Departements | Self::Hubs => 200,
        }
    }

    pub(super) fn path(self) -> String {
        format!("/ogc/collections/{}", self.name())
    }

    /// Its description.
    pub(super) fn describe(self, served: &Stamped, root: &Root) -> Value {
        let items = format!("{}/items", self.path());
        let links = [
            Link::to(
                format!("{items}?f=json"),
                "items",
                crate::api::GEO_JSON,
                "Les objets en GeoJSON",
            ),
            Link::to(format!("{items}?f=html"), "items", form::HTML, "Les objets en page"),
        ];
        let own = [
            form::link(&self.path(), Form::Json, Form::Json),
            form::link(&self.path(), Form::Html, Form::Json),
        ];
        let mut described = json!({
            "id": self.name(),
            "title": self.title(),
            "itemType": "feature",
            "crs": [CRS84],
            "links": link::all(own.iter().chain(&links), root),
        });
        // A collection that holds nothing lies nowhere.
        if let Some(bbox) = self.extent(served) {
            described["extent"] = json!({ "spatial": { "bbox": [bbox], "crs": CRS84 } });
        }
        described
    }

    /// West, south, east, north.
    fn extent(self, served: &Stamped) -> Option<[f64; 4]> {
        let snapshot = &served.snapshot;
        let around = |boxes: &mut dyn Iterator<Item = [f64; 4]>| {
            boxes.reduce(|a, b| [a[0].min(b[0]), a[1].min(b[1]), a[2].max(b[2]), a[3].max(b[3])])
        };
        match self {
            Self::Venues => around(&mut snapshot.listings().iter().map(|listing| {
                let position = &listing.venue.location.position;
                [position.lon(), position.lat(), position.lon(), position.lat()]
            })),
            Self::Communes => {
                let communes = snapshot.geography().communes().iter();
                around(&mut communes.filter_map(|commune| commune.outline.bounds()))
            }
            Self::Departements | Self::Hubs => {
                let departements = snapshot.geography().departements().iter();
                around(&mut departements.filter_map(|departement| departement.outline.bounds()))
            }
        }
    }
}

/// Whether an outline's rectangle and one that may pass the antimeridian meet; what has no outline is nowhere.
pub(super) fn meets(outline: &Outline, bbox: Option<Bbox>) -> bool {
    let Some(bbox) = bbox else { return true };
    outline
        .bounds()
        .is_some_and(|[west, south, east, north]| bbox.meets(west, south, east, north))
}

/// One feature: id, geometry, properties.
pub(super) struct Feature<'a> {
    pub(super) id: String,
    pub(super) outlines: Vec<&'a Outline>,
    pub(super) properties: Value,
}

impl Feature<'_> {
    /// A `Feature` without its closing brace.
    pub(super) fn open(&self) -> String {
        let mut text = format!(
            r#"{{"type":"Feature","id":{},"geometry":"#,
            Value::from(self.id.as_str())
        );
        write_geometry(&mut text, &self.outlines);
        text.push_str(r#","properties":"#);
        text.push_str(&self.properties.to_string());
        text
    }
}

pub(super) fn commune(commune: &Commune) -> Feature<'_> {
    Feature {
        id: commune.code.to_string(),
        outlines: outline(&commune.outline),
        properties: json!({
            "code": commune.code.as_str(),
            "nom": commune.name,
            "departement": commune.departement.as_str(),
            "region": commune.region,
            "epci": commune.epci,
            "codes_postaux": commune.postcodes.iter().map(portee_domain::Postcode::as_str).collect::<Vec<_>>().join("|"),
            "population": commune.population,
        }),
    }
}

pub(super) fn departement(departement: &Departement) -> Feature<'_> {
    Feature {
        id: departement.code.to_string(),
        outlines: outline(&departement.outline),
        properties: json!({
            "code": departement.code.as_str(),
            "nom": departement.name,
            "region": departement.region,
        }),
    }
}

pub(super) fn hub<'a>(hub: &'a Hub, served: &'a Stamped) -> Feature<'a> {
    let geography = served.snapshot.geography();
    let areas = hub
        .departements()
        .filter_map(|code| geography.departement(code.as_str()));
    Feature {
        id: hub.id.clone(),
        outlines: areas.flat_map(|departement| outline(&departement.outline)).collect(),
        properties: json!({
            "id": hub.id,
            "nom": hub.name,
            "vague": hub.wave,
            "ferme_le": hub.closed,
            "departements": hub.departements().map(portee_domain::DepartementCode::as_str).collect::<Vec<_>>().join("|"),
        }),
    }
}

fn outline(outline: &Outline) -> Vec<&Outline> {
    (!outline.is_empty()).then_some(outline).into_iter().collect()
}
