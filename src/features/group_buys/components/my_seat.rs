//! One's own seat on the page of its group-buy: where it stands, what it costs at most, what is to be done, what
//! becomes of the money.

use super::super::live::LiveGroup;
use super::super::own_seat::{OwnSeat, use_seat};
use super::super::seat::{Standing, outlook};
use super::seat_difference::seat_difference;
use super::seat_prices::seat_prices;
use super::seat_words::told;
use super::withdraw::{HEADING, Withdraw};
use crate::{
    features::payments::money_steps,
    platform::{intl, intl::DateStyle},
    routes, text,
    ui::{LinkButton, Look},
};
use fivefold_api::model::{Charging, GroupAction, Seat, SeatStatus};
use fivefold_view::prelude::*;

/// The visitor's seat, where there is one. What becomes of it is said aloud.
pub fn my_seat(group: LiveGroup) -> View {
    let own = use_seat(group);
    let shown = move || own.stands.get().map(|stands| card(group, own, stands));
    shown.into_view()
}

fn card(group: LiveGroup, own: OwnSeat, stands: Standing) -> View {
    let told = told(stands);
    let OwnSeat { seat, state, .. } = own;
    let time = own.time();
    let prices = move || {
        let seat = seat.get()?;
        let (basis, outlook) = group.group_buy.with_untracked(|known| {
            (known.card.basis, state.with(|state| outlook(&known.card, state, &seat)))
        });
        Some(seat_prices(outlook?, basis, seat.ceiling))
    };
    let money = Memo::new(move |_| {
        seat.with(|seat| seat.as_ref().map(|seat| seat.money.clone()).unwrap_or_default())
    });
    let difference =
        Memo::new(move |_| seat.with(|seat| seat.as_ref().and_then(|seat| seat.difference.clone())));
    view! {
        <section class="seat" data-tone=told.tone aria-labelledby=HEADING>
            <h2 class="seat__title" id=HEADING tabindex="-1">{told.title}</h2>
            <p class="seat__text">{told.text}</p>
            {time}
            <p class="seat__chosen">{move || own.chosen()}</p>
            {move || seat.with(|seat| seat.as_ref().map(|seat| costs(seat, stands)))}
            {prices}
            {actions(group, own, stands)}
            {move || difference.with(|difference| difference.as_ref().map(seat_difference))}
            {move || money_steps(money.get())}
        </section>
    }
}

/// What it costs: at most, while that is open (C2B-14); in the end, when it is fixed.
fn costs(seat: &Seat, stands: Standing) -> View {
    use text::seats as words;
    let moment = || intl::format_date(seat.charge_at, DateStyle::Moment);
    let most = intl::format_money(&seat.ceiling_total);
    let fixed = || {
        let price = intl::format_money(&seat.price.unwrap_or(seat.ceiling));
        words::final_price(&price, &intl::format_money(&seat.total.unwrap_or(seat.ceiling_total)))
    };
    let words = match stands {
        Standing::Held | Standing::InGrace => words::at_most(&most),
        Standing::In | Standing::Deciding => match seat.charging {
            Some(Charging::PayFirst) => words::back_on(&most, &moment()),
            Some(Charging::Authorise) => words::charged_on(&most, &moment()),
            _ => words::at_most(&most),
        },
        Standing::Charging | Standing::Charged | Standing::ChargeFailed => fixed(),
        _ => return ().into_view(),
    };
    view! { <p class="seat__cost">{words}</p> }
}

/// What the shop allows.
fn actions(group: LiveGroup, own: OwnSeat, stands: Standing) -> View {
    let OwnSeat { mine, seat, .. } = own;
    let allowed = Memo::new(move |_| {
        mine.with(|mine| mine.as_ref().map(|mine| mine.allowed_actions.clone()).unwrap_or_default())
    });
    let order = Memo::new(move |_| seat.with(|seat| seat.as_ref().map(|seat| seat.order.clone())));
    let id = group.id();
    let buttons = move || {
        // What is unknown is only read.
        let allowed = if stands == Standing::Unknown { Vec::new() } else { allowed.get() };
        let may = |action| allowed.contains(&action);
        let pay = may(GroupAction::Pay).then(|| {
            let words = pay_words(seat.with_untracked(|seat| seat.as_ref().map(|seat| seat.status)));
            view! { <LinkButton look=Look::Strong href=routes::join_group(&id)>{words}</LinkButton> }
        });
        let withdraw = may(GroupAction::Withdraw)
            .then(|| view! { <Withdraw id=id.clone() seat standing=stands mine=group.mine/> });
        let to_order = order.get().filter(|_| stands != Standing::Held).map(|order| {
            view! { <LinkButton href=routes::order(&order)>{text::orders::TO_ORDER.get()}</LinkButton> }
        });
        view! { {pay}{withdraw}{to_order} }
    };
    view! { <div class="seat__actions">{buttons}</div> }
}

/// What paying is called.
pub fn pay_words(status: Option<SeatStatus>) -> &'static str {
    match status {
        Some(SeatStatus::CaptureFailed) => text::seats::PAY_OTHERWISE.get(),
        _ => text::seats::GO_ON_PAYING.get(),
    }
}
