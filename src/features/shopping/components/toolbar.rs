//! The line above a list: how many, filters on a phone, order.

use super::super::list_address::ListAddress;
use crate::{
    text,
    ui::{Button, Icon, Select, Shape},
};
use fivefold_api::model::ProductSort;
use fivefold_view::prelude::*;

/// How many products there are, the button of the filter drawer, and the order.
#[component]
pub fn ListToolbar(
    /// The list.
    address: Signal<ListAddress>,
    /// How many products it has, if the backend counts.
    #[prop(into)]
    total: Signal<Option<u64>>,
    /// Told where a choice leads.
    #[prop(into)]
    on_change: Callback<ListAddress>,
    /// Told to open the filters.
    #[prop(into)]
    on_filters: Callback<()>,
) -> impl IntoView {
    let chosen =
        move || u64::try_from(address.with(|address| address.asked.facets.len())).unwrap_or_default();
    let filters = move || match chosen() {
        0 => text::shopping::FILTER.get().to_owned(),
        count => text::shopping::filter_count(count),
    };
    let sort = Signal::derive(move || address.with(|address| address.asked.sort.as_query().to_owned()));
    let choose = move |word: String| {
        on_change.run(address.with_untracked(|address| address.sorted(ProductSort::from_query(&word))));
    };
    view! {
        <div class="list-toolbar">
            <h2 class="list-toolbar__count">{move || total.get().map(text::shopping::results)}</h2>
            <div class="list-toolbar__filters">
                <Button on_press=on_filters><Icon shape=Shape::Filter/>{filters}</Button>
            </div>
            <Select
                id="list-sort"
                label=text::shopping::SORT.get()
                options=Signal::derive(orders)
                value=sort
                on_change=choose
                compact=true
            />
        </div>
    }
}

fn orders() -> Vec<(String, String)> {
    let order =
        |sort: ProductSort, words: &text::Message| (sort.as_query().to_owned(), words.get().to_owned());
    vec![
        order(ProductSort::Relevance, &text::shopping::RECOMMENDED),
        order(ProductSort::Newest, &text::shopping::SORT_NEW),
        order(ProductSort::PriceUp, &text::shopping::SORT_PRICE_UP),
        order(ProductSort::PriceDown, &text::shopping::SORT_PRICE_DOWN),
        order(ProductSort::Rating, &text::shopping::SORT_RATING),
    ]
}
