//! The counterparty of the demo: a labelled account of the supplier that answers quotes over HTTP like anyone at the
//! desk would.
//!
//! **Invariant**: a negotiation can be played by hand. A quote on which a person at the supplier's desk has written,
//! offered or looked (a read mark) is left to them until ten minutes after the last time.

use super::{
    bargaining::{self, Answered, Listed, chance},
    wholesale::{self, Assortment},
};
use crate::{
    account::open_demo,
    ids::new_id,
    problem::{Answer, Refused},
    state::App,
    store::{accounts, companies, quote_messages, quotes, words::word},
};
use fivefold_api::{
    endpoints::{
        Endpoint, GetQuote, GetQuoteVersion, ListQuoteMessages, ListSupplierQuotes, PostCounterRefusal,
        PostDecline, PostOffer, PostQuestion, PostQuoteMessage, PostSignIn, PutMessagesRead, fill_path,
    },
    model::{
        AskForInfo, EndQuote, MarkRead, MessageKind, Quote, QuoteCard, QuoteLine, QuoteList, QuoteMessage,
        QuoteMessages, QuoteParty, QuoteStatus, QuoteVersion, ReadMark, Role, SignedIn, VersionKind,
        WriteMessage,
    },
    rules::price_at,
    vocabulary::{Instant, QuoteId, Version},
};
use reqwest::{Client, StatusCode};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::json;
use std::{collections::HashMap, time::Duration};

/// The labelled account.
const EMAIL: &str = "desk@demo.example";
const NAME: &str = "Demo supplier";
/// The password of the demo's accounts.
const PASSWORD: &str = "harbour demo";
/// How often it looks.
const PACE: Duration = Duration::from_secs(4);
/// An answer takes so many seconds, and up to as many more.
const THINKING: (u32, u32) = (12, 18);
/// How long a quote is left to a person who has taken it up.
const HANDS_OFF: Duration = Duration::from_mins(10);
/// Until when an answer to a question is due.
const REPLY: Duration = Duration::from_hours(48);
/// One request in so many is asked about first.
const ASKS: u32 = 3;

/// Runs until the task is aborted.
pub(crate) async fn run(app: App) {
    if let Err(refused) = open(&app).await {
        tracing::error!(problem = ?refused.problem(), "the demo's supplier has no account");
        return;
    }
    let Ok(client) = Client::builder()
        .no_proxy()
        .redirect(reqwest::redirect::Policy::none())
        .timeout(Duration::from_secs(10))
        .build()
    else {
        return;
    };
    let mut desk = Desk { client, app, token: None, given_up: HashMap::new() };
    loop {
        tokio::time::sleep(PACE).await;
        if let Err(error) = desk.round().await {
            tracing::debug!(%error, "the demo's supplier begins anew with signing in");
            desk.token = None;
        }
    }
}

/// Opens the labelled account, unless it is there.
async fn open(app: &App) -> Answer<()> {
    let mut tx = app.db.begin().await?;
    open_demo(&mut tx, EMAIL, NAME, app.clock.now()).await?;
    let account = accounts::of_email(&mut tx, EMAIL).await?;
    let account = account.ok_or_else(|| Refused::internal("an account was not opened"))?;
    accounts::add_role(&mut tx, &account.id, &word(&Role::Supplier)?).await?;
    tx.commit().await?;
    Ok(())
}

/// Who answers.
struct Desk {
    client: Client,
    app: App,
    token: Option<String>,
    /// The open quotes that could not be answered as they stood: they are not tried again before they change.
    given_up: HashMap<QuoteId, Version>,
}

/// What the supplier knows from its own books.
struct Books {
    /// In which language it was asked.
    locale: String,
    sold: Assortment,
}

impl Books {
    fn listed(&self, line: &QuoteLine) -> Listed {
        let item = self.sold.item(&line.sku);
        let digits = item.and_then(|item| line.quantity.at_scale(item.rule.scale));
        Listed {
            price: item.zip(digits).and_then(|(item, digits)| price_at(item, digits)),
            lead_days: item.and_then(|item| item.lead_days),
        }
    }

    /// One of three texts: English, and Chinese in Traditional and Simplified characters.
    fn say(&self, texts: [&str; 3]) -> String {
        let place = match self.locale.as_str() {
            "zh-Hant" => 1,
            "zh-Hans" => 2,
            _ => 0,
        };
        texts[place].to_owned()
    }
}

impl Desk {
    /// Looks at everything that is open, and answers what waits for an answer.
    async fn round(&mut self) -> reqwest::Result<()> {
        if self.token.is_none() {
            self.token = Some(self.sign_in().await?);
        }
        let open = self.open_quotes().await?;
        self.given_up.retain(|id, _| open.iter().any(|card| card.id == *id));
        for card in open {
            let waits = matches!(card.status, QuoteStatus::Submitted | QuoteStatus::Countered);
            if !(waits || card.unread > 0) || !self.is_time(&card) || self.is_left_to_somebody(&card).await {
                continue;
            }
            let quote: Quote = self.get(&fill_path(GetQuote::PATH, &[card.id.as_str()])).await?;
            if self.given_up.get(&quote.id) == Some(&quote.version) {
                continue;
            }
            match self.attend(&quote, waits).await {
                Ok(()) => {}
                Err(error) if error.status() == Some(StatusCode::UNAUTHORIZED) => return Err(error),
                Err(error) => {
                    tracing::warn!(quote = %quote.id, %error, "the demo's supplier has no answer");
                    // A refusal stays one. What has failed on the way is tried again in the next round.
                    if error.status().is_some_and(|status| status.is_client_error()) {
                        self.given_up.insert(quote.id, quote.version);
                    }
                }
            }
        }
        Ok(())
    }

    /// All of them: an old one may still wait behind many that were answered since.
    async fn open_quotes(&self) -> reqwest::Result<Vec<QuoteCard>> {
        let first = format!("{}?state=open", ListSupplierQuotes::PATH);
        let mut list: QuoteList = self.get(&first).await?;
        let mut open = list.page.items;
        while let Some(next) = list.page.next {
            list = self.get(&format!("{first}&page={next}")).await?;
            open.append(&mut list.page.items);
        }
        Ok(open)
    }

    async fn sign_in(&self) -> reqwest::Result<String> {
        let body = json!({ "email": EMAIL, "password": PASSWORD, "mode": "bearer" });
        let request = self.client.post(self.url(PostSignIn::PATH)).json(&body);
        let signed_in: SignedIn = request.send().await?.error_for_status()?.json().await?;
        Ok(signed_in.token.unwrap_or_default())
    }

    /// Whether somebody at a desk would have come to it by now.
    fn is_time(&self, card: &QuoteCard) -> bool {
        let seconds = THINKING.0 + chance(card.id.as_str(), "thinking", THINKING.1);
        card.changed_at.plus(Duration::from_secs(u64::from(seconds))) <= self.app.clock.now()
    }

    /// Whether a person has taken it up. When that is not known, it is left alone.
    async fn is_left_to_somebody(&self, card: &QuoteCard) -> bool {
        match self.attended(card).await {
            Ok(at) => at.is_some_and(|at| at.plus(HANDS_OFF) > self.app.clock.now()),
            Err(error) => {
                tracing::warn!(%error, "who attends to a quote is not known");
                true
            }
        }
    }

    async fn attended(&self, card: &QuoteCard) -> Result<Option<Instant>, sqlx::Error> {
        let mut reader = self.app.db.snapshot().await?;
        let Some(own) = accounts::of_email(&mut reader, EMAIL).await? else { return Ok(None) };
        quote_messages::attended_by_others(&mut reader, card.id.as_str(), &own.id).await
    }

    /// What the supplier's own books say: it needs no call to know its prices.
    async fn books(&self, quote: &Quote) -> Answer<Books> {
        let mut reader = self.app.db.snapshot().await?;
        let gone = || Refused::internal("a quote is not in the books");
        let row = quotes::find(&mut reader, quote.id.as_str()).await?.ok_or_else(gone)?;
        let company = companies::find(&mut reader, &row.company).await?.ok_or_else(gone)?;
        let skus: Vec<_> = quote.current.lines.iter().map(|line| line.sku.clone()).collect();
        let sold = wholesale::resolve(&mut reader, &company, &skus, &row.locale).await?;
        Ok(Books { locale: row.locale, sold })
    }

    async fn attend(&self, quote: &Quote, waits: bool) -> reqwest::Result<()> {
        let path = fill_path(ListQuoteMessages::PATH, &[quote.id.as_str()]);
        let messages: QuoteMessages = self.get(&path).await?;
        let Ok(books) = self.books(quote).await else { return Ok(()) };
        self.read_and_reply(quote, &messages, &books, waits).await?;
        match quote.status {
            QuoteStatus::Submitted => self.answer_request(quote, &messages, &books).await,
            QuoteStatus::Countered => self.answer_counter(quote, &books).await,
            _ => Ok(()),
        }
    }

    /// Reads what was written, and answers a message unless more than that is about to come.
    async fn read_and_reply(
        &self,
        quote: &Quote,
        messages: &QuoteMessages,
        books: &Books,
        waits: bool,
    ) -> reqwest::Result<()> {
        let Some(newest) = messages.page.items.first() else { return Ok(()) };
        if messages.unread > 0 {
            let path = fill_path(PutMessagesRead::PATH, &[quote.id.as_str()]);
            let request = self.client.put(self.url(&path)).bearer_auth(self.token());
            let mark: ReadMark = request
                .json(&MarkRead { read_to: newest.place })
                .send()
                .await?
                .error_for_status()?
                .json()
                .await?;
            tracing::debug!(quote = %mark.quote, read_to = mark.read_to, "the demo's supplier has read");
            if newest.by == QuoteParty::Buyer && newest.kind == MessageKind::Message && !waits {
                let thanks = [
                    "Thank you, we have noted that. The offer stands as it is.",
                    "謝謝，我們已記下。目前報價維持不變。",
                    "谢谢，我们已记下。目前报价维持不变。",
                ];
                self.write(quote, books.say(thanks)).await?;
            }
        }
        Ok(())
    }

    async fn answer_request(
        &self,
        quote: &Quote,
        messages: &QuoteMessages,
        books: &Books,
    ) -> reqwest::Result<()> {
        let id = quote.id.as_str();
        let was_asked = messages.page.items.iter().any(|message| message.kind == MessageKind::Question);
        let path = |pattern: &str| fill_path(pattern, &[id]);
        if chance(id, "ask", ASKS) == 0 && !was_asked {
            let question = [
                "May we send this line in two parts, should some of it take longer?",
                "若此品項部分需較長備貨時間，是否可分兩批出貨？",
                "若此品项部分需较长备货时间，是否可分两批发货？",
            ];
            let wish = AskForInfo {
                text: books.say(question),
                lines: quote.current.lines.first().map(|line| line.id.clone()).into_iter().collect(),
                reply_due: self.app.clock.now().plus(REPLY),
            };
            return self
                .post::<Quote>(&path(PostQuestion::PATH), Some(&quote.version), &wish)
                .await
                .map(drop);
        }
        let now = self.app.clock.now();
        let Some(mut offer) = bargaining::first_offer(id, &quote.current, |line| books.listed(line), now)
        else {
            let sorry = [
                "We cannot offer any of this at the moment. Please ask again with a price you have in mind.",
                "目前無法提供這些品項的報價，歡迎附上目標價後再次詢價。",
                "目前无法提供这些品项的报价，欢迎附上目标价后再次询价。",
            ];
            let wish = EndQuote { reason: Some(books.say(sorry)) };
            return self.post::<Quote>(&path(PostDecline::PATH), Some(&quote.version), &wish).await.map(drop);
        };
        let reason = [
            "Our best prices for these quantities. Lead times count from your order.",
            "以上為此數量的優惠價，交期自下單日起算。",
            "以上为此数量的优惠价，交期自下单日起算。",
        ];
        offer.reason = Some(books.say(reason));
        self.post::<Quote>(&path(PostOffer::PATH), Some(&quote.version), &offer).await?;
        let more = [
            "If you need other quantities or dates, send us a counter and we will look at it.",
            "若需調整數量或交期，請提出還價，我們會儘快回覆。",
            "若需调整数量或交期，请提出还价，我们会尽快回复。",
        ];
        self.write(quote, books.say(more)).await
    }

    async fn answer_counter(&self, quote: &Quote, books: &Books) -> reqwest::Result<()> {
        let id = quote.id.as_str();
        let Some(number) = quote.offer else { return Ok(()) };
        let offered = GetQuoteVersion::new(quote.id.clone(), number);
        let offered: QuoteVersion = self.get(&fill_path(GetQuoteVersion::PATH, &offered.params())).await?;
        let offers = quote.versions.iter().filter(|version| version.kind == VersionKind::Offer).count();
        let answer = bargaining::answer(id, &offered, &quote.current, offers, self.app.clock.now());
        if let Answered::Offered(mut offer) = answer {
            let reason = [
                "This is how far we can come towards you.",
                "這是我們能給的最大讓步。",
                "这是我们能给的最大让步。",
            ];
            offer.reason = Some(books.say(reason));
            let path = fill_path(PostOffer::PATH, &[id]);
            return self.post::<Quote>(&path, Some(&quote.version), &offer).await.map(drop);
        }
        let sorry = [
            "We are sorry: there is no more room in these prices. The offer stands as it was.",
            "很抱歉，價格已無調整空間，原報價維持不變。",
            "很抱歉，价格已无调整空间，原报价维持不变。",
        ];
        let wish = EndQuote { reason: Some(books.say(sorry)) };
        let path = fill_path(PostCounterRefusal::PATH, &[id]);
        self.post::<Quote>(&path, Some(&quote.version), &wish).await.map(drop)
    }

    async fn write(&self, quote: &Quote, text: String) -> reqwest::Result<()> {
        let wish = WriteMessage { text, is_note: false, attachments: Vec::new() };
        let path = fill_path(PostQuoteMessage::PATH, &[quote.id.as_str()]);
        self.post::<QuoteMessage>(&path, None, &wish).await.map(drop)
    }

    fn token(&self) -> &str {
        self.token.as_deref().unwrap_or_default()
    }

    fn url(&self, path: &str) -> String {
        format!("{}{path}", self.app.buying.own_url())
    }

    async fn get<T: DeserializeOwned>(&self, path: &str) -> reqwest::Result<T> {
        let request = self.client.get(self.url(path)).bearer_auth(self.token());
        request.send().await?.error_for_status()?.json().await
    }

    async fn post<T: DeserializeOwned>(
        &self,
        path: &str,
        seen: Option<&Version>,
        body: &(impl Serialize + Sync),
    ) -> reqwest::Result<T> {
        let mut request = self.client.post(self.url(path)).bearer_auth(self.token()).json(body);
        if let Some(seen) = seen {
            request = request.header("if-match", seen.to_etag());
        }
        let request = request.header("idempotency-key", new_id("k"));
        request.send().await?.error_for_status()?.json().await
    }
}
