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
    // What is pressed keeps the focus: the tiles stay as long as the same values are offered.
    let offered = Memo::new(move |_| {
        choices.with(|all| all.iter().map(|choice| choice.value.clone()).collect::<Vec<_>>())
    });
    let tiles = move || {
        offered.track();
        let all = choices.get_untracked();
        all.into_iter().map(|choice| tile(&name, choice, choices, value, on_choose)).collect::<Vec<_>>()
    };
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
    choice: Choice,
    choices: Signal<Vec<Choice>>,
    value: Signal<Option<String>>,
    on_choose: Callback<String>,
) -> View {
    let id = choice.value.clone();
    let (sent, chosen) = (id.clone(), id.clone());
    let now = Memo::new(move |_| {
        choices
            .with(|all| all.iter().find(|known| known.value == id).cloned())
            .unwrap_or_else(|| choice.clone())
    });
    let Choice { value: text, colour, .. } = now.get_untracked();
    let detail = move || {
        let detail = now.with(|now| now.detail.clone());
        (!detail.is_empty()).then(|| view! { <span class="ui-choice__detail">{detail}</span> })
    };
    view! {
        <label class="ui-choice" class=("ui-choice--unavailable", move || now.with(|now| now.unavailable.is_some()))>
            <input
                type="radio"
                name=name.to_owned()
                value=text
                prop:checked=move || value.with(|value| value.as_ref() == Some(&chosen))
                aria-label=move || now.with(|now| now.unavailable.clone())
                on:change=move |_| on_choose.run(sent.clone())
            />
            {colour.map(|colour| view! { <span class="ui-choice__colour" style:background-color=colour></span> })}
            <span class="ui-choice__words">
                <span class="ui-choice__label">{move || now.with(|now| now.label.clone())}</span>
                {detail}
            </span>
        </label>
    }
}
