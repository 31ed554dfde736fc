use super::super::blockers::fixtures::{euro, line, version};
use super::*;
use proptest::prelude::*;

const UNTIL: &str = "2026-12-24T12:00";

fn currency() -> Currency {
    Currency::iso("EUR").unwrap()
}

fn draft() -> OfferDraft {
    OfferDraft::answering(&version(vec![line("l_1", 10), line("l_2", 4)]), currency(), UNTIL.to_owned())
}

/// At noon of the day before, for somebody in London.
fn sent(draft: &OfferDraft) -> Result<OfferQuote, Vec<FieldProblem>> {
    let moment = |text: &str| Instant::parse(&[text, ":00Z"].concat()).map(Instant::millis);
    let now = Instant::parse("2026-12-23T12:00:00Z");
    draft.offer(currency(), &Reading { mark: DecimalMark::Point, moment: &moment, now })
}

#[test]
fn b2b_08_an_offer_begins_with_what_is_known() {
    let offer = sent(&draft()).unwrap();
    assert_eq!(offer.lines.len(), 2);
    assert_eq!(offer.lines[0].price.money, euro(1_000));
    assert_eq!(offer.lines[0].quantity, Quantity::new(10, 0, "piece"));
    assert_eq!((offer.shipping, offer.shipping_tax), (euro(900), 1_900));
    assert_eq!(offer.terms, PaymentTerms::Net { days: 30 });
    assert_eq!(Some(offer.valid_until), Instant::parse("2026-12-24T12:00:00Z"));
    // A first offer has no price of its own to begin with.
    let mut asked = line("l_1", 10);
    asked.price = None;
    asked.catalogue = None;
    let first = OfferDraft::answering(&version(vec![asked]), currency(), UNTIL.to_owned());
    let faults = sent(&first).unwrap_err();
    assert_eq!(
        faults,
        [FieldProblem { field: "lines.l_1.price".to_owned(), code: FieldProblemCode::Required }]
    );
}

#[test]
fn b2b_08_everything_that_is_wrong_is_told_at_its_entry() {
    use FieldProblemCode as C;
    let mut draft = draft();
    draft.lines[0].price = "9.999".to_owned();
    draft.lines[0].quantity = "0".to_owned();
    draft.lines[1].lead_days = "soon".to_owned();
    draft.shipping = String::new();
    draft.shipping_tax = "101".to_owned();
    draft.days = "-3".to_owned();
    draft.valid_until = "2026-12-23T11:00".to_owned();
    let faults: Vec<_> = sent(&draft).unwrap_err().into_iter().map(|one| (one.field, one.code)).collect();
    let expected = [
        ("lines.l_1.price", C::Format),
        ("lines.l_1.quantity", C::OutOfRange),
        ("lines.l_2.lead_days", C::Format),
        (SHIPPING, C::Required),
        (SHIPPING_TAX, C::Format),
        (TERMS, C::Format),
        (VALID_UNTIL, C::OutOfRange),
    ];
    assert_eq!(faults, expected.map(|(field, code)| (field.to_owned(), code)));
}

#[test]
fn b2b_08_what_is_not_offered_is_left_out_but_not_everything() {
    let mut draft = draft();
    draft.lines[0].is_offered = false;
    draft.lines[0].price = "nonsense".to_owned();
    let offer = sent(&draft).unwrap();
    assert_eq!(offer.lines.iter().map(|line| line.sku.as_str()).collect::<Vec<_>>(), ["SKU-l_2"]);
    draft.lines[1].is_offered = false;
    assert_eq!(sent(&draft).unwrap_err()[0].field, LINES);
}

#[test]
fn b2b_08_a_percentage_makes_a_price_of_every_catalogue_price() {
    let mut draft = draft();
    draft.lines[0].line.catalogue =
        Some(UnitPrice { money: euro(9_999), per: Quantity::new(100, 0, "piece") });
    draft.lines[1].line.catalogue = None;
    assert_eq!(read_percent("12.5", DecimalMark::Point), Some(1_250));
    assert_eq!(read_percent("100.01", DecimalMark::Point), None);
    assert_eq!(draft.take_off(1_250), 1);
    let offer = sent(&draft).unwrap();
    assert_eq!(offer.lines[0].price.money, euro(8_749), "87.49125 of 99.99");
    assert_eq!(offer.lines[0].price.per, Quantity::new(100, 0, "piece"));
    assert_eq!(offer.lines[1].price.money, euro(1_000), "what has no catalogue price stays");
}

#[test]
fn b2b_08_what_an_offer_would_come_to_is_known_before_it_is_sent() {
    let mut draft = draft();
    draft.tax = TaxBasis::ReverseCharge;
    let total =
        |draft: &OfferDraft| draft.comes_to(currency(), DecimalMark::Point).map(|totals| totals.total);
    assert_eq!(total(&draft), Some(euro(14_900)), "14 pieces at 10, and 9 for delivery");
    draft.lines[0].is_offered = false;
    assert_eq!(total(&draft), Some(euro(4_900)));
    draft.lines[1].price = "?".to_owned();
    assert_eq!(total(&draft), None);
}

#[test]
fn b2b_08_what_the_shop_finds_wrong_is_told_at_its_line() {
    let sent = [QuoteLineId::from("l_2")];
    assert_eq!(own_path("lines.0.price", &sent), "lines.l_2.price");
    for path in ["lines.1.price", "lines", "valid_until"] {
        assert_eq!(own_path(path, &sent), path);
    }
}

proptest! {
    #[test]
    fn x_money_a_price_that_is_shown_is_the_price_that_is_sent(minor in 0_i64..1_000_000_000, points in 0_i64..=10_000) {
        let mut draft = draft();
        draft.lines[0].line.catalogue = Some(UnitPrice { money: euro(minor), per: Quantity::new(1, 0, "piece") });
        draft.take_off(points);
        let sent = sent(&draft).unwrap();
        prop_assert_eq!(Some(sent.lines[0].price.money), cut(euro(minor), points));
        // Half a cent at most is won or lost.
        let exact = i128::from(minor) * i128::from(10_000 - points);
        let off = i128::from(sent.lines[0].price.money.minor) * 10_000 - exact;
        prop_assert!(off.abs() <= 5_000);
        prop_assert!(line_total(&sent.lines[0].price, &sent.lines[0].quantity).is_some());
    }
}
