//! The demo's lots, at times that count from the start. Only `--seed demo` and `--demo` make them.

use super::{
    bid, closing, facts,
    terms::{EXTENSION, LONGEST_EXTENSION, PAYMENT_HOURS, PREMIUM, increments},
};
use crate::{
    clock::Clock,
    ids::new_id,
    media,
    problem::{Answer, Refused},
    seed::{Shop, shop::Texts},
    store::{
        Db, WriteTx, accounts,
        auctions::{self, NewAuction},
        seed::stored_picture,
    },
};
use fivefold_api::vocabulary::{Currency, Instant};
use serde::Deserialize;
use std::{collections::BTreeMap, time::Duration};

/// Whoever bids in the demo's history: the demo's buyer first, then the demo bidders.
pub(super) const BIDDERS: [&str; 5] = [
    "buyer@demo.example",
    "bidder1@demo.example",
    "bidder2@demo.example",
    "bidder3@demo.example",
    "bidder4@demo.example",
];

/// A lot in `seed/auctions.json`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct LotSeed {
    seller: String,
    #[serde(default)]
    trader: bool,
    category: String,
    /// Ids among the pictures of `demo.json`, main one first.
    pictures: Vec<String>,
    title: Texts,
    /// One paragraph in each language.
    description: Texts,
    condition: String,
    #[serde(default)]
    defects: Vec<Texts>,
    /// In euro cents, like all amounts here.
    opening: i64,
    #[serde(default)]
    reserve: Option<i64>,
    shipping: i64,
    /// In seconds from the start of the server; negative for what has been.
    starts: i64,
    ends: i64,
    /// Bidder and maximum; spread over the time until now or the end.
    #[serde(default)]
    bids: Vec<(usize, i64)>,
    /// Bidder, maximum, and seconds from the end that was planned: bids that move it.
    #[serde(default)]
    late: Vec<(usize, i64, i64)>,
    /// Whether bidding was stopped before the end, and how: a word of the table's.
    #[serde(default)]
    stopped: Option<String>,
}

/// Adds the demo's lots with their history, unless they are there.
pub(crate) async fn seed(db: &Db, clock: &Clock, shop: &Shop) -> Result<(), String> {
    fill(db, clock, shop).await.map_err(|refused| format!("the lots: {:?}", refused.problem()))
}

async fn fill(db: &Db, clock: &Clock, shop: &Shop) -> Answer<()> {
    let lots: Vec<LotSeed> = serde_json::from_str(include_str!("../../seed/auctions.json"))?;
    let mut tx = db.begin().await?;
    if auctions::has_demo(&mut tx).await? {
        return Ok(());
    }
    let now = clock.now();
    let mut bidders = Vec::with_capacity(BIDDERS.len());
    for email in BIDDERS {
        bidders.push(account(&mut tx, email).await?);
    }
    for (number, lot) in lots.iter().enumerate() {
        let new = new(&mut tx, shop, lot, number, now).await?;
        auctions::insert(&mut tx, &new).await?;
        let mut row = auctions::find(&mut tx, &new.id)
            .await?
            .ok_or_else(|| Refused::internal("a new lot is missing"))?;
        for (bidder, maximum, at) in history(lot, now) {
            let bidder = bidders.get(bidder).ok_or_else(|| Refused::internal("there is no such bidder"))?;
            bid::take(&mut tx, bidder, &mut row, maximum, at).await?;
        }
        if let Some(stopped) = &lot.stopped {
            row.status.clone_from(stopped);
            auctions::update(&mut tx, &mut row).await?;
            facts::phase(&mut tx, &row).await?;
        } else if row.ends_at <= now {
            let ended_at = row.ends_at;
            closing::end(&mut tx, &mut row, ended_at, None).await?;
        }
    }
    tx.commit().await?;
    tracing::info!(lots = lots.len(), "the demo's lots are offered");
    Ok(())
}

async fn account(tx: &mut WriteTx, email: &str) -> Answer<String> {
    let account = accounts::of_email(tx, email).await?;
    Ok(account.ok_or_else(|| Refused::internal(format_args!("{email} is missing")))?.id)
}

async fn new(
    tx: &mut WriteTx,
    shop: &Shop,
    lot: &LotSeed,
    number: usize,
    now: Instant,
) -> Answer<NewAuction> {
    let currency = Currency::iso("EUR").map_err(Refused::internal)?;
    let at = |seconds: i64| Instant::from_millis(now.millis() + seconds * 1000);
    let pictures: Vec<String> = lot
        .pictures
        .iter()
        .map(|id| shop.pictures.get(id).map(|picture| stored_picture(picture, media::address)))
        .collect::<Option<_>>()
        .ok_or_else(|| Refused::internal(format_args!("a picture of {:?} is missing", lot.title)))?;
    let paragraphs: BTreeMap<&str, [&str; 1]> =
        lot.description.iter().map(|(locale, text)| (locale.as_str(), [text.as_str()])).collect();
    let mut defects: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (locale, text) in lot.defects.iter().flatten() {
        defects.entry(locale).or_default().push(text);
    }
    let words: Vec<&str> = lot.title.values().map(String::as_str).collect();
    let ends_at = at(lot.ends);
    Ok(NewAuction {
        id: new_id("l"),
        seller: account(tx, &lot.seller).await?,
        trader: lot.trader,
        category: lot.category.clone(),
        titles: serde_json::to_string(&lot.title)?,
        descriptions: serde_json::to_string(&paragraphs)?,
        defects: serde_json::to_string(&defects)?,
        condition: lot.condition.clone(),
        // Each is a JSON object already.
        pictures: format!("[{}]", pictures.join(",")),
        search: words.join("\n").to_lowercase(),
        currency: "EUR".to_owned(),
        opening: lot.opening,
        reserve: lot.reserve,
        increments: serde_json::to_string(&increments(currency))?,
        shipping: lot.shipping,
        premium: PREMIUM,
        extension: EXTENSION,
        payment_hours: PAYMENT_HOURS,
        created_at: at(lot.starts.min(0)),
        starts_at: at(lot.starts),
        ends_at,
        latest_end: ends_at.plus(LONGEST_EXTENSION),
        demo: Some(i64::try_from(number).unwrap_or_default()),
        status: if lot.starts > 0 { "scheduled" } else { "live" },
    })
}

/// Who bid how much, and when.
fn history(lot: &LotSeed, now: Instant) -> Vec<(usize, i64, Instant)> {
    let at = |seconds: i64| Instant::from_millis(now.millis() + seconds * 1000);
    // Nothing of the spread history is late enough to move the end.
    let until = (lot.ends - i64::from(EXTENSION.window) - 60).min(0);
    let parts = i64::try_from(lot.bids.len()).unwrap_or_default() + 1;
    let spread = (1_i64..).zip(&lot.bids).map(|(place, (bidder, maximum))| {
        (*bidder, *maximum, at(lot.starts + (until - lot.starts) * place / parts))
    });
    let late = lot.late.iter().map(|(bidder, maximum, after)| (*bidder, *maximum, at(lot.ends + after)));
    spread.chain(late).collect()
}

/// The times of a lot that is offered again at `now`: when it begins, ends, and ends at the latest.
pub(super) fn next_times(number: i64, now: Instant) -> [Instant; 4] {
    // Some begin later, and they end at different times, so that there is always something to see.
    let wait = if number % 6 == 5 { 4 } else { 0 };
    let minutes = 6 + number * 7 % 48;
    let after = |minutes: i64| now.plus(Duration::from_secs(minutes.unsigned_abs() * 60));
    let ends_at = after(wait + minutes);
    [now, after(wait), ends_at, ends_at.plus(LONGEST_EXTENSION)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_demo_s_lots_have_their_texts_and_pictures() {
        let shop = crate::seed::demo().unwrap();
        let lots: Vec<LotSeed> = serde_json::from_str(include_str!("../../seed/auctions.json")).unwrap();
        assert!(lots.len() >= 24);
        for lot in &lots {
            let name = lot.title.get("en").cloned().unwrap_or_default();
            for texts in [&lot.title, &lot.description].into_iter().chain(&lot.defects) {
                assert_eq!(texts.keys().collect::<Vec<_>>(), ["en", "zh-Hans", "zh-Hant"], "{name}");
            }
            assert!(!lot.pictures.is_empty(), "{name}");
            for picture in &lot.pictures {
                assert!(shop.pictures.contains_key(picture), "{name}: {picture}");
            }
            assert!(
                lot.stopped.iter().all(|stopped| ["cancelled", "suspended"].contains(&stopped.as_str())),
                "{name}"
            );
            assert!(lot.starts < lot.ends && super::super::categories::exists(&lot.category), "{name}");
        }
    }
}
