//! Calling a booking off: what goes back at this instant is said first, and again when that changes (O2O-14).

use super::super::own_booking::OwnBooking;
use super::super::refusal::{Refusal, refusal};
use super::super::when::venue_moment;
use crate::{
    data::{Commitment, ErrorPanel, Progress, Remote, error_text, use_commitment, use_query, use_runtime},
    features::payments::{hold_time, use_method_name},
    platform::{announce, intl, intl::DateStyle},
    routes, text,
    ui::{Button, Dialog, Look, Notice, SkeletonText, Tone, seconds_left},
};
use fivefold_api::endpoints::{GetCancellation, PostCancellation};
use fivefold_api::error::ApiError;
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
    command: Commitment,
    is_open: RwSignal<bool>,
    error: RwSignal<Option<String>>,
}

/// The button, while the shop allows it; and the question that it asks, with what came of it.
pub fn cancelling(own: OwnBooking) -> View {
    let runtime = use_runtime();
    let id = own.id();
    let command = use_commitment(KIND);
    command.resume(id.as_str());
    let (is_open, error) = (RwSignal::new(false), RwSignal::new(None));
    let asking = Asking { own, command, is_open, error };
    let path = ["/v1/bookings/", id.as_str(), "/cancellation"].concat();
    let (stale, quoted) = (runtime.clone(), path.clone());
    // What an earlier page has asked for may have been answered before what is known now.
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
            stale.queries().invalidate(&quoted);
            asking.refuse(&problem);
        }
        Progress::Idle | Progress::Sending | Progress::Checking => {}
    });
    let may = own.may(BookingAction::Cancel);
    let busy = Memo::new(move |_| command.is_busy());
    let ask = Callback::new(move |()| {
        // What was quoted before is not of this instant.
        runtime.queries().invalidate(&path);
        error.set(None);
        is_open.set(true);
    });
    let button =
        move || may.get().then(|| view! { <Button busy on_press=ask>{text::booking::CANCEL.get()}</Button> });
    let unknown = move || (!is_open.get()).then(|| checking(command));
    let refused = move || error.get().map(|words| view! { <p class="ui-field__error">{words}</p> });
    view! {
        <div class="booking-actions">{button}</div>
        {unknown}
        {refused}
        <Dialog
            open=is_open
            on_close=move |()| is_open.set(false)
            title=text::booking::CANCEL_TITLE.get().to_owned()
        >
            {question(asking)}
        </Dialog>
    }
}

impl Asking {
    /// Says why it was not called off: in the question, and beside its button where that is closed.
    fn refuse(self, problem: &ApiError) {
        let is_open = self.is_open.get_untracked();
        let words = match refusal(problem) {
            // The question says it with the quote that comes.
            Refusal::PriceChanged(_) if is_open => return,
            Refusal::PriceChanged(Some(change)) => changed_words(&change.was, &change.now),
            _ => error_text(problem).text,
        };
        if !is_open {
            announce::say(&words);
        }
        self.error.set(Some(words));
    }

    /// Calls it off for what is shown.
    fn press(self, quote: Memo<Option<CancellationQuote>>) {
        let Some(quote) = quote.get_untracked() else { return };
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

fn changed_words(was: &Money, now: &Money) -> String {
    text::booking::cancel_changed(&intl::format_money(now), &intl::format_money(was))
}

/// Asks what goes back, each time that it is opened, and shows nothing older.
fn question(asking: Asking) -> View {
    let id = asking.own.id();
    let port = http::bookings(use_runtime().client());
    let query = use_query(move || GetCancellation { id: id.clone() }, move |query| port.cancellation(query));
    let quote = Memo::new(move |before: Option<&Option<CancellationQuote>>| match query.get() {
        Remote::Ready { value, refreshing: false } => Some(value),
        Remote::Ready { .. } => before.cloned().flatten(),
        Remote::Loading | Remote::Failed { .. } => None,
    });
    let changed = RwSignal::new(None);
    tell_changes(quote, changed);
    let is_here = Memo::new(move |_| quote.with(Option::is_some));
    let failed = Memo::new(move |_| query.get().error().cloned());
    let again = Callback::new(move |()| query.refetch());
    let content = move || {
        let first = is_here.get().then(|| quote.get_untracked()).flatten();
        match (first, failed.get()) {
            (Some(first), _) => answer(asking, first, quote, changed, again),
            (None, Some(error)) => view! { <ErrorPanel error retry=again/> },
            (None, None) => view! { <div aria-busy="true"><SkeletonText lines=4/></div> },
        }
    };
    content.into_view()
}

/// When something else goes back than was said, that is said.
fn tell_changes(quote: Memo<Option<CancellationQuote>>, changed: RwSignal<Option<String>>) {
    let refund = Memo::new(move |_| quote.with(|quote| quote.as_ref().map(|quote| quote.refund)));
    Effect::new(move |before: Option<Option<Money>>| {
        let (was, now) = (before.flatten(), refund.get());
        if let (Some(was), Some(now)) = (was, now)
            && was != now
        {
            let words = changed_words(&was, &now);
            announce::say(&words);
            changed.set(Some(words));
        }
        // Between two answers there is none: what was said last still counts.
        now.or(was)
    });
}

/// What goes back and what is kept, until when that is so, over which way it goes back and when it is there.
fn answer(
    asking: Asking,
    first: CancellationQuote,
    quote: Memo<Option<CancellationQuote>>,
    changed: RwSignal<Option<String>>,
    again: Callback<()>,
) -> View {
    use text::booking as words;
    let Asking { own, command, error, is_open } = asking;
    // A reader may run once more after the quote is gone and before the question is.
    let shown = Memo::new(move |before: Option<&CancellationQuote>| {
        quote.get().or_else(|| before.cloned()).unwrap_or_else(|| first.clone())
    });
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
    let notice =
        move || changed.get().map(|words| view! { <Notice tone=Tone::Warning><p>{words}</p></Notice> });
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
            {hold_time(&words::CANCEL_HOLDS, until, own.now, again)}
            {checking(command)}
            <p class="ui-field__error" role="alert">{error}</p>
            <div class="booking-actions">
                <Button look=Look::Danger busy on_press=move |()| asking.press(quote)>{button}</Button>
                <Button on_press=move |()| is_open.set(false)>{words::CANCEL_KEEP.get()}</Button>
            </div>
        </div>
    }
}

/// Nobody knows yet whether it was called off (X-UNKNOWN).
fn checking(command: Commitment) -> View {
    let is_unknown = Memo::new(move |_| command.progress() == Progress::Checking);
    let notice = move || {
        is_unknown.get().then(|| {
            view! {
                <Notice tone=Tone::Warning title=text::data::CHECKING.get()>
                    <p>{text::booking::CHECKING_TEXT.get()}</p>
                </Notice>
            }
        })
    };
    notice.into_view()
}
