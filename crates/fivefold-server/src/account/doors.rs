//! What the calls of accounts share besides the database.

use super::{limits::Limits, passwords::Passwords};

/// The kind of the fact on `me` that tells every stream of an account that its session may have ended.
pub(crate) const SIGNED_OUT: &str = "signed_out";

/// What guards the doors.
#[derive(Debug, Default)]
pub(crate) struct Accounts {
    pub(super) limits: Limits,
    pub(super) passwords: Passwords,
}

/// An address as accounts are found by.
pub(super) fn folded(email: &str) -> String {
    email.trim().to_lowercase()
}
