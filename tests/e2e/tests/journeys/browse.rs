//! Looking around: lists, search, products, languages, going back.

use crate::shop::{LOST_CODE, Shop, for_each_engine, for_each_engine_with};
use fivefold_e2e::{Engine, Journey, Look, ServerOptions};
use thirtyfour::Key;

#[tokio::test]
async fn x_cap_what_the_backend_lacks_has_no_navigation_and_says_so() -> Journey {
    let without = ["--groups", "--bookings", "--quotes"].map(str::to_owned).to_vec();
    let options = ServerOptions { without, ..ServerOptions::default() };
    for_each_engine_with(&options, Look::DESKTOP, async |shop: Shop| {
        let tab = shop.open("/").await?;
        tab.see_text(".site-header__nav", "Shop").await?;
        let links = tab
            .script(
                "return [...document.querySelectorAll('.site-header__nav a')].map(a => a.pathname)",
                vec![],
            )
            .await?;
        let absent = ["/group-buys", "/services", "/wholesale", "/quotes", "/supplier/quotes"];
        for absent in absent {
            assert!(!links.to_string().contains(absent), "{links}");
            let tab = shop.open(absent).await?;
            tab.see_text("main h1", "Not offered").await?;
            tab.no_errors(&[]).await?;
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn b2c_24_facets_live_in_the_address_and_back_restores_list_and_place() -> Journey {
    for_each_engine(Look::DESKTOP, async |shop: Shop| {
        let tab = shop.open("/products").await?;
        tab.see(".product-card").await?;
        let before = tab.text(".list-layout__main").await?;
        tab.click(".filters .filters__value").await?;
        let filtered = tab.arrive_at("facets=").await?;
        tab.see(".product-card").await?;
        // The address alone gives the same list.
        shop.open(&filtered).await?;
        tab.see(".product-card").await?;
        assert!(tab.script("return document.querySelector('.filters input:checked') !== null", vec![]).await? == true);
        tab.back().await?;
        tab.see_text(".list-layout__main", before.lines().next().unwrap_or_default()).await?;

        shop.open("/products").await?;
        tab.see(".product-card").await?;
        tab.run("const cards = document.querySelectorAll('.product-card'); cards[cards.length - 1].scrollIntoView({block: 'center'})").await?;
        let place = tab.script("return Math.round(scrollY)", vec![]).await?.as_f64().unwrap_or_default();
        assert!(place > 200.0, "the list is long enough to scroll");
        // A person's click: WebKit's Back skips what a script added to the history by itself.
        tab.click(".product-grid > :last-child a").await?;
        tab.see(".product-layout h1").await?;
        tab.back().await?;
        tab.see(".product-grid .product-card").await?;
        let restored = fivefold_e2e::eventually(10, || async {
            let now = tab.script("return Math.round(scrollY)", vec![]).await.ok()?.as_f64()?;
            ((now - place).abs() < 420.0).then_some(())
        })
        .await;
        assert!(restored.is_some(), "Back returns to the place in the list");
        tab.no_errors(&[]).await
    })
    .await
}

#[tokio::test]
async fn b2c_23_suggestions_follow_the_listbox_pattern() -> Journey {
    for_each_engine(Look::DESKTOP, async |shop: Shop| {
        let tab = shop.open("/").await?;
        tab.fill(".site-search input", "tea").await?;
        tab.see(".ui-combobox__option").await?;
        let input = "document.querySelector('.site-search input')";
        let expanded = tab.script(&format!("return {input}.getAttribute('aria-expanded')"), vec![]).await?;
        assert_eq!(expanded, "true");
        tab.press(Key::Down).await?;
        let active =
            tab.script(&format!("return {input}.getAttribute('aria-activedescendant')"), vec![]).await?;
        assert!(active.as_str().is_some_and(|id| !id.is_empty()), "an option is active: {active}");
        tab.press(Key::Escape).await?;
        tab.see_no(".ui-combobox__option").await?;
        tab.press(Key::Enter).await?;
        tab.arrive_at("/search?q=tea").await?;
        tab.see(".product-card").await?;
        tab.no_errors(&[]).await
    })
    .await
}

#[tokio::test]
async fn b2c_23_a_search_without_results_offers_ways_on() -> Journey {
    for_each_engine(Look::PHONE, async |shop: Shop| {
        let tab = shop.open("/search?q=teaopt").await?;
        tab.see("main a[href*='/categories/'], main a[href*='/search?q=']").await?;
        tab.no_errors(&[]).await?;
        tab.axe().await
    })
    .await
}

#[tokio::test]
async fn b2c_06_a_deep_link_selects_its_variant_and_an_unknown_one_selects_none() -> Journey {
    for_each_engine(Look::DESKTOP, async |shop: Shop| {
        let (slug, sku) = shop.product_with_options().await?;
        let tab = shop.open(&format!("/products/{slug}?variant={sku}")).await?;
        tab.see_text(".buy button.ui-button", "Add to cart").await?;
        let tab = shop.open(&format!("/products/{slug}?variant=no-such-thing")).await?;
        tab.see(".ui-notice").await?;
        assert_eq!(tab.count(".product-options input:checked").await?, 0);
        tab.no_errors(&[]).await
    })
    .await
}

#[tokio::test]
async fn x_i18n_the_address_carries_language_and_market() -> Journey {
    for_each_engine(Look::PHONE, async |shop: Shop| {
        let tab = shop.open("/zh-Hant-TW/products").await?;
        tab.see(".product-card").await?;
        assert_eq!(tab.script("return document.documentElement.lang", vec![]).await?, "zh-Hant");
        tab.see_text(".product-card", "$").await?;
        let title = tab.text("main h1").await?;
        assert!(title.chars().any(|c| ('\u{4e00}'..'\u{9fff}').contains(&c)), "{title}");
        tab.click(".product-card a").await?;
        tab.arrive_at("/zh-Hant-TW/products/").await?;
        tab.see(".product-layout h1").await?;
        tab.no_errors(&[]).await?;
        tab.axe().await
    })
    .await
}

#[tokio::test]
async fn x_a11y_navigation_moves_focus_to_the_heading_and_names_the_page() -> Journey {
    for_each_engine(Look::DESKTOP, async |shop: Shop| {
        let tab = shop.open("/products").await?;
        tab.click(".product-card a").await?;
        tab.see(".product-layout h1").await?;
        let focused = fivefold_e2e::eventually(5, || async {
            let focused = tab.script("return document.activeElement.tagName", vec![]).await.ok()?;
            (focused == "H1").then_some(())
        })
        .await;
        assert!(focused.is_some(), "focus is on the heading");
        let heading = tab.text("main h1").await?;
        let title = tab.script("return document.title", vec![]).await?;
        assert!(title.as_str().is_some_and(|title| title.contains(&heading)), "{title} names {heading}");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn offline_is_said_and_ends() -> Journey {
    let shop = Shop::start(Engine::Chromium, Look::PHONE).await?;
    let tab = shop.open("/products").await?;
    tab.see(".product-card").await?;
    shop.offline(true).await?;
    tab.see_text(".site-banner", "offline").await?;
    tab.axe().await?;
    shop.offline(false).await?;
    tab.see_no(".site-banner").await?;
    shop.close().await
}

#[tokio::test]
async fn a_page_whose_code_is_lost_says_so_and_comes_with_another_try() -> Journey {
    for_each_engine(Look::PHONE, async |shop: Shop| {
        let tab = shop.open("/products").await?;
        tab.see(".product-card").await?;
        shop.settled().await?;
        shop.server.lose_parts(true)?;
        tab.click(".product-card a").await?;
        tab.see_text("main h1", "This page did not arrive").await?;
        tab.axe().await?;
        tab.click_text("main button", "Try again").await?;
        tab.see_text("main h1", "This page did not arrive").await?;
        shop.server.lose_parts(false)?;
        tab.click_text("main button", "Try again").await?;
        tab.see(".product-layout h1").await?;
        tab.no_errors(LOST_CODE).await
    })
    .await
}

#[tokio::test]
async fn whoever_goes_on_from_a_product_gets_most_of_the_next_page_in_one_file() -> Journey {
    for_each_engine(Look::DESKTOP, async |shop: Shop| {
        let tab = shop.open(&shop.fill_in("/products/{product}").await?).await?;
        shop.settled().await?;
        tab.run("performance.clearResourceTimings()").await?;
        tab.click(".site-header a[href='/account']").await?;
        tab.see("#account-email").await?;
        let fetched = "return performance.getEntriesByType('resource').map(e => e.name)
            .filter(n => n.includes('/parts-')).map(n => n.split('/').pop())";
        let fetched = tab.script(fetched, vec![]).await?;
        let files: Vec<&str> =
            fetched.as_array().into_iter().flatten().filter_map(serde_json::Value::as_str).collect();
        assert!(files.contains(&"account.pack.wasm"), "{files:?}");
        assert!(!files.contains(&"account.wasm"), "what the pack has is not fetched again: {files:?}");
        tab.no_errors(&[]).await
    })
    .await
}
