//! A list without products, and the ways on from it.

use super::super::list_address::ListAddress;
use crate::{
    features::quotes::{QuoteWish, request_quote},
    routes, text,
    ui::{EmptyState, LinkButton, Look},
};
use fivefold_api::model::{Category, ProductList};
use fivefold_view::prelude::*;

/// Nothing was found: another spelling, fewer filters, the categories (B2C-23).
#[component]
pub fn NothingFound(
    /// The list.
    address: ListAddress,
    /// The answer without products.
    list: ProductList,
    /// The top categories.
    #[prop(into)]
    categories: Signal<Vec<Category>>,
) -> impl IntoView {
    let title = if address.asked.q.is_empty() {
        text::shopping::NOTHING_FITS.get().to_owned()
    } else {
        text::shopping::zero_results_title(&address.asked.q)
    };
    let words = if address.asked.q.is_empty() {
        text::shopping::NOTHING_FITS_TEXT.get()
    } else {
        text::shopping::ZERO_RESULTS_TEXT.get()
    };
    let spelling = list.did_you_mean.map(|words| {
        let href = address.searched(&words).href();
        view! { <LinkButton look=Look::Strong href>{text::shopping::did_you_mean(&words)}</LinkButton> }
    });
    let unfiltered = (!address.asked.facets.is_empty()).then(|| {
        let href = address.unfiltered().href();
        view! { <LinkButton href>{text::shopping::CLEAR_FILTERS.get()}</LinkButton> }
    });
    let ask = (!address.asked.q.is_empty()).then(|| request_quote(QuoteWish::Words(address.asked.q.clone())));
    let top = move || {
        let top = categories
            .get()
            .into_iter()
            .filter(|category| category.parent.is_none() && category.products > 0);
        top.map(|category| view! { <li><a href=routes::category(&category.slug)>{category.name}</a></li> })
            .collect::<Vec<_>>()
    };
    view! {
        <EmptyState title text=words>
            {spelling}
            {unfiltered}
            <LinkButton href=routes::products()>{text::shopping::ALL_PRODUCTS.get()}</LinkButton>
        </EmptyState>
        {ask}
        <nav class="category-links" aria-label=text::shopping::BROWSE_CATEGORIES.get()>
            <h2>{text::shopping::BROWSE_CATEGORIES.get()}</h2>
            <ul role="list">{top}</ul>
        </nav>
    }
}
