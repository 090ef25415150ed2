//! The maximal covering location problem (R. Church and C. `ReVelle`, 1974) as a text for the solver, and its answer.
//!
//! Maximise Σ wⱼ·yⱼ where yⱼ ≤ Σ xᵢ over the sites i that serve the group of points j, Σ xᵢ ≤ n, xᵢ ∈ {0, 1}, yⱼ ∈ [0, 1].

use super::Covering;
use std::{
    collections::BTreeMap,
    fmt::{self, Write},
};

/// The problem in the LP format, one term a line: sites are `x0`, `x1`…, groups of points `y0`, `y1`…
pub(super) fn problem(covering: &Covering, n: usize) -> Result<String, fmt::Error> {
    let groups = groups(covering);
    let mut text = String::from("Maximize\n obj:\n");
    for (group, weight) in groups.values().enumerate() {
        writeln!(text, " + {weight} y{group}")?;
    }
    text.push_str("Subject To\n sites:\n");
    for site in 0..covering.site_count() {
        writeln!(text, " + x{site}")?;
    }
    writeln!(text, " <= {n}")?;
    for (group, servers) in groups.keys().enumerate() {
        writeln!(text, " group{group}: y{group}")?;
        for site in servers {
            writeln!(text, " - x{site}")?;
        }
        writeln!(text, " <= 0")?;
    }
    text.push_str("Bounds\n");
    for group in 0..groups.len() {
        writeln!(text, " y{group} <= 1")?;
    }
    text.push_str("Binary\n");
    for site in 0..covering.site_count() {
        writeln!(text, " x{site}")?;
    }
    text.push_str("End\n");
    Ok(text)
}

/// The weights of the points by the sites that serve them: points served by the same sites are one. Those that no site
/// serves are left out.
fn groups(covering: &Covering) -> BTreeMap<Vec<usize>, u64> {
    let mut servers: Vec<Vec<usize>> = vec![Vec::new(); covering.point_count()];
    for site in 0..covering.site_count() {
        for &point in covering.set(site) {
            servers[point as usize].push(site);
        }
    }
    let mut groups = BTreeMap::new();
    for (point, servers) in (0..).zip(servers) {
        if !servers.is_empty() {
            *groups.entry(servers).or_default() += u64::from(covering.weight(point));
        }
    }
    groups
}

/// What the solver answered.
#[derive(Debug, PartialEq)]
pub(super) struct Answer {
    /// The sites of its best choice; none when it found no choice.
    pub(super) sites: Vec<usize>,
    /// What no choice serves more than; none when it proved nothing.
    pub(super) bound: Option<f64>,
    /// Whether the time was over before the proof.
    pub(super) stopped: bool,
}

/// Reads an answer: the solution file, and the report that the solver prints; none when it came to no end.
pub(super) fn answer(solution: &str, report: &str) -> Option<Answer> {
    let mut lines = solution.lines();
    let status = lines.find(|&line| line == "Model status").and(lines.next())?;
    let stopped = match status {
        "Optimal" => false,
        "Time limit reached" => true,
        _ => return None,
    };
    // Only columns have names with an x and a number.
    let sites = solution.lines().filter_map(|line| {
        let (site, value) = line.strip_prefix('x')?.split_once(' ')?;
        (value.parse::<f64>().ok()? > 0.5).then_some(site.parse().ok()?)
    });
    let bound = report.lines().find_map(|line| line.trim().strip_prefix("Dual bound"));
    Some(Answer {
        sites: sites.collect(),
        bound: bound
            .and_then(|bound| bound.trim().parse().ok())
            .filter(|bound: &f64| bound.is_finite()),
        stopped,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_served_by_the_same_sites_are_one_and_those_that_no_site_serves_are_left_out() {
        let covering = Covering::new(vec![5, 7, 11, 2], [vec![0, 1, 3], vec![3]]);
        assert_eq!(
            problem(&covering, 1).unwrap(),
            "Maximize\n obj:\n + 12 y0\n + 2 y1\nSubject To\n sites:\n + x0\n + x1\n <= 1\n group0: y0\n - x0\n <= 0\n \
             group1: y1\n - x0\n - x1\n <= 0\nBounds\n y0 <= 1\n y1 <= 1\nBinary\n x0\n x1\nEnd\n"
        );
    }

    #[test]
    fn an_answer_that_is_cut_short_or_says_something_else_is_none() {
        assert_eq!(answer("", ""), None);
        assert_eq!(answer("Model status\nInfeasible\n", ""), None);
        assert_eq!(answer("Model status", ""), None);
        let stopped = "Model status\nTime limit reached\n\n# Primal solution values\nNone\n";
        let none = Answer {
            sites: vec![],
            bound: None,
            stopped: true,
        };
        assert_eq!(answer(stopped, "  Dual bound        inf\n"), Some(none));
    }
}
