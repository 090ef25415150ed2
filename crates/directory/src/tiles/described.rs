//! What is inside tiles, for those who draw maps with them.

use super::{Layer, MAX_ZOOM, base, names};

/// The type of a field, as `TileJSON` calls it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldKind {
    /// A text.
    Text,
    /// A number.
    Number,
    /// True, or absent.
    Flag,
}

/// A field of the features of a layer.
#[derive(Debug, Clone, Copy)]
pub struct Field {
    /// Its name.
    pub name: &'static str,
    /// What it holds.
    pub kind: FieldKind,
}

/// One of the named layers inside tiles.
#[derive(Debug, Clone, Copy)]
pub struct InnerLayer {
    /// Its name inside tiles.
    pub name: &'static str,
    /// What it shows, in French.
    pub description: &'static str,
    /// The first zoom that has it.
    pub min_zoom: u8,
    /// The last.
    pub max_zoom: u8,
    /// What its features may have.
    pub fields: &'static [Field],
}

const fn text(name: &'static str) -> Field {
    Field {
        name,
        kind: FieldKind::Text,
    }
}

const fn number(name: &'static str) -> Field {
    Field {
        name,
        kind: FieldKind::Number,
    }
}

const fn flag(name: &'static str) -> Field {
    Field {
        name,
        kind: FieldKind::Flag,
    }
}

const fn inner(name: &'static str, description: &'static str, min_zoom: u8, fields: &'static [Field]) -> InnerLayer {
    InnerLayer {
        name,
        description,
        min_zoom,
        max_zoom: MAX_ZOOM,
        fields,
    }
}

/// What a polygon has.
const TERRITORY: &[Field] = &[text("code"), text("nom")];

const VENUES: &[InnerLayer] = &[inner(
    "lieux",
    "Les lieux : un point chacun, ou un point pour plusieurs, avec leur « nombre ».",
    0,
    &[
        text("id"),
        text("nom"),
        text("commune"),
        text("precision"),
        text("services"),
        flag("france_services"),
        flag("conseillers_numeriques"),
        flag("aidants_connect"),
        number("nombre"),
        text("ids"),
    ],
)];

const BASE: &[InnerLayer] = &[
    inner("terre", "Les terres hors de France.", 0, &[]),
    inner("regions", "Les régions.", 0, TERRITORY),
    inner("departements", "Les départements.", base::DEPARTEMENTS_FROM, TERRITORY),
    inner("communes", "Les communes.", base::COMMUNES_FROM, TERRITORY),
    inner(
        "noms",
        "Les noms : des points, avec leur niveau, et leur rang de 1 (le plus peuplé) à 5.",
        *names::REGIONS.start(),
        &[text("nom"), text("code"), text("niveau"), number("rang")],
    ),
];

impl Layer {
    /// The layers inside its tiles.
    #[must_use]
    pub fn inner(self) -> &'static [InnerLayer] {
        match self {
            Self::Lieux => VENUES,
            Self::Limites => BASE,
        }
    }
}
