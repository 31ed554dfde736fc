//! Details that open in place.

use super::{Icon, Shape};
use fivefold_view::prelude::*;

/// A heading that shows or hides what stands under it, with the browser's own `<details>`.
#[component]
pub fn Disclosure(
    /// The heading.
    #[prop(into)]
    title: Signal<String>,
    /// Open from the start.
    #[prop(optional)]
    open: bool,
    /// What it shows.
    children: Children,
) -> impl IntoView {
    view! {
        <details class="ui-disclosure" open=open>
            <summary>
                <span>{title}</span>
                <Icon shape=Shape::Down/>
            </summary>
            <div class="ui-disclosure__body">{children()}</div>
        </details>
    }
}
