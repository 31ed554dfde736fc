//! Reading the catalogue.

use crate::state::App;
use utoipa_axum::router::OpenApiRouter;

/// The catalogue's routes.
pub(crate) fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
}
