//! Orders.

use crate::json::FromJson;
use crate::model::{
    Address, CartLine, Contact, DeliveryOption, Hold, LotLine, OrderOfQuote, PaymentAttempt, Totals,
};
use crate::vocabulary::{BookingId, GroupBuyId, Instant, Money, OrderId, Version};
use serde::{Deserialize, Serialize};

/// An order as its buyer sees it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Order {
    /// The order.
    pub id: OrderId,
    /// What buyer and shop call it: `H-10042`.
    pub number: String,
    /// Lets whoever has it see the order (`?token=`). Only its owner is told. Orders of quotes have none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub token: Option<String>,
    /// The state of the order.
    pub version: Version,
    /// Where it stands.
    pub status: OrderStatus,
    /// When it was placed.
    pub placed_at: Instant,
    /// What was bought, at the prices agreed.
    pub lines: Vec<CartLine>,
    /// Lots that were won. An order has these or lines, never both.
    #[serde(default)]
    pub lots: Vec<LotLine>,
    /// The group-buy whose seat it pays. Its line and totals are at the ceiling until the group is locked, and at
    /// the final price then. It is withdrawn from with the group-buy, not cancelled.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group_buy: Option<GroupBuyId>,
    /// The booking that it pays, or whose move to a dearer time it pays. It has neither lines nor lots, and is
    /// cancelled with the booking.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub booking: Option<BookingId>,
    /// The quote that it was made of, with its lines: it has no others.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quote: Option<OrderOfQuote>,
    /// What it costs.
    pub totals: Totals,
    /// Who is told; absent for those who only have the link.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact: Option<Contact>,
    /// Where it goes; absent for those who only have the link.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<Address>,
    /// How it goes.
    pub delivery: DeliveryOption,
    /// What is kept while it is being paid. For lots its end is when the payment is due.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hold: Option<Hold>,
    /// Attempts to pay, newest first.
    #[serde(default)]
    pub payments: Vec<PaymentAttempt>,
    /// What the asking person may do now.
    #[serde(default)]
    pub allowed_actions: Vec<OrderAction>,
}

/// Where an order stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum OrderStatus {
    /// Stock is held, money has not come.
    PendingPayment,
    /// The money is set aside or taken up to a ceiling; what it costs in the end is not decided yet.
    Committed,
    /// Bought on account: on its way to be packed, and to be paid by the day that its terms say.
    OnAccount,
    /// Paid, on its way to be packed.
    Paid,
    /// Handed to the carrier.
    Dispatched,
    /// Arrived.
    Delivered,
    /// Called off; whatever was paid goes back.
    Cancelled,
    /// Not paid in time; nothing was charged, or it goes back.
    Expired,
    /// Something this storefront does not know.
    #[serde(other)]
    Unknown,
}

/// What may be done with an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum OrderAction {
    /// Start another payment.
    Pay,
    /// Call it off.
    Cancel,
    /// Something this storefront does not know.
    #[serde(other)]
    Unknown,
}

/// Body of `POST /v1/orders`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PlaceOrder {
    /// The checkout the buyer has seen.
    pub checkout_version: Version,
    /// The total the buyer has seen. Another total is refused with `price_changed`.
    pub expected_total: Money,
}

/// Body of `POST /v1/orders/{id}/cancel`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CancelOrder {
    /// The order the buyer has seen.
    pub version: Version,
}
