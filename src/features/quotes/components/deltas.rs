//! How much more or less something costs than in the catalogue (B2B-08).

use super::super::figures::words_of;
use fivefold_api::rules::price_delta;
use fivefold_api::vocabulary::Money;
use fivefold_view::prelude::*;

/// The difference between what is offered and what the catalogue says, in amount and percent; nothing where the two do
/// not compare. The words say which way it goes, the colour only repeats it.
pub fn price_difference(offered: Option<Money>, catalogue: Option<Money>) -> Option<View> {
    let delta = price_delta(offered?, catalogue?)?;
    let way = match delta.amount.minor {
        0 => "same",
        ..0 => "less",
        _ => "more",
    };
    Some(view! { <span class="quote-delta" data-way=way>{words_of(&delta)}</span> })
}
