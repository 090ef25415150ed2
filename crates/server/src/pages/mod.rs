//! The pages: HTML that is complete without a script. Their texts are in `web/pages/`, one template a page.
//!
//! A handler extracts, asks the snapshot and answers. Positions come in the body of a form, never in an address.

mod accessibilite;
mod accueil;
mod card;
mod carry;
mod carte;
mod choices;
mod columns;
pub(crate) mod compat;
mod documentation;
mod donnees;
mod error;
mod findings;
mod findings_csv;
mod frame;
mod integration;
mod labels;
mod lieu;
mod linked;
mod meanings;
mod needs;
mod opening;
mod orientation;
mod outils;
mod place;
mod provenance;
mod quality;
mod question;
mod recherche;
mod results;
mod signaler;
mod source;
mod territoires;
mod town_hall;
mod visit;
pub(crate) mod way;
mod week;
mod words;

use crate::{App, locales};
use axum::{Router, extract::DefaultBodyLimit, response::Redirect, routing::get};
pub(crate) use columns::words as column_words;
pub(crate) use error::error_page;
pub(crate) use frame::{Frame, html};
use portee_domain::vocabulary::Service;
pub use recherche::NEED;
use std::sync::Arc;
pub(crate) use visit::Visit;

/// The longest body of a form: a position and some filters.
const LONGEST_FORM: usize = 8 * 1024;

/// The services that answer a need, by its word; none for a word that is no need.
pub(crate) fn services_needed(slug: &str) -> Vec<Service> {
    needs::by_slug(slug).map(|need| need.service).into_iter().collect()
}

/// The routes of the pages.
pub fn router() -> Router<Arc<App>> {
    let languages = locales::ALL.iter();
    languages
        .fold(Router::new(), |router, texts| {
            router.merge(in_language(texts.locale.prefix))
        })
        .route("/carte", get(carte::show))
        .route("/documentation", get(documentation::show))
        .route("/donnees", get(donnees::show))
        .route("/integration", get(integration::configurer::show))
        .merge(territoires::router())
        .route("/donnees/sources/{source}", get(source::show))
        .route("/donnees/sources/{source}/constats.csv", get(findings_csv::download))
        .layer(DefaultBodyLimit::max(LONGEST_FORM))
}

/// The pages that are in every language, under `prefix`: `/en`, or nothing for French.
fn in_language(prefix: &'static str) -> Router<Arc<App>> {
    let at = |path: &str| format!("{prefix}{path}");
    let pages = Router::new()
        .route(&at("/"), get(accueil::show))
        .route(
            &at("/recherche"),
            get(recherche::around_commune).post(recherche::around_position),
        )
        .route(&at("/lieux/{id}"), get(lieu::show))
        .route(
            &at("/lieux/{id}/signaler"),
            get(signaler::ask)
                .post(signaler::take)
                .layer(DefaultBodyLimit::max(signaler::LONGEST_BODY)),
        )
        .route(&at("/orientation"), get(orientation::show))
        .route(&at("/outils"), get(outils::show))
        .route(&at("/integration/cadre"), get(integration::cadre::show))
        .route(&at("/accessibilite"), get(accessibilite::show));
    if prefix.is_empty() {
        return pages;
    }
    let first_page = at("/");
    pages.route(prefix, get(async move || Redirect::permanent(&first_page)))
}

#[cfg(test)]
mod tests;
