//! What becomes of a won lot: paid, or not in time.

use super::{facts, mail};
use crate::{
    problem::Answer,
    store::{
        WriteTx, auctions,
        bidding::{self, SettlementRow},
        words::word,
    },
};
use fivefold_api::{
    model::{BidPosition, SettlementStatus},
    vocabulary::Instant,
};

/// The lots of an order are paid.
pub(crate) async fn paid(tx: &mut WriteTx, order: &str) -> Answer<()> {
    for settlement in bidding::settlements_of_order(tx, order).await? {
        set(tx, &settlement, SettlementStatus::Paid, "lot_paid").await?;
    }
    Ok(())
}

/// The lots of an order were not paid in time: the sales are off.
pub(crate) async fn unpaid(tx: &mut WriteTx, order: &str) -> Answer<()> {
    for settlement in bidding::settlements_of_order(tx, order).await? {
        off(tx, &settlement).await?;
    }
    Ok(())
}

/// A sale is off that was not even ordered in time.
pub(super) async fn off(tx: &mut WriteTx, settlement: &SettlementRow) -> Answer<()> {
    set(tx, settlement, SettlementStatus::Unpaid, "lot_unpaid").await
}

/// The money for an order comes late: whether its lots can still be had, which are the buyer's again then.
pub(crate) async fn to_be_paid_again(tx: &mut WriteTx, order: &str) -> Answer<Option<Vec<String>>> {
    let settlements = bidding::settlements_of_order(tx, order).await?;
    let unpaid = word(&SettlementStatus::Unpaid)?;
    if settlements.is_empty() || settlements.iter().any(|settlement| settlement.status != unpaid) {
        return Ok(None);
    }
    let awaiting = word(&SettlementStatus::AwaitingPayment)?;
    for settlement in &settlements {
        bidding::set_settlement(tx, &settlement.auction, &awaiting, Some(order)).await?;
    }
    Ok(Some(settlements.into_iter().map(|settlement| settlement.auction).collect()))
}

/// Tells a winner that it is time to pay, on every open device and by mail. `site` is where the app is.
pub(super) async fn remind(tx: &mut WriteTx, auction: &str, now: Instant, site: &str) -> Answer<()> {
    bidding::set_reminded(tx, auction).await?;
    let Some(settlement) = bidding::settlement_of(tx, auction).await? else { return Ok(()) };
    if let Some(lot) = auctions::find(tx, auction).await? {
        mail::send(tx, site, now, mail::Subject::Due, &lot, &settlement).await?;
    }
    tell(tx, &settlement, "payment_due").await
}

async fn set(
    tx: &mut WriteTx,
    settlement: &SettlementRow,
    status: SettlementStatus,
    kind: &str,
) -> Answer<()> {
    bidding::set_settlement(tx, &settlement.auction, &word(&status)?, settlement.order.as_deref()).await?;
    tell(tx, settlement, kind).await
}

async fn tell(tx: &mut WriteTx, settlement: &SettlementRow, kind: &str) -> Answer<()> {
    let Some(lot) = auctions::find(tx, &settlement.auction).await? else { return Ok(()) };
    if let Some(winner) = bidding::bidder_of_account(tx, &lot.id, &settlement.account).await? {
        facts::bidder(tx, &lot, &winner, kind, BidPosition::Won).await?;
    }
    Ok(())
}
