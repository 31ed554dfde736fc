//! Auctions. Two ports: reading lots comes without what a person does with them.
//!
//! Commands that commit somebody (bid, offer a lot, order what was won) are not here: they are sent as raw,
//! persisted requests with a key, through the storefront's commitments.

use super::Asked;
use crate::endpoints::{
    DeleteWatch, GetAuction, GetLotCheckout, GetMyAuction, ListAuctions, ListBids, ListMyAuctions, PutWatch,
};
use crate::model::{Auction, AuctionList, Bid, LotCheckout, MyAuction, MyLot};
use crate::vocabulary::Page;

/// Lots as anyone sees them.
pub trait Auctions: Send + Sync {
    /// A page of lots.
    fn auctions(&self, query: ListAuctions) -> Asked<AuctionList>;
    /// One lot.
    fn auction(&self, query: GetAuction) -> Asked<Auction>;
    /// The bids on a lot, newest first.
    fn bids(&self, query: ListBids) -> Asked<Page<Bid>>;
}

/// What one has to do with lots.
pub trait MyAuctions: Send + Sync {
    /// Where one stands.
    fn mine(&self, query: GetMyAuction) -> Asked<MyAuction>;
    /// Watches a lot.
    fn watch(&self, command: PutWatch) -> Asked<MyAuction>;
    /// Stops watching it.
    fn unwatch(&self, command: DeleteWatch) -> Asked<MyAuction>;
    /// Lots that one bids on, watches, has won or sells.
    fn my_auctions(&self, query: ListMyAuctions) -> Asked<Page<MyLot>>;
    /// What an order of a won lot would be.
    fn lot_checkout(&self, query: GetLotCheckout) -> Asked<LotCheckout>;
}
