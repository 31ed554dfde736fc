//! One lot, live: what is asked, what is heard, and what of it is said aloud. The decisions are in `room`.

use super::hall::{Outbid, use_my_facts, use_outbid_teller};
use super::room::{News, Room};
use super::time::asks_now;
use crate::{
    data::{Query, Who, spawn, use_now, use_query, use_query_when, use_runtime, use_session, use_topic},
    platform::{announce, intl, intl::DateStyle},
    text,
};
use fivefold_api::endpoints::{GetMyAuction, ListBids};
use fivefold_api::http;
use fivefold_api::json::FromJson;
use fivefold_api::model::{Auction, AuctionFact, BidPosition, Fact, MyAuction, MyAuctionFact};
use fivefold_api::ports::Lots;
use fivefold_api::vocabulary::{AuctionId, Instant};
use fivefold_view::prelude::*;
use leptos::html;
use std::sync::Arc;

/// A lot as its page follows it. Cheap to copy.
#[derive(Clone, Copy)]
pub struct LiveLot {
    /// What does not change while it is looked at.
    pub auction: Signal<Auction>,
    /// What does.
    pub room: RwSignal<Room>,
    /// What time it is for the server.
    pub now: Signal<Option<Instant>>,
    /// Nothing arrives by itself (C2C-12).
    pub is_paused: Memo<bool>,
    /// Whose session this is.
    pub who: Memo<Who>,
    /// Where the visitor stands.
    pub mine: Query<MyAuction>,
    /// The field of the bid, to lead to it.
    pub input: NodeRef<html::Input>,
    /// Told when somebody wants to bid again.
    pub again: RwSignal<u32>,
    /// Leads to the field, for a message that outlives the moment in which it is made.
    press: Callback<()>,
    port: StoredValue<Arc<dyn Lots>>,
    tell: Callback<Outbid>,
}

/// Follows a lot for as long as its page is there.
pub fn use_live_lot(auction: Signal<Auction>, query: Query<Auction>) -> LiveLot {
    let runtime = use_runtime();
    let id = auction.with_untracked(|auction| auction.card.id.clone());
    let who = use_session();
    let (port, my_port) = (http::lots(runtime.client()), http::bidding(runtime.client()));
    let asked = id.clone();
    let mine = use_query_when(
        move || (who.get() != Who::Nobody).then(|| GetMyAuction { id: asked.clone() }),
        move |query| my_port.mine(query),
    );
    let (asked, ask) = (id.clone(), port.clone());
    let newest = use_query(move || ListBids { id: asked.clone(), before: 0 }, move |query| ask.bids(query));
    let wish = RwSignal::new(0);
    let lot = LiveLot {
        auction,
        room: RwSignal::new(auction.with_untracked(Room::new)),
        now: use_now(),
        is_paused: Memo::new(move |_| runtime.is_live_paused()),
        who,
        mine,
        input: NodeRef::new(),
        again: wish,
        press: Callback::new(move |()| wish.update(|again| *again += 1)),
        port: StoredValue::new(port),
        tell: use_outbid_teller(),
    };
    Effect::new(move |_| {
        auction.with(|auction| {
            if lot.room.with_untracked(|room| room.is_news(auction)) {
                lot.hear(|room| room.snapshot(auction));
            }
        });
    });
    // What one account has to do with a lot is nothing to the next one.
    Effect::new(move |before: Option<Who>| {
        let now = who.get();
        if before.is_some_and(|before| before != now) {
            lot.room.update(Room::forget_mine);
        }
        now
    });
    Effect::new(move |_| {
        if let Some(mine) = mine.get().latest() {
            lot.hear(|room| room.heard_mine(&mine));
        }
    });
    Effect::new(move |_| {
        if let Some(page) = newest.get().latest() {
            lot.room.update(|room| room.history(&page.items));
        }
    });
    // Another epoch begins the history anew.
    let epoch = Memo::new(move |_| auction.with(|auction| auction.live.epoch.clone()));
    Effect::new(move |before: Option<String>| {
        let now = epoch.get();
        if before.is_some_and(|before| before != now) {
            newest.refetch();
        }
        now
    });
    // Asked once for each state in which only the shop can say; what fails is owed and asked for again.
    let only_shop_knows = Memo::new(move |_| {
        lot.room.with(|room| (room.position() == BidPosition::Unknown).then(|| room.state().revision))
    });
    Effect::new(move |_| {
        if only_shop_knows.get().is_some() {
            mine.refetch();
        }
    });
    let again = move || {
        query.refetch();
        newest.refetch();
        mine.refetch();
    };
    let topic = ["auction/", id.as_str()].concat();
    let on_fact = move |fact: &Fact| {
        let Ok(news) = AuctionFact::from_json(fact.data.clone()) else { return };
        lot.hear(|room| room.fact(&news));
        if let Some(mut known) = auction.try_get_untracked()
            && known.card.state.revision < news.state.revision
        {
            known.card.state = news.state;
            query.set(known);
        }
    };
    use_topic(Signal::derive(move || Some(topic.clone())), on_fact, again);
    let here = id.clone();
    let on_mine = move |fact: &MyAuctionFact| {
        if fact.auction == here {
            lot.hear(|room| room.told(fact));
            mine.refetch();
        }
    };
    use_my_facts(on_mine, move || mine.refetch());
    // The last minutes are asked about more often than the feed does while it is down (C2C-12).
    let second = Memo::new(move |_| lot.now.get().map(|now| now.millis() / 1_000));
    Effect::new(move |_| {
        if let Some(second) = second.get()
            && lot.is_paused.get()
            && lot.room.with_untracked(|room| asks_now(room.state(), Instant::from_millis(second * 1_000)))
        {
            query.refetch();
        }
    });
    lot
}

impl LiveLot {
    /// Takes what was heard and says aloud what matters.
    pub fn hear(self, change: impl FnOnce(&mut Room) -> Vec<News>) {
        let news = untrack(|| self.room.try_update(change)).unwrap_or_default();
        if news.contains(&News::Phase) {
            self.mine.refetch();
        }
        let is_outbid = news.iter().any(|news| matches!(news, News::Outbid(_)));
        for news in news {
            self.say(news, is_outbid);
        }
    }

    /// Leads to the field, filled with what would be taken now.
    pub fn bid_again(self) {
        self.press.run(());
    }

    /// Asks for the bids before the oldest one shown.
    pub fn load_older(self) {
        let before = self.room.with_untracked(|room| room.bids().last().map_or(0, |bid| bid.seq));
        let id = self.id();
        let answer = self.port.with_value(|port| port.bids(ListBids { id, before }));
        spawn(async move {
            match answer.await {
                Ok(page) => {
                    let _ = self.room.try_update(|room| room.history(&page.items));
                }
                Err(_) => announce::alert(text::errors::GENERIC_TEXT.get()),
            }
        });
    }

    /// The lot.
    pub fn id(self) -> AuctionId {
        self.auction.with_untracked(|auction| auction.card.id.clone())
    }

    fn say(self, news: News, is_outbid: bool) {
        let state = self.room.with_untracked(|room| room.state().clone());
        match news {
            News::Outbid(revision) => {
                let auction = self.id();
                let words = text::auctions::outbid(&intl::format_money(&state.minimum));
                let again = Some(self.press);
                self.tell.run(Outbid { auction, revision, words, again });
            }
            // Being outbid says the price already.
            News::Price if is_outbid => {}
            News::Price => announce::say(&text::auctions::price_now(&intl::format_money(&state.price))),
            News::ReserveMet => announce::say(text::auctions::RESERVE_MET_NOW.get()),
            News::Extended => {
                announce::say(&text::auctions::extended_now(&intl::format_date(
                    state.ends_at,
                    DateStyle::Moment,
                )));
            }
            News::Phase => announce::say(super::components::time_left::phase_words(state.phase)),
        }
    }
}
