//! The server's own story of a lot, read past the proxy.

use super::record::{Row, Stated, TrueBid, Truth};
use fivefold::data::live::sse::Decoder;
use fivefold_api::endpoints::GetEvents;
use fivefold_api::json;
use fivefold_api::json::FromJson as _;
use fivefold_api::model::{Auction, AuctionFact, AuctionOutcome, AuctionPhase, AuctionState, Bid, Fact};
use fivefold_api::vocabulary::Page;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::task::JoinHandle;

type Error = Box<dyn std::error::Error + Send + Sync>;

/// Follows the facts of a lot from its first one, and goes on after the server was away.
#[derive(Debug)]
pub(super) struct Witness {
    origin: String,
    lot: String,
    heard: Arc<Mutex<Heard>>,
    task: JoinHandle<()>,
}

#[derive(Debug, Default)]
struct Heard {
    epoch: String,
    seq: u64,
    states: BTreeMap<u64, Stated>,
    is_sold: bool,
    fault: Option<String>,
}

impl Drop for Witness {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Witness {
    /// Begins with a lot on which nobody has bid.
    pub(super) fn of(origin: String, auction: &Auction) -> Self {
        let mut heard =
            Heard { epoch: auction.live.epoch.clone(), seq: auction.live.seq, ..Heard::default() };
        heard.states.insert(0, stated(&auction.card.state, i64::MIN));
        let heard = Arc::new(Mutex::new(heard));
        let (url, topic, known) = (origin.clone(), auction.live.topic.clone(), heard.clone());
        let task = tokio::spawn(async move {
            loop {
                // While the server is away there is nothing to be heard.
                let _ = follow(&url, &topic, &known).await;
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        });
        Self { origin, lot: auction.card.id.0.clone(), heard, task }
    }

    /// The newest state there is: how many bids, and what it says.
    pub(super) fn newest(&self) -> (u64, Option<Stated>) {
        let heard = lock(&self.heard);
        heard.states.last_key_value().map_or((0, None), |(count, state)| (*count, Some(state.clone())))
    }

    /// Whether the end was told.
    pub(super) fn is_sold(&self) -> bool {
        lock(&self.heard).is_sold
    }

    /// The whole story. `clock_moved_at` says from when on countdowns are not judged.
    pub(super) async fn truth(&self, clock_moved_at: i64) -> Result<Truth, Error> {
        let mut bids: Vec<Bid> = Vec::new();
        let mut before = None;
        loop {
            let query = before.map_or_else(String::new, |before: String| format!("?before={before}"));
            let url = format!("{}/v1/auctions/{}/bids{query}", self.origin, self.lot);
            let text = reqwest::get(url).await?.error_for_status()?.text().await?;
            let page: Page<Bid> = json::from_str(&text).map_err(|error| error.to_string())?;
            bids.extend(page.items);
            before = page.next;
            if before.is_none() {
                break;
            }
        }
        bids.reverse();
        if let Some(gap) = bids.iter().zip(1..).find(|(bid, number)| bid.seq != *number) {
            return Err(format!("the server's history has a gap at bid {}", gap.1).into());
        }
        let heard = lock(&self.heard);
        if let Some(fault) = &heard.fault {
            return Err(fault.clone().into());
        }
        let bids = bids
            .into_iter()
            .map(|bid| TrueBid {
                row: Row { bidder: bid.bidder.0, amount: bid.amount.minor },
                automatic: bid.automatic,
            })
            .collect();
        Ok(Truth { bids, states: heard.states.clone(), clock_moved_at, is_sold: heard.is_sold })
    }
}

async fn follow(origin: &str, topic: &str, heard: &Mutex<Heard>) -> Result<(), Error> {
    let seen = {
        let heard = lock(heard);
        (heard.epoch.clone(), heard.seq)
    };
    let asked = GetEvents { topics: vec![(topic.to_owned(), Some(seen))] };
    let url = [origin, &asked.path_and_query()].concat();
    let mut stream = reqwest::get(url).await?.error_for_status()?;
    let mut decoder = Decoder::default();
    while let Some(bytes) = stream.chunk().await? {
        let mut events = Vec::new();
        if !decoder.push(&bytes, &mut |event| events.push(event)) {
            return Err("an endless line".into());
        }
        for event in events.into_iter().filter(|event| event.name == "fact") {
            let fact: Fact = json::from_str(&event.data).map_err(|error| error.to_string())?;
            lock(heard).take(&fact);
        }
    }
    Ok(())
}

impl Heard {
    fn take(&mut self, fact: &Fact) {
        if fact.seq != self.seq + 1 || fact.epoch != self.epoch {
            self.fault = Some(format!("the server told fact {} after {}", fact.seq, self.seq));
        }
        self.seq = fact.seq;
        let Ok(news) = AuctionFact::from_json(fact.data.clone()) else {
            self.fault = Some(format!("fact {} is no news of a lot", fact.seq));
            return;
        };
        self.is_sold = news.state.phase == AuctionPhase::Ended { outcome: AuctionOutcome::Sold };
        // What ends a lot changes neither price nor leader.
        self.states
            .entry(news.state.bid_count)
            .or_insert_with(|| stated(&news.state, fact.server_time.millis()));
    }
}

fn stated(state: &AuctionState, at: i64) -> Stated {
    Stated {
        at,
        price: state.price.minor,
        leader: state.leader.as_ref().map(|leader| leader.0.clone()),
        ends_at: state.ends_at.millis(),
    }
}

fn lock(heard: &Mutex<Heard>) -> MutexGuard<'_, Heard> {
    heard.lock().unwrap_or_else(PoisonError::into_inner)
}
