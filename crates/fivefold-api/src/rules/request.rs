//! What a request for a quote must be. The storefront says so before it is sent, the backend decides.

use crate::model::{FieldProblem, FieldProblemCode, RequestLine, RequestQuote, WholesaleItem};
use crate::rules::{
    ATTACHMENTS_MAX, LINE_NOTE_MAX, MESSAGE_MAX, QUOTE_FILES_MAX, QUOTE_LINES_MAX, QuantityFault,
    check_quantity,
};
use crate::vocabulary::{Currency, Sku};

/// What is wrong with a request, by paths like `lines.3.quantity`, lines from zero. `item_of` is what the company can buy
/// under a number; `currency` is the company's.
pub fn check_request<'a>(
    request: &RequestQuote,
    currency: Currency,
    item_of: &dyn Fn(&Sku) -> Option<&'a WholesaleItem>,
) -> Vec<FieldProblem> {
    let mut problems = Vec::new();
    let mut report = |field: String, code| problems.push(FieldProblem { field, code });
    if request.lines.is_empty() {
        report("lines".to_owned(), FieldProblemCode::Required);
    }
    if request.lines.len() > QUOTE_LINES_MAX {
        report("lines".to_owned(), FieldProblemCode::TooLong);
    }
    if is_longer(request.note.as_deref(), MESSAGE_MAX) {
        report("note".to_owned(), FieldProblemCode::TooLong);
    }
    let mut files = 0_usize;
    for (at, line) in request.lines.iter().enumerate().take(QUOTE_LINES_MAX) {
        let mut report_at = |field, code| report(["lines", &at.to_string(), field].join("."), code);
        for (field, code) in check_line(line, currency, item_of(&line.sku)) {
            report_at(field, code);
        }
        let own = line.attachments.len();
        files = files.saturating_add(own);
        if own > ATTACHMENTS_MAX || (own > 0 && files > QUOTE_FILES_MAX) {
            report_at("attachments", FieldProblemCode::TooLong);
        }
    }
    problems
}

fn check_line(
    line: &RequestLine,
    currency: Currency,
    item: Option<&WholesaleItem>,
) -> Vec<(&'static str, FieldProblemCode)> {
    let mut problems = Vec::new();
    let Some(item) = item else { return vec![("sku", FieldProblemCode::NotAllowed)] };
    if let Err(fault) = check_quantity(&item.rule, &line.quantity) {
        let code = match fault {
            QuantityFault::WrongUnit => FieldProblemCode::NotAllowed,
            QuantityFault::TooPrecise { .. } => FieldProblemCode::Format,
            _ => FieldProblemCode::OutOfRange,
        };
        problems.push(("quantity", code));
    }
    if let Some(target) = &line.target {
        if target.money.currency != currency || target.per.unit != item.rule.unit {
            problems.push(("target", FieldProblemCode::NotAllowed));
        } else if target.money.minor < 0 || target.per.amount <= 0 {
            problems.push(("target", FieldProblemCode::OutOfRange));
        }
    }
    if is_longer(line.note.as_deref(), LINE_NOTE_MAX) {
        problems.push(("note", FieldProblemCode::TooLong));
    }
    problems
}

fn is_longer(text: Option<&str>, most: usize) -> bool {
    text.is_some_and(|text| text.chars().count() > most)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Stock, StockLevel, UnitRule};
    use crate::vocabulary::{Money, Quantity, UnitPrice};

    #[test]
    fn b2b_05_each_wrong_field_of_a_request_is_named_with_its_line() {
        let rule = UnitRule { unit: "kg".to_owned(), scale: 3, min: 250, max: None, increment: 250 };
        let item = WholesaleItem {
            sku: "FLOUR".into(),
            variant: "v".into(),
            product: "p".into(),
            title: String::new(),
            options: String::new(),
            picture: None,
            per: rule.quantity(1_000),
            rule,
            breaks: Vec::new(),
            catalogue: None,
            stock: Stock { level: StockLevel::InStock, available: None },
            lead_days: None,
            is_in_carts: false,
        };
        let (euro, dollar) = (Currency::iso("EUR").unwrap(), Currency::iso("USD").unwrap());
        let line = |sku: &str, amount, currency| RequestLine {
            sku: sku.into(),
            quantity: Quantity::new(amount, 3, "kg"),
            target: Some(UnitPrice { money: Money::new(90, currency), per: Quantity::new(1, 0, "kg") }),
            required_on: None,
            note: None,
            attachments: Vec::new(),
        };
        let mut request = RequestQuote {
            company: None,
            lines: vec![line("FLOUR", 500, euro), line("NONE", 500, euro), line("FLOUR", 300, dollar)],
            address: None,
            note: None,
            previous: None,
        };
        let item_of = |sku: &Sku| (sku.as_str() == "FLOUR").then_some(&item);
        let named = |request: &RequestQuote| -> Vec<String> {
            check_request(request, euro, &item_of).into_iter().map(|problem| problem.field).collect()
        };
        assert_eq!(named(&request), ["lines.1.sku", "lines.2.quantity", "lines.2.target"]);
        request.lines.truncate(1);
        assert_eq!(named(&request), Vec::<String>::new());
        request.lines =
            vec![RequestLine { attachments: vec!["f".into(); 5], ..line("FLOUR", 500, euro) }; 40];
        assert_eq!(named(&request), Vec::<String>::new());
        request.lines[0].attachments.push("f".into());
        assert_eq!(named(&request), ["lines.0.attachments", "lines.39.attachments"]);
        request.lines.clear();
        assert_eq!(named(&request), ["lines"]);
    }
}
