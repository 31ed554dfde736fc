//! What both sides write about a quote, and the files they send.

use crate::json::FromJson;
use crate::model::{QuoteParty, TopicPoint};
use crate::vocabulary::{Instant, MediaId, MessageId, Page, QuoteId};
use serde::{Deserialize, Serialize};

/// A message on a quote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct QuoteMessage {
    /// The message.
    pub id: MessageId,
    /// Its place among those of the quote, from 1, by the backend's time. It orders them and tells twice the same.
    pub place: u64,
    /// When it arrived.
    pub at: Instant,
    /// Which side wrote it.
    pub by: QuoteParty,
    /// What the person is called who did.
    pub author: String,
    /// What it is.
    pub kind: MessageKind,
    /// What it says, plain text.
    #[serde(default)]
    pub text: String,
    /// The version that it came with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<u32>,
    /// Files.
    #[serde(default)]
    pub attachments: Vec<Attachment>,
}

/// What a message is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum MessageKind {
    /// A message.
    Message,
    /// A note to a request that was sent already.
    Note,
    /// What the supplier wants to know.
    Question,
    /// The answer to it.
    Answer,
    /// Why somebody did what they did.
    Reason,
    /// Something this storefront does not know.
    #[serde(other)]
    Unknown,
}

/// A page of messages.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct QuoteMessages {
    /// Newest first. `next` leads to older ones.
    pub page: Page<QuoteMessage>,
    /// Up to which place the asking person has read; 0 for nothing.
    #[serde(default)]
    pub read_to: u64,
    /// How many of the other side's are after that.
    #[serde(default)]
    pub unread: u32,
    /// Which facts of the topic `quote/{id}` are in it.
    pub live: TopicPoint,
}

/// Body of `POST /v1/quotes/{id}/messages`: text, files, or both.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WriteMessage {
    /// What it says, at most [`crate::rules::MESSAGE_MAX`] characters.
    pub text: String,
    /// Whether it is a note to the request. Only while that is `submitted`.
    #[serde(default)]
    pub is_note: bool,
    /// Files, uploaded before; at most [`crate::rules::ATTACHMENTS_MAX`].
    #[serde(default)]
    pub attachments: Vec<MediaId>,
}

/// Body of `PUT /v1/quotes/{id}/messages/read`. It never moves back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MarkRead {
    /// Up to which place everything was read.
    pub read_to: u64,
}

/// What is not read. Also the data of the fact `quote_read` on the person's own `me`, so that all tabs know.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReadMark {
    /// The quote.
    pub quote: QuoteId,
    /// Up to which place everything was read.
    pub read_to: u64,
    /// How many of the other side's are after that.
    pub unread: u32,
}

/// Data of the fact `message` on `quote/{id}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MessageFact {
    /// The message.
    pub message: QuoteMessage,
}

/// A file on a message or a line. It can be had once it was scanned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Attachment {
    /// The file.
    pub id: MediaId,
    /// What it is called.
    pub name: String,
    /// Its media type.
    pub media_type: String,
    /// How many bytes it has.
    pub bytes: u64,
    /// Whether it was scanned, and with what result. The fact `attachment` on `quote/{id}` says when that changes; its
    /// data is this.
    pub scan: ScanState,
    /// Where it can be had, a path on the backend's own address; absent unless it is clean.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub href: Option<String>,
}

/// What a scan for malicious software has come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum ScanState {
    /// It is not done.
    Pending,
    /// Nothing was found.
    Clean,
    /// Something was found: nobody gets the file.
    Blocked,
    /// Something this storefront does not know.
    #[serde(other)]
    Unknown,
}
