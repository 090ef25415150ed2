//! Tables of territories, sorted by links.

use super::{ROWS, Wish, address::Address};
use crate::{
    pages::words,
    territories::{Key, Order, Row, Shade},
};
use portee_directory::Snapshot;
use portee_domain::Level;

/// The head of a column.
pub(super) struct Heading {
    pub(super) label: &'static str,
    /// Sorts by it; the other way round when it already is.
    pub(super) href: Option<String>,
    /// `ascending` or `descending` for the one column that the table is sorted by.
    pub(super) sorted: Option<&'static str>,
    pub(super) is_number: bool,
}

/// A cell.
pub(super) struct Cell {
    pub(super) text: String,
    pub(super) href: Option<String>,
    /// The class of the map, before a share.
    pub(super) shade: Option<char>,
    /// Reasons, one a line.
    pub(super) lines: Vec<String>,
    pub(super) is_number: bool,
}

/// A row; its first cell is its head.
pub(super) struct Line {
    pub(super) name: String,
    pub(super) href: Option<String>,
    pub(super) cells: Vec<Cell>,
}

/// A page of a table.
pub(super) struct Table {
    pub(super) headings: Vec<Heading>,
    pub(super) lines: Vec<Line>,
    pub(super) previous: Option<String>,
    pub(super) next: Option<String>,
    /// Which rows of how many, when there are several pages.
    pub(super) place: Option<String>,
}

/// A column: its head, what it sorts by, its cell.
struct Column {
    label: &'static str,
    key: Option<Key>,
    cell: fn(&Row<'_>, &Snapshot) -> Cell,
}

const INHABITANTS: Column = column("Habitants", Key::Inhabitants, |row, _| {
    number(row.territory.inhabitants)
});
const BEYOND: Column = column("Au-delà de 30 min", Key::Beyond, |row, _| number(row.beyond()));
const SHARE: Column = column("Part", Key::ShareBeyond, |row, _| Cell {
    shade: Some(Shade::of_share(row.share_beyond()).code()),
    ..numeric(words::share(row.share_beyond()))
});
const BEYOND_20: Column = column("Au-delà de 20 min", Key::Beyond20, |row, _| {
    number(row.target.bands.beyond_20())
});
const UNCERTAIN: Column = column("Incertains", Key::Uncertain, |row, _| number(row.uncertain()));
const VENUES: Column = column("Lieux", Key::Venues, |row, _| number(row.territory.venues));
const PER_FAR: Column = column("Lieux pour 10 000 éloignés", Key::VenuesPerFar, |row, _| {
    numeric(
        row.venues_per_10_000_far()
            .map_or("–".to_owned(), |ratio| words::decimal(ratio, 1)),
    )
});
const HUB: Column = Column {
    label: "Hub",
    key: None,
    cell: |row, _| {
        let names: Vec<&str> = row.hubs.iter().map(|hub| hub.name.as_str()).collect();
        text(if names.is_empty() {
            "aucun".to_owned()
        } else {
            names.join(", ")
        })
    },
};
const FLAGS: Column = column("Signalements", Key::Flags, |row, _| Cell {
    lines: row.territory.flags.iter().map(reason).collect(),
    ..text(String::new())
});
const NEAREST: Column = Column {
    label: "Lieu le plus proche",
    key: None,
    cell: |row, snapshot| {
        let venue = row.nearest().and_then(|nearest| snapshot.venue(&nearest.venue));
        Cell {
            href: venue.map(|listing| format!("/lieux/{}", listing.venue.id)),
            ..text(venue.map_or("–".to_owned(), |listing| listing.venue.description.name.clone()))
        }
    },
};
const SECONDS: Column = column("Durée en voiture", Key::Seconds, |row, _| {
    text(row.nearest().map_or("–".to_owned(), words::journey))
});

const WIDE: &[Column] = &[INHABITANTS, BEYOND, SHARE, BEYOND_20, UNCERTAIN, VENUES, PER_FAR];
const OF_DEPARTEMENTS: &[Column] = &[
    INHABITANTS,
    BEYOND,
    SHARE,
    BEYOND_20,
    UNCERTAIN,
    VENUES,
    PER_FAR,
    HUB,
    FLAGS,
];
const OF_COMMUNES: &[Column] = &[INHABITANTS, BEYOND, SHARE, UNCERTAIN, VENUES];
const OF_COMMUNES_WITH_NEAREST: &[Column] = &[INHABITANTS, BEYOND, SHARE, UNCERTAIN, VENUES, NEAREST, SECONDS];

/// A flag in words; one that rests on doubtful times says so.
pub(super) fn reason(flag: &portee_domain::Flag) -> String {
    if flag.certain {
        flag.reason.clone()
    } else {
        format!("{} (à confirmer)", flag.reason)
    }
}

impl Table {
    /// The page of `rows` asked for, in the order asked for.
    pub(super) fn of(
        mut rows: Vec<Row<'_>>,
        level: Level,
        wish: &Wish,
        address: &Address,
        snapshot: &Snapshot,
    ) -> Self {
        wish.order.sort(&mut rows);
        let has_nearest = rows.iter().any(|row| row.nearest().is_some());
        let columns = match level {
            Level::Departement => OF_DEPARTEMENTS,
            Level::Commune if has_nearest => OF_COMMUNES_WITH_NEAREST,
            Level::Commune => OF_COMMUNES,
            _ => WIDE,
        };
        let name = heading("Territoire", Some(Key::Name), wish.order, address, false);
        let pages = rows.len().div_ceil(ROWS).max(1);
        let page = wish.page.min(pages);
        let first = (page - 1) * ROWS;
        let shown = rows.iter().skip(first).take(ROWS);
        let sorted_number = |column: &Column| is_number(column);
        Self {
            headings: [name]
                .into_iter()
                .chain(
                    columns
                        .iter()
                        .map(|it| heading(it.label, it.key, wish.order, address, sorted_number(it))),
                )
                .collect(),
            lines: shown.map(|row| line(row, columns, snapshot)).collect(),
            previous: (page > 1).then(|| address.page(wish, page - 1)),
            next: (page < pages).then(|| address.page(wish, page + 1)),
            place: (pages > 1).then(|| {
                let last = (first + ROWS).min(rows.len());
                let [first, last, all] = [first + 1, last, rows.len()].map(words::number);
                format!("{first} à {last} sur {all}")
            }),
        }
    }
}

const fn column(label: &'static str, key: Key, cell: fn(&Row<'_>, &Snapshot) -> Cell) -> Column {
    Column {
        label,
        key: Some(key),
        cell,
    }
}

fn is_number(column: &Column) -> bool {
    !matches!(column.key, None | Some(Key::Flags | Key::Name | Key::Seconds))
}

fn heading(label: &'static str, key: Option<Key>, order: Order, address: &Address, is_number: bool) -> Heading {
    let current = key.filter(|key| *key == order.key);
    let next = |key: Key| Order {
        key,
        // Numbers are looked at from the greatest, names from A.
        descending: if current.is_some() {
            !order.descending
        } else {
            key != Key::Name
        },
    };
    Heading {
        label,
        href: key.map(|key| address.sorted(next(key))),
        sorted: current.map(|_| if order.descending { "descending" } else { "ascending" }),
        is_number,
    }
}

fn line(row: &Row<'_>, columns: &[Column], snapshot: &Snapshot) -> Line {
    let territory = row.territory;
    Line {
        name: match territory.level {
            Level::Departement => format!("{} ({})", territory.name, territory.code),
            _ => territory.name.clone(),
        },
        href: (territory.level == Level::Departement).then(|| format!("/territoires/{}", territory.code)),
        cells: columns.iter().map(|column| (column.cell)(row, snapshot)).collect(),
    }
}

fn text(text: String) -> Cell {
    Cell {
        text,
        href: None,
        shade: None,
        lines: Vec::new(),
        is_number: false,
    }
}

fn numeric(written: String) -> Cell {
    Cell {
        is_number: true,
        ..text(written)
    }
}

fn number(count: u32) -> Cell {
    numeric(words::number(count as usize))
}
