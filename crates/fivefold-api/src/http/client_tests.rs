//! The client against a transport that answers by script and records what it was sent.

use super::*;
use crate::endpoints::{GetCart, GetTime, ListCategories, PostPaymentVoid, PostQuoteAccept, PutPresence};
use crate::model::{AcceptQuote, Presence};
use crate::vocabulary::{Currency, Locale, MarketId, Money, PaymentId};
use futures::executor::block_on;
use std::collections::VecDeque;
use std::sync::Mutex as StdMutex;

#[derive(Default)]
struct Script {
    answers: StdMutex<VecDeque<Result<Response, TransportError>>>,
    sent: StdMutex<Vec<Request>>,
    slept: StdMutex<Vec<Duration>>,
}

impl Transport for Script {
    fn send(&self, request: Request) -> BoxFuture<Result<Response, TransportError>> {
        self.sent.lock().unwrap().push(request);
        let answer = self.answers.lock().unwrap().pop_front().expect("the script has an answer");
        Box::pin(async { answer })
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<()> {
        self.slept.lock().unwrap().push(duration);
        Box::pin(async {})
    }

    fn random(&self) -> u64 {
        0x0123_4567_89ab_cdef
    }
}

fn answer(status: u16, body: &str) -> Result<Response, TransportError> {
    Ok(Response { status, etag: None, retry_after: None, body: body.as_bytes().to_vec() })
}

fn client(answers: Vec<Result<Response, TransportError>>, token: Option<&str>) -> (Arc<Script>, Client) {
    let script = Arc::new(Script { answers: StdMutex::new(answers.into()), ..Script::default() });
    let scope =
        Scope { locale: Locale("zh-Hant".into()), market: MarketId("TW".into()), currency: "TWD".into() };
    let client =
        Client::new(script.clone(), "https://api.example.com/", scope, token.map(str::to_owned), |_| {});
    (script, client)
}

const TIME: &str = r#"{"now":"2026-11-23T00:00:00Z"}"#;
const SESSION: &str = r#"{"token":"t2","expires_at":"2026-12-23T00:00:00Z"}"#;

#[test]
fn x_retry_a_read_is_sent_at_most_three_times() {
    let (script, client) =
        client(vec![answer(503, ""), Err(TransportError::TimedOut), answer(500, "")], None);
    assert!(matches!(block_on(client.call(&GetTime)), Err(ApiError::Server(_))));
    assert_eq!(script.sent.lock().unwrap().len(), 3);
}

#[test]
fn x_retry_the_backend_s_retry_after_is_waited_for() {
    let busy =
        Ok(Response { status: 429, etag: None, retry_after: Some(Duration::from_secs(7)), body: vec![] });
    let (script, client) = client(vec![busy, answer(200, TIME)], None);
    assert!(block_on(client.call(&GetTime)).is_ok());
    assert_eq!(*script.slept.lock().unwrap(), [Duration::from_secs(7)]);
}

#[test]
fn x_retry_a_refusal_is_not_repeated() {
    for status in [400, 403, 404, 409, 412, 422] {
        let (script, client) = client(vec![answer(status, "{}")], None);
        assert!(block_on(client.call(&GetTime)).is_err());
        assert_eq!(script.sent.lock().unwrap().len(), 1, "{status}");
    }
}

#[test]
fn x_idem_a_command_keeps_its_key_on_every_try_and_waits_while_in_flight() {
    let in_flight = Ok(Response {
        status: 409,
        etag: None,
        retry_after: Some(Duration::from_secs(1)),
        body: br#"{"kind":"in_flight"}"#.to_vec(),
    });
    let (script, client) =
        client(vec![Err(TransportError::Unreachable), in_flight, answer(200, "{}")], Some("t1"));
    let key = client.new_key();
    assert_eq!(key.0, "0123456789abcdef0123456789abcdef");
    let endpoint = PostPaymentVoid { id: PaymentId::from("p1"), key: key.clone() };
    let stored = client.commitment(&endpoint, "void", "p1", "1", "/pay");
    assert!(block_on(client.commit(&stored)).is_ok());
    let sent = script.sent.lock().unwrap();
    assert_eq!(sent.len(), 3);
    assert!(sent.iter().all(|request| request.headers.contains(&("idempotency-key", key.0.clone()))));
}

#[test]
fn a_public_read_is_cors_simple_and_names_its_scope() {
    let (script, client) = client(vec![answer(200, "[]")], Some("t1"));
    assert_eq!(block_on(client.call(&ListCategories)), Ok(vec![]));
    let sent = script.sent.lock().unwrap();
    assert_eq!(sent[0].url, "https://api.example.com/v1/categories?locale=zh-Hant&market=TW&currency=TWD");
    assert!(sent[0].headers.is_empty());
}

#[test]
fn a_first_private_call_makes_one_session_and_an_ended_one_is_renewed() {
    let (script, client) = client(vec![answer(401, "{}"), answer(200, SESSION), answer(500, "")], Some("t1"));
    // The third answer ends the test: the cart itself is not the point.
    script.answers.lock().unwrap().extend([answer(500, ""), answer(500, "")]);
    assert!(block_on(client.call(&GetCart)).is_err());
    let sent = script.sent.lock().unwrap();
    assert!(sent[1].url.ends_with("/v1/sessions"));
    assert!(sent[2].headers.contains(&("authorization", "Bearer t2".to_owned())));
    assert_eq!(client.token().as_deref(), Some("t2"));
}

#[test]
fn x_err_an_answer_outside_the_contract_is_an_error_not_a_panic() {
    for body in ["", "null", "[]", r#"{"now":"yesterday"}"#, "<html>"] {
        let (_, client) = client(vec![answer(200, body)], None);
        assert!(matches!(block_on(client.call(&GetTime)), Err(ApiError::Contract(_))), "{body}");
    }
}

#[test]
fn account_a_session_in_a_cookie_sends_no_token() {
    let (script, client) = client(vec![answer(403, r#"{"kind":"sign_in_needed"}"#)], Some("cookie:a_1"));
    assert!(matches!(block_on(client.call(&GetCart)), Err(ApiError::Forbidden(_))));
    let sent = script.sent.lock().unwrap();
    assert_eq!(sent.len(), 1);
    assert!(sent[0].headers.iter().all(|(name, _)| *name != "authorization"));
}

#[test]
fn o2o_06_what_is_said_on_leaving_outlives_its_page_and_nothing_else_does() {
    let (script, client) = client(vec![answer(200, "{}"), answer(200, TIME)], Some("t1"));
    let gone = PutPresence { id: "b_1".into(), presence: Presence { is_here: false } };
    let _ = block_on(client.call(&gone));
    assert!(block_on(client.call(&GetTime)).is_ok());
    let sent: Vec<_> = script.sent.lock().unwrap().iter().map(|request| request.keepalive).collect();
    assert_eq!(sent, [true, false]);
}

#[test]
fn b2b_10_a_stored_acceptance_sends_the_version_that_was_seen_on_every_try() {
    let (script, client) = client(vec![Err(TransportError::TimedOut), answer(200, "{}")], Some("t1"));
    let expected_total = Money::new(100, Currency::iso("EUR").unwrap());
    let endpoint = PostQuoteAccept {
        id: "q_1".into(),
        accept: AcceptQuote { number: 2, expected_total },
        seen: Version("7".to_owned()),
        key: client.new_key(),
    };
    let stored = client.commitment(&endpoint, "accept_quote", "q_1", "7", "/quotes/q_1");
    let stored: RawCommitment = json::from_str(&serde_json::to_string(&stored).unwrap()).unwrap();
    assert!(block_on(client.commit(&stored)).is_ok());
    let sent = script.sent.lock().unwrap();
    assert_eq!(sent.len(), 2);
    let is_guarded = |request: &Request| request.headers.contains(&("if-match", "\"7\"".to_owned()));
    assert!(sent.iter().all(is_guarded));
}
