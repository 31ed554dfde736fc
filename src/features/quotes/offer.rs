//! What a supplier types to make an offer, and what is sent of it (B2B-08). Plain rules: where a number is wrong, and how
//! a percentage becomes prices.

use crate::platform::intl;
use fivefold_api::model::{
    FieldProblem, FieldProblemCode, OfferLine, OfferQuote, PaymentTerms, QuantityBasis, QuoteLine,
    QuoteVersion, TaxBasis, Totals,
};
use fivefold_api::rules::{DecimalMark, line_total, quote_totals, read_decimal};
use fivefold_api::vocabulary::{Currency, Instant, Money, Quantity, QuoteLineId, UnitPrice};

/// The path of the price in problems.
pub const PRICE: &str = "price";
/// The path of the quantity.
pub const QUANTITY: &str = "quantity";
/// The path of the time until it is sent.
pub const LEAD: &str = "lead_days";
/// The path of all lines.
pub const LINES: &str = "lines";
/// The path of the end of the offer.
pub const VALID_UNTIL: &str = "valid_until";
/// The path of what delivery costs.
pub const SHIPPING: &str = "shipping";
/// The path of the tax on that.
pub const SHIPPING_TAX: &str = "shipping_tax";
/// The path of the days of the terms.
pub const TERMS: &str = "terms";
/// A hundred percent in hundredths of one.
const WHOLE: i64 = 10_000;

/// An offer as it is typed.
#[derive(Debug, Clone, PartialEq)]
pub struct OfferDraft {
    /// The number of the version that it answers; 0 before it is begun.
    pub number: u32,
    /// Its lines.
    pub lines: Vec<DraftLine>,
    /// How taxes go with the prices.
    pub tax: TaxBasis,
    /// What delivery costs.
    pub shipping: String,
    /// The tax on that, in percent.
    pub shipping_tax: String,
    /// When it is paid.
    pub terms: TermsKind,
    /// How many days that takes.
    pub days: String,
    /// Until when it stands, as a `datetime-local` field has it.
    pub valid_until: String,
    /// What else there is to say.
    pub reason: String,
}

/// One line as it is typed.
#[derive(Debug, Clone, PartialEq)]
pub struct DraftLine {
    /// What it answers.
    pub line: QuoteLine,
    /// Whether it is offered at all.
    pub is_offered: bool,
    /// What it costs.
    pub price: String,
    /// What that is for.
    pub per: Quantity,
    /// How much.
    pub quantity: String,
    /// Whether more can be ordered at the same price.
    pub basis: QuantityBasis,
    /// How many days after the order it is sent; may be empty.
    pub lead_days: String,
}

/// The kinds of terms that can be offered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TermsKind {
    /// Before it is sent.
    Prepayment,
    /// So many days after the order.
    Net,
    /// So many days after the end of its month.
    EndOfMonth,
}

impl TermsKind {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Prepayment, Self::Net, Self::EndOfMonth];

    /// Its name in a form.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Prepayment => "prepayment",
            Self::Net => "net",
            Self::EndOfMonth => "end_of_month",
        }
    }

    /// The kind with a name.
    pub fn of_name(name: &str) -> Self {
        Self::ALL.into_iter().find(|kind| kind.name() == name).unwrap_or(Self::Prepayment)
    }
}

/// What it takes to read what is typed.
pub struct Reading<'a> {
    /// The mark before decimals.
    pub mark: DecimalMark,
    /// The moment that a `datetime-local` field names, in milliseconds since 1970.
    pub moment: &'a dyn Fn(&str) -> Option<i64>,
    /// What time it is for the server.
    pub now: Option<Instant>,
}

/// The path of a part of a line, in problems.
pub fn line_path(line: &QuoteLineId, part: &str) -> String {
    [LINES, ".", line.as_str(), ".", part].concat()
}

/// A path of the backend's as this page has it: lines by their id, not by their place in what was sent.
pub fn own_path(path: &str, sent: &[QuoteLineId]) -> String {
    let line = path.strip_prefix("lines.").and_then(|rest| {
        let (place, part) = rest.split_once('.')?;
        Some(line_path(sent.get(place.parse::<usize>().ok()?)?, part))
    });
    line.unwrap_or_else(|| path.to_owned())
}

/// A share in hundredths of a percent, from 0 to 100 %.
pub fn read_percent(text: &str, mark: DecimalMark) -> Option<i64> {
    let (amount, scale) = read_decimal(text, mark)?;
    Quantity::new(amount, scale, "%").at_scale(2).filter(|points| *points <= WHOLE)
}

/// An amount without a share of it in hundredths of a percent, rounded half away from zero (X-MONEY).
pub fn cut(amount: Money, points: i64) -> Option<Money> {
    let (rest, whole) = (i128::from(WHOLE - points), i128::from(WHOLE));
    let exact = i128::from(amount.minor) * rest;
    let rounded = (exact.abs() * 2 + whole) / (whole * 2) * exact.signum();
    i64::try_from(rounded).ok().map(|minor| Money::new(minor, amount.currency))
}

impl Default for OfferDraft {
    /// One that is not begun.
    fn default() -> Self {
        Self {
            number: 0,
            lines: Vec::new(),
            tax: TaxBasis::Excluded,
            shipping: String::new(),
            shipping_tax: String::new(),
            terms: TermsKind::Prepayment,
            days: String::new(),
            valid_until: String::new(),
            reason: String::new(),
        }
    }
}

impl OfferDraft {
    /// An answer to a version: its prices where it has some, else those of the catalogue.
    pub fn answering(version: &QuoteVersion, currency: Currency, valid_until: String) -> Self {
        let (terms, days) = match version.terms {
            PaymentTerms::Net { days } => (TermsKind::Net, days.to_string()),
            PaymentTerms::EndOfMonth { days } => (TermsKind::EndOfMonth, days.to_string()),
            _ => (TermsKind::Prepayment, "30".to_owned()),
        };
        let shipping = version.shipping.unwrap_or(Money::zero(currency));
        // Delivery is taxed as what is delivered, and of several as the highest.
        let highest = version.lines.iter().map(|line| line.tax_rate).max().unwrap_or_default();
        let shipping_tax = if version.shipping.is_some() { version.shipping_tax } else { highest };
        Self {
            number: version.number,
            lines: version.lines.iter().cloned().map(DraftLine::answering).collect(),
            tax: if version.tax == TaxBasis::Unknown { TaxBasis::Excluded } else { version.tax },
            shipping: money_text(shipping),
            shipping_tax: intl::format_decimal(i64::from(shipping_tax), 2),
            terms,
            days,
            valid_until,
            reason: String::new(),
        }
    }

    /// Whether it answers a version.
    pub const fn is_begun(&self) -> bool {
        self.number > 0
    }

    /// Takes a share off the catalogue's price of every line that has one. How many those are.
    pub fn take_off(&mut self, points: i64) -> usize {
        let mut count = 0;
        for line in &mut self.lines {
            if let Some(catalogue) = &line.line.catalogue
                && let Some(price) = cut(catalogue.money, points)
            {
                line.price = money_text(price);
                line.per = catalogue.per.clone();
                count += 1;
            }
        }
        count
    }

    /// The offer.
    ///
    /// # Errors
    /// Everything that is wrong, in the order of the form.
    pub fn offer(&self, currency: Currency, reading: &Reading<'_>) -> Result<OfferQuote, Vec<FieldProblem>> {
        let mut faults = Faults(Vec::new());
        let mark = reading.mark;
        let mut lines = Vec::with_capacity(self.lines.len());
        for draft in self.lines.iter().filter(|draft| draft.is_offered) {
            lines.extend(draft.offer(currency, mark, &mut faults));
        }
        if self.lines.iter().all(|draft| !draft.is_offered) {
            faults.add(LINES, FieldProblemCode::Required);
        }
        let shipping = faults.take(SHIPPING, read_money(&self.shipping, currency, mark));
        let shipping_tax =
            read_percent(&self.shipping_tax, mark).and_then(|points| u32::try_from(points).ok());
        let shipping_tax = faults.take(SHIPPING_TAX, shipping_tax.ok_or(FieldProblemCode::Format));
        let terms = faults.take(TERMS, self.payment());
        let valid_until = faults.take(VALID_UNTIL, self.end(reading));
        let reason = self.reason.trim();
        match (shipping, shipping_tax, terms, valid_until) {
            (Some(shipping), Some(shipping_tax), Some(terms), Some(valid_until)) if faults.0.is_empty() => {
                Ok(OfferQuote {
                    lines,
                    valid_until,
                    tax: self.tax,
                    shipping,
                    shipping_tax,
                    terms,
                    reason: (!reason.is_empty()).then(|| reason.to_owned()),
                })
            }
            _ => Err(faults.0),
        }
    }

    /// What it would come to, by the rule that the backend sums it up with. `None` while something is wrong.
    pub fn comes_to(&self, currency: Currency, mark: DecimalMark) -> Option<Totals> {
        let offered = |draft: &&DraftLine| draft.is_offered;
        let lines: Option<Vec<QuoteLine>> =
            self.lines.iter().filter(offered).map(|draft| draft.priced(currency, mark)).collect();
        let shipping = read_money(&self.shipping, currency, mark).ok()?;
        let shipping_tax = u32::try_from(read_percent(&self.shipping_tax, mark)?).ok()?;
        quote_totals(&lines?, Some(shipping), shipping_tax, self.tax)
    }

    fn payment(&self) -> Result<PaymentTerms, FieldProblemCode> {
        let days = || self.days.trim().parse::<u32>().map_err(|_| FieldProblemCode::Format);
        Ok(match self.terms {
            TermsKind::Prepayment => PaymentTerms::Prepayment,
            TermsKind::Net => PaymentTerms::Net { days: days()? },
            TermsKind::EndOfMonth => PaymentTerms::EndOfMonth { days: days()? },
        })
    }

    fn end(&self, reading: &Reading<'_>) -> Result<Instant, FieldProblemCode> {
        let until = (reading.moment)(&self.valid_until).ok_or(FieldProblemCode::Required)?;
        let until = Instant::from_millis(until);
        if reading.now.is_some_and(|now| until <= now) {
            Err(FieldProblemCode::OutOfRange)
        } else {
            Ok(until)
        }
    }
}

impl DraftLine {
    fn answering(line: QuoteLine) -> Self {
        let known = line.price.as_ref().or(line.catalogue.as_ref());
        let per = known.or(line.target.as_ref()).map(|price| price.per.clone());
        Self {
            is_offered: true,
            price: known.map(|price| money_text(price.money)).unwrap_or_default(),
            per: per.unwrap_or_else(|| Quantity::new(1, 0, &line.quantity.unit)),
            quantity: intl::format_decimal(line.quantity.amount, line.quantity.scale),
            basis: line.basis,
            lead_days: line.lead_days.map(|days| days.to_string()).unwrap_or_default(),
            line,
        }
    }

    fn offer(&self, currency: Currency, mark: DecimalMark, faults: &mut Faults) -> Option<OfferLine> {
        let path = |part| line_path(&self.line.id, part);
        let price = faults.take(&path(PRICE), read_money(&self.price, currency, mark));
        let quantity = faults.take(&path(QUANTITY), self.amount(mark));
        let lead_days = faults.take(&path(LEAD), self.lead());
        Some(OfferLine {
            line: Some(self.line.id.clone()),
            sku: self.line.sku.clone(),
            quantity: quantity?,
            basis: self.basis,
            price: UnitPrice { money: price?, per: self.per.clone() },
            tax_rate: self.line.tax_rate,
            lead_days: lead_days?,
            note: self.line.note.clone(),
        })
    }

    fn priced(&self, currency: Currency, mark: DecimalMark) -> Option<QuoteLine> {
        let money = read_money(&self.price, currency, mark).ok()?;
        let (price, quantity) = (UnitPrice { money, per: self.per.clone() }, self.amount(mark).ok()?);
        let total = line_total(&price, &quantity);
        Some(QuoteLine { total, quantity, price: Some(price), ..self.line.clone() })
    }

    fn amount(&self, mark: DecimalMark) -> Result<Quantity, FieldProblemCode> {
        let known = &self.line.quantity;
        let (amount, scale) = read_number(&self.quantity, mark)?;
        let typed = Quantity::new(amount, scale, &known.unit);
        match typed.at_scale(known.scale) {
            _ if typed.amount <= 0 => Err(FieldProblemCode::OutOfRange),
            Some(amount) => Ok(Quantity::new(amount, known.scale, &known.unit)),
            None => Ok(typed),
        }
    }

    fn lead(&self) -> Result<Option<u32>, FieldProblemCode> {
        match self.lead_days.trim() {
            "" => Ok(None),
            days => days.parse().map(Some).map_err(|_| FieldProblemCode::Format),
        }
    }
}

/// What is wrong, as it is found.
struct Faults(Vec<FieldProblem>);

impl Faults {
    fn add(&mut self, field: &str, code: FieldProblemCode) {
        self.0.push(FieldProblem { field: field.to_owned(), code });
    }

    fn take<T>(&mut self, field: &str, read: Result<T, FieldProblemCode>) -> Option<T> {
        read.map_err(|code| self.add(field, code)).ok()
    }
}

fn money_text(money: Money) -> String {
    intl::format_decimal(money.minor, money.currency.exponent())
}

fn read_number(text: &str, mark: DecimalMark) -> Result<(i64, u8), FieldProblemCode> {
    if text.trim().is_empty() {
        return Err(FieldProblemCode::Required);
    }
    read_decimal(text, mark).ok_or(FieldProblemCode::Format)
}

/// An amount with at most the decimals of its currency.
fn read_money(text: &str, currency: Currency, mark: DecimalMark) -> Result<Money, FieldProblemCode> {
    let (amount, scale) = read_number(text, mark)?;
    let minor = Quantity::new(amount, scale, "").at_scale(currency.exponent());
    minor.map(|minor| Money::new(minor, currency)).ok_or(FieldProblemCode::Format)
}

#[cfg(test)]
#[path = "offer_tests.rs"]
mod tests;
