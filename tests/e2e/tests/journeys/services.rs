//! Services: finding one, its days by keyboard, a time that is held, a time that somebody else was quicker to take.

use crate::shop::{Shop, for_each_engine};
use fivefold_e2e::{Journey, Look, Tab};
use serde_json::{Value, json};
use thirtyfour::Key;

type Error = Box<dyn std::error::Error + Send + Sync>;

/// A haircut that another branch does as well.
const HAIRCUT: &str = "hair-cut-hamburg";
/// The day of the grid that Tab leads to.
const RESTING: &str = ".date-grid [role=gridcell][tabindex='0']";
const FREE: &str = ".slot:not([aria-disabled])";

/// The first free time of the day that the barbers have one first, with the people who are free then.
async fn first_free(shop: &Shop) -> Result<Value, Error> {
    let service = shop.ask(&format!("/v1/services/{HAIRCUT}")).await?;
    let month = service["first_date"].as_str().ok_or("it can be booked from a date on")?;
    let month = shop.ask(&format!("/v1/services/{HAIRCUT}/days?month={month}")).await?;
    let date = month["first_free"].as_str().ok_or("the barbers have free times")?;
    let day = shop.ask(&format!("/v1/services/{HAIRCUT}/slots?date={date}")).await?;
    let mut slots = day["slots"].as_array().into_iter().flatten();
    Ok(slots.find(|slot| slot["state"] == "free").ok_or("one of its times is free")?.clone())
}

/// Others take a time, one for each of the people who are free then.
async fn take(shop: &Shop, slot: &Value) -> Result<(), Error> {
    let client = reqwest::Client::new();
    for staff in slot["staff"].as_array().ok_or("somebody does it")? {
        let answer = client.post(shop.server.url("/v1/sessions")).send().await?;
        let guest: Value = answer.error_for_status()?.json().await?;
        let token = guest["token"].as_str().ok_or("a device has a token")?;
        let path = format!("/v1/services/{HAIRCUT}/bookings?locale=en&market=EU&currency=EUR");
        let wish = json!({ "start": slot["time"]["start"], "staff": staff, "party": 1 });
        let key = format!("take-{}-0123456789abcdef", staff.as_str().unwrap_or_default());
        let request = client.post(shop.server.url(&path)).bearer_auth(token).header("Idempotency-Key", key);
        request.json(&wish).send().await?.error_for_status()?;
    }
    Ok(())
}

async fn resting(tab: &Tab) -> Result<String, Error> {
    let label = tab.script(
        "return document.querySelector(arguments[0]).querySelector('.ui-hidden').textContent",
        vec![json!(RESTING)],
    );
    Ok(label.await?.as_str().unwrap_or_default().to_owned())
}

#[tokio::test]
async fn o2o_01_a_list_is_narrowed_by_addresses_and_a_refused_position_leads_to_the_city() -> Journey {
    for_each_engine(Look::PHONE, async |shop: Shop| {
        let tab = shop.open("/services").await?;
        tab.see(".service-card").await?;
        shop.settled().await?;
        tab.axe().await?;
        tab.no_sideways_scroll().await?;
        tab.choose("#services-category", "hair-barber").await?;
        tab.arrive_at("category=hair-barber").await?;
        tab.see_text(".services-count", "4 services").await?;
        tab.reload().await?;
        tab.see_text(".services-count", "4 services").await?;
        shop.open("/services").await?;
        tab.see_text(".services-count", "20 services").await?;
        tab.click_text(".services-chips a", "Lisbon").await?;
        tab.arrive_at("place=").await?;
        tab.see_text(".services-count", "Distances from Lisbon").await?;
        tab.reload().await?;
        tab.see_text(".services-count", "Distances from Lisbon").await?;
        tab.back().await?;
        tab.see_text(".services-count", "20 services").await?;
        tab.click_text(".services-chips a", "Lisbon").await?;
        tab.arrive_at("place=").await?;
        tab.see_text(".services-count", "Distances from Lisbon").await?;
        tab.see_text(".service-card__away", "km away").await?;
        tab.run(
            "Object.defineProperty(navigator, 'geolocation', { configurable: true,
             value: { getCurrentPosition: (found, failed) => failed({ code: 1 }) } })",
        )
        .await?;
        tab.click_text(".services-search button", "Near me").await?;
        tab.see_focus("#services-place").await?;
        tab.see_text(".services-search__lost", "Type a city or a postcode").await?;
        tab.axe().await?;
        tab.fill("#services-place", "Atlantis").await?;
        tab.press(Key::Enter).await?;
        tab.see_text(".ui-notice", "Atlantis").await?;
        shop.open("/services?q=zzzz&category=hair-barber").await?;
        tab.see_text(".ui-empty", "No service fits").await?;
        shop.settled().await?;
        tab.axe().await?;
        tab.no_sideways_scroll().await?;
        tab.click_text(".ui-empty a", "Without the search words").await?;
        tab.see(".service-card").await?;
        tab.no_errors(&[]).await
    })
    .await
}

#[tokio::test]
async fn o2o_05_days_go_by_keyboard_and_a_time_is_held() -> Journey {
    for_each_engine(Look::DESKTOP, async |shop: Shop| {
        let tab = shop.open(&format!("/services/{HAIRCUT}")).await?;
        tab.see(FREE).await?;
        shop.settled().await?;
        tab.axe().await?;
        tab.no_sideways_scroll().await?;
        tab.run(&format!("document.querySelector(\"{RESTING}\").focus()")).await?;
        let first = resting(&tab).await?;
        tab.press(Key::Right).await?;
        tab.see_focus(RESTING).await?;
        let second = resting(&tab).await?;
        assert!(first != second && second.contains(" time"), "{first} then {second}");
        tab.press(Key::PageDown).await?;
        tab.see_focus(RESTING).await?;
        tab.press(Key::PageUp).await?;
        tab.see_focus(RESTING).await?;
        tab.press(Key::Enter).await?;
        shop.settled().await?;
        let chosen = tab
            .script("return document.querySelector('[aria-selected=true] .ui-hidden').textContent", vec![]);
        assert_eq!(chosen.await?, resting(&tab).await?.as_str());
        tab.click(FREE).await?;
        tab.arrive_at("/bookings/").await?;
        shop.open(&format!("/services/{HAIRCUT}")).await?;
        tab.see_text(".holding", "You hold").await?;
        tab.see(".holding .ui-countdown").await?;
        shop.settled().await?;
        tab.axe().await?;
        tab.click_text(".holding a", "Go on").await?;
        tab.arrive_at("/bookings/").await?;
        tab.no_errors(&["404"]).await
    })
    .await
}

#[tokio::test]
async fn o2o_07_a_time_that_somebody_else_has_taken_leads_to_others() -> Journey {
    for_each_engine(Look::PHONE, async |shop: Shop| {
        let tab = shop.open(&format!("/services/{HAIRCUT}")).await?;
        tab.see(FREE).await?;
        shop.settled().await?;
        let first = first_free(&shop).await?;
        // Nobody tells this page what has become of its times.
        for path in ["/v1/events".to_owned(), format!("/v1/services/{HAIRCUT}/slots")] {
            shop.server.inject(json!({ "path": path, "status": 503, "count": 100_000 })).await?;
        }
        take(&shop, &first).await?;
        tab.click(FREE).await?;
        tab.see_text("#slot-refused", "just been taken").await?;
        tab.see_focus("#slot-refused").await?;
        shop.server.heal().await?;
        tab.see(".holding__others button").await?;
        assert!(tab.count(".holding__others button").await? <= 3);
        tab.see_no("main .ui-notice").await?;
        shop.settled().await?;
        tab.axe().await?;
        tab.no_sideways_scroll().await?;
        tab.click(".holding__others button").await?;
        tab.arrive_at("/bookings/").await?;
        tab.no_errors(&["404", "409", "503"]).await
    })
    .await
}
