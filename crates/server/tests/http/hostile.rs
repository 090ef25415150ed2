//! Requests that two readers could understand differently, or that are written to be misread: refused, or read in one way only.

use crate::server::Server;
use std::io::{Read, Write};

/// What comes back for these bytes until the server closes, whatever it closes with.
fn raw(server: &Server, bytes: &[u8]) -> String {
    let mut stream = server.connect();
    // The server may refuse before all is sent.
    let _ = stream.write_all(bytes);
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer);
    String::from_utf8_lossy(&answer).into_owned()
}

fn statuses(answer: &str) -> Vec<&str> {
    answer
        .match_indices("HTTP/1.1 ")
        .filter_map(|(at, _)| answer.get(at + 9..at + 12))
        .collect()
}

const SECOND: &str = "GET /sante/vivant HTTP/1.1\r\nhost: h\r\n\r\n";

#[test]
fn a_body_whose_length_can_be_read_in_two_ways_is_refused_and_what_follows_is_not_taken_for_a_request() {
    let server = Server::start();
    for framing in [
        "content-length: 4\r\ntransfer-encoding: chunked",
        "transfer-encoding: chunked\r\ncontent-length: 4",
        "content-length: 4\r\ncontent-length: 5",
        "content-length: 4, 5",
        "content-length: +4",
        "content-length: 0x4",
        "content-length: -1",
        "content-length: 99999999999999999999",
        "transfer-encoding: xchunked",
        "transfer-encoding: chunked, identity",
        "transfer-encoding: identity",
        "transfer-encoding : chunked",
        "transfer-encoding: chunked\r\n transfer-encoding: x",
        " content-length: 4",
    ] {
        let head = format!("POST /recherche HTTP/1.1\r\nhost: h\r\n{framing}\r\n\r\n");
        let answer = raw(&server, format!("{head}0\r\n\r\n{SECOND}").as_bytes());
        let statuses = statuses(&answer);
        assert!(
            statuses.len() == 1 && statuses[0].starts_with('4'),
            "{framing:?}: {answer}"
        );
    }
    let old = format!("POST /recherche HTTP/1.0\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n{SECOND}");
    let answer = raw(&server, old.as_bytes());
    assert!(answer.starts_with("HTTP/1.") && !answer.contains(" 200 "), "{answer}");
}

#[test]
fn chunks_are_read_as_the_standard_says_or_not_at_all() {
    let server = Server::start();
    let send = |body: &str| {
        let head = "POST /recherche HTTP/1.1\r\nhost: h\r\nconnection: close\r\n\
                    content-type: application/x-www-form-urlencoded\r\ntransfer-encoding: chunked\r\n\r\n";
        raw(&server, format!("{head}{body}").as_bytes())
    };
    let form = "lat=44.75&lon=5.37";
    for body in [
        format!("12\r\n{form}\r\n0\r\n\r\n"),
        format!("12;a=b;c=\"d\"\r\n{form}\r\n0\r\n\r\n"),
        format!("012\r\n{form}\r\n0\r\ntrailer: x\r\n\r\n"),
    ] {
        assert_eq!(statuses(&send(&body)), ["200"], "{body:?}");
    }
    for body in [
        format!("-12\r\n{form}\r\n0\r\n\r\n"),
        format!("0x12\r\n{form}\r\n0\r\n\r\n"),
        format!("g\r\n{form}\r\n0\r\n\r\n"),
        format!("fffffffffffffffff\r\n{form}\r\n0\r\n\r\n"),
        format!("12\n{form}\n0\n\n"),
        format!("12;{}\r\n{form}\r\n0\r\n\r\n", "a".repeat(100_000)),
    ] {
        let answer = send(&body);
        assert!(
            !answer.starts_with("HTTP/1.1 2") && !answer.starts_with("HTTP/1.1 5"),
            "{body:.40}: {answer}"
        );
    }
}

#[test]
fn lines_that_are_no_line_of_http_1_1_are_refused() {
    let server = Server::start();
    for request in [
        "GET /sante/vivant\r\n\r\n",
        "GET /sante/vivant HTTP/0.9\r\n\r\n",
        "GET /sante/vivant HTTP/2.0\r\nhost: h\r\n\r\n",
        "GET /sante/vivant HTTP/1.1 x\r\nhost: h\r\n\r\n",
        "GET  /sante/vivant HTTP/1.1\r\nhost: h\r\n\r\n",
        "GET /sante/vivant\tHTTP/1.1\r\nhost: h\r\n\r\n",
        "GET /sante/\0vivant HTTP/1.1\r\nhost: h\r\n\r\n",
        "GET /sante/vivant HTTP/1.1\r\nhost: h\r\nx: a\r\n b\r\n\r\n",
        "GET /sante/vivant HTTP/1.1\r\nhost: h\r\nx: a\0b\r\n\r\n",
        "GET /sante/vivant HTTP/1.1\r\nhost: h\r\nx y: a\r\n\r\n",
        "GET /sante/vivant HTTP/1.1\r\nhost: h\r\nx: a\rset-cookie: b\r\n\r\n",
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    ] {
        let answer = raw(&server, request.as_bytes());
        assert!(!answer.contains(" 200 "), "{request:?}: {answer}");
    }
    assert_eq!(server.get("/sante/vivant").status, 200);
}

#[test]
fn an_address_of_another_site_is_no_way_through_us() {
    let server = Server::start();
    for (request, statuses_admitted) in [
        (
            "GET http://169.254.169.254/latest/meta-data HTTP/1.1\r\nhost: 169.254.169.254",
            ["404", "404"],
        ),
        (
            "GET http://exemple.fr/sante/vivant HTTP/1.1\r\nhost: exemple.fr",
            ["200", "200"],
        ),
        (
            "CONNECT exemple.fr:443 HTTP/1.1\r\nhost: exemple.fr:443",
            ["404", "405"],
        ),
        ("OPTIONS * HTTP/1.1\r\nhost: h", ["404", "405"]),
        ("GET ftp://exemple.fr/ HTTP/1.1\r\nhost: h", ["200", "400"]),
    ] {
        let answer = raw(&server, format!("{request}\r\nconnection: close\r\n\r\n").as_bytes());
        let status = statuses(&answer);
        assert!(
            status.len() == 1 && statuses_admitted.contains(&status[0]),
            "{request}: {answer}"
        );
        assert!(!answer.contains("169.254.169.254"), "{request}: {answer}");
    }
}

#[test]
fn a_text_that_is_no_utf_8_or_written_around_is_refused_or_read_as_one_text() {
    let server = Server::start();
    for target in [
        "/api/v1/communes?q=%ff%fe",
        "/api/v1/communes?q=%c0%ae%c0%ae",
        "/api/v1/communes?q=%",
        "/api/v1/communes?q=%zz",
        "/api/v1/communes?q=%00",
        "/api/v1/lieux/%c0%af",
        "/lieux/%ff",
        "/ressources/%c0%ae%c0%ae/%c0%ae%c0%ae/etc/passwd",
        "/ressources/%252e%252e/%252e%252e/etc/passwd",
        "/recherche?ou=%ed%a0%80",
        "/donnees/sources/%ff",
        "/territoires/%ff",
        "/tuiles/lieux/%ff/0/0",
    ] {
        let reply = server.get(target);
        assert!(
            reply.status < 500 && reply.status != 200 || target.contains('?'),
            "{target}: {}",
            reply.head
        );
        let text = String::from_utf8(reply.body).expect("an answer in UTF-8");
        assert!(!text.contains('\0') && !text.contains("root:"), "{target}");
    }
    // The same letter, written in two ways.
    let plain = server.get("/api/v1/communes?q=die").body;
    assert_eq!(server.get("/api/v1/communes?q=%64%69%65").body, plain);
    let bytes = b"GET /recherche?ou=\xff\xfe HTTP/1.1\r\nhost: h\r\nconnection: close\r\n\r\n";
    let answer = raw(&server, bytes);
    assert!(
        answer.is_empty() || answer.starts_with("HTTP/1.1 4") || answer.starts_with("HTTP/1.1 2"),
        "{answer}"
    );
}

#[test]
fn no_answer_says_what_runs_here_nor_in_which_version() {
    let server = Server::start();
    let version = env!("CARGO_PKG_VERSION");
    for (method, target) in [
        ("GET", "/"),
        ("GET", "/nulle-part"),
        ("GET", "/api/nulle-part"),
        ("GET", "/api/v1/lieux?limite=0"),
        ("POST", "/api/v1/orientations"),
        ("TRACE", "/"),
        ("GET", "/sante/vivant"),
        ("GET", "/sante/pret"),
        ("GET", "/metriques"),
        ("GET", "/ogc"),
    ] {
        let reply = server.ask(method, target, "");
        let said = format!("{}\n{}", reply.head, String::from_utf8_lossy(&reply.body)).to_lowercase();
        let words = [
            "x-powered-by",
            "\nserver:",
            "hyper/",
            "axum",
            "rustc",
            "tokio",
            "panicked",
        ];
        let found: Vec<&str> = words.into_iter().filter(|word| said.contains(word)).collect();
        assert!(found.is_empty(), "{method} {target}: {found:?}");
        assert!(
            !said.contains(&format!("portee {version}")) && !said.contains(&format!("portee/{version}")),
            "{target}"
        );
    }
}
