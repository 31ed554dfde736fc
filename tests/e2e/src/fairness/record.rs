//! What clients showed and what the server says: all that a verdict rests on.

use fivefold_api::model::BidPosition;
use std::collections::BTreeMap;

/// How many rows of the history are recorded each time.
pub(super) const ROWS: usize = 20;

/// A bid of the history as it was shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Row {
    /// The bidder's name on the lot.
    pub bidder: String,
    /// The amount in minor units.
    pub amount: i64,
}

/// How a client said that its bids stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    /// Nothing was said.
    Nothing,
    /// They lead.
    Leads,
    /// Somebody else leads.
    Outbid,
    /// The server is being asked.
    Asking,
    /// The lot is won.
    Won,
    /// It is lost.
    Lost,
}

impl From<BidPosition> for Standing {
    fn from(position: BidPosition) -> Self {
        match position {
            BidPosition::Leading | BidPosition::LeadingReserveNotMet => Self::Leads,
            BidPosition::Outbid => Self::Outbid,
            BidPosition::Won => Self::Won,
            BidPosition::Lost => Self::Lost,
            BidPosition::Unknown => Self::Asking,
            _ => Self::Nothing,
        }
    }
}

/// What a client showed from one moment to the next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Sight {
    /// When it began to be shown, in milliseconds of the server's true time.
    pub at: i64,
    /// The price in minor units.
    pub price: i64,
    /// How many bids there are.
    pub bids: u64,
    /// How the client's own bids stand.
    pub standing: Standing,
    /// The seconds on the countdown: 0 for "Closing…".
    pub seconds_left: Option<i64>,
    /// The newest rows of the history, newest first.
    pub rows: Vec<Row>,
    /// Whether it said that live updates are paused.
    pub is_paused: bool,
}

/// What became of a bid, as its client was told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Told {
    /// It was taken; so many bids there were after it.
    Taken(u64),
    /// It was not taken.
    Refused,
    /// Nobody ever knew.
    Nothing,
}

/// A bid that was sent, perhaps more than once, under one key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Command {
    /// The key.
    pub key: String,
    /// The most the bidder would pay.
    pub maximum: i64,
    /// What the client was told.
    pub told: Told,
    /// What the server has recorded under the key, once it was asked at the end.
    pub recorded: Told,
}

/// Everything one client left behind.
#[derive(Debug, Clone, Default)]
pub(super) struct Record {
    /// What it is called: `bidder 3`, `chromium`.
    pub name: String,
    /// Its name on the lot, by the server; none if it never bid.
    pub bidder: Option<String>,
    /// Its maximum, by the server.
    pub maximum: Option<i64>,
    /// What it showed, in order.
    pub sights: Vec<Sight>,
    /// When it stopped to be looked at.
    pub ended_at: i64,
    /// The whole history it showed at the end, newest first.
    pub history: Vec<Row>,
    /// The bids it sent.
    pub commands: Vec<Command>,
}

/// A state of the lot, by the server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Stated {
    /// When the server decided it.
    pub at: i64,
    /// The price.
    pub price: i64,
    /// Who leads.
    pub leader: Option<String>,
    /// When bidding ends.
    pub ends_at: i64,
}

/// A bid of the server's history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct TrueBid {
    /// Who and how much.
    pub row: Row,
    /// Whether the server bid for somebody.
    pub automatic: bool,
}

/// The server's story of a lot.
#[derive(Debug, Clone, Default)]
pub(super) struct Truth {
    /// All bids, oldest first: the first one has the number 1.
    pub bids: Vec<TrueBid>,
    /// The states, by how many bids there were.
    pub states: BTreeMap<u64, Stated>,
    /// Until when countdowns are judged: afterwards the server's clock was moved.
    pub clock_moved_at: i64,
    /// Whether the lot was sold in the end.
    pub is_sold: bool,
}
