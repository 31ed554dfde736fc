//! What shops ask of wholesale quotes where a build has no pages for them: nothing is offered.

use fivefold_api::model::Cart;
use fivefold_api::vocabulary::ProductSlug;
use fivefold_view::prelude::*;

/// What a quote would be asked for.
#[derive(Clone, Copy)]
pub enum QuoteWish {
    /// A product in a list.
    Card(Signal<ProductSlug>),
    /// What is chosen on a product's page: the product, the number of its variant, and how many.
    Chosen(Signal<(ProductSlug, Option<String>, i64)>),
    /// The whole cart.
    Cart(Signal<Option<Cart>>),
    /// Words that nothing was found for.
    Words(Signal<String>),
}

/// Nothing.
pub fn request_quote(_wish: impl Fn() -> QuoteWish + 'static) -> View {
    View::default()
}
