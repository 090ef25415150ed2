//! Coverage as rows: one for the whole, one for each territory with what a planner asks for in plain columns, one for each
//! flag.
//!
//! The counts for every target are one text, `[[…],…]`: for each target of `couverture_bilan.cibles`, inhabitants by band
//! (10, 20, 30, 45 minutes and beyond), surely kept, surely beyond, of 65 and over beyond, far from digital beyond.

use super::cell::{BadRow, Cell, Fields, Kind, Table, day, optional, real, text, texts, whole};
use portee_domain::{
    Bands, Coverage, CoverageByTarget, DepartementCode, Flag, Level, Method, Nearest, PopulationReport, RoadReport,
    Spread, Target, TargetCoverage, TerritoryCoverage, VenueId,
};
use std::borrow::Cow;

const METHODS: [Method; 3] = [Method::Routes, Method::Estimation, Method::Mixte];

pub(crate) static REPORT: Table = Table {
    layer: "couverture_bilan",
    relation: "couverture_bilan",
    columns: &[
        ("sources_population", Kind::List),
        ("points", Kind::Whole),
        ("habitants", Kind::Whole),
        ("part_eloignee_moins_65", Kind::Real),
        ("part_eloignee_65_et_plus", Kind::Real),
        ("routes", Kind::Text),
        ("routes_date", Kind::Day),
        ("routes_profil", Kind::Text),
        // What `couverture.cibles` counts, in its order: a later version may count more.
        ("cibles", Kind::List),
    ],
    original: false,
};

pub(crate) fn report_cells(coverage: &Coverage) -> Vec<Cell<'_>> {
    let (population, roads) = (&coverage.population, coverage.roads.as_ref());
    vec![
        texts(&population.sources, String::as_str),
        Cell::Whole(population.points.into()),
        Cell::Whole(i64::try_from(population.inhabitants).unwrap_or(i64::MAX)),
        Cell::Real(population.far_share_under_65),
        Cell::Real(population.far_share_seniors),
        optional(roads.map(|roads| roads.name.as_str())),
        day(roads.and_then(|roads| roads.date)),
        optional(roads.map(|roads| roads.profile.as_str())),
        Cell::List(Target::all().map(|target| Cow::Borrowed(target.label())).collect()),
    ]
}

/// The coverage without its territories and hubs, and the targets in the order of their rows.
pub(crate) fn read_report(mut row: Fields<'_>) -> Result<(Coverage, Vec<Target>), BadRow> {
    let population = PopulationReport {
        sources: row.list()?,
        points: row.whole()?,
        inhabitants: row.whole()?,
        far_share_under_65: row.real()?,
        far_share_seniors: row.real()?,
    };
    let (name, date) = (row.text()?, row.day()?);
    let profile = row.text()?;
    let roads = name
        .zip(profile)
        .map(|(name, profile)| RoadReport { name, date, profile });
    let targets = row.items(|label| Target::from_label(label).ok_or(format!("valeur inconnue « {label} »")))?;
    let coverage = Coverage {
        population,
        roads,
        territories: Vec::new(),
        hubs: Vec::new(),
    };
    Ok((coverage, targets))
}

pub(crate) static TERRITORIES: Table = Table {
    layer: "couverture",
    relation: "couverture",
    columns: &[
        ("niveau", Kind::Text),
        ("code", Kind::Text),
        ("nom", Kind::Text),
        ("departement", Kind::Text),
        ("habitants", Kind::Whole),
        ("habitants_65_et_plus", Kind::Whole),
        ("eloignes_du_numerique", Kind::Whole),
        ("lieux", Kind::Whole),
        ("france_services", Kind::Whole),
        ("methode", Kind::Text),
        // The promise, in inhabitants. These four follow from `cibles`; for those who read the file.
        ("au_dela_20", Kind::Whole),
        ("au_dela_30", Kind::Whole),
        ("au_dela_30_certain", Kind::Whole),
        ("tenue_30_certaine", Kind::Whole),
        // Seconds to the nearest France Services.
        ("moyenne_s", Kind::Whole),
        ("mediane_s", Kind::Whole),
        ("pire_dixieme_s", Kind::Whole),
        ("gini", Kind::Real),
        // From the seat of a commune: the venue, and seconds (low, central, high).
        ("fs_proche", Kind::Text),
        ("fs_proche_bas_s", Kind::Whole),
        ("fs_proche_s", Kind::Whole),
        ("fs_proche_haut_s", Kind::Whole),
        ("fs_proche_methode", Kind::Text),
        ("lieu_proche", Kind::Text),
        ("lieu_proche_bas_s", Kind::Whole),
        ("lieu_proche_s", Kind::Whole),
        ("lieu_proche_haut_s", Kind::Whole),
        ("lieu_proche_methode", Kind::Text),
        ("cibles", Kind::Text),
    ],
    original: false,
};

pub(crate) fn territory_cells(territory: &TerritoryCoverage) -> Vec<Cell<'_>> {
    let promise = territory.target(Target::PROMISE);
    let spread = territory.spread;
    let mut cells = vec![
        text(territory.level.code()),
        text(&territory.code),
        text(&territory.name),
        optional(territory.departement.as_ref().map(DepartementCode::as_str)),
        Cell::Whole(territory.inhabitants.into()),
        whole(territory.seniors),
        Cell::Whole(territory.far.into()),
        Cell::Whole(territory.venues.into()),
        Cell::Whole(territory.france_services.into()),
        text(territory.method.code()),
        whole(promise.map(|counts| counts.bands.beyond_20())),
        whole(promise.map(|counts| counts.bands.beyond_promise())),
        whole(promise.map(|counts| counts.surely_beyond)),
        whole(promise.map(|counts| counts.surely_kept)),
        whole(spread.map(|spread| spread.mean_s)),
        whole(spread.map(|spread| spread.median_s)),
        whole(spread.map(|spread| spread.worst_tenth_s)),
        real(spread.map(|spread| spread.gini)),
    ];
    for nearest in [&territory.nearest_france_services, &territory.nearest_venue] {
        let nearest = nearest.as_ref();
        cells.push(optional(nearest.map(|nearest| nearest.venue.as_str())));
        let seconds = |value: usize| whole(nearest.map(|nearest| nearest.seconds[value]));
        cells.extend((0..3).map(seconds));
        cells.push(optional(nearest.map(|nearest| nearest.method.code())));
    }
    cells.push(Cell::Text(Cow::Owned(counts_text(&territory.targets))));
    cells
}

pub(crate) fn read_territory(mut row: Fields<'_>, targets: &[Target]) -> Result<TerritoryCoverage, BadRow> {
    let row = &mut row;
    let level = row.word(&Level::ALL, Level::code)?;
    let code = row.required_text()?;
    let name = row.required_text()?;
    let departement = row.optional()?;
    let (inhabitants, seniors, far) = (row.whole()?, row.optional_whole()?, row.whole()?);
    let (venues, france_services) = (row.whole()?, row.whole()?);
    let method = row.word(&METHODS, Method::code)?;
    (0..4).for_each(|_| row.skip()); // the promise: in `cibles`
    let (mean, median, worst) = (row.optional_whole()?, row.optional_whole()?, row.optional_whole()?);
    let gini = row.optional_real()?;
    Ok(TerritoryCoverage {
        level,
        code,
        name,
        departement,
        inhabitants,
        seniors,
        far,
        venues,
        france_services,
        spread: mean
            .zip(median)
            .zip(worst)
            .zip(gini)
            .map(|(((mean_s, median_s), worst_tenth_s), gini)| Spread {
                mean_s,
                median_s,
                worst_tenth_s,
                gini,
            }),
        nearest_france_services: read_nearest(row)?,
        nearest_venue: read_nearest(row)?,
        method,
        flags: Vec::new(),
        targets: read_counts(row, targets)?,
    })
}

fn read_nearest(row: &mut Fields<'_>) -> Result<Option<Nearest>, BadRow> {
    let Some(venue) = row.optional::<VenueId>()? else {
        (0..4).for_each(|_| row.skip());
        return Ok(None);
    };
    Ok(Some(Nearest {
        venue,
        seconds: [row.whole()?, row.whole()?, row.whole()?],
        method: row.word(&METHODS, Method::code)?,
    }))
}

/// `[[1,2,3,4,5,6,7,8,9],…]`, written by hand: eight million numbers for France.
fn counts_text(targets: &CoverageByTarget) -> String {
    let mut text = String::with_capacity(1_024);
    text.push('[');
    for (index, target) in targets.iter().enumerate() {
        text.push_str(if index == 0 { "[" } else { ",[" });
        for count in target.bands.0 {
            push_number(&mut text, count);
            text.push(',');
        }
        push_number(&mut text, target.surely_kept);
        for count in [target.surely_beyond, target.seniors_beyond, target.far_beyond] {
            text.push(',');
            push_number(&mut text, count);
        }
        text.push(']');
    }
    text.push(']');
    text
}

fn push_number(text: &mut String, number: u32) {
    let mut digits = [0_u8; 10];
    let mut rest = number;
    let mut start = digits.len();
    loop {
        start -= 1;
        digits[start] = b'0' + (rest % 10) as u8;
        rest /= 10;
        if rest == 0 {
            break;
        }
    }
    text.extend(digits[start..].iter().map(|digit| char::from(*digit)));
}

fn read_counts(row: &mut Fields<'_>, targets: &[Target]) -> Result<CoverageByTarget, BadRow> {
    let text = row.required_text()?;
    parse_counts(&text, targets).ok_or_else(|| row.bad("neuf comptes pour chaque cible étaient attendus"))
}

/// What [`counts_text`] wrote; by hand for the same reason.
fn parse_counts(text: &str, targets: &[Target]) -> Option<CoverageByTarget> {
    let mut rest = text.as_bytes().strip_prefix(b"[")?.strip_suffix(b"]")?;
    let mut targets = targets.iter();
    let counts = std::iter::from_fn(|| (!rest.is_empty()).then(|| next_target(&mut rest, *targets.next()?)));
    counts.collect()
}

/// Takes `[1,2,3,4,5,6,7,8,9]`, and the comma before the next one.
fn next_target(rest: &mut &[u8], target: Target) -> Option<TargetCoverage> {
    take(rest, b'[')?;
    let mut counts = [0; 9];
    for (index, count) in counts.iter_mut().enumerate() {
        if index > 0 {
            take(rest, b',')?;
        }
        *count = take_number(rest)?;
    }
    take(rest, b']')?;
    if !rest.is_empty() {
        take(rest, b',').filter(|()| rest.starts_with(b"["))?;
    }
    let [
        b0,
        b1,
        b2,
        b3,
        b4,
        surely_kept,
        surely_beyond,
        seniors_beyond,
        far_beyond,
    ] = counts;
    Some(TargetCoverage {
        target,
        bands: Bands([b0, b1, b2, b3, b4]),
        surely_kept,
        surely_beyond,
        seniors_beyond,
        far_beyond,
    })
}

fn take(rest: &mut &[u8], expected: u8) -> Option<()> {
    *rest = rest.strip_prefix(&[expected])?;
    Some(())
}

fn take_number(rest: &mut &[u8]) -> Option<u32> {
    let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let (number, after) = rest.split_at_checked(digits)?;
    *rest = after;
    if number.is_empty() || (number.len() > 1 && number.starts_with(b"0")) {
        return None;
    }
    number.iter().try_fold(0_u32, |number, digit| {
        number.checked_mul(10)?.checked_add(u32::from(digit - b'0'))
    })
}

pub(crate) static FLAGS: Table = Table {
    layer: "signalements",
    relation: "signalement",
    columns: &[
        ("niveau", Kind::Text),
        ("code", Kind::Text),
        ("critere", Kind::Text),
        ("raison", Kind::Text),
        ("valeur", Kind::Real),
        ("seuil", Kind::Real),
        ("certain", Kind::Whole),
    ],
    original: false,
};

pub(crate) fn flag_cells<'a>(territory: &'a TerritoryCoverage, flag: &'a Flag) -> Vec<Cell<'a>> {
    vec![
        text(territory.level.code()),
        text(&territory.code),
        text(&flag.criterion),
        text(&flag.reason),
        Cell::Real(flag.value),
        Cell::Real(flag.threshold),
        Cell::Whole(flag.certain.into()),
    ]
}

/// A flag, with the level and code of its territory.
pub(crate) fn read_flag(mut row: Fields<'_>) -> Result<(Level, String, Flag), BadRow> {
    let level = row.word(&Level::ALL, Level::code)?;
    let code = row.required_text()?;
    let flag = Flag {
        criterion: row.required_text()?,
        reason: row.required_text()?,
        value: row.real()?,
        threshold: row.real()?,
        certain: row.whole::<u8>()? == 1,
    };
    Ok((level, code, flag))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn counts_are_read_back_as_they_were(
            counts in prop::collection::vec(prop::array::uniform9(prop_oneof![0..300_u32, any::<u32>()]), 0..25)
        ) {
            let text = serde_json::to_string(&counts).unwrap();
            let targets: Vec<Target> = Target::all().collect();
            let read = parse_counts(&text, &targets);
            prop_assert_eq!(read.as_ref().map(counts_text), (counts.len() <= targets.len()).then_some(text));
        }

        #[test]
        fn a_text_that_is_cut_or_changed_is_refused_or_read_as_it_is(at in 0..40_usize, byte in 0..128_u8) {
            let mut text = b"[[1,2,3,4,5,6,7,8,9],[0,0,0,0,0,0,0,0,4294967295]]".to_vec();
            let targets: Vec<Target> = Target::all().collect();
            let cut = String::from_utf8(text[..at].to_vec()).unwrap();
            prop_assert!(parse_counts(&cut, &targets).is_none());
            text[at] = byte;
            let text = String::from_utf8(text).unwrap();
            let expected = serde_json::from_str::<Vec<[u32; 9]>>(&text).ok().map(|counts| counts.len());
            let read = parse_counts(&text, &targets).map(|read| read.iter().count());
            prop_assert!(read.is_none() || read == expected, "{}", text);
        }
    }
}
