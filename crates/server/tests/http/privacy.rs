use crate::server::Server;
use std::{
    io::{self, Write},
    sync::{Arc, Mutex, OnceLock},
};
use tracing_subscriber::fmt::MakeWriter;

/// Where everything that is logged in this process ends up.
#[derive(Clone, Default)]
struct Memory(Arc<Mutex<Vec<u8>>>);

impl Write for Memory {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Memory {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

/// The log, at its most talkative.
fn log() -> &'static Memory {
    static LOG: OnceLock<Memory> = OnceLock::new();
    LOG.get_or_init(|| {
        let memory = Memory::default();
        tracing_subscriber::fmt()
            .with_max_level(tracing::Level::TRACE)
            .with_ansi(false)
            .with_writer(memory.clone())
            .init();
        memory
    })
}

#[test]
fn the_log_says_the_route_and_never_what_was_asked() {
    let log = log();
    let server = Server::start();
    let canaries = [
        "47.13579",
        "1.24680",
        "canari-nom",
        "canari-agent",
        "canari-chemin",
        "CANARI",
    ];
    server.ask(
        "GET",
        "/api/v1/lieux/proches?lat=47.13579&lon=1.24680",
        "user-agent: canari-agent\r\nreferer: http://canari-nom/\r\n",
    );
    server.get("/api/v1/lieux/proches?lat=47.13579&lon=1.24680&canari-nom=1");
    server.get("/api/v1/acces?lat=47.13579&lon=1.24680");
    server.get("/recherche?ou=canari-nom");
    server.get("/api/v1/communes?q=canari-nom");
    server.get("/canari-chemin");
    server.get("/api/v1/lieux/canari-chemin");
    server.ask("CANARI", "/api/v1/lieux", "");
    let body = "lat=47.13579&lon=1.24680";
    let mut stream = server.connect();
    let head = "content-type: application/x-www-form-urlencoded\r\nconnection: close\r\nhost: h";
    write!(
        stream,
        "POST /recherche HTTP/1.1\r\n{head}\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    )
    .unwrap();
    crate::server::Reply::read(&mut stream);
    write!(server.connect(), "GET /canari-chemin HTTP/9.9\r\n\r\n").unwrap();
    let port = stream.local_addr().unwrap().port().to_string();
    drop(server);

    let written = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    assert!(written.contains("route=\"/api/v1/lieux/proches\""), "{written}");
    assert!(
        written.contains("route=\"(aucune)\"") && written.contains("method=\"(autre)\""),
        "{written}"
    );
    for canary in canaries {
        assert!(!written.contains(canary), "{canary} is in the log:\n{written}");
    }
    assert!(
        !written.contains(&format!("127.0.0.1:{port}")),
        "the client's address is in the log"
    );
}
