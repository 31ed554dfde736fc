//! Categories, products, variants, facets, reviews.

use crate::json::FromJson;
use crate::vocabulary::{
    CategorySlug, FacetId, FacetValueId, Instant, Money, OptionId, OptionValueId, Page, Picture, ProductSlug,
    ReviewId, UnitPrice, VariantId,
};
use serde::{Deserialize, Serialize};

/// A category of the catalogue.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Category {
    /// Its slug, as it stands in URLs.
    pub slug: CategorySlug,
    /// Its name in the requested locale.
    pub name: String,
    /// The category it belongs to; absent at the top.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<CategorySlug>,
    /// A picture for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub picture: Option<Picture>,
    /// How many products it holds, those of its children included.
    pub products: u64,
}

/// A price as it is shown.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Price {
    /// What one costs, in the asked currency.
    pub amount: Money,
    /// Whether `amount` includes tax, as the market demands.
    pub tax_included: bool,
    /// Whether other variants cost more (`amount` is then the lowest).
    #[serde(default)]
    pub is_from: bool,
    /// The price before a reduction; only stated together with `lowest_30_days`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub was: Option<Money>,
    /// The lowest price of the 30 days before the reduction (Directive 98/6/EC, article 6a).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lowest_30_days: Option<Money>,
    /// The price per unit, where goods are sold by weight, volume or length.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<UnitPrice>,
}

/// A product as a list shows it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ProductCard {
    /// Its slug, as it stands in URLs.
    pub slug: ProductSlug,
    /// Its title in the requested locale.
    pub title: String,
    /// Who makes it.
    pub brand: String,
    /// Its price, or its lowest.
    pub price: Price,
    /// Its main picture.
    pub picture: Picture,
    /// A second view of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub second_picture: Option<Picture>,
    /// The colours it comes in.
    #[serde(default)]
    pub swatches: Vec<Swatch>,
    /// Labels.
    #[serde(default)]
    pub badges: Vec<Badge>,
    /// What buyers think of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rating: Option<Rating>,
    /// Whether any variant can be bought.
    pub in_stock: bool,
}

/// A colour of a product.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Swatch {
    /// The colour's name in the requested locale.
    pub name: String,
    /// `#rrggbb`.
    pub colour: String,
}

/// A label on a product.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Badge {
    /// New in the shop.
    New,
    /// Cheaper than before.
    Reduced,
    /// Nearly gone.
    LowStock,
    /// Gone.
    SoldOut,
    /// Something this storefront does not know.
    #[serde(other)]
    Unknown,
}

/// The average of the reviews.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Rating {
    /// The average in tenths of a star, 10 to 50.
    pub tenths: u8,
    /// How many reviews it is made of.
    pub count: u64,
}

/// A list of products with what it can be narrowed by.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ProductList {
    /// The products of this page.
    pub page: Page<ProductCard>,
    /// What the list can be narrowed by, with counts under the other chosen facets.
    #[serde(default)]
    pub facets: Vec<Facet>,
    /// The category asked for and its parents, outermost first.
    #[serde(default)]
    pub breadcrumbs: Vec<Breadcrumb>,
    /// Another spelling that would find something, when nothing was found.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub did_you_mean: Option<String>,
}

/// One step of the way to a category.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Breadcrumb {
    /// The category.
    pub slug: CategorySlug,
    /// Its name in the requested locale.
    pub name: String,
}

/// A dimension a list can be narrowed by.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Facet {
    /// Its id, as it stands in URLs.
    pub id: FacetId,
    /// Its name in the requested locale.
    pub name: String,
    /// Its values, in the order to show them.
    pub values: Vec<FacetValue>,
}

/// One value of a facet.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FacetValue {
    /// Its id, as it stands in URLs.
    pub id: FacetValueId,
    /// Its name in the requested locale.
    pub name: String,
    /// How many products it would leave.
    pub count: u64,
    /// Whether it is chosen.
    #[serde(default)]
    pub selected: bool,
    /// `#rrggbb`, for a colour.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub colour: Option<String>,
}

/// The order of a product list.
#[derive(Default, Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum ProductSort {
    /// Best match for a search, otherwise the shop's own order.
    #[default]
    Relevance,
    /// Newest first.
    Newest,
    /// Cheapest first.
    PriceUp,
    /// Dearest first.
    PriceDown,
    /// Best rated first.
    Rating,
    /// Something this storefront does not know.
    #[serde(other)]
    Unknown,
}

/// A product with everything its page shows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Product {
    /// Its slug, as it stands in URLs.
    pub slug: ProductSlug,
    /// Its title in the requested locale.
    pub title: String,
    /// Who makes it.
    pub brand: String,
    /// One sentence on it.
    pub summary: String,
    /// Plain paragraphs.
    pub description: Vec<String>,
    /// Facts: material, size, care.
    #[serde(default)]
    pub details: Vec<Detail>,
    /// The way to its category, outermost first.
    #[serde(default)]
    pub breadcrumbs: Vec<Breadcrumb>,
    /// All its pictures; variants point into this list.
    pub pictures: Vec<Picture>,
    /// The ways in which it varies. Empty for a product with one variant.
    #[serde(default)]
    pub options: Vec<ProductOption>,
    /// What can be bought.
    pub variants: Vec<Variant>,
    /// Labels.
    #[serde(default)]
    pub badges: Vec<Badge>,
    /// What buyers think of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rating: Option<Rating>,
    /// Products that go with it.
    #[serde(default)]
    pub related: Vec<ProductCard>,
}

/// One fact about a product.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Detail {
    /// What the fact is about.
    pub label: String,
    /// The fact.
    pub value: String,
}

/// A way in which a product varies.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ProductOption {
    /// Its id.
    pub id: OptionId,
    /// Its name in the requested locale.
    pub name: String,
    /// Its values, in the order to show them.
    pub values: Vec<OptionValue>,
}

/// One value of an option.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OptionValue {
    /// Its id.
    pub id: OptionValueId,
    /// Its name in the requested locale.
    pub name: String,
    /// `#rrggbb`, for a colour.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub colour: Option<String>,
}

/// One buyable combination of options.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Variant {
    /// Its id.
    pub id: VariantId,
    /// The shop's own number for it.
    pub sku: String,
    /// The value of each option.
    #[serde(default)]
    pub selections: Vec<Selection>,
    /// What it costs; absent when it is not sold in the market.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub price: Option<Price>,
    /// Whether it can be had.
    pub stock: Stock,
    /// How many can be bought at once.
    pub quantities: QuantityRule,
    /// Indexes into the product's pictures, main one first.
    #[serde(default)]
    pub pictures: Vec<usize>,
}

/// The chosen value of an option.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Eq)]
pub struct Selection {
    /// The option.
    pub option: OptionId,
    /// Its value.
    pub value: OptionValueId,
}

/// Whether something can be had.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Stock {
    /// In a word.
    pub level: StockLevel,
    /// How many can be bought now, where the shop tells.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub available: Option<i64>,
}

/// How much is left.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum StockLevel {
    /// Enough.
    InStock,
    /// A few.
    Low,
    /// None.
    Out,
    /// Something this storefront does not know.
    #[serde(other)]
    Unknown,
}

/// How many of a variant can be bought at once.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Copy, Eq)]
pub struct QuantityRule {
    /// At least this many.
    pub min: i64,
    /// At most this many; absent when only stock limits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max: Option<i64>,
    /// In steps of this many.
    pub increment: i64,
}

/// What somebody wrote about a product.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Review {
    /// The review's id.
    pub id: ReviewId,
    /// Who wrote it.
    pub author: String,
    /// One to five stars.
    pub stars: u8,
    /// Its title.
    pub title: String,
    /// Its text, plain.
    pub text: String,
    /// The language it is written in.
    pub locale: crate::vocabulary::Locale,
    /// When it was written.
    pub written_at: Instant,
}

/// The reviews of a product: a summary and one page of them, newest first.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Reviews {
    /// The average; absent when nobody has written yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rating: Option<Rating>,
    /// How many gave one, two, three, four and five stars.
    pub histogram: [u64; 5],
    /// The reviews of this page.
    pub page: Page<Review>,
}

/// What a half-typed search may mean.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Suggestions {
    /// Completed queries.
    #[serde(default)]
    pub queries: Vec<String>,
    /// Products that match already.
    #[serde(default)]
    pub products: Vec<SuggestedProduct>,
    /// Categories that match already.
    #[serde(default)]
    pub categories: Vec<Breadcrumb>,
}

/// A product among the suggestions.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SuggestedProduct {
    /// Its slug.
    pub slug: ProductSlug,
    /// Its title in the requested locale.
    pub title: String,
    /// Its lowest price.
    pub price: Money,
    /// Its picture.
    pub picture: Picture,
}
