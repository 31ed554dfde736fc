//! What is different between the checkout somebody agreed to and the checkout as it is (B2C-16).

use fivefold_api::model::{CartLine, CartLineState, Checkout, DeliveryOption};
use fivefold_api::vocabulary::Money;

/// Everything that is different. Empty: what was agreed to still holds.
#[derive(Debug, Clone, PartialEq)]
pub struct Changes {
    /// Lines that differ, in the order they stand in now; those that are gone come last.
    pub lines: Vec<LineChange>,
    /// Another price of delivery.
    pub delivery: Option<(Option<Money>, Option<Money>)>,
    /// The delivery arrives at another time.
    pub promise: Option<DeliveryOption>,
    /// Another sum of taxes.
    pub tax: Option<(Option<Money>, Option<Money>)>,
    /// The totals, where they differ.
    pub total: Option<(Money, Money)>,
}

/// One line that differs.
#[derive(Debug, Clone, PartialEq)]
pub struct LineChange {
    /// What it is, in words.
    pub title: String,
    /// Its options, in words.
    pub options: String,
    /// How.
    pub what: LineDifference,
}

/// How a line differs.
#[derive(Debug, Clone, PartialEq)]
pub enum LineDifference {
    /// It came in meanwhile.
    Added(Option<Money>),
    /// It is no longer there.
    Gone(Option<Money>),
    /// It can no longer be bought.
    NotBuyable,
    /// Another quantity, and with it another sum.
    Quantity {
        /// How many there were.
        was: i64,
        /// How many there are.
        now: i64,
        /// What the line cost.
        was_total: Option<Money>,
        /// What it costs.
        now_total: Option<Money>,
    },
    /// Another price.
    Price {
        /// What the line cost.
        was: Option<Money>,
        /// What it costs.
        now: Option<Money>,
    },
}

impl Changes {
    /// What changed from `agreed` to `now`.
    pub fn between(agreed: &Checkout, now: &Checkout) -> Self {
        let was_delivery = chosen(agreed);
        let now_delivery = chosen(now);
        let promise = match (was_delivery, now_delivery) {
            (Some(was), Some(now)) if was.id != now.id || was.promise != now.promise => Some(now.clone()),
            _ => None,
        };
        let (was, is) = (agreed.totals.delivery, now.totals.delivery);
        let (was_tax, is_tax) = (tax(agreed), tax(now));
        let (was_total, is_total) = (agreed.totals.total, now.totals.total);
        Self {
            lines: lines(&agreed.lines, &now.lines),
            delivery: (was != is).then_some((was, is)),
            promise,
            tax: (was_tax != is_tax).then_some((was_tax, is_tax)),
            total: (was_total != is_total).then_some((was_total, is_total)),
        }
    }

    /// Whether nothing is different that a buyer agrees to.
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
            && self.delivery.is_none()
            && self.promise.is_none()
            && self.tax.is_none()
            && self.total.is_none()
    }
}

/// The chosen way of delivery.
pub fn chosen(checkout: &Checkout) -> Option<&DeliveryOption> {
    let id = checkout.delivery.as_ref()?;
    checkout.delivery_options.iter().find(|option| option.id == *id)
}

/// The sum of the taxes; `None` when there are none, or amounts that cannot be added.
pub fn tax(checkout: &Checkout) -> Option<Money> {
    let mut taxes = checkout.totals.taxes.iter().map(|line| line.amount);
    let first = taxes.next()?;
    taxes.try_fold(first, Money::plus)
}

fn lines(was: &[CartLine], now: &[CartLine]) -> Vec<LineChange> {
    let change =
        |line: &CartLine, what| LineChange { title: line.title.clone(), options: line.options.clone(), what };
    let mut changes = Vec::new();
    for line in now {
        let Some(before) = was.iter().find(|before| before.variant == line.variant) else {
            changes.push(change(line, LineDifference::Added(line.total)));
            continue;
        };
        let is_buyable = line.state == CartLineState::Buyable;
        let what = if !is_buyable && before.state == CartLineState::Buyable {
            LineDifference::NotBuyable
        } else if line.quantity != before.quantity {
            LineDifference::Quantity {
                was: before.quantity,
                now: line.quantity,
                was_total: before.total,
                now_total: line.total,
            }
        } else if line.total != before.total {
            LineDifference::Price { was: before.total, now: line.total }
        } else {
            continue;
        };
        changes.push(change(line, what));
    }
    let gone = was.iter().filter(|before| now.iter().all(|line| line.variant != before.variant));
    changes.extend(gone.map(|line| change(line, LineDifference::Gone(line.total))));
    changes
}

#[cfg(test)]
pub mod fixtures {
    use super::*;
    use fivefold_api::model::{DeliveryPromise, QuantityRule, Stock, StockLevel, TaxLine, Totals};
    use fivefold_api::vocabulary::{Currency, Instant, Picture, Version};

    pub fn money(minor: i64) -> Money {
        Money::new(minor, Currency::iso("EUR").unwrap())
    }

    pub fn line(variant: &str, quantity: i64, unit: i64) -> CartLine {
        CartLine {
            variant: variant.into(),
            product: variant.into(),
            title: variant.to_owned(),
            options: String::new(),
            selections: Vec::new(),
            picture: Picture { alt: String::new(), width: 1, height: 1, tone: None, sources: Vec::new() },
            quantity,
            quantities: QuantityRule { min: 1, max: None, increment: 1 },
            stock: Stock { level: StockLevel::InStock, available: None },
            unit_price: Some(money(unit)),
            total: Some(money(unit * quantity)),
            state: CartLineState::Buyable,
        }
    }

    pub fn checkout(lines: Vec<CartLine>, delivery: Option<i64>) -> Checkout {
        let subtotal: i64 = lines.iter().filter_map(|line| line.total).map(|total| total.minor).sum();
        let option = delivery.map(|price| DeliveryOption {
            id: "standard".into(),
            name: "Standard".to_owned(),
            price: money(price),
            promise: DeliveryPromise {
                earliest: "2026-11-26".to_owned(),
                latest: "2026-11-30".to_owned(),
                zone: "Europe/Berlin".to_owned(),
            },
            valid_until: Instant::from_millis(1_000_000),
        });
        let total = subtotal + delivery.unwrap_or(0);
        Checkout {
            version: Version(total.to_string()),
            lines,
            contact: None,
            address: None,
            delivery: option.as_ref().map(|option| option.id.clone()),
            delivery_options: option.into_iter().collect(),
            totals: Totals {
                subtotal: money(subtotal),
                delivery: delivery.map(money),
                taxes: vec![TaxLine { rate: 1900, amount: money(total / 10) }],
                tax_included: true,
                total: money(total),
            },
            missing: Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::fixtures::{checkout, line, money};
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn b2c_16_every_kind_of_difference_is_named() {
        let agreed = checkout(vec![line("a", 1, 1000), line("b", 2, 500), line("c", 1, 300)], Some(490));
        let mut sold_out = line("c", 1, 300);
        sold_out.state = CartLineState::SoldOut;
        sold_out.total = None;
        let now = checkout(vec![line("a", 1, 1100), line("d", 1, 50), sold_out], Some(590));
        let changes = Changes::between(&agreed, &now);
        let what: Vec<_> =
            changes.lines.iter().map(|line| (line.title.as_str(), line.what.clone())).collect();
        assert_eq!(
            what,
            [
                ("a", LineDifference::Price { was: Some(money(1000)), now: Some(money(1100)) }),
                ("d", LineDifference::Added(Some(money(50)))),
                ("c", LineDifference::NotBuyable),
                ("b", LineDifference::Gone(Some(money(1000)))),
            ]
        );
        assert_eq!(changes.delivery, Some((Some(money(490)), Some(money(590)))));
        assert_eq!(changes.total, Some((money(2790), money(1740))));
    }

    #[test]
    fn b2c_16_another_day_of_delivery_is_a_change_even_at_the_same_total() {
        let agreed = checkout(vec![line("a", 1, 1000)], Some(490));
        let mut now = agreed.clone();
        now.delivery_options[0].promise.latest = "2026-12-02".to_owned();
        let changes = Changes::between(&agreed, &now);
        assert_eq!(changes.total, None);
        assert!(!changes.is_empty());
    }

    proptest! {
        #[test]
        fn b2c_16_nothing_changed_exactly_when_all_lines_and_totals_are_the_same(
            was in prop::collection::vec((1_i64..4, 1_i64..3), 1..4),
            now in prop::collection::vec((1_i64..4, 1_i64..3), 1..4),
            was_delivery in prop::option::of(0_i64..2),
            now_delivery in prop::option::of(0_i64..2),
        ) {
            let made = |lines: &[(i64, i64)], delivery| {
                let lines = lines.iter().enumerate();
                checkout(lines.map(|(at, (quantity, unit))| line(&at.to_string(), *quantity, *unit)).collect(), delivery)
            };
            let changes = Changes::between(&made(&was, was_delivery), &made(&now, now_delivery));
            prop_assert_eq!(changes.is_empty(), was == now && was_delivery == now_delivery);
        }
    }
}
