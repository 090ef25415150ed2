//! What stops roads or population from being made or opened.

use std::{io, path::PathBuf};

/// Why roads or population could not be imported or opened. Each message is one French sentence that says what to do.
#[derive(Debug, thiserror::Error)]
pub enum ReachError {
    /// A file cannot be read or written.
    #[error("le fichier « {} » ne peut pas être lu ou écrit ({source}) ; vérifiez le chemin, les droits et la place libre", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// The file is not an OpenStreetMap extract in PBF.
    #[error("le fichier « {} » n'est pas un extrait OpenStreetMap au format PBF ({reason}) ; donnez un fichier .osm.pbf", path.display())]
    NotPbf {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// The PBF file stops before its end.
    #[error("le fichier « {} » est incomplet ou abîmé ({reason}) ; téléchargez-le à nouveau", path.display())]
    DamagedPbf {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// The extract asks its reader for something that this one does not know.
    #[error("le fichier « {} » demande « {feature} », que ce programme ne sait pas lire ; donnez un extrait ordinaire, sans historique", path.display())]
    Unsupported {
        /// The file.
        path: PathBuf,
        /// The required feature, as the file names it.
        feature: String,
    },
    /// The extract has no road for this profile, or none whose points are in it.
    #[error("le fichier « {} » ne contient aucune route pour le profil « {profile} » ; vérifiez l'extrait", path.display())]
    NoRoads {
        /// The file.
        path: PathBuf,
        /// The name of the profile.
        profile: String,
    },
    /// The roads do not fit in the numbers of the graph file.
    #[error("le réseau est trop grand pour un seul fichier de routes ({what}) ; découpez l'extrait")]
    TooLarge {
        /// What there is too much of.
        what: &'static str,
    },
    /// The graph file was made by another version of this program.
    #[error("le fichier de routes « {} » vient d'une autre version du programme ; importez les routes à nouveau", path.display())]
    OtherVersion {
        /// The file.
        path: PathBuf,
    },
    /// The graph file is not one, is cut short or is damaged.
    #[error("le fichier de routes « {} » est incomplet ou abîmé ({reason}) ; importez les routes à nouveau", path.display())]
    DamagedGraph {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// A file of cells or ages is not what it should be.
    #[error("le fichier « {} » ne peut pas être lu ({reason}) ; remplacez-le ou retirez-le", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
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
    /// The population file was made by another version of this program.
    #[error("le fichier de population « {} » vient d'une autre version du programme ; supprimez-le, il sera refait", path.display())]
    OtherPopulation {
        /// The file.
        path: PathBuf,
    },
    /// The population file is not one, is cut short or is damaged.
    #[error("le fichier de population « {} » est incomplet ou abîmé ; supprimez-le, il sera refait", path.display())]
    DamagedPopulation {
        /// The file.
        path: PathBuf,
    },
    /// The exact solver could not work on the problem.
    #[error("le solveur exact n'a pas abouti ({reason}) ; demandez le choix rapide")]
    Solver {
        /// What went wrong.
        reason: String,
    },
}

impl ReachError {
    /// An [`ReachError::Io`] about `path`.
    pub(crate) fn io(path: &std::path::Path) -> impl FnOnce(io::Error) -> Self + '_ {
        move |source| Self::Io {
            path: path.to_owned(),
            source,
        }
    }
}
