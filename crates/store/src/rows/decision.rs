//! Merge decisions as rows. The evidence is one JSON text: `[["nom", 12, "…"], …]`, the heaviest first.

use super::cell::{BadRow, Cell, Fields, Kind, Table, text};
use portee_domain::{Decision, Evidence, EvidenceKind, RowRef, Verdict};
use std::borrow::Cow;

pub(crate) static DECISIONS: Table = Table {
    layer: "rapprochements",
    relation: "rapprochement",
    columns: &[
        ("source_a", Kind::Text),
        ("ligne_a", Kind::Whole),
        ("source_b", Kind::Text),
        ("ligne_b", Kind::Whole),
        ("verdict", Kind::Text),
        // Follows from `indices`; for those who read the file.
        ("score", Kind::Whole),
        ("indices", Kind::Text),
    ],
    original: false,
};

pub(crate) fn cells(decision: &Decision) -> Vec<Cell<'_>> {
    vec![
        text(decision.a.source.as_str()),
        Cell::Whole(decision.a.row.into()),
        text(decision.b.source.as_str()),
        Cell::Whole(decision.b.row.into()),
        text(decision.verdict.code()),
        Cell::Whole(
            decision
                .evidence
                .iter()
                .map(|evidence| i64::from(evidence.weight))
                .sum(),
        ),
        Cell::Text(Cow::Owned(evidence_text(&decision.evidence))),
    ]
}

fn evidence_text(evidence: &[Evidence]) -> String {
    let items = evidence.iter().map(|item| {
        let values = [item.kind.code().into(), item.weight.into(), item.detail.as_str().into()];
        serde_json::Value::Array(values.into())
    });
    serde_json::Value::Array(items.collect()).to_string()
}

pub(crate) fn read(mut row: Fields<'_>) -> Result<Decision, BadRow> {
    let mut side = || {
        Ok::<_, BadRow>(RowRef {
            source: row.required()?,
            row: row.whole()?,
        })
    };
    let (a, b) = (side()?, side()?);
    let verdict = row.word(&[Verdict::Same, Verdict::Different], Verdict::code)?;
    row.skip(); // `score`
    let evidence = row.required_text()?;
    let items: Vec<(String, i32, String)> = serde_json::from_str(&evidence).map_err(|error| row.bad(error))?;
    let read = |(code, weight, detail): (String, i32, String)| {
        let kind = EvidenceKind::ALL.iter().copied().find(|kind| kind.code() == code);
        let kind = kind.ok_or_else(|| row.bad(format!("valeur inconnue « {code} »")))?;
        Ok(Evidence { kind, weight, detail })
    };
    Ok(Decision {
        a,
        b,
        verdict,
        evidence: items.into_iter().map(read).collect::<Result<_, BadRow>>()?,
    })
}
