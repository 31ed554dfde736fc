//! Pictures: those of the seed and those that were uploaded.

use crate::state::App;
use axum::Router;
use utoipa_axum::router::OpenApiRouter;

/// The calls of the contract.
pub(crate) fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
}

/// The files under `/media`.
pub(crate) fn files() -> Router<App> {
    Router::new()
}
