//! What has happened to somebody's money, and what is on its way back (C2B-08, C2B-11, O2O-08, O2O-14).

use super::use_method_name;
use crate::{
    platform::{intl, intl::DateStyle},
    text,
};
use fivefold_api::model::{MoneyStep, MoneyStepKind};
use fivefold_view::prelude::*;

/// The steps, oldest first, with when money that comes back is there.
pub fn money_steps(steps: Vec<MoneyStep>) -> Option<View> {
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
                view! { <span class="money-steps__there">{text::payments::expected_by(&day)}</span> }
            });
            view! {
                <li class="money-steps__step" class=("money-steps__step--open", !is_done)>
                    <span class="money-steps__words">
                        <span class="money-steps__what">{money_words(kind, is_done)}</span>
                        <span class="money-steps__by">{by}</span>
                        {there}
                    </span>
                    <span class="money-steps__amount">{intl::format_money(&amount)}</span>
                </li>
            }
        })
        .collect();
    Some(view! {
        <h3 class="money-steps__heading">{text::payments::MONEY.get()}</h3>
        <ol class="money-steps" role="list">{rows}</ol>
    })
}

/// What happens to money.
fn money_words(kind: MoneyStepKind, is_done: bool) -> &'static str {
    use text::payments as words;
    let message = match (kind, is_done) {
        (MoneyStepKind::Authorised, _) => &words::MONEY_AUTHORISED,
        (MoneyStepKind::Captured, _) => &words::MONEY_CAPTURED,
        (MoneyStepKind::Released, true) => &words::MONEY_RELEASED,
        (MoneyStepKind::Released, false) => &words::MONEY_RELEASING,
        (MoneyStepKind::DifferenceRefunded, true) => &words::MONEY_DIFFERENCE_BACK,
        (MoneyStepKind::DifferenceRefunded, false) => &words::MONEY_DIFFERENCE,
        (MoneyStepKind::Refunded, true) => &words::MONEY_BACK,
        (MoneyStepKind::Refunded, false) => &words::MONEY_GOES_BACK,
        (MoneyStepKind::CaptureRefused, _) => &words::MONEY_REFUSED,
        _ => &words::MONEY_UNKNOWN,
    };
    message.get()
}

/// Whether money comes back by it, so that it has a day on which it is there.
const fn comes_back(kind: MoneyStepKind) -> bool {
    matches!(kind, MoneyStepKind::Released | MoneyStepKind::Refunded | MoneyStepKind::DifferenceRefunded)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn c2b_11_only_money_that_comes_back_has_a_day_on_which_it_is_there() {
        use MoneyStepKind as K;
        let kinds =
            [K::Authorised, K::Captured, K::Released, K::DifferenceRefunded, K::Refunded, K::CaptureRefused];
        let back: Vec<_> = kinds.into_iter().filter(|kind| comes_back(*kind)).collect();
        assert_eq!(back, [K::Released, K::DifferenceRefunded, K::Refunded]);
    }
}
