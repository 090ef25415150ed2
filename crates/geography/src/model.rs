//! What a geography is made of. All points are `(lon, lat)` in WGS84 degrees.

use crate::Outline;
use portee_domain::{CommuneCode, DepartementCode, Phone, Postcode};
use serde::{Deserialize, Serialize};

/// A current commune, or an arrondissement of Paris, Lyon or Marseille.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Commune {
    /// INSEE code of the current official list.
    pub code: CommuneCode,
    /// Name as the official list spells it.
    pub name: String,
    /// Its département, or overseas collectivity.
    pub departement: DepartementCode,
    /// Code of its région; of the collectivity itself where there is no région.
    pub region: String,
    /// SIREN of the EPCI it is a member of.
    pub epci: Option<String>,
    /// Its postcodes, sorted.
    pub postcodes: Vec<Postcode>,
    /// Municipal population (INSEE; 2017 in Mayotte).
    pub population: Option<u32>,
    /// A point inside it. Without a polygon: in the overseas collectivities its seat, to about 3 km; in France proper the
    /// official centre or, when there is none, the middle of the communes that share its postcode.
    pub centre: (f64, f64),
    /// Its town hall.
    pub town_hall: Option<TownHall>,
    /// Its polygon, simplified to about 100 m by its producer; empty for the overseas collectivities and for the
    /// communes of [`crate::CompileReport::without_outline`].
    pub outline: Outline,
    /// For an arrondissement, its commune.
    pub parent: Option<CommuneCode>,
}

impl Commune {
    /// Whether its polygon is known.
    #[must_use]
    pub fn has_outline(&self) -> bool {
        !self.outline.is_empty()
    }
}

/// A town hall. Only what belongs to the place: no e-mail, no name.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TownHall {
    /// Where it is: inside its commune's polygon or at most 300 m outside. One town hall in twenty is elsewhere in the
    /// source; those are left out.
    pub position: (f64, f64),
    /// Its postal address, lines separated by a comma.
    pub address: Option<String>,
    /// Its telephone number; never a mobile.
    pub phone: Option<Phone>,
    /// Its hours as an OSM `opening_hours` expression.
    pub hours: Option<String>,
}

/// A commune of the past: part of another one today.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Former {
    /// The INSEE code it had; the same as today's commune when that one kept it.
    pub code: CommuneCode,
    /// Its name, where a package tells it.
    pub name: Option<String>,
    /// The commune it is part of today.
    pub successor: CommuneCode,
}

/// A département, or an overseas collectivity (975, 977, 978, 986, 987, 988).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Departement {
    /// Its code: `01`, `2A`, `974`, `988`.
    pub code: DepartementCode,
    /// Its name.
    pub name: String,
    /// Code of its région.
    pub region: String,
    /// Its boundary: its communes' polygons dissolved; for a collectivity, the world map's. Where the producer's
    /// simplification makes a border cross itself by some metres, so does this one.
    pub outline: Outline,
}

/// A région, or an overseas collectivity that stands for one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Region {
    /// Its code: `84`, `04`, `988`.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Its boundary.
    pub outline: Outline,
}

/// A grouping of communes (communauté de communes, d'agglomération, métropole…).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Epci {
    /// Its SIREN.
    pub code: String,
    /// Its name, with its kind: "CC du Diois".
    pub name: String,
}
