//! Seats as the people see them who have them.

use super::{siblings, terms, views};
use crate::{
    buying::seats::SeatPrice,
    problem::{Answer, Refused},
    store::{
        accounts,
        group_buys::GroupRow,
        holds, invitations,
        seats::{self, MoneyRow, SeatRow},
        words::read,
    },
};
use fivefold_api::{
    model::{Charging, GroupPhase, Hold, MoneyStep, MyGroupBuy, PriceParts, Seat, SeatStatus},
    rules::{SeatTerms, difference_refund, group_actions, join_requirements, seat_cost, smallest_tax},
    vocabulary::{Instant, Money, PaymentMethodId, Version},
};
use sqlx::SqliteConnection;

/// What a seat costs is made of this.
pub(super) fn cost_terms(group: &GroupRow, seat: &SeatRow) -> Answer<SeatTerms> {
    let currency = views::currency(group)?;
    Ok(SeatTerms {
        quantity: seat.quantity,
        ceiling: Money::new(seat.ceiling, currency),
        // The shop has no discounts on group-buys yet.
        discount: 0,
        shipping: group.shipping,
        goods_tax: seat.goods_tax,
        shipping_tax: seat.shipping_tax,
        smallest_tax: smallest_tax(currency),
    })
}

/// What a seat costs at a unit price.
pub(super) fn cost(group: &GroupRow, seat: &SeatRow, price: i64) -> Answer<PriceParts> {
    let price = Money::new(price, views::currency(group)?);
    seat_cost(&cost_terms(group, seat)?, price).ok_or_else(|| Refused::internal("a seat's cost does not fit"))
}

/// The same for the order of a seat.
pub(super) fn order_price(group: &GroupRow, seat: &SeatRow, price: i64) -> Answer<SeatPrice> {
    let parts = cost(group, seat, price)?;
    let currency = views::currency(group)?;
    Ok(SeatPrice {
        unit: Money::new(price, currency),
        quantity: seat.quantity,
        goods: Money::new(parts.goods.minor - parts.discount.minor, currency),
        shipping: parts.shipping,
        goods_tax: seat.goods_tax,
        shipping_tax: seat.shipping_tax,
    })
}

/// A seat as its owner sees it.
pub(super) async fn seat(connection: &mut SqliteConnection, group: &GroupRow, row: &SeatRow) -> Answer<Seat> {
    let currency = views::currency(group)?;
    let held = holds::of_subject(connection, "order", &row.order).await?;
    let hold = held.last().filter(|_| row.status == SeatStatus::Held);
    let hold = hold.map(|hold| -> Result<Hold, sqlx::Error> {
        Ok(Hold { id: hold.id.as_str().into(), state: read(&hold.state)?, expires_at: hold.expires_at })
    });
    let money = seats::money_of(connection, &row.id).await?;
    let price = row.price.map(|minor| Money::new(minor, currency));
    let pays_first = row.pays_first;
    Ok(Seat {
        id: row.id.as_str().into(),
        version: Version(row.revision.to_string()),
        status: row.status,
        variant: row.variant.as_str().into(),
        quantity: views::count(row.quantity),
        ceiling: Money::new(row.ceiling, currency),
        ceiling_total: cost(group, row, row.ceiling)?.total,
        price,
        total: row.price.map(|price| cost(group, row, price)).transpose()?.map(|parts| parts.total),
        order: row.order.as_str().into(),
        method: row.method.clone().map(PaymentMethodId),
        charging: row
            .method
            .as_deref()
            .map(|_| if pays_first { Charging::PayFirst } else { Charging::Authorise }),
        hold: hold.transpose()?,
        in_grace: row.in_grace && row.status == SeatStatus::Held,
        pay_until: row.pay_until.filter(|_| row.status == SeatStatus::CaptureFailed),
        charge_at: group.ends_at,
        money: money.iter().map(|step| money_step(group, step)).collect::<Answer<_>>()?,
        difference: match price {
            Some(price) if pays_first => Some(
                difference_refund(&cost_terms(group, row)?, price)
                    .ok_or_else(|| Refused::internal("a difference does not fit"))?,
            ),
            _ => None,
        },
        shown_as: row.shown_as.clone(),
    })
}

fn money_step(group: &GroupRow, row: &MoneyRow) -> Answer<MoneyStep> {
    Ok(MoneyStep {
        kind: row.kind,
        amount: Money::new(row.amount, views::currency(group)?),
        method: PaymentMethodId(row.method.clone()),
        at: row.at,
        is_done: row.is_done,
        expected_by: row.expected_by,
    })
}

/// Where a person stands with a group-buy. Without a session, or as a guest, that is a stranger.
pub(super) async fn mine(
    connection: &mut SqliteConnection,
    group: &GroupRow,
    session: Option<&str>,
    now: Instant,
) -> Answer<MyGroupBuy> {
    let account = match session {
        Some(session) => accounts::of_session(connection, session).await?,
        None => None,
    };
    let (row, invitation) = match &account {
        Some(account) => (
            seats::of_account(connection, &group.id, &account.id).await?,
            invitations::find_own(connection, &group.id, &account.id).await?,
        ),
        None => (None, None),
    };
    let may_open_another = siblings::may_open(connection, group, now).await?;
    let in_time = views::phase(group) != GroupPhase::Open || now < group.ends_at;
    let allowed_actions = if in_time {
        group_actions(
            views::phase(group),
            row.as_ref().map(|row| row.status),
            account.is_some(),
            views::left(group) == Some(0),
            may_open_another,
        )
    } else {
        // The timer is about to lock it.
        group_actions(GroupPhase::Locking, row.as_ref().map(|row| row.status), account.is_some(), true, false)
    };
    let seat = match &row {
        Some(row) => Some(seat(connection, group, row).await?),
        None => None,
    };
    Ok(MyGroupBuy {
        group_buy: group.id.as_str().into(),
        seat,
        allowed_actions,
        requirements: join_requirements(account.is_some()),
        invitation: invitation.map(|row| row.code.into()),
        state: views::state(group)?,
    })
}

/// The methods with which a held seat of a group can be paid.
pub(super) fn can_pay_with(group: &GroupRow, method: &str, now: Instant) -> bool {
    terms::methods(now, group.ends_at).iter().any(|other| other.method.as_str() == method)
}
