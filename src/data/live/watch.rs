//! Whether the feed is alive, by how long ago it was heard. Milliseconds of the monotonic clock.

/// Whether facts arrive as they happen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LiveStatus {
    /// They do.
    Live,
    /// The feed is being opened.
    Connecting,
    /// They do not: the badge says so, and pages ask every ten seconds instead (X-LIVE).
    Paused,
}

/// Without a sign of life for this long the feed is paused: three heartbeats.
const SILENCE: f64 = 15_000.0;

/// When the feed was opened and last heard.
#[derive(Debug, Clone, Copy, Default)]
pub struct Watch {
    opened: Option<f64>,
    heard: Option<f64>,
}

impl Watch {
    /// The feed is being opened. Opening again and again is no sign of life.
    pub fn opening(&mut self, now: f64) {
        self.opened.get_or_insert(now);
    }

    /// Something was heard.
    pub fn heard(&mut self, now: f64) {
        self.heard = Some(now);
    }

    /// The stream has ended: only what opens next counts.
    pub fn lost(&mut self, now: f64) {
        if self.heard.take().is_some() {
            self.opened = Some(now);
        }
    }

    /// Nobody wants to hear anything.
    pub fn idle(&mut self) {
        *self = Self::default();
    }

    /// How it stands.
    pub fn status(&self, now: f64) -> LiveStatus {
        match (self.heard, self.opened) {
            (Some(heard), _) if now - heard < SILENCE => LiveStatus::Live,
            (Some(_), _) => LiveStatus::Paused,
            (None, Some(opened)) if now - opened >= SILENCE => LiveStatus::Paused,
            (None, _) => LiveStatus::Connecting,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn x_live_without_a_heartbeat_for_fifteen_seconds_the_feed_is_paused() {
        let mut watch = Watch::default();
        watch.opening(0.0);
        assert_eq!(watch.status(14_999.0), LiveStatus::Connecting);
        assert_eq!(watch.status(15_000.0), LiveStatus::Paused);
        watch.heard(16_000.0);
        assert_eq!(watch.status(30_999.0), LiveStatus::Live);
        assert_eq!(watch.status(31_000.0), LiveStatus::Paused);
    }

    #[test]
    fn x_live_a_feed_that_is_opened_in_vain_again_and_again_is_paused() {
        let mut watch = Watch::default();
        for second in 0..20 {
            watch.opening(f64::from(second) * 1000.0);
            watch.lost(f64::from(second) * 1000.0 + 500.0);
        }
        assert_eq!(watch.status(20_000.0), LiveStatus::Paused);
    }

    #[test]
    fn x_live_a_lost_stream_has_fifteen_seconds_to_come_back() {
        let mut watch = Watch::default();
        watch.opening(0.0);
        watch.heard(100_000.0);
        watch.lost(101_000.0);
        assert_eq!(watch.status(115_000.0), LiveStatus::Connecting);
        assert_eq!(watch.status(116_000.0), LiveStatus::Paused);
    }
}
