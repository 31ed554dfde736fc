//! A few more words about a control. They are an extra: whoever never sees them must miss nothing.

use super::roving::stays_within;
use fivefold_view::prelude::*;
use leptos::ev::{self, FocusEvent, KeyboardEvent};

/// Words that appear while the pointer or the focus is on a control, and stay while the pointer is on them
/// (WCAG 1.4.13). Escape hides them. The control names them by their id, as its `described_by`.
#[component]
pub fn Tooltip(
    /// The id of the words.
    #[prop(into)]
    id: String,
    /// The words.
    #[prop(into)]
    text: Signal<String>,
    /// The words end where the control ends, for a control at the end of a line.
    #[prop(optional)]
    end: bool,
    /// The control.
    children: Children,
) -> impl IntoView {
    let has_pointer = RwSignal::new(false);
    let has_focus = RwSignal::new(false);
    let is_shown = Memo::new(move |_| has_pointer.get() || has_focus.get());
    // The pointer may be here while the focus is anywhere on the page.
    let escape = window_event_listener(ev::keydown, move |event: KeyboardEvent| {
        if event.key() == "Escape" && is_shown.get_untracked() {
            // What is around, such as a dialog, stays for the next press.
            event.prevent_default();
            has_pointer.set(false);
            has_focus.set(false);
        }
    });
    on_cleanup(move || escape.remove());
    view! {
        <span
            class="ui-tooltip"
            on:pointerenter=move |_| has_pointer.set(true)
            on:pointerleave=move |_| has_pointer.set(false)
            on:focusin=move |_| has_focus.set(true)
            on:focusout=move |event: FocusEvent| {
                if !stays_within(&event) {
                    has_focus.set(false);
                }
            }
        >
            {children()}
            <span
                id=id
                class="ui-tooltip__words"
                class=("ui-tooltip__words--end", end)
                role="tooltip"
                hidden=move || !is_shown.get()
            >
                <span>{text}</span>
            </span>
        </span>
    }
}
