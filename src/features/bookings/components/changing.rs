//! Another time for a booking: choosing it, and agreeing to the one that is held (O2O-13).

use super::super::moving::Moving;
use super::super::refusal::{Lost, Why};
use super::super::when::{venue_brief, venue_moment};
use super::super::words::{difference_words, lost_words};
use super::booking_time::booking_time;
use super::other_times::other_list;
use super::times::time_picker;
use crate::{
    data::{use_query_when, use_runtime, use_topic},
    features::payments::{AttemptNotice, MethodChoice, hold_time, open_attempt},
    platform::intl,
    text,
    ui::{Button, Look, Notice, Tone},
};
use fivefold_api::endpoints::GetOrder;
use fivefold_api::http;
use fivefold_api::model::{
    AlternativeKind, BookingChange, DifferenceSettles, Service, Slot, SlotAlternative,
};
use fivefold_view::prelude::*;

/// The times to choose from.
pub fn choosing(moving: Moving, service: Signal<Service>) -> View {
    let own = moving.own;
    let party: Signal<u32> = own.part(|booking| booking.party).into();
    let staff = own.booking.with_untracked(|booking| booking.staff.as_ref().map(|staff| staff.id.clone()));
    let staff = RwSignal::new(staff);
    let pick = Callback::new(move |slot: Slot| moving.hold(slot.time.start, staff.get_untracked()));
    let busy = Memo::new(move |_| moving.is_busy());
    let status = move || if busy.get() { text::booking::HOLDING.get() } else { "" };
    view! {
        <section class="booking-card" aria-labelledby="change-pick">
            <h2 id="change-pick" tabindex="-1">{text::booking::PICK.get()}</h2>
            {time_picker(service, party, staff, pick)}
            <p role="status">{status}</p>
        </section>
    }
}

/// Why another time could not be held, with those of this service that there are instead.
pub fn lost_change(moving: Moving, lost: Lost) -> View {
    let basis = moving.own.booking.with_untracked(|booking| booking.terms.basis);
    let busy = Memo::new(move |_| moving.is_busy());
    let take = Callback::new(move |other: SlotAlternative| {
        moving.hold(other.time.start, other.staff.map(|staff| staff.id));
    });
    let others: Vec<_> =
        lost.others.into_iter().filter(|other| other.kind != AlternativeKind::OtherVenue).collect();
    let ended = (lost.why == Why::HoldEnded).then(|| view! { <p>{text::booking::CHANGE_LOST.get()}</p> });
    view! {
        <Notice tone=Tone::Warning title=lost_words(lost.why).0>
            {ended}
            {other_list(others, basis, busy, take)}
        </Notice>
    }
}

/// The time that is held: until when, what it costs more or less, how that is settled, and the two ways on.
pub fn agreeing(moving: Moving, change: &BookingChange) -> View {
    use text::booking as words;
    let own = moving.own;
    let ask = Callback::new(move |()| own.query.refetch());
    let BookingChange { time, staff, price, difference, settles, .. } = change.clone();
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
        <section class="booking-stand" data-tone="warning" aria-labelledby="change-held">
            <h2 class="booking-stand__title" id="change-held" tabindex="-1">{words::NEW_HELD.get()}</h2>
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

/// The time that stays until another one is confirmed.
pub fn staying(moving: Moving) -> View {
    let time = moving.own.part(|booking| booking.time.clone());
    let words = move || text::booking::stays(&venue_brief(&time.get()));
    view! { <p class="booking-stays">{words}</p> }
}

/// What could not be done, or what nobody knows yet (X-UNKNOWN).
pub fn trouble(moving: Moving) -> View {
    let error =
        move || moving.error.get().map(|words| view! { <Notice tone=Tone::Warning><p>{words}</p></Notice> });
    let unpaid =
        move || moving.pay_problem().map(|words| view! { <Notice tone=Tone::Bad><p>{words}</p></Notice> });
    let is_checking = Memo::new(move |_| moving.is_checking());
    let unknown = move || {
        is_checking.get().then(|| {
            view! {
                <Notice tone=Tone::Warning title=text::data::CHECKING.get()>
                    <p>{text::booking::CHECKING_TEXT.get()}</p>
                </Notice>
            }
        })
    };
    view! {
        {error}
        {unpaid}
        {unknown}
    }
}
