//! A tour of everything that a person may come to see, for tests that ask the same of all of it.

use crate::shop::Shop;
use fivefold_e2e::{Journey, Look, Tab};
use serde_json::Value;

type Error = Box<dyn std::error::Error + Send + Sync>;

/// The narrowest window: 1280 px at 400 % (WCAG 1.4.10).
pub(crate) const NARROW: Look = Look { width: 320, height: 700, dark: false };

/// Pages that an address opens.
pub(crate) const PAGES: &[&str] = &[
    "",
    "/products",
    "/categories/{category}",
    "/products/{product}",
    "/search?q=tea",
    "/search?q=qqqqqqqq",
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
    "/account/activity",
    "/auctions",
    "/auctions/{lot}",
    "/auctions/mine",
    "/auctions/sell",
    "/group-buys",
    "/group-buys/{group}",
    "/group-buys/{full_group}",
    "/group-buys/{group}/join",
    "/group-buys/mine",
    "/invitations/nope",
    "/services",
    "/services/darkroom-new-york",
    "/bookings",
    "/door",
    "/wholesale",
    "/wholesale/draft",
    "/quotes",
    "/quotes/nope",
    "/quotes/nope/order",
    "/quotes/nope/print",
    "/supplier/quotes",
];

/// Pages of somebody who is signed in.
const OWN_PAGES: &[&str] = &[
    "/account",
    "/account/addresses",
    "/account/settings",
    "/account/activity",
    "/orders",
    "/auctions/{lot}",
    "/auctions/mine",
    "/auctions/mine?list=won",
    "/auctions/sell",
    "/group-buys/{group}",
    "/group-buys/{group}/join",
    "/group-buys/{full_group}/join",
    "/group-buys/mine",
    "/bookings",
    "/wholesale",
    "/wholesale/draft",
    "/quotes",
    "/quotes?state=over",
    "/quotes/nope",
    "/supplier/quotes",
    "/quotes/nope/print",
];

/// Texts that do not fit into a box that hides what is too much.
pub(crate) const CLIPPED: &str = "
    const clipped = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const text = walker.currentNode, element = text.parentElement;
        if (!text.data.trim() || element.closest('script, style, noscript, option')) continue;
        if (!element.checkVisibility({ visibilityProperty: true })) continue;
        const range = document.createRange();
        range.selectNodeContents(text);
        const inside = range.getBoundingClientRect();
        if (!inside.width) continue;
        for (let box = element; box && box !== document.body; box = box.parentElement) {
            const style = getComputedStyle(box);
            // What scrolls shows all; what is clipped away altogether is for screen readers alone.
            if (/auto|scroll/.test(style.overflowX) || style.clipPath === 'inset(50%)') break;
            // A shop's own words may end in an ellipsis, a message may not.
            if (style.textOverflow === 'ellipsis' && !text.data.includes('[')) break;
            if (style.display === 'inline' || !/hidden|clip/.test(style.overflow)) continue;
            const outside = box.getBoundingClientRect();
            // A line is less high than the font's own box.
            const spare = 1 + 0.25 * parseFloat(style.fontSize);
            if (inside.left < outside.left - 1 || inside.right > outside.right + 1
                || inside.top < outside.top - spare || inside.bottom > outside.bottom + spare) {
                clipped.push(box.tagName.toLowerCase() + '.' + box.className + ' clips \\u201c' + text.data.trim() + '\\u201d');
                break;
            }
        }
    }
    for (const button of document.querySelectorAll('.fivefold :is(button, .ui-button, .site-header__brand, .site-header__nav a)')) {
        if (button.checkVisibility({ visibilityProperty: true }) && button.scrollWidth > button.clientWidth + 1) {
            clipped.push(button.tagName.toLowerCase() + '.' + button.className + ' is narrower than \\u201c' + button.textContent.trim() + '\\u201d');
        }
    }
    return clipped;";

/// Looks at every page of a language: what an address opens, a cart and a checkout with something in them, the
/// order that comes of it, the page for what is not there, and what an account has. Collects all that is wrong.
pub(crate) async fn on_every_page(
    shop: &Shop,
    prefix: &str,
    look: impl AsyncFn(&Tab) -> Result<Vec<String>, Error>,
) -> Journey {
    let tab = shop.tab();
    let mut wrong = Vec::new();
    let mut note = async |page: &str| -> Journey {
        shop.settled().await?;
        let mut found = look(&tab).await?;
        if let Err(fault) = tab.no_sideways_scroll().await {
            found.push(fault.to_string());
        }
        wrong.extend(found.into_iter().map(|fault| format!("{prefix}{page}: {fault}")));
        Ok(())
    };

    for page in PAGES {
        let path = shop.fill_in(page).await?;
        shop.open(&format!("{prefix}{path}")).await?;
        note(page).await?;
    }
    tab.click("footer .site-preferences").await?;
    tab.see(".site-choices .ui-choice").await?;
    note(" with the preferences").await?;

    // The steps that buy look for English words, and a cart speaks every language.
    shop.fill_cart().await?;
    shop.open(&format!("{prefix}/cart")).await?;
    tab.see(".cart-line").await?;
    note("/cart, filled").await?;
    shop.open(&format!("{prefix}/checkout")).await?;
    shop.type_address("mei@example.com", "10115").await?;
    tab.click(".checkout-pay button").await?;
    tab.click("#checkout-delivery .ui-choice").await?;
    shop.settled().await?;
    tab.click("main .ui-choice:has(input[name=method])").await?;
    note("/checkout, filled in").await?;
    shop.press_pay().await?;
    shop.approve().await?;
    tab.see(".order-page").await?;
    note("/orders/…").await?;
    shop.open(&format!("{prefix}/orders")).await?;
    note("/orders, one").await?;

    // The server answers an unknown address itself, with a page of its own; inside the app it is the app's.
    let address = format!("{prefix}/nothing-here");
    tab.run(&format!(
        "history.pushState(null, '', '{address}'); dispatchEvent(new PopStateEvent('popstate'))"
    ))
    .await?;
    tab.see("main a[href$='/products']").await?;
    note("/nothing-here").await?;

    shop.open(&format!("{prefix}/account")).await?;
    shop.enter_credentials().await?;
    tab.see(".account-ways").await?;
    for page in OWN_PAGES {
        let path = shop.fill_in(page).await?;
        shop.open(&format!("{prefix}{path}")).await?;
        note(&format!("{page}, signed in")).await?;
    }

    if wrong.is_empty() { Ok(()) } else { Err(wrong.join("\n").into()) }
}

/// The texts of a list.
pub(crate) fn strings(list: &Value) -> Result<Vec<String>, Error> {
    let list = list.as_array().ok_or("a list")?;
    Ok(list.iter().filter_map(Value::as_str).map(str::to_owned).collect())
}
