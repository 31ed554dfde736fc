//! What buyers think.

use crate::{platform::intl, text};
use fivefold_view::prelude::*;

/// A star on a 20-unit grid.
const STAR: &str = "m10 1.6 2.6 5.3 5.8.8-4.2 4.1 1 5.8-5.2-2.7-5.2 2.7 1-5.8L.6 7.7l5.8-.8Z";

/// Five stars, filled as far as the average goes, and how many reviews it is made of.
#[component]
pub fn Rating(
    /// The average in tenths of a star.
    tenths: u8,
    /// How many reviews, in words or digits; empty says nothing.
    #[prop(optional, into)]
    count: String,
) -> impl IntoView {
    let tenths = tenths.min(50);
    let average = intl::format_decimal(tenths.into(), 1);
    let words = text::ui::rating(&average);
    let width = [&(u32::from(tenths) * 2).to_string(), "%"].concat();
    let stars = move || {
        view! {
            <svg viewBox="0 0 20 20" aria-hidden="true"><path d=STAR></path></svg>
        }
    };
    let row = move || (0..5).map(|_| stars()).collect::<Vec<_>>();
    view! {
        <span class="ui-rating">
            <span class="ui-hidden">{words}</span>
            <span class="ui-rating__stars" aria-hidden="true">
                <span class="ui-rating__row">{row()}</span>
                <span class="ui-rating__row ui-rating__row--full" style:inline-size=width>{row()}</span>
            </span>
            <span class="ui-rating__average" aria-hidden="true">{average}</span>
            {(!count.is_empty()).then(|| view! { <span class="ui-rating__count">{count}</span> })}
        </span>
    }
}
