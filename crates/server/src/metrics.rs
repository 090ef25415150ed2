//! Counters for the operator, in the Prometheus text format. Nothing in them says who asked what.

use arc_swap::ArcSwap;
use axum::http::StatusCode;
use std::{
    collections::BTreeMap,
    fmt::Write,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
    time::Duration,
};

/// Upper bounds of the histogram's buckets, in microseconds.
const BOUNDS_US: [u64; 10] = [100, 250, 500, 1_000, 2_500, 5_000, 10_000, 50_000, 250_000, 1_000_000];

/// Requests by matched route.
#[derive(Debug, Default)]
pub(crate) struct Metrics {
    /// Read without waiting, by every request; another list takes its place when a route is asked for the first time.
    routes: ArcSwap<BTreeMap<Box<str>, Arc<Route>>>,
}

#[derive(Debug, Default)]
struct Route {
    /// 1xx, 2xx, … 5xx.
    classes: [AtomicU64; 5],
    /// Requests at most as long as each bound; not cumulated.
    buckets: [AtomicU64; BOUNDS_US.len()],
    total_us: AtomicU64,
}

impl Metrics {
    /// Counts one answer. `route` is a pattern of ours, so there are few.
    pub(crate) fn count(&self, route: &str, status: StatusCode, spent: Duration) {
        let routes = self.routes.load();
        match routes.get(route) {
            Some(counters) => counters.count(status, spent),
            None => self.begin(route).count(status, spent),
        }
    }

    /// The counters of a route that had none.
    fn begin(&self, route: &str) -> Arc<Route> {
        let counters = Arc::new(Route::default());
        let mut known = Arc::clone(&counters);
        self.routes.rcu(|routes| {
            let mut routes = BTreeMap::clone(routes);
            // Another request may have been first.
            known = Arc::clone(routes.entry(route.into()).or_insert_with(|| Arc::clone(&counters)));
            routes
        });
        known
    }

    /// The counters as text.
    pub(crate) fn write(&self, text: &mut String) {
        let routes = self.routes.load();
        // Writing to a String cannot fail.
        text.push_str("# HELP portee_requetes_total Requests answered, by matched route and class of status.\n");
        text.push_str("# TYPE portee_requetes_total counter\n");
        for (route, counters) in routes.iter() {
            for (class, count) in counters.classes.iter().enumerate() {
                let count = count.load(Relaxed);
                if count > 0 {
                    let class = class + 1;
                    let _ = writeln!(
                        text,
                        "portee_requetes_total{{route=\"{route}\",statut=\"{class}xx\"}} {count}"
                    );
                }
            }
        }
        text.push_str("# HELP portee_duree_secondes Time to answer, by matched route.\n");
        text.push_str("# TYPE portee_duree_secondes histogram\n");
        for (route, counters) in routes.iter() {
            counters.write_histogram(route, text);
        }
    }
}

impl Route {
    fn count(&self, status: StatusCode, spent: Duration) {
        let class = usize::from(status.as_u16() / 100).clamp(1, 5) - 1;
        self.classes[class].fetch_add(1, Relaxed);
        let micros = u64::try_from(spent.as_micros()).unwrap_or(u64::MAX);
        self.total_us.fetch_add(micros, Relaxed);
        if let Some(bucket) = BOUNDS_US.iter().position(|bound| micros <= *bound) {
            self.buckets[bucket].fetch_add(1, Relaxed);
        }
    }

    fn write_histogram(&self, route: &str, text: &mut String) {
        let name = "portee_duree_secondes";
        let mut within = 0;
        for (bound, bucket) in BOUNDS_US.iter().zip(&self.buckets) {
            within += bucket.load(Relaxed);
            let seconds = Duration::from_micros(*bound).as_secs_f64();
            let _ = writeln!(text, "{name}_bucket{{route=\"{route}\",le=\"{seconds}\"}} {within}");
        }
        let count: u64 = self.classes.iter().map(|class| class.load(Relaxed)).sum();
        let sum = Duration::from_micros(self.total_us.load(Relaxed)).as_secs_f64();
        let _ = writeln!(text, "{name}_bucket{{route=\"{route}\",le=\"+Inf\"}} {count}");
        let _ = writeln!(
            text,
            "{name}_sum{{route=\"{route}\"}} {sum}\n{name}_count{{route=\"{route}\"}} {count}"
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requests_are_counted_by_route_and_class_with_cumulated_buckets() {
        let metrics = Metrics::default();
        metrics.count("/lieux/{id}", StatusCode::OK, Duration::from_micros(80));
        metrics.count("/lieux/{id}", StatusCode::OK, Duration::from_micros(300));
        metrics.count("/lieux/{id}", StatusCode::NOT_FOUND, Duration::from_secs(9));
        let mut text = String::new();
        metrics.write(&mut text);
        for line in [
            "portee_requetes_total{route=\"/lieux/{id}\",statut=\"2xx\"} 2",
            "portee_requetes_total{route=\"/lieux/{id}\",statut=\"4xx\"} 1",
            "portee_duree_secondes_bucket{route=\"/lieux/{id}\",le=\"0.0001\"} 1",
            "portee_duree_secondes_bucket{route=\"/lieux/{id}\",le=\"0.0005\"} 2",
            "portee_duree_secondes_bucket{route=\"/lieux/{id}\",le=\"1\"} 2",
            "portee_duree_secondes_bucket{route=\"/lieux/{id}\",le=\"+Inf\"} 3",
            "portee_duree_secondes_count{route=\"/lieux/{id}\"} 3",
        ] {
            assert!(text.lines().any(|written| written == line), "{line}\n{text}");
        }
    }
}
