//! A scripted client: it follows a lot and bids by the rules of the app's pages, the very same code, with a network
//! of its own around them.

use super::house::Member;
use super::record::{Command, ROWS, Record, Row, Sight, Told};
use super::run::ShopClock;
use super::transport;
use fastrand::Rng;
use fivefold::data::clock::estimate::{Estimate, Sample};
use fivefold::data::commitment::machine::{Machine, Phase, Report, Step};
use fivefold::data::live::sse::{Decoder, ServerEvent};
use fivefold::data::live::topic::{Follower, Verdict};
use fivefold::data::live::watch::{LiveStatus, Watch};
use fivefold::features::auctions::bid::least_bid;
use fivefold::features::auctions::room::{News, Room};
use fivefold::ui::seconds_left;
use fivefold_api::endpoints::{
    GetAuction, GetCommitment, GetEvents, GetMyAuction, GetTime, ListBids, PostBid,
};
use fivefold_api::error::ApiError;
use fivefold_api::http::{Client, RawCommitment, authorization};
use fivefold_api::json::{self, FromJson as _};
use fivefold_api::model::{
    Auction, AuctionFact, AuctionPhase, BidPosition, CommitmentReport, CommitmentState, Fact, Heartbeat,
    MyAuctionFact, PlaceBid, PlacedBid, TopicCursor,
};
use fivefold_api::rules::increment_at;
use fivefold_api::vocabulary::{AuctionId, Instant, Money};
use futures::future::BoxFuture;
use std::ops::Range;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::{Notify, watch};
use tokio::task::JoinHandle;
use tokio::time::{Instant as Moment, sleep, timeout};

type Error = Box<dyn std::error::Error + Send + Sync>;

/// After so long without an answer a page asks what became of a bid.
const UNKNOWN_AFTER: Duration = Duration::from_secs(12);
/// How often a page asks while its feed is paused: in the last five minutes, in which every run takes place.
const POLL: Duration = Duration::from_secs(2);
/// How often the page looks at its clock.
const TICK: Duration = Duration::from_millis(250);
/// How soon a snapshot that failed is asked for again.
const AGAIN: Duration = Duration::from_secs(2);

/// Where and how everybody bids.
pub(super) struct Scene<'a> {
    /// The proxy.
    pub origin: &'a str,
    /// The lot.
    pub lot: &'a Auction,
    /// The server's time.
    pub shop: &'a ShopClock,
    /// The pauses between two bids, in milliseconds.
    pub pause: Range<u64>,
    /// Turns false when nobody bids any more.
    pub may_bid: watch::Receiver<bool>,
}

/// A bidder at work. Its tasks end with it.
pub(super) struct Bidder {
    desk: Arc<Desk>,
    tasks: Vec<JoinHandle<()>>,
}

struct Desk {
    name: String,
    token: String,
    origin: String,
    lot: Auction,
    client: Client,
    http: reqwest::Client,
    shop: ShopClock,
    began: Moment,
    mind: Mutex<Mind>,
    /// Snapshots that are wanted: the lot, its history, and one's own part in it.
    lot_wanted: Notify,
    history_wanted: Notify,
    mine_wanted: Notify,
    time_wanted: Notify,
}

struct Mind {
    room: Room,
    lot_topic: Follower,
    my_topic: Follower,
    watch: Watch,
    estimate: Estimate,
    now: Option<Instant>,
    sights: Vec<Sight>,
    commands: Vec<Command>,
    is_bidding: bool,
}

impl Drop for Bidder {
    fn drop(&mut self) {
        for task in &self.tasks {
            task.abort();
        }
    }
}

impl Bidder {
    /// Opens a lot as `member` through the proxy, follows it, and bids now and then until it may not any more.
    pub(super) fn enter(
        number: usize,
        member: &Member,
        scene: &Scene<'_>,
        mut random: Rng,
    ) -> reqwest::Result<Self> {
        let Scene { origin, lot, shop, .. } = scene;
        let desk = Arc::new(Desk {
            name: format!("bidder {number}"),
            token: member.token.clone(),
            origin: (*origin).to_owned(),
            lot: (*lot).clone(),
            client: transport::client(origin, &member.token, random.fork())?,
            http: reqwest::Client::builder().no_proxy().build()?,
            shop: (*shop).clone(),
            began: Moment::now(),
            mind: Mutex::new(Mind {
                room: Room::new(lot),
                lot_topic: Follower::default(),
                my_topic: Follower::default(),
                watch: Watch::default(),
                estimate: Estimate::default(),
                now: None,
                sights: Vec::new(),
                commands: Vec::new(),
                is_bidding: false,
            }),
            lot_wanted: Notify::new(),
            history_wanted: Notify::new(),
            mine_wanted: Notify::new(),
            time_wanted: Notify::new(),
        });
        desk.want_all();
        desk.time_wanted.notify_one();
        let tasks: Vec<BoxFuture<'static, ()>> = vec![
            Box::pin(Desk::load_lot(desk.clone())),
            Box::pin(Desk::load_history(desk.clone())),
            Box::pin(Desk::load_mine(desk.clone())),
            Box::pin(Desk::ask_time(desk.clone())),
            Box::pin(Desk::tick(desk.clone())),
            Box::pin(Desk::stay_open(desk.clone(), random.fork())),
            Box::pin(Desk::bid(desk.clone(), scene.pause.clone(), scene.may_bid.clone(), random)),
        ];
        Ok(Self { desk, tasks: tasks.into_iter().map(tokio::spawn).collect() })
    }

    /// Whether a bid is on its way.
    pub(super) fn is_bidding(&self) -> bool {
        self.desk.mind().is_bidding
    }

    /// How many bids it has sent.
    pub(super) fn bids(&self) -> u64 {
        self.desk.mind().commands.len() as u64
    }

    /// What it shows now.
    pub(super) fn sight(&self) -> Sight {
        self.desk.sight(&self.desk.mind())
    }

    /// Leaves, having looked at the whole history. What the server says of its bids is asked past the proxy, at
    /// `server`.
    pub(super) async fn leave(self, server: &str) -> Result<Record, Error> {
        let desk = &self.desk;
        while let Some(before) = desk.oldest_but_not_first() {
            let page = desk.client.call(&ListBids { id: desk.id(), before }).await.map_err(text)?;
            desk.mind().room.history(&page.items);
        }
        let straight = transport::client(server, &desk.token, Rng::with_seed(0))?;
        let mine = straight.call(&GetMyAuction { id: desk.id() }).await.map_err(text)?;
        let mut commands = std::mem::take(&mut desk.mind().commands);
        for command in &mut commands {
            let key = command.key.as_str().to_owned().into();
            let report = straight.call(&GetCommitment { key }).await.map_err(text)?;
            command.recorded = recorded(report);
        }
        let mut mind = desk.mind();
        Ok(Record {
            name: desk.name.clone(),
            bidder: mine.bidder.map(|bidder| bidder.0),
            maximum: mine.maximum.map(|maximum| maximum.minor),
            sights: std::mem::take(&mut mind.sights),
            ended_at: desk.shop.now(),
            history: mind.room.bids().iter().map(row).collect(),
            commands,
        })
    }
}

impl Desk {
    fn mind(&self) -> MutexGuard<'_, Mind> {
        self.mind.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn id(&self) -> AuctionId {
        self.lot.card.id.clone()
    }

    /// Milliseconds of a clock that nobody can set.
    fn monotonic(&self) -> f64 {
        self.began.elapsed().as_secs_f64() * 1_000.0
    }

    fn want_all(&self) {
        self.lot_wanted.notify_one();
        self.history_wanted.notify_one();
        self.mine_wanted.notify_one();
    }

    /// Takes what was heard, as the page does, and records what is shown now.
    fn hear(&self, change: impl FnOnce(&mut Room) -> Vec<News>) {
        let mut mind = self.mind();
        let news = change(&mut mind.room);
        if mind.room.position() == BidPosition::Unknown || news.contains(&News::Phase) {
            self.mine_wanted.notify_one();
        }
        self.note(&mut mind);
    }

    fn note(&self, mind: &mut Mind) {
        let sight = self.sight(mind);
        let is_new = mind.sights.last().is_none_or(|last| Sight { at: last.at, ..sight.clone() } != *last);
        if is_new {
            mind.sights.push(sight);
        }
    }

    fn sight(&self, mind: &Mind) -> Sight {
        let state = mind.room.state();
        let is_live = state.phase == AuctionPhase::Live;
        Sight {
            at: self.shop.now(),
            price: state.price.minor,
            bids: state.bid_count,
            standing: mind.room.position().into(),
            seconds_left: mind.now.filter(|_| is_live).map(|now| seconds_left(now, state.ends_at)),
            rows: mind.room.bids().iter().take(ROWS).map(row).collect(),
            is_paused: mind.watch.status(self.monotonic()) == LiveStatus::Paused,
        }
    }

    fn oldest_but_not_first(&self) -> Option<u64> {
        let oldest = self.mind().room.bids().last().map(|bid| bid.seq);
        oldest.filter(|seq| *seq > 1)
    }

    async fn load_lot(self: Arc<Self>) {
        loop {
            self.lot_wanted.notified().await;
            match self.client.call(&GetAuction { id: self.id() }).await {
                Ok(auction) => self.hear(|room| room.snapshot(&auction)),
                Err(_) => Self::again(&self.lot_wanted).await,
            }
        }
    }

    async fn load_history(self: Arc<Self>) {
        loop {
            self.history_wanted.notified().await;
            match self.client.call(&ListBids { id: self.id(), before: 0 }).await {
                Ok(page) => self.hear(|room| {
                    room.history(&page.items);
                    Vec::new()
                }),
                Err(_) => Self::again(&self.history_wanted).await,
            }
        }
    }

    async fn load_mine(self: Arc<Self>) {
        loop {
            self.mine_wanted.notified().await;
            match self.client.call(&GetMyAuction { id: self.id() }).await {
                Ok(mine) => self.hear(|room| room.heard_mine(&mine)),
                Err(_) => Self::again(&self.mine_wanted).await,
            }
        }
    }

    async fn again(wanted: &Notify) {
        sleep(AGAIN).await;
        wanted.notify_one();
    }

    /// Asks for three samples of the server's time whenever one is wanted.
    async fn ask_time(self: Arc<Self>) {
        loop {
            self.time_wanted.notified().await;
            self.mind().estimate.begin_round();
            let mut is_heard = false;
            for _ in 0..3 {
                let sent = self.monotonic();
                let answer = self.client.call(&GetTime).await;
                let received = self.monotonic();
                if let Ok(answer) = answer {
                    let server = answer.now.millis() as f64;
                    self.mind().estimate.sample(Sample { sent, received, server });
                    self.show_time();
                    is_heard = true;
                }
            }
            sleep(Duration::from_secs(5)).await;
            if !is_heard {
                self.time_wanted.notify_one();
            }
        }
    }

    fn show_time(&self) {
        let mut mind = self.mind();
        mind.now =
            mind.estimate.server_time(self.monotonic()).map(|millis| Instant::from_millis(millis as i64));
        self.note(&mut mind);
    }

    /// As often as the page's clock ticks: the countdown, and whether the feed is alive.
    async fn tick(self: Arc<Self>) {
        let mut polled = Moment::now();
        loop {
            sleep(TICK).await;
            self.show_time();
            let status = self.mind().watch.status(self.monotonic());
            if status == LiveStatus::Paused && polled.elapsed() >= POLL {
                polled = Moment::now();
                self.want_all();
            }
        }
    }

    async fn stay_open(self: Arc<Self>, mut random: Rng) {
        let mut pause = 500;
        loop {
            let opened = self.monotonic();
            self.mind().watch.opening(opened);
            if self.read_stream().await {
                pause = 500;
            }
            let lost = self.monotonic();
            self.mind().watch.lost(lost);
            sleep(Duration::from_millis(pause / 2 + random.u64(0..pause))).await;
            pause = (pause * 2).min(10_000);
        }
    }

    /// Reads the live feed to its end. Whether it ever said anything.
    async fn read_stream(&self) -> bool {
        let topics = {
            let mind = self.mind();
            vec![
                (self.lot.live.topic.clone(), mind.lot_topic.seen().cloned()),
                ("me".to_owned(), mind.my_topic.seen().cloned()),
            ]
        };
        let url = [&self.origin, GetEvents { topics }.path_and_query().as_str()].concat();
        let mut request = self.http.get(url).header("accept", "text/event-stream");
        if let Some((name, value)) = authorization(&self.token) {
            request = request.header(name, value);
        }
        let Ok(mut stream) = request.send().await.and_then(reqwest::Response::error_for_status) else {
            return false;
        };
        let (mut decoder, mut has_spoken) = (Decoder::default(), false);
        // Three heartbeats without a sign of life: the connection is half open.
        while let Ok(Ok(Some(bytes))) = timeout(Duration::from_secs(15), stream.chunk()).await {
            let mut events = Vec::new();
            if !decoder.push(&bytes, &mut |event| events.push(event)) {
                break;
            }
            for event in events {
                has_spoken = true;
                if !self.take(&event) {
                    return true;
                }
            }
        }
        has_spoken
    }

    /// Takes an event. `false` if it cannot be read: whoever goes on would miss it.
    fn take(&self, event: &ServerEvent) -> bool {
        let now = self.monotonic();
        self.mind().watch.heard(now);
        match event.name.as_str() {
            "fact" => {
                let Ok(fact) = json::from_str::<Fact>(&event.data) else { return false };
                match self.judge(&fact.topic, |follower| follower.fact(&fact.epoch, fact.seq)) {
                    Verdict::Deliver => self.deliver(&fact),
                    Verdict::Snapshot => self.want_all(),
                    Verdict::Drop => {}
                }
            }
            "cursor" => {
                let Ok(TopicCursor { topic, seq, epoch, replayed }) = json::from_str(&event.data) else {
                    return false;
                };
                let verdict = self.judge(&topic, |follower| follower.cursor(&epoch, seq, replayed));
                if verdict == Verdict::Snapshot {
                    self.want_all();
                }
            }
            "heartbeat" => {
                if let Ok(heartbeat) = json::from_str::<Heartbeat>(&event.data) {
                    let server = heartbeat.server_time.millis() as f64;
                    if self.mind().estimate.heartbeat(server, now) {
                        self.time_wanted.notify_one();
                    }
                }
            }
            _ => return false,
        }
        true
    }

    fn judge(&self, topic: &str, judge: impl FnOnce(&mut Follower) -> Verdict) -> Verdict {
        let mut mind = self.mind();
        if topic == "me" { judge(&mut mind.my_topic) } else { judge(&mut mind.lot_topic) }
    }

    fn deliver(&self, fact: &Fact) {
        if fact.topic == "me" {
            let Ok(news) = MyAuctionFact::from_json(fact.data.clone()) else { return };
            if news.auction == self.lot.card.id {
                self.hear(|room| room.told(&news));
                self.mine_wanted.notify_one();
            }
        } else if let Ok(news) = AuctionFact::from_json(fact.data.clone()) {
            self.hear(|room| room.fact(&news));
        }
    }

    async fn bid(self: Arc<Self>, pause: Range<u64>, mut may_bid: watch::Receiver<bool>, mut random: Rng) {
        while *may_bid.borrow_and_update() {
            let wait = Duration::from_millis(random.u64(pause.clone()));
            tokio::select! {
                () = sleep(wait) => {}
                _ = may_bid.changed() => continue,
            }
            let (seen, least, leads) = {
                let mind = self.mind();
                let least = least_bid(&mind.room, &self.lot.increments);
                (mind.room.state().version.clone(), least, mind.room.leads())
            };
            // Who leads raises the maximum now and then.
            if leads && random.u8(0..4) > 0 {
                continue;
            }
            let step = increment_at(&self.lot.increments, least.minor);
            let more = random.i64(0..6) * step;
            let maximum = Money::new(least.minor + more, least.currency);
            let endpoint =
                PostBid { id: self.id(), bid: PlaceBid { maximum, seen }, key: self.client.new_key() };
            let version = endpoint.bid.seen.0.clone();
            let command = self.client.commitment(&endpoint, "bid", self.lot.card.id.as_str(), &version, "");
            self.mind().is_bidding = true;
            self.send(command, maximum.minor).await;
            self.mind().is_bidding = false;
        }
    }

    /// Sends a bid until it is known what became of it.
    async fn send(&self, command: RawCommitment, maximum: i64) {
        let mut machine = Machine::default();
        let mut step = machine.submit();
        loop {
            step = match step {
                Step::Send => {
                    let answer = timeout(UNKNOWN_AFTER, self.client.commit(&command)).await;
                    machine.sent(match answer {
                        Ok(answer) => answer.map(|answer| answer.body),
                        Err(_) => Err(ApiError::TimedOut),
                    })
                }
                Step::AskAfter(pause) => {
                    sleep(pause).await;
                    let answer = self.client.call(&GetCommitment { key: command.key.clone() }).await;
                    machine.asked(answer.map(|report| Report {
                        state: report.state,
                        status: report.status.unwrap_or(200),
                        body: report.body.map(|body| body.to_text().into_bytes()).unwrap_or_default(),
                    }))
                }
                Step::Forget | Step::Rest => break,
            };
        }
        let told = match machine.phase() {
            Phase::Done(body) => match json::from_slice::<PlacedBid>(body) {
                Ok(placed) => {
                    self.hear(|room| room.placed(&placed));
                    self.mine_wanted.notify_one();
                    Told::Taken(placed.state.bid_count)
                }
                Err(_) => Told::Nothing,
            },
            Phase::Refused(_) => Told::Refused,
            _ => Told::Nothing,
        };
        let command = Command { key: command.key.0, maximum, told, recorded: Told::Nothing };
        self.mind().commands.push(command);
    }
}

fn row(bid: &fivefold_api::model::Bid) -> Row {
    Row { bidder: bid.bidder.0.clone(), amount: bid.amount.minor }
}

/// What the server has recorded under a key.
fn recorded(report: CommitmentReport) -> Told {
    if report.state != CommitmentState::Done {
        return Told::Nothing;
    }
    if report.status.is_some_and(|status| status >= 400) {
        return Told::Refused;
    }
    let placed = report.body.and_then(|body| PlacedBid::from_json(body).ok());
    placed.map_or(Told::Nothing, |placed| Told::Taken(placed.state.bid_count))
}

fn text(error: ApiError) -> Error {
    format!("{error:?}").into()
}
