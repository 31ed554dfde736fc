//! One quote, live: what its page shows of it, and what becomes of it said aloud.

use super::standing::{due, may_at, status_at, turn_at};
use super::words::Told;
use crate::{
    data::{Query, use_now, use_topic},
    platform::{announce, page},
};
use fivefold_api::model::{Fact, Quote, QuoteAction, QuoteStatus, QuoteTurn};
use fivefold_api::vocabulary::{Instant, QuoteId};
use fivefold_view::prelude::*;

/// A quote as its page follows it. Cheap to copy.
#[derive(Clone, Copy)]
pub struct OwnQuote {
    /// The quote.
    pub quote: Signal<Quote>,
    /// Asks for it.
    pub query: Query<Quote>,
    /// What time it is for the server.
    pub now: Signal<Option<Instant>>,
    /// Where it stands now.
    pub status: Memo<QuoteStatus>,
    /// Whom it waits for now.
    pub turn: Memo<QuoteTurn>,
    /// Until when there is something to do.
    pub due: Memo<Option<Instant>>,
    /// How many messages are unread. What is read takes from it before the shop is asked again.
    pub unread: RwSignal<u32>,
}

/// Follows a quote for as long as its page is there. `told` says what becomes of it in the words of the page's side.
pub fn use_own_quote(quote: Signal<Quote>, query: Query<Quote>, told: fn(QuoteStatus) -> Told) -> OwnQuote {
    let now = use_now();
    let status = Memo::new(move |_| now.with(|now| quote.with(|quote| status_at(quote, *now))));
    let turn = Memo::new(move |_| now.with(|now| quote.with(|quote| turn_at(quote, *now))));
    let due = Memo::new(move |_| quote.with(due));
    let id = quote.with_untracked(|quote| quote.id.clone());
    let topic = Signal::derive(move || Some(["quote/", id.as_str()].concat()));
    // Messages are heard where they stand.
    let on_fact = move |fact: &Fact| {
        if fact.kind == "quote" {
            query.refetch();
        }
    };
    use_topic(topic, on_fact, move || query.refetch());
    let unread = RwSignal::new(quote.with_untracked(|quote| quote.unread));
    Effect::new(move |_| unread.set(quote.with(|quote| quote.unread)));
    Effect::new(move |before: Option<QuoteStatus>| {
        let now = status.get();
        if before.is_some_and(|before| before != now) {
            let told = told(now);
            announce::say(&[told.title, " ", told.text].concat());
            // An offer whose time is over by the clock is expired for the shop too, which may take a moment to say so.
            if now == QuoteStatus::Expired {
                query.refetch();
            }
        }
        now
    });
    OwnQuote { quote, query, now, status, turn, due, unread }
}

impl OwnQuote {
    /// The quote.
    pub fn id(self) -> QuoteId {
        self.quote.with_untracked(|quote| quote.id.clone())
    }

    /// A part of it. Reactive, and again only when that part is another one.
    pub fn part<T: PartialEq + Clone + Send + Sync + 'static>(self, part: fn(&Quote) -> T) -> Memo<T> {
        Memo::new(move |_| self.quote.with(part))
    }

    /// Where what had the focus is gone because the quote stands otherwise now, the element with this id gets it.
    pub fn keep_focus(self, heading: &'static str) {
        Effect::new(move |before: Option<QuoteStatus>| {
            let now = self.status.get();
            if before.is_some_and(|before| before != now) {
                request_animation_frame(move || page::recover_focus(heading));
            }
            now
        });
    }

    /// Whether something may be done now. Reactive, and again only when that changes.
    pub fn may(self, action: QuoteAction) -> Memo<bool> {
        Memo::new(move |_| self.now.with(|now| self.quote.with(|quote| may_at(quote, action, *now))))
    }
}
