//! Messages on a quote, and files. For both sides.

use super::{Endpoint, QueryWriter, json};
use crate::model::{Attachment, MarkRead, QuoteMessage, QuoteMessages, ReadMark, WriteMessage};
use crate::transport::{Body, Method};
use crate::vocabulary::{CommitmentKey, MediaId, QuoteId};

/// `GET /v1/quotes/{id}/messages?before=`: what both sides have written, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ListQuoteMessages {
    /// The quote.
    pub id: QuoteId,
    /// Only messages before this place; 0 for the newest. It is what `next` of the page before said.
    pub before: u64,
}

impl Endpoint for ListQuoteMessages {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/v1/quotes/{id}/messages";
    const PRIVATE: bool = true;
    type Answer = QuoteMessages;

    fn params(&self) -> Vec<&str> {
        vec![self.id.as_str()]
    }

    fn query(&self, query: &mut QueryWriter) {
        if self.before > 0 {
            query.add("before", &self.before.to_string());
        }
    }
}

/// `POST /v1/quotes/{id}/messages`: writes one (B2B-12). A commitment, so that it is there once. A file in which something
/// was found is refused with `attachment_not_clean`; one that is not scanned yet is taken.
#[derive(Debug, Clone)]
pub struct PostQuoteMessage {
    /// The quote.
    pub id: QuoteId,
    /// The message.
    pub message: WriteMessage,
    /// The commitment's key.
    pub key: CommitmentKey,
}

impl Endpoint for PostQuoteMessage {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/v1/quotes/{id}/messages";
    const PRIVATE: bool = true;
    type Answer = QuoteMessage;

    fn params(&self) -> Vec<&str> {
        vec![self.id.as_str()]
    }

    fn body(&self) -> Body {
        json(&self.message)
    }

    fn key(&self) -> Option<&CommitmentKey> {
        Some(&self.key)
    }
}

/// `PUT /v1/quotes/{id}/messages/read`: says how far one has read. It counts for the person, on all devices.
#[derive(Debug, Clone)]
pub struct PutMessagesRead {
    /// The quote.
    pub id: QuoteId,
    /// How far.
    pub mark: MarkRead,
}

impl Endpoint for PutMessagesRead {
    const METHOD: Method = Method::Put;
    const PATH: &'static str = "/v1/quotes/{id}/messages/read";
    const PRIVATE: bool = true;
    type Answer = ReadMark;

    fn params(&self) -> Vec<&str> {
        vec![self.id.as_str()]
    }

    fn body(&self) -> Body {
        json(&self.mark)
    }
}

/// `POST /v1/attachments?name=`: uploads a file for a message or a line. Types and sizes are those of
/// [`crate::rules::check_attachment`]: `unsupported_media`, `too_large`. Whoever has sent many that go along with nothing is
/// refused with `too_many_requests`.
#[derive(Debug, Clone)]
pub struct UploadAttachment {
    /// What the file is called.
    pub name: String,
    /// The file.
    pub bytes: Vec<u8>,
    /// Its media type.
    pub media_type: String,
}

impl Endpoint for UploadAttachment {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/v1/attachments";
    const PRIVATE: bool = true;
    type Answer = Attachment;

    fn query(&self, query: &mut QueryWriter) {
        query.add("name", &self.name);
    }

    fn body(&self) -> Body {
        Body::File { bytes: self.bytes.clone(), media_type: self.media_type.clone() }
    }
}

/// `GET /v1/attachments/{id}`: whether a file was scanned. For whoever has uploaded it, and both sides of its quote.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct GetAttachment {
    /// The file.
    pub id: MediaId,
}

impl Endpoint for GetAttachment {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/v1/attachments/{id}";
    const PRIVATE: bool = true;
    type Answer = Attachment;

    fn params(&self) -> Vec<&str> {
        vec![self.id.as_str()]
    }
}
