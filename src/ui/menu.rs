//! Actions behind a button. ARIA Authoring Practices: menu button.

use super::{
    Icon, Shape,
    roving::{focus_child, is_plain, stays_within, step},
};
use fivefold_view::prelude::*;
use leptos::{
    ev::{FocusEvent, KeyboardEvent, MouseEvent},
    html,
};

/// Letters typed within this time of each other are one word.
const ONE_WORD_MS: f64 = 600.0;

/// One action.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct MenuItem {
    /// What `on_choose` is told.
    pub value: String,
    /// Its words.
    pub label: String,
    /// Not possible now. It keeps its place, so that a listener learns that it exists.
    pub is_disabled: bool,
}

/// A button that opens a list of actions. Arrows, Home, End and typed letters move in it; Escape and a choice
/// give the focus back to the button. What leads to another page is a link, not an action.
#[component]
pub fn Menu(
    /// The id of the list.
    #[prop(into)]
    id: String,
    /// What the actions are about: the words of the button.
    #[prop(into)]
    label: Signal<String>,
    /// The actions.
    items: Vec<MenuItem>,
    /// Told the value of the chosen one.
    #[prop(into)]
    on_choose: Callback<String>,
    /// The list ends where the button ends, for a button at the end of a line.
    #[prop(optional)]
    end: bool,
) -> impl IntoView {
    let button = NodeRef::<html::Button>::new();
    let list = NodeRef::<html::Div>::new();
    let is_open = RwSignal::new(false);
    let active = StoredValue::new(0);
    let typed = StoredValue::new((String::new(), 0.0));
    let labels: Vec<String> = items.iter().map(|item| item.label.to_lowercase()).collect();
    let count = labels.len();

    // The attribute is written here and not by a signal: what is still hidden cannot take the focus.
    let set_open = move |open: bool| {
        if let Some(list) = list.get_untracked() {
            list.set_hidden(!open);
        }
        is_open.set(open);
    };
    let go = move |index: usize| {
        if let Some(list) = list.get_untracked() {
            focus_child(&list, index);
        }
    };
    let back = move || {
        set_open(false);
        if let Some(button) = button.get_untracked() {
            let _ = button.focus();
        }
    };
    let choose = Callback::new(move |value: String| {
        back();
        on_choose.run(value);
    });
    let toggle = move |_| {
        if is_open.get_untracked() {
            back();
        } else {
            set_open(true);
            go(0);
        }
    };
    let on_button_key = move |event: KeyboardEvent| {
        let at = match event.key().as_str() {
            "ArrowDown" => 0,
            "ArrowUp" => count.saturating_sub(1),
            _ => return,
        };
        event.prevent_default();
        set_open(true);
        go(at);
    };
    let on_list_key = move |event: KeyboardEvent| {
        let key = event.key();
        let at = active.get_value();
        if key == "Escape" {
            // A dialog around the menu stays open.
            event.stop_propagation();
            event.prevent_default();
            back();
        } else if key == "Tab" {
            // Goes on from the button, not from what is hidden now.
            back();
        } else if let Some(next) = step(&key, ["ArrowUp", "ArrowDown"], at, count) {
            event.prevent_default();
            go(next);
        } else if key != " " && key.chars().count() == 1 && is_plain(&event) {
            let now = event.time_stamp();
            let (before, last) = typed.get_value();
            let word = if now - last < ONE_WORD_MS { before } else { String::new() } + &key.to_lowercase();
            if let Some(next) = find(&labels, at, &word) {
                go(next);
            }
            typed.set_value((word, now));
        }
    };
    let rows: Vec<_> =
        items.into_iter().enumerate().map(|(index, item)| row(index, item, active, choose)).collect();
    view! {
        <div
            class="ui-menu"
            on:focusout=move |event: FocusEvent| {
                if !stays_within(&event) {
                    set_open(false);
                }
            }
        >
            <button
                node_ref=button
                type="button"
                class="ui-button ui-button--quiet"
                aria-haspopup="menu"
                aria-controls=id.clone()
                aria-expanded=move || if is_open.get() { "true" } else { "false" }
                // The press would take the focus from the list, which closes it, and the click would open it anew.
                on:mousedown=move |event: MouseEvent| event.prevent_default()
                on:click=toggle
                on:keydown=on_button_key
            >
                {label}
                <Icon shape=Shape::Down/>
            </button>
            <div
                node_ref=list
                id=id
                class="ui-menu__list"
                class=("ui-menu__list--end", end)
                role="menu"
                aria-label=label
                hidden=true
                on:keydown=on_list_key
            >
                {rows}
            </div>
        </div>
    }
}

fn row(index: usize, item: MenuItem, active: StoredValue<usize>, choose: Callback<String>) -> View {
    let MenuItem { value, label, is_disabled } = item;
    view! {
        <button
            type="button"
            class="ui-menu__item"
            role="menuitem"
            tabindex="-1"
            aria-disabled=is_disabled.then_some("true")
            on:focus=move |_| active.set_value(index)
            on:click=move |_| {
                if !is_disabled {
                    choose.run(value.clone());
                }
            }
        >
            {label}
        </button>
    }
}

/// The next label that begins with what was typed. One letter, also when it is typed again, moves on from where
/// the focus is; more letters may stay there.
fn find(labels: &[String], at: usize, typed: &str) -> Option<usize> {
    let first = typed.chars().next()?;
    let is_one = typed.chars().all(|letter| letter == first);
    let word = if is_one { &typed[..first.len_utf8()] } else { typed };
    let from = at + usize::from(is_one);
    (from..from + labels.len())
        .map(|index| index % labels.len())
        .find(|index| labels[*index].starts_with(word))
}

#[cfg(test)]
mod tests {
    use super::find;

    #[test]
    fn x_a11y_letters_find_the_next_label_that_begins_with_them() {
        let labels = ["copy", "cancel", "delete", "複製"].map(str::to_owned);
        assert_eq!(find(&labels, 0, "c"), Some(1));
        assert_eq!(find(&labels, 1, "c"), Some(0));
        assert_eq!(find(&labels, 1, "cc"), Some(0));
        assert_eq!(find(&labels, 1, "co"), Some(0));
        assert_eq!(find(&labels, 1, "ca"), Some(1));
        assert_eq!(find(&labels, 0, "複"), Some(3));
        assert_eq!(find(&labels, 0, "x"), None);
        assert_eq!(find(&[], 0, "x"), None);
    }
}
