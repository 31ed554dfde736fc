//! What is known of something that lives elsewhere.

use fivefold_api::error::ApiError;

/// A remote value as far as this page knows it.
#[derive(Debug, Clone, PartialEq)]
pub enum Remote<T> {
    /// Nothing yet.
    Loading,
    /// Here it is.
    Ready {
        /// The value.
        value: T,
        /// Whether a newer one has been asked for.
        refreshing: bool,
    },
    /// The last question was not answered.
    Failed {
        /// Why.
        error: ApiError,
        /// The answer to an earlier question, if there was one.
        last: Option<T>,
    },
}

impl<T> Remote<T> {
    /// The value, also while a newer one is on its way. An older value after a failure does not count.
    #[must_use]
    pub fn ready(self) -> Option<T> {
        match self {
            Self::Ready { value, .. } => Some(value),
            Self::Loading | Self::Failed { .. } => None,
        }
    }

    /// The newest value there ever was.
    #[must_use]
    pub fn latest(self) -> Option<T> {
        match self {
            Self::Ready { value, .. } => Some(value),
            Self::Failed { last, .. } => last,
            Self::Loading => None,
        }
    }

    /// Why the last question was not answered.
    #[must_use]
    pub fn error(&self) -> Option<&ApiError> {
        match self {
            Self::Failed { error, .. } => Some(error),
            Self::Loading | Self::Ready { .. } => None,
        }
    }

    /// The same knowledge about a part of the value.
    #[must_use]
    pub fn map<U>(self, part: impl FnOnce(T) -> U) -> Remote<U> {
        match self {
            Self::Loading => Remote::Loading,
            Self::Ready { value, refreshing } => Remote::Ready { value: part(value), refreshing },
            Self::Failed { error, last } => Remote::Failed { error, last: last.map(part) },
        }
    }
}
