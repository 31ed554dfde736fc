//! What a list can be narrowed by.

use super::super::list_address::ListAddress;
use crate::{platform::intl, text, ui::Disclosure};
use fivefold_api::model::{Facet, FacetValue};
use fivefold_api::vocabulary::FacetId;
use fivefold_view::prelude::*;

/// How many values of a facet are in sight before "show all".
const IN_SIGHT: usize = 7;
/// Colours stand two in a row.
const COLOURS_IN_SIGHT: usize = 14;
/// How many groups are open from the start.
const OPEN: usize = 4;

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
    let groups = move || {
        let address = address.get();
        useful(facets.get(), &|id| address.asked.facets.iter().any(|(chosen, _)| chosen == id))
            .into_iter()
            .enumerate()
            .collect::<Vec<_>>()
    };
    view! {
        <div class="filters">
            <For each=groups key=|(_, facet)| facet.id.clone() let((index, facet))>
                <FilterGroup facet is_open=index < OPEN facets address on_change/>
            </For>
        </div>
    }
}

/// The groups worth offering: those that tell at least every eighth thing on the list apart, counted by the
/// group that tells most apart, and those in use. A shop of everything has facets that fit three things.
fn useful(mut facets: Vec<Facet>, is_in_use: &dyn Fn(&FacetId) -> bool) -> Vec<Facet> {
    let reach = |facet: &Facet| facet.values.iter().map(|value| value.count).sum::<u64>();
    let widest = facets.iter().map(reach).max().unwrap_or_default();
    facets.retain(|facet| is_in_use(&facet.id) || (reach(facet) > 0 && reach(facet) * 8 >= widest));
    facets
}

#[component]
fn FilterGroup(
    facet: Facet,
    is_open: bool,
    facets: Signal<Vec<Facet>>,
    address: Signal<ListAddress>,
    on_change: Callback<ListAddress>,
) -> impl IntoView {
    let id = facet.id.clone();
    let name = facet.name.clone();
    let is_colour = facet.values.iter().any(|value| value.colour.is_some());
    let at_first = if is_colour { COLOURS_IN_SIGHT } else { IN_SIGHT };
    let used = facet.id.clone();
    let values = Memo::new(move |_| {
        let newest = facets.with(|facets| facets.iter().find(|newest| newest.id == facet.id).cloned());
        let mut values = newest.unwrap_or_else(|| facet.clone()).values;
        // What would leave nothing is no choice, unless it is made already.
        values.retain(|value| value.count > 0 || address.with(|address| address.has(&used, &value.id)));
        values
    });
    let is_whole = RwSignal::new(false);
    let chosen_id = id.clone();
    let shown = move || {
        let is_chosen = |value: &FacetValue| address.with(|address| address.has(&chosen_id, &value.id));
        let at_most = if is_whole.get() { usize::MAX } else { at_first };
        in_sight(values.get(), at_most, &is_chosen)
    };
    let more = move || {
        (values.with(Vec::len) > at_first).then(|| {
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
        <Disclosure title=name.clone() open=is_open>
            <ul class="filters__values" class=("filters__values--colours", is_colour) aria-label=name>
                <For each=shown key=|value| value.id.clone() let:value>
                    {row(id.clone(), value, values, address, on_change)}
                </For>
            </ul>
            {more}
        </Disclosure>
    }
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
) -> View {
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
}

#[cfg(test)]
mod tests {
    use super::*;
    use fivefold_api::vocabulary::FacetValueId;

    #[test]
    fn groups_that_hardly_tell_anything_apart_are_left_out_unless_in_use() {
        let value = |count: &u64| FacetValue {
            id: FacetValueId::from("v"),
            name: String::new(),
            count: *count,
            selected: false,
            colour: None,
        };
        let facet = |id: &str, counts: &[u64]| Facet {
            id: FacetId::from(id),
            name: id.to_owned(),
            values: counts.iter().map(value).collect(),
        };
        let all = || {
            vec![facet("seats", &[1, 1]), facet("brand", &[60, 57]), facet("nib", &[2]), facet("none", &[0])]
        };
        let ids = |facets: Vec<Facet>| facets.into_iter().map(|facet| facet.id.0).collect::<Vec<_>>();
        assert_eq!(ids(useful(all(), &|_| false)), ["brand"]);
        assert_eq!(ids(useful(all(), &|id| id.as_str() == "nib")), ["brand", "nib"]);
        assert_eq!(ids(useful(vec![facet("seats", &[1, 1])], &|_| false)), ["seats"]);
    }

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
