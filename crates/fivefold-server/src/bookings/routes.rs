//! The calls of the contract.

use super::{accept, calendar, cancel, change, days, ending, hold, lists, mine, redemptions};
use crate::state::App;
use utoipa_axum::{router::OpenApiRouter, routes};

/// The calls of the contract.
pub(crate) fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(lists::list_services))
        .routes(routes!(days::get_service))
        .routes(routes!(days::get_service_month))
        .routes(routes!(days::get_day_slots))
        .routes(routes!(hold::post_booking))
        .routes(routes!(mine::get_held_booking))
        .routes(routes!(mine::get_booking))
        .routes(routes!(accept::post_booking_order))
        .routes(routes!(ending::put_presence))
        .routes(routes!(ending::post_let_go))
        .routes(routes!(change::post_change))
        .routes(routes!(change::post_change_confirmation))
        .routes(routes!(change::post_change_let_go))
        .routes(routes!(cancel::get_cancellation))
        .routes(routes!(cancel::post_cancellation))
        .routes(routes!(calendar::get_calendar))
        .routes(routes!(mine::list_my_bookings))
        .routes(routes!(redemptions::list_my_venues))
        .routes(routes!(redemptions::post_redemption_preview))
        .routes(routes!(redemptions::post_redemption))
}
