//! The fairness checker: bidders and browsers against one lot, through a network that fails.
//!
//! `bidder` is a scripted client that follows a lot by the very rules of the app's pages, `page` a browser, `witness`
//! the server's own story, read past the proxy. Each client leaves a `record` of what it showed; `verdict` judges
//! the records. `house` sets up the shop, `run` plays a whole run, `report` puts it into words.
//!
//! **Invariant**: the verdict sees records and the server's story, and nothing else: no client tells it what to
//! think. Each of its rules has a test that breaks it.

mod bidder;
mod house;
mod page;
mod record;
mod report;
mod run;
mod transport;
mod verdict;
mod witness;

pub use house::{Member, Seller, sign_up};
pub use report::report;
pub use run::{Outcome, Plan, run};
