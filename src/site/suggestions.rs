//! Where the suggestions of the search field come from.

use super::search::SearchState;
use crate::{
    data::{use_query_when, use_runtime},
    platform::{intl, timers::Timer},
    routes, text,
    ui::ComboOption,
};
use fivefold_api::{endpoints::ListSuggestions, http, model::Suggestions};
use fivefold_view::prelude::*;
use std::time::Duration;

/// How long somebody must pause before a question is sent (B2C-23).
const PAUSE: Duration = Duration::from_millis(200);

/// Shows nothing. Asks for suggestions when somebody pauses, and hands on only the answer to the last
/// question: the query is keyed by it, and one that nobody waits for is aborted.
#[component]
pub(super) fn SuggestionSource() -> impl IntoView {
    let state: SearchState = expect_context();
    let asked = RwSignal::new(String::new());
    let pause = StoredValue::new(None::<Timer>);
    Effect::new(move |_| {
        let words = state.words.with(|words| words.trim().to_owned());
        pause.set_value(Some(Timer::after(PAUSE, move || {
            asked.try_set(words.clone());
        })));
    });
    let search = http::search(use_runtime().client());
    let answer = use_query_when(
        move || asked.with(|words| (!words.is_empty()).then(|| ListSuggestions { q: words.clone() })),
        move |query| search.suggestions(query),
    );
    Effect::new(move |_| {
        let is_asked =
            asked.with(|asked| !asked.is_empty() && state.words.with(|words| words.trim() == asked));
        let options = if is_asked { answer.ready().map(options).unwrap_or_default() } else { Vec::new() };
        state.options.set(options);
    });
}

/// How many of each kind are shown: all fit on a screen.
const QUERIES: usize = 3;
const CATEGORIES: usize = 2;
const PRODUCTS: usize = 4;

fn options(suggestions: Suggestions) -> Vec<ComboOption> {
    let Suggestions { mut queries, products, mut categories } = suggestions;
    categories.truncate(CATEGORIES);
    // A category says it better than a search for its name.
    queries.retain(|words| {
        !categories.iter().any(|category| category.name.to_lowercase() == words.to_lowercase())
    });
    let queries = queries.into_iter().take(QUERIES).map(|words| ComboOption {
        value: routes::search(&words),
        text: words,
        detail: text::site::SUGGEST_QUERY.get().to_owned(),
        picture: None,
    });
    let categories = categories.into_iter().map(|category| ComboOption {
        value: routes::category(&category.slug),
        text: category.name,
        detail: text::site::SUGGEST_CATEGORY.get().to_owned(),
        picture: None,
    });
    let products = products.into_iter().take(PRODUCTS).map(|product| ComboOption {
        value: routes::product(&product.slug),
        text: product.title,
        detail: intl::format_money(&product.price),
        picture: Some(product.picture),
    });
    queries.chain(categories).chain(products).collect()
}
