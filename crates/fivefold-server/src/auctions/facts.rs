//! What is told to whom when a lot changes: everybody who follows it, lists, and those who bid.

use super::views;
use crate::{
    buying::facts::me,
    problem::Answer,
    store::{
        WriteTx,
        auctions::AuctionRow,
        bidding::{self, BidderRow},
    },
};
use fivefold_api::model::{AuctionCardFact, AuctionFact, Bid, BidPosition, MyAuctionFact};

/// The topic of all lots, for lists.
pub(crate) const ALL: &str = "auctions";

/// The topic of a lot.
pub(crate) fn topic(auction: &str) -> String {
    format!("auction/{auction}")
}

/// Tells that the price of a lot has moved.
pub(super) async fn bids(tx: &mut WriteTx, lot: &AuctionRow, bids: Vec<Bid>) -> Answer<()> {
    tell(tx, lot, "bid", bids, "state").await
}

/// Tells that a lot has begun, ended, or was stopped.
pub(super) async fn phase(tx: &mut WriteTx, lot: &AuctionRow) -> Answer<()> {
    tell(tx, lot, "phase", Vec::new(), "state").await
}

/// Tells lists that there is one more lot.
pub(super) async fn offered(tx: &mut WriteTx, lot: &AuctionRow) -> Answer<()> {
    let fact = AuctionCardFact { auction: lot.id.as_str().into(), state: views::state(lot)? };
    tx.publish(ALL, "lot", &fact).await?;
    Ok(())
}

async fn tell(tx: &mut WriteTx, lot: &AuctionRow, kind: &str, bids: Vec<Bid>, list_kind: &str) -> Answer<()> {
    let state = views::state(lot)?;
    let fact = AuctionFact { auction: lot.id.as_str().into(), state: state.clone(), bids };
    tx.publish(&topic(&lot.id), kind, &fact).await?;
    let fact = AuctionCardFact { auction: lot.id.as_str().into(), state };
    tx.publish(ALL, list_kind, &fact).await?;
    Ok(())
}

/// Tells somebody who bids, and nobody else.
pub(super) async fn bidder(
    tx: &mut WriteTx,
    lot: &AuctionRow,
    to: &BidderRow,
    kind: &str,
    position: BidPosition,
) -> Answer<()> {
    let settlement =
        bidding::settlement_of(tx, &lot.id).await?.filter(|settlement| settlement.account == to.account);
    let fact = MyAuctionFact {
        auction: lot.id.as_str().into(),
        title: views::title(lot, to.locale.as_deref().unwrap_or(crate::markets::LOCALES[0])),
        position,
        state: views::state(lot)?,
        settlement: settlement.map(|stored| views::settlement(lot, &stored)).transpose()?,
    };
    tx.publish(&me(&to.session), kind, &fact).await?;
    Ok(())
}
