//! The counterparties of the demo: labelled accounts that join over HTTP like anyone and now and then withdraw, and a
//! stage hand who offers group-buys again when they have ended.

use super::{
    facts,
    seed::{MEMBERS, address, email, groups},
};
use crate::{ids::new_id, problem::Answer, state::App, store::group_buys};
use fivefold_api::{
    endpoints::{
        Endpoint, GetGroupBuy, GetMyGroupBuy, GetSeatCheckout, ListGroupBuys, PostPayment, PostSeat,
        PostSignIn, PostWithdrawal, fill_path,
    },
    model::{
        Contact, GroupAction, GroupBuy, GroupBuyList, JoinGroupBuy, MyGroupBuy, PaymentAttempt,
        PaymentSubject, SeatCheckout, SignedIn, StartPayment, WithdrawSeat,
    },
    vocabulary::GroupBuyId,
};
use reqwest::{Client, Url};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::json;
use sha2::{Digest as _, Sha256};
use std::time::Duration;

/// The password of the demo's accounts.
const PASSWORD: &str = "harbour demo";
/// How long a group-buy that is over is left before it is offered again.
const REST: Duration = Duration::from_mins(2);
/// How often the stage hand looks.
const ROUND: Duration = Duration::from_secs(10);
/// A member waits so many seconds between two looks, and up to as many more.
const PACE: (u64, u64) = (40, 80);

/// Runs until the task is aborted.
pub(crate) async fn run(app: App) {
    let members = (0..MEMBERS).map(|member| join_for_ever(app.clone(), member));
    futures::future::join(futures::future::join_all(members), offer_again_for_ever(&app)).await;
}

async fn offer_again_for_ever(app: &App) {
    loop {
        if let Err(refused) = offer_again(app).await {
            tracing::warn!(problem = ?refused.problem(), "the demo's group-buys could not be offered again");
        }
        tokio::time::sleep(ROUND).await;
    }
}

async fn offer_again(app: &App) -> Answer<()> {
    let now = app.clock.now();
    let again = groups()?;
    let mut reader = app.db.snapshot().await?;
    let newest = group_buys::newest_of_demo(&mut reader).await?;
    drop(reader);
    let is_wanted = |number: Option<i64>| {
        number
            .and_then(|number| usize::try_from(number).ok())
            .and_then(|number| again.get(number))
            .is_some_and(|group| group.again)
    };
    let is_over = |status: &str| ["settled", "failed"].contains(&status);
    for group in newest.iter().filter(|group| is_wanted(group.demo) && is_over(&group.status)) {
        if group.ends_at.plus(REST) > now {
            continue;
        }
        let number = group.demo.unwrap_or_default();
        let minutes = 25 + number.unsigned_abs() * 11 % 50;
        let id = new_id("g");
        let times = [now, now, now.plus(Duration::from_secs(minutes * 60))];
        let mut tx = app.db.begin().await?;
        group_buys::open_another(&mut tx, &group.id, &id, None, times).await?;
        let opened = facts::again(&mut tx, &id).await?;
        let opened = facts::counted(&mut tx, &opened, None).await?;
        facts::offered(&mut tx, &opened).await?;
        tx.commit().await?;
    }
    Ok(())
}

async fn join_for_ever(app: App, member: usize) {
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
        let visitor = Member { client: &client, app: &app, number: member };
        // Whatever goes wrong, the next round begins with signing in.
        token = visitor.round(token).await.ok();
    }
}

struct Member<'a> {
    client: &'a Client,
    app: &'a App,
    number: usize,
}

impl Member<'_> {
    /// Looks at a group-buy and joins it, or withdraws from it, if there is a mind to.
    async fn round(&self, token: Option<String>) -> reqwest::Result<String> {
        let token = match token {
            Some(token) => token,
            None => self.sign_in().await?,
        };
        let list: GroupBuyList = self.get(&format!("{}?per_page=60", ListGroupBuys::PATH), &token).await?;
        let cards = list.page.items;
        let place = random(u64::try_from(cards.len()).unwrap_or(1).max(1));
        if let Some(card) = cards.get(usize::try_from(place).unwrap_or_default()) {
            self.consider(&card.id, &token).await?;
        }
        Ok(token)
    }

    async fn sign_in(&self) -> reqwest::Result<String> {
        let body = json!({ "email": email(self.number), "password": PASSWORD, "mode": "bearer" });
        let request = self.client.post(self.url(PostSignIn::PATH)).json(&body);
        let signed_in: SignedIn = request.send().await?.error_for_status()?.json().await?;
        Ok(signed_in.token.unwrap_or_default())
    }

    async fn consider(&self, id: &GroupBuyId, token: &str) -> reqwest::Result<()> {
        let path = |pattern: &str| fill_path(pattern, &[id.as_str()]);
        let mine: MyGroupBuy = self.get(&path(GetMyGroupBuy::PATH), token).await?;
        if let Some(seat) = mine.seat.filter(|_| mine.allowed_actions.contains(&GroupAction::Withdraw)) {
            // One in thirty changes their mind.
            if random(30) == 0 {
                let wish = WithdrawSeat { seat: seat.id, version: seat.version };
                self.post::<MyGroupBuy>(&path(PostWithdrawal::PATH), token, &wish).await?;
            }
            return Ok(());
        }
        if !mine.allowed_actions.contains(&GroupAction::Join) || !self.likes(id) {
            return Ok(());
        }
        let group: GroupBuy = self.get(&path(GetGroupBuy::PATH), token).await?;
        let quantity = 1 + random(group.per_person.clamp(1, 3));
        let query = format!("{}?quantity={quantity}", path(GetSeatCheckout::PATH));
        let checkout: SeatCheckout = self.get(&query, token).await?;
        let choice = usize::try_from(random(u64::try_from(group.variants.len()).unwrap_or(1))).unwrap_or(0);
        let (Some(variant), Some(way)) = (group.variants.get(choice), checkout.methods.first()) else {
            return Ok(());
        };
        let name = format!("Demo member {}", self.number + 1);
        let wish = JoinGroupBuy {
            variant: variant.id.clone(),
            quantity,
            contact: Contact { email: email(self.number), phone: None },
            address: address(&name),
            expected_total: checkout.totals.total,
            invitation: None,
            shown_as: self.number.is_multiple_of(2).then_some(name),
        };
        let joined: MyGroupBuy = self.post(&path(PostSeat::PATH), token, &wish).await?;
        let Some(seat) = joined.seat else { return Ok(()) };
        let payment = StartPayment {
            subject: PaymentSubject::Order { id: seat.order },
            method: way.method.clone(),
            return_url: format!("{}/group-buys/{id}", self.app.public_url),
        };
        let attempt: PaymentAttempt = self.post(PostPayment::PATH, token, &payment).await?;
        let page = attempt.action.and_then(|action| Url::parse(&action.url).ok());
        if let Some(page) = page {
            // The provider is asked where it listens, whatever stands between it and buyers.
            let url = format!("{}{}", self.app.buying.provider_url(), page.path());
            let form = "decision=approve";
            let request = self.client.post(url).header("content-type", "application/x-www-form-urlencoded");
            request.body(form).send().await?;
        }
        Ok(())
    }

    /// Whether the member joins a group: the same however often it is asked, and half of them do.
    fn likes(&self, id: &GroupBuyId) -> bool {
        let mut hasher = Sha256::new();
        hasher.update(email(self.number));
        hasher.update(id.as_str());
        hasher.finalize()[0] < 128
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

/// A number below `below`.
fn random(below: u64) -> u64 {
    let mut bytes = [0_u8; 8];
    // Without a random source the demo is less lively, no more.
    let _ = getrandom::fill(&mut bytes);
    u64::from_le_bytes(bytes) % below.max(1)
}
