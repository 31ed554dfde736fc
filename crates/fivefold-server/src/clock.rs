//! The server's clock: real, or moved by a test.

use fivefold_api::vocabulary::Instant;
use std::{
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, SystemTime, UNIX_EPOCH},
};
use tokio::sync::watch;

/// Tells the time. Everything that depends on time asks here, so that a test can move it.
#[derive(Debug, Clone)]
pub struct Clock {
    state: Arc<Mutex<Mode>>,
    moved: watch::Sender<()>,
}

#[derive(Debug, Clone, Copy)]
enum Mode {
    /// The machine's clock plus some milliseconds.
    Running { offset: i64 },
    /// Stands still.
    Stopped { at: Instant },
}

impl Default for Clock {
    fn default() -> Self {
        Self { state: Arc::new(Mutex::new(Mode::Running { offset: 0 })), moved: watch::Sender::new(()) }
    }
}

impl Clock {
    /// What time it is.
    #[must_use]
    pub fn now(&self) -> Instant {
        match *self.state.lock().unwrap_or_else(PoisonError::into_inner) {
            Mode::Running { offset } => Instant::from_millis(machine_millis().saturating_add(offset)),
            Mode::Stopped { at } => at,
        }
    }

    /// Waits until it is `instant` or later, however the clock is moved meanwhile.
    pub async fn sleep_until(&self, instant: Instant) {
        let mut moved = self.moved.subscribe();
        loop {
            let now = self.now();
            if now >= instant {
                return;
            }
            let stopped =
                matches!(*self.state.lock().unwrap_or_else(PoisonError::into_inner), Mode::Stopped { .. });
            // A day at most, since timers have an upper limit; the loop looks again.
            let wait = now.until(instant).min(Duration::from_secs(86_400));
            tokio::select! {
                () = tokio::time::sleep(wait), if !stopped => {}
                _ = moved.changed() => {}
            }
        }
    }

    /// Stops the clock at `instant`.
    pub fn stop_at(&self, instant: Instant) {
        self.change(|_| Mode::Stopped { at: instant });
    }

    /// Moves the clock, running or stopped; backwards with a negative number.
    pub fn advance(&self, millis: i64) {
        self.change(|mode| match mode {
            Mode::Running { offset } => Mode::Running { offset: offset.saturating_add(millis) },
            Mode::Stopped { at } => {
                Mode::Stopped { at: Instant::from_millis(at.millis().saturating_add(millis)) }
            }
        });
    }

    /// Lets the clock show the machine's time again.
    pub fn resume(&self) {
        self.change(|_| Mode::Running { offset: 0 });
    }

    fn change(&self, to: impl FnOnce(Mode) -> Mode) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        *state = to(*state);
        drop(state);
        self.moved.send_replace(());
    }
}

fn machine_millis() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn x_time_a_sleeper_wakes_when_the_clock_is_moved_past_its_time() {
        let clock = Clock::default();
        clock.stop_at(Instant::from_millis(1_000));
        let sleeper = tokio::spawn({
            let clock = clock.clone();
            async move {
                clock.sleep_until(Instant::from_millis(3_600_000)).await;
                clock.now()
            }
        });
        tokio::task::yield_now().await;
        clock.advance(1_000);
        tokio::task::yield_now().await;
        assert!(!sleeper.is_finished());
        clock.advance(3_600_000);
        assert_eq!(sleeper.await.unwrap(), Instant::from_millis(3_602_000));
    }

    #[test]
    fn x_time_a_resumed_clock_shows_the_machine_s_time() {
        let clock = Clock::default();
        clock.advance(-86_400_000);
        assert!(clock.now().millis() < machine_millis() - 80_000_000);
        clock.resume();
        assert!((clock.now().millis() - machine_millis()).abs() < 5_000);
    }
}
