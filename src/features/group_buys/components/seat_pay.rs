//! Paying for the seat that one has: while it is held, or after the charge has failed (C2B-06, C2B-13).

use super::super::seat::{Standing, due, standing};
use super::super::seat_desk::SeatDesk;
use super::join_form::methods;
use super::seat_time::seat_time;
use super::seat_words::{chosen_words, told};
use super::withdraw::{HEADING, Withdraw};
use crate::{
    platform::intl,
    routes, text,
    ui::{Button, LinkButton, Look, Notice, Tone},
};
use fivefold_api::model::{GroupAction, Seat, SeatCheckout};
use fivefold_view::prelude::*;

/// The seat, the time that is left, the ways to pay it.
pub fn seat_pay(desk: SeatDesk, checkout: Signal<SeatCheckout>) -> View {
    let group = desk.group;
    let mine = Memo::new(move |_| group.mine.get().latest());
    let seat = Memo::new(move |_| mine.with(|mine| mine.as_ref().and_then(|mine| mine.seat.clone())));
    let stands = Memo::new(move |_| {
        let phase = group.group.with(|group| group.state().phase);
        seat.with(|seat| seat.as_ref().map_or(Standing::Unknown, |seat| standing(seat, phase)))
    });
    let until = Memo::new(move |_| seat.with(|seat| seat.as_ref().and_then(due)));
    let time = seat_time(until, group.now, Callback::new(move |()| group.mine.refetch()));
    let chosen = move || {
        seat.with(|seat| {
            let seat = seat.as_ref()?;
            let options = group.group_buy.with(|group| {
                let variant = group.variants.iter().find(|variant| variant.id == seat.variant);
                variant.map(|variant| variant.options.clone()).unwrap_or_default()
            });
            Some(chosen_words(seat, &options))
        })
    };
    let amount = Memo::new(move |_| seat.with(|seat| seat.as_ref().map(amount).unwrap_or_default()));
    let had_one = move || {
        desk.had_one
            .get()
            .then(|| view! { <Notice tone=Tone::Accent><p>{text::seats::HAD_ONE.get()}</p></Notice> })
    };
    let problem = move || {
        desk.pay_problem().map(|(words, is_open)| {
            let order = seat.with_untracked(|seat| seat.as_ref().map(|seat| seat.order.clone()));
            let way = order.filter(|_| is_open).map(|order| {
                view! { <LinkButton look=Look::Strong href=routes::order(&order)>{text::orders::TO_ORDER.get()}</LinkButton> }
            });
            view! { <Notice tone=Tone::Bad title=text::payments::START_FAILED.get()><p>{words}</p>{way}</Notice> }
        })
    };
    let unknown = move || {
        desk.paying.is_unknown().then(|| {
            view! {
                <Notice tone=Tone::Warning title=text::payments::CHECKING.get()>
                    <p>{text::payments::CHECKING_TEXT.get()}</p>
                </Notice>
            }
        })
    };
    let may_withdraw = Memo::new(move |_| {
        mine.with(|mine| {
            mine.as_ref().is_some_and(|mine| mine.allowed_actions.contains(&GroupAction::Withdraw))
        })
    });
    let withdraw = move || {
        may_withdraw
            .get()
            .then(|| view! { <Withdraw id=group.id() seat standing=Standing::Held mine=group.mine/> })
    };
    let pay = move |()| {
        if let Some(seat) = seat.get_untracked() {
            desk.pay(&seat);
        }
    };
    let busy = Memo::new(move |_| desk.is_busy());
    view! {
        <div class="seat-form">
            {had_one}
            <section class="seat" data-tone=move || told(stands.get()).tone aria-labelledby=HEADING>
                <h2 class="seat__title" id=HEADING tabindex="-1">{move || told(stands.get()).title}</h2>
                <p class="seat__text">{move || told(stands.get()).text}</p>
                {time}
                <p class="seat__chosen">{chosen}</p>
            </section>
            {methods(desk, checkout)}
            {problem}
            {unknown}
            <Button look=Look::Strong wide=true busy=busy on_press=pay>
                {move || text::seats::pay_amount(&amount.get())}
            </Button>
            <div class="seat__actions">{withdraw}</div>
        </div>
    }
}

/// What is to be paid: the final price where it is fixed, else the most it costs.
fn amount(seat: &Seat) -> String {
    intl::format_money(&seat.total.unwrap_or(seat.ceiling_total))
}
