//! The colours something comes in.

use crate::{platform::intl, text};
use fivefold_view::prelude::*;

/// Dots of colour, read aloud as their names.
#[component]
pub fn Swatches(
    /// Name and colour (`#rrggbb`) of each.
    colours: Vec<(String, String)>,
    /// The most dots to show; the rest becomes a number.
    #[prop(default = 5)]
    at_most: usize,
) -> impl IntoView {
    if colours.is_empty() {
        return ().into_view();
    }
    let names: Vec<&str> = colours.iter().map(|(name, _)| name.as_str()).collect();
    let words = text::shopping::available_in(&intl::format_list(&names));
    let more = colours.len().saturating_sub(at_most);
    let dots: Vec<_> = colours
        .into_iter()
        .take(at_most)
        .map(|(_, colour)| view! { <span class="ui-swatches__dot" style:background-color=colour></span> })
        .collect();
    view! {
        <span class="ui-swatches">
            <span class="ui-hidden">{words}</span>
            {dots}
            {(more > 0).then(|| view! { <span class="ui-swatches__more" aria-hidden="true">"+"{more}</span> })}
        </span>
    }
}
