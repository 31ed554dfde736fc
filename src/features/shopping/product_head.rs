//! A product as search engines read it. Pure: data in, text out.

use fivefold_api::model::{Product, StockLevel, Variant};
use serde_json::{Map, Value};

/// The address of the first picture, the largest file.
fn picture_url(product: &Product) -> Option<&str> {
    let sources = &product.pictures.first()?.sources;
    sources.iter().max_by_key(|source| source.width).map(|source| source.url.as_str())
}

/// The product with its offers and the way to it (schema.org `Product`, `Offer`, `BreadcrumbList`).
/// `url` is the canonical address, `way` name and address of each step to it, `resolve` makes an address
/// absolute.
pub fn json_ld(
    product: &Product,
    url: &str,
    way: &[(String, String)],
    resolve: &dyn Fn(&str) -> String,
) -> String {
    let offers = product.variants.iter().filter_map(|variant| offer(variant, url)).collect();
    let mut thing = object("Product");
    put(&mut thing, "name", &product.title);
    put(&mut thing, "description", &product.summary);
    put(&mut thing, "url", url);
    thing.insert("brand".into(), named("Brand", &product.brand));
    if let Some(picture) = picture_url(product) {
        put(&mut thing, "image", &resolve(picture));
    }
    if let Some(rating) = &product.rating {
        let mut aggregate = object("AggregateRating");
        let tenths = rating.tenths.to_string();
        let (whole, tenth) = tenths.split_at(tenths.len().saturating_sub(1));
        put(
            &mut aggregate,
            "ratingValue",
            &[if whole.is_empty() { "0" } else { whole }, ".", tenth].concat(),
        );
        aggregate.insert("reviewCount".into(), rating.count.into());
        thing.insert("aggregateRating".into(), Value::Object(aggregate));
    }
    thing.insert("offers".into(), Value::Array(offers));

    let steps = way.iter().zip(1_u32..).map(|((name, url), position)| {
        let mut step = object("ListItem");
        step.insert("position".into(), position.into());
        put(&mut step, "name", name);
        put(&mut step, "item", url);
        Value::Object(step)
    });
    let mut trail = object("BreadcrumbList");
    trail.insert("itemListElement".into(), Value::Array(steps.collect()));

    let mut graph = Map::new();
    put(&mut graph, "@context", "https://schema.org");
    graph.insert("@graph".into(), Value::Array(vec![Value::Object(thing), Value::Object(trail)]));
    Value::Object(graph).to_string()
}

fn offer(variant: &Variant, url: &str) -> Option<Value> {
    let price = variant.price.as_ref()?;
    let availability = match variant.stock.level {
        StockLevel::Out => "https://schema.org/OutOfStock",
        StockLevel::Low => "https://schema.org/LimitedAvailability",
        _ => "https://schema.org/InStock",
    };
    let mut offer = object("Offer");
    put(&mut offer, "sku", &variant.sku);
    put(&mut offer, "url", url);
    put(&mut offer, "price", &price.amount.to_decimal());
    put(&mut offer, "priceCurrency", price.amount.currency.code());
    put(&mut offer, "availability", availability);
    Some(Value::Object(offer))
}

fn named(kind: &str, name: &str) -> Value {
    let mut thing = object(kind);
    put(&mut thing, "name", name);
    Value::Object(thing)
}

fn object(kind: &str) -> Map<String, Value> {
    let mut map = Map::new();
    put(&mut map, "@type", kind);
    map
}

fn put(map: &mut Map<String, Value>, name: &str, text: &str) {
    map.insert(name.to_owned(), Value::String(text.to_owned()));
}

#[cfg(test)]
mod tests {
    use super::super::choosing::tests::shoe;
    use super::*;
    use fivefold_api::model::Rating;

    #[test]
    fn x_seo_a_product_is_described_with_its_offers_and_the_way_to_it() {
        let mut product = shoe();
        product.rating = Some(Rating { tenths: 46, count: 12 });
        product.variants[1].stock.level = StockLevel::Out;
        product.variants[2].price = None;
        let way = [("Shoes".to_owned(), "https://shop.example/categories/shoes".to_owned())];
        let json = json_ld(&product, "https://shop.example/products/shoe", &way, &str::to_owned);
        let read: Value = serde_json::from_str(&json).unwrap();
        let thing = &read["@graph"][0];
        assert_eq!(thing["aggregateRating"]["ratingValue"], "4.6");
        assert_eq!(thing["offers"].as_array().unwrap().len(), 2, "what is not sold here is no offer");
        assert_eq!(thing["offers"][0]["price"], "89.90");
        assert_eq!(thing["offers"][1]["availability"], "https://schema.org/OutOfStock");
        assert_eq!(read["@graph"][1]["itemListElement"][0]["position"], 1);
    }
}
