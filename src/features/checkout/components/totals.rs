//! What it costs in all, as the shop says: nothing is added up here.

use super::delivery_choice::price;
use crate::{platform::intl, text};
use fivefold_api::model::Totals;
use fivefold_view::prelude::*;

/// Subtotal, delivery, taxes, total.
#[component]
pub fn TotalsView(
    /// The totals.
    totals: Totals,
) -> impl IntoView {
    let Totals { subtotal, delivery, taxes, tax_included, total } = totals;
    let delivery = match delivery {
        Some(delivery) => price(&delivery),
        None => text::checkout::NOT_YET.get().to_owned(),
    };
    let taxes: Vec<_> = taxes
        .into_iter()
        .map(|line| {
            let rate = intl::format_percent(i64::from(line.rate));
            let amount = intl::format_money(&line.amount);
            let (class, words) = if tax_included {
                ("totals__line totals__line--quiet", text::checkout::tax_contained(&rate))
            } else {
                ("totals__line", text::checkout::tax_line(&rate))
            };
            (class, row(class, words, amount))
        })
        .collect();
    // Tax that comes on top stands in the sum, tax that is inside stands under it.
    let (mut above, mut below) = (Vec::new(), Vec::new());
    for (_, line) in taxes {
        if tax_included { below.push(line) } else { above.push(line) }
    }
    view! {
        <dl class="totals">
            {row("totals__line", text::shopping::SUBTOTAL.get().to_owned(), intl::format_money(&subtotal))}
            {row("totals__line", text::checkout::DELIVERY.get().to_owned(), delivery)}
            {above}
            {row("totals__line totals__line--total", text::checkout::TOTAL.get().to_owned(), intl::format_money(&total))}
            {below}
        </dl>
    }
}

fn row(class: &'static str, name: String, amount: String) -> View {
    view! { <div class=class><dt>{name}</dt><dd>{amount}</dd></div> }
}
