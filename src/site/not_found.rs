//! Nothing at this address.

use crate::{
    data::use_runtime,
    platform::head,
    routes, text,
    ui::{EmptyState, LinkButton, Look},
};
use fivefold_view::prelude::*;

/// What an unknown address shows. The CDN has answered it with a real 404.
#[component]
pub fn NotFoundPage() -> impl IntoView {
    let title = text::site::NOT_FOUND_TITLE.get();
    head::set_title(&text::site::title(title, &use_runtime().config().brand));
    view! {
        <EmptyState title text=text::site::NOT_FOUND_TEXT.get() is_page=true>
            <LinkButton look=Look::Strong href=routes::home()>{text::site::TO_HOME.get()}</LinkButton>
            <LinkButton href=routes::products()>{text::site::ALL_PRODUCTS.get()}</LinkButton>
        </EmptyState>
    }
}
