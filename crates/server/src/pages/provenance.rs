//! « D’où vient cette fiche ? »: the rows of a venue, what each gives, what was wrong in them, why they are one place.

use super::{columns, findings, quality, words};
use portee_directory::{Listing, Snapshot};
use portee_domain::{Decision, EvidenceKind, Member, RowRef, Verdict};

/// Decisions shown of each sort: a venue of a large network has been compared with many others.
const SHOWN: usize = 8;

pub(super) struct View {
    pub(super) verified: Option<String>,
    pub(super) quality: quality::View,
    pub(super) sources: Vec<SourceLine>,
    /// Why its rows are one place.
    pub(super) joined: Decisions,
    /// Why other venues are not this one.
    pub(super) apart: Decisions,
}

/// Decisions of one sort.
pub(super) struct Decisions {
    /// How many there are.
    pub(super) total: usize,
    /// The first of them.
    pub(super) lines: Vec<DecisionLine>,
}

pub(super) struct SourceLine {
    pub(super) name: String,
    pub(super) href: String,
    pub(super) verified: Option<String>,
    pub(super) row: u32,
    pub(super) local_id: String,
    pub(super) fields: String,
    pub(super) findings: Vec<FindingLine>,
}

pub(super) struct FindingLine {
    pub(super) meaning: &'static str,
    pub(super) detail: String,
}

pub(super) struct DecisionLine {
    pub(super) sentence: String,
    /// The venue that it was compared with.
    pub(super) other: Option<(String, String)>,
    pub(super) evidence: Vec<EvidenceLine>,
}

pub(super) struct EvidenceLine {
    pub(super) side: &'static str,
    pub(super) what: &'static str,
    pub(super) detail: String,
    /// `+12`, `−30`.
    pub(super) weight: String,
}

impl View {
    pub(super) fn of(listing: &Listing, snapshot: &Snapshot) -> Self {
        let decisions = snapshot.decisions_of(listing);
        let of = |verdict: Verdict| {
            let kept = decisions.iter().filter(|decision| decision.verdict == verdict);
            let lines = kept.clone().take(SHOWN);
            Decisions {
                total: kept.count(),
                lines: lines
                    .map(|decision| DecisionLine::of(decision, listing, snapshot))
                    .collect(),
            }
        };
        let members = listing.venue.members.iter();
        Self {
            verified: listing.venue.description.verified_on.map(words::date),
            quality: quality::View::of(listing, snapshot),
            sources: members.map(|member| SourceLine::of(member, snapshot)).collect(),
            joined: of(Verdict::Same),
            apart: of(Verdict::Different),
        }
    }
}

impl SourceLine {
    fn of(member: &Member, snapshot: &Snapshot) -> Self {
        let fields: Vec<&str> = member
            .fields
            .iter()
            .filter_map(|field| columns::words(*field))
            .collect();
        let noticed = snapshot.findings_of_row(&member.source, member.row).iter();
        Self {
            name: source_name(member.source.as_str(), snapshot),
            href: format!("/donnees/sources/{}", member.source),
            verified: member.verified_on.map(words::date),
            row: member.row,
            local_id: member.local_id.clone(),
            fields: fields.join(", "),
            findings: noticed
                .map(|finding| FindingLine {
                    meaning: findings::meaning(finding.kind),
                    detail: finding.detail.clone(),
                })
                .collect(),
        }
    }
}

impl DecisionLine {
    fn of(decision: &Decision, listing: &Listing, snapshot: &Snapshot) -> Self {
        let other = [&decision.a, &decision.b]
            .into_iter()
            .filter_map(|row| snapshot.listing_of_row(row))
            .find(|found| found.venue.id != listing.venue.id)
            .map(|found| {
                let name = found.venue.description.name.clone();
                (format!("/lieux/{}", found.venue.id), name)
            });
        let (a, b) = (row_words(&decision.a, snapshot), row_words(&decision.b, snapshot));
        Self {
            sentence: match decision.verdict {
                Verdict::Same => format!("{} et {b} parlent du même lieu.", words::capital(&a)),
                Verdict::Different => format!("{} et {b} parlent de deux lieux.", words::capital(&a)),
            },
            other,
            evidence: decision
                .evidence
                .iter()
                .map(|evidence| EvidenceLine {
                    side: if evidence.weight < 0 { "Contre" } else { "Pour" },
                    what: evidence_words(evidence.kind),
                    detail: evidence.detail.clone(),
                    weight: signed(evidence.weight),
                })
                .collect(),
        }
    }
}

fn source_name(id: &str, snapshot: &Snapshot) -> String {
    let report = snapshot.sources().iter().find(|source| source.id.as_str() == id);
    report.map_or_else(|| id.to_owned(), |report| report.name.clone())
}

fn row_words(row: &RowRef, snapshot: &Snapshot) -> String {
    format!(
        "la ligne {} de « {} »",
        row.row,
        source_name(row.source.as_str(), snapshot)
    )
}

fn signed(weight: i32) -> String {
    if weight < 0 {
        format!("\u{2212}{}", weight.unsigned_abs())
    } else {
        format!("+{weight}")
    }
}

fn evidence_words(kind: EvidenceKind) -> &'static str {
    match kind {
        EvidenceKind::Person => "décision d’une personne",
        EvidenceKind::Identifier => "identifiant",
        EvidenceKind::Siret => "SIRET",
        EvidenceKind::Phone => "téléphone",
        EvidenceKind::Website => "site",
        EvidenceKind::Email => "courriel",
        EvidenceKind::Name => "nom",
        EvidenceKind::Kind => "genre d’organisme",
        EvidenceKind::Address => "adresse",
        EvidenceKind::Distance => "distance",
        EvidenceKind::Commune => "commune",
        EvidenceKind::Programme => "dispositif",
    }
}
