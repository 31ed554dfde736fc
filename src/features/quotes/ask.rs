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

/// The way to a quote, for whoever may have one. `wish` is only asked then.
pub fn request_quote(wish: impl Fn() -> QuoteWish + 'static) -> View {
    let runtime = use_runtime();
    if runtime.is_member() { offer(Box::new(wish)) } else { View::default() }
}

fn offer(wish: Box<dyn Fn() -> QuoteWish>) -> View {
    let runtime = use_runtime();
    let is_offered = Memo::new(move |_| runtime.offers(Capability::Quotes) == Some(true));
    let content = move || is_offered.get().then(|| view! { <Provider value=wish()>{ASK.view()}</Provider> });
    content.into_view()
}
