//! Rows of a quick order: each problem with its fix, and nothing dropped.

use super::*;
use crate::model::{Stock, StockLevel};
use crate::rules::CsvReader;
use crate::vocabulary::Currency;
use proptest::prelude::*;

fn item(sku: &str, rule: UnitRule) -> WholesaleItem {
    WholesaleItem {
        sku: sku.into(),
        variant: "v".into(),
        product: "p".into(),
        title: String::new(),
        options: String::new(),
        picture: None,
        per: rule.quantity(1),
        rule,
        breaks: Vec::new(),
        catalogue: None,
        stock: Stock { level: StockLevel::InStock, available: None },
        lead_days: None,
        is_in_carts: true,
    }
}

fn shop() -> Vec<WholesaleItem> {
    let boxes = UnitRule { unit: "piece".to_owned(), scale: 0, min: 6, max: Some(60), increment: 6 };
    let flour = UnitRule { unit: "kg".to_owned(), scale: 3, min: 250, max: None, increment: 250 };
    vec![item("BOX-6", boxes), item("FLOUR", flour)]
}

fn check(text: &str) -> Vec<CheckedRow> {
    let mut rows = Vec::new();
    let mut reader = CsvReader::default();
    reader.read(text, &mut rows);
    reader.finish(&mut rows);
    let columns = rows.first().and_then(order_columns);
    let skip = usize::from(columns.is_some());
    let (shop, mut checker) = (shop(), RowChecker::new(DecimalMark::Point));
    rows.iter()
        .skip(skip)
        .map(|row| {
            let row = order_row(row, columns.unwrap_or(OrderColumns::PLAIN));
            let item = shop.iter().find(|item| sku_key(item.sku.as_str()) == sku_key(&row.sku));
            checker.check(&row, item, &["BOX-6".into()])
        })
        .collect()
}

fn problems(text: &str) -> Vec<RowProblem> {
    check(text).remove(0).problems
}

#[test]
fn b2b_03_each_problem_has_a_fix() {
    let pieces = |digits| Quantity::new(digits, 0, "piece");
    let fix = |text: &str| problems(text).iter().map(RowProblem::fix).collect::<Vec<_>>();
    assert_eq!(fix("box-6,12"), []);
    assert_eq!(fix("BOX-7,12"), [RowFix::Sku("BOX-6".into())]);
    assert_eq!(fix("BOX-6,4"), [RowFix::Quantity(pieces(6))]);
    assert_eq!(fix("BOX-6,13"), [RowFix::Quantity(pieces(18))]);
    assert_eq!(fix("BOX-6,100"), [RowFix::Quantity(pieces(60))]);
    assert_eq!(fix("BOX-6,12,kg"), [RowFix::Unit("piece".to_owned())]);
    assert_eq!(fix("FLOUR;0,3"), [RowFix::Quantity(Quantity::new(500, 3, "kg"))]);
    assert_eq!(fix("FLOUR,0.1001"), [RowFix::Quantity(Quantity::new(250, 3, "kg"))]);
    assert_eq!(fix("BOX-6,=12"), [RowFix::Remove]);
    assert_eq!(fix("BOX-6"), [RowFix::Remove]);
    assert_eq!(fix(",12"), [RowFix::Remove]);
    assert_eq!(check("BOX-6,6\nFLOUR,1\nbox-6,12")[2].problems, [RowProblem::Duplicate { first: 1 }]);
}

#[test]
fn b2b_03_headings_full_width_and_units_after_the_number_are_read() {
    let read = check("數量;單位;貨號\n12;個;BOX-6\n0,5 kg;;flour");
    assert!(read.iter().all(|row| row.problems.is_empty()), "{read:?}");
    assert_eq!(read[1].quantity, Some(Quantity::new(5, 1, "kg")));
    let wide = check("\u{ff22}\u{ff2f}\u{ff38}\u{ff0d}\u{ff16}\t\u{ff11}\u{ff12}");
    assert_eq!((wide[0].sku.as_str(), wide[0].problems.len()), ("BOX-6", 0));
    assert_eq!(check("BOX-6 12pcs")[0].problems, []);
}

#[test]
fn b2b_03_headings_and_units_are_read_in_capitals() {
    for text in ["RÉFÉRENCE;QUANTITÉ;UNITÉ\nBOX-6;12;STÜCK", "Artikelnummer,MENGE,EINHEIT\nbox-6,12,PIÈCES"]
    {
        let read = check(text);
        assert_eq!((read.len(), read[0].problems.as_slice()), (1, &[][..]), "{text}");
    }
    assert_eq!(check("FLOUR,0.5,KG")[0].problems, []);
}

#[test]
fn b2b_03_numbers_differ_by_everything_but_width_space_and_the_case_of_a_to_z() {
    assert_eq!(sku_key("\u{a0}\u{ff54}ea-1\u{3000}"), "TEA-1");
    for (one, other) in [("GRÖSSE-1", "größe-1"), ("GRÖßE-1", "größe-1"), ("ΣΑΣ-1", "σας-1"), ("A 1", "A1")]
    {
        assert_ne!(sku_key(one), sku_key(other));
    }
}

#[test]
fn b2b_03_formulas_are_text() {
    let read = check("=HYPERLINK(\"x\"),1\n'=1+1,2");
    assert_eq!(read[0].sku.as_str(), "=HYPERLINK(\"x\")");
    assert_eq!(read[1].sku.as_str(), "=1+1");
    assert!(read.iter().all(|row| matches!(row.problems[..], [RowProblem::UnknownSku { .. }])));
}

#[test]
fn b2b_03_ten_thousand_rows_are_taken_and_one_more_is_told() {
    let item = &shop()[0];
    let mut checker = RowChecker::new(DecimalMark::Point);
    let row = |at: usize| OrderRow {
        line: 1,
        sku: at.to_string(),
        quantity: "6".to_owned(),
        ..OrderRow::default()
    };
    let told = |checked: &CheckedRow| checked.problems.contains(&RowProblem::TooMany);
    for at in 0..ORDER_ROWS_MAX {
        assert!(!told(&checker.check(&row(at), None, &[])));
    }
    assert!(told(&checker.check(&row(ORDER_ROWS_MAX), Some(item), &[])));
}

#[test]
fn b2b_03_headings_never_put_two_things_in_one_column() {
    for (text, wanted) in
        [("qty,whatever", Some((1, 0))), ("x,sku", Some((1, 0))), ("sku", Some((0, 1))), ("A-1,5", None)]
    {
        let mut rows = Vec::new();
        let mut reader = CsvReader::default();
        reader.read(text, &mut rows);
        reader.finish(&mut rows);
        assert_eq!(order_columns(&rows[0]).map(|columns| (columns.sku, columns.quantity)), wanted, "{text}");
    }
}

proptest! {
    #[test]
    fn b2b_03_a_number_is_the_same_however_wide_and_tall_its_letters_are(sku in "[!-~]{1,20}", spaces in " {0,2}") {
        let wide: String = sku.chars().map(|letter| char::from_u32(u32::from(letter) + 0xfee0).unwrap()).collect();
        let key = sku_key(&sku);
        prop_assert_eq!(&sku_key(&key), &key);
        for spelling in [wide, sku.to_ascii_lowercase(), sku.to_ascii_uppercase(), [spaces.as_str(), sku.as_str()].concat()] {
            prop_assert_eq!(&sku_key(&spelling), &key);
        }
    }

    #[test]
    fn b2b_03_a_valid_row_is_one_that_the_rule_allows_and_every_row_comes_out(
        typed in prop::collection::vec(("(BOX-6|flour|NONE|=x)", "[0-9.,]{0,5}( kg)?", "(kg|piece||l)"), 1..12),
    ) {
        let text: String = typed.iter().map(|(sku, quantity, unit)| format!("{sku}\t{quantity}\t{unit}\n")).collect();
        let read = check(&text);
        prop_assert_eq!(read.len(), typed.len());
        for row in read.iter().filter(|row| row.problems.is_empty()) {
            let shop = shop();
            let item = shop.iter().find(|item| item.sku == row.sku).unwrap();
            prop_assert!(check_quantity(&item.rule, row.quantity.as_ref().unwrap()).is_ok());
        }
    }
}

#[test]
fn b2b_22_an_item_keeps_the_currency_of_its_list() {
    let item = WholesaleItem {
        breaks: vec![crate::model::PriceBreak {
            from: 6,
            price: crate::vocabulary::Money::new(450, Currency::iso("EUR").unwrap()),
        }],
        ..shop().remove(0)
    };
    let price = crate::rules::price_at(&item, 12).unwrap();
    assert_eq!((price.money.minor, price.money.currency.code()), (450, "EUR"));
}
