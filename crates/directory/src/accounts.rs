//! What became of the rows of the sources: which venue each is part of, what was noticed, what was decided, how fresh and
//! how precise its source is.

use crate::Listing;
use chrono::NaiveDate;
use portee_domain::{
    Decision, Field, Finding, FindingKind, Freshness, Precision, Quality, RowRef, Severity, SourceId, Venue, Verdict,
};
use std::collections::HashMap;
use std::sync::Arc;

/// How the published and merged rows of a source are located, and how old their verification is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct SourceProfile {
    /// Rows by the precision of their venue: exact, street, commune.
    pub located: [u32; 3],
    /// Rows by the age of their verification, in the order of [`Freshness::ALL`], seen from the day of the edition.
    pub freshness: [u32; 5],
}

/// The rows of a source that are part of a venue.
#[derive(Debug, Default)]
struct Rows {
    profile: SourceProfile,
    /// Each row and the rank of its listing, sorted.
    listings: Vec<(u32, u32)>,
}

/// The rows of an edition.
#[derive(Debug, Default)]
pub(crate) struct Accounts {
    /// Sorted by source and row, those about a whole file first.
    findings: Vec<Finding>,
    decisions: Vec<Decision>,
    decisions_by_row: HashMap<RowRef, Vec<usize>>,
    sources: HashMap<SourceId, Rows>,
}

impl Accounts {
    /// The rows before their venues are ready.
    pub(crate) fn new(mut findings: Vec<Finding>, decisions: Vec<Decision>) -> Self {
        // Stable: the order within a row stays that of the edition.
        findings.sort_by(|a, b| (&a.source, a.row).cmp(&(&b.source, b.row)));
        let mut decisions_by_row: HashMap<RowRef, Vec<usize>> = HashMap::new();
        for (index, decision) in decisions.iter().enumerate() {
            for row in [&decision.a, &decision.b] {
                decisions_by_row.entry(row.clone()).or_default().push(index);
            }
        }
        Self {
            findings,
            decisions,
            decisions_by_row,
            ..Self::default()
        }
    }

    /// Adds what the listings (at their final places) say of the rows, on the day `on`.
    pub(crate) fn settle(&mut self, listings: &[Arc<Listing>], on: NaiveDate) {
        for (rank, listing) in (0..).zip(listings) {
            let located = precision_index(listing.venue.location.position.precision());
            for member in &listing.venue.members {
                // Looked for before it is made: a name is copied once a source, not once a row.
                let rows = match self.sources.get_mut(&member.source) {
                    Some(rows) => rows,
                    None => self.sources.entry(member.source.clone()).or_default(),
                };
                rows.profile.located[located] += 1;
                rows.profile.freshness[Freshness::of(member.verified_on, on).index()] += 1;
                rows.listings.push((member.row, rank));
            }
        }
        for rows in self.sources.values_mut() {
            rows.listings.sort_unstable();
            rows.listings.shrink_to_fit();
        }
    }

    pub(crate) fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// What was noticed in one source.
    pub(crate) fn of_source(&self, source: &SourceId) -> &[Finding] {
        let start = self.findings.partition_point(|finding| finding.source < *source);
        let end = self.findings.partition_point(|finding| finding.source <= *source);
        &self.findings[start..end]
    }

    /// What was noticed in one row.
    pub(crate) fn of_row(&self, source: &SourceId, row: u32) -> &[Finding] {
        let key = (source, Some(row));
        let start = self
            .findings
            .partition_point(|finding| (&finding.source, finding.row) < key);
        let end = self
            .findings
            .partition_point(|finding| (&finding.source, finding.row) <= key);
        &self.findings[start..end]
    }

    /// The place of the listing that a row is part of.
    pub(crate) fn listing_of(&self, row: &RowRef) -> Option<usize> {
        let listings = &self.sources.get(&row.source)?.listings;
        let after = listings.partition_point(|(known, _)| *known <= row.row);
        let (known, rank) = listings[..after].last()?;
        (*known == row.row).then_some(*rank as usize)
    }

    pub(crate) fn profile(&self, source: &SourceId) -> SourceProfile {
        self.sources.get(source).map(|rows| rows.profile).unwrap_or_default()
    }

    /// The decisions about the rows of a venue: first those that put them together, each once.
    pub(crate) fn decisions_of(&self, venue: &Venue) -> Vec<&Decision> {
        let rows = venue.members.iter().map(|member| RowRef {
            source: member.source.clone(),
            row: member.row,
        });
        let mut places: Vec<usize> = rows
            .filter_map(|row| self.decisions_by_row.get(&row))
            .flatten()
            .copied()
            .collect();
        places.sort_unstable();
        places.dedup();
        let mut found: Vec<&Decision> = places
            .into_iter()
            .filter_map(|place| self.decisions.get(place))
            .collect();
        found.sort_by_key(|decision| decision.verdict != Verdict::Same);
        found
    }

    /// The quality of a venue's sheet on the day `on`.
    pub(crate) fn quality(&self, venue: &Venue, on: NaiveDate) -> Quality {
        Quality::of(venue, self.warnings(venue), on)
    }

    fn warnings(&self, venue: &Venue) -> impl Iterator<Item = (FindingKind, Option<Field>)> {
        let findings = venue
            .members
            .iter()
            .flat_map(|member| self.of_row(&member.source, member.row));
        findings
            .filter(|finding| finding.severity() == Severity::Warning)
            .map(|finding| (finding.kind, finding.field))
    }
}

fn precision_index(precision: Precision) -> usize {
    match precision {
        Precision::Exact => 0,
        Precision::Street => 1,
        Precision::Commune => 2,
    }
}

#[cfg(test)]
mod tests {
    use crate::Snapshot;
    use crate::fixture::{edition, geography, stamp, venue};
    use portee_domain::{
        Decision, Evidence, EvidenceKind, Field, Finding, FindingKind, Member, RowRef, SourceId, Verdict,
    };

    fn source(name: &str) -> SourceId {
        name.parse().unwrap()
    }

    fn row(name: &str, row: u32) -> RowRef {
        RowRef {
            source: source(name),
            row,
        }
    }

    fn finding(name: &str, row: Option<u32>, kind: FindingKind) -> Finding {
        Finding {
            source: source(name),
            row,
            field: Some(Field::Telephone),
            kind,
            detail: String::new(),
        }
    }

    fn decision(a: RowRef, b: RowRef, verdict: Verdict) -> Decision {
        let evidence = vec![Evidence {
            kind: EvidenceKind::Name,
            weight: 10,
            detail: String::new(),
        }];
        Decision {
            a,
            b,
            verdict,
            evidence,
        }
    }

    /// Two venues: one of rows a/1 and b/7, verified and not; one of row a/2.
    fn snapshot() -> Snapshot {
        let mut one = venue(1, "26113");
        let member = |name: &str, row, verified: Option<&str>| Member {
            source: source(name),
            row,
            local_id: row.to_string(),
            verified_on: verified.map(|day| day.parse().unwrap()),
            fields: Vec::new(),
        };
        one.members = vec![member("a", 1, Some("2020-01-01")), member("b", 7, None)];
        let mut two = venue(2, "26113");
        two.members = vec![member("a", 2, None)];
        let mut edition = edition(vec![one, two]);
        edition.findings = vec![
            finding("b", Some(7), FindingKind::PhoneInvalid),
            finding("a", Some(1), FindingKind::ValueTranslated),
            finding("a", None, FindingKind::ValueUnknown),
            finding("b", Some(70), FindingKind::PhoneInvalid),
        ];
        edition.decisions = vec![
            decision(row("a", 1), row("a", 2), Verdict::Different),
            decision(row("a", 1), row("b", 7), Verdict::Same),
            decision(row("c", 1), row("c", 2), Verdict::Same),
        ];
        Snapshot::build(edition, stamp(), geography())
    }

    #[test]
    fn each_row_leads_to_its_venue_and_to_what_was_noticed_in_it() {
        let snapshot = snapshot();
        let first = snapshot.listing_of_row(&row("b", 7)).unwrap();
        assert_eq!(first.venue.id, snapshot.listing_of_row(&row("a", 1)).unwrap().venue.id);
        assert_ne!(first.venue.id, snapshot.listing_of_row(&row("a", 2)).unwrap().venue.id);
        assert!(snapshot.listing_of_row(&row("b", 70)).is_none());
        assert_eq!(snapshot.findings_of_row(&source("b"), 7).len(), 1);
        assert_eq!(snapshot.findings_of_row(&source("b"), 8).len(), 0);
        let rows: Vec<_> = snapshot
            .findings_of(&source("a"))
            .iter()
            .map(|finding| finding.row)
            .collect();
        assert_eq!(rows, [None, Some(1)]);
        assert!(snapshot.findings_of(&source("c")).is_empty());
    }

    #[test]
    fn rows_in_any_order_lead_to_their_venues() {
        let rows = |number: u32| [3 * (40 - number), 3 * (80 - number)];
        let venues = (1..40).map(|number| {
            let mut it = venue(number, "26113");
            let member = it.members[0].clone();
            it.members = rows(number).map(|row| Member { row, ..member.clone() }).to_vec();
            it
        });
        let snapshot = Snapshot::build(edition(venues.collect()), stamp(), geography());
        let found = |number| {
            snapshot
                .listing_of_row(&row("essai", number))
                .map(|listing| &listing.venue)
        };
        for number in 1..40 {
            for row in rows(number) {
                assert!(
                    found(row).unwrap().members.iter().any(|member| member.row == row),
                    "{row}"
                );
                assert!(found(row + 1).is_none() && found(row - 1).is_none(), "{row}");
            }
        }
    }

    #[test]
    fn a_venue_has_the_decisions_about_its_rows_and_no_others() {
        let snapshot = snapshot();
        let first = snapshot.listing_of_row(&row("a", 1)).unwrap();
        let verdicts: Vec<_> = snapshot.decisions_of(first).iter().map(|one| one.verdict).collect();
        assert_eq!(verdicts, [Verdict::Same, Verdict::Different]);
        let second = snapshot.listing_of_row(&row("a", 2)).unwrap();
        assert_eq!(snapshot.decisions_of(second).len(), 1);
    }

    #[test]
    fn a_source_counts_its_rows_by_place_and_by_age() {
        let profile = snapshot().profile(&source("a"));
        assert_eq!(profile.located.iter().sum::<u32>(), 2);
        assert_eq!(profile.freshness, [0, 0, 0, 1, 1]);
        assert_eq!(snapshot().profile(&source("c")), super::SourceProfile::default());
    }

    #[test]
    fn a_warning_costs_quality_a_note_does_not_and_the_score_is_published() {
        let snapshot = snapshot();
        let listing = snapshot.listing_of_row(&row("a", 1)).unwrap();
        let quality = snapshot.quality(listing);
        assert_eq!(quality.score(), listing.quality());
        let findings = quality.lines.last().unwrap();
        assert_eq!((findings.points, findings.criterion.most()), (6, 8));
        let members = format!(",\"qualite\":{}", listing.quality());
        assert!(
            listing.feature().properties().ends_with(&members),
            "{}",
            listing.feature().properties()
        );
    }
}
