//! Sessions, carts, checkout, orders, payments.

use crate::{
    problem::{Answer, Refused},
    state::App,
};
use fivefold_api::model::ProblemKind;
use tokio::task::JoinHandle;
use utoipa_axum::router::OpenApiRouter;

/// The calls of the contract.
pub(crate) fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
}

/// Starts the timers. They are aborted when the server stops.
pub(crate) fn start(_app: &App) -> Vec<JoinHandle<()>> {
    Vec::new()
}

/// The stored name of a private topic, if the token's session may follow it.
pub(crate) async fn may_read_topic(_app: &App, _token: Option<&str>, _topic: &str) -> Answer<String> {
    Err(Refused::new(ProblemKind::Forbidden))
}
