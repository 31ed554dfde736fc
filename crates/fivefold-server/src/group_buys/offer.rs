//! Offering a group-buy and calling it off: what a shop's back office decides, not a buyer.

use super::{closing, facts, mail, terms::MOST};
use crate::{
    ids::new_id,
    problem::{Answer, Refused},
    state::App,
    store::{
        WriteTx, catalog,
        group_buys::{self, GroupRow, NewGroup, StoredVariant},
        seats,
        words::word,
    },
};
use fivefold_api::{
    model::{CancelReason, FieldProblemCode, GroupBasis, PriceTier, Problem, ProblemKind},
    rules::is_ladder,
    vocabulary::{GroupBuyId, Instant, Money, ProductSlug, VariantId},
};
use std::collections::BTreeMap;

/// A group-buy to be offered.
#[derive(Debug, Clone)]
pub struct GroupOffer {
    /// The product, as it is in the catalogue now.
    pub product: ProductSlug,
    /// What can be chosen of it; all variants if it is empty.
    pub variants: Vec<VariantId>,
    /// What is counted.
    pub basis: GroupBasis,
    /// The ladder: [`fivefold_api::rules::is_ladder`]. Its currency is that of the group-buy.
    pub tiers: Vec<PriceTier>,
    /// How much it takes to succeed.
    pub minimum: u64,
    /// How much there is in all. The goods are set aside for the group-buy: it takes nothing from the shelf.
    pub cap: Option<u64>,
    /// How many units a person may take.
    pub per_person: u64,
    /// What the sending costs.
    pub shipping: Money,
    /// The IANA zone in which the deadline is meant.
    pub zone: String,
    /// Whether anyone may open another group on the same terms when this one is full or over.
    pub may_open_another: bool,
    /// When joining begins.
    pub starts_at: Instant,
    /// The deadline.
    pub ends_at: Instant,
}

impl App {
    /// Offers a group-buy.
    ///
    /// # Errors
    /// When there is no such product or variant, the tiers are no ladder, or the numbers make no sense.
    pub async fn offer_group_buy(&self, offer: &GroupOffer) -> Result<GroupBuyId, Problem> {
        self.offer(offer).await.map_err(Refused::into_problem)
    }

    /// Calls a group-buy off that is not decided yet. Everybody gets their money back and is told why.
    ///
    /// # Errors
    /// When there is no such group-buy, or it is decided.
    pub async fn cancel_group_buy(
        &self,
        id: &GroupBuyId,
        reason: CancelReason,
        notes: &BTreeMap<String, String>,
    ) -> Result<(), Problem> {
        self.call_off(id.as_str(), reason, notes).await.map_err(Refused::into_problem)
    }

    async fn offer(&self, offer: &GroupOffer) -> Answer<GroupBuyId> {
        let now = self.clock.now();
        let mut tx = self.db.begin().await?;
        let row = insert(&mut tx, offer, None, now).await?;
        facts::offered(&mut tx, &row).await?;
        tx.commit().await?;
        Ok(row.id.into())
    }

    async fn call_off(&self, id: &str, reason: CancelReason, notes: &BTreeMap<String, String>) -> Answer<()> {
        let now = self.clock.now();
        let mut tx = self.db.begin().await?;
        let group = group_buys::find(&mut tx, id).await?.ok_or_else(Refused::not_found)?;
        cancel(&mut tx, &group, reason, notes, now, &self.public_url).await?;
        tx.commit().await?;
        self.buying.wake();
        Ok(())
    }
}

/// Writes a group-buy that begins now or later. `demo` is its number in the demo.
pub(super) async fn insert(
    tx: &mut WriteTx,
    offer: &GroupOffer,
    demo: Option<i64>,
    now: Instant,
) -> Answer<GroupRow> {
    let currency = check(offer)?;
    let wrong = |field: &str| Refused::field(field, FieldProblemCode::NotAllowed);
    let page = catalog::page(tx, offer.product.as_str()).await?.ok_or_else(|| wrong("product"))?;
    let known = catalog::variants(tx, &[page.card.id], currency).await?;
    let mut variants = Vec::new();
    for variant in &known {
        if offer.variants.is_empty() || offer.variants.iter().any(|id| id.as_str() == variant.id) {
            variants.push(StoredVariant { id: variant.id.clone(), options: in_words(&page, variant) });
        }
    }
    if variants.is_empty() || (!offer.variants.is_empty() && variants.len() != offer.variants.len()) {
        return Err(wrong("variants"));
    }
    let tiers: Vec<(u64, i64)> = offer.tiers.iter().map(|tier| (tier.from, tier.price.minor)).collect();
    let titles: Vec<&str> = page.card.titles.values().map(String::as_str).collect();
    let number = |number: u64| i64::try_from(number).map_err(Refused::internal);
    let new = NewGroup {
        id: new_id("g"),
        product: offer.product.0.clone(),
        variants: serde_json::to_string(&variants)?,
        search: titles.join("\n").to_lowercase(),
        currency: currency.to_owned(),
        basis: word(&offer.basis)?,
        tiers: serde_json::to_string(&tiers)?,
        minimum: number(offer.minimum)?,
        cap: offer.cap.map(number).transpose()?,
        per_person: number(offer.per_person)?,
        shipping: offer.shipping.minor,
        zone: offer.zone.clone(),
        may_open_another: offer.may_open_another,
        demo,
        created_at: now.min(offer.starts_at),
        starts_at: offer.starts_at,
        ends_at: offer.ends_at,
        status: if offer.starts_at > now { "scheduled" } else { "open" },
    };
    group_buys::insert(tx, &new).await?;
    let row = facts::again(tx, &new.id).await?;
    facts::counted(tx, &row, None).await
}

/// Whether an offer makes sense; gives its currency.
fn check(offer: &GroupOffer) -> Answer<&str> {
    let out_of_range = |field: &str| Refused::field(field, FieldProblemCode::OutOfRange);
    if !is_ladder(&offer.tiers) || offer.tiers.iter().any(|tier| tier.price.minor > MOST) {
        return Err(out_of_range("tiers"));
    }
    if offer.basis == GroupBasis::Unknown {
        return Err(Refused::field("basis", FieldProblemCode::NotAllowed));
    }
    let currency = &offer.tiers[0].price.currency;
    if offer.shipping.currency != *currency || !(0..=MOST).contains(&offer.shipping.minor) {
        return Err(out_of_range("shipping"));
    }
    if !(1..=1_000).contains(&offer.per_person) {
        return Err(out_of_range("per_person"));
    }
    if offer.cap.is_some_and(|cap| cap < offer.minimum.max(1) || cap > 1_000_000) || offer.minimum > 1_000_000
    {
        return Err(out_of_range("cap"));
    }
    if offer.ends_at <= offer.starts_at {
        return Err(out_of_range("ends_at"));
    }
    if jiff::tz::TimeZone::get(&offer.zone).is_err() {
        return Err(Refused::field("zone", FieldProblemCode::NotAllowed));
    }
    Ok(currency.code())
}

/// The options of a variant in words, in every locale of the shop.
fn in_words(page: &catalog::PageRow, variant: &catalog::VariantRow) -> BTreeMap<String, String> {
    crate::markets::LOCALES
        .iter()
        .map(|locale| {
            let names: Vec<String> = page
                .card
                .options
                .iter()
                .filter_map(|option| {
                    let chosen =
                        variant.selections.iter().find(|chosen| chosen.option.as_str() == option.id)?;
                    let value = option.values.iter().find(|value| value.id == chosen.value.as_str())?;
                    Some(crate::catalog::text(&value.names, locale))
                })
                .collect();
            let comma = if locale.starts_with("zh") { "、" } else { ", " };
            ((*locale).to_owned(), names.join(comma))
        })
        .collect()
}

/// Calls a group-buy off.
pub(super) async fn cancel(
    tx: &mut WriteTx,
    group: &GroupRow,
    reason: CancelReason,
    notes: &BTreeMap<String, String>,
    now: Instant,
    site: &str,
) -> Answer<()> {
    if !["scheduled", "open", "locking"].contains(&group.status.as_str()) {
        return Err(Refused::new(ProblemKind::GroupEnded));
    }
    let members = seats::open_of_group(tx, &group.id).await?;
    let notes = if notes.is_empty() { None } else { Some(serde_json::to_string(notes)?) };
    group_buys::cancel(tx, &group.id, &word(&reason)?, notes.as_deref()).await?;
    let group = facts::phase(tx, &group.id).await?;
    closing::let_go(tx, &group, members, now, site, mail::Subject::Cancelled).await
}
