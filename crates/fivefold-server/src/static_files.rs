//! Serves the built app as its host would.

use axum::{http::StatusCode, response::IntoResponse};
use std::path::Path;

/// The files of a folder.
pub(crate) fn service(_dist: &Path) -> axum::Router {
    axum::Router::new().fallback(|| async { StatusCode::NOT_FOUND.into_response() })
}
