//! A whole run: a shop, its bidders and browsers, one lot after the other, and a network that fails.

use super::bidder::{Bidder, Scene};
use super::house::{Member, Seller, sign_up};
use super::page::{Page, script};
use super::record::{Record, Sight, Standing, Truth};
use super::verdict::{Violation, countdown_errors, judge};
use super::witness::Witness;
use crate::engine::Engine;
use crate::proxy::{Fault, Faults, Proxy};
use crate::server::{Server, ServerOptions};
use crate::tab::eventually;
use fastrand::Rng;
use fivefold_api::json;
use fivefold_api::model::Auction;
use serde_json::Value;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};
use tokio::sync::watch;
use tokio::time::sleep;

type Error = Box<dyn std::error::Error + Send + Sync>;

/// By how much the clocks of the devices are wrong: one is fast, the next one slow.
const SKEW: Duration = Duration::from_secs(600);
/// How long the last clients may take until they show the truth, once nothing fails any more.
const HEALS_WITHIN: u64 = 40;

/// What is played.
#[derive(Debug, Clone)]
pub struct Plan {
    /// Where everything random comes from.
    pub seed: u64,
    /// How many scripted bidders there are.
    pub bidders: usize,
    /// The browsers beside them.
    pub engines: Vec<Engine>,
    /// Another lot is begun until so many operations are done; at least one.
    pub operations: u64,
    /// How many operations a lot sees before its network calms down.
    pub operations_of_a_lot: u64,
    /// For how long at least a lot's network fails.
    pub rough: Duration,
    /// How long bidders wait between two bids, in milliseconds.
    pub pause: Range<u64>,
}

/// What came of it.
#[derive(Debug, Clone, Default)]
pub struct Outcome {
    /// The seed it can be repeated with.
    pub seed: u64,
    /// How long it took.
    pub took: Duration,
    /// How many lots there were.
    pub lots: u64,
    /// Requests to the API and events taken in, all clients together.
    pub operations: u64,
    /// Requests among them.
    pub requests: u64,
    /// How many bids were sent by clients, each counted once however often it was sent.
    pub commands: u64,
    /// How many rows the histories have.
    pub bids: u64,
    /// How many different things were shown.
    pub sights: u64,
    /// How often each fault has happened.
    pub faults: BTreeMap<Fault, u64>,
    /// How far countdowns were off in milliseconds, sorted, by client.
    pub countdowns: BTreeMap<String, Vec<i64>>,
    /// How long it took after each lot until everybody showed the truth, in milliseconds.
    pub healed_after: Vec<i64>,
    /// Every promise that was broken, in words.
    pub broken: Vec<String>,
}

/// The server's time, known here because it runs on this machine.
#[derive(Debug, Clone, Default)]
pub(super) struct ShopClock(Arc<AtomicU64>);

impl ShopClock {
    fn set_ahead(&self, seconds: u64) {
        self.0.store(seconds * 1_000, Ordering::Relaxed);
    }

    /// Milliseconds since 1970.
    pub(super) fn now(&self) -> i64 {
        let machine = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        i64::try_from(machine.as_millis()).unwrap_or_default() + self.ahead()
    }

    /// When something happened by a browser's true clock.
    pub(super) fn at(&self, machine: &Value) -> i64 {
        machine.as_f64().unwrap_or_default() as i64 + self.ahead()
    }

    fn ahead(&self) -> i64 {
        i64::try_from(self.0.load(Ordering::Relaxed)).unwrap_or_default()
    }
}

/// Plays a run.
///
/// # Errors
/// When it could not be played, which says nothing about fairness.
pub async fn run(plan: &Plan) -> Result<Outcome, Error> {
    let began = Instant::now();
    let mut stage = Stage::set(plan).await?;
    let mut outcome = Outcome { seed: plan.seed, ..Outcome::default() };
    loop {
        stage.play_lot(plan, &mut outcome).await?;
        outcome.lots += 1;
        outcome.operations = stage.operations();
        if outcome.operations >= plan.operations || !outcome.broken.is_empty() {
            break;
        }
    }
    outcome.requests = stage.proxy.requests();
    outcome.faults = stage.proxy.happened().into_iter().collect();
    outcome.took = began.elapsed();
    for page in stage.pages {
        page.close().await?;
    }
    Ok(outcome)
}

/// Everything that is there from the first lot to the last.
struct Stage {
    server: Server,
    proxy: Proxy,
    origin: String,
    shop: ShopClock,
    ahead: u64,
    seller: Seller,
    members: Vec<Member>,
    pages: Vec<Page>,
    random: Rng,
}

impl Stage {
    async fn set(plan: &Plan) -> Result<Self, Error> {
        let server = Server::start(ServerOptions::default()).await?;
        let mut proxy = Proxy::new(&server.url(""), plan.seed)?;
        let shop = ShopClock::default();
        // The first door is for the bidders, each browser has one of its own.
        let origin = proxy.open_door(None).await?;
        let mut members = Vec::new();
        for number in 1..=plan.bidders {
            members.push(sign_up(&server, &format!("bidder {number}")).await?);
        }
        let mut pages = Vec::new();
        for (number, engine) in plan.engines.iter().enumerate() {
            let member = sign_up(&server, engine.name()).await?;
            let door = proxy.open_door(Some(script(SKEW, number % 2 == 1))).await?;
            pages.push(Page::open(*engine, member, door, shop.clone()).await?);
        }
        let seller = Seller::at(&server).await?;
        let random = Rng::with_seed(plan.seed);
        Ok(Self { server, proxy, origin, shop, ahead: 0, seller, members, pages, random })
    }

    fn operations(&self) -> u64 {
        let doors = 0..=self.pages.len();
        self.proxy.requests() + doors.map(|door| self.proxy.events(door)).sum::<u64>()
    }

    /// Bids on one lot while everything fails, then waits until everybody shows the truth, and judges.
    async fn play_lot(&mut self, plan: &Plan, outcome: &mut Outcome) -> Result<(), Error> {
        let offered = self.seller.offer_late(&self.server, &mut self.ahead).await?;
        self.shop.set_ahead(self.ahead);
        let lot: Auction = json::from_str(&offered.to_string()).map_err(|error| error.to_string())?;
        let witness = Witness::of(self.server.url(""), &lot);
        let answered_before = self.proxy.answers().len();
        let (let_bid, may_bid) = watch::channel(true);
        let (pause, shop) = (plan.pause.clone(), &self.shop);
        let scene = Scene { origin: &self.origin, lot: &lot, shop, pause, may_bid: may_bid.clone() };
        let mut bidders = Vec::new();
        for (number, member) in (1..).zip(&self.members) {
            bidders.push(Bidder::enter(number, member, &scene, self.random.fork())?);
        }
        for page in &self.pages {
            page.visit(&lot.card.id).await?;
        }

        let quota = self.operations() + plan.operations_of_a_lot;
        let randoms: Vec<Rng> = self.pages.iter().map(|_| self.random.fork()).collect();
        let Self { server, proxy, shop, pages, ahead, random, .. } = self;
        let bidding = futures::future::join_all(
            pages
                .iter()
                .zip(randoms)
                .map(|(page, random)| page.bid(&witness, 800..3_000, may_bid.clone(), random)),
        );
        let failing = fail(plan, server, proxy, *ahead, random, quota, pages.len());
        let stopping = async {
            let failed = failing.await;
            let_bid.send_replace(false);
            failed
        };
        let ((), failed) = futures::future::join(async { drop(bidding.await) }, stopping).await;
        failed?;

        // Nothing fails any more: everybody has to come to the truth.
        let calm = Instant::now();
        until(|| !bidders.iter().any(Bidder::is_bidding)).await;
        outcome.commands += bidders.iter().map(Bidder::bids).sum::<u64>();
        let is_right = |sight: &Sight| {
            let (count, state) = witness.newest();
            sight.bids == count && state.is_some_and(|state| state.price == sight.price) && !sight.is_paused
        };
        all_show(&bidders, pages, is_right).await;
        outcome.healed_after.push(i64::try_from(calm.elapsed().as_millis()).unwrap_or_default());

        // The lot ends; countdowns are judged up to here.
        for page in pages.iter() {
            page.collect().await?;
        }
        let clock_moved_at = shop.now();
        server.advance_clock(300).await?;
        *ahead += 300;
        shop.set_ahead(*ahead);
        until(|| witness.is_sold()).await;
        let has_ended =
            |sight: &Sight| matches!(sight.standing, Standing::Nothing | Standing::Won | Standing::Lost);
        all_show(&bidders, pages, |sight| {
            sight.seconds_left.is_none() && has_ended(sight) && is_right(sight)
        })
        .await;

        let truth = witness.truth(clock_moved_at).await?;
        let straight = server.url("");
        let mut records = Vec::new();
        for bidder in bidders {
            records.push(bidder.leave(&straight).await?);
        }
        let answers = proxy.answers().split_off(answered_before);
        for (door, page) in (1..).zip(pages.iter()) {
            let mine: Vec<_> = answers.iter().filter(|said| said.door == door).cloned().collect();
            let record = page.leave(&straight, &lot.card.id, &mine).await?;
            outcome.commands += record.commands.len() as u64;
            records.push(record);
        }
        outcome.take(&truth, &records);
        Ok(())
    }
}

/// Lets the network fail until a lot has seen its operations. The server is killed and started again meanwhile.
async fn fail(
    plan: &Plan,
    server: &mut Server,
    proxy: &Proxy,
    ahead: u64,
    random: &mut Rng,
    quota: u64,
    pages: usize,
) -> Result<(), Error> {
    let done = || proxy.requests() + (0..=pages).map(|door| proxy.events(door)).sum::<u64>();
    let part = plan.rough / 4;
    sleep(part / 2).await;
    proxy.set_faults(Faults::slow());
    sleep(part / 2).await;
    proxy.set_faults(Faults::rough());
    sleep(part).await;
    // Requests are on their way while it dies.
    server.kill();
    proxy.set_down(true);
    sleep(Duration::from_millis(random.u64(100..1_500))).await;
    server.restart().await?;
    server.advance_clock(ahead).await?;
    proxy.set_down(false);
    sleep(part).await;
    let began = Instant::now();
    while done() < quota && began.elapsed() < Duration::from_secs(600) {
        sleep(Duration::from_millis(100)).await;
    }
    // The worst comes last: streams go silent without an end.
    proxy.set_faults(Faults::half_open());
    sleep(part).await;
    proxy.set_faults(Faults::none());
    Ok(())
}

/// Waits until everybody shows something that is right, or until they have had their time.
async fn all_show(bidders: &[Bidder], pages: &[Page], is_right: impl Fn(&Sight) -> bool) {
    let all_do = async || {
        let mut all = bidders.iter().all(|bidder| is_right(&bidder.sight()));
        for page in pages {
            all = all && page.sight(None).await.is_some_and(|sight| is_right(&sight));
        }
        all.then_some(())
    };
    eventually(HEALS_WITHIN, all_do).await;
}

/// Waits until something is so, or until it has had its time. The verdict says what it means if it is not.
async fn until(is_so: impl Fn() -> bool) {
    eventually(HEALS_WITHIN, || std::future::ready(is_so().then_some(()))).await;
}

impl Outcome {
    fn take(&mut self, truth: &Truth, records: &[Record]) {
        self.bids += truth.bids.len() as u64;
        for record in records {
            self.sights += record.sights.len() as u64;
            let all = self.countdowns.entry(record.name.clone()).or_default();
            all.extend(countdown_errors(truth, record));
            all.sort_unstable();
        }
        for Violation { rule, who, how } in judge(truth, records) {
            self.broken.push(format!("{}: {who}: {how}", rule.words()));
        }
    }
}
