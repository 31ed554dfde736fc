//! Where the order goes: the parts, the order and the words of the chosen country (B2C-13).

use super::super::draft::Entry;
use super::super::sheet::Sheet;
use super::entry::{entry_field, problem_text};
use crate::{platform::intl, text, ui::Select};
use fivefold_api::rules::AddressField;
use fivefold_view::prelude::*;

/// The address.
#[component]
pub fn AddressForm(sheet: Sheet) -> impl IntoView {
    let country = Memo::new(move |_| sheet.draft.with(|draft| draft.get(Entry::Country).to_owned()));
    let options = Signal::derive(move || {
        let mut named: Vec<_> = sheet.countries.with(|countries| {
            countries.iter().map(|code| (code.clone(), intl::format_region(code))).collect()
        });
        named.sort_by(|one, other| one.1.cmp(&other.1));
        named
    });
    let error = Signal::derive(move || {
        sheet.problem(Entry::Country.path()).map(|code| problem_text(Entry::Country, code, "", 2))
    });
    let choose = move |code: String| {
        sheet.type_in(Entry::Country, code);
        sheet.left(Entry::Country);
    };
    // Another country is another form: other parts in another order. What was typed stays in the draft.
    let parts = move || {
        let country = country.get();
        let entries: Vec<_> = Entry::of_country(&country)
            .into_iter()
            .filter_map(|entry| match entry {
                Entry::Part(part) => Some((entry, part)),
                _ => None,
            })
            .collect();
        let last = entries.last().map(|(_, part)| *part);
        let has_region = entries.iter().any(|(_, part)| *part == AddressField::Region);
        entries
            .into_iter()
            .map(|(entry, part)| {
                let is_last = Some(part) == last;
                view! { <div class=width(part, has_region)>{entry_field(sheet, entry, &country, is_last)}</div> }
            })
            .collect::<Vec<_>>()
    };
    view! {
        <section class="checkout-section" aria-labelledby="checkout-address">
            <h2 id="checkout-address">{text::checkout::ADDRESS_TITLE.get()}</h2>
            <div class="checkout-grid">
                <div class="checkout-grid__whole">
                    <Select
                        id=Entry::Country.id()
                        label=text::checkout::COUNTRY.get()
                        options
                        value=country
                        on_change=choose
                        error
                        autocomplete="shipping country"
                    />
                </div>
                {parts}
            </div>
        </section>
    }
}

/// Short parts share a row; of three the town has one of its own.
fn width(part: AddressField, has_region: bool) -> &'static str {
    match part {
        AddressField::Region | AddressField::Postcode => "checkout-grid__part",
        AddressField::City if !has_region => "checkout-grid__part",
        _ => "checkout-grid__whole",
    }
}
