//! Reading the catalogue. Four ports, because a program that is downloaded in parts gets a port whole: a list
//! must not bring along how a product is read.

use super::Asked;
use crate::endpoints::{GetProduct, ListProducts, ListReviews, ListSuggestions};
use crate::model::{Category, Product, ProductList, Reviews, Suggestions};

/// Categories and lists.
pub trait Catalog: Send + Sync {
    /// All categories, parents before children.
    fn categories(&self) -> Asked<Vec<Category>>;
    /// A page of products.
    fn products(&self, query: ListProducts) -> Asked<ProductList>;
}

/// Products one by one.
pub trait Products: Send + Sync {
    /// One product.
    fn product(&self, query: GetProduct) -> Asked<Product>;
}

/// What buyers wrote.
pub trait ProductReviews: Send + Sync {
    /// A page of the reviews of a product.
    fn reviews(&self, query: ListReviews) -> Asked<Reviews>;
}

/// Help while a search is typed.
pub trait Search: Send + Sync {
    /// What a half-typed search may mean.
    fn suggestions(&self, query: ListSuggestions) -> Asked<Suggestions>;
}
