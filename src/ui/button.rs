//! Buttons, and links that look like them.

use super::{Icon, Shape};
use fivefold_view::prelude::*;
use leptos::ev::MouseEvent;

/// How much weight an action has.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub enum Look {
    /// The one action a panel is about, filled with the accent of its way of trading.
    Strong,
    /// Any other action.
    #[default]
    Quiet,
    /// An action inside a line of text or a toolbar: no box.
    Bare,
    /// An action that takes something away.
    Danger,
}

impl Look {
    fn class(self, is_wide: bool) -> &'static str {
        match (self, is_wide) {
            (Self::Strong, false) => "ui-button ui-button--strong",
            (Self::Strong, true) => "ui-button ui-button--strong ui-button--wide",
            (Self::Quiet, false) => "ui-button ui-button--quiet",
            (Self::Quiet, true) => "ui-button ui-button--quiet ui-button--wide",
            (Self::Bare, _) => "ui-button ui-button--bare",
            (Self::Danger, false) => "ui-button ui-button--danger",
            (Self::Danger, true) => "ui-button ui-button--danger ui-button--wide",
        }
    }
}

/// A button. While `busy` or `disabled` it keeps its focus and does nothing; a disabled button should say why
/// through `described_by`.
#[component]
pub fn Button(
    /// Its weight.
    #[prop(optional)]
    look: Look,
    /// As wide as its container.
    #[prop(optional)]
    wide: bool,
    /// Submits the form it stands in. Then `on_press` is not needed.
    #[prop(optional)]
    submit: bool,
    /// The action is on its way.
    #[prop(optional, into)]
    busy: Signal<bool>,
    /// The action is not possible now.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// The id of the text that explains the button.
    #[prop(optional, into)]
    described_by: Option<String>,
    /// What to do.
    #[prop(optional, into)]
    on_press: Option<Callback<()>>,
    /// Its words.
    children: Children,
) -> impl IntoView {
    let is_still = move || busy.get() || disabled.get();
    let press = move |event: MouseEvent| press(&event, is_still(), on_press);
    view! {
        <button
            type=if submit { "submit" } else { "button" }
            class=look.class(wide)
            aria-disabled=move || is_still().then_some("true")
            aria-busy=move || busy.get().then_some("true")
            aria-describedby=described_by
            on:click=press
        >
            {children()}
        </button>
    }
}

/// A round button that shows a shape only.
#[component]
pub fn IconButton(
    /// The shape.
    shape: Shape,
    /// What it does, in words.
    #[prop(into)]
    label: Signal<String>,
    /// The action is not possible now.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// What to do.
    #[prop(into)]
    on_press: Callback<()>,
) -> impl IntoView {
    view! {
        <button
            type="button"
            class="ui-icon-button"
            aria-label=label
            aria-disabled=move || disabled.get().then_some("true")
            on:click=move |event| press(&event, disabled.get_untracked(), Some(on_press))
        >
            <Icon shape/>
        </button>
    }
}

/// A link that looks like a button.
#[component]
pub fn LinkButton(
    /// Where it leads, from `routes`.
    #[prop(into)]
    href: Signal<String>,
    /// Its weight.
    #[prop(optional)]
    look: Look,
    /// As wide as its container.
    #[prop(optional)]
    wide: bool,
    /// Its words.
    children: Children,
) -> impl IntoView {
    view! { <a class=look.class(wide) href=href>{children()}</a> }
}

fn press(event: &MouseEvent, is_still: bool, on_press: Option<Callback<()>>) {
    if is_still {
        // Also keeps the form from being sent: Enter in a field clicks its submit button.
        event.prevent_default();
        event.stop_propagation();
    } else if let Some(on_press) = on_press {
        on_press.run(());
    }
}
