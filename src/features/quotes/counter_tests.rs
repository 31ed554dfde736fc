use super::super::standing::tests::quote;
use super::*;
use fivefold_api::json;

fn euro() -> Currency {
    Currency::iso("EUR").unwrap()
}

/// A line of a dozen teapots at 1.20 each, and one of flour by weight.
fn version() -> QuoteVersion {
    let line = |id: &str, sku: &str, quantity: &str, per: &str| -> QuoteLine {
        let text = format!(
            r#"{{"id":"{id}","sku":"{sku}","title":"T","quantity":{quantity},"basis":"fixed",
            "price":{{"money":{{"minor":120,"currency":"EUR"}},"per":{per}}},"required_on":"2026-12-01"}}"#
        );
        json::from_slice(text.as_bytes()).expect("a line of the contract")
    };
    let mut version = quote("quoted", "", "").current;
    version.lines = vec![
        line("l_1", "POT", r#"{"amount":12,"unit":"piece"}"#, r#"{"amount":1,"unit":"piece"}"#),
        line("l_2", "FLOUR", r#"{"amount":2500,"scale":3,"unit":"kg"}"#, r#"{"amount":1,"unit":"kg"}"#),
    ];
    version
}

fn typed(line: &str, entry: Entry, text: &str) -> TypedEdits {
    let mut typed = TypedEdits::default();
    typed.set(&line.into(), entry, text.to_owned());
    typed
}

fn edits(typed: &TypedEdits) -> Result<Vec<LineEdit>, Vec<Fault>> {
    typed.edits(&version(), euro(), &Rules::new(), DecimalMark::Point)
}

fn why(typed: &TypedEdits) -> EditFault {
    edits(typed).unwrap_err().remove(0).why
}

#[test]
fn b2b_11_only_what_changes_something_is_sent() {
    let mut all = typed("l_1", Entry::Price, "1.1");
    all.set(&"l_1".into(), Entry::Quantity, "24".to_owned());
    all.set(&"l_2".into(), Entry::Quantity, "2.5".to_owned());
    all.set(&"l_2".into(), Entry::Date, "2026-12-01".to_owned());
    all.set(&"l_9".into(), Entry::Price, "7".to_owned());
    let edits = edits(&all).unwrap();
    assert_eq!(edits.len(), 1, "2.5 is 2.500, the date is the same, and nobody has offered line 9");
    let price = edits[0].price.clone().unwrap();
    assert_eq!((price.money, price.per), (Money::new(110, euro()), Quantity::new(1, 0, "piece")));
    assert_eq!(edits[0].quantity, Some(Quantity::new(24, 0, "piece")));
    assert_eq!(edits[0].required_on, None);
}

#[test]
fn b2b_11_every_entry_that_is_wrong_is_named() {
    assert_eq!(why(&typed("l_1", Entry::Price, "cheap")), EditFault::NoNumber);
    assert_eq!(why(&typed("l_1", Entry::Price, "1.005")), EditFault::TooPrecise);
    assert_eq!(why(&typed("l_1", Entry::Price, "0.00")), EditFault::Nothing);
    assert_eq!(why(&typed("l_1", Entry::Quantity, "0")), EditFault::Nothing);
    assert_eq!(why(&typed("l_1", Entry::Date, "soon")), EditFault::NoDate);
    let mut two = typed("l_2", Entry::Price, "-1");
    two.set(&"l_1".into(), Entry::Quantity, "many".to_owned());
    let lines: Vec<_> = edits(&two).unwrap_err().into_iter().map(|fault| fault.line).collect();
    assert_eq!(lines, ["l_1".into(), "l_2".into()], "in the order of the lines");
}

#[test]
fn b2b_04_a_counter_keeps_to_the_rule_of_the_goods() {
    let rule = UnitRule { unit: "kg".to_owned(), scale: 3, min: 250, max: None, increment: 250 };
    let rules = Rules::from([("FLOUR".into(), rule)]);
    let ask = |text: &str| {
        typed("l_2", Entry::Quantity, text).edits(&version(), euro(), &rules, DecimalMark::Point)
    };
    assert_eq!(ask("3.25").unwrap()[0].quantity, Some(Quantity::new(3_250, 3, "kg")));
    assert!(matches!(ask("3.3").unwrap_err()[0].why, EditFault::Rule(QuantityFault::NotMultiple { .. })));
}

#[test]
fn b2b_11_a_price_is_read_as_the_language_writes_it() {
    let read = |text: &str, mark| {
        let edits = typed("l_1", Entry::Price, text).edits(&version(), euro(), &Rules::new(), mark);
        edits.unwrap()[0].price.clone().unwrap().money.minor
    };
    assert_eq!(read("1,10", DecimalMark::Comma), 110);
    assert_eq!(read("1,100", DecimalMark::Point), 110_000);
}

#[test]
fn x_err_a_problem_of_the_shop_belongs_to_the_line_that_was_sent() {
    let sent = edits(&typed("l_2", Entry::Quantity, "5")).unwrap();
    let fault = fault_of("edits.0.quantity", &sent).unwrap();
    assert_eq!((fault.line, fault.entry, fault.why), ("l_2".into(), Entry::Quantity, EditFault::Refused));
    assert_eq!(fault_of("edits.4.quantity", &sent), None);
    assert_eq!(fault_of("reason", &sent), None);
}

#[test]
fn x_conc_what_is_typed_is_kept_over_a_reload() {
    let kept = typed("l_1", Entry::Price, "1.1");
    assert_eq!((kept.get(&"l_1".into(), Entry::Price), kept.get(&"l_2".into(), Entry::Price)), ("1.1", ""));
    let stored = serde_json::to_string(&kept).unwrap();
    assert_eq!(json::from_slice::<TypedEdits>(stored.as_bytes()).unwrap(), kept);
    assert!(!kept.has_no_lines() && TypedEdits::default().has_no_lines());
}
