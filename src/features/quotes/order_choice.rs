//! What is typed and chosen to order an accepted quote. Plain rules.

use crate::platform::intl;
use fivefold_api::json::FromJson;
use fivefold_api::model::{
    FieldProblem, FieldProblemCode, LineQuantity, OrderQuote, PoRule, PreviewQuoteOrder, QuantityBasis,
    QuoteCheckout, QuoteLine, QuoteVersion,
};
use fivefold_api::rules::{DecimalMark, check_po_number, may_order, read_decimal};
use fivefold_api::vocabulary::{AddressId, Quantity, QuoteLineId};
use serde::{Deserialize, Serialize};

/// The path of the company's own number, in problems.
pub const PO_NUMBER: &str = "po_number";
/// The path of the address.
pub const ADDRESS: &str = "address";
/// The path of the quantities, with a dot.
const QUANTITIES: &str = "quantities.";
/// The id of the field of the company's own number.
pub const PO_FIELD: &str = "order-po";
/// The id of the choice of addresses.
pub const ADDRESS_CHOICE: &str = "order-address";

/// What is chosen so far. It is kept in this browser until the order is placed.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, FromJson)]
pub struct OrderChoice {
    /// The address; empty while none is chosen.
    #[serde(default)]
    pub address: String,
    /// The company's own number, as it is typed.
    #[serde(default)]
    pub po_number: String,
    /// What is typed for lines of which more can be ordered.
    #[serde(default)]
    pub quantities: Vec<TypedQuantity>,
}

/// What is typed for a line.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
pub struct TypedQuantity {
    /// The line.
    pub line: QuoteLineId,
    /// As it is typed.
    pub text: String,
}

/// The path of a line's quantity, in problems.
pub fn quantity_path(line: &QuoteLineId) -> String {
    [QUANTITIES, line.as_str()].concat()
}

/// The id of the field that a path is about.
pub fn field_of(path: &str) -> String {
    match path.strip_prefix(QUANTITIES) {
        Some(line) => ["order-quantity-", line].concat(),
        None if path == ADDRESS => ADDRESS_CHOICE.to_owned(),
        None => PO_FIELD.to_owned(),
    }
}

/// A path of the backend's as this page has it: quantities by their line, not by their place in what was sent.
pub fn own_path(path: &str, sent: &[LineQuantity]) -> String {
    let place = path.strip_prefix(QUANTITIES).and_then(|rest| rest.split('.').next());
    let line = place.and_then(|place| sent.get(place.parse::<usize>().ok()?));
    line.map_or_else(|| path.to_owned(), |line| quantity_path(&line.line))
}

impl OrderChoice {
    /// What is typed for a line, or what was quoted.
    pub fn quantity_text(&self, line: &QuoteLine) -> String {
        let typed = self.quantities.iter().find(|typed| typed.line == line.id);
        typed.map_or_else(
            || intl::format_decimal(line.quantity.amount, line.quantity.scale),
            |typed| typed.text.clone(),
        )
    }

    /// Types a quantity.
    pub fn type_quantity(&mut self, line: &QuoteLineId, text: String) {
        match self.quantities.iter_mut().find(|typed| typed.line == *line) {
            Some(typed) => typed.text = text,
            None => self.quantities.push(TypedQuantity { line: line.clone(), text }),
        }
    }

    /// How much of a line is wanted, where that is more than was quoted.
    ///
    /// # Errors
    /// When it is no quantity, or less than was quoted.
    pub fn raised(
        &self,
        line: &QuoteLine,
        mark: DecimalMark,
    ) -> Result<Option<LineQuantity>, FieldProblemCode> {
        let typed = self.quantities.iter().find(|typed| typed.line == line.id);
        let Some(typed) = typed.filter(|_| line.basis == QuantityBasis::OrMore) else { return Ok(None) };
        if typed.text.trim().is_empty() {
            return Err(FieldProblemCode::Required);
        }
        let (amount, scale) = read_decimal(&typed.text, mark).ok_or(FieldProblemCode::Format)?;
        let quantity = Quantity::new(amount, scale, &line.quantity.unit);
        // In the digits of the quote where they are enough.
        let quantity = match quantity.at_scale(line.quantity.scale) {
            Some(amount) => Quantity::new(amount, line.quantity.scale, &line.quantity.unit),
            None => quantity,
        };
        if !may_order(line, &quantity) {
            // What else is out of range only the backend knows.
            return Err(FieldProblemCode::TooShort);
        }
        Ok((quantity != line.quantity).then(|| LineQuantity { line: line.id.clone(), quantity }))
    }

    /// What is wrong with the quantities and the number.
    pub fn problems(&self, version: &QuoteVersion, rule: PoRule, mark: DecimalMark) -> Vec<FieldProblem> {
        let quantity = |line: &QuoteLine| {
            let code = self.raised(line, mark).err()?;
            Some(FieldProblem { field: quantity_path(&line.id), code })
        };
        let po = check_po_number(&self.po_number, rule);
        let po = po.map(|code| FieldProblem { field: PO_NUMBER.to_owned(), code });
        version.lines.iter().filter_map(quantity).chain(po).collect()
    }

    /// What the backend is asked. What is wrong is left out: it is told beside its field.
    pub fn preview(&self, version: &QuoteVersion, mark: DecimalMark) -> PreviewQuoteOrder {
        let po_number = self.po_number();
        let is_right =
            po_number.as_deref().is_none_or(|number| check_po_number(number, PoRule::Optional).is_none());
        PreviewQuoteOrder {
            address: self.address(),
            po_number: po_number.filter(|_| is_right),
            quantities: self.quantities_of(version, mark),
        }
    }

    /// The order, for what was seen. `None` without an address.
    pub fn order(
        &self,
        version: &QuoteVersion,
        seen: &QuoteCheckout,
        mark: DecimalMark,
    ) -> Option<OrderQuote> {
        Some(OrderQuote {
            number: seen.number,
            address: self.address()?,
            po_number: self.po_number(),
            quantities: self.quantities_of(version, mark),
            expected_total: seen.totals.total,
        })
    }

    fn address(&self) -> Option<AddressId> {
        (!self.address.is_empty()).then(|| AddressId(self.address.clone()))
    }

    fn po_number(&self) -> Option<String> {
        let number = self.po_number.trim();
        (!number.is_empty()).then(|| number.to_owned())
    }

    fn quantities_of(&self, version: &QuoteVersion, mark: DecimalMark) -> Vec<LineQuantity> {
        version.lines.iter().filter_map(|line| self.raised(line, mark).ok().flatten()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::blockers::fixtures::{line, version};
    use super::*;

    fn typed(basis: QuantityBasis, text: &str) -> Result<Option<Quantity>, FieldProblemCode> {
        let mut choice = OrderChoice::default();
        let line = QuoteLine { basis, ..line("l_1", 10) };
        choice.type_quantity(&line.id, text.to_owned());
        choice.raised(&line, DecimalMark::Point).map(|raised| raised.map(|raised| raised.quantity))
    }

    #[test]
    fn b2b_15_more_is_ordered_only_where_the_offer_says_so() {
        use FieldProblemCode as P;
        let pieces = |count| -> Result<_, P> { Ok(Some(Quantity::new(count, 0, "piece"))) };
        assert_eq!(typed(QuantityBasis::OrMore, "12"), pieces(12));
        assert_eq!(typed(QuantityBasis::OrMore, " 1,200 "), pieces(1_200));
        assert_eq!(typed(QuantityBasis::OrMore, "10"), Ok(None), "as quoted is not raised");
        assert_eq!(typed(QuantityBasis::OrMore, "9"), Err(P::TooShort));
        assert_eq!(typed(QuantityBasis::OrMore, ""), Err(P::Required));
        assert_eq!(typed(QuantityBasis::OrMore, "=12"), Err(P::Format));
        assert_eq!(typed(QuantityBasis::Fixed, "12"), Ok(None), "what is fixed cannot be typed");
    }

    #[test]
    fn b2b_19_a_number_is_needed_only_where_the_company_wants_one() {
        let choice = OrderChoice::default();
        let fields = |rule| choice.problems(&version(vec![line("l_1", 10)]), rule, DecimalMark::Point).len();
        assert_eq!((fields(PoRule::Required), fields(PoRule::Optional)), (1, 0));
    }

    #[test]
    fn b2b_15_what_is_wrong_is_not_asked_for() {
        let line = QuoteLine { basis: QuantityBasis::OrMore, ..line("l_1", 10) };
        let mut choice = OrderChoice { po_number: "x".repeat(41), ..OrderChoice::default() };
        choice.type_quantity(&line.id, "3".to_owned());
        assert_eq!(choice.preview(&version(vec![line]), DecimalMark::Point), PreviewQuoteOrder::default());
    }

    #[test]
    fn b2b_15_what_the_shop_finds_wrong_is_told_at_its_line() {
        let quantity = Quantity::new(12, 0, "piece");
        let sent = [LineQuantity { line: "l_7".into(), quantity }];
        assert_eq!(own_path("quantities.0.quantity", &sent), "quantities.l_7");
        assert_eq!(own_path("quantities.1.quantity", &sent), "quantities.1.quantity");
        assert_eq!(own_path("po_number", &sent), PO_NUMBER);
        assert_eq!(field_of("quantities.l_7"), "order-quantity-l_7");
        assert_eq!((field_of(ADDRESS).as_str(), field_of(PO_NUMBER).as_str()), (ADDRESS_CHOICE, PO_FIELD));
    }

    #[test]
    fn b2b_15_what_was_typed_is_read_again() {
        let mut choice = OrderChoice { po_number: "PO 7".to_owned(), ..OrderChoice::default() };
        choice.type_quantity(&"l_1".into(), "12".to_owned());
        let text = serde_json::to_string(&choice).unwrap();
        assert_eq!(fivefold_api::json::from_str::<OrderChoice>(&text).unwrap(), choice);
    }
}
