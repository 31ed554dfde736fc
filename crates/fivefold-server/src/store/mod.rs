//! The database. All SQL lives here; nothing else knows a table.

pub mod db;
pub(crate) mod events;

pub use db::{Db, WriteTx};
