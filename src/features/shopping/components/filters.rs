//! What a list can be narrowed by.

use super::super::list_address::ListAddress;
use crate::{platform::intl, text, ui::Disclosure};
use fivefold_api::model::{Facet, FacetValue};
use fivefold_api::vocabulary::FacetId;
use leptos::prelude::*;

/// How many values of a facet are in sight before "show all".
const IN_SIGHT: usize = 7;

/// The facets with their values and counts. Every choice leads to an address of its own. Groups and values
/// are kept when counts change, so that the focus stays where it is.
#[component]
pub fn Filters(
    /// What the list can be narrowed by.
    #[prop(into)]
    facets: Signal<Vec<Facet>>,
    /// The list.
    #[prop(into)]
    address: Signal<ListAddress>,
    /// Told where a choice leads.
    #[prop(into)]
    on_change: Callback<ListAddress>,
) -> impl IntoView {
    let groups =
        move || facets.get().into_iter().filter(|facet| !facet.values.is_empty()).collect::<Vec<_>>();
    view! {
        <div class="filters">
            <For each=groups key=|facet| facet.id.clone() let:facet>
                <FilterGroup facet facets address on_change/>
            </For>
        </div>
    }
    .into_any()
}

#[component]
fn FilterGroup(
    facet: Facet,
    facets: Signal<Vec<Facet>>,
    address: Signal<ListAddress>,
    on_change: Callback<ListAddress>,
) -> impl IntoView {
    let id = facet.id.clone();
    let name = facet.name.clone();
    let is_colour = facet.values.iter().any(|value| value.colour.is_some());
    let values = Memo::new(move |_| {
        let newest = facets.with(|facets| facets.iter().find(|newest| newest.id == facet.id).cloned());
        newest.unwrap_or_else(|| facet.clone()).values
    });
    let is_whole = RwSignal::new(false);
    let chosen_id = id.clone();
    let shown = move || {
        let is_chosen = |value: &FacetValue| address.with(|address| address.has(&chosen_id, &value.id));
        let at_most = if is_whole.get() { usize::MAX } else { IN_SIGHT };
        in_sight(values.get(), at_most, &is_chosen)
    };
    let more = move || {
        (values.with(Vec::len) > IN_SIGHT).then(|| {
            let words = if is_whole.get() { text::ui::LESS.get() } else { text::ui::MORE.get() };
            view! {
                <button
                    type="button"
                    class="filters__more"
                    aria-expanded=is_whole.get().to_string()
                    on:click=move |_| is_whole.update(|is_whole| *is_whole = !*is_whole)
                >
                    {words}
                </button>
            }
        })
    };
    view! {
        <Disclosure title=name.clone() open=true>
            <ul class="filters__values" class=("filters__values--colours", is_colour) aria-label=name>
                <For each=shown key=|value| value.id.clone() let:value>
                    {row(id.clone(), value, values, address, on_change)}
                </For>
            </ul>
            {more}
        </Disclosure>
    }
    .into_any()
}

/// The first `at_most` values, and of the others those that are chosen.
fn in_sight(
    values: Vec<FacetValue>,
    at_most: usize,
    is_chosen: &dyn Fn(&FacetValue) -> bool,
) -> Vec<FacetValue> {
    let kept = values.into_iter().enumerate().filter(|(at, value)| *at < at_most || is_chosen(value));
    kept.map(|(_, value)| value).collect()
}

fn row(
    facet: FacetId,
    value: FacetValue,
    values: Memo<Vec<FacetValue>>,
    address: Signal<ListAddress>,
    on_change: Callback<ListAddress>,
) -> AnyView {
    let FacetValue { id, name, colour, .. } = value;
    let counted = id.clone();
    let count = Memo::new(move |_| {
        values.with(|values| values.iter().find(|value| value.id == counted).map_or(0, |value| value.count))
    });
    let (checked_facet, checked) = (facet.clone(), id.clone());
    let is_chosen = move || address.with(|address| address.has(&checked_facet, &checked));
    let toggle = move |_| on_change.run(address.with_untracked(|address| address.toggled(&facet, &id)));
    view! {
        <li>
            <label class="filters__value" class=("filters__value--none", move || count.get() == 0)>
                <input type="checkbox" prop:checked=is_chosen on:change=toggle/>
                {colour.map(|colour| view! { <span class="filters__colour" style:background-color=colour></span> })}
                <span class="filters__name">{name}</span>
                <span class="filters__count" aria-hidden="true">{move || intl::format_number(count.get())}</span>
                <span class="ui-hidden">{move || text::shopping::products(count.get())}</span>
            </label>
        </li>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use fivefold_api::vocabulary::FacetValueId;

    #[test]
    fn a_chosen_value_is_always_in_sight() {
        let value = |id: &str| FacetValue {
            id: FacetValueId::from(id),
            name: id.to_owned(),
            count: 1,
            selected: false,
            colour: None,
        };
        let values = ["a", "b", "c", "d"].map(value).to_vec();
        let shown = in_sight(values, 2, &|value| value.id.as_str() == "d");
        assert_eq!(shown.iter().map(|value| value.id.as_str()).collect::<Vec<_>>(), ["a", "b", "d"]);
    }
}
