//! What the operator is told: the fate of the rows of each source, and the closing line of a start.

use crate::console::{count, say};
use chrono::NaiveDate;
use portee_directory::Snapshot;
use portee_domain::{Edition, Missing, SourceReport};
use std::net::SocketAddr;

/// Prints what became of the rows of each source, and what is missing.
pub(crate) fn accounts(edition: &Edition) {
    say(format!(
        "{:<44} {:>8} {:>8} {:>9} {:>8}   date",
        "source", "lues", "publiées", "fusionnées", "rejetées"
    ));
    for source in &edition.sources {
        say(row(
            &source.name,
            source.read,
            source.published,
            source.merged,
            source.rejected,
            &date(source.data_date),
        ));
    }
    let total = |rows: fn(&SourceReport) -> u32| edition.sources.iter().map(rows).sum();
    let (read, published, merged, rejected) = (
        total(|s| s.read),
        total(|s| s.published),
        total(|s| s.merged),
        total(|s| s.rejected),
    );
    say(row("total", read, published, merged, rejected, ""));
    say(format!(
        "{} lieux, {} constats, {} lignes sans suite.",
        count(edition.venues.len()),
        count(edition.findings.len()),
        read - published - merged - rejected,
    ));
    for missing in &edition.missing {
        say(format!("Il manque : {}.", absence(missing)));
    }
}

fn row(name: &str, read: u32, published: u32, merged: u32, rejected: u32, date: &str) -> String {
    let name: String = name.chars().take(44).collect();
    let line = format!("{name:<44} {read:>8} {published:>8} {merged:>10} {rejected:>8}   {date}");
    line.trim_end().to_owned()
}

/// The one line that ends a start: the address, the edition, how many venues from which sources and of which date, and
/// what is missing.
pub(crate) fn closing_line(address: SocketAddr, snapshot: &Snapshot) -> String {
    let sources: Vec<String> = snapshot
        .sources()
        .iter()
        .map(|source| format!("{} ({})", source.name, date(source.data_date)))
        .collect();
    let missing = match snapshot.missing() {
        [] => "rien ne manque".to_owned(),
        list => format!(
            "il manque : {}",
            list.iter().map(absence).collect::<Vec<_>>().join(" ; ")
        ),
    };
    format!(
        "Portée est sur http://{address} , édition {} du {} : {} lieux, de {} ; {missing}.",
        snapshot.stamp().number,
        snapshot.stamp().created_at.format("%d/%m/%Y"),
        count(snapshot.listings().len()),
        sources.join(", "),
    )
}

fn absence(missing: &Missing) -> String {
    format!("{} ({})", missing.name, missing.reason.trim_end_matches('.'))
}

fn date(date: Option<NaiveDate>) -> String {
    date.map_or_else(
        || "date inconnue".to_owned(),
        |date| date.format("%d/%m/%Y").to_string(),
    )
}
