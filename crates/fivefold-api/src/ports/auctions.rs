//! Auctions. A port for each page, so that none brings what another one asks.
//!
//! Commands that commit somebody (bid, offer a lot, order what was won) are not here: they are sent as raw,
//! persisted requests with a key, through the storefront's commitments.

use super::Asked;
use crate::endpoints::{
    DeleteWatch, GetAuction, GetLotCheckout, GetMyAuction, ListAuctions, ListBids, ListMyAuctions, PutWatch,
};
use crate::model::{Auction, AuctionList, Bid, LotCheckout, MyAuction, MyLot};
use crate::vocabulary::Page;

/// Lists of lots.
pub trait Auctions: Send + Sync {
    /// A page of lots.
    fn auctions(&self, query: ListAuctions) -> Asked<AuctionList>;
}

/// One lot as anyone sees it.
pub trait Lots: Send + Sync {
    /// The lot.
    fn auction(&self, query: GetAuction) -> Asked<Auction>;
    /// The bids on it, newest first.
    fn bids(&self, query: ListBids) -> Asked<Page<Bid>>;
}

/// Where one stands with a lot.
pub trait Bidding: Send + Sync {
    /// One's own place in it.
    fn mine(&self, query: GetMyAuction) -> Asked<MyAuction>;
}

/// The lots that one has to do with.
pub trait Watching: Send + Sync {
    /// Watches a lot.
    fn watch(&self, command: PutWatch) -> Asked<MyAuction>;
    /// Stops watching it.
    fn unwatch(&self, command: DeleteWatch) -> Asked<MyAuction>;
    /// Lots that one bids on, watches, has won or sells.
    fn my_auctions(&self, query: ListMyAuctions) -> Asked<Page<MyLot>>;
}

/// Lots that were won.
pub trait WonLots: Send + Sync {
    /// What an order of one would be.
    fn lot_checkout(&self, query: GetLotCheckout) -> Asked<LotCheckout>;
}
