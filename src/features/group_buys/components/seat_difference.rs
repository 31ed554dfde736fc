//! The difference that goes back to somebody (C2B-15).

use crate::{platform::intl, text};
use fivefold_api::model::{DifferenceRefund, PriceParts};
use fivefold_api::vocabulary::Money;
use fivefold_view::prelude::*;

/// What was paid at the ceiling, what is kept and what goes back. In each line the last two make the first.
pub fn seat_difference(difference: &DifferenceRefund) -> View {
    use text::seats as words;
    let DifferenceRefund { paid, kept, refunded } = difference;
    let line = |class: &'static str, name: &text::Message, part: fn(&PriceParts) -> Money| {
        let cells: Vec<_> = [paid, kept, refunded]
            .into_iter()
            .map(|of| view! { <td>{intl::format_money(&part(of))}</td> })
            .collect();
        view! { <tr class=class><th scope="row">{name.get()}</th>{cells}</tr> }
    };
    let discount =
        (paid.discount.minor != 0).then(|| line("", &words::PART_DISCOUNT, |parts| parts.discount));
    let tax =
        (paid.tax.minor != 0).then(|| line("seat-difference__tax", &words::PART_TAX, |parts| parts.tax));
    view! {
        <table class="seat-difference">
            <caption>{words::difference(&intl::format_money(&refunded.total))}</caption>
            <thead>
                <tr>
                    <th scope="col"><span class="ui-hidden">{words::PART.get()}</span></th>
                    <th scope="col">{words::PAID.get()}</th>
                    <th scope="col">{words::KEPT.get()}</th>
                    <th scope="col">{words::GIVEN_BACK.get()}</th>
                </tr>
            </thead>
            <tbody>
                {line("", &words::PART_GOODS, |parts| parts.goods)}
                {discount}
                {line("", &words::PART_SHIPPING, |parts| parts.shipping)}
                {line("seat-difference__total", &words::PART_TOTAL, |parts| parts.total)}
                {tax}
            </tbody>
        </table>
    }
}
