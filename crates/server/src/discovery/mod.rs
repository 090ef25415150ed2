//! What search engines are told: which pages there are, since when, and which ones are not for them.

mod robots;
mod sitemaps;

use crate::App;
use axum::{Router, routing::get};
use std::sync::Arc;

/// Its addresses.
pub(crate) fn router() -> Router<Arc<App>> {
    Router::new()
        .route("/robots.txt", get(robots::show))
        .route("/sitemap.xml", get(sitemaps::index))
        .route("/sitemaps/{plan}", get(sitemaps::one))
}
