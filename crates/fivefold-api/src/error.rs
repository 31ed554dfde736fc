//! The one space of errors of a call, read from RFC 9457 problems.

use crate::model::{Problem, ProblemKind};
use std::time::Duration;

/// Why a call has no answer.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum ApiError {
    /// No answer came: no network, refused, cut off, blocked by CORS.
    Unreachable,
    /// No answer came in time. For a commitment this means *unknown*, never *failed*.
    TimedOut,
    /// The session is missing or has ended (401).
    SignedOut,
    /// The person may not do this (403).
    Forbidden(Box<Problem>),
    /// There is no such thing (404, 410). The kind is `Unknown` where it was no problem that said so: what stands before
    /// the backend may have answered.
    NotFound(ProblemKind),
    /// The resource has changed since the caller saw it (412).
    Conflict(Box<Problem>),
    /// The same command is still running (409 `in_flight`).
    InFlight(Duration),
    /// A rule says no (409, 422 with a kind). The problem names it.
    Rejected(Box<Problem>),
    /// Fields of the request are wrong (422 `invalid_fields`, 400).
    Invalid(Box<Problem>),
    /// Too many requests (429).
    Busy(Option<Duration>),
    /// The answer is not what the contract says.
    Contract(String),
    /// The backend failed (5xx).
    Server(Option<Box<Problem>>),
}

impl ApiError {
    /// The error of an answer whose status is 400 or higher.
    #[must_use]
    pub fn from_answer(status: u16, retry_after: Option<Duration>, body: &[u8]) -> Self {
        let problem = || Box::new(Problem::read(status, body));
        match status {
            401 => Self::SignedOut,
            403 => Self::Forbidden(problem()),
            404 | 410 => Self::NotFound(problem().kind),
            408 => Self::TimedOut,
            412 => Self::Conflict(problem()),
            429 => Self::Busy(retry_after),
            400..=499 => {
                let problem = problem();
                match problem.kind {
                    ProblemKind::InFlight => Self::InFlight(retry_after.unwrap_or(Duration::from_secs(1))),
                    ProblemKind::InvalidFields | ProblemKind::BadRequest => Self::Invalid(problem),
                    _ => Self::Rejected(problem),
                }
            }
            _ => Self::Server(Some(problem())),
        }
    }

    /// Whether the same request may succeed when it is sent again.
    #[must_use]
    pub fn may_retry(&self) -> bool {
        matches!(
            self,
            Self::Unreachable | Self::TimedOut | Self::InFlight(_) | Self::Busy(_) | Self::Server(_)
        )
    }

    /// Whether a command that ended like this may have been carried out all the same.
    #[must_use]
    pub fn is_unknown(&self) -> bool {
        matches!(
            self,
            Self::Unreachable
                | Self::TimedOut
                | Self::InFlight(_)
                | Self::Busy(_)
                | Self::Server(_)
                | Self::Contract(_)
        )
    }

    /// What the backend said, if it said anything.
    #[must_use]
    pub fn problem(&self) -> Option<&Problem> {
        match self {
            Self::Forbidden(problem)
            | Self::Conflict(problem)
            | Self::Rejected(problem)
            | Self::Invalid(problem) => Some(problem),
            Self::Server(problem) => problem.as_deref(),
            _ => None,
        }
    }
}
