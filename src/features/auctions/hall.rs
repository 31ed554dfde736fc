//! What is live beyond one lot: the cards of a list, the lots that are watched, the loss of a lead told once in all
//! tabs.

use crate::{
    data::{Query, Who, spawn, use_navigate, use_query_when, use_runtime, use_session, use_topic},
    platform::{announce, locks, page, storage, timers},
    routes, text,
    ui::{Tone, use_toasts},
};
use fivefold_api::endpoints::{DeleteWatch, ListMyAuctions, PutWatch};
use fivefold_api::http;
use fivefold_api::json::FromJson;
use fivefold_api::model::{
    AuctionCard, AuctionCardFact, AuctionList, AuctionState, BidPosition, Fact, MyAuctionFact, MyLots,
};
use fivefold_api::vocabulary::AuctionId;
use fivefold_view::prelude::*;
use leptos_router::NavigateOptions;
use std::time::Duration;

/// The topic of all lots.
const LOTS: &str = "auctions";
/// The topic of what concerns the visitor.
const ME: &str = "me";

/// The cards of a list, each with a state of its own. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Hall {
    cards: StoredValue<Vec<(AuctionId, RwSignal<AuctionState>)>>,
    /// Whose revisions they have.
    epoch: StoredValue<String>,
    /// How many lots have come since the list was asked for.
    pub fresh: RwSignal<u64>,
    query: Query<AuctionList>,
}

/// Follows the lots of a list.
pub fn use_hall(list: Signal<AuctionList>, query: Query<AuctionList>) -> Hall {
    let hall = Hall {
        cards: StoredValue::new(Vec::new()),
        epoch: StoredValue::new(list.with_untracked(|list| list.live.epoch.clone())),
        fresh: RwSignal::new(0),
        query,
    };
    // An answer that comes again brings what was missed. Another epoch begins anew.
    Effect::new(move |_| {
        list.with(|list| {
            let is_anew = hall.epoch.with_value(|epoch| *epoch != list.live.epoch);
            hall.epoch.set_value(list.live.epoch.clone());
            list.page.items.iter().for_each(|card| hall.take(&card.id, &card.state, is_anew));
        });
        hall.fresh.set(0);
    });
    let on_fact = move |is_new: bool, news: AuctionCardFact| {
        if is_new {
            hall.fresh.update(|count| *count += 1);
        } else {
            hall.take(&news.auction, &news.state, false);
        }
    };
    use_lot_facts(on_fact, move || query.refetch());
    hall
}

/// Follows all lots: whether one has come, and how it stands.
pub fn use_lot_facts(on_fact: impl Fn(bool, AuctionCardFact) + 'static, on_gap: impl Fn() + 'static) {
    let on_fact = move |fact: &Fact| {
        if let Ok(news) = AuctionCardFact::from_json(fact.data.clone()) {
            on_fact(fact.kind == "lot", news);
        }
    };
    use_topic(Signal::derive(|| Some(LOTS.to_owned())), on_fact, on_gap);
}

impl Hall {
    /// The state of a card that is about to be drawn, for as long as the card is there.
    pub fn enter(self, card: &AuctionCard) -> RwSignal<AuctionState> {
        let state = RwSignal::new(card.state.clone());
        self.cards.update_value(|cards| {
            cards.retain(|(id, known)| *id != card.id && known.try_with_untracked(|_| ()).is_some());
            cards.push((card.id.clone(), state));
        });
        state
    }

    /// Asks for the list anew, with the lots that have come.
    pub fn show_fresh(self) {
        self.query.refetch();
    }

    /// Shows a state unless a newer one is shown.
    fn take(self, id: &AuctionId, state: &AuctionState, is_anew: bool) {
        let found = self
            .cards
            .with_value(|cards| cards.iter().find(|(known, _)| known == id).map(|(_, found)| *found));
        if let Some(found) = found
            && found.try_with_untracked(|known| is_anew || known.revision < state.revision) == Some(true)
        {
            found.set(state.clone());
        }
    }
}

/// The lots that the visitor watches. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Watching {
    ids: RwSignal<Vec<AuctionId>>,
    toggle: Callback<AuctionId>,
}

/// What is watched, as far as the newest page of it says.
pub fn use_watching() -> Watching {
    let runtime = use_runtime();
    let session = use_session();
    let port = http::watching(runtime.client());
    let ask = port.clone();
    let known = use_query_when(
        move || {
            (session.get() != Who::Nobody)
                .then(|| ListMyAuctions { list: MyLots::Watching, page: String::new() })
        },
        move |query| ask.my_auctions(query),
    );
    let ids = RwSignal::new(Vec::new());
    Effect::new(move |_| {
        if let Some(page) = known.get().latest() {
            ids.set(page.items.into_iter().map(|lot| lot.card.id).collect());
        }
    });
    let toasts = use_toasts();
    let toggle = move |id: AuctionId| {
        let is_watched = ids.with_untracked(|ids: &Vec<AuctionId>| ids.contains(&id));
        put(ids, &id, !is_watched);
        let (runtime, answer) = (
            runtime.clone(),
            if is_watched {
                port.unwatch(DeleteWatch { id: id.clone() })
            } else {
                port.watch(PutWatch { id: id.clone() })
            },
        );
        let words = if is_watched { &text::auctions::UNWATCHED } else { &text::auctions::WATCHED };
        spawn(async move {
            if answer.await.is_ok() {
                announce::say(words.get());
                runtime.queries().invalidate("/v1/me/auctions");
            } else {
                put(ids, &id, is_watched);
                toasts.say(Tone::Bad, text::errors::GENERIC_TEXT.get());
            }
        });
    };
    Watching { ids, toggle: Callback::new(toggle) }
}

fn put(ids: RwSignal<Vec<AuctionId>>, id: &AuctionId, is_watched: bool) {
    let _ = ids.try_update(|ids| {
        ids.retain(|known| known != id);
        if is_watched {
            ids.push(id.clone());
        }
    });
}

impl Watching {
    /// Whether a lot is being watched. Reactive.
    pub fn has(self, id: &AuctionId) -> bool {
        self.ids.with(|ids| ids.contains(id))
    }

    /// The shop has said whether a lot is being watched.
    pub fn learn(self, id: &AuctionId, is_watched: bool) {
        if untrack(|| self.has(id)) != is_watched {
            put(self.ids, id, is_watched);
        }
    }

    /// Watches a lot, or no longer.
    pub fn toggle(self, id: &AuctionId) {
        self.toggle.run(id.clone());
    }
}

/// Tells the visitor who loses the lead on any lot but `here`, whose page tells it itself.
pub fn use_outbid_news(here: Option<AuctionId>) {
    let tell = use_outbid_teller();
    let on_fact = move |news: &MyAuctionFact| {
        if news.position == BidPosition::Outbid && here.as_ref() != Some(&news.auction) {
            let amount = crate::platform::intl::format_money(&news.state.minimum);
            tell.run(Outbid {
                words: text::auctions::outbid_on(&amount, &news.title),
                revision: news.state.revision,
                auction: news.auction.clone(),
                again: None,
            });
        }
    };
    use_my_facts(on_fact, || ());
}

/// Follows what the shop tells the visitor about lots.
pub fn use_my_facts(on_fact: impl Fn(&MyAuctionFact) + 'static, on_gap: impl Fn() + 'static) {
    let session = use_session();
    let on_fact = move |fact: &Fact| {
        if let Ok(news) = MyAuctionFact::from_json(fact.data.clone()) {
            on_fact(&news);
        }
    };
    use_topic(Signal::derive(move || (session.get() == Who::Member).then(|| ME.to_owned())), on_fact, on_gap);
}

/// A lead that was lost.
pub struct Outbid {
    /// The lot.
    pub auction: AuctionId,
    /// The state of the lot in which it was lost.
    pub revision: u64,
    /// What to say.
    pub words: String,
    /// What "bid again" does here; elsewhere it leads to the lot.
    pub again: Option<Callback<()>>,
}

/// A tab that nobody looks at leaves it for so long to one that is looked at.
const HIDDEN_WAITS: Duration = Duration::from_millis(500);

/// What tells of a lost lead: one assertive announcement and one toast, in one of all tabs (C2C-13).
pub fn use_outbid_teller() -> Callback<Outbid> {
    let toasts = use_toasts();
    let navigate = use_navigate();
    Callback::new(move |outbid: Outbid| {
        spawn(async move {
            if !is_first(&outbid.auction, outbid.revision).await {
                return;
            }
            announce::alert(&outbid.words);
            let lot = routes::auction(&outbid.auction);
            let again = outbid
                .again
                .unwrap_or_else(|| Callback::new(move |()| navigate(&lot, NavigateOptions::default())));
            toasts.offer(Tone::Warning, outbid.words, text::auctions::BID_AGAIN.get(), again);
        });
    })
}

/// Whether no other tab has told of this loss, or of a later one.
async fn is_first(auction: &AuctionId, revision: u64) -> bool {
    if !page::is_visible() {
        timers::sleep(HIDDEN_WAITS).await;
    }
    let name = ["account.outbid.", auction.as_str()].concat();
    let _one_at_a_time = locks::acquire("fivefold.outbid").await;
    let told = storage::get(&name).and_then(|text| text.parse::<u64>().ok()).unwrap_or_default();
    if told >= revision {
        return false;
    }
    storage::set(&name, &revision.to_string());
    true
}
