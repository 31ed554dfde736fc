//! Asking for a quote (B2B-05): one key, one quote, however often and however late it is sent.

use super::{
    companies, facts,
    faults::Faults,
    moving::optional,
    once, supplier, talk,
    viewers::{self, Viewer},
    views,
    wholesale::{self, Assortment},
};
use crate::{
    buying::{Command, in_one_transaction},
    ids::new_id,
    problem::{Answer, Refused},
    scope::Scoped,
    state::App,
    store::{
        WriteTx, companies as store,
        companies::CompanyRow,
        quote_versions,
        quotes::{self, QuoteRow},
    },
};
use axum::{extract::State, response::Response};
use fivefold_api::{
    endpoints::{Endpoint, PostQuote},
    model::{
        FieldProblemCode, MessageKind, Problem, Quote, QuoteLine, QuoteParty, QuoteTurn, QuoteVersion,
        RequestLine, RequestQuote, VersionKind, VersionState,
    },
    rules::{QUOTE_LINES_MAX, QuoteStanding, catalogue_total, check_request, quote_turn},
    vocabulary::{Instant, QuoteId, Sku},
};

/// Asks for a quote in the company's currency. Wrong lines are named `lines.3.quantity`.
#[utoipa::path(
    post,
    path = <PostQuote as Endpoint>::PATH,
    tag = "quotes",
    request_body = RequestQuote,
    params(("Idempotency-Key" = String, Header, description = "The commitment's key"), Scoped),
    responses(
        (status = 200, body = Quote),
        (status = 400, content_type = "application/problem+json", body = Problem),
        (status = 401, content_type = "application/problem+json", body = Problem),
        (status = 403, content_type = "application/problem+json", body = Problem),
        (status = 409, content_type = "application/problem+json", body = Problem),
        (status = 413, content_type = "application/problem+json", body = Problem),
        (status = 422, content_type = "application/problem+json", body = Problem),
    ),
    security(("session" = []), ("cookie" = []))
)]
pub(super) async fn post_quote(State(app): State<App>, scope: Scoped, command: Command) -> Answer<Response> {
    let wish: RequestQuote = command.read()?;
    in_one_transaction(app, command, move |app, command, tx| {
        Box::pin(async move { request(tx, app, command, &wish, scope).await })
    })
    .await
}

async fn request(
    tx: &mut WriteTx,
    app: &App,
    command: &Command,
    wish: &RequestQuote,
    scope: Scoped,
) -> Answer<Quote> {
    let now = app.clock.now();
    let account = viewers::account(tx, &command.session).await?;
    if let Some(id) = once::made(tx, &account.id, command).await? {
        let (row, viewer) = viewers::find(tx, &id, &command.session).await?;
        return views::quote(tx, app, &row, &viewer, Some(scope.currency)).await;
    }
    let company = companies::requester(tx, &account.id, wish.company.as_ref()).await?.company;
    let skus: Vec<Sku> = wish.lines.iter().take(QUOTE_LINES_MAX).map(|line| line.sku.clone()).collect();
    let assortment = wholesale::resolve(tx, &company, &skus, scope.locale).await?;
    Faults::from(check_request(wish, company.currency, &|sku| assortment.item(sku))).none()?;
    if let Some(address) = &wish.address {
        let known = store::addresses(tx, &company.id).await?;
        if !known.iter().any(|known| known.id == *address) {
            return Err(Refused::field("address", FieldProblemCode::NotAllowed));
        }
    }
    if let Some(previous) = &wish.previous {
        check_previous(tx, &company, previous, now).await?;
    }

    // Everything but files is decided; from here on it is written.
    let lines: Vec<QuoteLine> = wish.lines.iter().filter_map(|line| requested(line, &assortment)).collect();
    let note = optional("note", wish.note.as_deref())?;
    let version = QuoteVersion {
        number: 1,
        kind: VersionKind::Request,
        by: QuoteParty::Buyer,
        author: account.name.clone(),
        at: now,
        state: VersionState::Standing,
        answers: None,
        reason: note.clone(),
        catalogue: catalogue_total(&lines),
        lines,
        valid_until: None,
        tax: company.tax,
        shipping: None,
        shipping_tax: 0,
        terms: company.terms.clone(),
        totals: None,
    };
    let QuoteStanding { status, newest, offer, valid_until } = QuoteStanding::requested();
    let row = QuoteRow {
        id: new_id("q"),
        // The store counts.
        serial: 0,
        company: company.id.clone(),
        company_name: company.name.clone(),
        account: account.id.clone(),
        person: account.name.clone(),
        supplier: supplier::supplier(&app.config),
        locale: scope.locale.to_owned(),
        currency: company.currency,
        address: wish.address.as_ref().map(|address| address.0.clone()),
        revision: 1,
        status,
        newest,
        current: version.number,
        offer,
        valid_until,
        title: version.lines.first().map(|line| line.title.clone()).unwrap_or_default(),
        lines: u32::try_from(version.lines.len()).unwrap_or(u32::MAX),
        total: None,
        question: None,
        reminded: None,
        previous: wish.previous.as_ref().map(|previous| previous.0.clone()),
        requested_at: now,
        changed_at: now,
        accepted_at: None,
        ended_at: None,
        end_reason: None,
    };
    let row = quotes::insert(tx, &row).await?;
    once::keep(tx, &account.id, command, &row.id).await?;
    quote_versions::insert(tx, &row.id, &account.id, &version).await?;
    for (at, (line, asked)) in version.lines.iter().zip(&wish.lines).enumerate() {
        if !asked.attachments.is_empty() {
            let field = format!("lines.{at}.attachments");
            let files = talk::put_on(tx, &row, &account.id, &asked.attachments, &field).await?;
            let files: Vec<_> = files.into_iter().map(|file| file.id).collect();
            quote_versions::add_files(tx, &row.id, &line.id, &files).await?;
        }
    }
    if let Some(note) = &note {
        let said = talk::Said {
            by: QuoteParty::Buyer,
            account: &account.id,
            kind: MessageKind::Message,
            text: note,
            version: Some(version.number),
            files: &[],
        };
        talk::say(tx, &row, &said, now).await?;
    }
    facts::quote(tx, &row, now).await?;
    let viewer = Viewer { account, party: QuoteParty::Buyer, may_act: true };
    views::quote(tx, app, &row, &viewer, Some(scope.currency)).await
}

/// A request asks again for a quote of the same company that has ended, be it as an order.
async fn check_previous(
    tx: &mut WriteTx,
    company: &CompanyRow,
    previous: &QuoteId,
    now: Instant,
) -> Answer<()> {
    let found = quotes::find(tx, previous.as_str()).await?.filter(|row| row.company == company.id);
    let has_ended =
        found.is_some_and(|row| quote_turn(views::standing(&row, now).status) == QuoteTurn::Nobody);
    if has_ended { Ok(()) } else { Err(Refused::field("previous", FieldProblemCode::NotAllowed)) }
}

/// A line as it was asked for. What the company cannot buy was refused before.
fn requested(line: &RequestLine, assortment: &Assortment) -> Option<QuoteLine> {
    let found = assortment.get(&line.sku)?;
    Some(QuoteLine {
        quantity: line.quantity.clone(),
        target: line.target.clone(),
        required_on: line.required_on,
        note: line.note.as_deref().map(str::trim).filter(|note| !note.is_empty()).map(str::to_owned),
        ..found.line()
    })
}
