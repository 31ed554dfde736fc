//! The draft of a request as components come to it. How it is kept is in [`super::draft_store`].

use super::buyer::Buyer;
use super::draft::{Draft, DraftHead, DraftLine};
use super::draft_merge::Conflict;
use super::draft_store::DraftStore;
use crate::{
    data::{Runtime, spawn, use_runtime},
    platform::turns::{Turn, give_way},
};
use fivefold_api::model::Quote;
use fivefold_view::prelude::*;
use std::rc::Rc;

/// The draft of this browser. Cheap to copy; lives as long as the component that asked for it.
#[derive(Clone, Copy)]
pub struct Shelf(StoredValue<Rc<DraftStore>>);

/// What all components of a mount share.
struct Kept(Rc<DraftStore>);

/// The draft of this browser.
#[must_use]
pub fn use_shelf() -> Shelf {
    Shelf(StoredValue::new(store_of(&use_runtime())))
}

/// Adds lines to the draft from where nothing of it is shown: it is opened for them, and not before.
pub async fn add_to_draft(runtime: &Runtime, lines: impl IntoIterator<Item = DraftLine>) {
    add_lines(&store_of(runtime), lines, |_| {}).await;
}

fn store_of(runtime: &Runtime) -> Rc<DraftStore> {
    let store = runtime.part(|_| Kept(DraftStore::open())).0.clone();
    store.look_again();
    store
}

async fn add_lines(store: &Rc<DraftStore>, lines: impl IntoIterator<Item = DraftLine>, told: impl Fn(usize)) {
    // The press that has led here is answered first.
    give_way().await;
    store.wait().await;
    let mut known = store.draft.borrow().by_number();
    let mut turn = Turn::begin();
    for (count, line) in lines.into_iter().enumerate() {
        if turn.is_over() {
            store.save();
            told(count);
            turn.rest().await;
        }
        store.add(line, &mut known);
    }
    store.save();
}

/// Asks for the lines of a quote again: they are put into the draft, which names the quote.
pub fn start_draft_from(shelf: Shelf, quote: &Quote) {
    let lines: Vec<_> = quote.current.lines.iter().map(DraftLine::of_quote).collect();
    let previous = quote.id.0.clone();
    let Some(store) = shelf.try_with(Rc::clone) else { return };
    spawn(async move {
        store.wait().await;
        store.head(|head| head.previous = previous);
        let mut turn = Turn::begin();
        for line in lines {
            turn.rest().await;
            store.push(line);
        }
        store.save();
    });
}

impl Shelf {
    /// Looks at the draft. Reactive.
    pub fn with<R>(self, read: impl FnOnce(&Draft) -> R) -> R {
        self.0.with_value(|store| {
            store.track();
            read(&store.draft.borrow())
        })
    }

    /// Whether all of it has been read. Reactive.
    pub fn is_ready(self) -> bool {
        self.look(DraftStore::is_ready).unwrap_or(false)
    }

    /// Whether everything typed is kept. Reactive.
    pub fn is_saved(self) -> bool {
        self.look(DraftStore::is_saved).unwrap_or(true)
    }

    /// Whether another tab has sent or emptied it while something was typed here. Reactive.
    pub fn was_taken(self) -> bool {
        self.look(|store| store.was_taken.get()).unwrap_or(false)
    }

    /// What another tab has made of a line that was changed here too. Reactive.
    pub fn conflict(self, line: u64) -> Option<Conflict> {
        self.look(|store| store.conflicts.borrow().iter().find(|conflict| conflict.line == line).cloned())?
    }

    /// Tells the page of a buyer, which does without the draft itself, how many lines there are from now on.
    pub fn count_for(self, buyer: Buyer) {
        let count = Memo::new(move |_| self.is_ready().then(|| self.with(Draft::len)));
        Effect::new(move |_| {
            if let Some(count) = count.get() {
                buyer.lines.set(count);
            }
        });
    }

    /// Changes what goes with all lines.
    pub fn edit_head(self, change: impl FnOnce(&mut DraftHead)) {
        self.try_with(|store| store.head(change));
    }

    /// Changes a line.
    pub fn edit_line(self, id: u64, change: impl FnOnce(&mut DraftLine)) {
        self.try_with(|store| {
            let page = store.draft.borrow_mut().edit(id, change);
            store.touch(page);
        });
    }

    /// Takes a line out.
    pub fn remove_line(self, id: u64) {
        self.try_with(|store| {
            store.conflicts.borrow_mut().retain(|conflict| conflict.line != id);
            let page = store.draft.borrow_mut().remove(id);
            store.touch(page);
        });
    }

    /// Decides between the two tabs' versions of a line.
    pub fn settle(self, id: u64, takes_theirs: bool) {
        let found = self.try_with(|store| {
            let mut conflicts = store.conflicts.borrow_mut();
            let at = conflicts.iter().position(|conflict| conflict.line == id)?;
            Some(conflicts.remove(at))
        });
        let Some(conflict) = found.flatten() else { return };
        match conflict.theirs {
            Some(theirs) if takes_theirs => self.edit_line(id, |line| *line = theirs),
            None if takes_theirs => self.remove_line(id),
            _ => self.edit_line(id, |_| {}),
        }
    }

    /// The message that another tab has taken the draft was read.
    pub fn dismiss(self) {
        self.try_with(|store| {
            store.was_taken.set(false);
            store.notify();
        });
    }

    /// All of it is about to be sent: it is written, and what is added from now on belongs to the draft after it. The
    /// id of the draft.
    pub fn begin_sending(self) -> u64 {
        self.try_with(|store| {
            store.save();
            let count = u64::try_from(store.draft.borrow().len()).unwrap_or(u64::MAX);
            store.head(|head| head.sent = count);
            store.save();
            store.draft.borrow().head.id
        })
        .unwrap_or_default()
    }

    /// It was not sent, and can be changed again.
    pub fn end_sending(self) {
        self.try_with(|store| {
            if store.draft.borrow().head.sent > 0 {
                store.head(|head| head.sent = 0);
                store.save();
            }
        });
    }

    /// The draft with this id was sent: what was added meanwhile is the next one.
    pub fn empty(self, id: u64) {
        self.try_with(|store| {
            if store.draft.borrow().head.id != id {
                return;
            }
            let rest = store.draft.borrow().unsent();
            store.forget();
            for line in rest {
                store.push(line);
            }
            store.save();
        });
    }

    /// Adds lines, in turns, also when the page is left meanwhile. After each turn it is told how many were added.
    pub async fn add(self, lines: impl IntoIterator<Item = DraftLine>, told: impl Fn(usize)) {
        let Some(store) = self.try_with(Rc::clone) else { return };
        add_lines(&store, lines, told).await;
    }

    fn look<R>(self, read: impl FnOnce(&DraftStore) -> R) -> Option<R> {
        self.0.try_with_value(|store| {
            store.track();
            read(store)
        })
    }

    fn try_with<R>(self, act: impl FnOnce(&Rc<DraftStore>) -> R) -> Option<R> {
        let store = self.0.try_with_value(Rc::clone)?;
        Some(act(&store))
    }
}
