use crate::server::{Reply, Server};
use std::{
    io::{Read, Write},
    thread,
    time::{Duration, Instant},
};

#[test]
fn half_a_request_is_closed_at_the_header_timeout() {
    let server = Server::start();
    let mut stream = server.connect();
    stream
        .write_all(b"GET /sante/vivant HTTP/1.1\r\nhost: essai\r\nx-lent: ")
        .unwrap();
    let started = Instant::now();
    let mut rest = Vec::new();
    stream.read_to_end(&mut rest).unwrap();
    assert!((Duration::from_millis(400)..Duration::from_secs(4)).contains(&started.elapsed()));
}

#[test]
fn a_form_being_sent_when_the_server_stops_is_still_answered() {
    let mut server = Server::start();
    let body = "lat=44.75&lon=5.37";
    let mut stream = server.connect();
    let head = "host: essai\r\ncontent-type: application/x-www-form-urlencoded";
    write!(
        stream,
        "POST /recherche HTTP/1.1\r\n{head}\r\ncontent-length: {}\r\n\r\n",
        body.len()
    )
    .unwrap();
    thread::sleep(Duration::from_millis(100));
    server.ask_to_stop();
    thread::sleep(Duration::from_millis(100));
    stream.write_all(body.as_bytes()).unwrap();
    let reply = Reply::read(&mut stream);
    assert_eq!(reply.status, 200, "{}", reply.head);
    assert_eq!(reply.header("connection"), Some("close"));
}

#[test]
fn a_form_that_is_too_large_is_refused() {
    let server = Server::start();
    let mut stream = server.connect();
    let head = "host: essai\r\nconnection: close\r\ncontent-type: application/x-www-form-urlencoded";
    let body = "a".repeat(20_000);
    write!(
        stream,
        "POST /recherche HTTP/1.1\r\n{head}\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    )
    .unwrap();
    let reply = Reply::read(&mut stream);
    assert_eq!(reply.status, 413);
    assert_eq!(reply.header("content-type"), Some("text/html; charset=utf-8"));
}

#[test]
fn requests_one_after_the_other_use_one_connection() {
    let server = Server::start();
    let mut stream = server.connect();
    let one = b"GET /sante/vivant HTTP/1.1\r\nhost: essai\r\n\r\n";
    let last = b"GET /sante/vivant HTTP/1.1\r\nhost: essai\r\nconnection: close\r\n\r\n";
    stream.write_all(&[one.as_slice(), one, last].concat()).unwrap();
    let mut text = String::new();
    stream.read_to_string(&mut text).unwrap();
    assert_eq!(text.matches("HTTP/1.1 200 OK").count(), 3);
}

#[test]
fn what_is_no_http_is_refused_and_hurts_nobody() {
    let server = Server::start();
    for nonsense in [
        &b"\x16\x03\x01\x02\x00"[..],
        b"\r\n\r\n\r\n",
        b"GET\r\n\r\n",
        b"GET /\x00 HTTP/1.1\r\n\r\n",
    ] {
        let mut stream = server.connect();
        stream.write_all(nonsense).unwrap();
        let mut rest = Vec::new();
        let _ = stream.read_to_end(&mut rest);
        assert!(!rest.starts_with(b"HTTP/1.1 2"), "{}", String::from_utf8_lossy(&rest));
    }
    assert_eq!(server.get("/sante/vivant").status, 200);
}
