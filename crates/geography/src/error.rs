//! What stops the geography from being made or opened. Oddities in the data are counted in the report instead.

use std::{io, path::PathBuf};

/// Why a geography could not be compiled, saved or opened. Each message is one French sentence that says what to do.
#[derive(Debug, thiserror::Error)]
pub enum GeographyError {
    /// A registry package is absent, cut short, damaged, or does not hold what it should.
    #[error("le paquet « {} » ne peut pas être lu ({reason}) ; supprimez-le et téléchargez-le à nouveau", path.display())]
    Package {
        /// The package.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// The packages can be read, and together they do not describe France.
    #[error("les paquets géographiques ne décrivent pas la France entière ({reason}) ; vérifiez leurs versions")]
    Incomplete {
        /// What is missing.
        reason: String,
    },
    /// The compiled file was made by another version of this program.
    #[error("le fichier « {} » vient d'une autre version du programme ; supprimez-le, il sera refait", path.display())]
    OtherVersion {
        /// The file.
        path: PathBuf,
    },
    /// The compiled file is cut short or damaged.
    #[error("le fichier « {} » est incomplet ou abîmé ; supprimez-le, il sera refait", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
    },
    /// The compiled file cannot be read or written.
    #[error("le fichier « {} » ne peut pas être lu ou écrit ({source}) ; vérifiez le chemin, les droits et la place libre", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
}
