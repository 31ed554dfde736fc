//! What something costs.

use crate::{platform::intl, text};
use fivefold_api::vocabulary::{Money, UnitPrice};
use fivefold_view::prelude::*;

/// A price with all that the law and an honest shop add to it (B2C-08). A reduction stands only together with
/// the lowest price of the 30 days before it.
#[component]
pub fn Price(
    /// What one costs.
    amount: Money,
    /// Other variants cost more.
    #[prop(optional)]
    is_from: bool,
    /// The price before a reduction.
    #[prop(optional_no_strip)]
    was: Option<Money>,
    /// The lowest price of the 30 days before the reduction.
    #[prop(optional_no_strip)]
    lowest_30_days: Option<Money>,
    /// The price of a kilogram, litre or metre.
    #[prop(optional_no_strip)]
    unit: Option<UnitPrice>,
    /// Whether tax is in it; `None` where the page says so once for all its prices.
    #[prop(optional_no_strip)]
    tax_included: Option<bool>,
    /// In large figures.
    #[prop(optional)]
    large: bool,
) -> impl IntoView {
    let now = intl::format_money(&amount);
    let now = if is_from { text::shopping::from_price(&now) } else { now };
    let is_reduced = was.is_some();
    let was = was.map(|was| {
        let was = intl::format_money(&was);
        view! {
            " "
            <del class="ui-price__was">
                <span class="ui-hidden">{text::shopping::BEFORE.get()}" "</span>
                {was}
            </del>
        }
    });
    let notes = notes(lowest_30_days, unit, tax_included);
    view! {
        <span class="ui-price" class=("ui-price--large", large) class=("ui-price--reduced", is_reduced)>
            <span class="ui-price__line"><span class="ui-price__now">{now}</span>{was}</span>
            {(!notes.is_empty()).then(|| view! { <span class="ui-price__notes">{notes}</span> })}
        </span>
    }
}

fn notes(lowest_30_days: Option<Money>, unit: Option<UnitPrice>, tax_included: Option<bool>) -> Vec<View> {
    let lowest = lowest_30_days.map(|lowest| text::shopping::lowest_price(&intl::format_money(&lowest)));
    let unit = unit.map(|unit| {
        text::shopping::unit_price(&intl::format_money(&unit.money), &intl::format_quantity(&unit.per))
    });
    let tax = tax_included.map(|is_included| {
        let words = if is_included { &text::shopping::TAX_INCLUDED } else { &text::shopping::TAX_EXCLUDED };
        words.get().to_owned()
    });
    [unit, tax, lowest]
        .into_iter()
        .flatten()
        .map(|note| view! { <span class="ui-price__note">{note}</span>" " })
        .collect()
}
