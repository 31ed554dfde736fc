//! How long something is still kept: the one countdown of holds (C2B-06, O2O-06).

use crate::{text, ui::Countdown};
use fivefold_api::vocabulary::Instant;
use fivefold_view::prelude::*;

/// The time that is left, after words that say for what, and what is done when it is over: the shop decides then, so it
/// is asked.
pub fn hold_time(
    lead: &'static text::Message,
    due: Memo<Option<Instant>>,
    now: Signal<Option<Instant>>,
    ask: Callback<()>,
) -> View {
    // Without a time that runs, the clock is not followed.
    let late = Memo::new(move |_| {
        let due = due.get()?;
        late(now.get()?, due)
    });
    Effect::new(move |_| {
        if late.get().is_some() {
            ask.run(());
        }
    });
    let time = move || {
        due.get().map(|ends| {
            view! {
                <p class="hold-time">
                    {lead.get()}" "
                    <Countdown ends now over=text::data::CLOSING.get()/>
                </p>
            }
        })
    };
    time.into_view()
}

/// How often the shop has been asked since the time was over: every two seconds, for half a minute.
fn late(now: Instant, due: Instant) -> Option<i64> {
    let over = now.millis().saturating_sub(due.millis());
    (over >= 0).then(|| (over / 2_000).min(15))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn c2b_06_the_shop_is_asked_when_the_time_is_over_and_not_for_ever() {
        let due = Instant::from_millis(10_000);
        let at = |millis| late(Instant::from_millis(millis), due);
        assert_eq!([at(9_999), at(10_000), at(11_999), at(12_000)], [None, Some(0), Some(0), Some(1)]);
        assert_eq!(at(i64::MAX), Some(15));
    }
}
