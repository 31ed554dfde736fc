//! Checkout: contact, address, delivery, totals.

use crate::json::FromJson;
use crate::model::CartLine;
use crate::vocabulary::{DeliveryOptionId, Instant, Money, Version};
use serde::{Deserialize, Serialize};

/// The checkout of a session's cart.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Checkout {
    /// The state of the checkout: it changes with the cart, the address and the delivery.
    pub version: Version,
    /// What is bought. Lines that cannot be bought are listed too and block the order.
    pub lines: Vec<CartLine>,
    /// Who is told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact: Option<Contact>,
    /// Where it goes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<Address>,
    /// How it can be delivered to that address; empty before there is one.
    #[serde(default)]
    pub delivery_options: Vec<DeliveryOption>,
    /// The chosen way.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delivery: Option<DeliveryOptionId>,
    /// What it costs. Without an address, tax and delivery are not in yet.
    pub totals: Totals,
    /// What is still missing before the order can be placed.
    #[serde(default)]
    pub missing: Vec<CheckoutStep>,
}

/// A part of the checkout.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum CheckoutStep {
    /// Something buyable in the cart.
    Cart,
    /// E-mail address.
    Contact,
    /// Address.
    Address,
    /// Way of delivery.
    Delivery,
    /// Something this storefront does not know.
    #[serde(other)]
    Unknown,
}

/// Body of `PUT /v1/checkout`: what is given replaces what was there; what is absent stays.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Default)]
pub struct UpdateCheckout {
    /// Who is told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact: Option<Contact>,
    /// Where it goes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<Address>,
    /// How it goes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delivery: Option<DeliveryOptionId>,
}

/// Who is told about an order.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Eq, Default)]
pub struct Contact {
    /// Where the confirmation goes.
    pub email: String,
    /// For the carrier.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
}

/// A postal address. Which parts a country asks for is a rule: [`crate::rules::address_format`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Eq, Default)]
pub struct Address {
    /// ISO 3166-1 alpha-2.
    pub country: String,
    /// Who receives it.
    pub name: String,
    /// Street and number, or the like.
    pub line1: String,
    /// Floor, building, company.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line2: Option<String>,
    /// Town, district or city.
    pub city: String,
    /// State, province, prefecture or county.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
    /// Postal code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub postcode: Option<String>,
}

/// A dated way to deliver.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DeliveryOption {
    /// The option's id.
    pub id: DeliveryOptionId,
    /// Its name in the requested locale.
    pub name: String,
    /// What it costs.
    pub price: Money,
    /// When it arrives.
    pub promise: DeliveryPromise,
    /// Until when this offer stands; later it is asked for again.
    pub valid_until: Instant,
}

/// From when to when something arrives, in the destination's time zone.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Eq)]
pub struct DeliveryPromise {
    /// First day, `2026-11-26`.
    pub earliest: String,
    /// Last day, `2026-11-28`.
    pub latest: String,
    /// IANA zone of the destination.
    pub zone: String,
}

/// What something costs in all.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Totals {
    /// The buyable lines.
    pub subtotal: Money,
    /// Delivery; absent before it is chosen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delivery: Option<Money>,
    /// Tax by rate.
    #[serde(default)]
    pub taxes: Vec<TaxLine>,
    /// Whether the taxes are inside the amounts above or come on top.
    pub tax_included: bool,
    /// What is charged.
    pub total: Money,
}

/// The tax of one rate.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TaxLine {
    /// The rate in hundredths of a percent: 2100 is 21 %.
    pub rate: u32,
    /// The tax.
    pub amount: Money,
}
