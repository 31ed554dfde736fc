//! Choosing a variant by its options.

use crate::model::{Product, Selection, Variant};
use crate::vocabulary::{OptionId, OptionValueId};

/// The variant that has exactly the chosen values, once every option has one.
#[must_use]
pub fn variant_of<'a>(product: &'a Product, chosen: &[Selection]) -> Option<&'a Variant> {
    if chosen.len() < product.options.len() {
        return None;
    }
    product
        .variants
        .iter()
        .find(|variant| chosen.iter().all(|selection| variant.selections.contains(selection)))
}

/// Whether any variant has this value together with the other choices.
#[must_use]
pub fn is_possible(
    product: &Product,
    chosen: &[Selection],
    option: &OptionId,
    value: &OptionValueId,
) -> bool {
    product.variants.iter().any(|variant| {
        has(variant, option, value)
            && chosen
                .iter()
                .filter(|other| other.option != *option)
                .all(|other| variant.selections.contains(other))
    })
}

/// Which of the earlier choices cannot stand together with `option` = `value`: none when it fits, so
/// that the page can say what it had to let go and why (B2C-07). Keeps as many as can be kept, those
/// of the product's first options before the others.
#[must_use]
pub fn options_in_conflict(
    product: &Product,
    chosen: &[Selection],
    option: &OptionId,
    value: &OptionValueId,
) -> Vec<Selection> {
    let mut kept: Vec<&Selection> = Vec::new();
    let mut dropped = Vec::new();
    for selection in chosen.iter().filter(|selection| selection.option != *option) {
        let fits = product.variants.iter().any(|variant| {
            has(variant, option, value)
                && variant.selections.contains(selection)
                && kept.iter().all(|kept| variant.selections.contains(kept))
        });
        if fits {
            kept.push(selection);
        } else {
            dropped.push(selection.clone());
        }
    }
    dropped
}

fn has(variant: &Variant, option: &OptionId, value: &OptionValueId) -> bool {
    variant.selections.iter().any(|selection| selection.option == *option && selection.value == *value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{ProductOption, QuantityRule, Stock, StockLevel};
    use crate::vocabulary::{ProductSlug, VariantId};

    fn selection(option: &str, value: &str) -> Selection {
        Selection { option: OptionId::from(option), value: OptionValueId::from(value) }
    }

    fn shoe() -> Product {
        let variant = |id: &str, colour, size| Variant {
            id: VariantId::from(id),
            sku: id.to_owned(),
            selections: vec![selection("colour", colour), selection("size", size)],
            price: None,
            stock: Stock { level: StockLevel::InStock, available: None },
            quantities: QuantityRule { min: 1, max: None, increment: 1 },
            pictures: vec![],
        };
        Product {
            slug: ProductSlug::from("shoe"),
            title: "Shoe".into(),
            brand: "Tidewalk".into(),
            summary: String::new(),
            description: vec![],
            details: vec![],
            breadcrumbs: vec![],
            pictures: vec![],
            options: ["colour", "size"]
                .map(|id| ProductOption { id: OptionId::from(id), name: id.into(), values: vec![] })
                .to_vec(),
            variants: vec![
                variant("a", "sand", "42"),
                variant("b", "navy", "42"),
                variant("c", "navy", "43"),
            ],
            badges: vec![],
            rating: None,
            related: vec![],
        }
    }

    #[test]
    fn b2c_06_a_full_choice_is_one_variant_and_half_a_choice_is_none() {
        let product = shoe();
        let found = |chosen: &[Selection]| variant_of(&product, chosen).map(|variant| variant.id.0.as_str());
        assert_eq!(found(&[selection("size", "43"), selection("colour", "navy")]), Some("c"));
        assert_eq!(found(&[selection("colour", "navy")]), None);
        assert_eq!(found(&[selection("colour", "sand"), selection("size", "43")]), None);
    }

    #[test]
    fn b2c_07_an_impossible_choice_names_what_it_pushes_out() {
        let product = shoe();
        let chosen = [selection("colour", "sand"), selection("size", "42")];
        assert_eq!(
            options_in_conflict(&product, &chosen, &OptionId::from("size"), &OptionValueId::from("43")),
            [selection("colour", "sand")]
        );
        assert!(
            options_in_conflict(&product, &chosen, &OptionId::from("colour"), &OptionValueId::from("navy"))
                .is_empty()
        );
        assert!(!is_possible(&product, &chosen, &OptionId::from("size"), &OptionValueId::from("43")));
    }
}
