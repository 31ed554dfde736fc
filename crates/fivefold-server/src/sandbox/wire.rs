//! What shop and provider say to each other.

use fivefold_api::model::{DeclineReason, PaymentStatus};
use fivefold_api::vocabulary::{Instant, Money};
use serde::{Deserialize, Serialize};

/// A payment as the provider sees it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct ProviderPayment {
    /// The provider's id.
    pub(crate) id: String,
    /// The merchant's own key for it.
    pub(crate) merchant_key: String,
    /// Grows with every change.
    pub(crate) revision: i64,
    /// Where it stands.
    pub(crate) status: PaymentStatus,
    /// What is to be paid.
    pub(crate) amount: Money,
    /// What was taken.
    pub(crate) captured: Money,
    /// What was given back of it.
    pub(crate) refunded: Money,
    /// Why it was declined.
    #[serde(default)]
    pub(crate) decline: Option<DeclineReason>,
    /// Where the buyer decides.
    pub(crate) page_url: String,
    /// When the page gives up, later when the authorisation runs out.
    pub(crate) expires_at: Instant,
}

/// Body of `POST /api/payments`. The same key finds the same payment.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct CreatePayment {
    /// The merchant's own key.
    pub(crate) merchant_key: String,
    /// The merchant's name, for the page.
    pub(crate) merchant: String,
    /// What is paid, in the merchant's words: `H-10042`.
    pub(crate) reference: String,
    /// How much.
    pub(crate) amount: Money,
    /// Whether to take the money at once instead of setting it aside.
    #[serde(default)]
    pub(crate) capture_at_once: bool,
    /// Where the buyer goes afterwards.
    pub(crate) return_url: String,
    /// Where changes are reported.
    pub(crate) webhook_url: String,
    /// When the page gives up.
    pub(crate) expires_at: Instant,
    /// The language of the page.
    #[serde(default)]
    pub(crate) locale: String,
}

/// Body of `POST /api/payments/{id}/capture`.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Capture {
    /// How much, at most what was authorised.
    pub(crate) amount: Money,
}

/// Body of `POST /api/payments/{id}/refund`.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Refund {
    /// The same key refunds once.
    pub(crate) key: String,
    /// How much, at most what was captured and not refunded yet.
    pub(crate) amount: Money,
}

/// A signed report of a change. It may come twice and in any order; `revision` tells.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Webhook {
    /// The report's id.
    pub(crate) id: String,
    /// The payment as it was after the change.
    pub(crate) payment: ProviderPayment,
}
