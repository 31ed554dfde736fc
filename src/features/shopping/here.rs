//! What the address of the present page names.

use super::list_address::ListAddress;
use crate::data::use_address;
use crate::routes::{self, patterns};
use fivefold_api::vocabulary::{CategorySlug, ProductSlug};
use fivefold_view::prelude::*;

/// The list that the address asks for.
pub fn use_list_address() -> Memo<ListAddress> {
    let address = use_address();
    Memo::new(move |_| {
        let address = address.read();
        let (category, is_search) = match routes::below(&address.path).and_then(routes::find) {
            Some((pattern, params)) => (
                params.into_iter().next().map(|(_, slug)| CategorySlug::from(slug)),
                pattern.path == patterns::SEARCH,
            ),
            None => (None, false),
        };
        ListAddress::read(category, is_search, &|name| address.query(name))
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
    let address = use_address();
    Memo::new(move |_| {
        let address = address.read();
        let reviews = address.query("reviews").and_then(|page| page.parse().ok());
        ProductAddress {
            slug: ProductSlug::from(routes::parameter(&address.path)),
            variant: address.query("variant").or_else(|| address.query("sku")),
            reviews: reviews.filter(|page| (1..=1000).contains(page)).unwrap_or(1),
        }
    })
}
