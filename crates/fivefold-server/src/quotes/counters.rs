//! Counters (B2B-11): the company wants an offer changed, takes that back, or the supplier says no to it.
//!
//! **Invariant**: at most one counter is open. While it is, nothing is accepted, and the offer it is about comes back as
//! it was when the counter is no more, unless its time is over.

use super::{
    described::{OnQuote, Refusals},
    edits::{self, Editing},
    ends, mail,
    moving::{self, Asked, Decided, needed, optional},
    wholesale,
};
use crate::{
    buying::{Command, in_one_transaction},
    problem::{Answer, Path, Refused},
    state::App,
    store::{WriteTx, companies},
};
use axum::{extract::State, http::HeaderMap, response::Response};
use fivefold_api::{
    endpoints::{Endpoint, PostCounter, PostCounterRefusal, PostCounterWithdrawal},
    model::{
        CounterQuote, EndQuote, FieldProblemCode, Problem, Quote, QuoteParty, QuoteStatus, QuoteVersion,
        VersionKind, VersionState,
    },
    rules::{QuoteMove, catalogue_total, quote_totals},
    vocabulary::Sku,
};

/// Asks for another offer: other prices, quantities or dates of its lines, and why.
#[utoipa::path(
    post,
    path = <PostCounter as Endpoint>::PATH,
    tag = "quotes",
    request_body = CounterQuote,
    params(OnQuote),
    responses(
        (status = 200, body = Quote),
        (status = 413, content_type = "application/problem+json", body = Problem),
        Refusals,
    ),
    security(("session" = []), ("cookie" = []))
)]
pub(super) async fn post_counter(
    State(app): State<App>,
    Path(id): Path<String>,
    headers: HeaderMap,
    command: Command,
) -> Answer<Response> {
    let wish: CounterQuote = command.read()?;
    let asked = Asked::read(id, QuoteParty::Buyer, &headers)?;
    in_one_transaction(app, command, move |app, command, tx| {
        Box::pin(async move { counter(tx, app, &asked, &command.session, &wish).await })
    })
    .await
}

async fn counter(
    tx: &mut WriteTx,
    app: &App,
    asked: &Asked,
    session: &str,
    wish: &CounterQuote,
) -> Answer<Quote> {
    let wanted = QuoteMove::Counter { seen: wish.number };
    let mut decided = moving::decide(tx, app, asked, session, wanted).await?;
    let reason = needed("reason", &wish.reason)?;
    if wish.edits.is_empty() {
        return Err(Refused::field("edits", FieldProblemCode::Required));
    }
    let offer = decided.version(tx, wish.number).await?;
    let company = companies::find(tx, &decided.row.company).await?;
    let company = company.ok_or_else(|| Refused::internal("a quote has no company"))?;
    let skus: Vec<Sku> = offer.lines.iter().map(|line| line.sku.clone()).collect();
    let assortment = wholesale::resolve(tx, &company, &skus, &decided.row.locale).await?;
    let mut lines = offer.lines.clone();
    edits::apply(&mut lines, &wish.edits, Editing::Offer, decided.row.currency, &assortment)?;
    let totals = quote_totals(&lines, offer.shipping, offer.shipping_tax, offer.tax);
    if totals.is_none() {
        return Err(Refused::field("edits", FieldProblemCode::OutOfRange));
    }
    let version = QuoteVersion {
        reason: Some(reason.clone()),
        valid_until: None,
        catalogue: catalogue_total(&lines),
        totals,
        lines,
        ..decided.next_version(VersionKind::Counter, &offer)
    };
    decided.add(tx, &version).await?;
    ends::say_why(tx, &decided, Some(&reason)).await?;
    decided.write(tx, app).await
}

/// Takes one's own open counter back.
#[utoipa::path(
    post,
    path = <PostCounterWithdrawal as Endpoint>::PATH,
    tag = "quotes",
    request_body = EndQuote,
    params(OnQuote),
    responses((status = 200, body = Quote), Refusals),
    security(("session" = []), ("cookie" = []))
)]
pub(super) async fn post_counter_withdrawal(
    State(app): State<App>,
    Path(id): Path<String>,
    headers: HeaderMap,
    command: Command,
) -> Answer<Response> {
    let wish: EndQuote = command.read()?;
    let asked = Asked::read(id, QuoteParty::Buyer, &headers)?;
    in_one_transaction(app, command, move |app, command, tx| {
        Box::pin(async move {
            let wanted = QuoteMove::WithdrawCounter;
            let decided = moving::decide(tx, app, &asked, &command.session, wanted).await?;
            over(tx, app, decided, &wish, VersionState::Withdrawn, None).await
        })
    })
    .await
}

/// Says no to a counter; the offer stands as it was, if its time is not over.
#[utoipa::path(
    post,
    path = <PostCounterRefusal as Endpoint>::PATH,
    tag = "supplier",
    request_body = EndQuote,
    params(OnQuote),
    responses((status = 200, body = Quote), Refusals),
    security(("session" = []), ("cookie" = []))
)]
pub(super) async fn post_counter_refusal(
    State(app): State<App>,
    Path(id): Path<String>,
    headers: HeaderMap,
    command: Command,
) -> Answer<Response> {
    let wish: EndQuote = command.read()?;
    let asked = Asked::read(id, QuoteParty::Supplier, &headers)?;
    in_one_transaction(app, command, move |app, command, tx| {
        Box::pin(async move {
            let wanted = QuoteMove::RefuseCounter;
            let decided = moving::decide(tx, app, &asked, &command.session, wanted).await?;
            let mail = Some(mail::Subject::CounterRefused);
            over(tx, app, decided, &wish, VersionState::Refused, mail).await
        })
    })
    .await
}

/// A counter is no more: the offer that it was about counts again.
async fn over(
    tx: &mut WriteTx,
    app: &App,
    mut decided: Decided,
    wish: &EndQuote,
    state: VersionState,
    mail: Option<mail::Subject>,
) -> Answer<Quote> {
    let reason = optional("reason", wish.reason.as_deref())?;
    let number = decided.row.offer.ok_or_else(|| Refused::internal("a counter is about no offer"))?;
    decided.settle(tx, decided.row.current, state).await?;
    ends::say_why(tx, &decided, reason.as_deref()).await?;
    let has_run_out = decided.next.status == QuoteStatus::Expired;
    let comes_back_as = if has_run_out { VersionState::Expired } else { VersionState::Standing };
    decided.settle(tx, number, comes_back_as).await?;
    let offer = decided.version(tx, number).await?;
    decided.counts(&offer);
    if let Some(subject) = mail {
        mail::send(tx, &app.public_url, decided.now, subject, &decided.row).await?;
    }
    decided.write(tx, app).await
}
