//! What one person has to do with group-buys: seats, what is paid and given back. Private, all of it.

use crate::json::FromJson;
use crate::model::{Address, Contact, GroupBuyCard, GroupBuyState, Hold, SiblingGroup, Totals};
use crate::vocabulary::{
    GroupBuyId, Instant, InvitationCode, Money, OrderId, PaymentMethodId, SeatId, VariantId, Version,
};
use serde::{Deserialize, Serialize};

/// `GET /v1/group-buys/{id}/me`: where the asking person stands.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MyGroupBuy {
    /// The group-buy.
    pub group_buy: GroupBuyId,
    /// The person's seat: the one that stands, or else the newest.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seat: Option<Seat>,
    /// What the person may do now.
    #[serde(default)]
    pub allowed_actions: Vec<GroupAction>,
    /// What stands in the way of joining.
    #[serde(default)]
    pub requirements: Vec<JoinRequirement>,
    /// The person's own invitation, once there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub invitation: Option<InvitationCode>,
    /// The group-buy, as of the same moment.
    pub state: GroupBuyState,
}

/// One person's part in a group-buy. It is paid as an order.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Seat {
    /// The seat.
    pub id: SeatId,
    /// The state of the seat.
    pub version: Version,
    /// Where it stands.
    pub status: SeatStatus,
    /// What was chosen.
    pub variant: VariantId,
    /// How many units.
    pub quantity: u64,
    /// The most that a unit will cost: the price that was seen when joining. It never rises.
    pub ceiling: Money,
    /// The most that all will cost, with shipping: what is authorised.
    pub ceiling_total: Money,
    /// What a unit costs in the end, once the group is locked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub price: Option<Money>,
    /// What all costs in the end, once the group is locked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub total: Option<Money>,
    /// The order that pays it: `POST /v1/payments` with this subject.
    pub order: OrderId,
    /// How it was paid last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub method: Option<PaymentMethodId>,
    /// How the money moves with that method.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub charging: Option<Charging>,
    /// The claim on the seat while it is being paid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hold: Option<Hold>,
    /// Whether the hold has been given a little more time because a payment was being confirmed.
    #[serde(default)]
    pub in_grace: bool,
    /// Until when to pay by other means, after the charge has failed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pay_until: Option<Instant>,
    /// When the price is fixed and charged: the deadline.
    pub charge_at: Instant,
    /// What has happened to the money and what is on its way, oldest first.
    #[serde(default)]
    pub money: Vec<MoneyStep>,
    /// What is given back of what was paid, and what is kept, for those who paid the ceiling first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub difference: Option<DifferenceRefund>,
    /// What the person wants to be called in front of others; absent for those who do not want to be seen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shown_as: Option<String>,
}

/// Where a seat stands. The moves between these are [`crate::rules::seat_moves`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum SeatStatus {
    /// Kept while it is being paid.
    Held,
    /// Paid or authorised up to the ceiling: it counts.
    Committed,
    /// Not paid in time. Nothing was charged.
    HoldExpired,
    /// A payment came through after the hold or the group had ended: the money goes back.
    Returning,
    /// Money that came too late is back.
    Returned,
    /// Given up by the person before the group was locked.
    Withdrawn,
    /// The price is fixed; it is being charged.
    Locked,
    /// It is charged, and what was paid too much is given back.
    Captured,
    /// It could not be charged: the person may pay by other means until `pay_until`.
    CaptureFailed,
    /// It could not be charged, and was not paid by other means. Nobody else is concerned.
    Dropped,
    /// The group failed or was called off: the money is released or goes back.
    Released,
    /// Something this storefront does not know.
    #[serde(other)]
    Unknown,
}

/// How money moves with a method.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Charging {
    /// The ceiling is set aside; in the end the final price is taken, and the rest is released.
    Authorise,
    /// The ceiling is taken at once; in the end the difference is given back.
    PayFirst,
    /// Something this storefront does not know.
    #[serde(other)]
    Unknown,
}

/// One thing that happens to somebody's money.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Eq)]
pub struct MoneyStep {
    /// What happens.
    pub kind: MoneyStepKind,
    /// How much.
    pub amount: Money,
    /// Over which method.
    pub method: PaymentMethodId,
    /// When it was done, or asked of the provider.
    pub at: Instant,
    /// Whether the provider has done it.
    pub is_done: bool,
    /// When the person's bank shows it at the latest, for money that comes back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expected_by: Option<Instant>,
}

/// What can happen to somebody's money.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum MoneyStepKind {
    /// Set aside, not taken.
    Authorised,
    /// Taken.
    Captured,
    /// What was set aside and not taken is free again.
    Released,
    /// Given back: what was paid above the final price.
    DifferenceRefunded,
    /// Given back: all of it.
    Refunded,
    /// The bank has refused to give what was set aside.
    CaptureRefused,
    /// Something this storefront does not know.
    #[serde(other)]
    Unknown,
}

/// What somebody paid at the ceiling, what is kept at the final price, and what goes back. In each part and in all,
/// `refunded` and `kept` are together what was paid.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Eq)]
pub struct DifferenceRefund {
    /// What was paid.
    pub paid: PriceParts,
    /// What is kept.
    pub kept: PriceParts,
    /// What goes back.
    pub refunded: PriceParts,
}

/// An amount and what is in it.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Eq)]
pub struct PriceParts {
    /// The units.
    pub goods: Money,
    /// What is off them.
    pub discount: Money,
    /// The sending.
    pub shipping: Money,
    /// The tax that is in all that.
    pub tax: Money,
    /// Goods less discount, and shipping.
    pub total: Money,
}

/// What may be done with a group-buy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum GroupAction {
    /// Join it.
    Join,
    /// Pay the order of one's seat: while it is held, or after the charge has failed.
    Pay,
    /// Give one's seat up. Free until the group is locked.
    Withdraw,
    /// Invite others.
    Invite,
    /// Open another group on the same terms.
    OpenAnother,
    /// Something this storefront does not know.
    #[serde(other)]
    Unknown,
}

/// What is missing before somebody may join.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum JoinRequirement {
    /// An account that is signed in.
    SignIn,
    /// Something this storefront does not know.
    #[serde(other)]
    Unknown,
}

/// `GET /v1/group-buys/{id}/seat`: what joining with so many units would be. Nothing is held by asking.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SeatCheckout {
    /// How many units.
    pub quantity: u64,
    /// What a unit would cost.
    pub outlook: SeatOutlook,
    /// What all costs at most: what is authorised, or paid first.
    pub totals: Totals,
    /// The ways to pay, and how the money moves with each. Where the group outlasts an authorisation, methods
    /// that need one are not in it.
    pub methods: Vec<SeatMethod>,
    /// Who is told, as the account has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact: Option<Contact>,
    /// Where it goes, as the account has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<Address>,
    /// The group-buy by which it was computed.
    pub state: GroupBuyState,
}

/// What a unit costs somebody who joins: now, with a few more, and at best. No number in it can rise for whoever
/// joins now; they can only come true or become lower.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Eq)]
pub struct SeatOutlook {
    /// The ceiling: the price if nobody else joins.
    pub now: Money,
    /// The price after that, and how much more it takes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<PriceStep>,
    /// The lowest price that can be reached, and how much more it takes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub best: Option<PriceStep>,
}

/// A price that comes when more join.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Eq)]
pub struct PriceStep {
    /// How much more it takes besides the person's own part, counted as the basis says.
    pub more: u64,
    /// What a unit costs then.
    pub price: Money,
}

/// A way to pay for a seat.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Eq)]
pub struct SeatMethod {
    /// The method, one of those in `GET /v1/capabilities`.
    pub method: PaymentMethodId,
    /// How the money moves with it.
    pub charging: Charging,
}

/// Body of `POST /v1/group-buys/{id}/seats`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct JoinGroupBuy {
    /// What is chosen.
    pub variant: VariantId,
    /// How many units.
    pub quantity: u64,
    /// Who is told.
    pub contact: Contact,
    /// Where it goes.
    pub address: Address,
    /// The total the person has seen. A lower one is taken, a higher one is refused with `price_changed`.
    pub expected_total: Money,
    /// The invitation the person has followed. One that was followed before signing up is remembered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub invitation: Option<InvitationCode>,
    /// What the person wants to be called in front of others, at most 40 characters. Absent: not to be seen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shown_as: Option<String>,
}

/// Body of `POST /v1/group-buys/{id}/withdraw`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WithdrawSeat {
    /// The seat.
    pub seat: SeatId,
    /// The seat the person has seen.
    pub version: Version,
}

/// The answer to `PUT /v1/group-buys/{id}/invitation`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Eq)]
pub struct MyInvitation {
    /// Its code: the storefront makes the link.
    pub code: InvitationCode,
    /// The group it leads to.
    pub group_buy: GroupBuyId,
    /// How many have joined by it.
    pub joined: u64,
}

/// A group-buy in `GET /v1/me/group-buys`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MyGroup {
    /// The group-buy as anyone sees it.
    pub card: GroupBuyCard,
    /// Where the person stands.
    pub mine: MyGroupBuy,
}

/// Which group-buys of a person are listed.
#[derive(Default, Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum MyGroups {
    /// Those that are not decided yet, and those that wait for the person.
    #[default]
    Running,
    /// Those that are over.
    Over,
    /// Something this storefront does not know.
    #[serde(other)]
    Unknown,
}

/// Data of the facts on `me` about a seat. The kind is `seat_` and the word of its status when that is another
/// one, and `seat_money` when only the money has moved.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SeatFact {
    /// The group-buy.
    pub group_buy: GroupBuyId,
    /// Its title in the account's language.
    pub title: String,
    /// The seat.
    pub seat: Seat,
    /// The group-buy as of the same moment.
    pub state: GroupBuyState,
}

/// Why somebody could not join or withdraw.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Default)]
pub struct GroupProblem {
    /// The group-buy by which it was decided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub state: Option<GroupBuyState>,
    /// Other groups on the same terms that can be joined, for `group_full` and `group_ended`.
    #[serde(default)]
    pub siblings: Vec<SiblingGroup>,
    /// Whether another group may be opened now.
    #[serde(default)]
    pub may_open_another: bool,
}
