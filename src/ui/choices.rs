//! One of a few, all in sight.

use fivefold_view::prelude::*;

/// One of the choices.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Choice {
    /// What `on_choose` is told.
    pub value: String,
    /// Its words.
    pub label: String,
    /// More words under them, such as a price or a date.
    pub detail: String,
    /// A colour (`#rrggbb`) to show beside the words.
    pub colour: Option<String>,
    /// Why it cannot be had, in words that replace the label for a listener: `42, sold out`. It stays
    /// choosable, because choosing it may change what else is possible.
    pub unavailable: Option<String>,
}

/// A group of radio buttons, drawn as tiles in a row, or as cards in a column where they carry details.
#[component]
pub fn Choices(
    /// The name the radio buttons share; unique on the page.
    #[prop(into)]
    name: String,
    /// What is chosen.
    #[prop(into)]
    legend: Signal<String>,
    /// The choices.
    #[prop(into)]
    choices: Signal<Vec<Choice>>,
    /// The chosen value.
    #[prop(into)]
    value: Signal<Option<String>>,
    /// Told of every choice.
    #[prop(into)]
    on_choose: Callback<String>,
    /// As cards in a column.
    #[prop(optional)]
    stacked: bool,
    /// What is wrong with the choice.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
) -> impl IntoView {
    let error_id = [&name, "-error"].concat();
    let described_by = error_id.clone();
    // What is pressed keeps the focus: the tiles stay, and what they say changes.
    let count = Memo::new(move |_| choices.with(Vec::len));
    let tiles =
        move || (0..count.get()).map(|at| tile(&name, choices, at, value, on_choose)).collect::<Vec<_>>();
    view! {
        <fieldset
            class="ui-choices"
            class=("ui-choices--stacked", stacked)
            aria-describedby=move || error.with(Option::is_some).then(|| described_by.clone())
        >
            <legend class="ui-field__label">{legend}</legend>
            <div class="ui-choices__row">{tiles}</div>
            {move || error.get().map(|error| view! { <p class="ui-field__error" id=error_id.clone()>{error}</p> })}
        </fieldset>
    }
}

fn tile(
    name: &str,
    choices: Signal<Vec<Choice>>,
    at: usize,
    value: Signal<Option<String>>,
    on_choose: Callback<String>,
) -> View {
    let colour = untrack(|| choice(choices, at)).colour;
    let words = move || {
        let Choice { label, detail, .. } = choice(choices, at);
        view! {
            <span class="ui-choice__label">{label}</span>
            {(!detail.is_empty()).then(|| view! { <span class="ui-choice__detail">{detail}</span> })}
        }
    };
    view! {
        <label class="ui-choice">
            <input
                type="radio"
                name=name.to_owned()
                prop:checked=move || value.get() == Some(choice(choices, at).value)
                // The style strikes through what has such a label.
                aria-label=move || choice(choices, at).unavailable
                on:change=move |_| on_choose.run(untrack(|| choice(choices, at)).value)
            />
            {colour.map(|colour| view! { <span class="ui-choice__colour" style:background-color=colour></span> })}
            <span class="ui-choice__words">{words}</span>
        </label>
    }
}

/// One of the choices as it is now. Reactive.
fn choice(choices: Signal<Vec<Choice>>, at: usize) -> Choice {
    choices.get().into_iter().nth(at).unwrap_or_default()
}
