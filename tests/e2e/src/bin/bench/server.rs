//! What the reference server carries.

use super::{Error, get};
use fivefold_e2e::{Server, ServerOptions};
use serde_json::Value;
use std::fmt::Write as _;
use std::time::{Duration, Instant};

/// How many products the server carries while its throughput is measured.
const PRODUCTS: u32 = 20_000;
/// For how long each kind of request is repeated.
const LOAD_FOR: Duration = Duration::from_secs(8);
/// How many requests are on their way at once.
const CLIENTS: usize = 8;

/// Measures every kind of request.
pub(super) async fn server(report: &mut String) -> Result<(), Error> {
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
        "{PRODUCTS} products, SQLite, {CLIENTS} requests at once for {} s each; client and \
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
