//! Group-buys: campaigns, seats and their money, locking, invitations, and groups on the same terms.
//!
//! **Invariants**: seats of a group are given one after the other on the one writer; what everybody sees of a group is
//! told as one whole, [`fivefold_api::model::GroupBuyState`]; a group counts committed seats and nothing else; once it
//! is locked, nothing that happens to a member changes it or anybody else's price.

mod closing;
mod demo;
mod facts;
mod invitations;
mod join;
mod lists;
mod mail;
mod mine;
mod money;
mod offer;
mod paying;
mod routes;
mod seat_views;
mod seed;
mod siblings;
mod terms;
mod timers;
mod views;
mod withdraw;

pub use offer::GroupOffer;

pub(crate) use closing::hold_due;
pub(crate) use demo::run as run_demo;
pub(crate) use facts::ALL;
pub(crate) use mine::activity;
pub(crate) use money::{capture_refused, follow};
pub(crate) use paying::{payable_until, takes_at_once};
pub(crate) use routes::router;
pub(crate) use seed::seed;
pub(crate) use timers::run;
