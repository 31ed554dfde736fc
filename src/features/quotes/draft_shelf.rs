//! Where the draft of a request is kept: in this browser, for all its tabs, over reloads and without a network. Written
//! within a second of every change; what another tab has written is taken up line by line ([`super::draft_merge`]).
//!
//! **Invariant**: nothing is written over what this tab has not read.

use super::draft::{Draft, DraftHead, DraftLine, DraftPage};
use super::draft_merge::{Conflict, merge_head, merge_lines};
use crate::{
    data::{spawn, use_runtime},
    platform::{
        BrowserTransport, Listener,
        broadcast::Channel,
        page, storage,
        timers::Timer,
        turns::{Turn, give_way},
    },
};
use fivefold_api::model::Quote;
use fivefold_api::transport::Transport;
use fivefold_view::prelude::*;
use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::rc::Rc;
use std::time::Duration;

/// The name of the head. Sign-out forgets everything below `account.`.
const HEAD: &str = "account.quote_draft";
/// What a page's name begins with.
const PAGE: &str = "account.quote_draft.";
/// How long after a change it is written.
const SAVE_AFTER: Duration = Duration::from_millis(500);

/// The draft of this browser. Cheap to copy; lives as long as the component that asked for it.
#[derive(Clone, Copy)]
pub struct Shelf(StoredValue<Rc<Inner>>);

/// What all components of a mount share.
struct Kept(Rc<Inner>);

struct Inner {
    draft: RefCell<Draft>,
    /// The draft as this tab has last read or written it.
    base: RefCell<Draft>,
    /// Pages with changes that are not written.
    unsaved: RefCell<BTreeSet<u64>>,
    is_head_unsaved: Cell<bool>,
    conflicts: RefCell<Vec<Conflict>>,
    /// Another tab has sent the draft, or emptied it, while something was typed here.
    was_taken: Cell<bool>,
    is_ready: Cell<bool>,
    timer: RefCell<Option<Timer>>,
    tabs: RefCell<Option<Channel>>,
    changed: ArcTrigger,
}

/// The draft of this browser.
#[must_use]
pub fn use_shelf() -> Shelf {
    let inner = use_runtime().part(|_| Kept(Inner::open())).0.clone();
    // Signing out has emptied it, and tells no one in its own tab.
    inner.hear(HEAD);
    Shelf(StoredValue::new(inner))
}

/// Asks for the lines of a quote again: they are put into the draft, which names the quote.
pub fn start_draft_from(shelf: Shelf, quote: &Quote) {
    let lines: Vec<_> = quote.current.lines.iter().map(DraftLine::of_quote).collect();
    let previous = quote.id.0.clone();
    let Some(inner) = shelf.try_with(Rc::clone) else { return };
    spawn(async move {
        inner.wait().await;
        inner.head(|head| head.previous = previous);
        for line in lines {
            inner.push(line);
        }
        inner.save();
    });
}

impl Shelf {
    /// Looks at the draft. Reactive.
    pub fn with<R>(self, read: impl FnOnce(&Draft) -> R) -> R {
        self.0.with_value(|inner| {
            inner.changed.track();
            read(&inner.draft.borrow())
        })
    }

    /// Whether all of it has been read. Reactive.
    pub fn is_ready(self) -> bool {
        self.look(|inner| inner.is_ready.get()).unwrap_or(false)
    }

    /// Whether everything typed is kept. Reactive.
    pub fn is_saved(self) -> bool {
        self.look(|inner| inner.unsaved.borrow().is_empty() && !inner.is_head_unsaved.get()).unwrap_or(true)
    }

    /// Whether another tab has sent or emptied it while something was typed here. Reactive.
    pub fn was_taken(self) -> bool {
        self.look(|inner| inner.was_taken.get()).unwrap_or(false)
    }

    /// What another tab has made of a line that was changed here too. Reactive.
    pub fn conflict(self, line: u64) -> Option<Conflict> {
        self.look(|inner| inner.conflicts.borrow().iter().find(|conflict| conflict.line == line).cloned())?
    }

    /// Changes what goes with all lines.
    pub fn edit_head(self, change: impl FnOnce(&mut DraftHead)) {
        self.try_with(|inner| inner.head(change));
    }

    /// Changes a line.
    pub fn edit_line(self, id: u64, change: impl FnOnce(&mut DraftLine)) {
        self.try_with(|inner| {
            let page = inner.draft.borrow_mut().edit(id, change);
            inner.touch(page);
        });
    }

    /// Takes a line out.
    pub fn remove_line(self, id: u64) {
        self.try_with(|inner| {
            inner.conflicts.borrow_mut().retain(|conflict| conflict.line != id);
            let page = inner.draft.borrow_mut().remove(id);
            inner.touch(page);
        });
    }

    /// Decides between the two tabs' versions of a line.
    pub fn settle(self, id: u64, takes_theirs: bool) {
        let found = self.try_with(|inner| {
            let mut conflicts = inner.conflicts.borrow_mut();
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
        self.try_with(|inner| {
            inner.was_taken.set(false);
            inner.changed.notify();
        });
    }

    /// All of it is about to be sent: it is written, and what is added from now on belongs to the draft after it. The
    /// id of the draft.
    pub fn begin_sending(self) -> u64 {
        self.try_with(|inner| {
            inner.save();
            let count = u64::try_from(inner.draft.borrow().len()).unwrap_or(u64::MAX);
            inner.head(|head| head.sent = count);
            inner.save();
            inner.draft.borrow().head.id
        })
        .unwrap_or_default()
    }

    /// It was not sent, and can be changed again.
    pub fn end_sending(self) {
        self.try_with(|inner| {
            if inner.draft.borrow().head.sent > 0 {
                inner.head(|head| head.sent = 0);
                inner.save();
            }
        });
    }

    /// The draft with this id was sent: what was added meanwhile is the next one.
    pub fn empty(self, id: u64) {
        self.try_with(|inner| {
            if inner.draft.borrow().head.id != id {
                return;
            }
            let rest = inner.draft.borrow().unsent();
            inner.forget();
            inner.tell(HEAD);
            for line in rest {
                inner.push(line);
            }
            inner.save();
        });
    }

    /// Adds lines, in turns, also when the page is left meanwhile. After each turn it is told how many were added.
    pub async fn add(self, lines: impl IntoIterator<Item = DraftLine>, told: impl Fn(usize)) {
        let Some(inner) = self.try_with(Rc::clone) else { return };
        inner.wait().await;
        let mut known = inner.draft.borrow().by_number();
        let mut turn = Turn::begin();
        for (count, line) in lines.into_iter().enumerate() {
            if turn.is_over() {
                inner.save();
                told(count);
                turn.rest().await;
            }
            inner.give_id();
            let page = inner.draft.borrow_mut().add(line, &mut known, &fresh);
            inner.unsaved.borrow_mut().insert(page);
            inner.is_head_unsaved.set(true);
        }
        inner.save();
    }

    fn look<R>(self, read: impl FnOnce(&Inner) -> R) -> Option<R> {
        self.0.try_with_value(|inner| {
            inner.changed.track();
            read(inner)
        })
    }

    fn try_with<R>(self, act: impl FnOnce(&Rc<Inner>) -> R) -> Option<R> {
        let inner = self.0.try_with_value(Rc::clone)?;
        Some(act(&inner))
    }
}

impl Inner {
    fn open() -> Rc<Self> {
        let inner = Rc::new(Self {
            draft: RefCell::default(),
            base: RefCell::default(),
            unsaved: RefCell::default(),
            is_head_unsaved: Cell::new(false),
            conflicts: RefCell::default(),
            was_taken: Cell::new(false),
            is_ready: Cell::new(false),
            timer: RefCell::new(None),
            tabs: RefCell::new(None),
            changed: ArcTrigger::new(),
        });
        // It lives as long as the mount, as these do.
        let hear = inner.clone();
        *inner.tabs.borrow_mut() = Some(Channel::open("quote_draft", move |name| hear.hear(name)));
        // A tab in another process may be told of what its storage does not show yet: then the storage speaks.
        let hear = inner.clone();
        storage::on_storage_change(move |name, _| hear.hear(name)).into_iter().for_each(Listener::forever);
        let leaving = inner.clone();
        page::on_leave(move || leaving.save()).into_iter().for_each(Listener::forever);
        spawn(inner.clone().read());
        inner
    }

    /// Reads the whole draft, page after page.
    async fn read(self: Rc<Self>) {
        let head: DraftHead = storage::read(HEAD).unwrap_or_default();
        let mut turn = Turn::begin();
        for id in head.pages.clone() {
            turn.rest().await;
            let lines = read_page(id);
            for draft in [&self.draft, &self.base] {
                draft.borrow_mut().pages.push(DraftPage { id, lines: lines.clone() });
            }
        }
        for draft in [&self.draft, &self.base] {
            draft.borrow_mut().head.clone_from(&head);
        }
        self.is_ready.set(true);
        self.changed.notify();
    }

    /// Waits until the draft has been read.
    async fn wait(&self) {
        while !self.is_ready.get() {
            give_way().await;
        }
    }

    /// Takes up what another tab has written under a name.
    fn hear(&self, name: &str) {
        if !self.is_ready.get() {
            return;
        }
        if name == HEAD {
            self.hear_head();
        } else if let Some(id) = name.strip_prefix(PAGE).and_then(|id| id.parse().ok()) {
            self.hear_page(id);
        } else {
            return;
        }
        self.changed.notify();
    }

    fn hear_head(&self) {
        let theirs: Option<DraftHead> = storage::read(HEAD);
        let base = self.base.borrow().head.clone();
        if theirs.as_ref().is_none_or(|theirs| theirs.id != base.id) && base.id != 0 {
            let is_typed = self.is_head_unsaved.get() || !self.unsaved.borrow().is_empty();
            self.was_taken.set(is_typed);
            self.forget_here();
        }
        let Some(theirs) = theirs else { return };
        let mine = self.draft.borrow().head.clone();
        let base = self.base.borrow().head.clone();
        let merged = merge_head(&base, &mine, &theirs);
        for id in &merged.pages {
            if !self.draft.borrow().pages.iter().any(|page| page.id == *id) {
                let lines = read_page(*id);
                for draft in [&self.draft, &self.base] {
                    draft.borrow_mut().pages.push(DraftPage { id: *id, lines: lines.clone() });
                }
            }
        }
        self.draft.borrow_mut().head = merged;
        self.base.borrow_mut().head = theirs;
    }

    fn hear_page(&self, id: u64) {
        let theirs = read_page(id);
        let mine = self.draft.borrow().pages.iter().find(|page| page.id == id).cloned();
        // A page that the head does not name yet comes with the head.
        let Some(mine) = mine else { return };
        let base = self.base.borrow().pages.iter().find(|page| page.id == id).cloned().unwrap_or_default();
        let (merged, new) = merge_lines(&base.lines, &mine.lines, &theirs);
        if merged != mine.lines {
            set_page(&mut self.draft.borrow_mut(), id, merged);
        }
        set_page(&mut self.base.borrow_mut(), id, theirs);
        let mut conflicts = self.conflicts.borrow_mut();
        for conflict in new {
            conflicts.retain(|known| known.line != conflict.line);
            conflicts.push(conflict);
        }
    }

    /// Changes the head.
    fn head(self: &Rc<Self>, change: impl FnOnce(&mut DraftHead)) {
        self.give_id();
        change(&mut self.draft.borrow_mut().head);
        self.is_head_unsaved.set(true);
        self.changed.notify();
        self.save_soon();
    }

    fn push(self: &Rc<Self>, line: DraftLine) {
        self.give_id();
        let page = self.draft.borrow_mut().push(line, &fresh);
        self.is_head_unsaved.set(true);
        self.touch(Some(page));
    }

    /// A line of a page has changed.
    fn touch(self: &Rc<Self>, page: Option<u64>) {
        let Some(page) = page else { return };
        self.unsaved.borrow_mut().insert(page);
        self.changed.notify();
        self.save_soon();
    }

    fn give_id(&self) {
        let mut draft = self.draft.borrow_mut();
        if draft.head.id == 0 {
            draft.head.id = fresh();
        }
    }

    fn save_soon(self: &Rc<Self>) {
        let mut timer = self.timer.borrow_mut();
        if timer.is_none() {
            let inner = Rc::downgrade(self);
            *timer = Some(Timer::after(SAVE_AFTER, move || {
                if let Some(inner) = inner.upgrade() {
                    inner.save();
                }
            }));
        }
    }

    /// Writes what is not written, over nothing that was not read.
    fn save(&self) {
        self.timer.borrow_mut().take();
        if !self.is_ready.get() {
            return;
        }
        self.hear_head();
        for id in std::mem::take(&mut *self.unsaved.borrow_mut()) {
            self.hear_page(id);
            let lines = self.draft.borrow().pages.iter().find(|page| page.id == id).cloned();
            if let Some(page) = lines {
                let name = page_name(id);
                storage::write(&name, &page.lines);
                set_page(&mut self.base.borrow_mut(), id, page.lines);
                self.tell(&name);
            }
        }
        if self.is_head_unsaved.take() {
            let head = self.draft.borrow().head.clone();
            storage::write(HEAD, &head);
            self.base.borrow_mut().head = head;
            self.tell(HEAD);
        }
        self.changed.notify();
    }

    /// Empties the draft, here and in the browser.
    fn forget(&self) {
        storage::remove(HEAD);
        storage::remove_all(PAGE);
        self.forget_here();
        self.changed.notify();
    }

    fn forget_here(&self) {
        *self.draft.borrow_mut() = Draft::default();
        *self.base.borrow_mut() = Draft::default();
        self.unsaved.borrow_mut().clear();
        self.is_head_unsaved.set(false);
        self.conflicts.borrow_mut().clear();
    }

    fn tell(&self, name: &str) {
        if let Some(tabs) = &*self.tabs.borrow() {
            tabs.post(name);
        }
    }
}

fn page_name(id: u64) -> String {
    [PAGE, &id.to_string()].concat()
}

fn read_page(id: u64) -> Vec<DraftLine> {
    storage::read(&page_name(id)).unwrap_or_default()
}

fn set_page(draft: &mut Draft, id: u64, lines: Vec<DraftLine>) {
    match draft.pages.iter_mut().find(|page| page.id == id) {
        Some(page) => page.lines = lines,
        None => draft.pages.push(DraftPage { id, lines }),
    }
}

/// 52 random bits: as many as fit in every reader's numbers.
fn fresh() -> u64 {
    (BrowserTransport.random() >> 12).max(1)
}
