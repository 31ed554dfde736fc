//! A quick order at work: reads, looks up and checks in turns, so that ten thousand rows hold up nobody. What is decided
//! about rows is in [`super::sheet`].

use super::buyer::Buyer;
use super::draft::DraftLine;
use super::draft_shelf::{Shelf, use_shelf};
use super::drawing::{Drawing, SHOWN};
use super::numbers::locale_mark;
use super::sheet::{Kind, Reading, Sheet, SheetRow};
use crate::{
    data::{spawn, use_runtime},
    platform::{
        announce,
        turns::{Turn, give_way},
    },
    text,
};
use fivefold_api::endpoints::PostWholesaleLookup;
use fivefold_api::error::ApiError;
use fivefold_api::http;
use fivefold_api::model::LookUpWholesale;
use fivefold_api::ports::Wholesale;
use fivefold_api::rules::{OrderRow, RowFix};
use fivefold_view::prelude::*;
use std::sync::Arc;

/// How many numbers are asked about at once. Far fewer than the contract allows: an answer is read in one task, and one
/// about 50 numbers takes a slow phone less than 50 ms.
const BATCH: usize = 50;
/// How many rows are checked before anybody looks at the clock.
const ROWS: usize = 50;

/// What a quick order is doing.
#[derive(Debug, Clone, PartialEq)]
pub enum Stage {
    /// Nothing.
    Idle,
    /// A part of the work: so many hundredths of it.
    Working(Work, u64),
    /// The shop did not answer. What was read is there.
    Failed(ApiError),
}

/// A part of the work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Work {
    /// Reading text.
    Reading,
    /// Looking numbers up.
    Asking,
    /// Checking rows.
    Checking,
    /// Putting all of them right.
    Fixing,
    /// Adding them to the draft.
    Adding,
}

/// One quick order. Cheap to copy.
#[derive(Clone, Copy)]
pub struct QuickDesk {
    /// What it is doing.
    pub stage: RwSignal<Stage>,
    /// Which rows are shown.
    pub kind: RwSignal<Kind>,
    /// Where in them the shown ones begin.
    pub at: RwSignal<usize>,
    /// The rows that are shown. One that is put right stays where it is until others are looked at.
    pub shown: RwSignal<Vec<u32>>,
    /// How many of them are drawn so far.
    pub drawing: Drawing,
    /// How many rows were added to the draft last.
    pub added: RwSignal<usize>,
    sheet: StoredValue<Sheet>,
    /// Changes when rows have.
    tick: RwSignal<u32>,
    /// The number of the work that counts. Other work ends when it looks.
    run: StoredValue<u32>,
    /// How many rows there were before the text that is being read.
    before: RwSignal<Option<usize>>,
    buyer: Buyer,
    shelf: Shelf,
    port: StoredValue<Arc<dyn Wholesale>>,
}

/// A quick order for the company that somebody buys for.
pub fn use_quick_desk(buyer: Buyer) -> QuickDesk {
    let shown = RwSignal::new(Vec::new());
    let desk = QuickDesk {
        stage: RwSignal::new(Stage::Idle),
        kind: RwSignal::new(Kind::Wrong),
        at: RwSignal::new(0),
        shown,
        drawing: Drawing::new(Signal::derive(move || shown.with(Vec::len))),
        added: RwSignal::new(0),
        sheet: StoredValue::new(Sheet::new(locale_mark())),
        tick: RwSignal::new(0),
        run: StoredValue::new(0),
        before: RwSignal::new(None),
        buyer,
        shelf: use_shelf(),
        port: StoredValue::new(http::wholesale(use_runtime().client())),
    };
    desk.shelf.count_for(buyer);
    // Another company pays otherwise (B2B-20).
    let company = Memo::new(move |_| buyer.company().map(|company| company.id));
    Effect::new(move |before: Option<_>| {
        let now = company.get();
        if before.is_some_and(|before| before != now) && desk.sheet.with_value(|sheet| !sheet.is_empty()) {
            desk.sheet.update_value(Sheet::unlearn);
            desk.start(None);
        }
        now
    });
    desk
}

impl QuickDesk {
    /// Looks at the rows. Reactive.
    pub fn look<R>(self, read: impl FnOnce(&Sheet) -> R) -> R {
        self.tick.track();
        self.sheet.with_value(read)
    }

    /// One row. Reactive.
    pub fn row(self, id: u32) -> Option<SheetRow> {
        self.look(|sheet| sheet.row(id).cloned())
    }

    /// Shows rows of a kind, from a place on.
    pub fn show(self, kind: Kind, at: usize) {
        let shown: Option<Vec<u32>> = self
            .sheet
            .try_with_value(|sheet| sheet.of(kind).skip(at).take(SHOWN).map(|row| row.id).collect());
        self.kind.set(kind);
        self.at.set(at);
        self.drawing.begin();
        self.shown.set(shown.unwrap_or_default());
    }

    /// Whether a list is read: none of the rows can be changed meanwhile. Reactive.
    pub fn is_taking(self) -> bool {
        self.before.with(Option::is_some)
    }

    /// Reads a text. Its rows come after those that are there.
    pub fn read(self, text: String) {
        self.before.set(self.sheet.try_with_value(Sheet::len));
        self.added.set(0);
        self.start(Some(text));
    }

    /// Ends what is being done. The rows of a text that was being read are gone again, the others stay.
    pub fn cancel(self) {
        let before = self.before.try_update(Option::take).flatten();
        if let Some(rows) = before {
            self.sheet.update_value(|sheet| sheet.truncate(rows));
            announce::say(text::wholesale::CANCELLED.get());
        }
        let run = self.next_run();
        self.stage.set(Stage::Idle);
        spawn(async move {
            let _ = self.check(run, false).await;
        });
    }

    /// Goes on after the shop did not answer.
    pub fn retry(self) {
        self.start(None);
    }

    /// Does what would make a row right.
    pub fn apply(self, id: u32, fix: &RowFix) {
        if self.sheet.try_update_value(|sheet| sheet.apply(id, fix)) == Some(true) {
            self.start(None);
        }
    }

    /// Does that for all rows.
    pub fn apply_all(self) {
        let run = self.next_run();
        spawn(async move {
            let _ = self.fix(run).await;
        });
    }

    /// Types into a row.
    pub fn edit(self, id: u32, change: impl FnOnce(&mut OrderRow)) {
        self.sheet.update_value(|sheet| sheet.edit(id, change));
        self.start(None);
    }

    /// Puts the valid rows into the draft.
    pub fn add_valid(self) {
        let Some(rows) = self.sheet.try_update_value(Sheet::take_valid) else { return };
        let all = rows.len();
        if all == 0 {
            // They were taken a moment ago.
            return;
        }
        let run = self.next_run();
        let lines = rows.into_iter().filter_map(|row| {
            let quantity = row.checked?.quantity?;
            Some(DraftLine::of_item(&*row.item?, &quantity))
        });
        spawn(async move {
            let told = |done| {
                if self.counts(run).is_some() {
                    self.tell(Work::Adding, done, all);
                }
            };
            self.shelf.add(lines, told).await;
            give_way().await;
            let _ = self.check(run, false).await;
            self.added.try_set(all);
            announce::say(&text::wholesale::added(u64::try_from(all).unwrap_or_default()));
        });
    }

    fn start(self, text: Option<String>) {
        let run = self.next_run();
        spawn(async move {
            // What has led here is answered first.
            give_way().await;
            // It ends early where it is not wanted any more.
            let _ = self.work(run, text).await;
        });
    }

    fn next_run(self) -> u32 {
        self.run
            .try_update_value(|run| {
                *run = run.wrapping_add(1);
                *run
            })
            .unwrap_or_default()
    }

    /// `None` when other work counts, or the page is gone.
    fn counts(self, run: u32) -> Option<()> {
        self.run.try_with_value(|now| *now == run)?.then_some(())
    }

    async fn work(self, run: u32, text: Option<String>) -> Option<()> {
        if let Some(text) = text {
            let mut turn = Turn::begin();
            let mut reading = self.sheet.try_with_value(Reading::after)?;
            while self.sheet.try_update_value(|sheet| reading.step(&text, sheet))? {
                if turn.is_over() {
                    self.tell(Work::Reading, reading.at, text.len());
                    turn.rest().await;
                    self.counts(run)?;
                }
            }
        }
        self.ask(run).await?;
        self.check(run, false).await
    }

    async fn fix(self, run: u32) -> Option<()> {
        let mut turn = Turn::begin();
        self.sheet.try_update_value(Sheet::begin_fixing)?;
        while self.sheet.try_update_value(|sheet| sheet.fix_some(ROWS))? {
            if turn.is_over() {
                let (done, all) = self.sheet.try_with_value(|sheet| (sheet.fixed, sheet.len()))?;
                self.tell(Work::Fixing, done, all);
                turn.rest().await;
                self.counts(run)?;
            }
        }
        self.ask(run).await?;
        self.check(run, true).await
    }

    async fn ask(self, run: u32) -> Option<()> {
        let all = self.sheet.try_with_value(Sheet::unasked)?;
        let company = untrack(|| self.buyer.company()).map(|company| company.id);
        loop {
            let (left, skus) = self.sheet.try_with_value(|sheet| (sheet.unasked(), sheet.batch(BATCH)))?;
            if skus.is_empty() {
                return Some(());
            }
            self.tell(Work::Asking, all.saturating_sub(left), all);
            let asked = skus.len();
            let look_up = LookUpWholesale { company: company.clone(), skus, products: Vec::new() };
            let answer = self.port.try_with_value(Arc::clone)?.look_up(PostWholesaleLookup { look_up });
            match answer.await {
                Ok(found) => {
                    // It was read in this turn.
                    give_way().await;
                    self.counts(run)?;
                    self.sheet.try_update_value(|sheet| sheet.learn(asked, found))?;
                }
                Err(error) => {
                    self.counts(run)?;
                    self.before.set(None);
                    self.show(Kind::Wrong, 0);
                    self.stage.try_set(Stage::Failed(error));
                    self.tick.update(|tick| *tick = tick.wrapping_add(1));
                    return None;
                }
            }
        }
    }

    /// `is_anew` when all rows have changed, and not those that somebody looks at.
    async fn check(self, run: u32, is_anew: bool) -> Option<()> {
        let mut turn = Turn::begin();
        self.sheet.try_update_value(Sheet::begin_checking)?;
        while self.sheet.try_update_value(|sheet| sheet.check_some(ROWS))? {
            if turn.is_over() {
                let (done, all) = self.sheet.try_with_value(|sheet| (sheet.checked, sheet.len()))?;
                self.tell(Work::Checking, done, all);
                turn.rest().await;
                self.counts(run)?;
            }
        }
        // What comes now draws, in a turn of its own.
        give_way().await;
        self.counts(run)?;
        let is_anew = self.before.try_with_untracked(Option::is_some)? || is_anew;
        let (wrong, valid) =
            self.sheet.try_with_value(|sheet| (sheet.count(Kind::Wrong), sheet.count(Kind::Valid)))?;
        self.stage.try_set(Stage::Idle);
        self.settle_shown(is_anew, wrong, valid)?;
        // Rows that are gone take their time too.
        give_way().await;
        self.counts(run)?;
        self.before.try_set(None);
        self.tick.update(|tick| *tick = tick.wrapping_add(1));
        if wrong + valid > 0 {
            let [wrong, valid] = [wrong, valid].map(|count| u64::try_from(count).unwrap_or_default());
            announce::say(&text::wholesale::checked(valid, wrong));
        }
        Some(())
    }

    /// Rows stay in sight while they are put right. Others come when all rows do, or when nothing is left to be done in
    /// sight.
    fn settle_shown(self, is_anew: bool, wrong: usize, valid: usize) -> Option<()> {
        let kind = self.kind.try_get_untracked()?;
        let (left, is_done) = self.sheet.try_with_value(|sheet| {
            let shown = self.shown.get_untracked();
            let left: Vec<u32> = shown.into_iter().filter(|id| sheet.row(*id).is_some()).collect();
            let are_right = left.iter().all(|id| sheet.row(*id).is_some_and(SheetRow::is_valid));
            (left, are_right)
        })?;
        if is_anew || left.is_empty() || (is_done && kind == Kind::Wrong && wrong > 0) {
            let kind = if wrong > 0 { Kind::Wrong } else { Kind::Valid };
            // The last page may have gone.
            let rows = if kind == Kind::Wrong { wrong } else { valid };
            let last = rows.saturating_sub(1) / SHOWN * SHOWN;
            let at = if is_anew { 0 } else { self.at.try_get_untracked()?.min(last) };
            self.show(kind, at);
        } else if self.shown.with_untracked(|shown| *shown != left) {
            self.shown.set(left);
        }
        Some(())
    }

    /// Says how far it has come, each quarter aloud.
    fn tell(self, work: Work, done: usize, all: usize) {
        let share = |part: usize| u64::try_from(part.min(all) * 100 / all.max(1)).unwrap_or_default();
        let now = share(done);
        let before = match self.stage.try_get_untracked() {
            Some(Stage::Working(before, share)) if before == work => Some(share),
            _ => None,
        };
        if before.is_none_or(|before| before / 25 < now / 25) {
            announce::say(&work.words(now));
        }
        if before != Some(now) {
            self.stage.try_set(Stage::Working(work, now));
        }
    }
}

impl Work {
    /// What is being done, and how far it has come.
    pub fn words(self, hundredths: u64) -> String {
        let words = match self {
            Self::Reading => text::wholesale::reading,
            Self::Asking => text::wholesale::asking,
            Self::Checking => text::wholesale::checking,
            Self::Fixing => text::wholesale::fixing,
            Self::Adding => text::wholesale::adding,
        };
        words(hundredths)
    }
}
