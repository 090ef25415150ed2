//! What was noticed while compiling.

use portee_domain::CommuneCode;

/// Counts of what was read, corrected and left out. Oddities are no errors: they are told here.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CompileReport {
    /// Current communes of France proper and of the overseas collectivities, arrondissements not counted.
    pub communes: usize,
    /// Arrondissements of Paris, Lyon and Marseille.
    pub arrondissements: usize,
    /// Communes and arrondissements with a polygon.
    pub with_outline: usize,
    /// Communes whose polygon was missing and was made from those of the former communes that they unite.
    pub outline_from_parts: Vec<CommuneCode>,
    /// Communes of France proper without a polygon.
    pub without_outline: Vec<CommuneCode>,
    /// Town halls whose point was confirmed.
    pub town_halls: usize,
    /// Town halls dropped because their point is more than 300 m outside their commune.
    pub town_halls_misplaced: usize,
    /// Communes whose official centre was missing or outside their polygon: an inner point was computed.
    pub centres_computed: usize,
    /// Rows left out: no point is known for them (Terres australes, Clipperton), or a code is none.
    pub left_out: Vec<String>,
    /// Polygons of the source that could not be read.
    pub unreadable_shapes: u32,
    /// Former communes known by name.
    pub former_named: usize,
    /// Former communes known by code only.
    pub former_unnamed: usize,
}
