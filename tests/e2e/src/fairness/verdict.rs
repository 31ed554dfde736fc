//! Whether a run was fair. Plain functions over what clients showed and what the server says.

use super::record::{Command, Record, Row, Sight, Standing, Told, Truth};
use std::collections::{BTreeMap, BTreeSet};

/// How much earlier than the server's decision something may seem to be shown: browsers round their clocks.
const CLOCK_GRAIN: i64 = 20;
/// How far a countdown may be off, 19 times out of 20 (C2C-01).
pub(super) const COUNTDOWN: i64 = 1_000;
/// How often a countdown is looked at while it shows the same.
const LOOK_EVERY: i64 = 100;

/// A promise to bidders.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Rule {
    /// Each acknowledged bid is counted once, and none that was not sent.
    CountedOnce,
    /// No price that was shown goes down.
    PriceRises,
    /// At each number of bids one bidder leads, whoever shows it.
    OneLeader,
    /// Nobody is shown a lead that the server has not granted.
    GrantedLead,
    /// Countdowns are right.
    Countdown,
    /// In the end everybody shows the same, and the history never changed under anybody's eyes.
    GapsHealed,
}

impl Rule {
    /// All of them.
    pub(super) const ALL: [Self; 6] = [
        Self::CountedOnce,
        Self::PriceRises,
        Self::OneLeader,
        Self::GrantedLead,
        Self::Countdown,
        Self::GapsHealed,
    ];

    /// The promise in words.
    pub(super) const fn words(self) -> &'static str {
        match self {
            Self::CountedOnce => "each acknowledged bid counted once",
            Self::PriceRises => "price monotone on every screen",
            Self::OneLeader => "one leader at each number of bids",
            Self::GrantedLead => "no leadership shown that the server did not grant",
            Self::Countdown => "countdown within 1 s of the server (p95 of each client)",
            Self::GapsHealed => "every gap healed: the same end and the whole history everywhere",
        }
    }
}

/// A promise that was broken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Violation {
    /// Which.
    pub rule: Rule,
    /// To whom.
    pub who: String,
    /// How.
    pub how: String,
}

/// Every promise that was broken; none if the run was fair.
pub(super) fn judge(truth: &Truth, records: &[Record]) -> Vec<Violation> {
    let mut violations = Vec::new();
    let mut leaders: BTreeMap<u64, &str> = BTreeMap::new();
    let mut report =
        |rule, who: &str, how: String| violations.push(Violation { rule, who: who.to_owned(), how });
    for how in inconsistencies(truth) {
        report(Rule::OneLeader, "server", how);
    }
    for record in records {
        let who = record.name.as_str();
        for how in miscounted(truth, record) {
            report(Rule::CountedOnce, who, how);
        }
        for pair in record.sights.windows(2) {
            if pair[1].price < pair[0].price || pair[1].bids < pair[0].bids {
                report(Rule::PriceRises, who, format!("{} after {}", brief(&pair[1]), brief(&pair[0])));
            }
        }
        for sight in record.sights.iter().filter(|sight| sight.standing == Standing::Leads) {
            let other = leaders.entry(sight.bids).or_insert(who);
            if *other != who {
                report(Rule::OneLeader, who, format!("leads with {} bids, and so does {other}", sight.bids));
            }
        }
        for how in record.sights.iter().filter_map(|sight| ungranted(truth, record, sight)) {
            report(Rule::GrantedLead, who, how);
        }
        let errors = countdown_errors(truth, record);
        if errors.is_empty() {
            report(Rule::Countdown, who, "no countdown was ever shown".to_owned());
        }
        if percentile(&errors, 95) > COUNTDOWN {
            let worst = errors.last().copied().unwrap_or_default();
            report(Rule::Countdown, who, format!("p95 {} ms, worst {worst} ms", percentile(&errors, 95)));
        }
        for how in unhealed(truth, record) {
            report(Rule::GapsHealed, who, how);
        }
    }
    violations
}

/// How far a countdown was from the truth, in milliseconds, at each moment it was looked at; sorted. A countdown
/// that shows 5 says that between 4 and 5 seconds are left: what lies outside of that is the error.
pub(super) fn countdown_errors(truth: &Truth, record: &Record) -> Vec<i64> {
    let mut errors = Vec::new();
    for (index, sight) in record.sights.iter().enumerate() {
        let Some(shown) = sight.seconds_left else { continue };
        let Some(state) = truth.states.get(&sight.bids) else { continue };
        let until = record.sights.get(index + 1).map_or(record.ended_at, |next| next.at);
        let mut now = sight.at;
        while now < until.min(truth.clock_moved_at) {
            let left = state.ends_at - now;
            let least = if shown == 0 { i64::MIN } else { (shown - 1) * 1_000 };
            errors.push((left - shown * 1_000).max(least.saturating_sub(left)).max(0));
            now += LOOK_EVERY;
        }
    }
    errors.sort_unstable();
    errors
}

/// The value below which so many percent of sorted values lie; 0 without values.
pub(super) fn percentile(sorted: &[i64], percent: usize) -> i64 {
    sorted.get((sorted.len().saturating_sub(1)) * percent / 100).copied().unwrap_or_default()
}

/// Where the server contradicts itself: the last of the bids is the leader's, at the price, and higher than before.
fn inconsistencies(truth: &Truth) -> Vec<String> {
    let mut found = Vec::new();
    for (count, state) in truth.states.iter().filter(|(count, _)| **count > 0) {
        let last = usize::try_from(*count).ok().and_then(|count| truth.bids.get(count - 1));
        let is_right = last.is_some_and(|last| {
            state.leader.as_deref() == Some(last.row.bidder.as_str()) && state.price == last.row.amount
        });
        if !is_right {
            found.push(format!("with {count} bids the state is {state:?} and the last bid {last:?}"));
        }
    }
    for (number, pair) in truth.bids.windows(2).enumerate() {
        if pair[1].row.amount < pair[0].row.amount {
            found.push(format!("bid {} is lower than the one before", number + 2));
        }
    }
    found
}

/// Bids of one client that the history has not, has twice, or has without having been sent.
fn miscounted(truth: &Truth, record: &Record) -> Vec<String> {
    let mut found = Vec::new();
    let me = record.bidder.as_deref().unwrap_or_default();
    let is_mine = |number: u64| {
        let bid = usize::try_from(number).ok().and_then(|number| truth.bids.get(number.checked_sub(1)?));
        bid.is_some_and(|bid| !bid.automatic && bid.row.bidder == me)
    };
    let leads = |count: u64| {
        let state = truth.states.get(&count);
        record.bidder.is_some() && state.is_some_and(|state| state.leader == record.bidder)
    };
    let mut claimed = BTreeSet::new();
    let mut maxima = Vec::new();
    for command in &record.commands {
        if command.told != command.recorded || command.told == Told::Nothing {
            let Command { key, told, recorded, .. } = command;
            found.push(format!("the client was told {told:?} of {key}, the server says {recorded:?}"));
        }
        // What the server has done counts, even where its answer was lost for good.
        let Told::Taken(count) = command.recorded else { continue };
        maxima.push(command.maximum);
        // The bid is the last one, unless the server has answered it for the leader at once. Who leads may only have
        // raised the maximum, which shows nowhere.
        let row = [count, count.saturating_sub(1)].into_iter().find(|number| is_mine(*number));
        let is_new = row.is_some_and(|row| claimed.insert(row));
        if !is_new && !leads(count) {
            found.push(format!("{} was acknowledged and is not in the history", command.key));
        }
    }
    maxima.sort_unstable();
    if let Some(twice) = maxima.windows(2).find(|pair| pair[0] == pair[1]) {
        found.push(format!("two commands with the maximum {} were taken", twice[0]));
    }
    for number in (1..=truth.bids.len() as u64).filter(|number| is_mine(*number)) {
        if !claimed.contains(&number) {
            found.push(format!("bid {number} was counted and never acknowledged"));
        }
    }
    let highest = maxima.last().copied();
    if highest != record.maximum {
        found.push(format!("the highest maximum sent is {highest:?}, the server has {:?}", record.maximum));
    }
    found
}

/// A lead, or a lot won, that the server has not granted.
fn ungranted(truth: &Truth, record: &Record, sight: &Sight) -> Option<String> {
    let needs_sale = match sight.standing {
        Standing::Leads => false,
        Standing::Won => true,
        _ => return None,
    };
    let state = truth.states.get(&sight.bids);
    let is_granted = state.is_some_and(|state| {
        state.leader.is_some()
            && state.leader == record.bidder
            && state.price == sight.price
            && state.at <= sight.at + CLOCK_GRAIN
    });
    (!is_granted || (needs_sale && !truth.is_sold)).then(|| format!("{} while {state:?}", brief(sight)))
}

/// Where a client's history was wrong on the way, and what it does not show in the end.
fn unhealed(truth: &Truth, record: &Record) -> Vec<String> {
    let mut found = Vec::new();
    let mut newest = 0;
    for sight in record.sights.iter().filter(|sight| !sight.rows.is_empty()) {
        match (newest..=truth.bids.len()).find(|end| matches(truth, &sight.rows, *end)) {
            Some(end) => newest = end,
            None => found.push(format!(
                "a history that never was, or went back behind bid {newest}: {:?}",
                sight.rows
            )),
        }
    }
    let count = truth.bids.len() as u64;
    let (Some(last), Some(state)) = (record.sights.last(), truth.states.get(&count)) else {
        found.push("nothing was ever shown".to_owned());
        return found;
    };
    let leads = state.leader.is_some() && state.leader == record.bidder;
    let standing = match (&record.bidder, truth.is_sold, leads) {
        (None, ..) => Standing::Nothing,
        (_, true, true) => Standing::Won,
        (_, true, false) => Standing::Lost,
        (_, false, true) => Standing::Leads,
        (_, false, false) => Standing::Outbid,
    };
    if last.bids != count || last.price != state.price || last.standing != standing {
        found.push(format!(
            "in the end {}, not {count} bids at {} and {standing:?}",
            brief(last),
            state.price
        ));
    }
    if last.is_paused {
        found.push("live updates are still paused in the end".to_owned());
    }
    if record.history.len() != truth.bids.len() || !matches(truth, &record.history, truth.bids.len()) {
        found.push(format!("the history has {} rows, not the {count} of the server", record.history.len()));
    }
    found
}

/// Whether rows, newest first, are what the history had when the bid `end` was its newest.
fn matches(truth: &Truth, rows: &[Row], end: usize) -> bool {
    let shown = truth.bids[..end].iter().rev().map(|bid| &bid.row);
    rows.len() <= end && shown.zip(rows).all(|(bid, row)| bid == row)
}

fn brief(sight: &Sight) -> String {
    let Sight { at, price, bids, standing, .. } = sight;
    format!("{standing:?} at {price} with {bids} bids at {at}")
}

#[cfg(test)]
#[path = "verdict_tests.rs"]
mod tests;
