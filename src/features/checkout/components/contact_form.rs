//! Who is told about the order.

use super::super::desk::Desk;
use super::super::draft::Entry;
use super::entry::entry_field;
use crate::text;
use fivefold_view::prelude::*;

/// E-mail address and phone number.
#[component]
pub fn ContactForm(desk: Desk) -> impl IntoView {
    view! {
        <section class="checkout-section" aria-labelledby="checkout-contact">
            <h2 id="checkout-contact">{text::checkout::CONTACT.get()}</h2>
            <div class="checkout-grid">
                {entry_field(desk, Entry::Email, "", false)}
                {entry_field(desk, Entry::Phone, "", false)}
            </div>
        </section>
    }
}
