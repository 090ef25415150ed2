//! The ceiling: what axum does at best with an answer of this size. A handler that does nothing, behind no limits at all.

use axum::{Router, body::Bytes, http::header, response::IntoResponse, routing::get};

/// Starts it at `path` on a free loopback port, on a runtime of its own with two threads, and gives its address.
///
/// # Panics
/// When the system gives no port.
pub(crate) fn start(path: &str, body: Vec<u8>) -> String {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .expect("a runtime");
    let listener = runtime
        .block_on(tokio::net::TcpListener::bind("127.0.0.1:0"))
        .expect("a port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    let body = Bytes::from(body);
    let answer = move || {
        let body = body.clone();
        async move { ([(header::CONTENT_TYPE, "application/geo+json")], body).into_response() }
    };
    let router = Router::new().route(path, get(answer));
    std::thread::spawn(move || runtime.block_on(async move { axum::serve(listener, router).await }));
    url
}
