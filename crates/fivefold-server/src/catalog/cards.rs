//! Rows as the model shows them, in one language and one currency.

use crate::{
    buying,
    scope::Scoped,
    store::catalog::{CardRow, PriceRow, StoredPicture, Texts, VariantRow},
};
use fivefold_api::{
    model::{Badge, Price, ProductCard, QuantityRule, Rating, Swatch, Variant},
    vocabulary::{Money, Picture, UnitPrice},
};

/// At this many in all variants together a product is nearly gone.
const NEARLY_GONE: i64 = 5;

/// The text of a language, or else of the default one.
pub(crate) fn text(texts: &Texts, locale: &str) -> String {
    texts.get(locale).or_else(|| texts.get(crate::markets::LOCALES[0])).cloned().unwrap_or_default()
}

/// A picture in one language.
pub(crate) fn picture(stored: &StoredPicture, locale: &str) -> Picture {
    Picture {
        alt: text(&stored.alts, locale),
        width: stored.width,
        height: stored.height,
        tone: stored.tone.clone(),
        sources: stored.sources.clone(),
    }
}

/// A product as a list shows it; `None` when it is not sold in the currency.
pub(super) fn card(row: &CardRow, variants: &[&VariantRow], scope: &Scoped) -> Option<ProductCard> {
    let priced = || variants.iter().filter_map(|variant| variant.price.as_ref());
    let lowest = priced().min_by_key(|price| price.amount)?;
    let is_from = priced().any(|price| price.amount > lowest.amount);
    let swatches = row
        .options
        .iter()
        .flat_map(|option| &option.values)
        .filter_map(|value| {
            Some(Swatch { name: text(&value.names, scope.locale), colour: value.colour.clone()? })
        })
        .collect();
    Some(ProductCard {
        slug: row.slug.as_str().into(),
        title: text(&row.titles, scope.locale),
        brand: row.brand.clone(),
        price: Price { is_from, ..price(lowest, scope) },
        picture: row.pictures.first().map(|stored| picture(stored, scope.locale)).unwrap_or_else(no_picture),
        second_picture: row.pictures.get(1).map(|stored| picture(stored, scope.locale)),
        swatches,
        badges: badges(row, variants),
        rating: rating(row.rating_tenths, row.rating_count),
        in_stock: variants.iter().any(|variant| variant.price.is_some() && variant.available > 0),
    })
}

/// A price in the scope's currency.
pub(super) fn price(row: &PriceRow, scope: &Scoped) -> Price {
    let money = |minor| Money::new(minor, scope.currency);
    // A reduction is only announced together with the lowest price before it.
    let reduced = row.was.zip(row.lowest_30_days);
    Price {
        amount: money(row.amount),
        tax_included: scope.market.tax_included,
        is_from: false,
        was: reduced.map(|(was, _)| money(was)),
        lowest_30_days: reduced.map(|(_, lowest)| money(lowest)),
        unit: row.unit.as_ref().map(|(amount, per)| UnitPrice { money: money(*amount), per: per.clone() }),
    }
}

/// A variant.
pub(super) fn variant(row: &VariantRow, scope: &Scoped) -> Variant {
    Variant {
        id: row.id.as_str().into(),
        sku: row.sku.clone(),
        selections: row.selections.clone(),
        price: row.price.as_ref().map(|row| price(row, scope)),
        stock: buying::level(row.available),
        quantities: QuantityRule { min: row.min, max: row.max, increment: row.increment },
        pictures: row.pictures.clone(),
    }
}

/// The labels of a product.
pub(super) fn badges(row: &CardRow, variants: &[&VariantRow]) -> Vec<Badge> {
    let mut badges = Vec::new();
    if row.badges.iter().any(|badge| badge == "new") {
        badges.push(Badge::New);
    }
    let is_reduced = |price: &PriceRow| price.was.is_some() && price.lowest_30_days.is_some();
    if variants.iter().filter_map(|variant| variant.price.as_ref()).any(is_reduced) {
        badges.push(Badge::Reduced);
    }
    match variants.iter().map(|variant| variant.available.max(0)).sum::<i64>() {
        0 => badges.push(Badge::SoldOut),
        1..=NEARLY_GONE => badges.push(Badge::LowStock),
        _ => {}
    }
    badges
}

/// The average of the reviews, if there are any.
pub(super) fn rating(tenths: Option<i64>, count: i64) -> Option<Rating> {
    Some(Rating { tenths: u8::try_from(tenths?).ok()?, count: u64::try_from(count).ok()? })
}

fn no_picture() -> Picture {
    Picture { alt: String::new(), width: 1, height: 1, tone: None, sources: Vec::new() }
}
