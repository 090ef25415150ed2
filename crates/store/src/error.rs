//! What can stop the store. Each message is one French sentence that an operator can act on.

use portee_domain::EditionNumber;
use std::io;
use std::path::{Path, PathBuf};

/// What can stop the store. None of them touches the published edition.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The place for editions exists and is not a folder.
    #[error("« {} » n'est pas un dossier : indiquez-en un autre pour les éditions (PORTEE_VAR).", .0.display())]
    NotAFolder(PathBuf),
    /// A file cannot be written.
    #[error("Impossible d'écrire « {} » : {reason}.", path.display())]
    Write {
        /// The file or folder.
        path: PathBuf,
        /// Why and what to do, in French.
        reason: String,
    },
    /// A file cannot be read.
    #[error("Impossible de lire « {} » : {reason}.", path.display())]
    Read {
        /// The file or folder.
        path: PathBuf,
        /// Why, in French.
        reason: String,
    },
    /// Another process is writing.
    #[error("Une autre commande écrit dans {0} : attendez qu'elle ait fini, puis recommencez.")]
    Busy(String),
    /// What was read is not what was written.
    #[error("{what} est endommagé ({detail}) : {advice}.")]
    Damaged {
        /// The file, or the edition in the database.
        what: String,
        /// What is wrong with it.
        detail: String,
        /// What to do.
        advice: &'static str,
    },
    /// No edition has this number.
    #[error("L'édition {0} n'existe pas : « portee editions » donne la liste.")]
    NoSuchEdition(EditionNumber),
    /// There is no edition to go back to.
    #[error("Aucune édition n'a été publiée avant celle-ci : il n'y a rien à quoi revenir.")]
    NothingBefore,
    /// A value that neither engine can keep.
    #[error("Le champ « {column} » de {place} contient {reason}.")]
    Unstorable {
        /// The column.
        column: &'static str,
        /// The table and the row in it, from 1.
        place: String,
        /// What it is, in French.
        reason: &'static str,
    },
    /// `DATABASE_URL` cannot be read. It is not repeated: it may hold a password.
    #[error("DATABASE_URL n'est pas une adresse PostgreSQL (postgres://utilisateur:motdepasse@hôte:5432/base).")]
    BadAddress,
    /// The database does not answer.
    #[error("La base de données {server} ne répond pas : {reason}.")]
    Unreachable {
        /// Host, port and name, without user or password.
        server: String,
        /// Why, in French where we know it.
        reason: String,
    },
    /// The database answers with a refusal.
    #[error("La base de données {server} a refusé : {reason}.")]
    Refused {
        /// Host, port and name, without user or password.
        server: String,
        /// Why, in French where we know it.
        reason: String,
    },
}

/// What to do with an edition that is damaged.
pub(crate) const REPAIR: &str =
    "si c'est l'édition en service, revenez à la précédente (portee rollback) ; sinon, refaites-en une (portee ingest)";

impl StoreError {
    /// A failure to write `path`.
    pub(crate) fn write(path: &Path, error: &io::Error) -> Self {
        Self::Write {
            path: path.to_owned(),
            reason: io_reason(error),
        }
    }

    /// A failure to read `path`.
    pub(crate) fn read(path: &Path, error: &io::Error) -> Self {
        Self::Read {
            path: path.to_owned(),
            reason: io_reason(error),
        }
    }

    /// An edition, or its file, that is not what was written.
    pub(crate) fn damaged(what: impl Into<String>, detail: impl Into<String>) -> Self {
        Self::Damaged {
            what: what.into(),
            detail: portee_domain::printable(&detail.into()),
            advice: REPAIR,
        }
    }

    /// Whether trying again later, without changing anything, may succeed.
    #[must_use]
    pub fn is_passing(&self) -> bool {
        matches!(self, Self::Busy(_) | Self::Unreachable { .. })
    }
}

/// The reason of an I/O failure, with the remedy where there is a usual one.
fn io_reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
            "le disque est plein, libérez de la place et recommencez".to_owned()
        }
        io::ErrorKind::PermissionDenied => {
            "vous n'en avez pas le droit, vérifiez à qui appartient ce dossier".to_owned()
        }
        io::ErrorKind::ReadOnlyFilesystem => "ce disque est en lecture seule".to_owned(),
        io::ErrorKind::NotFound => "il n'existe pas".to_owned(),
        io::ErrorKind::NotADirectory => "une partie de ce chemin n'est pas un dossier".to_owned(),
        io::ErrorKind::IsADirectory => "c'est un dossier".to_owned(),
        _ => error.to_string(),
    }
}
