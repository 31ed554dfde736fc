//! The cache at work: starts and stops requests, tells those who look. Type-erased, so that a further query
//! costs no further code.

use super::cache::{Answered, Cache, Ticket};
use crate::data::remote::Remote;
use crate::data::task::spawn;
use crate::platform::timers::monotonic;
use fivefold_api::error::ApiError;
use fivefold_view::prelude::{ArcTrigger, Notify};
use futures::future::{AbortHandle, Abortable, LocalBoxFuture};
use std::any::Any;
use std::cell::RefCell;
use std::rc::Rc;

pub(in crate::data) type Erased = Rc<dyn Any>;

/// Asks one question once.
pub(super) type Load = Rc<dyn Fn() -> LocalBoxFuture<'static, Result<Erased, ApiError>>>;

/// All queries of one mount.
#[derive(Default)]
pub struct Queries {
    cache: RefCell<Cache<Erased>>,
    slots: RefCell<Vec<Slot>>,
}

/// What is needed to ask for a key that somebody looks at.
struct Slot {
    key: String,
    load: Load,
    looking: Vec<Rc<ArcTrigger>>,
    abort: Option<AbortHandle>,
}

impl Queries {
    /// Everything whose key begins with `prefix` (a path such as `/v1/orders`) is out of date.
    pub fn invalidate(self: &Rc<Self>, prefix: &str) {
        let asked = self.cache.borrow_mut().invalidate(prefix);
        self.start_all(asked);
    }

    /// Somebody has come back: asks again for what is stale and looked at.
    pub fn wake(self: &Rc<Self>) {
        let asked = self.cache.borrow_mut().wake(monotonic());
        self.start_all(asked);
    }

    /// Asks again for what has changed, is looked at and could not be had.
    pub(in crate::data) fn ask_owed(self: &Rc<Self>) {
        let asked = self.cache.borrow_mut().ask_owed(monotonic());
        self.start_all(asked);
    }

    /// Forgets everything, and asks again for what is looked at.
    pub fn clear(self: &Rc<Self>) {
        let asked = self.cache.borrow_mut().clear();
        self.start_all(asked);
    }

    pub(super) fn refetch(self: &Rc<Self>, key: &str) {
        let asked = self.cache.borrow_mut().refetch(key);
        if let Some(ticket) = asked {
            self.start(key, ticket);
        }
    }

    pub(super) fn set(&self, key: &str, value: Erased) {
        let must_stop = self.cache.borrow_mut().set(key, value, monotonic());
        if must_stop {
            self.stop(key);
        }
        self.tell(key);
    }

    /// When the newest value of a key came.
    pub(super) fn came_at(&self, key: &str) -> Option<f64> {
        self.cache.borrow().came_at(key)
    }

    pub(super) fn known(&self, key: &str) -> Remote<Erased> {
        let cache = self.cache.borrow();
        let Some(known) = cache.known(key) else { return Remote::Loading };
        let value = known.value.cloned();
        match (known.error, value) {
            (Some(error), last) => Remote::Failed { error: error.clone(), last },
            (None, Some(value)) => Remote::Ready { value, refreshing: known.is_open },
            (None, None) => Remote::Loading,
        }
    }

    pub(super) fn observe(self: &Rc<Self>, key: &str, load: Load, looking: &Rc<ArcTrigger>) {
        {
            let mut slots = self.slots.borrow_mut();
            match slots.iter_mut().find(|slot| slot.key == key) {
                Some(slot) => {
                    slot.load = load;
                    slot.looking.push(looking.clone());
                }
                None => slots.push(Slot {
                    key: key.to_owned(),
                    load,
                    looking: vec![looking.clone()],
                    abort: None,
                }),
            }
        }
        let asked = self.cache.borrow_mut().observe(key, monotonic());
        if let Some(ticket) = asked {
            self.start(key, ticket);
        }
    }

    pub(super) fn leave(&self, key: &str, looking: &Rc<ArcTrigger>) {
        let must_stop = self.cache.borrow_mut().leave(key);
        if must_stop {
            self.stop(key);
        }
        let mut slots = self.slots.borrow_mut();
        if let Some(index) = slots.iter().position(|slot| slot.key == key) {
            slots[index].looking.retain(|other| !Rc::ptr_eq(other, looking));
            if slots[index].looking.is_empty() {
                slots.swap_remove(index);
            }
        }
    }

    fn start_all(self: &Rc<Self>, asked: Vec<(String, Ticket)>) {
        for (key, ticket) in asked {
            self.start(&key, ticket);
        }
    }

    fn start(self: &Rc<Self>, key: &str, ticket: Ticket) {
        let (abort, registration) = AbortHandle::new_pair();
        let load = {
            let mut slots = self.slots.borrow_mut();
            let Some(slot) = slots.iter_mut().find(|slot| slot.key == key) else { return };
            if let Some(earlier) = slot.abort.replace(abort) {
                earlier.abort();
            }
            slot.load.clone()
        };
        let (queries, key) = (self.clone(), key.to_owned());
        self.tell(&key);
        spawn(async move {
            let Ok(answer) = Abortable::new(load(), registration).await else { return };
            let outcome = queries.cache.borrow_mut().answered(&key, ticket, answer, monotonic());
            match outcome {
                Answered::Ignored => {}
                Answered::Taken => queries.tell(&key),
                Answered::AskAgain(ticket) => queries.start(&key, ticket),
            }
        });
    }

    fn stop(&self, key: &str) {
        let mut slots = self.slots.borrow_mut();
        let slot = slots.iter_mut().find(|slot| slot.key == key);
        if let Some(abort) = slot.and_then(|slot| slot.abort.take()) {
            abort.abort();
        }
    }

    fn tell(&self, key: &str) {
        let slots = self.slots.borrow();
        let looking = slots.iter().find(|slot| slot.key == key).map(|slot| slot.looking.clone());
        drop(slots);
        for looking in looking.unwrap_or_default() {
            looking.notify();
        }
    }
}
