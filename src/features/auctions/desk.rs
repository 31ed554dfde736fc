//! The bid form at work: what is typed, what is asked before it is sent, what became of it. The decisions are in
//! `bid` and `amount`.

use super::amount::{AmountProblem, Separators, is_hasty, parse_amount, quick_bids, typed_amount};
use super::bid::{Refusal, Verdict, judge, least_bid, refusal};
use super::live::LiveLot;
use super::room::{Room, is_leading};
use crate::{
    data::{Commitment, Progress, error_text, use_commitment, use_runtime},
    platform::{announce, intl, intl::DateStyle, timers},
    routes, text,
    ui::Tone,
};
use fivefold_api::endpoints::PostBid;
use fivefold_api::error::ApiError;
use fivefold_api::model::{PlaceBid, PlacedBid, ReserveState};
use fivefold_api::rules::{BidCost, bid_cost};
use fivefold_api::vocabulary::Money;
use fivefold_view::prelude::*;

/// What a bid is called in the store of commands.
const KIND: &str = "bid";

/// The bid form of one lot. Cheap to copy.
#[derive(Clone, Copy)]
pub struct BidDesk {
    /// The lot.
    pub lot: LiveLot,
    /// What is typed.
    pub typed: RwSignal<String>,
    /// What is wrong with it.
    pub error: RwSignal<Option<String>>,
    /// What became of the last bid.
    pub said: RwSignal<Option<(Tone, String)>>,
    /// The bid that waits for a confirmation.
    pub confirming: RwSignal<Option<Money>>,
    /// The amounts that one press fills in.
    pub quick: Memo<[Money; 3]>,
    here: Separators,
    changed: StoredValue<Option<f64>>,
    /// Whether the visitor led when the bid was sent: news of it may come before its answer.
    led: StoredValue<bool>,
    command: Commitment,
}

/// Opens the form, and takes up a bid that an earlier page has left without an answer (C2C-05).
pub fn use_bid_desk(lot: LiveLot) -> BidDesk {
    let runtime = use_runtime();
    let quick = Memo::new(move |_| {
        lot.auction.with(|auction| {
            let least = lot.room.with(|room| least_bid(room, &auction.increments));
            quick_bids(least, &auction.increments)
        })
    });
    let desk = BidDesk {
        lot,
        typed: RwSignal::default(),
        error: RwSignal::new(None),
        said: RwSignal::new(None),
        confirming: RwSignal::new(None),
        quick,
        here: Separators::here(),
        changed: StoredValue::new(None),
        led: StoredValue::new(false),
        command: use_commitment(KIND),
    };
    desk.command.resume(lot.id().as_str());
    Effect::new(move |before: Option<()>| {
        quick.track();
        if before.is_some() {
            desk.changed.set_value(Some(timers::monotonic()));
        }
    });
    Effect::new(move |before: Option<u32>| {
        let again = lot.again.get();
        if before.is_some_and(|before| before != again) {
            desk.fill(quick.get_untracked()[0]);
            desk.focus();
        }
        again
    });
    Effect::new(move |_| match desk.command.progress() {
        Progress::Done => {
            let answer = untrack(|| desk.command.answer::<PlacedBid>());
            desk.command.acknowledge();
            match answer {
                Some(Ok(placed)) => {
                    runtime.queries().invalidate("/v1/me/auctions");
                    desk.taken(&placed);
                }
                Some(Err(error)) => desk.refused(&error),
                None => {}
            }
        }
        Progress::Refused(error) => {
            desk.command.acknowledge();
            desk.refused(&error);
        }
        Progress::Idle | Progress::Sending | Progress::Checking => {}
    });
    desk
}

impl BidDesk {
    /// Whether a bid is on its way. Reactive.
    pub fn is_busy(self) -> bool {
        self.command.is_busy()
    }

    /// What is happening, in words. Reactive.
    pub fn status(self) -> (Tone, String) {
        match self.command.progress() {
            Progress::Sending => (Tone::Plain, text::auctions::PLACING.get().to_owned()),
            Progress::Checking => (Tone::Warning, text::auctions::CHECKING.get().to_owned()),
            Progress::Idle | Progress::Done | Progress::Refused(_) => self.said.get().unwrap_or_default(),
        }
    }

    /// Types into the field.
    pub fn type_in(self, text: String) {
        self.typed.set(text);
        self.error.set(None);
        self.said.set(None);
    }

    /// Fills in one of the quick amounts, unless it has changed under the finger (C2C-03).
    pub fn choose(self, which: usize) {
        let Some(amount) = self.quick.get_untracked().get(which).copied() else { return };
        if is_hasty(self.changed.get_value(), timers::monotonic()) {
            let words = text::auctions::amounts_moved(&intl::format_money(&amount));
            self.said.set(Some((Tone::Warning, words)));
            return;
        }
        self.fill(amount);
        self.focus();
    }

    /// The button: sends, asks first, or says what is wrong.
    pub fn press(self) {
        if untrack(|| self.is_busy()) {
            return;
        }
        let confirm_from = self.lot.auction.with_untracked(|auction| auction.confirm_from);
        let verdict = self.lot.room.with_untracked(|room| {
            self.typed.with_untracked(|typed| judge(typed, self.here, room, confirm_from))
        });
        match verdict {
            Verdict::Send(bid) => self.send(bid),
            Verdict::Confirm(bid) => self.confirming.set(Some(bid)),
            Verdict::Refuse(refusal) => {
                let words = self.words(refusal, None);
                announce::say(&words);
                self.error.set(Some(words));
                self.focus();
            }
        }
    }

    /// Sends the bid that was asked about.
    pub fn confirm(self) {
        if let Some(bid) = self.confirming.get_untracked() {
            self.confirming.set(None);
            self.send(bid);
        }
    }

    /// What the typed bid would cost in all, or the least one. Reactive.
    pub fn cost(self) -> Option<BidCost> {
        let least = self.quick.get()[0];
        let bid = self.typed.with(|typed| parse_amount(typed, least.currency, self.here)).unwrap_or(least);
        self.cost_of(bid)
    }

    /// What a bid would cost in all.
    pub fn cost_of(self, bid: Money) -> Option<BidCost> {
        self.lot
            .auction
            .with(|auction| bid_cost(bid, auction.premium, auction.tax_on_top, auction.card.shipping))
    }

    fn fill(self, amount: Money) {
        self.type_in(typed_amount(amount, self.here));
    }

    fn focus(self) {
        if let Some(input) = self.lot.input.get_untracked() {
            let _ = input.focus();
        }
    }

    fn send(self, maximum: Money) {
        self.said.set(None);
        self.error.set(None);
        let id = self.lot.id();
        let seen = self.lot.room.with_untracked(|room| room.state().version.clone());
        self.led.set_value(self.lot.room.with_untracked(Room::leads));
        self.command.submit(move |client| {
            // The same bid of two tabs is one command; another amount is another one.
            let version = [seen.0.as_str(), "@", &maximum.minor.to_string()].concat();
            let bid = PlaceBid { maximum, seen };
            let endpoint = PostBid { id: id.clone(), bid, key: client.new_key() };
            client.commitment(&endpoint, KIND, id.as_str(), &version, &routes::auction(&id))
        });
    }

    fn taken(self, placed: &PlacedBid) {
        let was_leading = self.led.get_value();
        self.lot.hear(|room| room.placed(placed));
        self.lot.mine.refetch();
        let minimum = intl::format_money(&placed.state.minimum);
        let said = if !is_leading(placed.position) {
            (Tone::Warning, text::auctions::equalled(&minimum))
        } else if was_leading {
            (Tone::Good, text::auctions::RAISED.get().to_owned())
        } else if placed.state.reserve == ReserveState::NotMet {
            (Tone::Good, text::auctions::ACCEPTED_RESERVE.get().to_owned())
        } else {
            (Tone::Good, text::auctions::ACCEPTED.get().to_owned())
        };
        if is_leading(placed.position) {
            self.typed.set(String::new());
        } else {
            self.fill(placed.state.minimum);
            self.focus();
        }
        self.said.set(Some(said));
    }

    fn refused(self, error: &ApiError) {
        let refusal = refusal(error);
        let words = self.words(refusal, Some(error));
        if let Some(minimum) = refusal.refill() {
            self.fill(minimum);
        }
        announce::say(&words);
        self.error.set(Some(words));
        match refusal {
            Refusal::TooLow(_) | Refusal::NotRaised(_) | Refusal::Amount(_) => self.focus(),
            Refusal::Other => {}
            // What is known of the lot is old.
            _ => self.lot.mine.refetch(),
        }
    }

    fn words(self, refusal: Refusal, error: Option<&ApiError>) -> String {
        use text::auctions as words;
        let money = |amount: Option<Money>| {
            let amount = amount.unwrap_or_else(|| self.quick.get_untracked()[0]);
            intl::format_money(&amount)
        };
        match refusal {
            Refusal::Amount(AmountProblem::Empty) => text::errors::VALUE_REQUIRED.get().to_owned(),
            Refusal::Amount(AmountProblem::Unreadable) => words::NOT_AN_AMOUNT.get().to_owned(),
            Refusal::Amount(AmountProblem::TooManyDecimals) => {
                words::too_many_decimals(self.quick.get_untracked()[0].currency.exponent().into())
            }
            Refusal::TooLow(minimum) if error.is_some() => words::too_low_now(&money(minimum)),
            Refusal::TooLow(minimum) => words::too_low(&money(minimum)),
            Refusal::NotRaised(maximum) => words::not_raised(&money(maximum)),
            Refusal::Over => words::REFUSED_OVER.get().to_owned(),
            Refusal::NotStarted(Some(at)) => words::starts_at(&intl::format_date(at, DateStyle::Moment)),
            Refusal::NotStarted(None) => words::SCHEDULED.get().to_owned(),
            Refusal::NotOpen => words::REFUSED_NOT_OPEN.get().to_owned(),
            Refusal::Seller => words::NEED_OTHER.get().to_owned(),
            Refusal::Blocked => words::NEED_UNBLOCKED.get().to_owned(),
            Refusal::Other => error.map(|error| error_text(error).text).unwrap_or_default(),
        }
    }
}
