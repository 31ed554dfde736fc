//! The data of a shop, in the form of `seed/demo.json`. Its fields are described in `seed/README.md`.

use fivefold_api::vocabulary::Instant;
use serde::Deserialize;
use std::collections::BTreeMap;

/// A text by locale.
pub type Texts = BTreeMap<String, String>;

/// A shop.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Shop {
    /// What lists can be narrowed by, besides the options of variants.
    pub facets: Vec<FacetSeed>,
    /// The categories.
    pub categories: Vec<CategorySeed>,
    /// The products, in the shop's own order.
    pub products: Vec<ProductSeed>,
    /// What buyers wrote.
    pub reviews: Vec<ReviewSeed>,
    /// All pictures by id.
    pub pictures: BTreeMap<String, PictureSeed>,
}

/// A facet.
#[derive(Debug, Clone, Deserialize)]
pub struct FacetSeed {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: Texts,
    /// Its values, in the order to show them.
    pub values: Vec<ValueSeed>,
}

/// A value of a facet or an option.
#[derive(Debug, Clone, Deserialize)]
pub struct ValueSeed {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: Texts,
    /// `#rrggbb`, for a colour.
    #[serde(default)]
    pub swatch: Option<String>,
}

/// A category.
#[derive(Debug, Clone, Deserialize)]
pub struct CategorySeed {
    /// Its slug.
    pub slug: String,
    /// The category it belongs to.
    pub parent: Option<String>,
    /// Its name.
    pub name: Texts,
    /// Its picture's id.
    #[serde(default)]
    pub picture: Option<String>,
}

/// A product.
#[derive(Debug, Clone, Deserialize)]
pub struct ProductSeed {
    /// Its slug.
    pub slug: String,
    /// Its category.
    pub category: String,
    /// Who makes it.
    pub brand: String,
    /// Its title.
    pub title: Texts,
    /// One sentence.
    pub summary: Texts,
    /// Paragraphs, parted by empty lines.
    pub description: Texts,
    /// Facts.
    #[serde(default)]
    pub details: Vec<DetailSeed>,
    /// `standard`, `reduced` or `zero`.
    pub tax_class: String,
    /// Labels.
    #[serde(default)]
    pub badges: Vec<String>,
    /// Since when it is in the shop.
    pub created_at: Instant,
    /// The values of the shop's facets.
    #[serde(default)]
    pub facets: BTreeMap<String, Vec<String>>,
    /// The ways in which it varies.
    #[serde(default)]
    pub options: Vec<FacetSeed>,
    /// What can be bought.
    pub variants: Vec<VariantSeed>,
    /// Ids of its pictures.
    pub pictures: Vec<String>,
    /// Slugs of products that go with it.
    #[serde(default)]
    pub related: Vec<String>,
}

/// A fact about a product.
#[derive(Debug, Clone, Deserialize)]
pub struct DetailSeed {
    /// What it is about.
    pub label: Texts,
    /// The fact.
    pub value: Texts,
}

/// A variant.
#[derive(Debug, Clone, Deserialize)]
pub struct VariantSeed {
    /// The shop's number for it, and its id.
    pub sku: String,
    /// The value of each option.
    #[serde(default)]
    pub options: BTreeMap<String, String>,
    /// Minor units by currency.
    pub prices: BTreeMap<String, i64>,
    /// The regular prices, if it is reduced.
    #[serde(default)]
    pub was: Option<BTreeMap<String, i64>>,
    /// The lowest prices of the 30 days before the reduction.
    #[serde(default)]
    pub lowest_30: Option<BTreeMap<String, i64>>,
    /// How many there are.
    pub stock: i64,
    /// At least this many at once.
    pub min: i64,
    /// At most this many at once.
    #[serde(default)]
    pub max: Option<i64>,
    /// In steps of this many.
    pub increment: i64,
    /// Weight for delivery.
    pub weight_g: i64,
    /// Content, where goods are sold by weight or volume.
    #[serde(default)]
    pub measure: Option<MeasureSeed>,
    /// Ids of its pictures, main one first.
    #[serde(default)]
    pub pictures: Vec<String>,
}

/// How much a pack holds, and what its price is compared by.
#[derive(Debug, Clone, Deserialize)]
pub struct MeasureSeed {
    /// How many of `unit`.
    pub amount: i64,
    /// `g` or `ml`, or any other unit that is compared by itself.
    pub unit: String,
    /// `kg` or `l`.
    pub per: String,
}

/// A review.
#[derive(Debug, Clone, Deserialize)]
pub struct ReviewSeed {
    /// The product's slug.
    pub product: String,
    /// Who wrote it.
    pub author: String,
    /// Stars, 1 to 5.
    pub rating: u8,
    /// Its title.
    pub title: String,
    /// Its text.
    pub body: String,
    /// The language it is written in.
    pub language: String,
    /// When it was written.
    pub created_at: Instant,
}

/// A picture in several widths and formats.
#[derive(Debug, Clone, Deserialize)]
pub struct PictureSeed {
    /// What it shows.
    pub alt: Texts,
    /// Width of the largest file.
    pub width: u32,
    /// Height of the largest file.
    pub height: u32,
    /// The formats, best first, each with its own widths.
    pub files: Vec<FileSeed>,
    /// The mean colour of its backdrop.
    #[serde(default)]
    pub tone: Option<String>,
}

/// A picture's files of one format.
#[derive(Debug, Clone, Deserialize)]
pub struct FileSeed {
    /// `image/avif`, `image/webp`.
    pub media_type: String,
    /// The widths there are.
    pub widths: Vec<u32>,
    /// `pictures/name-{w}.avif`, with `{w}` for the width.
    pub path: String,
}
