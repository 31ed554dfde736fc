//! A run in words.

use super::run::Outcome;
use super::verdict::{Rule, percentile};
use std::fmt::Write as _;

/// A run as a section of Markdown, without its heading.
#[must_use]
pub fn report(outcome: &Outcome) -> String {
    let mut text = String::new();
    let Outcome { seed, took, lots, operations, requests, commands, bids, sights, .. } = outcome;
    let clients = outcome.countdowns.len();
    // Writing to a string cannot fail.
    let _ = writeln!(
        text,
        "{clients} clients, one lot at a time, {lots} lots, seed {seed}, {} s. An operation is a request to the API that \
         went through the proxy (a bid, another try, a question what became of one, a snapshot) or an event of the live \
         feed on its way to a client: {operations}, {requests} of them requests. {commands} bids were sent, which made \
         {bids} rows of history; clients showed {sights} different things.\n",
        took.as_secs()
    );
    text.push_str("| Promise | Broken |\n|---|--:|\n");
    for rule in Rule::ALL {
        let times = outcome.broken.iter().filter(|broken| broken.starts_with(rule.words())).count();
        let _ = writeln!(text, "| {} | {times} |", rule.words());
    }
    text.push_str("\n| Countdown off by | Median ms | p95 ms | Worst ms |\n|---|--:|--:|--:|\n");
    let mut scripted: Vec<i64> = Vec::new();
    for (name, errors) in &outcome.countdowns {
        if name.starts_with("bidder") {
            scripted.extend(errors);
        } else {
            line(&mut text, name, errors);
        }
    }
    scripted.sort_unstable();
    line(&mut text, "scripted clients", &scripted);
    let mut healed = outcome.healed_after.clone();
    healed.sort_unstable();
    let _ = writeln!(
        text,
        "\nAfter the last fault everybody showed the truth within {} ms (median of the lots; the slowest took {} ms).\n",
        percentile(&healed, 50),
        healed.last().copied().unwrap_or_default()
    );
    text.push_str("| What went wrong | Times |\n|---|--:|\n");
    for (fault, times) in &outcome.faults {
        let _ = writeln!(text, "| {} | {times} |", fault.words());
    }
    text
}

fn line(text: &mut String, name: &str, errors: &[i64]) {
    let worst = errors.last().copied().unwrap_or_default();
    let _ = writeln!(text, "| {name} | {} | {} | {worst} |", percentile(errors, 50), percentile(errors, 95));
}
