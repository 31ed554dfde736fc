//! What is told to whom.
//!
//! `group-buys` hears of every state, `group-buy/{id}` of everything about one, and `me` of one's own seats.

use super::{seat_views, views};
use crate::{
    buying::facts::me,
    catalog::text,
    problem::{Answer, Refused},
    store::{
        WriteTx,
        group_buys::{self, GroupRow},
        seats::SeatRow,
        words::word,
    },
};
use fivefold_api::model::{GroupBuyCardFact, GroupBuyFact, GroupMember, SeatFact};

/// The topic of all group-buys.
pub(crate) const ALL: &str = "group-buys";

/// The topic of one.
pub(super) fn topic(id: &str) -> String {
    format!("group-buy/{id}")
}

/// Counts a group's seats again, tells everybody, and gives the group as it is now.
pub(super) async fn counted(
    tx: &mut WriteTx,
    before: &GroupRow,
    joined: Option<GroupMember>,
) -> Answer<GroupRow> {
    group_buys::count_again(tx, &before.id).await?;
    let group = again(tx, &before.id).await?;
    let (was, now) = (views::state(before)?, views::state(&group)?);
    let next = now.to_next.map(|more| i64::try_from(now.committed + more).unwrap_or(i64::MAX));
    group_buys::set_next(tx, &group.id, next).await?;
    let kind = if was.tier == now.tier { "count" } else { "tier" };
    tell(tx, &group, kind, joined.into_iter().collect()).await?;
    Ok(group)
}

/// Tells that a group-buy has another phase.
pub(super) async fn phase(tx: &mut WriteTx, id: &str) -> Answer<GroupRow> {
    let group = again(tx, id).await?;
    tell(tx, &group, "phase", Vec::new()).await?;
    Ok(group)
}

/// Tells lists that there is one more group-buy.
pub(super) async fn offered(tx: &mut WriteTx, group: &GroupRow) -> Answer<()> {
    let fact = GroupBuyCardFact { group_buy: group.id.as_str().into(), state: views::state(group)? };
    tx.publish(ALL, "group", &fact).await?;
    Ok(())
}

/// Tells somebody of their seat, and nobody else.
pub(super) async fn seat(tx: &mut WriteTx, group: &GroupRow, to: &SeatRow) -> Answer<()> {
    let kind = format!("seat_{}", word(&to.status)?);
    tell_owner(tx, group, to, &kind).await
}

/// Tells somebody that the money of their seat has moved.
pub(super) async fn money(tx: &mut WriteTx, group: &GroupRow, to: &SeatRow) -> Answer<()> {
    tell_owner(tx, group, to, "seat_money").await
}

async fn tell_owner(tx: &mut WriteTx, group: &GroupRow, to: &SeatRow, kind: &str) -> Answer<()> {
    let fact = SeatFact {
        group_buy: group.id.as_str().into(),
        title: text(&group.titles, to.locale.as_deref().unwrap_or(crate::markets::LOCALES[0])),
        seat: seat_views::seat(tx, group, to).await?,
        state: views::state(group)?,
    };
    tx.publish(&me(&to.session), kind, &fact).await?;
    Ok(())
}

async fn tell(tx: &mut WriteTx, group: &GroupRow, kind: &str, joined: Vec<GroupMember>) -> Answer<()> {
    let state = views::state(group)?;
    let fact = GroupBuyFact { group_buy: group.id.as_str().into(), state: state.clone(), joined };
    tx.publish(&topic(&group.id), kind, &fact).await?;
    tx.publish(ALL, "state", &GroupBuyCardFact { group_buy: group.id.as_str().into(), state }).await?;
    Ok(())
}

/// The group-buy as it is in this transaction.
pub(super) async fn again(tx: &mut WriteTx, id: &str) -> Answer<GroupRow> {
    group_buys::find(tx, id).await?.ok_or_else(|| Refused::internal("a group-buy is gone"))
}
