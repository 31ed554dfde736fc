//! Choosing among the versions of a product.

use super::super::choosing::{Choosing, names};
use super::Buying;
use crate::{
    text,
    ui::{Button, Choice, Choices, Look, Notice, Tone},
};
use fivefold_api::model::{Product, ProductOption, StockLevel};
use fivefold_api::rules::is_possible;
use fivefold_api::vocabulary::{OptionId, OptionValueId};
use fivefold_view::prelude::*;

/// One group of radio buttons for each option. What cannot be had stays choosable and says why; what a
/// choice pushes out is named and comes back with one action (B2C-07).
#[component]
pub fn OptionPickers(
    /// What is about to be bought.
    buying: Buying,
) -> impl IntoView {
    let Buying { product, choosing, .. } = buying;
    // The options of a product do not change while its page is open, only their values' stock does.
    let pickers: Vec<_> = product
        .with_untracked(|product| product.options.iter().map(|option| option.id.clone()).collect::<Vec<_>>())
        .into_iter()
        .map(|option| view! { <OptionPicker option buying/> })
        .collect();
    view! {
        <div class="product-options" node_ref=buying.options>
            {pickers}
            {move || pushed_out(&product.read(), choosing)}
        </div>
    }
}

#[component]
fn OptionPicker(option: OptionId, buying: Buying) -> impl IntoView {
    let Buying { product, choosing, is_hasty, .. } = buying;
    let name = ["option-", option.as_str()].concat();
    let id = StoredValue::new(option);
    let found = move |product: &Product| {
        product.options.iter().find(|option| id.with_value(|id| option.id == *id)).cloned()
    };
    let legend = Signal::derive(move || {
        let (product, choosing) = (product.read(), choosing.read());
        let Some(option) = found(&product) else { return String::new() };
        let value = choosing.value_of(&option.id);
        match option.values.iter().find(|known| Some(&known.id) == value) {
            Some(value) => text::shopping::option_value(&option.name, &value.name),
            None => option.name,
        }
    });
    let choices = Signal::derive(move || {
        let product = product.read();
        found(&product).map(|option| choices(&product, &choosing.read(), option)).unwrap_or_default()
    });
    let value = Signal::derive(move || {
        id.with_value(|id| choosing.read().value_of(id).map(|value| value.as_str().to_owned()))
    });
    let choose = move |value: String| {
        let next = id.with_value(|id| {
            choosing.read_untracked().choose(&product.read_untracked(), id, &OptionValueId::from(value))
        });
        choosing.set(next);
    };
    let error = Signal::derive(move || {
        let product = product.read();
        let option = found(&product).filter(|_| is_hasty.get() && value.read().is_none())?;
        Some(text::shopping::choose_option(&option.name))
    });
    view! { <Choices name legend choices value on_choose=choose error/> }
}

fn choices(product: &Product, choosing: &Choosing, option: ProductOption) -> Vec<Choice> {
    let ProductOption { id, values, .. } = option;
    values
        .into_iter()
        .map(|value| {
            let fits = is_possible(product, &choosing.chosen, &id, &value.id);
            let unavailable = if !fits {
                Some(text::shopping::impossible_option(&value.name))
            } else if is_sold_out(product, choosing, &id, &value.id) {
                Some(text::shopping::sold_out_option(&value.name))
            } else {
                None
            };
            Choice {
                value: value.id.as_str().to_owned(),
                label: value.name,
                detail: String::new(),
                colour: value.colour,
                unavailable,
            }
        })
        .collect()
}

/// Whether every variant with this value and the other choices is gone or not sold here.
fn is_sold_out(product: &Product, choosing: &Choosing, option: &OptionId, value: &OptionValueId) -> bool {
    let with_value = choosing.choose(product, option, value);
    let has = |variant: &fivefold_api::model::Variant| {
        with_value.chosen.iter().all(|selection| variant.selections.contains(selection))
            && variant.price.is_some()
            && variant.stock.level != StockLevel::Out
    };
    !product.variants.iter().any(has)
}

fn pushed_out(product: &Product, choosing: RwSignal<Choosing>) -> Option<View> {
    let dropped = choosing.read().pushed_out.clone()?.dropped;
    let named: Vec<_> = dropped.iter().filter_map(|selection| names(product, selection)).collect();
    let (_, first) = *named.first()?;
    let restore = text::shopping::option_restore(first);
    let words: Vec<_> = named
        .iter()
        .map(|(option, value)| view! { <p>{text::shopping::option_unset(option, value)}</p> })
        .collect();
    Some(view! {
        <Notice tone=Tone::Warning>
            {words}
            <Button
                look=Look::Bare
                on_press=move |()| choosing.update(|choosing| *choosing = choosing.restored())
            >
                {restore}
            </Button>
        </Notice>
    })
}

#[cfg(test)]
mod tests {
    use super::super::super::choosing::tests::shoe;
    use super::*;

    fn unavailable(product: &Product, choosing: &Choosing, option: usize) -> Vec<(String, Option<String>)> {
        choices(product, choosing, product.options[option].clone())
            .into_iter()
            .map(|choice| (choice.value, choice.unavailable))
            .collect()
    }

    #[test]
    fn b2c_07_what_cannot_be_had_stays_in_the_list_and_says_why() {
        let mut shoe = shoe();
        shoe.variants[1].stock.level = StockLevel::Out;
        let sand = Choosing::open(&shoe, Some("a"));
        let sizes = unavailable(&shoe, &sand, 1);
        assert_eq!(sizes[0], ("42".to_owned(), None));
        assert!(sizes[1].1.as_ref().is_some_and(|words| words.contains("43")));
        let navy = sand.choose(&shoe, &OptionId::from("colour"), &OptionValueId::from("navy"));
        assert_eq!(unavailable(&shoe, &navy, 1)[0].1.as_deref(), Some("42, sold out"));
    }
}
