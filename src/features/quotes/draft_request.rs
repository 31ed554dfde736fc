//! From the draft to a request, and from what is wrong with one back to the line (X-ERR).

use super::draft::{Draft, DraftLine};
use super::numbers;
use fivefold_api::model::{FieldProblem, FieldProblemCode, RequestLine, RequestQuote, UnitRule};
use fivefold_api::rules::{LINE_NOTE_MAX, MESSAGE_MAX, QUOTE_LINES_MAX};
use fivefold_api::vocabulary::{
    AddressId, CompanyId, Currency, Date, Money, Quantity, QuoteId, Sku, UnitPrice,
};

/// Something that is wrong with the draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The line; `None` for what goes with all of them.
    pub line: Option<u64>,
    /// The field, as the contract calls it: `quantity`, `note`, `lines`.
    pub field: String,
    /// What is wrong with it.
    pub code: FieldProblemCode,
}

/// The draft as it is sent for a company.
///
/// # Errors
/// With everything that is wrong, in the order of the draft.
pub fn request_of(
    draft: &Draft,
    company: &CompanyId,
    currency: Currency,
) -> Result<RequestQuote, Vec<Fault>> {
    let mut faults = Vec::new();
    let mut report = |line: Option<u64>, field: &str, code| {
        faults.push(Fault { line, field: field.to_owned(), code });
    };
    if draft.is_empty() {
        report(None, "lines", FieldProblemCode::Required);
    } else if draft.len() > QUOTE_LINES_MAX {
        report(None, "lines", FieldProblemCode::TooLong);
    }
    if draft.head.note.trim().chars().count() > MESSAGE_MAX {
        report(None, "note", FieldProblemCode::TooLong);
    }
    let mut lines = Vec::with_capacity(draft.len());
    for line in draft.lines() {
        lines.extend(line_of(line, currency, &mut |field, code| report(Some(line.id), field, code)));
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    Ok(RequestQuote {
        company: Some(company.clone()),
        lines,
        address: part(&draft.head.address).map(AddressId),
        note: part(&draft.head.note),
        previous: part(&draft.head.previous).map(QuoteId),
    })
}

/// A line as it is sent; `None` when something is wrong with it.
fn line_of(
    line: &DraftLine,
    currency: Currency,
    report: &mut dyn FnMut(&str, FieldProblemCode),
) -> Option<RequestLine> {
    // Before the shop has told, most things are pieces.
    let unit = if line.unit.is_empty() { UnitRule::PIECE } else { &line.unit };
    let sku = part(&line.sku).map(Sku);
    if sku.is_none() {
        report("sku", FieldProblemCode::Required);
    }
    let quantity = numbers::quantity(&line.quantity, unit);
    if quantity.is_none() {
        let code =
            if line.quantity.is_empty() { FieldProblemCode::Required } else { FieldProblemCode::Format };
        report("quantity", code);
    }
    let target = part(&line.target).map(|target| money_of(&target, currency));
    if target == Some(None) {
        report("target", FieldProblemCode::Format);
    }
    let required_on = part(&line.required_on).map(|date| Date::parse(&date));
    if required_on == Some(None) {
        report("required_on", FieldProblemCode::Format);
    }
    if line.note.trim().chars().count() > LINE_NOTE_MAX {
        report("note", FieldProblemCode::TooLong);
    }
    let per = || line.per.clone().unwrap_or_else(|| Quantity::new(1, 0, unit));
    Some(RequestLine {
        sku: sku?,
        quantity: quantity?,
        target: target.flatten().map(|money| UnitPrice { money, per: per() }),
        required_on: required_on.flatten(),
        note: part(&line.note),
        attachments: Vec::new(),
    })
}

/// A kept amount in a currency, with no more decimals than that has.
pub fn money_of(kept: &str, currency: Currency) -> Option<Money> {
    let (amount, scale) = numbers::read(kept)?;
    Money::parse_decimal(&Quantity::new(amount, scale, "").to_decimal(), currency)
}

/// What the shop says is wrong, by the lines of the draft that was sent.
pub fn faults_of(problems: &[FieldProblem], draft: &Draft) -> Vec<Fault> {
    let ids: Vec<u64> = draft.lines().map(|line| line.id).collect();
    let fault = |problem: &FieldProblem| {
        let mut parts = problem.field.splitn(3, '.');
        let at = (parts.next() == Some("lines")).then(|| parts.next()?.parse::<usize>().ok()).flatten();
        let line = at.and_then(|at| ids.get(at).copied());
        let field = match line {
            // `lines.3.quantity.amount` is about the quantity.
            Some(_) => parts.next().unwrap_or("sku").split('.').next().unwrap_or_default(),
            None => problem.field.as_str(),
        };
        Fault { line, field: field.to_owned(), code: problem.code }
    };
    problems.iter().map(fault).collect()
}

fn part(text: &str) -> Option<String> {
    Some(text.trim().to_owned()).filter(|text| !text.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::Cell;

    fn draft(lines: Vec<DraftLine>) -> Draft {
        let (mut draft, next) = (Draft::default(), Cell::new(100));
        for line in lines {
            draft.push(line, &|| {
                next.set(next.get() + 1);
                next.get()
            });
        }
        draft
    }

    fn line(sku: &str, quantity: &str) -> DraftLine {
        DraftLine { sku: sku.into(), quantity: quantity.into(), ..DraftLine::default() }
    }

    fn sent(draft: &Draft) -> Result<RequestQuote, Vec<Fault>> {
        request_of(draft, &"co_1".into(), Currency::iso("EUR").unwrap())
    }

    #[test]
    fn b2b_01_a_line_keeps_everything_that_was_typed() {
        let rope = DraftLine {
            unit: "m".into(),
            target: "90.5".into(),
            per: Some(Quantity::new(100, 0, "m")),
            required_on: "2026-11-28".into(),
            note: " on a drum ".into(),
            ..line(" ROPE ", "12.5")
        };
        let mut draft = draft(vec![rope, line("CUP", "6")]);
        draft.head.note = "Soon, please".into();
        draft.head.address = "ad_1".into();
        draft.head.previous = "q_1".into();
        let request = sent(&draft).unwrap();
        let rope = &request.lines[0];
        assert_eq!((rope.sku.as_str(), &rope.quantity), ("ROPE", &Quantity::new(125, 1, "m")));
        let target = rope.target.as_ref().unwrap();
        assert_eq!((target.money.minor, &target.per), (9_050, &Quantity::new(100, 0, "m")));
        assert_eq!(rope.required_on, Date::new(2026, 11, 28));
        assert_eq!(rope.note.as_deref(), Some("on a drum"));
        assert_eq!(request.lines[1].quantity, Quantity::new(6, 0, "piece"));
        assert_eq!(request.lines[1].target, None);
        assert_eq!(request.previous, Some("q_1".into()));
        assert_eq!(request.address, Some("ad_1".into()));
    }

    #[test]
    fn b2b_05_everything_that_is_wrong_is_told_with_its_line() {
        let bad = DraftLine {
            target: "1.234".into(),
            required_on: "tomorrow".into(),
            note: "x".repeat(LINE_NOTE_MAX + 1),
            ..line("", "six")
        };
        let draft = draft(vec![line("CUP", ""), bad]);
        let (cup, bad) = (draft.pages[0].lines[0].id, draft.pages[0].lines[1].id);
        let faults = sent(&draft).unwrap_err();
        let told: Vec<_> =
            faults.iter().map(|fault| (fault.line, fault.field.as_str(), fault.code)).collect();
        use FieldProblemCode as Code;
        assert_eq!(
            told,
            [
                (Some(cup), "quantity", Code::Required),
                (Some(bad), "sku", Code::Required),
                (Some(bad), "quantity", Code::Format),
                (Some(bad), "target", Code::Format),
                (Some(bad), "required_on", Code::Format),
                (Some(bad), "note", Code::TooLong),
            ]
        );
        assert_eq!(sent(&Draft::default()).unwrap_err()[0].field, "lines");
    }

    #[test]
    fn x_err_what_the_shop_says_goes_to_its_line() {
        let draft = draft(vec![line("A", "1"), line("B", "1")]);
        let second = draft.pages[0].lines[1].id;
        let problem = |field: &str| FieldProblem { field: field.into(), code: FieldProblemCode::OutOfRange };
        let told = faults_of(&[problem("lines.1.quantity"), problem("note"), problem("lines.7.sku")], &draft);
        let told: Vec<_> = told.iter().map(|fault| (fault.line, fault.field.as_str())).collect();
        assert_eq!(told, [(Some(second), "quantity"), (None, "note"), (None, "lines.7.sku")]);
        let whole = faults_of(&[problem("lines.0")], &draft);
        assert_eq!((whole[0].line, whole[0].field.as_str()), (Some(draft.pages[0].lines[0].id), "sku"));
    }
}
