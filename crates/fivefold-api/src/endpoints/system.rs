//! Capabilities, time, sessions, commitments, the live feed, media.

use super::{Endpoint, QueryWriter};
use crate::model::{Capabilities, CommitmentReport, ServerTime, Session, Upload};
use crate::transport::{Body, Method};
use crate::vocabulary::CommitmentKey;

/// `GET /v1/capabilities`: what the backend offers.
#[derive(Debug, Clone)]
pub struct GetCapabilities;

impl Endpoint for GetCapabilities {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/v1/capabilities";
    const SCOPED: bool = true;
    type Answer = Capabilities;
}

/// `GET /v1/time`: never cached.
#[derive(Debug, Clone)]
pub struct GetTime;

impl Endpoint for GetTime {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/v1/time";
    type Answer = ServerTime;
}

/// `POST /v1/sessions`: a new guest session.
#[derive(Debug, Clone)]
pub struct CreateSession;

impl Endpoint for CreateSession {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/v1/sessions";
    type Answer = Session;
}

/// `GET /v1/commitments/{key}`: what became of a command of this session.
#[derive(Debug, Clone)]
pub struct GetCommitment {
    /// The command's key.
    pub key: CommitmentKey,
}

impl Endpoint for GetCommitment {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/v1/commitments/{key}";
    const PRIVATE: bool = true;
    type Answer = CommitmentReport;

    fn params(&self) -> Vec<&str> {
        vec![self.key.as_str()]
    }
}

/// `GET /v1/events?topic=a@17&topic=b`: server-sent events of the asked topics, from after the
/// given numbers. Not a call with one answer, so it is no [`Endpoint`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GetEvents {
    /// Topics, each with the epoch and number of the last fact seen.
    pub topics: Vec<(String, Option<(String, u64)>)>,
}

impl GetEvents {
    /// The path.
    pub const PATH: &'static str = "/v1/events";

    /// Path and query. A topic travels as `name`, or as `name@seq@epoch` to resume.
    #[must_use]
    pub fn path_and_query(&self) -> String {
        let mut query = QueryWriter::default();
        for (topic, seen) in &self.topics {
            match seen {
                None => query.add("topic", topic),
                Some((epoch, seq)) => {
                    query.add("topic", &[topic.as_str(), &seq.to_string(), epoch.as_str()].join("@"));
                }
            }
        }
        String::from(Self::PATH) + &query.finish()
    }
}

/// `POST /v1/media`: uploads a picture (JPEG, PNG, WebP or AVIF, at most 8 MiB).
#[derive(Debug, Clone)]
pub struct UploadMedia {
    /// The file.
    pub bytes: Vec<u8>,
    /// Its media type.
    pub media_type: String,
}

impl Endpoint for UploadMedia {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/v1/media";
    const PRIVATE: bool = true;
    type Answer = Upload;

    fn body(&self) -> Body {
        Body::File { bytes: self.bytes.clone(), media_type: self.media_type.clone() }
    }
}
