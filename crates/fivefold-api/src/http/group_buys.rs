//! The ports of group-buys, answered by our own contract.

use super::{Client, ports::Http};
use crate::endpoints::{
    GetGroupBuy, GetInvitation, GetMyGroupBuy, GetSeatCheckout, ListGroupBuys, ListMyGroupBuys,
    PutInvitation, PutVisit,
};
use crate::model::{
    Accepted, GroupBuy, GroupBuyList, Invitation, MyGroup, MyGroupBuy, MyInvitation, SeatCheckout,
};
use crate::ports::{Asked, GroupBuys, Groups, Invitations, JoinedGroups, Seats};
use crate::vocabulary::Page;
use std::sync::Arc;

/// The lists of group-buys of a backend that speaks our contract.
#[must_use]
pub fn group_buys(client: &Client) -> Arc<dyn GroupBuys> {
    Arc::new(Http(client.clone()))
}

/// The group-buys of a backend that speaks our contract, one by one.
#[must_use]
pub fn groups(client: &Client) -> Arc<dyn Groups> {
    Arc::new(Http(client.clone()))
}

/// Joining the group-buys of a backend that speaks our contract.
#[must_use]
pub fn seats(client: &Client) -> Arc<dyn Seats> {
    Arc::new(Http(client.clone()))
}

/// The group-buys one has joined of a backend that speaks our contract.
#[must_use]
pub fn joined_groups(client: &Client) -> Arc<dyn JoinedGroups> {
    Arc::new(Http(client.clone()))
}

/// The invitations of a backend that speaks our contract.
#[must_use]
pub fn invitations(client: &Client) -> Arc<dyn Invitations> {
    Arc::new(Http(client.clone()))
}

impl GroupBuys for Http {
    fn group_buys(&self, query: ListGroupBuys) -> Asked<GroupBuyList> {
        self.0.call(&query)
    }
}

impl Groups for Http {
    fn group_buy(&self, query: GetGroupBuy) -> Asked<GroupBuy> {
        self.0.call(&query)
    }

    fn mine(&self, query: GetMyGroupBuy) -> Asked<MyGroupBuy> {
        self.0.call(&query)
    }

    fn invite(&self, command: PutInvitation) -> Asked<MyInvitation> {
        self.0.call(&command)
    }
}

impl Seats for Http {
    fn seat_checkout(&self, query: GetSeatCheckout) -> Asked<SeatCheckout> {
        self.0.call(&query)
    }
}

impl JoinedGroups for Http {
    fn my_group_buys(&self, query: ListMyGroupBuys) -> Asked<Page<MyGroup>> {
        self.0.call(&query)
    }
}

impl Invitations for Http {
    fn invitation(&self, query: GetInvitation) -> Asked<Invitation> {
        self.0.call(&query)
    }

    fn visit(&self, command: PutVisit) -> Asked<Accepted> {
        self.0.call(&command)
    }
}
