//! What somebody has typed about a quote and not sent: kept over a reload, and whatever the shop says (X-CONC).

use super::counter::TypedEdits;
use crate::platform::storage;
use fivefold_api::json::FromJson;
use fivefold_api::vocabulary::QuoteId;
use serde::{Deserialize, Serialize};

/// What is typed for one quote.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, FromJson)]
#[serde(default)]
pub struct Typed {
    /// What is to be changed in an offer.
    pub counter: TypedEdits,
    /// The answer to a question.
    pub answer: TypedEdits,
}

impl Typed {
    /// What was typed for a quote before.
    pub fn of(quote: &QuoteId) -> Self {
        storage::read(&name(quote)).unwrap_or_default()
    }

    /// Keeps it.
    pub fn keep(&self, quote: &QuoteId) {
        if *self == Self::default() {
            storage::remove(&name(quote));
        } else {
            storage::write(&name(quote), self);
        }
    }
}

/// Where it is kept. Sign-out forgets everything below `account.`.
fn name(quote: &QuoteId) -> String {
    ["account.quote.", quote.as_str()].concat()
}

/// Where the text of a message is kept that is not sent.
pub fn message_name(quote: &QuoteId) -> String {
    ["account.quote_message.", quote.as_str()].concat()
}
