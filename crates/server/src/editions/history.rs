//! What each publication changed, venue by venue, in few words: for those who want the news and not the data.

use super::changes::{Change, between};
use crate::{App, app::Stamped, problem::Problem};
use axum::http::StatusCode;
use chrono::{DateTime, Utc};
use portee_directory::{Listing, Lookup, Snapshot};
use portee_domain::diff::{MOVED_M, changed_fields};
use portee_domain::{DepartementCode, EditionNumber, Field, VenueId, great_circle_m};
use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, PoisonError},
};

/// Publications that are told.
pub(crate) const TOLD: usize = 5;

/// A publication, and what it changed.
pub(crate) struct News {
    /// Since when visitors see it.
    pub(crate) at: DateTime<Utc>,
    pub(crate) step: Arc<Step>,
}

/// What differs from one edition to another.
pub(crate) struct Step {
    from: EditionNumber,
    to: EditionNumber,
    /// By id.
    pub(crate) events: Vec<Event>,
}

/// What became of a venue.
pub(crate) struct Event {
    pub(crate) id: VenueId,
    pub(crate) name: String,
    pub(crate) commune: String,
    /// Where it is, or was.
    departement: DepartementCode,
    /// Where it was, when that is another one.
    left: Option<DepartementCode>,
    pub(crate) what: What,
}

/// What became of it.
pub(crate) enum What {
    New,
    /// In another place: how far from the former one in metres, and what else is said of it.
    Moved(f64, Vec<Field>),
    Changed(Vec<Field>),
    /// A part of this venue now.
    Merged(VenueId, String),
    Withdrawn,
}

impl Event {
    /// Whether people of this département are concerned.
    pub(crate) fn concerns(&self, code: &DepartementCode) -> bool {
        self.departement == *code || self.left.as_ref() == Some(code)
    }
}

/// The steps last told, the latest first.
#[derive(Default)]
pub(crate) struct Steps {
    known: Mutex<VecDeque<Arc<Step>>>,
    /// One history is made at a time: it may read several editions.
    making: tokio::sync::Mutex<()>,
}

impl Steps {
    fn get(&self, from: EditionNumber, to: EditionNumber) -> Option<Arc<Step>> {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.iter().find(|step| (step.from, step.to) == (from, to)).cloned()
    }

    fn keep(&self, step: &Arc<Step>) {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.push_front(Arc::clone(step));
        known.truncate(2 * TOLD);
    }
}

impl App {
    /// The last publications, the latest first. An edition that is no longer kept ends them. The first time after a start editions
    /// are read, which goes on when the request that asked is given up.
    pub(crate) async fn history(self: &Arc<Self>) -> Result<Vec<News>, Problem> {
        let app = Arc::clone(self);
        let made = tokio::spawn(async move { app.make_history().await }).await;
        made.map_err(|_| Problem::new(StatusCode::INTERNAL_SERVER_ERROR))?
    }

    async fn make_history(&self) -> Result<Vec<News>, Problem> {
        let publications = self.publications().await?;
        let _turn = self.steps.making.lock().await;
        let mut news = Vec::new();
        for pair in publications.windows(2).rev() {
            let [before, after] = pair else { continue };
            let (from, to) = (before.edition, after.edition);
            if from == to {
                continue;
            }
            let step = match self.steps.get(from, to) {
                Some(step) => step,
                None => match (self.edition(from).await?, self.edition(to).await?) {
                    (Some(from), Some(to)) => self.step(from, to).await?,
                    _ => break,
                },
            };
            news.push(News { at: after.at, step });
            if news.len() == TOLD {
                break;
            }
        }
        Ok(news)
    }

    async fn step(&self, from: Arc<Stamped>, to: Arc<Stamped>) -> Result<Arc<Step>, Problem> {
        let made = tokio::task::spawn_blocking(move || Arc::new(Step::between(&from.snapshot, &to.snapshot)));
        let step = made
            .await
            .map_err(|_| Problem::new(StatusCode::INTERNAL_SERVER_ERROR))?;
        self.steps.keep(&step);
        Ok(step)
    }
}

impl Step {
    fn between(from: &Snapshot, to: &Snapshot) -> Self {
        Self {
            from: from.stamp().number,
            to: to.stamp().number,
            events: between(from.listings(), to.listings())
                .filter_map(|change| event(change, to))
                .collect(),
        }
    }
}

/// The event that a change is for people; none when nothing of what they read is another.
fn event(change: Change<'_>, to: &Snapshot) -> Option<Event> {
    let (listing, left, what) = match change {
        Change::New(listing) => (listing, None, What::New),
        Change::Gone(listing) => {
            let what = match to.find(&listing.venue.id) {
                Lookup::Moved(into) => {
                    let name = to.venue(into).map(|it| it.venue.description.name.clone());
                    What::Merged(into.clone(), name.unwrap_or_default())
                }
                _ => What::Withdrawn,
            };
            (listing, None, what)
        }
        Change::Other { before, after } => {
            let mut fields = changed_fields(&before.venue, &after.venue);
            let metres = great_circle_m(point(before), point(after));
            let what = if metres > MOVED_M {
                fields.retain(|field| !matches!(field, Field::Latitude | Field::Longitude));
                What::Moved(metres, fields)
            } else if fields.is_empty() {
                return None;
            } else {
                What::Changed(fields)
            };
            (after, Some(before.venue.location.departement.clone()), what)
        }
    };
    let place = &listing.venue.location;
    Some(Event {
        id: listing.venue.id.clone(),
        name: listing.venue.description.name.clone(),
        commune: place.commune.clone(),
        left: left.filter(|left| *left != place.departement),
        departement: place.departement.clone(),
        what,
    })
}

fn point(listing: &Listing) -> (f64, f64) {
    let position = &listing.venue.location.position;
    (position.lon(), position.lat())
}
