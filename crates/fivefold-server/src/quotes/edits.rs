//! What one side wants changed in lines: of an offer in a counter, of the request in an answer.

use super::{
    faults::{Faults, price_fault, wanted_fault},
    wholesale::Assortment,
};
use crate::problem::Answer;
use fivefold_api::{
    model::{FieldProblemCode, LineEdit, QuoteLine},
    rules::line_total,
    vocabulary::{Currency, QuoteLineId},
};
use std::collections::{HashMap, HashSet};

/// What edits may be about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Editing {
    /// Prices, quantities and dates.
    Offer,
    /// Quantities and dates: a request has no prices.
    Request,
}

/// Changes lines as wanted.
///
/// # Errors
/// When an edit is about no line, about one that another edit is about, about nothing, or wants what cannot be. Fields
/// are named `edits.0.quantity`.
pub(super) fn apply(
    lines: &mut [QuoteLine],
    edits: &[LineEdit],
    editing: Editing,
    currency: Currency,
    assortment: &Assortment,
) -> Answer<()> {
    let places: HashMap<QuoteLineId, usize> =
        lines.iter().enumerate().map(|(place, line)| (line.id.clone(), place)).collect();
    let mut edited = HashSet::new();
    let mut faults = Faults::default();
    for (at, edit) in edits.iter().enumerate() {
        let field = |name: &str| format!("edits.{at}.{name}");
        let place = places.get(&edit.line).copied().filter(|place| edited.insert(*place));
        let Some(line) = place.and_then(|place| lines.get_mut(place)) else {
            faults.add(field("line"), FieldProblemCode::NotAllowed);
            continue;
        };
        if edit.price.is_none() && edit.quantity.is_none() && edit.required_on.is_none() {
            faults.add(format!("edits.{at}"), FieldProblemCode::Required);
        }
        if let Some(price) = &edit.price {
            let fault = match editing {
                Editing::Offer => price_fault(currency, &line.quantity.unit, price),
                Editing::Request => Some(FieldProblemCode::NotAllowed),
            };
            match fault {
                Some(code) => faults.add(field("price"), code),
                None => line.price = Some(price.clone()),
            }
        }
        if let Some(quantity) = &edit.quantity {
            match wanted_fault(assortment.item(&line.sku), &line.quantity.unit, quantity) {
                Some(code) => faults.add(field("quantity"), code),
                None => line.quantity = quantity.clone(),
            }
        }
        if edit.required_on.is_some() {
            line.required_on = edit.required_on;
        }
        line.total = line.price.as_ref().and_then(|price| line_total(price, &line.quantity));
        if line.price.is_some() && line.total.is_none() {
            faults.add(field("quantity"), FieldProblemCode::OutOfRange);
        }
    }
    faults.none()
}
