//! A text field that suggests. ARIA Authoring Practices: editable combobox with list autocomplete.

use super::Picture;
use fivefold_api::vocabulary;
use fivefold_view::prelude::*;
use leptos::ev::{KeyboardEvent, MouseEvent};

/// One suggestion.
#[derive(Clone, PartialEq, Eq)]
pub struct ComboOption {
    /// What `on_choose` is told, such as an address.
    pub value: String,
    /// Its words.
    pub text: String,
    /// More words at the end of the line, such as a price or a kind.
    pub detail: String,
    /// A small picture before the words.
    pub picture: Option<vocabulary::Picture>,
}

/// A search field with suggestions under it. Typing, the arrow keys, Enter and Escape work as the pattern
/// says; Enter without a suggestion sends the form around it.
#[component]
pub fn Combobox(
    /// The id of the input; list and options derive theirs from it.
    #[prop(into)]
    id: String,
    /// What to type.
    #[prop(into)]
    label: String,
    /// Shown while the field is empty.
    #[prop(into)]
    placeholder: Signal<String>,
    /// What the field holds.
    #[prop(into)]
    value: Signal<String>,
    /// Told of every change.
    #[prop(into)]
    on_input: Callback<String>,
    /// The suggestions for what was typed.
    #[prop(into)]
    options: Signal<Vec<ComboOption>>,
    /// How many there are, in words, for those who listen.
    #[prop(into)]
    status: Signal<String>,
    /// Told the value of the chosen suggestion.
    #[prop(into)]
    on_choose: Callback<String>,
) -> impl IntoView {
    let list_id = [&id, "-list"].concat();
    let wants_list = RwSignal::new(false);
    let active = RwSignal::new(None::<usize>);
    let is_open = Memo::new(move |_| wants_list.get() && options.with(|options| !options.is_empty()));
    let close = move || {
        wants_list.set(false);
        active.set(None);
    };
    let choose = move |index: usize| {
        let value = options.with_untracked(|options| options.get(index).map(|option| option.value.clone()));
        if let Some(value) = value {
            close();
            on_choose.run(value);
        }
    };
    let on_key = move |event: KeyboardEvent| {
        let count = options.with_untracked(Vec::len);
        let was_open = is_open.get_untracked();
        match event.key().as_str() {
            // While an input method composes, Enter and the arrows are its own.
            _ if event.is_composing() => {}
            key @ ("ArrowDown" | "ArrowUp") if count > 0 => {
                event.prevent_default();
                wants_list.set(true);
                active.update(|active| *active = step(*active, count, key == "ArrowDown"));
            }
            "Enter" if was_open => {
                if let Some(index) = active.get_untracked() {
                    event.prevent_default();
                    choose(index);
                } else {
                    close();
                }
            }
            "Escape" if was_open => {
                event.prevent_default();
                close();
            }
            "Tab" => close(),
            _ => {}
        }
    };
    let active_id = {
        let list_id = list_id.clone();
        move || is_open.get().then(|| active.get()).flatten().map(|index| option_id(&list_id, index))
    };
    let rows = {
        let list_id = list_id.clone();
        move || {
            options
                .get()
                .into_iter()
                .enumerate()
                .map(|(index, option)| {
                    row(option_id(&list_id, index), index, option, active, Callback::new(choose))
                })
                .collect::<Vec<_>>()
        }
    };
    view! {
        <div class="ui-combobox">
            <label class="ui-hidden" for=id.clone()>{label.clone()}</label>
            <input
                id=id
                class="ui-combobox__input"
                type="search"
                role="combobox"
                name="q"
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
                enterkeyhint="search"
                maxlength="200"
                placeholder=placeholder
                aria-autocomplete="list"
                aria-controls=list_id.clone()
                aria-expanded=move || if is_open.get() { "true" } else { "false" }
                aria-activedescendant=active_id
                prop:value=value
                on:input=move |event| {
                    wants_list.set(true);
                    active.set(None);
                    on_input.run(event_target_value(&event));
                }
                on:keydown=on_key
                on:blur=move |_| close()
            />
            <ul
                id=list_id
                class="ui-combobox__list"
                role="listbox"
                aria-label=label
                hidden=move || !is_open.get()
                // A press inside must not take the focus from the field, which would close the list.
                on:mousedown=move |event: MouseEvent| event.prevent_default()
            >
                {rows}
            </ul>
            <span class="ui-hidden" role="status">{move || is_open.get().then(|| status.get())}</span>
        </div>
    }
}

/// The next active option; past either end there is none, which is the field itself.
fn step(active: Option<usize>, count: usize, is_down: bool) -> Option<usize> {
    match (active, is_down) {
        (None, true) => Some(0),
        (None, false) => Some(count - 1),
        (Some(index), true) => Some(index + 1).filter(|next| *next < count),
        (Some(index), false) => index.checked_sub(1),
    }
}

fn option_id(list_id: &str, index: usize) -> String {
    [list_id, "-", &index.to_string()].concat()
}

fn row(
    id: String,
    index: usize,
    option: ComboOption,
    active: RwSignal<Option<usize>>,
    choose: Callback<usize>,
) -> View {
    let ComboOption { text, detail, picture, .. } = option;
    view! {
        <li
            id=id
            class="ui-combobox__option"
            role="option"
            aria-selected=move || if active.get() == Some(index) { "true" } else { "false" }
            on:click=move |_| choose.run(index)
        >
            {picture.map(|picture| view! { <Picture picture sizes="40px" decorative=true/> })}
            <span class="ui-combobox__text">{text}</span>
            <span class="ui-combobox__detail">{detail}</span>
        </li>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn b2c_23_the_arrows_walk_the_list_and_return_to_the_field_at_both_ends() {
        assert_eq!(step(None, 3, true), Some(0));
        assert_eq!(step(Some(2), 3, true), None);
        assert_eq!(step(None, 3, false), Some(2));
        assert_eq!(step(Some(0), 3, false), None);
        assert_eq!(step(Some(1), 3, true), Some(2));
        assert_eq!(step(Some(1), 3, false), Some(0));
    }
}
