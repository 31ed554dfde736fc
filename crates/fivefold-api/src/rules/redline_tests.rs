//! Redlines: what they name is what differs, and nothing else.

use super::*;
use crate::model::{PaymentTerms, QuantityBasis, QuoteParty, TaxBasis, VersionKind, VersionState};
use crate::vocabulary::{Currency, Instant, Money, Quantity};
use proptest::prelude::*;

fn line(id: u32, minor: i64, amount: i64) -> QuoteLine {
    let money = Money::new(minor, Currency::iso("EUR").unwrap());
    QuoteLine {
        id: id.to_string().into(),
        sku: "A".into(),
        variant: None,
        product: None,
        title: String::new(),
        options: String::new(),
        picture: None,
        quantity: Quantity::new(amount, 0, "piece"),
        basis: QuantityBasis::Fixed,
        catalogue: None,
        target: None,
        price: Some(UnitPrice { money, per: Quantity::new(1, 0, "piece") }),
        total: None,
        tax_rate: 0,
        required_on: None,
        lead_days: None,
        note: None,
        attachments: Vec::new(),
    }
}

fn version(number: u32, lines: Vec<QuoteLine>) -> QuoteVersion {
    QuoteVersion {
        number,
        kind: VersionKind::Offer,
        by: QuoteParty::Supplier,
        author: String::new(),
        at: Instant::from_millis(0),
        state: VersionState::Standing,
        answers: None,
        reason: None,
        lines,
        valid_until: Some(Instant::from_millis(1)),
        tax: TaxBasis::Excluded,
        shipping: None,
        shipping_tax: 0,
        terms: PaymentTerms::Net { days: 30 },
        catalogue: None,
        totals: None,
    }
}

#[test]
fn b2b_10_added_removed_and_changed_lines_and_terms_are_named() {
    let was = version(2, vec![line(1, 100, 10), line(2, 200, 10), line(3, 300, 10)]);
    let later = QuoteLine { lead_days: Some(9), quantity: Quantity::new(11, 0, "piece"), ..line(3, 310, 10) };
    let now = QuoteVersion {
        terms: PaymentTerms::Prepayment,
        valid_until: None,
        ..version(4, vec![line(4, 1, 1), later, line(1, 100, 10)])
    };
    let redline = redline(&was, &now);
    let named: Vec<_> = redline
        .lines
        .iter()
        .map(|change| {
            (change.line.as_str(), change.was.is_some(), change.now.is_some(), change.fields.as_slice())
        })
        .collect();
    assert_eq!(
        named,
        [
            ("4", false, true, &[][..]),
            ("3", true, true, &[LineField::Price, LineField::Quantity, LineField::Lead][..]),
            ("2", true, false, &[][..]),
        ]
    );
    assert_eq!(redline.terms, [TermChange::ValidUntil, TermChange::Payment]);
}

#[test]
fn b2b_10_another_way_to_write_the_same_is_no_change() {
    let other = QuoteLine {
        quantity: Quantity::new(1_000, 2, "piece"),
        price: line(1, 10_000, 0)
            .price
            .map(|price| UnitPrice { per: Quantity::new(100, 0, "piece"), ..price }),
        ..line(1, 100, 10)
    };
    assert!(redline(&version(1, vec![line(1, 100, 10)]), &version(2, vec![other])).is_empty());
}

#[test]
fn b2b_10_lines_in_another_order_are_found_as_fast_as_in_the_same_one() {
    let old = version(1, (0..30_000).map(|id| line(id, 100, 1)).collect());
    let turned = version(2, old.lines.iter().rev().cloned().collect());
    let time = |now: &QuoteVersion| {
        let begun = std::time::Instant::now();
        assert!(redline(&old, now).is_empty());
        begun.elapsed()
    };
    let (same, other) = (time(&old), time(&turned));
    // Looking through all lines for each would take thousands of times as long.
    assert!(other < same * 50, "{other:?} instead of {same:?}");
}

fn lines() -> impl Strategy<Value = Vec<QuoteLine>> {
    prop::collection::btree_map(0_u32..12, (1_i64..4, 1_i64..4), 0..8)
        .prop_map(|lines| lines.into_iter().map(|(id, (minor, amount))| line(id, minor, amount)).collect())
}

proptest! {
    #[test]
    fn b2b_10_the_old_lines_and_the_redline_make_the_new_lines(old in lines(), mut new in lines(), turn in 0_usize..8) {
        let turn = turn % new.len().max(1);
        new.rotate_left(turn);
        let changes = redline(&version(1, old.clone()), &version(2, new.clone())).lines;
        let mut made: Vec<QuoteLine> =
            old.into_iter().filter(|line| changes.iter().all(|change| change.line != line.id)).collect();
        made.extend(changes.iter().filter_map(|change| change.now.clone()));
        made.sort_by(|one, other| one.id.cmp(&other.id));
        new.sort_by(|one, other| one.id.cmp(&other.id));
        prop_assert_eq!(made, new.clone());
        prop_assert!(redline(&version(1, new.clone()), &version(2, new)).is_empty());
    }
}
