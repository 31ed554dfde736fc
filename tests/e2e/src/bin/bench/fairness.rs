//! The fairness checker at length.

use super::Error;
use fivefold_e2e::engines;
use fivefold_e2e::fairness::{Plan, report, run};
use std::time::Duration;

/// How many operations there are at least.
const OPERATIONS: u64 = 100_000;

/// Plays a long run. The report is written whether it was fair or not.
pub(super) async fn fairness(text: &mut String) -> Result<(), Error> {
    let number =
        |name: &str, usual: u64| std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(usual);
    let plan = Plan {
        seed: number("FIVEFOLD_SEED", 20_261_127),
        bidders: 10,
        engines: engines(),
        operations: number("FIVEFOLD_OPERATIONS", OPERATIONS),
        operations_of_a_lot: 9_000,
        rough: Duration::from_secs(30),
        pause: 20..500,
    };
    let outcome = run(&plan).await?;
    text.push_str(&report(&outcome));
    if outcome.broken.is_empty() {
        return Ok(());
    }
    Err(format!("with seed {} these promises were broken:\n{}", plan.seed, outcome.broken.join("\n")).into())
}
