//! Where times come from, as answers say it.

use chrono::NaiveDate;
use portee_domain::Method;
use portee_reach::Network;
use serde::Serialize;
use utoipa::ToSchema;

/// Les routes qui donnent les durées.
#[derive(Serialize, ToSchema)]
#[schema(as = Routes)]
pub(crate) struct Roads {
    /// Nom de l'extrait.
    #[schema(example = "rhone-alpes.osm.pbf")]
    nom: String,
    /// Date de ses données, quand elle est connue.
    #[schema(example = "2026-11-01")]
    date: Option<NaiveDate>,
    /// Vitesses et coûts.
    #[schema(example = "voiture")]
    profil: String,
}

/// D'où viennent les durées.
#[derive(Serialize, ToSchema)]
#[schema(as = Durees)]
pub(crate) struct Times {
    /// « routes » ou « estimation ».
    #[schema(example = "estimation", pattern = "^(routes|estimation)$")]
    methode: &'static str,
    /// Les routes, quand il y en a.
    #[serde(skip_serializing_if = "Option::is_none")]
    routes: Option<Roads>,
}

impl Roads {
    /// The roads of a network that has some.
    pub(crate) fn of(network: &Network) -> Option<Self> {
        network.about().map(|roads| Self {
            nom: roads.name,
            date: roads.date,
            profil: roads.profile,
        })
    }
}

impl Times {
    /// Those of a network.
    pub(super) fn of(network: &Network) -> Self {
        let routes = Roads::of(network);
        let method = if routes.is_some() {
            Method::Routes
        } else {
            Method::Estimation
        };
        Self {
            methode: method.code(),
            routes,
        }
    }
}
