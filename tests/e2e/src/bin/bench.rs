//! Measures what a first visit costs on a slow phone, and what the reference server carries.
//!
//! Prints one table and writes it to the file named by the only argument. Figures belong to the
//! machine they were measured on; compare them with each other, not across machines.

use fivefold_e2e::{Browser, Engine, Look, Server, ServerOptions, eventually};
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::time::{Duration, Instant};

type Error = Box<dyn std::error::Error + Send + Sync>;

/// Lighthouse's "Slow 4G": 1.6 Mbit/s down, 750 kbit/s up, 150 ms.
const DOWN: u32 = 200_000;
const UP: u32 = 93_750;
const LATENCY: u32 = 150;
/// How much slower the processor is made.
const CPU: u32 = 4;
/// How often each page is measured; the table shows the median.
const RUNS: usize = 5;
/// How many products the server carries while its throughput is measured.
const PRODUCTS: u32 = 20_000;
/// For how long each kind of request is repeated.
const LOAD_FOR: Duration = Duration::from_secs(8);
/// How many requests are on their way at once.
const CLIENTS: usize = 8;

/// Pages, and what has to be on the screen for their data to be there.
const PAGES: &[(&str, &str, &str)] = &[
    ("Home", "/", "main .product-card"),
    ("Product list", "/products", "main .product-card"),
    ("Product", "/products/{slug}", "main .ui-price"),
    ("Cart (empty)", "/cart", "main h1"),
    ("Not found", "/nothing-here", "main h1"),
];

#[tokio::main]
async fn main() -> Result<(), Error> {
    let target = std::env::args().nth(1).ok_or("usage: bench FILE")?;
    let mut report = String::from("# Benchmarks\n\nMade by `cargo xtask bench`. ");
    writeln!(report, "Machine: {}.\n", machine())?;
    pages(&mut report).await?;
    server(&mut report).await?;
    std::fs::write(&target, &report)?;
    #[expect(clippy::print_stdout, reason = "the table is what the command is for")]
    {
        println!("{report}");
    }
    Ok(())
}

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

async fn pages(report: &mut String) -> Result<(), Error> {
    let server = Server::demo().await?;
    let slug = first_product(&server).await?;
    writeln!(
        report,
        "## A first visit\n\nChromium, cold cache, {:.1} Mbit/s, {LATENCY} ms, {CPU}× slower processor, 390 × 844, loopback \
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

async fn server(report: &mut String) -> Result<(), Error> {
    let options = ServerOptions {
        seed: vec!["scale".to_owned(), "--products".to_owned(), PRODUCTS.to_string()],
        ..ServerOptions::default()
    };
    let server = Server::start(options).await?;
    let scope = "locale=en&market=EU&currency=EUR";
    let list: Value = get(&server.url(&format!("/v1/products?{scope}&per_page=60"))).await?;
    let cards = list["page"]["items"].as_array().cloned().unwrap_or_default();
    let slugs: Vec<String> =
        cards.iter().filter_map(|card| card["slug"].as_str().map(str::to_owned)).collect();
    let words: Vec<String> = cards
        .iter()
        .filter_map(|card| card["title"].as_str())
        .flat_map(|title| title.split(' ').map(str::to_lowercase))
        .filter(|word| word.len() > 2 && word.chars().all(char::is_alphabetic))
        .collect();
    if slugs.is_empty() || words.is_empty() {
        return Err("the large shop has no products".into());
    }
    writeln!(
        report,
        "\n## The reference server\n\n{PRODUCTS} products, SQLite, {CLIENTS} requests at once for {} s each; client and \
         server share the machine.\n",
        LOAD_FOR.as_secs()
    )?;
    report.push_str("| Request | Requests/s | Median ms | p99 ms |\n|---|--:|--:|--:|\n");
    let product = |n: usize| server.url(&format!("/v1/products/{}?{scope}", slugs[n % slugs.len()]));
    let search = |n: usize| {
        server.url(&format!(
            "/v1/products?q={}%20{}&{scope}",
            words[n % words.len()],
            words[n / 7 % words.len()]
        ))
    };
    let list = |n: usize| server.url(&format!("/v1/products?page={}&{scope}", n % 50 + 1));
    let suggest = |n: usize| {
        let word = &words[n % words.len()];
        let start: String = word.chars().take(3).collect();
        server.url(&format!("/v1/suggestions?q={start}&{scope}"))
    };
    load(report, "Product", &product).await?;
    load(report, "Search of two words", &search).await?;
    load(report, "Suggestions", &suggest).await?;
    load(report, "Product list with facets", &list).await?;
    Ok(())
}

async fn load(report: &mut String, name: &str, url: &(dyn Fn(usize) -> String + Sync)) -> Result<(), Error> {
    let http = reqwest::Client::new();
    let end = Instant::now() + LOAD_FOR;
    let clients = (0..CLIENTS).map(|client| {
        let http = &http;
        async move {
            let mut times = Vec::new();
            let mut n = client * 1009;
            while Instant::now() < end {
                let start = Instant::now();
                http.get(url(n)).send().await?.error_for_status()?.bytes().await?;
                times.push(start.elapsed().as_secs_f64() * 1000.0);
                n += 1;
            }
            Ok::<_, Error>(times)
        }
    });
    let mut times: Vec<f64> = futures::future::try_join_all(clients).await?.concat();
    times.sort_by(f64::total_cmp);
    let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize];
    let rate = times.len() as f64 / LOAD_FOR.as_secs_f64();
    writeln!(report, "| {name} | {rate:.0} | {:.1} | {:.1} |", at(0.5), at(0.99))?;
    Ok(())
}

async fn first_product(server: &Server) -> Result<String, Error> {
    let list = get(&server.url("/v1/products?locale=en&market=EU&currency=EUR")).await?;
    Ok(list["page"]["items"][0]["slug"].as_str().ok_or("the shop has no products")?.to_owned())
}

async fn get(url: &str) -> Result<Value, Error> {
    Ok(reqwest::get(url).await?.error_for_status()?.json().await?)
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

fn machine() -> String {
    let cpu = std::fs::read_to_string("/proc/cpuinfo")
        .ok()
        .and_then(|text| {
            let line = text.lines().find(|line| line.starts_with("model name"))?;
            Some(line.split(':').nth(1)?.trim().to_owned())
        })
        .unwrap_or_else(|| "unknown processor".to_owned());
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    format!("{cores} cores of {cpu}, {}", std::env::consts::OS)
}
