//! In which language, for which market and in which currency something is asked.

use crate::json::FromJson;
use serde::{Deserialize, Serialize};

/// A language tag (BCP 47): `en`, `zh-Hant`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(transparent)]
pub struct Locale(pub String);

/// A market: where goods go and whose tax applies. `EU`, `US`, `TW`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(transparent)]
pub struct MarketId(pub String);

/// What a public read depends on besides its own parameters. It travels in the query string, so
/// that a request to another origin stays CORS-simple and a CDN can cache the answer.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, FromJson)]
pub struct Scope {
    /// The language of texts.
    pub locale: Locale,
    /// The market prices, tax and availability are for.
    pub market: MarketId,
    /// ISO 4217 code of the currency of prices.
    pub currency: String,
}
