//! Who is told about the order.

use super::super::draft::Entry;
use super::super::sheet::Sheet;
use super::entry::entry_field;
use crate::{
    data::{Who, use_runtime, use_session},
    routes::{self, patterns},
    text,
};
use fivefold_api::model::Capability;
use fivefold_view::prelude::*;

/// E-mail address and phone number.
#[component]
pub fn ContactForm(sheet: Sheet) -> impl IntoView {
    view! {
        <section class="checkout-section" aria-labelledby="checkout-contact">
            <h2 id="checkout-contact">{text::checkout::CONTACT.get()}</h2>
            {sign_in()}
            <div class="checkout-grid">
                {entry_field(sheet, Entry::Email, "", false)}
                {entry_field(sheet, Entry::Phone, "", false)}
            </div>
        </section>
    }
}

/// The way to what is saved, for whoever is not signed in.
fn sign_in() -> View {
    let runtime = use_runtime();
    let session = use_session();
    let is_open = Memo::new(move |_| {
        session.get() != Who::Member && runtime.offers(Capability::Accounts) == Some(true)
    });
    let offer = move || {
        is_open.get().then(|| {
            view! {
                <p class="checkout-hint">
                    {text::checkout::HAVE_ACCOUNT.get()}" "
                    <a href=routes::account(Some(patterns::CHECKOUT))>{text::account::SIGN_IN.get()}</a>
                </p>
            }
        })
    };
    offer.into_view()
}
