//! The calls of the contract.

use super::{accept, days, ending, hold, lists, mine};
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
        .routes(routes!(mine::list_my_bookings))
}
