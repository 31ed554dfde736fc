//! The demo's group-buys, at times that count from the start, joined by labelled accounts. Only `--seed demo` and
//! `--demo` with `--groups` make them.
//!
//! Nobody in them is invented: each member is an account of the demo with a seat, an order and a payment, made by the
//! same code as anyone's.

use super::{closing, facts, join, money, offer, views};
use crate::{
    account,
    buying::seats::pay_at_once,
    markets::MARKETS,
    problem::{Answer, Refused},
    scope::Scoped,
    seed::shop::Texts,
    state::App,
    store::{accounts, group_buys, seats},
};
use fivefold_api::{
    model::{Address, CancelReason, Contact, GroupBasis, JoinGroupBuy, PriceTier, SeatStatus},
    vocabulary::{Currency, Instant, Money},
};
use serde::Deserialize;

/// How many labelled accounts join.
pub(super) const MEMBERS: usize = 12;

/// A group-buy in `seed/group_buys.json`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct GroupSeed {
    product: String,
    basis: GroupBasis,
    /// From how much on, and the price in euro cents.
    tiers: Vec<(u64, i64)>,
    minimum: u64,
    cap: Option<u64>,
    per_person: u64,
    shipping: i64,
    zone: String,
    may_open_another: bool,
    /// In seconds from the start of the server; negative for what has been.
    starts: i64,
    ends: i64,
    /// Member, units and method; spread over the time until now or the end.
    joins: Vec<(usize, u64, String)>,
    /// Members who withdraw again.
    withdraws: Vec<usize>,
    cancel: Option<CancelSeed>,
    /// Whether the living demo offers it again when it has ended.
    pub(super) again: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct CancelSeed {
    reason: CancelReason,
    note: Texts,
}

/// The address of a member.
pub(super) fn email(member: usize) -> String {
    format!("member{}@demo.example", member + 1)
}

/// What the demo offers.
pub(super) fn groups() -> serde_json::Result<Vec<GroupSeed>> {
    serde_json::from_str(include_str!("../../seed/group_buys.json"))
}

/// Adds the demo's group-buys with their members, unless they are there.
pub(crate) async fn seed(app: &App) -> Result<(), String> {
    fill(app).await.map_err(|refused| format!("the group-buys: {:?}", refused.problem()))
}

async fn fill(app: &App) -> Answer<()> {
    let mut tx = app.db.begin().await?;
    if group_buys::has_demo(&mut tx).await? {
        return Ok(());
    }
    let now = app.clock.now();
    for member in 0..MEMBERS {
        let name = format!("Demo member {}", member + 1);
        account::open_demo(&mut tx, &email(member), &name, now).await?;
    }
    tx.commit().await?;
    let groups = groups()?;
    for (number, group) in groups.iter().enumerate() {
        offer_one(app, group, number, now).await?;
    }
    tracing::info!(groups = groups.len(), "the demo's group-buys are offered");
    Ok(())
}

async fn offer_one(app: &App, group: &GroupSeed, number: usize, now: Instant) -> Answer<()> {
    let currency = Currency::iso("EUR").map_err(Refused::internal)?;
    let at = |seconds: i64| Instant::from_millis(now.millis() + seconds * 1000);
    let offer = offer::GroupOffer {
        product: group.product.as_str().into(),
        variants: Vec::new(),
        basis: group.basis,
        tiers: group
            .tiers
            .iter()
            .map(|(from, price)| PriceTier { from: *from, price: Money::new(*price, currency) })
            .collect(),
        minimum: group.minimum,
        cap: group.cap,
        per_person: group.per_person,
        shipping: Money::new(group.shipping, currency),
        zone: group.zone.clone(),
        may_open_another: group.may_open_another,
        starts_at: at(group.starts),
        ends_at: at(group.ends),
    };
    let demo = Some(i64::try_from(number).unwrap_or_default());
    let mut tx = app.db.begin().await?;
    let row = offer::insert(&mut tx, &offer, demo, now).await?;
    tx.commit().await?;
    let until = group.ends.min(0);
    let parts = i64::try_from(group.joins.len()).unwrap_or_default() + 1;
    for (place, (member, quantity, method)) in (1_i64..).zip(&group.joins) {
        let when = at(group.starts + (until - group.starts) * place / parts);
        join_one(app, &row.id, (*member, *quantity, method), when).await?;
    }
    for member in &group.withdraws {
        let mut tx = app.db.begin().await?;
        let account = accounts::of_email(&mut tx, &email(*member)).await?;
        let account = account.ok_or_else(|| Refused::internal("a member of the demo is missing"))?;
        let seat = seats::of_account(&mut tx, &row.id, &account.id).await?;
        let mut seat = seat.ok_or_else(|| Refused::internal("who withdraws has no seat"))?;
        let group = facts::again(&mut tx, &row.id).await?;
        money::release(&mut tx, now, &group, &mut seat, SeatStatus::Withdrawn).await?;
        facts::counted(&mut tx, &group, None).await?;
        tx.commit().await?;
    }
    let mut tx = app.db.begin().await?;
    let row = facts::again(&mut tx, &row.id).await?;
    if let Some(cancel) = &group.cancel {
        offer::cancel(&mut tx, &row, cancel.reason, &cancel.note, now, &app.public_url).await?;
    } else if row.ends_at <= now {
        closing::close(&mut tx, &row).await?;
        let row = facts::again(&mut tx, &row.id).await?;
        closing::lock(&mut tx, &row, row.ends_at, &app.public_url).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// One of the demo's members joins and pays at once.
async fn join_one(
    app: &App,
    group: &str,
    (member, quantity, method): (usize, u64, &str),
    when: Instant,
) -> Answer<()> {
    let market = &MARKETS[0];
    let scope = Scoped {
        locale: crate::markets::LOCALES[0],
        market,
        currency: Currency::iso(market.currency).map_err(Refused::internal)?,
    };
    let mut tx = app.db.begin().await?;
    let account = accounts::of_email(&mut tx, &email(member)).await?;
    let account = account.ok_or_else(|| Refused::internal("a member of the demo is missing"))?;
    let row = facts::again(&mut tx, group).await?;
    let variant = row.variants.first().ok_or_else(|| Refused::internal("there is nothing to choose"))?;
    let wish = JoinGroupBuy {
        variant: variant.id.as_str().into(),
        quantity,
        contact: Contact { email: account.email.clone(), phone: None },
        address: address(&account.name),
        expected_total: Money::new(i64::MAX, views::currency(&row)?),
        invitation: None,
        // Half of them want to be seen, as people do.
        shown_as: member.is_multiple_of(2).then(|| account.name.clone()),
    };
    let times = join::When { arrived: when, now: when };
    join::take(&mut tx, &account, row, &wish, &scope, times).await?;
    let seat = seats::of_account(&mut tx, group, &account.id).await?;
    let seat = seat.ok_or_else(|| Refused::internal("who joined has no seat"))?;
    tx.commit().await?;
    pay_at_once(app, &seat.order, method, when).await
}

/// Where a member of the demo lives.
pub(super) fn address(name: &str) -> Address {
    Address {
        country: "DE".to_owned(),
        name: name.to_owned(),
        line1: "Am Hafen 1".to_owned(),
        line2: None,
        city: "Hamburg".to_owned(),
        region: None,
        postcode: Some("20457".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_demo_s_group_buys_are_of_products_it_has() {
        let shop = crate::seed::demo().unwrap();
        let groups = groups().unwrap();
        assert!(groups.len() >= 12);
        for group in &groups {
            assert!(shop.products.iter().any(|product| product.slug == group.product), "{}", group.product);
            assert!(group.joins.iter().all(|(member, _, _)| *member < MEMBERS), "{}", group.product);
            assert!(group.starts < group.ends, "{}", group.product);
        }
    }
}
