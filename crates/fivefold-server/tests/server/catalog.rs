//! Reading the catalogue.

use crate::common::TestServer;
use fivefold_api::{
    model::{
        Category, FieldProblemCode, Problem, ProblemKind, Product, ProductList, Reviews, StockLevel,
        Suggestions,
    },
    vocabulary::Money,
};
use std::collections::HashSet;

/// A product of the demo shop with colours, sizes, a reduction and reviews.
const SHOE: &str = "tidewalk-running-shoe";

async fn slugs(server: &TestServer, query: &str) -> Vec<String> {
    let list: ProductList = server.json(&format!("/v1/products{query}")).await;
    list.page.items.into_iter().map(|card| card.slug.0).collect()
}

#[tokio::test]
async fn categories_come_parents_first_and_count_what_is_below_them() {
    let server = TestServer::start().await;
    let categories: Vec<Category> = server.json("/v1/categories?locale=zh-Hant").await;
    assert!(categories.len() >= 6);
    let mut seen = HashSet::new();
    for category in &categories {
        assert!(category.parent.as_ref().is_none_or(|parent| seen.contains(parent)), "{}", category.slug);
        seen.insert(category.slug.clone());
        let path = format!("/v1/products?category={}", category.slug);
        let list: ProductList = server.json(&path).await;
        assert_eq!(list.page.total, Some(category.products), "{}", category.slug);
        assert!(category.products > 0 && category.picture.is_some());
    }
    assert!(categories.iter().any(|category| category.name == "鞋履"));
}

#[tokio::test]
async fn b2c_23_words_find_products_in_every_language_and_spelling() {
    let server = TestServer::start().await;
    for q in
        ["running%20shoes", "RUNNING", "runn", "tidewalk+shoe", "%E6%85%A2%E8%B7%91%E9%9E%8B", "%E8%B7%91"]
    {
        assert!(slugs(&server, &format!("?q={q}")).await.contains(&SHOE.to_owned()), "{q}");
    }
    // The best match comes first.
    assert_eq!(slugs(&server, "?q=tidewalk%20running%20shoe").await[0], SHOE);
    // Every word counts.
    assert!(!slugs(&server, "?q=running%20teapot").await.contains(&SHOE.to_owned()));
}

#[tokio::test]
async fn b2c_23_a_search_that_finds_nothing_offers_a_spelling_that_does() {
    let server = TestServer::start().await;
    let list: ProductList = server.json("/v1/products?q=runing%20shoo").await;
    assert_eq!(list.page.total, Some(0));
    let better = list.did_you_mean.unwrap();
    assert!(!slugs(&server, &format!("?q={}", better.replace(' ', "%20"))).await.is_empty(), "{better}");
    let list: ProductList = server.json("/v1/products?q=xqzzyw").await;
    assert_eq!((list.page.total, list.did_you_mean), (Some(0), None));
    let list: ProductList = server.json("/v1/products?q=%F0%9F%8D%B5%20%25%20%22%27%3B--").await;
    assert_eq!(list.page.total, Some(0));
}

#[tokio::test]
async fn facets_count_what_a_click_would_leave() {
    let server = TestServer::start().await;
    let plain: ProductList = server.json("/v1/products?category=shoes").await;
    let colours = plain.facets.iter().find(|facet| facet.id.0 == "colour").unwrap();
    let (one, other) = (&colours.values[0], &colours.values[1]);
    assert!(one.colour.as_ref().is_some_and(|colour| colour.starts_with('#')));

    // Values of one facet are alternatives, and its counts leave its own choice aside.
    let path = format!("/v1/products?category=shoes&facets=colour:{}", one.id);
    let narrowed: ProductList = server.json(&path).await;
    assert_eq!(narrowed.page.total, Some(one.count));
    let again = narrowed.facets.iter().find(|facet| facet.id.0 == "colour").unwrap();
    for (before, after) in colours.values.iter().zip(&again.values) {
        assert_eq!((&before.id, before.count), (&after.id, after.count));
        assert_eq!(after.selected, after.id == one.id);
    }
    let both: ProductList = server.json(&format!("{path},colour:{}", other.id)).await;
    assert!(both.page.total >= narrowed.page.total);

    // Facets narrow each other: each count is what the next click leaves.
    for facet in narrowed.facets.iter().filter(|facet| facet.id.0 != "colour") {
        for value in &facet.values {
            let list: ProductList = server.json(&format!("{path},{}:{}", facet.id, value.id)).await;
            assert_eq!(list.page.total, Some(value.count), "{} {}", facet.id, value.id);
        }
    }
}

#[tokio::test]
async fn pages_follow_each_other_without_a_gap_or_a_repeat() {
    let server = TestServer::start().await;
    let all: ProductList = server.json("/v1/products?per_page=60").await;
    let total = all.page.total.unwrap();
    assert!(total >= 60);
    let mut seen = Vec::new();
    let mut page = "1".to_owned();
    loop {
        let list: ProductList = server.json(&format!("/v1/products?per_page=17&page={page}")).await;
        assert_eq!(list.page.total, Some(total));
        seen.extend(list.page.items.into_iter().map(|card| card.slug));
        match list.page.next {
            Some(next) => page = next,
            None => break,
        }
    }
    assert_eq!(u64::try_from(seen.len()).unwrap(), total);
    assert_eq!(seen.iter().collect::<HashSet<_>>().len(), seen.len());
    let beyond: ProductList = server.json("/v1/products?page=99999").await;
    assert!(beyond.page.items.is_empty() && beyond.page.next.is_none());
}

#[tokio::test]
async fn a_list_is_sorted_as_asked() {
    let server = TestServer::start().await;
    let list = async |sort: &str| -> ProductList {
        server.json(&format!("/v1/products?per_page=60&sort={sort}")).await
    };
    let amounts: Vec<i64> =
        list("price_up").await.page.items.iter().map(|card| card.price.amount.minor).collect();
    assert!(amounts.is_sorted());
    let amounts: Vec<i64> =
        list("price_down").await.page.items.iter().map(|card| card.price.amount.minor).collect();
    assert!(amounts.is_sorted_by(|a, b| a >= b));
    let stars: Vec<u8> = list("rating")
        .await
        .page
        .items
        .iter()
        .map(|card| card.rating.as_ref().map_or(0, |rating| rating.tenths))
        .collect();
    assert!(stars.is_sorted_by(|a, b| a >= b) && stars[0] >= 40);
    assert_ne!(list("newest").await.page.items, list("relevance").await.page.items);
}

#[tokio::test]
async fn b2c_08_prices_say_their_currency_tax_and_the_lowest_before_a_reduction() {
    let server = TestServer::start().await;
    for (market, currency, exponent, tax_included) in
        [("EU", "EUR", 2, true), ("US", "USD", 2, false), ("JP", "JPY", 0, true), ("KW", "KWD", 3, true)]
    {
        let product: Product =
            server.json(&format!("/v1/products/{SHOE}?market={market}&currency={currency}")).await;
        let price = product.variants[0].price.as_ref().unwrap();
        assert_eq!(price.amount.currency.code(), currency);
        assert_eq!(price.amount.currency.exponent(), exponent);
        assert_eq!(price.tax_included, tax_included);
        let (was, lowest) = (price.was.unwrap(), price.lowest_30_days.unwrap());
        assert!(was.minor > price.amount.minor && lowest.minor <= was.minor);
        assert_eq!(was.currency.code(), currency);
    }
    // Without a currency it is the market's own.
    let product: Product = server.json(&format!("/v1/products/{SHOE}?market=TW")).await;
    assert_eq!(product.variants[0].price.as_ref().unwrap().amount.currency.code(), "TWD");
}

#[tokio::test]
async fn b2c_08_goods_by_weight_have_a_price_per_unit() {
    let server = TestServer::start().await;
    let mut found = 0;
    for slug in slugs(&server, "?per_page=60&category=pantry").await {
        let product: Product = server.json(&format!("/v1/products/{slug}")).await;
        for price in product.variants.iter().filter_map(|variant| variant.price.as_ref()) {
            if let Some(unit) = &price.unit {
                found += 1;
                assert!(unit.money.minor > 0 && unit.per.amount == 1, "{slug}");
            }
        }
    }
    assert!(found > 0);
}

#[tokio::test]
async fn b2c_09_what_has_no_price_in_a_currency_is_not_sold_there() {
    let mut shop = fivefold_server::seed::demo().unwrap();
    shop.products.truncate(3);
    for variant in &mut shop.products[0].variants {
        variant.prices.remove("JPY");
    }
    shop.products[1].variants[0].prices.remove("JPY");
    let server = TestServer::with_shop(shop.clone(), &[]).await;
    let yen: ProductList = server.json("/v1/products?market=JP").await;
    assert_eq!(yen.page.total, Some(if shop.products[1].variants.len() > 1 { 2 } else { 1 }));
    assert!(yen.page.items.iter().all(|card| card.price.amount.currency.code() == "JPY"));
    let hidden: Product = server.json(&format!("/v1/products/{}?market=JP", shop.products[0].slug)).await;
    assert!(hidden.variants.iter().all(|variant| variant.price.is_none()));
    let euro: ProductList = server.json("/v1/products?market=EU").await;
    assert_eq!(euro.page.total, Some(3));
}

#[tokio::test]
async fn b2c_06_a_product_s_variants_pictures_and_options_fit_together() {
    let server = TestServer::start().await;
    let product: Product = server.json(&format!("/v1/products/{SHOE}?locale=zh-Hant-TW")).await;
    assert_eq!(product.title, "Tidewalk 輕量慢跑鞋");
    assert_eq!(product.breadcrumbs.last().unwrap().name, "鞋履");
    assert!(product.description.len() > 1 && !product.details.is_empty() && !product.related.is_empty());
    for variant in &product.variants {
        assert_eq!(variant.selections.len(), product.options.len());
        for selection in &variant.selections {
            let option = product.options.iter().find(|option| option.id == selection.option).unwrap();
            assert!(option.values.iter().any(|value| value.id == selection.value));
        }
        assert!(!variant.pictures.is_empty());
        assert!(variant.pictures.iter().all(|index| *index < product.pictures.len()));
        assert_ne!(variant.stock.level, StockLevel::Unknown);
        assert!(variant.quantities.min >= 1 && variant.quantities.increment >= 1);
    }
    let card = &product.related[0];
    assert!(slugs(&server, "?per_page=60").await.contains(&card.slug.0) || card.in_stock);
}

#[tokio::test]
async fn pictures_of_the_shop_are_files_that_never_change() {
    let server = TestServer::start().await;
    let product: Product = server.json(&format!("/v1/products/{SHOE}")).await;
    let sources = &product.pictures[0].sources;
    assert_eq!(sources[0].media_type, "image/avif");
    assert!(sources.iter().any(|source| source.width == 1200));
    assert!(sources.iter().any(|source| source.media_type == "image/webp"));
    for source in sources {
        let file = server.get(&source.url).await;
        assert_eq!(file.status(), 200, "{}", source.url);
        assert_eq!(file.headers()["content-type"], source.media_type.as_str());
        assert_eq!(file.headers()["cache-control"], "public, max-age=31536000, immutable");
        assert_eq!(file.headers()["cross-origin-resource-policy"], "cross-origin");
        assert!(file.bytes().await.unwrap().len() > 500);
    }
}

#[tokio::test]
async fn reviews_come_newest_first_with_a_histogram_that_adds_up() {
    let server = TestServer::start().await;
    let product: Product = server.json(&format!("/v1/products/{SHOE}")).await;
    let reviews: Reviews = server.json(&format!("/v1/products/{SHOE}/reviews")).await;
    let rating = reviews.rating.unwrap();
    assert_eq!(Some(&rating), product.rating.as_ref());
    assert_eq!(reviews.histogram.iter().sum::<u64>(), rating.count);
    let stars: u64 = reviews.histogram.iter().zip(1..).map(|(count, stars)| count * stars).sum();
    assert_eq!((stars * 20 + rating.count) / (rating.count * 2), u64::from(rating.tenths));
    assert!(reviews.page.items.is_sorted_by(|a, b| a.written_at >= b.written_at));
    assert!(!reviews.page.items.is_empty() && reviews.page.items.len() <= 10);
}

#[tokio::test]
async fn b2c_23_a_half_typed_search_is_completed() {
    let server = TestServer::start().await;
    let some: Suggestions = server.json("/v1/suggestions?q=sho").await;
    assert!(some.products.iter().any(|product| product.title.to_lowercase().contains("shoe")));
    assert!(some.categories.iter().any(|category| category.slug.0 == "shoes"));
    assert!(some.queries.iter().any(|query| query.starts_with("sho")));
    let some: Suggestions = server.json("/v1/suggestions?q=%E9%9E%8B&locale=zh-Hant&market=TW").await;
    assert!(some.products.iter().all(|product| product.price.currency.code() == "TWD"));
    assert!(some.categories.iter().any(|category| category.name == "鞋履"));
    let none: Suggestions = server.json("/v1/suggestions?q=").await;
    assert!(none.products.is_empty() && none.categories.is_empty() && none.queries.is_empty());
}

#[tokio::test]
async fn nonsense_in_any_parameter_is_a_clear_problem() {
    let server = TestServer::start().await;
    let long = "x".repeat(300);
    for (status, query, field) in [
        (422, "/v1/products?page=0".to_owned(), "page"),
        (422, "/v1/products?page=-1".to_owned(), "page"),
        (422, "/v1/products?page=two".to_owned(), "page"),
        (422, "/v1/products?page=99999999999999999999999".to_owned(), "page"),
        (422, "/v1/products?per_page=61".to_owned(), "per_page"),
        (422, "/v1/products?per_page=1e3".to_owned(), "per_page"),
        (422, "/v1/products?sort=sideways".to_owned(), "sort"),
        (422, "/v1/products?facets=colour".to_owned(), "facets"),
        (422, "/v1/products?facets=colour:".to_owned(), "facets"),
        (422, "/v1/products?facets=colour:ultraviolet".to_owned(), "facets"),
        (422, "/v1/products?facets=smell:nice".to_owned(), "facets"),
        (422, format!("/v1/products?q={long}"), "q"),
        (422, format!("/v1/suggestions?q={long}"), "q"),
        (422, "/v1/products?market=XX".to_owned(), "market"),
        (422, "/v1/products?currency=GBP".to_owned(), "currency"),
        (422, "/v1/products?currency=%00".to_owned(), "currency"),
        (422, format!("/v1/products/{SHOE}?market=eu"), "market"),
        (422, format!("/v1/products/{SHOE}/reviews?page=x"), "page"),
        (422, "/v1/categories?currency=EURO".to_owned(), "currency"),
        (404, "/v1/products?category=nope".to_owned(), ""),
        (404, "/v1/products?category=%27%20OR%201=1".to_owned(), ""),
        (404, "/v1/products/no-such-thing".to_owned(), ""),
        (404, "/v1/products/%2e%2e%2f".to_owned(), ""),
        (404, "/v1/products/no-such-thing/reviews".to_owned(), ""),
        (400, "/v1/products/%ff".to_owned(), ""),
    ] {
        let answer = server.get(&query).await;
        assert_eq!(answer.status(), status, "{query}");
        assert_eq!(answer.headers()["content-type"], "application/problem+json", "{query}");
        let problem: Problem = answer.json().await.unwrap();
        match problem.kind {
            ProblemKind::InvalidFields => {
                assert_eq!(problem.fields[0].field, field, "{query}");
                assert_ne!(problem.fields[0].code, FieldProblemCode::Unknown);
            }
            kind => assert!(matches!(kind, ProblemKind::NotFound | ProblemKind::BadRequest), "{query}"),
        }
    }
    // A strange language is no error.
    let product: Product = server.json(&format!("/v1/products/{SHOE}?locale=%F0%9F%A6%80")).await;
    assert_eq!(product.title, "Tidewalk running shoe");
}

#[tokio::test]
async fn public_answers_can_be_cached_and_asked_for_again() {
    let server = TestServer::start().await;
    for path in [
        "/v1/categories".to_owned(),
        "/v1/products?q=shoe".to_owned(),
        format!("/v1/products/{SHOE}"),
        format!("/v1/products/{SHOE}/reviews"),
        "/v1/suggestions?q=te".to_owned(),
        "/v1/capabilities".to_owned(),
    ] {
        let first = server.get(&path).await;
        assert_eq!(
            first.headers()["cache-control"],
            "public, max-age=30, stale-while-revalidate=300",
            "{path}"
        );
        let vary: Vec<_> = first
            .headers()
            .get_all("vary")
            .iter()
            .map(|value| value.to_str().unwrap().to_ascii_lowercase())
            .collect();
        assert!(vary.contains(&"accept-encoding".to_owned()), "{path}: {vary:?}");
        let etag = first.headers()["etag"].clone();
        let again = server
            .http
            .get(format!("{}{path}", server.url))
            .header("if-none-match", &etag)
            .send()
            .await
            .unwrap();
        assert_eq!(again.status(), 304, "{path}");
        assert_eq!(again.headers()["etag"], etag);
        assert!(again.bytes().await.unwrap().is_empty());
        for encoding in ["br", "gzip"] {
            let packed = server
                .http
                .get(format!("{}{path}", server.url))
                .header("accept-encoding", encoding)
                .send()
                .await
                .unwrap();
            assert_eq!(packed.headers()["etag"], etag);
            let is_packed = packed.headers().get("content-encoding").is_some_and(|value| value == encoding);
            let bytes = packed.bytes().await.unwrap();
            assert!(is_packed || bytes.len() < 1_024, "{path} {encoding}");
            assert!(!is_packed || serde_json::from_slice::<serde_json::Value>(&bytes).is_err());
        }
    }
}

#[tokio::test]
async fn a_change_of_stock_is_seen_at_once_however_often_it_was_read_before() {
    let server = TestServer::start().await;
    let path = format!("/v1/products/{SHOE}");
    let before: Product = server.json(&path).await;
    let again: Product = server.json(&path).await;
    assert_eq!(before, again);
    let variant = before.variants[0].id.clone();
    let mut tx = server.app.db.begin().await.unwrap();
    sqlx::query("UPDATE variants SET stock = 3 WHERE id = $1")
        .bind(&variant.0)
        .execute(&mut *tx)
        .await
        .unwrap();
    tx.publish(&format!("product/{SHOE}"), "stock", &serde_json::json!({})).await.unwrap();
    tx.commit().await.unwrap();
    let after: Product = server.json(&path).await;
    assert_eq!(after.variants[0].stock.available, Some(3));
    assert_eq!(after.variants[0].stock.level, StockLevel::Low);
}

#[tokio::test]
async fn a_restart_keeps_the_shop_and_seeds_only_once() {
    let folder = tempfile::tempdir().unwrap();
    let server = TestServer::in_folder(folder.path(), &["--seed", "demo"]).await;
    let before: ProductList = server.json("/v1/products").await;
    let mut tx = server.app.db.begin().await.unwrap();
    sqlx::query("UPDATE prices SET amount = 1 WHERE currency = 'EUR'").execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
    server.stop().await;
    assert!(!folder.path().join("shop.db-wal").exists(), "the file is closed properly");

    let server = TestServer::in_folder(folder.path(), &["--seed", "demo"]).await;
    let after: ProductList = server.json("/v1/products").await;
    assert_eq!(after.page.total, before.page.total);
    assert_eq!(after.page.items[0].price.amount, Money::new(1, before.page.items[0].price.amount.currency));
}

#[tokio::test]
async fn an_empty_shop_answers_too() {
    let server = TestServer::with_shop(fivefold_server::seed::Shop::default(), &[]).await;
    let list: ProductList = server.json("/v1/products?q=tea&sort=price_up").await;
    assert_eq!((list.page.total, list.page.items.len()), (Some(0), 0));
    let categories: Vec<Category> = server.json("/v1/categories").await;
    assert!(categories.is_empty());
}
