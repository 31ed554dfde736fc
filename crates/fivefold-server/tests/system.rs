//! What every answer of the server promises.

mod common;

use common::TestServer;
use fivefold_api::{
    model::{Capabilities, Capability, Problem, ProblemKind, ServerTime},
    vocabulary::Instant,
};
use serde_json::json;

#[tokio::test]
async fn x_cap_the_backend_says_what_it_offers() {
    let server = TestServer::start().await;
    let capabilities: Capabilities = server.json("/v1/capabilities?locale=zh-TW").await;
    assert!(capabilities.offers(Capability::Catalog) && capabilities.offers(Capability::Live));
    assert!(!capabilities.offers(Capability::Auctions));
    assert_eq!(capabilities.markets[0].name, "歐盟");
    assert_eq!(capabilities.currencies.len(), 6);
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
    let answer = server.get("/v1/time").await;
    assert_eq!(answer.headers()["cache-control"], "no-store");
    server.post("/test/clock", &json!({ "advance": 1_000 })).await;
    let time: ServerTime = server.json("/v1/time").await;
    assert_eq!(Some(time.now), Instant::parse("2030-02-03T04:05:07.789Z"));
    assert_eq!(server.post("/test/clock", &json!({ "set": "noon" })).await.status(), 422);
}

#[tokio::test]
async fn x_err_whatever_goes_wrong_under_v1_is_a_problem_with_a_correlation_id() {
    let server = TestServer::start().await;
    let url = |path: &str| format!("{}{path}", server.url);
    let answers = [
        (404, server.get("/v1").await),
        (404, server.get("/v1/").await),
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
        assert!(problem.correlation_id.is_some_and(|id| id.starts_with("r_")));
    }
}
