//! What a list of group-buys is narrowed and sorted by. Every choice is an address.

use super::super::address::GroupsAddress;
use crate::{
    data::use_navigate,
    platform::intl,
    text,
    ui::{Button, Field, Select},
};
use fivefold_api::model::{GroupBuyList, GroupFilter, GroupSort};
use fivefold_view::prelude::*;
use leptos::ev::SubmitEvent;
use leptos_router::NavigateOptions;

/// Phases as links, words, categories and order.
pub fn toolbar(address: Memo<GroupsAddress>, list: Signal<GroupBuyList>) -> View {
    let navigate = use_navigate();
    let go = move |to: GroupsAddress| {
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
        let mut all = vec![(String::new(), text::group_buys::ALL_CATEGORIES.get().to_owned())];
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
        <nav class="groups-phases" aria-label=text::group_buys::PHASES.get()>
            <ul role="list">{phases(address)}</ul>
        </nav>
        <div class="groups-toolbar">
            <form class="groups-search" role="search" aria-label=text::group_buys::SEARCH.get() on:submit=search>
                <Field
                    id="groups-q"
                    label=text::group_buys::SEARCH.get().to_owned()
                    value=words
                    on_input=move |typed| words.set(typed)
                    kind="search"
                    enterkeyhint="search"
                />
                <Button submit=true>{text::site::SEARCH.get()}</Button>
            </form>
            <Select
                id="groups-category"
                label=text::group_buys::CATEGORY.get().to_owned()
                options=categories
                value=category
                on_change=move |slug: String| go(address.with_untracked(|address| address.of_category(&slug)))
                compact=true
            />
            <Select
                id="groups-sort"
                label=text::group_buys::SORT.get().to_owned()
                options=Signal::derive(orders)
                value=sort
                on_change=move |word: String| {
                    go(address.with_untracked(|address| address.sorted(GroupSort::from_query(&word))));
                }
                compact=true
            />
        </div>
    }
}

fn phases(address: Memo<GroupsAddress>) -> Vec<View> {
    use text::group_buys as words;
    [
        (GroupFilter::Open, &words::FILTER_OPEN),
        (GroupFilter::Ending, &words::FILTER_ENDING),
        (GroupFilter::Tipped, &words::FILTER_TIPPED),
        (GroupFilter::Scheduled, &words::FILTER_SCHEDULED),
        (GroupFilter::Over, &words::FILTER_OVER),
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
    use text::group_buys as words;
    let order = |sort: GroupSort, words: &text::Message| (sort.as_query().to_owned(), words.get().to_owned());
    vec![
        order(GroupSort::Ending, &words::SORT_ENDING),
        order(GroupSort::NextTier, &words::SORT_NEXT_TIER),
        order(GroupSort::MostPeople, &words::SORT_MOST_PEOPLE),
        order(GroupSort::Newest, &words::SORT_NEWEST),
    ]
}
