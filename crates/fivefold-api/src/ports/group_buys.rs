//! Group-buys. A port for each page, so that none brings what another one asks.
//!
//! Commands that commit somebody (join, withdraw, open another group) are not here: they are sent as raw, persisted
//! requests with a key, through the storefront's commitments.

use super::Asked;
use crate::endpoints::{
    GetGroupBuy, GetInvitation, GetMyGroupBuy, GetSeatCheckout, ListGroupBuys, ListMyGroupBuys,
    PutInvitation, PutVisit,
};
use crate::model::{
    Accepted, GroupBuy, GroupBuyList, Invitation, MyGroup, MyGroupBuy, MyInvitation, SeatCheckout,
};
use crate::vocabulary::Page;

/// Lists of group-buys.
pub trait GroupBuys: Send + Sync {
    /// A page of group-buys.
    fn group_buys(&self, query: ListGroupBuys) -> Asked<GroupBuyList>;
}

/// One group-buy, and where one stands with it.
pub trait Groups: Send + Sync {
    /// The group-buy as anyone sees it.
    fn group_buy(&self, query: GetGroupBuy) -> Asked<GroupBuy>;
    /// One's own place in it.
    fn mine(&self, query: GetMyGroupBuy) -> Asked<MyGroupBuy>;
    /// One's own invitation to it.
    fn invite(&self, command: PutInvitation) -> Asked<MyInvitation>;
}

/// Joining.
pub trait Seats: Send + Sync {
    /// What joining would be.
    fn seat_checkout(&self, query: GetSeatCheckout) -> Asked<SeatCheckout>;
}

/// The group-buys that one has joined.
pub trait JoinedGroups: Send + Sync {
    /// A page of them.
    fn my_group_buys(&self, query: ListMyGroupBuys) -> Asked<Page<MyGroup>>;
}

/// Invitations of others.
pub trait Invitations: Send + Sync {
    /// What somebody sees who was invited.
    fn invitation(&self, query: GetInvitation) -> Asked<Invitation>;
    /// Remembers by whom this session was invited.
    fn visit(&self, command: PutVisit) -> Asked<Accepted>;
}
