//! The draft as this tab has it, and as the browser keeps it for all tabs: read in turns, written within a second of every
//! change; what another tab has written is taken up line by line ([`super::draft_merge`]).
//!
//! **Invariant**: nothing is written over what this tab has not read.

use super::buyer::keep_lines;
use super::draft::{Draft, DraftHead, DraftLine, DraftPage};
use super::draft_merge::{Conflict, merge_head, merge_lines};
use crate::{
    data::spawn,
    platform::{
        BrowserTransport, Listener,
        broadcast::Channel,
        page, storage,
        timers::Timer,
        turns::{Turn, give_way},
    },
};
use fivefold_api::transport::Transport;
use fivefold_view::prelude::*;
use std::cell::{Cell, RefCell};
use std::collections::{BTreeSet, HashMap};
use std::rc::Rc;
use std::time::Duration;

/// The name of the head. Sign-out forgets everything below `account.`.
const HEAD: &str = "account.quote_draft";
/// What a page's name begins with.
const PAGE: &str = "account.quote_draft.";
/// How long after a change it is written.
const SAVE_AFTER: Duration = Duration::from_millis(500);

/// What all components of a mount share. Whoever changes it by hand tells so with [`DraftStore::touch`] or
/// [`DraftStore::notify`].
pub struct DraftStore {
    /// The draft as it is seen.
    pub draft: RefCell<Draft>,
    /// What another tab has made of lines that were changed here too.
    pub conflicts: RefCell<Vec<Conflict>>,
    /// Another tab has sent the draft, or emptied it, while something was typed here.
    pub was_taken: Cell<bool>,
    /// The draft as this tab has last read or written it.
    base: RefCell<Draft>,
    /// Pages with changes that are not written.
    unsaved: RefCell<BTreeSet<u64>>,
    is_head_unsaved: Cell<bool>,
    is_ready: Cell<bool>,
    timer: RefCell<Option<Timer>>,
    tabs: RefCell<Option<Channel>>,
    changed: ArcTrigger,
}

impl DraftStore {
    /// Opens the draft of this browser. It is read meanwhile.
    pub fn open() -> Rc<Self> {
        let store = Rc::new(Self {
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
        let hear = store.clone();
        *store.tabs.borrow_mut() = Some(Channel::open("quote_draft", move |name| hear.hear(name)));
        // A tab in another process may be told of what its storage does not show yet: then the storage speaks.
        let hear = store.clone();
        storage::on_storage_change(move |name, _| hear.hear(name)).into_iter().for_each(Listener::forever);
        let leaving = store.clone();
        page::on_leave(move || leaving.save()).into_iter().for_each(Listener::forever);
        spawn(store.clone().read());
        store
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

    /// Follows every change.
    pub fn track(&self) {
        self.changed.track();
    }

    /// Tells who follows it.
    pub fn notify(&self) {
        self.changed.notify();
    }

    /// Whether all of it has been read.
    pub fn is_ready(&self) -> bool {
        self.is_ready.get()
    }

    /// Whether everything typed is kept.
    pub fn is_saved(&self) -> bool {
        self.unsaved.borrow().is_empty() && !self.is_head_unsaved.get()
    }

    /// Takes up that somebody has emptied it, such as by signing out, which tells no one in its own tab.
    pub fn look_again(&self) {
        self.hear(HEAD);
    }

    /// Waits until the draft has been read.
    pub async fn wait(&self) {
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
            // Until somebody has read that, it stays said.
            self.was_taken.set(self.was_taken.get() || !self.is_saved());
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
    pub fn head(self: &Rc<Self>, change: impl FnOnce(&mut DraftHead)) {
        self.give_id();
        change(&mut self.draft.borrow_mut().head);
        self.is_head_unsaved.set(true);
        self.changed.notify();
        self.save_soon();
    }

    /// Adds a line at the end.
    pub fn push(self: &Rc<Self>, line: DraftLine) {
        self.give_id();
        let page = self.draft.borrow_mut().push(line, &fresh);
        self.is_head_unsaved.set(true);
        self.touch(Some(page));
    }

    /// Adds a line where it belongs, as [`Draft::add`] does, and tells nobody yet.
    pub fn add(&self, line: DraftLine, known: &mut HashMap<String, u64>) {
        self.give_id();
        let page = self.draft.borrow_mut().add(line, known, &fresh);
        self.unsaved.borrow_mut().insert(page);
        self.is_head_unsaved.set(true);
    }

    /// A line of a page has changed.
    pub fn touch(self: &Rc<Self>, page: Option<u64>) {
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
            let store = Rc::downgrade(self);
            *timer = Some(Timer::after(SAVE_AFTER, move || {
                if let Some(store) = store.upgrade() {
                    store.save();
                }
            }));
        }
    }

    /// Writes what is not written, over nothing that was not read.
    pub fn save(&self) {
        self.timer.borrow_mut().take();
        if !self.is_ready.get() {
            return;
        }
        self.hear_head();
        let is_saved = self.is_saved();
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
        if !is_saved {
            keep_lines(self.draft.borrow().len());
        }
        self.changed.notify();
    }

    /// Empties the draft, here, in the browser and in all tabs.
    pub fn forget(&self) {
        storage::remove(HEAD);
        storage::remove_all(PAGE);
        keep_lines(0);
        self.forget_here();
        self.changed.notify();
        self.tell(HEAD);
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
