//! From an accepted quote to an order (B2B-15, B2B-19): what it would be, what stands in its way, and making it.
//!
//! **Invariants**: a quote becomes one order, and only as the offer that was accepted, at its prices, in its time
//! (B2B-14). Stock, credit and the order itself are taken in one transaction on the one writer, so that two orders never
//! take the same. Whatever stands in the way leaves the quote accepted.

use super::{
    companies,
    moving::{self, Asked},
    viewers, views, wholesale,
};
use crate::{
    buying::{
        Command, Member, in_one_transaction, number_of,
        quoted::{self, QuotedOrder, Taken},
    },
    markets::MARKETS,
    problem::{Answer, Body, Path, Refused},
    scope::Scoped,
    state::App,
    store::{
        WriteTx, companies as company_store,
        companies::CompanyRow,
        holds::VARIANT,
        quote_orders::{self, QuoteOrderRow},
        quote_versions,
        quotes::{self, QuoteRow},
    },
};
use axum::{
    Json,
    extract::State,
    http::{HeaderMap, HeaderValue, header},
    response::{IntoResponse, Response},
};
use fivefold_api::{
    endpoints::{Endpoint, PostQuoteOrder, PostQuoteOrderPreview},
    model::{
        Address, CompanyAddress, Contact, Credit, FieldProblemCode, LineQuantity, Order, OrderBlocker,
        OrderOfQuote, OrderQuote, PaymentTerms, PoRule, PoUse, PreviewQuoteOrder, Problem, ProblemKind,
        QuoteCheckout, QuoteLine, QuoteOrderLine, QuoteParty, QuoteProblem, QuoteStatus, QuoteVersion,
        TotalChange, Totals,
    },
    rules::{
        OrderFacts, QuoteMove, check_address, check_po_number, check_quantity, due_on, line_total, may_order,
        order_blockers, po_key, quote_totals,
    },
    vocabulary::{AddressId, Date, Instant, Quantity, QuoteLineId, Sku},
};
use jiff::{Timestamp, tz::TimeZone};
use sqlx::SqliteConnection;
use std::collections::HashMap;

/// What an order of a quote would be, and what stands in its way. Changes nothing.
///
/// Everything is looked at anew but the prices. Refused with `quote_expired` or `quote_not_open` when the quote is not
/// one that can be ordered.
#[utoipa::path(
    post,
    path = <PostQuoteOrderPreview as Endpoint>::PATH,
    tag = "quotes",
    request_body = PreviewQuoteOrder,
    params(("id" = String, Path, description = "The quote")),
    responses(
        (status = 200, body = QuoteCheckout),
        (status = 401, content_type = "application/problem+json", body = Problem),
        (status = 403, content_type = "application/problem+json", body = Problem),
        (status = 404, content_type = "application/problem+json", body = Problem),
        (status = 409, content_type = "application/problem+json", body = Problem),
        (status = 422, content_type = "application/problem+json", body = Problem),
    ),
    security(("session" = []), ("cookie" = []))
)]
pub(super) async fn post_quote_order_preview(
    State(app): State<App>,
    Member(member): Member,
    Path(id): Path<String>,
    Body(wish): Body<PreviewQuoteOrder>,
) -> Answer<impl IntoResponse> {
    let now = app.clock.now();
    let mut reader = app.db.snapshot().await?;
    let (row, viewer) = viewers::find_as(&mut reader, &id, &member.session, QuoteParty::Buyer).await?;
    let kind = match views::standing(&row, now).status {
        QuoteStatus::Accepted => None,
        QuoteStatus::Expired => Some(ProblemKind::QuoteExpired),
        _ => Some(ProblemKind::QuoteNotOpen),
    };
    if let Some(kind) = kind {
        return Err(moving::refused(&mut reader, &app, &row, &viewer, kind).await?);
    }
    let wish = Wish {
        address: wish.address.as_ref(),
        po_number: wish.po_number.as_deref().unwrap_or_default(),
        quantities: &wish.quantities,
    };
    let computed = Computed::read(&mut reader, &row, &wish, now).await?;
    let checkout = QuoteCheckout {
        quote: row.id.as_str().into(),
        version: views::version_tag(&row),
        number: computed.offer,
        lines: computed.lines,
        totals: computed.totals,
        due_on: computed.due_on,
        zone: row.supplier.zone.clone(),
        credit: computed.credit.filter(|_| computed.terms != PaymentTerms::Prepayment),
        terms: computed.terms,
        addresses: computed.addresses,
        po_rule: computed.company.po_rule,
        po_uses: computed.po_uses,
        blockers: computed.blockers,
        valid_until: computed.until,
    };
    Ok(([(header::CACHE_CONTROL, HeaderValue::from_static("private, no-store"))], Json(checkout)))
}

/// Orders what was accepted.
///
/// Refused with `price_changed` when the total is not the one that was seen, and with `order_blocked` when something
/// stands in the way: the quote stays accepted. What is expired, declined, withdrawn, rejected or cancelled is not
/// ordered at any price.
#[utoipa::path(
    post,
    path = <PostQuoteOrder as Endpoint>::PATH,
    tag = "quotes",
    request_body = OrderQuote,
    params(
        ("id" = String, Path, description = "The quote"),
        ("Idempotency-Key" = String, Header, description = "The commitment's key"),
        ("If-Match" = String, Header, description = "The quote's version that was seen"),
        Scoped,
    ),
    responses(
        (status = 200, body = Order),
        (status = 400, content_type = "application/problem+json", body = Problem),
        (status = 401, content_type = "application/problem+json", body = Problem),
        (status = 403, content_type = "application/problem+json", body = Problem),
        (status = 404, content_type = "application/problem+json", body = Problem),
        (status = 409, content_type = "application/problem+json", body = Problem),
        (status = 412, content_type = "application/problem+json", body = Problem),
        (status = 422, content_type = "application/problem+json", body = Problem),
        (status = 428, content_type = "application/problem+json", body = Problem),
    ),
    security(("session" = []), ("cookie" = []))
)]
pub(super) async fn post_quote_order(
    State(app): State<App>,
    Path(id): Path<String>,
    scope: Scoped,
    headers: HeaderMap,
    command: Command,
) -> Answer<Response> {
    let wish: OrderQuote = command.read()?;
    let asked = Asked::read(id, QuoteParty::Buyer, &headers)?;
    in_one_transaction(app, command, move |app, command, tx| {
        Box::pin(async move { order(app, tx, &asked, &command.session, &wish, scope.locale).await })
    })
    .await
}

async fn order(
    app: &App,
    tx: &mut WriteTx,
    asked: &Asked,
    session: &str,
    wish: &OrderQuote,
    locale: &'static str,
) -> Answer<Order> {
    let decided =
        moving::decide(tx, app, asked, session, QuoteMove::Order { seen: wish.number }).await?;
    let (row, now) = (&decided.row, decided.now);
    let po_number = wish.po_number.as_deref().unwrap_or_default().trim();
    let wished = Wish { address: Some(&wish.address), po_number, quantities: &wish.quantities };
    let computed = Computed::read(tx, row, &wished, now).await?;
    let total = computed.totals.total;
    if total != wish.expected_total {
        let mut refused = Refused::new(ProblemKind::PriceChanged);
        refused.problem_mut().totals = Some(TotalChange { was: wish.expected_total, now: total });
        return Err(refused);
    }
    if !computed.blockers.is_empty() {
        let mut refused = Refused::new(ProblemKind::OrderBlocked);
        refused.problem_mut().set_quote(&QuoteProblem { quote: None, blockers: computed.blockers });
        return Err(refused);
    }
    // Without one there is a blocker.
    let address = computed.address.ok_or_else(|| Refused::internal("an order without an address"))?;

    // Everything is decided; from here on it is written.
    let po = Some(po_number).filter(|number| !number.is_empty());
    let is_owed = computed.terms != PaymentTerms::Prepayment;
    let placed = QuotedOrder {
        session,
        locale,
        quote: OrderOfQuote {
            id: row.id.as_str().into(),
            number: quotes::number(row.serial),
            offer: computed.offer,
            lines: computed.lines,
            terms: computed.terms,
            due_on: computed.due_on,
            zone: row.supplier.zone.clone(),
            po_number: po.map(str::to_owned),
        },
        totals: computed.totals,
        contact: Contact { email: decided.viewer.account.email.clone(), phone: None },
        address,
        lead_days: computed.lead_days,
        takes: &computed.takes,
        now,
        until: computed.until,
    };
    let order = quoted::place(tx, placed).await?;
    let key = po.map(po_key);
    let noted = QuoteOrderRow {
        quote: &row.id,
        order: order.id.as_str(),
        company: &row.company,
        po_number: po,
        po_key: key.as_deref(),
        currency: total.currency.code(),
        owed: if is_owed { total.minor } else { 0 },
        due_on: computed.due_on,
        ordered_at: now,
    };
    quote_orders::insert(tx, &noted).await?;
    company_store::touch(tx, &row.company).await?;
    decided.write(tx, app).await?;
    Ok(order)
}

/// What is chosen for an order.
struct Wish<'a> {
    address: Option<&'a AddressId>,
    po_number: &'a str,
    quantities: &'a [LineQuantity],
}

/// An order as it would be.
struct Computed {
    /// The number of the offer.
    offer: u32,
    lines: Vec<QuoteOrderLine>,
    totals: Totals,
    terms: PaymentTerms,
    due_on: Option<Date>,
    company: CompanyRow,
    credit: Option<Credit>,
    addresses: Vec<CompanyAddress>,
    /// The chosen one.
    address: Option<Address>,
    po_uses: Vec<PoUse>,
    blockers: Vec<OrderBlocker>,
    takes: Vec<Taken>,
    lead_days: u32,
    until: Instant,
}

impl Computed {
    /// Computes an order of the offer that counts, whose time is not over.
    async fn read(
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
        let priced = priced(&offer, &wanted).ok_or_else(|| gone("total"))?;
        let totals = quote_totals(&priced, offer.shipping, offer.shipping_tax, offer.tax)
            .ok_or_else(|| gone("total"))?;
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
            subtotal: totals.subtotal,
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
fn wanted(
    offer: &QuoteVersion,
    quantities: &[LineQuantity],
    sold: &wholesale::Assortment,
) -> Answer<Vec<Quantity>> {
    let places: HashMap<&QuoteLineId, usize> =
        offer.lines.iter().enumerate().map(|(place, line)| (&line.id, place)).collect();
    let mut wanted: Vec<Quantity> = offer.lines.iter().map(|line| line.quantity.clone()).collect();
    for (index, LineQuantity { line, quantity }) in quantities.iter().enumerate() {
        let wrong = |field: &str, code| Refused::field(format!("quantities.{index}.{field}"), code);
        let place =
            *places.get(line).ok_or_else(|| wrong("line", FieldProblemCode::NotAllowed))?;
        let quoted = &offer.lines[place];
        if !may_order(quoted, quantity) {
            return Err(wrong("quantity", FieldProblemCode::NotAllowed));
        }
        let is_more = quantity.compare(&quoted.quantity) != Some(std::cmp::Ordering::Equal);
        if is_more
            && let Some(item) = sold.item(&quoted.sku)
            && check_quantity(&item.rule, quantity).is_err()
        {
            return Err(wrong("quantity", FieldProblemCode::OutOfRange));
        }
        wanted[place] = quantity.clone();
    }
    Ok(wanted)
}

/// The lines with what is ordered of them, and what that costs. `None` when one has no price, or it does not fit.
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

/// Two lines of one number share what is there.
fn shelf(offer: &QuoteVersion, wanted: &[Quantity], sold: &wholesale::Assortment) -> Shelf {
    let mut shelf = Shelf { available: Vec::with_capacity(wanted.len()), takes: Vec::new() };
    let mut places: HashMap<(&str, &str), usize> = HashMap::new();
    for (line, wanted) in offer.lines.iter().zip(wanted) {
        let Some(found) = sold.get(&line.sku) else {
            shelf.available.push(None);
            continue;
        };
        let rule = &found.item.rule;
        let digits = wanted.at_scale(rule.scale).filter(|_| wanted.unit == rule.unit);
        let resource = (found.resource.0, found.resource.1.as_str());
        let place = *places.entry(resource).or_insert_with(|| {
            shelf.takes.push(Taken {
                resource: found.resource.clone(),
                product: found.item.product.0.clone(),
                quantity: 0,
            });
            shelf.takes.len() - 1
        });
        let taken = &mut shelf.takes[place];
        let left = found.available.as_ref().map(|available| {
            let left = available.at_scale(rule.scale).unwrap_or_default() - taken.quantity;
            rule.quantity(left.max(0))
        });
        taken.quantity = taken.quantity.saturating_add(digits.unwrap_or_default());
        shelf.available.push(left);
    }
    // What is made to order takes from the shop's shelf what happens to be there.
    for taken in shelf.takes.iter_mut().filter(|taken| taken.resource.0 == VARIANT) {
        let found = offer.lines.iter().filter_map(|line| sold.get(&line.sku));
        let there = found.filter(|found| found.resource == taken.resource && found.available.is_none());
        if let Some(found) = there.last() {
            taken.quantity = taken.quantity.min(found.item.stock.available.unwrap_or_default());
        }
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
    let date = at.to_zoned(zone).date().to_string();
    Date::parse(&date).ok_or_else(|| Refused::internal(format_args!("{date} is no date")))
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
