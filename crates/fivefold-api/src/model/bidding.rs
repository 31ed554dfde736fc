//! What one person has to do with lots: bids, watching, selling, paying. Private, all of it.

use crate::json::FromJson;
use crate::model::{Address, AuctionCard, AuctionState, Contact, LotCondition, Totals};
use crate::vocabulary::{
    AuctionId, BidderId, CategorySlug, Instant, MediaId, Money, OrderId, Picture, Version,
};
use serde::{Deserialize, Serialize};

/// `GET /v1/auctions/{id}/me`: where the asking person stands.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MyAuction {
    /// The lot.
    pub auction: AuctionId,
    /// The person's name on this lot, once there was a bid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bidder: Option<BidderId>,
    /// The most the person would pay.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub maximum: Option<Money>,
    /// How the bids stand.
    pub position: BidPosition,
    /// Whether the lot is being watched.
    pub watching: bool,
    /// What the person may do now.
    #[serde(default)]
    pub allowed_actions: Vec<AuctionAction>,
    /// What stands in the way of a bid.
    #[serde(default)]
    pub requirements: Vec<BidRequirement>,
    /// What is to be paid, for the winner.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub settlement: Option<Settlement>,
    /// The lot, as of the same moment.
    pub state: AuctionState,
}

/// How somebody's bids stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum BidPosition {
    /// There are none.
    None,
    /// The highest.
    Leading,
    /// The highest, but less than the seller wants.
    LeadingReserveNotMet,
    /// Somebody is higher.
    Outbid,
    /// The lot is bought.
    Won,
    /// Somebody else has it, or nobody.
    Lost,
    /// The auction was called off.
    Void,
    /// Something this storefront does not know.
    #[serde(other)]
    Unknown,
}

/// What may be done with a lot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum AuctionAction {
    /// Bid, or raise one's maximum.
    Bid,
    /// Watch it.
    Watch,
    /// Stop watching it.
    Unwatch,
    /// Order what was won, to pay for it.
    Order,
    /// Pay the order.
    Pay,
    /// Something this storefront does not know.
    #[serde(other)]
    Unknown,
}

/// What is missing before somebody may bid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum BidRequirement {
    /// An account that is signed in.
    SignIn,
    /// An address that is verified.
    VerifyEmail,
    /// A deposit.
    Deposit,
    /// To be somebody else: nobody bids on what they sell.
    SellerCannotBid,
    /// To be let in again: the person may not bid.
    Blocked,
    /// Something this storefront does not know.
    #[serde(other)]
    Unknown,
}

/// What a winner has to pay, and what became of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Eq)]
pub struct Settlement {
    /// Where it stands.
    pub status: SettlementStatus,
    /// Until when it is to be paid.
    pub due: Instant,
    /// Price, premium, tax and shipping.
    pub total: Money,
    /// The order that pays it, once there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order: Option<OrderId>,
}

/// Where the payment of a won lot stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum SettlementStatus {
    /// It is to be paid.
    AwaitingPayment,
    /// It is paid.
    Paid,
    /// It was not paid in time: the sale is off, and the seller may offer the lot to others.
    Unpaid,
    /// Something this storefront does not know.
    #[serde(other)]
    Unknown,
}

/// Body of `POST /v1/auctions/{id}/bids`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PlaceBid {
    /// The most the bidder would pay. The backend bids no more than it has to.
    pub maximum: Money,
    /// The state of the lot that the bidder has seen. A bid that suffices all the same is taken.
    pub seen: Version,
}

/// The answer to a bid that was taken.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PlacedBid {
    /// The lot.
    pub auction: AuctionId,
    /// The bidder's name on this lot.
    pub bidder: BidderId,
    /// How the bids stand. `outbid` when somebody's maximum was as high already.
    pub position: BidPosition,
    /// The bidder's own maximum.
    pub maximum: Money,
    /// Whether the price had moved since the bidder has seen it.
    pub moved: bool,
    /// Whether this bid has moved the end.
    pub extended: bool,
    /// The lot after the bid.
    pub state: AuctionState,
}

/// A lot in one of the lists of `GET /v1/me/auctions`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MyLot {
    /// The lot as anyone sees it.
    pub card: AuctionCard,
    /// Where the person stands.
    pub mine: MyAuction,
}

/// Which lots of a person are listed.
#[derive(Default, Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum MyLots {
    /// Those with bids, unless they are won.
    #[default]
    Bidding,
    /// Those being watched.
    Watching,
    /// Those that were won.
    Won,
    /// Those being sold.
    Selling,
    /// Something this storefront does not know.
    #[serde(other)]
    Unknown,
}

/// Body of `POST /v1/auctions`: a lot to be sold. Texts are in the request's locale.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SellLot {
    /// Its title; 5 to 120 characters.
    pub title: String,
    /// Paragraphs, parted by empty lines; 20 to 5,000 characters.
    pub description: String,
    /// In what condition it is.
    pub condition: LotCondition,
    /// What is wrong with it, one sentence each; at most 10.
    #[serde(default)]
    pub defects: Vec<String>,
    /// Its category among those of auctions.
    pub category: CategorySlug,
    /// Uploaded pictures, main one first; 1 to 12.
    pub pictures: Vec<MediaId>,
    /// What bidding opens at; its currency is that of the lot.
    pub opening: Money,
    /// What the seller wants at least; nobody else is told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reserve: Option<Money>,
    /// What it costs to have it sent.
    pub shipping: Money,
    /// When bidding begins; absent for at once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub starts_at: Option<Instant>,
    /// For how many minutes bids are taken: 5 minutes to 14 days.
    pub duration_minutes: u32,
    /// Whether the seller says to be a trader.
    #[serde(default)]
    pub trader: bool,
}

/// One lot among those that are bought together.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LotLine {
    /// The lot.
    pub auction: AuctionId,
    /// What buyer and seller call it: `L-1042`.
    pub number: String,
    /// Its title in the language it was asked in.
    pub title: String,
    /// Its main picture.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub picture: Option<Picture>,
    /// What it went for.
    pub price: Money,
    /// What the buyer pays on top of that.
    pub premium: Money,
    /// What it costs to have it sent.
    pub shipping: Money,
}

/// `GET /v1/auctions/{id}/order`: what an order of a won lot would be, with the other lots of its seller that
/// the person has won and not paid.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LotCheckout {
    /// The lot that was asked for, then the others that can be paid with it.
    pub lots: Vec<LotLine>,
    /// Who sells them.
    pub seller: String,
    /// Until when the first of them is to be paid.
    pub due: Instant,
    /// Who is told, as the account has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact: Option<Contact>,
    /// Where it goes, as the account has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<Address>,
    /// What the lot costs that was asked for.
    pub totals: Totals,
    /// What all of them cost together.
    pub totals_together: Totals,
}

/// Body of `POST /v1/auctions/{id}/order`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OrderLot {
    /// Other lots of the same seller that are paid with it.
    #[serde(default)]
    pub together_with: Vec<AuctionId>,
    /// Who is told.
    pub contact: Contact,
    /// Where it goes.
    pub address: Address,
    /// The total the buyer has seen. Another total is refused with `price_changed`.
    pub expected_total: Money,
}

/// Data of the facts on `me` about a lot: `bid` (one's own was taken), `outbid` (somebody is higher now; once each
/// time), `won`, `lost`, `payment_due` (the time to pay runs out), `lot_paid` and `lot_unpaid`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MyAuctionFact {
    /// The lot.
    pub auction: AuctionId,
    /// Its title in the account's language.
    pub title: String,
    /// How the person's bids stand.
    pub position: BidPosition,
    /// The lot as of the same moment.
    pub state: AuctionState,
    /// What is to be paid, for the winner.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub settlement: Option<Settlement>,
}
