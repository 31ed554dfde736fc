//! Choosing a variant: what is chosen, what that pushes out, what to show for it.

use fivefold_api::model::{Price, Product, Selection, StockLevel, Variant};
use fivefold_api::rules::{options_in_conflict, variant_of};
use fivefold_api::vocabulary::{OptionId, OptionValueId};

/// What is chosen of a product's options.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Choosing {
    /// The chosen values, at most one for each option.
    pub chosen: Vec<Selection>,
    /// What the last choice pushed out, so that one action brings it back (B2C-07).
    pub pushed_out: Option<PushedOut>,
    /// The address named a variant that does not exist (B2C-06).
    pub is_unknown: bool,
}

/// Choices that could not stand together with a newer one.
#[derive(Clone, PartialEq, Eq)]
pub struct PushedOut {
    /// The choices that went.
    pub dropped: Vec<Selection>,
    /// What was chosen before.
    before: Vec<Selection>,
}

impl Choosing {
    /// The choice a page opens with: what the address names (a variant's id or its number), otherwise what
    /// leaves no question.
    pub fn open(product: &Product, named: Option<&str>) -> Self {
        let Some(named) = named.filter(|named| !named.is_empty()) else {
            return Self { chosen: obvious(product), ..Self::default() };
        };
        match find(product, named) {
            Some(variant) => Self { chosen: variant.selections.clone(), ..Self::default() },
            None => Self { is_unknown: true, ..Self::default() },
        }
    }

    /// The choice after one more value.
    #[must_use]
    pub fn choose(&self, product: &Product, option: &OptionId, value: &OptionValueId) -> Self {
        let dropped = options_in_conflict(product, &self.chosen, option, value);
        let mut chosen: Vec<_> = self
            .chosen
            .iter()
            .filter(|earlier| earlier.option != *option && !dropped.contains(earlier))
            .cloned()
            .collect();
        chosen.push(Selection { option: option.clone(), value: value.clone() });
        let pushed_out = (!dropped.is_empty()).then(|| PushedOut { dropped, before: self.chosen.clone() });
        Self { chosen, pushed_out, is_unknown: false }
    }

    /// The choice before the last one pushed something out.
    #[must_use]
    pub fn restored(&self) -> Self {
        let before = self.pushed_out.as_ref().map_or(&self.chosen, |pushed_out| &pushed_out.before);
        Self { chosen: before.clone(), ..Self::default() }
    }

    /// The variant, once every option has a value.
    pub fn variant<'a>(&self, product: &'a Product) -> Option<&'a Variant> {
        if self.is_unknown { None } else { variant_of(product, &self.chosen) }
    }

    /// The first option without a value, by name.
    pub fn missing<'a>(&self, product: &'a Product) -> Option<&'a str> {
        let is_chosen = |id: &OptionId| self.chosen.iter().any(|selection| selection.option == *id);
        product.options.iter().find(|option| !is_chosen(&option.id)).map(|option| option.name.as_str())
    }

    /// The chosen value of an option.
    pub fn value_of(&self, option: &OptionId) -> Option<&OptionValueId> {
        self.chosen.iter().find(|selection| selection.option == *option).map(|selection| &selection.value)
    }

    /// The price to show: that of the variant, or the lowest of those still possible. `None` when none of
    /// them is sold in this market.
    pub fn price(&self, product: &Product) -> Option<Price> {
        let prices: Vec<&Price> =
            self.possible(product).filter_map(|variant| variant.price.as_ref()).collect();
        let lowest = prices.iter().min_by_key(|price| price.amount.minor)?;
        let is_from = prices.iter().any(|price| price.amount.minor != lowest.amount.minor);
        Some(Price { is_from, ..(*lowest).clone() })
    }

    /// Indexes of the pictures to show: those of the chosen variant first, then what belongs to none; all of
    /// them while nothing is chosen.
    pub fn pictures(&self, product: &Product) -> Vec<usize> {
        let count = product.pictures.len();
        let own = self.possible(product).next().map(|variant| &variant.pictures);
        let mut shown: Vec<usize> = match own {
            Some(own) if !self.chosen.is_empty() => own.iter().copied().filter(|at| *at < count).collect(),
            _ => Vec::new(),
        };
        if shown.is_empty() {
            return (0..count).collect();
        }
        let is_owned = |at: &usize| product.variants.iter().any(|variant| variant.pictures.contains(at));
        shown.extend((0..count).filter(|at| !is_owned(at)));
        shown
    }

    fn possible<'a>(&self, product: &'a Product) -> impl Iterator<Item = &'a Variant> {
        product
            .variants
            .iter()
            .filter(|variant| self.chosen.iter().all(|selection| variant.selections.contains(selection)))
    }
}

/// The variant with this id or number.
fn find<'a>(product: &'a Product, named: &str) -> Option<&'a Variant> {
    product.variants.iter().find(|variant| variant.id.as_str() == named || variant.sku == named)
}

/// Options with a single value, and the colour of the first variant that can be had: a colour only changes
/// the picture, while a size is for the buyer to say.
fn obvious(product: &Product) -> Vec<Selection> {
    let first = product
        .variants
        .iter()
        .find(|variant| variant.price.is_some() && variant.stock.level != StockLevel::Out)
        .or_else(|| product.variants.first());
    let Some(first) = first else { return Vec::new() };
    product
        .options
        .iter()
        .filter(|option| option.values.len() == 1 || option.values.iter().any(|value| value.colour.is_some()))
        .filter_map(|option| first.selections.iter().find(|selection| selection.option == option.id))
        .cloned()
        .collect()
}

/// Name of an option and of one of its values.
pub fn names<'a>(product: &'a Product, selection: &Selection) -> Option<(&'a str, &'a str)> {
    let option = product.options.iter().find(|option| option.id == selection.option)?;
    let value = option.values.iter().find(|value| value.id == selection.value)?;
    Some((&option.name, &value.name))
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use fivefold_api::model::{OptionValue, ProductOption, QuantityRule, Stock};
    use fivefold_api::vocabulary::{Currency, Money, Picture, ProductSlug, VariantId};

    pub(crate) fn shoe() -> Product {
        let euro = Currency::iso("EUR").unwrap();
        let variant = |id: &str, colour: &str, size: &str, minor, pictures: &[usize]| Variant {
            id: VariantId::from(id),
            sku: id.to_uppercase(),
            selections: vec![selection("colour", colour), selection("size", size)],
            price: Some(Price {
                amount: Money::new(minor, euro),
                tax_included: true,
                is_from: false,
                was: None,
                lowest_30_days: None,
                unit: None,
            }),
            stock: Stock { level: StockLevel::InStock, available: Some(5) },
            quantities: QuantityRule { min: 1, max: None, increment: 1 },
            pictures: pictures.to_vec(),
        };
        let option = |id: &str, values: &[(&str, Option<&str>)]| ProductOption {
            id: OptionId::from(id),
            name: id.to_owned(),
            values: values
                .iter()
                .map(|(id, colour)| OptionValue {
                    id: OptionValueId::from(*id),
                    name: id.to_uppercase(),
                    colour: colour.map(str::to_owned),
                })
                .collect(),
        };
        let picture =
            |alt: &str| Picture { alt: alt.to_owned(), width: 4, height: 4, tone: None, sources: vec![] };
        Product {
            slug: ProductSlug::from("shoe"),
            title: "Shoe".into(),
            brand: "Tidewalk".into(),
            summary: "Runs.".into(),
            description: vec!["It runs.".into()],
            details: vec![],
            breadcrumbs: vec![],
            pictures: ["sand", "sand, detail", "navy", "the box"].map(picture).to_vec(),
            options: vec![
                option("colour", &[("sand", Some("#d8c3a0")), ("navy", Some("#2c3e63"))]),
                option("size", &[("42", None), ("43", None)]),
            ],
            variants: vec![
                variant("a", "sand", "42", 8990, &[0, 1]),
                variant("b", "navy", "42", 8990, &[2]),
                variant("c", "navy", "43", 9490, &[2]),
            ],
            badges: vec![],
            rating: None,
            related: vec![],
        }
    }

    fn selection(option: &str, value: &str) -> Selection {
        Selection { option: OptionId::from(option), value: OptionValueId::from(value) }
    }

    #[test]
    fn b2c_06_an_address_selects_its_variant_by_id_or_number() {
        let shoe = shoe();
        for named in ["c", "C"] {
            let choosing = Choosing::open(&shoe, Some(named));
            assert_eq!(choosing.variant(&shoe).map(|variant| variant.id.as_str()), Some("c"));
        }
    }

    #[test]
    fn b2c_06_an_unknown_variant_selects_nothing_and_is_told() {
        let shoe = shoe();
        let choosing = Choosing::open(&shoe, Some("nonsense"));
        assert!(choosing.is_unknown && choosing.chosen.is_empty() && choosing.variant(&shoe).is_none());
        let only = Product { options: vec![], variants: vec![shoe.variants[0].clone()], ..shoe.clone() };
        assert!(Choosing::open(&only, Some("nonsense")).variant(&only).is_none());
        assert!(Choosing::open(&only, None).variant(&only).is_some());
    }

    #[test]
    fn a_page_opens_with_a_colour_and_asks_for_the_size() {
        let mut shoe = shoe();
        shoe.variants[0].stock.level = StockLevel::Out;
        let choosing = Choosing::open(&shoe, None);
        assert_eq!(choosing.chosen, [selection("colour", "navy")]);
        assert_eq!(choosing.missing(&shoe), Some("size"));
    }

    #[test]
    fn b2c_07_a_choice_says_what_it_pushed_out_and_one_action_restores_it() {
        let shoe = shoe();
        let sand = Choosing::open(&shoe, Some("a"));
        let size = sand.choose(&shoe, &OptionId::from("size"), &OptionValueId::from("43"));
        assert_eq!(size.chosen, [selection("size", "43")]);
        let dropped = &size.pushed_out.as_ref().unwrap().dropped;
        assert_eq!(names(&shoe, &dropped[0]), Some(("colour", "SAND")));
        assert_eq!(size.restored().variant(&shoe).map(|variant| variant.id.as_str()), Some("a"));
    }

    #[test]
    fn b2c_08_until_a_variant_is_chosen_the_price_is_the_lowest_possible_one() {
        let shoe = shoe();
        let price =
            |choosing: &Choosing| choosing.price(&shoe).map(|price| (price.amount.minor, price.is_from));
        let navy = Choosing::default().choose(&shoe, &OptionId::from("colour"), &OptionValueId::from("navy"));
        assert_eq!(price(&navy), Some((8990, true)));
        assert_eq!(price(&Choosing::open(&shoe, Some("c"))), Some((9490, false)));
        let mut unsold = shoe.clone();
        unsold.variants.iter_mut().for_each(|variant| variant.price = None);
        assert_eq!(navy.price(&unsold), None);
    }

    #[test]
    fn pictures_are_the_variant_s_own_then_those_of_all() {
        let mut shoe = shoe();
        assert_eq!(Choosing::default().pictures(&shoe), [0, 1, 2, 3]);
        assert_eq!(Choosing::open(&shoe, Some("b")).pictures(&shoe), [2, 3]);
        shoe.variants[1].pictures = vec![99];
        assert_eq!(Choosing::open(&shoe, Some("b")).pictures(&shoe), [0, 1, 2, 3]);
    }
}
