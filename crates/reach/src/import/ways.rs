//! First pass: the ways that the profile may take, and which points they need.

use super::{
    pbf::Extract,
    profile::{Profile, Way},
};
use crate::ReachError;

/// The ways of an extract, in its order.
#[derive(Debug, Default)]
pub(super) struct Ways {
    pub(super) list: Vec<Way>,
    /// `ends[i]` is where the points of way `i` end in `points`.
    pub(super) ends: Vec<usize>,
    /// OSM ids of the points, way after way.
    pub(super) points: Vec<i64>,
}

impl Ways {
    pub(super) fn read(extract: Extract, profile: &Profile, progress: &dyn Fn(u64, u64)) -> Result<Self, ReachError> {
        let mut all = Self::default();
        extract.for_each_block(
            |block| {
                let mut part = Self::default();
                block.ways(|tags, refs| {
                    if refs.len() < 2 {
                        return;
                    }
                    if let Some(way) = Way::read(tags, profile.mode) {
                        part.list.push(way);
                        part.points.extend_from_slice(refs);
                        part.ends.push(part.points.len());
                    }
                })?;
                Ok(part)
            },
            |part| {
                let before = all.points.len();
                all.list.extend(part.list);
                all.points.extend(part.points);
                all.ends.extend(part.ends.iter().map(|end| before + end));
            },
            progress,
        )?;
        Ok(all)
    }
}
