//! Price, time, where the visitor stands, and what can be done about it.

use super::super::live::LiveLot;
use super::super::room::Moved;
use super::bidding::bidding;
use super::card::{extended_words, reserve_words};
use super::time_left::phase_words;
use crate::{
    data::Who,
    platform::{intl, intl::DateStyle, page},
    routes, text,
    ui::{Badge, Button, Countdown, LinkButton, Look, Notice, Tone},
};
use fivefold_api::model::{AuctionOutcome, AuctionPhase, BidPosition, Settlement, SettlementStatus};
use fivefold_view::prelude::*;

/// The panel of a lot.
pub fn panel(lot: LiveLot) -> View {
    let phase = Memo::new(move |_| lot.room.with(|room| room.state().phase));
    let label = move || match phase.get() {
        AuctionPhase::Scheduled => text::auctions::OPENING.get(),
        AuctionPhase::Ended { outcome: AuctionOutcome::Sold } => text::auctions::SOLD_FOR.get(),
        _ if lot.room.with(|room| room.state().bid_count) == 0 => text::auctions::OPENING.get(),
        _ => text::auctions::CURRENT_BID.get(),
    };
    let price = move || lot.room.with(|room| intl::format_money(&room.state().price));
    let bids = move || lot.room.with(|room| text::auctions::bids(room.state().bid_count));
    let reserve = move || {
        lot.room.with(|room| reserve_words(room.state().reserve)).map(|words| {
            view! { <Badge text=words.to_owned()/> }
        })
    };
    let paused = move || {
        lot.is_paused
            .get()
            .then(|| view! { <Badge tone=Tone::Warning text=text::auctions::PAUSED.get().to_owned()/> })
    };
    view! {
        <section class="lot-panel" aria-label=text::auctions::PANEL.get()>
            <div class="lot-panel__head">
                <span class="lot-panel__phase" class=("lot-live", move || phase.get() == AuctionPhase::Live)>
                    {move || phase_words(phase.get())}
                </span>
                {time(lot)}
            </div>
            {ends(lot)}
            <div class="lot-panel__price">
                <p class="lot-panel__label">{label}" · "{bids}</p>
                <p class="lot-panel__amount" data-price="">{price}</p>
                <p class="lot-panel__why">{move || lot.room.with(|room| room.moved()).map(why)}</p>
            </div>
            <div class="lot-panel__badges">{reserve}{paused}</div>
            {position(lot)}
            {settlement(lot)}
            {move || stage(lot, phase.get())}
        </section>
    }
}

/// The countdown. Another end is another countdown.
fn time(lot: LiveLot) -> View {
    let until = Memo::new(move |_| {
        lot.room.with(|room| {
            let state = room.state();
            match state.phase {
                AuctionPhase::Scheduled => Some((state.starts_at, text::data::BEGINNING.get())),
                AuctionPhase::Live => Some((state.ends_at, text::data::CLOSING.get())),
                _ => None,
            }
        })
    });
    let countdown = move || until.get().map(|(ends, over)| view! { <Countdown ends now=lot.now over/> });
    view! { <span class="lot-panel__time">{countdown}</span> }
}

/// When it ends, and how far the end can still move (C2C-10).
fn ends(lot: LiveLot) -> View {
    let known = Memo::new(move |_| {
        lot.room.with(|room| {
            let state = room.state();
            (state.phase, state.starts_at, state.ends_at, extended_words(state), state.latest_end)
        })
    });
    let moment = |at| intl::format_date(at, DateStyle::Moment);
    let words = move || {
        let (phase, starts_at, ends_at, ..) = known.get();
        match phase {
            AuctionPhase::Scheduled => text::auctions::starts_at(&moment(starts_at)),
            AuctionPhase::Live => text::auctions::ends_at(&moment(ends_at)),
            _ => String::new(),
        }
    };
    let extended = move || {
        let (phase, _, _, extended, latest) = known.get();
        extended.filter(|_| phase == AuctionPhase::Live).map(|words| {
            view! {
                <Badge tone=Tone::Accent text=words/>
                " "
                {text::auctions::latest_end(&moment(latest))}
            }
        })
    };
    view! { <p class="lot-panel__ends">{words}" "{extended}</p> }
}

fn why(moved: Moved) -> &'static str {
    match moved {
        Moved::Others => text::auctions::MOVED_OTHERS.get(),
        Moved::OwnMaximum => text::auctions::MOVED_OWN_MAXIMUM.get(),
        Moved::Own => "",
        Moved::Reserve => text::auctions::MOVED_RESERVE.get(),
    }
}

/// How the visitor's bids stand.
fn position(lot: LiveLot) -> View {
    let position = Memo::new(move |_| lot.room.with(|room| room.position()));
    let shown = move || position_of(lot, position.get());
    shown.into_view()
}

fn position_of(lot: LiveLot, position: BidPosition) -> Option<View> {
    let (tone, words) = position_words(position)?;
    let again = (position == BidPosition::Outbid).then(|| {
        view! { <Button look=Look::Bare on_press=move |()| lot.bid_again()>{text::auctions::BID_AGAIN.get()}</Button> }
    });
    Some(view! { <p class="lot-position" data-tone=tone>{words}" "{again}</p> })
}

/// How bids stand, with the tone of it.
pub fn position_words(position: BidPosition) -> Option<(&'static str, &'static str)> {
    use text::auctions as words;
    Some(match position {
        BidPosition::Leading => ("good", words::LEADING.get()),
        BidPosition::LeadingReserveNotMet => ("warning", words::LEADING_RESERVE.get()),
        BidPosition::Outbid => ("bad", words::OUTBID_NOW.get()),
        BidPosition::Won => ("good", words::WON.get()),
        BidPosition::Lost => ("plain", words::LOST.get()),
        BidPosition::Void => ("plain", words::VOID.get()),
        BidPosition::Unknown => ("plain", words::ASKING.get()),
        _ => return None,
    })
}

/// What the winner has to do (C2C-18).
fn settlement(lot: LiveLot) -> View {
    let known =
        Memo::new(move |_| lot.room.with(|room| room.mine().and_then(|mine| mine.settlement.clone())));
    let shown = move || known.get().and_then(|settlement| settlement_of(lot, settlement));
    shown.into_view()
}

fn settlement_of(lot: LiveLot, settlement: Settlement) -> Option<View> {
    let Settlement { status, due, total, order } = settlement;
    let total = intl::format_money(&total);
    Some(match status {
        SettlementStatus::AwaitingPayment => {
            let href = match &order {
                Some(order) => routes::order(order),
                None => routes::auction_order(&lot.id()),
            };
            let words =
                if order.is_some() { text::auctions::PAY.get() } else { text::auctions::ORDER_AND_PAY.get() };
            view! {
                <Notice tone=Tone::Good title=text::auctions::to_pay(&total)>
                    <p>
                        {text::auctions::PAY_WITHIN.get()}" "
                        <Countdown ends=due now=lot.now over=text::data::CLOSING.get()/>
                    </p>
                    <p>{text::auctions::pay_until(&intl::format_date(due, DateStyle::Moment))}</p>
                    <LinkButton look=Look::Strong href=href>{words}</LinkButton>
                </Notice>
            }
        }
        SettlementStatus::Paid => view! {
            <Notice tone=Tone::Good title=text::auctions::PAID.get()>
                {order.map(|order| view! { <LinkButton href=routes::order(&order)>{text::orders::TO_ORDER.get()}</LinkButton> })}
            </Notice>
        },
        SettlementStatus::Unpaid => view! {
            <Notice tone=Tone::Bad title=text::auctions::UNPAID.get()><p>{text::auctions::UNPAID_TEXT.get()}</p></Notice>
        },
        _ => return None,
    })
}

/// The form, what stands in its way, or why there is none.
fn stage(lot: LiveLot, phase: AuctionPhase) -> View {
    use text::auctions as words;
    let notice = |title: &'static str, text: &'static str| {
        view! { <Notice title=title><p>{text}</p></Notice> }
    };
    match phase {
        AuctionPhase::Live => bidding(lot),
        AuctionPhase::Scheduled => notice(words::SCHEDULED.get(), words::SCHEDULED_TEXT.get()),
        AuctionPhase::Ended { outcome: AuctionOutcome::Sold } => {
            notice(words::SOLD.get(), words::SOLD_TEXT.get())
        }
        AuctionPhase::Ended { outcome: AuctionOutcome::ReserveNotMet } => {
            notice(words::ENDED_RESERVE.get(), words::ENDED_RESERVE_TEXT.get())
        }
        AuctionPhase::Ended { outcome: AuctionOutcome::NoBids } => {
            notice(words::ENDED_NO_BIDS.get(), words::ENDED_NO_BIDS_TEXT.get())
        }
        AuctionPhase::Cancelled => notice(words::CANCELLED.get(), words::CANCELLED_TEXT.get()),
        AuctionPhase::Suspended => notice(words::SUSPENDED.get(), words::SUSPENDED_TEXT.get()),
        _ => notice(phase_words(phase), words::UNKNOWN_TEXT.get()),
    }
}

/// Price and the way to the form at the bottom edge of a phone.
pub fn bid_bar(lot: LiveLot) -> View {
    let is_shown = Memo::new(move |_| {
        lot.room.with(|room| {
            let is_free = room.mine().is_none_or(|mine| mine.requirements.is_empty());
            room.state().phase == AuctionPhase::Live && is_free
        }) && lot.who.get() != Who::Nobody
    });
    let words = move || {
        if lot.room.with(|room| room.leads()) {
            text::auctions::RAISE.get()
        } else {
            text::auctions::BID.get()
        }
    };
    let price = move || lot.room.with(|room| intl::format_money(&room.state().price));
    let bar = move || {
        is_shown.get().then(|| {
            let press = move |()| {
                if let Some(input) = lot.input.get_untracked() {
                    page::focus(&input);
                }
            };
            view! {
                <div class="lot-bar">
                    <p class="lot-bar__price">{price}</p>
                    <Button look=Look::Strong on_press=press>{words}</Button>
                </div>
            }
        })
    };
    bar.into_view()
}
