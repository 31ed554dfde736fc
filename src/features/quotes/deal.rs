//! The answers to a quote at work: accepting, countering, saying no, taking back. Each is a commitment with what was
//! seen, and one is on its way at a time. The decisions are in `standing`, `counter` and `refusal`.

use super::counter::{Fault, TypedEdits, fault_of};
use super::own_quote::OwnQuote;
use super::refusal::{quote_now, refusal_words};
use super::typed::Typed;
use crate::{
    data::{Commitment, Progress, use_commitment, use_runtime},
    platform::announce,
    routes, text,
};
use fivefold_api::endpoints::{
    Endpoint, PostCounter, PostCounterWithdrawal, PostQuoteAccept, PostQuoteCancel, PostQuoteReject,
    PostQuoteReply,
};
use fivefold_api::error::ApiError;
use fivefold_api::http::Client;
use fivefold_api::model::{
    AcceptQuote, CounterQuote, EndQuote, LineEdit, Quote, QuoteAction, ReplyToQuestion,
};
use fivefold_api::vocabulary::{CommitmentKey, MediaId};
use fivefold_view::prelude::*;

/// One answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Accepts the offer.
    Accept,
    /// Asks for another one.
    Counter,
    /// Answers the supplier's question.
    Reply,
    /// Says no.
    Reject,
    /// Takes the counter back.
    WithdrawCounter,
    /// Takes the request back.
    Cancel,
}

impl Step {
    const ALL: [Self; 6] =
        [Self::Accept, Self::Counter, Self::Reply, Self::Reject, Self::WithdrawCounter, Self::Cancel];

    /// What it is called in the store of commands.
    const fn kind(self) -> &'static str {
        match self {
            Self::Accept => "accept_quote",
            Self::Counter => "counter_quote",
            Self::Reply => "reply_to_question",
            Self::Reject => "reject_quote",
            Self::WithdrawCounter => "withdraw_counter",
            Self::Cancel => "cancel_quote",
        }
    }

    /// What the shop has to allow for it.
    pub const fn action(self) -> QuoteAction {
        match self {
            Self::Accept => QuoteAction::Accept,
            Self::Counter => QuoteAction::Counter,
            Self::Reply => QuoteAction::Reply,
            Self::Reject => QuoteAction::Reject,
            Self::WithdrawCounter => QuoteAction::WithdrawCounter,
            Self::Cancel => QuoteAction::Cancel,
        }
    }
}

/// What somebody is being asked about, with the quote as they saw it then.
#[derive(Debug, Clone, PartialEq)]
pub struct Asking {
    /// The answer that they are about to give.
    pub step: Step,
    /// What they have seen: it goes along as `If-Match`.
    pub seen: Quote,
}

/// The answers to a quote. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Deal {
    /// The quote.
    pub own: OwnQuote,
    /// What is asked about.
    pub asking: RwSignal<Option<Asking>>,
    /// Why the last answer was refused.
    pub error: RwSignal<Option<String>>,
    /// What is typed and not sent.
    pub typed: RwSignal<Typed>,
    /// Why one says no, or takes something back.
    pub reason: RwSignal<String>,
    /// What is wrong with what is typed for lines.
    pub faults: RwSignal<Vec<Fault>>,
    commands: StoredValue<Vec<(Step, Commitment)>>,
    /// The edits that were sent last, to know which line a problem is about.
    sent: StoredValue<Vec<LineEdit>>,
    /// Whether this page has sent what is answered, and not a page before it.
    is_own: StoredValue<bool>,
    is_busy: Memo<bool>,
    is_checking: Memo<bool>,
}

/// Takes up what an earlier page has left without an answer.
pub fn use_deal(own: OwnQuote) -> Deal {
    let id = own.id();
    let commands: Vec<_> = Step::ALL
        .into_iter()
        .map(|step| {
            let command = use_commitment(step.kind());
            command.resume(id.as_str());
            (step, command)
        })
        .collect();
    let all = commands.clone();
    let is_busy = Memo::new(move |_| all.iter().any(|(_, command)| command.is_busy()));
    let all = commands.clone();
    let is_checking =
        Memo::new(move |_| all.iter().any(|(_, command)| command.progress() == Progress::Checking));
    let deal = Deal {
        own,
        asking: RwSignal::new(None),
        error: RwSignal::new(None),
        typed: RwSignal::new(Typed::of(&id)),
        reason: RwSignal::new(String::new()),
        faults: RwSignal::new(Vec::new()),
        commands: StoredValue::new(commands.clone()),
        sent: StoredValue::new(Vec::new()),
        is_own: StoredValue::new(false),
        is_busy,
        is_checking,
    };
    for (step, command) in commands {
        deal.follow(step, command);
    }
    deal
}

impl Deal {
    /// Whether an answer is on its way. Reactive.
    pub fn is_busy(self) -> Memo<bool> {
        self.is_busy
    }

    /// Whether nobody knows yet what became of an answer (X-UNKNOWN). Reactive.
    pub fn is_checking(self) -> Memo<bool> {
        self.is_checking
    }

    /// Opens the question about an answer, with what is shown now.
    pub fn ask(self, step: Step) {
        self.error.set(None);
        self.faults.set(Vec::new());
        let seen = self.own.quote.get_untracked();
        self.asking.set(Some(Asking { step, seen }));
    }

    /// Closes the question; what is typed stays.
    pub fn close(self) {
        self.asking.set(None);
    }

    /// What is asked about, if it is this. Reactive.
    pub fn asked(self, step: Step) -> Option<Quote> {
        self.asking
            .with(|asking| asking.as_ref().filter(|asking| asking.step == step).map(|one| one.seen.clone()))
    }

    /// Accepts the offer that was seen (B2B-10).
    pub fn accept(self, seen: &Quote) {
        let Some(total) = seen.current.totals.as_ref().map(|totals| totals.total) else { return };
        let accept = AcceptQuote { number: seen.current.number, expected_total: total };
        self.send(Step::Accept, seen, |quote, key| PostQuoteAccept {
            id: quote.id.clone(),
            accept,
            seen: quote.version.clone(),
            key,
        });
    }

    /// Asks for another offer than the one that was seen (B2B-11).
    pub fn counter(self, seen: &Quote, edits: Vec<LineEdit>) {
        let reason = self.typed.with_untracked(|typed| typed.counter.reason.trim().to_owned());
        self.sent.set_value(edits.clone());
        let counter = CounterQuote { number: seen.current.number, edits, reason };
        self.send(Step::Counter, seen, |quote, key| PostCounter {
            id: quote.id.clone(),
            counter,
            seen: quote.version.clone(),
            key,
        });
    }

    /// Answers the supplier's question (B2B-07).
    pub fn reply(self, seen: &Quote, edits: Vec<LineEdit>, attachments: Vec<MediaId>) {
        let text = self.typed.with_untracked(|typed| typed.answer.reason.trim().to_owned());
        self.sent.set_value(edits.clone());
        let reply = ReplyToQuestion { text, edits, attachments };
        self.send(Step::Reply, seen, |quote, key| PostQuoteReply {
            id: quote.id.clone(),
            reply,
            seen: quote.version.clone(),
            key,
        });
    }

    /// Says no, or takes something back, with or without a reason.
    pub fn end(self, step: Step, seen: &Quote) {
        let reason = self.reason.with_untracked(|reason| reason.trim().to_owned());
        let reason = Some(reason).filter(|reason| !reason.is_empty());
        let end = EndQuote { reason };
        match step {
            Step::Reject => self.send(step, seen, |quote, key| PostQuoteReject {
                id: quote.id.clone(),
                end,
                seen: quote.version.clone(),
                key,
            }),
            Step::WithdrawCounter => self.send(step, seen, |quote, key| PostCounterWithdrawal {
                id: quote.id.clone(),
                end,
                seen: quote.version.clone(),
                key,
            }),
            Step::Cancel => self.send(step, seen, |quote, key| PostQuoteCancel {
                id: quote.id.clone(),
                end,
                seen: quote.version.clone(),
                key,
            }),
            Step::Accept | Step::Counter | Step::Reply => {}
        }
    }

    /// Changes what is typed, and keeps it.
    pub fn type_in(self, change: impl FnOnce(&mut Typed)) {
        self.typed.update(change);
        let id = self.own.id();
        self.typed.with_untracked(|typed| typed.keep(&id));
    }

    /// Looks at what is typed for a step. Reactive.
    pub fn typed_for<R>(self, step: Step, read: impl FnOnce(&TypedEdits) -> R) -> R {
        self.typed.with(|typed| read(if step == Step::Reply { &typed.answer } else { &typed.counter }))
    }

    fn send<E: Endpoint>(self, step: Step, seen: &Quote, build: impl FnOnce(&Quote, CommitmentKey) -> E) {
        if self.is_busy.get_untracked() {
            return;
        }
        self.error.set(None);
        let command =
            self.commands.with_value(|all| all.iter().find(|(known, _)| *known == step).map(|one| one.1));
        let Some(command) = command else { return };
        self.is_own.set_value(true);
        command.submit(|client: &Client| {
            let endpoint = build(seen, client.new_key());
            let page = routes::quote(&seen.id);
            let mut raw = client.commitment(&endpoint, step.kind(), seen.id.as_str(), "", &page);
            // The same wish of two tabs is one command; another one, or about another state, is another.
            raw.subject_version = [seen.version.0.as_str(), " ", &raw.body].concat();
            raw
        });
    }

    fn take_own(self) -> bool {
        self.is_own.try_update_value(std::mem::take).unwrap_or_default()
    }

    fn follow(self, step: Step, command: Commitment) {
        let runtime = use_runtime();
        Effect::new(move |_| match command.progress() {
            Progress::Done => {
                let answer = untrack(|| command.answer::<Quote>());
                command.acknowledge();
                runtime.queries().invalidate("/v1/me");
                // What an earlier page has asked for may have been answered before what is known now.
                match answer {
                    Some(Ok(quote)) if self.take_own() => self.own.query.set_and_refetch(quote),
                    _ => self.own.query.refetch(),
                }
                self.finish(step);
            }
            Progress::Refused(error) => {
                command.acknowledge();
                self.refuse(step, &error);
            }
            Progress::Idle | Progress::Sending | Progress::Checking => {}
        });
    }

    /// What was sent is not typed any more.
    fn finish(self, step: Step) {
        match step {
            Step::Counter => self.type_in(|typed| typed.counter = TypedEdits::default()),
            Step::Reply => self.type_in(|typed| typed.answer = TypedEdits::default()),
            Step::Reject | Step::WithdrawCounter | Step::Cancel => self.reason.set(String::new()),
            Step::Accept => {}
        }
        if self.asking.with_untracked(|asking| asking.as_ref().is_some_and(|asking| asking.step == step)) {
            self.asking.set(None);
        }
        self.error.set(None);
    }

    /// Says why, and shows the quote as it stands.
    fn refuse(self, step: Step, error: &ApiError) {
        match quote_now(error) {
            Some(now) if self.take_own() => self.own.query.set_and_refetch(now),
            _ => self.own.query.refetch(),
        }
        let sent = self.sent.get_value();
        let faults: Vec<_> = match error {
            ApiError::Invalid(problem) if matches!(step, Step::Counter | Step::Reply) => {
                problem.fields.iter().filter_map(|field| fault_of(&field.field, &sent)).collect()
            }
            _ => Vec::new(),
        };
        let words = if faults.is_empty() {
            refusal_words(error)
        } else {
            text::errors::form_summary(u64::try_from(faults.len()).unwrap_or(1))
        };
        self.faults.set(faults);
        // These are asked about anew, once it was seen how the quote stands now. What was typed is kept.
        if matches!(step, Step::Reject | Step::WithdrawCounter | Step::Cancel) {
            self.asking.set(None);
        }
        announce::say(&words);
        self.error.set(Some(words));
    }
}
