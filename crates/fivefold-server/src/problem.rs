//! Answers that say why not: RFC 9457 problems, and extractors that refuse with them.

use axum::{
    Json,
    body::Body as HttpBody,
    extract::{
        FromRequest, FromRequestParts, Request,
        rejection::{JsonRejection, PathRejection, QueryRejection},
    },
    http::{HeaderValue, StatusCode, header, request::Parts},
    response::{IntoResponse, Response},
};
use fivefold_api::model::{FieldProblem, FieldProblemCode, Problem, ProblemKind};
use serde::de::DeserializeOwned;

tokio::task_local! {
    /// Names the request being answered in the logs and in its problem.
    pub(crate) static CORRELATION: String;
}

/// The media type of a problem.
pub(crate) const PROBLEM_JSON: &str = "application/problem+json";

/// A refused request: what every handler returns as its error.
#[derive(Debug)]
pub(crate) struct Refused {
    problem: Box<Problem>,
    retry_after: Option<u32>,
}

/// What handlers return.
pub(crate) type Answer<T> = Result<T, Refused>;

impl Refused {
    /// A refusal of a kind, with the status and title of that kind.
    #[must_use]
    pub(crate) fn new(kind: ProblemKind) -> Self {
        let (status, title) = described(kind);
        Self { problem: Box::new(Problem::new(kind, status, title)), retry_after: None }
    }

    /// The request cannot be read.
    #[must_use]
    pub(crate) fn bad_request(detail: impl Into<String>) -> Self {
        Self::new(ProblemKind::BadRequest).detail(detail)
    }

    /// There is no such thing.
    #[must_use]
    pub(crate) fn not_found() -> Self {
        Self::new(ProblemKind::NotFound)
    }

    /// A field is wrong; more can be added with [`Refused::and_field`].
    #[must_use]
    pub(crate) fn field(field: impl Into<String>, code: FieldProblemCode) -> Self {
        Self::new(ProblemKind::InvalidFields).and_field(field, code)
    }

    /// Something of our own is broken. The reason is logged, never sent.
    pub(crate) fn internal(reason: impl std::fmt::Display) -> Self {
        tracing::error!(correlation_id = correlation(), %reason, "a request failed");
        Self::new(ProblemKind::Internal)
    }

    /// Says in English what went wrong this time.
    #[must_use]
    pub(crate) fn detail(mut self, detail: impl Into<String>) -> Self {
        self.problem.detail = Some(detail.into());
        self
    }

    /// Adds a wrong field.
    #[must_use]
    pub(crate) fn and_field(mut self, field: impl Into<String>, code: FieldProblemCode) -> Self {
        self.problem.fields.push(FieldProblem { field: field.into(), code });
        self
    }

    /// Another status than that of the kind.
    #[must_use]
    pub(crate) fn status(mut self, status: StatusCode) -> Self {
        self.problem.status = status.as_u16();
        self
    }

    /// After how many seconds another try may succeed.
    #[must_use]
    pub(crate) fn retry_after(mut self, seconds: u32) -> Self {
        self.retry_after = Some(seconds);
        self
    }

    /// The problem as it will be sent, to be completed.
    pub(crate) fn problem_mut(&mut self) -> &mut Problem {
        &mut self.problem
    }

    /// The problem as it will be sent.
    #[must_use]
    pub(crate) fn problem(&self) -> &Problem {
        &self.problem
    }

    /// The problem with its URI and correlation id, as the body of an answer.
    #[must_use]
    pub(crate) fn into_problem(mut self) -> Problem {
        if let Ok(serde_json::Value::String(kind)) = serde_json::to_value(self.problem.kind) {
            self.problem.type_uri = format!("/problems/{kind}");
        }
        self.problem.correlation_id = Some(correlation());
        *self.problem
    }
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        let retry_after = self.retry_after;
        let problem = self.into_problem();
        let status = StatusCode::from_u16(problem.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        // A problem is plain strings and integers: serde_json cannot refuse it.
        let body = serde_json::to_vec(&problem).unwrap_or_default();
        let mut response = (status, HttpBody::from(body)).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(PROBLEM_JSON));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if let Some(seconds) = retry_after {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        if status == StatusCode::UNAUTHORIZED {
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        response
    }
}

impl From<sqlx::Error> for Refused {
    fn from(error: sqlx::Error) -> Self {
        Self::internal(format_args!("database: {error}"))
    }
}

impl From<serde_json::Error> for Refused {
    fn from(error: serde_json::Error) -> Self {
        Self::internal(format_args!("stored JSON: {error}"))
    }
}

/// The correlation id of the request being answered; `-` outside of one.
#[must_use]
pub(crate) fn correlation() -> String {
    CORRELATION.try_with(Clone::clone).unwrap_or_else(|_| "-".to_owned())
}

fn described(kind: ProblemKind) -> (u16, &'static str) {
    match kind {
        ProblemKind::BadRequest => (400, "The request cannot be read"),
        ProblemKind::InvalidFields => (422, "Some fields are wrong"),
        ProblemKind::SignedOut => (401, "There is no session, or it has ended"),
        ProblemKind::Forbidden => (403, "This is not allowed"),
        ProblemKind::SignInNeeded => (403, "This needs an account"),
        ProblemKind::WrongCredentials => (422, "Address or password is wrong"),
        ProblemKind::LinkEnded => (422, "The link was used already or is too old"),
        ProblemKind::NotFound => (404, "There is no such thing"),
        ProblemKind::VersionConflict => (412, "It has changed since it was seen"),
        ProblemKind::KeyReused => (422, "The key was used for another request"),
        ProblemKind::KeyMissing => (400, "The command needs an Idempotency-Key"),
        ProblemKind::InFlight => (409, "The same command is still running"),
        ProblemKind::TooManyRequests => (429, "Too many requests"),
        ProblemKind::TooLarge => (413, "The body is too large"),
        ProblemKind::UnsupportedMedia => (415, "This type of content is not taken"),
        ProblemKind::PriceChanged => (409, "The total is not the one that was seen"),
        ProblemKind::OutOfStock => (409, "Not enough is in stock"),
        ProblemKind::CheckoutIncomplete => (422, "Parts of the checkout are missing"),
        ProblemKind::DeliveryExpired => (409, "The delivery offer has run out"),
        ProblemKind::PaymentOpen => (409, "Another payment for this is open"),
        ProblemKind::NotPayable => (409, "This can no longer be paid"),
        ProblemKind::NotCancellable => (409, "The order can no longer be cancelled"),
        ProblemKind::BidTooLow => (409, "The bid is below the next minimum"),
        ProblemKind::MaximumNotRaised => (409, "The maximum is not higher than it was"),
        ProblemKind::AuctionEnded => (409, "The lot takes no bids any more"),
        ProblemKind::AuctionNotStarted => (409, "The lot takes no bids yet"),
        ProblemKind::AuctionNotOpen => (409, "The auction was called off or is suspended"),
        ProblemKind::SellerCannotBid => (403, "Nobody bids on what they sell"),
        ProblemKind::BidderBlocked => (403, "This account may not bid"),
        ProblemKind::GroupFull => (409, "Not so much is left of the group-buy"),
        ProblemKind::GroupNotStarted => (409, "The group-buy cannot be joined yet"),
        ProblemKind::GroupEnded => (409, "The group-buy cannot be joined any more"),
        ProblemKind::GroupCancelled => (409, "The seller has called the group-buy off"),
        ProblemKind::SeatLocked => (409, "The seat cannot be given up any more"),
        ProblemKind::SlotTaken => (409, "The time is somebody else's"),
        ProblemKind::SlotUnavailable => (409, "There is no such time, or it cannot be booked"),
        ProblemKind::HoldEnded => (409, "The time is held no longer"),
        ProblemKind::NotChangeable => (409, "The booking can no longer be moved"),
        ProblemKind::CompanyNeeded => (403, "This is for those who buy for a company"),
        ProblemKind::QuoteSuperseded => (412, "Another version of the quote counts"),
        ProblemKind::QuoteExpired => (409, "The offer has expired"),
        ProblemKind::CounterOpen => (409, "A counter is open already"),
        ProblemKind::NotYourTurn => (409, "The other side has to move"),
        ProblemKind::QuoteNotOpen => (409, "The quote does not take this as it stands"),
        ProblemKind::OrderBlocked => (422, "The quote cannot be ordered as it is"),
        ProblemKind::AttachmentNotClean => (422, "The file is not scanned, or something was found in it"),
        ProblemKind::ReturnUrlNotAllowed => (422, "The return address is not one of the shop's"),
        _ => (500, "The server failed"),
    }
}

/// A JSON body that refuses with problems: not JSON 400, another shape 422, too large 413, another
/// media type 415.
#[derive(Debug)]
pub(crate) struct Body<T>(pub(crate) T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Body<T> {
    type Rejection = Refused;

    async fn from_request(request: Request, state: &S) -> Answer<Self> {
        match Json::<T>::from_request(request, state).await {
            Ok(Json(value)) => Ok(Self(value)),
            Err(rejection) => Err(match rejection {
                JsonRejection::MissingJsonContentType(_) => {
                    Refused::new(ProblemKind::UnsupportedMedia).detail("send application/json")
                }
                JsonRejection::JsonDataError(error) => {
                    Refused::bad_request(error.body_text()).status(StatusCode::UNPROCESSABLE_ENTITY)
                }
                other if other.status() == StatusCode::PAYLOAD_TOO_LARGE => {
                    Refused::new(ProblemKind::TooLarge)
                }
                other => Refused::bad_request(other.body_text()),
            }),
        }
    }
}

/// A query that refuses with a problem.
#[derive(Debug)]
pub(crate) struct Query<T>(pub(crate) T);

impl<S: Send + Sync, T: DeserializeOwned + 'static> FromRequestParts<S> for Query<T> {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Answer<Self> {
        axum::extract::Query::<T>::from_request_parts(parts, state)
            .await
            .map(|axum::extract::Query(value)| Self(value))
            .map_err(|rejection: QueryRejection| Refused::bad_request(rejection.body_text()))
    }
}

/// Parameters of the path that refuse with a problem.
#[derive(Debug)]
pub(crate) struct Path<T>(pub(crate) T);

impl<S: Send + Sync, T: DeserializeOwned + Send> FromRequestParts<S> for Path<T> {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Answer<Self> {
        axum::extract::Path::<T>::from_request_parts(parts, state)
            .await
            .map(|axum::extract::Path(value)| Self(value))
            .map_err(|rejection: PathRejection| {
                if rejection.status().is_server_error() {
                    Refused::internal(rejection.body_text())
                } else {
                    Refused::bad_request(rejection.body_text())
                }
            })
    }
}
