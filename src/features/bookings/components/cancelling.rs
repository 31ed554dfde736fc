//! Calling a booking off: what goes back at this instant is said first, and again when that changes (O2O-14).

use super::super::own_booking::OwnBooking;
use super::super::refusal::{Refusal, refusal};
use super::super::when::venue_moment;
use crate::{
    data::{AsyncView, Commitment, Progress, Query, error_text, use_commitment, use_query_when, use_runtime},
    features::payments::{hold_time, use_method_name},
    platform::{announce, intl, intl::DateStyle},
    routes, text,
    ui::{Button, Dialog, Look, Notice, SkeletonText, Tone, seconds_left},
};
use fivefold_api::endpoints::{GetCancellation, PostCancellation};
use fivefold_api::http;
use fivefold_api::model::{Booking, BookingAction, CancelBooking, CancellationQuote};
use fivefold_api::vocabulary::Money;
use fivefold_view::prelude::*;

/// What calling a booking off is called in the store of commands.
const KIND: &str = "cancel_booking";
/// A day in seconds.
const DAY: i64 = 86_400;

/// The question at work. Cheap to copy.
#[derive(Clone, Copy)]
struct Asking {
    own: OwnBooking,
    quote: Query<CancellationQuote>,
    command: Commitment,
    is_open: RwSignal<bool>,
    /// What has changed while the question was open.
    changed: RwSignal<Option<String>>,
    error: RwSignal<Option<String>>,
}

/// The button, while the shop allows it, and the question that it asks.
pub fn cancelling(own: OwnBooking) -> View {
    let runtime = use_runtime();
    let (is_open, id) = (RwSignal::new(false), own.id());
    let port = http::bookings(runtime.client());
    let asked = id.clone();
    let quote = use_query_when(
        move || is_open.get().then(|| GetCancellation { id: asked.clone() }),
        move |query| port.cancellation(query),
    );
    let command = use_commitment(KIND);
    command.resume(id.as_str());
    let (changed, error) = (RwSignal::new(None), RwSignal::new(None));
    let asking = Asking { own, quote, command, is_open, changed, error };
    // What an earlier page has asked for may have been answered before what is known now.
    let stale = runtime.clone();
    Effect::new(move |_| match command.progress() {
        Progress::Done => {
            let answer = untrack(|| command.answer::<Booking>());
            command.acknowledge();
            ["/v1/me", "/v1/orders", "/v1/services"].iter().for_each(|part| stale.queries().invalidate(part));
            match answer {
                Some(Ok(now)) if is_open.get_untracked() => own.query.set_and_refetch(now),
                _ => own.query.refetch(),
            }
            is_open.set(false);
        }
        Progress::Refused(problem) => {
            command.acknowledge();
            own.query.refetch();
            quote.refetch();
            if !matches!(refusal(&problem), Refusal::PriceChanged(_)) {
                error.set(Some(error_text(&problem).text));
            }
        }
        Progress::Idle | Progress::Sending | Progress::Checking => {}
    });
    asking.tell_changes();
    let may = own.may(BookingAction::Cancel);
    let path = ["/v1/bookings/", id.as_str(), "/cancellation"].concat();
    let ask = Callback::new(move |()| {
        // What was quoted before is not of this instant.
        runtime.queries().invalidate(&path);
        changed.set(None);
        error.set(None);
        is_open.set(true);
    });
    let button =
        move || may.get().then(|| view! { <Button on_press=ask>{text::booking::CANCEL.get()}</Button> });
    view! {
        {button}
        <Dialog
            open=is_open
            on_close=move |()| is_open.set(false)
            title=text::booking::CANCEL_TITLE.get().to_owned()
        >
            <AsyncView query=quote loading=skeleton let:shown>{question(asking, shown)}</AsyncView>
        </Dialog>
    }
}

impl Asking {
    /// When something else goes back than was said, that is said.
    fn tell_changes(self) {
        let refund = Memo::new(move |_| self.quote.get().ready().map(|quote| quote.refund));
        Effect::new(move |before: Option<Option<Money>>| {
            let now = refund.get().filter(|_| self.is_open.get());
            if let (Some(Some(was)), Some(now)) = (before, now)
                && was != now
            {
                let (now, was) = (intl::format_money(&now), intl::format_money(&was));
                let words = text::booking::cancel_changed(&now, &was);
                announce::say(&words);
                self.changed.set(Some(words));
            }
            // Between two answers there is none: what was said last still counts.
            match (now, self.is_open.get()) {
                (None, true) => before.flatten(),
                (now, _) => now,
            }
        });
    }

    /// Calls it off for what is shown.
    fn press(self) {
        let Some(quote) = untrack(|| self.quote.get().ready()) else { return };
        self.error.set(None);
        let id = self.own.id();
        self.command.submit(move |client| {
            let cancel = CancelBooking { version: quote.version, expected_refund: quote.refund };
            // Another amount is another command.
            let version = serde_json::to_string(&cancel).unwrap_or_default();
            let endpoint = PostCancellation { id: id.clone(), cancel, key: client.new_key() };
            client.commitment(&endpoint, KIND, id.as_str(), &version, &routes::booking(&id))
        });
    }
}

/// What goes back and what is kept, until when that is so, over which way it goes back and when it is there.
fn question(asking: Asking, quote: Signal<CancellationQuote>) -> View {
    use text::booking as words;
    let Asking { own, command, changed, error, is_open, .. } = asking;
    let shown = Memo::new(move |_| quote.get());
    let method_name = use_method_name();
    let paid = own.part(|booking| booking.paid);
    let facts = move || {
        let CancellationQuote { fee, refund, method, expected_by, .. } = shown.get();
        let back = match refund.minor {
            0 => words::CANCEL_BACK_NONE.get().to_owned(),
            _ => words::cancel_back(&intl::format_money(&refund)),
        };
        let kept = match fee.minor {
            0 => words::CANCEL_FEE_NONE.get().to_owned(),
            _ => words::cancel_fee(&intl::format_money(&fee), &intl::format_money(&paid.get())),
        };
        let route = method.zip(expected_by).filter(|_| refund.minor > 0).map(|(method, day)| {
            let day = intl::format_date(day, DateStyle::Day);
            view! { <p>{move || words::cancel_route(&day, &method_name(method.as_str()))}</p> }
        });
        view! {
            <p class="booking-cancel__back">{back}</p>
            <p>{kept}</p>
            {route}
        }
    };
    let zone = own.booking.with_untracked(|booking| booking.time.zone.clone());
    let ends = Memo::new(move |_| shown.with(|quote| quote.until));
    let so_long =
        move || ends.get().map(|ends| view! { <p>{words::cancel_until(&venue_moment(ends, &zone))}</p> });
    // What changes on another day is not counted down to.
    let until = Memo::new(move |_| {
        let ends = ends.get()?;
        own.now.get().is_none_or(|now| seconds_left(now, ends) < DAY).then_some(ends)
    });
    let ask = Callback::new(move |()| asking.quote.refetch());
    let notice =
        move || changed.get().map(|words| view! { <Notice tone=Tone::Warning><p>{words}</p></Notice> });
    let checking = move || {
        (command.progress() == Progress::Checking).then(|| {
            view! {
                <Notice tone=Tone::Warning title=text::data::CHECKING.get()>
                    <p>{words::CHECKING_TEXT.get()}</p>
                </Notice>
            }
        })
    };
    let button = move || match shown.with(|quote| quote.refund) {
        refund if refund.minor > 0 => words::cancel_for(&intl::format_money(&refund)),
        _ => words::CANCEL_FOR_NOTHING.get().to_owned(),
    };
    let busy = Memo::new(move |_| command.is_busy());
    view! {
        <div class="booking-cancel">
            {notice}
            {facts}
            {so_long}
            {hold_time(&words::CANCEL_HOLDS, until, own.now, ask)}
            {checking}
            <p class="ui-field__error" role="alert">{error}</p>
            <div class="booking-actions">
                <Button look=Look::Danger busy on_press=move |()| asking.press()>{button}</Button>
                <Button on_press=move |()| is_open.set(false)>{words::CANCEL_KEEP.get()}</Button>
            </div>
        </div>
    }
}

fn skeleton() -> View {
    view! { <SkeletonText lines=4/> }
}
