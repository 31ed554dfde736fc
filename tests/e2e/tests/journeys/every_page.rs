//! What holds for every page: accessible, inside its window, without errors, under the strict policy.

use crate::shop::{Shop, for_each_engine};
use fivefold_e2e::{Journey, Look, Server};
use serde_json::json;

/// Pages that need nothing but the demo shop.
const PAGES: &[&str] = &[
    "/",
    "/products",
    "/products?sort=price_up&page=2",
    "/categories/{category}",
    "/search?q=tea",
    "/search?q=qqqqqqqq",
    "/products/{product}",
    "/cart",
    "/checkout",
    "/checkout/payment",
    "/orders",
    "/orders/nope",
    "/account",
    "/account/sign-up",
    "/account/reset",
    "/account/password",
    "/account/password?token=x",
    "/account/addresses",
    "/account/activity",
    "/auctions",
    "/auctions?phase=ended&sort=price_down",
    "/auctions?q=qqqqqqqq",
    "/auctions/{lot}",
    "/auctions/mine",
    "/auctions/sell",
    "/auctions/nope",
    "/group-buys",
    "/group-buys?phase=over&sort=most_people",
    "/group-buys?q=qqqqqqqq",
    "/group-buys/{group}",
    "/group-buys/{full_group}",
    "/group-buys/nope",
    "/group-buys/{group}/join",
    "/group-buys/mine",
    "/invitations/nope",
    "/services",
    "/services?place=Atlantis",
    "/services/hair-cut-hamburg",
    "/services/nope",
    "/bookings",
    "/bookings/nope",
    "/bookings/nope/voucher",
    "/door",
    "/quotes",
    "/quotes?state=waiting",
    "/quotes/nope",
    "/quotes/nope/order",
    "/quotes/nope/print",
    "/supplier/quotes",
    "/supplier/quotes/nope",
    "/wholesale",
    "/wholesale/draft",
    "/zh-Hant-TW/",
];

/// What keeps a pull at the top of the page from reloading it: a finger's way that is taken, an edge that gives
/// nothing on, or a box inside the page that scrolls in its place.
const PULL_IS_LOST: &str = "
    const lost = [];
    for (const element of [document.documentElement, document.body]) {
        const style = getComputedStyle(element);
        if (style.overscrollBehaviorY !== 'auto' || style.touchAction === 'none') lost.push(element.tagName + ' stops it');
    }
    for (let element = document.elementFromPoint(innerWidth / 2, innerHeight / 2); element && element !== document.body; element = element.parentElement) {
        const scrolls = /auto|scroll/.test(getComputedStyle(element).overflowY) && element.scrollHeight > element.clientHeight + 1;
        if (scrolls) lost.push(element.tagName + '.' + element.className + ' scrolls by itself');
    }
    const pull = new Event('touchmove', { bubbles: true, cancelable: true });
    document.querySelector('main').dispatchEvent(pull);
    if (pull.defaultPrevented) lost.push('somebody takes it');
    return lost;";

#[tokio::test]
async fn a_pull_at_the_top_of_any_page_reloads_it_on_a_phone() -> Journey {
    for_each_engine(Look::PHONE, async |shop: Shop| {
        for page in PAGES {
            let tab = shop.open(&shop.fill_in(page).await?).await?;
            shop.settled().await?;
            assert_eq!(tab.script(PULL_IS_LOST, vec![]).await?, json!([]), "{page}");
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn x_a11y_every_page_is_clean_on_a_desktop() -> Journey {
    clean(Look::DESKTOP).await
}

#[tokio::test]
async fn x_a11y_every_page_is_clean_on_a_phone() -> Journey {
    clean(Look::PHONE).await
}

#[tokio::test]
async fn x_a11y_every_page_is_clean_in_the_dark() -> Journey {
    clean(Look::PHONE.in_the_dark()).await
}

async fn clean(look: Look) -> Journey {
    for_each_engine(look, async |shop: Shop| {
        let mut faults = Vec::new();
        for page in PAGES {
            let path = shop.fill_in(page).await?;
            let tab = shop.open(&path).await?;
            shop.settled().await?;
            // Only the page of what is not there may ask for it.
            let expected: &[&str] = if path.contains("/nope") { &["404"] } else { &[] };
            let checks = [tab.axe().await, tab.no_sideways_scroll().await, tab.no_errors(expected).await];
            faults.extend(checks.into_iter().filter_map(Result::err).map(|fault| format!("{path}: {fault}")));
        }
        if faults.is_empty() { Ok(()) } else { Err(faults.join("\n\n").into()) }
    })
    .await
}

#[tokio::test]
async fn x_sec_the_strict_policy_is_on_and_files_are_immutable() -> Journey {
    let server = Server::demo().await?;
    let answer = reqwest::get(server.url("/")).await?;
    let policy = answer.headers()["content-security-policy"].to_str()?.to_owned();
    assert!(!policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"), "{policy}");
    assert!(
        policy.contains("'wasm-unsafe-eval'") && policy.contains("require-trusted-types-for 'script'"),
        "{policy}"
    );
    let html = answer.text().await?;
    assert!(!html.contains("onclick=") && !html.contains(" style="), "no inline handlers or styles");
    for tag in html.split('<').filter(|tag| tag.starts_with("script")) {
        assert!(tag.contains("src=") || tag.contains("application/json"), "no inline script: {tag}");
        assert!(!tag.contains("src=") || tag.contains("integrity="), "scripts have an integrity: {tag}");
    }
    let style = html.split('"').find(|part| part.ends_with(".css")).ok_or("a stylesheet")?;
    let style = reqwest::get(server.url(&format!("/{}", style.trim_start_matches('/')))).await?;
    assert!(style.headers()["cache-control"].to_str()?.contains("immutable"));
    Ok(())
}

#[tokio::test]
async fn an_unknown_address_is_a_real_404_with_a_page() -> Journey {
    for_each_engine(Look::PHONE, async |shop: Shop| {
        for path in ["/nothing-here", "/products/a/b/c", "/index.php", "/fivefold-0000.js"] {
            assert_eq!(reqwest::get(shop.server.url(path)).await?.status(), 404, "{path}");
        }
        let tab = shop.open("/nothing-here").await?;
        tab.see("main a[href]").await?;
        tab.no_errors(&["404"]).await?;
        tab.axe().await
    })
    .await
}
