//! Commitments: what became of a command that was sent with a key.

use crate::json::{FromJson, Json};
use serde::{Deserialize, Serialize};

/// `GET /v1/commitments/{key}`: what the backend knows of a key.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CommitmentReport {
    /// What became of it.
    pub state: CommitmentState,
    /// The status of the command's answer, once done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<u16>,
    /// The body of the command's answer, once done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Object>))]
    pub body: Option<Json>,
}

/// What became of a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum CommitmentState {
    /// It never arrived: it is safe to send it again with the same key.
    NeverSeen,
    /// It is running.
    InFlight,
    /// It has ended, well or not: `status` and `body` say how.
    Done,
    /// Something this storefront does not know: keep asking.
    #[serde(other)]
    Unknown,
}
