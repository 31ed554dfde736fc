//! Remote state: what the features share between a page and the network.
//!
//! **Invariant**: nothing here knows a feature. The cores (`query::cache` and the like) know neither Leptos
//! nor the browser.

pub mod async_view;
mod cart;
pub mod clock;
pub mod commitment;
pub mod error_panel;
pub mod lazy;
pub mod live;
pub mod live_regions;
mod query;
mod remote;
mod router;
mod runtime;
mod session;
mod task;
mod way_page;

pub use async_view::AsyncView;
pub use cart::{CartHandle, refresh_cart, use_cart};
pub use clock::{Clock, use_now};
pub use commitment::{Commitment, Progress, unfinished_commitments, use_commitment};
pub use error_panel::{ErrorPanel, ErrorText, error_text};
pub use live::use_topic;
pub use live_regions::LiveRegions;
pub use query::{Queries, Query, STALE_AFTER, use_query, use_query_when};
pub use remote::Remote;
pub use router::{PageAddress, Router, use_address, use_navigate};
pub use runtime::{CURRENCY, Runtime, provide_runtime, use_runtime};
pub use session::{Who, use_session};
pub use task::spawn;
pub use way_page::{set_head, sign_in_href, way_page};
