//! The counterparties of the demo: labelled accounts that bid over HTTP like anyone, each with limits of its own,
//! and a stage hand who offers lots again when they have ended.

use super::{
    facts,
    seed::{BIDDERS, next_times},
};
use crate::{
    ids::new_id,
    problem::Answer,
    state::App,
    store::auctions::{self, OVER},
};
use fivefold_api::{
    endpoints::{Endpoint, GetAuction, GetMyAuction, ListAuctions, PostBid, PostSignIn, fill_path},
    model::{
        Auction, AuctionAction, AuctionCard, AuctionFilter, AuctionList, BidPosition, MyAuction, PlaceBid,
        SignedIn,
    },
    rules::increment_at,
    vocabulary::Money,
};
use reqwest::Client;
use serde_json::json;
use sha2::{Digest as _, Sha256};
use std::time::Duration;

/// The password of the demo's accounts.
const PASSWORD: &str = "harbour demo";
/// How long an ended lot is left before it is offered again.
const REST: Duration = Duration::from_secs(90);
/// How long what the demo has ended is kept.
const KEPT: Duration = Duration::from_hours(72);
/// How often the stage hand looks.
const ROUND: Duration = Duration::from_secs(10);
/// A demo bidder waits so many seconds between two looks, and up to as many more.
const PACE: (u64, u64) = (8, 22);

/// Runs until the task is aborted.
pub(crate) async fn run(app: App) {
    // The demo's buyer is left to whoever looks at the demo.
    let bidders = BIDDERS.iter().skip(1).map(|email| bid_for_ever(app.clone(), email));
    futures::future::join(futures::future::join_all(bidders), offer_again_for_ever(&app)).await;
}

async fn offer_again_for_ever(app: &App) {
    loop {
        if let Err(refused) = offer_again(app).await {
            tracing::warn!(problem = ?refused.problem(), "the demo's lots could not be offered again");
        }
        tokio::time::sleep(ROUND).await;
    }
}

async fn offer_again(app: &App) -> Answer<()> {
    let now = app.clock.now();
    let mut reader = app.db.snapshot().await?;
    let lots = auctions::newest_of_demo(&mut reader).await?;
    drop(reader);
    for lot in lots.iter().filter(|lot| OVER.contains(&lot.status.as_str()) && lot.ends_at.plus(REST) <= now)
    {
        let id = new_id("l");
        let times = next_times(lot.demo.unwrap_or_default(), now);
        let status = if times[1] > now { "scheduled" } else { "live" };
        let mut tx = app.db.begin().await?;
        auctions::offer_again(&mut tx, &lot.id, &id, times, status).await?;
        if let Some(new) = auctions::find(&mut tx, &id).await? {
            facts::offered(&mut tx, &new).await?;
        }
        tx.commit().await?;
    }
    let mut tx = app.db.begin().await?;
    if auctions::forget_demo(&mut tx, now.before(KEPT)).await? > 0 {
        tx.commit().await?;
    }
    Ok(())
}

async fn bid_for_ever(app: App, email: &str) {
    let Ok(client) = Client::builder().no_proxy().timeout(Duration::from_secs(10)).build() else { return };
    let mut token = None;
    loop {
        tokio::time::sleep(Duration::from_secs(PACE.0 + random(PACE.1))).await;
        let bidder = Bidder { client: &client, url: app.buying.own_url(), email };
        // Whatever goes wrong, the next round begins with signing in.
        token = bidder.round(token).await.ok();
    }
}

struct Bidder<'a> {
    client: &'a Client,
    url: &'a str,
    email: &'a str,
}

impl Bidder<'_> {
    /// Looks at a lot that is live and bids on it, if it is worth it.
    async fn round(&self, token: Option<String>) -> reqwest::Result<String> {
        let token = match token {
            Some(token) => token,
            None => self.sign_in().await?,
        };
        let url = format!("{}{}", self.url, ListAuctions::PATH);
        let query = format!("{url}?phase={}&per_page=60", AuctionFilter::Live.as_query());
        let list: AuctionList = self.client.get(query).send().await?.error_for_status()?.json().await?;
        let cards = list.page.items;
        // What ends soon is looked at more often.
        let reach = if random(3) == 0 { cards.len() } else { cards.len().min(6) };
        let place = usize::try_from(random(u64::try_from(reach).unwrap_or(1).max(1))).unwrap_or_default();
        if let Some(card) = cards.get(place) {
            self.consider(card, &token).await?;
        }
        Ok(token)
    }

    async fn sign_in(&self) -> reqwest::Result<String> {
        let body = json!({ "email": self.email, "password": PASSWORD, "mode": "bearer" });
        let request = self.client.post(format!("{}{}", self.url, PostSignIn::PATH)).json(&body);
        let signed_in: SignedIn = request.send().await?.error_for_status()?.json().await?;
        Ok(signed_in.token.unwrap_or_default())
    }

    async fn consider(&self, card: &AuctionCard, token: &str) -> reqwest::Result<()> {
        let url = format!("{}{}", self.url, fill_path(GetMyAuction::PATH, &[card.id.as_str()]));
        let answer = self.client.get(url).bearer_auth(token).send().await?;
        let mine: MyAuction = answer.error_for_status()?.json().await?;
        let leads = matches!(mine.position, BidPosition::Leading | BidPosition::LeadingReserveNotMet);
        if leads || !mine.allowed_actions.contains(&AuctionAction::Bid) {
            return Ok(());
        }
        let url = format!("{}{}", self.url, fill_path(GetAuction::PATH, &[card.id.as_str()]));
        let lot: Auction = self.client.get(url).send().await?.error_for_status()?.json().await?;
        let minimum = mine.state.minimum;
        let limit = limit(self.email, &lot);
        if minimum.minor > limit {
            return Ok(());
        }
        let step = increment_at(&lot.increments, minimum.minor);
        let more = i64::try_from(random(4)).unwrap_or_default() * step;
        let maximum = Money::new(minimum.minor.saturating_add(more).min(limit), minimum.currency);
        let bid = PlaceBid { maximum, seen: mine.state.version };
        let url = format!("{}{}", self.url, fill_path(PostBid::PATH, &[card.id.as_str()]));
        let request = self.client.post(url).bearer_auth(token).header("idempotency-key", new_id("k"));
        // Somebody may have been faster, which is fine.
        request.json(&bid).send().await?;
        Ok(())
    }
}

/// The most that a bidder pays for a lot: the same however often it is asked.
fn limit(email: &str, lot: &Auction) -> i64 {
    let mut hasher = Sha256::new();
    hasher.update(email);
    hasher.update(lot.card.id.as_str());
    let share = i64::from(hasher.finalize()[0]);
    // Lots open low: between one and a half and four times as much is what bidders pay.
    lot.opening.minor.saturating_mul(150 + share) / 100
}

/// A number below `below`.
fn random(below: u64) -> u64 {
    let mut bytes = [0_u8; 8];
    // Without a random source the demo is less lively, no more.
    let _ = getrandom::fill(&mut bytes);
    u64::from_le_bytes(bytes) % below.max(1)
}
