//! The live feed: facts with gapless numbers.

use crate::json::{FromJson, Json};
use crate::vocabulary::Instant;
use serde::{Deserialize, Serialize};

/// One fact of one topic. Sent as a server-sent event named `fact`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Fact {
    /// What it is about: `product/cast-iron-teapot`, `order/o_1`, `me`.
    pub topic: String,
    /// One more than that of the fact before it on this topic.
    pub seq: u64,
    /// Changes when the backend's history does; numbers of two epochs do not compare.
    pub epoch: String,
    /// When it was sent.
    pub server_time: Instant,
    /// What happened.
    pub kind: String,
    /// The news itself, by kind.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub data: Json,
}

/// Where a topic stands, sent for each asked topic when a stream opens and after each heartbeat, as an event named
/// `cursor`.
///
/// A client whose epoch or number does not connect with it takes a snapshot.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Eq)]
pub struct TopicCursor {
    /// The topic.
    pub topic: String,
    /// The number of its newest fact.
    pub seq: u64,
    /// The backend's epoch.
    pub epoch: String,
    /// Whether the facts after the asked number follow; if not, a snapshot is needed.
    pub replayed: bool,
}

/// Which facts a snapshot holds already: the stream goes on after them with `topic@seq@epoch`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Eq)]
pub struct TopicPoint {
    /// The topic.
    pub topic: String,
    /// The number of the newest fact that is in the snapshot.
    pub seq: u64,
    /// The backend's epoch.
    pub epoch: String,
}

/// Sent every five seconds as an event named `heartbeat`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Heartbeat {
    /// Now.
    pub server_time: Instant,
}

/// Data of a fact of kind `stock` on `product/{slug}`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StockFact {
    /// The variant.
    pub variant: crate::vocabulary::VariantId,
    /// What is left of it.
    pub stock: crate::model::Stock,
}
