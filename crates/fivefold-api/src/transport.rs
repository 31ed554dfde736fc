//! How bytes get to a backend and back. The browser, the tests and native clients bring their own.

use crate::json::FromJson;
use std::{future::Future, pin::Pin, time::Duration};

/// A boxed future that may cross threads. Leptos contexts ask for `Send`.
pub type BoxFuture<T> = Pin<Box<dyn Future<Output = T> + Send>>;

/// An HTTP method.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize, FromJson)]
#[serde(rename_all = "UPPERCASE")]
pub enum Method {
    /// Safe and cacheable.
    Get,
    /// Creates or commands.
    Post,
    /// Replaces.
    Put,
    /// Removes.
    Delete,
}

impl Method {
    /// The method's name on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Delete => "DELETE",
        }
    }
}

/// A request's body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Body {
    /// No body.
    Empty,
    /// A JSON text.
    Json(String),
    /// A file with its media type.
    File {
        /// The file's bytes.
        bytes: Vec<u8>,
        /// The file's media type.
        media_type: String,
    },
}

/// One request, ready to be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// The method.
    pub method: Method,
    /// Absolute URL, or a path when the backend is on the page's own origin.
    pub url: String,
    /// Headers by lower-case name.
    pub headers: Vec<(&'static str, String)>,
    /// The body.
    pub body: Body,
    /// After which time without an answer the request is given up.
    pub timeout: Duration,
    /// Whether it is sent to its end though its sender goes, as `keepalive` of the Fetch standard says.
    pub keepalive: bool,
}

/// One answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Response {
    /// The status code.
    pub status: u16,
    /// `ETag`, if sent.
    pub etag: Option<String>,
    /// `Retry-After` in seconds, if sent. (The HTTP-date form is not used by our contract.)
    pub retry_after: Option<Duration>,
    /// The body's bytes.
    pub body: Vec<u8>,
}

/// Why there is no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TransportError {
    /// No network, refused, cut off, blocked.
    Unreachable,
    /// No answer in time.
    TimedOut,
}

/// Sends requests, waits and draws random numbers: all that a client needs from its surroundings.
///
/// Dropping a future returned by [`Transport::send`] aborts the request.
pub trait Transport: Send + Sync {
    /// Sends one request once.
    fn send(&self, request: Request) -> BoxFuture<Result<Response, TransportError>>;

    /// Waits.
    fn sleep(&self, duration: Duration) -> BoxFuture<()>;

    /// Random bits from a cryptographic source.
    fn random(&self) -> u64;
}
