//! How long a quick order of ten thousand lines holds up the page.

use super::{Error, get};
use fivefold_e2e::{Browser, Engine, Look, Server, Tab};
use serde_json::json;
use std::fmt::Write as _;
use std::time::{Duration, Instant};

/// How often all of it is played.
const PLAYS: usize = 9;
/// How many lines are pasted.
const LINES: usize = 10_000;
/// How much slower the processor is made.
const CPU: u32 = 4;
/// How long nothing is to be seen of the work before it counts as done. It is in the seconds of a step.
const QUIET: Duration = Duration::from_millis(500);
/// No task may take longer (RAIL).
const LONGEST_MS: f64 = 50.0;

/// Every task over 50 ms, which is all that browsers tell of tasks.
const OBSERVE: &str = "
    window.__long = [];
    new PerformanceObserver(list => __long.push(...list.getEntries().map(e => e.duration)))
        .observe({ type: 'longtask' });";

/// Copies lines of which half are about numbers of the shop and half about none, as somebody would from a spreadsheet.
const COPY: &str = "
    const [numbers, lines] = arguments;
    let text = 'sku\\tquantity\\tunit\\r\\n';
    for (let at = 0; at < lines; at++) {
        text += (at % 2 ? `NONE-${at}` : numbers[at / 2 % numbers.length]) + '\\t' + (at % 50 + 1) + '\\t\\r\\n';
    }
    window.__copied = new DataTransfer();
    __copied.setData('text/plain', text);";

/// Pastes them, in a task that is not the driver's.
const PASTE: &str = "
    setTimeout(() => document.querySelector('#quick-text').dispatchEvent(
        new ClipboardEvent('paste', { clipboardData: __copied, bubbles: true, cancelable: true })));";

/// Whether work is going on. The driver's own ways to look would be long tasks themselves.
const IS_WORKING: &str = "return document.querySelector('.quick-progress') !== null";

/// What is done, in this order.
const STEPS: [&str; 3] = ["Read, look up, check", "Take all suggestions", "Add to the draft"];

/// How long a step took, in seconds, and its longest task, in milliseconds.
type Taken = (f64, f64);

/// Measures a paste, the press that takes all suggestions, and the way into the draft.
pub(super) async fn lines(report: &mut String) -> Result<(), Error> {
    let server = Server::demo().await?;
    let numbers = numbers(&server).await?;
    let mut plays = Vec::new();
    for _ in 0..PLAYS {
        plays.push(play(&server, &numbers).await?);
    }
    writeln!(
        report,
        "Chromium, 1280 × 900, {CPU}× slower processor, {LINES} lines pasted: every second one of a number that the shop \
         does not have, the others of {} numbers in turn. The longest task of each step (Long Tasks API, which tells of \
         those over {LONGEST_MS:.0} ms) in {PLAYS} plays. There must be none in \
         any of them.\n",
        numbers.len()
    )?;
    report.push_str("| Step | Seconds | Longest task, best | Median | Worst |\n|---|--:|--:|--:|--:|\n");
    let mut longest = 0_f64;
    for (at, step) in STEPS.iter().enumerate() {
        let sorted = |of: fn(&Taken) -> f64| {
            let mut all: Vec<f64> = plays.iter().map(|play| of(&play[at])).collect();
            all.sort_by(f64::total_cmp);
            all
        };
        let (seconds, tasks) = (sorted(|taken| taken.0), sorted(|taken| taken.1));
        let shown = |ms: f64| if ms > 0.0 { format!("{ms:.0} ms") } else { "none".to_owned() };
        let [best, median, worst] = [0, PLAYS / 2, PLAYS - 1].map(|rank| shown(tasks[rank]));
        writeln!(report, "| {step} | {:.1} | {best} | {median} | {worst} |", seconds[PLAYS / 2])?;
        longest = longest.max(tasks[PLAYS - 1]);
    }
    if longest > LONGEST_MS {
        return Err(format!("a task took {longest:.0} ms").into());
    }
    Ok(())
}

/// What each step took, for somebody who has not been there before.
async fn play(server: &Server, numbers: &[String]) -> Result<[Taken; STEPS.len()], Error> {
    let browser = Browser::open(Engine::Chromium, Look::DESKTOP).await?;
    let tab = browser.tab();
    tab.open(&server.url("/account?next=%2Fwholesale")).await?;
    tab.fill("#account-email", "company@demo.example").await?;
    tab.fill("#account-password", "harbour demo").await?;
    tab.click("main form button[type=submit]").await?;
    tab.see("#quick-text").await?;
    browser.driver().cdp().send_raw("Emulation.setCPUThrottlingRate", json!({ "rate": CPU })).await?;
    // Nobody can paste who is not in the field.
    tab.click("#quick-text").await?;
    tab.script(COPY, vec![json!(numbers), json!(LINES)]).await?;
    tab.run(OBSERVE).await?;
    let mut taken = [(0.0, 0.0); STEPS.len()];
    for (at, words) in [None, Some("Use all suggestions"), Some("to the request")].into_iter().enumerate() {
        let began = Instant::now();
        match words {
            None => tab.run(PASTE).await?,
            Some(words) => press(&tab, words).await?,
        }
        settle(&tab).await?;
        taken[at] = (began.elapsed().as_secs_f64(), longest(&tab).await?);
    }
    tab.see_text(".ui-notice", "in your request").await?;
    browser.close().await?;
    Ok(taken)
}

/// Presses a button of the rows, in a task that is not the driver's.
async fn press(tab: &Tab, words: &str) -> Result<(), Error> {
    tab.see_text(".order-rows__actions", words).await?;
    // What the driver did to see it is not the page's.
    tab.run("window.__long = []").await?;
    let press = format!(
        "const button = [...document.querySelectorAll('.order-rows__actions button')]
            .find(button => button.textContent.includes('{words}'));
        setTimeout(() => button.click());"
    );
    tab.run(&press).await
}

/// Waits until the work has come to its end: nothing is told of its progress, twice in a row.
async fn settle(tab: &Tab) -> Result<(), Error> {
    let mut quiet = 0;
    while quiet < 2 {
        tokio::time::sleep(QUIET).await;
        let is_working = tab.script(IS_WORKING, vec![]).await? == json!(true);
        quiet = if is_working { 0 } else { quiet + 1 };
    }
    Ok(())
}

/// The longest task since it was last asked about; nothing if none was long.
async fn longest(tab: &Tab) -> Result<f64, Error> {
    // What was just done is told with the next picture.
    let told = tab.script("const all = window.__long; window.__long = []; return all", vec![]).await?;
    Ok(told.as_array().into_iter().flatten().filter_map(serde_json::Value::as_f64).fold(0.0, f64::max))
}

/// The numbers of the shop's first products.
async fn numbers(server: &Server) -> Result<Vec<String>, Error> {
    let scope = "locale=en&market=EU&currency=EUR";
    let list = get(&server.url(&format!("/v1/products?{scope}"))).await?;
    let mut numbers = Vec::new();
    for card in list["page"]["items"].as_array().into_iter().flatten() {
        let slug = card["slug"].as_str().ok_or("a product has a slug")?;
        let product = get(&server.url(&format!("/v1/products/{slug}?{scope}"))).await?;
        let variants = product["variants"].as_array().into_iter().flatten();
        numbers.extend(variants.filter_map(|variant| variant["sku"].as_str()).map(str::to_owned));
    }
    Ok(numbers)
}
