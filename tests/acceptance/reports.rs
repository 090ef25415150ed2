//! A mistake that a visitor reports reaches the operator, and nothing of the visitor does.

use crate::stage::registries_only;
use portee_tests::binary::{Server, portee, run, run_ok};
use std::{
    io::{Read, Write},
    net::TcpStream,
};

fn send(server: &Server, path: &str, form: &str) -> String {
    let mut stream = TcpStream::connect(server.url.trim_start_matches("http://")).expect("a connection");
    write!(
        stream,
        "POST {path} HTTP/1.1\r\nhost: essai\r\nconnection: close\r\nuser-agent: canari-agent\r\ncontent-type: \
         application/x-www-form-urlencoded\r\ncontent-length: {}\r\n\r\n{form}",
        form.len()
    )
    .expect("sent");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("an answer");
    answer
}

#[test]
fn a_report_sent_to_the_server_is_listed_and_forgotten_by_its_operator() {
    let stage = registries_only();
    let listed = stage.server.get("/api/v1/lieux?limite=10").json();
    let id = |rank: usize| {
        listed["features"][rank]["properties"]["id"]
            .as_str()
            .expect("an id")
            .to_owned()
    };
    for (rank, form) in [
        (5, "nature=horaires&texte=Ferm%C3%A9+le+lundi"),
        (6, "nature=ferme&texte="),
    ] {
        let answer = send(&stage.server, &format!("/lieux/{}/signaler", id(rank)), form);
        assert!(answer.starts_with("HTTP/1.1 303"), "{answer}");
    }
    let var = stage.var.path();
    let json = |arguments: &[&str]| -> serde_json::Value {
        let text = run_ok(portee(var).arg("reports").arg("--json").args(arguments));
        serde_json::from_str(&text).expect("JSON")
    };
    // Other tests report things to the same server: the newest two of ours, in their order.
    let all = json(&[]);
    let ours = |report: &&serde_json::Value| [id(5), id(6)].iter().any(|id| report["lieu"] == id.as_str());
    let all: Vec<_> = all.as_array().expect("a list").iter().filter(ours).collect();
    assert_eq!(all.len(), 2);
    assert_eq!(
        (all[0]["lieu"].as_str(), all[0]["nature"].as_str()),
        (Some(&*id(6)), Some("ferme"))
    );
    assert_eq!(all[1]["texte"], "Fermé le lundi");
    assert_eq!(json(&["--lieu", &id(5)]).as_array().expect("a list").len(), 1);
    let text = run_ok(portee(var).arg("reports"));
    assert!(
        text.contains("fermé pour toujours") && text.contains("Fermé le lundi"),
        "{text}"
    );
    let file = std::fs::read_to_string(var.join("reports.jsonl")).expect("a file");
    assert!(!file.contains("127.0.0.1") && !file.contains("canari"), "{file}");

    let name = all[1]["id"].as_str().expect("a name");
    let _ = run_ok(portee(var).args(["reports", "--oublier", name]));
    assert!(json(&["--lieu", &id(5)]).as_array().expect("a list").is_empty());
    let again = run(portee(var).args(["reports", "--oublier", name]));
    assert!(!again.status.success());
}
