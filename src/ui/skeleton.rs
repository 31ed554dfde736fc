//! What stands in for data that is on its way. Whoever shows it says `aria-busy` on the region; the blocks
//! themselves are silent.

use fivefold_view::prelude::*;

/// A pale block. Its size comes from `class`, the class of what it stands in for.
#[component]
pub fn SkeletonBox(
    /// The class of what will stand here.
    #[prop(into)]
    class: String,
) -> impl IntoView {
    view! { <span class=["ui-skeleton ", &class].concat() aria-hidden="true"></span> }
}

/// Pale lines, as high as lines of text where they stand.
#[component]
pub fn SkeletonText(
    /// How many.
    #[prop(default = 1)]
    lines: usize,
) -> impl IntoView {
    let lines: Vec<_> =
        (0..lines).map(|_| view! { <span class="ui-skeleton ui-skeleton--line"></span> }).collect();
    view! { <span class="ui-skeleton-text" aria-hidden="true">{lines}</span> }
}
