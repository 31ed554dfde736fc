//! One's own seat, live: what its pages show of it, and what becomes of it said aloud.

use super::components::seat_words::{chosen_words, told};
use super::live::LiveGroup;
use super::seat::{Standing, due, standing};
use crate::{features::payments::hold_time, platform::announce, text};
use fivefold_api::model::{GroupBuyState, MyGroupBuy, Seat};
use fivefold_view::prelude::*;

/// A seat as its owner follows it. Cheap to copy.
#[derive(Clone, Copy)]
pub struct OwnSeat {
    /// Where the visitor stands.
    pub mine: Memo<Option<MyGroupBuy>>,
    /// The seat, where there is one.
    pub seat: Memo<Option<Seat>>,
    /// Where the group-buy stands, by whichever was told last: to everybody, or with one's own seat.
    pub state: Memo<GroupBuyState>,
    /// Where the seat stands.
    pub stands: Memo<Option<Standing>>,
    live: LiveGroup,
}

/// Follows the visitor's seat, and says aloud when it comes to stand otherwise.
pub fn use_seat(live: LiveGroup) -> OwnSeat {
    let mine = Memo::new(move |_| live.mine.get().latest());
    let seat = Memo::new(move |_| mine.with(|mine| mine.as_ref().and_then(|mine| mine.seat.clone())));
    let state = Memo::new(move |_| {
        let told = live.group.with(|group| group.state().clone());
        mine.with(|mine| match mine {
            Some(mine) if mine.state.revision > told.revision => mine.state.clone(),
            _ => told,
        })
    });
    let stands = Memo::new(move |_| {
        let phase = state.with(|state| state.phase);
        seat.with(|seat| seat.as_ref().map(|seat| standing(seat, phase)))
    });
    Effect::new(move |before: Option<Option<Standing>>| {
        let now = stands.get();
        if let (Some(Some(before)), Some(now)) = (before, now)
            && before != now
        {
            tell("", now);
        }
        now
    });
    OwnSeat { mine, seat, state, stands, live }
}

impl OwnSeat {
    /// The time that is left to pay.
    pub fn time(self) -> View {
        let until = Memo::new(move |_| self.seat.with(|seat| seat.as_ref().and_then(due)));
        let ask = Callback::new(move |()| self.live.mine.refetch());
        hold_time(&text::payments::TIME_LEFT, until, self.live.now, ask)
    }

    /// What was chosen, in words. Reactive.
    pub fn chosen(self) -> Option<String> {
        self.seat.with(|seat| {
            let seat = seat.as_ref()?;
            let options = self.live.group_buy.with_untracked(|group| {
                let variant = group.variants.iter().find(|variant| variant.id == seat.variant);
                variant.map(|variant| variant.options.clone()).unwrap_or_default()
            });
            Some(chosen_words(seat, &options))
        })
    }
}

/// A hold that ran out and a payment that failed interrupt; everything else waits its turn (X-A11Y). `lead` comes
/// before it.
pub fn tell(lead: &str, standing: Standing) {
    let told = told(standing);
    let words = [lead, told.title, " ", told.text].concat();
    if standing.is_urgent() { announce::alert(&words) } else { announce::say(&words) }
}
