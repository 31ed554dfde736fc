//! The clock at work: when to ask, when to tick.

use super::estimate::{Divergence, Estimate, Sample};
use crate::data::runtime::{Runtime, use_runtime};
use crate::data::task::spawn;
use crate::platform::{
    Listener, page,
    timers::{self, Timer},
};
use fivefold_api::endpoints::GetTime;
use fivefold_api::vocabulary::Instant;
use fivefold_view::prelude::*;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Duration;

/// How often a countdown may change. What is counted ends at any millisecond, so that once a second could be a second
/// late, which is all that may be (C2C-01).
const TICK: Duration = Duration::from_millis(250);
/// A round of samples is repeated after this many milliseconds.
const RESYNC: f64 = 300_000.0;
/// And not sooner than after this many, whatever happens.
const AT_MOST_EVERY: f64 = 5_000.0;
/// How many questions make a round.
const SAMPLES: u32 = 3;

/// The server's time. One for each mount, made when first asked for.
pub struct Clock {
    runtime: Runtime,
    estimate: RefCell<Estimate>,
    divergence: Cell<Divergence>,
    now: ArcRwSignal<Option<Instant>>,
    asked_at: Cell<Option<f64>>,
    tick: RefCell<Option<Timer>>,
    listeners: RefCell<Vec<Listener>>,
}

impl Clock {
    /// The clock of this mount.
    #[must_use]
    pub fn of(runtime: &Runtime) -> Rc<Self> {
        let clock = runtime.part(|runtime| Self {
            runtime: runtime.clone(),
            estimate: RefCell::default(),
            divergence: Cell::default(),
            now: ArcRwSignal::new(None),
            asked_at: Cell::new(None),
            tick: RefCell::default(),
            listeners: RefCell::default(),
        });
        if clock.tick.borrow().is_none() {
            clock.start();
        }
        clock
    }

    /// What time it is for the server; `None` before it was asked.
    #[must_use]
    pub fn now(&self) -> Option<Instant> {
        let millis = self.estimate.borrow().server_time(timers::monotonic())?;
        #[expect(
            clippy::cast_possible_truncation,
            reason = "milliseconds since 1970 fit for 285 million years"
        )]
        Some(Instant::from_millis(millis as i64))
    }

    /// Takes the server's time from a heartbeat of the live feed.
    pub(in crate::data) fn heartbeat(self: &Rc<Self>, server: Instant) {
        #[expect(clippy::cast_precision_loss, reason = "milliseconds since 1970 are exact in a float")]
        let server = server.millis() as f64;
        let contradicts = self.estimate.borrow_mut().heartbeat(server, timers::monotonic());
        if contradicts {
            self.ask();
        }
    }

    fn start(self: &Rc<Self>) {
        let clock = Rc::downgrade(self);
        *self.tick.borrow_mut() = Some(Timer::every(TICK, move || {
            if let Some(clock) = clock.upgrade() {
                clock.on_tick();
            }
        }));
        let clock = Rc::downgrade(self);
        *self.listeners.borrow_mut() = page::on_wake(move || {
            if let Some(clock) = clock.upgrade() {
                clock.ask();
            }
        });
        self.ask();
    }

    fn on_tick(self: &Rc<Self>) {
        let monotonic = timers::monotonic();
        let mut divergence = self.divergence.get();
        let jumped = divergence.is_new(timers::device_clock(), monotonic);
        self.divergence.set(divergence);
        if jumped || self.asked_at.get().is_none_or(|asked| monotonic - asked >= RESYNC) {
            self.ask();
        }
        self.show();
    }

    fn show(&self) {
        let now = self.now();
        if now != self.now.get_untracked() {
            self.now.set(now);
        }
    }

    /// Asks for a round of samples, unless one has just begun.
    fn ask(self: &Rc<Self>) {
        let monotonic = timers::monotonic();
        if self.asked_at.get().is_some_and(|asked| monotonic - asked < AT_MOST_EVERY) {
            return;
        }
        self.asked_at.set(Some(monotonic));
        let clock = self.clone();
        spawn(async move {
            clock.estimate.borrow_mut().begin_round();
            let mut heard = false;
            for _ in 0..SAMPLES {
                let sent = timers::monotonic();
                let answer = clock.runtime.client().call(&GetTime).await;
                let received = timers::monotonic();
                let Ok(answer) = answer else { continue };
                #[expect(
                    clippy::cast_precision_loss,
                    reason = "milliseconds since 1970 are exact in a float"
                )]
                let server = answer.now.millis() as f64;
                clock.estimate.borrow_mut().sample(Sample { sent, received, server });
                heard = true;
                clock.show();
            }
            if !heard {
                // Not before the next tick after a pause: the network is down.
                clock.asked_at.set(Some(timers::monotonic() - RESYNC + 2.0 * AT_MOST_EVERY));
            }
        });
    }
}

/// What time it is for the server, four times a second; `None` until it was asked. The device's clock is never
/// shown (X-TIME). Reactive.
#[must_use]
pub fn use_now() -> Signal<Option<Instant>> {
    Clock::of(&use_runtime()).now.clone().into()
}
