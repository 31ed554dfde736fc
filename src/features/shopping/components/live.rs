//! Stock as it changes.

use super::Buying;
use crate::{
    data::{Query, use_topic},
    platform::announce,
    text,
};
use fivefold_api::json::FromJson;
use fivefold_api::model::{Fact, Product, StockFact};
use fivefold_view::prelude::*;

/// Keeps the stock of the page's product true while somebody looks, and tells when that of the chosen
/// variant changes.
pub fn live_stock(query: Query<Product>, product: Signal<Product>, buying: Buying) {
    let topic = Signal::derive(move || Some(["product/", product.read().slug.as_str()].concat()));
    let on_fact = move |fact: &Fact| {
        let Some(news) = read(fact) else { return };
        let Some(mut product) = product.try_get_untracked() else { return };
        if !apply(&mut product, &news) {
            return;
        }
        let is_chosen = untrack(|| buying.variant()).is_some_and(|variant| variant.id == news.variant);
        let left = news.stock.available.and_then(|count| u64::try_from(count).ok());
        if let Some(left) = left.filter(|_| is_chosen) {
            announce::say(&text::shopping::stock_changed(left));
        }
        query.set(product);
    };
    use_topic(topic, on_fact, move || query.refetch());
}

fn read(fact: &Fact) -> Option<StockFact> {
    if fact.kind != "stock" {
        return None;
    }
    StockFact::from_json(fact.data.clone()).ok()
}

/// Whether the news changed anything.
fn apply(product: &mut Product, news: &StockFact) -> bool {
    let variant = product.variants.iter_mut().find(|variant| variant.id == news.variant);
    match variant {
        Some(variant) if variant.stock != news.stock => {
            variant.stock = news.stock.clone();
            true
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::choosing::tests::shoe;
    use super::*;

    fn fact(kind: &str, data: &str) -> Fact {
        let json = [
            r#"{"topic":"product/shoe","seq":1,"epoch":"e","server_time":"2026-11-23T10:00:00Z","kind":""#,
            kind,
            r#"","data":"#,
            data,
            "}",
        ]
        .concat();
        serde_json::from_str(&json).unwrap()
    }

    #[test]
    fn x_live_stock_news_changes_its_variant_once() {
        let mut shoe = shoe();
        let news = read(&fact("stock", r#"{"variant":"b","stock":{"level":"low","available":2}}"#)).unwrap();
        assert!(apply(&mut shoe, &news));
        assert_eq!(shoe.variants[1].stock.available, Some(2));
        assert!(!apply(&mut shoe, &news));
        assert_eq!(shoe.variants[0].stock.available, Some(5));
    }

    #[test]
    fn x_live_news_of_another_kind_or_shape_is_passed_over() {
        assert!(read(&fact("price", r#"{"variant":"b"}"#)).is_none());
        assert!(read(&fact("stock", "{}")).is_none());
        let unknown = read(&fact("stock", r#"{"variant":"z","stock":{"level":"out"}}"#)).unwrap();
        assert!(!apply(&mut shoe(), &unknown));
    }
}
