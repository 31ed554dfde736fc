//! What both sides send about a quote.

use crate::json::FromJson;
use crate::model::{PaymentTerms, QuantityBasis, TaxBasis};
use crate::vocabulary::{
    AddressId, CompanyId, Date, Instant, MediaId, Money, Quantity, QuoteId, QuoteLineId, Sku, UnitPrice,
};
use serde::{Deserialize, Serialize};

/// Body of `POST /v1/quotes`: asks for a quote. It is in the company's currency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RequestQuote {
    /// The company; absent: the first of the person's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub company: Option<CompanyId>,
    /// What is wanted: at least one, at most [`crate::rules::QUOTE_LINES_MAX`], with at most
    /// [`crate::rules::QUOTE_FILES_MAX`] files in all.
    #[serde(default)]
    pub lines: Vec<RequestLine>,
    /// Where it would go. Both sides see it, and the order begins with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<AddressId>,
    /// What the supplier should know, at most 2,000 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// The quote that this one asks for again, of the same company: one that has ended, be it as an order.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub previous: Option<QuoteId>,
}

/// One line that is wanted (B2B-01).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RequestLine {
    /// The number of what is wanted.
    pub sku: Sku,
    /// How much, as its rule allows.
    pub quantity: Quantity,
    /// What the company would like to pay.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<UnitPrice>,
    /// When it is needed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub required_on: Option<Date>,
    /// What else there is to say, at most 500 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Drawings and the like, uploaded before; at most [`crate::rules::ATTACHMENTS_MAX`].
    #[serde(default)]
    pub attachments: Vec<MediaId>,
}

/// What one side wants changed in a line. What is absent stays as it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LineEdit {
    /// The line.
    pub line: QuoteLineId,
    /// Another price. Not in an answer to a question.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub price: Option<UnitPrice>,
    /// Another quantity, as its rule allows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quantity: Option<Quantity>,
    /// Another date.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub required_on: Option<Date>,
}

/// Body of `POST /v1/quotes/{id}/reply`: answers the supplier's question. Edits make another version of the request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReplyToQuestion {
    /// The answer, 1 to 2,000 characters.
    pub text: String,
    /// What changes.
    #[serde(default)]
    pub edits: Vec<LineEdit>,
    /// Files that belong to the answer, uploaded before.
    #[serde(default)]
    pub attachments: Vec<MediaId>,
}

/// Body of commands that may say why: `…/cancel`, `…/reject`, `…/decline`, `…/withdraw`, `…/counter/withdraw`,
/// `…/counter/refuse`.
#[derive(Default, Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EndQuote {
    /// Why, at most 2,000 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// Body of `POST /v1/quotes/{id}/accept`. The quote that was seen goes along as `If-Match`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AcceptQuote {
    /// The number of the offer that was seen.
    pub number: u32,
    /// What it came to in all. Anything else is refused with `quote_superseded`.
    pub expected_total: Money,
}

/// Body of `POST /v1/quotes/{id}/counter`. The quote that was seen goes along as `If-Match`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CounterQuote {
    /// The number of the offer that was seen.
    pub number: u32,
    /// What is wanted instead: at least one.
    #[serde(default)]
    pub edits: Vec<LineEdit>,
    /// Why, 1 to 2,000 characters.
    pub reason: String,
}

/// Body of `POST /v1/supplier/quotes/{id}/question`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AskForInfo {
    /// The question, 1 to 2,000 characters.
    pub text: String,
    /// Which lines it is about; none: all of it.
    #[serde(default)]
    pub lines: Vec<QuoteLineId>,
    /// When an answer is due.
    pub reply_due: Instant,
}

/// Body of `POST /v1/supplier/quotes/{id}/offer`: the first offer, another one, or the answer to a counter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OfferQuote {
    /// What is offered, all of it. Lines that are left out are not offered.
    #[serde(default)]
    pub lines: Vec<OfferLine>,
    /// Until when it stands.
    pub valid_until: Instant,
    /// How taxes go with the prices: as in the version that it answers. Anything else is refused, so that what is offered
    /// compares with the catalogue and with the company's limits.
    pub tax: TaxBasis,
    /// What delivery costs.
    pub shipping: Money,
    /// The tax on that, in hundredths of a percent.
    #[serde(default)]
    pub shipping_tax: u32,
    /// When it is paid.
    pub terms: PaymentTerms,
    /// What else there is to say, at most 2,000 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// One line of an offer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OfferLine {
    /// The line that it answers; absent: one that was not asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<QuoteLineId>,
    /// The number of what is offered, be it another one than was asked for.
    pub sku: Sku,
    /// How much.
    pub quantity: Quantity,
    /// Whether more can be ordered at the same price.
    pub basis: QuantityBasis,
    /// What it costs.
    pub price: UnitPrice,
    /// The tax on it, in hundredths of a percent.
    #[serde(default)]
    pub tax_rate: u32,
    /// How many days after the order it is sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lead_days: Option<u32>,
    /// What else there is to say, at most 500 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}
