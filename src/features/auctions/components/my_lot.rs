//! One of one's own lots: how it stands, and the next thing to do.

use super::super::hall::Watching;
use super::card::{extended_words, reserve_words};
use super::panel::position_words;
use super::time_left::lot_time;
use super::watch::watch_button;
use crate::{
    platform::intl,
    routes, text,
    ui::{Countdown, LinkButton, Look, Picture},
};
use fivefold_api::model::{AuctionAction, BidPosition, MyAuction, MyLot, SettlementStatus};
use fivefold_api::vocabulary::{AuctionId, Instant};
use fivefold_view::prelude::*;

/// A row of one's own lots.
pub fn my_lot(lot: MyLot, now: Signal<Option<Instant>>, watching: Watching) -> View {
    let MyLot { card, mine } = lot;
    let state = RwSignal::new(mine.state.clone());
    let picture = card.picture.map(|picture| view! { <Picture picture sizes="96px" decorative=true/> });
    let href = routes::auction(&card.id);
    let position = position_words(mine.position).map(|(tone, words)| {
        view! { <p class="lot-position" data-tone=tone>{words}</p> }
    });
    let facts = [
        Some(text::auctions::bids(mine.state.bid_count)),
        reserve_words(mine.state.reserve).map(str::to_owned),
        extended_words(&mine.state),
    ];
    let facts: Vec<_> = facts.into_iter().flatten().map(|words| view! { <span>{words}</span> }).collect();
    let next = next(&card.id, &mine);
    let due = mine.settlement.filter(|settlement| settlement.status == SettlementStatus::AwaitingPayment);
    let due = due.map(|settlement| {
        view! {
            <p class="my-lot__due">
                {text::auctions::to_pay(&intl::format_money(&settlement.total))}" "
                {text::auctions::PAY_WITHIN.get()}" "
                <Countdown ends=settlement.due now over=text::data::CLOSING.get()/>
            </p>
        }
    });
    view! {
        <li class="my-lot">
            <div class="my-lot__picture">{picture}</div>
            <div class="my-lot__words">
                <h2 class="my-lot__title"><a href=href>{card.title.clone()}</a></h2>
                <p class="my-lot__price">{intl::format_money(&mine.state.price)}</p>
                <p class="lot-card__facts">{facts}</p>
                {position}
                {due}
            </div>
            <div class="my-lot__side">
                {lot_time(state, now)}
                {next}
                {watch_button(card.id, card.title, watching)}
            </div>
        </li>
    }
}

/// What the shop allows next.
fn next(id: &AuctionId, mine: &MyAuction) -> Option<View> {
    let may = |action| mine.allowed_actions.contains(&action);
    let order = mine.settlement.as_ref().and_then(|settlement| settlement.order.as_ref());
    let (look, href, words) = match order {
        Some(order) if may(AuctionAction::Pay) => (Look::Strong, routes::order(order), &text::auctions::PAY),
        Some(order) => (Look::Quiet, routes::order(order), &text::orders::TO_ORDER),
        None if may(AuctionAction::Order) => {
            (Look::Strong, routes::auction_order(id), &text::auctions::ORDER_AND_PAY)
        }
        None if may(AuctionAction::Bid) && mine.position == BidPosition::Outbid => {
            (Look::Strong, routes::auction(id), &text::auctions::BID_AGAIN)
        }
        None if may(AuctionAction::Bid) => (Look::Quiet, routes::auction(id), &text::auctions::BID),
        None => return None,
    };
    Some(view! { <LinkButton look=look href=href>{words.get()}</LinkButton> })
}
