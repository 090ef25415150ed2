//! What the service manager is told (systemd's `sd_notify`): ready, what is served, stopping, alive. Where none started us, nothing
//! is said to anybody.

use portee_directory::Snapshot;
use sd_notify::NotifyState;

/// Requests are answered, from this edition.
pub(crate) fn ready(snapshot: &Snapshot) {
    say(&[NotifyState::Ready, NotifyState::Status(&in_service(snapshot))]);
}

/// Another edition is in service.
pub(crate) fn serves(snapshot: &Snapshot) {
    say(&[NotifyState::Status(&in_service(snapshot))]);
}

/// The end has begun: requests under way are finished.
pub(crate) fn stopping() {
    say(&[NotifyState::Stopping, NotifyState::Status("Arrêt demandé.")]);
}

/// Why the command stops: `systemctl status` shows it afterwards.
pub(crate) fn failed(message: &str) {
    // One line each: another would be another message.
    let line = message.split_whitespace().collect::<Vec<_>>().join(" ");
    say(&[NotifyState::Status(&line)]);
}

/// Says three times in each period of the watchdog that we are alive, for ever; at once over when nobody watches.
///
/// It is said by the threads that answer requests: when all of them are stuck nothing is said, and we are started again.
pub(crate) async fn keep_alive() {
    let Some(period) = sd_notify::watchdog_enabled().filter(|period| !period.is_zero()) else {
        return;
    };
    let mut beat = tokio::time::interval(period / 3);
    loop {
        beat.tick().await;
        say(&[NotifyState::Watchdog]);
    }
}

fn in_service(snapshot: &Snapshot) -> String {
    let venues = crate::console::count(snapshot.listings().len());
    format!("Édition {} en service : {venues} lieux.", snapshot.stamp().number)
}

fn say(states: &[NotifyState]) {
    if let Err(error) = sd_notify::notify(states) {
        tracing::warn!(%error, "the service manager is not told");
    }
}
