use crate::server::Server;

/// Asks often enough that a household's burst is over.
fn asked(server: &Server, target: &str, client: &str, times: usize) -> Vec<u16> {
    let headers = format!("x-forwarded-for: {client}\r\n");
    (0..times)
        .map(|_| server.ask("HEAD", target, &headers).status)
        .collect()
}

#[test]
fn a_household_that_takes_file_after_file_waits_and_its_neighbour_does_not() {
    let server = Server::start();
    let answers = asked(&server, "/api/v1/lieux.csv", "203.0.113.7", 60);
    let refused = answers.iter().filter(|status| **status == 429).count();
    // Forty at once, and two a second for as long as the test takes.
    assert!((1..=20).contains(&refused), "{answers:?}");
    assert_eq!(answers[..40], [200; 40]);

    let headers = "x-forwarded-for: 203.0.113.7\r\n";
    let refusal = server.ask("GET", "/api/v1/lieux.csv", headers);
    assert_eq!(refusal.status, 429);
    assert_eq!(refusal.header("retry-after"), Some("1"));
    assert_eq!(refusal.problem()["type"], "/documentation#probleme-trop-de-requetes");
    let other = server.ask("GET", "/api/v1/lieux.csv", "x-forwarded-for: 203.0.113.8\r\n");
    assert_eq!(other.status, 200);
}

#[test]
fn the_addresses_of_one_ipv6_household_share_its_rate_and_a_forged_first_word_is_not_read() {
    let server = Server::start();
    assert!(asked(&server, "/api/v1/lieux.csv", "2001:db8:0:1::1", 60).contains(&429));
    let headers = "x-forwarded-for: 198.51.100.9, 2001:db8:0:1::2\r\n";
    assert_eq!(server.ask("GET", "/api/v1/lieux.csv", headers).status, 429);
    let neighbour = "x-forwarded-for: 2001:db8:0:2::1\r\n";
    assert_eq!(server.ask("GET", "/api/v1/lieux.csv", neighbour).status, 200);
}

#[test]
fn who_asks_from_this_machine_is_not_counted() {
    let server = Server::start();
    let answers: Vec<u16> = (0..60).map(|_| server.get("/api/v1/lieux.csv").status).collect();
    assert_eq!(answers, [200; 60]);
}
