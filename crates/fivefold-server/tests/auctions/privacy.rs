//! No payload carries a maximum of somebody else, the amount of a reserve, or an account.

use crate::house::{Stream, at, bid, euro, house, member, mine, sell, set_clock, until_phase};
use fivefold_api::{
    endpoints::{Endpoint, GetAuction, ListAuctions, ListBids},
    model::{AuctionOutcome, AuctionPhase},
};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// All field names that a schema leads to.
fn fields(document: &Value, schema: &Value, seen: &mut BTreeSet<String>, names: &mut BTreeSet<String>) {
    match schema {
        Value::Object(map) => {
            if let Some(Value::String(to)) = map.get("$ref")
                && seen.insert(to.clone())
            {
                let target =
                    document.pointer(to.trim_start_matches('#')).expect("every reference leads somewhere");
                fields(document, target, seen, names);
            }
            if let Some(Value::Object(properties)) = map.get("properties") {
                names.extend(properties.keys().cloned());
            }
            map.values().for_each(|value| fields(document, value, seen, names));
        }
        Value::Array(list) => list.iter().for_each(|value| fields(document, value, seen, names)),
        _ => {}
    }
}

#[test]
fn c2c_07_no_public_schema_has_a_place_for_a_secret() {
    let document: Value = serde_json::from_str(&fivefold_server::openapi::document()).unwrap();
    let mut checked = 0;
    for path in [ListAuctions::PATH, GetAuction::PATH, ListBids::PATH] {
        let answer = &document["paths"][path]["get"]["responses"]["200"];
        assert!(answer.is_object(), "{path}");
        let (mut seen, mut names) = (BTreeSet::new(), BTreeSet::new());
        fields(&document, answer, &mut seen, &mut names);
        for secret in ["maximum", "max", "account", "email", "session", "proxy", "reserve_price", "seller_id"]
        {
            assert!(!names.contains(secret), "{path} has {secret}");
        }
        checked += names.len();
    }
    assert!(checked > 30);
    // What is told of a reserve is a word.
    let reserve = &document["components"]["schemas"]["ReserveState"];
    assert_eq!(reserve["type"], "string", "{reserve}");
    // Wherever a schema has a maximum it is one of those that only its owner is sent.
    let schemas = document["components"]["schemas"].as_object().unwrap();
    let with_maximum: Vec<&str> = schemas
        .iter()
        .filter(|(_, schema)| schema["properties"].get("maximum").is_some())
        .map(|(name, _)| name.as_str())
        .collect();
    assert_eq!(with_maximum, ["BidProblem", "MyAuction", "PlaceBid", "PlacedBid"]);
}

#[tokio::test]
async fn c2c_07_no_answer_and_no_fact_tells_a_secret() {
    const MAXIMUM: i64 = 876_543;
    const RESERVE: i64 = 43_219;
    let server = house().await;
    let (seller, ada, bo) =
        (member(&server, "sam").await, member(&server, "ada").await, member(&server, "bo").await);
    let id = sell(&seller, json!({ "reserve": euro(RESERVE) })).await.card.id;
    let (mut room, _) = Stream::open(&server, None, &format!("auction/{id}")).await;
    let (mut lists, _) = Stream::open(&server, None, "auctions").await;
    let (mut to_bo, _) = Stream::open(&server, Some(&bo.token), "me").await;
    bid(&bo, &id, 5_000).await;
    let mut payloads = Vec::new();
    // Where the reserve is met the price itself may be it; until then nothing is.
    payloads.push(json!(bid(&ada, &id, 8_000).await).to_string());
    assert_eq!(mine(&ada, &id).await.maximum.unwrap().minor, 8_000);
    for path in [
        format!("/v1/auctions/{id}"),
        format!("/v1/auctions/{id}/bids"),
        "/v1/auctions".to_owned(),
        format!("/v1/auctions/{id}/me"),
    ] {
        payloads.push(server.get(&path).await.text().await.unwrap());
        payloads.push(bo.get(&path).await.text);
        payloads.push(seller.get(&path).await.text);
    }
    payloads.push(seller.get("/v1/me/auctions?list=selling").await.text);
    for _ in 0..2 {
        payloads.push(json!(room.fact().await).to_string());
        payloads.push(json!(lists.fact().await).to_string());
        payloads.push(json!(to_bo.fact().await).to_string());
    }
    for payload in &payloads {
        assert!(!payload.contains(&RESERVE.to_string()), "{payload}");
    }
    // The leader's maximum is nowhere but in what the leader alone is sent; the end does not tell it either.
    bid(&ada, &id, MAXIMUM).await;
    payloads.push(json!(room.of_kind("bid").await).to_string());
    payloads.push(
        bo.post(&format!("/v1/auctions/{id}/bids"), "bo-2", &json!({ "maximum": euro(60_000), "seen": "1" }))
            .await
            .text,
    );
    set_clock(&server, at(3_601)).await;
    until_phase(&server, &id, AuctionPhase::Ended { outcome: AuctionOutcome::Sold }).await;
    payloads.push(json!(room.of_kind("phase").await).to_string());
    payloads.push(json!(to_bo.of_kind("lost").await).to_string());
    for path in
        [format!("/v1/auctions/{id}"), format!("/v1/auctions/{id}/bids"), format!("/v1/auctions/{id}/me")]
    {
        payloads.push(server.get(&path).await.text().await.unwrap());
        payloads.push(bo.get(&path).await.text);
        payloads.push(seller.get(&path).await.text);
    }
    let me: Value = serde_json::from_str(&ada.get("/v1/me").await.text).unwrap();
    let account = me["id"].as_str().unwrap();
    for payload in &payloads[1..] {
        for secret in [&MAXIMUM.to_string(), account, "ada@example.com"] {
            assert!(!payload.contains(secret), "{secret} is in {payload}");
        }
    }
}
