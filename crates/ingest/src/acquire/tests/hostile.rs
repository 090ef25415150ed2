//! Servers and archives that wish us no good.

use super::*;
use flate2::{Compression, write::GzEncoder};

fn redirecting(to: &str) -> (String, usize) {
    let to = to.to_owned();
    let server = serve(move |head, stream| {
        if head.starts_with("GET /f.json") {
            answer(
                stream,
                &format!("HTTP/1.1 302 Found\r\nlocation: {to}\r\ncontent-length: 0\r\n\r\n"),
            );
        } else {
            ok(stream, r#"[{"nom":"A"}]"#);
        }
    });
    let setting = Setting::new(&server);
    let definition = definition(&format!("http://{}/f.json", server.authority), "");
    let reason = refused(definition, &setting.options());
    (reason, server.requests.load(Ordering::SeqCst))
}

#[test]
fn no_redirection_leads_to_this_machine_its_network_another_scheme_or_another_host() {
    // Somebody does listen there: what must not happen is that it is asked.
    let inside = serve(|_, stream| ok(stream, r#"[{"nom":"secret"}]"#));
    let port = inside.authority.rsplit(':').next().unwrap().to_owned();
    for to in [
        format!("http://{}/x", inside.authority),
        format!("http://localhost:{port}/x"),
        format!("http://[::1]:{port}/x"),
        format!("http://0.0.0.0:{port}/x"),
        format!("http://2130706433:{port}/x"),
        format!("http://127.1:{port}/x"),
        format!("//127.0.0.1:{port}/x"),
        format!("http://www.data.gouv.fr@127.0.0.1:{port}/x"),
        format!("http://127.0.0.1:{port}#@www.data.gouv.fr/x"),
        format!("http://127.0.0.1.nip.io:{port}/x"),
        "http://169.254.169.254/latest/meta-data/".to_owned(),
        "https://169.254.169.254/latest/meta-data/".to_owned(),
        "https://10.0.0.1/x".to_owned(),
        "https://[fd00::1]/x".to_owned(),
        "http://www.data.gouv.fr/x".to_owned(),
        "https://www.data.gouv.fr:22/x".to_owned(),
        "https://moi:secret@www.data.gouv.fr/x".to_owned(),
        "https://www.data.gouv.fr.exemple.org/x".to_owned(),
        "file:///etc/passwd".to_owned(),
        "ftp://www.data.gouv.fr/x".to_owned(),
        "gopher://127.0.0.1:70/x".to_owned(),
        "data:application/json,[]".to_owned(),
        "\\\\127.0.0.1\\x".to_owned(),
        "relatif.json".to_owned(),
    ] {
        let (reason, requests) = redirecting(&to);
        assert!(reason.contains("redirection"), "{to}: {reason}");
        assert_eq!(requests, 1, "{to}");
    }
    assert_eq!(inside.requests.load(Ordering::SeqCst), 0);
}

#[test]
fn an_answer_that_swells_when_it_is_unpacked_is_given_up_at_the_limit() {
    let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
    let zeros = vec![b' '; 1 << 20];
    for _ in 0..64 {
        gzip.write_all(&zeros).unwrap();
    }
    let bomb = gzip.finish().unwrap();
    assert!(bomb.len() < 100_000, "it is small on the way");
    let server = serve(move |_, stream| {
        let length = bomb.len();
        answer(
            stream,
            &format!("HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: {length}\r\n\r\n"),
        );
        let _ = stream.write_all(&bomb);
    });
    let setting = Setting::new(&server);
    let reason = refused(
        definition(&format!("http://{}/", server.authority), ""),
        &setting.options(),
    );
    assert!(reason.contains("dépasse"), "{reason}");
    assert!(setting.kept().is_empty());
}

#[test]
fn a_head_that_never_ends_or_is_no_head_is_a_reason() {
    for words in ["x-long: aaaaaaaaaaaaaaaa\r\n", "\0\0\0\0", "HTTP/1.1 200 OK\r\n"] {
        let server = serve(move |_, stream| {
            answer(stream, "HTTP/1.1 200 OK\r\n");
            while stream.write_all(words.repeat(100).as_bytes()).is_ok() {}
        });
        let setting = Setting::new(&server);
        let reason = refused(
            definition(&format!("http://{}/", server.authority), ""),
            &setting.options(),
        );
        assert!(!reason.is_empty() && !reason.contains('\n'), "{reason}");
    }
}

/// A `.tgz` whose entries have these names, kinds and contents, as they are: the usual writer refuses such names.
fn crooked(path: &Path, entries: &[(&str, tar::EntryType, &[u8])]) {
    let gzip = GzEncoder::new(std::fs::File::create(path).unwrap(), Compression::fast());
    let mut tar = tar::Builder::new(gzip);
    for (name, kind, bytes) in entries {
        let mut header = tar::Header::new_gnu();
        header.as_gnu_mut().unwrap().name[..name.len()].copy_from_slice(name.as_bytes());
        header.set_entry_type(*kind);
        if !kind.is_file() {
            header.set_link_name("/etc/passwd").unwrap();
        }
        header.set_size(bytes.len() as u64);
        header.set_cksum();
        tar.append(&header, *bytes).unwrap();
    }
    tar.into_inner().unwrap().finish().unwrap();
}

#[test]
fn an_archive_writes_nowhere_and_a_link_in_it_leads_nowhere() {
    let dir = tempfile::tempdir().unwrap();
    let inner = dir.path().join("dedans");
    std::fs::create_dir(&inner).unwrap();
    let path = inner.join("p.tgz");
    let wanted = crate::source::PackageMember {
        name: "p".to_owned(),
        member: "package/lieux.json".to_owned(),
    };
    let file = tar::EntryType::Regular;
    // An address from the root, that would be seen below.
    let absolute = dir.path().join("dehors-aussi.json");
    crooked(
        &path,
        &[
            ("../dehors.json", file, b"[]"),
            (absolute.to_str().unwrap(), file, b"[]"),
            ("package/../../dehors.json", file, b"[]"),
            ("package/lieux.json", tar::EntryType::Symlink, b""),
        ],
    );
    let read = package::read(&path, &wanted).unwrap_err();
    assert!(read.contains("lieux.json"), "{read}");
    crooked(&path, &[("package/lieux.json", tar::EntryType::Link, b"")]);
    assert!(package::read(&path, &wanted).is_err());
    let left: Vec<_> = std::fs::read_dir(dir.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .collect();
    assert_eq!(left, ["dedans"], "nothing was unpacked");
    assert_eq!(std::fs::read_dir(&inner).unwrap().count(), 1);
}

#[test]
fn an_archive_that_swells_is_given_up_at_the_limit() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("p.tgz");
    let wanted = crate::source::PackageMember {
        name: "p".to_owned(),
        member: "package/lieux.json".to_owned(),
    };
    for (name, word) in [
        ("package/lieux.json", "trop grosse"),
        ("package/autre.json", "illisible"),
    ] {
        let gzip = GzEncoder::new(std::fs::File::create(&path).unwrap(), Compression::fast());
        let mut tar = tar::Builder::new(gzip);
        let mut header = tar::Header::new_gnu();
        header.set_size(4 << 20);
        header.set_mode(0o644);
        tar.append_data(&mut header, name, std::io::repeat(b' ').take(4 << 20))
            .unwrap();
        tar.into_inner().unwrap().finish().unwrap();
        assert!(std::fs::metadata(&path).unwrap().len() < 100_000, "it is small on disk");
        let reason = package::read_within(1 << 20, &path, &wanted).unwrap_err();
        assert!(reason.contains(word), "{name}: {reason}");
    }
}
