//! Reading the catalogue.

use super::Asked;
use crate::endpoints::{GetProduct, ListProducts, ListReviews, ListSuggestions};
use crate::model::{Category, Product, ProductList, Reviews, Suggestions};

/// Categories, products, search.
pub trait Catalog: Send + Sync {
    /// All categories, parents before children.
    fn categories(&self) -> Asked<Vec<Category>>;
    /// A page of products.
    fn products(&self, query: ListProducts) -> Asked<ProductList>;
    /// One product.
    fn product(&self, query: GetProduct) -> Asked<Product>;
    /// What buyers wrote about a product.
    fn reviews(&self, query: ListReviews) -> Asked<Reviews>;
    /// What a half-typed search may mean.
    fn suggestions(&self, query: ListSuggestions) -> Asked<Suggestions>;
}
