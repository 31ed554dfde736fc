//! One's own place in a group-buy, on its page.

use super::super::live::LiveGroup;
use fivefold_view::prelude::*;

/// What the visitor has to do with the group-buy: nothing, a seat that is held, or one that is committed or over.
pub fn my_seat(_group: LiveGroup) -> View {
    ().into_view()
}
