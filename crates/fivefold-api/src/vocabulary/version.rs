//! Versions: what a mutation says it has seen.

use crate::json::FromJson;
use serde::{Deserialize, Serialize};

/// An opaque tag of one state of a resource. Equal tags mean equal states; nothing else is promised.
/// It travels as a strong `ETag` and comes back as `If-Match` (RFC 9110).
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(transparent)]
pub struct Version(pub String);

impl Version {
    /// The version as an entity tag: quoted.
    #[must_use]
    pub fn to_etag(&self) -> String {
        let mut tag = String::with_capacity(self.0.len() + 2);
        tag.push('"');
        tag.push_str(&self.0);
        tag.push('"');
        tag
    }

    /// Reads an entity tag, with or without quotes.
    #[must_use]
    pub fn from_etag(tag: &str) -> Self {
        Self(tag.trim().trim_matches('"').to_owned())
    }
}
