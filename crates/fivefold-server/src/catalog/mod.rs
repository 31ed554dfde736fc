//! Reading the catalogue: categories, lists with facets, search, products, reviews.
//!
//! Lists are narrowed and ordered in memory over an index of the whole catalogue; only the page that
//! is shown is read from the database.

mod cards;
mod listing;
mod page;
mod parameters;
mod routes;
mod search;

pub(crate) use cards::{picture, text};
pub(crate) use listing::Listings;
pub(crate) use parameters::Parameters;
pub(crate) use routes::router;
