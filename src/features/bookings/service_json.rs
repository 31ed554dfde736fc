//! A service as search engines read it. Pure: data in, text out.

use fivefold_api::model::{Service, Venue};
use serde_json::{Map, Value};

/// The service with its venue and price, and the way to it (schema.org `Service`, `Offer`, `BreadcrumbList`). `url` is
/// the canonical address, `way` name and address of each step to it, `resolve` makes an address absolute.
pub fn json_ld(
    service: &Service,
    url: &str,
    way: &[(String, String)],
    resolve: &dyn Fn(&str) -> String,
) -> String {
    let card = &service.card;
    let mut thing = object("Service");
    put(&mut thing, "name", &card.title);
    put(&mut thing, "description", &service.description.join(" "));
    put(&mut thing, "url", url);
    let sources = service.pictures.first().map(|picture| picture.sources.as_slice()).unwrap_or_default();
    if let Some(source) = sources.iter().max_by_key(|source| source.width) {
        put(&mut thing, "image", &resolve(&source.url));
    }
    if let Some(rating) = &card.rating {
        let mut aggregate = object("AggregateRating");
        let (whole, tenth) = (rating.tenths / 10, rating.tenths % 10);
        put(&mut aggregate, "ratingValue", &[&whole.to_string(), ".", &tenth.to_string()].concat());
        aggregate.insert("ratingCount".into(), rating.count.into());
        thing.insert("aggregateRating".into(), Value::Object(aggregate));
    }
    thing.insert("provider".into(), provider(&service.venue));
    let mut offer = object("Offer");
    put(&mut offer, "url", url);
    put(&mut offer, "price", &card.price.to_decimal());
    put(&mut offer, "priceCurrency", card.price.currency.code());
    thing.insert("offers".into(), Value::Object(offer));

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

fn provider(venue: &Venue) -> Value {
    let mut address = object("PostalAddress");
    put(&mut address, "streetAddress", &venue.street.join(", "));
    put(&mut address, "addressLocality", &venue.card.city);
    put(&mut address, "addressCountry", &venue.country);
    if let Some(postcode) = &venue.postcode {
        put(&mut address, "postalCode", postcode);
    }
    let mut business = object("LocalBusiness");
    put(&mut business, "name", &venue.card.name);
    if let Some(phone) = &venue.phone {
        put(&mut business, "telephone", phone);
    }
    business.insert("address".into(), Value::Object(address));
    Value::Object(business)
}

fn object(kind: &str) -> Map<String, Value> {
    let mut map = Map::new();
    put(&mut map, "@type", kind);
    map
}

fn put(map: &mut Map<String, Value>, name: &str, text: &str) {
    map.insert(name.to_owned(), Value::String(text.to_owned()));
}
