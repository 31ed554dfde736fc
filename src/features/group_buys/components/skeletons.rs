//! Pages of the same geometry, before their data.

use crate::ui::{SkeletonBox, SkeletonText};
use fivefold_view::prelude::*;

/// A list before its group-buys.
pub fn list_skeleton() -> View {
    let card = |_| {
        view! {
            <li class="group-card">
                <SkeletonBox class="group-card__picture"/>
                <SkeletonText lines=4/>
            </li>
        }
    };
    let cards: Vec<_> = (0..8).map(card).collect();
    view! {
        <SkeletonBox class="groups-toolbar groups-toolbar--coming"/>
        <ul class="groups-grid" role="list" aria-hidden="true">{cards}</ul>
    }
}

/// A group-buy's page before the group-buy.
pub fn group_skeleton() -> View {
    view! {
        <div class="group">
            <div class="group__pictures"><SkeletonBox class="group-gallery__stage"/></div>
            <div class="group__panel">
                <SkeletonText lines=2/>
                <SkeletonBox class="group-panel group-panel--coming"/>
            </div>
        </div>
    }
}
