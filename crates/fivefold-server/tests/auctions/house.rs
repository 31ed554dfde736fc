//! An auction house: a server, somebody who sells, and bidders.

use crate::{
    buyer::{Buyer, Reply, eventually, key},
    common::TestServer,
    shop,
};
use fivefold_api::{
    model::{Auction, AuctionPhase, Bid, Fact, MyAuction, PlacedBid, SignedIn, TopicCursor, Upload},
    vocabulary::{AuctionId, Instant, Page},
};
use serde_json::{Value, json};
use std::time::Duration;

/// When every test begins.
pub(crate) const NOON: &str = "2030-01-01T12:00:00Z";

pub(crate) async fn house() -> TestServer {
    let server = shop::start().await;
    set_clock(&server, at(0)).await;
    server
}

/// So many seconds after noon.
pub(crate) fn at(seconds: i64) -> Instant {
    Instant::from_millis(Instant::parse(NOON).unwrap().millis() + seconds * 1000)
}

/// Stops the clock at an instant.
pub(crate) async fn set_clock(server: &TestServer, instant: Instant) {
    assert_eq!(server.post("/test/clock", &json!({ "set": instant })).await.status(), 200);
}

/// Somebody with an account.
pub(crate) async fn member<'a>(server: &'a TestServer, name: &str) -> Buyer<'a> {
    let wish = json!({ "email": format!("{name}@example.com"), "name": name });
    assert_eq!(server.post("/v1/account", &wish).await.status(), 202);
    let mails =
        server.http.get(format!("{}/mail", server.sandbox)).send().await.unwrap().text().await.unwrap();
    let token: String = mails.split("token=").nth(1).expect("there is a mail").chars().take(40).collect();
    let body = json!({ "token": token, "password": "tea for two", "mode": "bearer" });
    let signed_in: SignedIn = Reply::read(server.post("/v1/account/password", &body).await).await.ok();
    Buyer { server, token: signed_in.token.unwrap(), scope: "locale=en&market=EU&currency=EUR" }
}

pub(crate) fn euro(minor: i64) -> Value {
    json!({ "minor": minor, "currency": "EUR", "exponent": 2 })
}

/// The smallest file that is taken for a picture.
pub(crate) async fn picture(seller: &Buyer<'_>) -> String {
    let mut png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
    png.extend([0, 0, 4, 0, 0, 0, 3, 0]);
    let request = seller.server.http.post(format!("{}/v1/media", seller.server.url));
    let answer = request
        .bearer_auth(&seller.token)
        .header("content-type", "image/png")
        .body(png)
        .send()
        .await
        .unwrap();
    answer.json::<Upload>().await.unwrap().id.0
}

/// A lot that opens at 10.00 for an hour.
pub(crate) async fn lot(seller: &Buyer<'_>, changes: Value) -> Value {
    let mut lot = json!({
        "title": "A walnut writing box", "description": "With a key, a secret drawer and a little ink inside.",
        "condition": "good", "defects": ["The hinge is new"], "category": "antiques",
        "pictures": [picture(seller).await], "opening": euro(1_000), "shipping": euro(690),
        "duration_minutes": 60,
    });
    lot.as_object_mut().unwrap().extend(changes.as_object().unwrap().clone());
    lot
}

pub(crate) async fn sell(seller: &Buyer<'_>, changes: Value) -> Auction {
    let lot = lot(seller, changes).await;
    seller.post("/v1/auctions", &key(), &lot).await.ok()
}

pub(crate) async fn read(server: &TestServer, id: &AuctionId) -> Auction {
    server.json(&format!("/v1/auctions/{id}")).await
}

pub(crate) async fn history(server: &TestServer, id: &AuctionId) -> Vec<Bid> {
    server.json::<Page<Bid>>(&format!("/v1/auctions/{id}/bids")).await.items
}

/// Bids having seen what is there now.
pub(crate) async fn try_bid(bidder: &Buyer<'_>, id: &AuctionId, maximum: i64) -> Reply {
    let seen = read(bidder.server, id).await.card.state.version;
    let body = json!({ "maximum": euro(maximum), "seen": seen });
    bidder.post(&format!("/v1/auctions/{id}/bids"), &key(), &body).await
}

pub(crate) async fn bid(bidder: &Buyer<'_>, id: &AuctionId, maximum: i64) -> PlacedBid {
    try_bid(bidder, id, maximum).await.ok()
}

pub(crate) async fn mine(bidder: &Buyer<'_>, id: &AuctionId) -> MyAuction {
    bidder.get(&format!("/v1/auctions/{id}/me")).await.ok()
}

/// Waits until the timer has done its work.
pub(crate) async fn until_phase(server: &TestServer, id: &AuctionId, phase: AuctionPhase) -> Auction {
    eventually(&format!("{phase:?}"), async || {
        Some(read(server, id).await).filter(|auction| auction.card.state.phase == phase)
    })
    .await
}

/// An open stream of server-sent events.
pub(crate) struct Stream {
    response: reqwest::Response,
    buffer: String,
}

impl Stream {
    pub(crate) async fn open(server: &TestServer, token: Option<&str>, topic: &str) -> (Self, TopicCursor) {
        let mut request = server.http.get(format!("{}/v1/events?topic={topic}", server.url));
        if let Some(token) = token {
            request = request.bearer_auth(token);
        }
        let response = request.send().await.unwrap();
        assert_eq!(response.status(), 200);
        let mut stream = Self { response, buffer: String::new() };
        loop {
            let (name, data) = stream.next().await;
            if name == "cursor" {
                return (stream, serde_json::from_value(data).unwrap());
            }
        }
    }

    async fn next(&mut self) -> (String, Value) {
        loop {
            if let Some((block, rest)) = self.buffer.split_once("\n\n") {
                let field = |name: &str| {
                    block
                        .lines()
                        .find_map(|line| line.strip_prefix(name))
                        .unwrap_or_default()
                        .trim()
                        .to_owned()
                };
                let event = (field("event:"), serde_json::from_str(&field("data:")).unwrap_or(Value::Null));
                self.buffer = rest.to_owned();
                return event;
            }
            let chunk = tokio::time::timeout(Duration::from_secs(20), self.response.chunk()).await;
            let chunk =
                chunk.expect("something comes within twenty seconds").unwrap().expect("the stream goes on");
            self.buffer.push_str(std::str::from_utf8(&chunk).unwrap());
        }
    }

    pub(crate) async fn fact(&mut self) -> Fact {
        loop {
            let (name, data) = self.next().await;
            if name == "fact" {
                return serde_json::from_value(data).unwrap();
            }
        }
    }

    /// The next fact of a kind.
    pub(crate) async fn of_kind(&mut self, kind: &str) -> Fact {
        loop {
            let fact = self.fact().await;
            if fact.kind == kind {
                return fact;
            }
        }
    }
}
