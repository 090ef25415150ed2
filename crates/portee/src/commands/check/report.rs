//! The report of `portee check`, line by line.

use crate::console::count;
use portee_domain::{Edition, Finding, FindingKind, Hours, Precision, Severity};
use std::collections::{BTreeMap, BTreeSet};

/// Examples shown of each kind of finding, and rows named.
const EXAMPLES: usize = 3;
const ROWS: usize = 8;

/// The report of an edition made of one source. `all`: the fate of every row, and every finding.
pub(super) fn lines(edition: &Edition, all: bool) -> Vec<String> {
    let mut lines = Vec::new();
    for source in &edition.sources {
        lines.push(format!(
            "Lignes : {} lues = {} publiées + {} réunies à une autre + {} rejetées",
            count(source.read as usize),
            count(source.published as usize),
            count(source.merged as usize),
            count(source.rejected as usize),
        ));
    }
    lines.push(positions(edition));
    lines.push(hours(edition));
    lines.push(fields(edition));
    lines.extend(of_the_file(edition));
    lines.extend(findings(edition, all));
    if all {
        lines.extend(fates(edition));
    }
    lines
}

fn positions(edition: &Edition) -> String {
    let precise = |wanted| {
        let venues = edition.venues.iter();
        count(
            venues
                .filter(|venue| venue.location.position.precision() == wanted)
                .count(),
        )
    };
    format!(
        "Positions : {} exactes, {} à la rue, {} à la commune",
        precise(Precision::Exact),
        precise(Precision::Street),
        precise(Precision::Commune),
    )
}

fn hours(edition: &Edition) -> String {
    let (mut understood, mut text) = (0_usize, 0_usize);
    for venue in &edition.venues {
        match venue.description.hours {
            Hours::Osm(_) => understood += 1,
            Hours::Text(_) => text += 1,
            Hours::Unstated => {}
        }
    }
    let stated = understood + text;
    let share = (understood * 100).checked_div(stated).unwrap_or(100);
    format!(
        "Horaires : {} compris, {} montrés tels quels ({share} % compris), {} absents",
        count(understood),
        count(text),
        count(edition.venues.len() - stated),
    )
}

fn fields(edition: &Edition) -> String {
    let mut filled: BTreeMap<_, usize> = BTreeMap::new();
    for member in edition.venues.iter().flat_map(|venue| &venue.members) {
        for field in &member.fields {
            *filled.entry(*field).or_default() += 1;
        }
    }
    let filled: Vec<String> = filled
        .iter()
        .map(|(field, rows)| format!("{field} {}", count(*rows)))
        .collect();
    format!("Champs remplis : {}", filled.join(", "))
}

fn of_the_file(edition: &Edition) -> impl Iterator<Item = String> {
    let whole = edition.findings.iter().filter(|finding| finding.row.is_none());
    whole.map(|finding| finding.detail.clone())
}

/// The findings by kind, the gravest first: how many, which rows, examples.
fn findings(edition: &Edition, all: bool) -> Vec<String> {
    let mut kinds: BTreeMap<(std::cmp::Reverse<Severity>, FindingKind), Vec<&Finding>> = BTreeMap::new();
    for finding in edition.findings.iter().filter(|finding| finding.row.is_some()) {
        let key = (std::cmp::Reverse(finding.severity()), finding.kind);
        kinds.entry(key).or_default().push(finding);
    }
    let mut lines = vec![String::new(), "Constats :".to_owned()];
    if kinds.is_empty() {
        lines.push("  aucun".to_owned());
    }
    for ((severity, kind), found) in kinds {
        let rows: BTreeSet<u32> = found.iter().filter_map(|finding| finding.row).collect();
        let shown = if all { rows.len() } else { ROWS };
        let numbers: Vec<String> = rows.iter().take(shown).map(u32::to_string).collect();
        let more = if rows.len() > shown { "…" } else { "" };
        lines.push(format!(
            "  {:<13} {:<24} {:>6}   lignes {}{more}",
            severity.0.label(),
            kind.code(),
            count(found.len()),
            numbers.join(", "),
        ));
        let examples: BTreeSet<&str> = found.iter().map(|finding| finding.detail.as_str()).collect();
        for example in examples.into_iter().take(EXAMPLES) {
            lines.push(format!("      {example}"));
        }
    }
    lines
}

/// What became of each row, in the order of the file.
fn fates(edition: &Edition) -> Vec<String> {
    let mut fates: BTreeMap<u32, String> = BTreeMap::new();
    for finding in &edition.findings {
        let fate = match (finding.severity(), finding.kind) {
            (Severity::Rejection, _) => format!("rejetée : {}", finding.detail),
            (_, FindingKind::RowGrouped) => finding.detail.clone(),
            _ => continue,
        };
        fates.extend(finding.row.map(|row| (row, fate)));
    }
    for venue in &edition.venues {
        let name = &venue.description.name;
        let commune = &venue.location.commune;
        let lead = venue.members.first().map_or(0, |member| member.row);
        for member in &venue.members {
            let fate = if member.row == lead {
                format!("publiée : {name}, {commune}")
            } else {
                format!("réunie à la ligne {lead} : {name}, {commune}")
            };
            fates.insert(member.row, fate);
        }
    }
    let lines = fates.into_iter().map(|(row, fate)| format!("  {row:>6}  {fate}"));
    [String::new(), "Sort de chaque ligne :".to_owned()]
        .into_iter()
        .chain(lines)
        .collect()
}
