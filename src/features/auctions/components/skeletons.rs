//! Pages of the same geometry, before their data.

use crate::ui::{SkeletonBox, SkeletonText};
use fivefold_view::prelude::*;

/// A list before its lots.
#[component]
pub fn ListSkeleton() -> impl IntoView {
    let card = |_| {
        view! {
            <li class="lot-card">
                <SkeletonBox class="lot-card__picture"/>
                <SkeletonText lines=3/>
            </li>
        }
    };
    let cards: Vec<_> = (0..8).map(card).collect();
    view! {
        <SkeletonBox class="lots-toolbar lots-toolbar--coming"/>
        <ul class="lots" role="list" aria-hidden="true">{cards}</ul>
    }
}

/// A lot's page before the lot.
#[component]
pub fn LotSkeleton() -> impl IntoView {
    view! {
        <div class="lot">
            <div class="lot__pictures"><SkeletonBox class="lot-gallery__stage"/></div>
            <div class="lot__panel">
                <SkeletonText lines=2/>
                <SkeletonBox class="lot-panel lot-panel--coming"/>
            </div>
        </div>
    }
}
