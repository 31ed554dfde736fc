use super::*;
use crate::platform::intl::format_money;
use fivefold_api::model::{PaymentTerms, QuoteParty, TaxBasis, VersionKind, VersionState};
use fivefold_api::rules::{CsvReader, CsvRow, line_total, quote_totals};
use fivefold_api::vocabulary::{Currency, Instant};
use proptest::prelude::*;

/// The column of each amount of a line.
const CATALOGUE: usize = 6;
const PRICE: usize = 8;
const TOTAL: usize = 10;

fn line(sku: &str, title: &str, quantity: Quantity, minor: i64, currency: Currency) -> QuoteLine {
    let per = Quantity::new(1, 0, &quantity.unit);
    let price = UnitPrice { money: Money::new(minor, currency), per };
    QuoteLine {
        id: ["line-", sku].concat().into(),
        sku: sku.into(),
        variant: None,
        product: None,
        title: title.to_owned(),
        options: String::new(),
        picture: None,
        total: line_total(&price, &quantity),
        catalogue: Some(price.clone()),
        price: Some(price),
        target: None,
        quantity,
        basis: QuantityBasis::Fixed,
        tax_rate: 1_900,
        required_on: None,
        lead_days: Some(14),
        note: None,
        attachments: Vec::new(),
    }
}

fn version(lines: Vec<QuoteLine>, shipping: Option<Money>) -> QuoteVersion {
    QuoteVersion {
        number: 3,
        kind: VersionKind::Offer,
        by: QuoteParty::Supplier,
        author: "Ines".to_owned(),
        at: Instant::from_millis(0),
        state: VersionState::Standing,
        answers: Some(2),
        reason: None,
        totals: quote_totals(&lines, shipping, 1_900, TaxBasis::Excluded),
        lines,
        valid_until: Instant::parse("2026-12-24T11:00:00Z"),
        tax: TaxBasis::Excluded,
        shipping,
        shipping_tax: 1_900,
        terms: PaymentTerms::Net { days: 30 },
        catalogue: None,
    }
}

fn quote(version: &QuoteVersion, currency: Currency) -> Quote {
    use fivefold_api::model::{QuoteCompany, QuoteStatus, QuoteTurn, Supplier, TopicPoint};
    Quote {
        id: "q_1".into(),
        number: "Q-1042".to_owned(),
        version: fivefold_api::vocabulary::Version("7".to_owned()),
        viewer: QuoteParty::Buyer,
        status: QuoteStatus::Quoted,
        turn: QuoteTurn::Buyer,
        currency,
        company: QuoteCompany {
            id: "c_1".into(),
            name: "=Cellar & Sons".to_owned(),
            person: "Mei".to_owned(),
        },
        supplier: Supplier { name: "Harbour".to_owned(), zone: "Europe/Berlin".to_owned(), is_demo: false },
        requested_at: Instant::from_millis(0),
        address: None,
        current: version.clone(),
        offer: Some(3),
        valid_until: version.valid_until,
        versions: Vec::new(),
        question: None,
        accepted_at: None,
        ended_at: None,
        end_reason: None,
        order: None,
        previous: None,
        next: None,
        conversion: None,
        unread: 0,
        allowed_actions: Vec::new(),
        live: TopicPoint { topic: "quote/q_1".to_owned(), seq: 1, epoch: "e".to_owned() },
    }
}

fn rows_of(csv: &str) -> Vec<CsvRow> {
    let mut rows = Vec::new();
    let mut reader = CsvReader::default();
    reader.read(csv, &mut rows);
    reader.finish(&mut rows);
    rows
}

fn euro() -> Currency {
    Currency::iso("EUR").unwrap()
}

/// The digits of an amount in words: what `Intl` shows too, whatever it puts between them.
fn digits(words: &str) -> String {
    words.chars().filter(char::is_ascii_digit).collect()
}

#[test]
fn b2b_23_a_file_says_of_which_quote_and_version_it_is_and_until_when_that_stands() {
    let lines = vec![line("TEA-1", "Tea", Quantity::new(250, 3, "kg"), 4_000, euro())];
    let version = version(lines, Some(Money::new(950, euro())));
    let csv = csv_of(&quote(&version, euro()), &version);
    assert!(csv.starts_with("\u{feff}\"Quote\",\"Q-1042\"\r\n\"Version\",3\r\n"), "{csv}");
    let rows = rows_of(&csv);
    let cell = |name: &str| {
        let row = rows.iter().find(|row| row.cells.first().is_some_and(|cell| cell == name));
        row.map(|row| row.cells[1].clone()).unwrap_or_default()
    };
    assert_eq!(Instant::parse(&cell("Valid until")), version.valid_until);
    assert_eq!(cell("Currency"), "EUR");
    assert_eq!(cell("Total"), version.totals.as_ref().unwrap().total.to_decimal());
    let tea = rows.iter().find(|row| row.cells[0] == "TEA-1").unwrap();
    assert_eq!((tea.cells[3].as_str(), tea.cells[4].as_str()), ("0.250", "kg"));
    assert_eq!(tea.cells[TOTAL], "10.00");
}

#[test]
fn b2b_23_names_that_a_spreadsheet_would_compute_are_defused() {
    let names = ["=1+1", "+cmd", "-2+3", "@SUM(A1)", "\t=1", "\u{ff1d}1", " =1", "'=1", "a \"b\", c\nd"];
    for name in names {
        let mut bought = line("=HYPERLINK(\"x\")", name, Quantity::new(1, 0, "piece"), 100, euro());
        bought.note = Some(name.to_owned());
        let version = version(vec![bought], None);
        let csv = csv_of(&quote(&version, euro()), &version);
        for cell in csv.split("\r\n").flat_map(|row| row.split("\",\"")) {
            let cell = cell.trim_start_matches(['\u{feff}', '"', ' ', '\t']);
            assert!(!cell.starts_with(['=', '+', '@', '\u{ff1d}']), "{name}: {cell}");
        }
        assert!(csv.contains("'=Cellar & Sons"), "the company is no formula either");
    }
}

#[test]
fn b2b_23_a_price_for_another_quantity_says_so() {
    let mut cloth = line("C-1", "Cloth", Quantity::new(200, 0, "m"), 300, euro());
    cloth.catalogue = Some(UnitPrice { money: Money::new(32_000, euro()), per: Quantity::new(100, 0, "m") });
    let version = version(vec![cloth], None);
    let rows = rows_of(&csv_of(&quote(&version, euro()), &version));
    let row = rows.iter().find(|row| row.cells[0] == "C-1").unwrap();
    assert_eq!(row.cells[CATALOGUE], "320.00 / 100 m");
    assert_eq!((row.cells[PRICE].as_str(), row.cells[PRICE + 1].as_str()), ("3.00", "1 m"));
}

#[test]
fn b2b_23_a_file_is_named_by_number_and_version() {
    assert_eq!(file_name("Q-1042", 3), "Q-1042-v3.csv");
    assert_eq!(file_name("../Q 1", 1), "Q1-v1.csv");
    assert_eq!(file_name("//", 1), "quote-v1.csv");
}

proptest! {
    #[test]
    fn b2b_23_amounts_in_the_file_and_in_words_are_the_same_minor_units(
        code in "EUR|JPY|KWD|CLF",
        typed in prop::collection::vec((1_i64..100_000, 0_i64..10_000_000), 1..20),
        shipping in prop::option::of(0_i64..100_000),
    ) {
        let currency = Currency::iso(&code).unwrap();
        let lines = typed.iter().enumerate().map(|(at, (count, minor))| {
            line(&format!("S{at}"), "Thing", Quantity::new(*count, 0, "piece"), *minor, currency)
        }).collect();
        let version = version(lines, shipping.map(|minor| Money::new(minor, currency)));
        let rows = rows_of(&csv_of(&quote(&version, currency), &version));
        for line in &version.lines {
            let row = rows.iter().find(|row| row.cells[0] == line.sku.as_str()).unwrap();
            for (column, money) in [(PRICE, line.price.as_ref().map(|price| price.money)), (TOTAL, line.total)] {
                let money = money.unwrap();
                prop_assert_eq!(Money::parse_decimal(&row.cells[column], currency), Some(money));
                prop_assert_eq!(digits(&row.cells[column]), digits(&format_money(&money)));
            }
        }
        let totals = version.totals.as_ref().unwrap();
        for (name, amount) in totals_rows(totals) {
            let row = rows.iter().rfind(|row| row.cells[0] == name).unwrap();
            prop_assert_eq!(Money::parse_decimal(&row.cells[1], currency), Some(amount));
            prop_assert_eq!(digits(&row.cells[1]), digits(&format_money(&amount)));
        }
        let rows = totals_rows(totals);
        let (last, parts) = rows.split_last().unwrap();
        prop_assert_eq!(parts.iter().map(|(_, part)| part.minor).sum::<i64>(), last.1.minor);
    }
}
