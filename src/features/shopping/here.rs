//! What the address of the present page names.

use super::list_address::ListAddress;
use crate::routes::{self, patterns};
use fivefold_api::vocabulary::{CategorySlug, ProductSlug};
use fivefold_view::prelude::*;
use leptos_router::hooks::use_url;

/// The list that the address asks for.
pub fn use_list_address() -> Memo<ListAddress> {
    let url = use_url();
    Memo::new(move |_| {
        let url = url.read();
        let (category, is_search) = match routes::below(url.path()).and_then(routes::find) {
            Some((pattern, params)) => (
                params.into_iter().next().map(|(_, slug)| CategorySlug::from(slug)),
                pattern.path == patterns::SEARCH,
            ),
            None => (None, false),
        };
        ListAddress::read(category, is_search, &|name| url.search_params().get(name))
    })
}

/// What the address of a product page names.
#[derive(Clone, PartialEq, Eq)]
pub struct ProductAddress {
    /// The product.
    pub slug: ProductSlug,
    /// A variant, by id or number.
    pub variant: Option<String>,
    /// The page of its reviews, from 1.
    pub reviews: u32,
}

/// The product that the address asks for.
pub fn use_product_address() -> Memo<ProductAddress> {
    let url = use_url();
    Memo::new(move |_| {
        let url = url.read();
        let params = routes::below(url.path()).and_then(routes::find).map(|(_, params)| params);
        let slug = params.unwrap_or_default().into_iter().next().map(|(_, slug)| slug).unwrap_or_default();
        let query = url.search_params();
        let reviews = query.get("reviews").and_then(|page| page.parse().ok());
        ProductAddress {
            slug: ProductSlug::from(slug),
            variant: query.get("variant").or_else(|| query.get("sku")),
            reviews: reviews.filter(|page| (1..=1000).contains(page)).unwrap_or(1),
        }
    })
}
