//! What a quote is: its number, both sides, where it would go, and the quotes before and after it.

use super::super::figures::moment_words;
use super::super::own_quote::OwnQuote;
use super::super::words::destination_words;
use crate::{routes, text, ui::Badge};
use fivefold_api::model::{Quote, QuoteLink};
use fivefold_view::prelude::*;

/// The heading of the page.
pub fn quote_head(own: OwnQuote) -> View {
    use text::quotes as words;
    let first = own.quote.get_untracked();
    let Quote { id, number, company, supplier, requested_at, address, .. } = first;
    let destination = address.map(|place| {
        view! { <p class="quote-hint">{destination_words(&place)}</p> }
    });
    let demo = supplier.is_demo.then(|| view! { " "<Badge text=words::DEMO_SUPPLIER.get().to_owned()/> });
    let links = own.part(|quote| (quote.previous.clone(), quote.next.clone()));
    let linked = move || {
        let (previous, next) = links.get();
        [(previous, words::ASKS_AGAIN.get()), (next, words::ASKED_AGAIN.get())]
            .into_iter()
            .filter_map(|(link, lead)| link.map(|link| link_to(lead, &link)))
            .collect::<Vec<_>>()
    };
    view! {
        <p class="quote-back"><a href=routes::quotes()>{words::ALL.get()}</a></p>
        <header class="quote-head">
            <div class="quote-head__words">
                <h1 tabindex="-1">{words::quote_number(&number)}</h1>
                <p>{words::between(&company.name, &supplier.name)}{demo}</p>
                <p class="quote-hint">{words::requested_by(&company.person, &moment_words(requested_at))}</p>
                {destination}
                {linked}
            </div>
            <p class="quote-head__links"><a href=routes::quote_print(&id)>{words::PRINT.get()}</a></p>
        </header>
    }
}

fn link_to(lead: &'static str, link: &QuoteLink) -> View {
    view! { <p class="quote-hint">{lead}" "<a href=routes::quote(&link.id)>{link.number.clone()}</a></p> }
}
