//! Group-buys as anyone may see them: the more join, the less each pays.

use crate::json::FromJson;
use crate::model::TopicPoint;
use crate::vocabulary::{
    CategorySlug, GroupBuyId, Instant, InvitationCode, Money, Page, Picture, ProductSlug, VariantId, Version,
};
use serde::{Deserialize, Serialize};

/// What changes about a group-buy, always told as a whole: in lists, on its page, in answers and in facts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct GroupBuyState {
    /// The state of the group-buy: another one with every change.
    pub version: Version,
    /// The same as a number that grows, so that older and repeated news is recognised.
    pub revision: u64,
    /// Where it stands.
    pub phase: GroupPhase,
    /// When joining begins.
    pub starts_at: Instant,
    /// The deadline. It never moves. Only the phase says that joining is over.
    pub ends_at: Instant,
    /// How much is committed, counted as the basis says: what ladder, minimum and cap are compared with. Seats
    /// that are only held are not in it.
    pub committed: u64,
    /// How many people are committed.
    pub people: u64,
    /// How many units are committed.
    pub units: u64,
    /// The unit price if the group were locked now; once it is settled, the price that all pay. It may go back
    /// up when members withdraw, never above what somebody was promised: [`crate::rules::seat_ceiling`].
    pub price: Money,
    /// Which tier of the ladder is reached, from 0.
    pub tier: u32,
    /// How much is missing to the next tier; absent on the last one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to_next: Option<u64>,
    /// How much can still be joined with, counted as the basis says; absent without a cap. Held seats are taken.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub left: Option<u64>,
    /// Whether the minimum is reached, so that it will succeed unless members withdraw.
    pub tipped: bool,
}

/// Where a group-buy stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "kind", rename_all = "snake_case")]
#[non_exhaustive]
pub enum GroupPhase {
    /// Joining has not begun.
    Scheduled,
    /// It can be joined, while anything is left. When the deadline has passed it is about to be locked.
    Open,
    /// Joining is over and nobody can withdraw; payments that were begun in time are still being finished.
    Locking,
    /// It has succeeded: the price is fixed and charged.
    Settled,
    /// The minimum was not reached: nobody pays anything.
    Failed,
    /// The seller has called it off: nobody pays anything.
    Cancelled {
        /// Why, in a word.
        reason: CancelReason,
    },
    /// Something this storefront does not know.
    #[serde(other)]
    Unknown,
}

/// Why a seller has called a group-buy off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum CancelReason {
    /// The goods cannot be had.
    Supply,
    /// Something is wrong with the goods.
    Quality,
    /// The offer had a mistake.
    Mistake,
    /// Something else; [`GroupBuy::cancel_note`] may say what.
    Other,
    /// Something this storefront does not know.
    #[serde(other)]
    Unknown,
}

/// What is counted: for progress, for the ladder, for the minimum and for the cap alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum GroupBasis {
    /// Everybody counts once, however much they take.
    People,
    /// Every unit counts.
    Units,
    /// Something this storefront does not know.
    #[serde(other)]
    Unknown,
}

/// One step of the ladder.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Eq)]
pub struct PriceTier {
    /// From how much on, counted as the basis says. The first tier is from 1.
    pub from: u64,
    /// What a unit costs everybody then.
    pub price: Money,
}

/// A group-buy as a list shows it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct GroupBuyCard {
    /// The group-buy.
    pub id: GroupBuyId,
    /// What buyer and shop call it: `G-1042`.
    pub number: String,
    /// The product's title in the requested locale.
    pub title: String,
    /// The product.
    pub product: ProductSlug,
    /// Its category.
    pub category: CategorySlug,
    /// Its main picture.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub picture: Option<Picture>,
    /// What one costs in the shop, without a group, if it is sold there in the same currency.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shop_price: Option<Money>,
    /// What is counted.
    pub basis: GroupBasis,
    /// The ladder, dearest tier first.
    pub tiers: Vec<PriceTier>,
    /// How much it takes to succeed, counted as the basis says.
    pub minimum: u64,
    /// How much there is in all, counted as the basis says; absent without a limit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cap: Option<u64>,
    /// The IANA zone in which the deadline is meant, for those who want to see it there.
    pub zone: String,
    /// Where it stands.
    pub state: GroupBuyState,
}

/// A page of group-buys.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct GroupBuyList {
    /// The group-buys of this page.
    pub page: Page<GroupBuyCard>,
    /// The categories with how many group-buys each has under the other filters.
    #[serde(default)]
    pub categories: Vec<GroupCategory>,
    /// Which facts of the topic `group-buys` are in it.
    pub live: TopicPoint,
}

/// A category of the catalogue that has group-buys.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Eq)]
pub struct GroupCategory {
    /// Its slug, as it stands in URLs.
    pub slug: CategorySlug,
    /// Its name in the requested locale.
    pub name: String,
    /// How many group-buys it has.
    pub count: u64,
}

/// Which group-buys a list shows.
#[derive(Default, Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum GroupFilter {
    /// Those that can be joined, or could if they were not full.
    #[default]
    Open,
    /// Those that end within a day.
    Ending,
    /// Those whose minimum is reached.
    Tipped,
    /// Those that have not begun.
    Scheduled,
    /// Those that are over, however they ended.
    Over,
    /// Something this storefront does not know.
    #[serde(other)]
    Unknown,
}

/// The order of a list of group-buys.
#[derive(Default, Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum GroupSort {
    /// What ends first; those that are over the other way round.
    #[default]
    Ending,
    /// Newest first.
    Newest,
    /// What is nearest to its next tier first.
    NextTier,
    /// Most people first.
    MostPeople,
    /// Something this storefront does not know.
    #[serde(other)]
    Unknown,
}

/// A group-buy with everything its page shows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct GroupBuy {
    /// What lists show of it.
    pub card: GroupBuyCard,
    /// Plain paragraphs about the product.
    #[serde(default)]
    pub description: Vec<String>,
    /// All its pictures, main one first.
    #[serde(default)]
    pub pictures: Vec<Picture>,
    /// What can be chosen. The ladder is the same for all of them.
    pub variants: Vec<GroupVariant>,
    /// How many units a person may take.
    pub per_person: u64,
    /// What it costs to have it sent, whatever the price becomes.
    pub shipping: Money,
    /// What holds for everybody.
    pub terms: GroupTerms,
    /// Members who want to be seen, newest first, at most twelve. The others are in `people` only.
    #[serde(default)]
    pub members: Vec<GroupMember>,
    /// Other groups on the same terms that can be joined now, what ends first comes first.
    #[serde(default)]
    pub siblings: Vec<SiblingGroup>,
    /// What the seller says about calling it off, in the requested locale.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cancel_note: Option<String>,
    /// Which facts of the topic `group-buy/{id}` are in it.
    pub live: TopicPoint,
}

/// A variant that a group-buy is for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Eq)]
pub struct GroupVariant {
    /// The variant.
    pub id: VariantId,
    /// Its options in words: `Sand, 42`; empty when there are none.
    pub options: String,
}

/// What holds for everybody who joins. Each is a word for which the storefront has a sentence.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Eq)]
pub struct GroupTerms {
    /// What happens to the money when the group fails.
    pub on_failure: FailurePolicy,
    /// Who bears it when a member cannot be charged after the price was fixed.
    pub after_lock: AfterLock,
    /// For how many seconds a seat is held while it is being paid.
    pub hold_seconds: u32,
    /// How many seconds more there are when the payment is being confirmed as the hold runs out.
    pub hold_grace_seconds: u32,
    /// How many hours a member has to pay by other means when the charge failed.
    pub charge_grace_hours: u32,
    /// Whether anyone may open another group on the same terms when this one is full or over.
    pub may_open_another: bool,
}

/// What happens to the money when a group fails or is called off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum FailurePolicy {
    /// All of it is released or given back, without anyone having to ask.
    MoneyBack,
    /// Something this storefront does not know.
    #[serde(other)]
    Unknown,
}

/// Who bears it when a member drops out after the price was fixed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum AfterLock {
    /// The seller: nobody else's price rises.
    SellerBears,
    /// Something this storefront does not know.
    #[serde(other)]
    Unknown,
}

/// Somebody who has joined and wants to be seen. There are no others in this list: each is a committed seat.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Eq)]
pub struct GroupMember {
    /// The number of the seat in the group, from 1.
    pub number: u64,
    /// What the member wants to be called.
    pub name: String,
    /// When the seat was committed.
    pub joined_at: Instant,
    /// Whether it is an account of the demo: it is shown as that, never as a person.
    pub is_demo: bool,
}

/// Another group on the same terms.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SiblingGroup {
    /// The group.
    pub id: GroupBuyId,
    /// What buyer and shop call it.
    pub number: String,
    /// Where it stands.
    pub state: GroupBuyState,
}

/// `GET /v1/invitations/{code}`: what somebody sees who was invited, signed in or not.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Invitation {
    /// Its code.
    pub code: InvitationCode,
    /// What the person who invites wants to be called; absent for those who do not want to be seen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub invited_by: Option<String>,
    /// The group.
    pub group_buy: GroupBuyCard,
    /// Other groups on the same terms that can be joined now.
    #[serde(default)]
    pub siblings: Vec<SiblingGroup>,
    /// Whether another group may be opened now: this one is full or over, and no other can be joined.
    pub may_open_another: bool,
    /// Which facts of the topic `group-buy/{id}` are in it.
    pub live: TopicPoint,
}

/// Data of the facts on `group-buy/{id}`: `tier` when another tier is reached or left, `count` when more or less
/// is committed or held within the same tier, `phase` when the phase is another one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct GroupBuyFact {
    /// The group-buy.
    pub group_buy: GroupBuyId,
    /// Where it stands now.
    pub state: GroupBuyState,
    /// Members who are new and want to be seen.
    #[serde(default)]
    pub joined: Vec<GroupMember>,
}

/// Data of the facts `state` and `group` (a new one) on `group-buys`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct GroupBuyCardFact {
    /// The group-buy.
    pub group_buy: GroupBuyId,
    /// Where it stands now.
    pub state: GroupBuyState,
}
