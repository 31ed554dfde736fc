//! The short form of the fairness checker. The long one is `cargo xtask bench fairness`.

use fivefold_e2e::fairness::{Plan, report, run};
use fivefold_e2e::{Journey, engines};
use std::time::Duration;

#[tokio::test(flavor = "multi_thread")]
async fn c2c_11_bidders_and_browsers_agree_in_the_end_whatever_the_network_does() -> Journey {
    let seed = std::env::var("FIVEFOLD_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(7);
    let plan = Plan {
        seed,
        bidders: 10,
        engines: engines(),
        operations: 0,
        operations_of_a_lot: 1_000,
        rough: Duration::from_secs(8),
        pause: 200..1_500,
    };
    let outcome = run(&plan).await?;
    eprintln!("{}", report(&outcome));
    if outcome.broken.is_empty() {
        return Ok(());
    }
    let broken = outcome.broken.iter().take(40).cloned().collect::<Vec<_>>().join("\n");
    Err(format!("with FIVEFOLD_SEED={seed} these promises were broken:\n{broken}").into())
}
