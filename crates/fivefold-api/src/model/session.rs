//! Sessions: who is asking.

use crate::json::FromJson;
use crate::vocabulary::Instant;
use serde::{Deserialize, Serialize};

/// A guest's session. It owns a cart, its orders and its payments.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Session {
    /// An opaque token for `Authorization: Bearer`. It names a guest, never a person.
    pub token: String,
    /// When it ends unless it is used again.
    pub expires_at: Instant,
}
