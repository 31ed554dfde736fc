//! How lots begin and end.

use super::{facts, mail, views};
use crate::{
    problem::Answer,
    store::{
        WriteTx,
        auctions::{self, AuctionRow},
        bidding::{self, SettlementRow},
        words::word,
    },
};
use fivefold_api::{
    model::{AuctionOutcome, SettlementStatus},
    rules::{auction_outcome, bid_position, reserve_state},
    vocabulary::Instant,
};
use std::time::Duration;

/// Lets bidding begin.
pub(super) async fn begin(tx: &mut WriteTx, lot: &mut AuctionRow) -> Answer<()> {
    "live".clone_into(&mut lot.status);
    auctions::update(tx, lot).await?;
    facts::phase(tx, lot).await
}

/// Ends bidding: says what came of it, and what the winner has to pay until when. With `site`, where the app is,
/// the winner gets a mail.
pub(super) async fn end(
    tx: &mut WriteTx,
    lot: &mut AuctionRow,
    now: Instant,
    site: Option<&str>,
) -> Answer<()> {
    let bids = u64::try_from(lot.bid_count).unwrap_or_default();
    let outcome = auction_outcome(reserve_state(lot.reserve, lot.price), bids);
    lot.status = word(&outcome)?;
    auctions::update(tx, lot).await?;
    let bidders = bidding::bidders(tx, &lot.id).await?;
    let winner =
        bidders.iter().find(|bidder| outcome == AuctionOutcome::Sold && lot.leader == Some(bidder.number));
    if let Some(winner) = winner {
        let hours = Duration::from_hours(u64::from(lot.payment_hours));
        let settlement = SettlementRow {
            auction: lot.id.clone(),
            account: winner.account.clone(),
            status: word(&SettlementStatus::AwaitingPayment)?,
            due: now.plus(hours),
            order: None,
        };
        bidding::settle(tx, &settlement).await?;
        if let Some(site) = site {
            mail::send(tx, site, now, mail::Subject::Won, lot, &settlement).await?;
        }
    }
    facts::phase(tx, lot).await?;
    let reserve = reserve_state(lot.reserve, lot.price);
    for bidder in &bidders {
        let leads = lot.leader == Some(bidder.number);
        let position = bid_position(views::phase(&lot.status), reserve, true, leads);
        let kind = if winner.is_some_and(|winner| winner.number == bidder.number) { "won" } else { "lost" };
        facts::bidder(tx, lot, bidder, kind, position).await?;
    }
    Ok(())
}
