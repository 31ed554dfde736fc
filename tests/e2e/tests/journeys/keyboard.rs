//! Nothing but keys: the whole way to the provider's page, and where the focus stops on every page.

use crate::shop::{Shop, for_each_engine};
use crate::tour::{on_every_page, strings};
use fivefold_e2e::{Engine, Journey, Look, Tab, eventually};
use serde_json::{Value, json};
use thirtyfour::Key;

type Error = Box<dyn std::error::Error + Send + Sync>;

/// More places than any page has where the focus stops.
const STOPS: usize = 150;

/// What stands where the focus is, and what is wrong with it: it is not shown, nothing marks it (WCAG 2.4.7), or
/// all of it is under something else (2.4.11). That a mark is the focus's own is seen once the focus has gone on.
const STOP: &str = "
    const now = document.activeElement;
    if (!now || now === document.body) return { at: '', faults: [] };
    const name = e => e.tagName.toLowerCase() + (e.id ? '#' + e.id : '') + [...e.classList].map(c => '.' + c).join('')
        + ' \\u201c' + (e.textContent || e.getAttribute('aria-label') || e.value || '').trim().slice(0, 40) + '\\u201d';
    const clear = /^transparent$|[,/] ?0\\)$/;
    const look = ([element, part]) => {
        const style = getComputedStyle(element, part);
        if (part && style.content === 'none') return '';
        const outline = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0 && !clear.test(style.outlineColor)
            ? style.outlineStyle + ' ' + style.outlineWidth + ' ' + style.outlineColor : '';
        return outline + (style.boxShadow === 'none' ? '' : style.boxShadow);
    };
    if (window.__stop?.element !== now) {
        // The mark of a radio button is its tile's, that of a card's link its card's.
        const places = [[now, null], [now, '::before'], [now, '::after']];
        for (let e = now.parentElement, n = 0; e && n < 3 && !e.matches('main, body'); e = e.parentElement, n++) places.push([e, null]);
        window.__before = window.__stop;
        window.__stop = { element: now, places, looks: [] };
    }
    const stop = window.__stop, before = window.__before, faults = [];
    stop.looks = stop.places.map(look);
    if (!now.checkVisibility({ visibilityProperty: true })) faults.push('cannot be seen');
    if (!stop.looks.some(Boolean)) faults.push('has no mark of the focus');
    const label = now.labels && now.labels[0];
    const seen = [...now.getClientRects()].some(box => [[.5, .5], [.1, .5], [.9, .5], [.5, .1], [.5, .9]].some(([x, y]) => {
        const top = document.elementFromPoint(box.left + box.width * x, box.top + box.height * y);
        return top && (now.contains(top) || label && label.contains(top));
    }));
    if (!seen) faults.push('is hidden: ' + JSON.stringify(now.getBoundingClientRect()) + ' in ' + innerWidth + ' x ' + innerHeight);
    const found = faults.map(fault => name(now) + ' ' + fault);
    if (before && before.element.isConnected) {
        const left = before.places.map((place, n) => [place, before.looks[n]]).filter(([, was]) => was);
        if (left.every(([place, was]) => !place[0].contains(now) && look(place) === was)) found.push(name(before.element) + ' looks the same without the focus');
    }
    return { at: name(now), faults: found };";

#[tokio::test]
async fn x_a11y_a_buyer_comes_to_the_provider_with_keys_alone() -> Journey {
    for_each_engine(Look::DESKTOP, with_keys_alone).await
}

#[tokio::test]
async fn x_a11y_a_buyer_with_keys_alone_sees_where_the_focus_is_in_a_small_window() -> Journey {
    for_each_engine(Look::PHONE, with_keys_alone).await
}

async fn with_keys_alone(shop: Shop) -> Journey {
    let (slug, _) = shop.product_with_options().await?;
    let product = shop.ask(&format!("/v1/products/{slug}")).await?;
    let title = product["title"].as_str().ok_or("a product has a title")?;
    let tab = shop.open("/").await?;
    shop.settled().await?;

    go_to(&tab, ".site-skip").await?;
    tab.press(Key::Enter).await?;
    arrive(&tab, "main").await?;
    tab.press(Key::Tab).await?;
    look(&tab).await?;
    arrive(&tab, "main *").await?;
    go_back_to(&tab, ".site-search input").await?;
    tab.press(title).await?;
    tab.see(".ui-combobox__option").await?;
    tab.press(Key::Down).await?;
    arrive(&tab, ".site-search input[aria-activedescendant]").await?;
    tab.press(Key::Up).await?;
    arrive(&tab, ".site-search input:not([aria-activedescendant])").await?;
    tab.press(Key::Enter).await?;
    tab.arrive_at("/search?q=").await?;
    tab.see(".product-card").await?;
    shop.settled().await?;
    go_to(&tab, &format!(".product-card a[href*='/products/{slug}']")).await?;
    tab.press(Key::Enter).await?;
    tab.see(".product-layout h1").await?;
    shop.settled().await?;

    choose_options(&tab).await?;
    go_to(&tab, ".buy button.ui-button, .buy-bar button.ui-button").await?;
    tab.see_text(".buy button.ui-button, .buy-bar button.ui-button", "Add to cart").await?;
    tab.press(Key::Enter).await?;
    tab.see_text(".site-cart__count", "1").await?;
    go_back_to(&tab, ".site-cart").await?;
    tab.press(Key::Enter).await?;
    tab.see(".cart-line").await?;
    shop.settled().await?;
    go_to(&tab, "main a[href$='/checkout']").await?;
    tab.press(Key::Enter).await?;
    tab.see("#checkout-email").await?;
    shop.settled().await?;

    go_to(&tab, "#checkout-country").await?;
    tab.press("Germany").await?;
    go_back_to(&tab, "#checkout-email").await?;
    for (field, text) in [
        ("#checkout-email", "mei@example.com"),
        ("#checkout-name", "Mei Lin"),
        ("#checkout-line1", "Hafenstrasse 5"),
        ("#checkout-postcode", "10115"),
        ("#checkout-city", "Berlin"),
    ] {
        go_to(&tab, field).await?;
        tab.press(text).await?;
    }
    go_to(&tab, ".checkout-pay button").await?;
    tab.press(Key::Enter).await?;
    tab.see("#checkout-delivery .ui-choice").await?;
    shop.settled().await?;
    go_to(&tab, "#checkout-delivery input").await?;
    tab.press(Key::Space).await?;
    until(&tab, "#checkout-delivery input:checked").await?;
    shop.settled().await?;
    go_to(&tab, "main input[name=method]").await?;
    tab.press(Key::Space).await?;
    tab.see_text(".checkout-pay button", "Pay ").await?;
    shop.settled().await?;
    go_to(&tab, ".checkout-pay button").await?;
    tab.no_errors(&[]).await?;
    tab.press(Key::Enter).await?;
    shop.at_the_provider().await?;
    go_to(&tab, "button[value=approve]").await?;
    tab.press(Key::Enter).await?;
    tab.arrive_at("/orders/").await?;
    shop.the_order_is("paid").await?;
    Ok(())
}

/// In each group of options the first that can be had: Space takes one, the arrows the next.
async fn choose_options(tab: &Tab) -> Result<(), Error> {
    for group in 1..=tab.count(".product-options fieldset").await? {
        let group = format!(".product-options :nth-child({group} of fieldset)");
        go_to(tab, &format!("{group} input")).await?;
        tab.press(Key::Space).await?;
        arrive(tab, &format!("{group} :checked")).await?;
        while tab.count(&format!("{group} .ui-choice--unavailable :checked")).await? > 0 {
            tab.press(Key::Down).await?;
            look(tab).await?;
        }
    }
    Ok(())
}

#[tokio::test]
async fn x_a11y_wherever_the_focus_stops_it_is_seen() -> Journey {
    for look in [Look::DESKTOP, Look::PHONE] {
        for_each_engine(look, async |shop: Shop| {
            if shows_focus(&shop.tab()) { on_every_page(&shop, "", walk).await } else { Ok(()) }
        })
        .await?;
    }
    Ok(())
}

#[tokio::test]
async fn x_a11y_what_is_pressed_keeps_the_focus() -> Journey {
    for_each_engine(Look::DESKTOP, async |shop: Shop| {
        let tab = shop.open("/products").await?;
        let mut lost = Vec::new();
        let mut press = async |css: &str, key: Key, then: &str| -> Journey {
            shop.settled().await?;
            go_to(&tab, css).await?;
            tab.press(key).await?;
            until(&tab, then).await?;
            shop.settled().await?;
            if !has_focus(&tab, then).await? {
                lost.push(format!("{css} at {}", tab.address().await?));
            }
            Ok(())
        };
        press(".filters .filters__value input", Key::Space, ".filters :checked").await?;

        let (slug, sku) = shop.product_with_options().await?;
        shop.open(&format!("/products/{slug}?variant={sku}")).await?;
        tab.run("window.__was = document.querySelector('.product-options :checked').value").await?;
        press(".product-options :checked", Key::Down, ".product-options fieldset:first-of-type :checked")
            .await?;
        let was = tab.script("return window.__was", vec![]).await?;
        assert_eq!(
            tab.count(&format!(".product-options fieldset:first-of-type [value={was}]:checked")).await?,
            0
        );
        shop.open(&shop.plentiful_variant().await?).await?;
        press(".buy .ui-stepper button:last-child", Key::Enter, ".buy .ui-stepper button:last-child").await?;

        shop.fill_cart().await?;
        shop.open("/cart").await?;
        press(
            ".cart-line .ui-stepper button:last-child",
            Key::Enter,
            ".cart-line .ui-stepper button:last-child",
        )
        .await?;
        shop.open("/checkout").await?;
        shop.type_address("mei@example.com", "10115").await?;
        tab.click(".checkout-pay button").await?;
        press("#checkout-delivery input", Key::Down, "#checkout-delivery :checked").await?;
        press("input[name=method]", Key::Down, "[name=method]:checked").await?;
        tab.click("footer .site-preferences").await?;
        press(".site-choices :checked", Key::Down, ".site-choices :checked").await?;
        if lost.is_empty() { Ok(()) } else { Err(format!("the focus is lost: {lost:#?}").into()) }
    })
    .await
}

/// From the first stop of a page to its last. What is wrong on the way.
async fn walk(tab: &Tab) -> Result<Vec<String>, Error> {
    tab.run("document.activeElement.blur(); scrollTo(0, 0); window.__stop = null").await?;
    let mut wrong = Vec::new();
    let mut first = None;
    for _ in 0..STOPS {
        tab.press(Key::Tab).await?;
        let (at, faults) = settled_stop(tab).await?;
        wrong.extend(faults);
        if at.is_empty() || first.as_ref() == Some(&at) {
            return Ok(wrong);
        }
        first.get_or_insert(at);
    }
    Err(format!("{STOPS} stops and no end").into())
}

/// Presses Tab until what matches has the focus, and looks at every stop.
async fn go_to(tab: &Tab, css: &str) -> Result<(), Error> {
    go(tab, css, false).await
}

/// The same with Shift and Tab.
async fn go_back_to(tab: &Tab, css: &str) -> Result<(), Error> {
    go(tab, css, true).await
}

async fn go(tab: &Tab, css: &str, is_back: bool) -> Result<(), Error> {
    let mut passed = Vec::new();
    for _ in 0..STOPS {
        // Where the focus has been put already, no key is needed.
        if has_focus(tab, css).await? {
            return Ok(());
        }
        let keys = tab.driver().action_chain();
        let keys = if is_back {
            keys.key_down(Key::Shift).send_keys(Key::Tab).key_up(Key::Shift)
        } else {
            keys.send_keys(Key::Tab)
        };
        keys.perform().await?;
        passed.push(look(tab).await?);
    }
    Err(format!("no key leads to {css}, only to {passed:?}").into())
}

/// Waits until what matches has the focus.
async fn arrive(tab: &Tab, css: &str) -> Result<(), Error> {
    let arrived = eventually(10, || async { has_focus(tab, css).await.ok()?.then_some(()) }).await;
    let focused = tab.script("return document.activeElement.outerHTML.slice(0, 200)", vec![]).await?;
    arrived.ok_or_else(|| format!("{css} has not the focus, but {focused}").into())
}

async fn has_focus(tab: &Tab, css: &str) -> Result<bool, Error> {
    // Not `:focus`, which matches nothing in a window that is not active.
    let script = "return document.activeElement.matches(arguments[0])";
    Ok(tab.script(script, vec![json!(css)]).await? == true)
}

/// Waits until something matches.
async fn until(tab: &Tab, css: &str) -> Result<(), Error> {
    let found = eventually(10, || async { (tab.count(css).await.ok()? > 0).then_some(()) }).await;
    found.ok_or_else(|| format!("nothing is {css}").into())
}

/// Where the focus is.
async fn look(tab: &Tab) -> Result<String, Error> {
    let (at, faults) = settled_stop(tab).await?;
    if faults.is_empty() { Ok(at) } else { Err(faults.join("\n").into()) }
}

/// Without a window manager WebKitGTK's window is never active, and nothing in it matches `:focus`.
fn shows_focus(tab: &Tab) -> bool {
    tab.engine() != Engine::WebKitGtk
}

/// Where the focus is and what is wrong with it, once what moves has come to rest.
async fn settled_stop(tab: &Tab) -> Result<(String, Vec<String>), Error> {
    let last = std::cell::RefCell::new(Value::Null);
    let _ = eventually(2, || async {
        let stop = tab.script(STOP, vec![]).await.ok()?;
        let is_good = stop["faults"].as_array().is_some_and(Vec::is_empty) || !shows_focus(tab);
        last.replace(stop);
        is_good.then_some(())
    })
    .await;
    let stop = last.into_inner();
    let at = stop["at"].as_str().ok_or("the focus cannot be found")?.to_owned();
    Ok((at, if shows_focus(tab) { strings(&stop["faults"])? } else { Vec::new() }))
}
