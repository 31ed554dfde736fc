//! Group-buys: campaigns whose price falls as more join, a seat in one, one's own seats, invitations.
//!
//! `group`, `ladder`, `time`, `address`, `words`, `seat` and `joining` hold the decisions as plain functions; `live`,
//! `hall`, `own_seat` and `seat_desk` connect them to the shop; `components` and `pages` show them.
//!
//! **Invariant**: nothing here decides what a group-buy costs, how many have joined or when it is over. The shop says
//! so, and older news never replaces newer. No number is shown that could rise later without being said.

pub mod address;
pub mod components;
pub mod group;
pub mod hall;
pub mod joining;
pub mod ladder;
pub mod live;
pub mod own_seat;
pub mod pages;
pub mod seat;
pub mod seat_desk;
pub mod time;
pub mod words;

pub use pages::{GroupBuyPage, GroupBuysPage, InvitationPage, JoinGroupPage, MyGroupBuysPage};
