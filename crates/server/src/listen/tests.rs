use super::*;
use axum::routing::{get, post};
use std::{
    io::{Read, Write},
    net::{Shutdown, SocketAddr, TcpStream as Client},
    thread::{self, JoinHandle},
    time::Instant,
};
use tokio::sync::oneshot;

/// A server on a free port, on its own thread.
struct Running {
    address: SocketAddr,
    stop: oneshot::Sender<()>,
    thread: JoinHandle<()>,
}

fn start(router: Router, config: ServerConfig) -> Running {
    let (ready, address) = std::sync::mpsc::channel();
    let (stop, stopped) = oneshot::channel::<()>();
    let thread = thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()
            .unwrap();
        runtime.block_on(async {
            let listener = crate::bind(config.listen).await.unwrap();
            ready.send(listener.local_addr().unwrap()).unwrap();
            let stopped = async {
                let _ = stopped.await;
            };
            run(listener, router, &config, stopped, || ()).await;
        });
    });
    Running {
        address: address.recv().unwrap(),
        stop,
        thread,
    }
}

fn config() -> ServerConfig {
    ServerConfig {
        listen: SocketAddr::from(([127, 0, 0, 1], 0)),
        header_timeout: Duration::from_millis(300),
        stall_timeout: Duration::from_millis(300),
        drain: Duration::from_secs(5),
        ..ServerConfig::default()
    }
}

fn connect(running: &Running) -> Client {
    let client = Client::connect(running.address).unwrap();
    client.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
    client
}

/// Everything until the server closes.
fn read_all(client: &mut Client) -> String {
    let mut text = String::new();
    client.read_to_string(&mut text).unwrap();
    text
}

const CLOSING: &[u8] = b"GET / HTTP/1.1\r\nhost: h\r\nconnection: close\r\n\r\n";

fn hello() -> Router {
    Router::new().route("/", get(|| async { "bonjour" }))
}

#[test]
fn half_a_request_head_is_closed_at_the_header_timeout() {
    let running = start(hello(), config());
    let mut client = connect(&running);
    client.write_all(b"GET / HTTP/1.1\r\nhost:").unwrap();
    let started = Instant::now();
    assert_eq!(read_all(&mut client), "");
    let waited = started.elapsed();
    assert!(
        (Duration::from_millis(250)..Duration::from_secs(3)).contains(&waited),
        "{waited:?}"
    );
}

#[test]
fn an_idle_connection_is_closed_too() {
    let running = start(hello(), config());
    let mut client = connect(&running);
    client.write_all(b"GET / HTTP/1.1\r\nhost: h\r\n\r\n").unwrap();
    let started = Instant::now();
    assert!(read_all(&mut client).ends_with("bonjour"));
    assert!(started.elapsed() < Duration::from_secs(3));
}

#[test]
fn connections_above_the_limit_wait_for_their_turn() {
    let config = ServerConfig {
        max_connections: 1,
        header_timeout: Duration::from_secs(8),
        ..config()
    };
    let running = start(hello(), config);
    let first = connect(&running);
    thread::sleep(Duration::from_millis(100));
    let mut second = connect(&running);
    second.write_all(CLOSING).unwrap();
    second.set_read_timeout(Some(Duration::from_millis(300))).unwrap();
    let mut byte = [0];
    assert!(
        second.read(&mut byte).is_err(),
        "the second connection was answered while the first held the only slot"
    );
    drop(first);
    second.set_read_timeout(Some(Duration::from_secs(5))).unwrap();
    assert!(read_all(&mut second).ends_with("bonjour"));
}

#[test]
fn a_request_in_flight_is_finished_when_the_server_stops() {
    let slow = get(|| async {
        time::sleep(Duration::from_millis(400)).await;
        "fini"
    });
    let running = start(Router::new().route("/", slow), config());
    let mut client = connect(&running);
    client.write_all(b"GET / HTTP/1.1\r\nhost: h\r\n\r\n").unwrap();
    thread::sleep(Duration::from_millis(100));
    running.stop.send(()).unwrap();
    let answer = read_all(&mut client);
    assert!(
        answer.starts_with("HTTP/1.1 200") && answer.ends_with("fini"),
        "{answer}"
    );
    running.thread.join().unwrap();
    assert!(
        Client::connect(running.address).is_err(),
        "a stopped server still accepts"
    );
}

#[test]
fn a_request_that_does_not_finish_is_cut_off_at_the_end_of_the_drain() {
    let slow = get(|| async { time::sleep(Duration::from_mins(1)).await });
    let config = ServerConfig {
        drain: Duration::from_millis(200),
        ..config()
    };
    let running = start(Router::new().route("/", slow), config);
    let mut client = connect(&running);
    client.write_all(CLOSING).unwrap();
    thread::sleep(Duration::from_millis(100));
    let started = Instant::now();
    running.stop.send(()).unwrap();
    running.thread.join().unwrap();
    assert!(started.elapsed() < Duration::from_secs(5));
}

#[test]
fn a_client_that_takes_nothing_is_dropped() {
    let large = get(|| async { vec![b'x'; 64 << 20] });
    let config = ServerConfig {
        max_connections: 1,
        ..config()
    };
    let running = start(Router::new().route("/", large), config);
    let mut greedy = connect(&running);
    greedy.write_all(CLOSING).unwrap();
    thread::sleep(Duration::from_millis(100));
    // The only slot is free again although the first client never read: the second one gets its first bytes.
    let mut second = connect(&running);
    second.write_all(CLOSING).unwrap();
    let mut start = [0; 12];
    second.read_exact(&mut start).unwrap();
    assert_eq!(&start, b"HTTP/1.1 200");
    drop(greedy);
}

#[test]
fn a_body_that_dawdles_is_given_up_by_its_client_without_harm() {
    let echo = post(|body: String| async move { body });
    let running = start(Router::new().route("/", echo).merge(hello()), config());
    let mut client = connect(&running);
    client
        .write_all(b"POST / HTTP/1.1\r\nhost: h\r\ncontent-length: 50\r\n\r\npartial")
        .unwrap();
    client.shutdown(Shutdown::Both).unwrap();
    let mut next = connect(&running);
    next.write_all(CLOSING).unwrap();
    assert!(read_all(&mut next).ends_with("bonjour"));
}

#[tokio::test]
async fn a_taken_port_is_said_in_one_sentence() {
    let first = crate::bind(SocketAddr::from(([127, 0, 0, 1], 0))).await.unwrap();
    let address = first.local_addr().unwrap();
    let error = crate::bind(address).await.unwrap_err();
    assert!(
        error.to_string().contains(&address.to_string()) && error.to_string().contains("PORTEE_LISTEN"),
        "{error}"
    );
}
