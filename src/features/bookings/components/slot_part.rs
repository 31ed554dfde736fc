//! Holding a time. Its code comes after the page, and only to whoever wants a time or may have one.

use super::super::slot_desk::{Wish, use_slot_desk};
use super::holding::holding;
use crate::{
    data::{Who, lazy::LazyPage, use_session},
    lazy_page,
};
use fivefold_view::prelude::*;

static HOLDING: LazyPage = lazy_page!(service_hold, Holding, part);

/// The hold, once there is something to hold or somebody who may have one.
pub fn slot_part(wish: Wish) -> View {
    let who = use_session();
    // What was wanted once stays wanted, so that a message about it does.
    let is_wanted = Memo::new(move |before: Option<&bool>| {
        before == Some(&true) || wish.picked.with(Option::is_some) || who.get() != Who::Nobody
    });
    let part = move || {
        is_wanted
            .get()
            .then(|| view! { <Provider value=wish><div class="holding">{HOLDING.view()}</div></Provider> })
    };
    part.into_view()
}

#[component]
fn Holding() -> impl IntoView {
    holding(use_slot_desk(expect_context()))
}
