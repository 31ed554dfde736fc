//! What stands in the way of an order, in words, and where it is mended (B2B-15). Plain rules.

use super::figures::quantity_words;
use super::order_choice::OrderChoice;
use crate::{platform::intl, text};
use fivefold_api::model::{Credit, OrderBlocker, QuantityBasis, QuoteLine, QuoteVersion};
use fivefold_api::vocabulary::{Money, QuoteLineId};

/// Where a blocker is mended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mend {
    /// The quantity of a line, on this page.
    Quantity(QuoteLineId),
    /// The choice of the address.
    Address,
    /// The company's own number.
    PoNumber,
    /// Orders that are not paid.
    Orders,
    /// The supplier: by a message on the quote.
    Supplier,
}

/// A blocker: what is the matter, and where it is mended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Blocked {
    /// In words, with the line or the rule by name.
    pub words: String,
    /// Where it is mended.
    pub mend: Mend,
}

/// What all blockers say.
pub fn blocked(blockers: &[OrderBlocker], version: &QuoteVersion, choice: &OrderChoice) -> Vec<Blocked> {
    blockers.iter().map(|blocker| one(blocker, version, choice)).collect()
}

fn one(blocker: &OrderBlocker, version: &QuoteVersion, choice: &OrderChoice) -> Blocked {
    use text::quote_order as words;
    let money = intl::format_money;
    let (words, mend) = match blocker {
        OrderBlocker::OutOfStock { line, sku, available } => {
            let known = version.lines.iter().find(|known| known.id == *line);
            let title = known.map_or(sku.as_str(), |known| known.title.as_str());
            let left = quantity_words(available);
            let words = if available.amount > 0 {
                words::block_stock(&left, sku.as_str(), title)
            } else {
                words::block_stock_none(sku.as_str(), title)
            };
            let is_raised = choice.quantities.iter().any(|typed| typed.line == *line);
            let mend = match known.filter(|known| is_raised && known.basis == QuantityBasis::OrMore) {
                Some(known) => Mend::Quantity(known.id.clone()),
                None => Mend::Supplier,
            };
            (words, mend)
        }
        OrderBlocker::BelowMinimum { minimum, subtotal } => {
            let mend = first_open(&version.lines).map_or(Mend::Supplier, Mend::Quantity);
            (words::block_minimum(&money(minimum), &money(subtotal)), mend)
        }
        OrderBlocker::AboveMaximum { maximum, subtotal } => {
            let raised =
                version.lines.iter().find(|line| choice.quantities.iter().any(|typed| typed.line == line.id));
            let mend = raised.map_or(Mend::Supplier, |line| Mend::Quantity(line.id.clone()));
            (words::block_maximum(&money(maximum), &money(subtotal)), mend)
        }
        OrderBlocker::OverCredit { credit, excess } => {
            let left = credit_left(credit).unwrap_or(Money::zero(credit.limit.currency));
            (words::block_credit(&money(excess), &money(&left), &money(&credit.limit)), Mend::Orders)
        }
        OrderBlocker::AddressMissing => (words::BLOCK_ADDRESS.get().to_owned(), Mend::Address),
        OrderBlocker::AddressNotServed { .. } => {
            (words::BLOCK_ADDRESS_NOT_SERVED.get().to_owned(), Mend::Address)
        }
        OrderBlocker::PoNumberMissing => (words::BLOCK_PO.get().to_owned(), Mend::PoNumber),
        _ => (words::BLOCK_UNKNOWN.get().to_owned(), Mend::Supplier),
    };
    Blocked { words, mend }
}

/// The first line of which more can be ordered.
fn first_open(lines: &[QuoteLine]) -> Option<QuoteLineId> {
    lines.iter().find(|line| line.basis == QuantityBasis::OrMore).map(|line| line.id.clone())
}

/// What a company may still owe; nothing is left of a credit that is overdrawn.
pub fn credit_left(credit: &Credit) -> Option<Money> {
    let used = Money::new(credit.used.minor.checked_neg()?, credit.used.currency);
    let left = credit.limit.plus(used)?;
    Some(Money::new(left.minor.max(0), left.currency))
}

#[cfg(test)]
pub(super) mod fixtures {
    use super::*;
    use fivefold_api::model::{PaymentTerms, QuoteParty, TaxBasis, VersionKind, VersionState};
    use fivefold_api::vocabulary::{Currency, Instant, Quantity, UnitPrice};

    pub(in super::super) fn euro(minor: i64) -> Money {
        Money::new(minor, Currency::iso("EUR").unwrap())
    }

    /// So many pieces at 10 euros each.
    pub(in super::super) fn line(id: &str, count: i64) -> QuoteLine {
        let price = UnitPrice { money: euro(1_000), per: Quantity::new(1, 0, "piece") };
        QuoteLine {
            id: id.into(),
            sku: ["SKU-", id].concat().as_str().into(),
            variant: None,
            product: None,
            title: ["Thing ", id].concat(),
            options: String::new(),
            picture: None,
            quantity: Quantity::new(count, 0, "piece"),
            basis: QuantityBasis::Fixed,
            catalogue: Some(price.clone()),
            target: None,
            price: Some(price),
            total: Some(euro(1_000 * count)),
            tax_rate: 1_900,
            required_on: None,
            lead_days: None,
            note: None,
            attachments: Vec::new(),
        }
    }

    pub(in super::super) fn version(lines: Vec<QuoteLine>) -> QuoteVersion {
        QuoteVersion {
            number: 2,
            kind: VersionKind::Offer,
            by: QuoteParty::Supplier,
            author: "Ines".to_owned(),
            at: Instant::from_millis(0),
            state: VersionState::Accepted,
            answers: Some(1),
            reason: None,
            lines,
            valid_until: Instant::parse("2026-12-24T11:00:00Z"),
            tax: TaxBasis::Excluded,
            shipping: Some(euro(900)),
            shipping_tax: 1_900,
            terms: PaymentTerms::Net { days: 30 },
            catalogue: None,
            totals: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::fixtures::{euro, line, version};
    use super::*;
    use fivefold_api::vocabulary::Quantity;

    fn credit() -> Credit {
        Credit { limit: euro(100_000), used: euro(90_000) }
    }

    fn all() -> Vec<OrderBlocker> {
        vec![
            OrderBlocker::OutOfStock {
                line: "l_2".into(),
                sku: "SKU-l_2".into(),
                available: Quantity::new(3, 0, "piece"),
            },
            OrderBlocker::OutOfStock {
                line: "l_1".into(),
                sku: "SKU-l_1".into(),
                available: Quantity::new(0, 0, "piece"),
            },
            OrderBlocker::BelowMinimum { minimum: euro(50_000), subtotal: euro(20_000) },
            OrderBlocker::AboveMaximum { maximum: euro(50_000), subtotal: euro(70_000) },
            OrderBlocker::OverCredit { credit: credit(), excess: euro(5_000) },
            OrderBlocker::AddressMissing,
            OrderBlocker::AddressNotServed { address: "a_1".into() },
            OrderBlocker::PoNumberMissing,
            OrderBlocker::Unknown,
        ]
    }

    #[test]
    fn b2b_15_every_blocker_names_its_line_or_rule() {
        let version = version(vec![line("l_1", 10), line("l_2", 10)]);
        let told = blocked(&all(), &version, &OrderChoice::default());
        let words: std::collections::BTreeSet<_> = told.iter().map(|one| one.words.as_str()).collect();
        assert_eq!(words.len(), all().len(), "each says something of its own");
        for part in ["Thing l_2", "SKU-l_2", "3 pieces"] {
            assert!(told[0].words.contains(part), "{}", told[0].words);
        }
        assert!(told[2].words.contains("500.00") && told[2].words.contains("200.00"));
        assert!(told[4].words.contains("50.00") && told[4].words.contains("100.00"));
    }

    #[test]
    fn b2b_15_a_blocker_leads_to_where_it_is_mended() {
        let open = QuoteLine { basis: QuantityBasis::OrMore, ..line("l_2", 10) };
        let version = version(vec![line("l_1", 10), open]);
        let mut choice = OrderChoice::default();
        let mends = |choice: &OrderChoice| -> Vec<Mend> {
            blocked(&all(), &version, choice).into_iter().map(|one| one.mend).collect()
        };
        let raise = Mend::Quantity("l_2".into());
        let rest = [Mend::Orders, Mend::Address, Mend::Address, Mend::PoNumber, Mend::Supplier];
        let first = [Mend::Supplier, Mend::Supplier, raise.clone(), Mend::Supplier];
        assert_eq!(mends(&choice), [&first[..], &rest[..]].concat());
        // What was raised can be lowered.
        choice.type_quantity(&"l_2".into(), "20".to_owned());
        let first = [raise.clone(), Mend::Supplier, raise.clone(), raise];
        assert_eq!(mends(&choice), [&first[..], &rest[..]].concat());
    }

    #[test]
    fn b2b_15_no_credit_is_left_of_one_that_is_overdrawn() {
        assert_eq!(credit_left(&credit()), Some(euro(10_000)));
        assert_eq!(credit_left(&Credit { limit: euro(1), used: euro(2) }), Some(euro(0)));
    }
}
