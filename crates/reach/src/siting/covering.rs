//! What a choice of sites is made from: people at points, and for each candidate site the points that it would serve.

/// Sites that serve points, and how many people each point stands for.
///
/// Sites and points are numbers from 0 in the order in which they were given. Points of no weight are in no set.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Covering {
    weights: Vec<u32>,
    /// Where the set of each site ends in `points`.
    ends: Vec<usize>,
    points: Vec<u32>,
}

impl Covering {
    /// A covering of points of these weights. Sets may come in any order; numbers that are no point are left out, repeats
    /// count once.
    #[must_use]
    pub fn new(weights: Vec<u32>, sets: impl IntoIterator<Item = Vec<u32>>) -> Self {
        let mut covering = Self {
            weights,
            ..Self::default()
        };
        for mut set in sets {
            set.retain(|&point| covering.weight(point) > 0);
            set.sort_unstable();
            set.dedup();
            covering.points.append(&mut set);
            covering.ends.push(covering.points.len());
        }
        covering
    }

    /// How many candidate sites there are.
    #[must_use]
    pub fn site_count(&self) -> usize {
        self.ends.len()
    }

    /// How many points there are.
    #[must_use]
    pub fn point_count(&self) -> usize {
        self.weights.len()
    }

    /// The points that a site serves, ascending; none for a number that is no site.
    #[must_use]
    pub fn set(&self, site: usize) -> &[u32] {
        let start = site.checked_sub(1).and_then(|before| self.ends.get(before));
        self.ends
            .get(site)
            .map_or(&[], |&end| &self.points[start.copied().unwrap_or(0)..end])
    }

    /// The weight of a point; 0 for a number that is no point.
    #[must_use]
    pub fn weight(&self, point: u32) -> u32 {
        self.weights.get(point as usize).copied().unwrap_or(0)
    }

    /// The weight of all points.
    #[must_use]
    pub fn demand(&self) -> u64 {
        self.weights.iter().copied().map(u64::from).sum()
    }

    /// The weight of the points that some site serves: what no choice can exceed.
    #[must_use]
    pub fn within_reach(&self) -> u64 {
        Served::new(self).add(self.points.iter().copied())
    }

    /// The weight of the points that these sites serve together.
    #[must_use]
    pub fn served_by(&self, sites: &[usize]) -> u64 {
        Served::new(self).add(sites.iter().flat_map(|&site| self.set(site)).copied())
    }
}

/// Which points are served already.
#[derive(Debug)]
pub(super) struct Served<'a> {
    covering: &'a Covering,
    served: Vec<bool>,
}

impl<'a> Served<'a> {
    pub(super) fn new(covering: &'a Covering) -> Self {
        Self {
            covering,
            served: vec![false; covering.point_count()],
        }
    }

    /// What a site would add.
    pub(super) fn gain(&self, site: usize) -> u64 {
        let new = self
            .covering
            .set(site)
            .iter()
            .filter(|&&point| !self.served[point as usize]);
        new.map(|&point| u64::from(self.covering.weight(point))).sum()
    }

    /// Serves points, and says what that added.
    pub(super) fn add(&mut self, points: impl Iterator<Item = u32>) -> u64 {
        let mut gain = 0;
        for point in points {
            if !std::mem::replace(&mut self.served[point as usize], true) {
                gain += u64::from(self.covering.weight(point));
            }
        }
        gain
    }
}
