//! The cache's rules: what is asked, when, and which answer counts. Plain data; no clock, no network.
//!
//! **Invariant**: an answer counts only if it belongs to the question that is open for its key. A question
//! is open from [`Cache::observe`], [`Cache::refetch`] or [`Cache::invalidate`] until its answer, until
//! nobody looks any more, or until [`Cache::set`] knows better.

use fivefold_api::error::ApiError;

/// After how many milliseconds an answer is asked for again when somebody looks.
pub const STALE_AFTER: f64 = 30_000.0;

/// How long after a failure what is owed is asked for again.
const OWED_AFTER: f64 = 2_000.0;

/// How many answers are kept that nobody looks at.
const KEPT: usize = 60;

/// Names one question, so that a late answer is recognised.
pub(super) type Ticket = u64;

/// What is known, by key. `V` is the value's type, erased in the app.
#[derive(Debug)]
pub(super) struct Cache<V> {
    entries: Vec<Entry<V>>,
    tickets: Ticket,
}

#[derive(Debug)]
struct Entry<V> {
    key: String,
    value: Option<V>,
    error: Option<ApiError>,
    /// When the value came.
    at: f64,
    is_stale: bool,
    observers: u32,
    open: Option<Ticket>,
    /// Something changed while the question was open, so its answer may be too old.
    is_overtaken: bool,
    /// Something changed, and no answer has told it since.
    is_owed: bool,
    /// When the last question failed.
    failed_at: f64,
}

/// What one key holds.
#[derive(Debug, PartialEq)]
pub(super) struct Known<'a, V> {
    /// The newest value.
    pub value: Option<&'a V>,
    /// Why the last question failed, if it did.
    pub error: Option<&'a ApiError>,
    /// Whether an answer is awaited.
    pub is_open: bool,
}

/// What an answer changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Answered {
    /// Nothing: its question was given up.
    Ignored,
    /// The key holds it now.
    Taken,
    /// The key holds it now, and it must be asked again, because something changed meanwhile.
    AskAgain(Ticket),
}

impl<V> Default for Cache<V> {
    fn default() -> Self {
        Self { entries: Vec::new(), tickets: 0 }
    }
}

impl<V> Cache<V> {
    /// What `key` holds.
    #[must_use]
    pub(super) fn known(&self, key: &str) -> Option<Known<'_, V>> {
        let entry = self.entries.iter().find(|entry| entry.key == key)?;
        Some(Known {
            value: entry.value.as_ref(),
            error: entry.error.as_ref(),
            is_open: entry.open.is_some(),
        })
    }

    /// When the newest value of `key` came.
    #[must_use]
    pub(super) fn came_at(&self, key: &str) -> Option<f64> {
        let entry = self.entries.iter().find(|entry| entry.key == key)?;
        entry.value.is_some().then_some(entry.at)
    }

    /// Somebody looks at `key`. A ticket means: ask now.
    pub(super) fn observe(&mut self, key: &str, now: f64) -> Option<Ticket> {
        let index = self.entry(key);
        let entry = &mut self.entries[index];
        entry.observers += 1;
        (entry.open.is_none() && entry.needs_asking(now)).then(|| self.ask(index))
    }

    /// Somebody looks at `key` no more. `true` means: nobody does, stop asking.
    pub(super) fn leave(&mut self, key: &str) -> bool {
        let Some(index) = self.entries.iter().position(|entry| entry.key == key) else { return false };
        let entry = &mut self.entries[index];
        entry.observers = entry.observers.saturating_sub(1);
        if entry.observers > 0 {
            return false;
        }
        let was_open = entry.open.take().is_some();
        entry.is_overtaken = false;
        // What was just left is the last to be forgotten.
        let entry = self.entries.remove(index);
        if entry.value.is_some() {
            self.entries.push(entry);
            self.forget_old();
        }
        was_open
    }

    /// Asks for `key` again. No ticket means: an open question will be followed by another, or nobody looks.
    pub(super) fn refetch(&mut self, key: &str) -> Option<Ticket> {
        let index = self.entries.iter().position(|entry| entry.key == key)?;
        self.ask_again(index)
    }

    /// Everything whose key begins with `prefix` is out of date. What is looked at must be asked now.
    pub(super) fn invalidate(&mut self, prefix: &str) -> Vec<(String, Ticket)> {
        let mut asked = Vec::new();
        for index in 0..self.entries.len() {
            if self.entries[index].key.starts_with(prefix)
                && let Some(ticket) = self.ask_again(index)
            {
                asked.push((self.entries[index].key.clone(), ticket));
            }
        }
        asked
    }

    /// Somebody has come back to the page. What is looked at and stale must be asked now.
    pub(super) fn wake(&mut self, now: f64) -> Vec<(String, Ticket)> {
        let mut asked = Vec::new();
        for index in 0..self.entries.len() {
            let entry = &self.entries[index];
            if entry.observers > 0 && entry.open.is_none() && entry.needs_asking(now) {
                let key = entry.key.clone();
                asked.push((key, self.ask_quietly(index)));
            }
        }
        asked
    }

    /// Time has passed. What has changed, is looked at and could not be had must be asked again: without that a
    /// gap of the live feed whose snapshot fails would stay (X-LIVE).
    pub(super) fn ask_owed(&mut self, now: f64) -> Vec<(String, Ticket)> {
        let mut asked = Vec::new();
        for index in 0..self.entries.len() {
            let entry = &self.entries[index];
            let may_come = entry.error.as_ref().is_some_and(ApiError::may_retry);
            let is_due = entry.is_owed && may_come && now - entry.failed_at >= OWED_AFTER;
            if entry.observers > 0 && entry.open.is_none() && is_due {
                let key = entry.key.clone();
                asked.push((key, self.ask_quietly(index)));
            }
        }
        asked
    }

    /// An answer has come.
    pub(super) fn answered(
        &mut self,
        key: &str,
        ticket: Ticket,
        answer: Result<V, ApiError>,
        now: f64,
    ) -> Answered {
        let Some(index) = self.entries.iter().position(|entry| entry.key == key) else {
            return Answered::Ignored;
        };
        let entry = &mut self.entries[index];
        if entry.open != Some(ticket) {
            return Answered::Ignored;
        }
        entry.open = None;
        let is_overtaken = std::mem::take(&mut entry.is_overtaken);
        match answer {
            Ok(value) => {
                entry.value = Some(value);
                entry.error = None;
                entry.at = now;
                entry.is_stale = is_overtaken;
                entry.is_owed = is_overtaken;
            }
            // What was out of date still is.
            Err(error) => {
                entry.error = Some(error);
                entry.failed_at = now;
            }
        }
        if is_overtaken {
            return Answered::AskAgain(self.ask(index));
        }
        Answered::Taken
    }

    /// A mutation has answered with the newest value of `key`. `true` means: stop asking, an open question
    /// may have been answered before the mutation.
    pub(super) fn set(&mut self, key: &str, value: V, now: f64) -> bool {
        let index = self.entry(key);
        let entry = &mut self.entries[index];
        entry.value = Some(value);
        entry.error = None;
        entry.at = now;
        entry.is_stale = false;
        entry.is_overtaken = false;
        entry.is_owed = false;
        let was_open = entry.open.take().is_some();
        self.forget_old();
        was_open
    }

    /// Forgets every value: on sign-out. What is looked at must be asked now.
    pub(super) fn clear(&mut self) -> Vec<(String, Ticket)> {
        self.entries.retain(|entry| entry.observers > 0);
        for entry in &mut self.entries {
            entry.value = None;
            entry.error = None;
            entry.open = None;
            entry.is_overtaken = false;
        }
        (0..self.entries.len()).map(|index| (self.entries[index].key.clone(), self.ask(index))).collect()
    }

    fn entry(&mut self, key: &str) -> usize {
        if let Some(index) = self.entries.iter().position(|entry| entry.key == key) {
            return index;
        }
        self.entries.push(Entry {
            key: key.to_owned(),
            value: None,
            error: None,
            at: 0.0,
            is_stale: true,
            observers: 0,
            open: None,
            is_overtaken: false,
            is_owed: false,
            failed_at: 0.0,
        });
        self.entries.len() - 1
    }

    fn ask(&mut self, index: usize) -> Ticket {
        self.tickets += 1;
        let entry = &mut self.entries[index];
        entry.open = Some(self.tickets);
        entry.error = None;
        self.tickets
    }

    /// Nobody has pressed for another try: what is said of the failure stays until something better comes.
    fn ask_quietly(&mut self, index: usize) -> Ticket {
        let error = self.entries[index].error.take();
        let ticket = self.ask(index);
        self.entries[index].error = error;
        ticket
    }

    fn ask_again(&mut self, index: usize) -> Option<Ticket> {
        let entry = &mut self.entries[index];
        entry.is_stale = true;
        entry.is_owed = true;
        if entry.open.is_some() {
            entry.is_overtaken = true;
            return None;
        }
        (entry.observers > 0).then(|| self.ask(index))
    }

    fn forget_old(&mut self) {
        let unseen = self.entries.iter().filter(|entry| entry.observers == 0).count();
        let mut surplus = unseen.saturating_sub(KEPT);
        self.entries.retain(|entry| {
            let goes = surplus > 0 && entry.observers == 0;
            surplus -= usize::from(goes);
            !goes
        });
    }
}

impl<V> Entry<V> {
    fn needs_asking(&self, now: f64) -> bool {
        self.is_stale || self.value.is_none() || self.error.is_some() || now - self.at >= STALE_AFTER
    }
}

#[cfg(test)]
#[path = "cache_tests.rs"]
mod tests;
