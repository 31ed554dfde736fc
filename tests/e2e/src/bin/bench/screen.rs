//! How soon a press is answered while two hundred lots are bid on in sight of it.

use super::bids::{self, Lot};
use super::{Error, get};
use fivefold_e2e::fairness::{Member, Seller, sign_up};
use fivefold_e2e::{Browser, Engine, Look, Server, ServerOptions, Tab};
use serde_json::json;
use std::fmt::Write as _;
use std::time::{Duration, Instant};

/// How many lots stand on the screen.
const LOTS: usize = 200;
/// How much slower the processor is made.
const CPU: u32 = 4;
/// How many bids a second are sent. An auction house at its busiest takes fewer.
const BIDS_A_SECOND: u64 = 20;
/// For how long somebody presses things.
const PRESS_FOR: Duration = Duration::from_secs(30);
/// No answer may take longer: what people still take for an answer to what they have done.
const LONGEST_MS: f64 = 200.0;

/// Everything that is measured about interactions: the longest of each, from the press to the next picture.
const OBSERVE: &str = "
    window.__presses = new Map();
    new PerformanceObserver(list => {
        for (const e of list.getEntries()) if (e.interactionId) {
            const known = __presses.get(e.interactionId);
            if (!known || known.ms < e.duration) __presses.set(e.interactionId, { ms: e.duration, name: e.name });
        }
    }).observe({ type: 'event', buffered: true, durationThreshold: 16 });";

/// Measures presses among live lots.
pub(super) async fn screen(report: &mut String) -> Result<(), Error> {
    let server = Server::start(ServerOptions::default()).await?;
    let mut seller = Seller::at(&server).await?;
    let mut lots = Vec::new();
    while lots.len() < LOTS {
        lots.push(bids::offer(&server, &mut seller).await?);
    }
    let bidders = [sign_up(&server, "one").await?, sign_up(&server, "two").await?];
    let browser = Browser::open(Engine::Chromium, Look::DESKTOP).await?;
    browser.driver().cdp().send_raw("Emulation.setCPUThrottlingRate", json!({ "rate": CPU })).await?;
    let tab = browser.tab();
    let here = format!("/auctions?q=walnut&per_page={LOTS}");
    tab.open(&server.url(&here)).await?;
    tab.see(&format!(".lots > li:nth-child({LOTS}) .lot-card--live")).await?;
    tab.run(OBSERVE).await?;
    let end = Instant::now() + PRESS_FOR;
    let (presses, taken) = tokio::join!(press(&browser, end), bid(&server, &bidders, &lots, end));
    let taken = taken?;
    let presses = presses?;
    // What the page shows is what the server says: the pressing has not outrun the bids.
    let told =
        get(&server.url(&format!("/v1/auctions/{}?locale=en&market=EU&currency=EUR", lots[0].id))).await?;
    let bids = told["card"]["state"]["bid_count"].as_u64().unwrap_or_default();
    let card = format!(".lot-card:has(a[href$='/{}'])", lots[0].id);
    tab.see_text(&card, &format!("{bids} bid")).await?;
    let said = tab.script("return [...__presses.values()].sort((a, b) => a.ms - b.ms)", vec![]).await?;
    let all: Vec<f64> = said.as_array().into_iter().flatten().filter_map(|it| it["ms"].as_f64()).collect();
    let slowest = said.as_array().and_then(|all| all.last()).cloned().unwrap_or_else(|| json!({}));
    browser.close().await?;
    if all.is_empty() {
        return Err(format!("{presses} presses, and none was measured").into());
    }
    let at = |share: f64| all[((all.len() - 1) as f64 * share) as usize];
    writeln!(
        report,
        "Chromium, 1280 × 900, {CPU}× slower processor, {LOTS} live lots on one page, {taken} bids taken in {} s. Keys and \
         presses of hearts all over the page, {presses} turns of both, each when its place has been drawn, from the event to the next picture (Event Timing; what takes less \
         than 16 ms is not told). None may take more than {LONGEST_MS:.0} ms.\n",
        PRESS_FOR.as_secs()
    )?;
    report.push_str("| Interactions over 16 ms | Median ms | p98 ms | Longest ms | The longest |\n|--:|--:|--:|--:|---|\n");
    writeln!(
        report,
        "| {} | {:.0} | {:.0} | {:.0} | {} |",
        all.len(),
        at(0.5),
        at(0.98),
        at(1.0),
        slowest["name"].as_str().unwrap_or("none")
    )?;
    if at(1.0) > LONGEST_MS {
        return Err(format!("an interaction took {:.0} ms: {slowest}", at(1.0)).into());
    }
    Ok(())
}

/// Types and presses hearts all over the page, as fast as the driver goes. Returns how often.
async fn press(browser: &Browser, end: Instant) -> Result<usize, Error> {
    let tab = browser.tab();
    let mut turn = 0;
    while Instant::now() < end {
        in_sight(&tab, "#lots-q").await?;
        tab.fill("#lots-q", ["walnut", "walnut box"][turn % 2]).await?;
        let heart = format!(".lots > li:nth-child({}) button", turn * 7 % LOTS + 1);
        in_sight(&tab, &heart).await?;
        tab.click(&heart).await?;
        turn += 1;
    }
    Ok(turn)
}

/// Goes to what is pressed next and waits until it is drawn: nobody presses what they do not see yet, but the driver
/// would, in the same moment in which it has jumped there.
async fn in_sight(tab: &Tab, css: &str) -> Result<(), Error> {
    tab.run(&format!(
        "document.querySelector({css:?}).scrollIntoView({{ block: 'center' }});
         requestAnimationFrame(() => requestAnimationFrame(() => {{ document.body.dataset.drawn = {css:?}; }}));"
    ))
    .await?;
    tab.see(&format!("body[data-drawn={css:?}]")).await?;
    Ok(())
}

/// Bids on one lot after the other at an even pace. Returns how many were taken.
async fn bid(server: &Server, bidders: &[Member], lots: &[Lot], end: Instant) -> Result<u64, Error> {
    let http = reqwest::Client::new();
    let mut pace = tokio::time::interval(Duration::from_millis(1_000 / BIDS_A_SECOND));
    let (mut taken, mut turn) = (0, 0);
    while Instant::now() < end {
        pace.tick().await;
        let key = format!("bench-screen-{turn}-0123456789abcdef");
        // Two take turns on each lot, so that every bid changes what is seen.
        let bidder = &bidders[turn / lots.len() % bidders.len()];
        taken += u64::from(bids::bid(&http, server, bidder, &lots[turn % lots.len()], &key).await?.is_taken);
        turn += 1;
    }
    Ok(taken)
}
