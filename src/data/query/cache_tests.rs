//! The cache against a model that knows what may be shown.

use super::*;

fn error() -> ApiError {
    ApiError::Unreachable
}
