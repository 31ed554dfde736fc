//! The pages of an account: one chunk, because who comes to one goes on to the next.

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
    text,
    ui::{EmptyState, LinkButton, Look},
};
use fivefold_api::model::Capability;
use fivefold_view::prelude::*;

/// Whatever page of the account the address means.
#[component]
pub fn AccountPages() -> impl IntoView {
    let runtime = use_runtime();
    let path = use_address().with_untracked(|address| {
        routes::below(&address.path).and_then(routes::find).map_or("", |(pattern, _)| pattern.path)
    });
    let (title, page): (_, fn() -> View) = match path {
        patterns::SIGN_UP => (&text::account::SIGN_UP, mails::sign_up),
        patterns::RESET => (&text::account::RESET, mails::reset),
        patterns::PASSWORD => (&text::account::CHOOSE_PASSWORD, password::page),
        patterns::ADDRESSES => (&text::account::ADDRESSES, addresses::page),
        patterns::SETTINGS => (&text::account::SETTINGS, settings::page),
        patterns::ACTIVITY => (&text::account::ACTIVITY, activity::page),
        _ => (&text::account::TITLE, home::page),
    };
    let is_absent = Memo::new(move |_| runtime.offers(Capability::Accounts) == Some(false));
    head::set_title(&text::site::title(title.get(), &use_runtime().config().brand));
    view! {
        <div class="account">
            {move || if is_absent.get() {
                not_offered()
            } else {
                view! {
                    <h1 tabindex="-1">{title.get()}</h1>
                    {page()}
                }
            }}
        </div>
    }
}

fn not_offered() -> View {
    let title = text::site::NOT_OFFERED_TITLE.get();
    view! {
        <EmptyState title text=text::site::NOT_OFFERED_TEXT.get() is_page=true>
            <LinkButton look=Look::Strong href=routes::products()>{text::site::ALL_PRODUCTS.get()}</LinkButton>
        </EmptyState>
    }
}
