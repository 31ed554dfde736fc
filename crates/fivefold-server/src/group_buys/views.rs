//! Rows as anyone may see them.

use super::terms;
use crate::{
    catalog::{picture, text},
    problem::{Answer, Refused},
    store::{events, group_buys::GroupRow, seats::SeatRow, words::read},
};
use fivefold_api::{
    model::{
        CancelReason, GroupBasis, GroupBuy, GroupBuyCard, GroupBuyState, GroupMember, GroupPhase,
        GroupVariant, PriceTier, SiblingGroup, TopicPoint,
    },
    rules::{group_price, tier_at, to_next_tier},
    vocabulary::{Currency, Money, Version},
};
use sqlx::SqliteConnection;

/// The addresses of the demo's accounts end like this.
const DEMO: &str = "@demo.example";

/// The currency of a group-buy.
pub(super) fn currency(row: &GroupRow) -> Answer<Currency> {
    Currency::iso(&row.currency).map_err(Refused::internal)
}

/// Its ladder.
pub(super) fn tiers(row: &GroupRow) -> Answer<Vec<PriceTier>> {
    let currency = currency(row)?;
    let tier = |(from, price): &(u64, i64)| PriceTier { from: *from, price: Money::new(*price, currency) };
    Ok(row.tiers.iter().map(tier).collect())
}

/// What is counted.
pub(super) fn basis(row: &GroupRow) -> Answer<GroupBasis> {
    Ok(read(&row.basis)?)
}

/// Where it stands, by the word that is stored.
pub(super) fn phase(row: &GroupRow) -> GroupPhase {
    match row.status.as_str() {
        "scheduled" => GroupPhase::Scheduled,
        "open" => GroupPhase::Open,
        "locking" => GroupPhase::Locking,
        "settled" => GroupPhase::Settled,
        "failed" => GroupPhase::Failed,
        "cancelled" => {
            let reason = row.cancel_reason.as_deref().and_then(|reason| read::<CancelReason>(reason).ok());
            GroupPhase::Cancelled { reason: reason.unwrap_or(CancelReason::Other) }
        }
        _ => GroupPhase::Unknown,
    }
}

/// How much can still be joined with; `None` without a cap.
pub(super) fn left(row: &GroupRow) -> Option<i64> {
    row.cap.map(|cap| (cap - row.committed - row.held).max(0))
}

/// A number that is never below zero.
pub(super) fn count(number: i64) -> u64 {
    u64::try_from(number).unwrap_or_default()
}

/// What a unit costs if the group is locked as it is, or what it does cost.
pub(super) fn price(row: &GroupRow) -> Answer<Money> {
    let currency = currency(row)?;
    if let Some(price) = row.price {
        return Ok(Money::new(price, currency));
    }
    let promised = row.promised.map(|minor| Money::new(minor, currency));
    group_price(&tiers(row)?, count(row.committed), promised)
        .ok_or_else(|| Refused::internal("a group-buy has no ladder"))
}

/// What everybody may know about where it stands.
pub(super) fn state(row: &GroupRow) -> Answer<GroupBuyState> {
    let tiers = tiers(row)?;
    let committed = count(row.committed);
    Ok(GroupBuyState {
        version: Version(row.revision.to_string()),
        revision: count(row.revision),
        phase: phase(row),
        starts_at: row.starts_at,
        ends_at: row.ends_at,
        committed,
        people: count(row.people),
        units: count(row.units),
        price: price(row)?,
        tier: u32::try_from(tier_at(&tiers, committed)).unwrap_or_default(),
        to_next: to_next_tier(&tiers, committed),
        left: left(row).map(count),
        tipped: row.committed >= row.minimum.max(1),
    })
}

/// A group-buy as a list shows it.
pub(super) fn card(row: &GroupRow, locale: &str) -> Answer<GroupBuyCard> {
    let currency = currency(row)?;
    Ok(GroupBuyCard {
        id: row.id.as_str().into(),
        number: number(row),
        title: text(&row.titles, locale),
        product: row.product.as_str().into(),
        category: row.category.as_str().into(),
        picture: row.pictures.first().map(|stored| picture(stored, locale)),
        shop_price: row.shop_price.map(|minor| Money::new(minor, currency)),
        basis: basis(row)?,
        tiers: tiers(row)?,
        minimum: count(row.minimum),
        cap: row.cap.map(count),
        zone: row.zone.clone(),
        state: state(row)?,
    })
}

/// A group-buy with everything its page shows.
pub(super) fn page(
    row: &GroupRow,
    locale: &str,
    members: &[SeatRow],
    siblings: Vec<SiblingGroup>,
    live: TopicPoint,
) -> Answer<GroupBuy> {
    let descriptions =
        row.descriptions.get(locale).or_else(|| row.descriptions.get(crate::markets::LOCALES[0]));
    Ok(GroupBuy {
        card: card(row, locale)?,
        description: descriptions.cloned().unwrap_or_default(),
        pictures: row.pictures.iter().map(|stored| picture(stored, locale)).collect(),
        variants: row
            .variants
            .iter()
            .map(|variant| GroupVariant {
                id: variant.id.as_str().into(),
                options: text(&variant.options, locale),
            })
            .collect(),
        per_person: count(row.per_person),
        shipping: Money::new(row.shipping, currency(row)?),
        terms: terms::terms(row.may_open_another),
        members: members.iter().filter_map(member).collect(),
        siblings,
        cancel_note: row.cancel_notes.as_ref().map(|notes| text(notes, locale)),
        live,
    })
}

/// A member who wants to be seen and has committed; nobody else is one.
pub(super) fn member(seat: &SeatRow) -> Option<GroupMember> {
    Some(GroupMember {
        number: count(seat.number),
        name: seat.shown_as.clone()?,
        joined_at: seat.committed_at?,
        is_demo: seat.email.ends_with(DEMO),
    })
}

/// Another group on the same terms.
pub(super) fn sibling(row: &GroupRow) -> Answer<SiblingGroup> {
    Ok(SiblingGroup { id: row.id.as_str().into(), number: number(row), state: state(row)? })
}

/// What buyer and shop call it.
pub(super) fn number(row: &GroupRow) -> String {
    format!("G-{}", row.serial)
}

/// Which facts of a topic a snapshot holds.
pub(super) async fn point(connection: &mut SqliteConnection, epoch: &str, topic: &str) -> Answer<TopicPoint> {
    let seq = events::newest(connection, topic).await?;
    Ok(TopicPoint { topic: topic.to_owned(), seq, epoch: epoch.to_owned() })
}
