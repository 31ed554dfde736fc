//! Words for those who listen.

use fivefold_view::prelude::*;

/// Shows nothing and is read aloud.
#[component]
pub fn VisuallyHidden(
    /// The words.
    children: Children,
) -> impl IntoView {
    view! { <span class="ui-hidden">{children()}</span> }
}
