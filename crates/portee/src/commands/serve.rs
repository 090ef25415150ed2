//! `portee serve`: one snapshot in memory, replaced whole when another edition is published.

use crate::{
    archive::{self, Archive},
    clock,
    commands::{self, geography, population, prepare, report, roads},
    console::{self, Progress},
    crash,
    failure::{Failure, Outcome},
    layers::Layers,
    report_file::ReportFile,
    settings::{ServeSettings, Settings},
    supervisor,
};
use portee_directory::{EditionStamp, Snapshot};
use portee_domain::{Edition, EditionNumber};
use portee_geography::Geography;
use portee_reach::siting::Solver;
use portee_server::{App, Planning, ServerConfig};
use portee_store::{EditionSummary, Pointer, Published, Store, StoreError};
use std::{sync::Arc, time::Duration};
use tokio::{signal::unix::SignalKind, sync::watch};

/// How long to wait before an edition that could not be loaded is tried again.
const TRY_AGAIN: Duration = Duration::from_secs(5);

/// Serves until SIGTERM or SIGINT.
pub(crate) async fn run(settings: &Settings, serve: &ServeSettings) -> Outcome {
    crash::say_only_where();
    portee_server::check_data()?;
    let site = serve.site()?;
    // First of all: a port in use is said before minutes of work, not after.
    let listener = portee_server::bind(serve.listen).await?;
    let address = listener.local_addr()?;
    let store = commands::store(settings).await?;
    let progress = Progress::default();
    if serve.prepare {
        // Boxed: its state is large, and would be kept for as long as the server runs.
        Box::pin(prepare::run(settings, &store, &progress)).await?;
    }
    let number = store.current().await?.ok_or_else(|| {
        Failure::unprepared("Aucune édition n'est publiée : lancez « portee ingest », puis « portee publish ».")
    })?;
    let geography = Arc::new(geography::open_or_compile(settings, &progress)?);
    let network = Arc::new(roads::network(settings, Arc::clone(&geography)));
    progress.end();
    let snapshot = Arc::new(
        first(&store, number, move |edition, stamp| {
            Snapshot::build(edition, stamp, geography)
        })
        .await?,
    );
    let serving = Published {
        number: snapshot.stamp().number,
        checksum: snapshot.stamp().checksum.clone(),
    };
    let app = App::new(Arc::clone(&snapshot), network, Arc::new(clock::now));
    plan(&app, settings, snapshot.geography());
    app.keep_reports_in(Arc::new(ReportFile::of(&settings.var)));
    app.keep_editions_in(Arc::new(Archive::of(store.clone())));
    let layers = Layers::of(&settings.var.join("fichiers/travail"));
    app.keep_dumps_in(settings.var.join("fichiers"), Arc::new(layers));
    tokio::spawn(files_of(store.clone(), Arc::clone(&app)));
    let published = store.watch().await?;
    tokio::spawn(follow(store, published, Arc::clone(&app), serving));
    console::say(report::closing_line(address, &snapshot));
    // The port takes connections since it was bound; whoever comes from here on is answered.
    supervisor::ready(&snapshot);
    tokio::spawn(supervisor::keep_alive());
    drop(snapshot);
    if serve.forget_devices {
        app.forget_on_devices();
    }
    let config = ServerConfig {
        listen: serve.listen,
        hops: serve.proxies.clone(),
        linger: Duration::from_secs(serve.linger),
        site,
        ..ServerConfig::default()
    };
    portee_server::serve(listener, app, config, stop_signal()).await?;
    Ok(())
}

/// Lets the server say where the next place would help. Without inhabitants it says that it cannot, and serves all the rest.
fn plan(app: &App, settings: &Settings, geography: &Geography) {
    let progress = Progress::default();
    let population = population::open_or_compile(settings, geography, &progress);
    progress.end();
    match population {
        Ok(population) => {
            let path = std::env::var_os("PATH");
            let solver = Solver::find(None, &settings.var.join("solveur"), path.as_deref());
            app.plan_with(Planning::new(Arc::new(population), solver));
        }
        Err(failure) => tracing::warn!(
            reason = failure.message,
            "no inhabitants: nothing is said of new places"
        ),
    }
}

/// Reads the published edition and makes it ready to answer; when it is damaged, the one before it, and that is said.
async fn first(
    store: &Store,
    number: EditionNumber,
    build: impl FnOnce(Edition, EditionStamp) -> Snapshot + Send + 'static,
) -> Outcome<Snapshot> {
    let read = match store.load(number).await {
        Err(damaged @ StoreError::Damaged { .. }) => {
            let Some(before) = store.before().await? else {
                return Err(damaged.into());
            };
            let Ok(read) = store.load(before).await else {
                return Err(damaged.into());
            };
            console::complain(&format!(
                "{damaged} En attendant, l'édition {before}, publiée avant elle, est servie."
            ));
            read
        }
        other => other?,
    };
    ready(read, build).await
}

/// Reads an edition and makes it ready to answer.
async fn load(
    store: &Store,
    number: EditionNumber,
    build: impl FnOnce(Edition, EditionStamp) -> Snapshot + Send + 'static,
) -> Outcome<Snapshot> {
    ready(store.load(number).await?, build).await
}

async fn ready(
    (summary, edition): (EditionSummary, Edition),
    build: impl FnOnce(Edition, EditionStamp) -> Snapshot + Send + 'static,
) -> Outcome<Snapshot> {
    let stamp = archive::stamp(summary);
    // Tens of milliseconds of computing: not on a thread that answers requests.
    Ok(tokio::task::spawn_blocking(move || build(edition, stamp)).await?)
}

/// Puts each newly published edition in service. One that cannot be loaded leaves the present one there, and is tried again:
/// a database that stops in the middle comes back.
async fn follow(store: Store, mut pointer: watch::Receiver<Pointer>, app: Arc<App>, mut serving: Published) {
    let mut failed: Option<String> = None;
    loop {
        let seen = pointer.borrow_and_update().clone();
        tell(&app, &seen);
        let wanted = seen.published.filter(|published| seen.answers && *published != serving);
        if let Some(wanted) = &wanted {
            let (number, present) = (wanted.number, app.snapshot());
            let loaded = tokio::select! {
                loaded = load(&store, number, move |edition, stamp| present.succeed(edition, stamp)) => loaded,
                () = silence(pointer.clone(), &app) => Err(Failure::new("Les éditions ne sont plus accessibles.")),
            };
            match loaded {
                Ok(snapshot) => {
                    let swapping = Arc::clone(&app);
                    tokio::task::spawn_blocking(move || swapping.swap(Arc::new(snapshot)))
                        .await
                        .ok();
                    supervisor::serves(&app.snapshot());
                    tracing::info!(edition = %number, "edition in service");
                    tokio::spawn(files_of(store.clone(), Arc::clone(&app)));
                    serving = wanted.clone();
                    failed = None;
                }
                Err(failure) => {
                    // It is tried again and again: the reason is said once.
                    if failed.as_ref() != Some(&failure.message) {
                        tracing::warn!(edition = %number, reason = failure.message, "edition not loaded; the one in service stays");
                    }
                    failed = Some(failure.message);
                }
            }
        }
        let is_behind = wanted.is_some_and(|wanted| wanted != serving);
        tokio::select! {
            changed = pointer.changed() => if changed.is_err() { return },
            () = tokio::time::sleep(TRY_AGAIN), if is_behind => {}
        }
    }
}

/// Says what is known of the store to those who watch over the server.
fn tell(app: &App, pointer: &Pointer) {
    app.tell_of_keeping(pointer.answers, pointer.number());
}

/// Ends when the store stops answering; whoever reads from it then may wait for ever. What it says meanwhile is passed on.
async fn silence(mut pointer: watch::Receiver<Pointer>, app: &App) {
    while pointer.changed().await.is_ok() {
        let now = pointer.borrow_and_update().clone();
        tell(app, &now);
        if !now.answers {
            return;
        }
    }
    std::future::pending::<()>().await;
}

/// Makes the files of the edition in service, and removes those of editions that are no longer kept.
async fn files_of(store: Store, app: Arc<App>) {
    app.make_dump().await;
    match store.editions().await {
        Ok(editions) => {
            let kept: Vec<EditionNumber> = editions.iter().map(|edition| edition.number).collect();
            app.prune_dumps(&kept);
        }
        Err(error) => tracing::warn!(%error, "which editions are kept is not known: no file is removed"),
    }
}

/// Ends when the operator asks the process to stop, and tells who supervises it.
async fn stop_signal() {
    asked_to_stop().await;
    supervisor::stopping();
}

async fn asked_to_stop() {
    let terminate = tokio::signal::unix::signal(SignalKind::terminate());
    let Ok(mut terminate) = terminate else {
        let _ = tokio::signal::ctrl_c().await;
        return;
    };
    tokio::select! {
        _ = terminate.recv() => {}
        _ = tokio::signal::ctrl_c() => {}
    }
}
