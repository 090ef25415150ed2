//! The instants at which directories of opening hours are wrong, as one table: where, which hours, when, and what is true.

use super::Opening;
use crate::Listing;
use crate::fixture::{at, geography, venue, venue_with_hours};
use crate::listing::Common;

/// Hours that say nothing of public holidays.
const SILENT: &str = "Mo-Su 09:00-17:00";
/// Hours that say: closed on public holidays.
const PH_OFF: &str = "Mo-Su 09:00-17:00; PH off";
/// Hours that say: open for two hours on public holidays.
const PH_OPEN: &str = "Mo-Su 09:00-17:00; PH 10:00-12:00";
/// Hours of a night, and hours that a change of the clocks may skip or repeat.
const NIGHT: &str = "Mo-Su 01:30-03:30";
const IN_BETWEEN: &str = "Mo-Su 02:15-02:45";
const SMALL_HOURS: &str = "Mo-Su 00:00-03:00";
/// No hours at all.
const NONE: &str = "";

const DIE: &str = "26113";
const LYON: &str = "69123";
const STRASBOURG: &str = "67482";
const FORT_DE_FRANCE: &str = "97209";
const POINTE_A_PITRE: &str = "97120";
const SAINT_DENIS: &str = "97411";

/// Where, which hours, the instant in UTC, and the state with its reason.
const TABLE: &[(&str, &str, &str, &str)] = &[
    // 14 July 2026, a Tuesday, 10:30 in Paris.
    (
        DIE,
        SILENT,
        "2026-07-14T08:30:00Z",
        "inconnu, jour-ferie : Jour férié (fête nationale) : appelez avant de venir.",
    ),
    (
        DIE,
        PH_OFF,
        "2026-07-14T08:30:00Z",
        "ferme, fête nationale, rouvre 2026-07-15T09:00:00+02:00",
    ),
    (
        DIE,
        PH_OPEN,
        "2026-07-14T08:30:00Z",
        "ouvert jusqu'à 2026-07-14T12:00:00+02:00",
    ),
    (
        DIE,
        PH_OPEN,
        "2026-07-14T12:30:00Z",
        "ferme, fête nationale, rouvre 2026-07-15T09:00:00+02:00",
    ),
    (
        DIE,
        NONE,
        "2026-07-14T08:30:00Z",
        "inconnu, horaires-absents : Horaires non communiqués : appelez avant de venir.",
    ),
    (DIE, "24/7", "2026-07-14T08:30:00Z", "ouvert"),
    // Good Friday 2026, 10:00: a holiday in Alsace and Moselle alone.
    (
        STRASBOURG,
        SILENT,
        "2026-04-03T08:00:00Z",
        "inconnu, jour-ferie : Jour férié (Vendredi saint) : appelez avant de venir.",
    ),
    (
        STRASBOURG,
        PH_OFF,
        "2026-04-03T08:00:00Z",
        "ferme, Vendredi saint, rouvre 2026-04-04T09:00:00+02:00",
    ),
    (
        STRASBOURG,
        PH_OPEN,
        "2026-04-03T08:00:00Z",
        "ouvert jusqu'à 2026-04-03T12:00:00+02:00",
    ),
    (
        LYON,
        SILENT,
        "2026-04-03T08:00:00Z",
        "ouvert jusqu'à 2026-04-03T17:00:00+02:00",
    ),
    (
        LYON,
        PH_OFF,
        "2026-04-03T08:00:00Z",
        "ouvert jusqu'à 2026-04-03T17:00:00+02:00",
    ),
    // 22 May 2026, 10:00 in Martinique: the abolition of slavery there, five days before Guadeloupe's.
    (
        FORT_DE_FRANCE,
        SILENT,
        "2026-05-22T14:00:00Z",
        "inconnu, jour-ferie : Jour férié (abolition de l'esclavage) : appelez avant de venir.",
    ),
    (
        FORT_DE_FRANCE,
        PH_OFF,
        "2026-05-22T14:00:00Z",
        "ferme, abolition de l'esclavage, rouvre 2026-05-23T09:00:00-04:00",
    ),
    (
        POINTE_A_PITRE,
        SILENT,
        "2026-05-22T14:00:00Z",
        "ouvert jusqu'à 2026-05-22T17:00:00-04:00",
    ),
    (
        DIE,
        PH_OFF,
        "2026-05-22T14:00:00Z",
        "ouvert jusqu'à 2026-05-22T17:00:00+02:00",
    ),
    // 20 December 2026, 10:00 in La Réunion, 07:00 in Paris, a Sunday.
    (
        SAINT_DENIS,
        SILENT,
        "2026-12-20T06:00:00Z",
        "inconnu, jour-ferie : Jour férié (abolition de l'esclavage) : appelez avant de venir.",
    ),
    (
        SAINT_DENIS,
        PH_OFF,
        "2026-12-20T06:00:00Z",
        "ferme, abolition de l'esclavage, rouvre 2026-12-21T09:00:00+04:00",
    ),
    (
        DIE,
        PH_OFF,
        "2026-12-20T09:00:00Z",
        "ouvert jusqu'à 2026-12-20T17:00:00+01:00",
    ),
    // An ordinary Sunday, 10:00.
    (
        DIE,
        "Mo-Fr 09:00-17:00",
        "2026-11-22T09:00:00Z",
        "ferme, rouvre 2026-11-23T09:00:00+01:00",
    ),
    (
        DIE,
        "Mo-Fr 09:00-17:00; PH off",
        "2026-11-22T09:00:00Z",
        "ferme, rouvre 2026-11-23T09:00:00+01:00",
    ),
    (
        DIE,
        "Su 09:00-12:00",
        "2026-11-22T09:00:00Z",
        "ouvert jusqu'à 2026-11-22T12:00:00+01:00",
    ),
    // 29 March 2026: at 02:00 it is 03:00. The night is an hour shorter, 02:15 does not come.
    (
        DIE,
        NIGHT,
        "2026-03-29T00:45:00Z",
        "ouvert jusqu'à 2026-03-29T03:30:00+02:00",
    ),
    (
        DIE,
        NIGHT,
        "2026-03-29T01:15:00Z",
        "ouvert jusqu'à 2026-03-29T03:30:00+02:00",
    ),
    (
        DIE,
        NIGHT,
        "2026-03-29T01:30:00Z",
        "ferme, rouvre 2026-03-30T01:30:00+02:00",
    ),
    (
        DIE,
        IN_BETWEEN,
        "2026-03-29T00:59:00Z",
        "ferme, rouvre 2026-03-30T02:15:00+02:00",
    ),
    (
        DIE,
        IN_BETWEEN,
        "2026-03-29T01:00:00Z",
        "ferme, rouvre 2026-03-30T02:15:00+02:00",
    ),
    // 25 October 2026: at 03:00 it is 02:00. 02:15 comes twice.
    (
        DIE,
        NIGHT,
        "2026-10-25T00:45:00Z",
        "ouvert jusqu'à 2026-10-25T03:30:00+01:00",
    ),
    (
        DIE,
        NIGHT,
        "2026-10-25T01:45:00Z",
        "ouvert jusqu'à 2026-10-25T03:30:00+01:00",
    ),
    (
        DIE,
        IN_BETWEEN,
        "2026-10-25T00:20:00Z",
        "ouvert jusqu'à 2026-10-25T02:45:00+02:00",
    ),
    (
        DIE,
        IN_BETWEEN,
        "2026-10-25T00:50:00Z",
        "ferme, rouvre 2026-10-25T02:15:00+01:00",
    ),
    (
        DIE,
        IN_BETWEEN,
        "2026-10-25T01:20:00Z",
        "ouvert jusqu'à 2026-10-25T02:45:00+01:00",
    ),
    (
        DIE,
        IN_BETWEEN,
        "2026-10-25T01:50:00Z",
        "ferme, rouvre 2026-10-26T02:15:00+01:00",
    ),
    // 23:30 in Paris is 01:30 the next day in La Réunion in summer, 02:30 in winter.
    (
        SAINT_DENIS,
        SILENT,
        "2026-06-16T21:30:00Z",
        "ferme, rouvre 2026-06-17T09:00:00+04:00",
    ),
    (
        SAINT_DENIS,
        SMALL_HOURS,
        "2026-06-16T21:30:00Z",
        "ouvert jusqu'à 2026-06-17T03:00:00+04:00",
    ),
    (
        SAINT_DENIS,
        SMALL_HOURS,
        "2026-11-23T22:30:00Z",
        "ouvert jusqu'à 2026-11-24T03:00:00+04:00",
    ),
    (
        DIE,
        SMALL_HOURS,
        "2026-11-23T22:30:00Z",
        "ferme, rouvre 2026-11-24T00:00:00+01:00",
    ),
    // 23:30 in Paris on the 13th is the 14th there already; on the 14th it is the 15th.
    (
        SAINT_DENIS,
        SMALL_HOURS,
        "2026-07-13T21:30:00Z",
        "inconnu, jour-ferie : Jour férié (fête nationale) : appelez avant de venir.",
    ),
    (
        SAINT_DENIS,
        SMALL_HOURS,
        "2026-07-14T21:30:00Z",
        "ouvert jusqu'à 2026-07-15T03:00:00+04:00",
    ),
];

fn told(commune: &str, hours: &str, now: &str) -> String {
    let it = if hours.is_empty() {
        venue(1, commune)
    } else {
        venue_with_hours(commune, hours)
    };
    match Listing::new(it, 0, &[], &geography(), &Common::default()).opening(at(now)) {
        Opening::Open { until: None, .. } => "ouvert".to_owned(),
        Opening::Open { until: Some(until), .. } => format!("ouvert jusqu'à {}", until.to_rfc3339()),
        Opening::Closed { reopens, holiday } => {
            let holiday = holiday.map(|day| format!(", {}", day.name())).unwrap_or_default();
            let reopens = reopens
                .map(|at| format!(", rouvre {}", at.to_rfc3339()))
                .unwrap_or_default();
            format!("ferme{holiday}{reopens}")
        }
        Opening::Unknown { reason } => format!("inconnu, {} : {}", reason.code(), reason.label()),
    }
}

#[test]
fn holidays_sundays_clock_changes_and_far_time_zones_are_told_with_their_reason() {
    let wrong: Vec<String> = TABLE
        .iter()
        .filter_map(|&(commune, hours, now, expected)| {
            let told = told(commune, hours, now);
            (told != expected).then(|| format!("{commune} « {hours} » {now}\n  {told}\n  and not\n  {expected}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
