//! What a product is: description and details.

use crate::{text, ui::Disclosure};
use fivefold_api::model::{Detail, Product};
use fivefold_view::prelude::*;

/// Paragraphs and a table of facts.
#[component]
pub fn ProductFacts(
    /// The product.
    product: Signal<Product>,
) -> impl IntoView {
    let Product { description, details, .. } = product.get_untracked();
    let paragraphs: Vec<_> = description.into_iter().map(|text| view! { <p>{text}</p> }).collect();
    let rows: Vec<_> = details
        .into_iter()
        .map(|Detail { label, value }| view! { <div><dt>{label}</dt><dd>{value}</dd></div> })
        .collect();
    view! {
        <div class="product-facts">
            {(!paragraphs.is_empty())
                .then(|| view! {
                    <Disclosure title=text::shopping::DESCRIPTION.get() open=true>
                        <div class="product-facts__text">{paragraphs}</div>
                    </Disclosure>
                })}
            {(!rows.is_empty())
                .then(|| view! {
                    <Disclosure title=text::shopping::DETAILS.get() open=true>
                        <dl class="product-facts__list">{rows}</dl>
                    </Disclosure>
                })}
        </div>
    }
}
