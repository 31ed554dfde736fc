//! What a list of lots is narrowed and sorted by. Every choice is an address.

use super::super::address::LotsAddress;
use crate::{
    data::use_navigate,
    platform::intl,
    text,
    ui::{Button, Field, Select},
};
use fivefold_api::model::{AuctionFilter, AuctionList, AuctionSort};
use fivefold_view::prelude::*;
use leptos::ev::SubmitEvent;
use leptos_router::NavigateOptions;

/// Phases as links, words, categories and order.
#[component]
pub fn Toolbar(
    /// The list.
    address: Memo<LotsAddress>,
    /// Its lots and categories.
    list: Signal<AuctionList>,
) -> impl IntoView {
    let navigate = use_navigate();
    let go = move |to: LotsAddress| {
        let options = NavigateOptions { resolve: false, scroll: false, ..NavigateOptions::default() };
        navigate(&to.href(), options);
    };
    // What is typed and not asked yet stays, whatever else is chosen.
    let asked = Memo::new(move |_| address.with(|address| address.asked.q.clone()));
    let words = RwSignal::new(String::new());
    Effect::new(move |_| words.set(asked.get()));
    let search = move |event: SubmitEvent| {
        event.prevent_default();
        go(address.with_untracked(|address| words.with_untracked(|words| address.searched(words))));
    };
    let category = Signal::derive(move || {
        address.with(|address| address.asked.category.as_ref().map(|slug| slug.0.clone())).unwrap_or_default()
    });
    let categories = Signal::derive(move || {
        let mut all = vec![(String::new(), text::auctions::ALL_CATEGORIES.get().to_owned())];
        list.with(|list| {
            all.extend(list.categories.iter().map(|one| {
                let count = intl::format_number(one.count);
                (one.slug.0.clone(), [one.name.as_str(), " (", &count, ")"].concat())
            }));
        });
        all
    });
    let sort = Signal::derive(move || address.with(|address| address.asked.sort.as_query().to_owned()));
    view! {
        <nav class="lots-phases" aria-label=text::auctions::PHASES.get()>
            <ul role="list">{phases(address)}</ul>
        </nav>
        <div class="lots-toolbar">
            <form class="lots-search" role="search" aria-label=text::auctions::SEARCH.get() on:submit=search>
                <Field
                    id="lots-q"
                    label=text::auctions::SEARCH.get().to_owned()
                    value=words
                    on_input=move |typed| words.set(typed)
                    kind="search"
                    enterkeyhint="search"
                />
                <Button submit=true>{text::site::SEARCH.get()}</Button>
            </form>
            <Select
                id="lots-category"
                label=text::auctions::CATEGORY.get().to_owned()
                options=categories
                value=category
                on_change=move |slug: String| go(address.with_untracked(|address| address.of_category(&slug)))
                compact=true
            />
            <Select
                id="lots-sort"
                label=text::auctions::SORT.get().to_owned()
                options=Signal::derive(orders)
                value=sort
                on_change=move |word: String| {
                    go(address.with_untracked(|address| address.sorted(AuctionSort::from_query(&word))));
                }
                compact=true
            />
        </div>
    }
}

fn phases(address: Memo<LotsAddress>) -> Vec<View> {
    use text::auctions as words;
    [
        (AuctionFilter::Open, &words::FILTER_OPEN),
        (AuctionFilter::Ending, &words::FILTER_ENDING),
        (AuctionFilter::Live, &words::FILTER_LIVE),
        (AuctionFilter::Scheduled, &words::FILTER_SCHEDULED),
        (AuctionFilter::Ended, &words::FILTER_ENDED),
    ]
    .into_iter()
    .map(|(phase, words)| {
        let href = move || address.with(|address| address.in_phase(phase).href());
        let current = move || address.with(|address| (address.asked.phase == phase).then_some("page"));
        view! { <li><a href=href aria-current=current data-noscroll="">{words.get()}</a></li> }
    })
    .collect()
}

fn orders() -> Vec<(String, String)> {
    use text::auctions as words;
    let order =
        |sort: AuctionSort, words: &text::Message| (sort.as_query().to_owned(), words.get().to_owned());
    vec![
        order(AuctionSort::Ending, &words::SORT_ENDING),
        order(AuctionSort::Newest, &words::SORT_NEWEST),
        order(AuctionSort::PriceUp, &words::SORT_PRICE_UP),
        order(AuctionSort::PriceDown, &words::SORT_PRICE_DOWN),
        order(AuctionSort::MostBids, &words::SORT_MOST_BIDS),
    ]
}
