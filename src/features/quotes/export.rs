//! A version of a quote as a table that opens in a spreadsheet (B2B-23): the amounts of the screen, digit by digit, and
//! nothing that a spreadsheet would compute.

use super::figures::{tax_words, terms_words};
use super::words::kind_words;
use crate::text;
use fivefold_api::model::{QuantityBasis, Quote, QuoteLine, QuoteVersion, Totals};
use fivefold_api::rules::{CsvCell, push_csv_row};
use fivefold_api::vocabulary::{Money, Quantity, UnitPrice};

/// The media type of the file.
pub const MEDIA_TYPE: &str = "text/csv;charset=utf-8";
/// Tells spreadsheets that the text is UTF-8 (Unicode Standard, 23.8).
const BYTE_ORDER_MARK: char = '\u{feff}';
/// What separates cells (RFC 4180).
const SEPARATOR: char = ',';

/// A cell that owns its text.
enum Cell {
    Text(String),
    Number(String),
}

impl Cell {
    fn text(text: &str) -> Self {
        Self::Text(text.to_owned())
    }

    fn words(message: &text::Message) -> Self {
        Self::text(message.get())
    }

    fn money(money: Option<Money>) -> Self {
        Self::Number(money.map(Money::to_decimal).unwrap_or_default())
    }

    fn quantity(quantity: &Quantity) -> Self {
        Self::Number(quantity.to_decimal())
    }

    fn count(count: Option<u32>) -> Self {
        Self::Number(count.map(|count| count.to_string()).unwrap_or_default())
    }

    /// Hundredths of a percent, in percent: `19.00`.
    fn rate(rate: u32) -> Self {
        Self::quantity(&Quantity::new(i64::from(rate), 2, "%"))
    }
}

/// The file of a version: what it is a version of, a row for each line, and what it comes to.
pub fn csv_of(quote: &Quote, version: &QuoteVersion) -> String {
    let mut out = String::from(BYTE_ORDER_MARK);
    for (name, value) in head(quote, version) {
        push(&mut out, &[Cell::words(name), value]);
    }
    push(&mut out, &[]);
    push(&mut out, &columns());
    for line in &version.lines {
        push(&mut out, &row(line));
    }
    if let Some(totals) = &version.totals {
        push(&mut out, &[]);
        for (name, amount) in totals_rows(totals) {
            push(&mut out, &[Cell::Text(name), Cell::money(Some(amount))]);
        }
    }
    out
}

/// What the file is called: `Q-1042-v3.csv`. Only what every file system takes is kept of the number.
pub fn file_name(number: &str, version: u32) -> String {
    let is_plain = |letter: &char| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_');
    let number: String = number.chars().filter(is_plain).collect();
    let number = if number.is_empty() { "quote" } else { &number };
    [number, "-v", &version.to_string(), ".csv"].concat()
}

/// The name of each sum and the sum, in the order of the screen.
pub fn totals_rows(totals: &Totals) -> Vec<(String, Money)> {
    use crate::platform::intl::format_percent;
    use text::quotes as words;
    let mut rows = vec![(words::SUBTOTAL.get().to_owned(), totals.subtotal)];
    rows.extend(totals.delivery.map(|shipping| (words::SHIPPING.get().to_owned(), shipping)));
    let taxes = totals.taxes.iter().map(|tax| {
        let rate = format_percent(i64::from(tax.rate));
        let name = if totals.tax_included { words::tax_inside(&rate) } else { words::tax_on_top(&rate) };
        (name, tax.amount)
    });
    let total = (words::TOTAL.get().to_owned(), totals.total);
    // Tax that comes on top stands in the sum, tax that is inside stands under it.
    if totals.tax_included {
        rows.push(total);
        rows.extend(taxes);
    } else {
        rows.extend(taxes);
        rows.push(total);
    }
    rows
}

fn head(quote: &Quote, version: &QuoteVersion) -> Vec<(&'static text::Message, Cell)> {
    use text::quote_order as words;
    let until = version.valid_until.map(|until| until.to_rfc3339()).unwrap_or_default();
    vec![
        (&words::QUOTE, Cell::text(&quote.number)),
        (&words::VERSION, Cell::count(Some(version.number))),
        (&words::KIND, Cell::text(kind_words(version.kind))),
        (&words::WRITTEN, Cell::Text(version.at.to_rfc3339())),
        (&words::VALID_UNTIL, Cell::Text(until)),
        (&words::CURRENCY, Cell::text(quote.currency.code())),
        (&words::SUPPLIER, Cell::text(&quote.supplier.name)),
        (&words::BUYER, Cell::text(&quote.company.name)),
        (&words::TAXES, Cell::text(tax_words(version.tax))),
        (&words::TERMS, Cell::Text(terms_words(&version.terms))),
    ]
}

fn columns() -> Vec<Cell> {
    use text::{quote_order as words, quotes as shared};
    [
        &words::SKU,
        &shared::COLUMN_ITEM,
        &words::OPTIONS,
        &shared::COLUMN_QUANTITY,
        &words::UNIT,
        &words::OR_MORE,
        &shared::COLUMN_CATALOGUE,
        &shared::COLUMN_TARGET,
        &shared::COLUMN_PRICE,
        &words::PRICE_PER,
        &shared::COLUMN_TOTAL,
        &words::TAX_RATE,
        &words::LEAD_DAYS,
        &words::REQUIRED_ON,
        &words::NOTE,
    ]
    .map(Cell::words)
    .into()
}

/// All prices of a line are for the quantity that its column says: those that are for another one say so themselves.
fn row(line: &QuoteLine) -> Vec<Cell> {
    use text::quote_order as words;
    let known = line.price.as_ref().or(line.catalogue.as_ref()).or(line.target.as_ref());
    let per = known.map(|price| price.per.clone());
    let price = |price: Option<&UnitPrice>| match price {
        Some(price) if Some(&price.per) != per.as_ref() => {
            let quantity = [price.per.to_decimal().as_str(), " ", &price.per.unit].concat();
            Cell::Text(text::shopping::unit_price(&price.money.to_decimal(), &quantity))
        }
        price => Cell::money(price.map(|price| price.money)),
    };
    let basis = if line.basis == QuantityBasis::OrMore { words::YES.get() } else { words::NO.get() };
    let per_words = per.as_ref().map(|per| [per.to_decimal().as_str(), " ", &per.unit].concat());
    vec![
        Cell::text(line.sku.as_str()),
        Cell::text(&line.title),
        Cell::text(&line.options),
        Cell::quantity(&line.quantity),
        Cell::text(&line.quantity.unit),
        Cell::text(basis),
        price(line.catalogue.as_ref()),
        price(line.target.as_ref()),
        price(line.price.as_ref()),
        Cell::Text(per_words.unwrap_or_default()),
        Cell::money(line.total),
        Cell::rate(line.tax_rate),
        Cell::count(line.lead_days),
        Cell::Text(line.required_on.map(|date| date.to_iso()).unwrap_or_default()),
        Cell::text(line.note.as_deref().unwrap_or_default()),
    ]
}

fn push(out: &mut String, cells: &[Cell]) {
    let cells: Vec<CsvCell<'_>> = cells
        .iter()
        .map(|cell| match cell {
            Cell::Text(text) => CsvCell::Text(text),
            // A number that there is not is an empty text.
            Cell::Number(text) => CsvCell::Number(text),
        })
        .collect();
    push_csv_row(out, SEPARATOR, &cells);
}

#[cfg(test)]
#[path = "export_tests.rs"]
mod tests;
