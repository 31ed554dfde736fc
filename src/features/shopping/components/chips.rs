//! The chosen filters.

use super::super::list_address::ListAddress;
use crate::{
    text,
    ui::{Icon, Shape},
};
use fivefold_api::model::Facet;
use fivefold_view::prelude::*;

/// What is chosen, each with a link that lets it go, and one that lets everything go. Nothing when nothing
/// is chosen.
#[component]
pub fn ChosenFilters(
    /// What the list can be narrowed by, for the names.
    #[prop(into)]
    facets: Signal<Vec<Facet>>,
    /// The list.
    #[prop(into)]
    address: Signal<ListAddress>,
) -> impl IntoView {
    let chips = move || {
        let address = address.get();
        if address.asked.facets.is_empty() {
            return ().into_view();
        }
        let all = address.unfiltered().href();
        let each: Vec<_> = chosen(&address, &facets.get()).into_iter().map(chip).collect();
        view! {
            <ul class="chips" role="list" aria-label=text::shopping::CHOSEN_FILTERS.get()>
                {each}
                <li><a class="chips__all" href=all data-noscroll="">{text::shopping::CLEAR_FILTERS.get()}</a></li>
            </ul>
        }
    };
    view! { {chips} }
}

struct Chip {
    name: String,
    colour: Option<String>,
    without: ListAddress,
}

fn chosen(address: &ListAddress, facets: &[Facet]) -> Vec<Chip> {
    let chip = |(facet, value): &(_, _)| {
        let known = facets.iter().find(|known| known.id == *facet);
        let known = known.and_then(|known| known.values.iter().find(|known| known.id == *value));
        Chip {
            // A value that the backend does not know stands as the address wrote it.
            name: known.map_or_else(|| value.to_string(), |known| known.name.clone()),
            colour: known.and_then(|known| known.colour.clone()),
            without: address.toggled(facet, value),
        }
    };
    address.asked.facets.iter().map(chip).collect()
}

fn chip(chip: Chip) -> View {
    let Chip { name, colour, without } = chip;
    view! {
        <li>
            <a
                class="chips__chip"
                href=without.href()
                data-noscroll=""
                aria-label=text::shopping::remove_filter(&name)
            >
                {colour.map(|colour| view! { <span class="filters__colour" style:background-color=colour></span> })}
                {name.clone()}
                <Icon shape=Shape::Close/>
            </a>
        </li>
    }
}
