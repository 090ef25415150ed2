//! What PostgreSQL refuses, in one French sentence. The password is in none of these messages.

use crate::StoreError;
use sqlx::migrate::MigrateError;
use std::io;

/// The error of a request to this server (`host:port/base`).
pub(super) fn explain(server: &str, error: &sqlx::Error) -> StoreError {
    let server = server.to_owned();
    match reason(error) {
        (true, reason) => StoreError::Unreachable { server, reason },
        (false, reason) => StoreError::Refused { server, reason },
    }
}

/// The error of bringing the tables up to date.
pub(super) fn explain_migration(server: &str, error: &MigrateError) -> StoreError {
    let reason = match error {
        MigrateError::Execute(cause) | MigrateError::ExecuteMigration(cause, _) => return explain(server, cause),
        MigrateError::VersionMissing(version) => {
            format!(
                "ses tables viennent d'une version plus récente de Portée (migration {version}), mettez Portée à jour"
            )
        }
        MigrateError::VersionMismatch(version) => {
            format!("la migration {version} qu'elle a reçue n'est pas celle de cette version de Portée")
        }
        other => other.to_string(),
    };
    StoreError::Refused {
        server: server.to_owned(),
        reason,
    }
}

/// Whether the server is out of reach (rather than refusing), and why.
fn reason(error: &sqlx::Error) -> (bool, String) {
    match error {
        sqlx::Error::PoolTimedOut => (true, "pas de réponse en 5 secondes".to_owned()),
        sqlx::Error::PoolClosed | sqlx::Error::WorkerCrashed => (true, "la connexion est fermée".to_owned()),
        sqlx::Error::Io(cause) => (true, network(cause)),
        sqlx::Error::Tls(cause) => (false, format!("la connexion chiffrée a échoué ({cause})")),
        sqlx::Error::Database(cause) => {
            let (passing, words) = match cause.code().as_deref() {
                Some("28P01" | "28000") => (false, "l'utilisateur ou le mot de passe n'est pas le bon"),
                Some("3D000") => (false, "cette base n'existe pas, créez-la (createdb)"),
                Some("57P03" | "57P01" | "57P02") => (true, "le serveur démarre ou s'arrête"),
                Some("53300") => (true, "le serveur a trop de connexions"),
                Some("53100") => (false, "le disque du serveur est plein"),
                Some("25006") => (false, "elle est en lecture seule"),
                Some("55P03" | "57014") => (true, "une autre commande y écrit trop longtemps"),
                Some("58P01" | "0A000") if cause.message().contains("postgis") => {
                    (false, "PostGIS n'y est pas installé (paquet postgresql-15-postgis-3)")
                }
                Some("42501") if cause.message().contains("extension") => (
                    false,
                    "un administrateur doit d'abord y faire « CREATE EXTENSION postgis »",
                ),
                Some("42501") => (false, "l'utilisateur n'y a pas les droits nécessaires"),
                _ => return (false, cause.message().to_owned()),
            };
            (passing, words.to_owned())
        }
        other => (false, other.to_string()),
    }
}

fn network(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::ConnectionRefused => {
            "la connexion est refusée (le serveur n'est peut-être pas démarré)".to_owned()
        }
        io::ErrorKind::TimedOut => "pas de réponse en 5 secondes".to_owned(),
        io::ErrorKind::UnexpectedEof | io::ErrorKind::ConnectionReset | io::ErrorKind::BrokenPipe => {
            "il a coupé la connexion".to_owned()
        }
        _ => error.to_string(),
    }
}
