//! Maps as inline SVG: they need no script, print as they are, and every territory in them is a link with a name.

use super::draw::{self, Bounds, Paper};
use crate::{
    pages::words,
    territories::{Row, Shade, outline},
};
use portee_domain::{Hub, Level};
use portee_geography::Geography;

/// A territory on a map.
pub(super) struct Shape {
    pub(super) id: String,
    pub(super) path: String,
    pub(super) href: Option<String>,
    /// Its name and its figure, for whoever does not see the shade.
    pub(super) label: String,
    pub(super) shade: char,
}

/// A part of a map: the mainland, or an inset at a scale of its own.
pub(super) struct Part {
    pub(super) title: &'static str,
    pub(super) width: u32,
    pub(super) height: u32,
    pub(super) shapes: Vec<Shape>,
}

/// The mainland with Corsica, in degrees.
const MAINLAND: Bounds = [-5.2, 41.3, 9.6, 51.15];

/// What is too small or too far for the mainland's map, each at its own scale.
const INSETS: [(&str, Bounds); 12] = [
    ("Paris et petite couronne", [2.1, 48.68, 2.66, 49.02]),
    ("Guadeloupe", [-61.85, 15.8, -60.95, 16.55]),
    ("Martinique", [-61.27, 14.35, -60.75, 14.92]),
    ("Guyane", [-54.7, 2.05, -51.55, 5.85]),
    ("La Réunion", [55.15, -21.45, 55.9, -20.82]),
    ("Mayotte", [44.98, -13.05, 45.35, -12.6]),
    ("Saint-Pierre-et-Miquelon", [-56.5, 46.7, -56.05, 47.2]),
    ("Saint-Barthélemy", [-62.96, 17.84, -62.76, 17.99]),
    ("Saint-Martin", [-63.18, 18.02, -62.95, 18.14]),
    ("Wallis-et-Futuna", [-178.3, -14.5, -176.0, -13.1]),
    ("Polynésie française", [-155.0, -28.0, -134.3, -7.7]),
    ("Nouvelle-Calédonie", [163.4, -23.0, 168.4, -19.4]),
];

/// The country: the mainland first, then the insets that show something.
pub(super) fn of_france(rows: &[Row<'_>], geography: &Geography, hubs: &[Hub]) -> Vec<Part> {
    let sheets = [("France métropolitaine", Paper::over(MAINLAND, 1_000, 1_000))];
    let insets = INSETS.map(|(title, bounds)| (title, Paper::over(bounds, 240, 240)));
    sheets
        .into_iter()
        .chain(insets)
        .map(|(title, paper)| part(title, &paper, rows, geography, hubs, share_shade))
        .filter(|part| !part.shapes.is_empty())
        .collect()
}

/// The communes of a département, shaded by the share beyond 30 minutes; none when no outline is known.
pub(super) fn of_communes(rows: &[Row<'_>], geography: &Geography) -> Option<Part> {
    let outlines = rows
        .iter()
        .flat_map(|row| outline::outlines(geography, row.territory, &[]));
    let paper = Paper::over(draw::bounds(outlines)?, 900, 900);
    Some(part("Communes", &paper, rows, geography, &[], share_shade))
}

/// The shade and the words for the share beyond 30 minutes.
fn share_shade(row: &Row<'_>) -> (Shade, String) {
    let share = row.share_beyond();
    (
        Shade::of_share(share),
        share.map_or("pas d’habitants".to_owned(), |_| words::share(share)),
    )
}

/// The shade of each commune by minutes from its centre; the shapes are those of [`of_communes`].
pub(super) fn minutes(row: &Row<'_>) -> (Shade, String) {
    let nearest = row.nearest();
    let words = nearest.map_or("durée inconnue".to_owned(), words::journey);
    (Shade::of_seconds(nearest.map(|nearest| nearest.seconds[1])), words)
}

fn part(
    title: &'static str,
    paper: &Paper,
    rows: &[Row<'_>],
    geography: &Geography,
    hubs: &[Hub],
    shade: impl Fn(&Row<'_>) -> (Shade, String),
) -> Part {
    let drawn = |row: &Row<'_>| {
        let path = paper.path(&outline::outlines(geography, row.territory, hubs));
        let (shade, figure) = shade(row);
        (!path.is_empty()).then(|| Shape {
            id: row.territory.code.clone(),
            path,
            href: (row.territory.level == Level::Departement).then(|| format!("/territoires/{}", row.territory.code)),
            label: format!("{} : {figure}", row.territory.name),
            shade: shade.code(),
        })
    };
    Part {
        title,
        width: paper.width,
        height: paper.height,
        shapes: rows.iter().filter_map(drawn).collect(),
    }
}
