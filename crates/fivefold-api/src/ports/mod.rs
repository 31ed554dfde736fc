//! What the storefront asks of a backend: one trait per capability. Adapters answer.

mod account;
mod auctions;
mod bookings;
mod buy;
mod catalog;
mod group_buys;
mod quotes;

pub use account::{Accounts, SignIns};
pub use auctions::{Auctions, Bidding, Lots, Watching, WonLots};
pub use bookings::{Bookings, Doors, MyBookingLists, ServiceTimes, Services};
pub use buy::{Carts, Checkouts, Orders, Payments};
pub use catalog::{Catalog, ProductReviews, Products, Search};
pub use group_buys::{GroupBuys, Groups, Invitations, JoinedGroups, Seats};
pub use quotes::{
    Attachments, Companies, MyQuoteLists, QuoteOrders, QuoteTalks, Quotes, SupplierDesk, Wholesale,
};

use crate::{error::ApiError, transport::BoxFuture};

/// The answer to a port's question.
pub type Asked<T> = BoxFuture<Result<T, ApiError>>;
