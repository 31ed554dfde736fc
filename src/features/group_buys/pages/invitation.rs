//! `/invitations/:code`: the campaign somebody is invited to.

use super::set_head;
use crate::text;
use fivefold_view::prelude::*;

pub(super) fn page() -> View {
    set_head(text::group_buys::TITLE.get(), "", None);
    view! { <header class="groups-head"><h1 tabindex="-1">{text::group_buys::TITLE.get()}</h1></header> }
}
