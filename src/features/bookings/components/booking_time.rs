//! When a booking is: the venue's time first, the viewer's where it differs (O2O-02).

use super::super::service_words::duration_words;
use super::super::when::{venue_day, venue_time, viewer_time, zone_name};
use crate::text;
use fivefold_api::vocabulary::ZonedSlot;
use fivefold_view::prelude::*;

/// Day, time, zone and length.
pub fn booking_time(slot: &ZonedSlot) -> View {
    let minutes = slot.end.millis().saturating_sub(slot.start.millis()) / 60_000;
    let length = duration_words(u32::try_from(minutes).unwrap_or_default());
    let viewer = viewer_time(slot)
        .map(|time| view! { <span class="booking-time__viewer">{text::booking::viewer_time(&time)}</span> });
    view! {
        <p class="booking-time">
            <span class="booking-time__day">{venue_day(slot)}</span>
            <span class="booking-time__time">{venue_time(slot)}</span>
            <span class="booking-time__zone">{zone_name(slot)}" · "{length}</span>
            {viewer}
        </p>
    }
}
