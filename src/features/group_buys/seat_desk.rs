//! Joining at work: what is chosen and typed, taking the seat, going on to pay it. The decisions are in `joining`.

use super::joining::{
    Closed, Instead, Refusal, SHOWN_AS, Step, chosen, invited_under, is_as_wished, most, name_problem,
    refusal, step,
};
use super::live::LiveGroup;
use super::own_seat::{OwnSeat, use_seat};
use crate::{
    data::{Progress, Query, Remote, error_text, use_commitment, use_query_when, use_runtime},
    features::{
        checkout::{Draft, Sheet, use_countries},
        payments::{PayProblem, Paying, use_paying},
    },
    platform::{announce, intl, intl::DateStyle, page, storage},
    routes, text,
};
use fivefold_api::endpoints::{GetSeatCheckout, PostSeat};
use fivefold_api::error::ApiError;
use fivefold_api::http;
use fivefold_api::model::{
    FieldProblem, FieldProblemCode, JoinGroupBuy, MyGroupBuy, ProblemKind, Seat, SeatCheckout, SeatMethod,
};
use fivefold_api::rules::seat_stands;
use fivefold_api::vocabulary::{InvitationCode, Money, VariantId};
use fivefold_view::prelude::*;
use leptos::html;

/// What joining is called in the store of commands.
const KIND: &str = "join_group";
/// The name the form is kept under. Sign-out forgets everything below `account.`.
const STORED: &str = "account.seat";
/// The paths of what is chosen, in problems.
pub const METHOD: &str = "method";
/// See [`METHOD`].
pub const VARIANT: &str = "variant";

/// The form and the payment of a seat. Cheap to copy.
#[derive(Clone, Copy)]
pub struct SeatDesk {
    /// The group-buy.
    pub group: LiveGroup,
    /// The seat that one has.
    pub own: OwnSeat,
    /// What there is to do.
    pub step: Memo<Step>,
    /// The form that is shown.
    pub form: NodeRef<html::Form>,
    /// What joining, or the seat that one has, costs.
    pub checkout: Query<SeatCheckout>,
    /// How many units.
    pub quantity: RwSignal<u64>,
    /// What is chosen.
    pub variant: RwSignal<Option<VariantId>>,
    /// Contact, address and way to pay.
    pub sheet: Sheet,
    /// Whether the visitor wants to be seen by others. Nobody is without saying so (C2B-20).
    pub is_shown: RwSignal<bool>,
    /// As what.
    pub name: RwSignal<String>,
    /// Why a seat could not be taken.
    pub refused: RwSignal<Option<Refused>>,
    /// Whether there was a seat already (C2B-16).
    pub had_one: RwSignal<bool>,
    /// The start of the payment.
    pub paying: Paying,
    /// What is shown is of another quantity than the chosen one.
    pub is_stale: Memo<bool>,
    is_busy: Memo<bool>,
    /// What this page has asked for and has no answer to, and not a page before it.
    asked: StoredValue<Option<(VariantId, u64)>>,
    /// Whether the visitor has done something that may lead to another step.
    moves: StoredValue<bool>,
    submit: Callback<()>,
}

/// A refusal, in words.
#[derive(Debug, Clone, PartialEq)]
pub struct Refused {
    /// What is the matter.
    pub words: String,
    /// What there is instead, where the group cannot be joined.
    pub instead: Option<Instead>,
}

/// Opens the form, and takes up what an earlier page has left without an answer.
pub fn use_seat_desk(group: LiveGroup) -> SeatDesk {
    let runtime = use_runtime();
    let countries = use_countries(&runtime);
    let draft = RwSignal::new(storage::read::<Draft>(STORED).unwrap_or_default());
    Effect::new(move |_| {
        let countries = countries.get();
        draft.update(|draft| draft.settle_country(&countries));
    });
    let keep = move |_| draft.with_untracked(|draft| storage::write(STORED, draft));
    let problems = RwSignal::new(Vec::new());
    let sheet = Sheet { draft, problems, countries, on_change: Callback::new(keep) };
    let own = use_seat(group);
    let mine = own.mine;
    let is_late = Memo::new(move |_| {
        let now = group.now.get();
        now.is_some_and(|now| own.state.with(|state| now >= state.ends_at))
    });
    let step = Memo::new(move |_| {
        let is_late = is_late.get();
        mine.with(|mine| mine.as_ref().map_or(Step::Closed(Closed::Unknown), |mine| step(mine, is_late)))
    });
    let quantity = RwSignal::new(1);
    // Of a seat that one has, what it is.
    let units = Memo::new(move |_| {
        let held = mine.with(|mine| {
            let seat = mine.as_ref()?.seat.as_ref().filter(|seat| seat_stands(seat.status))?;
            Some(seat.quantity)
        });
        held.unwrap_or_else(|| quantity.get())
    });
    let (port, id) = (http::seats(runtime.client()), group.id());
    let is_asked = Memo::new(move |_| matches!(step.get(), Step::Join | Step::Pay));
    let checkout = use_query_when(
        move || is_asked.get().then(|| GetSeatCheckout { id: id.clone(), quantity: units.get() }),
        move |query| port.seat_checkout(query),
    )
    .keeping_previous();
    // Once: what is cleared afterwards stays so.
    Effect::new(move |is_filled: Option<bool>| {
        let checkout = if is_filled == Some(true) { return true } else { checkout.get().ready() };
        checkout.is_some_and(|checkout| {
            let (contact, address) = (checkout.contact, checkout.address);
            draft.update(|draft| draft.fill(contact.as_ref(), address.as_ref()));
            true
        })
    });
    let only = group.group_buy.with_untracked(|group| match group.variants.as_slice() {
        [only] => Some(only.id.clone()),
        _ => None,
    });
    let command = use_commitment(KIND);
    command.resume(group.id().as_str());
    let paying = use_paying(Callback::new(move |()| group.mine.refetch()));
    if let Some(seat) = mine.get_untracked().and_then(|mine| mine.seat) {
        paying.resume(&seat.order);
    }
    let variant = RwSignal::new(only);
    let is_busy = Memo::new(move |_| command.is_busy() || paying.is_busy());
    let is_stale =
        Memo::new(move |_| checkout.get().ready().is_some_and(|checkout| checkout.quantity != units.get()));
    let (is_shown, name) = (RwSignal::new(false), RwSignal::new(String::new()));
    let (refused, had_one) = (RwSignal::new(None), RwSignal::new(false));
    let asked = StoredValue::new(None);
    let send = Callback::new(move |()| {
        let Some(checkout) = untrack(|| checkout.ready()) else { return };
        let Some(variant) = variant.get_untracked() else { return };
        let (contact, address) = draft.with_untracked(|draft| (draft.contact(), draft.address()));
        let shown_as = is_shown.get_untracked().then(|| name.get_untracked().trim().to_owned());
        let join = JoinGroupBuy {
            variant,
            quantity: checkout.quantity,
            contact,
            address,
            expected_total: checkout.totals.total,
            // What is not kept here, the shop may remember.
            invitation: invited_by(group.id().as_str()),
            shown_as,
        };
        refused.set(None);
        asked.set_value(Some((join.variant.clone(), join.quantity)));
        let id = group.id();
        command.submit(move |client| {
            // The same wish of two tabs is one command; another one, or to another address, is another.
            let version = serde_json::to_string(&join).unwrap_or_default();
            let endpoint = PostSeat { id: id.clone(), join, key: client.new_key() };
            client.commitment(&endpoint, KIND, id.as_str(), &version, &routes::join_group(&id))
        });
    });
    let desk = SeatDesk {
        group,
        own,
        step,
        form: NodeRef::new(),
        checkout,
        quantity,
        variant,
        sheet,
        is_shown,
        name,
        refused,
        had_one,
        paying,
        is_stale,
        is_busy,
        asked,
        moves: StoredValue::new(false),
        submit: send,
    };
    // What is known of the group is old when a seat in it was refused.
    let stale = ["/v1/group-buys/", group.id().as_str()].concat();
    Effect::new(move |_| match command.progress() {
        Progress::Done => {
            let answer = untrack(|| command.answer::<MyGroupBuy>());
            command.acknowledge();
            ["/v1/orders", "/v1/me"].iter().for_each(|stale| runtime.queries().invalidate(stale));
            match (answer, take(asked)) {
                (Some(Ok(mine)), Some((variant, quantity))) => desk.taken(mine, &variant, quantity),
                (Some(Err(error)), Some(_)) => desk.refuse(&error),
                // What an earlier page was answered may be older than what is known.
                _ => group.mine.refetch(),
            }
        }
        Progress::Refused(error) => {
            command.acknowledge();
            desk.refuse(&error);
            runtime.queries().invalidate(&stale);
        }
        Progress::Idle | Progress::Sending | Progress::Checking => {}
    });
    // Whoever joins pays what is shown here, so it follows the group.
    let revision = group.memo(|state| state.revision);
    Effect::new(move |before: Option<u64>| {
        let now = revision.get();
        if before.is_some_and(|before| before != now) {
            checkout.refetch();
        }
        now
    });
    // What joining costs is nothing to whoever has a seat.
    let total = Memo::new(move |_| {
        let checkout = checkout.get().ready().filter(|_| step.get() == Step::Join)?;
        Some((checkout.quantity, checkout.totals.total))
    });
    // Others may take what was chosen.
    Effect::new(move |_| {
        let most = desk.most();
        if quantity.get_untracked() > most {
            quantity.set(most);
        }
    });
    Effect::new(move |before: Option<Option<(u64, Money)>>| {
        let now = total.get();
        if let (Some(Some(before)), Some(now)) = (before, now)
            && before != now
        {
            announce::say(&text::seats::at_most(&intl::format_money(&now.1)));
        }
        now
    });
    desk
}

impl SeatDesk {
    /// Whether a seat is being taken, or its payment started. Reactive.
    pub fn is_busy(self) -> bool {
        self.is_busy.get()
    }

    /// The most that one may take. Reactive.
    pub fn most(self) -> u64 {
        let left = self.group.group.with(|group| group.state().left);
        self.group.group_buy.with(|group| most(group.per_person, group.card.basis, left))
    }

    /// Changes how many, within what one may take.
    pub fn take_units(self, wanted: i64) {
        let most = untrack(|| self.most());
        self.quantity.set(u64::try_from(wanted).unwrap_or(1).clamp(1, most));
    }

    /// The way to pay that is chosen. Reactive.
    pub fn method(self) -> Option<SeatMethod> {
        let checkout = self.checkout.get().latest()?;
        self.sheet.draft.with(|draft| chosen(&checkout.methods, &draft.method).cloned())
    }

    /// Chooses a way to pay.
    pub fn choose_method(self, id: String) {
        self.sheet.draft.update(|draft| draft.method = id);
        self.solve(METHOD);
        self.sheet.on_change.run(true);
    }

    /// Something that was wrong is right now.
    pub fn solve(self, path: &'static str) {
        self.sheet.problems.update(|problems| problems.retain(|problem| problem.field != path));
    }

    /// The button of the form: takes a seat, or says what is wrong and leads to it.
    pub fn press(self) {
        if untrack(|| self.is_busy() || self.is_stale.get()) {
            return;
        }
        if let Remote::Failed { error, .. } = untrack(|| self.checkout.get()) {
            self.refused.set(Some(Refused { words: error_text(&error).text, instead: None }));
            self.checkout.refetch();
            return;
        }
        if self.is_right(self.wrong()) {
            self.moves.set_value(true);
            self.submit.run(());
        }
    }

    /// Pays the seat that one has, in the chosen way, or leads to the choice.
    pub fn pay(self, seat: &Seat) {
        self.moves.set_value(true);
        match untrack(|| self.method()) {
            Some(method) => self.paying.start(&seat.order, &seat.version, method.method.as_str()),
            None => _ = self.is_right(vec![missing(METHOD)]),
        }
    }

    /// Whether the step that has just begun comes of what the visitor has done: then the focus follows.
    pub fn has_moved(self) -> bool {
        self.moves.try_update_value(std::mem::take).unwrap_or_default()
    }

    /// Whether nothing is wrong. What is wrong is said, and led to.
    fn is_right(self, wrong: Vec<FieldProblem>) -> bool {
        let count = u64::try_from(wrong.len()).unwrap_or(1);
        self.sheet.problems.set(wrong);
        if count > 0 {
            announce::alert(&text::errors::form_summary(count));
            self.lead();
        }
        count == 0
    }

    /// Why the payment could not be started, in words. Reactive.
    pub fn pay_problem(self) -> Option<String> {
        Some(match self.paying.problem()? {
            PayProblem::Untrusted => text::payments::UNTRUSTED.get().to_owned(),
            PayProblem::Refused(error) => match error.problem().map(|problem| problem.kind) {
                Some(ProblemKind::PaymentOpen) => text::seats::PAYMENT_OPEN.get().to_owned(),
                Some(ProblemKind::NotPayable) => text::seats::NOT_PAYABLE.get().to_owned(),
                _ => error_text(&error).text,
            },
        })
    }

    fn wrong(self) -> Vec<FieldProblem> {
        let mut wrong = Vec::new();
        if self.variant.with_untracked(Option::is_none) {
            wrong.push(missing(VARIANT));
        }
        wrong.extend(
            self.sheet.countries.with_untracked(|countries| {
                self.sheet.draft.with_untracked(|draft| draft.problems(countries))
            }),
        );
        if untrack(|| self.method()).is_none() {
            wrong.push(missing(METHOD));
        }
        if self.is_shown.get_untracked() {
            wrong.extend(self.name.with_untracked(|name| name_problem(name)));
        }
        wrong
    }

    fn lead(self) {
        let first =
            self.sheet.problems.with_untracked(|problems| problems.first().map(|one| one.field.clone()));
        let selector = match first.as_deref() {
            Some(VARIANT) => "#seat-variant input",
            Some(METHOD) => "#seat-method input",
            Some(SHOWN_AS) => "#seat-name",
            _ => return self.sheet.lead(self.form),
        };
        if let Some(form) = self.form.get_untracked() {
            page::focus_first(&form, selector);
        }
    }

    /// There is a seat: it is paid at once, unless it is not the one that was asked for.
    fn taken(self, mine: MyGroupBuy, variant: &VariantId, quantity: u64) {
        storage::remove(STORED);
        let seat = mine.seat.clone();
        self.group.heard(&mine.state);
        self.group.mine.set_and_refetch(mine);
        let Some(seat) = seat else { return };
        if is_as_wished(&seat, variant, quantity) {
            self.pay(&seat);
        } else {
            self.had_one.set(true);
        }
    }

    fn refuse(self, error: &ApiError) {
        use text::seats as words;
        let refusal = refusal(error);
        let moment = |at| intl::format_date(at, DateStyle::Moment);
        let is_own = take(self.asked).is_some();
        let with_comfort = |words: &text::Message| [words.get(), " ", words::UNCHARGED.get()].concat();
        let (words, instead) = match refusal {
            Refusal::PriceChanged(Some(change)) => {
                let (was, now) = (intl::format_money(&change.was), intl::format_money(&change.now));
                (words::price_changed(&now, &was), None)
            }
            Refusal::PriceChanged(None) => (words::PRICE_CHANGED_ONLY.get().to_owned(), None),
            Refusal::Full(Some(left), instead) if left > 0 => (words::only_left(left), Some(instead)),
            Refusal::Full(_, instead) => (with_comfort(&words::FULL_TEXT), Some(instead)),
            Refusal::Over(instead) => (with_comfort(&words::OVER_TEXT), Some(instead)),
            Refusal::CalledOff(instead) => (with_comfort(&words::CLOSED_CALLED_OFF_TEXT), Some(instead)),
            Refusal::NotStarted(Some(at)) => (words::starts_on(&moment(at)), None),
            Refusal::NotStarted(None) => (words::NOT_STARTED.get().to_owned(), None),
            Refusal::SignIn => (words::SIGN_IN.get().to_owned(), None),
            Refusal::Fields(fields) => {
                self.sheet.problems.set(fields);
                (error_text(error).text, None)
            }
            Refusal::Other => (error_text(error).text, None),
        };
        self.refused.set(Some(Refused { words, instead }));
        if is_own {
            request_animation_frame(move || self.refocus());
        }
    }

    /// What had the focus was off while the answer was waited for. What is wrong gets it, or else the button.
    fn refocus(self) {
        // The page may be gone.
        let Some(form) = self.form.try_get_untracked() else { return };
        if self.sheet.problems.with_untracked(|problems| !problems.is_empty()) {
            self.lead();
        } else if page::is_focus_lost() {
            page::focus_first(&form, "button[type=submit]");
        }
    }
}

/// The invitation that was followed to this group-buy in this browser (C2B-19).
fn invited_by(group: &str) -> Option<InvitationCode> {
    storage::get(&invited_under(group)).filter(|code| !code.is_empty()).map(InvitationCode)
}

fn take(asked: StoredValue<Option<(VariantId, u64)>>) -> Option<(VariantId, u64)> {
    asked.try_update_value(Option::take).flatten()
}

fn missing(path: &str) -> FieldProblem {
    FieldProblem { field: path.to_owned(), code: FieldProblemCode::Required }
}
