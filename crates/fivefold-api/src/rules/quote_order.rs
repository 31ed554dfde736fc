//! Ordering an accepted quote: when it is paid, what stands in the way, the company's own numbers. And the limits of
//! messages and files.

use crate::model::{
    Credit, FieldProblemCode, OrderBlocker, PaymentTerms, PoRule, ProblemKind, QuantityBasis, QuoteLine,
};
use crate::vocabulary::{AddressId, Date, Money, Quantity, QuoteLineId};
use std::cmp::Ordering;

/// The most characters of a company's own number.
pub const PO_NUMBER_MAX: usize = 40;
/// The most characters of a message, a question, an answer, a reason.
pub const MESSAGE_MAX: usize = 2_000;
/// The most characters of a line's note.
pub const LINE_NOTE_MAX: usize = 500;
/// The most files of a message or a line.
pub const ATTACHMENTS_MAX: usize = 5;
/// The most files of all lines of a request.
pub const QUOTE_FILES_MAX: usize = 200;
/// The most bytes of a file: 10 MiB.
pub const ATTACHMENT_BYTES_MAX: u64 = 10 * 1024 * 1024;
/// The types of files that are taken. What a file is, the backend finds out for itself.
pub const ATTACHMENT_TYPES: &[&str] = &[
    "application/pdf",
    "image/jpeg",
    "image/png",
    "image/webp",
    "text/csv",
    "text/plain",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
];

/// The day by which an order is paid, from the day it was ordered on, both in the supplier's zone (B2B-19). `None` for
/// what is paid before it is sent, and for terms nobody knows.
#[must_use]
pub fn due_on(terms: &PaymentTerms, ordered_on: Date) -> Option<Date> {
    let later = |date: Date, days: u32| date.plus_days(i32::try_from(days).unwrap_or(i32::MAX));
    match terms {
        PaymentTerms::Net { days } => Some(later(ordered_on, *days)),
        PaymentTerms::EndOfMonth { days } => Some(later(ordered_on.first_of_month(1).plus_days(-1), *days)),
        PaymentTerms::Prepayment | PaymentTerms::Unknown => None,
    }
}

/// What is wrong with a company's own number.
#[must_use]
pub fn check_po_number(number: &str, rule: PoRule) -> Option<FieldProblemCode> {
    let number = number.trim();
    if number.is_empty() {
        return (rule == PoRule::Required).then_some(FieldProblemCode::Required);
    }
    if number.chars().count() > PO_NUMBER_MAX {
        return Some(FieldProblemCode::TooLong);
    }
    number.chars().any(char::is_control).then_some(FieldProblemCode::Format)
}

/// What two numbers have in common that a person would take for the same: case, spaces and dashes do not matter.
#[must_use]
pub fn po_key(number: &str) -> String {
    number.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// What is wrong with a file by what its sender says of it: the problem the backend would refuse it with.
#[must_use]
pub fn check_attachment(media_type: &str, bytes: u64) -> Option<ProblemKind> {
    let essence = media_type.split(';').next().unwrap_or_default().trim();
    if !ATTACHMENT_TYPES.iter().any(|known| known.eq_ignore_ascii_case(essence)) {
        return Some(ProblemKind::UnsupportedMedia);
    }
    (bytes > ATTACHMENT_BYTES_MAX).then_some(ProblemKind::TooLarge)
}

/// Whether so much of a line can be ordered: what was quoted, or more where that is allowed.
#[must_use]
pub fn may_order(line: &QuoteLine, quantity: &Quantity) -> bool {
    match quantity.compare(&line.quantity) {
        Some(Ordering::Equal) => true,
        Some(Ordering::Greater) => line.basis == QuantityBasis::OrMore,
        Some(Ordering::Less) | None => false,
    }
}

/// What is known of an order before it is placed.
#[derive(Debug, Clone)]
pub struct OrderFacts<'a> {
    /// Each line with how much is ordered and how much is there; `None` for what is made to order.
    pub lines: &'a [(&'a QuoteLine, Quantity, Option<Quantity>)],
    /// What the lines come to, without tax and shipping.
    pub subtotal: Money,
    /// What it comes to in all.
    pub total: Money,
    /// The least and the most that the company orders.
    pub limits: (Option<Money>, Option<Money>),
    /// What the company may owe.
    pub credit: Option<&'a Credit>,
    /// When it is paid.
    pub terms: &'a PaymentTerms,
    /// Where it goes, and whether anything is delivered there.
    pub address: Option<(&'a AddressId, bool)>,
    /// Whether the company's own number is needed.
    pub po_rule: PoRule,
    /// That number.
    pub po_number: &'a str,
}

/// What stands in the way of an order (B2B-15), each line and rule by name. Nothing: it can be placed.
#[must_use]
pub fn order_blockers(facts: &OrderFacts<'_>) -> Vec<OrderBlocker> {
    let mut blockers: Vec<OrderBlocker> = facts
        .lines
        .iter()
        .filter_map(|(line, wanted, available)| {
            let available = available.as_ref()?;
            let is_there = matches!(available.compare(wanted), Some(Ordering::Equal | Ordering::Greater));
            let id: &QuoteLineId = &line.id;
            (!is_there).then(|| OrderBlocker::OutOfStock {
                line: id.clone(),
                sku: line.sku.clone(),
                available: available.clone(),
            })
        })
        .collect();
    let subtotal = facts.subtotal;
    let (minimum, maximum) = facts.limits;
    if let Some(minimum) = minimum.filter(|least| !is_at_most(*least, subtotal)) {
        blockers.push(OrderBlocker::BelowMinimum { minimum, subtotal });
    }
    if let Some(maximum) = maximum.filter(|most| !is_at_most(subtotal, *most)) {
        blockers.push(OrderBlocker::AboveMaximum { maximum, subtotal });
    }
    blockers.extend(over_credit(facts));
    match facts.address {
        None => blockers.push(OrderBlocker::AddressMissing),
        Some((address, false)) => {
            blockers.push(OrderBlocker::AddressNotServed { address: address.clone() });
        }
        Some((_, true)) => {}
    }
    if facts.po_rule == PoRule::Required && facts.po_number.trim().is_empty() {
        blockers.push(OrderBlocker::PoNumberMissing);
    }
    blockers
}

/// Amounts of two currencies do not compare, so that no limit is kept by them.
fn is_at_most(amount: Money, limit: Money) -> bool {
    amount.currency == limit.currency && amount.minor <= limit.minor
}

/// On account nothing is bought without credit. Prepayment owes nothing.
fn over_credit(facts: &OrderFacts<'_>) -> Option<OrderBlocker> {
    if *facts.terms == PaymentTerms::Prepayment {
        return None;
    }
    let zero = Money::zero(facts.total.currency);
    let credit = facts.credit.cloned().unwrap_or(Credit { limit: zero, used: zero });
    if credit.limit.currency != facts.total.currency || credit.used.currency != facts.total.currency {
        return Some(OrderBlocker::OverCredit { credit, excess: facts.total });
    }
    let owed = i128::from(credit.used.minor) + i128::from(facts.total.minor);
    let excess = owed - i128::from(credit.limit.minor);
    (excess > 0).then(|| {
        let excess = Money::new(i64::try_from(excess).unwrap_or(i64::MAX), facts.total.currency);
        OrderBlocker::OverCredit { credit, excess }
    })
}

#[cfg(test)]
#[path = "quote_order_tests.rs"]
mod tests;
