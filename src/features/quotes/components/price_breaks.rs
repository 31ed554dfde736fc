//! What something costs a company by quantity, and how much of it can be bought (B2B-04).

use super::super::figures::{price_words, quantity_words};
use super::super::row_words::{next_words, rule_words};
use crate::text;
use fivefold_api::model::WholesaleItem;
use fivefold_api::rules::break_at;
use fivefold_api::vocabulary::UnitPrice;
use fivefold_view::prelude::*;
use std::rc::Rc;

/// The price of each quantity, with the one that counts for `digits` marked, and what is missing to the next.
pub fn price_breaks(item: Rc<WholesaleItem>, digits: Signal<Option<i64>>) -> View {
    let rule = rule_words(&item.rule).map(|words| view! { <p class="price-breaks__rule">{words}</p> });
    if item.breaks.is_empty() {
        let words = text::wholesale::ON_REQUEST.get();
        return view! { <div class="price-breaks"><p>{words}</p>{rule}</div> };
    }
    let counts = {
        let item = item.clone();
        Memo::new(move |_| {
            digits.get().and_then(|digits| break_at(&item.breaks, digits)).map(|found| found.from)
        })
    };
    let steps: Vec<_> = item
        .breaks
        .iter()
        .map(|step| {
            let from = step.from;
            let price = price_words(&UnitPrice { money: step.price, per: item.per.clone() });
            let words = text::wholesale::from_quantity(&price, &quantity_words(&item.rule.quantity(from)));
            let current = move || (counts.get() == Some(from)).then_some("true");
            view! { <li aria-current=current>{words}</li> }
        })
        .collect();
    let next = move || digits.get().and_then(|digits| next_words(&item, digits));
    view! {
        <div class="price-breaks">
            <ul role="list">{steps}</ul>
            <p class="price-breaks__next">{next}</p>
            {rule}
        </div>
    }
}
