//! How many bids the reference server takes.

use super::Error;
use fivefold_e2e::fairness::{Member, Seller, sign_up};
use fivefold_e2e::{Server, ServerOptions};
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, Instant};

/// For how long bids are sent.
const LOAD_FOR: Duration = Duration::from_secs(8);
/// How many bidders have a bid on its way at once.
const BIDDERS: usize = 8;
/// How many lots are bid on in turn.
const LOTS: usize = 1_000;
/// For how many minutes they take bids.
const MINUTES: u64 = 120;

/// A lot, and the least that the newest answer about it asks for.
pub(super) struct Lot {
    pub(super) id: String,
    minimum: AtomicI64,
}

/// What became of one bid.
pub(super) struct Sent {
    millis: f64,
    pub(super) is_taken: bool,
}

/// Measures bids on one lot and on many.
pub(super) async fn bids(report: &mut String) -> Result<(), Error> {
    let server = Server::start(ServerOptions::default()).await?;
    let mut bidders = Vec::new();
    for number in 0..BIDDERS {
        bidders.push(sign_up(&server, &format!("bidder {number}")).await?);
    }
    let mut seller = Seller::at(&server).await?;
    let mut lots = vec![offer(&server, &mut seller).await?];
    writeln!(
        report,
        "{BIDDERS} bidders with one bid on its way each, for {} s, over HTTP on a database file; each bids the least that \
         the newest answer about the lot asks for, so whoever comes second is refused. Clients and server share the \
         machine.\n",
        LOAD_FOR.as_secs()
    )?;
    report.push_str(
        "| Bids | Requests/s | Median ms | p99 ms | Taken | Refused |\n|---|--:|--:|--:|--:|--:|\n",
    );
    measure(report, "on one hot lot", &server, &bidders, &lots).await?;
    while lots.len() < LOTS {
        lots.push(offer(&server, &mut seller).await?);
    }
    measure(report, &format!("over {LOTS} lots"), &server, &bidders, &lots[..]).await
}

/// A lot that takes bids for a while.
pub(super) async fn offer(server: &Server, seller: &mut Seller) -> Result<Lot, Error> {
    let lot = seller.offer(server, MINUTES).await?;
    let id = lot["card"]["id"].as_str().ok_or("a lot has an id")?.to_owned();
    Ok(Lot {
        id,
        minimum: AtomicI64::new(lot["card"]["state"]["minimum"]["minor"].as_i64().unwrap_or_default()),
    })
}

async fn measure(
    report: &mut String,
    name: &str,
    server: &Server,
    bidders: &[Member],
    lots: &[Lot],
) -> Result<(), Error> {
    let http = reqwest::Client::new();
    let end = Instant::now() + LOAD_FOR;
    let runs = (0..).zip(bidders).map(|(number, bidder)| {
        let http = &http;
        async move {
            let mut all = Vec::new();
            let mut turn = number;
            while Instant::now() < end {
                let lot = &lots[turn % lots.len()];
                let key = format!("bench-{}-{number}-{turn}-0123456789abcdef", lots.len());
                all.push(bid(http, server, bidder, lot, &key).await?);
                turn += BIDDERS;
            }
            Ok::<_, Error>(all)
        }
    });
    let mut all: Vec<Sent> = futures::future::try_join_all(runs).await?.into_iter().flatten().collect();
    all.sort_by(|one, other| one.millis.total_cmp(&other.millis));
    let at = |share: f64| all[((all.len() - 1) as f64 * share) as usize].millis;
    let taken = all.iter().filter(|sent| sent.is_taken).count();
    let rate = all.len() as f64 / LOAD_FOR.as_secs_f64();
    writeln!(
        report,
        "| {name} | {rate:.0} | {:.1} | {:.1} | {taken} | {} |",
        at(0.5),
        at(0.99),
        all.len() - taken
    )?;
    Ok(())
}

/// The least bid on a lot.
pub(super) async fn bid(
    http: &reqwest::Client,
    server: &Server,
    bidder: &Member,
    lot: &Lot,
    key: &str,
) -> Result<Sent, Error> {
    let minimum = lot.minimum.load(Ordering::Relaxed);
    let body = json!({ "maximum": { "minor": minimum, "currency": "EUR", "exponent": 2 }, "seen": "1" });
    let request = http.post(server.url(&format!("/v1/auctions/{}/bids", lot.id))).bearer_auth(&bidder.token);
    let began = Instant::now();
    let answer = request.header("idempotency-key", key).json(&body).send().await?;
    let status = answer.status().as_u16();
    let said: Value = answer.json().await?;
    let millis = began.elapsed().as_secs_f64() * 1_000.0;
    let asked = match status {
        200 => &said["state"]["minimum"]["minor"],
        409 | 422 => &said["bid"]["minimum"]["minor"],
        _ => return Err(format!("a bid was answered with {status}: {said}").into()),
    };
    // Who leads already is told the own maximum and nothing of the lot: then somebody has to go on.
    let next = asked.as_i64().unwrap_or(minimum + 1);
    lot.minimum.fetch_max(next, Ordering::Relaxed);
    Ok(Sent { millis, is_taken: status == 200 })
}
