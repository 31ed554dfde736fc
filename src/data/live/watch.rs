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
    /// When the stream was asked for that is open now.
    asked: Option<f64>,
}

impl Watch {
    /// The feed is being opened. Opening again and again is no sign of life.
    pub fn opening(&mut self, now: f64) {
        self.opened.get_or_insert(now);
    }

    /// A stream is asked for.
    pub fn asking(&mut self, now: f64) {
        self.asked = Some(now);
    }

    /// Something was heard.
    pub fn heard(&mut self, now: f64) {
        self.heard = Some(now);
    }

    /// Whether the stream that is open says nothing. Its connection may be half open, so that neither its end nor
    /// anything else will ever come of it.
    pub fn is_silent(&self, now: f64) -> bool {
        self.asked.is_some_and(|asked| now - self.heard.map_or(asked, |heard| heard.max(asked)) >= SILENCE)
    }

    /// The stream has ended: only what opens next counts. After silence the feed stays paused until then.
    pub fn lost(&mut self, now: f64) {
        self.asked = None;
        if let Some(heard) = self.heard.take() {
            self.opened = Some(if now - heard < SILENCE { now } else { heard });
        }
    }

    /// No stream is open.
    pub fn closed(&mut self) {
        self.asked = None;
    }

    /// Nobody here wants to hear anything. Another tab may, of the same stream.
    pub fn idle(&mut self) {
        *self = Self { asked: self.asked, ..Self::default() };
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
    fn x_live_a_stream_that_goes_silent_is_noticed_and_the_feed_stays_paused_until_another_is_heard() {
        let mut watch = Watch::default();
        watch.opening(0.0);
        watch.asking(10_000.0);
        assert!(!watch.is_silent(24_999.0));
        assert!(watch.is_silent(25_000.0), "it has never spoken");
        watch.lost(15_000.0);
        assert!(!watch.is_silent(30_000.0), "nothing is open");
        watch.asking(15_000.0);
        watch.heard(20_000.0);
        assert!(!watch.is_silent(34_999.0));
        assert!(watch.is_silent(35_000.0));
        watch.lost(35_000.0);
        assert!(!watch.is_silent(35_000.0), "it is given up once");
        assert_eq!(watch.status(35_000.0), LiveStatus::Paused);
        watch.heard(36_000.0);
        assert_eq!(watch.status(36_000.0), LiveStatus::Live);
    }

    #[test]
    fn x_live_a_stream_that_only_other_tabs_want_is_given_up_when_it_is_silent_too() {
        let mut watch = Watch::default();
        watch.asking(0.0);
        watch.heard(1_000.0);
        watch.idle();
        assert!(watch.is_silent(16_000.0));
        watch.closed();
        assert!(!watch.is_silent(16_000.0), "nobody wants it any more");
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
