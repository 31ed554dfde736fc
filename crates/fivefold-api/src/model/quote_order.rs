//! From an accepted quote to an order, and what stands in the way.

use crate::json::FromJson;
use crate::model::{CompanyAddress, Credit, PaymentTerms, PoRule, Quote, Totals};
use crate::vocabulary::{
    AddressId, Date, Instant, Money, OrderId, Quantity, QuoteId, QuoteLineId, Sku, UnitPrice, Version,
};
use serde::{Deserialize, Serialize};

/// Body of `POST /v1/quotes/{id}/order/preview`: what an order would be. Changes nothing.
#[derive(Default, Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PreviewQuoteOrder {
    /// Where it goes; absent as long as none is chosen: then it is the one of the request, if that has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<AddressId>,
    /// The company's own number for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub po_number: Option<String>,
    /// More than was quoted, for lines that allow it. What their rules or amounts have no room for is refused
    /// (`quantities.0.quantity`).
    #[serde(default)]
    pub quantities: Vec<LineQuantity>,
}

/// How much of a line is ordered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LineQuantity {
    /// The line.
    pub line: QuoteLineId,
    /// How much.
    pub quantity: Quantity,
}

/// What an order of a quote would be (B2B-15). Everything was looked at anew but the prices.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct QuoteCheckout {
    /// The quote.
    pub quote: QuoteId,
    /// The state of it.
    pub version: Version,
    /// The number of the offer that was accepted.
    pub number: u32,
    /// What is ordered.
    #[serde(default)]
    pub lines: Vec<QuoteOrderLine>,
    /// What it costs.
    pub totals: Totals,
    /// When it is paid.
    pub terms: PaymentTerms,
    /// The day by which it is paid, if it were ordered now; absent for prepayment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due_on: Option<Date>,
    /// The supplier's IANA zone, in which that day ends.
    pub zone: String,
    /// What the company may owe; absent where that does not matter.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub credit: Option<Credit>,
    /// Where it could go.
    #[serde(default)]
    pub addresses: Vec<CompanyAddress>,
    /// Where it goes by this: what was chosen, else what the request says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<AddressId>,
    /// Whether the company's own number is needed.
    pub po_rule: PoRule,
    /// Orders that have the same number already: a warning, no blocker (B2B-19).
    #[serde(default)]
    pub po_uses: Vec<PoUse>,
    /// What stands in the way. The quote stays accepted.
    #[serde(default)]
    pub blockers: Vec<OrderBlocker>,
    /// Until when it can be ordered.
    pub valid_until: Instant,
}

/// One line of an order that was made of a quote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct QuoteOrderLine {
    /// The line of the quote.
    pub line: QuoteLineId,
    /// The number of what is bought.
    pub sku: Sku,
    /// What it is called.
    pub title: String,
    /// How much.
    pub quantity: Quantity,
    /// What it costs, as it was accepted.
    pub price: UnitPrice,
    /// What the line costs.
    pub total: Money,
}

/// Another order with the same number of the company's own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PoUse {
    /// The order.
    pub order: OrderId,
    /// What it is called.
    pub number: String,
    /// When it was placed.
    pub placed_at: Instant,
}

/// One thing that stands in the way of an order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "kind", rename_all = "snake_case")]
#[non_exhaustive]
pub enum OrderBlocker {
    /// Not enough of a line is there.
    OutOfStock {
        /// The line.
        line: QuoteLineId,
        /// The number of what is missing.
        sku: Sku,
        /// How much can be had.
        available: Quantity,
    },
    /// The lines come to less than the company may order.
    BelowMinimum {
        /// The least, without tax and shipping.
        minimum: Money,
        /// What they come to without tax and shipping, however the offer's prices have them.
        subtotal: Money,
    },
    /// The lines come to more than the company may order.
    AboveMaximum {
        /// The most, without tax and shipping.
        maximum: Money,
        /// What they come to without tax and shipping, however the offer's prices have them.
        subtotal: Money,
    },
    /// The company would owe more than it may.
    OverCredit {
        /// What it may owe, and owes.
        credit: Credit,
        /// By how much it would be too much.
        excess: Money,
    },
    /// No address is chosen.
    AddressMissing,
    /// Nothing is delivered to the address.
    AddressNotServed {
        /// The address.
        address: AddressId,
    },
    /// The company orders nothing without a number of its own.
    PoNumberMissing,
    /// Something this storefront does not know.
    #[serde(other)]
    Unknown,
}

/// Body of `POST /v1/quotes/{id}/order`. The quote that was seen goes along as `If-Match`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OrderQuote {
    /// The number of the offer that was accepted.
    pub number: u32,
    /// Where it goes.
    pub address: AddressId,
    /// The company's own number for it, at most [`crate::rules::PO_NUMBER_MAX`] characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub po_number: Option<String>,
    /// More than was quoted, for lines that allow it. What their rules or amounts have no room for is refused
    /// (`quantities.0.quantity`).
    #[serde(default)]
    pub quantities: Vec<LineQuantity>,
    /// The total that was seen. Anything else is refused with `price_changed`.
    pub expected_total: Money,
}

/// What an order has of the quote that it was made of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OrderOfQuote {
    /// The quote.
    pub id: QuoteId,
    /// What it is called.
    pub number: String,
    /// The number of the offer that was accepted.
    pub offer: u32,
    /// What was bought. Left out in the list of orders: there may be thousands.
    #[serde(default)]
    pub lines: Vec<QuoteOrderLine>,
    /// How many lines there are, told or not.
    #[serde(default)]
    pub line_count: u32,
    /// When it is paid.
    pub terms: PaymentTerms,
    /// The day by which it is paid; absent for prepayment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due_on: Option<Date>,
    /// The supplier's IANA zone, in which that day ends.
    pub zone: String,
    /// The company's own number for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub po_number: Option<String>,
}

/// Why a command on a quote was refused.
#[derive(Default, Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct QuoteProblem {
    /// The quote as it stands, for every refusal by its state: `version_conflict`, `quote_superseded`,
    /// `quote_expired`, `counter_open`, `not_your_turn`, `quote_not_open`. A backend may leave it out when it repeats the
    /// refusal of a command that was sent again: the quote is asked for then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quote: Option<Quote>,
    /// What stands in the way, for `order_blocked`.
    #[serde(default)]
    pub blockers: Vec<OrderBlocker>,
}
