//! The pages: HTML that is complete without a script. Their texts are in `web/pages/`, one template a page.
//!
//! A handler extracts, asks the snapshot and answers. Positions come in the body of a form, never in an address.

mod accueil;
mod card;
mod carte;
mod columns;
mod donnees;
mod error;
mod findings;
mod findings_csv;
mod frame;
mod lieu;
mod needs;
mod opening;
mod place;
mod provenance;
mod quality;
mod question;
mod recherche;
mod results;
mod signaler;
mod source;
mod territoires;
mod week;
mod words;

use crate::App;
use axum::{Router, extract::DefaultBodyLimit, routing::get};
pub use error::error_page;
use std::sync::Arc;

/// The longest body of a form: a position and some filters.
const LONGEST_FORM: usize = 8 * 1024;

/// The routes of the pages.
pub fn router() -> Router<Arc<App>> {
    Router::new()
        .route("/", get(accueil::show))
        .route(
            "/recherche",
            get(recherche::around_commune).post(recherche::around_position),
        )
        .route("/lieux/{id}", get(lieu::show))
        .route(
            "/lieux/{id}/signaler",
            get(signaler::ask)
                .post(signaler::take)
                .layer(DefaultBodyLimit::max(signaler::LONGEST_BODY)),
        )
        .route("/carte", get(carte::show))
        .route("/donnees", get(donnees::show))
        .merge(territoires::router())
        .route("/donnees/sources/{source}", get(source::show))
        .route("/donnees/sources/{source}/constats.csv", get(findings_csv::download))
        .layer(DefaultBodyLimit::max(LONGEST_FORM))
}

#[cfg(test)]
mod tests;
