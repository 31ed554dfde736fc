//! The shopping cart.

use crate::json::FromJson;
use crate::model::{QuantityRule, Selection, Stock};
use crate::vocabulary::{CartId, Money, Picture, ProductSlug, VariantId, Version};
use serde::{Deserialize, Serialize};

/// A cart as the backend sees it. Its totals are authoritative.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Cart {
    /// The cart.
    pub id: CartId,
    /// The state of the cart. A number that grows with every change, as text.
    pub version: Version,
    /// The same as a number, so that an older answer is recognised.
    pub revision: u64,
    /// Its lines, in the order they were added.
    pub lines: Vec<CartLine>,
    /// How many things the buyable lines hold.
    pub items: i64,
    /// The sum of the buyable lines; delivery and tax come at checkout.
    pub subtotal: Money,
    /// Whether the amounts include tax.
    pub tax_included: bool,
    /// What the backend changed by itself, to be shown once.
    #[serde(default)]
    pub notices: Vec<CartNotice>,
}

/// One variant in a cart.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CartLine {
    /// The variant.
    pub variant: VariantId,
    /// Its product.
    pub product: ProductSlug,
    /// The product's title in the requested locale.
    pub title: String,
    /// The variant's options in words: `Sand, 42`.
    #[serde(default)]
    pub options: String,
    /// The chosen options.
    #[serde(default)]
    pub selections: Vec<Selection>,
    /// The variant's picture.
    pub picture: Picture,
    /// How many.
    pub quantity: i64,
    /// How many can be bought at once.
    pub quantities: QuantityRule,
    /// Whether it can be had.
    pub stock: Stock,
    /// What one costs; absent when it is not sold in the market.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit_price: Option<Money>,
    /// What the line costs; absent when it is not buyable.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub total: Option<Money>,
    /// Whether it counts.
    pub state: CartLineState,
}

/// Whether a line can be bought.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum CartLineState {
    /// It counts towards the total.
    Buyable,
    /// There are none left: shown, not counted, and it blocks checkout until removed.
    SoldOut,
    /// It is not sold in the market or currency.
    NotSoldHere,
    /// Something this storefront does not know: not counted.
    #[serde(other)]
    Unknown,
}

/// Something the backend changed or refused in a cart.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "kind", rename_all = "snake_case")]
#[non_exhaustive]
pub enum CartNotice {
    /// Less than wished: the rule or the stock allows `given`.
    QuantityLimited {
        /// The line.
        variant: VariantId,
        /// What was wished.
        wanted: i64,
        /// What the line now has.
        given: i64,
        /// Why.
        reason: QuantityLimit,
    },
    /// One costs something else than when it was last shown.
    PriceChanged {
        /// The line.
        variant: VariantId,
        /// What one cost.
        was: Money,
        /// What one costs.
        now: Money,
    },
    /// Something this storefront does not know.
    #[serde(other)]
    Unknown,
}

/// Why a quantity was limited.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum QuantityLimit {
    /// Fewer are in stock.
    Stock,
    /// The variant has a smallest quantity.
    Min,
    /// The variant has a largest quantity.
    Max,
    /// The variant is sold in steps.
    Increment,
    /// Something this storefront does not know.
    #[serde(other)]
    Unknown,
}

/// Body of `PUT /v1/cart/lines/{variant}`: how many there shall be, zero to remove the line.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SetCartLine {
    /// The wished quantity. Setting, not adding, so that a repeat changes nothing.
    pub quantity: i64,
}
