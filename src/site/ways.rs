//! The five ways of trading as the frame speaks of them: which are offered, what they are called, where they
//! are. Made from the capabilities (X-CAP).

use crate::{data::Runtime, routes, text, text::Message, ui::Way};
use fivefold_api::model::Capability;

/// What must be offered for a way to be open.
fn capability(way: Way) -> Capability {
    match way {
        Way::Shopping => Capability::Catalog,
        Way::Quotes => Capability::Quotes,
        Way::GroupBuys => Capability::GroupBuys,
        Way::Auctions => Capability::Auctions,
        Way::Bookings => Capability::Bookings,
    }
}

/// Whether a way is open here. While nothing is known, only the shop is. Reactive.
pub(super) fn is_open(runtime: &Runtime, way: Way) -> bool {
    runtime.offers(capability(way)).unwrap_or(way == Way::Shopping)
}

/// A way's name.
pub(super) fn name(way: Way) -> &'static str {
    let name: &Message = match way {
        Way::Shopping => &text::site::SHOP,
        Way::Quotes => &text::site::WHOLESALE,
        Way::GroupBuys => &text::site::GROUP_BUYS,
        Way::Auctions => &text::site::AUCTIONS,
        Way::Bookings => &text::site::BOOKINGS,
    };
    name.get()
}

/// Where a way begins.
pub(super) fn href(way: Way) -> String {
    match way {
        Way::Shopping => routes::products(),
        Way::Quotes => routes::wholesale(),
        Way::GroupBuys => routes::group_buys(),
        Way::Auctions => routes::auctions(),
        Way::Bookings => routes::services(),
    }
}
