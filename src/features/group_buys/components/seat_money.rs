//! What has happened to somebody's money, and the difference that goes back (C2B-08, C2B-11, C2B-15).

use super::super::seat::comes_back;
use super::seat_words::money_words;
use crate::{
    features::payments::use_method_name,
    platform::{intl, intl::DateStyle},
    text,
};
use fivefold_api::model::{DifferenceRefund, MoneyStep, PriceParts};
use fivefold_api::vocabulary::Money;
use fivefold_view::prelude::*;

/// The steps, oldest first, with when money that comes back is there.
pub fn seat_money(steps: Vec<MoneyStep>) -> Option<View> {
    if steps.is_empty() {
        return None;
    }
    let method_name = use_method_name();
    let rows: Vec<_> = steps
        .into_iter()
        .map(|step| {
            let MoneyStep { kind, amount, method, at, is_done, expected_by } = step;
            let time = intl::format_date(at, DateStyle::Moment);
            let by = move || text::payments::attempt(&method_name(method.as_str()), &time);
            let there = expected_by.filter(|_| comes_back(kind)).map(|day| {
                let day = intl::format_date(day, DateStyle::Day);
                view! { <span class="seat-money__there">{text::seats::expected_by(&day)}</span> }
            });
            view! {
                <li class="seat-money__step" class=("seat-money__step--open", !is_done)>
                    <span class="seat-money__words">
                        <span class="seat-money__what">{money_words(kind, is_done)}</span>
                        <span class="seat-money__by">{by}</span>
                        {there}
                    </span>
                    <span class="seat-money__amount">{intl::format_money(&amount)}</span>
                </li>
            }
        })
        .collect();
    Some(view! {
        <h3 class="seat__heading">{text::seats::MONEY.get()}</h3>
        <ol class="seat-money" role="list">{rows}</ol>
    })
}

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
