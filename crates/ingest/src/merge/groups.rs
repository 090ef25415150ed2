//! Groups of rows that are one place (union-find), with the unions that must never happen.

use crate::draft::{Located, SharedId};
use portee_domain::SourceId;
use std::collections::BTreeMap;

/// The groups so far. Rows are known by their index.
#[derive(Debug)]
pub(super) struct Groups<'a> {
    parent: Vec<usize>,
    /// Of each group's root: the identifiers that official registers gave its rows.
    registered: Vec<BTreeMap<&'a SourceId, &'a str>>,
}

impl<'a> Groups<'a> {
    /// Each row alone.
    pub(super) fn new(rows: &'a [Located]) -> Self {
        let registered = rows
            .iter()
            .map(|row| {
                let id = row.shared_id.as_ref().filter(|_| row.origin.distinct);
                id.map(|id| (&row.origin.source, id.id.as_str())).into_iter().collect()
            })
            .collect();
        Self {
            parent: (0..rows.len()).collect(),
            registered,
        }
    }

    /// The root of a row's group.
    pub(super) fn root(&mut self, mut row: usize) -> usize {
        while self.parent[row] != row {
            self.parent[row] = self.parent[self.parent[row]];
            row = self.parent[row];
        }
        row
    }

    /// Makes one group of two, unless that would join two entries of one register: they are two places by definition.
    pub(super) fn unite(&mut self, a: usize, b: usize) -> bool {
        let (a, b) = (self.root(a), self.root(b));
        if a == b {
            return true;
        }
        let forbidden = self.registered[a]
            .iter()
            .any(|(source, id)| self.registered[b].get(source).is_some_and(|other| other != id));
        if forbidden {
            return false;
        }
        // The lowest index is the root, so the result does not depend on the order of equal unions.
        let (root, child) = (a.min(b), a.max(b));
        self.parent[child] = root;
        let moved = std::mem::take(&mut self.registered[child]);
        self.registered[root].extend(moved);
        true
    }

    /// The groups, each sorted, in the order of their first row.
    pub(super) fn into_groups(mut self) -> Vec<Vec<usize>> {
        let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for row in 0..self.parent.len() {
            groups.entry(self.root(row)).or_default().push(row);
        }
        groups.into_values().collect()
    }
}

/// The rows of each shared identifier that several have.
pub(super) fn by_shared_id(rows: &[Located]) -> impl Iterator<Item = Vec<usize>> {
    let mut by_id: BTreeMap<&SharedId, Vec<usize>> = BTreeMap::new();
    for (index, row) in rows.iter().enumerate() {
        if let Some(id) = &row.shared_id {
            by_id.entry(id).or_default().push(index);
        }
    }
    by_id.into_values().filter(|rows| rows.len() > 1)
}
