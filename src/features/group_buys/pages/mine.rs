//! `/group-buys/mine`: the campaigns that one has a seat in.

use super::set_head;
use crate::text;
use fivefold_view::prelude::*;

pub(super) fn page() -> View {
    set_head(text::seats::MINE.get(), "", None);
    view! { <header class="groups-head"><h1 tabindex="-1">{text::seats::MINE.get()}</h1></header> }
}
