//! One booking from the hold to what comes after it: paid, moved, called off, paid too late.

use crate::shop::{Shop, for_each_engine};
use fivefold_e2e::{Journey, Look, Tab, eventually};
use serde_json::{Value, json};
use thirtyfour::Key;

type Error = Box<dyn std::error::Error + Send + Sync>;

/// A haircut with a deposit.
const HAIRCUT: &str = "hair-cut-hamburg";
/// Something that is paid in full, and costs the same at any time.
const CHECK: &str = "bicycle-check-lisbon";
/// The day of the grid that Tab leads to.
const RESTING: &str = ".date-grid [role=gridcell][tabindex='0']";
const FREE: &str = ".slot:not([aria-disabled])";
const STANDS: &str = ".booking-stand__title";

/// Booking, step by step.
impl Shop {
    /// Takes a free time of a service, two open days after the first, so that it is cancelled for nothing. Returns the
    /// booking's id.
    async fn hold(&self, service: &str) -> Result<String, Error> {
        let tab = self.open(&format!("/services/{service}")).await?;
        tab.see(FREE).await?;
        self.settled().await?;
        tab.run(&format!("document.querySelector(\"{RESTING}\").focus()")).await?;
        for key in [Key::Right, Key::Right, Key::Enter] {
            tab.press(key).await?;
            self.settled().await?;
        }
        tab.click(FREE).await?;
        let address = tab.arrive_at("/bookings/").await?;
        tab.see_text(STANDS, "Your time is held").await?;
        tab.see(".booking-form").await?;
        self.settled().await?;
        let id = address.split("/bookings/").nth(1).unwrap_or_default();
        Ok(id.split(['?', '/']).next().unwrap_or_default().to_owned())
    }

    async fn type_who_comes(&self) -> Result<(), Error> {
        let tab = self.tab();
        tab.fill("#booking-name", "Mei Lin").await?;
        tab.fill("#booking-email", "mei@example.com").await?;
        tab.fill("#booking-note", "By the window").await
    }

    /// Accepts the terms, chooses a card, and waits for the provider's page.
    async fn agree_and_pay(&self) -> Result<(), Error> {
        let tab = self.tab();
        tab.click("#booking-consent label").await?;
        tab.click_text("#booking-method .ui-choice", "Card").await?;
        tab.click(".booking-form > button[type=submit]").await?;
        self.at_the_provider().await?;
        Ok(())
    }

    /// Holds, pays, and comes back to the booking.
    async fn book(&self, service: &str) -> Result<String, Error> {
        let id = self.hold(service).await?;
        self.type_who_comes().await?;
        self.agree_and_pay().await?;
        let tab = self.tab();
        tab.click("button[value=approve]").await?;
        tab.arrive_at("/bookings/").await?;
        tab.see_text(STANDS, "You are booked").await?;
        self.settled().await?;
        Ok(id)
    }

    async fn booking(&self, id: &str) -> Result<Value, Error> {
        self.ask_privately(&format!("/v1/bookings/{id}")).await
    }

    async fn booking_is(&self, id: &str, status: &str) -> Result<Value, Error> {
        let found = eventually(20, || async {
            let booking = self.booking(id).await.ok()?;
            (booking["status"] == status).then_some(booking)
        });
        found.await.ok_or_else(|| format!("the booking never became {status}").into())
    }

    /// Somebody else takes the time of a booking.
    async fn take_from(&self, booking: &Value) -> Result<(), Error> {
        let client = reqwest::Client::new();
        let answer = client.post(self.server.url("/v1/sessions")).send().await?;
        let guest: Value = answer.error_for_status()?.json().await?;
        let token = guest["token"].as_str().ok_or("a device has a token")?;
        let service = booking["service"].as_str().ok_or("a booking is of a service")?;
        let url =
            self.server.url(&format!("/v1/services/{service}/bookings?locale=en&market=EU&currency=EUR"));
        let wish = json!({ "start": booking["time"]["start"], "staff": booking["staff"]["id"], "party": 1 });
        let request =
            client.post(url).bearer_auth(token).header("Idempotency-Key", "theirs-0123456789abcdef");
        request.json(&wish).send().await?.error_for_status()?;
        Ok(())
    }
}

async fn fine(tab: &Tab) -> Result<(), Error> {
    tab.axe().await?;
    tab.no_sideways_scroll().await
}

#[tokio::test]
async fn o2o_06_a_held_time_outlives_a_reload_and_is_the_same_in_every_tab() -> Journey {
    for_each_engine(Look::PHONE, async |shop: Shop| {
        let id = shop.hold(HAIRCUT).await?;
        let tab = shop.tab();
        fine(&tab).await?;
        shop.type_who_comes().await?;
        let until = shop.booking(&id).await?["hold"]["expires_at"].clone();
        tab.reload().await?;
        tab.see_text(STANDS, "Your time is held").await?;
        shop.settled().await?;
        let typed = "return document.querySelector('#booking-note').value";
        assert_eq!(tab.script(typed, vec![]).await?, "By the window");
        let same = eventually(20, || async {
            (shop.booking(&id).await.ok()?["hold"]["expires_at"] == until).then_some(())
        });
        same.await.ok_or("whoever is back has the time that they had")?;

        let first = tab.driver().window().await?;
        shop.browser.new_tab().await?;
        shop.open(&format!("/services/{HAIRCUT}")).await?;
        tab.see_text("main", "You hold").await?;
        shop.open(&format!("/bookings/{id}")).await?;
        tab.see(".booking-stand [role=timer]").await?;
        tab.driver().close_window().await?;
        shop.browser.switch_to(&first).await?;
        let kept = eventually(20, || async {
            (shop.booking(&id).await.ok()?["hold"]["expires_at"] == until).then_some(())
        });
        kept.await.ok_or("another tab that goes ends no hold of this one")?;

        // Going on to another page of the shop lets others have it soon.
        shop.open("/services").await?;
        let sooner = eventually(20, || async {
            let now = shop.booking(&id).await.ok()?;
            (now["hold"]["expires_at"].as_str() < until.as_str()).then_some(())
        });
        sooner.await.ok_or("a page that is left lets its hold go")?;
        shop.server.advance_clock(120).await?;
        shop.booking_is(&id, "hold_expired").await?;
        shop.open(&format!("/bookings/{id}")).await?;
        tab.see_text(STANDS, "Your time is free again").await?;
        fine(&tab).await?;
        tab.click_text(".booking-actions button", "Take this time again").await?;
        tab.see_text(STANDS, "Your time is held").await?;
        tab.see(".booking-form").await?;
        shop.settled().await?;
        assert_eq!(tab.script(typed, vec![]).await?, "By the window");
        tab.no_errors(&[]).await
    })
    .await
}

#[tokio::test]
async fn o2o_12_a_time_is_paid_confirmed_and_called_off_for_nothing() -> Journey {
    for_each_engine(Look::DESKTOP, async |shop: Shop| {
        shop.hold(HAIRCUT).await?;
        let tab = shop.tab();
        tab.see_text("#booking-terms + .booking-terms__free", "Free to cancel until").await?;
        tab.see_text(".booking-costs", "Deposit").await?;
        fine(&tab).await?;
        // What is missing is led to, and nothing is booked.
        tab.click(".booking-form > button[type=submit]").await?;
        tab.see("#booking-name[aria-invalid=true]").await?;
        tab.axe().await?;
        shop.type_who_comes().await?;
        shop.agree_and_pay().await?;
        tab.click("button[value=approve]").await?;
        tab.arrive_at("/bookings/").await?;
        tab.see_text(STANDS, "You are booked").await?;
        shop.settled().await?;
        fine(&tab).await?;
        tab.see_text("main", "mei@example.com").await?;
        tab.see_text(".money-steps", "€12.00").await?;

        // The calendar is a plain file of the backend's.
        let href = "return document.querySelector('a[download]').href";
        let href = tab.script(href, vec![]).await?;
        let file = reqwest::get(href.as_str().ok_or("there is a calendar")?).await?.error_for_status()?;
        assert!(file.text().await?.contains("BEGIN:VTIMEZONE"), "with the venue's zone");

        shop.open("/bookings").await?;
        tab.see_text(".my-booking", "You are booked").await?;
        shop.settled().await?;
        fine(&tab).await?;
        tab.click(".my-booking__title a").await?;
        tab.see_text(STANDS, "You are booked").await?;
        tab.click_text(".booking-actions button", "Cancel the booking").await?;
        tab.see_text("dialog[open]", "You get back €12.00").await?;
        tab.axe().await?;
        tab.click("dialog[open] .ui-button--danger").await?;
        tab.see_text(STANDS, "You cancelled this booking").await?;
        tab.see_text(".money-steps__there", "at the latest").await?;
        fine(&tab).await?;
        shop.open("/bookings?list=past").await?;
        tab.see_text(".my-booking", "You cancelled this booking").await?;
        tab.axe().await?;
        tab.no_errors(&[]).await
    })
    .await
}

#[tokio::test]
async fn o2o_12_the_link_of_a_booking_works_for_whoever_is_nobody() -> Journey {
    for_each_engine(Look::PHONE, async |shop: Shop| {
        let id = shop.book(HAIRCUT).await?;
        let token = shop.booking(&id).await?["token"].as_str().unwrap_or_default().to_owned();
        let tab = shop.tab();
        tab.run("localStorage.clear()").await?;
        shop.open(&format!("/bookings/{id}?token={token}")).await?;
        tab.see_text(STANDS, "You are booked").await?;
        tab.see_text("main", "through its link").await?;
        assert_eq!(tab.count(".booking-actions button").await?, 0, "only its owner cancels it");
        fine(&tab).await?;
        shop.open(&format!("/bookings/{id}")).await?;
        tab.see_text("h1", "This booking is not here").await?;
        tab.axe().await?;
        tab.no_errors(&["404"]).await
    })
    .await
}

#[tokio::test]
async fn o2o_13_a_booking_is_moved_and_stays_until_it_is() -> Journey {
    for_each_engine(Look::DESKTOP, async |shop: Shop| {
        let id = shop.book(CHECK).await?;
        let before = shop.booking(&id).await?;
        let tab = shop.tab();
        tab.click_text(".booking-actions a", "Change the time").await?;
        tab.see_text(".booking-stays", "until the new time is confirmed").await?;
        tab.see(FREE).await?;
        shop.settled().await?;
        fine(&tab).await?;
        tab.click(FREE).await?;
        tab.see_text(STANDS, "A new time is held").await?;
        tab.see(".booking-stand [role=timer]").await?;
        // Whoever chose with the keyboard goes on from there.
        tab.see_focus("#change-held").await?;
        fine(&tab).await?;
        let held = shop.booking(&id).await?;
        assert_eq!(held["time"], before["time"], "the first time stays");
        // Given up, it is as it was.
        tab.click_text(".booking-actions button", "Keep the old time").await?;
        tab.see(FREE).await?;
        shop.settled().await?;
        tab.click(FREE).await?;
        tab.see_text(STANDS, "A new time is held").await?;
        let change = shop.booking(&id).await?["change"].clone();
        assert_eq!(change["settles"], "nothing");
        tab.click_text(".booking-actions button", "Change to this time").await?;
        tab.see_text(STANDS, "You are booked").await?;
        let after = shop.booking(&id).await?;
        assert_eq!(after["time"], change["time"]);
        tab.no_errors(&[]).await
    })
    .await
}

#[tokio::test]
async fn o2o_08_a_payment_after_the_hold_gives_the_money_back_when_the_time_is_gone() -> Journey {
    for_each_engine(Look::PHONE, async |shop: Shop| {
        let id = shop.hold(HAIRCUT).await?;
        shop.type_who_comes().await?;
        shop.agree_and_pay().await?;
        let tab = shop.tab();
        tab.fill("#seconds", "1200").await?;
        tab.click("button[value=late]").await?;
        tab.arrive_at("/checkout/payment").await?;
        shop.server.advance_clock(900).await?;
        let lost = shop.booking_is(&id, "hold_expired").await?;
        shop.open(&format!("/bookings/{id}")).await?;
        tab.see_text(".booking-stand", "you were not charged").await?;
        fine(&tab).await?;
        shop.take_from(&lost).await?;
        tab.click_text(".booking-actions button", "Take this time again").await?;
        tab.see_text(STANDS, "Somebody else has just taken this time").await?;
        tab.see(".booking-others button").await?;
        fine(&tab).await?;
        // The other one holds it still.
        shop.server.advance_clock(400).await?;
        let back = eventually(30, || async {
            let booking = shop.booking(&id).await.ok()?;
            ["returning", "returned"].iter().any(|status| booking["status"] == *status).then_some(())
        });
        if back.await.is_none() {
            return Err(format!("the money does not go back: {}", shop.booking(&id).await?).into());
        }
        shop.open(&format!("/bookings/{id}")).await?;
        tab.see_text(".money-steps", "€12.00").await?;
        tab.see_text(".money-steps__there", "at the latest").await?;
        fine(&tab).await?;
        tab.no_errors(&["409"]).await
    })
    .await
}
