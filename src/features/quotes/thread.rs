//! The messages on a quote as they come in: pages, single ones, news of files. In the shop's order, each once (B2B-12).
//! Plain rules.

use fivefold_api::model::{Attachment, QuoteMessage, QuoteMessages, QuoteParty, ReadMark};
use std::collections::BTreeMap;

/// What is known of a thread.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Thread {
    messages: BTreeMap<u64, QuoteMessage>,
    /// Where older messages begin; 0 when there are none, or nobody knows yet.
    older: u64,
    /// Up to which place everything was read.
    read_to: u64,
    /// Which epoch the places are of.
    epoch: String,
}

impl Thread {
    /// Takes a page: the newest, or older ones. The newest of another epoch begin the thread anew.
    pub fn take_page(&mut self, page: &QuoteMessages) {
        if page.live.epoch != self.epoch {
            *self = Self { epoch: page.live.epoch.clone(), ..Self::default() };
        }
        let next = page.page.next.as_deref().and_then(|next| next.parse().ok()).unwrap_or(0);
        let first = self.messages.keys().next().copied();
        let goes_back = |place: &u64| first.is_none_or(|first| *place < first);
        let is_older = page.page.items.is_empty() || page.page.items.iter().any(|one| goes_back(&one.place));
        // Between the newest and what is known there may be more than a page.
        let oldest = page.page.items.iter().map(|message| message.place).min().unwrap_or(0);
        let newest_known = self.messages.keys().next_back().copied().unwrap_or(0);
        if next > 0 && newest_known > 0 && oldest > newest_known.saturating_add(1) {
            self.messages.clear();
            self.older = next;
        } else if is_older {
            self.older = next;
        }
        self.messages.extend(page.page.items.iter().map(|message| (message.place, message.clone())));
        self.read_to = self.read_to.max(page.read_to);
    }

    /// Takes a message that was heard or sent. Whether it was not known.
    pub fn take(&mut self, message: &QuoteMessage) -> bool {
        self.messages.insert(message.place, message.clone()).is_none()
    }

    /// Takes news of a file: it was scanned.
    pub fn take_file(&mut self, file: &Attachment) {
        for known in self.messages.values_mut().flat_map(|message| &mut message.attachments) {
            if known.id == file.id {
                *known = file.clone();
            }
        }
    }

    /// Takes what was read, here or elsewhere. It never moves back.
    pub fn take_mark(&mut self, mark: &ReadMark) {
        self.read_to = self.read_to.max(mark.read_to);
    }

    /// All messages, oldest first.
    pub fn messages(&self) -> Vec<QuoteMessage> {
        self.messages.values().cloned().collect()
    }

    /// Whether nothing was written.
    pub fn is_empty(&self) -> bool {
        self.messages.is_empty()
    }

    /// Where older messages begin, if there are any.
    pub fn older(&self) -> Option<u64> {
        (self.older > 0).then_some(self.older)
    }

    /// Up to which place there is something to mark as read: the newest, if something of the other side is unread.
    pub fn to_mark(&self, own: QuoteParty) -> Option<u64> {
        let newest = self.messages.keys().next_back().copied()?;
        (self.unread(own) > 0).then_some(newest)
    }

    /// How many messages of the other side are unread, of those that are known.
    pub fn unread(&self, own: QuoteParty) -> usize {
        self.messages.range(self.read_to.saturating_add(1)..).filter(|(_, one)| one.by != own).count()
    }
}

#[cfg(test)]
#[path = "thread_tests.rs"]
mod tests;
