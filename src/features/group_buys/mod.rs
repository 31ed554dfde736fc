//! Group-buys: campaigns whose price falls as more join, a seat in one, one's own seats, invitations.
//!
//! **Invariant**: nothing here decides what a group-buy costs, how many have joined or when it is over. The shop says
//! so, and older news never replaces newer. No number is shown that could rise later without being said.

pub mod pages;

pub use pages::{GroupBuyPage, GroupBuysPage, InvitationPage, JoinGroupPage, MyGroupBuysPage};
