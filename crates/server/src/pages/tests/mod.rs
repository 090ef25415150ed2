//! The pages as a visitor without a script gets them, over an edition made by hand.

pub(super) mod fixture;
mod instants;
mod languages;
mod lists;
mod provenance;
mod sheets;

use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use tower::ServiceExt;

/// An answer: its status, its text, where it leads.
struct Answer {
    status: StatusCode,
    text: String,
    location: Option<String>,
    /// `Content-Language`.
    language: Option<String>,
}

impl Answer {
    /// Whether the page says this; no-break spaces count as spaces.
    fn says(&self, words: &str) -> bool {
        self.text.contains(words)
    }

    fn assert_says(&self, words: &str) {
        assert!(self.says(words), "« {words} » is not in:\n{}", self.text);
    }
}

/// Asks for a page at noon of Friday 24 April 2026 in Paris.
async fn get(address: &str) -> Answer {
    ask(Request::get(address).body(Body::empty()).unwrap()).await
}

/// Sends a form.
async fn post(address: &str, form: &str) -> Answer {
    let request = Request::post(address).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    ask(request.body(Body::from(form.to_owned())).unwrap()).await
}

async fn ask(request: Request<Body>) -> Answer {
    let response = crate::router(&fixture::app()).oneshot(request).await.unwrap();
    let status = response.status();
    let named = |name| {
        let value = response.headers().get(name);
        value.map(|value| value.to_str().unwrap().to_owned())
    };
    let (location, language) = (named(header::LOCATION), named(header::CONTENT_LANGUAGE));
    let bytes = axum::body::to_bytes(response.into_body(), 1 << 22).await.unwrap();
    let text = String::from_utf8(bytes.to_vec())
        .unwrap()
        .replace(['\u{a0}', '\u{202f}'], " ");
    Answer {
        status,
        text,
        location,
        language,
    }
}
