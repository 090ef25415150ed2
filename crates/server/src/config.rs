//! What the operator can set about the server, and what can stop it.

use crate::{Hops, site::Site};
use std::{io, net::SocketAddr, time::Duration};
use tokio::net::TcpListener;

/// The limits of the server. Every one of them exists so that no client can hold what others need.
#[derive(Debug, Clone)]
pub struct ServerConfig {
    /// Where to listen.
    pub listen: SocketAddr,
    /// Connections at once; further ones wait in the system's queue.
    pub max_connections: usize,
    /// The time a client has to send a whole request head, and how long an idle connection is kept.
    pub header_timeout: Duration,
    /// The time an answer may take, reading the request's body included.
    pub request_timeout: Duration,
    /// How long a client may refuse to take the next bytes of its answer.
    pub stall_timeout: Duration,
    /// How long connections are still accepted after the server said that it is not ready, when it stops.
    pub linger: Duration,
    /// The time that requests in flight have to finish when the server stops.
    pub drain: Duration,
    /// The proxies that are believed about their clients.
    pub hops: Hops,
    /// What the site is called outside, and who may show our frame.
    pub site: Site,
}

impl Default for ServerConfig {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 8080)),
            max_connections: 2048,
            header_timeout: Duration::from_secs(10),
            request_timeout: Duration::from_secs(15),
            stall_timeout: Duration::from_secs(20),
            linger: Duration::ZERO,
            drain: Duration::from_secs(10),
            hops: Hops::default(),
            site: Site::default(),
        }
    }
}

/// What stops the server. Its messages are for the operator.
#[derive(Debug, thiserror::Error)]
pub enum ServerError {
    /// Another program listens there.
    #[error(
        "L'adresse {0} est déjà prise : arrêtez l'autre programme ou choisissez une autre adresse (PORTEE_LISTEN)."
    )]
    AddressInUse(SocketAddr),
    /// The system refuses the address.
    #[error("Impossible d'écouter sur {address} : {source}. Choisissez une autre adresse (PORTEE_LISTEN).")]
    Listen {
        /// The address asked for.
        address: SocketAddr,
        /// What the system said.
        source: io::Error,
    },
}

/// Listens at `address`.
///
/// # Errors
/// When the address is taken or refused by the system.
pub async fn bind(address: SocketAddr) -> Result<TcpListener, ServerError> {
    TcpListener::bind(address).await.map_err(|source| {
        if source.kind() == io::ErrorKind::AddrInUse {
            ServerError::AddressInUse(address)
        } else {
            ServerError::Listen { address, source }
        }
    })
}
