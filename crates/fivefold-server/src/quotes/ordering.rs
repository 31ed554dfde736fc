//! From an accepted quote to an order (B2B-15, B2B-19): what it would be, what stands in its way, and making it.
//!
//! **Invariants**: a quote becomes one order, and only as the offer that was accepted, at its prices, in its time
//! (B2B-14). Stock, credit and the order itself are taken in one transaction on the one writer, so that two orders never
//! take the same. Whatever stands in the way leaves the quote accepted.

use super::{
    checkout::{Computed, Wish},
    described::{OnQuote, Refusals},
    lists::PRIVATE,
    moving::{self, Asked},
    viewers, views,
};
use crate::{
    buying::{
        Command, Member, in_one_transaction,
        quoted::{self, QuotedOrder},
    },
    problem::{Answer, Body, Path, Refused},
    scope::Scoped,
    state::App,
    store::{WriteTx, companies, quotes},
};
use axum::{
    Json,
    extract::State,
    http::HeaderMap,
    response::{IntoResponse, Response},
};
use fivefold_api::{
    endpoints::{Endpoint, PostQuoteOrder, PostQuoteOrderPreview},
    model::{
        Contact, Order, OrderOfQuote, OrderQuote, PaymentTerms, PreviewQuoteOrder, Problem, ProblemKind,
        QuoteCheckout, QuoteParty, QuoteProblem, QuoteStatus, TotalChange,
    },
    rules::QuoteMove,
};

/// What an order of a quote would be, and what stands in its way. Changes nothing.
///
/// Everything is looked at anew but the prices. Without an address it goes where the request says. Refused with
/// `quote_expired` or `quote_not_open` when the quote is not one that can be ordered.
#[utoipa::path(
    post,
    path = <PostQuoteOrderPreview as Endpoint>::PATH,
    tag = "quotes",
    request_body = PreviewQuoteOrder,
    params(("id" = String, Path, description = "The quote")),
    responses(
        (status = 200, body = QuoteCheckout),
        (status = 400, content_type = "application/problem+json", body = Problem),
        (status = 401, content_type = "application/problem+json", body = Problem),
        (status = 403, content_type = "application/problem+json", body = Problem),
        (status = 404, content_type = "application/problem+json", body = Problem),
        (status = 409, content_type = "application/problem+json", body = Problem),
        (status = 413, content_type = "application/problem+json", body = Problem),
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
    let address = match wish.address {
        None => views::address(&mut reader, &row).await?.map(|known| known.id),
        chosen => chosen,
    };
    let wish = Wish {
        address: address.as_ref(),
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
        address,
        po_rule: computed.company.po_rule,
        po_uses: computed.po_uses,
        blockers: computed.blockers,
        valid_until: computed.until,
    };
    Ok(([PRIVATE], Json(checkout)))
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
    params(OnQuote, Scoped),
    responses(
        (status = 200, body = Order),
        (status = 413, content_type = "application/problem+json", body = Problem),
        Refusals,
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
    let decided = moving::decide(tx, app, asked, session, QuoteMove::Order { seen: wish.number }).await?;
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
    let placed = QuotedOrder {
        session,
        company: &row.company,
        locale,
        quote: OrderOfQuote {
            id: row.id.as_str().into(),
            number: quotes::number(row.serial),
            offer: computed.offer,
            line_count: u32::try_from(computed.lines.len()).unwrap_or(u32::MAX),
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
    companies::touch(tx, &row.company).await?;
    decided.write(tx, app).await?;
    Ok(order)
}
