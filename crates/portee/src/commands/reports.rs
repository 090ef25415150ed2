//! `portee reports`: what visitors said is wrong, the newest first.

use crate::{
    console::{self, count},
    failure::{Failure, Outcome},
    report_file::{Kept, ReportFile},
    settings::Settings,
};
use portee_domain::VenueId;
use portee_server::ReportKind;

/// Lists the reports, those of one venue when it is given.
pub(crate) fn run(settings: &Settings, venue: Option<&VenueId>, json: bool) -> Outcome {
    let content = ReportFile::of(&settings.var).read()?;
    let wanted = content.reports.iter().rev();
    let wanted: Vec<&Kept> = wanted
        .filter(|kept| venue.is_none_or(|venue| kept.report.venue == *venue))
        .collect();
    if json {
        console::say(serde_json::to_string_pretty(&wanted)?);
    } else if wanted.is_empty() {
        console::say("Aucun signalement.");
    }
    for kept in wanted.iter().filter(|_| !json) {
        console::say(lines(kept));
    }
    if content.unreadable > 0 {
        console::complain(&format!(
            "lignes du fichier illisibles et laissées de côté : {}.",
            count(content.unreadable)
        ));
    }
    Ok(())
}

/// Removes a report that was dealt with.
pub(crate) fn forget(settings: &Settings, id: &str) -> Outcome {
    if ReportFile::of(&settings.var).forget(id)? {
        console::say(format!("Le signalement {id} est oublié."));
        Ok(())
    } else {
        Err(Failure::new(format!(
            "Aucun signalement ne porte le nom « {id} » : « portee reports » les montre tous."
        )))
    }
}

fn lines(kept: &Kept) -> String {
    let report = &kept.report;
    let what = match report.kind {
        ReportKind::Closed => "fermé pour toujours",
        ReportKind::Hours => "horaires",
        ReportKind::Phone => "téléphone",
        ReportKind::Address => "adresse",
        ReportKind::Other => "autre chose",
    };
    let mut text = format!(
        "{}  {}  /lieux/{}  {what}  (édition {})",
        kept.id,
        report.day.format("%d/%m/%Y"),
        report.venue,
        report.edition
    );
    // The file may have been written by hand: nothing that a terminal would obey gets through.
    for line in report.text.lines() {
        text.push_str("\n          ");
        text.extend(line.chars().filter(|letter| !letter.is_control()));
    }
    text
}
