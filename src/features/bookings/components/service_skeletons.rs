//! Pages of the same geometry, before their data.

use crate::ui::{SkeletonBox, SkeletonText};
use fivefold_view::prelude::*;

/// A list before its services.
pub fn services_skeleton() -> View {
    let card = |_| {
        view! {
            <li class="service-card">
                <SkeletonBox class="service-card__picture"/>
                <SkeletonText lines=5/>
            </li>
        }
    };
    let cards: Vec<_> = (0..8).map(card).collect();
    view! {
        <SkeletonBox class="services-tools services-tools--coming"/>
        <ul class="services-grid" role="list" aria-hidden="true">{cards}</ul>
    }
}

/// A service's page before the service.
pub fn service_skeleton() -> View {
    view! {
        <div class="service">
            <div class="service__head"><SkeletonText lines=3/></div>
            <div class="service__pictures"><SkeletonBox class="service-gallery__stage"/></div>
            <div class="service__panel"><SkeletonBox class="service-booking service-booking--coming"/></div>
        </div>
    }
}
