//! A way of trading that this shop does not have (X-CAP).

use crate::{
    data::use_runtime,
    platform::head,
    routes, text,
    ui::{EmptyState, LinkButton, Look},
};
use fivefold_view::prelude::*;

/// What the address of an absent capability shows.
#[component]
pub fn NotOfferedPage() -> impl IntoView {
    let title = text::site::NOT_OFFERED_TITLE.get();
    head::set_title(&text::site::title(title, &use_runtime().config().brand));
    view! {
        <EmptyState title text=text::site::NOT_OFFERED_TEXT.get() is_page=true>
            <LinkButton look=Look::Strong href=routes::products()>{text::site::ALL_PRODUCTS.get()}</LinkButton>
            <LinkButton href=routes::home()>{text::site::TO_HOME.get()}</LinkButton>
        </EmptyState>
    }
}
