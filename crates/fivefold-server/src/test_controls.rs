//! `--test-controls`: the clock and faults in the hands of a test. Refused on a public address.

use crate::{
    problem::{Answer, Body, Refused},
    state::App,
};
use axum::{
    Json, Router,
    body::Body as HttpBody,
    extract::{Request, State},
    http::StatusCode,
    middleware::Next,
    response::{IntoResponse, Response},
    routing::{delete, post},
};
use fivefold_api::{
    model::{FieldProblemCode, ServerTime},
    vocabulary::Instant,
};
use serde::Deserialize;
use std::{
    sync::{Mutex, PoisonError},
    time::Duration,
};

/// The routes under `/test`.
pub(crate) fn router() -> Router<App> {
    Router::new()
        .route("/test/clock", post(set_clock))
        .route("/test/faults", post(add_fault).merge(delete(clear_faults)))
}

/// What `POST /test/clock` does: one of the three.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
enum Move {
    /// Stops the clock at an instant.
    Set(Instant),
    /// Moves it by milliseconds, running or stopped.
    Advance(i64),
    /// `{"resume": true}`: shows the machine's time again; false changes nothing.
    Resume(bool),
}

async fn set_clock(State(app): State<App>, Body(command): Body<Move>) -> Json<ServerTime> {
    match command {
        Move::Set(instant) => app.clock.stop_at(instant),
        Move::Advance(millis) => app.clock.advance(millis),
        Move::Resume(true) => app.clock.resume(),
        Move::Resume(false) => {}
    }
    Json(ServerTime { now: app.clock.now() })
}

/// The faults that wait for their requests.
#[derive(Debug, Default)]
pub struct Faults(Mutex<Vec<Fault>>);

/// One fault: which requests it meets and what it does to them.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Fault {
    /// Only requests with this method.
    #[serde(default)]
    method: Option<String>,
    /// Only requests whose path begins like this.
    path: String,
    /// How many requests it meets before it is used up.
    #[serde(default = "once")]
    count: u32,
    /// Waits so long before anything else.
    #[serde(default)]
    delay_ms: u64,
    /// Answers with this status instead of handling the request.
    #[serde(default)]
    status: Option<u16>,
    /// Cuts the connection.
    #[serde(default)]
    drop: Option<Drop>,
}

/// When a connection is cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Drop {
    /// The request is never handled.
    Before,
    /// The request is handled; its answer is lost.
    After,
}

fn once() -> u32 {
    1
}

impl Faults {
    fn meet(&self, method: &str, path: &str) -> Option<Fault> {
        let mut faults = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let index = faults.iter().position(|fault| {
            fault.method.as_deref().is_none_or(|wanted| wanted.eq_ignore_ascii_case(method))
                && path.starts_with(&fault.path)
        })?;
        faults[index].count -= 1;
        if faults[index].count == 0 { Some(faults.remove(index)) } else { Some(faults[index].clone()) }
    }
}

async fn add_fault(State(app): State<App>, Body(fault): Body<Fault>) -> Answer<StatusCode> {
    if !fault.path.starts_with('/') || fault.path.starts_with("/test") {
        return Err(Refused::field("path", FieldProblemCode::NotAllowed));
    }
    if fault.count == 0 {
        return Err(Refused::field("count", FieldProblemCode::OutOfRange));
    }
    if fault.status.is_some_and(|status| !(400..=599).contains(&status)) {
        return Err(Refused::field("status", FieldProblemCode::OutOfRange));
    }
    app.faults.0.lock().unwrap_or_else(PoisonError::into_inner).push(fault);
    Ok(StatusCode::NO_CONTENT)
}

async fn clear_faults(State(app): State<App>) -> StatusCode {
    app.faults.0.lock().unwrap_or_else(PoisonError::into_inner).clear();
    StatusCode::NO_CONTENT
}

/// Breaks what a test asked to be broken.
pub(crate) async fn break_things(State(app): State<App>, request: Request, next: Next) -> Response {
    let Some(fault) = app.faults.meet(request.method().as_str(), request.uri().path()) else {
        return next.run(request).await;
    };
    tokio::time::sleep(Duration::from_millis(fault.delay_ms)).await;
    if fault.drop == Some(Drop::Before) {
        return cut_off();
    }
    if let Some(status) = fault.status.and_then(|status| StatusCode::from_u16(status).ok()) {
        return Refused::new(fivefold_api::model::ProblemKind::Internal)
            .status(status)
            .detail("a fault that a test asked for")
            .into_response();
    }
    let response = next.run(request).await;
    if fault.drop == Some(Drop::After) { cut_off() } else { response }
}

/// An answer whose body fails at once, so that the connection is closed in the middle of it.
fn cut_off() -> Response {
    let broken =
        futures::stream::once(async { Err::<Vec<u8>, _>(std::io::Error::other("cut off by a test")) });
    Response::new(HttpBody::from_stream(broken))
}
