//! What every answer of the server promises, and how it starts and stops.

use crate::common::TestServer;
use clap::Parser as _;
use fivefold_api::{
    model::{Capabilities, Capability, Problem, ProblemKind, ServerTime},
    vocabulary::Instant,
};
use fivefold_server::{Config, Server, StartError};
use serde_json::json;
use std::{process::Command, time::Duration};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

#[tokio::test]
async fn x_cap_the_backend_says_what_it_offers() {
    let server = TestServer::start().await;
    let capabilities: Capabilities = server.json("/v1/capabilities?locale=zh-TW").await;
    assert!(capabilities.offers(Capability::Catalog) && capabilities.offers(Capability::Live));
    assert!(!capabilities.offers(Capability::Bookings));
    assert_eq!(capabilities.markets[0].name, "歐盟");
    assert_eq!(capabilities.currencies.len(), 6);
    assert_eq!(capabilities.payment_methods.len(), 2);
}

#[tokio::test]
async fn x_time_every_answer_says_what_time_it_is_and_the_clock_can_be_moved() {
    let server = TestServer::start().await;
    let set = server.post("/test/clock", &json!({ "set": "2030-02-03T04:05:06.789Z" })).await;
    assert_eq!(set.status(), 200);
    for path in ["/v1/time", "/v1/nothing", "/v1/capabilities"] {
        let answer = server.get(path).await;
        assert_eq!(answer.headers()["server-time"], "2030-02-03T04:05:06.789Z", "{path}");
    }
    for path in ["/v1/time", "/v1/cart", "/v1/nothing"] {
        let answer = server.get(path).await;
        assert_eq!(answer.headers()["cache-control"], "no-store", "{path}");
        assert_eq!(answer.headers()["x-content-type-options"], "nosniff", "{path}");
    }
    server.post("/test/clock", &json!({ "advance": 1_000 })).await;
    let time: ServerTime = server.json("/v1/time").await;
    assert_eq!(Some(time.now), Instant::parse("2030-02-03T04:05:07.789Z"));
    server.post("/test/clock", &json!({ "resume": true })).await;
    let time: ServerTime = server.json("/v1/time").await;
    assert_ne!(Some(time.now), Instant::parse("2030-02-03T04:05:07.789Z"));
    for nonsense in
        [json!({ "set": "noon" }), json!({ "advance": 1.5 }), json!({}), json!({ "stop": 1 }), json!(7)]
    {
        assert!(server.post("/test/clock", &nonsense).await.status().is_client_error(), "{nonsense}");
    }
}

#[tokio::test]
async fn x_err_whatever_goes_wrong_under_v1_is_a_problem_with_a_correlation_id() {
    let server = TestServer::start().await;
    let url = |path: &str| format!("{}{path}", server.url);
    let answers = [
        (404, server.get("/v1").await),
        (404, server.get("/v1/").await),
        (404, server.get("/nothing").await),
        (404, server.get("/v1/nothing/at/all").await),
        (404, server.get("/v1/%F0%9F%8D%B5?x=%").await),
        (405, server.http.delete(url("/v1/time")).send().await.unwrap()),
        (422, server.get("/v1/capabilities?market=Mars").await),
        (422, server.get("/v1/capabilities?currency=eur").await),
    ];
    for (status, answer) in answers {
        assert_eq!(answer.status(), status, "{}", answer.url());
        assert_eq!(answer.headers()["content-type"], "application/problem+json");
        let problem: Problem = answer.json().await.unwrap();
        assert_eq!(problem.status, status);
        assert_ne!(problem.kind, ProblemKind::Unknown);
        assert!(problem.type_uri.starts_with("/problems/"));
        assert!(problem.correlation_id.is_some_and(|id| id.starts_with("r_")));
    }
}

#[tokio::test]
async fn x_sec_only_pages_of_allowed_origins_may_call() {
    let server = TestServer::with(&["--allow-origin", "http://localhost:8082"]).await;
    let preflight = |origin: &'static str| {
        server
            .http
            .request(reqwest::Method::OPTIONS, format!("{}/v1/orders", server.url))
            .header("origin", origin)
            .header("access-control-request-method", "POST")
            .header(
                "access-control-request-headers",
                "authorization, content-type, idempotency-key, if-match",
            )
            .send()
    };
    let allowed = preflight("http://localhost:8082").await.unwrap();
    let headers = allowed.headers();
    assert_eq!(headers["access-control-allow-origin"], "http://localhost:8082");
    assert_eq!(headers["access-control-max-age"], "7200");
    assert!(headers["access-control-allow-headers"].to_str().unwrap().contains("idempotency-key"));
    assert!(!headers.contains_key("access-control-allow-credentials"));
    let refused = preflight("http://evil.example").await.unwrap();
    assert!(!refused.headers().contains_key("access-control-allow-origin"));

    let read = |path: &'static str| {
        server.http.get(format!("{}{path}", server.url)).header("origin", "http://localhost:8082").send()
    };
    // Problems and missing calls can be read by the page as well.
    for path in ["/v1/products", "/v1/nothing", "/v1/products/nothing"] {
        let answer = read(path).await.unwrap();
        assert_eq!(answer.headers()["access-control-allow-origin"], "http://localhost:8082", "{path}");
        let exposed =
            answer.headers()["access-control-expose-headers"].to_str().unwrap().to_ascii_lowercase();
        for name in ["etag", "retry-after", "server-time"] {
            assert!(exposed.contains(name), "{path}: {exposed}");
        }
    }
}

#[tokio::test]
async fn x_unknown_a_test_can_break_an_answer_before_and_after_it_is_made() {
    let server = TestServer::start().await;
    let fault = async |fault: serde_json::Value| server.post("/test/faults", &fault).await.status().as_u16();
    assert_eq!(fault(json!({ "path": "/v1/time", "status": 503, "count": 2 })).await, 204);
    assert_eq!(server.get("/v1/time").await.status(), 503);
    assert_eq!(server.get("/v1/capabilities").await.status(), 200);
    assert_eq!(server.get("/v1/time").await.status(), 503);
    assert_eq!(server.get("/v1/time").await.status(), 200);

    // Cut off before: no session is made. Cut off after: one is made, nobody hears of it.
    let sessions = async || {
        // Those of guests: the demo's accounts have one each.
        let sql = "SELECT COUNT(*) FROM sessions WHERE id NOT IN (SELECT session FROM accounts)";
        let row = sqlx::query(sql).fetch_one(server.app.db.reader()).await.unwrap();
        sqlx::Row::get::<i64, _>(&row, 0)
    };
    let create = || server.http.post(format!("{}/v1/sessions", server.url)).send();
    for (when, made) in [("before", 0), ("after", 1)] {
        assert_eq!(fault(json!({ "method": "POST", "path": "/v1/sessions", "drop": when })).await, 204);
        let answer = create().await;
        let body = match answer {
            Ok(answer) => answer.bytes().await.map(|_| ()),
            Err(error) => Err(error),
        };
        assert!(body.is_err(), "{when}");
        assert_eq!(sessions().await, made, "{when}");
    }
    assert_eq!(fault(json!({ "path": "/v1", "delay_ms": 20, "status": 500, "count": 9 })).await, 204);
    let cleared = server.http.delete(format!("{}/test/faults", server.url)).send().await.unwrap();
    assert_eq!(cleared.status(), 204);
    assert_eq!(server.get("/v1/time").await.status(), 200);
    for nonsense in [
        json!({ "path": "v1" }),
        json!({ "path": "/test/faults", "status": 500 }),
        json!({ "path": "/v1", "status": 200 }),
        json!({ "path": "/v1", "count": 0 }),
        json!({ "status": 500 }),
        json!({ "path": "/v1", "drop": "sometimes" }),
    ] {
        assert_eq!(fault(nonsense.clone()).await, 422, "{nonsense}");
    }
}

#[tokio::test]
async fn x_sec_without_test_controls_there_are_none() {
    let server = TestServer::with(&[]).await;
    assert_eq!(server.post("/test/clock", &json!({ "resume": true })).await.status(), 404);
    assert_eq!(server.post("/test/faults", &json!({ "path": "/v1" })).await.status(), 404);
}

#[tokio::test]
async fn a_taken_port_is_said_and_the_database_stays_untouched() {
    let server = TestServer::with(&[]).await;
    let folder = tempfile::tempdir().unwrap();
    let address = server.url.trim_start_matches("http://");
    let db = folder.path().join("other.db");
    let config = Config::try_parse_from([
        "fivefold-server",
        "--listen",
        address,
        "--sandbox",
        "127.0.0.1:0",
        "--db",
        db.to_str().unwrap(),
    ])
    .unwrap();
    let error = Server::bind(config).await.unwrap_err();
    assert!(matches!(error, StartError::Listen(..)));
    assert!(error.to_string().contains(address) && error.to_string().contains("taken"), "{error}");
    assert!(!db.exists());
}

#[test]
fn x_sec_the_program_refuses_what_makes_no_sense_with_exit_code_2() {
    let folder = tempfile::tempdir().unwrap();
    for (arguments, said) in [
        (vec!["--test-controls", "--listen", "0.0.0.0:0"], "--test-controls"),
        (vec!["--dist", folder.path().to_str().unwrap()], "index.html"),
        (
            vec![
                "--db",
                folder.path().to_str().unwrap(),
                "--listen",
                "127.0.0.1:0",
                "--sandbox",
                "127.0.0.1:0",
            ],
            "database",
        ),
        (vec!["--listen", "everywhere"], "--listen"),
        (vec!["--seed", "ham"], "--seed"),
    ] {
        let output = Command::new(env!("CARGO_BIN_EXE_fivefold-server")).args(&arguments).output().unwrap();
        let error = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {error}");
        assert!(error.contains(said) && !error.contains("panicked"), "{arguments:?}: {error}");
    }
}

#[tokio::test]
async fn a_half_sent_request_does_not_keep_the_server_from_stopping() {
    let server = TestServer::with(&[]).await;
    let address = server.url.trim_start_matches("http://").to_owned();
    let mut half = tokio::net::TcpStream::connect(&address).await.unwrap();
    half.write_all(b"POST /v1/sessions HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n{").await.unwrap();
    // Another request goes through meanwhile, so the server has read the half one's head.
    assert_eq!(server.get("/v1/time").await.status(), 200);
    tokio::time::timeout(Duration::from_secs(8), server.stop()).await.expect("it stops within the deadline");
    let mut rest = Vec::new();
    let _ = half.read_to_end(&mut rest).await;
}
