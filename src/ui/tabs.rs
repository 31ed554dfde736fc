//! Several views of one thing, one at a time. ARIA Authoring Practices: tabs with automatic activation.

use super::roving::{focus_child, is_plain, step};
use fivefold_view::prelude::*;
use leptos::{ev::KeyboardEvent, html};

/// One view.
#[derive(Clone)]
pub struct Tab {
    /// Its name.
    pub label: String,
    /// Draws it.
    pub panel: ViewFn,
}

/// Tabs over a panel. One of them is in the order of the Tab key; the arrows go to the others and show them at
/// once. Only the chosen panel exists.
#[component]
pub fn Tabs(
    /// The id of the panel; the tabs derive theirs from it.
    #[prop(into)]
    id: String,
    /// What the views are of.
    #[prop(into)]
    label: Signal<String>,
    /// The views.
    tabs: Vec<Tab>,
    /// Which one is shown, from 0.
    #[prop(into)]
    value: Signal<usize>,
    /// Told of every choice.
    #[prop(into)]
    on_select: Callback<usize>,
) -> impl IntoView {
    let list = NodeRef::<html::Div>::new();
    let value = Memo::new(move |_| value.get());
    let count = tabs.len();
    let on_key = move |event: KeyboardEvent| {
        let Some(list) = list.get_untracked().filter(|_| is_plain(&event)) else { return };
        let is_rtl = list.matches(":dir(rtl)").unwrap_or(false);
        let keys = if is_rtl { ["ArrowRight", "ArrowLeft"] } else { ["ArrowLeft", "ArrowRight"] };
        if let Some(next) = step(&event.key(), keys, value.get_untracked(), count) {
            event.prevent_default();
            on_select.run(next);
            focus_child(&list, next);
        }
    };
    let tab_id = {
        let id = id.clone();
        move |index: usize| [&id, "-tab-", &index.to_string()].concat()
    };
    let (buttons, panels): (Vec<_>, Vec<_>) = tabs
        .into_iter()
        .enumerate()
        .map(|(index, Tab { label, panel })| {
            let is_chosen = move || value.get() == index;
            let button = view! {
                <button
                    type="button"
                    class="ui-tabs__tab"
                    role="tab"
                    id=tab_id(index)
                    aria-controls=id.clone()
                    aria-selected=move || if is_chosen() { "true" } else { "false" }
                    tabindex=move || if is_chosen() { "0" } else { "-1" }
                    on:click=move |_| on_select.run(index)
                >
                    {label}
                </button>
            };
            (button, panel)
        })
        .unzip();
    view! {
        <div class="ui-tabs">
            <div
                node_ref=list
                class="ui-tabs__list"
                role="tablist"
                aria-label=label
                on:keydown=on_key
            >
                {buttons}
            </div>
            <div
                id=id
                class="ui-tabs__panel"
                role="tabpanel"
                tabindex="0"
                aria-labelledby=move || tab_id(value.get())
            >
                {move || panels.get(value.get()).map(ViewFn::run)}
            </div>
        </div>
    }
}
