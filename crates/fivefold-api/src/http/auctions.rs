//! The ports of auctions, answered by our own contract.

use super::{Client, ports::Http};
use crate::endpoints::{
    DeleteWatch, GetAuction, GetLotCheckout, GetMyAuction, ListAuctions, ListBids, ListMyAuctions, PutWatch,
};
use crate::model::{Auction, AuctionList, Bid, LotCheckout, MyAuction, MyLot};
use crate::ports::{Asked, Auctions, Bidding, Lots, Watching, WonLots};
use crate::vocabulary::Page;
use std::sync::Arc;

/// The lists of lots of a backend that speaks our contract.
#[must_use]
pub fn auctions(client: &Client) -> Arc<dyn Auctions> {
    Arc::new(Http(client.clone()))
}

/// The lots of a backend that speaks our contract.
#[must_use]
pub fn lots(client: &Client) -> Arc<dyn Lots> {
    Arc::new(Http(client.clone()))
}

/// Where one stands with the lots of a backend that speaks our contract.
#[must_use]
pub fn bidding(client: &Client) -> Arc<dyn Bidding> {
    Arc::new(Http(client.clone()))
}

/// The lots one has to do with of a backend that speaks our contract.
#[must_use]
pub fn watching(client: &Client) -> Arc<dyn Watching> {
    Arc::new(Http(client.clone()))
}

/// The lots one has won of a backend that speaks our contract.
#[must_use]
pub fn won_lots(client: &Client) -> Arc<dyn WonLots> {
    Arc::new(Http(client.clone()))
}

impl Auctions for Http {
    fn auctions(&self, query: ListAuctions) -> Asked<AuctionList> {
        self.0.call(&query)
    }
}

impl Lots for Http {
    fn auction(&self, query: GetAuction) -> Asked<Auction> {
        self.0.call(&query)
    }

    fn bids(&self, query: ListBids) -> Asked<Page<Bid>> {
        self.0.call(&query)
    }
}

impl Bidding for Http {
    fn mine(&self, query: GetMyAuction) -> Asked<MyAuction> {
        self.0.call(&query)
    }
}

impl Watching for Http {
    fn watch(&self, command: PutWatch) -> Asked<MyAuction> {
        self.0.call(&command)
    }

    fn unwatch(&self, command: DeleteWatch) -> Asked<MyAuction> {
        self.0.call(&command)
    }

    fn my_auctions(&self, query: ListMyAuctions) -> Asked<Page<MyLot>> {
        self.0.call(&query)
    }
}

impl WonLots for Http {
    fn lot_checkout(&self, query: GetLotCheckout) -> Asked<LotCheckout> {
        self.0.call(&query)
    }
}
