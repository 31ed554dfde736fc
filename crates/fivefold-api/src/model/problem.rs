//! Problems: why a request was not fulfilled (RFC 9457).

use crate::json::{self, FromJson, Json};
use crate::model::{BookingProblem, GroupProblem, QuoteProblem};
use crate::vocabulary::{Instant, Money, OrderId, VariantId, Version};
use serde::{Deserialize, Serialize};

/// A problem document (`application/problem+json`).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Problem {
    /// A URI reference that names the kind: `/problems/price_changed`.
    #[serde(default, rename = "type")]
    pub type_uri: String,
    /// The kind as a word, so that nobody has to read a URI.
    #[serde(default = "unknown_kind")]
    pub kind: ProblemKind,
    /// The kind in a few English words.
    #[serde(default)]
    pub title: String,
    /// The HTTP status.
    #[serde(default)]
    pub status: u16,
    /// What went wrong this time, in English, for developers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// Names this occurrence in the backend's logs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub correlation_id: Option<String>,
    /// Which fields are wrong, for `invalid_fields`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<FieldProblem>,
    /// Which lines are concerned, for `out_of_stock` and `price_changed`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lines: Vec<LineProblem>,
    /// The total seen and the total now, for `price_changed`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub totals: Option<TotalChange>,
    /// The order that stands in the way, for `payment_open`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order: Option<OrderId>,
    /// What a bid has to be, for refused bids. It is read where bids are made, by [`Problem::bid_problem`].
    #[serde(default, skip_serializing_if = "Json::is_null")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<BidProblem>))]
    pub bid: Json,
    /// What there is instead, for refusals to join. It is read where one joins, by [`Problem::group_problem`].
    #[serde(default, skip_serializing_if = "Json::is_null")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<GroupProblem>))]
    pub group: Json,
    /// What there is instead, for refused times. It is read where one books, by [`Problem::booking_problem`].
    #[serde(default, skip_serializing_if = "Json::is_null")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<BookingProblem>))]
    pub booking: Json,
    /// How a quote stands, for refused commands on it. It is read there, by [`Problem::quote_problem`].
    #[serde(default, skip_serializing_if = "Json::is_null")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<QuoteProblem>))]
    pub quote: Json,
}

impl Problem {
    /// A problem of a kind.
    #[must_use]
    pub fn new(kind: ProblemKind, status: u16, title: &str) -> Self {
        Self {
            type_uri: String::new(),
            kind,
            title: title.to_owned(),
            status,
            detail: None,
            correlation_id: None,
            fields: Vec::new(),
            lines: Vec::new(),
            totals: None,
            order: None,
            bid: Json::Null,
            group: Json::Null,
            booking: Json::Null,
            quote: Json::Null,
        }
    }

    /// What a bid has to be.
    #[must_use]
    pub fn bid_problem(&self) -> Option<BidProblem> {
        if self.bid.is_null() { None } else { BidProblem::from_json(self.bid.clone()).ok() }
    }

    /// Says what a bid has to be.
    pub fn set_bid(&mut self, bid: &BidProblem) {
        self.bid = serde_json::to_value(bid).map(Json::from).unwrap_or_default();
    }

    /// What there is instead of the seat that was refused.
    #[must_use]
    pub fn group_problem(&self) -> Option<GroupProblem> {
        if self.group.is_null() { None } else { GroupProblem::from_json(self.group.clone()).ok() }
    }

    /// Says what there is instead of the seat that is refused.
    pub fn set_group(&mut self, group: &GroupProblem) {
        self.group = serde_json::to_value(group).map(Json::from).unwrap_or_default();
    }

    /// What there is instead of the time that was refused.
    #[must_use]
    pub fn booking_problem(&self) -> Option<BookingProblem> {
        if self.booking.is_null() { None } else { BookingProblem::from_json(self.booking.clone()).ok() }
    }

    /// Says what there is instead of the time that is refused.
    pub fn set_booking(&mut self, booking: &BookingProblem) {
        self.booking = serde_json::to_value(booking).map(Json::from).unwrap_or_default();
    }

    /// How the quote stands whose command was refused.
    #[must_use]
    pub fn quote_problem(&self) -> Option<QuoteProblem> {
        if self.quote.is_null() { None } else { QuoteProblem::from_json(self.quote.clone()).ok() }
    }

    /// Says how the quote stands whose command is refused.
    pub fn set_quote(&mut self, quote: &QuoteProblem) {
        self.quote = serde_json::to_value(quote).map(Json::from).unwrap_or_default();
    }

    /// Reads a problem from an answer. Anything else than a problem document becomes `Unknown`.
    #[must_use]
    pub fn read(status: u16, body: &[u8]) -> Self {
        json::from_slice(body).unwrap_or_else(|_| Self::new(ProblemKind::Unknown, status, ""))
    }
}

fn unknown_kind() -> ProblemKind {
    ProblemKind::Unknown
}

/// The kinds of problems.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum ProblemKind {
    /// The request cannot be read.
    BadRequest,
    /// Fields are wrong; `fields` names them.
    InvalidFields,
    /// No session, or it has ended.
    SignedOut,
    /// Not allowed.
    Forbidden,
    /// A guest asked for what belongs to an account.
    SignInNeeded,
    /// Address or password is wrong; which, is not told.
    WrongCredentials,
    /// A mail's link was used already, is too old, or never was one.
    LinkEnded,
    /// Not there.
    NotFound,
    /// Changed since it was seen.
    VersionConflict,
    /// The key was used for another request.
    KeyReused,
    /// A command needs an `Idempotency-Key`.
    KeyMissing,
    /// The same command is still running.
    InFlight,
    /// Too many requests.
    TooManyRequests,
    /// The body is too large.
    TooLarge,
    /// The file's type is not taken.
    UnsupportedMedia,
    /// The total is not the one the buyer saw.
    PriceChanged,
    /// Not enough in stock.
    OutOfStock,
    /// Parts of the checkout are missing.
    CheckoutIncomplete,
    /// The delivery offer has run out.
    DeliveryExpired,
    /// Another payment for this is open.
    PaymentOpen,
    /// The thing can no longer be paid.
    NotPayable,
    /// The order can no longer be cancelled.
    NotCancellable,
    /// The return address is not one of the shop's.
    ReturnUrlNotAllowed,
    /// The bid is below the next minimum; `bid.minimum` is that.
    BidTooLow,
    /// The bidder leads already, with a maximum that is as high; `bid.maximum` is that.
    MaximumNotRaised,
    /// The lot takes no bids any more.
    AuctionEnded,
    /// The lot takes no bids yet; `bid.starts_at` says when.
    AuctionNotStarted,
    /// The lot was called off or is suspended.
    AuctionNotOpen,
    /// Nobody bids on what they sell.
    SellerCannotBid,
    /// The person may not bid.
    BidderBlocked,
    /// Not so much is left of the group-buy; `group` says what there is instead.
    GroupFull,
    /// The group-buy cannot be joined yet; `group.state.starts_at` says when.
    GroupNotStarted,
    /// The group-buy cannot be joined any more; `group` says what there is instead.
    GroupEnded,
    /// The seller has called the group-buy off.
    GroupCancelled,
    /// The seat cannot be given up: the group is locked, or the seat is none any more.
    SeatLocked,
    /// The time is somebody else's; `booking` says what there is instead.
    SlotTaken,
    /// There is no such time, or it cannot be booked: too soon, too far away, closed, too many; `booking` says what
    /// there is instead.
    SlotUnavailable,
    /// The hold is over; `booking` says what there is instead.
    HoldEnded,
    /// The booking cannot be moved any more.
    NotChangeable,
    /// The account buys for no company, or may not do this for it.
    CompanyNeeded,
    /// Another version of the quote counts; `quote.quote` is the quote as it stands. Its status is 412.
    QuoteSuperseded,
    /// The offer is expired, by the backend's clock.
    QuoteExpired,
    /// A counter is open already.
    CounterOpen,
    /// The other side has to move.
    NotYourTurn,
    /// The quote has ended, or takes no such thing in its state.
    QuoteNotOpen,
    /// The accepted quote cannot be ordered as it is; `quote.blockers` says why.
    OrderBlocked,
    /// The file is not scanned yet, or something was found in it.
    AttachmentNotClean,
    /// The backend failed.
    Internal,
    /// Something this storefront does not know.
    #[serde(other)]
    Unknown,
}

/// What is wrong with one field.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Eq)]
pub struct FieldProblem {
    /// The field's path: `address.postcode`.
    pub field: String,
    /// What is wrong, as a word.
    pub code: FieldProblemCode,
}

/// What is wrong with a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum FieldProblemCode {
    /// It is empty.
    Required,
    /// It does not look like it should.
    Format,
    /// It is too short.
    TooShort,
    /// It is too long.
    TooLong,
    /// It is a password that everybody tries first.
    TooCommon,
    /// It is not among the allowed values.
    NotAllowed,
    /// It is too small or too large.
    OutOfRange,
    /// Something this storefront does not know.
    #[serde(other)]
    Unknown,
}

/// What is wrong with one line.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LineProblem {
    /// The variant.
    pub variant: VariantId,
    /// How many can be had, for `out_of_stock`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub available: Option<i64>,
    /// What one cost when it was seen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub was: Option<Money>,
    /// What one costs now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub now: Option<Money>,
}

/// A total that changed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TotalChange {
    /// What the buyer saw.
    pub was: Money,
    /// What it is.
    pub now: Money,
}

/// Why a bid was refused. Only the bidder is told.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Default)]
pub struct BidProblem {
    /// The least that is taken, for `bid_too_low`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minimum: Option<Money>,
    /// The bidder's own maximum, for `maximum_not_raised`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub maximum: Option<Money>,
    /// When bidding begins, for `auction_not_started`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub starts_at: Option<Instant>,
    /// The state of the lot by which it was decided: what the next bid has seen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<Version>,
}
