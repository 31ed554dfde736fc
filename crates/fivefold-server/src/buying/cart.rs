//! `GET /v1/cart` and `PUT /v1/cart/lines/{variant}`.

use super::{
    basket::{Basket, Holder, MOST},
    facts,
    session::Guest,
    versions::{self, seen_version},
};
use crate::{
    problem::{Answer, Body, Path, Refused},
    scope::Scoped,
    state::App,
    store::carts,
};
use axum::{extract::State, http::HeaderMap, response::Response};
use fivefold_api::{
    endpoints::{Endpoint, GetCart, PutCartLine},
    model::{Cart, CartNotice, FieldProblemCode, Problem, ProblemKind, QuantityLimit, SetCartLine},
};

/// A cart has at most so many lines.
pub(super) const MOST_LINES: usize = 100;

/// The session's cart.
#[utoipa::path(
    get,
    path = <GetCart as Endpoint>::PATH,
    tag = "cart",
    params(Scoped),
    responses(
        (status = 200, body = Cart),
        (status = 401, content_type = "application/problem+json", body = Problem),
    ),
    security(("session" = []))
)]
pub(super) async fn get_cart(State(app): State<App>, guest: Guest, scope: Scoped) -> Answer<Response> {
    let mut reader = app.db.snapshot().await?;
    let holder = Holder::find(&mut reader, &guest.session).await?;
    let basket = Basket::read(&mut reader, &holder, &scope).await?;
    versions::tagged(&basket.version(), &basket.view(&scope)?)
}

/// Sets how many of a variant there shall be; zero removes the line.
///
/// With `If-Match` it is refused when the cart has changed since. What rule and stock do not allow is
/// limited, and a notice says so.
#[utoipa::path(
    put,
    path = <PutCartLine as Endpoint>::PATH,
    tag = "cart",
    request_body = SetCartLine,
    params(
        ("variant" = String, Path, description = "The variant"),
        ("If-Match" = Option<String>, Header, description = "The cart's version that was seen"),
        Scoped,
    ),
    responses(
        (status = 200, body = Cart),
        (status = 401, content_type = "application/problem+json", body = Problem),
        (status = 404, content_type = "application/problem+json", body = Problem),
        (status = 412, content_type = "application/problem+json", body = Problem),
        (status = 422, content_type = "application/problem+json", body = Problem),
    ),
    security(("session" = []))
)]
pub(super) async fn put_cart_line(
    State(app): State<App>,
    guest: Guest,
    scope: Scoped,
    Path(variant): Path<String>,
    headers: HeaderMap,
    Body(wish): Body<SetCartLine>,
) -> Answer<Response> {
    if wish.quantity < 0 {
        return Err(Refused::field("quantity", FieldProblemCode::OutOfRange));
    }
    let seen = seen_version(&headers)?;
    let mut tx = app.db.begin().await?;
    let holder = Holder::find(&mut tx, &guest.session).await?;
    let before = Basket::read(&mut tx, &holder, &scope).await?;
    if seen.is_some_and(|seen| seen != before.version()) {
        return Err(Refused::new(ProblemKind::VersionConflict));
    }
    let cart = before.cart.id.clone();
    let there = before.lines.iter().any(|priced| priced.row.variant == variant);
    if !there {
        if !carts::variant_exists(&mut tx, &variant).await? {
            return Err(Refused::not_found());
        }
        if wish.quantity > 0 && before.lines.len() >= MOST_LINES {
            return Err(Refused::field("variant", FieldProblemCode::OutOfRange)
                .detail(format!("a cart has at most {MOST_LINES} lines")));
        }
    }
    let mut notices = before.view(&scope)?.notices;
    notices.retain(|notice| !is_limit_of(notice, &variant));
    let mut changed = false;

    // From here on the buyer has been told what was limited: it becomes what the cart holds.
    for priced in before.buyable().filter(|priced| priced.row.variant != variant) {
        if priced.line.quantity != priced.row.quantity {
            carts::set_line(&mut tx, &cart, &priced.row.variant, priced.line.quantity).await?;
            changed = true;
        }
    }
    if wish.quantity == 0 {
        if there {
            carts::remove_line(&mut tx, &cart, &variant).await?;
            changed = true;
        }
    } else {
        // A new line is put in first, so that the catalogue's facts about it are read like any other's.
        if !there {
            carts::set_line(&mut tx, &cart, &variant, wish.quantity.min(MOST)).await?;
        }
        let with_line = Basket::read(&mut tx, &holder, &scope).await?;
        let row = with_line
            .lines
            .iter()
            .find(|priced| priced.row.variant == variant)
            .map(|priced| &priced.row)
            .ok_or_else(|| Refused::internal("a line that was just written is missing"))?;
        let (given, reason) = row.limit(wish.quantity);
        if let Some(reason) = reason {
            notices.push(CartNotice::QuantityLimited {
                variant: variant.as_str().into(),
                wanted: wish.quantity,
                given,
                reason,
            });
        }
        match (given, there) {
            // None can be had: nothing is added, and what is there stays visible as sold out.
            (0, false) => carts::remove_line(&mut tx, &cart, &variant).await?,
            (0, true) => {}
            (given, there) => {
                changed |= !there || given != row.quantity;
                carts::set_line(&mut tx, &cart, &variant, given).await?;
            }
        }
    }
    if changed {
        let revision = carts::touch(&mut tx, &cart).await?;
        facts::cart(&mut tx, &guest.session, &cart, revision).await?;
    }
    let after = Basket::read(&mut tx, &holder, &scope).await?;
    after.note_prices(&mut tx, &scope).await?;
    let answer = Cart { notices, ..after.view(&scope)? };
    tx.commit().await?;
    versions::tagged(&after.version(), &answer)
}

fn is_limit_of(notice: &CartNotice, line: &str) -> bool {
    matches!(notice, CartNotice::QuantityLimited { variant, reason, .. }
        if variant.as_str() == line && *reason != QuantityLimit::Unknown)
}
