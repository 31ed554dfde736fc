//! The sheet of a quick order, in whatever pieces it is worked through.

use super::*;
use fivefold_api::model::{Stock, StockLevel, UnitRule, UnknownSku};
use fivefold_api::vocabulary::Currency;
use proptest::prelude::*;

fn item(sku: &str, unit: &str, scale: u8, min: i64) -> WholesaleItem {
    let rule = UnitRule { unit: unit.to_owned(), scale, min, max: None, increment: min };
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

/// What the shop says about numbers.
fn shop(asked: &[Sku]) -> WholesaleFound {
    let shop = [item("BOX-6", "piece", 0, 6), item("FLOUR", "kg", 3, 250)];
    let of =
        |sku: &Sku| shop.iter().find(|item| sku_key(item.sku.as_str()) == sku_key(sku.as_str())).cloned();
    let near = vec![Sku::from("BOX-6")];
    WholesaleFound {
        company: "co_1".into(),
        currency: Currency::iso("EUR").unwrap(),
        items: asked.iter().filter_map(of).collect(),
        unknown: asked
            .iter()
            .filter(|sku| of(sku).is_none())
            .map(|sku| UnknownSku { sku: sku.clone(), near: near.clone() })
            .collect(),
    }
}

fn look_up(sheet: &mut Sheet, most: usize) {
    while sheet.unasked() > 0 {
        let asked = sheet.batch(most);
        sheet.learn(asked.len(), shop(&asked));
    }
}

fn check(sheet: &mut Sheet, most: usize) {
    sheet.begin_checking();
    while sheet.check_some(most) {}
}

fn fix_all(sheet: &mut Sheet, most: usize) {
    sheet.begin_fixing();
    while sheet.fix_some(most) {}
}

fn read(sheet: &mut Sheet, text: &str) {
    let mut reading = Reading::after(sheet);
    while reading.step(text, sheet) {}
    look_up(sheet, 2);
    check(sheet, 1);
}

fn sheet(text: &str) -> Sheet {
    let mut sheet = Sheet::new(DecimalMark::Comma);
    read(&mut sheet, text);
    sheet
}

fn typed(sheet: &Sheet) -> Vec<(u32, &str, &str)> {
    sheet.rows.iter().map(|row| (row.id, row.typed.sku.as_str(), row.typed.quantity.as_str())).collect()
}

#[test]
fn b2b_03_each_row_is_put_right_by_one_press() {
    let mut sheet = sheet("sku;qty;unit\nBOX-7;6\nBOX-6;7\nbox-6;5\nFLOUR;0,3\nFLOUR;1 kilo;\n;3\nBOX-6;x");
    assert_eq!((sheet.len(), sheet.count(Kind::Valid)), (7, 0));
    // What is told last is what the row itself says: being the second of its number comes first.
    let press = |sheet: &mut Sheet, id: u32| {
        let fix = sheet.row(id).and_then(|row| row.problems().last()).map(RowProblem::fix).unwrap();
        assert!(sheet.apply(id, &fix), "{fix:?}");
        look_up(sheet, 9);
        check(sheet, 3);
    };
    for id in [2, 3, 3, 4, 4, 5, 6, 6] {
        press(&mut sheet, id);
    }
    assert_eq!(typed(&sheet), [(2, "BOX-6", "24"), (5, "FLOUR", "1,5"), (7, "", "3"), (8, "BOX-6", "x")]);
    press(&mut sheet, 7);
    assert_eq!(sheet.count(Kind::Wrong), 1);
    sheet.edit(8, |row| row.quantity = "6".to_owned());
    check(&mut sheet, 9);
    press(&mut sheet, 8);
    assert_eq!(typed(&sheet), [(2, "BOX-6", "30"), (5, "FLOUR", "1,5")]);
    assert_eq!(sheet.take_valid().len(), 2);
    assert!(sheet.is_empty());
}

#[test]
fn b2b_03_all_suggestions_at_once_take_no_row_out() {
    let mut sheet = sheet("BOX-7;6\nFLOUR;0,3\nnothing;x\n;1");
    fix_all(&mut sheet, 1);
    look_up(&mut sheet, 9);
    check(&mut sheet, 9);
    assert_eq!(typed(&sheet), [(1, "BOX-6", "6"), (2, "FLOUR", "0,500"), (3, "BOX-6", "x"), (4, "", "1")]);
    assert_eq!(sheet.count(Kind::Valid), 2);
}

#[test]
fn b2b_03_rows_of_one_number_become_one_in_whatever_pieces() {
    for most in 1..8 {
        let mut sheet = sheet("BOX-6;6\nFLOUR;1\nBOX-6;12\nFLOUR;0,5\nBOX-6;6\nBOX-6;x\nBOX-6;6");
        fix_all(&mut sheet, most);
        assert_eq!(typed(&sheet), [(1, "BOX-6", "30"), (2, "FLOUR", "1,5"), (6, "BOX-6", "x")], "{most}");
    }
}

#[test]
fn b2b_03_a_second_text_comes_after_the_first_and_can_be_taken_back() {
    let mut sheet = sheet("BOX-6;6\nFLOUR;1");
    read(&mut sheet, "quantity,sku\n12,BOX-6");
    assert_eq!(typed(&sheet), [(1, "BOX-6", "6"), (2, "FLOUR", "1"), (4, "BOX-6", "12")]);
    assert_eq!(sheet.row(4).unwrap().problems(), [RowProblem::Duplicate { first: 1 }]);
    sheet.truncate(2);
    check(&mut sheet, 9);
    assert_eq!((sheet.len(), sheet.count(Kind::Valid)), (2, 2));
}

#[test]
fn b2b_03_rows_that_cannot_be_read_are_not_added_to_others() {
    let mut sheet = sheet("BOX-6;x\nBOX-6;6");
    assert!(!sheet.can_merge(1, 2));
    assert!(!sheet.apply(2, &RowFix::Merge(1)));
    assert_eq!(sheet.len(), 2);
}

#[test]
fn b2b_03_another_company_asks_about_every_number_anew() {
    let mut sheet = sheet("BOX-6;6\nFLOUR;1\nFLOUR;2");
    sheet.unlearn();
    assert_eq!(sheet.batch(9), ["BOX-6", "FLOUR"].map(Sku::from));
    check(&mut sheet, 9);
    assert_eq!(sheet.count(Kind::Valid), 0);
}

proptest! {
    #[test]
    fn b2b_03_pieces_make_no_difference_and_no_row_is_lost(
        rows in prop::collection::vec(("(BOX-6|flour|NONE|=x|貨號)", "[0-9,]{0,4}", "(kg|個||\"a\nb\")"), 1..400),
        most in 1_usize..50,
    ) {
        let text: String = rows.iter().map(|(sku, quantity, unit)| format!("{sku}\t{quantity}\t{unit}\n")).collect();
        // The first row has no headings, unless it looks like them.
        let has_headings = rows[0].0 == "貨號";
        let mut whole = Sheet::new(DecimalMark::Comma);
        read(&mut whole, &text);
        prop_assert_eq!(whole.len(), rows.len() - usize::from(has_headings));
        let mut parts = Sheet::new(DecimalMark::Comma);
        let mut reading = Reading::after(&parts);
        let mut steps = 1;
        while reading.step(&text, &mut parts) {
            steps += 1;
        }
        prop_assert!(steps <= text.len() / (PIECE - 3) + 1);
        look_up(&mut parts, most);
        check(&mut parts, most);
        prop_assert_eq!(parts.rows, whole.rows);
    }
}
