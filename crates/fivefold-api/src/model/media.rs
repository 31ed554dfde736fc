//! Uploads.

use crate::json::FromJson;
use crate::vocabulary::{MediaId, Picture};
use serde::{Deserialize, Serialize};

/// `POST /v1/media`: an uploaded picture.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Upload {
    /// Its id.
    pub id: MediaId,
    /// How to show it.
    pub picture: Picture,
}
