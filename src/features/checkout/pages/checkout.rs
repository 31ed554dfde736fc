//! `/checkout`: contact, address, delivery, payment, all on one page.

use super::super::components::{
    AddressForm, ContactForm, DeliveryChoice, PayButton, Summary, blocks, open_order, submit,
};
use super::super::desk::{Desk, METHOD, use_desk};
use crate::{
    data::{AsyncView, Query, use_query_when, use_runtime},
    features::payments::MethodChoice,
    platform::head,
    routes, text,
    ui::{EmptyState, LinkButton, Look, SkeletonBox, SkeletonText},
};
use fivefold_api::endpoints::GetCheckout;
use fivefold_api::http;
use fivefold_api::model::Checkout;
use fivefold_view::prelude::*;
use leptos::{ev::SubmitEvent, html};

/// The checkout of this browser's cart.
#[component]
pub fn CheckoutPage() -> impl IntoView {
    let runtime = use_runtime();
    head::set_title(&text::site::title(text::checkout::TITLE.get(), &runtime.config().brand));
    // Without a session there is no cart, and nothing to ask for.
    let has_session = runtime.has_session();
    let port = http::checkouts(runtime.client());
    let query = use_query_when(move || has_session.then_some(GetCheckout), move |_| port.checkout());
    query.refetch();
    let content = if has_session {
        view! {
            <AsyncView query loading=skeleton is_empty=has_nothing empty=empty let:checkout>
                <CheckoutForm checkout query/>
            </AsyncView>
        }
    } else {
        empty()
    };
    view! {
        <div class="checkout">
            <h1 tabindex="-1">{text::checkout::TITLE.get()}</h1>
            {open_order()}
            {content}
        </div>
    }
}

/// The form and, beside it, the order.
#[component]
fn CheckoutForm(checkout: Signal<Checkout>, query: Query<Checkout>) -> impl IntoView {
    let desk = use_desk(checkout, query);
    let sheet = desk.sheet();
    let form = NodeRef::<html::Form>::new();
    let on_submit = move |event: SubmitEvent| {
        event.prevent_default();
        submit(desk, form);
    };
    view! {
        <div class="checkout-layout">
            <Summary desk/>
            <form node_ref=form class="checkout-form" novalidate on:submit=on_submit>
                <ContactForm sheet/>
                <AddressForm sheet/>
                <DeliveryChoice desk/>
                {method(desk)}
                {blocks(desk)}
                <PayButton desk/>
            </form>
        </div>
    }
}

fn method(desk: Desk) -> View {
    let value = Signal::derive(move || {
        desk.draft.with(|draft| Some(draft.method.clone()).filter(|method| !method.is_empty()))
    });
    let error =
        Signal::derive(move || desk.problem(METHOD).map(|_| text::checkout::CHOOSE_METHOD.get().to_owned()));
    view! {
        <section class="checkout-section checkout-section--choices" id="checkout-method">
            <h2 aria-hidden="true">{text::payments::METHOD.get()}</h2>
            <MethodChoice name="method" value on_choose=move |id| desk.choose_method(id) error/>
        </section>
    }
}

fn has_nothing(checkout: &Checkout) -> bool {
    checkout.lines.is_empty()
}

fn empty() -> View {
    view! {
        <EmptyState title=text::shopping::CART_EMPTY_TITLE.get() text=text::shopping::CART_EMPTY_TEXT.get()>
            <LinkButton look=Look::Strong href=routes::products()>{text::shopping::CONTINUE_SHOPPING.get()}</LinkButton>
            <LinkButton href=routes::orders()>{text::orders::TO_ORDERS.get()}</LinkButton>
        </EmptyState>
    }
}

fn skeleton() -> View {
    let fields: Vec<_> = (0..6).map(|_| view! { <SkeletonBox class="checkout-skeleton__field"/> }).collect();
    view! {
        <div class="checkout-layout">
            <div class="checkout-summary">
                <span class="ui-hidden" role="status">{text::checkout::LOADING.get()}</span>
                <SkeletonBox class="checkout-skeleton__summary"/>
            </div>
            <div class="checkout-form">
                <SkeletonText/>
                <div class="checkout-grid">{fields}</div>
            </div>
        </div>
    }
}
