//! Pages of the same geometry, before their bookings.

use crate::ui::{SkeletonBox, SkeletonText};
use fivefold_view::prelude::*;

/// A booking's page before the booking.
pub fn booking_skeleton() -> View {
    view! {
        <div class="booking-head"><SkeletonText lines=2/></div>
        <div class="booking">
            <div class="booking__main"><SkeletonBox class="booking-stand booking-stand--coming"/></div>
            <div class="booking__side"><SkeletonBox class="booking-card booking-card--coming"/></div>
        </div>
    }
}

/// A list before its bookings.
pub fn bookings_skeleton() -> View {
    let rows: Vec<_> =
        (0..3).map(|_| view! { <li><SkeletonBox class="my-booking my-booking--coming"/></li> }).collect();
    view! { <ul class="my-bookings" role="list">{rows}</ul> }
}
