//! The folder of dumps: a folder for each edition, whole or absent.

use crate::api::exports::Form;
use portee_directory::EditionStamp;
use portee_domain::EditionNumber;
use sha2::{Digest, Sha256};
use std::{
    fmt::Write,
    fs, io,
    path::{Path, PathBuf},
};

/// The list of files and their SHA-256, as `sha256sum --check` reads it.
pub(crate) const SUMS: &str = "SHA256SUMS";
/// The end of the name of a folder that is being filled.
const PARTIAL: &str = "partial";

/// Where the dumps of all editions are.
#[derive(Debug, Clone)]
pub(super) struct Folder(PathBuf);

/// The files of an edition.
#[derive(Debug, Clone)]
pub(crate) struct Dump {
    /// Where they are.
    folder: PathBuf,
    /// What they are.
    pub(crate) files: Vec<File>,
}

/// A file of a dump.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct File {
    /// `lieux.csv`.
    pub(crate) name: String,
    /// None for the list of sums.
    pub(crate) form: Option<Form>,
    /// Its length.
    pub(crate) bytes: u64,
    /// Its SHA-256.
    pub(crate) sha256: [u8; 32],
}

impl File {
    fn of(name: &str, content: &[u8]) -> Self {
        Self {
            name: name.to_owned(),
            form: Form::ALL.into_iter().find(|form| name == file_name(*form)),
            bytes: content.len() as u64,
            sha256: Sha256::digest(content).into(),
        }
    }

    /// Its SHA-256 in hexadecimal.
    pub(crate) fn hexadecimal(&self) -> String {
        hexadecimal(&self.sha256)
    }
}

impl Dump {
    /// One of its files, and where it is.
    pub(crate) fn file(&self, name: &str) -> Option<(&File, PathBuf)> {
        let file = self.files.iter().find(|file| file.name == name)?;
        Some((file, self.folder.join(&file.name)))
    }
}

fn file_name(form: Form) -> String {
    format!("lieux{}", form.ending())
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(64), |mut text, byte| {
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

impl Folder {
    pub(super) fn new(path: PathBuf) -> Self {
        Self(path)
    }

    /// The dump of exactly this edition.
    pub(super) fn of(&self, stamp: &EditionStamp) -> Option<Dump> {
        read(self.0.join(name_of(stamp)))
    }

    /// The dump of the edition of this number.
    pub(super) fn find(&self, number: EditionNumber) -> Option<Dump> {
        let folders = self.folders().into_iter();
        let (_, path) = folders.filter(|(of, path)| *of == number && !is_partial(path)).max()?;
        read(path)
    }

    /// Removes the files of an edition when one of them is missing or is not what was written, so that they are made again. Reads
    /// them all, which takes a fraction of a second.
    pub(super) fn verify(&self, stamp: &EditionStamp) {
        let path = self.0.join(name_of(stamp));
        if path.exists() && !is_sound(&path) {
            tracing::warn!(edition = %stamp.number, "the files of the edition are damaged: they are made again");
            // What cannot be removed stays, and making them says why it fails.
            let _ = fs::remove_dir_all(&path);
        }
    }

    /// Writes all files of an edition. They appear together.
    ///
    /// # Errors
    /// What went wrong, for the log.
    pub(super) fn make(
        &self,
        stamp: &EditionStamp,
        write: impl Fn(Form) -> Result<Vec<u8>, String>,
    ) -> Result<Dump, String> {
        let path = self.0.join(name_of(stamp));
        let partial = self
            .0
            .join(format!("{}.{}.{PARTIAL}", name_of(stamp), std::process::id()));
        let made = fill(&partial, write).and_then(|()| {
            fs::rename(&partial, &path).or_else(|error| {
                // Another process made the same meanwhile: one is as good as the other.
                if path.join(SUMS).exists() {
                    Ok(())
                } else {
                    Err(error.to_string())
                }
            })
        });
        // Gone when all went well; what cannot be removed now is removed by the next pruning.
        let _ = fs::remove_dir_all(&partial);
        made?;
        read(path).ok_or_else(|| "the files are not as they were written".to_owned())
    }

    /// Removes the dumps of other editions, and what a process that died has left.
    pub(super) fn prune(&self, kept: &[EditionNumber]) {
        for (number, path) in self.folders() {
            let dead = is_partial(&path) && !belongs_to_the_living(&path);
            if (dead || !kept.contains(&number))
                && let Err(error) = fs::remove_dir_all(&path)
            {
                tracing::warn!(path = %path.display(), %error, "files of an old edition could not be removed");
            }
        }
    }

    /// What is there: of which edition, and where.
    fn folders(&self) -> Vec<(EditionNumber, PathBuf)> {
        let entries = fs::read_dir(&self.0).into_iter().flatten().flatten();
        let numbered = entries.filter_map(|entry| {
            let name = entry.file_name().into_string().ok()?;
            let number = name.split_once('-')?.0.parse().ok()?;
            Some((EditionNumber(number), entry.path()))
        });
        numbered.collect()
    }
}

/// Whether every file is there and is what was written.
fn is_sound(folder: &Path) -> bool {
    let same = |file: &File| {
        let content = fs::read(folder.join(&file.name));
        content.is_ok_and(|content| File::of(&file.name, &content) == *file)
    };
    read(folder.to_owned()).is_some_and(|dump| dump.files.len() == 1 + Form::ALL.len() && dump.files.iter().all(same))
}

fn is_partial(path: &Path) -> bool {
    path.extension().is_some_and(|end| end == PARTIAL)
}

/// Whether the process that fills a folder may still be there.
fn belongs_to_the_living(partial: &Path) -> bool {
    let id = partial
        .file_stem()
        .and_then(|stem| Path::new(stem).extension()?.to_str());
    id.is_some_and(|id| Path::new("/proc").join(id).exists())
}

/// `000012-9f86d081884c`: a number may be given twice when someone begins anew, a checksum is not.
fn name_of(stamp: &EditionStamp) -> String {
    let letters = stamp.checksum.chars().filter(char::is_ascii_alphanumeric);
    format!("{:06}-{}", stamp.number.0, letters.take(12).collect::<String>())
}

fn fill(folder: &Path, write: impl Fn(Form) -> Result<Vec<u8>, String>) -> Result<(), String> {
    let failed = |error: io::Error| error.to_string();
    fs::create_dir_all(folder).map_err(failed)?;
    let mut sums = String::new();
    for form in Form::ALL {
        let (name, content) = (file_name(form), write(form)?);
        let file = File::of(&name, &content);
        // Writing to a String cannot fail.
        let _ = writeln!(sums, "{}  {name}", file.hexadecimal());
        fs::write(folder.join(name), content).map_err(failed)?;
    }
    fs::write(folder.join(SUMS), sums).map_err(failed)
}

/// What a folder holds, by its list of sums; none when something is missing.
fn read(folder: PathBuf) -> Option<Dump> {
    let sums = fs::read_to_string(folder.join(SUMS)).ok()?;
    let mut files = vec![File::of(SUMS, sums.as_bytes())];
    for line in sums.lines() {
        let (sum, name) = line.split_once("  ")?;
        let form = Form::ALL.into_iter().find(|form| name == file_name(*form))?;
        let mut sha256 = [0; 32];
        for (byte, digits) in sha256.iter_mut().zip(sum.as_bytes().chunks(2)) {
            *byte = u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()?;
        }
        files.push(File {
            name: name.to_owned(),
            form: Some(form),
            bytes: fs::metadata(folder.join(name)).ok()?.len(),
            sha256,
        });
    }
    Some(Dump { folder, files })
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::DateTime;

    fn stamp(number: u32, checksum: &str) -> EditionStamp {
        EditionStamp {
            number: EditionNumber(number),
            created_at: DateTime::UNIX_EPOCH,
            checksum: checksum.into(),
        }
    }

    fn content(form: Form) -> Vec<u8> {
        form.ending().as_bytes().to_vec()
    }

    #[test]
    fn the_files_of_an_edition_are_there_together_or_not_at_all() {
        let var = tempfile::tempdir().unwrap();
        let folder = Folder::new(var.path().join("fichiers"));
        assert!(folder.find(EditionNumber(1)).is_none());
        let last_fails = |form| match form {
            Form::Parquet => Err("no room".to_owned()),
            other => Ok(content(other)),
        };
        folder.make(&stamp(1, "abc"), last_fails).unwrap_err();
        assert!(folder.of(&stamp(1, "abc")).is_none());
        assert_eq!(folder.folders(), []);

        let made = folder.make(&stamp(1, "abc"), |form| Ok(content(form))).unwrap();
        assert_eq!(made.files.len(), 1 + Form::ALL.len());
        let (file, path) = made.file("lieux.gpkg").unwrap();
        assert_eq!((fs::read(path).unwrap(), file.bytes), (b".gpkg".to_vec(), 5));
        assert!(made.file("../000001-abc/lieux.gpkg").is_none());
        // Made again, by another process: the same.
        assert_eq!(
            folder.make(&stamp(1, "abc"), |form| Ok(content(form))).unwrap().files,
            made.files
        );
        // Another edition of the same number, after someone began anew, is not taken for this one.
        assert!(folder.of(&stamp(1, "def")).is_none());
    }

    #[test]
    fn files_that_were_cut_short_or_changed_are_removed_to_be_made_again() {
        let var = tempfile::tempdir().unwrap();
        let folder = Folder::new(var.path().to_owned());
        let one = stamp(1, "abc");
        for damage in [b"".as_slice(), b".gpk", b".gpkx", b".gpkg and more"] {
            let made = folder.make(&one, |form| Ok(content(form))).unwrap();
            folder.verify(&one);
            assert!(folder.of(&one).is_some(), "sound files stay");
            fs::write(made.folder.join("lieux.gpkg"), damage).unwrap();
            folder.verify(&one);
            assert!(folder.of(&one).is_none(), "{damage:?}");
        }
        // So are those whose list of sums is.
        for sums in ["", "00", "zz  lieux.gpkg\n", "00  ../lieux.gpkg\n"] {
            let made = folder.make(&one, |form| Ok(content(form))).unwrap();
            fs::write(made.folder.join(SUMS), sums).unwrap();
            folder.verify(&one);
            assert!(folder.of(&one).is_none() && !made.folder.exists(), "{sums:?}");
        }
    }

    #[test]
    fn files_go_with_their_edition_and_with_whoever_died_while_writing() {
        let var = tempfile::tempdir().unwrap();
        let folder = Folder::new(var.path().to_owned());
        for number in 1..=3 {
            folder.make(&stamp(number, "abc"), |form| Ok(content(form))).unwrap();
        }
        // No process has this number.
        let dead = var.path().join("000003-abc.4294967295.partial");
        fs::create_dir(&dead).unwrap();
        fs::create_dir(var.path().join("travail")).unwrap();
        let left = |number| folder.find(EditionNumber(number)).is_some();
        assert!(left(3), "a folder that is being filled hides none");
        folder.prune(&[EditionNumber(2), EditionNumber(3)]);
        assert_eq!([left(1), left(2), left(3)], [false, true, true]);
        assert!(!dead.exists() && var.path().join("travail").exists());
    }
}
