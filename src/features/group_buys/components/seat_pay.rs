//! Paying for the seat that one has: while it is held, or after the charge has failed (C2B-06, C2B-13).

use super::super::own_seat::OwnSeat;
use super::super::seat::Standing;
use super::super::seat_desk::SeatDesk;
use super::join_form::methods;
use super::seat_words::told;
use super::withdraw::{HEADING, Withdraw};
use crate::{
    data::{use_query_when, use_runtime, use_topic},
    features::payments::{AttemptNotice, Story, open_attempt, story_of},
    platform::intl,
    text,
    ui::{Button, Look, Notice, Tone},
};
use fivefold_api::endpoints::GetOrder;
use fivefold_api::http;
use fivefold_api::model::{GroupAction, Seat, SeatCheckout};
use fivefold_view::prelude::*;
use leptos::ev::SubmitEvent;

/// The seat, the time that is left, the ways to pay it.
pub fn seat_pay(desk: SeatDesk, checkout: Signal<SeatCheckout>) -> View {
    let group = desk.group;
    let OwnSeat { mine, seat, stands, .. } = desk.own;
    let told = move || told(stands.get().unwrap_or(Standing::Unknown));
    let amount = Memo::new(move |_| seat.with(|seat| seat.as_ref().map(amount).unwrap_or_default()));
    let had_one = move || {
        desk.had_one
            .get()
            .then(|| view! { <Notice tone=Tone::Accent><p>{text::seats::HAD_ONE.get()}</p></Notice> })
    };
    // A payment that is open is gone on with or called off; another one would be refused.
    let orders = http::orders(use_runtime().client());
    let id = Memo::new(move |_| seat.with(|seat| seat.as_ref().map(|seat| seat.order.clone())));
    let order = use_query_when(
        move || id.get().map(|id| GetOrder { id, token: None }),
        move |query| orders.order(query),
    );
    let topic = Signal::derive(move || id.get().map(|id| ["order/", id.as_str()].concat()));
    use_topic(topic, move |_| order.refetch(), move || order.refetch());
    let again = Callback::new(move |()| {
        order.refetch();
        group.mine.refetch();
    });
    let newest = Memo::new(move |_| {
        let payments = order.get().latest()?.payments;
        let declined = payments.first().filter(|attempt| matches!(story_of(attempt), Story::Declined(_)));
        open_attempt(&payments).or(declined).cloned()
    });
    let is_open =
        Memo::new(move |_| newest.with(|newest| newest.as_ref().is_some_and(|one| story_of(one).is_open())));
    let attempt = move || newest.get().map(|attempt| view! { <AttemptNotice attempt on_change=again/> });
    Effect::new(move |_| {
        if desk.paying.problem().is_some() {
            order.refetch();
        }
    });
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
    let pay = move |event: SubmitEvent| {
        event.prevent_default();
        if let Some(seat) = seat.get_untracked() {
            desk.pay(&seat);
        }
    };
    let busy = Memo::new(move |_| desk.is_busy());
    let button = move || {
        (!is_open.get()).then(|| {
            view! {
                <Button look=Look::Strong wide=true submit=true busy=busy>
                    {move || text::seats::pay_amount(&amount.get())}
                </Button>
            }
        })
    };
    view! {
        <form node_ref=desk.form class="seat-form" novalidate on:submit=pay>
            {had_one}
            <section class="seat" data-tone=move || told().tone aria-labelledby=HEADING>
                <h2 class="seat__title" id=HEADING tabindex="-1">{move || told().title}</h2>
                <p class="seat__text">{move || told().text}</p>
                {desk.own.time()}
                <p class="seat__chosen">{move || desk.own.chosen()}</p>
            </section>
            {attempt}
            {move || (!is_open.get()).then(|| methods(desk, checkout))}
            {pay_problem(desk)}
            {unknown}
            {button}
            <div class="seat__actions">{withdraw}</div>
        </form>
    }
}

/// Why a payment could not be started.
pub fn pay_problem(desk: SeatDesk) -> View {
    let problem = move || {
        desk.pay_problem().map(|words| {
            view! { <Notice tone=Tone::Bad title=text::payments::START_FAILED.get()><p>{words}</p></Notice> }
        })
    };
    problem.into_view()
}

/// What is to be paid: the final price where it is fixed, else the most it costs.
fn amount(seat: &Seat) -> String {
    intl::format_money(&seat.total.unwrap_or(seat.ceiling_total))
}
