//! Quantities with a unit, and prices per such a quantity.

use super::Money;
use crate::json::FromJson;
use serde::{Deserialize, Serialize};

/// An exact decimal amount of a unit: 250 with scale 3 and `kg` is 0.250 kg.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Quantity {
    /// The digits.
    pub amount: i64,
    /// How many of them are decimals.
    #[serde(default)]
    pub scale: u8,
    /// Unit symbol: `kg`, `l`, `m`, `piece`.
    pub unit: String,
}

/// A price for a stated quantity, so that packs of different size can be compared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UnitPrice {
    /// The price of `per`.
    pub money: Money,
    /// What the price is for.
    pub per: Quantity,
}
