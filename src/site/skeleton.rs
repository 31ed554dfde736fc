//! What stands in for a page while its chunk is on its way.

use crate::ui::{SkeletonBox, SkeletonText};
use fivefold_view::prelude::*;

/// The geometry of a list: heading, then a grid.
#[component]
pub fn PageSkeleton() -> impl IntoView {
    let cards: Vec<_> = (0..8).map(|_| view! { <SkeletonBox class="page-skeleton__card"/> }).collect();
    view! {
        <div class="page-skeleton" aria-busy="true">
            <span class="page-skeleton__title"><SkeletonText/></span>
            <div class="page-skeleton__grid">{cards}</div>
        </div>
    }
}
