//! A voucher that opens without a network, and the door where it is typed, or held in front of a camera.

use crate::shop::{Shop, for_each_engine};
use fivefold_api::vocabulary::{Date, Instant};
use fivefold_e2e::{Browser, Engine, Journey, Look, Server, Tab, engines, eventually};
use qrcodegen::{QrCode, QrCodeEcc};
use reqwest::Method;
use serde_json::{Value, json};
use std::path::Path;

type Error = Box<dyn std::error::Error + Send + Sync>;

/// One of the two venues at whose doors the demo's staff work.
const VENUE: &str = "barbers-ottensen";
const STAFF: &str = "staff@demo.example";
const SCOPE: &str = "locale=en&market=EU&currency=EUR";
/// What a page says whose shop was stopped.
const CUT_OFF: &[&str] = &[
    "ERR_CONNECTION_REFUSED",
    "Failed to load resource",
    "Failed to fetch",
    "ERR_FAILED",
    "/icons/",
    "manifest",
];

/// Somebody who has booked at [`VENUE`], on a device of their own.
struct Booked {
    id: String,
    /// Of the link in the mail.
    token: String,
    code: String,
    payload: String,
    venue: String,
    begins: Instant,
}

/// A guest's device.
struct Device<'a> {
    server: &'a Server,
    session: String,
}

impl<'a> Device<'a> {
    async fn new(server: &'a Server) -> Result<Self, Error> {
        let answer = reqwest::Client::new().post(server.url("/v1/sessions")).send().await?;
        let session: Value = answer.error_for_status()?.json().await?;
        Ok(Self { server, session: session["token"].as_str().ok_or("a session has a token")?.to_owned() })
    }

    async fn send(&self, method: Method, path: &str, body: Option<&Value>) -> Result<Value, Error> {
        let query = if path.contains('?') { "&" } else { "?" };
        let url = self.server.url(&format!("{path}{query}{SCOPE}"));
        let mut request = reqwest::Client::new().request(method, url).bearer_auth(&self.session);
        if let Some(body) = body {
            request = request.header("Idempotency-Key", format!("{:032x}", fastrand::u128(..))).json(body);
        }
        let answer = request.send().await?;
        let (status, text) = (answer.status(), answer.text().await?);
        if status.is_success() {
            Ok(serde_json::from_str(&text)?)
        } else {
            Err(format!("{path}: {text}").into())
        }
    }

    async fn ask(&self, path: &str) -> Result<Value, Error> {
        self.send(Method::GET, path, None).await
    }

    async fn post(&self, path: &str, body: &Value) -> Result<Value, Error> {
        self.send(Method::POST, path, Some(body)).await
    }

    /// Books a time of a service of [`VENUE`] in two days or later, and pays it.
    async fn books(&self) -> Result<Booked, Error> {
        let list = self.ask("/v1/services?per_page=60").await?;
        let services = list["page"]["items"].as_array().ok_or("there are services")?;
        let service = services.iter().find(|service| service["venue"]["id"] == VENUE);
        let service = service.and_then(|service| service["id"].as_str()).ok_or("the venue has a service")?;
        // Far enough away to be too early.
        let now = self.ask("/v1/time").await?["now"].as_str().unwrap_or_default().to_owned();
        let date =
            now.get(..10).and_then(Date::parse).ok_or("the server knows the date")?.plus_days(2).to_iso();
        let mut day = self.ask(&format!("/v1/services/{service}/slots?date={date}")).await?;
        if let Some(next) = day["next_free"].as_str() {
            day = self.ask(&format!("/v1/services/{service}/slots?date={next}")).await?;
        }
        let slot = day["slots"].as_array().into_iter().flatten().find(|slot| slot["state"] == "free");
        let start = slot.and_then(|slot| slot["time"]["start"].as_str()).ok_or("a time is free")?;
        let held = self
            .post(&format!("/v1/services/{service}/bookings"), &json!({ "start": start, "party": 1 }))
            .await?;
        let id = held["id"].as_str().ok_or("a booking has an id")?;
        let accept = json!({
            "version": held["version"],
            "name": "Mei Lin",
            "contact": { "email": "mei@example.com" },
            "note": "A pram comes along",
            "policy": held["terms"]["version"],
            "expected_due": held["terms"]["due_now"],
        });
        let accepted = self.post(&format!("/v1/bookings/{id}/order"), &accept).await?;
        let pay = json!({
            "subject": { "kind": "order", "id": accepted["order"] },
            "method": "card",
            "return_url": self.server.url("/"),
        });
        let attempt = self.post("/v1/payments", &pay).await?;
        let page = attempt["action"]["url"].as_str().ok_or("it leads to the provider")?;
        let request = reqwest::Client::new().post(page).body("decision=approve");
        let request = request.header("Content-Type", "application/x-www-form-urlencoded");
        request.send().await?.error_for_status()?;
        let confirmed = eventually(20, || async {
            self.ask(&format!("/v1/bookings/{id}"))
                .await
                .ok()
                .filter(|booking| booking["voucher"].is_object())
        })
        .await
        .ok_or("the booking is confirmed")?;
        let word = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        Ok(Booked {
            id: id.to_owned(),
            token: word(&confirmed["token"]),
            code: word(&confirmed["voucher"]["code"]),
            payload: word(&confirmed["voucher"]["payload"]),
            venue: word(&confirmed["venue"]["card"]["name"]),
            begins: Instant::parse(start).ok_or("a time is an instant")?,
        })
    }
}

/// A quarter of an hour before somebody's time.
async fn soon(server: &Server, booked: &Booked) -> Result<(), Error> {
    let now: Value = reqwest::get(server.url("/v1/time")).await?.json().await?;
    let now = now["now"].as_str().and_then(Instant::parse).ok_or("the server knows what time it is")?;
    server.advance_clock(now.until(booked.begins).as_secs().saturating_sub(900)).await
}

impl Shop {
    /// The door of [`VENUE`] in front of the demo's staff.
    async fn at_the_door(&self, booked: &Booked) -> Result<Tab, Error> {
        let tab = self.open("/door").await?;
        tab.click_text("main .ui-empty a", "Sign in").await?;
        self.enter_as(STAFF).await?;
        tab.see_text("main .ui-choices", "At which venue are you?").await?;
        self.settled().await?;
        tab.axe().await?;
        tab.click_text("main .ui-choice", &booked.venue).await?;
        tab.see("#door-code").await?;
        Ok(tab)
    }

    async fn type_code(&self, code: &str) -> Result<(), Error> {
        let tab = self.tab();
        tab.fill("#door-code", code).await?;
        tab.click(".door__form button[type=submit]").await
    }
}

#[tokio::test]
async fn o2o_16_a_voucher_opens_without_a_network() -> Journey {
    for_each_engine(Look::PHONE, async |mut shop: Shop| {
        let booked = Device::new(&shop.server).await?.books().await?;
        let path = format!("/bookings/{}/voucher?token={}", booked.id, booked.token);
        let tab = shop.open(&path).await?;
        tab.see("svg.voucher__qr").await?;
        tab.see_text(".voucher__code", &booked.code).await?;
        tab.see_text(".voucher__stands", "Not valid yet").await?;
        tab.see_text(".voucher__source", "Up to date").await?;
        shop.settled().await?;
        tab.axe().await?;
        tab.no_sideways_scroll().await?;
        tab.see(".voucher > .voucher__hint").await?;
        let is_kept = tab.text(".voucher > .voucher__hint").await?.contains("This page also opens");
        if tab.engine() == Engine::Chromium {
            assert!(is_kept, "{}", tab.text(".voucher").await?);
        }
        tab.no_errors(&[]).await?;
        if !is_kept {
            return Ok(());
        }
        shop.server.stop();
        tab.reload().await?;
        tab.see("svg.voucher__qr").await?;
        tab.see_text(".voucher__code", &booked.code).await?;
        tab.see_text(".voucher__source", "Shown from this device; last checked").await?;
        tab.axe().await?;
        tab.no_errors(CUT_OFF).await?;
        // Another tab begins with nothing but what the device keeps.
        shop.browser.new_tab().await?;
        shop.open(&path).await?;
        tab.see("svg.voucher__qr").await?;
        shop.server.restart().await?;
        tab.reload().await?;
        tab.see_text(".voucher__source", "Up to date").await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn o2o_16_signing_out_leaves_no_voucher_on_the_device() -> Journey {
    for_each_engine(Look::PHONE, async |shop: Shop| {
        let booked = Device::new(&shop.server).await?.books().await?;
        let tab = shop.open("/account").await?;
        shop.enter_as("buyer@demo.example").await?;
        tab.see_text("main", "Hello").await?;
        shop.open(&format!("/bookings/{}/voucher?token={}", booked.id, booked.token)).await?;
        tab.see_text(".voucher__source", "Up to date").await?;
        let kept = "return Object.keys(localStorage).filter(key => key.includes('voucher')).length";
        assert_eq!(tab.script(kept, vec![]).await?, 1);
        shop.open("/account").await?;
        tab.click_text("main button", "Sign out").await?;
        eventually(10, || async { (tab.script(kept, vec![]).await.ok()? == 0).then_some(()) })
            .await
            .ok_or("signing out erases it")?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn o2o_17_o2o_18_a_code_that_is_typed_lets_in_once_also_when_the_answer_is_lost() -> Journey {
    for_each_engine(Look::PHONE, async |shop: Shop| {
        let booked = Device::new(&shop.server).await?.books().await?;
        let tab = shop.at_the_door(&booked).await?;
        tab.axe().await?;
        tab.no_sideways_scroll().await?;
        shop.type_code("7k4o").await?;
        tab.see_text("#door-code-error", "No code has").await?;
        tab.axe().await?;
        shop.type_code(&booked.code.to_lowercase()).await?;
        tab.see_text(".door-result[data-tone=warning]", "Too early").await?;
        tab.axe().await?;
        soon(&shop.server, &booked).await?;
        tab.click_text(".door__actions button", "Next guest").await?;
        shop.type_code(&booked.code.replace('-', "")).await?;
        tab.see_text(".door-guest", "Mei Lin").await?;
        tab.see_text(".door-guest", "A pram comes along").await?;
        tab.axe().await?;
        tab.no_sideways_scroll().await?;

        // The shop lets them in, and the answer is lost, also after the page was loaded again.
        let lost = json!({ "method": "POST", "path": "/v1/redemptions", "drop": "after", "count": 100_000 });
        shop.server.inject(lost).await?;
        let silent = json!({ "method": "GET", "path": "/v1/commitments", "status": 503, "count": 100_000 });
        shop.server.inject(silent).await?;
        tab.click_text(".door__actions button", "Let in").await?;
        tab.see_text(".door__unknown", "Nobody is let in twice").await?;
        tab.axe().await?;
        tab.reload().await?;
        shop.server.heal().await?;
        tab.see_text(".door-past", "Mei Lin").await?;
        tab.see_text(".door-past", "Is in").await?;
        tab.axe().await?;
        tab.no_sideways_scroll().await?;

        // Once.
        shop.type_code(&booked.code).await?;
        tab.see_text(".door-result[data-tone=bad]", "Already used").await?;
        tab.see_text(".door-result", "Stef Staff").await?;
        tab.axe().await?;
        let others = "return [...document.querySelectorAll('main button')].map(it => it.textContent)";
        assert!(!tab.script(others, vec![]).await?.to_string().contains("Let in"));

        // The other door tells nobody whose voucher it is.
        tab.click_text(".door__head button", "Change venue").await?;
        tab.see("main .ui-choices").await?;
        let other = "[...document.querySelectorAll('main .ui-choice')]
            .find(it => !it.textContent.includes(arguments[0])).querySelector('input').click()";
        tab.script(other, vec![json!(booked.venue)]).await?;
        tab.see("#door-code").await?;
        shop.type_code(&booked.code).await?;
        tab.see_text(".door-result", "Another venue").await?;
        tab.see_text(".door-result", &booked.venue).await?;
        assert!(!tab.text(".door-result").await?.contains("Mei Lin"));
        Ok(())
    })
    .await
}

#[tokio::test]
async fn o2o_16_o2o_17_a_voucher_in_front_of_the_camera_lets_in() -> Journey {
    if !engines().contains(&Engine::Chromium) {
        return Ok(());
    }
    let server = Server::demo().await?;
    let booked = Device::new(&server).await?.books().await?;
    soon(&server, &booked).await?;
    let folder = tempfile::TempDir::new()?;
    let film = folder.path().join("voucher.y4m");
    write_film(&film, &booked.payload)?;
    let arguments = [
        "--use-fake-ui-for-media-stream".to_owned(),
        "--use-fake-device-for-media-stream".to_owned(),
        format!("--use-file-for-fake-video-capture={}", film.display()),
    ];
    let browser = Browser::open_with(Engine::Chromium, Look::PHONE.in_the_dark(), &arguments).await?;
    let origin = server.url("");
    let shop = Shop { server, browser, origin };
    let tab = shop.at_the_door(&booked).await?;
    tab.click_text(".door__scan button", "Scan a QR code").await?;
    tab.see_text(".door-guest", "Mei Lin").await?;
    tab.axe().await?;
    tab.click_text(".door__actions button", "Let in").await?;
    tab.see_text(".door-result[data-tone=good]", "Mei Lin").await?;
    tab.axe().await?;
    tab.no_sideways_scroll().await?;
    // One press, and the camera looks for the next one: it sees the same voucher.
    tab.click_text(".door__actions button", "Next guest").await?;
    tab.see_text(".door-result[data-tone=bad]", "Already used").await?;
    tab.no_errors(&[]).await
}

/// Writes what a camera sees of a code on grey paper, a little tilted: YUV4MPEG2 in 4:2:0, a few frames over and over.
fn write_film(path: &Path, payload: &str) -> Result<(), Error> {
    let (width, height) = (640_usize, 480_usize);
    let code = QrCode::encode_text(payload, QrCodeEcc::Medium)?;
    let (sin, cos) = 6_f64.to_radians().sin_cos();
    let (module, middle) = (360.0 / f64::from(code.size()), f64::from(code.size()) / 2.0);
    let mut frame = b"FRAME\n".to_vec();
    for y in 0..height {
        for x in 0..width {
            let (right, down) = (x as f64 - 320.0, y as f64 - 240.0);
            let column = (right * cos + down * sin) / module + middle;
            let row = (down * cos - right * sin) / module + middle;
            frame.push(if code.get_module(column.floor() as i32, row.floor() as i32) { 40 } else { 200 });
        }
    }
    // Both colour planes, a quarter as large: grey.
    frame.resize(frame.len() + width * height / 2, 128);
    let mut film = format!("YUV4MPEG2 W{width} H{height} F10:1 Ip A1:1 C420jpeg\n").into_bytes();
    for _ in 0..4 {
        film.extend_from_slice(&frame);
    }
    Ok(std::fs::write(path, film)?)
}
