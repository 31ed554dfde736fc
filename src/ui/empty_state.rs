//! Nothing here, and what to do about it.

use super::Mark;
use fivefold_view::prelude::*;

/// An empty page or panel with a next step. `heading_level` 1 makes it the page's heading.
#[component]
pub fn EmptyState(
    /// What is missing.
    #[prop(into)]
    title: String,
    /// Why, or what would be here.
    #[prop(optional, into)]
    text: String,
    /// Whether the title is the heading of the page.
    #[prop(optional)]
    is_page: bool,
    /// The next step: buttons or links.
    children: Children,
) -> impl IntoView {
    let heading = if is_page {
        view! { <h1 tabindex="-1">{title}</h1> }
    } else {
        view! { <h2>{title}</h2> }
    };
    view! {
        <section class="ui-empty">
            <Mark/>
            {heading}
            {(!text.is_empty()).then(|| view! { <p>{text}</p> })}
            <div class="ui-empty__actions">{children()}</div>
        </section>
    }
}
