//! The accept loop. `axum::serve` has no header timer: half a request head would hold a connection for ever. Here a
//! slow client is closed, connections are counted, and a stop lets requests in flight finish.

mod stall;

use crate::{App, ServerConfig, ServerError, client::Client, router::router_with};
use axum::Router;
use hyper::{
    Request,
    body::Incoming,
    server::conn::http1,
    service::{Service, service_fn},
};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    service::TowerToHyperService,
};
use stall::Unstalled;
use std::{future::Future, io, net::IpAddr, pin::pin, sync::Arc, time::Duration};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::{OwnedSemaphorePermit, Semaphore, watch},
    task::JoinSet,
    time,
};

/// What hyper itself refuses with a bare 431; the edge refuses earlier, with an explanation.
const LARGEST_BUFFER: usize = 64 * 1024;
/// How long to wait when the system has no more file descriptors.
const BREATH: Duration = Duration::from_millis(100);

/// Serves until `shutdown` completes, then lets requests in flight finish for at most `config.drain`.
///
/// # Errors
/// None today: what goes wrong with one connection ends that connection. The type leaves room for what must stop us.
pub async fn serve(
    listener: TcpListener,
    app: Arc<App>,
    config: ServerConfig,
    shutdown: impl Future<Output = ()>,
) -> Result<(), ServerError> {
    let router = router_with(&app, &config);
    run(listener, router, &config, shutdown, || app.start_draining()).await;
    Ok(())
}

/// Serves `router`. `stopping` is called when the end begins; for `config.linger` from then on connections are still accepted,
/// so that whoever shares requests out learns that this server is not ready before it refuses one.
async fn run(
    listener: TcpListener,
    router: Router,
    config: &ServerConfig,
    shutdown: impl Future<Output = ()>,
    stopping: impl FnOnce(),
) {
    let (stop, stopped) = watch::channel(false);
    let mut door = Door {
        listener,
        slots: Arc::new(Semaphore::new(config.max_connections)),
        connections: JoinSet::new(),
    };
    let talk = |stream, peer| converse(stream, peer, router.clone(), config.clone(), stopped.clone());
    door.welcome(talk, shutdown).await;
    stopping();
    if !config.linger.is_zero() {
        door.welcome(talk, time::sleep(config.linger)).await;
    }
    let mut connections = door.close();
    stop.send_replace(true);
    let all_done = async { while connections.join_next().await.is_some() {} };
    if time::timeout(config.drain, all_done).await.is_err() {
        tracing::warn!(
            left = connections.len(),
            "requests were cut off: they did not finish in time"
        );
        connections.shutdown().await;
    }
}

/// Where connections come in.
struct Door {
    listener: TcpListener,
    slots: Arc<Semaphore>,
    connections: JoinSet<()>,
}

impl Door {
    /// Lets connections in, and `talk` with them, until `end` completes.
    async fn welcome<T: Future<Output = ()> + Send + 'static>(
        &mut self,
        talk: impl Fn(TcpStream, IpAddr) -> T,
        end: impl Future<Output = ()>,
    ) {
        let mut end = pin!(end);
        loop {
            tokio::select! {
                () = &mut end => return,
                Some(_) = self.connections.join_next(), if !self.connections.is_empty() => {}
                accepted = accept(&self.listener, &self.slots) => match accepted {
                    Ok((stream, peer, slot)) => {
                        let talk = talk(stream, peer);
                        self.connections.spawn(async move {
                            talk.await;
                            drop(slot);
                        });
                    }
                    Err(error) => {
                        tracing::warn!(%error, "a connection could not be accepted");
                        time::sleep(BREATH).await;
                    }
                }
            }
        }
    }

    /// Lets nobody in any more; those who are in may finish.
    fn close(self) -> JoinSet<()> {
        self.connections
    }
}

/// A connection, once there is room for it. The others wait in the system's queue, at no cost to us.
async fn accept(
    listener: &TcpListener,
    slots: &Arc<Semaphore>,
) -> io::Result<(TcpStream, IpAddr, OwnedSemaphorePermit)> {
    let slot = Arc::clone(slots).acquire_owned().await.map_err(io::Error::other)?;
    let (stream, address) = listener.accept().await?;
    Ok((stream, address.ip(), slot))
}

/// Answers the requests of one connection.
async fn converse(
    stream: TcpStream,
    peer: IpAddr,
    router: Router,
    config: ServerConfig,
    mut stopped: watch::Receiver<bool>,
) {
    // Small answers leave at once; a system that refuses this only delays them.
    let _ = stream.set_nodelay(true);
    let io = TokioIo::new(Unstalled::new(stream, config.stall_timeout));
    let (answers, hops) = (TowerToHyperService::new(router), config.hops);
    let service = service_fn(move |mut request: Request<Incoming>| {
        // For the limits of each household; the address itself goes no further.
        let client = Client::behind(peer, request.headers(), &hops);
        request.extensions_mut().insert(client);
        answers.call(request)
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(config.header_timeout)
        .max_buf_size(LARGEST_BUFFER)
        .serve_connection(io, service);
    let mut connection = pin!(connection);
    let ended = tokio::select! {
        ended = connection.as_mut() => ended,
        // The value only ever changes once, to "stop"; a sender that is gone means the same.
        _ = stopped.changed() => {
            connection.as_mut().graceful_shutdown();
            connection.await
        }
    };
    if let Err(error) = ended {
        // Clients that leave or dawdle are not our errors; the text is hyper's, without address or content.
        tracing::debug!(%error, "a connection ended early");
    }
}

#[cfg(test)]
mod tests;
