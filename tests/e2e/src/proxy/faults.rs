//! What goes wrong, and how often.

use fastrand::Rng;
use std::collections::BTreeMap;
use std::time::Duration;

/// Something that goes wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fault {
    /// A request is cut off before it reaches the server.
    CutBefore,
    /// A request is carried out and its connection is cut instead of the answer.
    CutAfter,
    /// A request never gets an answer, and its connection stays open.
    NoAnswer,
    /// A burst of 5xx answers begins.
    Burst,
    /// 5xx in place of reaching the server.
    RefusedBefore,
    /// The request is carried out, and its answer is replaced by 5xx.
    RefusedAfter,
    /// The live feed is cut between two events.
    StreamCut,
    /// The live feed is cut within an event.
    EventCut,
    /// An event loses its end, and the live feed goes on.
    EventTruncated,
    /// An event comes twice.
    EventTwice,
    /// An event comes after the one that follows it.
    EventReordered,
    /// An event never comes, and the live feed goes on.
    EventLost,
    /// Nothing more comes of the live feed, and its connection stays open.
    StreamStalled,
    /// The server is killed.
    Killed,
}

impl Fault {
    /// What happens, in words.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::CutBefore => "request cut before it reached the server",
            Self::CutAfter => "request carried out, connection cut instead of an answer",
            Self::NoAnswer => "request carried out, no answer, connection left open",
            Self::Burst => "burst of 5xx answers",
            Self::RefusedBefore => "5xx before the server",
            Self::RefusedAfter => "request carried out, answered with 5xx",
            Self::StreamCut => "live feed cut between events",
            Self::EventCut => "live feed cut within an event",
            Self::EventTruncated => "event truncated",
            Self::EventTwice => "event duplicated",
            Self::EventReordered => "event reordered",
            Self::EventLost => "event lost",
            Self::StreamStalled => "live feed silent, connection left open",
            Self::Killed => "server killed and restarted",
        }
    }
}

/// How often something goes wrong, in permille of the requests or events, and how slow everything is.
#[derive(Debug, Clone, Default)]
pub struct Faults {
    /// Each share by itself.
    pub(super) shares: Vec<(Fault, u32)>,
    /// Every request and every event waits up to so long.
    pub latency: Duration,
    /// A burst of 5xx lasts up to so long.
    pub burst: Duration,
}

impl Faults {
    /// Nothing goes wrong.
    #[must_use]
    pub fn none() -> Self {
        Self::default()
    }

    /// Slow, and nothing is lost.
    #[must_use]
    pub fn slow() -> Self {
        Self { latency: Duration::from_millis(400), ..Self::default() }
    }

    /// Everything goes wrong now and then.
    #[must_use]
    pub fn rough() -> Self {
        let shares = vec![
            (Fault::CutBefore, 30),
            (Fault::CutAfter, 40),
            (Fault::NoAnswer, 3),
            (Fault::Burst, 8),
            (Fault::RefusedBefore, 20),
            (Fault::RefusedAfter, 30),
            (Fault::StreamCut, 6),
            (Fault::EventCut, 6),
            (Fault::EventTruncated, 6),
            (Fault::EventTwice, 40),
            (Fault::EventReordered, 40),
            (Fault::EventLost, 6),
            (Fault::StreamStalled, 3),
        ];
        Self { shares, latency: Duration::from_millis(120), burst: Duration::from_millis(2_500) }
    }

    /// Streams only: each of them goes silent soon.
    #[must_use]
    pub fn half_open() -> Self {
        Self { shares: vec![(Fault::StreamStalled, 400)], ..Self::slow() }
    }

    /// Whether a fault happens this time.
    pub(super) fn strikes(&self, fault: Fault, random: &mut Rng) -> bool {
        let share = self.shares.iter().find(|(known, _)| *known == fault).map_or(0, |(_, share)| *share);
        random.u32(0..1_000) < share
    }
}

/// How often each fault has happened.
pub(super) type Happened = BTreeMap<Fault, u64>;
