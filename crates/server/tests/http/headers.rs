use crate::{fixture, server::Server};

/// One target of each kind of answer, errors included.
fn targets() -> Vec<(&'static str, String)> {
    [
        ("GET", "/"),
        ("GET", "/donnees"),
        ("GET", "/nulle-part"),
        ("GET", "/lieux/aaaaaaaaaaaa"),
        ("GET", "/ressources/rien.js"),
        ("DELETE", "/"),
        ("GET", "/api/v1/lieux?limite=1"),
        ("GET", "/api/v1/lieux?limite=0"),
        ("GET", "/api/nulle-part"),
        ("POST", "/api/v1/lieux"),
        ("GET", "/api/openapi.json"),
        ("GET", "/tuiles/lieux/0/0/0"),
        ("GET", "/tuiles/lieux/99/0/0"),
        ("GET", "/sante/vivant"),
        ("GET", "/sante/pret"),
        ("GET", "/metriques"),
    ]
    .map(|(method, target)| (method, target.to_owned()))
    .into_iter()
    .chain([("GET", format!("/api/v1/lieux/{}", fixture::id(100)))])
    .collect()
}

#[test]
fn every_answer_has_the_security_headers() {
    let server = Server::start();
    for (method, target) in targets() {
        let reply = server.ask(method, &target, "");
        let policy = reply
            .header("content-security-policy")
            .unwrap_or_else(|| panic!("{target}: {}", reply.head));
        assert!(
            policy.starts_with("default-src 'none';") && !policy.contains("unsafe"),
            "{policy}"
        );
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", "no-referrer"),
        ] {
            assert_eq!(reply.header(name), Some(value), "{method} {target}: {name}");
        }
        // These two speak of pages, error pages included.
        let is_page = reply
            .header("content-type")
            .is_some_and(|kind| kind.starts_with("text/html"));
        let opener = reply.header("cross-origin-opener-policy");
        assert_eq!(opener, is_page.then_some("same-origin"), "{method} {target}");
        let permissions = reply.header("permissions-policy");
        assert_eq!(
            permissions.is_some_and(|value| value.contains("geolocation=(self)")),
            is_page,
            "{method} {target}"
        );
        assert!(reply.header("cache-control").is_some(), "{target}");
        assert_eq!(reply.header("server"), None, "{target}");
    }
}

#[test]
fn open_data_is_for_any_origin_and_pages_are_not() {
    let server = Server::start();
    for (method, target) in targets() {
        let shared = target.starts_with("/api") || target.starts_with("/tuiles");
        let reply = server.ask(method, &target, "origin: https://exemple.fr\r\n");
        assert_eq!(
            reply.header("access-control-allow-origin"),
            shared.then_some("*"),
            "{target}"
        );
    }
    let asked = server.ask(
        "OPTIONS",
        "/api/v1/lieux",
        "origin: https://exemple.fr\r\naccess-control-request-method: GET\r\n",
    );
    assert_eq!(
        (asked.status, asked.header("access-control-allow-methods")),
        (204, Some("GET, HEAD, OPTIONS"))
    );
}

#[test]
fn errors_are_pages_for_people_and_problems_for_programs() {
    let server = Server::start();
    for (target, kind) in [
        ("/nulle-part", "text/html; charset=utf-8"),
        ("/lieux/aaaaaaaaaaaa", "text/html; charset=utf-8"),
        ("/api/nulle-part", "application/problem+json"),
        ("/sante/nulle-part", "application/problem+json"),
    ] {
        let reply = server.get(target);
        assert_eq!(
            (reply.status, reply.header("content-type")),
            (404, Some(kind)),
            "{target}"
        );
    }
}

#[test]
fn an_answer_is_packed_for_those_who_ask() {
    let server = Server::start();
    let target = "/api/v1/lieux?limite=20";
    let plain = server.get(target);
    assert_eq!(plain.header("content-encoding"), None);
    let packed = server.ask("GET", target, "accept-encoding: gzip, br\r\n");
    assert_eq!(packed.header("content-encoding"), Some("br"));
    assert!(
        packed.body.len() * 4 < plain.body.len(),
        "{} of {}",
        packed.body.len(),
        plain.body.len()
    );
}

#[test]
fn an_address_says_the_methods_that_it_admits_and_others_may_read_only() {
    let server = Server::start();
    for (target, methods) in [
        ("/api/v1/orientations", "POST"),
        ("/api/v1/lieux", "GET,HEAD"),
        ("/tuiles/lieux.json", "GET,HEAD"),
    ] {
        let reply = server.ask("OPTIONS", target, "");
        assert_eq!((reply.status, reply.header("allow")), (204, Some(methods)), "{target}");
        assert_eq!(reply.header("access-control-allow-methods"), Some("GET, HEAD, OPTIONS"));
    }
}
