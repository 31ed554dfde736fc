//! What a backend offers: it switches parts of the storefront on.

use crate::json::FromJson;
use crate::vocabulary::{Currency, Locale, MarketId, PaymentMethodId};
use serde::{Deserialize, Serialize};

/// `GET /v1/capabilities`: what this backend can do, in which languages, markets and currencies.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Capabilities {
    /// The shop's name.
    pub shop: String,
    /// What is offered. An absent capability has no navigation, and its route says so.
    pub offers: Vec<Capability>,
    /// Languages texts come in; the first is the default.
    pub locales: Vec<Locale>,
    /// Markets goods are sold to; the first is the default.
    pub markets: Vec<Market>,
    /// Currencies prices come in.
    pub currencies: Vec<Currency>,
    /// Ways to pay.
    #[serde(default)]
    pub payment_methods: Vec<PaymentMethod>,
}

impl Capabilities {
    /// Whether `capability` is offered.
    #[must_use]
    pub fn offers(&self, capability: Capability) -> bool {
        self.offers.contains(&capability)
    }
}

/// One thing a backend may offer. Each has a port of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Capability {
    /// Categories, products, search.
    Catalog,
    /// Carts.
    Carts,
    /// Contact, address, delivery, totals.
    Checkout,
    /// Payment attempts.
    Payments,
    /// Orders.
    Orders,
    /// Uploads.
    Media,
    /// The live event stream.
    Live,
    /// Accounts with sign-in.
    Accounts,
    /// Wholesale quotes (B2B).
    Quotes,
    /// Group-buys (C2B).
    GroupBuys,
    /// Live auctions (C2C).
    Auctions,
    /// Second-hand listings (C2C).
    Listings,
    /// Bookings of offline services (O2O).
    Bookings,
    /// Something this storefront does not know.
    #[serde(other)]
    Unknown,
}

/// Where goods go and whose tax applies.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Market {
    /// The market's id, as it stands in URLs: `EU`.
    pub id: MarketId,
    /// Its name in the requested locale.
    pub name: String,
    /// ISO 3166-1 alpha-2 codes of the countries goods are sent to.
    pub countries: Vec<String>,
    /// ISO 4217 code of the currency shown unless another is chosen.
    pub currency: String,
    /// Whether displayed prices include tax.
    pub tax_included: bool,
}

/// A way to pay.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PaymentMethod {
    /// The method's id.
    pub id: PaymentMethodId,
    /// Its name in the requested locale.
    pub name: String,
    /// One line on what happens next, in the requested locale.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hint: Option<String>,
}

/// `GET /v1/time`: what time it is for the backend.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ServerTime {
    /// Now.
    pub now: crate::vocabulary::Instant,
}
