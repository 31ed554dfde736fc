//! How long a seat is still kept: the one countdown of holds (C2B-06).

use crate::{text, ui::Countdown};
use fivefold_api::vocabulary::Instant;
use fivefold_view::prelude::*;

/// The time that is left to pay, and what is done when it is over: the shop decides then, so it is asked.
pub fn seat_time(due: Memo<Option<Instant>>, now: Signal<Option<Instant>>, ask: Callback<()>) -> View {
    let is_over = Memo::new(move |_| matches!((now.get(), due.get()), (Some(now), Some(due)) if now >= due));
    Effect::new(move |_| {
        if is_over.get() {
            ask.run(());
        }
    });
    let time = move || {
        due.get().map(|ends| {
            view! {
                <p class="seat-time">
                    {text::seats::TIME_LEFT.get()}" "
                    <Countdown ends now over=text::data::CLOSING.get()/>
                </p>
            }
        })
    };
    time.into_view()
}
