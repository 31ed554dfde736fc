//! How much time lots have left. It is not spoken: a list of lots would talk all the time.

use super::super::time::{TimeLeft, clock, time_left};
use crate::text;
use fivefold_api::model::{AuctionOutcome, AuctionPhase, AuctionState};
use fivefold_api::vocabulary::Instant;
use fivefold_view::prelude::*;

/// A minute in seconds: what ends sooner is marked.
const SOON: i64 = 60;

/// The time of a lot, from one clock for all of them (X-TIME).
pub fn lot_time(state: RwSignal<AuctionState>, now: Signal<Option<Instant>>) -> View {
    let left = Memo::new(move |_| state.with(|state| time_left(state, now.get())));
    let phase = Memo::new(move |_| state.with(|state| state.phase));
    let is_soon = move || matches!(left.get(), TimeLeft::Closing | TimeLeft::Ends(..=SOON));
    let words = move || match left.get() {
        TimeLeft::Unknown => "–:––".to_owned(),
        TimeLeft::Begins(0) => text::data::BEGINNING.get().to_owned(),
        TimeLeft::Begins(left) => text::auctions::begins_in(&duration(left)),
        TimeLeft::Ends(left) => text::auctions::ends_in(&duration(left)),
        TimeLeft::Closing => text::data::CLOSING.get().to_owned(),
        TimeLeft::Over => phase_words(phase.get()).to_owned(),
    };
    view! { <span class="lot-time" class=("lot-time--soon", is_soon)>{words}</span> }
}

/// A time in few words: `2:41`, `2 d 04 h`.
fn duration(left: i64) -> String {
    clock(left, &text::auctions::days_hours)
}

/// Where a lot stands.
pub fn phase_words(phase: AuctionPhase) -> &'static str {
    use text::auctions as words;
    let words = match phase {
        AuctionPhase::Scheduled => &words::SCHEDULED,
        AuctionPhase::Live => &words::LIVE,
        AuctionPhase::Ended { outcome: AuctionOutcome::Sold } => &words::SOLD,
        AuctionPhase::Ended { outcome: AuctionOutcome::ReserveNotMet } => &words::ENDED_RESERVE,
        AuctionPhase::Ended { outcome: AuctionOutcome::NoBids } => &words::ENDED_NO_BIDS,
        AuctionPhase::Ended { .. } => &words::ENDED,
        AuctionPhase::Cancelled => &words::CANCELLED,
        AuctionPhase::Suspended => &words::SUSPENDED,
        _ => &text::orders::UNKNOWN_STATUS,
    };
    words.get()
}
