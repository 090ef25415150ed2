//! Bytes on a connection, as anyone may send them.

use crate::requests::app;
use portee_server::{ServerConfig, bind, serve};
use std::io::{Read, Write};
use std::net::{Shutdown, SocketAddr, TcpStream};
use std::sync::{OnceLock, mpsc};
use std::thread;
use std::time::Duration;

/// Everything that a client sends before it stops sending.
///
/// What comes back is answers in form, none of them a failure of ours, and the connection is closed.
pub fn connections(data: &[u8]) {
    let mut stream = TcpStream::connect(address()).unwrap();
    stream.set_read_timeout(Some(Duration::from_mins(1))).unwrap();
    // The server may have closed already.
    let _ = stream.write_all(data);
    let _ = stream.shutdown(Shutdown::Write);
    let mut answer = Vec::new();
    if let Err(error) = stream.read_to_end(&mut answer) {
        // Whoever is cut off while still sending sees it as a reset.
        assert_eq!(error.kind(), std::io::ErrorKind::ConnectionReset, "{error}");
    }
    if answer.is_empty() {
        return;
    }
    let head = answer.get(..13).unwrap_or_default();
    assert!(
        head.starts_with(b"HTTP/1.1 ") || head.starts_with(b"HTTP/1.0 "),
        "{:?}",
        crate::text(head)
    );
    let status = &head[9..12];
    assert!(
        status[0] < b'5' || status == b"503",
        "{:?}",
        crate::text(&answer[..answer.len().min(400)])
    );
    let head_end = answer.windows(4).position(|four| four == b"\r\n\r\n");
    let head = crate::text(&answer[..head_end.expect("a head that ends")]).to_ascii_lowercase();
    assert!(!head.contains("\nserver:") && !head.contains("hyper"), "{head}");
}

/// Where the server of the invented edition listens.
fn address() -> SocketAddr {
    static ADDRESS: OnceLock<SocketAddr> = OnceLock::new();
    *ADDRESS.get_or_init(|| {
        let (ready, address) = mpsc::channel();
        thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .unwrap();
            runtime.block_on(async {
                let config = ServerConfig {
                    listen: SocketAddr::from(([127, 0, 0, 1], 0)),
                    header_timeout: Duration::from_secs(5),
                    ..ServerConfig::default()
                };
                let listener = bind(config.listen).await.unwrap();
                ready.send(listener.local_addr().unwrap()).unwrap();
                serve(listener, app(), config, std::future::pending()).await.unwrap();
            });
        });
        address.recv().unwrap()
    })
}
