use crate::{
    fixture,
    server::{Reply, Server},
};
use portee_server::{Report, ReportKind, Reports};
use std::{
    io::{self, Write},
    sync::{Arc, Mutex},
};

#[derive(Default)]
struct Memory(Mutex<Vec<Report>>);

impl Reports for Memory {
    fn keep(&self, report: &Report) -> io::Result<()> {
        let mut kept = self.0.lock().unwrap();
        if kept.len() == 20 {
            return Err(io::ErrorKind::StorageFull.into());
        }
        kept.push(report.clone());
        Ok(())
    }
}

fn start() -> (Server, Arc<Memory>) {
    let (server, memory) = (Server::start(), Arc::new(Memory::default()));
    server.app.keep_reports_in(Arc::clone(&memory) as Arc<dyn Reports>);
    (server, memory)
}

/// Sends the form with further header lines, each ended by CRLF.
fn send(server: &Server, form: &str, headers: &str) -> Reply {
    let mut stream = server.connect();
    write!(
        stream,
        "POST /lieux/{}/signaler HTTP/1.1\r\nhost: portee.example\r\nconnection: close\r\n{headers}content-type: \
         application/x-www-form-urlencoded\r\ncontent-length: {}\r\n\r\n{form}",
        fixture::id(1),
        form.len()
    )
    .unwrap();
    Reply::read(&mut stream)
}

fn from(client: &str) -> String {
    format!("x-forwarded-for: {client}\r\n")
}

#[test]
fn a_report_holds_what_is_wrong_and_nothing_of_who_says_so() {
    let (server, memory) = start();
    let answer = send(
        &server,
        "nature=horaires&texte=Ferm%C3%A9+le+lundi.%0D%0AOuvert+mardi.",
        &from("198.51.100.1"),
    );
    assert_eq!(answer.status, 303, "{}", answer.head);
    let thanks = answer.header("location").unwrap().to_owned();
    assert_eq!(server.get(&thanks).status, 200);
    let kept = memory.0.lock().unwrap();
    assert_eq!(
        kept.as_slice(),
        [Report {
            venue: fixture::id(1),
            edition: portee_domain::EditionNumber(1),
            kind: ReportKind::Hours,
            text: "Fermé le lundi.\nOuvert mardi.".into(),
            day: chrono::NaiveDate::from_ymd_opt(2026, 11, 23).unwrap(),
        }]
    );
    let line = serde_json::to_string(&kept[0]).unwrap();
    assert!(!line.contains("198.51"), "{line}");
}

#[test]
fn the_sixth_report_of_a_household_waits_an_hour_and_others_do_not() {
    let (server, memory) = start();
    for _ in 0..5 {
        assert_eq!(send(&server, "nature=autre", &from("198.51.100.1")).status, 303);
    }
    let sixth = send(&server, "nature=autre", &from("198.51.100.1"));
    assert_eq!(sixth.status, 429);
    assert_eq!(sixth.header("retry-after"), Some("3601"));
    assert!(String::from_utf8_lossy(&sixth.body).contains("Réessayez dans une heure"));
    assert_eq!(send(&server, "nature=autre", &from("198.51.100.2")).status, 303);
    assert_eq!(send(&server, "nature=autre", "").status, 303, "no proxy");
    assert_eq!(memory.0.lock().unwrap().len(), 7);
}

#[test]
fn a_form_of_another_site_is_refused_and_counts_for_nothing() {
    let (server, memory) = start();
    for headers in [
        "sec-fetch-site: cross-site\r\n",
        "origin: https://evilportee.example\r\n",
        "origin: null\r\n",
    ] {
        assert_eq!(send(&server, "nature=autre", headers).status, 403, "{headers}");
    }
    let ours = "sec-fetch-site: same-origin\r\norigin: http://portee.example\r\n";
    assert_eq!(send(&server, "nature=autre", ours).status, 303);
    assert_eq!(memory.0.lock().unwrap().len(), 1);
}

#[test]
fn when_no_more_can_be_kept_the_visitor_is_told() {
    let (server, _memory) = start();
    let answers = (1..=21).map(|client| send(&server, "nature=ferme", &from(&format!("198.51.100.{client}"))).status);
    let answers: Vec<u16> = answers.collect();
    assert!(answers[..20].iter().all(|status| *status == 303), "{answers:?}");
    assert_eq!(answers[20], 503);
}

#[test]
fn what_is_no_form_is_refused() {
    let (server, memory) = start();
    for form in [
        "",
        "nature=",
        "nature=rien",
        "nature=autre&nature=autre",
        "nature=autre&nom=moi",
        "nature=autre&texte=%ff",
    ] {
        assert_eq!(send(&server, form, "").status, 400, "{form}");
    }
    let huge = format!("nature=autre&texte={}", "a".repeat(20_000));
    assert_eq!(send(&server, &huge, "").status, 413);
    assert!(memory.0.lock().unwrap().is_empty());
}
