//! The pages of an account, in two chunks.

mod activity;
mod addresses;
mod home;
mod mails;
mod password;
mod settings;

use crate::{
    data::{use_address, use_runtime},
    platform::head,
    routes::{self, patterns},
    text::{self, Message},
    ui::{EmptyState, LinkButton, Look},
};
use fivefold_api::model::Capability;
use fivefold_view::prelude::*;

/// The way in, and the pages that people come to first.
#[component]
pub fn AccountPages() -> impl IntoView {
    match pattern() {
        patterns::SIGN_UP => frame(&text::account::SIGN_UP, mails::sign_up),
        patterns::RESET => frame(&text::account::RESET, mails::reset),
        patterns::PASSWORD => frame(&text::account::CHOOSE_PASSWORD, password::page),
        patterns::ACTIVITY => frame(&text::account::ACTIVITY, activity::page),
        _ => frame(&text::account::TITLE, home::page),
    }
}

/// What is saved: a chunk of its own, because it brings the forms of the checkout.
#[component]
pub fn SavedPages() -> impl IntoView {
    match pattern() {
        patterns::SETTINGS => frame(&text::account::SETTINGS, settings::page),
        _ => frame(&text::account::ADDRESSES, addresses::page),
    }
}

/// The pattern of the address.
fn pattern() -> &'static str {
    use_address().with_untracked(|address| {
        routes::below(&address.path).and_then(routes::find).map_or("", |(pattern, _)| pattern.path)
    })
}

/// Title and heading around a page, where the shop has accounts.
fn frame(title: &'static Message, page: fn() -> View) -> View {
    let runtime = use_runtime();
    head::set_title(&text::site::title(title.get(), &runtime.config().brand));
    let is_absent = Memo::new(move |_| runtime.offers(Capability::Accounts) == Some(false));
    let content = move || {
        if is_absent.get() {
            not_offered()
        } else {
            view! {
                <h1 tabindex="-1">{title.get()}</h1>
                {page()}
            }
        }
    };
    view! { <div class="account">{content}</div> }
}

fn not_offered() -> View {
    let title = text::site::NOT_OFFERED_TITLE.get();
    view! {
        <EmptyState title text=text::site::NOT_OFFERED_TEXT.get() is_page=true>
            <LinkButton look=Look::Strong href=routes::products()>{text::site::ALL_PRODUCTS.get()}</LinkButton>
        </EmptyState>
    }
}
