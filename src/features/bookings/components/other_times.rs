//! What there is instead of a time that is lost: one press takes it, with everything that was typed (O2O-07).

use super::super::own_booking::OwnBooking;
use super::super::service_words::price_words;
use super::super::taking::Taking;
use super::super::when::{venue_brief, viewer_time};
use super::super::words::other_words;
use crate::{text, ui::Button};
use fivefold_api::model::{PriceBasis, SlotAlternative};
use fivefold_view::prelude::*;

/// The times of the refusal, where there is one.
pub fn other_times(own: OwnBooking, taking: Taking) -> View {
    let basis = own.booking.with_untracked(|booking| booking.terms.basis);
    let busy = Memo::new(move |_| taking.is_busy());
    let list = move || {
        own.lost.get()?;
        let others = own.refused.with(|lost| lost.as_ref().map(|lost| lost.others.clone()))?;
        let take = Callback::new(move |other: SlotAlternative| taking.take_other(&other));
        other_list(others, basis, busy, take)
    };
    let error = move || taking.error.get();
    view! {
        {list}
        <p class="ui-field__error">{error}</p>
    }
}

/// Buttons that take a time each; nothing where there is none.
pub fn other_list(
    others: Vec<SlotAlternative>,
    basis: PriceBasis,
    busy: Memo<bool>,
    on_take: Callback<SlotAlternative>,
) -> Option<View> {
    if others.is_empty() {
        return None;
    }
    let rows: Vec<_> = others.into_iter().map(|other| row(other, basis, busy, on_take)).collect();
    Some(view! {
        <p id="booking-instead">{text::booking::INSTEAD.get()}</p>
        <ul class="booking-others" role="list" aria-labelledby="booking-instead">{rows}</ul>
    })
}

fn row(
    other: SlotAlternative,
    basis: PriceBasis,
    busy: Memo<bool>,
    on_take: Callback<SlotAlternative>,
) -> View {
    let viewer = viewer_time(&other.time)
        .map(|time| view! { <span class="booking-others__words">{text::booking::viewer_time(&time)}</span> });
    let (time, words) = (venue_brief(&other.time), other_words(&other));
    let price = price_words(&other.price, basis, false);
    view! {
        <li>
            <Button wide=true busy on_press=move |()| on_take.run(other.clone())>
                <span class="booking-others__time">{time}</span>
                <span class="booking-others__words">{words}" · "{price}</span>
                {viewer}
            </Button>
        </li>
    }
}
