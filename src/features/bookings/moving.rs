//! Moving a booking at work: another time is held while the first one stays, and takes its place when the shop says so
//! (O2O-13).

use super::desk::pay_words;
use super::own_booking::OwnBooking;
use super::refusal::{Lost, Refusal, Why, refusal};
use super::words::lost_words;
use crate::{
    data::{Commitment, Progress, error_text, use_commitment, use_navigate, use_runtime},
    features::payments::{Paying, use_methods, use_paying},
    platform::{announce, intl},
    routes, text,
};
use fivefold_api::endpoints::{PostChange, PostChangeConfirmation, PostChangeLetGo};
use fivefold_api::error::ApiError;
use fivefold_api::http::{Client, RawCommitment};
use fivefold_api::model::{
    Booking, BookingChange, ChangeBooking, ConfirmChange, DifferenceSettles, PaymentMethod, SeenBooking,
    StaffMember,
};
use fivefold_api::vocabulary::{Instant, StaffId};
use fivefold_view::prelude::*;
use leptos_router::NavigateOptions;

/// What the steps are called in the store of commands.
const HOLD: &str = "change_booking";
const CONFIRM: &str = "confirm_change";
const LET_GO: &str = "change_let_go";

/// A booking on its way to another time. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Moving {
    /// The booking.
    pub own: OwnBooking,
    /// The other time, while it is held.
    pub change: Memo<Option<BookingChange>>,
    /// Why another time could not be held, and what there is instead.
    pub lost: RwSignal<Option<Lost>>,
    /// Why something else could not be done.
    pub error: RwSignal<Option<String>>,
    /// The start of the payment of a dearer time.
    pub paying: Paying,
    /// The way to pay that was chosen.
    pub wanted: RwSignal<Option<String>>,
    methods: Memo<Option<Vec<PaymentMethod>>>,
    hold: Commitment,
    confirm: Commitment,
    let_go: Commitment,
    /// Whether this page has confirmed, and not a page before it.
    has_confirmed: StoredValue<bool>,
    /// Whether the visitor gives the other time up.
    is_let_go: StoredValue<bool>,
}

/// Takes up what an earlier page has left without an answer.
pub fn use_moving(own: OwnBooking) -> Moving {
    let id = own.id();
    let command = |kind| {
        let command = use_commitment(kind);
        command.resume(id.as_str());
        command
    };
    let change = own.part(|booking| booking.change.clone());
    let paying = use_paying(Callback::new(move |()| own.query.refetch()));
    if let Some(order) = change.get_untracked().and_then(|change| change.order) {
        paying.resume(&order);
    }
    let moving = Moving {
        own,
        change,
        lost: RwSignal::new(None),
        error: RwSignal::new(None),
        paying,
        wanted: RwSignal::new(None),
        methods: use_methods(),
        hold: command(HOLD),
        confirm: command(CONFIRM),
        let_go: command(LET_GO),
        has_confirmed: StoredValue::new(false),
        is_let_go: StoredValue::new(false),
    };
    moving.follow(moving.hold, move |booking| moving.heard(booking));
    moving.follow(moving.let_go, move |booking| moving.heard(booking));
    moving.follow(moving.confirm, move |booking| {
        let has_confirmed = moving.has_confirmed.try_update_value(std::mem::take) == Some(true);
        let order = booking.change.as_ref().and_then(|change| change.order.clone());
        let version = booking.version.clone();
        moving.heard(booking);
        // What was agreed to on an earlier page is paid when it is pressed here.
        if let (Some(order), Some(method), true) = (order, untrack(|| moving.method()), has_confirmed) {
            moving.paying.start(&order, &version, &method);
        }
    });
    let navigate = use_navigate();
    Effect::new(move |before: Option<Option<BookingChange>>| {
        let now = change.get();
        if let (Some(Some(other)), None) = (before, &now)
            && moving.has_ended(&other)
        {
            let options = NavigateOptions { resolve: false, replace: true, ..NavigateOptions::default() };
            navigate(&routes::booking(&own.id()), options);
        }
        now
    });
    moving
}

impl Moving {
    /// Whether anything is on its way. Reactive.
    pub fn is_busy(self) -> bool {
        [self.hold, self.confirm, self.let_go].iter().any(Commitment::is_busy) || self.paying.is_busy()
    }

    /// Whether nobody knows yet what became of a step. Reactive.
    pub fn is_checking(self) -> bool {
        let steps = [self.hold, self.confirm, self.let_go];
        self.paying.is_unknown() || steps.iter().any(|step| step.progress() == Progress::Checking)
    }

    /// Whether it is said that something could not be done. Reactive.
    pub fn is_refused(self) -> bool {
        self.lost.with(Option::is_some) || self.error.with(Option::is_some) || self.paying.problem().is_some()
    }

    /// The way to pay that is chosen: the one that was, or the only one there is. Reactive.
    pub fn method(self) -> Option<String> {
        let methods = self.methods.get()?;
        match methods.as_slice() {
            [only] => Some(only.id.0.clone()),
            _ => self.wanted.get(),
        }
    }

    /// Why the payment could not be started, in words. Reactive.
    pub fn pay_problem(self) -> Option<String> {
        Some(pay_words(&self.paying.problem()?))
    }

    /// Holds another time.
    pub fn hold(self, start: Instant, staff: Option<StaffId>) {
        self.send(self.hold, move |client, booking| {
            let change = ChangeBooking { version: booking.version.clone(), start, staff };
            let version = serde_json::to_string(&change).unwrap_or_default();
            let endpoint = PostChange { id: booking.id.clone(), change, key: client.new_key() };
            let page = routes::change_booking(&booking.id);
            client.commitment(&endpoint, HOLD, booking.id.as_str(), &version, &page)
        });
    }

    /// Moves the booking to the time that is held, or goes on to pay for that. What has been confirmed and waits for
    /// its payment is only paid.
    pub fn confirm(self) {
        let Some(change) = self.change.get_untracked() else { return };
        if change.settles == DifferenceSettles::PayNow && untrack(|| self.method()).is_none() {
            let words = text::checkout::CHOOSE_METHOD.get();
            announce::say(words);
            self.error.set(Some(words.to_owned()));
            return;
        }
        if let (Some(order), Some(method)) = (&change.order, untrack(|| self.method())) {
            let version = self.own.booking.with_untracked(|booking| booking.version.clone());
            self.error.set(None);
            self.paying.start(order, &version, &method);
            return;
        }
        self.has_confirmed.set_value(true);
        self.send(self.confirm, move |client, booking| {
            let confirm =
                ConfirmChange { version: booking.version.clone(), expected_difference: change.difference };
            let version = serde_json::to_string(&confirm).unwrap_or_default();
            let endpoint = PostChangeConfirmation { id: booking.id.clone(), confirm, key: client.new_key() };
            let page = routes::change_booking(&booking.id);
            client.commitment(&endpoint, CONFIRM, booking.id.as_str(), &version, &page)
        });
    }

    /// Gives the other time up.
    pub fn let_go(self) {
        self.is_let_go.set_value(true);
        self.send(self.let_go, move |client, booking| {
            let seen = SeenBooking { version: booking.version.clone() };
            let endpoint = PostChangeLetGo { id: booking.id.clone(), seen, key: client.new_key() };
            let (version, page) = (booking.version.0.clone(), routes::change_booking(&booking.id));
            client.commitment(&endpoint, LET_GO, booking.id.as_str(), &version, &page)
        });
    }

    fn send(self, command: Commitment, build: impl FnOnce(&Client, &Booking) -> RawCommitment) {
        if untrack(|| self.is_busy()) {
            return;
        }
        self.error.set(None);
        self.lost.set(None);
        command.submit(|client| self.own.booking.with_untracked(|booking| build(client, booking)));
    }

    /// The other time is held no longer: the booking has it, or it was given up or lost, which is said. Whether the
    /// booking has it.
    fn has_ended(self, other: &BookingChange) -> bool {
        let is_moved = self.own.booking.with_untracked(|booking| {
            let staff = |staff: &Option<StaffMember>| staff.as_ref().map(|staff| staff.id.clone());
            (booking.time.start, staff(&booking.staff)) == (other.time.start, staff(&other.staff))
        });
        let is_let_go = self.is_let_go.try_update_value(std::mem::take) == Some(true);
        if is_moved {
            announce::say(text::booking::CHANGED.get());
        } else if !is_let_go && self.lost.with_untracked(Option::is_none) {
            self.lose(Lost { why: Why::HoldEnded, others: Vec::new() });
        }
        is_moved
    }

    /// The other time is lost: that is said once, and a hold that ran out interrupts (X-A11Y).
    fn lose(self, lost: Lost) {
        let (title, _) = lost_words(lost.why);
        match lost.why {
            Why::HoldEnded => announce::alert(&[title, " ", text::booking::CHANGE_LOST.get()].concat()),
            Why::Taken | Why::Unavailable => announce::say(title),
        }
        self.lost.set(Some(lost));
    }

    /// Takes the answer of a step.
    fn heard(self, booking: Booking) {
        self.own.query.set_and_refetch(booking);
    }

    fn follow(self, command: Commitment, on_done: impl Fn(Booking) + 'static) {
        let runtime = use_runtime();
        Effect::new(move |_| match command.progress() {
            Progress::Done => {
                let answer = untrack(|| command.answer::<Booking>());
                command.acknowledge();
                ["/v1/me", "/v1/orders", "/v1/services"]
                    .iter()
                    .for_each(|stale| runtime.queries().invalidate(stale));
                match answer {
                    Some(Ok(booking)) => on_done(booking),
                    Some(Err(error)) => self.refuse(&error),
                    None => {}
                }
            }
            Progress::Refused(error) => {
                command.acknowledge();
                self.refuse(&error);
                self.own.query.refetch();
                runtime.queries().invalidate("/v1/services");
            }
            Progress::Idle | Progress::Sending | Progress::Checking => {}
        });
    }

    fn refuse(self, error: &ApiError) {
        // What was not given up may still be lost.
        self.is_let_go.set_value(false);
        let words = match refusal(error) {
            Refusal::Lost(lost) => return self.lose(lost),
            Refusal::PriceChanged(Some(change)) => {
                let (was, now) = (intl::format_money(&change.was), intl::format_money(&change.now));
                text::booking::difference_changed(&now, &was)
            }
            Refusal::PriceChanged(None) => text::booking::PRICE_CHANGED_ONLY.get().to_owned(),
            Refusal::NotChangeable => text::booking::NOT_CHANGEABLE.get().to_owned(),
            Refusal::Fields(_) | Refusal::Other => error_text(error).text,
        };
        announce::say(&words);
        self.error.set(Some(words));
    }
}
