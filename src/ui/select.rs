//! One of a list, with the platform's own chooser.

use super::{
    Icon, Shape,
    field::{Ids, help, label_for},
};
use fivefold_view::prelude::*;

/// A native `<select>` with its label, hint and error.
#[component]
pub fn Select(
    /// The id of the input.
    #[prop(into)]
    id: String,
    /// What to choose.
    #[prop(into)]
    label: Signal<String>,
    /// Value and words of each option.
    #[prop(into)]
    options: Signal<Vec<(String, String)>>,
    /// The chosen value.
    #[prop(into)]
    value: Signal<String>,
    /// Told of every choice.
    #[prop(into)]
    on_change: Callback<String>,
    /// One line of help.
    #[prop(optional, into)]
    hint: Option<String>,
    /// What is wrong with the choice.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// The autofill token, as `shipping country`.
    #[prop(optional)]
    autocomplete: &'static str,
    /// In a toolbar: the label stands beside it and the box is small.
    #[prop(optional)]
    compact: bool,
) -> impl IntoView {
    let ids = Ids::new(&id, hint.is_some(), error);
    let each = move || {
        let chosen = value.get();
        options.get().into_iter().map(|(value, words)| option(value, words, &chosen)).collect::<Vec<_>>()
    };
    view! {
        <div class="ui-field" class=("ui-field--compact", compact)>
            {label_for(&id, label, false)}
            <span class="ui-select">
                <select
                    id=id
                    class="ui-field__input"
                    autocomplete=(!autocomplete.is_empty()).then_some(autocomplete)
                    aria-invalid=move || error.with(Option::is_some).then_some("true")
                    aria-describedby=ids.described_by()
                    on:change=move |event| on_change.run(event_target_value(&event))
                >
                    {each}
                </select>
                <Icon shape=Shape::Down/>
            </span>
            {help(&ids, hint, error)}
        </div>
    }
}

fn option(value: String, words: String, chosen: &str) -> View {
    let selected = value == chosen;
    view! { <option value=value prop:selected=selected>{words}</option> }
}
