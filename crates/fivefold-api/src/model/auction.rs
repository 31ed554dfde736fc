//! Auctions as anyone may see them. Nothing in here names a maximum, the amount of a reserve or an account.

use crate::json::FromJson;
use crate::model::TopicPoint;
use crate::vocabulary::{AuctionId, BidderId, CategorySlug, Instant, Money, Page, Picture, Version};
use serde::{Deserialize, Serialize};

/// What changes about a lot, always told as a whole: in lists, on its page, in answers to bids and in facts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AuctionState {
    /// The state of the lot: another one with every change of price, end or phase.
    pub version: Version,
    /// The same as a number that grows, so that older news is recognised.
    pub revision: u64,
    /// Where the auction stands.
    pub phase: AuctionPhase,
    /// When bidding begins.
    pub starts_at: Instant,
    /// When bidding ends. Only the phase says that it has ended.
    pub ends_at: Instant,
    /// The last instant that extensions can move the end to.
    pub latest_end: Instant,
    /// How often the end was moved.
    pub extensions: u32,
    /// What the leader would pay; what bidding opens at while nobody has bid.
    pub price: Money,
    /// How many bids were made, automatic ones included.
    pub bid_count: u64,
    /// The least that is taken as the next bid.
    pub minimum: Money,
    /// Whether the price that the seller wants at least is reached.
    pub reserve: ReserveState,
    /// Who leads.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub leader: Option<BidderId>,
}

/// Where an auction stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "kind", rename_all = "snake_case")]
#[non_exhaustive]
pub enum AuctionPhase {
    /// Bidding has not begun.
    Scheduled,
    /// Bids are taken. When the end has passed the backend is about to say what came of it.
    Live,
    /// Bidding is over.
    Ended {
        /// What came of it.
        outcome: AuctionOutcome,
    },
    /// It was called off: bids are void.
    Cancelled,
    /// It is stopped while something is looked into.
    Suspended,
    /// Something this storefront does not know.
    #[serde(other)]
    Unknown,
}

/// What came of an auction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum AuctionOutcome {
    /// The leader has bought it at the price.
    Sold,
    /// Nobody offered what the seller wants at least.
    ReserveNotMet,
    /// Nobody bid.
    NoBids,
    /// Something this storefront does not know.
    #[serde(other)]
    Unknown,
}

/// All that is told about what a seller wants at least.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum ReserveState {
    /// There is none: the highest bid wins.
    None,
    /// There is one, and nobody has offered as much.
    NotMet,
    /// There is one, and it is reached.
    Met,
    /// Something this storefront does not know.
    #[serde(other)]
    Unknown,
}

/// A lot as a list shows it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AuctionCard {
    /// The lot.
    pub id: AuctionId,
    /// What buyer and seller call it: `L-1042`.
    pub number: String,
    /// Its title in the requested locale, or in the seller's language.
    pub title: String,
    /// Its main picture.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub picture: Option<Picture>,
    /// Its category among those of auctions.
    pub category: CategorySlug,
    /// What it costs to have it sent.
    pub shipping: Money,
    /// Who sells it.
    pub seller: AuctionSeller,
    /// Where it stands.
    pub state: AuctionState,
}

/// Who sells a lot.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Eq)]
pub struct AuctionSeller {
    /// What the seller is called.
    pub name: String,
    /// Whether it is a trader: a consumer may then withdraw (Directive 2011/83/EU, article 6a).
    pub trader: bool,
}

/// A page of lots.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AuctionList {
    /// The lots of this page.
    pub page: Page<AuctionCard>,
    /// The categories with how many lots each has under the other filters.
    #[serde(default)]
    pub categories: Vec<AuctionCategory>,
    /// Which facts of the topic `auctions` are in it.
    pub live: TopicPoint,
}

/// A category of auctions.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Eq)]
pub struct AuctionCategory {
    /// Its slug, as it stands in URLs.
    pub slug: CategorySlug,
    /// Its name in the requested locale.
    pub name: String,
    /// How many lots it has.
    pub count: u64,
}

/// Which lots a list shows.
#[derive(Default, Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum AuctionFilter {
    /// Those that take bids or will.
    #[default]
    Open,
    /// Those that end within the hour.
    Ending,
    /// Those that take bids.
    Live,
    /// Those that have not begun.
    Scheduled,
    /// Those that are over.
    Ended,
    /// Something this storefront does not know.
    #[serde(other)]
    Unknown,
}

/// The order of a list of lots.
#[derive(Default, Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum AuctionSort {
    /// What ends first; ended lots the other way round.
    #[default]
    Ending,
    /// Newest first.
    Newest,
    /// Cheapest first.
    PriceUp,
    /// Dearest first.
    PriceDown,
    /// Most bids first.
    MostBids,
    /// Something this storefront does not know.
    #[serde(other)]
    Unknown,
}

/// A lot with everything its page shows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Auction {
    /// What lists show of it.
    pub card: AuctionCard,
    /// Plain paragraphs.
    pub description: Vec<String>,
    /// In what condition it is.
    pub condition: LotCondition,
    /// What is wrong with it, one sentence each.
    #[serde(default)]
    pub defects: Vec<String>,
    /// All its pictures, main one first.
    #[serde(default)]
    pub pictures: Vec<Picture>,
    /// What bidding opens at.
    pub opening: Money,
    /// By how much a bid has to be higher, from the lowest price to the highest.
    pub increments: Vec<IncrementStep>,
    /// When it was to end before any extension.
    pub original_ends_at: Instant,
    /// How late bids move the end; absent when they do not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub extension: Option<ExtensionRule>,
    /// What the buyer pays on top of the price, in basis points: 1250 is 12.5 %.
    pub premium: u32,
    /// The tax on top of price, premium and shipping, in basis points; 0 when all amounts include it.
    pub tax_on_top: u32,
    /// Bids of at least so much are to be confirmed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confirm_from: Option<Money>,
    /// How many hours the winner has to pay.
    pub payment_hours: u32,
    /// Which facts of the topic `auction/{id}` are in it.
    pub live: TopicPoint,
}

/// In what condition a lot is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum LotCondition {
    /// Never used.
    New,
    /// Hardly used, without marks.
    LikeNew,
    /// Used, works, few marks.
    Good,
    /// Used, works, with marks.
    Fair,
    /// Does not work, or something is missing.
    ForParts,
    /// Something this storefront does not know.
    #[serde(other)]
    Unknown,
}

/// From a price on, by how much the next bid has to be higher.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Eq)]
pub struct IncrementStep {
    /// The price.
    pub from: Money,
    /// The increment.
    pub step: Money,
}

/// A bid in the last `window` that changes the price moves the end, so that `extend_by` is left after it, never
/// beyond the latest end.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Eq)]
pub struct ExtensionRule {
    /// Seconds before the end.
    pub window: u32,
    /// Seconds that are left afterwards.
    pub extend_by: u32,
}

/// One bid of the public history.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Eq)]
pub struct Bid {
    /// Its number on the lot, from 1, without gaps.
    pub seq: u64,
    /// Who bid.
    pub bidder: BidderId,
    /// How much was shown. Never a maximum that is not exhausted.
    pub amount: Money,
    /// When.
    pub at: Instant,
    /// Whether the backend bid for somebody, up to a maximum.
    pub automatic: bool,
}

/// Data of the facts `bid` (with the new bids) and `phase` on `auction/{id}`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AuctionFact {
    /// The lot.
    pub auction: AuctionId,
    /// Where it stands now.
    pub state: AuctionState,
    /// The bids that are new, oldest first.
    #[serde(default)]
    pub bids: Vec<Bid>,
}

/// Data of the facts `lot` (a new one) and `state` on `auctions`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AuctionCardFact {
    /// The lot.
    pub auction: AuctionId,
    /// Where it stands now.
    pub state: AuctionState,
}
