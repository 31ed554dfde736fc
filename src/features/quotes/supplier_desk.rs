//! One quote on the supplier's desk at work: what becomes of it, what is typed, and the commands. The decisions are in
//! `offer`.

use super::numbers::locale_mark;
use super::offer::{OfferDraft, Reading, own_path};
use super::own_quote::OwnQuote;
use super::refusal::{quote_now, refusal_words};
use crate::{
    data::{Commitment, Progress, error_text, use_commitment, use_runtime},
    platform::{announce, files, intl, page},
    routes, text,
};
use fivefold_api::endpoints::{
    Endpoint, PostCounterRefusal, PostDecline, PostOffer, PostOfferWithdrawal, PostQuestion,
};
use fivefold_api::error::ApiError;
use fivefold_api::model::{AskForInfo, EndQuote, FieldProblem, FieldProblemCode, ProblemKind, Quote};
use fivefold_api::vocabulary::{CommitmentKey, Instant, QuoteId, QuoteLineId, Version};
use fivefold_view::prelude::*;
use leptos::html;
use std::time::Duration;

/// What the supplier's commands are called in the store of commands. A quote takes one of them at a time.
const KIND: &str = "supplier_quote";
/// How long an offer stands unless something else is typed.
const STANDS: Duration = Duration::from_secs(14 * 86_400);
/// How long there is to answer a question unless something else is typed.
const ANSWERED_IN: Duration = Duration::from_secs(3 * 86_400);
/// The path of a question, in problems.
pub const QUESTION: &str = "text";
/// The path of when an answer is due.
pub const REPLY_DUE: &str = "reply_due";

/// What is open on the desk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Panel {
    /// An offer.
    Offer,
    /// A question.
    Ask,
    /// Saying no to a counter.
    Refuse,
    /// Making no offer.
    Decline,
    /// Taking the offer back.
    Withdraw,
}

/// A question as it is typed.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct AskDraft {
    /// The question.
    pub text: String,
    /// Which lines it is about; none: all of it.
    pub lines: Vec<QuoteLineId>,
    /// When an answer is due, as a `datetime-local` field has it.
    pub reply_due: String,
}

/// One quote on the desk. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Incoming {
    /// The quote.
    pub own: OwnQuote,
    /// The form that is shown.
    pub form: NodeRef<html::Form>,
    /// What is open.
    pub panel: RwSignal<Option<Panel>>,
    /// The offer that is typed.
    pub draft: RwSignal<OfferDraft>,
    /// The question that is typed.
    pub ask: RwSignal<AskDraft>,
    /// Why something ends.
    pub reason: RwSignal<String>,
    /// What is wrong, where it is shown.
    pub problems: RwSignal<Vec<FieldProblem>>,
    /// Why it was not done.
    pub refused: RwSignal<Option<String>>,
    command: Commitment,
    /// Whether this page has sent something, and the lines of the offer if it was one.
    sent: StoredValue<Option<Vec<QuoteLineId>>>,
}

/// Takes up what an earlier page has left without an answer.
pub fn use_incoming(own: OwnQuote) -> Incoming {
    let runtime = use_runtime();
    let command = use_commitment(KIND);
    command.resume(own.id().as_str());
    let desk = Incoming {
        own,
        form: NodeRef::new(),
        panel: RwSignal::new(None),
        draft: RwSignal::new(OfferDraft::default()),
        ask: RwSignal::new(AskDraft::default()),
        reason: RwSignal::new(String::new()),
        problems: RwSignal::new(Vec::new()),
        refused: RwSignal::new(None),
        command,
        sent: StoredValue::new(None),
    };
    Effect::new(move |_| match command.progress() {
        Progress::Done => {
            let answer = untrack(|| command.answer::<Quote>());
            command.acknowledge();
            runtime.queries().invalidate("/v1/supplier");
            match (answer, desk.take_sent()) {
                (Some(Ok(now)), Some(_)) => {
                    desk.close();
                    desk.own.query.set_and_refetch(now);
                }
                // What an earlier page was answered may be older than what is known.
                _ => desk.own.query.refetch(),
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

/// An instant as a `datetime-local` field has it, on the visitor's own clock.
fn local_text(at: Instant) -> String {
    let ahead = intl::own_offset_minutes(at).unwrap_or_default();
    let shifted = Instant::from_millis(at.millis().saturating_add(ahead.saturating_mul(60_000)));
    shifted.to_rfc3339().get(..16).unwrap_or_default().to_owned()
}

impl Incoming {
    /// Whether a command is on its way. Reactive.
    pub fn is_busy(self) -> bool {
        self.command.is_busy()
    }

    /// Whether nobody knows yet what became of a command. Reactive.
    pub fn is_checking(self) -> bool {
        self.command.progress() == Progress::Checking
    }

    /// Whether the offer that is typed answers a version that does not count any more. Reactive.
    pub fn is_outdated(self) -> bool {
        let answered = self.draft.with(|draft| draft.number);
        self.own.quote.with(|quote| quote.current.number != answered)
    }

    /// What is wrong with an entry. Reactive.
    pub fn problem(self, path: &str) -> Option<FieldProblemCode> {
        self.problems.with(|problems| problems.iter().find(|one| one.field == path).map(|one| one.code))
    }

    /// Opens a panel, or closes it.
    pub fn toggle(self, panel: Panel) {
        if self.panel.get_untracked() == Some(panel) {
            return self.panel.set(None);
        }
        match panel {
            Panel::Offer => {
                // What is typed stays.
                if !self.draft.with_untracked(OfferDraft::is_begun) {
                    self.begin_offer();
                }
            }
            Panel::Ask => self.ask.update(|ask| {
                if ask.reply_due.is_empty() {
                    ask.reply_due = self.field_time_in(ANSWERED_IN);
                }
            }),
            Panel::Refuse | Panel::Decline | Panel::Withdraw => self.reason.set(String::new()),
        }
        self.problems.set(Vec::new());
        self.refused.set(None);
        self.panel.set(Some(panel));
    }

    /// Begins the offer anew with the version that counts.
    pub fn begin_offer(self) {
        let until = self.field_time_in(STANDS);
        let draft = |quote: &Quote| OfferDraft::answering(&quote.current, quote.currency, until);
        self.draft.set(self.own.quote.with_untracked(draft));
        self.problems.set(Vec::new());
    }

    /// Changes the offer. A problem goes away as soon as something is done about it.
    pub fn edit(self, path: &str, change: impl FnOnce(&mut OfferDraft)) {
        self.draft.update(change);
        self.solve(path);
    }

    /// A problem is being dealt with.
    pub fn solve(self, path: &str) {
        self.problems.update(|problems| problems.retain(|problem| problem.field != path));
    }

    /// Makes the offer, or says what is wrong with it and leads to it.
    pub fn send_offer(self) {
        let currency = self.own.quote.with_untracked(|quote| quote.currency);
        let moment = |text: &str| files::local_moment(text);
        let reading = Reading { mark: locale_mark(), moment: &moment, now: self.own.now.get_untracked() };
        let offer = match self.draft.with_untracked(|draft| draft.offer(currency, &reading)) {
            Ok(offer) => offer,
            Err(problems) => return self.show(problems),
        };
        let lines = offer.lines.iter().filter_map(|line| line.line.clone()).collect();
        let seen = serde_json::to_string(&offer).unwrap_or_default();
        self.send(lines, &seen, move |id, seen, key| PostOffer { id, offer, seen, key });
    }

    /// Asks the question, or says what is wrong with it.
    pub fn send_question(self) {
        let draft = self.ask.get_untracked();
        let text = draft.text.trim().to_owned();
        let due = files::local_moment(&draft.reply_due).map(Instant::from_millis);
        let is_past = matches!((due, self.own.now.get_untracked()), (Some(due), Some(now)) if due <= now);
        let mut problems = Vec::new();
        let mut wrong = |field: &str, code| problems.push(FieldProblem { field: field.to_owned(), code });
        if text.is_empty() {
            wrong(QUESTION, FieldProblemCode::Required);
        }
        if is_past {
            wrong(REPLY_DUE, FieldProblemCode::OutOfRange);
        }
        let Some(reply_due) = due else {
            wrong(REPLY_DUE, FieldProblemCode::Required);
            return self.show(problems);
        };
        if !problems.is_empty() {
            return self.show(problems);
        }
        let ask = AskForInfo { text, lines: draft.lines, reply_due };
        let seen = serde_json::to_string(&ask).unwrap_or_default();
        self.send(Vec::new(), &seen, move |id, seen, key| PostQuestion { id, ask, seen, key });
    }

    /// Ends something: refuses a counter, declines, withdraws.
    pub fn send_end(self, panel: Panel) {
        let reason = self.reason.with_untracked(|reason| reason.trim().to_owned());
        let end = EndQuote { reason: (!reason.is_empty()).then_some(reason) };
        // Another way to end it is another command.
        let words = [panel_name(panel), " ", end.reason.as_deref().unwrap_or_default()].concat();
        match panel {
            Panel::Refuse => {
                self.send(Vec::new(), &words, |id, seen, key| PostCounterRefusal { id, end, seen, key });
            }
            Panel::Decline => {
                self.send(Vec::new(), &words, |id, seen, key| PostDecline { id, end, seen, key });
            }
            Panel::Withdraw => {
                self.send(Vec::new(), &words, |id, seen, key| PostOfferWithdrawal { id, end, seen, key });
            }
            Panel::Offer | Panel::Ask => {}
        }
    }

    fn send<E: Endpoint>(
        self,
        lines: Vec<QuoteLineId>,
        words: &str,
        make: impl FnOnce(QuoteId, Version, CommitmentKey) -> E,
    ) {
        if untrack(|| self.is_busy()) {
            return;
        }
        self.problems.set(Vec::new());
        self.refused.set(None);
        self.sent.set_value(Some(lines));
        let (id, seen) = self.own.quote.with_untracked(|quote| (quote.id.clone(), quote.version.clone()));
        self.command.submit(move |client| {
            let version = [&seen.0, " ", words].concat();
            let endpoint = make(id.clone(), seen, client.new_key());
            client.commitment(&endpoint, KIND, id.as_str(), &version, &routes::supplier_quote(&id))
        });
    }

    fn show(self, problems: Vec<FieldProblem>) {
        let count = u64::try_from(problems.len()).unwrap_or(1);
        self.problems.set(problems);
        announce::alert(&text::errors::form_summary(count));
        request_animation_frame(move || {
            if let Some(form) = self.form.try_get_untracked() {
                page::focus_first(&form, "[aria-invalid=true]");
            }
        });
    }

    fn refuse(self, error: &ApiError) {
        let sent = self.take_sent();
        let words = match error.problem() {
            Some(problem) if problem.kind == ProblemKind::InvalidFields => {
                let lines = sent.unwrap_or_default();
                let own =
                    |one: &FieldProblem| FieldProblem { field: own_path(&one.field, &lines), code: one.code };
                self.show(problem.fields.iter().map(own).collect());
                error_text(error).text
            }
            _ => refusal_words(error),
        };
        match quote_now(error) {
            Some(now) => self.own.query.set_and_refetch(now),
            None => self.own.query.refetch(),
        }
        self.refused.set(Some(words));
    }

    /// What was sent was done: nothing is open, and the next offer begins anew.
    fn close(self) {
        self.panel.set(None);
        self.ask.set(AskDraft::default());
        self.reason.set(String::new());
        self.draft.set(OfferDraft::default());
    }

    /// So long from now, as a `datetime-local` field has it; nothing while nobody knows the time.
    fn field_time_in(self, ahead: Duration) -> String {
        self.own.now.get_untracked().map(|now| local_text(now.plus(ahead))).unwrap_or_default()
    }

    fn take_sent(self) -> Option<Vec<QuoteLineId>> {
        self.sent.try_update_value(std::mem::take).flatten()
    }
}

const fn panel_name(panel: Panel) -> &'static str {
    match panel {
        Panel::Offer => "offer",
        Panel::Ask => "ask",
        Panel::Refuse => "refuse",
        Panel::Decline => "decline",
        Panel::Withdraw => "withdraw",
    }
}
