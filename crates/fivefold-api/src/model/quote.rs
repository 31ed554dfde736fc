//! One quote from request to order, as both sides see it.

use crate::json::FromJson;
use crate::model::{CompanyAddress, QuoteVersion, TopicPoint, VersionKind, VersionState};
use crate::vocabulary::{
    CompanyId, Currency, Date, Instant, Money, OrderId, Page, QuoteId, QuoteLineId, Version,
};
use serde::{Deserialize, Serialize};

/// A quote as somebody of the buying company, or of the supplier, sees it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Quote {
    /// The quote.
    pub id: QuoteId,
    /// What both sides call it: `Q-1042`.
    pub number: String,
    /// The state of the quote: what a command has seen (`If-Match`). Messages do not change it.
    pub version: Version,
    /// Which side the asking person is on.
    pub viewer: QuoteParty,
    /// Where it stands.
    pub status: QuoteStatus,
    /// Whom it waits for.
    pub turn: QuoteTurn,
    /// The one currency of all its amounts.
    pub currency: Currency,
    /// Who buys.
    pub company: QuoteCompany,
    /// Who sells.
    pub supplier: Supplier,
    /// When it was requested.
    pub requested_at: Instant,
    /// Where it would go, if the request says so; as the company has that address now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<CompanyAddress>,
    /// The version that counts: an open counter, else the last offer, else the request.
    pub current: QuoteVersion,
    /// The offer that could be accepted if nothing stood in the way; absent before the first one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub offer: Option<u32>,
    /// Until when the last offer stands, however `current` looks. From this instant on it is neither accepted nor
    /// ordered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_until: Option<Instant>,
    /// All versions, oldest first. One is read with `GET /v1/quotes/{id}/versions/{number}`.
    #[serde(default)]
    pub versions: Vec<VersionSummary>,
    /// What the supplier wants to know, while it is not answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub question: Option<InfoQuestion>,
    /// When it was accepted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accepted_at: Option<Instant>,
    /// When it ended, however.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended_at: Option<Instant>,
    /// Why it was rejected, declined, withdrawn or cancelled, in the words of whoever did it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end_reason: Option<String>,
    /// The order that was made of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order: Option<OrderId>,
    /// The quote that this one asks for again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub previous: Option<QuoteLink>,
    /// The quote that asks for this one again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<QuoteLink>,
    /// What a unit of its currency is worth in the requested one. Only told where the two differ, and only to inform.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub conversion: Option<Conversion>,
    /// How many messages the asking person has not read.
    #[serde(default)]
    pub unread: u32,
    /// What the asking person may do now.
    #[serde(default)]
    pub allowed_actions: Vec<QuoteAction>,
    /// Which facts of the topic `quote/{id}` are in it.
    pub live: TopicPoint,
}

/// One of the two sides of a quote.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum QuoteParty {
    /// The company.
    Buyer,
    /// The supplier.
    Supplier,
    /// Something this storefront does not know.
    #[serde(other)]
    Unknown,
}

/// Whom a quote waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum QuoteTurn {
    /// The company.
    Buyer,
    /// The supplier.
    Supplier,
    /// Nobody: it has ended.
    Nobody,
    /// Something this storefront does not know.
    #[serde(other)]
    Unknown,
}

/// Where a quote stands. The moves between these are [`crate::rules::quote_moves`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum QuoteStatus {
    /// The supplier has been asked.
    Submitted,
    /// The supplier wants to know something first.
    NeedsInfo,
    /// There is an offer.
    Quoted,
    /// The company wants the offer changed.
    Countered,
    /// The company has accepted the offer and can order.
    Accepted,
    /// It became an order.
    Ordered,
    /// The company does not want the offer.
    Rejected,
    /// The supplier makes no offer.
    Declined,
    /// The offer was not accepted, or not ordered, in its time.
    Expired,
    /// The supplier has taken the offer back.
    Withdrawn,
    /// The company has taken the request back.
    Cancelled,
    /// Something this storefront does not know.
    #[serde(other)]
    Unknown,
}

/// What may be done with a quote.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum QuoteAction {
    /// Answer the supplier's question.
    Reply,
    /// Add a note to the request.
    AddNote,
    /// Take the request back.
    Cancel,
    /// Accept the offer.
    Accept,
    /// Ask for other prices, quantities or dates.
    Counter,
    /// Take one's own counter back.
    WithdrawCounter,
    /// Say no to the offer.
    Reject,
    /// Order what was accepted.
    Order,
    /// Ask for the same lines again, in a new quote.
    RequestAgain,
    /// Ask the company for something.
    Ask,
    /// Make an offer, the first or another one.
    Offer,
    /// Say no to a counter; the offer stands as it was.
    RefuseCounter,
    /// Make no offer.
    Decline,
    /// Take the offer back.
    Withdraw,
    /// Write a message.
    Write,
    /// Something this storefront does not know.
    #[serde(other)]
    Unknown,
}

/// The company that a quote is for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct QuoteCompany {
    /// The company.
    pub id: CompanyId,
    /// What it is called.
    pub name: String,
    /// Who of it has asked.
    pub person: String,
}

/// Who sells.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Supplier {
    /// What it is called.
    pub name: String,
    /// The IANA zone in which its days are counted.
    pub zone: String,
    /// Whether nobody real answers.
    #[serde(default)]
    pub is_demo: bool,
}

/// A version in the list of all.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct VersionSummary {
    /// Its number among those of the quote, from 1.
    pub number: u32,
    /// What it is.
    pub kind: VersionKind,
    /// Who wrote it.
    pub by: QuoteParty,
    /// What became of it.
    pub state: VersionState,
    /// When it was written.
    pub at: Instant,
    /// What it comes to in all, where all its lines have a price.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub total: Option<Money>,
}

/// What the supplier wants to know (B2B-07).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct InfoQuestion {
    /// The question.
    pub text: String,
    /// Which lines it is about; none: all of it.
    #[serde(default)]
    pub lines: Vec<QuoteLineId>,
    /// When it was asked.
    pub asked_at: Instant,
    /// When an answer is due. Nothing happens by itself then.
    pub reply_due: Instant,
}

/// Another quote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct QuoteLink {
    /// The quote.
    pub id: QuoteId,
    /// What it is called.
    pub number: String,
}

/// What a currency is worth in another one. Amounts made with it ([`crate::rules::convert`]) bind nobody (B2B-22).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Conversion {
    /// The other currency.
    pub currency: Currency,
    /// What one is worth in it: digits, of which `scale` are decimals.
    pub rate: i64,
    /// How many of the digits are decimals.
    pub scale: u8,
    /// The day of the rate.
    pub on: Date,
}

/// A quote in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct QuoteCard {
    /// The quote.
    pub id: QuoteId,
    /// What both sides call it.
    pub number: String,
    /// What its first line is called, in the language it was requested in.
    pub title: String,
    /// How many lines it has.
    pub lines: u32,
    /// Where it stands.
    pub status: QuoteStatus,
    /// Whom it waits for.
    pub turn: QuoteTurn,
    /// The number of the version that counts.
    pub current: u32,
    /// What that comes to in all, where all its lines have a price.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub total: Option<Money>,
    /// Who buys.
    pub company: QuoteCompany,
    /// Who sells.
    pub supplier: Supplier,
    /// Until when the last offer stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_until: Option<Instant>,
    /// When an answer to a question is due.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reply_due: Option<Instant>,
    /// When it last changed.
    pub changed_at: Instant,
    /// How many messages the asking person has not read.
    #[serde(default)]
    pub unread: u32,
}

/// A page of quotes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct QuoteList {
    /// The quotes of this page, last changed first.
    pub page: Page<QuoteCard>,
    /// How many wait for the asking person's side, of all.
    #[serde(default)]
    pub waiting: u64,
}

/// Which quotes a list shows.
#[derive(Default, Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum QuoteFilter {
    /// All.
    #[default]
    All,
    /// Those that wait for the asking person's side.
    Waiting,
    /// Those that have not ended.
    Open,
    /// Those that became an order.
    Ordered,
    /// Those that ended otherwise.
    Over,
    /// Something this storefront does not know.
    #[serde(other)]
    Unknown,
}

/// Data of the fact `quote` on `quote/{id}` and on `me` of everybody who is concerned. Numbers of unread messages are
/// left out: they differ by person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct QuoteFact {
    /// The quote's state, so that whoever has it knows.
    pub version: Version,
    /// The quote.
    pub quote: QuoteCard,
}
