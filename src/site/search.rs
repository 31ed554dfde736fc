//! The search field of the header.
//!
//! The field is in main; where its suggestions come from is not. That part is fetched with the chunk `site`
//! when somebody begins to type, and speaks to the field through [`SearchState`].

use super::suggestions::SuggestionSource;
use crate::{
    data::{lazy::LazyPage, use_address, use_navigate},
    lazy_page, routes, text,
    ui::{ComboOption, Combobox, Icon, Shape},
};
use fivefold_view::prelude::*;
use leptos::ev::SubmitEvent;

static SOURCE: LazyPage = lazy_page!(site, SuggestionSource, part);

/// What the field and the source of its suggestions share.
#[derive(Clone, Copy)]
pub(super) struct SearchState {
    /// What was typed.
    pub(super) words: RwSignal<String>,
    /// The suggestions for it.
    pub(super) options: RwSignal<Vec<ComboOption>>,
}

/// A search field with suggestions (B2C-23). Without them it still searches.
#[component]
pub(super) fn SearchBox() -> impl IntoView {
    let state = SearchState { words: RwSignal::new(String::new()), options: RwSignal::new(Vec::new()) };
    let is_used = RwSignal::new(false);
    // What a results page was asked for stands in the field; typing goes on from there.
    let address = use_address();
    Effect::new(move |_| state.words.set(address.with(|address| address.query("q").unwrap_or_default())));
    let navigate = use_navigate();
    let go = Callback::new(move |href: String| {
        state.options.set(Vec::new());
        navigate(&href, leptos_router::NavigateOptions { resolve: false, ..Default::default() });
    });
    let send = move |event: SubmitEvent| {
        event.prevent_default();
        let words = state.words.get_untracked();
        let words = words.trim();
        if !words.is_empty() {
            go.run(routes::search(words));
        }
    };
    let status = move || text::shopping::suggestions(state.options.with(Vec::len) as u64);
    view! {
        <form class="site-search" role="search" action=routes::list(None, true, "") on:submit=send>
            <Icon shape=Shape::Search/>
            <Combobox
                id="site-search"
                label=text::site::SEARCH.get()
                placeholder=text::site::SEARCH_HINT.get()
                value=state.words
                on_input=move |words| {
                    is_used.set(true);
                    state.words.set(words);
                }
                options=state.options
                status=Signal::derive(status)
                on_choose=go
            />
            <div hidden>
                {move || is_used.get().then(|| view! { <Provider value=state>{SOURCE.view()}</Provider> })}
            </div>
        </form>
    }
}
