//! Payment attempts on any subject.

use crate::json::FromJson;
use crate::vocabulary::{Instant, Money, OrderId, PaymentId, PaymentMethodId, Version};
use serde::{Deserialize, Serialize};

/// One attempt to pay for something. A subject may have several, one after another.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PaymentAttempt {
    /// The attempt.
    pub id: PaymentId,
    /// What is paid.
    pub subject: PaymentSubject,
    /// The state of the attempt.
    pub version: Version,
    /// Where it stands.
    pub status: PaymentStatus,
    /// How it is paid.
    pub method: PaymentMethodId,
    /// What is to be paid.
    pub amount: Money,
    /// What was taken.
    pub captured: Money,
    /// What was given back of it.
    pub refunded: Money,
    /// What the buyer has to do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub action: Option<PaymentAction>,
    /// Why it was declined.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decline: Option<DeclineReason>,
    /// When it was started.
    pub created_at: Instant,
}

/// What a payment is for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Eq, Hash)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[non_exhaustive]
pub enum PaymentSubject {
    /// An order.
    Order {
        /// The order.
        id: OrderId,
    },
    /// Something this storefront does not know.
    #[serde(other)]
    Unknown,
}

/// What the buyer has to do to go on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PaymentAction {
    /// The payment provider's page. Only origins of the shop's configuration are opened.
    pub url: String,
    /// When the page gives up.
    pub expires_at: Instant,
}

/// Where an attempt stands. The moves between these are [`crate::rules::payment_moves`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum PaymentStatus {
    /// The buyer has to act at the provider.
    ActionRequired,
    /// The provider is thinking.
    Processing,
    /// The amount is set aside, not taken.
    Authorised,
    /// Taken.
    Captured,
    /// Refused by the provider.
    Declined,
    /// Called off before anything was taken.
    Voided,
    /// Nobody acted in time, or the authorisation ran out.
    Expired,
    /// Taken and partly given back.
    PartlyRefunded,
    /// Taken and given back.
    Refunded,
    /// Something this storefront does not know.
    #[serde(other)]
    Unknown,
}

/// Why an attempt was declined.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum DeclineReason {
    /// Not enough money.
    InsufficientFunds,
    /// The card has run out.
    ExpiredCard,
    /// The bank could not make sure who pays.
    AuthenticationFailed,
    /// No reason given.
    Generic,
    /// Something this storefront does not know.
    #[serde(other)]
    Unknown,
}

/// Body of `POST /v1/payments`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StartPayment {
    /// What is paid.
    pub subject: PaymentSubject,
    /// How.
    pub method: PaymentMethodId,
    /// Where the provider sends the buyer back to: a URL on one of the shop's own origins.
    pub return_url: String,
}
