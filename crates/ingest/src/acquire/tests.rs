//! The whole way of a source, against a real server of this machine.

use super::*;
use chrono::{DateTime, Utc};
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

const QUIET: Progress<'static> = &|_, _, _| ();

type Answer = Arc<dyn Fn(&str, &mut TcpStream) + Send + Sync>;

/// A server that answers each request, given its head, with `answer`.
struct Server {
    authority: String,
    requests: Arc<AtomicUsize>,
    heads: Arc<Mutex<Vec<String>>>,
}

fn serve(answer: impl Fn(&str, &mut TcpStream) + Send + Sync + 'static) -> Server {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let authority = listener.local_addr().unwrap().to_string();
    let (requests, heads) = (Arc::new(AtomicUsize::new(0)), Arc::new(Mutex::new(Vec::new())));
    let (count, log, answer) = (Arc::clone(&requests), Arc::clone(&heads), Arc::new(answer) as Answer);
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let (mut stream, answer) = (stream.unwrap(), Arc::clone(&answer));
            let (count, log) = (Arc::clone(&count), Arc::clone(&log));
            std::thread::spawn(move || {
                let mut head = Vec::new();
                let mut byte = [0_u8];
                while !head.ends_with(b"\r\n\r\n") && stream.read(&mut byte).unwrap_or(0) == 1 {
                    head.push(byte[0]);
                }
                count.fetch_add(1, Ordering::SeqCst);
                let head = String::from_utf8_lossy(&head).into_owned();
                log.lock().unwrap().push(head.clone());
                answer(&head, &mut stream);
            });
        }
    });
    Server {
        authority,
        requests,
        heads,
    }
}

fn ok(stream: &mut TcpStream, body: &str) {
    let length = body.len();
    let head =
        format!("HTTP/1.1 200 OK\r\ncontent-length: {length}\r\nlast-modified: Thu, 01 Aug 2024 10:00:00 GMT\r\n");
    let _ = stream.write_all(format!("{head}connection: close\r\n\r\n{body}").as_bytes());
}

fn answer(stream: &mut TcpStream, text: &str) {
    let _ = stream.write_all(text.as_bytes());
}

fn definition(url: &str, more: &str) -> SourceDefinition {
    let text = format!(
        "name = \"Essai\"\nlicence = \"L\"\nproducer = \"P\"\npage = \"https://a.fr\"\npriority = 1\n\
         [file]\nformat = \"json\"\nurl = \"https://a.fr\"\ndata_paths = [\"essai.json\"]\n{more}"
    );
    let mut definition = SourceDefinition::parse("essai.toml", &text).unwrap();
    definition.file.url = Some(url.to_owned());
    definition
}

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

struct Setting {
    var: tempfile::TempDir,
    registry: Registry,
    hosts: Hosts,
    now: DateTime<Utc>,
}

impl Setting {
    fn new(server: &Server) -> Self {
        Self {
            var: tempfile::tempdir().unwrap(),
            registry: Registry::default(),
            hosts: Hosts::builtin().unwrap().with_plain(&server.authority),
            now: at("2026-11-22T10:00:00Z"),
        }
    }

    fn options(&self) -> Options<'_> {
        let mut options = Options::new(&self.registry, self.var.path(), &self.hosts, self.now);
        options.offline = false;
        options.limits = Limits {
            connect: Duration::from_millis(500),
            answer: Duration::from_millis(700),
            total: Duration::from_millis(1_500),
            size: 100_000,
        };
        options
    }

    fn kept(&self) -> Vec<PathBuf> {
        std::fs::read_dir(self.var.path())
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .collect()
    }
}

fn got(definition: SourceDefinition, options: &Options<'_>) -> Acquired {
    match sources(vec![definition], options, QUIET).pop() {
        Some(Outcome::Got(acquired)) => *acquired,
        other => panic!("{other:?}"),
    }
}

fn refused(definition: SourceDefinition, options: &Options<'_>) -> String {
    match sources(vec![definition], options, QUIET).pop() {
        Some(Outcome::Missing(missing)) => {
            assert_eq!(missing.name, "Essai");
            missing.reason
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_download_is_kept_with_its_date_and_not_asked_again_for_some_hours() {
    let server = serve(|_, stream| ok(stream, r#"[{"nom":"A"}]"#));
    let setting = Setting::new(&server);
    let definition = definition(&format!("http://{}/f.json", server.authority), "");
    let first = got(definition.clone(), &setting.options());
    assert_eq!(first.data_date, Some("2024-08-01".parse().unwrap()));
    let again = got(definition.clone(), &setting.options());
    assert_eq!((again.bytes, again.sha256), (first.bytes, first.sha256));
    assert!(again.origin.contains("copie du 2026-11-22"), "{}", again.origin);
    assert_eq!(server.requests.load(Ordering::SeqCst), 1);

    let mut options = setting.options();
    options.refresh = true;
    let _ = got(definition.clone(), &options);
    options.refresh = false;
    options.now = at("2026-11-24T10:00:00Z");
    let _ = got(definition, &options);
    assert_eq!(server.requests.load(Ordering::SeqCst), 3);
}

#[test]
fn an_address_that_fails_later_leaves_the_kept_copy_with_its_age() {
    let good = Arc::new(AtomicUsize::new(1));
    let switch = Arc::clone(&good);
    let server = serve(move |_, stream| {
        if switch.load(Ordering::SeqCst) == 1 {
            ok(stream, r#"[{"nom":"A"}]"#);
        } else {
            answer(
                stream,
                "HTTP/1.1 503 Service Unavailable\r\ncontent-length: 0\r\nconnection: close\r\n\r\n",
            );
        }
    });
    let setting = Setting::new(&server);
    let definition = definition(&format!("http://{}/f.json", server.authority), "");
    let _ = got(definition.clone(), &setting.options());
    good.store(0, Ordering::SeqCst);
    let mut options = setting.options();
    options.now = at("2026-12-22T10:00:00Z");
    let old = got(definition.clone(), &options);
    assert!(
        old.origin.contains("503") && old.origin.contains("copie du 2026-11-22"),
        "{}",
        old.origin
    );

    // A copy that was damaged since is not used.
    let data = setting
        .kept()
        .into_iter()
        .find(|path| path.extension().unwrap() == "json")
        .unwrap();
    std::fs::write(data, b"[]").unwrap();
    assert!(refused(definition, &options).contains("503"));
}

#[test]
fn a_cut_transfer_is_noticed_and_nothing_is_kept() {
    let server = serve(|_, stream| {
        answer(
            stream,
            "HTTP/1.1 200 OK\r\ncontent-length: 500\r\n\r\n[{\"nom\":\"A\"}]",
        );
    });
    let setting = Setting::new(&server);
    let reason = refused(
        definition(&format!("http://{}/", server.authority), ""),
        &setting.options(),
    );
    assert!(reason.contains("coupé"), "{reason}");
    assert!(setting.kept().is_empty());
}

#[test]
fn a_file_that_is_too_large_is_refused_announced_or_not() {
    for announced in [true, false] {
        let server = serve(move |_, stream| {
            let head = if announced { "content-length: 100000000\r\n" } else { "" };
            answer(stream, &format!("HTTP/1.1 200 OK\r\n{head}connection: close\r\n\r\n"));
            while stream.write_all(&[b' '; 10_000]).is_ok() {}
        });
        let setting = Setting::new(&server);
        let reason = refused(
            definition(&format!("http://{}/", server.authority), ""),
            &setting.options(),
        );
        assert!(reason.contains("dépasse"), "{reason}");
    }
}

#[test]
fn a_redirection_is_followed_to_an_allowed_host_only() {
    let server = serve(|head, stream| {
        let to = if head.starts_with("GET /loin") {
            "https://example.com/f.json"
        } else {
            "/f.json"
        };
        if head.starts_with("GET /f.json") {
            ok(stream, r#"[{"nom":"A"}]"#);
        } else {
            answer(
                stream,
                &format!("HTTP/1.1 302 Found\r\nlocation: {to}\r\ncontent-length: 0\r\n\r\n"),
            );
        }
    });
    let setting = Setting::new(&server);
    let _ = got(
        definition(&format!("http://{}/pres", server.authority), ""),
        &setting.options(),
    );
    let reason = refused(
        definition(&format!("http://{}/loin", server.authority), ""),
        &setting.options(),
    );
    assert!(reason.contains("example.com n'est pas un hôte autorisé"), "{reason}");
}

#[test]
fn redirections_in_a_circle_end() {
    let server = serve(|_, stream| {
        answer(
            stream,
            "HTTP/1.1 302 Found\r\nlocation: /encore\r\ncontent-length: 0\r\nconnection: close\r\n\r\n",
        );
    });
    let setting = Setting::new(&server);
    let reason = refused(
        definition(&format!("http://{}/", server.authority), ""),
        &setting.options(),
    );
    assert!(reason.contains("redirections"), "{reason}");
}

#[test]
fn a_silent_or_slow_server_costs_a_bounded_time() {
    let silent = serve(|_, _| std::thread::sleep(Duration::from_secs(20)));
    let slow = serve(|_, stream| {
        answer(stream, "HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n");
        while stream.write_all(b" ").is_ok() {
            std::thread::sleep(Duration::from_millis(100));
        }
    });
    for server in [silent, slow] {
        let setting = Setting::new(&server);
        let start = Instant::now();
        let reason = refused(
            definition(&format!("http://{}/", server.authority), ""),
            &setting.options(),
        );
        assert!(start.elapsed() < Duration::from_secs(4), "{:?}", start.elapsed());
        assert!(
            reason.contains("ne répond pas") || reason.contains("a duré"),
            "{reason}"
        );
    }
}

#[test]
fn an_absent_file_and_an_error_page_are_refused() {
    let gone = serve(|_, stream| answer(stream, "HTTP/1.1 404 Not Found\r\ncontent-length: 2\r\n\r\nno"));
    let page = serve(|_, stream| ok(stream, "<!doctype html><p>Maintenance"));
    let empty = serve(|_, stream| ok(stream, "[]"));
    let other = serve(|_, stream| ok(stream, r#"[{"title":"A"}]"#));
    for (server, word) in [(gone, "404"), (page, "page web"), (empty, "vide"), (other, "colonnes")] {
        let setting = Setting::new(&server);
        let reason = refused(
            definition(&format!("http://{}/", server.authority), ""),
            &setting.options(),
        );
        assert!(reason.contains(word), "{reason}");
        assert!(setting.kept().is_empty());
    }
}

#[test]
fn a_port_where_nobody_listens_is_a_reason() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let authority = listener.local_addr().unwrap().to_string();
    drop(listener);
    let server = serve(|_, _| ());
    let mut setting = Setting::new(&server);
    setting.hosts = setting.hosts.with_plain(&authority);
    let reason = refused(definition(&format!("http://{authority}/"), ""), &setting.options());
    assert!(reason.contains("n'est pas joignable"), "{reason}");
}

const PAGING: &str = "personal = [\"mediateurs\"]\n[file.paging]\nlimit = 2\norder = \"id\"\n";

#[test]
fn a_table_is_read_to_its_last_page_and_people_are_left_out() {
    let server = serve(|head, stream| {
        // This server never gives more than one row, whatever is asked.
        let body = match () {
            () if head.contains("offset=0 ") => r#"[{"id":"1","nom":"A","mediateurs":[{"nom":"Une Personne"}]}]"#,
            () if head.contains("offset=1 ") => r#"[{"id":"2","mediateurs":[]}]"#,
            () => "[]",
        };
        ok(stream, body);
    });
    let setting = Setting::new(&server);
    let mut options = setting.options();
    options.carto_token = Some("secret");
    let acquired = got(
        definition(&format!("http://{}/carto", server.authority), PAGING),
        &options,
    );
    assert_eq!(acquired.decode().unwrap().rows(), 2);
    assert_eq!(acquired.data_date, Some("2026-11-22".parse().unwrap()));
    for path in setting.kept() {
        assert!(
            !std::fs::read_to_string(path).unwrap().contains("Personne"),
            "kept on disk"
        );
    }
    let heads = server.heads.lock().unwrap();
    assert_eq!(heads.len(), 3);
    assert!(
        heads
            .iter()
            .all(|head| head.to_lowercase().contains("authorization: bearer secret"))
    );
    assert!(
        heads[0].starts_with("GET /carto?order=id&limit=2&offset=0 "),
        "{}",
        heads[0]
    );
}

#[test]
fn a_table_that_wants_a_token_says_which_setting_gives_it() {
    let server = serve(|_, stream| answer(stream, "HTTP/1.1 401 Unauthorized\r\ncontent-length: 0\r\n\r\n"));
    let setting = Setting::new(&server);
    let reason = refused(
        definition(&format!("http://{}/", server.authority), PAGING),
        &setting.options(),
    );
    assert!(reason.contains("PORTEE_CARTO_TOKEN"), "{reason}");
}

#[test]
fn offline_asks_nothing_and_uses_what_was_kept() {
    let server = serve(|_, stream| ok(stream, r#"[{"nom":"A"}]"#));
    let setting = Setting::new(&server);
    let definition = definition(&format!("http://{}/", server.authority), "");
    let mut options = setting.options();
    options.offline = true;
    assert!(refused(definition.clone(), &options).contains("hors ligne"));
    assert_eq!(server.requests.load(Ordering::SeqCst), 0);
    options.offline = false;
    let _ = got(definition.clone(), &options);
    options.offline = true;
    options.now = at("2027-11-22T10:00:00Z");
    assert!(
        got(definition, &options)
            .origin
            .contains("hors ligne, copie du 2026-11-22")
    );
    assert_eq!(server.requests.load(Ordering::SeqCst), 1);
}

#[test]
fn the_folder_goes_before_the_address() {
    let server = serve(|_, stream| ok(stream, "[]"));
    let setting = Setting::new(&server);
    let data = tempfile::tempdir().unwrap();
    std::fs::write(data.path().join("essai.json"), r#"[{"nom":"du dossier"}]"#).unwrap();
    let mut options = setting.options();
    options.data_dir = Some(data.path());
    let acquired = got(definition(&format!("http://{}/", server.authority), ""), &options);
    assert_eq!(acquired.origin, "PORTEE_DATA/essai.json");
    assert_eq!(server.requests.load(Ordering::SeqCst), 0);
}

#[test]
fn a_source_that_is_nowhere_is_a_line_unless_it_is_optional() {
    let server = serve(|_, _| ());
    let setting = Setting::new(&server);
    let options = setting.options();
    let mut definition = definition("", "");
    definition.file.url = None;
    assert!(refused(definition.clone(), &options).contains("essai.json n'est pas dans PORTEE_DATA"));
    definition.optional = true;
    assert!(sources(vec![definition], &options, QUIET).is_empty());
}

fn archive(path: &Path, member: &str, bytes: &[u8]) {
    let gzip = flate2::write::GzEncoder::new(std::fs::File::create(path).unwrap(), flate2::Compression::fast());
    let mut tar = tar::Builder::new(gzip);
    let mut header = tar::Header::new_gnu();
    header.set_size(bytes.len() as u64);
    header.set_cksum();
    tar.append_data(&mut header, member, bytes).unwrap();
    tar.into_inner().unwrap().finish().unwrap();
}

#[test]
fn a_member_of_a_package_is_read_and_a_damaged_archive_is_told() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("p.tgz");
    archive(&path, "package/lieux.json", br#"[{"nom":"A"}]"#);
    let wanted = |member: &str| crate::source::PackageMember {
        name: "p".to_owned(),
        member: member.to_owned(),
    };
    assert_eq!(
        package::read(&path, &wanted("package/lieux.json")).unwrap(),
        br#"[{"nom":"A"}]"#
    );
    assert!(
        package::read(&path, &wanted("package/autre.json"))
            .unwrap_err()
            .contains("ne contient pas")
    );
    let bytes = std::fs::read(&path).unwrap();
    std::fs::write(&path, &bytes[..bytes.len() / 2]).unwrap();
    assert!(
        package::read(&path, &wanted("package/autre.json"))
            .unwrap_err()
            .contains("illisible")
    );
}

mod hostile;
