//! Agreeing to another time for a booking: what it costs more or less, and how that is settled (O2O-13). A part that comes
//! when such a time is held.

use super::super::moving::Moving;
use super::super::when::venue_moment;
use super::super::words::difference_words;
use super::booking_time::booking_time;
use crate::{
    data::{use_query_when, use_runtime, use_topic},
    features::payments::{AttemptNotice, MethodChoice, hold_time, open_attempt},
    platform::{intl, page},
    text,
    ui::{Button, Look},
};
use fivefold_api::endpoints::GetOrder;
use fivefold_api::http;
use fivefold_api::model::{BookingChange, DifferenceSettles};
use fivefold_view::prelude::*;

/// Its heading.
const HEADING: &str = "change-held";

/// The time that is held: until when, what it costs more or less, how that is settled, and the two ways on.
#[component]
pub fn Agreeing() -> impl IntoView {
    use text::booking as words;
    let (moving, change, is_new): (Moving, BookingChange, bool) = expect_context();
    if is_new {
        request_animation_frame(|| page::recover_focus(HEADING));
    }
    let own = moving.own;
    let ask = Callback::new(move |()| own.query.refetch());
    let BookingChange { time, staff, price, difference, settles, .. } = change;
    let difference_is = difference_words(&difference, settles);
    let is_known = difference_is.is_some();
    let pays = settles == DifferenceSettles::PayNow;
    let first = own.booking.with_untracked(|booking| {
        (booking.terms.ends_at != time.start)
            .then(|| words::by_first(&venue_moment(booking.terms.ends_at, &booking.time.zone)))
    });
    let by = staff.map(|staff| view! { <p>{words::by(&staff.name)}</p> });
    let (attempt, is_open) = open_payment(moving);
    let method = move || {
        let value = Signal::derive(move || moving.method());
        (pays && !is_open.get()).then(|| {
            view! {
                <MethodChoice name="change-method" value on_choose=move |id| moving.wanted.set(Some(id))/>
            }
        })
    };
    let busy = Memo::new(move |_| moving.is_busy());
    let button = if pays {
        words::pay_and_change(&intl::format_money(&difference))
    } else {
        words::CONFIRM_CHANGE.get().to_owned()
    };
    let confirm = move || {
        let button = button.clone();
        (is_known && !is_open.get()).then(|| {
            view! {
                <Button look=Look::Strong busy=busy on_press=move |()| moving.confirm()>{button}</Button>
            }
        })
    };
    let status = move || if busy.get() { words::CHANGING.get() } else { "" };
    view! {
        <section class="booking-stand" data-tone="warning" aria-labelledby=HEADING>
            <h2 class="booking-stand__title" id=HEADING tabindex="-1">{words::NEW_HELD.get()}</h2>
            {hold_time(&words::CHANGE_LEFT, own.due, own.now, ask)}
            {booking_time(&time)}
            {by}
            <dl class="booking-costs">
                <div><dt>{words::PRICE.get()}</dt><dd>{intl::format_money(&price)}</dd></div>
            </dl>
            <p class="booking-stand__text">
                {difference_is.unwrap_or_else(|| words::DIFFERENCE_UNKNOWN.get().to_owned())}
            </p>
            {first.map(|words| view! { <p class="booking-hint">{words}</p> })}
            {attempt}
            {method}
            <div class="booking-actions">
                {confirm}
                <Button busy=busy on_press=move |()| moving.let_go()>{words::KEEP_OLD.get()}</Button>
            </div>
            <p role="status">{status}</p>
        </section>
    }
}

/// The payment of the difference that is open already, and whether there is one.
fn open_payment(moving: Moving) -> (View, Memo<bool>) {
    let orders = http::orders(use_runtime().client());
    let id = Memo::new(move |_| moving.change.get().and_then(|change| change.order));
    let order = use_query_when(
        move || id.get().map(|id| GetOrder { id, token: None }),
        move |query| orders.order(query),
    );
    let again = Callback::new(move |()| {
        order.refetch();
        moving.own.query.refetch();
    });
    let topic = Signal::derive(move || id.get().map(|id| ["order/", id.as_str()].concat()));
    use_topic(topic, move |_| again.run(()), move || order.refetch());
    let open = Memo::new(move |_| open_attempt(&order.get().latest()?.payments).cloned());
    let notice = move || open.get().map(|attempt| view! { <AttemptNotice attempt on_change=again/> });
    (notice.into_view(), Memo::new(move |_| open.with(Option::is_some)))
}
