//! The live state of one lot: snapshots, facts and the answers to one's own bids, whatever the order they arrive in.
//! Plain rules, without signals or the browser.
//!
//! **Invariant**: nothing older than what is shown is taken. The history is gapless and newest first. That the
//! visitor leads is shown only after the shop has said so, and until it shows another leader.

use fivefold_api::model::{
    Auction, AuctionAction, AuctionFact, AuctionOutcome, AuctionPhase, AuctionState, Bid, BidPosition,
    BidRequirement, MyAuction, MyAuctionFact, PlacedBid, ReserveState, Settlement,
};
use fivefold_api::vocabulary::{BidderId, Money};

/// What has happened, for whoever tells people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum News {
    /// Somebody else leads now; told once for each time (C2C-13). The number names the time.
    Outbid(u64),
    /// The price has moved.
    Price,
    /// What the seller wants at least is reached (C2C-08).
    ReserveMet,
    /// The end has moved (C2C-10).
    Extended,
    /// It begins, ends, stops or goes on.
    Phase,
}

/// Why the price has moved last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moved {
    /// Somebody else has bid.
    Others,
    /// Somebody else has bid, and the visitor's own maximum has answered.
    OwnMaximum,
    /// The visitor has bid.
    Own,
    /// The leader's maximum has reached what the seller wants at least.
    Reserve,
}

/// What the visitor has to do with the lot.
#[derive(Debug, Clone, PartialEq)]
pub struct Mine {
    /// The visitor's name on this lot.
    pub bidder: Option<BidderId>,
    /// The most the visitor would pay.
    pub maximum: Option<Money>,
    /// Whether it is being watched.
    pub watching: bool,
    /// What may be done.
    pub allowed: Vec<AuctionAction>,
    /// What stands in the way of a bid.
    pub requirements: Vec<BidRequirement>,
    /// What is to be paid.
    pub settlement: Option<Settlement>,
    /// How the bids stood, and in which state of the lot.
    told: (BidPosition, u64),
}

/// One lot as its page shows it.
#[derive(Debug, Clone, PartialEq)]
pub struct Room {
    state: AuctionState,
    epoch: String,
    /// Newest first, without gaps.
    bids: Vec<Bid>,
    mine: Option<Mine>,
    position: BidPosition,
    moved: Option<Moved>,
    /// The state of the lot in which the last loss of the lead was told.
    outbid_at: u64,
}

/// What is compared before and after something was heard.
struct Before {
    position: BidPosition,
    price: Money,
    reserve: ReserveState,
    extensions: u32,
    phase: AuctionPhase,
}

impl Room {
    /// A lot that has just been opened.
    pub fn new(auction: &Auction) -> Self {
        Self {
            state: auction.card.state.clone(),
            epoch: auction.live.epoch.clone(),
            bids: Vec::new(),
            mine: None,
            position: BidPosition::None,
            moved: None,
            outbid_at: 0,
        }
    }

    /// Where the lot stands.
    pub fn state(&self) -> &AuctionState {
        &self.state
    }

    /// The bids, newest first.
    pub fn bids(&self) -> &[Bid] {
        &self.bids
    }

    /// Whether there are older bids than these: the first one has the number 1.
    pub fn has_older(&self) -> bool {
        self.bids.last().is_some_and(|bid| bid.seq > 1)
    }

    /// What the visitor has to do with it, once known.
    pub fn mine(&self) -> Option<&Mine> {
        self.mine.as_ref()
    }

    /// How the visitor's bids stand. `Unknown` when only the shop can say and has to be asked.
    pub fn position(&self) -> BidPosition {
        self.position
    }

    /// Why the price has moved last.
    pub fn moved(&self) -> Option<Moved> {
        self.moved
    }

    /// Whether the visitor's bid is the highest.
    pub fn leads(&self) -> bool {
        is_leading(self.position)
    }

    /// Whether a bid is the visitor's.
    pub fn is_mine(&self, bid: &Bid) -> bool {
        self.bidder() == Some(&bid.bidder)
    }

    /// Whether a snapshot says anything that is not known yet.
    pub fn is_news(&self, auction: &Auction) -> bool {
        auction.live.epoch != self.epoch || auction.card.state.revision > self.state.revision
    }

    /// Somebody else looks at the lot now.
    pub fn forget_mine(&mut self) {
        (self.mine, self.position, self.moved) = (None, BidPosition::None, None);
        self.outbid_at = 0;
    }

    /// A snapshot has arrived. Another epoch begins anew.
    pub fn snapshot(&mut self, auction: &Auction) -> Vec<News> {
        if auction.live.epoch != self.epoch {
            *self = Self::new(auction);
            return vec![News::Phase];
        }
        let before = self.before();
        if self.take(&auction.card.state) {
            // What happened in between was missed.
            self.moved = None;
        }
        self.news(before)
    }

    /// A fact of the lot has arrived.
    pub fn fact(&mut self, fact: &AuctionFact) -> Vec<News> {
        let before = self.before();
        self.take_bids(&fact.bids);
        if self.take(&fact.state) && self.state.price != before.price {
            self.moved = fact.bids.last().map(|last| {
                let met = self.state.reserve == ReserveState::Met && before.reserve == ReserveState::NotMet;
                match (self.is_mine(last), last.automatic) {
                    (true, true) => Moved::OwnMaximum,
                    (true, false) => Moved::Own,
                    (false, _) if met => Moved::Reserve,
                    (false, _) => Moved::Others,
                }
            });
        }
        self.news(before)
    }

    /// A page of the history has arrived, newest first.
    pub fn history(&mut self, bids: &[Bid]) {
        self.take_bids(bids);
    }

    /// The shop has said where the visitor stands.
    pub fn heard_mine(&mut self, mine: &MyAuction) -> Vec<News> {
        let before = self.before();
        if self.is_newer(mine.state.revision) {
            let bidder = mine.bidder.clone().or_else(|| self.bidder().cloned());
            self.mine = Some(Mine {
                bidder,
                maximum: mine.maximum,
                watching: mine.watching,
                allowed: mine.allowed_actions.clone(),
                requirements: mine.requirements.clone(),
                settlement: mine.settlement.clone(),
                told: (mine.position, mine.state.revision),
            });
        }
        self.take(&mine.state);
        self.follow();
        self.news(before)
    }

    /// The visitor's bid was taken.
    pub fn placed(&mut self, placed: &PlacedBid) -> Vec<News> {
        let mut before = self.before();
        let revision = placed.state.revision;
        // Who led by this bid and does not any more was outbid, even if that was heard first.
        if is_leading(placed.position) && revision > self.outbid_at {
            before.position = placed.position;
        }
        let is_newer = self.is_newer(revision);
        let mine = self.mine.get_or_insert_with(|| nobody(revision));
        mine.bidder = Some(placed.bidder.clone());
        if mine.maximum.is_none_or(|known| known.minor < placed.maximum.minor) {
            mine.maximum = Some(placed.maximum);
        }
        mine.requirements.clear();
        if is_newer {
            mine.told = (placed.position, revision);
        }
        self.take(&placed.state);
        self.follow();
        self.news(before)
    }

    /// A private fact about this lot has arrived.
    pub fn told(&mut self, fact: &MyAuctionFact) -> Vec<News> {
        let mut before = self.before();
        let revision = fact.state.revision;
        if self.is_newer(revision) {
            if fact.position == BidPosition::Outbid && before.position != BidPosition::Outbid {
                // The shop says so because there was a lead to lose, perhaps in another tab.
                before.position = BidPosition::Leading;
            }
            let mine = self.mine.get_or_insert_with(|| nobody(revision));
            mine.told = (fact.position, revision);
            if is_leading(fact.position) && mine.bidder.is_none() {
                mine.bidder.clone_from(&fact.state.leader);
            }
            if fact.settlement.is_some() {
                mine.settlement.clone_from(&fact.settlement);
            }
        }
        self.take(&fact.state);
        self.follow();
        self.news(before)
    }

    /// Takes a state that is newer than the one shown.
    fn take(&mut self, state: &AuctionState) -> bool {
        let is_newer = state.revision > self.state.revision;
        if is_newer {
            self.state = state.clone();
            self.follow();
        }
        is_newer
    }

    /// How the bids stand, as far as that can be known.
    fn follow(&mut self) {
        let Some(mine) = &self.mine else { return };
        let (told, at) = mine.told;
        if at >= self.state.revision {
            self.position = told;
            return;
        }
        if mine.bidder.is_none() {
            // Who leads is nobody that could be known here: only a position that no bid of others ends still holds.
            self.position = if is_leading(told) { BidPosition::Unknown } else { told };
            return;
        }
        let leads = mine.bidder == self.state.leader;
        self.position = match self.state.phase {
            AuctionPhase::Cancelled => BidPosition::Void,
            AuctionPhase::Ended { outcome: AuctionOutcome::Sold } if leads => BidPosition::Unknown,
            AuctionPhase::Ended { .. } => BidPosition::Lost,
            _ if !leads => BidPosition::Outbid,
            _ if is_leading(self.position) && self.state.reserve == ReserveState::NotMet => {
                BidPosition::LeadingReserveNotMet
            }
            _ if is_leading(self.position) => BidPosition::Leading,
            _ => BidPosition::Unknown,
        };
    }

    fn take_bids(&mut self, bids: &[Bid]) {
        let mut all: Vec<Bid> = self.bids.iter().chain(bids).cloned().collect();
        all.sort_by_key(|bid| std::cmp::Reverse(bid.seq));
        all.dedup_by_key(|bid| bid.seq);
        // Below a gap nothing is shown; it can be asked for again.
        let gapless = all.windows(2).take_while(|pair| pair[0].seq == pair[1].seq + 1).count();
        all.truncate(gapless + 1);
        self.bids = all;
    }

    fn is_newer(&self, revision: u64) -> bool {
        self.mine.as_ref().is_none_or(|mine| revision >= mine.told.1)
    }

    fn bidder(&self) -> Option<&BidderId> {
        self.mine.as_ref().and_then(|mine| mine.bidder.as_ref())
    }

    fn before(&self) -> Before {
        let AuctionState { price, reserve, extensions, phase, .. } = self.state;
        Before { position: self.position, price, reserve, extensions, phase }
    }

    fn news(&mut self, before: Before) -> Vec<News> {
        let revision = self.state.revision;
        let mut news = Vec::new();
        if is_leading(before.position) && self.position == BidPosition::Outbid && revision > self.outbid_at {
            self.outbid_at = revision;
            news.push(News::Outbid(revision));
        }
        let state = &self.state;
        if state.price != before.price {
            news.push(News::Price);
        }
        if state.reserve == ReserveState::Met && before.reserve == ReserveState::NotMet {
            news.push(News::ReserveMet);
        }
        if state.extensions > before.extensions {
            news.push(News::Extended);
        }
        if state.phase != before.phase {
            news.push(News::Phase);
        }
        news
    }
}

/// Whether bids that stand like this are the highest.
pub fn is_leading(position: BidPosition) -> bool {
    matches!(position, BidPosition::Leading | BidPosition::LeadingReserveNotMet)
}

fn nobody(revision: u64) -> Mine {
    Mine {
        bidder: None,
        maximum: None,
        watching: false,
        allowed: Vec::new(),
        requirements: Vec::new(),
        settlement: None,
        told: (BidPosition::None, revision),
    }
}

#[cfg(test)]
#[path = "room_tests.rs"]
pub mod tests;
