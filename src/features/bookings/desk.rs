//! Booking at work: what is typed and accepted, and going on to pay. The decisions are in `details` and `refusal`.

use super::details::{Detail, Details, STORED};
use super::own_booking::OwnBooking;
use super::presence::use_presence;
use super::refusal::{Refusal, refusal};
use super::taking::Taking;
use crate::{
    data::{
        Commitment, Progress, Query, Runtime, Who, error_text, use_commitment, use_query_when, use_runtime,
        use_session,
    },
    features::payments::{PayProblem, Paying, use_methods, use_paying},
    platform::{announce, intl, page, storage},
    routes, text,
};
use fivefold_api::endpoints::{GetMe, GetOrder, PostBookingOrder};
use fivefold_api::error::ApiError;
use fivefold_api::http;
use fivefold_api::model::{
    AcceptTerms, Booking, FieldProblem, FieldProblemCode, Me, Order, PaymentMethod, ProblemKind,
};
use fivefold_api::vocabulary::Version;
use fivefold_view::prelude::*;
use leptos::html;

/// What accepting the terms is called in the store of commands.
const KIND: &str = "accept_terms";
/// The paths of what is chosen, in problems.
pub const METHOD: &str = "method";
/// See [`METHOD`].
pub const CONSENT: &str = "policy";

/// The form and the payment of a booking. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Desk {
    /// The booking.
    pub own: OwnBooking,
    /// The form that is shown.
    pub form: NodeRef<html::Form>,
    /// What is typed.
    pub details: RwSignal<Details>,
    /// What is wrong, where it is shown.
    pub problems: RwSignal<Vec<FieldProblem>>,
    /// Whether the terms are accepted.
    pub has_consent: RwSignal<bool>,
    /// Why it could not be booked.
    pub refused: RwSignal<Option<String>>,
    /// The order that pays it, once there is one.
    pub order: Query<Order>,
    /// The start of the payment.
    pub paying: Paying,
    taking: Taking,
    methods: Memo<Option<Vec<PaymentMethod>>>,
    command: Commitment,
    is_busy: Memo<bool>,
    /// Whether this page has asked, and not a page before it.
    has_asked: StoredValue<bool>,
}

/// Opens the form, and takes up what an earlier page has left without an answer.
pub fn use_desk(own: OwnBooking, taking: Taking) -> Desk {
    let runtime = use_runtime();
    let orders = http::orders(runtime.client());
    let id = own.part(|booking| booking.order.clone());
    let order = use_query_when(
        move || id.get().map(|id| GetOrder { id, token: None }),
        move |query| orders.order(query),
    );
    let paying = use_paying(Callback::new(move |()| {
        own.query.refetch();
        order.refetch();
    }));
    if let Some(id) = id.get_untracked() {
        paying.resume(&id);
    }
    let command = use_commitment(KIND);
    command.resume(own.id().as_str());
    let is_member = use_session().get_untracked() == Who::Member;
    let typed = storage::read::<Details>(STORED).unwrap_or_default();
    let typed = own.booking.with_untracked(|booking| {
        let mut typed = typed.kept_for(&booking.service, is_member);
        typed.fill_from(booking);
        typed
    });
    let details = RwSignal::new(typed);
    fill_for_member(&runtime, details);
    let desk = Desk {
        own,
        form: NodeRef::new(),
        details,
        problems: RwSignal::new(Vec::new()),
        has_consent: RwSignal::new(false),
        refused: RwSignal::new(None),
        order,
        paying,
        taking,
        methods: use_methods(),
        command,
        is_busy: Memo::new(move |_| command.is_busy() || paying.is_busy()),
        has_asked: StoredValue::new(false),
    };
    // Consent is to a version.
    let version = own.part(|booking| booking.terms.version.clone());
    Effect::new(move |before: Option<Version>| {
        let now = version.get();
        if before.is_some_and(|before| before != now) {
            desk.has_consent.set(false);
            desk.refused.set(Some(text::booking::TERMS_CHANGED.get().to_owned()));
        }
        now
    });
    Effect::new(move |_| match command.progress() {
        Progress::Done => {
            let answer = untrack(|| command.answer::<Booking>());
            command.acknowledge();
            ["/v1/orders", "/v1/me"].iter().for_each(|stale| runtime.queries().invalidate(stale));
            match (answer, desk.take_asked()) {
                (Some(Ok(booking)), true) => desk.accepted(booking),
                (Some(Err(error)), true) => desk.refuse(&error),
                // What an earlier page was answered may be older than what is known.
                _ => own.query.refetch(),
            }
        }
        Progress::Refused(error) => {
            command.acknowledge();
            desk.refuse(&error);
            own.query.refetch();
        }
        Progress::Idle | Progress::Sending | Progress::Checking => {}
    });
    use_presence(own, Memo::new(move |_| paying.is_busy()));
    desk
}

/// Once, and only what is empty: what is cleared afterwards stays so.
fn fill_for_member(runtime: &Runtime, details: RwSignal<Details>) {
    let (session, port) = (use_session(), http::accounts(runtime.client()));
    let me = use_query_when(move || (session.get() == Who::Member).then_some(GetMe), move |_| port.me());
    Effect::new(move |is_filled: Option<bool>| {
        let me: Option<Me> = if is_filled == Some(true) { return true } else { me.get().ready() };
        me.is_some_and(|me| {
            details.update(|details| details.fill_for(&me));
            true
        })
    });
}

impl Desk {
    /// Whether the terms are being accepted, or the payment started. Reactive.
    pub fn is_busy(self) -> bool {
        self.is_busy.get()
    }

    /// Whether nobody knows yet what became of accepting the terms. Reactive.
    pub fn is_checking(self) -> bool {
        self.command.progress() == Progress::Checking
    }

    /// The way to pay that is chosen: the one that was, if it is offered, or the only one there is. Reactive.
    pub fn method(self) -> Option<String> {
        let methods = self.methods.get()?;
        let wanted = self.details.with(|details| details.method.clone());
        match methods.as_slice() {
            [only] => Some(only.id.0.clone()),
            all => all.iter().any(|method| method.id.as_str() == wanted).then_some(wanted),
        }
    }

    /// Chooses a way to pay.
    pub fn choose_method(self, id: String) {
        self.details.update(|details| details.method = id);
        self.solve(METHOD);
        self.keep();
    }

    /// Accepts the terms, or not.
    pub fn consent(self, has_consent: bool) {
        self.has_consent.set(has_consent);
        self.solve(CONSENT);
    }

    /// Types into an entry. A problem goes away as soon as something is done about it.
    pub fn type_in(self, detail: Detail, text: String) {
        self.details.update(|details| details.set(detail, text));
        self.solve(detail.path());
        self.keep();
    }

    /// An entry was left: what is wrong with it is shown, but an empty entry is not nagged about.
    pub fn left(self, detail: Detail) {
        let found = self.details.with_untracked(|details| {
            let is_empty = details.get(detail).trim().is_empty();
            let mut problems = details.problems().into_iter().filter(|_| !is_empty);
            problems.find(|problem| problem.field == detail.path())
        });
        self.solve(detail.path());
        self.problems.update(|problems| problems.extend(found));
    }

    /// What is wrong with an entry. Reactive.
    pub fn problem(self, path: &str) -> Option<FieldProblemCode> {
        self.problems.with(|problems| problems.iter().find(|one| one.field == path).map(|one| one.code))
    }

    /// The button of the form: accepts the terms and goes on to pay, or says what is wrong and leads to it.
    pub fn press(self) {
        if untrack(|| self.is_busy()) {
            return;
        }
        let mut wrong = self.details.with_untracked(Details::problems);
        let missing = |path: &str| FieldProblem { field: path.to_owned(), code: FieldProblemCode::Required };
        wrong.extend((!self.has_consent.get_untracked()).then(|| missing(CONSENT)));
        wrong.extend(untrack(|| self.method()).is_none().then(|| missing(METHOD)));
        let count = u64::try_from(wrong.len()).unwrap_or(1);
        self.problems.set(wrong);
        if count > 0 {
            announce::alert(&text::errors::form_summary(count));
            self.lead();
        } else {
            self.send();
        }
    }

    fn send(self) {
        self.refused.set(None);
        self.has_asked.set_value(true);
        let (id, accept) = self.own.booking.with_untracked(|booking| {
            let accept = self.details.with_untracked(|details| AcceptTerms {
                version: booking.version.clone(),
                name: details.name(),
                contact: details.contact(),
                note: details.note(),
                policy: booking.terms.version.clone(),
                expected_due: booking.terms.due_now,
            });
            (booking.id.clone(), accept)
        });
        self.command.submit(move |client| {
            // The same wish of two tabs is one command; other words are another.
            let version = serde_json::to_string(&accept).unwrap_or_default();
            let endpoint = PostBookingOrder { id: id.clone(), accept, key: client.new_key() };
            client.commitment(&endpoint, KIND, id.as_str(), &version, &routes::booking(&id))
        });
    }

    /// The terms are accepted: now it is paid.
    fn accepted(self, booking: Booking) {
        let (order, version) = (booking.order.clone(), booking.version.clone());
        self.own.query.set_and_refetch(booking);
        if let (Some(order), Some(method)) = (order, untrack(|| self.method())) {
            self.paying.start(&order, &version, &method);
        }
    }

    fn refuse(self, error: &ApiError) {
        let is_own = self.take_asked();
        let words = match refusal(error) {
            Refusal::Lost(lost) => return self.taking.lose(lost),
            Refusal::PriceChanged(Some(change)) => {
                let (was, now) = (intl::format_money(&change.was), intl::format_money(&change.now));
                text::booking::price_changed(&now, &was)
            }
            Refusal::PriceChanged(None) => text::booking::PRICE_CHANGED_ONLY.get().to_owned(),
            Refusal::Fields(fields) => {
                self.problems.set(fields);
                error_text(error).text
            }
            Refusal::NotChangeable | Refusal::Other => error_text(error).text,
        };
        self.refused.set(Some(words));
        if is_own {
            request_animation_frame(move || self.lead());
        }
    }

    /// Why the payment could not be started, in words. Reactive.
    pub fn pay_problem(self) -> Option<String> {
        Some(pay_words(&self.paying.problem()?))
    }

    /// Leads to the first thing that is wrong; to the button, if the focus was lost and nothing is.
    fn lead(self) {
        let Some(form) = self.form.try_get_untracked() else { return };
        let first = self.problems.with_untracked(|problems| problems.first().map(|one| one.field.clone()));
        let selector = match first.as_deref() {
            Some(METHOD) => "#booking-method input".to_owned(),
            Some(CONSENT) => "#booking-consent input".to_owned(),
            Some(path) => {
                let details = [Detail::Name, Detail::Email, Detail::Phone, Detail::Note];
                let wrong = details.into_iter().find(|detail| detail.path() == path);
                ["#", wrong.unwrap_or(Detail::Name).id()].concat()
            }
            None if page::is_focus_lost() => "button[type=submit]".to_owned(),
            None => return,
        };
        page::focus_first(&form, &selector);
    }

    fn take_asked(self) -> bool {
        self.has_asked.try_update_value(std::mem::take).unwrap_or_default()
    }

    fn solve(self, path: &str) {
        self.problems.update(|problems| problems.retain(|problem| problem.field != path));
    }

    fn keep(self) {
        self.details.with_untracked(|details| storage::write(STORED, details));
    }
}

/// Why a payment could not be started.
pub fn pay_words(problem: &PayProblem) -> String {
    match problem {
        PayProblem::Untrusted => text::payments::UNTRUSTED.get().to_owned(),
        PayProblem::Refused(error) => match error.problem().map(|problem| problem.kind) {
            Some(ProblemKind::PaymentOpen) => text::booking::PAYMENT_OPEN.get().to_owned(),
            Some(ProblemKind::NotPayable) => text::booking::NOT_PAYABLE.get().to_owned(),
            _ => error_text(error).text,
        },
    }
}
