//! How many.

use super::{IconButton, Shape};
use crate::text;
use fivefold_view::prelude::*;
use leptos::{
    ev::{Event, KeyboardEvent},
    web_sys::HtmlInputElement,
};

/// A number with a button on each side. It reports the number the visitor chose as it is; whoever owns it
/// clamps and says so (B2C-04).
#[component]
pub fn Stepper(
    /// The id of the input.
    #[prop(into)]
    id: String,
    /// What is counted; `Quantity` if left out.
    #[prop(optional, into)]
    label: Option<String>,
    /// How many.
    #[prop(into)]
    value: Signal<i64>,
    /// At least.
    #[prop(optional, into)]
    min: Signal<i64>,
    /// At most.
    #[prop(optional, into)]
    max: Signal<Option<i64>>,
    /// In steps of; at least 1.
    #[prop(default = 1)]
    step: i64,
    /// The id of the text that explains the number, such as what it was clamped to.
    #[prop(optional, into)]
    described_by: Option<String>,
    /// Told of every number chosen.
    #[prop(into)]
    on_change: Callback<i64>,
) -> impl IntoView {
    let step = step.max(1);
    let label = label.unwrap_or_else(|| text::ui::QUANTITY.get().to_owned());
    let name = label.clone();
    let at_min = move || value.get() <= min.get();
    let at_max = move || max.get().is_some_and(|max| value.get() >= max);
    let change_by = move |by: i64| on_change.run(value.get_untracked().saturating_add(by));
    let typed = move |event: Event| {
        let input: HtmlInputElement = event_target(&event);
        match input.value().trim().parse() {
            Ok(number) if number != value.get_untracked() => {
                on_change.run(number);
                // What was refused changes no signal, so the input would keep it.
                input.set_value(&value.get_untracked().to_string());
            }
            Ok(_) => {}
            Err(_) => input.set_value(&value.get_untracked().to_string()),
        }
    };
    let on_key = move |event: KeyboardEvent| {
        let by = match event.key().as_str() {
            "ArrowUp" if !at_max() => step,
            "ArrowDown" if !at_min() => -step,
            _ => return,
        };
        event.prevent_default();
        change_by(by);
    };
    view! {
        <div class="ui-stepper" role="group" aria-label=name>
            <IconButton
                shape=Shape::Minus
                label=text::ui::TAKE_ONE.get()
                disabled=Signal::derive(at_min)
                on_press=move |()| change_by(-step)
            />
            <input
                id=id
                class="ui-stepper__input"
                type="text"
                inputmode="numeric"
                autocomplete="off"
                maxlength="6"
                aria-label=label
                aria-describedby=described_by
                prop:value=move || value.get().to_string()
                on:change=typed
                on:keydown=on_key
            />
            <IconButton
                shape=Shape::Plus
                label=text::ui::ADD_ONE.get()
                disabled=Signal::derive(at_max)
                on_press=move |()| change_by(step)
            />
        </div>
    }
}
