//! The checkout at work: what is typed is kept and saved, the total is refreshed. What follows the press on
//! "Pay" is the cashier's. The decisions are in `draft`, `stage`, `changes` and `submission`.

use super::changes::chosen;
use super::draft::{self, Draft, Merge, merge};
use super::sheet::Sheet;
use super::stage::{Stage, stage};
use super::submission::{Block, Submission, Task};
use crate::{
    data::{Query, Runtime, spawn, use_now, use_runtime},
    features::payments::PayStart,
    platform::{announce, intl, page, storage, timers::Timer},
    text,
};
use fivefold_api::endpoints::PutCheckout;
use fivefold_api::error::ApiError;
use fivefold_api::http;
use fivefold_api::model::{
    Address, Checkout, Contact, DeliveryOption, FieldProblem, FieldProblemCode, Problem, ProblemKind,
    UpdateCheckout,
};
use fivefold_api::ports::Checkouts;
use fivefold_api::vocabulary::{DeliveryOptionId, Version};
use fivefold_view::prelude::*;
use futures::lock::Mutex;
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

/// How long after the last key what is typed is saved.
const SAVE_AFTER: Duration = Duration::from_millis(700);
/// How often a save is tried anew because somebody else changed the checkout meanwhile.
const TRIES: u32 = 4;
/// The name of the problem of a missing way of delivery.
pub const DELIVERY: &str = "delivery";
/// The name of the problem of a missing way to pay.
pub const METHOD: &str = "method";

/// One checkout as its page sees it. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Desk {
    /// The checkout as the shop knows it.
    pub checkout: Signal<Checkout>,
    /// What is typed.
    pub draft: RwSignal<Draft>,
    /// What is wrong, where it is shown.
    pub problems: RwSignal<Vec<FieldProblem>>,
    /// The countries the market sends to.
    pub countries: Memo<Vec<String>>,
    /// How far the form is filled in.
    pub stage: Memo<Stage>,
    /// The purchase.
    pub submission: RwSignal<Submission>,
    /// What another tab has saved instead, until one of both is chosen.
    pub conflict: RwSignal<Option<Conflict>>,
    /// Something is being saved.
    pub is_saving: RwSignal<bool>,
    /// The last save failed.
    pub save_error: RwSignal<Option<ApiError>>,
    /// The chosen delivery ran out and is offered differently now.
    pub is_delivery_outdated: RwSignal<bool>,
    /// What the cashier shall do next; it may not have arrived yet.
    pub task: RwSignal<Task>,
    /// Where the start of the payment stands, as the cashier says.
    pub paying: RwSignal<PayStart>,
    query: Query<Checkout>,
    work: StoredValue<Work>,
}

/// What another tab has saved.
#[derive(Debug, Clone, PartialEq)]
pub struct Conflict {
    /// Its contact.
    pub contact: Option<Contact>,
    /// Its address.
    pub address: Option<Address>,
}

/// What signals need not know.
struct Work {
    port: Arc<dyn Checkouts>,
    /// One save at a time.
    turn: Rc<Mutex<()>>,
    timer: Option<Timer>,
    /// Contact and address as the shop had them when this page last knew.
    base: (Option<Contact>, Option<Address>),
    /// What this page sent last: when the shop has it, it is no news from another tab.
    sent: (Option<Contact>, Option<Address>),
    /// The checkout as this page has last made it: what it shows then is no news to the buyer.
    own: Option<Version>,
    /// The delivery the buyer last chose, and the offer it was chosen at.
    wanted: Option<DeliveryOptionId>,
    accepted: Option<DeliveryOption>,
}

/// Opens the desk for a checkout that has arrived.
pub fn use_desk(checkout: Signal<Checkout>, query: Query<Checkout>) -> Desk {
    let runtime = use_runtime();
    let first = checkout.get_untracked();
    let countries = use_countries(&runtime);
    let mut typed: Draft = storage::read(draft::STORED).unwrap_or_default();
    typed.fill(first.contact.as_ref(), first.address.as_ref());
    typed.settle_country(&countries.get_untracked());
    let draft = RwSignal::new(typed);
    let stage = Memo::new(move |_| {
        checkout.with(|checkout| draft.with(|draft| countries.with(|to| stage(checkout, draft, to))))
    });
    let work = Work {
        port: http::checkouts(runtime.client()),
        turn: Rc::default(),
        timer: None,
        base: (first.contact.clone(), first.address.clone()),
        sent: (None, None),
        own: None,
        wanted: first.delivery.clone(),
        accepted: chosen(&first).cloned(),
    };
    let desk = Desk {
        checkout,
        draft,
        problems: RwSignal::new(Vec::new()),
        countries,
        stage,
        submission: RwSignal::new(Submission::Idle),
        conflict: RwSignal::new(None),
        is_saving: RwSignal::new(false),
        save_error: RwSignal::new(None),
        is_delivery_outdated: RwSignal::new(false),
        task: RwSignal::new(Task::Rest),
        paying: RwSignal::new(PayStart::default()),
        query,
        work: StoredValue::new(work),
    };
    Effect::new(move |_| {
        let countries = countries.get();
        desk.draft.update(|draft| draft.settle_country(&countries));
    });
    desk.follow_offers();
    desk.follow_changes();
    // What was typed before a reload may not have reached the shop.
    desk.save_soon();
    desk
}

/// The countries that the market sends to, as the shop says.
pub fn use_countries(runtime: &Runtime) -> Memo<Vec<String>> {
    let runtime = runtime.clone();
    Memo::new(move |_| {
        let market = runtime.scope().market;
        let markets = runtime.capabilities().latest().map(|known| known.markets).unwrap_or_default();
        markets.into_iter().find(|known| known.id == market).map(|found| found.countries).unwrap_or_default()
    })
}

impl Desk {
    /// The form.
    pub fn sheet(self) -> Sheet {
        let on_change = move |is_left: bool| {
            if is_left {
                self.save_now();
            } else {
                self.keep();
                self.submission.update(Submission::edited);
                self.save_soon();
            }
        };
        Sheet {
            draft: self.draft,
            problems: self.problems,
            countries: self.countries,
            on_change: Callback::new(on_change),
        }
    }

    /// Chooses a way to pay.
    pub fn choose_method(self, method: String) {
        self.draft.update(|draft| draft.method = method);
        self.keep();
        self.clear(METHOD);
    }

    /// Chooses a way of delivery.
    pub fn choose_delivery(self, id: DeliveryOptionId) {
        self.work.update_value(|work| {
            work.wanted = Some(id);
            work.accepted = None;
        });
        self.clear(DELIVERY);
        self.is_delivery_outdated.set(false);
        self.submission.update(Submission::edited);
        self.save_now();
    }

    /// What is wrong with an entry.
    pub fn problem(self, path: &'static str) -> Option<FieldProblemCode> {
        self.problems.with(|problems| problems.iter().find(|one| one.field == path).map(|one| one.code))
    }

    /// The button at the end of the form: pays, or goes on to what is missing. The problems to focus.
    pub fn press(self) -> Vec<FieldProblem> {
        if self.submission.with_untracked(Submission::is_busy)
            || self.paying.with_untracked(|paying| paying.is_busy)
            || self.conflict.with_untracked(Option::is_some)
        {
            return Vec::new();
        }
        let mut problems = self
            .countries
            .with_untracked(|countries| self.draft.with_untracked(|draft| draft.problems(countries)));
        let checkout = self.checkout.get_untracked();
        let missing =
            |field: &str| FieldProblem { field: field.to_owned(), code: FieldProblemCode::Required };
        if problems.is_empty() && self.is_delivery_outdated.get_untracked() && checkout.delivery.is_none() {
            problems.push(missing(DELIVERY));
        }
        if self.draft.with_untracked(|draft| draft.method.is_empty()) {
            problems.push(missing(METHOD));
        }
        self.problems.set(problems.clone());
        if !problems.is_empty() {
            let count = u64::try_from(problems.len()).unwrap_or(1);
            announce::alert(&text::errors::form_summary(count));
            return problems;
        }
        match self.stage.get_untracked() {
            Stage::Cart => {
                if let Some(gone) = Block::gone(&checkout) {
                    self.submission.set(Submission::Blocked(gone));
                }
            }
            Stage::Review => {
                let task = self.submission.try_update(|submission| submission.press(&checkout));
                self.task.set(task.unwrap_or(Task::Rest));
            }
            // Everything typed is right but has not reached the shop yet.
            Stage::Contact | Stage::Delivery | Stage::Payment => self.save_now(),
        }
        problems
    }

    /// Ends a conflict with another tab.
    pub fn settle_conflict(self, keeps_mine: bool) {
        let Some(theirs) = self.conflict.get_untracked() else { return };
        if !keeps_mine {
            self.draft.update(|draft| {
                if let Some(contact) = &theirs.contact {
                    draft.take_contact(contact);
                }
                if let Some(address) = &theirs.address {
                    draft.take_address(address);
                }
            });
            self.keep();
        }
        self.work.update_value(|work| work.base = (theirs.contact.clone(), theirs.address.clone()));
        self.conflict.set(None);
        self.save_now();
    }

    /// Asks for the checkout anew.
    pub fn refetch(self) {
        self.query.refetch();
    }

    /// Saves what is typed, now.
    pub fn save_now(self) {
        self.work.try_update_value(|work| work.timer = None);
        if !self.has_wish() {
            return;
        }
        spawn(async move {
            let result = self.save().await;
            self.save_error.try_set(match result {
                Err(error) if error.problem().is_none_or(|problem| problem.fields.is_empty()) => Some(error),
                _ => None,
            });
        });
    }

    fn keep(self) {
        self.draft.with_untracked(|draft| storage::write(draft::STORED, draft));
    }

    fn clear(self, path: &str) {
        self.problems.update(|problems| problems.retain(|one| one.field != path));
    }

    fn save_soon(self) {
        let timer = Timer::after(SAVE_AFTER, move || {
            // The page may be gone.
            if self.submission.try_get_untracked().is_some() {
                self.save_now();
            }
        });
        self.work.update_value(|work| work.timer = Some(timer));
    }

    fn known(self) -> Checkout {
        untrack(|| self.query.get()).latest().unwrap_or_else(|| self.checkout.get_untracked())
    }

    fn has_wish(self) -> bool {
        self.conflict.try_get_untracked() == Some(None) && self.wish(&self.known()).is_some()
    }

    /// What has to be sent so that the shop knows what is typed; `None` if it does.
    fn wish(self, known: &Checkout) -> Option<UpdateCheckout> {
        let countries = self.countries.try_get_untracked()?;
        let (contact, address) = self
            .draft
            .try_with_untracked(|draft| (draft.valid_contact(), draft.valid_address(&countries)))?;
        let contact = contact.filter(|contact| known.contact.as_ref() != Some(contact));
        let address = address.filter(|address| known.address.as_ref() != Some(address));
        // The ways of delivery depend on the address, so they wait for it.
        let delivery = if address.is_none() { self.wished_delivery(known) } else { None };
        let is_empty = contact.is_none() && address.is_none() && delivery.is_none();
        (!is_empty).then_some(UpdateCheckout { contact, address, delivery })
    }

    fn wished_delivery(self, known: &Checkout) -> Option<DeliveryOptionId> {
        let (wanted, accepted) =
            self.work.try_with_value(|work| (work.wanted.clone(), work.accepted.clone()))?;
        let offered = |id: &DeliveryOptionId| known.delivery_options.iter().find(|option| option.id == *id);
        if let Some(accepted) = accepted {
            // Its time was over: the same offer is taken up again, another one is for the buyer to choose.
            let same = offered(&accepted.id)
                .filter(|now| now.price == accepted.price && now.promise == accepted.promise);
            return same.filter(|_| known.delivery.is_none()).map(|option| option.id.clone());
        }
        let wanted = wanted.filter(|wanted| offered(wanted).is_some());
        let wish = wanted.or_else(|| known.delivery_options.first().map(|option| option.id.clone()))?;
        (known.delivery.as_ref() != Some(&wish)).then_some(wish)
    }

    /// Saves until the shop knows everything that is typed and right. Answers the checkout as it is then.
    async fn save(self) -> Result<Checkout, ApiError> {
        let gone = || ApiError::Unreachable;
        let (port, turn) =
            self.work.try_with_value(|work| (work.port.clone(), work.turn.clone())).ok_or_else(gone)?;
        let _my_turn = turn.lock().await;
        self.is_saving.try_set(true);
        let result = self.save_in_turn(&*port).await;
        self.is_saving.try_set(false);
        result
    }

    async fn save_in_turn(self, port: &dyn Checkouts) -> Result<Checkout, ApiError> {
        let mut known = self.known();
        for _ in 0..TRIES {
            if self.compare(&known) {
                return Err(ApiError::Conflict(Box::new(Problem::new(
                    ProblemKind::VersionConflict,
                    412,
                    "",
                ))));
            }
            let Some(update) = self.wish(&known) else { return Ok(known) };
            let goes_elsewhere = update.address.as_ref().is_some_and(|to| {
                known
                    .address
                    .as_ref()
                    .is_none_or(|old| (&old.country, &old.region) != (&to.country, &to.region))
            });
            self.work.try_update_value(|work| work.sent = (update.contact.clone(), update.address.clone()));
            let seen = known.version.clone();
            match port.update(PutCheckout { update, seen }).await {
                Ok(now) => {
                    self.learn(&now, goes_elsewhere);
                    known = now;
                }
                // Somebody else has changed the checkout. What they typed is not overwritten unasked.
                Err(ApiError::Conflict(problem)) => {
                    known = port.checkout().await?;
                    self.query.set(known.clone());
                    if self.compare(&known) {
                        return Err(ApiError::Conflict(problem));
                    }
                }
                Err(error) => {
                    self.show_fields(&error);
                    return Err(error);
                }
            }
        }
        Ok(known)
    }

    /// Takes in what the shop now knows.
    fn learn(self, now: &Checkout, goes_elsewhere: bool) {
        self.work.try_update_value(|work| {
            work.base = (now.contact.clone(), now.address.clone());
            work.own = Some(now.version.clone());
            if let Some(option) = chosen(now) {
                work.accepted = Some(option.clone());
                work.wanted = Some(option.id.clone());
            } else if goes_elsewhere {
                // Offers to another place say nothing about this one.
                work.accepted = None;
            }
        });
        let before = self.checkout.try_get_untracked().map(|checkout| checkout.totals.total);
        self.query.set(now.clone());
        if before.is_some_and(|before| before != now.totals.total) {
            announce::say(&text::checkout::total_updated(&intl::format_money(&now.totals.total)));
        }
    }

    /// Takes in what another tab has saved where nothing else is typed here, and asks where something is.
    /// Whether the buyer has to choose.
    fn compare(self, theirs: &Checkout) -> bool {
        let Some((base, sent)) = self.work.try_with_value(|work| (work.base.clone(), work.sent.clone()))
        else {
            return false;
        };
        let Some(mine) = self.draft.try_get_untracked() else { return false };
        let contact = if theirs.contact == sent.0 {
            Merge::Keep
        } else {
            merge(base.0.as_ref(), theirs.contact.as_ref(), &mine.contact())
        };
        let address = if theirs.address == sent.1 {
            Merge::Keep
        } else {
            merge(base.1.as_ref(), theirs.address.as_ref(), &mine.typed_address())
        };
        if contact == Merge::Ask || address == Merge::Ask {
            let theirs = Conflict { contact: theirs.contact.clone(), address: theirs.address.clone() };
            self.conflict.try_set(Some(theirs));
            return true;
        }
        if contact == Merge::Take || address == Merge::Take {
            self.draft.try_update(|draft| {
                if let (Merge::Take, Some(theirs)) = (contact, &theirs.contact) {
                    draft.take_contact(theirs);
                }
                if let (Merge::Take, Some(theirs)) = (address, &theirs.address) {
                    draft.take_address(theirs);
                }
            });
            self.keep();
        }
        self.work.try_update_value(|work| work.base = (theirs.contact.clone(), theirs.address.clone()));
        false
    }

    fn show_fields(self, error: &ApiError) {
        let Some(problem) = error.problem().filter(|problem| !problem.fields.is_empty()) else { return };
        let fields = problem.fields.clone();
        self.problems.try_update(|problems| {
            problems.retain(|one| fields.iter().all(|other| other.field != one.field));
            problems.extend(fields);
        });
    }

    /// Saves what is typed, then asks for the checkout as it is at this moment (B2C-16).
    pub async fn refresh(self) -> Result<Checkout, ApiError> {
        self.save().await?;
        let port = self.work.try_with_value(|work| work.port.clone()).ok_or(ApiError::Unreachable)?;
        let now = port.checkout().await?;
        self.query.set(now.clone());
        Ok(now)
    }

    /// Sees what another tab or the shop changes while the total is shown (B2C-16).
    fn follow_changes(self) {
        Effect::new(move |seen: Option<Checkout>| {
            let now = self.checkout.get();
            let is_own = self.work.with_value(|work| work.own.as_ref() == Some(&now.version));
            if let Some(seen) = seen.filter(|seen| !is_own && seen.version != now.version) {
                self.submission.update(|submission| submission.overtaken(&seen, &now));
            }
            now
        });
    }

    /// Asks for the ways of delivery again when an offer has run out (B2C-14), and says so if the chosen one
    /// is not what it was.
    fn follow_offers(self) {
        let now = use_now();
        let soonest = Memo::new(move |_| {
            self.checkout
                .with(|checkout| checkout.delivery_options.iter().map(|option| option.valid_until).min())
        });
        let is_due = Memo::new(
            move |_| matches!((now.get(), soonest.get()), (Some(now), Some(until)) if now >= until),
        );
        Effect::new(move |_| {
            if is_due.get() {
                self.query.refetch();
            }
        });
        let seen = Memo::new(move |_| {
            self.checkout.with(|checkout| (checkout.version.clone(), checkout.delivery.clone()))
        });
        Effect::new(move |before: Option<()>| {
            let (_, delivery): (Version, _) = seen.get();
            // The first look is what the page has begun with.
            if before.is_some() && untrack(|| self.conflict.with(Option::is_none)) {
                self.compare(&self.checkout.get_untracked());
            }
            let accepted = self.work.with_value(|work| work.accepted.clone());
            if delivery.is_none() && accepted.is_some() {
                if self.has_wish() {
                    self.save_now();
                } else if self.checkout.with_untracked(|checkout| !checkout.delivery_options.is_empty()) {
                    self.is_delivery_outdated.set(true);
                }
            }
        });
        let _ = StoredValue::new(page::on_wake(move || self.query.refetch()));
    }
}
