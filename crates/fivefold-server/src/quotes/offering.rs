//! The supplier's offer (B2B-08): the first, another one, or the answer to a counter.

use super::{
    described::{OnQuote, Refusals},
    ends,
    faults::{Faults, offered_fault, price_fault},
    mail,
    moving::{self, Asked, Decided, optional},
    timers::REMINDER,
    wholesale::{self, Assortment},
};
use crate::{
    buying::{Command, in_one_transaction},
    problem::{Answer, Path, Refused},
    state::App,
    store::{WriteTx, companies, quote_versions, quotes},
};
use axum::{extract::State, http::HeaderMap, response::Response};
use fivefold_api::{
    endpoints::{Endpoint, PostOffer},
    model::{
        FieldProblemCode, OfferLine, OfferQuote, PaymentTerms, Problem, QuantityBasis, Quote, QuoteLine,
        QuoteParty, QuoteVersion, VersionKind,
    },
    rules::{LINE_NOTE_MAX, QUOTE_LINES_MAX, QuoteMove, catalogue_total, line_total, quote_totals},
    vocabulary::{Currency, QuoteLineId, Sku},
};
use std::{collections::HashMap, time::Duration};

/// More than all of it is no tax.
const TAX_MAX: u32 = 10_000;
/// Nobody promises anything for longer: ten years.
const DAYS_MAX: u32 = 3_650;

/// Makes an offer. It takes the place of the one before, and of an open counter.
#[utoipa::path(
    post,
    path = <PostOffer as Endpoint>::PATH,
    tag = "supplier",
    request_body = OfferQuote,
    params(OnQuote),
    responses(
        (status = 200, body = Quote),
        (status = 413, content_type = "application/problem+json", body = Problem),
        Refusals,
    ),
    security(("session" = []), ("cookie" = []))
)]
pub(super) async fn post_offer(
    State(app): State<App>,
    Path(id): Path<String>,
    headers: HeaderMap,
    command: Command,
) -> Answer<Response> {
    let wish: OfferQuote = command.read()?;
    let asked = Asked::read(id, QuoteParty::Supplier, &headers)?;
    in_one_transaction(app, command, move |app, command, tx| {
        Box::pin(async move { offer(tx, app, &asked, &command.session, &wish).await })
    })
    .await
}

async fn offer(
    tx: &mut WriteTx,
    app: &App,
    asked: &Asked,
    session: &str,
    wish: &OfferQuote,
) -> Answer<Quote> {
    let wanted = QuoteMove::Offer { valid_until: wish.valid_until };
    let mut decided = moving::decide(tx, app, asked, session, wanted).await?;
    let reason = optional("reason", wish.reason.as_deref())?;
    let answered = decided.current(tx).await?;
    let known = known_lines(tx, &decided, &answered, &wish.lines).await?;
    let company = companies::find(tx, &decided.row.company).await?;
    let company = company.ok_or_else(|| Refused::internal("a quote has no company"))?;
    let skus: Vec<Sku> = wish.lines.iter().take(QUOTE_LINES_MAX).map(|line| line.sku.clone()).collect();
    let assortment = wholesale::resolve(tx, &company, &skus, &decided.row.locale).await?;

    let mut faults = Faults::default();
    // Catalogue prices and the company's limits are on its own basis.
    if wish.tax != company.tax {
        faults.add("tax", FieldProblemCode::NotAllowed);
    }
    check_terms(&mut faults, wish, decided.row.currency);
    let latest = decided.now.plus(Duration::from_hours(24 * u64::from(DAYS_MAX)));
    if wish.valid_until > latest {
        faults.add("valid_until", FieldProblemCode::OutOfRange);
    }
    let lines = Offered { known: &known, assortment: &assortment, currency: decided.row.currency }
        .lines(&mut faults, &wish.lines);
    faults.none()?;
    let totals = quote_totals(&lines, Some(wish.shipping), wish.shipping_tax, wish.tax);
    if totals.is_none() {
        return Err(Refused::field("lines", FieldProblemCode::OutOfRange));
    }
    let version = QuoteVersion {
        reason: reason.clone(),
        valid_until: Some(wish.valid_until),
        tax: wish.tax,
        shipping: Some(wish.shipping),
        shipping_tax: wish.shipping_tax,
        terms: wish.terms.clone(),
        catalogue: catalogue_total(&lines),
        totals,
        lines,
        ..decided.next_version(VersionKind::Offer, &answered)
    };
    decided.add(tx, &version).await?;
    ends::say_why(tx, &decided, reason.as_deref()).await?;
    // Whoever is told of an offer that ends soon is told with it.
    if wish.valid_until <= decided.now.plus(REMINDER) {
        quotes::set_reminded(tx, &decided.row.id, version.number).await?;
    }
    decided.row.valid_until = Some(wish.valid_until);
    mail::send(tx, &app.public_url, decided.now, mail::Subject::Offered, &decided.row).await?;
    decided.write(tx, app).await
}

/// The lines that an offer may be about: those that it answers, and those that were asked for or offered before.
async fn known_lines(
    tx: &mut WriteTx,
    decided: &Decided,
    answered: &QuoteVersion,
    wanted: &[OfferLine],
) -> Answer<HashMap<QuoteLineId, QuoteLine>> {
    let mut known: HashMap<QuoteLineId, QuoteLine> = by_id(answered.lines.clone()).collect();
    let wanted = wanted.iter().take(QUOTE_LINES_MAX).filter_map(|line| line.line.as_ref());
    let others: Vec<QuoteLineId> = wanted.filter(|id| !known.contains_key(*id)).cloned().collect();
    known.extend(by_id(quote_versions::lines_before(tx, &decided.row.id, answered.number, &others).await?));
    Ok(known)
}

fn by_id(lines: Vec<QuoteLine>) -> impl Iterator<Item = (QuoteLineId, QuoteLine)> {
    lines.into_iter().map(|line| (line.id.clone(), line))
}

fn check_terms(faults: &mut Faults, wish: &OfferQuote, currency: Currency) {
    if wish.shipping.currency != currency {
        faults.add("shipping", FieldProblemCode::NotAllowed);
    } else if wish.shipping.minor < 0 {
        faults.add("shipping", FieldProblemCode::OutOfRange);
    }
    if wish.shipping_tax > TAX_MAX {
        faults.add("shipping_tax", FieldProblemCode::OutOfRange);
    }
    match wish.terms {
        PaymentTerms::Prepayment => {}
        PaymentTerms::Net { days } | PaymentTerms::EndOfMonth { days } => {
            if days > DAYS_MAX {
                faults.add("terms", FieldProblemCode::OutOfRange);
            }
        }
        _ => faults.add("terms", FieldProblemCode::NotAllowed),
    }
    match wish.lines.len() {
        0 => faults.add("lines", FieldProblemCode::Required),
        count if count > QUOTE_LINES_MAX => faults.add("lines", FieldProblemCode::TooLong),
        _ => {}
    }
}

/// What is offered, measured by what is known of it.
struct Offered<'a> {
    known: &'a HashMap<QuoteLineId, QuoteLine>,
    assortment: &'a Assortment,
    currency: Currency,
}

impl Offered<'_> {
    /// The lines of an offer; those with faults are left out.
    fn lines(&self, faults: &mut Faults, wanted: &[OfferLine]) -> Vec<QuoteLine> {
        let mut lines: Vec<QuoteLine> = Vec::with_capacity(wanted.len().min(QUOTE_LINES_MAX));
        // Each line at most once.
        let mut open: HashMap<&QuoteLineId, &QuoteLine> = self.known.iter().collect();
        for (at, wish) in wanted.iter().take(QUOTE_LINES_MAX).enumerate() {
            let asked = match &wish.line {
                None => None,
                Some(id) => match open.remove(id) {
                    Some(line) => Some(line),
                    None => {
                        faults.add(format!("lines.{at}.line"), FieldProblemCode::NotAllowed);
                        continue;
                    }
                },
            };
            lines.extend(self.line(faults, at, wish, asked));
        }
        lines
    }

    fn line(
        &self,
        faults: &mut Faults,
        at: usize,
        wish: &OfferLine,
        asked: Option<&QuoteLine>,
    ) -> Option<QuoteLine> {
        let mut fault = |field: &str, code| faults.add(format!("lines.{at}.{field}"), code);
        let Some(mut line) = self.subject(wish, asked) else {
            fault("sku", FieldProblemCode::NotAllowed);
            return None;
        };
        let unit = line.quantity.unit.clone();
        if let Some(code) = offered_fault(self.assortment.item(&wish.sku), &unit, &wish.quantity) {
            fault("quantity", code);
        }
        if let Some(code) = price_fault(self.currency, &unit, &wish.price) {
            fault("price", code);
        }
        if wish.basis == QuantityBasis::Unknown {
            fault("basis", FieldProblemCode::NotAllowed);
        }
        if wish.tax_rate > TAX_MAX {
            fault("tax_rate", FieldProblemCode::OutOfRange);
        }
        if wish.lead_days.is_some_and(|days| days > DAYS_MAX) {
            fault("lead_days", FieldProblemCode::OutOfRange);
        }
        let note = wish.note.as_deref().map(str::trim).filter(|note| !note.is_empty());
        if note.is_some_and(|note| note.chars().count() > LINE_NOTE_MAX) {
            fault("note", FieldProblemCode::TooLong);
        }
        line.total = line_total(&wish.price, &wish.quantity);
        if line.total.is_none() && wish.price.per.amount > 0 && wish.price.per.unit == wish.quantity.unit {
            fault("price", FieldProblemCode::OutOfRange);
        }
        line.quantity = wish.quantity.clone();
        line.basis = wish.basis;
        line.price = Some(wish.price.clone());
        line.tax_rate = wish.tax_rate;
        line.lead_days = wish.lead_days;
        line.note = note.map(str::to_owned);
        Some(line)
    }

    /// What a line is about: the line that it answers, what is sold under its number, or that instead of what was asked
    /// for. `None` when there is no such number.
    fn subject(&self, wish: &OfferLine, asked: Option<&QuoteLine>) -> Option<QuoteLine> {
        if let Some(line) = asked.filter(|line| line.sku == wish.sku) {
            let mut line = line.clone();
            // The catalogue may have changed since.
            if let Some(item) = self.assortment.item(&line.sku) {
                line.catalogue = item.catalogue.clone();
            }
            return Some(line);
        }
        let mut line = self.assortment.get(&wish.sku)?.line();
        if let Some(asked) = asked {
            line.id = asked.id.clone();
            line.target.clone_from(&asked.target);
            line.required_on = asked.required_on;
        }
        Some(line)
    }
}
