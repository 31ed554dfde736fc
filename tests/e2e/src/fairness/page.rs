//! A real browser in front of a lot, with a device clock that is wrong.

use super::house::{Member, PASSWORD};
use super::record::{Command, ROWS, Record, Row, Sight, Standing, Told};
use super::run::ShopClock;
use super::transport;
use super::witness::Witness;
use crate::browser::{Browser, Look};
use crate::engine::Engine;
use crate::proxy::BidAnswer;
use crate::tab::{Tab, eventually};
use fastrand::Rng;
use fivefold_api::endpoints::GetMyAuction;
use fivefold_api::vocabulary::AuctionId;
use serde_json::Value;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::watch;

type Error = Box<dyn std::error::Error + Send + Sync>;

/// What runs before each page of the app, on a device whose clock is wrong by so much.
pub(super) fn script(skew: Duration, is_late: bool) -> String {
    let sign = if is_late { "-" } else { "" };
    let skew = format!("{sign}{}", skew.as_millis());
    include_str!("page.js").replace("SKEW", &skew).replace("ROWS", &ROWS.to_string())
}

/// A browser that somebody has signed in with.
pub(super) struct Page {
    browser: Browser,
    engine: Engine,
    member: Member,
    origin: String,
    shop: ShopClock,
    /// What was shown, as the page says it, each with its time in the server's milliseconds.
    shown: Mutex<Vec<(i64, Value)>>,
}

impl Page {
    /// Opens a browser at `origin` and signs in.
    pub(super) async fn open(
        engine: Engine,
        member: Member,
        origin: String,
        shop: ShopClock,
    ) -> Result<Self, Error> {
        let browser = Browser::open(engine, Look::DESKTOP).await?;
        let page = Self { browser, engine, member, origin, shop, shown: Mutex::default() };
        let tab = page.tab();
        tab.open(&format!("{}/account", page.origin)).await?;
        tab.fill("#account-email", &page.member.email).await?;
        tab.fill("#account-password", PASSWORD).await?;
        tab.click("main form button[type=submit]").await?;
        tab.see(".account-ways").await?;
        Ok(page)
    }

    fn tab(&self) -> Tab {
        self.browser.tab()
    }

    /// Goes to a lot.
    pub(super) async fn visit(&self, lot: &AuctionId) -> Result<(), Error> {
        self.tab().open(&format!("{}/auctions/{lot}", self.origin)).await?;
        self.tab().see("#bid-amount").await.map(|_| ())
    }

    /// Bids by the form now and then until `may_bid` turns false.
    pub(super) async fn bid(
        &self,
        witness: &Witness,
        pause: Range<u64>,
        mut may_bid: watch::Receiver<bool>,
        mut random: Rng,
    ) {
        while *may_bid.borrow_and_update() {
            let wait = Duration::from_millis(random.u64(pause.clone()));
            tokio::select! {
                () = tokio::time::sleep(wait) => {}
                _ = may_bid.changed() => continue,
            }
            let Some(state) = witness.newest().1 else { continue };
            // A round amount above what anybody asks for as the next bid.
            let more = random.i64(2..12);
            let bid = state.price / 100 + state.price / 1_000 * more / 2 + more;
            // The page may be busy with the bid before, which is fine.
            let _ = self.place(bid).await;
        }
    }

    async fn place(&self, whole: i64) -> Result<(), Error> {
        // As fast as a hand can be: the price moves on.
        let typed = "const f = document.querySelector('#bid-amount');
            const b = document.querySelector('.bid-form button[type=submit]');
            if (!f || !b) return false;
            f.value = arguments[0]; f.dispatchEvent(new Event('input', { bubbles: true }));
            b.click(); return true;";
        self.tab().script(typed, vec![whole.to_string().into()]).await?;
        let confirmed = "const b = document.querySelector('dialog[open] .bid-form__confirm button');
            if (b) b.click(); return !!b;";
        self.tab().script(confirmed, vec![]).await?;
        Ok(())
    }

    /// What it shows now, if it shows a lot.
    pub(super) async fn sight(&self, me: Option<&str>) -> Option<Sight> {
        let looked = self.tab().script("return [__now(), ...(__look() || [])]", vec![]).await.ok()?;
        read(self.shop.at(&looked[0]), &looked, me)
    }

    /// Takes over what was shown so far. Has to be done before the server's clock is moved.
    pub(super) async fn collect(&self) -> Result<(), Error> {
        let taken = self.tab().script("return __sights.splice(0)", vec![]).await?;
        let taken = taken.as_array().into_iter().flatten();
        self.shown().extend(taken.map(|sight| (self.shop.at(&sight[0]), sight.clone())));
        Ok(())
    }

    fn shown(&self) -> MutexGuard<'_, Vec<(i64, Value)>> {
        self.shown.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Looks at the whole history and says what was shown since the lot was opened. `answers` are those that came
    /// through this browser's door.
    pub(super) async fn leave(
        &self,
        server: &str,
        lot: &AuctionId,
        answers: &[BidAnswer],
    ) -> Result<Record, Error> {
        let straight = transport::client(server, &self.member.token, Rng::with_seed(0))?;
        let mine =
            straight.call(&GetMyAuction { id: lot.clone() }).await.map_err(|error| format!("{error:?}"))?;
        let bidder = mine.bidder.map(|bidder| bidder.0);
        let me = bidder.as_deref();
        let tab = self.tab();
        let older = "const b = document.querySelector('.lot-history > button, .lot-history .ui-button');
            if (b) b.click(); return !!b;";
        eventually(60, || async { (tab.script(older, vec![]).await.ok()? == false).then_some(()) }).await;
        self.collect().await?;
        let taken = tab.script("return [__now(), __history()]", vec![]).await?;
        let shown = std::mem::take(&mut *self.shown());
        let sights = shown.iter().filter_map(|(at, sight)| read(*at, sight, me));
        Ok(Record {
            name: self.engine.name().to_owned(),
            maximum: mine.maximum.map(|maximum| maximum.minor),
            sights: sights.collect(),
            ended_at: self.shop.at(&taken[0]),
            history: rows(&taken[1], me),
            commands: commands(answers, lot),
            bidder,
        })
    }

    /// Ends the browser.
    pub(super) async fn close(self) -> Result<(), Error> {
        self.browser.close().await
    }
}

fn read(at: i64, sight: &Value, me: Option<&str>) -> Option<Sight> {
    Some(Sight {
        at,
        price: minor(sight[1].as_str()?),
        bids: count(sight[2].as_str()?),
        standing: standing(sight[3].as_str()?),
        seconds_left: seconds(sight[4].as_str()?),
        rows: rows(&sight[5], me),
        is_paused: sight[6] == true,
    })
}

/// The bids that came through one browser's door, as the server answered them. An answer that contradicts another
/// to the same key is no answer.
fn commands(answers: &[BidAnswer], lot: &AuctionId) -> Vec<Command> {
    let mut all: BTreeMap<&str, Command> = BTreeMap::new();
    for said in answers.iter().filter(|said| said.status == 200 && said.answer["auction"] == lot.as_str()) {
        let told = said.answer["state"]["bid_count"].as_u64().map_or(Told::Nothing, Told::Taken);
        let command = all.entry(&said.key).or_insert_with(|| Command {
            key: said.key.clone(),
            maximum: said.answer["maximum"]["minor"].as_i64().unwrap_or_default(),
            told: told.clone(),
            recorded: told.clone(),
        });
        if command.told != told {
            command.recorded = Told::Nothing;
        }
    }
    all.into_values().collect()
}

/// `€1,234.50` in minor units.
fn minor(text: &str) -> i64 {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    digits.parse().unwrap_or_default()
}

/// How many bids: `Current bid · 12 bids`.
fn count(text: &str) -> u64 {
    text.chars().filter(char::is_ascii_digit).collect::<String>().parse().unwrap_or_default()
}

fn standing(text: &str) -> Standing {
    let words = [
        ("You lead", Standing::Leads),
        ("Somebody else leads", Standing::Outbid),
        ("Asking", Standing::Asking),
        ("Somebody else has it", Standing::Lost),
    ];
    let found = words.into_iter().find(|(words, _)| text.contains(words));
    match found {
        Some((_, standing)) => standing,
        None if text.to_lowercase().contains("won") => Standing::Won,
        None => Standing::Nothing,
    }
}

/// The seconds on a countdown: `1:09:42`, `9:42`, `Closing…`.
fn seconds(text: &str) -> Option<i64> {
    if text.starts_with("Closing") {
        return Some(0);
    }
    let parts: Vec<i64> = text.split(':').map(|part| part.parse().ok()).collect::<Option<_>>()?;
    Some(parts.iter().fold(0, |sum, part| sum * 60 + part))
}

fn rows(shown: &Value, me: Option<&str>) -> Vec<Row> {
    let row = |cells: &Value| {
        let name = cells[0].as_str().unwrap_or_default().trim().trim_end_matches("automatic").trim();
        let bidder = if name == "You" { me.unwrap_or("You") } else { name.trim_start_matches("Bidder ") };
        Row { bidder: bidder.to_owned(), amount: minor(cells[1].as_str().unwrap_or_default()) }
    };
    shown.as_array().into_iter().flatten().map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_a_page_says_is_understood() {
        assert_eq!((minor("€1,234.50"), count("Current bid · 12 bids")), (123_450, 12));
        assert_eq!(seconds("1:09:42"), Some(4_182));
        assert_eq!(seconds("1:05"), Some(65));
        assert_eq!(seconds("Closing…"), Some(0));
        assert_eq!(seconds("–:––"), None);
        assert_eq!(standing("You lead. Nobody sees your maximum."), Standing::Leads);
        assert_eq!(standing("Somebody else leads. Bid again"), Standing::Outbid);
        assert_eq!(standing(""), Standing::Nothing);
        let shown = json!([["You automatic", "€3.00"], ["Bidder 7 ", "€2.50"]]);
        let row = |bidder: &str, amount| Row { bidder: bidder.to_owned(), amount };
        assert_eq!(rows(&shown, Some("4")), [row("4", 300), row("7", 250)]);
    }

    #[test]
    fn answers_to_one_key_are_one_command_and_must_agree() {
        let lot = AuctionId::from("l_1");
        let said = |key: &str, bids: u64| BidAnswer {
            door: 1,
            key: key.to_owned(),
            status: 200,
            answer: json!({ "auction": "l_1", "maximum": { "minor": 900 }, "state": { "bid_count": bids } }),
        };
        let found = commands(&[said("a", 3), said("a", 3), said("b", 5), said("b", 6)], &lot);
        assert_eq!(found.len(), 2);
        assert_eq!(found[0].recorded, Told::Taken(3));
        assert_eq!((&found[1].told, &found[1].recorded), (&Told::Taken(5), &Told::Nothing));
    }
}
