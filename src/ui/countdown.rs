//! How much time is left.

use crate::platform::intl;
use fivefold_api::vocabulary::Instant;
use fivefold_view::prelude::*;

/// Seconds left at which the time is said aloud (X-A11Y).
const MILESTONES: [i64; 5] = [10, 30, 60, 300, 600];

/// Counts down to an instant on the server's clock. A listener hears the milestones only.
#[component]
pub fn Countdown(
    /// When it ends.
    ends: Instant,
    /// What time it is for the server; `None` until that is known. The device's clock will not do.
    #[prop(into)]
    now: Signal<Option<Instant>>,
    /// Shown from then on, such as “Closing…”: the server decides when it is over, not the clock.
    #[prop(into)]
    over: String,
    /// The sentence around a milestone that is said aloud, where more than one thing counts down.
    #[prop(optional)]
    spoken: Option<fn(&str) -> String>,
) -> impl IntoView {
    let left = Memo::new(move |_| now.get().map(|now| seconds_left(now, ends)));
    let milestone = Memo::new(move |_| left.get().and_then(reached));
    let shown = move || match left.get() {
        None => "–:––".to_owned(),
        Some(0) => over.clone(),
        Some(left) if left >= 86_400 => {
            now.get_untracked().map(|now| intl::format_relative(ends, now)).unwrap_or_default()
        }
        Some(left) => clock_text(left),
    };
    let said = move || {
        milestone.get().map(|seconds| {
            let then = Instant::from_millis(ends.millis().saturating_sub(seconds * 1000));
            let time = intl::format_relative(ends, then);
            match spoken {
                Some(spoken) => spoken(&time),
                None => time,
            }
        })
    };
    view! {
        <span class="ui-countdown">
            <span role="timer" aria-live="off">{shown}</span>
            <span class="ui-hidden" role="status">{said}</span>
        </span>
    }
}

/// Whole seconds until `ends`, rounded up, so that 0 means over.
#[must_use]
pub fn seconds_left(now: Instant, ends: Instant) -> i64 {
    let millis = ends.millis().saturating_sub(now.millis()).max(0);
    millis / 1000 + i64::from(millis % 1000 > 0)
}

/// The last milestone that was passed.
fn reached(left: i64) -> Option<i64> {
    MILESTONES.into_iter().find(|milestone| left > 0 && left <= *milestone)
}

/// `9:42`, or `1:09:42`.
#[must_use]
pub fn clock_text(left: i64) -> String {
    let two = |number: i64| {
        let text = number.to_string();
        if number < 10 { ["0", &text].concat() } else { text }
    };
    let (hours, minutes, seconds) = (left / 3600, left / 60 % 60, left % 60);
    if hours > 0 {
        [&hours.to_string(), ":", &two(minutes), ":", &two(seconds)].concat()
    } else {
        [&minutes.to_string(), ":", &two(seconds)].concat()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn x_time_a_countdown_shows_zero_only_when_the_time_is_over() {
        let ends = Instant::from_millis(10_000);
        assert_eq!(seconds_left(Instant::from_millis(9_999), ends), 1);
        assert_eq!(seconds_left(ends, ends), 0);
        assert_eq!(seconds_left(Instant::from_millis(20_000), ends), 0);
        assert_eq!(seconds_left(Instant::from_millis(i64::MIN), ends), i64::MAX / 1000 + 1);
    }

    #[test]
    fn x_a11y_a_countdown_speaks_at_its_milestones_only() {
        assert_eq!(reached(601), None);
        assert_eq!(reached(600), Some(600));
        assert_eq!(reached(301), Some(600));
        assert_eq!(reached(10), Some(10));
        assert_eq!(reached(0), None);
    }

    #[test]
    fn a_countdown_reads_like_a_clock() {
        assert_eq!(clock_text(582), "9:42");
        assert_eq!(clock_text(5), "0:05");
        assert_eq!(clock_text(4182), "1:09:42");
    }
}
