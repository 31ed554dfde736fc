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

#[cfg(test)]
mod tests {
    use super::*;
    use fivefold_api::json;

    const SERVICE: &str = r#"{"card":{"id":"s_1","title":"Haircut","category":"hair","venue":{"id":"v_1","name":"Lantern",
        "city":"Lisbon","zone":"Europe/Lisbon","location":{"latitude":38720000,"longitude":-9140000}},"minutes":45,
        "price":{"minor":3850,"currency":"EUR","exponent":2},"basis":"booking","charge":"full",
        "rating":{"tenths":46,"count":12}},"description":["Scissors.","And a wash."],
        "venue":{"card":{"id":"v_1","name":"Lantern","city":"Lisbon","zone":"Europe/Lisbon",
        "location":{"latitude":38720000,"longitude":-9140000}},"street":["Rua 1"],"postcode":"1100","country":"PT"},
        "party_min":1,"party_max":1,"policy":{"version":"1","free_minutes":0,"late_minutes":0,"no_show_share":0,
        "hold_seconds":600},"notice_minutes":0,"first_date":"2026-11-26","last_date":"2027-01-31",
        "live":{"topic":"service/s_1","seq":1,"epoch":"e"}}"#;

    #[test]
    fn x_seo_a_service_is_described_with_its_venue_and_the_way_to_it() {
        let service: Service = json::from_slice(SERVICE.as_bytes()).unwrap();
        let way = [("Services".to_owned(), "https://shop.example/services".to_owned())];
        let text = json_ld(&service, "https://shop.example/services/s_1", &way, &str::to_owned);
        let json: Value = serde_json::from_str(&text).unwrap();
        let thing = &json["@graph"][0];
        assert_eq!(thing["@type"], "Service");
        assert_eq!(thing["description"], "Scissors. And a wash.");
        assert_eq!(thing["offers"]["price"], "38.50");
        assert_eq!(thing["offers"]["priceCurrency"], "EUR");
        assert_eq!(thing["aggregateRating"]["ratingValue"], "4.6");
        assert_eq!(thing["provider"]["address"]["postalCode"], "1100");
        assert_eq!(json["@graph"][1]["itemListElement"][0]["name"], "Services");
    }
}
