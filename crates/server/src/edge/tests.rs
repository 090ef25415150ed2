use super::*;
use crate::client::Hops;
use axum::{Router, body::Body, middleware, routing::get};
use tower::ServiceExt;

fn around(router: Router) -> Router {
    let config = ServerConfig {
        request_timeout: Duration::from_millis(50),
        ..ServerConfig::default()
    };
    let edge_state = Edge::new(&App::fixture(), &config);
    router.layer(middleware::from_fn_with_state(edge_state, edge))
}

async fn asked(router: Router, target: &str) -> Response {
    let request = Request::builder().uri(target).body(Body::empty()).unwrap();
    around(router).oneshot(request).await.unwrap()
}

async fn json(response: Response) -> serde_json::Value {
    let bytes = axum::body::to_bytes(response.into_body(), 100_000).await.unwrap();
    serde_json::from_slice(&bytes).unwrap()
}

fn kind(response: &Response) -> &str {
    response.headers()[header::CONTENT_TYPE].to_str().unwrap()
}

#[tokio::test]
async fn a_panic_becomes_a_problem_under_api_and_a_page_elsewhere() {
    async fn broken() -> Response {
        panic!("a defect, on purpose")
    }
    let router = || Router::new().route("/api/x", get(broken)).route("/x", get(broken));
    let problem = asked(router(), "/api/x").await;
    assert_eq!(
        (problem.status(), kind(&problem)),
        (StatusCode::INTERNAL_SERVER_ERROR, PROBLEM_JSON)
    );
    assert!(problem.headers().contains_key(header::CONTENT_SECURITY_POLICY));
    let page = asked(router(), "/x").await;
    assert_eq!(page.status(), StatusCode::INTERNAL_SERVER_ERROR);
    assert!(kind(&page).starts_with("text/html"), "{}", kind(&page));
    assert!(page.headers().contains_key(header::CONTENT_SECURITY_POLICY));
}

#[tokio::test]
async fn an_answer_that_takes_too_long_is_given_up() {
    let slow = get(|| async {
        tokio::time::sleep(Duration::from_secs(30)).await;
        "late"
    });
    let response = asked(Router::new().route("/api/x", slow), "/api/x").await;
    assert_eq!(response.status(), StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(json(response).await["type"], "/documentation#probleme-indisponible");
}

#[tokio::test]
async fn a_body_that_does_not_arrive_is_given_up_as_the_clients_delay() {
    let slow = axum::routing::post(|| async { tokio::time::sleep(Duration::from_secs(30)).await });
    let request = Request::builder()
        .method("POST")
        .uri("/api/x")
        .body(Body::empty())
        .unwrap();
    let response = around(Router::new().route("/api/x", slow))
        .oneshot(request)
        .await
        .unwrap();
    assert_eq!(response.status(), StatusCode::REQUEST_TIMEOUT);
    assert_eq!(json(response).await["type"], "/documentation#probleme-trop-lent");
}

#[tokio::test]
async fn what_is_too_long_or_not_there_is_a_problem() {
    let long = format!("/api/x?q={}", "a".repeat(LONGEST_TARGET));
    for (target, status) in [(long.as_str(), 414), ("/api/nowhere", 404)] {
        let response = asked(Router::new().route("/api/x", get(|| async { "" })), target).await;
        assert_eq!(kind(&response), PROBLEM_JSON);
        let problem = json(response).await;
        assert_eq!(problem["status"], status);
        assert!(problem["detail"].as_str().is_some_and(|detail| !detail.is_empty()));
    }
}

#[tokio::test]
async fn large_heads_are_a_problem() {
    let router = Router::new().route("/api/x", get(|| async { "" }));
    let request = Request::builder()
        .uri("/api/x")
        .header("x-large", "a".repeat(LARGEST_HEAD));
    let response = around(router)
        .oneshot(request.body(Body::empty()).unwrap())
        .await
        .unwrap();
    assert_eq!(response.status(), StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE);
}

#[tokio::test]
async fn a_refused_method_says_which_are_allowed() {
    for method in ["TRACE", "PUT", "DELETE", "POST"] {
        let router = Router::new().route("/api/x", get(|| async { "" }));
        let request = Request::builder()
            .method(method)
            .uri("/api/x")
            .body(Body::empty())
            .unwrap();
        let response = around(router).oneshot(request).await.unwrap();
        assert_eq!(response.status(), StatusCode::METHOD_NOT_ALLOWED, "{method}");
        assert_eq!(response.headers()[header::ALLOW], "GET,HEAD", "{method}");
        assert_eq!(kind(&response), PROBLEM_JSON, "{method}");
    }
}

#[tokio::test]
async fn a_large_text_is_packed_for_those_who_ask_and_only_then() {
    let text = "Aide aux démarches administratives. ".repeat(100);
    for (accepted, coding) in [(Some("br"), Some("br")), (Some("gzip"), Some("gzip")), (None, None)] {
        let text = text.clone();
        let router = Router::new().route("/api/x", get(|| async { text }));
        let mut request = Request::builder().uri("/api/x");
        if let Some(accepted) = accepted {
            request = request.header(header::ACCEPT_ENCODING, accepted);
        }
        let response = around(router)
            .oneshot(request.body(Body::empty()).unwrap())
            .await
            .unwrap();
        let used = response
            .headers()
            .get(header::CONTENT_ENCODING)
            .map(|value| value.to_str().unwrap());
        assert_eq!(used, coding);
        assert_eq!(response.headers()[header::VARY], "accept-encoding");
    }
}

/// The answers to `times` requests of one client, one after the other.
async fn asked_by(client: &str, target: &str, times: usize) -> Vec<Response> {
    let client = Client::behind(client.parse().unwrap(), &HeaderMap::new(), &Hops::default());
    let router = around(
        Router::new()
            .route("/x", get(|| async { "" }))
            .route("/api/x", get(|| async { "" })),
    );
    let mut answers = Vec::new();
    for _ in 0..times {
        let mut request = Request::builder().uri(target).body(Body::empty()).unwrap();
        request.extensions_mut().insert(client);
        answers.push(router.clone().oneshot(request).await.unwrap());
    }
    answers
}

#[tokio::test]
async fn who_asks_too_much_is_told_so_in_the_form_of_the_surface() {
    // The burst is two thousand; the others come far faster than a hundred a second.
    let pages = asked_by("203.0.113.7", "/x", 8_000).await;
    assert!(pages[..2_000].iter().all(|answer| answer.status() == StatusCode::OK));
    let mut refused = pages
        .into_iter()
        .filter(|answer| answer.status() == StatusCode::TOO_MANY_REQUESTS);
    let refused = refused.next().expect("a refusal");
    assert!(refused.headers().contains_key(header::RETRY_AFTER));
    let body = axum::body::to_bytes(refused.into_body(), 100_000).await.unwrap();
    assert!(String::from_utf8_lossy(&body).contains("Trop de demandes"));

    let mut answers = asked_by("203.0.113.7", "/api/x", 8_000).await;
    answers.retain(|answer| answer.status() == StatusCode::TOO_MANY_REQUESTS);
    let refused = answers.pop().expect("a refusal");
    assert_eq!(json(refused).await["type"], "/documentation#probleme-trop-de-requetes");

    let own = asked_by("127.0.0.1", "/x", 8_000).await;
    assert!(own.iter().all(|answer| answer.status() == StatusCode::OK));
}
