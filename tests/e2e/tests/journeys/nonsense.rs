//! Addresses nobody should have typed.

use crate::shop::{Shop, for_each_engine};
use fivefold_e2e::{Journey, Look};

const NONSENSE: &[&str] = &[
    "/products?page=-1",
    "/products?page=99999999999999999999",
    "/products?page=%00",
    "/products?facets=",
    "/products?facets=:::,,%F0%9F%92%A9:x,colour:<script>",
    "/products?sort=sideways&page=banana",
    "/products?utm_source=%E0%A4%A",
    "/categories/no-such-category",
    "/categories/..%2F..%2Fetc",
    "/products/no-such-product",
    "/products/%F0%9F%92%A9",
    "/search",
    "/search?q=",
    "/search?q=%25%27%22%3B--%3Cb%3E",
    "/search?q=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    "/checkout/payment?payment=../../x",
    "/checkout/payment?payment=p_nope",
    "/orders/%00",
    "/account?next=//evil.example",
    "/account/password?token=%00",
    "/account/activity?page=banana",
    "/orders/o_nope?token=wrong",
];

#[tokio::test]
async fn x_err_a_nonsensical_address_still_gives_a_working_page() -> Journey {
    for_each_engine(Look::PHONE, async |shop: Shop| {
        let mut faults = Vec::new();
        for path in NONSENSE {
            let seen = async {
                let tab = shop.open(path).await?;
                shop.settled().await?;
                let heading = tab.text("main h1").await?;
                if heading.trim().is_empty() {
                    return Err("the page has no heading".into());
                }
                // The navigation is still there: a crash screen has none.
                tab.see(".site-header__brand").await?;
                tab.no_errors(&["400", "404", "422"]).await
            };
            let seen: Journey = seen.await;
            if let Err(fault) = seen {
                faults.push(format!("{path}: {fault}"));
            }
        }
        if faults.is_empty() { Ok(()) } else { Err(faults.join("\n\n").into()) }
    })
    .await
}

/// What the browser reports when a released app panics. Nothing in the shop does so on request, hence the event.
#[tokio::test]
async fn x_err_an_app_that_has_ended_says_so_and_offers_to_reload() -> Journey {
    for_each_engine(Look::PHONE, async |shop: Shop| {
        let tab = shop.open("/products").await?;
        shop.settled().await?;
        // In Firefox a driver's script has a world of its own; the error must be one of the page's.
        let ended = "const page = window.wrappedJSObject ?? window;
            const error = new page.WebAssembly.RuntimeError('unreachable');
            page.dispatchEvent(new page.ErrorEvent('error', { error, message: error.message }));";
        tab.run(ended).await?;
        tab.see("#fivefold-crash h1").await?;
        tab.see("#fivefold-crash a").await?;
        tab.no_errors(&["unreachable"]).await
    })
    .await
}
