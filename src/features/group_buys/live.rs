//! One group-buy, live: what is asked, what is heard, and what of it is said aloud. The decisions are in `group`.

use super::group::{Group, News};
use super::time::asks_now;
use super::words::news_words;
use crate::{
    data::{Query, Who, use_now, use_query_when, use_runtime, use_session, use_topic},
    platform::announce,
};
use fivefold_api::endpoints::GetMyGroupBuy;
use fivefold_api::http;
use fivefold_api::json::FromJson;
use fivefold_api::model::{Fact, GroupBuy, GroupBuyFact, GroupBuyState, MyGroupBuy, SeatFact};
use fivefold_api::vocabulary::{GroupBuyId, Instant};
use fivefold_view::prelude::*;

/// A group-buy as its page follows it. Cheap to copy.
#[derive(Clone, Copy)]
pub struct LiveGroup {
    /// What does not change while it is looked at; members and siblings as of the last snapshot.
    pub group_buy: Signal<GroupBuy>,
    /// What does.
    pub group: RwSignal<Group>,
    /// What time it is for the server.
    pub now: Signal<Option<Instant>>,
    /// Nothing arrives by itself.
    pub is_paused: Memo<bool>,
    /// Whose session this is.
    pub who: Memo<Who>,
    /// Where the visitor stands. Asked again whenever a fact says that it may be otherwise.
    pub mine: Query<MyGroupBuy>,
    query: Query<GroupBuy>,
}

/// Follows a group-buy for as long as its page is there.
pub fn use_live_group(group_buy: Signal<GroupBuy>, query: Query<GroupBuy>) -> LiveGroup {
    let runtime = use_runtime();
    let id = group_buy.with_untracked(|group| group.card.id.clone());
    let who = use_session();
    let port = http::groups(runtime.client());
    let asked = id.clone();
    let mine = use_query_when(
        move || (who.get() != Who::Nobody).then(|| GetMyGroupBuy { id: asked.clone() }),
        move |query| port.mine(query),
    );
    let live = LiveGroup {
        group_buy,
        group: RwSignal::new(group_buy.with_untracked(Group::new)),
        now: use_now(),
        is_paused: Memo::new(move |_| runtime.is_live_paused()),
        who,
        mine,
        query,
    };
    // The same answer again is no news, whatever is asked meanwhile.
    let snapshot = Memo::new(move |_| group_buy.get());
    Effect::new(move |_| {
        snapshot.with(|snapshot| {
            if live.group.with_untracked(|group| group.is_news(snapshot)) {
                live.hear(|group| group.snapshot(snapshot));
            }
        });
    });
    Effect::new(move |_| {
        if let Some(mine) = mine.get().latest() {
            live.heard(&mine.state);
        }
    });
    let again = move || {
        query.refetch();
        mine.refetch();
    };
    let topic = ["group-buy/", id.as_str()].concat();
    let on_fact = move |fact: &Fact| {
        let Ok(news) = GroupBuyFact::from_json(fact.data.clone()) else { return };
        // The snapshot is left as it is: putting one in its place would call off one that is on its way, and with it
        // who is in and where else one can join.
        live.hear(|group| group.fact(&news));
    };
    use_topic(Signal::derive(move || Some(topic.clone())), on_fact, again);
    let on_mine = move |fact: &Fact| {
        if let Ok(news) = SeatFact::from_json(fact.data.clone())
            && news.group_buy == id
        {
            live.heard(&news.state);
            mine.refetch();
        }
    };
    let me = Signal::derive(move || (who.get() == Who::Member).then(|| "me".to_owned()));
    use_topic(me, on_mine, move || mine.refetch());
    // The last minutes are asked about more often than the feed does while it is down.
    let second = Memo::new(move |_| live.now.get().map(|now| now.millis() / 1_000));
    Effect::new(move |_| {
        if let Some(second) = second.get()
            && live.is_paused.get()
            && live
                .group
                .with_untracked(|group| asks_now(group.state(), Instant::from_millis(second * 1_000)))
        {
            query.refetch();
        }
    });
    live
}

impl LiveGroup {
    /// The group-buy.
    pub fn id(self) -> GroupBuyId {
        self.group_buy.with_untracked(|group| group.card.id.clone())
    }

    /// Where it stands. Reactive.
    pub fn state(self) -> Signal<GroupBuyState> {
        Signal::derive(move || self.group.with(|group| group.state().clone()))
    }

    /// A part of where it stands. Reactive, and again only when that part is another one.
    pub fn memo<T: PartialEq + Clone + Send + Sync + 'static>(
        self,
        part: impl Fn(&GroupBuyState) -> T + Send + Sync + 'static,
    ) -> Memo<T> {
        Memo::new(move |_| self.group.with(|group| part(group.state())))
    }

    /// Takes a state that came with an answer.
    pub fn heard(self, state: &GroupBuyState) {
        self.hear(|group| group.heard(state));
    }

    /// Takes what was heard and says aloud what matters.
    pub fn hear(self, change: impl FnOnce(&mut Group) -> Vec<News>) {
        let Some(news) = untrack(|| self.group.try_update(change)).filter(|news| !news.is_empty()) else {
            return;
        };
        self.group.with_untracked(|group| say_news(&news, group.state()));
        if news.contains(&News::Mine) {
            self.mine.refetch();
        }
        if news.contains(&News::Stale) {
            self.query.refetch();
        }
    }
}

/// Says news aloud, all that came together at once.
pub fn say_news(news: &[News], state: &GroupBuyState) {
    let words = news_words(news, state);
    if !words.is_empty() {
        announce::say(&words);
    }
}
