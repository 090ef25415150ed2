//! A running server, and a client that shows what came over the wire.

use crate::{fixture, planning_fixture};
use portee_reach::Network;
use portee_server::{App, Planning, ServerConfig, bind, serve};
use std::{
    io::{Read, Write},
    net::{SocketAddr, TcpStream},
    sync::{Arc, mpsc},
    thread::{self, JoinHandle},
    time::Duration,
};
use tokio::sync::oneshot;

/// A server on its own thread; it stops when dropped.
pub(crate) struct Server {
    pub(crate) address: SocketAddr,
    pub(crate) app: Arc<App>,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

/// An answer.
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: Vec<u8>,
}

impl Server {
    /// A server whose times are estimated.
    pub(crate) fn start() -> Self {
        Self::start_over(fixture::network())
    }

    pub(crate) fn start_over(network: Arc<Network>) -> Self {
        let app = App::new(fixture::snapshot(1), network, Arc::new(fixture::now));
        app.plan_with(Planning::new(planning_fixture::population(), None));
        let config = ServerConfig {
            listen: SocketAddr::from(([127, 0, 0, 1], 0)),
            header_timeout: Duration::from_millis(500),
            drain: Duration::from_secs(5),
            ..ServerConfig::default()
        };
        let (ready, address) = mpsc::channel();
        let (stop, stopped) = oneshot::channel::<()>();
        let served = Arc::clone(&app);
        let thread = thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_multi_thread()
                .worker_threads(2)
                .enable_all()
                .build()
                .unwrap();
            runtime.block_on(async {
                let listener = bind(config.listen).await.unwrap();
                ready.send(listener.local_addr().unwrap()).unwrap();
                let stopped = async {
                    let _ = stopped.await;
                };
                serve(listener, served, config, stopped).await.unwrap();
            });
        });
        Self {
            address: address.recv().unwrap(),
            app,
            stop: Some(stop),
            thread: Some(thread),
        }
    }

    pub(crate) fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(self.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
        stream
    }

    pub(crate) fn get(&self, target: &str) -> Reply {
        self.ask("GET", target, "")
    }

    /// Sends a body; further header lines each end with CRLF.
    pub(crate) fn post(&self, target: &str, headers: &str, body: &[u8]) -> Reply {
        let mut stream = self.connect();
        let length = body.len();
        let head =
            format!("POST {target} HTTP/1.1\r\nhost: essai\r\nconnection: close\r\ncontent-length: {length}\r\n");
        stream.write_all(format!("{head}{headers}\r\n").as_bytes()).unwrap();
        // A refusal may come before all is sent.
        let _ = stream.write_all(body);
        Reply::read(&mut stream)
    }

    /// Asks with further header lines, each ended by CRLF.
    pub(crate) fn ask(&self, method: &str, target: &str, headers: &str) -> Reply {
        let mut stream = self.connect();
        let request = format!("{method} {target} HTTP/1.1\r\nhost: essai\r\nconnection: close\r\n{headers}\r\n");
        stream.write_all(request.as_bytes()).unwrap();
        Reply::read(&mut stream)
    }

    pub(crate) fn ask_to_stop(&mut self) {
        if let Some(stop) = self.stop.take() {
            let _ = stop.send(());
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.ask_to_stop();
        if let Some(thread) = self.thread.take() {
            let ended = thread.join();
            assert!(ended.is_ok() || thread::panicking(), "the server panicked");
        }
    }
}

impl Reply {
    pub(crate) fn read(stream: &mut TcpStream) -> Self {
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).unwrap();
        let end = bytes
            .windows(4)
            .position(|four| four == b"\r\n\r\n")
            .expect("an answer has a head");
        let head = String::from_utf8(bytes[..end].to_vec()).unwrap();
        let status = head[9..12].parse().unwrap();
        let mut reply = Self {
            status,
            head,
            body: bytes[end + 4..].to_vec(),
        };
        if reply.header("transfer-encoding") == Some("chunked") {
            reply.body = joined(&reply.body);
        }
        reply
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let lines = self.head.lines().skip(1).filter_map(|line| line.split_once(": "));
        lines
            .into_iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(name))
            .map(|(_, value)| value)
    }

    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body)
            .unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(&self.body)))
    }

    /// The JSON of a problem, after checking that it is one in form.
    pub(crate) fn problem(&self) -> serde_json::Value {
        assert_eq!(
            self.header("content-type"),
            Some("application/problem+json"),
            "{}",
            self.head
        );
        let problem = self.json();
        assert_eq!(problem["status"], self.status);
        for member in ["type", "title", "detail"] {
            assert!(
                problem[member].as_str().is_some_and(|text| !text.is_empty()),
                "{problem}"
            );
        }
        problem
    }
}

/// The body of an answer sent part by part; what came of it when it was cut off.
fn joined(mut rest: &[u8]) -> Vec<u8> {
    let mut whole = Vec::new();
    while let Some(end) = rest.windows(2).position(|two| two == b"\r\n") {
        let size = usize::from_str_radix(std::str::from_utf8(&rest[..end]).unwrap(), 16).unwrap();
        let (part, after) = rest[end + 2..].split_at(size.min(rest.len() - end - 2));
        whole.extend(part);
        rest = after.get(2..).unwrap_or_default();
    }
    whole
}
