//! What a unit costs now, with a few more, and at best; and the most it ever costs (C2B-01, C2B-03).

use super::seat_words::more_words;
use crate::{platform::intl, text};
use fivefold_api::model::{GroupBasis, SeatOutlook};
use fivefold_api::vocabulary::Money;
use fivefold_view::prelude::*;

/// The prices that somebody may pay, and the promise.
pub fn seat_prices(outlook: SeatOutlook, basis: GroupBasis, ceiling: Money) -> View {
    let SeatOutlook { now, next, best } = outlook;
    let best = best.filter(|best| next.is_none_or(|next| next.price != best.price));
    let next = next.map(|step| row("seat-prices__step", more_words(basis, step.more), step.price));
    let best = best.map(|step| {
        let words = text::seats::at_best(&more_words(basis, step.more));
        row("seat-prices__step", words, step.price)
    });
    let promise = text::seats::promise(&intl::format_money(&ceiling));
    // Members may withdraw: a price below the promise can go back up to it.
    let may_rise = (now.minor < ceiling.minor).then(
        || view! { <p class="seat-prices__hint">{text::seats::may_rise(&intl::format_money(&ceiling))}</p> },
    );
    view! {
        <div class="seat-prices">
            <dl>
                {row("seat-prices__now", text::seats::PRICE_NOW.get().to_owned(), now)}
                {next}
                {best}
            </dl>
            <p class="seat-prices__promise">{promise}</p>
            {may_rise}
        </div>
    }
}

fn row(class: &'static str, name: String, price: Money) -> View {
    view! { <div class=class><dt>{name}</dt><dd>{intl::format_money(&price)}</dd></div> }
}
