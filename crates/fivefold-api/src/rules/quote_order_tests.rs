//! Due days, blockers and limits, by example.

use super::*;
use crate::vocabulary::{Currency, UnitPrice};
use proptest::prelude::*;

fn euro(minor: i64) -> Money {
    Money::new(minor, Currency::iso("EUR").unwrap())
}

fn line(basis: QuantityBasis) -> QuoteLine {
    let piece = Quantity::new(10, 0, "piece");
    QuoteLine {
        id: "l_1".into(),
        sku: "A-1".into(),
        variant: None,
        product: None,
        title: String::new(),
        options: String::new(),
        picture: None,
        quantity: piece.clone(),
        basis,
        catalogue: None,
        target: None,
        price: Some(UnitPrice { money: euro(1_000), per: piece }),
        total: Some(euro(1_000)),
        tax_rate: 0,
        required_on: None,
        lead_days: None,
        note: None,
        attachments: Vec::new(),
    }
}

#[test]
fn b2b_19_the_due_day_is_counted_from_the_supplier_s_day() {
    let due = |terms, day: &str| due_on(&terms, Date::parse(day).unwrap()).map(Date::to_iso);
    assert_eq!(due(PaymentTerms::Net { days: 30 }, "2027-01-31").as_deref(), Some("2027-03-02"));
    assert_eq!(due(PaymentTerms::EndOfMonth { days: 0 }, "2028-02-03").as_deref(), Some("2028-02-29"));
    assert_eq!(due(PaymentTerms::EndOfMonth { days: 30 }, "2026-12-31").as_deref(), Some("2027-01-30"));
    assert_eq!(due(PaymentTerms::Prepayment, "2026-12-31"), None);
}

#[test]
fn b2b_19_a_number_of_one_s_own_is_compared_as_people_read_it() {
    assert_eq!(check_po_number(" ", PoRule::Required), Some(FieldProblemCode::Required));
    assert_eq!(check_po_number("", PoRule::Optional), None);
    assert_eq!(check_po_number(&"9".repeat(41), PoRule::Optional), Some(FieldProblemCode::TooLong));
    assert_eq!(check_po_number("PO\t1", PoRule::Optional), Some(FieldProblemCode::Format));
    assert_eq!(po_key(" po-2026/17"), po_key("PO 2026 17"));
    assert_ne!(po_key("PO-1"), po_key("PO-2"));
}

#[test]
fn b2b_15_each_blocker_names_its_line_or_rule() {
    let line = line(QuantityBasis::Fixed);
    let lines = [(&line, Quantity::new(10, 0, "piece"), Some(Quantity::new(9, 0, "piece")))];
    let credit = Credit { limit: euro(5_000), used: euro(4_500) };
    let address = AddressId::from("a_1");
    let facts = OrderFacts {
        lines: &lines,
        subtotal: euro(1_000),
        total: euro(1_200),
        limits: (Some(euro(2_000)), Some(euro(900))),
        credit: Some(&credit),
        terms: &PaymentTerms::Net { days: 30 },
        address: Some((&address, false)),
        po_rule: PoRule::Required,
        po_number: " ",
    };
    let blockers = order_blockers(&facts);
    assert_eq!(blockers.len(), 6, "{blockers:?}");
    assert!(blockers.contains(&OrderBlocker::OverCredit { credit: credit.clone(), excess: euro(700) }));
    assert!(blockers.contains(&OrderBlocker::AddressNotServed { address: address.clone() }));
    let good = OrderFacts {
        lines: &[],
        limits: (Some(euro(1_000)), Some(euro(1_000))),
        credit: None,
        terms: &PaymentTerms::Prepayment,
        address: Some((&address, true)),
        po_number: "17",
        ..facts
    };
    assert_eq!(order_blockers(&good), []);
    let on_account = OrderFacts { terms: &PaymentTerms::Net { days: 1 }, ..good.clone() };
    assert_eq!(order_blockers(&on_account).len(), 1, "nothing is bought on account without credit");
    assert_eq!(order_blockers(&OrderFacts { address: None, ..good }), [OrderBlocker::AddressMissing]);
}

#[test]
fn b2b_08_more_is_ordered_only_where_the_offer_says_or_more() {
    let pieces = |count| Quantity::new(count, 0, "piece");
    let may = |basis, count| may_order(&line(basis), &pieces(count));
    assert!(may(QuantityBasis::Fixed, 10) && may(QuantityBasis::OrMore, 11));
    assert!(
        !may(QuantityBasis::Fixed, 11) && !may(QuantityBasis::OrMore, 9) && !may(QuantityBasis::Unknown, 11)
    );
}

#[test]
fn b2b_12_files_have_types_and_sizes() {
    assert_eq!(check_attachment("application/pdf", ATTACHMENT_BYTES_MAX), None);
    assert_eq!(check_attachment("Text/CSV; charset=utf-8", 1), None);
    assert_eq!(check_attachment("application/pdf", ATTACHMENT_BYTES_MAX + 1), Some(ProblemKind::TooLarge));
    assert_eq!(check_attachment("text/html", 1), Some(ProblemKind::UnsupportedMedia));
}

proptest! {
    #[test]
    fn b2b_15_no_credit_is_ever_exceeded(limit in 0_i64..i64::MAX, used: i64, total in 1_i64..i64::MAX) {
        let credit = Credit { limit: euro(limit), used: euro(used) };
        let address = AddressId::from("a_1");
        let facts = OrderFacts {
            lines: &[],
            subtotal: euro(total),
            total: euro(total),
            limits: (None, None),
            credit: Some(&credit),
            terms: &PaymentTerms::Net { days: 30 },
            address: Some((&address, true)),
            po_rule: PoRule::Optional,
            po_number: "",
        };
        let fits = i128::from(used) + i128::from(total) <= i128::from(limit);
        prop_assert_eq!(order_blockers(&facts).is_empty(), fits);
    }
}
