//! What an order of an accepted quote would be: its lines at the prices of the offer, and everything else looked at anew
//! (B2B-15).

use super::{
    companies,
    faults::wanted_fault,
    wholesale::{self, Assortment},
};
use crate::{
    buying::{number_of, quoted::Taken},
    markets::MARKETS,
    problem::{Answer, Refused},
    store::{
        companies as company_store, companies::CompanyRow, holds::VARIANT, quote_orders, quote_versions,
        quotes::QuoteRow,
    },
};
use fivefold_api::{
    model::{
        Address, CompanyAddress, Credit, FieldProblemCode, LineQuantity, OrderBlocker, PaymentTerms, PoRule,
        PoUse, ProblemKind, QuoteLine, QuoteOrderLine, QuoteVersion, Totals,
    },
    rules::{
        OrderFacts, QUANTITY_MAX, check_address, check_po_number, due_on, goods_without_tax, line_total,
        may_order, order_blockers, po_key, quote_totals,
    },
    vocabulary::{AddressId, Date, Instant, Quantity, QuoteLineId, Sku},
};
use jiff::{Timestamp, tz::TimeZone};
use sqlx::SqliteConnection;
use std::{cmp::Ordering, collections::HashMap};

/// What is chosen for an order.
pub(super) struct Wish<'a> {
    pub(super) address: Option<&'a AddressId>,
    pub(super) po_number: &'a str,
    pub(super) quantities: &'a [LineQuantity],
}

/// An order as it would be.
pub(super) struct Computed {
    /// The number of the offer.
    pub(super) offer: u32,
    pub(super) lines: Vec<QuoteOrderLine>,
    pub(super) totals: Totals,
    pub(super) terms: PaymentTerms,
    pub(super) due_on: Option<Date>,
    pub(super) company: CompanyRow,
    pub(super) credit: Option<Credit>,
    pub(super) addresses: Vec<CompanyAddress>,
    /// The chosen one.
    pub(super) address: Option<Address>,
    pub(super) po_uses: Vec<PoUse>,
    pub(super) blockers: Vec<OrderBlocker>,
    pub(super) takes: Vec<Taken>,
    pub(super) lead_days: u32,
    pub(super) until: Instant,
}

impl Computed {
    /// Computes an order of the offer that counts, whose time is not over.
    pub(super) async fn read(
        connection: &mut SqliteConnection,
        row: &QuoteRow,
        wish: &Wish<'_>,
        now: Instant,
    ) -> Answer<Self> {
        let gone = |what: &str| Refused::internal(format_args!("{} has no {what}", row.id));
        let number = row.offer.ok_or_else(|| gone("offer"))?;
        let until = row.valid_until.ok_or_else(|| gone("end"))?;
        let offer = quote_versions::find(connection, &row.id, number).await?.ok_or_else(|| gone("offer"))?;
        let company = company_store::find(connection, &row.company).await?.ok_or_else(|| gone("company"))?;
        let skus: Vec<Sku> = offer.lines.iter().map(|line| line.sku.clone()).collect();
        let sold = wholesale::resolve(connection, &company, &skus, &row.locale).await?;
        let wanted = wanted(&offer, wish.quantities, &sold)?;
        let priced = priced(&offer, &wanted).ok_or_else(|| gone("price"))?;
        let totals = quote_totals(&priced, offer.shipping, offer.shipping_tax, offer.tax);
        let sums = totals.zip(goods_without_tax(&priced, offer.tax));
        let (totals, subtotal) = sums.ok_or_else(|| too_much(wish.quantities))?;
        let shelf = shelf(&offer, &wanted, &sold);
        let credit = companies::credit(connection, &company).await?;
        let addresses = company_store::addresses(connection, &company.id).await?;
        let chosen = match wish.address {
            None => None,
            Some(id) => Some(
                addresses
                    .iter()
                    .find(|known| known.id == *id)
                    .ok_or_else(|| Refused::field("address", FieldProblemCode::NotAllowed))?,
            ),
        };
        if let Some(code) = check_po_number(wish.po_number, PoRule::Optional) {
            return Err(Refused::field("po_number", code));
        }
        let lines: Vec<(&QuoteLine, Quantity, Option<Quantity>)> = offer
            .lines
            .iter()
            .zip(&wanted)
            .zip(shelf.available)
            .map(|((line, wanted), available)| (line, wanted.clone(), available))
            .collect();
        let blockers = order_blockers(&OrderFacts {
            lines: &lines,
            subtotal,
            total: totals.total,
            limits: companies::order_limits(&company),
            credit: credit.as_ref(),
            terms: &offer.terms,
            address: chosen.map(|known| (&known.id, is_served(&known.address))),
            po_rule: company.po_rule,
            po_number: wish.po_number,
        });
        let today = today(&row.supplier.zone, now)?;
        Ok(Self {
            offer: number,
            due_on: due_on(&offer.terms, today),
            lead_days: offer.lines.iter().filter_map(|line| line.lead_days).max().unwrap_or_default(),
            address: chosen.map(|known| known.address.clone()),
            po_uses: po_uses(connection, &company.id, wish.po_number).await?,
            lines: ordered(&priced).ok_or_else(|| gone("price"))?,
            terms: offer.terms,
            takes: shelf.takes,
            totals,
            company,
            credit,
            addresses,
            blockers,
            until,
        })
    }
}

/// How much of each line is ordered: what was quoted, or more where the offer says so and the rule of the number allows.
fn wanted(offer: &QuoteVersion, quantities: &[LineQuantity], sold: &Assortment) -> Answer<Vec<Quantity>> {
    let places: HashMap<&QuoteLineId, usize> =
        offer.lines.iter().enumerate().map(|(place, line)| (&line.id, place)).collect();
    let mut wanted: Vec<Quantity> = offer.lines.iter().map(|line| line.quantity.clone()).collect();
    for (index, LineQuantity { line, quantity }) in quantities.iter().enumerate() {
        let wrong = |field: &str, code| Refused::field(format!("quantities.{index}.{field}"), code);
        let place = *places.get(line).ok_or_else(|| wrong("line", FieldProblemCode::NotAllowed))?;
        let quoted = &offer.lines[place];
        if !may_order(quoted, quantity) {
            return Err(wrong("quantity", FieldProblemCode::NotAllowed));
        }
        let is_more = quantity.compare(&quoted.quantity) != Some(Ordering::Equal);
        let is_wrong =
            is_more && wanted_fault(sold.item(&quoted.sku), &quoted.quantity.unit, quantity).is_some();
        let has_no_room = quoted.price.as_ref().is_some_and(|price| line_total(price, quantity).is_none());
        if is_wrong || has_no_room {
            return Err(wrong("quantity", FieldProblemCode::OutOfRange));
        }
        wanted[place] = quantity.clone();
    }
    Ok(wanted)
}

/// Quantities each of which has room, but not all of them in one sum.
fn too_much(quantities: &[LineQuantity]) -> Refused {
    let mut refused = Refused::new(ProblemKind::InvalidFields);
    for index in 0..quantities.len() {
        refused = refused.and_field(format!("quantities.{index}.quantity"), FieldProblemCode::OutOfRange);
    }
    refused
}

/// The lines with what is ordered of them, and what that costs. `None` when one has no price.
fn priced(offer: &QuoteVersion, wanted: &[Quantity]) -> Option<Vec<QuoteLine>> {
    let lines = offer.lines.iter().zip(wanted);
    lines
        .map(|(line, quantity)| {
            let total = line_total(line.price.as_ref()?, quantity)?;
            Some(QuoteLine { quantity: quantity.clone(), total: Some(total), ..line.clone() })
        })
        .collect()
}

fn ordered(priced: &[QuoteLine]) -> Option<Vec<QuoteOrderLine>> {
    let lines = priced.iter();
    lines
        .map(|line| {
            Some(QuoteOrderLine {
                line: line.id.clone(),
                sku: line.sku.clone(),
                title: line.title.clone(),
                quantity: line.quantity.clone(),
                price: line.price.clone()?,
                total: line.total?,
            })
        })
        .collect()
}

/// What is there for each line, and what the order takes.
struct Shelf {
    /// `None` for what is made to order, and for what is not in the catalogue.
    available: Vec<Option<Quantity>>,
    takes: Vec<Taken>,
}

/// Two lines of one number share what is there, and of what is made to order [`QUANTITY_MAX`]. That takes from the shop's
/// shelf what happens to be there.
fn shelf(offer: &QuoteVersion, wanted: &[Quantity], sold: &Assortment) -> Shelf {
    let mut shelf = Shelf { available: Vec::with_capacity(wanted.len()), takes: Vec::new() };
    let (mut most, mut asked): (Vec<i64>, Vec<i64>) = (Vec::new(), Vec::new());
    let mut places: HashMap<(&str, &str), usize> = HashMap::new();
    for (line, wanted) in offer.lines.iter().zip(wanted) {
        let Some(found) = sold.get(&line.sku) else {
            shelf.available.push(None);
            continue;
        };
        let (rule, (kind, id)) = (&found.item.rule, &found.resource);
        let place = *places.entry((*kind, id.as_str())).or_insert_with(|| {
            let is_shared = *kind == VARIANT && found.available.is_none();
            most.push(if is_shared { found.item.stock.available.unwrap_or_default() } else { i64::MAX });
            asked.push(0);
            let product = found.item.product.0.clone();
            shelf.takes.push(Taken { resource: found.resource.clone(), product, quantity: 0 });
            shelf.takes.len() - 1
        });
        let (taken, asked) = (&mut shelf.takes[place], &mut asked[place]);
        // A quantity in another unit compares with nothing that is there: a blocker says so.
        let digits = wanted.at_scale(rule.scale).filter(|_| wanted.unit == rule.unit).unwrap_or_default();
        let there = match &found.available {
            Some(available) => Some(available.at_scale(rule.scale).unwrap_or_default()),
            None => Some(QUANTITY_MAX).filter(|most| digits > most.saturating_sub(*asked)),
        };
        shelf.available.push(there.map(|there| rule.quantity(there.saturating_sub(*asked).max(0))));
        *asked = asked.saturating_add(digits);
        taken.quantity = (*asked).min(most[place]);
    }
    shelf.takes.retain(|taken| taken.quantity > 0);
    shelf
}

/// Whether the shop sends anything to an address.
fn is_served(address: &Address) -> bool {
    let countries: Vec<String> = MARKETS
        .iter()
        .flat_map(|market| market.countries.iter().map(|country| (*country).to_owned()))
        .collect();
    check_address(address, &countries).is_empty()
}

/// The company's orders with the same number of its own (B2B-19).
async fn po_uses(connection: &mut SqliteConnection, company: &str, number: &str) -> Answer<Vec<PoUse>> {
    let key = po_key(number);
    if key.is_empty() {
        return Ok(Vec::new());
    }
    let same = quote_orders::with_po(connection, company, &key).await?;
    Ok(same
        .into_iter()
        .map(|same| PoUse {
            order: same.order.into(),
            number: number_of(same.serial),
            placed_at: same.placed_at,
        })
        .collect())
}

/// The date where the supplier is: due days are counted from it.
fn today(zone: &str, now: Instant) -> Answer<Date> {
    let zone = TimeZone::get(zone).map_err(Refused::internal)?;
    let at = Timestamp::from_millisecond(now.millis()).map_err(Refused::internal)?;
    let date = at.to_zoned(zone).date();
    let part = |number: i8| u32::from(number.unsigned_abs());
    Date::new(date.year().into(), part(date.month()), part(date.day()))
        .ok_or_else(|| Refused::internal(format_args!("{date} is no date")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn b2b_19_the_day_of_an_order_is_the_supplier_s() {
        let late = Instant::parse("2027-01-31T23:30:00Z").unwrap();
        assert_eq!(today("Europe/Berlin", late).unwrap().to_iso(), "2027-02-01");
        assert_eq!(today("America/New_York", late).unwrap().to_iso(), "2027-01-31");
        assert!(today("Nowhere/Else", late).is_err());
    }
}
