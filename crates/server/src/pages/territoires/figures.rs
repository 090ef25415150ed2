//! The figures of one territory, as lines of small tables.

use crate::{pages::words, territories::Row};
use portee_domain::BANDS_S;

/// A name, a number, a share.
pub(super) struct Line {
    pub(super) name: String,
    pub(super) count: String,
    pub(super) share: String,
}

/// Inhabitants by minutes, each band without those before, and all of them.
pub(super) fn bands(row: &Row<'_>) -> Vec<Line> {
    let minutes = BANDS_S.map(|seconds| seconds / 60);
    let mut names = vec![format!("{} minutes ou moins", minutes[0])];
    names.extend(
        minutes
            .windows(2)
            .map(|pair| format!("{} à {} minutes", pair[0], pair[1])),
    );
    names.push(format!("Plus de {} minutes", minutes[3]));
    let lines = names
        .into_iter()
        .zip(row.target.bands.0)
        .map(|(name, count)| line(name, count, row));
    lines
        .chain([line("Tous".to_owned(), row.territory.inhabitants, row)])
        .collect()
}

fn line(name: String, count: u32, row: &Row<'_>) -> Line {
    Line {
        name,
        count: words::number(count as usize),
        share: words::share(row.share(count)),
    }
}

/// Whom the distance weighs on most.
pub(super) fn beyond(row: &Row<'_>) -> Vec<(&'static str, String)> {
    let mut lines = vec![("Habitants", words::number(row.territory.inhabitants as usize))];
    if let Some(seniors) = row.territory.seniors {
        lines.push(("65 ans et plus", words::number(seniors as usize)));
        lines.push((
            "65 ans et plus, au-delà de 30 min",
            words::number(row.target.seniors_beyond as usize),
        ));
    }
    lines.push((
        "Éloignés du numérique (estimation)",
        words::number(row.territory.far as usize),
    ));
    lines.push((
        "Éloignés du numérique, au-delà de 30 min",
        words::number(row.target.far_beyond as usize),
    ));
    lines.push(("Lieux d’aide", words::number(row.territory.venues as usize)));
    lines.push((
        "dont France Services",
        words::number(row.territory.france_services as usize),
    ));
    if let Some(ratio) = row.venues_per_10_000_far() {
        lines.push(("Lieux pour 10 000 éloignés du numérique", words::decimal(ratio, 1)));
    }
    lines
}

/// Inequality of the times to the nearest France Services.
pub(super) fn spread(row: &Row<'_>) -> Vec<(&'static str, String)> {
    let Some(spread) = row.territory.spread else {
        return Vec::new();
    };
    vec![
        ("Durée moyenne", words::minutes(spread.mean_s)),
        (
            "La moitié des habitants est à moins de",
            words::minutes(spread.median_s),
        ),
        (
            "Le dixième le plus loin, en moyenne",
            words::minutes(spread.worst_tenth_s),
        ),
        ("Inégalité (Gini : 0 égal, 1 inégal)", words::decimal(spread.gini, 2)),
    ]
}
