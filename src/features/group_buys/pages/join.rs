//! `/group-buys/:id/join`: a seat is held and paid.

use super::set_head;
use crate::text;
use fivefold_view::prelude::*;

pub(super) fn page() -> View {
    set_head(text::seats::JOIN_TITLE.get(), "", None);
    view! { <header class="groups-head"><h1 tabindex="-1">{text::seats::JOIN_TITLE.get()}</h1></header> }
}
