//! Asking for a quote from wherever somebody shops (B2B-01). Only this little stands in the shops' own chunks; what is
//! seen comes for whoever may buy for a company.

use super::components::AskForQuote;
use crate::{
    data::{lazy::LazyPage, use_runtime},
    lazy_page,
};
use fivefold_api::model::{Capability, Cart};
use fivefold_api::vocabulary::ProductSlug;
use fivefold_view::prelude::*;

static ASK: LazyPage = lazy_page!(quote_ask, AskForQuote, part);

/// What a quote would be asked for.
#[derive(Clone)]
pub enum QuoteWish {
    /// A product in a list.
    Card(ProductSlug),
    /// What is chosen on a product's page: the product, the number of its variant, and how many.
    Chosen(Signal<(ProductSlug, Option<String>, i64)>),
    /// The whole cart.
    Cart(Signal<Option<Cart>>),
    /// Words that nothing was found for.
    Words(String),
}

/// The way to a quote, for whoever has an account. Its code is on its way unless the shop is known to offer no quotes; it
/// shows nothing before it is known that it does.
pub fn request_quote(wish: QuoteWish) -> View {
    let runtime = use_runtime();
    if runtime.is_member() && untrack(|| runtime.offers(Capability::Quotes)) != Some(false) {
        view! { <Provider value=wish>{ASK.view()}</Provider> }
    } else {
        View::default()
    }
}
