//! Splitting and taxing amounts (X-MONEY).

use crate::vocabulary::Currency;

/// Splits `total` minor units in proportion to `weights` so that the parts sum to exactly `total`:
/// the largest-remainder method (Hamilton). Equal remainders go to the earlier part.
///
/// Without any positive weight everything goes to the first part.
#[must_use]
pub fn allocate(total: i64, weights: &[u64]) -> Vec<i64> {
    let sum: u128 = weights.iter().map(|weight| u128::from(*weight)).sum();
    let mut parts = vec![0_i64; weights.len()];
    if sum == 0 {
        if let Some(first) = parts.first_mut() {
            *first = total;
        }
        return parts;
    }
    let magnitude = u128::from(total.unsigned_abs());
    let mut left = magnitude;
    let mut remainders: Vec<(u128, usize)> = Vec::with_capacity(weights.len());
    let mut shares = vec![0_u128; weights.len()];
    for (index, weight) in weights.iter().enumerate() {
        let exact = magnitude * u128::from(*weight);
        shares[index] = exact / sum;
        left -= shares[index];
        remainders.push((exact % sum, index));
    }
    remainders.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    for (_, index) in remainders.into_iter().take(usize::try_from(left).unwrap_or(usize::MAX)) {
        shares[index] += 1;
    }
    for (part, share) in parts.iter_mut().zip(shares) {
        // A share is at most the total, which came from an i64.
        *part = i64::try_from(share).unwrap_or(i64::MAX) * total.signum();
    }
    parts
}

/// The tax contained in `gross` minor units at `rate` hundredths of a percent, rounded half away
/// from zero.
#[must_use]
pub fn tax_inside(gross: i64, rate: u32) -> i64 {
    let rate = i128::from(rate);
    rounded(i128::from(gross) * rate, 10_000 + rate).unwrap_or(i64::MAX)
}

/// The tax on top of `net` minor units at `rate` hundredths of a percent, rounded half away from zero.
#[must_use]
pub fn tax_on_top(net: i64, rate: u32) -> i64 {
    rounded(i128::from(net) * i128::from(rate), 10_000).unwrap_or(i64::MAX)
}

/// The smallest amount that tax is charged in, in minor units: ISO 4217 gives the New Taiwan dollar two
/// decimals, its tax is in whole dollars.
#[must_use]
pub fn smallest_tax(currency: Currency) -> i64 {
    if currency.code() == "TWD" { 100 } else { 1 }
}

/// The tax that is charged on an amount, contained in it or on top of it, at `rate` hundredths of a percent: rounded
/// once, half away from zero, to `smallest` minor units ([`smallest_tax`]). `None` when it does not fit.
#[must_use]
pub fn charged_tax(amount: i64, rate: u32, is_inside: bool, smallest: i64) -> Option<i64> {
    let (rate, smallest) = (i128::from(rate), smallest.max(1));
    let whole = if is_inside { 10_000 + rate } else { 10_000 };
    let units = rounded(i128::from(amount) * rate, whole * i128::from(smallest))?;
    units.checked_mul(smallest)
}

/// A fraction with a positive denominator, rounded half away from zero. `None` when it does not fit.
pub(super) fn rounded(number: i128, by: i128) -> Option<i64> {
    let (whole, rest) = (number / by, number % by);
    let away =
        if rest.unsigned_abs() >= by.unsigned_abs() - rest.unsigned_abs() { number.signum() } else { 0 };
    i64::try_from(whole + away).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn b2c_10_a_three_way_split_of_one_sums_to_one() {
        assert_eq!(allocate(100, &[1, 1, 1]), [34, 33, 33]);
        assert_eq!(allocate(-100, &[1, 1, 1]), [-34, -33, -33]);
        assert_eq!(allocate(7, &[0, 0]), [7, 0]);
        assert_eq!(allocate(7, &[]), [0; 0]);
    }

    #[test]
    fn x_money_tax_is_rounded_half_away_from_zero() {
        assert_eq!(tax_on_top(50, 100), 1);
        assert_eq!(tax_on_top(-50, 100), -1);
        assert_eq!(tax_on_top(49, 100), 0);
        assert_eq!(tax_inside(12_100, 2_100), 2_100);
        assert_eq!(tax_inside(105, 500), 5);
    }

    #[test]
    fn x_money_tax_in_taiwan_is_in_whole_dollars() {
        let [taiwan, yen] = ["TWD", "JPY"].map(|code| smallest_tax(Currency::iso(code).unwrap()));
        assert_eq!((taiwan, yen), (100, 1));
        // 333.33, 0.50 and 0.49 dollars, and 0.495, which is rounded once and not twice.
        assert_eq!(charged_tax(700_000, 500, true, taiwan), Some(33_300));
        assert_eq!(charged_tax(1_000, 500, false, taiwan), Some(100));
        assert_eq!(charged_tax(980, 500, false, taiwan), Some(0));
        assert_eq!(charged_tax(990, 500, false, taiwan), Some(0));
        assert_eq!(charged_tax(-1_000, 500, false, taiwan), Some(-100));
        assert_eq!(charged_tax(i64::MAX, 20_000, false, 1), None);
    }

    proptest! {
        #[test]
        fn x_money_parts_always_sum_to_the_whole(total in -1_000_000_000_i64..1_000_000_000, weights in prop::collection::vec(0_u64..1_000_000, 1..12)) {
            let parts = allocate(total, &weights);
            prop_assert_eq!(parts.iter().sum::<i64>(), total);
        }

        #[test]
        fn x_money_no_part_is_more_than_one_unit_off(total in 0_i64..1_000_000_000, weights in prop::collection::vec(1_u64..1_000, 1..12)) {
            let sum: u64 = weights.iter().sum();
            for (part, weight) in allocate(total, &weights).iter().zip(&weights) {
                let exact = i128::from(total) * i128::from(*weight);
                prop_assert!((i128::from(*part) * i128::from(sum) - exact).abs() < i128::from(sum));
            }
        }

        #[test]
        fn x_money_net_and_inner_tax_make_the_gross(gross in 0_i64..10_000_000_000, rate in 0_u32..3_000) {
            let tax = tax_inside(gross, rate);
            prop_assert!((tax_on_top(gross - tax, rate) - tax).abs() <= 1);
        }
    }
}
