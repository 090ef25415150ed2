//! What every handler shares: the snapshot in service, the times to its venues, the clock, and what is counted.

use crate::{
    dumps::Dumps,
    editions::{Editions, Publication, Shelf, history::Steps},
    keeping::Keeping,
    metrics::Metrics,
    problem::Problem,
    reports::{Desk, Reports},
    siting::{Planning, Studies},
    travel::Travel,
};
use arc_swap::ArcSwap;
use axum::http::{HeaderValue, StatusCode};
use chrono::{DateTime, SecondsFormat, Utc};
use portee_directory::{EditionStamp, Snapshot};
use portee_domain::EditionNumber;
use portee_reach::Network;
use serde::Serialize;
use std::{
    ops::Deref,
    sync::{
        Arc, OnceLock,
        atomic::{AtomicBool, Ordering},
    },
};
use tokio::sync::Semaphore;
use utoipa::ToSchema;

/// Lists of people answered at once: each uses all cores while it is computed, and some megabytes until it is sent.
const LISTS_AT_ONCE: usize = 2;

/// Tells the time; passed in so that « ouvert maintenant » can be tested.
pub type Clock = Arc<dyn Fn() -> DateTime<Utc> + Send + Sync>;

/// The state of the server.
pub struct App {
    served: ArcSwap<Served>,
    /// Editions that were in service before.
    shelf: Shelf,
    pub(crate) steps: Steps,
    clock: Clock,
    planning: OnceLock<Planning>,
    draining: AtomicBool,
    /// Whether browsers are to give up what they keep.
    forgetting: AtomicBool,
    pub(crate) desk: Desk,
    /// How many lists may be answered at once.
    pub(crate) lists: Arc<Semaphore>,
    pub(crate) dumps: Arc<Dumps>,
    pub(crate) metrics: Metrics,
    pub(crate) keeping: Keeping,
}

/// L'édition qui a répondu.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = Edition)]
pub(crate) struct EditionLabel {
    /// Numéro.
    #[schema(example = 12)]
    numero: u32,
    /// Quand elle a été faite.
    #[schema(example = "2026-11-22T06:00:00Z", format = DateTime)]
    date: String,
    /// Somme de contrôle de son contenu.
    #[schema(example = "9f86d081884c7d65")]
    somme: String,
}

impl From<&EditionStamp> for EditionLabel {
    fn from(stamp: &EditionStamp) -> Self {
        Self {
            numero: stamp.number.0,
            date: stamp.created_at.to_rfc3339_opts(SecondsFormat::Secs, true),
            somme: stamp.checksum.clone(),
        }
    }
}

/// The edition in service, its venues put on the roads.
pub(crate) struct Served {
    pub(crate) stamped: Arc<Stamped>,
    pub(crate) travel: Travel,
    /// What was asked of where the next place would help.
    pub(crate) studies: Studies,
}

impl Deref for Served {
    type Target = Stamped;

    fn deref(&self) -> &Stamped {
        &self.stamped
    }
}

/// A snapshot with what each answer says about it, written once.
pub(crate) struct Stamped {
    pub(crate) snapshot: Arc<Snapshot>,
    pub(crate) label: EditionLabel,
    /// `"edition":{…}`, a member of every JSON answer.
    pub(crate) edition: String,
    /// The `ETag` of what depends on the edition alone.
    pub(crate) etag: HeaderValue,
}

impl Served {
    fn new(snapshot: Arc<Snapshot>, network: Arc<Network>) -> Self {
        Self {
            travel: Travel::new(network, &snapshot),
            studies: Studies::default(),
            stamped: Arc::new(Stamped::new(snapshot)),
        }
    }
}

impl Stamped {
    pub(crate) fn new(snapshot: Arc<Snapshot>) -> Self {
        let label = EditionLabel::from(snapshot.stamp());
        let edition = serde_json::to_string(&label).unwrap_or_else(|_| "null".to_owned());
        let letters = label.somme.chars().filter(char::is_ascii_alphanumeric);
        let short: String = letters.take(16).collect();
        let etag = HeaderValue::try_from(format!("\"{}-{short}\"", label.numero));
        Self {
            edition: format!("\"edition\":{edition}"),
            etag: etag.unwrap_or_else(|_| HeaderValue::from_static("\"0\"")),
            label,
            snapshot,
        }
    }

    /// Which edition it is.
    pub(crate) fn number(&self) -> EditionNumber {
        self.snapshot.stamp().number
    }
}

impl App {
    /// A server of `snapshot`, whose times come from `network`.
    #[must_use]
    pub fn new(snapshot: Arc<Snapshot>, network: Arc<Network>, clock: Clock) -> Arc<Self> {
        let shelf = Shelf::default();
        let edition = snapshot.stamp().number;
        shelf.note(Publication { edition, at: clock() });
        Arc::new(Self {
            served: ArcSwap::from_pointee(Served::new(snapshot, network)),
            shelf,
            steps: Steps::default(),
            clock,
            planning: OnceLock::new(),
            draining: AtomicBool::new(false),
            forgetting: AtomicBool::new(false),
            desk: Desk::default(),
            lists: Arc::new(Semaphore::new(LISTS_AT_ONCE)),
            dumps: Arc::default(),
            metrics: Metrics::default(),
            keeping: Keeping::default(),
        })
    }

    /// Puts another snapshot in service. Requests that run keep the one they started with, and its times; those who page
    /// through a list go on in its edition.
    ///
    /// Takes some tenths of a second: its venues are put on the roads.
    pub fn swap(&self, snapshot: Arc<Snapshot>) {
        let network = Arc::clone(self.served.load().travel.network());
        let served = Arc::new(Served::new(snapshot, network));
        let before = self.served.swap(Arc::clone(&served));
        let former = Stamped::new(Arc::new(before.snapshot.lists()));
        self.shelf.keep(Arc::new(former), &served.snapshot);
        self.shelf.note(Publication {
            edition: served.number(),
            at: self.now(),
        });
    }

    /// Says where former editions are kept, once, before serving: without it only those in memory are known.
    pub fn keep_editions_in(&self, editions: Arc<dyn Editions>) {
        self.shelf.connect(editions);
    }

    /// An edition that is or was in service; none when it is no longer kept. Reads it when it is not at hand.
    pub(crate) async fn edition(&self, number: EditionNumber) -> Result<Option<Arc<Stamped>>, Problem> {
        let served = self.served();
        if served.number() == number {
            return Ok(Some(Arc::clone(&served.stamped)));
        }
        let found = self.shelf.find(number, &served.snapshot).await;
        found.map_err(|unavailable| Problem::new(StatusCode::SERVICE_UNAVAILABLE).detail(unavailable.to_string()))
    }

    /// Which edition visitors saw from when on, the oldest first.
    pub(crate) async fn publications(&self) -> Result<Vec<Publication>, Problem> {
        let known = self.shelf.publications().await;
        known.map_err(|unavailable| Problem::new(StatusCode::SERVICE_UNAVAILABLE).detail(unavailable.to_string()))
    }

    /// The snapshot in service: take it once a request and use it until the answer is written.
    #[must_use]
    pub fn snapshot(&self) -> Arc<Snapshot> {
        Arc::clone(&self.served.load().snapshot)
    }

    pub(crate) fn served(&self) -> Arc<Served> {
        self.served.load_full()
    }

    /// Says who lives where, once, before serving: without it nothing is said of where the next place would help.
    pub fn plan_with(&self, planning: Planning) {
        // A second time changes nothing: requests may hold the first.
        let _ = self.planning.set(planning);
    }

    /// From now on browsers get, in place of the service worker, one that takes away all that it kept, and itself.
    pub fn forget_on_devices(&self) {
        self.forgetting.store(true, Ordering::Relaxed);
    }

    pub(crate) fn is_forgetting(&self) -> bool {
        self.forgetting.load(Ordering::Relaxed)
    }

    /// Says where visitors' reports are kept, once, before serving: without it none is taken.
    pub fn keep_reports_in(&self, reports: Arc<dyn Reports>) {
        let _ = self.desk.reports.set(reports);
    }

    pub(crate) fn planning(&self) -> Option<&Planning> {
        self.planning.get()
    }

    /// Says whether the place where editions are kept answers, and which edition is published there: for `/sante/pret` and the
    /// metrics, nothing else depends on it.
    pub fn tell_of_keeping(&self, answers: bool, published: Option<EditionNumber>) {
        self.keeping.say(answers, published.map(|number| number.0));
    }

    /// The time.
    #[must_use]
    pub fn now(&self) -> DateTime<Utc> {
        (self.clock)()
    }

    /// Whether new requests are welcome: false from the moment the server is asked to stop.
    #[must_use]
    pub fn is_ready(&self) -> bool {
        !self.draining.load(Ordering::Relaxed)
    }

    pub(crate) fn start_draining(&self) {
        self.draining.store(true, Ordering::Relaxed);
    }
}

#[cfg(test)]
impl App {
    /// A server of an edition without venues, for what surrounds the handlers.
    pub(crate) fn fixture() -> Arc<Self> {
        use portee_domain::{Edition, EditionNumber};
        use portee_geography::{Geography, Parts};

        let created_at = DateTime::UNIX_EPOCH;
        let edition = Edition::empty(created_at);
        let stamp = EditionStamp {
            number: EditionNumber(1),
            created_at,
            checksum: "0".into(),
        };
        let geography = Arc::new(Geography::from_parts(Parts::default()));
        let network = Arc::new(Network::new(None, Arc::clone(&geography)));
        Self::new(
            Arc::new(Snapshot::build(edition, stamp, geography)),
            network,
            Arc::new(|| DateTime::UNIX_EPOCH),
        )
    }
}
