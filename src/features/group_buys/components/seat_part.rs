//! One's own seat on the page of its group-buy. Its code comes after the page, and only to whoever has one.

use super::super::live::LiveGroup;
use super::my_seat;
use crate::{data::lazy::LazyPage, lazy_page};
use fivefold_view::prelude::*;

static SEAT: LazyPage = lazy_page!(group_seat, MySeat, part);

/// The visitor's seat, where there is one.
pub fn seat_part(group: LiveGroup) -> View {
    let has_one = Memo::new(move |_| group.mine.get().latest().is_some_and(|mine| mine.seat.is_some()));
    let part =
        move || has_one.get().then(|| view! { <Provider value=group><div>{SEAT.view()}</div></Provider> });
    part.into_view()
}

#[component]
fn MySeat() -> impl IntoView {
    my_seat(expect_context())
}
