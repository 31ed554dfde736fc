//! The draft at work: what the shop knows of its lines, what is wrong with them, and sending it. What is decided about
//! lines is in [`super::draft`] and [`super::draft_request`].

use super::buyer::Buyer;
use super::draft::{Draft, DraftLine};
use super::draft_request::{Fault, faults_of, request_of};
use super::draft_shelf::{Shelf, use_shelf};
use super::drawing::{Drawing, SHOWN};
use super::numbers::locale_mark;
use crate::{
    data::{
        Commitment, Progress, error_text, spawn, unfinished_commitments, use_commitment, use_navigate,
        use_runtime,
    },
    platform::{announce, timers::Timer},
    routes, text,
};
use fivefold_api::endpoints::{PostQuote, PostWholesaleLookup};
use fivefold_api::error::ApiError;
use fivefold_api::http;
use fivefold_api::model::{Company, FieldProblemCode, LookUpWholesale, Quote, WholesaleItem};
use fivefold_api::ports::Wholesale;
use fivefold_api::rules::{DecimalMark, sku_key};
use fivefold_api::vocabulary::{CompanyId, Sku};
use fivefold_view::prelude::*;
use leptos_router::NavigateOptions;
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

/// The kind of the commitment.
const KIND: &str = "quote_request";
/// A draft is sent once, however it looked: the first of two tabs that send it counts.
const ONCE: &str = "1";
/// How long after the last change of a number the shop is asked about it.
const ASK_AFTER: Duration = Duration::from_millis(300);

/// One draft as its page sees it. Cheap to copy.
#[derive(Clone, Copy)]
pub struct DraftDesk {
    /// Who asks.
    pub buyer: Buyer,
    /// The draft.
    pub shelf: Shelf,
    /// The mark that the reader's language writes before decimals.
    pub mark: DecimalMark,
    /// Where in the lines the shown ones begin.
    pub at: Memo<usize>,
    /// The lines that are shown.
    pub shown: Memo<Vec<u64>>,
    /// How many of them are drawn so far.
    pub drawing: Drawing,
    /// What is wrong, as was last said.
    pub faults: RwSignal<Vec<Fault>>,
    /// Changes each time that something is said to be wrong.
    pub told: RwSignal<u32>,
    /// Why it was not sent, if it is about no field.
    pub refused: RwSignal<Option<String>>,
    /// Whether the last question about numbers was not answered.
    pub is_unknown: RwSignal<bool>,
    /// The place that somebody has turned to. There may be fewer lines by now.
    turned: RwSignal<usize>,
    sending: Commitment,
    sent: StoredValue<u64>,
    /// What the shop knows of numbers; nothing for those that are none.
    items: StoredValue<HashMap<String, Option<Rc<WholesaleItem>>>>,
    tick: RwSignal<u32>,
    again: RwSignal<u32>,
    timer: StoredValue<Option<Timer>>,
    port: StoredValue<Arc<dyn Wholesale>>,
}

/// The desk of the draft, for the company that somebody buys for.
pub fn use_draft_desk(buyer: Buyer) -> DraftDesk {
    let (shelf, turned) = (use_shelf(), RwSignal::new(0));
    let all = Memo::new(move |_| shelf.with(Draft::len));
    let at = Memo::new(move |_| turned.get().min(all.get().saturating_sub(1) / SHOWN * SHOWN));
    let shown: Memo<Vec<u64>> = Memo::new(move |_| {
        let at = at.get();
        shelf.with(|draft| draft.lines().skip(at).take(SHOWN).map(|line| line.id).collect())
    });
    let desk = DraftDesk {
        buyer,
        shelf,
        mark: locale_mark(),
        at,
        shown,
        drawing: Drawing::new(Signal::derive(move || shown.with(Vec::len))),
        faults: RwSignal::new(Vec::new()),
        told: RwSignal::new(0),
        refused: RwSignal::new(None),
        is_unknown: RwSignal::new(false),
        turned,
        sending: use_commitment(KIND),
        sent: StoredValue::new(0),
        items: StoredValue::new(HashMap::new()),
        tick: RwSignal::new(0),
        again: RwSignal::new(0),
        timer: StoredValue::new(None),
        port: StoredValue::new(http::wholesale(use_runtime().client())),
    };
    shelf.count_for(buyer);
    desk.follow_numbers();
    desk.follow_sending();
    desk
}

impl DraftDesk {
    /// The company that asks. Reactive.
    pub fn company(self) -> Option<Company> {
        self.buyer.company()
    }

    /// The currency that the company pays in. Reactive.
    pub fn currency(self) -> String {
        self.company().map(|company| company.currency.code().to_owned()).unwrap_or_default()
    }

    /// Shows the lines from a place on.
    pub fn turn_to(self, at: usize) {
        self.drawing.begin();
        self.turned.set(at);
    }

    /// What the shop knows of a number: nothing yet, that it is none, or what it is. Reactive.
    pub fn item(self, sku: &str) -> Option<Option<Rc<WholesaleItem>>> {
        self.tick.track();
        self.items.with_value(|items| items.get(&sku_key(sku)).cloned())
    }

    /// What is wrong with a field. Reactive.
    pub fn fault(self, line: Option<u64>, field: &str) -> Option<FieldProblemCode> {
        self.faults.with(|faults| {
            let found = faults.iter().find(|fault| fault.line == line && fault.field == field);
            found.map(|fault| fault.code)
        })
    }

    /// How many lines before and after the shown ones have something wrong. Reactive.
    pub fn faults_elsewhere(self) -> usize {
        let shown = self.shown.read();
        self.faults.with(|faults| {
            faults.iter().filter_map(|fault| fault.line).filter(|id| !shown.contains(id)).count()
        })
    }

    /// Whether it is on its way, from here or from another tab. Reactive.
    pub fn is_locked(self) -> bool {
        self.sending.is_busy() || self.shelf.with(|draft| draft.head.sent > 0)
    }

    /// Whether it may be on its way. Reactive.
    pub fn is_busy(self) -> bool {
        self.sending.is_busy()
    }

    /// Whether nobody knows yet whether it has arrived. Reactive.
    pub fn is_checking(self) -> bool {
        self.sending.progress() == Progress::Checking
    }

    /// Asks about numbers anew, after a question that was not answered.
    pub fn ask_again(self) {
        self.is_unknown.set(false);
        self.again.update(|again| *again = again.wrapping_add(1));
    }

    /// Types into a line.
    pub fn edit(self, id: u64, field: &str, change: impl FnOnce(&mut DraftLine)) {
        self.faults.update(|faults| faults.retain(|fault| fault.line != Some(id) || fault.field != field));
        self.shelf.edit_line(id, change);
    }

    /// Takes a line out.
    pub fn remove(self, id: u64) {
        self.faults.update(|faults| faults.retain(|fault| fault.line != Some(id)));
        self.shelf.remove_line(id);
    }

    /// Decides between two tabs' versions of a line.
    pub fn settle(self, id: u64, takes_theirs: bool) {
        if takes_theirs {
            self.faults.update(|faults| faults.retain(|fault| fault.line != Some(id)));
        }
        self.shelf.settle(id, takes_theirs);
    }

    /// Sends the draft, or says what is wrong with it.
    pub fn send(self) {
        let Some(company) = untrack(|| self.company()) else { return };
        if untrack(|| self.is_locked()) {
            return;
        }
        self.refused.set(None);
        let request = untrack(|| self.shelf.with(|draft| request_of(draft, &company.id, company.currency)));
        match request {
            Err(faults) => self.show(faults),
            Ok(request) => {
                let id = self.shelf.begin_sending();
                self.sent.set_value(id);
                self.sending.submit(move |client| {
                    let endpoint = PostQuote { request, key: client.new_key() };
                    client.commitment(&endpoint, KIND, &id.to_string(), ONCE, &routes::quote_draft())
                });
            }
        }
    }

    /// Shows what is wrong, beginning with the page of the first line of it.
    fn show(self, faults: Vec<Fault>) {
        let first = faults.iter().find_map(|fault| fault.line);
        let place = first
            .and_then(|id| untrack(|| self.shelf.with(|draft| draft.lines().position(|line| line.id == id))));
        let page = place.map(|place| place / SHOWN * SHOWN);
        if let Some(page) = page.filter(|page| *page != self.at.get_untracked()) {
            self.turn_to(page);
        }
        announce::alert(&text::errors::form_summary(u64::try_from(faults.len()).unwrap_or(1)));
        self.faults.set(faults);
        self.told.update(|told| *told = told.wrapping_add(1));
    }

    /// Takes up what was sent before a reload, and what becomes of it.
    fn follow_sending(self) {
        if let Some(earlier) = unfinished_commitments().into_iter().find(|command| command.kind == KIND) {
            self.sent.set_value(earlier.subject.parse().unwrap_or_default());
            self.sending.resume(&earlier.subject);
        }
        let navigate = use_navigate();
        Effect::new(move |_| {
            if !self.shelf.is_ready() {
                return;
            }
            match self.sending.progress() {
                Progress::Sending | Progress::Checking => {}
                // A page that was closed in the middle of it, before anything was stored.
                Progress::Idle => untrack(|| self.release()),
                Progress::Refused(error) => untrack(|| {
                    self.refuse(&error);
                    self.sending.acknowledge();
                }),
                Progress::Done => {
                    let quote = untrack(|| self.sending.answer::<Quote>());
                    // Only what has arrived is forgotten here.
                    self.shelf.empty(self.sent.get_value());
                    self.sending.acknowledge();
                    let options =
                        NavigateOptions { resolve: false, replace: true, ..NavigateOptions::default() };
                    match quote {
                        Some(Ok(quote)) => navigate(&routes::quote(&quote.id), options),
                        _ => navigate(&routes::quotes(), options),
                    }
                }
            }
        });
    }

    fn release(self) {
        if unfinished_commitments().iter().all(|command| command.kind != KIND) {
            self.shelf.end_sending();
        }
    }

    fn refuse(self, error: &ApiError) {
        let fields = error.problem().map(|problem| problem.fields.clone()).unwrap_or_default();
        let faults = untrack(|| self.shelf.with(|draft| faults_of(&fields, draft)));
        self.shelf.end_sending();
        if faults.is_empty() {
            self.refused.set(Some(error_text(error).text));
        } else {
            self.show(faults);
        }
    }

    /// Asks the shop about the numbers in sight that it was not asked about yet.
    fn follow_numbers(self) {
        let company = Memo::new(move |_| self.company().map(|company| company.id));
        let runtime = use_runtime();
        let asked = Memo::new(move |_| {
            self.tick.track();
            let at = self.at.get();
            let mut skus: Vec<String> = self.shelf.with(|draft| {
                draft.lines().skip(at).take(SHOWN).map(|line| line.sku.trim().to_owned()).collect()
            });
            self.items.with_value(|items| {
                skus.retain(|sku| !sku.is_empty() && !items.contains_key(&sku_key(sku)));
            });
            skus
        });
        Effect::new(move |before: Option<_>| {
            let now = company.get();
            // Another company pays otherwise (B2B-20).
            if before.is_some_and(|before| before != now) {
                self.items.update_value(HashMap::clear);
                self.tick.update(|tick| *tick = tick.wrapping_add(1));
            }
            now
        });
        Effect::new(move |_| {
            self.again.track();
            let (skus, is_online) = (asked.get(), runtime.is_online());
            if skus.is_empty() || !is_online {
                return;
            }
            let timer = Timer::after(ASK_AFTER, move || {
                let skus = skus.iter().map(|sku| Sku::from(sku.as_str())).collect();
                spawn(async move {
                    let _ = self.ask(skus).await;
                });
            });
            self.timer.set_value(Some(timer));
        });
    }

    /// `None` when the page is gone.
    async fn ask(self, skus: Vec<Sku>) -> Option<()> {
        let company = self.company_id()?;
        let look_up = LookUpWholesale { company: Some(company.clone()), skus, products: Vec::new() };
        let answer = self.port.try_with_value(Arc::clone)?.look_up(PostWholesaleLookup { look_up }).await;
        self.is_unknown.try_set(answer.is_err());
        let found = answer.ok()?;
        if self.company_id()? != company {
            return None;
        }
        let known: HashMap<String, Rc<WholesaleItem>> =
            found.items.into_iter().map(|item| (sku_key(item.sku.as_str()), Rc::new(item))).collect();
        self.items.try_update_value(|items| {
            items.extend(known.iter().map(|(key, item)| (key.clone(), Some(item.clone()))));
            items.extend(found.unknown.iter().map(|unknown| (sku_key(unknown.sku.as_str()), None)));
        })?;
        self.learn(&known);
        self.tick.update(|tick| *tick = tick.wrapping_add(1));
        Some(())
    }

    fn company_id(self) -> Option<CompanyId> {
        self.turned.try_get_untracked()?;
        untrack(|| self.company()).map(|company| company.id)
    }

    /// Writes down what the shop calls things, so that it is known without a network too.
    fn learn(self, known: &HashMap<String, Rc<WholesaleItem>>) {
        let news: Vec<(u64, Rc<WholesaleItem>)> = untrack(|| {
            self.shelf.with(|draft| {
                let item = |line: &DraftLine| known.get(&sku_key(&line.sku)).cloned();
                let is_news = |line: &DraftLine, item: &WholesaleItem| {
                    line.title != item.title || line.unit != item.rule.unit || line.options != item.options
                };
                let found = draft.lines().filter_map(|line| Some((line, item(line)?)));
                found.filter(|(line, item)| is_news(line, item)).map(|(line, item)| (line.id, item)).collect()
            })
        });
        for (id, item) in news {
            self.shelf.edit_line(id, |line| line.learn(&item));
        }
    }
}
