//! Prices by quantity, what lines and quotes come to, and how that compares.
//!
//! **Rounding** (X-MONEY): a line is rounded once, half away from zero, after price and quantity were multiplied; a sum
//! is of rounded lines; tax is rounded once for all lines of a rate, to what tax is charged in.

use crate::model::{Conversion, PriceBreak, QuoteLine, TaxBasis, TaxLine, Totals, WholesaleItem};
use crate::rules::amounts::rounded;
use crate::rules::{charged_tax, smallest_tax};
use crate::vocabulary::{Money, Quantity, UnitPrice, ten};
use std::cmp::Ordering;

/// How many numbers and variants one lookup takes.
pub const LOOKUP_MAX: usize = 2_000;

/// The price break of a quantity, in digits of the item's rule: the last that begins at or below it.
#[must_use]
pub fn break_at(breaks: &[PriceBreak], digits: i64) -> Option<&PriceBreak> {
    breaks.iter().filter(|each| each.from <= digits).max_by_key(|each| each.from)
}

/// The break after that, if there is one: how much more has to be bought to pay less.
#[must_use]
pub fn next_break(breaks: &[PriceBreak], digits: i64) -> Option<&PriceBreak> {
    breaks.iter().filter(|each| each.from > digits).min_by_key(|each| each.from)
}

/// What a company pays for an item at a quantity, in digits of the item's rule.
#[must_use]
pub fn price_at(item: &WholesaleItem, digits: i64) -> Option<UnitPrice> {
    break_at(&item.breaks, digits).map(|each| UnitPrice { money: each.price, per: item.per.clone() })
}

/// What a quantity costs, rounded once, half away from zero. `None` when the units differ, the price is for nothing,
/// or it does not fit.
#[must_use]
pub fn line_total(price: &UnitPrice, quantity: &Quantity) -> Option<Money> {
    let per = &price.per;
    if per.unit != quantity.unit || per.amount <= 0 {
        return None;
    }
    let exact = i128::from(price.money.minor)
        .checked_mul(i128::from(quantity.amount))?
        .checked_mul(ten(per.scale)?)?;
    let by = i128::from(per.amount).checked_mul(ten(quantity.scale)?)?;
    Some(Money::new(rounded(exact, by)?, price.money.currency))
}

/// Whether two prices are the same, whatever quantities they are stated for. 1.00 a piece is 100.00 for a hundred.
#[must_use]
pub fn is_same_price(one: &UnitPrice, other: &UnitPrice) -> bool {
    let scaled = |price: &UnitPrice, other: &UnitPrice| {
        let product = i128::from(price.money.minor).checked_mul(i128::from(other.per.amount))?;
        product.checked_mul(ten(price.per.scale)?)
    };
    one.money.currency == other.money.currency
        && one.per.unit == other.per.unit
        && match (scaled(one, other), scaled(other, one)) {
            (Some(ours), Some(theirs)) => ours == theirs,
            _ => one == other,
        }
}

/// Whether two quantities are the same: 0.5 and 0.500.
#[must_use]
pub fn is_same_quantity(one: &Quantity, other: &Quantity) -> bool {
    one.compare(other) == Some(Ordering::Equal)
}

/// How much more or less something costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PriceDelta {
    /// By how much; negative when it is less.
    pub amount: Money,
    /// That in hundredths of a percent of the other; absent when the other is nothing.
    pub basis_points: Option<i64>,
}

/// How much more or less `offered` is than `catalogue` (B2B-08), rounded half away from zero. `None` when currencies
/// differ or it does not fit.
#[must_use]
pub fn price_delta(offered: Money, catalogue: Money) -> Option<PriceDelta> {
    if offered.currency != catalogue.currency {
        return None;
    }
    let minor = offered.minor.checked_sub(catalogue.minor)?;
    let basis_points = match catalogue.minor {
        0 => None,
        whole => rounded(i128::from(minor) * 10_000, i128::from(whole.unsigned_abs())),
    };
    Some(PriceDelta { amount: Money::new(minor, offered.currency), basis_points })
}

/// What a version comes to. `None` unless all its lines have a total, in one currency, and all sums fit.
#[must_use]
pub fn quote_totals(
    lines: &[QuoteLine],
    shipping: Option<Money>,
    shipping_tax: u32,
    tax: TaxBasis,
) -> Option<Totals> {
    let currency = lines.first()?.total?.currency;
    let zero = Money::zero(currency);
    let mut subtotal = zero;
    let mut rates: Vec<(u32, Money)> = Vec::new();
    let mut add = |rate: u32, amount: Money| match rates.iter_mut().find(|(known, _)| *known == rate) {
        Some((_, sum)) => sum.plus(amount).map(|more| *sum = more),
        None => zero.plus(amount).map(|first| rates.push((rate, first))),
    };
    for line in lines {
        subtotal = subtotal.plus(line.total?)?;
        add(line.tax_rate, line.total?)?;
    }
    if let Some(shipping) = shipping {
        add(shipping_tax, shipping)?;
    }
    let is_inside = tax == TaxBasis::Included;
    let mut taxes = Vec::new();
    if matches!(tax, TaxBasis::Excluded | TaxBasis::Included) {
        for (rate, sum) in rates.into_iter().filter(|(rate, _)| *rate > 0) {
            let minor = charged_tax(sum.minor, rate, is_inside, smallest_tax(currency))?;
            taxes.push(TaxLine { rate, amount: Money::new(minor, currency) });
        }
    }
    let mut total = subtotal.plus(shipping.unwrap_or(zero))?;
    if !is_inside {
        for line in &taxes {
            total = total.plus(line.amount)?;
        }
    }
    Some(Totals { subtotal, delivery: shipping, taxes, tax_included: is_inside, total })
}

/// What lines come to without tax, whichever way their prices have it: what a company's limits are about. `None` as in
/// [`quote_totals`].
#[must_use]
pub fn goods_without_tax(lines: &[QuoteLine], tax: TaxBasis) -> Option<Money> {
    let goods = quote_totals(lines, None, 0, tax)?;
    let taxes: &[TaxLine] = if goods.tax_included { &goods.taxes } else { &[] };
    taxes
        .iter()
        .try_fold(goods.subtotal, |rest, line| rest.plus(Money::new(-line.amount.minor, rest.currency)))
}

/// What the same quantities cost in the catalogue; `None` unless it has all lines.
#[must_use]
pub fn catalogue_total(lines: &[QuoteLine]) -> Option<Money> {
    let mut totals = lines.iter().map(|line| line_total(line.catalogue.as_ref()?, &line.quantity));
    let first = totals.next()??;
    totals.try_fold(first, |sum, total| sum.plus(total?))
}

/// An amount in another currency, to inform (B2B-22), rounded half away from zero.
#[must_use]
pub fn convert(money: Money, conversion: &Conversion) -> Option<Money> {
    let exact = i128::from(money.minor)
        .checked_mul(i128::from(conversion.rate))?
        .checked_mul(ten(conversion.currency.exponent())?)?;
    let by = ten(conversion.scale)?.checked_mul(ten(money.currency.exponent())?)?;
    Some(Money::new(rounded(exact, by)?, conversion.currency))
}

#[cfg(test)]
#[path = "wholesale_tests.rs"]
mod tests;
