//! What companies buy: quantities with the precision of a unit, prices by quantity.

use crate::json::FromJson;
use crate::model::{QuantityRule, Stock};
use crate::vocabulary::{
    CompanyId, Currency, Money, Picture, ProductSlug, Quantity, Sku, UnitPrice, VariantId,
};
use serde::{Deserialize, Serialize};

/// How much of something can be bought at once. Its numbers are digits of which `scale` are decimals: with scale 3, a
/// minimum of 250 is 0.250 of the unit. It is the same rule in lists, on product pages, in quick orders, requests and
/// carts ([`crate::rules::check_quantity`]).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UnitRule {
    /// Unit symbol: `kg`, `m`, `piece`.
    pub unit: String,
    /// How many decimals a quantity has.
    #[serde(default)]
    pub scale: u8,
    /// At least this much.
    pub min: i64,
    /// At most this much; absent when only stock limits, and [`crate::rules::QUANTITY_MAX`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max: Option<i64>,
    /// In steps of this much, counted from the minimum.
    pub increment: i64,
}

impl UnitRule {
    /// The unit of what is counted.
    pub const PIECE: &'static str = "piece";

    /// The rule of a cart's line: carts count pieces.
    #[must_use]
    pub fn pieces(rule: QuantityRule) -> Self {
        let QuantityRule { min, max, increment } = rule;
        Self { unit: Self::PIECE.to_owned(), scale: 0, min, max, increment }
    }

    /// So many digits of the unit.
    #[must_use]
    pub fn quantity(&self, digits: i64) -> Quantity {
        Quantity::new(digits, self.scale, &self.unit)
    }
}

/// What something costs from how much on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PriceBreak {
    /// From how much on, in digits as the rule has them.
    pub from: i64,
    /// What it costs then, for as much as the item's `per` says.
    pub price: Money,
}

/// A variant as a company buys it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WholesaleItem {
    /// Its number.
    pub sku: Sku,
    /// The variant.
    pub variant: VariantId,
    /// Its product.
    pub product: ProductSlug,
    /// The product's title in the requested locale.
    pub title: String,
    /// The variant's options in words: `Sand, 42`.
    #[serde(default)]
    pub options: String,
    /// The variant's picture.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub picture: Option<Picture>,
    /// How much can be bought at once.
    pub rule: UnitRule,
    /// What the prices are for: `1 piece`, `100 m`.
    pub per: Quantity,
    /// What the company pays, smallest quantity first. The first holds from the minimum on. Empty: only on request.
    #[serde(default)]
    pub breaks: Vec<PriceBreak>,
    /// What everybody pays, in the company's currency; absent when it is not in the catalogue.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub catalogue: Option<UnitPrice>,
    /// Whether it can be had now.
    pub stock: Stock,
    /// How many days it takes until it is sent, if it is not there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lead_days: Option<u32>,
    /// Whether a cart takes it. Carts count pieces.
    #[serde(default)]
    pub is_in_carts: bool,
}

/// Body of `POST /v1/wholesale/lookup`: what the company pays for these. Changes nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LookUpWholesale {
    /// The company; absent: the first of the person's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub company: Option<CompanyId>,
    /// Numbers as they were typed, at most [`crate::rules::LOOKUP_MAX`].
    #[serde(default)]
    pub skus: Vec<Sku>,
    /// Products of which all variants are wanted, at most 60.
    #[serde(default)]
    pub products: Vec<ProductSlug>,
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WholesaleFound {
    /// The company whose prices these are.
    pub company: CompanyId,
    /// Their currency.
    pub currency: Currency,
    /// What is sold. An item comes once, however often it was asked for.
    #[serde(default)]
    pub items: Vec<WholesaleItem>,
    /// The numbers that are none.
    #[serde(default)]
    pub unknown: Vec<UnknownSku>,
}

/// A number that is none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UnknownSku {
    /// As it was asked for.
    pub sku: Sku,
    /// What may have been meant, likeliest first; at most three.
    #[serde(default)]
    pub near: Vec<Sku>,
}
