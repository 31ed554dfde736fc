//! `/cart`: what is about to be bought.

use super::super::components::{CartSkeleton, CartView};
use super::super::page_head::{PageHead, set_head};
use crate::data::{ErrorPanel, Remote, use_cart, use_runtime};
use crate::{
    routes, text,
    ui::{EmptyState, LinkButton, Look},
};
use fivefold_api::error::ApiError;
use fivefold_view::prelude::*;

/// The cart, from its first answer on also while newer ones are awaited.
#[component]
pub fn CartPage() -> impl IntoView {
    let title = text::shopping::CART_TITLE.get();
    set_head(&use_runtime(), &PageHead::hidden(title));
    let cart = use_cart();
    let known = cart.clone();
    let face = Memo::new(move |_| match known.cart() {
        Remote::Loading => Face::Loading,
        Remote::Failed { error, last: None } => Face::Failed(error),
        other if other.clone().latest().flatten().is_none_or(|cart| cart.lines.is_empty()) => Face::Empty,
        _ => Face::Filled,
    });
    let shown = move || {
        let cart = cart.clone();
        match face.get() {
            Face::Loading => view! { <div aria-busy="true"><CartSkeleton/></div> },
            Face::Failed(error) => view! { <ErrorPanel error retry=move |()| cart.refetch()/> },
            Face::Empty => empty(),
            Face::Filled => view! { <CartView cart/> },
        }
    };
    view! {
        <div class="cart-page">
            {move || (face.get() != Face::Empty).then(|| view! { <h1 tabindex="-1">{title}</h1> })}
            {shown}
        </div>
    }
}

#[derive(Clone, PartialEq)]
enum Face {
    Loading,
    Failed(ApiError),
    Empty,
    Filled,
}

fn empty() -> View {
    let title = text::shopping::CART_EMPTY_TITLE.get();
    view! {
        <EmptyState title text=text::shopping::CART_EMPTY_TEXT.get() is_page=true>
            <LinkButton look=Look::Strong href=routes::products()>{text::shopping::CONTINUE_SHOPPING.get()}</LinkButton>
        </EmptyState>
    }
}
