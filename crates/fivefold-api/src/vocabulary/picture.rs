//! Pictures: a box, an alternative text and sources in several formats and widths.

use crate::json::FromJson;
use serde::{Deserialize, Serialize};

/// A picture that can be laid out before it is loaded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Picture {
    /// What the picture shows, in the requested locale; empty when it only decorates.
    pub alt: String,
    /// Intrinsic width in pixels.
    pub width: u32,
    /// Intrinsic height in pixels.
    pub height: u32,
    /// The average colour of the backdrop (`#rrggbb`), shown while the picture loads.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tone: Option<String>,
    /// The files, best format first and, within a format, smallest first.
    pub sources: Vec<PictureSource>,
}

/// One file of a picture.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PictureSource {
    /// Where the file is: absolute, or a path on the media origin.
    pub url: String,
    /// Media type: `image/avif`, `image/webp`.
    pub media_type: String,
    /// Width of this file in pixels.
    pub width: u32,
}
