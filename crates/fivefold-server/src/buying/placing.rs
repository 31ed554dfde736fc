//! `POST /v1/orders`: from a checkout that was seen to an order that holds its stock.

use super::{
    checkout::Computed,
    commitments::{Command, in_one_transaction},
    facts,
    orders::{self, Snapshot, Viewer},
    settle, stock,
};
use crate::{
    ids::{new_id, new_secret},
    problem::{Answer, Refused},
    scope::Scoped,
    state::App,
    store::{
        WriteTx,
        holds::{self, NewHold, VARIANT},
        orders as store,
        orders::{OrderLineRow, OrderRow},
        payments,
        words::{read, word},
    },
};
use axum::{extract::State, response::Response};
use fivefold_api::{
    endpoints::{Endpoint, PostOrder},
    model::{
        LineProblem, Order, OrderStatus, PaymentStatus, PlaceOrder, Problem, ProblemKind, QuantityLimit,
        TotalChange,
    },
    rules::is_open,
};
use std::time::Duration;

/// How long stock is held while a payment is open.
pub(super) const HOLD: Duration = Duration::from_mins(15);

/// Places the order and holds its stock while it is paid.
///
/// Refused with `delivery_expired`, `checkout_incomplete`, `out_of_stock`, `price_changed`, a version
/// conflict, or `payment_open` when another order of this cart is being paid. Placing the same
/// checkout twice gives the same order.
#[utoipa::path(
    post,
    path = <PostOrder as Endpoint>::PATH,
    tag = "orders",
    request_body = PlaceOrder,
    params(
        ("Idempotency-Key" = String, Header, description = "The commitment's key"),
        Scoped,
    ),
    responses(
        (status = 200, body = Order),
        (status = 400, content_type = "application/problem+json", body = Problem),
        (status = 401, content_type = "application/problem+json", body = Problem),
        (status = 409, content_type = "application/problem+json", body = Problem),
        (status = 412, content_type = "application/problem+json", body = Problem),
        (status = 422, content_type = "application/problem+json", body = Problem),
    ),
    security(("session" = []))
)]
pub(super) async fn post_order(State(app): State<App>, scope: Scoped, command: Command) -> Answer<Response> {
    let wish: PlaceOrder = command.read()?;
    in_one_transaction(app, command, move |app, command, tx| {
        Box::pin(async move { place(app, tx, &command.session, &scope, &wish).await })
    })
    .await
}

async fn place(
    app: &App,
    tx: &mut WriteTx,
    session: &str,
    scope: &Scoped,
    wish: &PlaceOrder,
) -> Answer<Order> {
    let now = app.clock.now();
    let pending = store::pending_of_session(tx, session).await?;
    let computed = Computed::read(tx, session, scope, now).await?;
    if let Some(pending) = &pending {
        // A second tab or a lost key: the order that is asked for is already there.
        if pending.checkout_version == wish.checkout_version.0
            && computed.checkout.version == wish.checkout_version
            && pending.total == wish.expected_total.minor
            && pending.currency == wish.expected_total.currency.code()
        {
            return orders::view(tx, pending, Viewer::Owner(session)).await;
        }
        let attempts = payments::of_subject(tx, "order", &pending.id).await?;
        for attempt in &attempts {
            if is_open(read::<PaymentStatus>(&attempt.status)?) {
                let mut refused = Refused::new(ProblemKind::PaymentOpen);
                refused.problem_mut().order = Some(pending.id.as_str().into());
                return Err(refused);
            }
        }
    }
    check(&computed, scope, wish)?;
    let (Some(contact), Some(address), Some(delivery)) =
        (&computed.checkout.contact, &computed.checkout.address, &computed.delivery)
    else {
        return Err(Refused::new(ProblemKind::CheckoutIncomplete));
    };

    // Everything is decided; from here on it is written.
    if let Some(pending) = &pending {
        settle::call_off(tx, pending, OrderStatus::Cancelled).await?;
    }
    let bought: Vec<_> = computed.basket.buyable().map(|priced| priced.line.clone()).collect();
    let snapshot = Snapshot {
        lines: bought.clone(),
        lots: Vec::new(),
        group_buy: None,
        booking: None,
        quote: None,
        totals: computed.checkout.totals.clone(),
        contact: contact.clone(),
        address: address.clone(),
        delivery: delivery.clone(),
    };
    let row = OrderRow {
        id: new_id("o"),
        serial: store::next_serial(tx).await?,
        session: session.to_owned(),
        token: new_secret(),
        revision: 1,
        status: word(&OrderStatus::PendingPayment)?,
        placed_at: now,
        checkout_version: computed.checkout.version.0.clone(),
        total: computed.checkout.totals.total.minor,
        currency: scope.currency.code().to_owned(),
        locale: scope.locale.to_owned(),
        snapshot: serde_json::to_string(&snapshot)?,
        kind: "cart".to_owned(),
    };
    let lines: Vec<OrderLineRow> = bought
        .iter()
        .map(|line| OrderLineRow {
            variant: line.variant.0.clone(),
            product: line.product.0.clone(),
            quantity: line.quantity,
        })
        .collect();
    store::insert(tx, &row, &lines).await?;
    for line in &lines {
        let hold = NewHold {
            id: &new_id("h"),
            subject_kind: "order",
            subject_id: &row.id,
            owner: session,
            resource_kind: VARIANT,
            resource_id: &line.variant,
            quantity: line.quantity,
            expires_at: now.plus(HOLD),
        };
        holds::insert(tx, &hold).await?;
        stock::publish(tx, &line.variant).await?;
    }
    facts::order(tx, &row).await?;
    orders::view(tx, &row, Viewer::Owner(session)).await
}

/// Whether what the buyer has seen is what there is.
fn check(computed: &Computed, scope: &Scoped, wish: &PlaceOrder) -> Answer<()> {
    let checkout = &computed.checkout;
    if computed.delivery_expired {
        return Err(Refused::new(ProblemKind::DeliveryExpired));
    }
    let seen = checkout.version == wish.checkout_version;
    let short: Vec<LineProblem> = computed
        .basket
        .lines
        .iter()
        // What the buyer has seen limited is agreed to; what became less since is not.
        .filter(|priced| {
            priced.line.total.is_none() || (!seen && priced.limited == Some(QuantityLimit::Stock))
        })
        .map(|priced| LineProblem {
            variant: priced.line.variant.clone(),
            available: Some(if priced.line.unit_price.is_some() { priced.row.available() } else { 0 }),
            was: None,
            now: None,
        })
        .collect();
    if !short.is_empty() {
        let mut refused = Refused::new(ProblemKind::OutOfStock);
        refused.problem_mut().lines = short;
        return Err(refused);
    }
    if !checkout.missing.is_empty() {
        let missing: Vec<String> = checkout.missing.iter().filter_map(|step| word(step).ok()).collect();
        return Err(Refused::new(ProblemKind::CheckoutIncomplete).detail(missing.join(", ")));
    }
    let total = checkout.totals.total;
    if total != wish.expected_total {
        let mut refused = Refused::new(ProblemKind::PriceChanged);
        let problem = refused.problem_mut();
        problem.totals = Some(TotalChange { was: wish.expected_total, now: total });
        problem.lines = computed
            .basket
            .lines
            .iter()
            .filter_map(|priced| {
                let (was, now) = priced.price_change(scope)?;
                Some(LineProblem {
                    variant: priced.line.variant.clone(),
                    available: None,
                    was: Some(was),
                    now: Some(now),
                })
            })
            .collect();
        return Err(refused);
    }
    if !seen {
        return Err(Refused::new(ProblemKind::VersionConflict));
    }
    Ok(())
}
