//! Reading the catalogue. Public, CORS-simple, cacheable.

use super::{Endpoint, QueryWriter};
use crate::model::{Category, Product, ProductList, ProductSort, Reviews, Suggestions};
use crate::transport::Method;
use crate::vocabulary::{CategorySlug, FacetId, FacetValueId, ProductSlug};

/// `GET /v1/categories`: all categories, parents before children.
#[derive(Debug, Clone)]
pub struct ListCategories;

impl Endpoint for ListCategories {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/v1/categories";
    const SCOPED: bool = true;
    type Answer = Vec<Category>;
}

/// `GET /v1/products`: a page of products, filtered, sorted, searched.
///
/// Query: `q`, `category`, `facets=colour:sand,colour:navy,material:wool` (values of one facet are
/// alternatives, facets narrow each other), `sort`, `page` (1-based), `per_page` (at most 60).
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct ListProducts {
    /// Words to search for.
    pub q: String,
    /// Only this category and its children.
    pub category: Option<CategorySlug>,
    /// Chosen facet values.
    pub facets: Vec<(FacetId, FacetValueId)>,
    /// The order.
    pub sort: ProductSort,
    /// Which page, from 1; 0 means 1.
    pub page: u32,
    /// How many on a page; 0 leaves it to the backend.
    pub per_page: u32,
}

impl Endpoint for ListProducts {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/v1/products";
    const SCOPED: bool = true;
    type Answer = ProductList;

    fn query(&self, query: &mut QueryWriter) {
        query.add_some("q", &self.q);
        if let Some(category) = &self.category {
            query.add("category", category.as_str());
        }
        let mut facets = String::new();
        for (facet, value) in &self.facets {
            if !facets.is_empty() {
                facets.push(',');
            }
            facets.push_str(facet.as_str());
            facets.push(':');
            facets.push_str(value.as_str());
        }
        query.add_some("facets", &facets);
        query.add_some("sort", self.sort.as_query());
        if self.page > 1 {
            query.add("page", &self.page.to_string());
        }
        if self.per_page > 0 {
            query.add("per_page", &self.per_page.to_string());
        }
    }
}

impl ProductSort {
    /// The order as it stands in a query; empty for the default.
    #[must_use]
    pub const fn as_query(self) -> &'static str {
        match self {
            Self::Relevance | Self::Unknown => "",
            Self::Newest => "newest",
            Self::PriceUp => "price_up",
            Self::PriceDown => "price_down",
            Self::Rating => "rating",
        }
    }

    /// Reads an order from a query; an unknown word is the default order.
    #[must_use]
    pub fn from_query(text: &str) -> Self {
        match text {
            "newest" => Self::Newest,
            "price_up" => Self::PriceUp,
            "price_down" => Self::PriceDown,
            "rating" => Self::Rating,
            _ => Self::Relevance,
        }
    }
}

/// `GET /v1/products/{slug}`: one product with everything its page shows.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct GetProduct {
    /// The product.
    pub slug: ProductSlug,
}

impl Endpoint for GetProduct {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/v1/products/{slug}";
    const SCOPED: bool = true;
    type Answer = Product;

    fn params(&self) -> Vec<&str> {
        vec![self.slug.as_str()]
    }
}

/// `GET /v1/products/{slug}/reviews?page=`: what buyers wrote, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ListReviews {
    /// The product.
    pub slug: ProductSlug,
    /// Which page, from 1.
    pub page: u32,
}

impl Endpoint for ListReviews {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/v1/products/{slug}/reviews";
    const SCOPED: bool = true;
    type Answer = Reviews;

    fn params(&self) -> Vec<&str> {
        vec![self.slug.as_str()]
    }

    fn query(&self, query: &mut QueryWriter) {
        if self.page > 1 {
            query.add("page", &self.page.to_string());
        }
    }
}

/// `GET /v1/suggestions?q=`: what a half-typed search may mean.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ListSuggestions {
    /// What was typed so far.
    pub q: String,
}

impl Endpoint for ListSuggestions {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/v1/suggestions";
    const SCOPED: bool = true;
    type Answer = Suggestions;

    fn query(&self, query: &mut QueryWriter) {
        query.add("q", &self.q);
    }
}
