//! The adapter for our own contract: each port over an injected transport.

mod auctions;
mod bookings;
mod client;
mod group_buys;
mod ports;
mod quotes;
mod retry;

pub use auctions::{auctions, bidding, lots, watching, won_lots};
pub use bookings::{bookings, doors, my_bookings, service_times, services};
pub use client::{COOKIE_SESSION, Client, RawCommitment, authorization};
pub use group_buys::{group_buys, groups, invitations, joined_groups, seats};
pub use ports::{accounts, carts, catalog, checkouts, orders, payments, products, reviews, search, sign_ins};
pub use quotes::{
    attachments, companies, my_quotes, quote_orders, quote_talks, quotes, supplier_desk, wholesale,
};
pub use retry::{Retry, may_send_again};
