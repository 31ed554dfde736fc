//! Starting, reading and calling off attempts to pay.
//!
//! Starting and calling off talk to the provider in between, so they are two transactions: the first
//! notes that the command runs, the second records what came of it. A server killed in between
//! forgets the command when it starts again; repeating it is harmless.

use super::{
    commitments::{Begun, Command, to_its_end},
    facts, lots,
    orders::{Viewer, number, viewer_of},
    placing::HOLD,
    provider::ProviderError,
    quoted, return_url,
    session::Guest,
    settle, versions,
};
use crate::{
    bookings, group_buys,
    ids::new_id,
    problem::{Answer, Path, Refused},
    quotes,
    sandbox::{CreatePayment, ProviderPayment},
    state::App,
    store::{
        WriteTx, holds,
        orders::{self, OrderRow},
        payments::{self, PaymentRow},
        words::{read, word},
    },
};
use axum::{extract::State, http::StatusCode, response::Response};
use fivefold_api::{
    endpoints::{Endpoint, GetPayment, PostPayment, PostPaymentVoid},
    model::{
        FieldProblemCode, OrderStatus, PaymentAction, PaymentAttempt, PaymentStatus, PaymentSubject, Problem,
        ProblemKind, StartPayment,
    },
    rules::{is_open, is_paid},
    vocabulary::{Currency, Instant, Money, PaymentMethodId, Version},
};
use std::time::Duration;

/// The ways to pay that `GET /v1/capabilities` offers.
const METHODS: [&str; 2] = ["card", "wallet"];

/// However often a payment is started, stock is not held longer than this after placing.
const LONGEST_HOLD: Duration = Duration::from_hours(1);

/// An attempt as its buyer sees it.
pub(super) fn view(row: &PaymentRow) -> Answer<PaymentAttempt> {
    let currency = Currency::iso(&row.currency).map_err(Refused::internal)?;
    let status: PaymentStatus = read(&row.status)?;
    let action = match (&row.action_url, status) {
        (Some(url), PaymentStatus::ActionRequired) => {
            Some(PaymentAction { url: url.clone(), expires_at: row.expires_at })
        }
        _ => None,
    };
    let subject = match row.subject_kind.as_str() {
        "order" => PaymentSubject::Order { id: row.subject_id.as_str().into() },
        _ => PaymentSubject::Unknown,
    };
    Ok(PaymentAttempt {
        id: row.id.as_str().into(),
        subject,
        version: version(row),
        status,
        method: PaymentMethodId(row.method.clone()),
        amount: Money::new(row.amount, currency),
        captured: Money::new(row.captured, currency),
        refunded: Money::new(row.refunded, currency),
        action,
        decline: row.decline.as_deref().map(read).transpose()?,
        created_at: row.created_at,
    })
}

fn version(row: &PaymentRow) -> Version {
    Version(row.revision.to_string())
}

/// Where an attempt stands.
#[utoipa::path(
    get,
    path = <GetPayment as Endpoint>::PATH,
    tag = "payments",
    params(("id" = String, Path, description = "The attempt")),
    responses(
        (status = 200, body = PaymentAttempt),
        (status = 401, content_type = "application/problem+json", body = Problem),
        (status = 404, content_type = "application/problem+json", body = Problem),
    ),
    security(("session" = []))
)]
pub(super) async fn get_payment(
    State(app): State<App>,
    guest: Guest,
    Path(id): Path<String>,
) -> Answer<Response> {
    let mut reader = app.db.snapshot().await?;
    let row = payments::find(&mut reader, &id)
        .await?
        // An attempt the provider has not confirmed yet has been told to nobody.
        .filter(|row| row.session == guest.session && row.provider_id.is_some())
        .ok_or_else(Refused::not_found)?;
    versions::tagged(&version(&row), &view(&row)?)
}

/// Starts an attempt to pay. The answer says where the buyer has to go.
///
/// One attempt per subject is open at a time. `return_url` must lie on an origin of the shop. An order of a quote is
/// paid by whoever requests for the company (`company_needed` otherwise).
#[utoipa::path(
    post,
    path = <PostPayment as Endpoint>::PATH,
    tag = "payments",
    request_body = StartPayment,
    params(("Idempotency-Key" = String, Header, description = "The commitment's key")),
    responses(
        (status = 200, body = PaymentAttempt),
        (status = 400, content_type = "application/problem+json", body = Problem),
        (status = 401, content_type = "application/problem+json", body = Problem),
        (status = 403, content_type = "application/problem+json", body = Problem),
        (status = 404, content_type = "application/problem+json", body = Problem),
        (status = 409, content_type = "application/problem+json", body = Problem),
        (status = 422, content_type = "application/problem+json", body = Problem),
        (status = 503, content_type = "application/problem+json", body = Problem),
    ),
    security(("session" = []))
)]
pub(super) async fn post_payment(State(app): State<App>, command: Command) -> Answer<Response> {
    let wish: StartPayment = command.read()?;
    if !METHODS.contains(&wish.method.as_str()) {
        return Err(Refused::field("method", FieldProblemCode::NotAllowed));
    }
    let PaymentSubject::Order { id: order } = wish.subject else {
        return Err(Refused::field("subject", FieldProblemCode::NotAllowed));
    };
    if !return_url::is_ours(&app, &wish.return_url) {
        return Err(Refused::new(ProblemKind::ReturnUrlNotAllowed));
    }
    to_its_end(async move { start(app, command, order.0, wish.method.0, wish.return_url).await }).await
}

async fn start(
    app: App,
    command: Command,
    order: String,
    method: String,
    return_url: String,
) -> Answer<Response> {
    let now = app.clock.now();
    let mut tx = app.db.begin().await?;
    if let Begun::Answered(answer) = command.begin(&app, &mut tx).await? {
        return Ok(answer);
    }
    let (order, payment) = match prepare(&mut tx, &command.session, &order, &method, now).await {
        Ok(prepared) => prepared,
        Err(refused) => {
            drop(tx);
            return command.refuse(&app, refused).await;
        }
    };
    tx.commit().await?;

    let wish = CreatePayment {
        merchant_key: payment.id.clone(),
        merchant: "Harbour".to_owned(),
        reference: number(&order),
        amount: Money::new(payment.amount, Currency::iso(&payment.currency).map_err(Refused::internal)?),
        capture_at_once: order.is_of_booking()
            || (order.is_of_group() && group_buys::takes_at_once(&payment.method)),
        return_url,
        webhook_url: app.buying.webhook_url().to_owned(),
        expires_at: payment.expires_at,
        locale: order.locale.clone(),
    };
    let created = app.buying.provider().create(&wish).await;

    let mut tx = app.db.begin().await?;
    let created = match created {
        Ok(created) => created,
        Err(error) => {
            // Nobody was told of the attempt, so it never was; the same key may try again.
            payments::remove(&mut tx, &payment.id).await?;
            command.forget(&mut tx).await?;
            tx.commit().await?;
            return Err(unavailable(&error));
        }
    };
    let answer = told(&mut tx, &command, &order, payment, created).await?;
    tx.commit().await?;
    app.buying.wake();
    Ok(answer)
}

/// Reads, decides and notes the attempt, before the provider knows of it.
async fn prepare(
    tx: &mut WriteTx,
    session: &str,
    order: &str,
    method: &str,
    now: Instant,
) -> Answer<(OrderRow, PaymentRow)> {
    let order = orders::find(tx, order).await?.ok_or_else(Refused::not_found)?;
    match viewer_of(tx, &order, session).await? {
        Some(Viewer::Owner(_)) => {}
        Some(_) => return Err(quotes::reads_only()),
        None => return Err(Refused::not_found()),
    }
    if read::<OrderStatus>(&order.status)? != OrderStatus::PendingPayment {
        return Err(Refused::new(ProblemKind::NotPayable));
    }
    for other in payments::of_subject(tx, "order", &order.id).await? {
        // What a bank has refused to give for a seat stands in nobody's way while it is being let go.
        let is_let_go = order.is_of_group() && payments::has_open_job(tx, &other.id, settle::VOID).await?;
        if is_open(read::<PaymentStatus>(&other.status)?) && !is_let_go {
            let mut refused = Refused::new(ProblemKind::PaymentOpen);
            refused.problem_mut().order = Some(order.id.as_str().into());
            return Err(refused);
        }
    }
    // The buyer gets the full time at the provider, but cannot hold stock for ever by trying again.
    let latest = if order.is_of_group() {
        group_buys::payable_until(tx, &order, method, now).await?
    } else if order.is_of_booking() {
        bookings::payable_until(tx, &order, now).await?
    } else if order.is_of_lots() {
        lots::due(tx, &order.id).await?.unwrap_or(now)
    } else if order.is_of_quote() {
        quoted::held_until(&order)?
    } else {
        order.placed_at.plus(LONGEST_HOLD)
    };
    let end = now.plus(HOLD).min(latest);
    if end <= now {
        return Err(Refused::new(ProblemKind::NotPayable));
    }
    let payment = PaymentRow {
        id: new_id("p"),
        subject_kind: "order".to_owned(),
        subject_id: order.id.clone(),
        session: session.to_owned(),
        revision: 1,
        status: word(&PaymentStatus::ActionRequired)?,
        method: method.to_owned(),
        amount: order.total,
        currency: order.currency.clone(),
        captured: 0,
        refunded: 0,
        decline: None,
        provider_id: None,
        provider_revision: 0,
        action_url: None,
        expires_at: end,
        created_at: now,
    };
    payments::insert(tx, &payment).await?;
    // Lots are kept until the payment is due, seats and times as long as they are held, quotes as long as the offer
    // stands, whatever becomes of an attempt.
    if order.is_of_cart() {
        holds::extend(tx, "order", &order.id, end).await?;
    }
    Ok((order, payment))
}

/// Records what the provider said to a new attempt.
async fn told(
    tx: &mut WriteTx,
    command: &Command,
    order: &OrderRow,
    payment: PaymentRow,
    created: ProviderPayment,
) -> Answer<Response> {
    // The attempt may have run out while the provider was asked.
    let mut payment = payments::find(tx, &payment.id).await?.unwrap_or(payment);
    payment.provider_id = Some(created.id);
    payment.provider_revision = created.revision;
    payment.action_url = Some(format!("{}?locale={}", created.page_url, order.locale));
    payment.revision += 1;
    payments::update(tx, &payment).await?;
    facts::payment(tx, &payment).await?;
    let order = orders::touch(tx, &order.id, None).await?;
    facts::order(tx, &order).await?;
    let open = is_open(read::<PaymentStatus>(&payment.status)?);
    if open && read::<OrderStatus>(&order.status)? == OrderStatus::PendingPayment {
        return command.finish(tx, &view(&payment)?).await;
    }
    settle::queue_void(tx, &payment).await?;
    command.finish_refused(tx, Refused::new(ProblemKind::NotPayable)).await
}

/// Calls an attempt off before anything was taken.
///
/// Refused with `not_cancellable` when money was taken already, or when the bank is deciding.
#[utoipa::path(
    post,
    path = <PostPaymentVoid as Endpoint>::PATH,
    tag = "payments",
    params(
        ("id" = String, Path, description = "The attempt"),
        ("Idempotency-Key" = String, Header, description = "The commitment's key"),
    ),
    responses(
        (status = 200, body = PaymentAttempt),
        (status = 401, content_type = "application/problem+json", body = Problem),
        (status = 404, content_type = "application/problem+json", body = Problem),
        (status = 409, content_type = "application/problem+json", body = Problem),
        (status = 503, content_type = "application/problem+json", body = Problem),
    ),
    security(("session" = []))
)]
pub(super) async fn post_payment_void(
    State(app): State<App>,
    Path(id): Path<String>,
    command: Command,
) -> Answer<Response> {
    to_its_end(async move { void(app, command, id).await }).await
}

async fn void(app: App, command: Command, id: String) -> Answer<Response> {
    let mut tx = app.db.begin().await?;
    if let Begun::Answered(answer) = command.begin(&app, &mut tx).await? {
        return Ok(answer);
    }
    let payment = payments::find(&mut tx, &id).await?.filter(|row| row.session == command.session);
    let Some((payment, provider_id)) =
        payment.and_then(|row| row.provider_id.clone().map(|provider_id| (row, provider_id)))
    else {
        return Err(Refused::not_found());
    };
    if !is_open(read::<PaymentStatus>(&payment.status)?) {
        let answer = voided(&mut tx, &command, &payment).await?;
        tx.commit().await?;
        return Ok(answer);
    }
    tx.commit().await?;

    let provider = app.buying.provider();
    let news = match provider.void(&provider_id).await {
        // It says no: its own word says what happened instead.
        Err(ProviderError::Refused(_)) => provider.get(&provider_id).await,
        answer => answer,
    };

    let mut tx = app.db.begin().await?;
    let news = match news {
        Ok(news) => news,
        Err(error) => {
            command.forget(&mut tx).await?;
            tx.commit().await?;
            return Err(unavailable(&error));
        }
    };
    settle::take_in(&mut tx, app.clock.now(), &news, &app.public_url).await?;
    let payment = payments::find(&mut tx, &id).await?.ok_or_else(Refused::not_found)?;
    let answer = voided(&mut tx, &command, &payment).await?;
    tx.commit().await?;
    app.buying.wake();
    Ok(answer)
}

/// The answer to a void: the attempt if nothing can be taken any more, a refusal otherwise.
async fn voided(tx: &mut WriteTx, command: &Command, payment: &PaymentRow) -> Answer<Response> {
    let status: PaymentStatus = read(&payment.status)?;
    let why_not = if is_paid(status) || status == PaymentStatus::Refunded {
        Some("money was taken: cancel the order instead")
    } else if is_open(status) {
        Some("the bank is deciding; its answer will be known soon")
    } else {
        None
    };
    match why_not {
        Some(detail) => {
            command.finish_refused(tx, Refused::new(ProblemKind::NotCancellable).detail(detail)).await
        }
        None => command.finish(tx, &view(payment)?).await,
    }
}

fn unavailable(error: &ProviderError) -> Refused {
    tracing::warn!(%error, "the payment provider could not be asked");
    Refused::new(ProblemKind::Internal)
        .status(StatusCode::SERVICE_UNAVAILABLE)
        .detail("the payment provider cannot be reached")
        .retry_after(1)
}
