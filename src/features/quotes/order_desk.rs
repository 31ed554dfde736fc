//! Ordering an accepted quote at work: what is chosen, what the shop says of it, and the order. The decisions are in
//! `order_choice` and `blockers`.

use super::blockers::{Blocked, Mend, blocked};
use super::numbers::locale_mark;
use super::order_choice::{ADDRESS, OrderChoice, PO_NUMBER, field_of, own_path, quantity_path};
use super::own_quote::OwnQuote;
use super::refusal::{quote_now, refusal_words};
use crate::{
    data::{Commitment, Progress, error_text, spawn, use_commitment, use_navigate, use_runtime},
    platform::{announce, intl, page, storage, timers},
    routes, text,
};
use fivefold_api::endpoints::{PostQuoteOrder, PostQuoteOrderPreview};
use fivefold_api::error::ApiError;
use fivefold_api::http;
use fivefold_api::model::{
    FieldProblem, FieldProblemCode, Order, OrderQuote, PoRule, Problem, ProblemKind, QuoteCheckout,
};
use fivefold_api::ports::QuoteOrders;
use fivefold_api::vocabulary::{Money, QuoteId, QuoteLineId, Version};
use fivefold_view::prelude::*;
use leptos::html;
use leptos_router::NavigateOptions;
use std::sync::Arc;
use std::time::Duration;

/// What ordering is called in the store of commands.
const KIND: &str = "quote_order";
/// After so long without another key what is typed is asked about.
const TYPED: Duration = Duration::from_millis(350);

/// The form of an order. Cheap to copy.
#[derive(Clone, Copy)]
pub struct OrderDesk {
    /// The quote.
    pub own: OwnQuote,
    /// The form that is shown.
    pub form: NodeRef<html::Form>,
    /// What is chosen.
    pub choice: RwSignal<OrderChoice>,
    /// What is wrong, where it is shown.
    pub problems: RwSignal<Vec<FieldProblem>>,
    /// What the order would be, by the newest answer.
    pub checkout: RwSignal<Option<QuoteCheckout>>,
    /// Why nobody knows what it would be.
    pub failed: RwSignal<Option<ApiError>>,
    /// Whether the shop is asked what it would be.
    pub is_asking: RwSignal<bool>,
    /// Why it was not ordered.
    pub refused: RwSignal<Option<String>>,
    port: StoredValue<Arc<dyn QuoteOrders>>,
    command: Commitment,
    /// The number of the last question: an answer to an older one is none.
    round: StoredValue<u64>,
    /// Whether `checkout` is the answer to what is chosen now.
    is_current: StoredValue<bool>,
    /// Whether it was pressed before there was one.
    is_wanted: StoredValue<bool>,
}

/// Opens the form, and takes up what an earlier page has left without an answer.
pub fn use_order_desk(own: OwnQuote) -> OrderDesk {
    let runtime = use_runtime();
    let navigate = use_navigate();
    let id = own.id();
    let command = use_commitment(KIND);
    command.resume(id.as_str());
    let desk = OrderDesk {
        own,
        form: NodeRef::new(),
        choice: RwSignal::new(storage::read(&stored(&id)).unwrap_or_default()),
        problems: RwSignal::new(Vec::new()),
        checkout: RwSignal::new(None),
        failed: RwSignal::new(None),
        is_asking: RwSignal::new(false),
        refused: RwSignal::new(None),
        port: StoredValue::new(http::quote_orders(runtime.client())),
        command,
        round: StoredValue::new(0),
        is_current: StoredValue::new(false),
        is_wanted: StoredValue::new(false),
    };
    Effect::new(move |_| match command.progress() {
        Progress::Done => {
            let answer = untrack(|| command.answer::<Order>());
            command.acknowledge();
            ["/v1/me", "/v1/orders", "/v1/quotes"]
                .iter()
                .for_each(|stale| runtime.queries().invalidate(stale));
            storage::remove(&stored(&id));
            match answer {
                Some(Ok(order)) => {
                    // Going back must not lead to a form of what was ordered.
                    let options =
                        NavigateOptions { resolve: false, replace: true, ..NavigateOptions::default() };
                    navigate(&routes::order(&order.id), options);
                }
                _ => own.query.refetch(),
            }
        }
        Progress::Refused(error) => {
            command.acknowledge();
            desk.refuse(&error);
        }
        Progress::Idle | Progress::Sending | Progress::Checking => {}
    });
    desk
}

/// Where it is kept what is chosen. Sign-out forgets everything below `account.`.
fn stored(id: &QuoteId) -> String {
    ["account.quote_order.", id.as_str()].concat()
}

impl OrderDesk {
    /// Whether the order is on its way. Reactive.
    pub fn is_busy(self) -> bool {
        self.command.is_busy()
    }

    /// Whether nobody knows yet whether it was ordered. Reactive.
    pub fn is_checking(self) -> bool {
        self.command.progress() == Progress::Checking
    }

    /// What stands in the way. Reactive.
    pub fn blocked(self) -> Vec<Blocked> {
        self.checkout.with(|checkout| {
            let Some(checkout) = checkout else { return Vec::new() };
            self.own
                .quote
                .with(|quote| self.choice.with(|choice| blocked(&checkout.blockers, &quote.current, choice)))
        })
    }

    /// What is wrong with an entry. Reactive.
    pub fn problem(self, path: &str) -> Option<FieldProblemCode> {
        self.problems.with(|problems| problems.iter().find(|one| one.field == path).map(|one| one.code))
    }

    /// Types how much of a line is wanted.
    pub fn type_quantity(self, line: &QuoteLineId, text: String) {
        self.choice.update(|choice| choice.type_quantity(line, text));
        self.changed(&quantity_path(line), TYPED);
    }

    /// Types the company's own number.
    pub fn type_po_number(self, text: String) {
        self.choice.update(|choice| choice.po_number = text);
        self.changed(PO_NUMBER, TYPED);
    }

    /// Chooses where it goes.
    pub fn choose_address(self, address: String) {
        self.choice.update(|choice| choice.address = address);
        self.changed(ADDRESS, Duration::ZERO);
    }

    /// An entry was left: what is wrong with it is shown.
    pub fn left(self, path: &str) {
        let is_wrong = |problem: &FieldProblem| problem.field == path;
        // An empty entry is not nagged about, and what the shop has found wrong stays so.
        let found = self.wrong().into_iter().find(is_wrong);
        if let Some(found) = found.filter(|problem| problem.code != FieldProblemCode::Required) {
            self.solve(path);
            self.problems.update(|problems| problems.push(found));
        }
    }

    /// Asks the shop what the order would be.
    pub fn ask(self, pause: Duration) {
        let round = self.round.try_update_value(|round| {
            *round += 1;
            *round
        });
        let is_last = move || self.round.try_with_value(|newest| Some(*newest) == round) == Some(true);
        self.is_current.set_value(false);
        self.is_asking.set(true);
        spawn(async move {
            if !pause.is_zero() {
                timers::sleep(pause).await;
            }
            if !is_last() {
                return;
            }
            let preview = self.own.quote.with_untracked(|quote| {
                self.choice.with_untracked(|choice| choice.preview(&quote.current, locale_mark()))
            });
            let sent = preview.quantities.clone();
            let question = PostQuoteOrderPreview { id: self.own.id(), preview };
            let answer = self.port.get_value().preview(question).await;
            // The visitor may have left meanwhile, or gone on typing.
            if !is_last() {
                return;
            }
            self.is_asking.set(false);
            match answer {
                Ok(checkout) => self.told(checkout),
                Err(ApiError::Invalid(problem)) => {
                    self.failed.set(None);
                    self.find_wrong(&problem, |path| own_path(path, &sent));
                }
                Err(error) => self.fail(error),
            }
        });
    }

    /// The button of the form: orders, or says what is wrong or stands in the way, and leads to it.
    pub fn press(self) {
        if untrack(|| self.is_busy()) {
            return;
        }
        let wrong = self.wrong();
        let count = u64::try_from(wrong.len()).unwrap_or(1);
        self.problems.set(wrong);
        if count > 0 {
            announce::alert(&text::errors::form_summary(count));
            self.lead();
            return;
        }
        let checkout = self.checkout.get_untracked().filter(|_| self.is_current.get_value());
        let Some(checkout) = checkout else {
            self.is_wanted.set_value(true);
            if !self.is_asking.get_untracked() {
                self.ask(Duration::ZERO);
            }
            return;
        };
        if let Some(first) = untrack(|| self.blocked()).first() {
            announce::alert(&first.words);
            return self.lead_to(&first.mend);
        }
        let order = self.own.quote.with_untracked(|quote| {
            self.choice.with_untracked(|choice| choice.order(&quote.current, &checkout, locale_mark()))
        });
        if let Some(order) = order {
            self.send(order, checkout.version);
        }
    }

    /// Leads to where a blocker is mended, if that is on this page.
    pub fn lead_to(self, mend: &Mend) {
        match mend {
            Mend::Quantity(line) => self.focus(&quantity_path(line)),
            Mend::PoNumber => self.focus(PO_NUMBER),
            Mend::Address => self.focus(ADDRESS),
            Mend::Orders | Mend::Supplier => {}
        }
    }

    fn send(self, order: OrderQuote, seen: Version) {
        self.refused.set(None);
        let id = self.own.id();
        self.command.submit(move |client| {
            // The same wish of two tabs is one command; other words are another.
            let version = [&seen.0, " ", &serde_json::to_string(&order).unwrap_or_default()].concat();
            let endpoint = PostQuoteOrder { id: id.clone(), order, seen, key: client.new_key() };
            client.commitment(&endpoint, KIND, id.as_str(), &version, &routes::quote_order(&id))
        });
    }

    /// What the order would be has come.
    fn told(self, checkout: QuoteCheckout) {
        let before = self.total();
        let only = match checkout.addresses.as_slice() {
            [only] => Some(only.id.0.clone()),
            _ => None,
        };
        // Until one is chosen the shop takes the one of the request.
        if let Some(address) = checkout.address.as_ref()
            && self.choice.with_untracked(|choice| choice.address.is_empty())
        {
            self.choice.update(|choice| choice.address.clone_from(&address.0));
        }
        let has_address = self.choice.with_untracked(|choice| !choice.address.is_empty());
        let is_another = self.own.quote.with_untracked(|quote| quote.version != checkout.version);
        let now = checkout.totals.total;
        self.failed.set(None);
        self.is_current.set_value(true);
        self.checkout.set(Some(checkout));
        if is_another {
            self.own.query.refetch();
        }
        if let Some(only) = only.filter(|_| !has_address) {
            return self.choose_address(only);
        }
        let is_same = before.is_none_or(|before| before == now);
        if !is_same {
            announce::say(&text::quote_order::total_now(&intl::format_money(&now)));
        }
        // What was pressed before another total was shown was not pressed for it.
        if self.take_wanted() && is_same {
            self.press();
        }
    }

    fn total(self) -> Option<Money> {
        self.checkout.with_untracked(|checkout| checkout.as_ref().map(|checkout| checkout.totals.total))
    }

    fn fail(self, error: ApiError) {
        self.take_wanted();
        if let Some(now) = quote_now(&error) {
            self.own.query.set_and_refetch(now);
        }
        self.failed.set(Some(error));
    }

    fn refuse(self, error: &ApiError) {
        let words = match error.problem() {
            Some(problem) if problem.kind == ProblemKind::PriceChanged => changed_words(problem),
            Some(problem) if problem.kind == ProblemKind::OrderBlocked => {
                let blockers = problem.quote_problem().unwrap_or_default().blockers;
                self.checkout.update(|checkout| {
                    if let Some(checkout) = checkout {
                        checkout.blockers = blockers;
                    }
                });
                text::quote_order::REFUSED_BLOCKED.get().to_owned()
            }
            Some(problem) if problem.kind == ProblemKind::InvalidFields => {
                let sent = self.own.quote.with_untracked(|quote| {
                    self.choice
                        .with_untracked(|choice| choice.preview(&quote.current, locale_mark()).quantities)
                });
                self.find_wrong(problem, |path| own_path(path, &sent));
                error_text(error).text
            }
            _ => refusal_words(error),
        };
        match quote_now(error) {
            Some(now) => self.own.query.set_and_refetch(now),
            None => self.own.query.refetch(),
        }
        self.refused.set(Some(words));
        self.ask(Duration::ZERO);
    }

    /// Shows what the shop finds wrong, each at its entry.
    fn find_wrong(self, problem: &Problem, own: impl Fn(&str) -> String) {
        let is_wanted = self.take_wanted();
        let found = problem.fields.iter().map(|one| FieldProblem { field: own(&one.field), code: one.code });
        self.problems.set(found.collect());
        if is_wanted {
            request_animation_frame(move || self.lead());
        }
    }

    /// What is wrong with what is chosen, as far as this page knows.
    fn wrong(self) -> Vec<FieldProblem> {
        let rule = self.checkout.with_untracked(|checkout| {
            checkout.as_ref().map_or(PoRule::Optional, |checkout| checkout.po_rule)
        });
        let mut wrong = self.own.quote.with_untracked(|quote| {
            self.choice.with_untracked(|choice| choice.problems(&quote.current, rule, locale_mark()))
        });
        if self.choice.with_untracked(|choice| choice.address.is_empty()) {
            wrong.push(FieldProblem { field: ADDRESS.to_owned(), code: FieldProblemCode::Required });
        }
        wrong
    }

    /// Leads to the first thing that is wrong.
    fn lead(self) {
        let first = self.problems.with_untracked(|problems| problems.first().map(|one| one.field.clone()));
        if let Some(path) = first {
            self.focus(&path);
        }
    }

    /// Moves the focus to the field that a path is about; of choices, to the first.
    fn focus(self, path: &str) {
        let Some(form) = self.form.try_get_untracked() else { return };
        let field = ["[id=\"", &field_of(path), "\"]"].concat();
        if !page::focus_first(&form, &[&field, " input"].concat()) {
            page::focus_first(&form, &field);
        }
    }

    fn changed(self, path: &str, pause: Duration) {
        self.solve(path);
        self.refused.set(None);
        self.choice.with_untracked(|choice| storage::write(&stored(&self.own.id()), choice));
        self.ask(pause);
    }

    fn solve(self, path: &str) {
        self.problems.update(|problems| problems.retain(|problem| problem.field != path));
    }

    fn take_wanted(self) -> bool {
        self.is_wanted.try_update_value(std::mem::take).unwrap_or_default()
    }
}

/// The total is not what was seen.
fn changed_words(problem: &Problem) -> String {
    use text::quote_order as words;
    match &problem.totals {
        Some(change) => {
            words::price_changed(&intl::format_money(&change.now), &intl::format_money(&change.was))
        }
        None => words::PRICE_CHANGED_ONLY.get().to_owned(),
    }
}
