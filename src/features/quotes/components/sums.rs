//! What something comes to, as the backend says it.

use super::super::export::totals_rows;
use crate::platform::intl;
use fivefold_api::model::Totals;
use fivefold_view::prelude::*;

/// Each sum with its name; the total stands out.
pub fn sums(totals: &Totals) -> View {
    view! { <dl class="quote-sums">{sum_rows(totals)}</dl> }
}

/// The rows of the sums; the goods come first.
pub fn sum_rows(totals: &Totals) -> Vec<View> {
    let total = crate::text::quotes::TOTAL.get();
    totals_rows(totals)
        .into_iter()
        .map(|(name, amount)| {
            let is_total = name == total;
            view! {
                <div class=("quote-sums__total", is_total)>
                    <dt>{name}</dt>
                    <dd>{intl::format_money(&amount)}</dd>
                </div>
            }
        })
        .collect()
}
