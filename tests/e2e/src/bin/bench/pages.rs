//! What a first visit costs on a slow phone.

use super::{Error, get};
use fivefold_e2e::{Browser, Engine, Look, Server, eventually};
use serde_json::json;
use std::fmt::Write as _;

/// Lighthouse's "Slow 4G": 1.6 Mbit/s down, 750 kbit/s up, 150 ms.
const DOWN: u32 = 200_000;
const UP: u32 = 93_750;
const LATENCY: u32 = 150;
/// How much slower the processor is made.
const CPU: u32 = 4;
/// How often each page is measured; the table shows the median.
const RUNS: usize = 5;

/// Pages, and what has to be on the screen for their data to be there.
const PAGES: &[(&str, &str, &str)] = &[
    ("Home", "/", "main .product-card"),
    ("Product list", "/products", "main .product-card"),
    ("Product", "/products/{slug}", "main .ui-price"),
    ("Cart (empty)", "/cart", "main h1"),
    ("Not found", "/nothing-here", "main h1"),
];

/// One measured visit.
#[derive(Default, Clone)]
struct Visit {
    first_paint: f64,
    largest_paint: f64,
    shift: f64,
    data: f64,
    code: f64,
    all: f64,
}

/// Measures every page.
pub(super) async fn pages(report: &mut String) -> Result<(), Error> {
    let server = Server::demo().await?;
    let slug = first_product(&server).await?;
    writeln!(
        report,
        "Chromium, cold cache, {:.1} Mbit/s, {LATENCY} ms, {CPU}× slower processor, 390 × 844, loopback \
         without TLS; median of {RUNS}. *Code* is HTML, CSS, JavaScript and WebAssembly over the wire, with \
         what a page fetches ahead once it stands (a product: the cart, reviews, the live feed); *all* adds pictures and \
         API answers. *Data* is when the page's own data stands on the screen.\n",
        f64::from(DOWN) * 8.0 / 1e6
    )?;
    report.push_str("| Page | Code kB | All kB | FCP ms | LCP ms | CLS | Data ms | Data again ms |\n|---|--:|--:|--:|--:|--:|--:|--:|\n");
    for (name, path, selector) in PAGES {
        let url = server.url(&path.replace("{slug}", &slug));
        let mut cold = Vec::new();
        let mut again = Vec::new();
        for _ in 0..RUNS {
            let browser = Browser::open(Engine::Chromium, Look::PHONE).await?;
            slow_down(&browser).await?;
            cold.push(visit(&browser, &url, selector).await?);
            browser.driver().goto("about:blank").await?;
            again.push(visit(&browser, &url, selector).await?);
            browser.close().await?;
        }
        let cold_median = |of: fn(&Visit) -> f64| median(cold.iter().map(of).collect());
        writeln!(
            report,
            "| {name} | {:.1} | {:.1} | {:.0} | {:.0} | {:.3} | {:.0} | {:.0} |",
            cold_median(|visit| visit.code) / 1000.0,
            cold_median(|visit| visit.all) / 1000.0,
            cold_median(|visit| visit.first_paint),
            cold_median(|visit| visit.largest_paint),
            cold_median(|visit| visit.shift),
            cold_median(|visit| visit.data),
            median(again.iter().map(|visit| visit.data).collect()),
        )?;
    }
    Ok(())
}

async fn slow_down(browser: &Browser) -> Result<(), Error> {
    let cdp = browser.driver().cdp();
    cdp.send_raw("Network.enable", json!({})).await?;
    cdp.send_raw(
        "Network.emulateNetworkConditions",
        json!({ "offline": false, "latency": LATENCY, "downloadThroughput": DOWN, "uploadThroughput": UP }),
    )
    .await?;
    cdp.send_raw("Emulation.setCPUThrottlingRate", json!({ "rate": CPU })).await?;
    Ok(())
}

async fn visit(browser: &Browser, url: &str, selector: &str) -> Result<Visit, Error> {
    let cdp = browser.driver().cdp();
    let script = format!(
        "window.__m = {{lcp: 0, cls: 0, data: 0}};
         new PerformanceObserver(l => {{ for (const e of l.getEntries()) __m.lcp = e.startTime; }}).observe({{type: 'largest-contentful-paint', buffered: true}});
         new PerformanceObserver(l => {{ for (const e of l.getEntries()) if (!e.hadRecentInput) __m.cls += e.value; }}).observe({{type: 'layout-shift', buffered: true}});
         (function look() {{
             if (document.querySelector({selector})) requestAnimationFrame(() => {{ __m.data = performance.now(); }});
             else requestAnimationFrame(look);
         }})();",
        selector = json!(selector)
    );
    let added = cdp.send_raw("Page.addScriptToEvaluateOnNewDocument", json!({ "source": script })).await?;
    browser.driver().goto(url).await?;
    let figures = eventually(40, || async {
        let answer = browser
            .driver()
            .execute(
                "const r = performance.getEntriesByType('resource'), n = performance.getEntriesByType('navigation')[0];
                 const p = performance.getEntriesByName('first-contentful-paint')[0];
                 if (!window.__m || !__m.data || !p || !n.loadEventEnd || performance.now() - __m.data < 1500) return null;
                 const size = e => e.transferSize || 0;
                 const code = r.filter(e => /\\.(js|wasm|css)(\\?|$)/.test(e.name)).reduce((s, e) => s + size(e), size(n));
                 return {...__m, fcp: p.startTime, code, all: r.reduce((s, e) => s + size(e), size(n))};",
                Vec::new(),
            )
            .await
            .ok()?;
        answer.json().is_object().then(|| answer.json().clone())
    })
    .await
    .ok_or_else(|| format!("{url} never shows {selector}"))?;
    cdp.send_raw("Page.removeScriptToEvaluateOnNewDocument", json!({ "identifier": added["identifier"] }))
        .await?;
    let figure = |name: &str| figures[name].as_f64().unwrap_or_default();
    Ok(Visit {
        first_paint: figure("fcp"),
        largest_paint: figure("lcp"),
        shift: figure("cls"),
        data: figure("data"),
        code: figure("code"),
        all: figure("all"),
    })
}

async fn first_product(server: &Server) -> Result<String, Error> {
    let list = get(&server.url("/v1/products?locale=en&market=EU&currency=EUR")).await?;
    Ok(list["page"]["items"][0]["slug"].as_str().ok_or("the shop has no products")?.to_owned())
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
