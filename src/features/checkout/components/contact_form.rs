//! Who is told about the order.

use super::super::draft::Entry;
use super::super::sheet::Sheet;
use super::entry::entry_field;
use crate::text;
use fivefold_view::prelude::*;

/// E-mail address and phone number.
#[component]
pub fn ContactForm(sheet: Sheet) -> impl IntoView {
    view! {
        <section class="checkout-section" aria-labelledby="checkout-contact">
            <h2 id="checkout-contact">{text::checkout::CONTACT.get()}</h2>
            <div class="checkout-grid">
                {entry_field(sheet, Entry::Email, "", false)}
                {entry_field(sheet, Entry::Phone, "", false)}
            </div>
        </section>
    }
}
