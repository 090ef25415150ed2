//! What stops an ingest: a broken definition, a file that cannot be read, our own fault. Bad rows are findings instead.

use std::path::{Path, PathBuf};

/// Why sources could not be turned into an edition. Each message is one sentence that says what to do.
#[derive(Debug, thiserror::Error)]
pub enum IngestError {
    /// A TOML file of `data/` is wrong.
    #[error("{file}, ligne {line} : {reason}")]
    Definition {
        /// The file.
        file: String,
        /// The line, from 1.
        line: usize,
        /// What is wrong, in French.
        reason: String,
    },
    /// A source file is not what it should be.
    #[error("{file} ne peut pas être lu : {reason}")]
    Undecodable {
        /// The file or address.
        file: String,
        /// What is wrong and what to do, in French.
        reason: String,
    },
    /// A package could not be had from its registry.
    #[error("le paquet {package} n'a pas pu être obtenu : {reason}")]
    Registry {
        /// Name and version.
        package: String,
        /// What happened and what to do, in French.
        reason: String,
    },
    /// A file or folder refuses to be read or written.
    #[error("impossible de {action} {} : {source} ; vérifiez l'espace libre et les droits d'accès", path.display())]
    Io {
        /// A French infinitive: "lire", "écrire".
        action: &'static str,
        /// The file.
        path: PathBuf,
        /// The system's reason.
        source: std::io::Error,
    },
    /// The rows of a source are not all accounted for: our own fault.
    #[error("erreur interne : les comptes de la source {source_name} ne tombent pas juste ({detail}) ; signalez-la")]
    Accounts {
        /// The source.
        source_name: String,
        /// The numbers.
        detail: String,
    },
}

impl IngestError {
    /// Wraps an I/O error on `path`.
    pub(crate) fn io(action: &'static str, path: &Path) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.to_owned();
        move |source| Self::Io { action, path, source }
    }

    /// The same error, naming `file` when it concerns a file that had no name yet.
    pub(crate) fn in_file(self, file: &str) -> Self {
        match self {
            Self::Undecodable { reason, .. } => Self::Undecodable {
                file: file.to_owned(),
                reason,
            },
            other => other,
        }
    }
}
