//! Rows as the model shows them. What a row must not tell stays here.

use crate::{
    problem::{Answer, Refused},
    store::{
        auctions::{AuctionRow, TextLists},
        bidding::{BidRow, SettlementRow},
        catalog::{StoredPicture, Texts},
        events,
        words::read,
    },
};
use fivefold_api::{
    model::{
        Auction, AuctionCard, AuctionOutcome, AuctionPhase, AuctionSeller, AuctionState, Bid, LotLine,
        Settlement, TopicPoint,
    },
    rules::{BidCost, bid_cost, minimum_bid, reserve_state},
    vocabulary::{BidderId, Currency, Money, Picture, Version},
};
use sqlx::SqliteConnection;
use std::collections::BTreeMap;

/// All amounts of lots include tax.
const TAX_ON_TOP: u32 = 0;

/// The currency of a lot.
pub(super) fn currency(row: &AuctionRow) -> Answer<Currency> {
    Currency::iso(&row.currency).map_err(Refused::internal)
}

/// Where an auction stands, by the word that is stored.
pub(super) fn phase(status: &str) -> AuctionPhase {
    let ended = |outcome| AuctionPhase::Ended { outcome };
    match status {
        "scheduled" => AuctionPhase::Scheduled,
        "live" => AuctionPhase::Live,
        "sold" => ended(AuctionOutcome::Sold),
        "reserve_not_met" => ended(AuctionOutcome::ReserveNotMet),
        "no_bids" => ended(AuctionOutcome::NoBids),
        "cancelled" => AuctionPhase::Cancelled,
        "suspended" => AuctionPhase::Suspended,
        _ => AuctionPhase::Unknown,
    }
}

/// The state of a lot as a tag.
pub(super) fn version(row: &AuctionRow) -> Version {
    Version(row.revision.to_string())
}

/// Somebody's name on a lot.
pub(super) fn bidder(number: i64) -> BidderId {
    BidderId(number.to_string())
}

/// What everybody may know about where a lot stands.
pub(super) fn state(row: &AuctionRow) -> Answer<AuctionState> {
    let currency = currency(row)?;
    let money = |minor| Money::new(minor, currency);
    Ok(AuctionState {
        version: version(row),
        revision: u64::try_from(row.revision).unwrap_or_default(),
        phase: phase(&row.status),
        starts_at: row.starts_at,
        ends_at: row.ends_at,
        latest_end: row.latest_end,
        extensions: u32::try_from(row.extensions).unwrap_or_default(),
        price: money(row.price.unwrap_or(row.opening)),
        bid_count: u64::try_from(row.bid_count).unwrap_or_default(),
        minimum: money(minimum_bid(&row.increments, row.opening, row.price)),
        reserve: reserve_state(row.reserve, row.price),
        leader: row.leader.map(bidder),
    })
}

/// A lot as a list shows it.
pub(super) fn card(row: &AuctionRow, locale: &str) -> Answer<AuctionCard> {
    Ok(AuctionCard {
        id: row.id.as_str().into(),
        number: number(row),
        title: title(row, locale),
        picture: row.pictures.first().map(|stored| picture(stored, locale)),
        category: row.category.as_str().into(),
        shipping: Money::new(row.shipping, currency(row)?),
        seller: AuctionSeller { name: row.seller_name.clone(), trader: row.trader },
        state: state(row)?,
    })
}

/// A lot with everything its page shows.
pub(super) fn page(row: &AuctionRow, locale: &str, live: TopicPoint) -> Answer<Auction> {
    let currency = currency(row)?;
    Ok(Auction {
        card: card(row, locale)?,
        description: texts(&row.descriptions, locale),
        condition: read(&row.condition)?,
        defects: texts(&row.defects, locale),
        pictures: row.pictures.iter().map(|stored| picture(stored, locale)).collect(),
        opening: Money::new(row.opening, currency),
        increments: row.increments.clone(),
        original_ends_at: row.original_end,
        extension: row.extension,
        premium: row.premium,
        tax_on_top: TAX_ON_TOP,
        confirm_from: Some(super::terms::confirm_from(currency)),
        payment_hours: row.payment_hours,
        live,
    })
}

/// A bid as everybody sees it.
pub(super) fn bid(row: &BidRow, currency: Currency) -> Bid {
    Bid {
        seq: u64::try_from(row.seq).unwrap_or_default(),
        bidder: bidder(row.bidder),
        amount: Money::new(row.amount, currency),
        at: row.at,
        automatic: row.automatic,
    }
}

/// What a lot costs whoever wins it at its price.
pub(crate) fn cost(row: &AuctionRow) -> Answer<BidCost> {
    let currency = currency(row)?;
    let price = Money::new(row.price.unwrap_or(row.opening), currency);
    bid_cost(price, row.premium, TAX_ON_TOP, Money::new(row.shipping, currency))
        .ok_or_else(|| Refused::internal("the cost of a lot does not fit"))
}

/// A won lot among those that are bought together.
pub(crate) fn lot_line(row: &AuctionRow, locale: &str) -> Answer<LotLine> {
    let cost = cost(row)?;
    Ok(LotLine {
        auction: row.id.as_str().into(),
        number: number(row),
        title: title(row, locale),
        picture: row.pictures.first().map(|stored| picture(stored, locale)),
        price: cost.bid,
        premium: cost.premium,
        shipping: cost.shipping,
    })
}

/// What a winner has to pay.
pub(super) fn settlement(row: &AuctionRow, stored: &SettlementRow) -> Answer<Settlement> {
    Ok(Settlement {
        status: read(&stored.status)?,
        due: stored.due,
        total: cost(row)?.total,
        order: stored.order.as_deref().map(Into::into),
    })
}

/// What buyer and seller call a lot.
pub(super) fn number(row: &AuctionRow) -> String {
    format!("L-{}", row.serial)
}

/// Its title in a language, or else in one that it has.
pub(super) fn title(row: &AuctionRow, locale: &str) -> String {
    in_locale(&row.titles, locale).cloned().unwrap_or_default()
}

/// Which facts of a topic a snapshot holds.
pub(super) async fn point(connection: &mut SqliteConnection, epoch: &str, topic: &str) -> Answer<TopicPoint> {
    let seq = events::newest(connection, topic).await?;
    Ok(TopicPoint { topic: topic.to_owned(), seq, epoch: epoch.to_owned() })
}

fn in_locale<'a, T>(texts: &'a BTreeMap<String, T>, locale: &str) -> Option<&'a T> {
    let chinese = || texts.iter().find(|(other, _)| locale.starts_with("zh") && other.starts_with("zh"));
    texts
        .get(locale)
        .or_else(|| chinese().map(|(_, text)| text))
        .or_else(|| texts.get(crate::markets::LOCALES[0]))
        .or_else(|| texts.values().next())
}

fn texts(lists: &TextLists, locale: &str) -> Vec<String> {
    in_locale(lists, locale).cloned().unwrap_or_default()
}

fn picture(stored: &StoredPicture, locale: &str) -> Picture {
    let alts: &Texts = &stored.alts;
    Picture {
        alt: in_locale(alts, locale).cloned().unwrap_or_default(),
        width: stored.width,
        height: stored.height,
        tone: stored.tone.clone(),
        sources: stored.sources.clone(),
    }
}
