//! What one side wants or offers: one version of a quote. It never changes; another one follows it.

use crate::json::FromJson;
use crate::model::{Attachment, PaymentTerms, QuoteParty, Totals};
use crate::vocabulary::{
    Date, Instant, Money, Picture, ProductSlug, Quantity, QuoteLineId, Sku, UnitPrice, VariantId,
};
use serde::{Deserialize, Serialize};

/// One version of a quote.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct QuoteVersion {
    /// Its number among those of the quote, from 1, without gaps.
    pub number: u32,
    /// What it is.
    pub kind: VersionKind,
    /// Who wrote it.
    pub by: QuoteParty,
    /// What the person is called who did.
    pub author: String,
    /// When.
    pub at: Instant,
    /// What became of it.
    pub state: VersionState,
    /// The version that it answers: what it is compared to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answers: Option<u32>,
    /// Why, or what else there is to say, in the author's words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// What it is about.
    #[serde(default)]
    pub lines: Vec<QuoteLine>,
    /// Until when an offer stands: from this instant on it is expired.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_until: Option<Instant>,
    /// How taxes go with its prices: as with all prices of the company.
    pub tax: TaxBasis,
    /// What delivery costs; absent before an offer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shipping: Option<Money>,
    /// The tax on that, in hundredths of a percent.
    #[serde(default)]
    pub shipping_tax: u32,
    /// When it is paid.
    pub terms: PaymentTerms,
    /// What the same quantities cost in the catalogue, with or without tax as this version's prices, without shipping;
    /// absent unless it has all lines. The difference to `totals.subtotal` is [`crate::rules::price_delta`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub catalogue: Option<Money>,
    /// What it comes to ([`crate::rules::quote_totals`]); absent unless all lines have a price.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub totals: Option<Totals>,
}

/// What a version is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum VersionKind {
    /// What the company asks for.
    Request,
    /// What the supplier offers.
    Offer,
    /// What the company wants instead.
    Counter,
    /// Something this storefront does not know.
    #[serde(other)]
    Unknown,
}

/// What became of a version.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum VersionState {
    /// It is the newest that counts.
    Standing,
    /// Another one counts instead.
    Superseded,
    /// Whoever wrote it has taken it back.
    Withdrawn,
    /// The other side has said no.
    Refused,
    /// It was accepted.
    Accepted,
    /// Its time is over.
    Expired,
    /// Something this storefront does not know.
    #[serde(other)]
    Unknown,
}

/// How taxes go with prices.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum TaxBasis {
    /// They come on top.
    Excluded,
    /// They are inside.
    Included,
    /// The company pays them itself (Directive 2006/112/EC, article 196): none are shown.
    ReverseCharge,
    /// Something this storefront does not know.
    #[serde(other)]
    Unknown,
}

/// One line of a version (B2B-08).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct QuoteLine {
    /// The line.
    pub id: QuoteLineId,
    /// The number of what it is about.
    pub sku: Sku,
    /// The variant, where it is in the catalogue.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub variant: Option<VariantId>,
    /// Its product, where that is in the catalogue.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub product: Option<ProductSlug>,
    /// What it is called, in the language it was requested in.
    pub title: String,
    /// The variant's options in words.
    #[serde(default)]
    pub options: String,
    /// Its picture.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub picture: Option<Picture>,
    /// How much, in its unit.
    pub quantity: Quantity,
    /// Whether more can be ordered at the same price.
    pub basis: QuantityBasis,
    /// What everybody pays for as much, as it was when the version was written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub catalogue: Option<UnitPrice>,
    /// What the company would like to pay.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<UnitPrice>,
    /// What this version says it costs: offered, or wanted by a counter. Requests have none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub price: Option<UnitPrice>,
    /// What the line costs then ([`crate::rules::line_total`]).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub total: Option<Money>,
    /// The tax on it, in hundredths of a percent.
    #[serde(default)]
    pub tax_rate: u32,
    /// When the company needs it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub required_on: Option<Date>,
    /// How many days after the order it is sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lead_days: Option<u32>,
    /// What else there is to say of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Drawings and the like.
    #[serde(default)]
    pub attachments: Vec<Attachment>,
}

/// Whether a quantity may be exceeded.
#[derive(Default, Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum QuantityBasis {
    /// Exactly as much.
    #[default]
    Fixed,
    /// As much or more, at the same price.
    OrMore,
    /// Something this storefront does not know.
    #[serde(other)]
    Unknown,
}
