//! A large catalogue for measuring, the same every time.

use super::shop::{ProductSeed, ReviewSeed, Shop};

const ADJECTIVES: [&str; 24] = [
    "Quiet", "Coastal", "Northern", "Folded", "Amber", "Slate", "Evening", "Harvest", "Granite", "Linen",
    "Copper", "Velvet", "Meadow", "Winter", "Harbour", "Signal", "Studio", "Garden", "Pocket", "Classic",
    "Brisk", "Silver", "Cedar", "Tidal",
];

/// `count` products, made by varying those of the demo shop.
pub(crate) fn scale(count: u32) -> Shop {
    let demo = super::demo().expect("the demo shop is read by every test");
    let mut shop = Shop { products: Vec::new(), reviews: Vec::new(), ..demo.clone() };
    let mut chance = Chance(0x5eed_f1ce_f01d_0001);
    for index in 0..count {
        let model = &demo.products[index as usize % demo.products.len()];
        let product = vary(model, index, &mut chance);
        for review in 0..chance.below(4) {
            shop.reviews.push(ReviewSeed {
                product: product.slug.clone(),
                author: format!("Buyer {}", chance.below(9_000) + 1_000),
                rating: u8::try_from(5 - chance.below(9).min(8) / 3).unwrap_or(5),
                title: format!("Review {review}"),
                body: "Does what it says, arrived in time.".to_owned(),
                language: "en".to_owned(),
                created_at: product.created_at,
            });
        }
        shop.products.push(product);
    }
    shop
}

fn vary(model: &ProductSeed, index: u32, chance: &mut Chance) -> ProductSeed {
    let mut product = model.clone();
    let adjective = ADJECTIVES[chance.below(ADJECTIVES.len() as u64) as usize];
    let number = index + 1;
    product.slug = format!("{}-{number}", model.slug);
    for (locale, title) in &mut product.title {
        *title = if locale == "en" {
            format!("{adjective} {title} {number}")
        } else {
            format!("{title} {number}")
        };
    }
    product.created_at =
        fivefold_api::vocabulary::Instant::from_millis(model.created_at.millis() - i64::from(index) * 60_000);
    // Whole percents between 60 and 140 keep every price a whole number of minor units.
    let percent = i64::try_from(chance.below(81)).unwrap_or_default() + 60;
    product.related.clear();
    // Prose repeats itself in a generated shop: one paragraph and two facts are kept.
    for text in product.description.values_mut() {
        if let Some((first, _)) = text.split_once("\n\n") {
            *text = first.to_owned();
        }
    }
    product.details.truncate(2);
    // Few variants, so that the number of products is what is measured.
    product.variants.truncate(6);
    for (place, variant) in product.variants.iter_mut().enumerate() {
        variant.sku = format!("SC-{number}-{place}");
        variant.stock = i64::try_from(chance.below(60)).unwrap_or_default();
        for amount in variant.prices.values_mut() {
            *amount = (*amount * percent / 100).max(1);
        }
        variant.was = None;
        variant.lowest_30 = None;
    }
    product
}

/// Repeatable numbers that look random (SplitMix64).
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % limit
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scaled_shop_is_the_same_every_time() {
        let (one, other) = (scale(50), scale(50));
        assert_eq!(one.products.len(), 50);
        assert_eq!(format!("{one:?}"), format!("{other:?}"));
    }
}
