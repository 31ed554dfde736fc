//! When a request came: what came in time counts, however long it waited for its turn.

use crate::state::App;
use axum::{extract::FromRequestParts, http::request::Parts};
use fivefold_api::vocabulary::Instant;
use std::convert::Infallible;

/// When the request was read. An extractor that stands first.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Arrival(pub(crate) Instant);

impl FromRequestParts<App> for Arrival {
    type Rejection = Infallible;

    async fn from_request_parts(_: &mut Parts, app: &App) -> Result<Self, Infallible> {
        Ok(Self(app.clock.now()))
    }
}
