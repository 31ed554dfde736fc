//! The feed of this tab: who listens here, and the stream, held by one tab for all.

use super::sse::{Decoder, ServerEvent};
use super::topic::{Follower, Verdict};
use super::wants::{Wants, Word};
use super::watch::{LiveStatus, Watch};
use crate::data::clock::Clock;
use crate::data::runtime::{Change, Runtime};
use crate::data::task::spawn;
use crate::platform::{
    Listener,
    broadcast::Channel,
    locks, page, stream,
    timers::{self, Timer},
};
use fivefold_api::endpoints::{GetEvents, GetMe};
use fivefold_api::error::ApiError;
use fivefold_api::http::authorization;
use fivefold_api::json;
use fivefold_api::model::{Fact, Heartbeat, TopicCursor};
use futures::future::{AbortHandle, Abortable};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Duration;

/// While the feed is paused, pages ask this often.
const POLL: f64 = 10_000.0;
/// A hidden tab's timers fire once a minute, so tabs say what they want no more often than this.
const REPEAT: f64 = 50_000.0;
/// How long a set of topics must stay the same before a stream is opened for it.
const SETTLE: Duration = Duration::from_millis(120);
/// The kind of the fact that tells an account that its sessions may have ended.
const SIGNED_OUT: &str = "signed_out";
/// The first pause before a lost stream is opened again; it doubles.
const FIRST_PAUSE: u64 = 500;
const LONGEST_PAUSE: u64 = 10_000;

/// Somebody in this tab who listens to a topic.
pub(super) struct Ear {
    pub on_fact: Box<dyn Fn(&Fact)>,
    pub on_gap: Box<dyn Fn()>,
}

struct Topic {
    name: String,
    follower: Follower,
    ears: Vec<Rc<Ear>>,
}

/// The live feed of one mount.
pub(super) struct Hub {
    runtime: Runtime,
    tab: String,
    topics: RefCell<Vec<Topic>>,
    watch: Cell<Watch>,
    channel: RefCell<Option<Channel>>,
    /// Whether this tab holds the stream.
    is_leader: Cell<bool>,
    wants: RefCell<Wants>,
    /// Where each topic of the stream stands, to resume it.
    relayed: RefCell<Vec<(String, Follower)>>,
    opened: RefCell<Vec<String>>,
    stream: RefCell<Option<AbortHandle>>,
    settle: RefCell<Option<Timer>>,
    tick: RefCell<Option<Timer>>,
    listeners: RefCell<Vec<Listener>>,
    polled_at: Cell<f64>,
    said_at: Cell<f64>,
}

/// The feed as a page sees it.
pub(super) trait Feed {
    /// Begins to listen to a topic.
    fn listen(&self, name: &str, ear: &Rc<Ear>);
    /// Ends to listen to it.
    fn unlisten(&self, name: &str, ear: &Rc<Ear>);
}

/// The feed of this mount, made when first asked for.
pub(super) fn feed(runtime: &Runtime) -> Rc<dyn Feed> {
    Rc::new(Hub::of(runtime))
}

impl Feed for Rc<Hub> {
    fn listen(&self, name: &str, ear: &Rc<Ear>) {
        {
            let mut topics = self.topics.borrow_mut();
            match topics.iter_mut().find(|topic| topic.name == name) {
                Some(topic) => topic.ears.push(ear.clone()),
                None => topics.push(Topic {
                    name: name.to_owned(),
                    follower: Follower::default(),
                    ears: vec![ear.clone()],
                }),
            }
        }
        self.say_wants();
    }

    fn unlisten(&self, name: &str, ear: &Rc<Ear>) {
        {
            let mut topics = self.topics.borrow_mut();
            for topic in topics.iter_mut().filter(|topic| topic.name == name) {
                topic.ears.retain(|other| !Rc::ptr_eq(other, ear));
            }
            topics.retain(|topic| !topic.ears.is_empty());
        }
        self.say_wants();
    }
}

impl Hub {
    fn of(runtime: &Runtime) -> Rc<Self> {
        let hub = runtime.part(|runtime| Self {
            runtime: runtime.clone(),
            tab: runtime.client().new_key().0,
            topics: RefCell::default(),
            watch: Cell::default(),
            channel: RefCell::default(),
            is_leader: Cell::new(false),
            wants: RefCell::default(),
            relayed: RefCell::default(),
            opened: RefCell::default(),
            stream: RefCell::default(),
            settle: RefCell::default(),
            tick: RefCell::default(),
            listeners: RefCell::default(),
            polled_at: Cell::new(0.0),
            said_at: Cell::new(0.0),
        });
        if hub.tick.borrow().is_none() {
            hub.start();
        }
        hub
    }

    fn start(self: &Rc<Self>) {
        let hub = Rc::downgrade(self);
        *self.tick.borrow_mut() = Some(Timer::every(Duration::from_secs(1), move || {
            if let Some(hub) = hub.upgrade() {
                hub.on_tick();
            }
        }));
        let hub = Rc::downgrade(self);
        *self.listeners.borrow_mut() = page::on_wake(move || {
            if let Some(hub) = hub.upgrade() {
                hub.on_tick();
            }
        });
        let hub = Rc::downgrade(self);
        self.runtime.on_change(move |change| {
            if let (Change::Session, Some(hub)) = (change, hub.upgrade()) {
                // Another session sees other facts.
                hub.opened.borrow_mut().clear();
                hub.reopen_soon();
            }
        });
        if locks::are_supported() {
            self.share();
        } else {
            // Nobody can say who would hold the stream: each tab has its own.
            self.is_leader.set(true);
        }
    }

    /// Shares one stream with the other tabs: whoever gets the lock holds it until the tab is gone.
    fn share(self: &Rc<Self>) {
        let hub = Rc::downgrade(self);
        let channel = Channel::open("live", move |text| {
            if let (Some(hub), Some(word)) = (hub.upgrade(), Word::read(text)) {
                hub.hear_tab(&word);
            }
        });
        if !channel.is_native() {
            self.is_leader.set(true);
            return;
        }
        *self.channel.borrow_mut() = Some(channel);
        let hub = self.clone();
        spawn(async move {
            let lock = locks::acquire("fivefold.live").await;
            hub.is_leader.set(true);
            hub.post(&Word::WhoIsThere);
            hub.say_wants();
            // Given back by the browser when the tab is gone.
            std::mem::forget(lock);
        });
    }

    fn hear_tab(self: &Rc<Self>, word: &Word<'_>) {
        match word {
            Word::WhoIsThere => self.say_wants(),
            Word::Wants(tab, topics) if self.is_leader.get() => {
                self.wants.borrow_mut().set(tab, topics, timers::monotonic());
                self.tell_newcomers(topics);
                self.reopen_soon();
            }
            Word::Event(name, data) if !self.is_leader.get() => self.hear(name, data),
            Word::Lost if !self.is_leader.get() => self.note(|watch, now| watch.lost(now)),
            _ => {}
        }
    }

    /// A tab that wants what the stream already carries learns where it stands, and takes a snapshot.
    fn tell_newcomers(&self, topics: &[&str]) {
        for (topic, follower) in self.relayed.borrow().iter() {
            if topics.contains(&topic.as_str())
                && let Some((epoch, seq)) = follower.seen()
            {
                let cursor =
                    TopicCursor { topic: topic.clone(), seq: *seq, epoch: epoch.clone(), replayed: false };
                if let Ok(data) = serde_json::to_string(&cursor) {
                    self.post(&Word::Event("cursor", &data));
                }
            }
        }
    }

    fn say_wants(self: &Rc<Self>) {
        let now = timers::monotonic();
        self.said_at.set(now);
        let topics = self.topics.borrow();
        let names: Vec<&str> = topics.iter().map(|topic| topic.name.as_str()).collect();
        if names.is_empty() {
            self.note(|watch, _| watch.idle());
        } else {
            self.note(Watch::opening);
        }
        if self.is_leader.get() {
            self.wants.borrow_mut().set(&self.tab, &names, now);
            self.catch_up();
            self.reopen_soon();
        } else {
            self.post(&Word::Wants(&self.tab, names));
        }
    }

    /// Gives this tab's new followers what the stream already told.
    fn catch_up(&self) {
        // Kept for after the borrow: an ear may do anything.
        let mut gaps = Vec::new();
        if let Ok(mut topics) = self.topics.try_borrow_mut() {
            for topic in topics.iter_mut().filter(|topic| topic.follower.seen().is_none()) {
                let relayed = self.relayed.borrow();
                let stands = relayed.iter().find(|(name, _)| *name == topic.name);
                if let Some((epoch, seq)) = stands.and_then(|(_, follower)| follower.seen()) {
                    topic.follower.cursor(epoch, *seq, false);
                    gaps.extend(topic.ears.iter().cloned());
                }
            }
        }
        for ear in gaps {
            (ear.on_gap)();
        }
    }

    fn reopen_soon(self: &Rc<Self>) {
        let hub = Rc::downgrade(self);
        *self.settle.borrow_mut() = Some(Timer::after(SETTLE, move || {
            if let Some(hub) = hub.upgrade() {
                hub.reopen();
            }
        }));
    }

    fn reopen(self: &Rc<Self>) {
        if !self.is_leader.get() {
            return;
        }
        let topics = self.wants.borrow().topics(timers::monotonic());
        if topics == *self.opened.borrow() {
            return;
        }
        self.relayed.borrow_mut().retain(|(topic, _)| topics.contains(topic));
        self.opened.borrow_mut().clone_from(&topics);
        if let Some(open) = self.stream.borrow_mut().take() {
            open.abort();
        }
        if topics.is_empty() {
            self.note(|watch, _| watch.closed());
            return;
        }
        let (abort, registration) = AbortHandle::new_pair();
        *self.stream.borrow_mut() = Some(abort);
        let hub = self.clone();
        spawn(async move {
            let _given_up = Abortable::new(hub.stay_open(topics), registration).await;
        });
    }

    async fn stay_open(self: &Rc<Self>, topics: Vec<String>) {
        let mut pause = FIRST_PAUSE;
        loop {
            if self.read_stream(&topics).await {
                pause = FIRST_PAUSE;
            }
            self.note(|watch, now| watch.lost(now));
            self.post(&Word::Lost);
            let random = self.runtime.client().transport().random();
            timers::sleep(Duration::from_millis(pause / 2 + random % pause)).await;
            pause = (pause * 2).min(LONGEST_PAUSE);
        }
    }

    /// Reads a stream to its end. Whether it ever said anything.
    async fn read_stream(self: &Rc<Self>, topics: &[String]) -> bool {
        let asked = GetEvents {
            topics: topics
                .iter()
                .map(|topic| {
                    let relayed = self.relayed.borrow();
                    let known = relayed.iter().find(|(name, _)| name == topic);
                    (topic.clone(), known.and_then(|(_, follower)| follower.seen().cloned()))
                })
                .collect(),
        };
        let client = self.runtime.client();
        let url = [client.origin(), &asked.path_and_query()].concat();
        let mut headers = vec![("accept", "text/event-stream".to_owned())];
        headers.extend(client.token().as_deref().and_then(authorization));
        self.note(Watch::asking);
        let Ok(mut stream) = stream::open(&url, headers).await else { return false };
        if stream.status != 200 {
            // Whoever was signed out before the stream opened learns it here: no fact will say so.
            if matches!(stream.status, 401 | 403) {
                self.look_who_is_signed_in();
            }
            return false;
        }
        let (mut decoder, mut has_spoken) = (Decoder::default(), false);
        while let Some(bytes) = stream.next().await {
            let mut events = Vec::new();
            if !decoder.push(&bytes, &mut |event| events.push(event)) {
                break;
            }
            for ServerEvent { name, data } in events {
                has_spoken = true;
                // Whoever went on would miss it; another stream goes on before it, each time a little later.
                if !self.relay(&name, &data) {
                    return false;
                }
                self.post(&Word::Event(&name, &data));
                self.hear(&name, &data);
            }
        }
        has_spoken
    }

    /// Remembers where a topic of the stream stands. `false` if the event cannot be read.
    fn relay(&self, name: &str, data: &str) -> bool {
        let (topic, epoch, seq) = match name {
            "fact" => match json::from_str::<Fact>(data) {
                Ok(fact) => (fact.topic, fact.epoch, fact.seq),
                Err(_) => return false,
            },
            "cursor" => match json::from_str::<TopicCursor>(data) {
                // The facts that follow move it on.
                Ok(cursor) if cursor.replayed => return true,
                Ok(cursor) => (cursor.topic, cursor.epoch, cursor.seq),
                Err(_) => return false,
            },
            _ => return true,
        };
        let mut relayed = self.relayed.borrow_mut();
        match relayed.iter_mut().find(|(name, _)| *name == topic) {
            Some((_, follower)) => {
                follower.fact(&epoch, seq);
            }
            None => {
                let mut follower = Follower::default();
                follower.fact(&epoch, seq);
                relayed.push((topic, follower));
            }
        }
        true
    }

    /// Takes an event of the stream, read here or told by the tab that holds it.
    fn hear(self: &Rc<Self>, name: &str, data: &str) {
        self.note(|watch, now| watch.heard(now));
        match name {
            "fact" => {
                if let Ok(fact) = json::from_str::<Fact>(data) {
                    if fact.kind == SIGNED_OUT {
                        self.look_who_is_signed_in();
                    }
                    let (verdict, ears) =
                        self.judge(&fact.topic, |follower| follower.fact(&fact.epoch, fact.seq));
                    tell(verdict, &ears, Some(&fact));
                }
            }
            "cursor" => {
                if let Ok(cursor) = json::from_str::<TopicCursor>(data) {
                    let (verdict, ears) = self.judge(&cursor.topic, |follower| {
                        follower.cursor(&cursor.epoch, cursor.seq, cursor.replayed)
                    });
                    tell(verdict, &ears, None);
                }
            }
            "heartbeat" => {
                if let Ok(heartbeat) = json::from_str::<Heartbeat>(data) {
                    // Where nobody counts down there is no clock to set.
                    if let Some(clock) = self.runtime.find_part::<Clock>() {
                        clock.heartbeat(heartbeat.server_time);
                    }
                }
            }
            _ => {}
        }
    }

    /// Another device has ended sessions of this account. Whether this one is among them, the shop knows.
    fn look_who_is_signed_in(&self) {
        let runtime = self.runtime.clone();
        spawn(async move {
            let answer = runtime.client().call(&GetMe).await;
            if matches!(answer, Err(ApiError::Forbidden(_) | ApiError::SignedOut)) {
                runtime.sign_out();
            }
        });
    }

    fn judge(&self, topic: &str, judge: impl FnOnce(&mut Follower) -> Verdict) -> (Verdict, Vec<Rc<Ear>>) {
        let mut topics = self.topics.borrow_mut();
        match topics.iter_mut().find(|known| known.name == topic) {
            Some(topic) => (judge(&mut topic.follower), topic.ears.clone()),
            None => (Verdict::Drop, Vec::new()),
        }
    }

    fn on_tick(self: &Rc<Self>) {
        let now = timers::monotonic();
        let is_wanted = !self.topics.borrow().is_empty();
        if is_wanted && now - self.said_at.get() >= REPEAT {
            self.say_wants();
        }
        if self.is_leader.get() && self.watch.get().is_silent(now) {
            self.give_up_silent();
        }
        self.runtime.queries().ask_owed();
        let status = self.watch.get().status(now);
        self.runtime.set_live_paused(is_wanted && status == LiveStatus::Paused);
        if is_wanted && status == LiveStatus::Paused && now - self.polled_at.get() >= POLL {
            self.polled_at.set(now);
            let ears: Vec<Rc<Ear>> =
                self.topics.borrow().iter().flat_map(|topic| topic.ears.iter().cloned()).collect();
            tell(Verdict::Snapshot, &ears, None);
        }
    }

    /// Opens another stream in place of one that has gone silent: its end would never come.
    fn give_up_silent(self: &Rc<Self>) {
        self.note(|watch, now| watch.lost(now));
        self.post(&Word::Lost);
        self.opened.borrow_mut().clear();
        self.reopen();
    }

    fn note(&self, change: impl FnOnce(&mut Watch, f64)) {
        let now = timers::monotonic();
        let mut watch = self.watch.get();
        change(&mut watch, now);
        self.watch.set(watch);
    }

    fn post(&self, word: &Word<'_>) {
        if let Some(channel) = &*self.channel.borrow() {
            channel.post(&word.write());
        }
    }
}

fn tell(verdict: Verdict, ears: &[Rc<Ear>], fact: Option<&Fact>) {
    for ear in ears {
        match (verdict, fact) {
            (Verdict::Deliver, Some(fact)) => (ear.on_fact)(fact),
            (Verdict::Snapshot, _) => (ear.on_gap)(),
            (Verdict::Deliver | Verdict::Drop, _) => {}
        }
    }
}
