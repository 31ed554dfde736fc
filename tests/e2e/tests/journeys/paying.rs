//! From a product to a paid order, and everything that can go wrong on the way. One order, always a true
//! message.

use crate::shop::{Shop, for_each_engine};
use fivefold_e2e::{Engine, Journey, Look, eventually};
use serde_json::json;
use thirtyfour::Key;

#[tokio::test]
async fn a_buyer_searches_filters_chooses_pays_and_finds_the_order_after_a_restart() -> Journey {
    for_each_engine(Look::DESKTOP, async |mut shop: Shop| {
        let tab = shop.open("/").await?;
        tab.fill(".site-search input", "shoe").await?;
        tab.press(Key::Enter).await?;
        tab.arrive_at("/search?q=shoe").await?;
        tab.see(".product-card").await?;
        tab.click(".filters .filters__value").await?;
        tab.arrive_at("facets=").await?;
        shop.put_into_cart().await?;
        tab.axe().await?;
        shop.check_out().await?;
        let width = "return document.querySelector('.checkout-layout').clientWidth";
        let width = tab.script(width, vec![]).await?.as_i64();
        assert!(width > Some(900), "the form and the sum stand side by side: {width:?}");
        tab.axe().await?;
        let total = tab.text(".checkout-pay button").await?;
        shop.press_pay().await?;
        tab.axe().await?;
        shop.approve().await?;
        tab.see_text(".order-page", "Thank you").await?;
        let order = shop.the_order_is("paid").await?;
        let number = order["number"].as_str().unwrap_or_default().to_owned();
        tab.see_text(".order-page", &number).await?;
        // The same amount to the minor unit on the button, at the provider and on the order (B2C-10).
        let amount = total.trim_start_matches("Pay ").to_owned();
        tab.see_text(".order-page", &amount).await?;
        tab.axe().await?;
        tab.no_errors(&[]).await?;

        let address = tab.address().await?;
        shop.server.stop();
        shop.server.restart().await?;
        let tab = shop.open(&address).await?;
        tab.see_text(".order-page", "Thank you").await?;
        tab.see_text(".order-page", &number).await?;
        let tab = shop.open("/orders").await?;
        tab.see_text("main", &number).await?;
        let tab = shop.open("/cart").await?;
        shop.settled().await?;
        tab.see_no("main .ui-stepper").await?;
        tab.no_errors(&[]).await
    })
    .await
}

#[tokio::test]
async fn b2c_15_a_double_click_and_enter_place_one_order() -> Journey {
    for_each_engine(Look::PHONE, async |shop: Shop| {
        shop.ready_to_pay().await?;
        let tab = shop.tab();
        tab.run(
            "const b = document.querySelector('.checkout-pay button');
             b.click(); b.click(); b.form.requestSubmit(); b.click();",
        )
        .await?;
        shop.at_the_provider().await?;
        shop.approve().await?;
        let order = shop.the_order_is("paid").await?;
        assert_eq!(order["payments"].as_array().map(Vec::len), Some(1), "one attempt");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn b2c_15_a_press_waits_for_code_that_is_lost_and_is_carried_out_once_it_has_come() -> Journey {
    for_each_engine(Look::PHONE, async |shop: Shop| {
        shop.fill_cart().await?;
        shop.server.lose_parts(true)?;
        shop.check_out().await?;
        let tab = shop.tab();
        tab.see_text(".checkout-blocks", "Nothing you did is lost").await?;
        assert_eq!(tab.count("main h1").await?, 1);
        tab.click(".checkout-pay button").await?;
        tab.see(".checkout-pay button[aria-busy=true]").await?;
        tab.axe().await?;
        assert!(shop.orders().await?.is_empty(), "nothing was ordered");
        shop.server.lose_parts(false)?;
        tab.click_text(".checkout-blocks button", "Try again").await?;
        shop.at_the_provider().await?;
        shop.approve().await?;
        shop.the_order_is("paid").await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn x_unknown_a_reload_while_the_answer_is_on_its_way_places_one_order() -> Journey {
    for_each_engine(Look::DESKTOP, async |shop: Shop| {
        shop.ready_to_pay().await?;
        let tab = shop.tab();
        // The order is placed, but its answer comes only after the page is gone.
        shop.server
            .inject(json!({ "method": "POST", "path": "/v1/orders", "delay_ms": 1500, "count": 1 }))
            .await?;
        tab.click(".checkout-pay button").await?;
        tab.see_text(".checkout-pay__progress", "Placing").await?;
        tab.reload().await?;
        shop.pay_whatever_is_left().await?;
        shop.the_order_is("paid").await?;
        tab.no_errors(&["409", "412", "422", "Failed to fetch", "Load failed", "ERR_"]).await
    })
    .await
}

#[tokio::test]
async fn x_unknown_a_lost_answer_is_checked_by_key_and_never_called_failed() -> Journey {
    for_each_engine(Look::DESKTOP, async |shop: Shop| {
        shop.ready_to_pay().await?;
        shop.server
            .inject(json!({ "method": "POST", "path": "/v1/orders", "drop": "after", "count": 1 }))
            .await?;
        shop.press_pay().await?;
        shop.approve().await?;
        shop.the_order_is("paid").await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn x_idem_the_server_killed_and_restarted_mid_payment_leaves_one_paid_order() -> Journey {
    for_each_engine(Look::DESKTOP, async |mut shop: Shop| {
        shop.ready_to_pay().await?;
        let tab = shop.tab();
        shop.press_pay().await?;
        shop.server.kill();
        shop.server.restart().await?;
        shop.approve().await?;
        tab.see_text(".order-page", "Thank you").await?;
        shop.the_order_is("paid").await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn b2c_17_a_late_success_is_shown_as_it_is_and_pays_the_order() -> Journey {
    for_each_engine(Look::PHONE, async |shop: Shop| {
        shop.ready_to_pay().await?;
        let tab = shop.tab();
        shop.press_pay().await?;
        tab.fill("#seconds", "3").await?;
        tab.click("button[value=late]").await?;
        tab.arrive_at("/checkout/payment").await?;
        tab.see(".fivefold main h1").await?;
        // Nothing is claimed before the provider has said so.
        let told = tab.text("main").await?;
        assert!(!told.contains("Thank you"), "{told}");
        tab.axe().await?;
        tab.arrive_at("/orders/").await?;
        tab.see_text(".order-page", "Thank you").await?;
        shop.the_order_is("paid").await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn b2c_18_a_decline_says_why_and_keeps_the_cart() -> Journey {
    for_each_engine(Look::PHONE, async |shop: Shop| {
        shop.ready_to_pay().await?;
        let tab = shop.tab();
        shop.press_pay().await?;
        tab.choose("#reason", "insufficient_funds").await?;
        tab.click("button[value=decline]").await?;
        tab.arrive_at("/checkout/payment").await?;
        tab.see_text("main", "declined").await?;
        tab.see_text("main", "not enough money").await?;
        tab.axe().await?;
        shop.the_order_is("pending_payment").await?;
        tab.click("main .pay-again button").await?;
        shop.at_the_provider().await?;
        tab.click("button[value=three_d_secure]").await?;
        tab.fill("#code", "123456").await?;
        tab.click("button.strong").await?;
        tab.arrive_at("/orders/").await?;
        shop.the_order_is("paid").await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn b2c_17_back_from_the_provider_shows_the_open_payment() -> Journey {
    for_each_engine(Look::DESKTOP, async |shop: Shop| {
        // WebKitGTK's driver loses the page on the way back from another site.
        if shop.tab().engine() == Engine::WebKitGtk {
            return Ok(());
        }
        shop.ready_to_pay().await?;
        let tab = shop.tab();
        let provider = shop.press_pay().await?;
        tab.back().await?;
        let away =
            eventually(15, || async { (!tab.address().await.ok()?.starts_with(&provider)).then_some(()) })
                .await;
        assert!(away.is_some(), "Back leaves the provider");
        tab.see(".fivefold main h1").await?;
        tab.see_text("main button, main a", "Continue payment").await?;
        tab.click_text("main button, main a", "Continue payment").await?;
        shop.at_the_provider().await?;
        tab.click("button[value=cancel]").await?;
        tab.arrive_at("/checkout/payment").await?;
        tab.see_text("main", "Nothing was charged").await?;
        shop.the_order_is("pending_payment").await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn b2c_01_ten_quick_clicks_end_at_the_chosen_number_with_few_requests() -> Journey {
    for_each_engine(Look::DESKTOP, async |shop: Shop| {
        let variant = shop.plentiful_variant().await?;
        shop.open(&variant).await?;
        shop.add_shown_product().await?;
        let tab = shop.open("/cart").await?;
        tab.see(".ui-stepper__input").await?;
        shop.settled().await?;
        tab.run(
            "window.__puts = 0;
             new PerformanceObserver(l => { for (const e of l.getEntries()) if (e.name.includes('/v1/cart/lines/')) window.__puts++; })
                 .observe({type: 'resource'});
             window.__shown = [];
             const field = document.querySelector('.ui-stepper__input');
             const plus = field.parentElement.querySelectorAll('button')[1];
             const look = () => { const v = Number(document.querySelector('.ui-stepper__input').value);
                 if (window.__shown.at(-1) !== v) window.__shown.push(v); requestAnimationFrame(look); };
             look();
             let n = 0; const click = () => { plus.click(); if (++n < 7) setTimeout(click, 15); }; click();",
        )
        .await?;
        let ended = eventually(10, || async {
            let cart = tab.script("return [document.querySelector('.ui-stepper__input').value, window.__puts]", vec![]).await.ok()?;
            (cart[0] == "8" && cart[1].as_u64()? >= 1).then_some(())
        })
        .await;
        let seen = tab.script("return [window.__shown, window.__puts]", vec![]).await?;
        assert!(ended.is_some(), "ends at the chosen number: {seen}");
        shop.settled().await?;
        let seen = tab.script("return [window.__shown, window.__puts]", vec![]).await?;
        assert!(seen[1].as_u64().is_some_and(|puts| puts <= 2), "at most two requests: {seen}");
        let shown: Vec<u64> = seen[0].as_array().into_iter().flatten().filter_map(serde_json::Value::as_u64).collect();
        assert!(shown.windows(2).all(|pair| pair[0] < pair[1]), "never a number nobody chose: {shown:?}");
        tab.reload().await?;
        tab.see(".ui-stepper__input").await?;
        let kept = tab.script("return document.querySelector('.ui-stepper__input').value", vec![]).await?;
        assert_eq!(kept, "8");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn b2c_13_a_wrong_address_is_said_at_its_field_and_loses_nothing() -> Journey {
    for_each_engine(Look::PHONE, async |shop: Shop| {
        shop.fill_cart().await?;
        let tab = shop.open("/checkout").await?;
        shop.type_address("nobody", "1").await?;
        tab.click(".checkout-pay button").await?;
        tab.see("#checkout-email[aria-invalid=true]").await?;
        tab.see("#checkout-postcode[aria-invalid=true]").await?;
        tab.axe().await?;
        let focused = tab.script("return document.activeElement.id", vec![]).await?;
        assert_eq!(focused, "checkout-email", "focus is on the first wrong field");
        tab.reload().await?;
        tab.see("#checkout-email").await?;
        let kept = tab
            .script("return [...document.querySelectorAll('#checkout-email, #checkout-name, #checkout-postcode')].map(e => e.value)", vec![])
            .await?;
        assert_eq!(kept, json!(["nobody", "Mei Lin", "1"]), "what was typed survives a reload");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn b2c_16_a_total_that_changed_in_another_tab_blocks_payment_and_says_so() -> Journey {
    for_each_engine(Look::DESKTOP, async |shop: Shop| {
        shop.ready_to_pay().await?;
        let tab = shop.tab();
        shop.change_cart_elsewhere().await?;
        tab.click(".checkout-pay button").await?;
        tab.see_text("main", "The total has changed").await?;
        assert!(shop.orders().await?.is_empty(), "nothing was ordered");
        tab.axe().await?;
        tab.click_text("main button", "Agree").await?;
        tab.see(".checkout-pay button").await?;
        Ok(())
    })
    .await
}
