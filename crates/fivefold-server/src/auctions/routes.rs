//! The calls of the contract.

use super::{bid, lists, mine, sell};
use crate::state::App;
use utoipa_axum::{router::OpenApiRouter, routes};

/// The calls of the contract.
pub(crate) fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(lists::list_auctions, sell::post_auction))
        .routes(routes!(lists::get_auction))
        .routes(routes!(lists::list_bids, bid::post_bid))
        .routes(routes!(mine::get_my_auction))
        .routes(routes!(mine::put_watch, mine::delete_watch))
        .routes(routes!(mine::list_my_auctions))
}
