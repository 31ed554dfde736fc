//! The counterparties of the demo: labelled guests who book services over HTTP like anyone, and now and then cancel.

use super::seed::{GUESTS, email};
use crate::{ids::new_id, state::App};
use fivefold_api::{
    endpoints::{
        Endpoint, GetCancellation, GetDaySlots, GetService, ListMyBookings, ListServices, PostBooking,
        PostBookingOrder, PostCancellation, PostPayment, PostSignIn, fill_path,
    },
    model::{
        AcceptTerms, Booking, BookingAction, CancelBooking, CancellationQuote, Contact, DaySlots, HoldSlot,
        PaymentAttempt, PaymentSubject, Service, ServiceList, SignedIn, SlotState, StartPayment,
    },
    vocabulary::{Page, ServiceId},
};
use reqwest::{Client, Url};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::json;
use std::time::Duration;

/// The password of the demo's accounts.
const PASSWORD: &str = "harbour demo";
/// A guest waits so many seconds between two looks, and up to as many more.
const PACE: (u64, u64) = (60, 120);
/// Nobody has more ahead of them, so that there is always something left.
const AHEAD: usize = 6;
/// How many days ahead they book.
const DAYS: u64 = 7;

/// Runs until the task is aborted.
pub(crate) async fn run(app: App) {
    futures::future::join_all((0..GUESTS).map(|guest| book_for_ever(app.clone(), guest))).await;
}

async fn book_for_ever(app: App, number: usize) {
    let Ok(client) = Client::builder()
        .no_proxy()
        .redirect(reqwest::redirect::Policy::none())
        .timeout(Duration::from_secs(10))
        .build()
    else {
        return;
    };
    let mut token = None;
    loop {
        tokio::time::sleep(Duration::from_secs(PACE.0 + random(PACE.1))).await;
        let guest = Visitor { client: &client, app: &app, number };
        // Whatever goes wrong, the next round begins with signing in.
        token = guest.round(token).await.ok();
    }
}

struct Visitor<'a> {
    client: &'a Client,
    app: &'a App,
    number: usize,
}

impl Visitor<'_> {
    /// Books something, or cancels if there is a mind to.
    async fn round(&self, token: Option<String>) -> reqwest::Result<String> {
        let token = match token {
            Some(token) => token,
            None => self.sign_in().await?,
        };
        let ahead: Page<Booking> = self.get(ListMyBookings::PATH, &token).await?;
        let ahead = ahead.items;
        if ahead.len() >= AHEAD || random(12) == 0 {
            if let Some(booking) =
                pick(&ahead).filter(|one| one.allowed_actions.contains(&BookingAction::Cancel))
            {
                self.cancel(booking, &token).await?;
            }
            return Ok(token);
        }
        let list: ServiceList = self.get(&format!("{}?per_page=60", ListServices::PATH), &token).await?;
        if let Some(card) = pick(&list.page.items) {
            self.book(&card.id, &token).await?;
        }
        Ok(token)
    }

    async fn sign_in(&self) -> reqwest::Result<String> {
        let body = json!({ "email": email(self.number), "password": PASSWORD, "mode": "bearer" });
        let request = self.client.post(self.url(PostSignIn::PATH)).json(&body);
        let signed_in: SignedIn = request.send().await?.error_for_status()?.json().await?;
        Ok(signed_in.token.unwrap_or_default())
    }

    async fn cancel(&self, booking: &Booking, token: &str) -> reqwest::Result<()> {
        let path = |pattern: &str| fill_path(pattern, &[booking.id.as_str()]);
        let quote: CancellationQuote = self.get(&path(GetCancellation::PATH), token).await?;
        let wish = CancelBooking { version: quote.version, expected_refund: quote.refund };
        self.post::<Booking>(&path(PostCancellation::PATH), token, &wish).await?;
        Ok(())
    }

    async fn book(&self, id: &ServiceId, token: &str) -> reqwest::Result<()> {
        let path = |pattern: &str| fill_path(pattern, &[id.as_str()]);
        let service: Service = self.get(&path(GetService::PATH), token).await?;
        let apart = i32::try_from(random(DAYS)).unwrap_or_default();
        let date = service.first_date.plus_days(apart).min(service.last_date).to_iso();
        let party = service.party_min;
        let query = format!("{}?date={date}&party={party}", path(GetDaySlots::PATH));
        let day: DaySlots = self.get(&query, token).await?;
        let free: Vec<_> = day.slots.iter().filter(|slot| slot.state == SlotState::Free).collect();
        let Some(slot) = pick(&free) else { return Ok(()) };
        let wish = HoldSlot { start: slot.time.start, staff: pick(&slot.staff).cloned(), party };
        let held: Booking = self.post(&path(PostBooking::PATH), token, &wish).await?;
        let accept = AcceptTerms {
            version: held.version,
            name: format!("Demo guest {}", self.number + 1),
            contact: Contact { email: email(self.number), phone: None },
            note: None,
            policy: held.terms.version,
            expected_due: held.terms.due_now,
        };
        let path = fill_path(PostBookingOrder::PATH, &[held.id.as_str()]);
        let accepted: Booking = self.post(&path, token, &accept).await?;
        let Some(order) = accepted.order else { return Ok(()) };
        let payment = StartPayment {
            subject: PaymentSubject::Order { id: order },
            method: "wallet".into(),
            return_url: format!("{}/bookings/{}", self.app.public_url, accepted.id),
        };
        let attempt: PaymentAttempt = self.post(PostPayment::PATH, token, &payment).await?;
        if let Some(page) = attempt.action.and_then(|action| Url::parse(&action.url).ok()) {
            // The provider is asked where it listens, whatever stands between it and buyers.
            let url = format!("{}{}", self.app.buying.provider_url(), page.path());
            let request = self.client.post(url).header("content-type", "application/x-www-form-urlencoded");
            request.body("decision=approve").send().await?;
        }
        Ok(())
    }

    fn url(&self, path: &str) -> String {
        format!("{}{path}", self.app.buying.own_url())
    }

    async fn get<T: DeserializeOwned>(&self, path: &str, token: &str) -> reqwest::Result<T> {
        self.client.get(self.url(path)).bearer_auth(token).send().await?.error_for_status()?.json().await
    }

    async fn post<T: DeserializeOwned>(
        &self,
        path: &str,
        token: &str,
        body: &(impl Serialize + Sync),
    ) -> reqwest::Result<T> {
        let request = self.client.post(self.url(path)).bearer_auth(token).json(body);
        let request = request.header("idempotency-key", new_id("k"));
        request.send().await?.error_for_status()?.json().await
    }
}

/// One of them, by chance.
fn pick<T>(from: &[T]) -> Option<&T> {
    let place = random(u64::try_from(from.len()).unwrap_or(1));
    from.get(usize::try_from(place).unwrap_or_default())
}

/// A number below `below`.
fn random(below: u64) -> u64 {
    let mut bytes = [0_u8; 8];
    // Without a random source the demo is less lively, no more.
    let _ = getrandom::fill(&mut bytes);
    u64::from_le_bytes(bytes) % below.max(1)
}
