//! Fills an empty database with a shop.

use super::{
    WriteTx,
    bulk::{Bulk, Value},
};
use crate::{
    markets::LOCALES,
    seed::shop::{FacetSeed, MeasureSeed, PictureSeed, ProductSeed, Shop, Texts, ValueSeed, VariantSeed},
    words,
};
use fivefold_api::{
    rules::sku_key,
    vocabulary::{PictureSource, Quantity},
};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Fills the database unless it has products already; says whether it did.
pub(crate) async fn fill(
    tx: &mut WriteTx,
    shop: &Shop,
    address: impl Fn(&str) -> String,
) -> Result<bool, sqlx::Error> {
    if sqlx::query("SELECT 1 FROM products LIMIT 1").fetch_optional(&mut **tx).await?.is_some() {
        return Ok(false);
    }
    let pictures: HashMap<&str, String> =
        shop.pictures.iter().map(|(id, picture)| (id.as_str(), stored_picture(picture, &address))).collect();
    categories(tx, shop, &pictures).await?;
    let facets = facets(tx, shop).await?;
    products(tx, shop, &pictures, &facets).await?;
    phrases(tx, shop, &facets).await?;
    sqlx::query(
        "INSERT INTO meta (key, value) VALUES ('catalog', $1)
         ON CONFLICT (key) DO UPDATE SET value = excluded.value",
    )
    .bind(crate::ids::new_id("c"))
    .execute(&mut **tx)
    .await?;
    Ok(true)
}

async fn categories(
    tx: &mut WriteTx,
    shop: &Shop,
    pictures: &HashMap<&str, String>,
) -> Result<(), sqlx::Error> {
    let mut rows = Bulk::into("categories (slug, parent, position, names, picture)");
    for (position, category) in shop.categories.iter().enumerate() {
        let picture = category.picture.as_deref().and_then(|id| pictures.get(id)).cloned();
        rows.push(
            tx,
            [
                category.slug.as_str().into(),
                category.parent.clone().into(),
                number(position),
                text(&category.name),
                picture.into(),
            ],
        )
        .await?;
    }
    rows.flush(tx).await
}

/// All facets: the shop's own, the brands, and the options of variants.
async fn facets(tx: &mut WriteTx, shop: &Shop) -> Result<Vec<FacetSeed>, sqlx::Error> {
    let mut facets: Vec<FacetSeed> = Vec::new();
    for product in &shop.products {
        for option in &product.options {
            let index = facets.iter().position(|facet| facet.id == option.id).unwrap_or_else(|| {
                let name = if option.id == "size" {
                    same_text("Size", "尺寸", "尺寸")
                } else {
                    option.name.clone()
                };
                facets.push(FacetSeed { id: option.id.clone(), name, values: Vec::new() });
                facets.len() - 1
            });
            for value in &option.values {
                if !facets[index].values.iter().any(|other| other.id == value.id) {
                    facets[index].values.push(value.clone());
                }
            }
        }
    }
    for facet in &mut facets {
        if facet.id == "size" {
            facet.values.sort_by_key(|value| size_order(&value.id));
        }
    }
    let brands: BTreeSet<&str> = shop.products.iter().map(|product| product.brand.as_str()).collect();
    let brand = FacetSeed {
        id: "brand".to_owned(),
        name: same_text("Brand", "品牌", "品牌"),
        values: brands
            .into_iter()
            .map(|brand| ValueSeed { id: slug(brand), name: same_text(brand, brand, brand), swatch: None })
            .collect(),
    };
    facets.push(brand);
    facets.extend(shop.facets.iter().cloned());

    let mut rows = Bulk::into("facets (id, position, names)");
    for (position, facet) in facets.iter().enumerate() {
        rows.push(tx, [facet.id.as_str().into(), number(position), text(&facet.name)]).await?;
    }
    rows.flush(tx).await?;
    let mut rows = Bulk::into("facet_values (facet, id, position, names, colour)");
    for facet in &facets {
        for (position, value) in facet.values.iter().enumerate() {
            rows.push(
                tx,
                [
                    facet.id.as_str().into(),
                    value.id.as_str().into(),
                    number(position),
                    text(&value.name),
                    value.swatch.clone().into(),
                ],
            )
            .await?;
        }
    }
    rows.flush(tx).await?;
    Ok(facets)
}

async fn products(
    tx: &mut WriteTx,
    shop: &Shop,
    pictures: &HashMap<&str, String>,
    facets: &[FacetSeed],
) -> Result<(), sqlx::Error> {
    let mut ratings: HashMap<&str, (i64, i64)> = HashMap::new();
    for review in &shop.reviews {
        let rating = ratings.entry(&review.product).or_default();
        rating.0 += i64::from(review.rating);
        rating.1 += 1;
    }
    let mut products = Bulk::into(
        "products (id, slug, category, brand, position, listed_at, titles, summaries, descriptions, details, \
         pictures, options, related, tax_class, badges, rating_tenths, rating_count)",
    );
    let mut variants = Bulk::into(
        "variants (id, product, position, sku, selections, pictures, stock, quantity_min, quantity_max, \
         quantity_increment, weight_grams, sku_key)",
    );
    let mut prices =
        Bulk::into("prices (variant, currency, amount, was, lowest_30_days, unit_amount, unit_quantity)");
    let mut values = Bulk::into("product_facets (product, facet, value)");
    let mut terms: Vec<(String, i64, i64)> = Vec::new();
    for (position, product) in shop.products.iter().enumerate() {
        let id = i64::try_from(position).unwrap_or(i64::MAX) + 1;
        let (stars, count) = ratings.get(product.slug.as_str()).copied().unwrap_or_default();
        let tenths = (count > 0).then(|| (stars * 20 + count) / (count * 2));
        products
            .push(
                tx,
                [
                    id.into(),
                    product.slug.as_str().into(),
                    product.category.as_str().into(),
                    product.brand.as_str().into(),
                    number(position),
                    product.created_at.millis().into(),
                    text(&product.title),
                    text(&product.summary),
                    paragraphs(&product.description),
                    details(product),
                    picture_list(product, pictures),
                    options(product),
                    json!(product.related).to_string().into(),
                    product.tax_class.as_str().into(),
                    json!(product.badges).to_string().into(),
                    tenths.into(),
                    count.into(),
                ],
            )
            .await?;
    }
    products.flush(tx).await?;

    for (position, product) in shop.products.iter().enumerate() {
        let id = i64::try_from(position).unwrap_or(i64::MAX) + 1;
        for (place, variant) in product.variants.iter().enumerate() {
            variants
                .push(
                    tx,
                    [
                        variant.sku.as_str().into(),
                        id.into(),
                        number(place),
                        variant.sku.as_str().into(),
                        selections(product, variant),
                        picture_indexes(product, variant),
                        variant.stock.into(),
                        variant.min.into(),
                        variant.max.into(),
                        variant.increment.into(),
                        variant.weight_g.into(),
                        sku_key(&variant.sku).into(),
                    ],
                )
                .await?;
        }
        for (facet, value) in facet_values(product) {
            values.push(tx, [id.into(), facet.into(), value.into()]).await?;
        }
        for (term, weight) in weighed_terms(shop, product, facets) {
            terms.push((term, id, weight));
        }
    }
    for rows in [&mut variants, &mut values] {
        rows.flush(tx).await?;
    }
    // In the order of their index they are written several times faster.
    terms.sort_unstable();
    let mut rows = Bulk::into("terms (term, product, weight)");
    for (term, product, weight) in terms {
        rows.push(tx, [term.into(), product.into(), weight.into()]).await?;
    }
    rows.flush(tx).await?;
    for variant in shop.products.iter().flat_map(|product| &product.variants) {
        for (currency, amount) in &variant.prices {
            let of = |amounts: &Option<BTreeMap<String, i64>>| {
                amounts.as_ref().and_then(|amounts| amounts.get(currency)).copied()
            };
            let unit = variant.measure.as_ref().and_then(|measure| unit_price(*amount, measure));
            prices
                .push(
                    tx,
                    [
                        variant.sku.as_str().into(),
                        currency.as_str().into(),
                        (*amount).into(),
                        of(&variant.was).into(),
                        of(&variant.lowest_30).into(),
                        unit.as_ref().map(|(amount, _)| *amount).into(),
                        unit.map(|(_, per)| json!(per).to_string()).into(),
                    ],
                )
                .await?;
        }
    }
    prices.flush(tx).await?;
    reviews(tx, shop).await
}

async fn reviews(tx: &mut WriteTx, shop: &Shop) -> Result<(), sqlx::Error> {
    let ids: HashMap<&str, i64> = shop.products.iter().map(|p| p.slug.as_str()).zip(1..).collect();
    let mut rows = Bulk::into("reviews (id, product, author, stars, title, body, locale, written_at)");
    for (index, review) in shop.reviews.iter().enumerate() {
        let Some(product) = ids.get(review.product.as_str()) else { continue };
        rows.push(
            tx,
            [
                format!("v_{}", index + 1).into(),
                (*product).into(),
                review.author.as_str().into(),
                i64::from(review.rating).into(),
                review.title.as_str().into(),
                review.body.as_str().into(),
                review.language.as_str().into(),
                review.created_at.millis().into(),
            ],
        )
        .await?;
    }
    rows.flush(tx).await
}

/// What half-typed searches are completed to: names of categories, brands and facet values, and the
/// words of titles.
async fn phrases(tx: &mut WriteTx, shop: &Shop, facets: &[FacetSeed]) -> Result<(), sqlx::Error> {
    let mut rows = Bulk::into("phrases (locale, folded, phrase, weight)");
    for locale in LOCALES {
        let mut known: BTreeMap<String, (String, i64)> = BTreeMap::new();
        let mut add = |phrase: &str, weight: i64| {
            let folded = words::folded(phrase);
            if folded.chars().count() > 1 {
                known.entry(folded).or_insert_with(|| (phrase.to_lowercase(), 0)).1 += weight;
            }
        };
        for category in &shop.categories {
            add(in_locale(&category.name, locale), 40);
        }
        for facet in facets.iter().filter(|facet| facet.id != "size") {
            for value in &facet.values {
                add(in_locale(&value.name, locale), 5);
            }
        }
        for product in &shop.products {
            for word in words::plain_words(in_locale(&product.title, locale)) {
                if word.len() > 2 && !word.bytes().any(|b| b.is_ascii_digit()) {
                    add(&word, 2);
                }
            }
        }
        for (folded, (phrase, weight)) in known {
            rows.push(tx, [locale.into(), folded.into(), phrase.into(), weight.into()]).await?;
        }
    }
    rows.flush(tx).await
}

/// The terms of a product with how much each says about it.
fn weighed_terms(shop: &Shop, product: &ProductSeed, facets: &[FacetSeed]) -> BTreeMap<String, i64> {
    let mut terms: BTreeMap<String, i64> = BTreeMap::new();
    let mut add_terms = |found: Vec<String>, weight: i64| {
        for term in found {
            let known = terms.entry(term).or_default();
            *known = weight.max(*known);
        }
    };
    for description in product.description.values() {
        add_terms(words::terms_of_prose(description), 3);
    }
    let mut add = |text: &str, weight: i64| add_terms(words::terms(text), weight);
    for title in product.title.values() {
        add(title, 60);
    }
    add(&product.brand, 40);
    let mut category = shop.categories.iter().find(|category| category.slug == product.category);
    while let Some(found) = category {
        for name in found.name.values() {
            add(name, 30);
        }
        category = shop.categories.iter().find(|other| found.parent.as_ref() == Some(&other.slug));
    }
    for (facet, value) in facet_values(product).filter(|(facet, _)| *facet != "size") {
        let names = facets
            .iter()
            .find(|known| known.id == facet)
            .and_then(|known| known.values.iter().find(|known| known.id == value));
        for name in names.iter().flat_map(|value| value.name.values()) {
            add(name, 20);
        }
    }
    for summary in product.summary.values() {
        add(summary, 10);
    }
    for value in product.details.iter().flat_map(|detail| detail.value.values()) {
        add(value, 6);
    }
    for variant in &product.variants {
        add(&variant.sku, 10);
    }
    terms
}

/// Which facet values a product has; several variants of one colour count once.
fn facet_values(product: &ProductSeed) -> impl Iterator<Item = (&str, String)> {
    let mut values: BTreeSet<(&str, String)> = BTreeSet::new();
    values.insert(("brand", slug(&product.brand)));
    for (facet, chosen) in &product.facets {
        values.extend(chosen.iter().map(|value| (facet.as_str(), value.clone())));
    }
    for variant in &product.variants {
        values.extend(variant.options.iter().map(|(option, value)| (option.as_str(), value.clone())));
    }
    values.into_iter()
}

/// A picture as the tables hold it.
pub(crate) fn stored_picture(picture: &PictureSeed, address: impl Fn(&str) -> String) -> String {
    let sources: Vec<PictureSource> = picture
        .files
        .iter()
        .flat_map(|files| files.widths.iter().map(move |width| (files, *width)))
        .map(|(files, width)| {
            let pattern = files.path.rsplit('/').next().unwrap_or(&files.path);
            let file = pattern.replace("{w}", &width.to_string());
            PictureSource { url: address(&file), media_type: files.media_type.clone(), width }
        })
        .collect();
    json!({
        "alts": picture.alt,
        "width": picture.width,
        "height": picture.height,
        "tone": picture.tone,
        "sources": sources,
    })
    .to_string()
}

fn picture_list(product: &ProductSeed, pictures: &HashMap<&str, String>) -> Value {
    let list: Vec<&str> =
        product.pictures.iter().filter_map(|id| pictures.get(id.as_str())).map(String::as_str).collect();
    // Each is a JSON object already.
    format!("[{}]", list.join(",")).into()
}

fn picture_indexes(product: &ProductSeed, variant: &VariantSeed) -> Value {
    let indexes: Vec<usize> = variant
        .pictures
        .iter()
        .filter_map(|id| product.pictures.iter().position(|other| other == id))
        .collect();
    json!(indexes).to_string().into()
}

fn selections(product: &ProductSeed, variant: &VariantSeed) -> Value {
    let selections: Vec<_> = product
        .options
        .iter()
        .filter_map(|option| {
            let value = variant.options.get(&option.id)?;
            Some(json!({ "option": option.id, "value": value }))
        })
        .collect();
    json!(selections).to_string().into()
}

fn options(product: &ProductSeed) -> Value {
    let options: Vec<_> = product
        .options
        .iter()
        .map(|option| {
            let values: Vec<_> = option
                .values
                .iter()
                .map(|value| json!({ "id": value.id, "names": value.name, "colour": value.swatch }))
                .collect();
            json!({ "id": option.id, "names": option.name, "values": values })
        })
        .collect();
    json!(options).to_string().into()
}

fn details(product: &ProductSeed) -> Value {
    let details: Vec<_> = product
        .details
        .iter()
        .map(|detail| json!({ "labels": detail.label, "values": detail.value }))
        .collect();
    json!(details).to_string().into()
}

fn paragraphs(description: &Texts) -> Value {
    let paragraphs: BTreeMap<&str, Vec<&str>> = description
        .iter()
        .map(|(locale, text)| {
            let parts = text.split("\n\n").map(str::trim).filter(|part| !part.is_empty());
            (locale.as_str(), parts.collect())
        })
        .collect();
    json!(paragraphs).to_string().into()
}

/// What a stated quantity costs when a pack of `measure` costs `amount`, rounded half up.
fn unit_price(amount: i64, measure: &MeasureSeed) -> Option<(i64, Quantity)> {
    let base = match (measure.unit.as_str(), measure.per.as_str()) {
        ("g", "kg") | ("ml", "l") | ("mm", "m") => 1_000,
        ("cm", "m") => 100,
        (unit, per) if unit == per => 1,
        _ => return None,
    };
    let held = measure.amount;
    (held > 0).then(|| {
        let per = Quantity { amount: 1, scale: 0, unit: measure.per.clone() };
        ((amount * base * 2 + held) / (held * 2), per)
    })
}

/// Where a size stands among sizes: numbers by value, letters as tailors order them.
fn size_order(id: &str) -> (u8, i64, String) {
    const LETTERS: [&str; 8] = ["xxs", "xs", "s", "m", "l", "xl", "xxl", "xxxl"];
    if let Some(place) = LETTERS.iter().position(|letters| *letters == id.to_ascii_lowercase()) {
        return (1, i64::try_from(place).unwrap_or_default(), String::new());
    }
    let digits: String = id.chars().take_while(char::is_ascii_digit).collect();
    match digits.parse() {
        Ok(size) => (0, size, id.to_owned()),
        Err(_) => (2, 0, id.to_owned()),
    }
}

fn slug(name: &str) -> String {
    words::folded(name).replace(' ', "-")
}

fn same_text(en: &str, hant: &str, hans: &str) -> Texts {
    LOCALES
        .into_iter()
        .zip([en, hant, hans])
        .map(|(locale, text)| (locale.to_owned(), text.to_owned()))
        .collect()
}

fn in_locale<'a>(texts: &'a Texts, locale: &str) -> &'a str {
    texts.get(locale).or_else(|| texts.get(LOCALES[0])).map_or("", String::as_str)
}

fn text(texts: &Texts) -> Value {
    json!(texts).to_string().into()
}

fn number(index: usize) -> Value {
    i64::try_from(index).unwrap_or(i64::MAX).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn b2c_08_the_price_of_a_kilogram_is_rounded_half_up() {
        let measure =
            |amount, unit: &str, per: &str| MeasureSeed { amount, unit: unit.into(), per: per.into() };
        assert_eq!(unit_price(499, &measure(250, "g", "kg")).unwrap().0, 1996);
        assert_eq!(unit_price(1, &measure(2_000, "g", "kg")).unwrap().0, 1);
        assert_eq!(unit_price(100, &measure(3, "piece", "piece")).unwrap().0, 33);
        assert_eq!(unit_price(100, &measure(0, "g", "kg")), None);
        assert_eq!(unit_price(100, &measure(1, "g", "l")), None);
    }

    #[test]
    fn sizes_are_ordered_as_people_expect() {
        let mut sizes = ["XL", "43", "S", "one-size", "9", "36-37", "M"];
        sizes.sort_by_key(|size| size_order(size));
        assert_eq!(sizes, ["9", "36-37", "43", "S", "M", "XL", "one-size"]);
    }
}
