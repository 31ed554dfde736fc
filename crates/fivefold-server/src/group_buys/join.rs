//! `POST /v1/group-buys/{id}/seats` and the preview of it: one joiner after the other, each one transaction.

use super::{facts, mine::PRIVATE, seat_views, siblings, terms, views};
use crate::{
    arrival::Arrival,
    buying::{
        Command, Member, TaxClass, in_one_transaction, rate,
        seats::{self as seat_orders, SeatOrder, SeatPrice},
        taxes_delivery, tidy,
    },
    ids::new_id,
    problem::{Answer, Path, Query, Refused},
    scope::Scoped,
    state::App,
    store::{
        WriteTx,
        accounts::{self, AccountRow},
        addresses,
        group_buys::{self, GroupRow},
        invitations,
        seats::{self, SeatRow},
    },
};
use axum::{
    Json,
    extract::State,
    response::{IntoResponse, Response},
};
use fivefold_api::{
    endpoints::{Endpoint, GetSeatCheckout, PostSeat},
    model::{
        Address, Contact, FieldProblem, FieldProblemCode, GroupPhase, JoinGroupBuy, MyGroupBuy, Problem,
        ProblemKind, SeatCheckout, SeatStatus, TotalChange,
    },
    rules::{
        SeatTerms, check_address, check_contact, seat_ceiling, seat_cost, seat_outlook, seat_stands,
        seat_weight, smallest_tax,
    },
    vocabulary::{Instant, Money},
};
use serde::Deserialize;

/// Nobody is called longer than this.
const LONGEST_NAME: usize = 40;

#[derive(Debug, Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    quantity: Option<i64>,
}

/// What joining with so many units would be. Nothing is held by asking.
#[utoipa::path(
    get,
    path = <GetSeatCheckout as Endpoint>::PATH,
    tag = "group-buys",
    params(
        ("id" = String, Path, description = "The group-buy"),
        ("quantity" = Option<u64>, Query, description = "How many units; 1 if it is left out"),
        Scoped,
    ),
    responses(
        (status = 200, body = SeatCheckout),
        (status = 401, content_type = "application/problem+json", body = Problem),
        (status = 403, content_type = "application/problem+json", body = Problem),
        (status = 404, content_type = "application/problem+json", body = Problem),
        (status = 422, content_type = "application/problem+json", body = Problem),
    ),
    security(("session" = []), ("cookie" = []))
)]
pub(super) async fn get_seat_checkout(
    State(app): State<App>,
    Member(member): Member,
    scope: Scoped,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Answer<impl IntoResponse> {
    let now = app.clock.now();
    let mut reader = app.db.snapshot().await?;
    let group = group_buys::find(&mut reader, &id).await?.ok_or_else(Refused::not_found)?;
    let account = accounts::find(&mut reader, &member.account)
        .await?
        .ok_or_else(|| Refused::new(ProblemKind::SignedOut))?;
    let saved = addresses::of_account(&mut reader, &member.account).await?;
    drop(reader);
    let address: Option<Address> = saved
        .iter()
        .find(|address| address.is_default)
        .map(|preferred| serde_json::from_str(&preferred.address))
        .transpose()?;
    let quantity = asked.quantity.unwrap_or(1);
    check_quantity(&group, quantity)?;
    let weight = weight(&group, quantity)?;
    let outlook = seat_outlook(
        &views::tiers(&group)?,
        views::count(group.committed),
        weight,
        views::price(&group)?,
        group.cap.map(views::count),
    )
    .ok_or_else(|| Refused::internal("a group-buy has no ladder"))?;
    let price = price_of(&group, quantity, outlook.now, &scope, address.as_ref())?;
    let checkout = SeatCheckout {
        quantity: views::count(quantity),
        outlook,
        totals: seat_orders::totals(&price)?,
        methods: terms::methods(now, group.ends_at),
        contact: Some(Contact { email: account.email, phone: None }),
        address,
        state: views::state(&group)?,
    };
    Ok(([PRIVATE], Json(checkout)))
}

/// Joins: a seat is held for five minutes, and its order waits for the payment.
///
/// Whoever has a seat in the group already gets that one. Refused with `group_full`, `group_ended`,
/// `group_not_started`, `group_cancelled`, `price_changed` when it costs more than was seen, or `sign_in_needed` for
/// guests.
#[utoipa::path(
    post,
    path = <PostSeat as Endpoint>::PATH,
    tag = "group-buys",
    request_body = JoinGroupBuy,
    params(
        ("id" = String, Path, description = "The group-buy"),
        ("Idempotency-Key" = String, Header, description = "The commitment's key"),
        Scoped,
    ),
    responses(
        (status = 200, body = MyGroupBuy),
        (status = 400, content_type = "application/problem+json", body = Problem),
        (status = 401, content_type = "application/problem+json", body = Problem),
        (status = 403, content_type = "application/problem+json", body = Problem),
        (status = 404, content_type = "application/problem+json", body = Problem),
        (status = 409, content_type = "application/problem+json", body = Problem),
        (status = 422, content_type = "application/problem+json", body = Problem),
    ),
    security(("session" = []), ("cookie" = []))
)]
pub(super) async fn post_seat(
    Arrival(arrived): Arrival,
    State(app): State<App>,
    Path(id): Path<String>,
    scope: Scoped,
    command: Command,
) -> Answer<Response> {
    let wish = checked(command.read()?, &scope)?;
    in_one_transaction(app, command, move |app, command, tx| {
        Box::pin(async move {
            let account = accounts::of_session(tx, &command.session)
                .await?
                .ok_or_else(|| Refused::new(ProblemKind::SignInNeeded))?;
            let group = group_buys::find(tx, &id).await?.ok_or_else(Refused::not_found)?;
            let when = When { arrived, now: app.clock.now() };
            let group = take(tx, &account, group, &wish, &scope, when).await?;
            seat_views::mine(tx, &group, Some(&command.session), when.now).await
        })
    })
    .await
}

/// What was typed, without the spaces around it, if it can be used.
fn checked(mut wish: JoinGroupBuy, scope: &Scoped) -> Answer<JoinGroupBuy> {
    wish.address = tidy(wish.address);
    wish.contact.email = wish.contact.email.trim().to_owned();
    wish.shown_as = wish.shown_as.map(|name| name.trim().to_owned()).filter(|name| !name.is_empty());
    let countries: Vec<String> = scope.market.countries.iter().map(|country| (*country).to_owned()).collect();
    let mut problems = check_contact(&wish.contact);
    problems.extend(check_address(&wish.address, &countries));
    if let Some(name) = &wish.shown_as {
        let code = if name.chars().any(char::is_control) {
            Some(FieldProblemCode::Format)
        } else {
            (name.chars().count() > LONGEST_NAME).then_some(FieldProblemCode::TooLong)
        };
        problems.extend(code.map(|code| FieldProblem { field: "shown_as".to_owned(), code }));
    }
    if problems.is_empty() {
        return Ok(wish);
    }
    let mut refused = Refused::new(ProblemKind::InvalidFields);
    refused.problem_mut().fields = problems;
    Err(refused)
}

/// When somebody wanted to join, and what time it is now.
#[derive(Debug, Clone, Copy)]
pub(super) struct When {
    pub(super) arrived: Instant,
    pub(super) now: Instant,
}

/// Decides whether somebody gets a seat, and holds it. Gives the group as it is then.
pub(super) async fn take(
    tx: &mut WriteTx,
    account: &AccountRow,
    group: GroupRow,
    wish: &JoinGroupBuy,
    scope: &Scoped,
    when: When,
) -> Answer<GroupRow> {
    let there = seats::of_account(tx, &group.id, &account.id).await?;
    if there.is_some_and(|seat| seat_stands(seat.status)) {
        return Ok(group);
    }
    check_phase(tx, &group, when).await?;
    let quantity = i64::try_from(wish.quantity).unwrap_or(i64::MAX);
    check_quantity(&group, quantity)?;
    let variant = wish.variant.as_str();
    if !group.variants.iter().any(|other| other.id == variant) {
        return Err(Refused::field("variant", FieldProblemCode::NotAllowed));
    }
    let weight = weight(&group, quantity)?;
    if views::left(&group).is_some_and(|left| views::count(left) < weight) {
        return Err(siblings::instead(tx, ProblemKind::GroupFull, &group, when.now).await?);
    }
    let ceiling =
        seat_ceiling(&views::tiers(&group)?, views::count(group.committed), weight, views::price(&group)?)
            .ok_or_else(|| Refused::internal("a group-buy has no ladder"))?;
    let price = price_of(&group, quantity, ceiling, scope, Some(&wish.address))?;
    let total = seat_orders::totals(&price)?.total;
    if wish.expected_total.currency != total.currency || wish.expected_total.minor < total.minor {
        let mut refused = Refused::new(ProblemKind::PriceChanged);
        refused.problem_mut().totals = Some(TotalChange { was: wish.expected_total, now: total });
        return Err(refused);
    }
    let invitation = invited_by(tx, account, &group, wish).await?;

    // Everything is decided; from here on it is written.
    let weight = i64::try_from(weight).map_err(Refused::internal)?;
    let wanted = SeatOrder {
        session: &account.session,
        locale: scope.locale,
        group: &group,
        variant,
        weight,
        price,
        contact: &wish.contact,
        address: &wish.address,
        now: when.now,
        until: when.now.plus(terms::HOLD),
    };
    let order = seat_orders::place(tx, &wanted).await?;
    let row = SeatRow {
        id: new_id("st"),
        group_buy: group.id.clone(),
        number: 0,
        account: account.id.clone(),
        session: account.session.clone(),
        locale: account.locale.clone(),
        email: account.email.clone(),
        order,
        variant: variant.to_owned(),
        quantity,
        weight,
        ceiling: ceiling.minor,
        goods_tax: price.goods_tax,
        shipping_tax: price.shipping_tax,
        shown_as: wish.shown_as.clone(),
        invitation,
        held_at: when.now,
        revision: 1,
        status: SeatStatus::Held,
        in_grace: false,
        payment: None,
        method: None,
        pays_first: false,
        committed_at: None,
        price: None,
        pay_until: None,
    };
    let seat = seats::insert(tx, &row).await?;
    let group = facts::counted(tx, &group, None).await?;
    facts::seat(tx, &group, &seat).await?;
    Ok(group)
}

/// Whether the group can be joined by somebody who came at this time. The timer that locks it may be late.
async fn check_phase(tx: &mut WriteTx, group: &GroupRow, when: When) -> Answer<()> {
    let kind = match views::phase(group) {
        GroupPhase::Scheduled if when.arrived < group.starts_at => ProblemKind::GroupNotStarted,
        GroupPhase::Scheduled | GroupPhase::Open | GroupPhase::Locking if when.arrived < group.ends_at => {
            return Ok(());
        }
        GroupPhase::Cancelled { .. } => ProblemKind::GroupCancelled,
        _ => ProblemKind::GroupEnded,
    };
    Err(siblings::instead(tx, kind, group, when.now).await?)
}

fn check_quantity(group: &GroupRow, quantity: i64) -> Answer<()> {
    if (1..=group.per_person).contains(&quantity) {
        Ok(())
    } else {
        Err(Refused::field("quantity", FieldProblemCode::OutOfRange))
    }
}

fn weight(group: &GroupRow, quantity: i64) -> Answer<u64> {
    Ok(seat_weight(views::basis(group)?, views::count(quantity)))
}

/// What so many units cost at a unit price, sent to an address. Where prices are shown without tax, a group-buy has
/// none that could be named.
fn price_of(
    group: &GroupRow,
    quantity: i64,
    unit: Money,
    scope: &Scoped,
    address: Option<&Address>,
) -> Answer<SeatPrice> {
    let address = address.filter(|_| scope.market.tax_included);
    let tax = |class| address.map_or(0, |to| rate(&to.country, to.region.as_deref(), class));
    let shipping_is_taxed = address.is_some_and(|to| taxes_delivery(&to.country));
    let terms = SeatTerms {
        quantity,
        ceiling: unit,
        discount: 0,
        shipping: group.shipping,
        goods_tax: tax(TaxClass::read(&group.tax_class)),
        shipping_tax: if shipping_is_taxed { tax(TaxClass::Standard) } else { 0 },
        smallest_tax: smallest_tax(unit.currency),
    };
    let parts = seat_cost(&terms, unit).ok_or_else(|| Refused::internal("a seat's cost does not fit"))?;
    Ok(SeatPrice {
        unit,
        quantity,
        goods: Money::new(parts.goods.minor - parts.discount.minor, unit.currency),
        shipping: parts.shipping,
        goods_tax: terms.goods_tax,
        shipping_tax: terms.shipping_tax,
    })
}

/// By whose invitation somebody joins: the one that is named, or else the one that was followed. Nobody invites
/// themselves.
async fn invited_by(
    tx: &mut WriteTx,
    account: &AccountRow,
    group: &GroupRow,
    wish: &JoinGroupBuy,
) -> Answer<Option<String>> {
    let code = match &wish.invitation {
        Some(code) => Some(code.0.clone()),
        None => invitations::visited(tx, &account.session, &group.id).await?,
    };
    let Some(code) = code else { return Ok(None) };
    let invitation = invitations::find(tx, &code).await?;
    Ok(invitation.filter(|invitation| invitation.account != account.id).map(|invitation| invitation.code))
}
