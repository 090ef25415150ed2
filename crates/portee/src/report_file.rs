//! Visitors' reports in one file, `reports.jsonl` of the working directory: a line each, added at the end.
//!
//! The server adds while the operator reads and forgets: whoever writes holds the lock of `reports.lock`.

use portee_server::{Report, Reports};
use serde::{Deserialize, Serialize};
use std::{
    fs::{File, OpenOptions},
    hash::{BuildHasher, RandomState},
    io::{self, Read, Write},
    path::{Path, PathBuf},
};

/// The file takes no more beyond this many bytes: some 5,000 long reports.
const LARGEST: u64 = 5_000_000;

/// A report and the name that the operator calls it by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Kept {
    /// Eight hexadecimal digits.
    pub(crate) id: String,
    /// What the visitor sent.
    #[serde(flatten)]
    pub(crate) report: Report,
}

/// The file of reports.
#[derive(Debug)]
pub(crate) struct ReportFile {
    path: PathBuf,
    largest: u64,
}

/// What the file holds.
#[derive(Debug, Default)]
pub(crate) struct Content {
    /// In the order they came.
    pub(crate) reports: Vec<Kept>,
    /// Lines that are no report: cut off by a full disk, or written by someone else.
    pub(crate) unreadable: usize,
}

impl ReportFile {
    /// The file of a working directory; it is made when the first report comes.
    pub(crate) fn of(var: &Path) -> Self {
        Self {
            path: var.join("reports.jsonl"),
            largest: LARGEST,
        }
    }

    /// What is kept.
    ///
    /// # Errors
    /// When the file is there and cannot be read.
    pub(crate) fn read(&self) -> io::Result<Content> {
        let mut bytes = Vec::new();
        match File::open(&self.path) {
            Ok(mut file) => file.read_to_end(&mut bytes)?,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Content::default()),
            Err(error) => return Err(error),
        };
        let mut content = Content::default();
        for line in bytes.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()) {
            match serde_json::from_slice(line) {
                Ok(kept) => content.reports.push(kept),
                Err(_) => content.unreadable += 1,
            }
        }
        Ok(content)
    }

    /// Removes a report for good; false when there is none of this name.
    ///
    /// # Errors
    /// When the disk refuses; the file is then as it was.
    pub(crate) fn forget(&self, id: &str) -> io::Result<bool> {
        let _held = self.lock()?;
        let content = self.read()?;
        if content.reports.iter().all(|kept| kept.id != id) {
            return Ok(false);
        }
        let mut left = Vec::new();
        for kept in content.reports.iter().filter(|kept| kept.id != id) {
            left.extend(line(kept)?);
        }
        let next = self.path.with_extension("jsonl.new");
        let mut file = File::create(&next)?;
        file.write_all(&left)?;
        file.sync_all()?;
        std::fs::rename(&next, &self.path)?;
        self.sync_folder()?;
        Ok(true)
    }

    /// Held until it is dropped.
    fn lock(&self) -> io::Result<File> {
        let path = self.path.with_extension("lock");
        let file = OpenOptions::new().create(true).truncate(false).write(true).open(path)?;
        file.lock()?;
        Ok(file)
    }

    /// So that the file's name is on the disk, too.
    fn sync_folder(&self) -> io::Result<()> {
        let folder = self.path.parent().filter(|folder| !folder.as_os_str().is_empty());
        File::open(folder.unwrap_or(Path::new(".")))?.sync_all()
    }
}

impl Reports for ReportFile {
    fn keep(&self, report: &Report) -> io::Result<()> {
        let kept = Kept {
            id: format!("{:08x}", RandomState::new().hash_one(&report.text) >> 32),
            report: report.clone(),
        };
        let line = line(&kept)?;
        let _held = self.lock()?;
        let is_new = !self.path.exists();
        let mut file = OpenOptions::new()
            .create(true)
            .read(true)
            .append(true)
            .open(&self.path)?;
        let length = file.metadata()?.len();
        if length + line.len() as u64 > self.largest {
            return Err(io::ErrorKind::StorageFull.into());
        }
        // A line that a full disk cut off ends here, so that it spoils no other.
        if length > 0 && !ends_with_line_end(&file, length)? {
            file.write_all(b"\n")?;
        }
        file.write_all(&line)?;
        file.sync_all()?;
        if is_new { self.sync_folder() } else { Ok(()) }
    }
}

fn ends_with_line_end(mut file: &File, length: u64) -> io::Result<bool> {
    let mut last = [0];
    io::Seek::seek(&mut file, io::SeekFrom::Start(length - 1))?;
    file.read_exact(&mut last)?;
    Ok(last == *b"\n")
}

fn line(kept: &Kept) -> io::Result<Vec<u8>> {
    let mut line = serde_json::to_vec(kept)?;
    line.push(b'\n');
    Ok(line)
}

#[cfg(test)]
mod tests {
    use super::*;
    use portee_domain::EditionNumber;
    use portee_server::ReportKind;

    fn report(text: &str) -> Report {
        Report {
            venue: "abcdefghijkl".parse().expect("an id"),
            edition: EditionNumber(3),
            kind: ReportKind::Hours,
            text: text.to_owned(),
            day: chrono::NaiveDate::from_ymd_opt(2026, 11, 22).expect("a day"),
        }
    }

    fn texts(file: &ReportFile) -> Vec<String> {
        let content = file.read().expect("readable");
        content.reports.into_iter().map(|kept| kept.report.text).collect()
    }

    #[test]
    fn what_is_kept_is_read_again_and_what_is_forgotten_is_gone_from_the_disk() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = ReportFile::of(folder.path());
        assert!(texts(&file).is_empty());
        for text in ["fermé\nle lundi", "canari", ""] {
            file.keep(&report(text)).expect("kept");
        }
        assert_eq!(texts(&file), ["fermé\nle lundi", "canari", ""]);
        let id = file.read().expect("readable").reports[1].id.clone();
        assert!(file.forget(&id).expect("forgotten"));
        assert!(!file.forget(&id).expect("nothing to forget"));
        assert_eq!(texts(&file), ["fermé\nle lundi", ""]);
        for entry in std::fs::read_dir(folder.path()).expect("a folder") {
            let text = std::fs::read(entry.expect("an entry").path()).expect("a file");
            assert!(!String::from_utf8_lossy(&text).contains("canari"));
        }
    }

    #[test]
    fn a_full_file_takes_no_more_and_loses_nothing() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = ReportFile {
            largest: 400,
            ..ReportFile::of(folder.path())
        };
        let results: Vec<_> = (0..6).map(|_| file.keep(&report("plein"))).collect();
        let taken = results.iter().filter(|result| result.is_ok()).count();
        assert!((1..6).contains(&taken), "{taken}");
        let refused = results.last().expect("six").as_ref().expect_err("full");
        assert_eq!(refused.kind(), io::ErrorKind::StorageFull);
        assert_eq!(texts(&file).len(), taken);
    }

    #[test]
    fn a_line_that_was_cut_off_spoils_no_other() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = ReportFile::of(folder.path());
        file.keep(&report("avant")).expect("kept");
        let mut bytes = std::fs::read(&file.path).expect("a file");
        bytes.extend_from_slice(b"{\"id\":\"0000");
        std::fs::write(&file.path, bytes).expect("written");
        file.keep(&report("apr\u{e8}s")).expect("kept");
        assert_eq!(texts(&file), ["avant", "après"]);
        assert_eq!(file.read().expect("readable").unreadable, 1);
    }

    #[test]
    fn many_at_once_lose_none() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = ReportFile::of(folder.path());
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| (0..10).for_each(|_| file.keep(&report("ensemble")).expect("kept")));
            }
        });
        assert_eq!(texts(&file).len(), 40);
    }
}
