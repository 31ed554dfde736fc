//! What time it is for the server, from what it said and when we heard it (X-TIME). Plain numbers in
//! milliseconds; the device's wall clock does not occur.
//!
//! A question sent at `sent` and answered at `received`, both by the monotonic clock, was answered with
//! `server` somewhere between the two. So the server's clock is ahead of ours by something between
//! `server - received` and `server - sent`, and the middle errs by half the round trip at most (RFC 5905).

/// One question and its answer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sample {
    /// When the question left, by the monotonic clock.
    pub sent: f64,
    /// When the answer was there, by the monotonic clock.
    pub received: f64,
    /// What the server said.
    pub server: f64,
}

impl Sample {
    fn round_trip(&self) -> f64 {
        self.received - self.sent
    }

    fn least(&self) -> f64 {
        self.server - self.received
    }

    fn most(&self) -> f64 {
        self.server - self.sent
    }
}

/// The estimate.
#[derive(Debug, Clone, Default)]
pub struct Estimate {
    /// The sample with the shortest round trip of this round.
    best: Option<Sample>,
    /// The next sample replaces the best of the round before, however short that was: clocks drift.
    is_new_round: bool,
    /// No less than this is the server ahead: a heartbeat was sent before it was heard.
    floor: Option<f64>,
}

/// How far a heartbeat may lie outside of what the samples allow before they are not believed any more.
const TOLERANCE: f64 = 1000.0;

impl Estimate {
    /// The next sample begins a new round.
    pub fn begin_round(&mut self) {
        self.is_new_round = true;
    }

    /// Takes a sample into account.
    pub fn sample(&mut self, sample: Sample) {
        if !(sample.round_trip() >= 0.0 && sample.server.is_finite()) {
            return;
        }
        let contradicts = self.best.is_some_and(|best| {
            sample.least() > best.most() + TOLERANCE || sample.most() < best.least() - TOLERANCE
        });
        let is_better = self.best.is_none_or(|best| sample.round_trip() <= best.round_trip());
        if self.is_new_round || contradicts || is_better {
            if self.is_new_round || contradicts {
                self.floor = None;
            }
            self.best = Some(sample);
            self.is_new_round = false;
        }
    }

    /// Takes a heartbeat into account that was sent at `server` and heard at `received`. `true` means that it
    /// contradicts the samples, so that a new round is due: the device slept, or the server's clock was set.
    pub fn heartbeat(&mut self, server: f64, received: f64) -> bool {
        let Some(best) = self.best else { return false };
        let least = server - received;
        if least > best.most() + TOLERANCE || least < best.least() - 10.0 * TOLERANCE {
            return true;
        }
        if least <= best.most() {
            self.floor = Some(self.floor.map_or(least, |floor| floor.max(least)));
        }
        false
    }

    /// The server's time in milliseconds since 1970 when the monotonic clock shows `monotonic`; `None` before
    /// the first sample.
    pub fn server_time(&self, monotonic: f64) -> Option<f64> {
        let best = self.best?;
        let middle = (best.least() + best.most()) / 2.0;
        Some(monotonic + self.floor.map_or(middle, |floor| middle.max(floor)))
    }
}

/// Notices that the device slept or that its clock was set: its wall clock and its monotonic clock then
/// differ by something else than before.
#[derive(Debug, Clone, Copy, Default)]
pub struct Divergence {
    difference: Option<f64>,
}

impl Divergence {
    /// Whether the two clocks have moved apart by more than a second since the last time this said so.
    pub fn is_new(&mut self, wall: f64, monotonic: f64) -> bool {
        let difference = wall - monotonic;
        let jumped = self.difference.is_some_and(|before| (difference - before).abs() > 1000.0);
        if jumped || self.difference.is_none() {
            self.difference = Some(difference);
        }
        jumped
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The server is ahead of the monotonic clock by this.
    const AHEAD: f64 = 1_795_000_000_000.0;

    fn exchange(at: f64, there: f64, back: f64) -> Sample {
        Sample { sent: at, received: at + there + back, server: at + there + AHEAD }
    }

    proptest! {
        #[test]
        fn x_time_the_estimate_errs_by_half_the_shortest_round_trip_at_most(
            exchanges in prop::collection::vec((0.0..4000.0, 0.0..4000.0), 1..8),
            heartbeats in prop::collection::vec(0.0..9000.0, 0..8),
        ) {
            let mut estimate = Estimate::default();
            let mut now = 0.0;
            for (there, back) in &exchanges {
                estimate.sample(exchange(now, *there, *back));
                now += there + back + 10.0;
            }
            for delay in heartbeats {
                now += 5000.0;
                prop_assert!(!estimate.heartbeat(now - delay + AHEAD, now));
            }
            let shortest = exchanges.iter().map(|(there, back)| there + back).fold(f64::MAX, f64::min);
            let error = (estimate.server_time(now).unwrap() - (now + AHEAD)).abs();
            prop_assert!(error <= shortest / 2.0 + 0.01, "{error} > {shortest} / 2");
        }

        #[test]
        fn x_time_a_device_clock_that_jumps_ten_minutes_only_asks_for_a_new_round(
            jumps in prop::collection::vec(-600_000.0..600_000.0, 1..6),
            there in 0.0..500.0, back in 0.0..500.0,
        ) {
            let mut estimate = Estimate::default();
            let mut divergence = Divergence::default();
            estimate.sample(exchange(0.0, there, back));
            let (mut now, mut wall) = (2000.0, 1_000_000.0);
            prop_assert!(!divergence.is_new(wall, now));
            for jump in jumps {
                let jump: f64 = jump;
                wall += jump + 1000.0;
                now += 1000.0;
                let noticed = divergence.is_new(wall, now);
                // Small slips add up until they are noticed, and are then forgotten.
                prop_assert!(noticed || jump.abs() <= 2000.0);
                if noticed {
                    estimate.begin_round();
                }
                let error = (estimate.server_time(now).unwrap() - (now + AHEAD)).abs();
                prop_assert!(error <= (there + back) / 2.0 + 0.01);
            }
        }
    }

    #[test]
    fn x_time_before_the_first_sample_nobody_knows() {
        assert_eq!(Estimate::default().server_time(5.0), None);
        let mut estimate = Estimate::default();
        assert!(!estimate.heartbeat(AHEAD, 0.0));
        estimate.sample(Sample { sent: 5.0, received: 4.0, server: AHEAD });
        assert_eq!(estimate.server_time(5.0), None);
    }

    #[test]
    fn x_time_after_sleep_a_heartbeat_contradicts_and_a_new_round_is_believed() {
        let mut estimate = Estimate::default();
        estimate.sample(exchange(0.0, 20.0, 20.0));
        // The monotonic clock stood still for an hour.
        let slept = 3_600_000.0;
        assert!(estimate.heartbeat(1000.0 + AHEAD + slept, 1000.0));
        estimate.begin_round();
        let mut late = exchange(1100.0, 300.0, 300.0);
        late.server += slept;
        estimate.sample(late);
        let error = estimate.server_time(2000.0).unwrap() - (2000.0 + AHEAD + slept);
        assert!(error.abs() <= 300.0);
    }
}
