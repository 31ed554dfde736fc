use super::super::record::{Stated, TrueBid};
use super::*;

const OPENS: i64 = 1_000_000;
const ENDS: i64 = OPENS + 60_000;

fn row(bidder: &str, amount: i64) -> Row {
    Row { bidder: bidder.to_owned(), amount }
}

fn bid(bidder: &str, amount: i64, automatic: bool) -> TrueBid {
    TrueBid { row: row(bidder, amount), automatic }
}

fn stated(at: i64, price: i64, leader: &str) -> Stated {
    Stated { at: OPENS + at, price, leader: Some(leader.to_owned()), ends_at: ENDS }
}

/// Ann bids, Ben bids less than Ann would pay and is answered for her at once, Ben bids more, Ann raises nothing.
fn truth() -> Truth {
    let nobody = Stated { at: OPENS, price: 100, leader: None, ends_at: ENDS };
    Truth {
        bids: vec![bid("1", 100, false), bid("2", 150, false), bid("1", 200, true), bid("2", 300, false)],
        states: [
            (0, nobody),
            (1, stated(1_000, 100, "1")),
            (3, stated(2_000, 200, "1")),
            (4, stated(3_000, 300, "2")),
        ]
        .into(),
        clock_moved_at: OPENS + 10_000,
        is_sold: false,
    }
}

fn sight(at: i64, bids: u64, price: i64, standing: Standing) -> Sight {
    let mut rows: Vec<Row> = truth().bids.into_iter().map(|bid| bid.row).collect();
    rows.truncate(usize::try_from(bids).unwrap());
    rows.reverse();
    let seconds_left = Some((60_000 - at + 999) / 1_000);
    Sight { at: OPENS + at, price, bids, standing, seconds_left, rows, is_paused: false }
}

fn command(key: &str, maximum: i64, bids: u64) -> Command {
    Command { key: key.to_owned(), maximum, told: Told::Taken(bids), recorded: Told::Taken(bids) }
}

fn record(name: &str, bidder: &str, sights: Vec<Sight>, commands: Vec<Command>) -> Record {
    let mut history: Vec<Row> = truth().bids.into_iter().map(|bid| bid.row).collect();
    history.reverse();
    let maximum = commands.iter().map(|command| command.maximum).max();
    let bidder = (!bidder.is_empty()).then(|| bidder.to_owned());
    Record { name: name.to_owned(), bidder, maximum, sights, ended_at: OPENS + 4_000, history, commands }
}

fn ann() -> Record {
    let sights = vec![
        sight(0, 0, 100, Standing::Nothing),
        sight(1_010, 1, 100, Standing::Leads),
        sight(2_010, 3, 200, Standing::Leads),
        sight(3_010, 4, 300, Standing::Outbid),
    ];
    // The second one raised the first.
    record("ann", "1", sights, vec![command("a", 180, 1), command("b", 250, 1)])
}

fn ben() -> Record {
    let sights = vec![
        sight(0, 0, 100, Standing::Nothing),
        sight(1_500, 1, 100, Standing::Nothing),
        sight(2_100, 3, 200, Standing::Outbid),
        sight(3_100, 4, 300, Standing::Leads),
    ];
    record("ben", "2", sights, vec![command("c", 150, 3), command("d", 400, 4)])
}

/// The rules that one change of a fair run breaks.
fn broken(change: impl FnOnce(&mut Truth, &mut Vec<Record>)) -> Vec<Rule> {
    let (mut truth, mut records) = (truth(), vec![ann(), ben()]);
    change(&mut truth, &mut records);
    let mut rules: Vec<Rule> = judge(&truth, &records).into_iter().map(|violation| violation.rule).collect();
    rules.sort_unstable();
    rules.dedup();
    rules
}

#[test]
fn a_fair_run_breaks_no_rule() {
    assert_eq!(judge(&truth(), &[ann(), ben()]), []);
}

#[test]
fn an_acknowledged_bid_that_is_not_in_the_history_is_found() {
    assert_eq!(broken(|_, all| all[1].commands.push(command("e", 160, 3))), [Rule::CountedOnce]);
    assert_eq!(broken(|_, all| all[0].commands.push(command("e", 90, 4))), [Rule::CountedOnce]);
}

#[test]
fn a_leader_s_higher_maximum_has_no_row_of_its_own_even_after_the_server_has_bid() {
    let raised = |_: &mut Truth, all: &mut Vec<Record>| {
        all[0].commands.push(command("e", 260, 3));
        all[0].maximum = Some(260);
    };
    assert_eq!(broken(raised), []);
}

#[test]
fn a_bid_that_is_counted_twice_or_never_acknowledged_is_found() {
    assert_eq!(broken(|_, all| drop(all[1].commands.remove(0))), [Rule::CountedOnce]);
    assert_eq!(broken(|_, all| all[1].commands[0].told = Told::Refused), [Rule::CountedOnce]);
    assert_eq!(broken(|_, all| all[1].commands[0].told = Told::Nothing), [Rule::CountedOnce]);
    let twice = |_: &mut Truth, all: &mut Vec<Record>| all[1].commands.push(command("e", 400, 4));
    assert_eq!(broken(twice), [Rule::CountedOnce]);
}

#[test]
fn a_maximum_that_the_server_has_forgotten_is_found() {
    assert_eq!(broken(|_, all| all[0].maximum = Some(180)), [Rule::CountedOnce]);
}

#[test]
fn a_price_that_goes_down_is_found() {
    let falls = |_: &mut Truth, all: &mut Vec<Record>| {
        all[0].sights.insert(3, sight(2_500, 1, 100, Standing::Asking))
    };
    assert_eq!(broken(falls), [Rule::PriceRises, Rule::GapsHealed]);
}

#[test]
fn two_who_lead_at_once_are_found() {
    let both = |_: &mut Truth, all: &mut Vec<Record>| all[0].sights[3].standing = Standing::Leads;
    assert_eq!(broken(both), [Rule::OneLeader, Rule::GrantedLead, Rule::GapsHealed]);
    let server =
        |truth: &mut Truth, _: &mut Vec<Record>| truth.states.get_mut(&3).unwrap().leader = Some("2".into());
    assert!(broken(server).contains(&Rule::OneLeader));
}

#[test]
fn a_lead_that_was_not_granted_or_is_shown_too_soon_is_found() {
    let other = |_: &mut Truth, all: &mut Vec<Record>| all[1].sights[2].standing = Standing::Leads;
    assert_eq!(broken(other), [Rule::OneLeader, Rule::GrantedLead]);
    let soon = |_: &mut Truth, all: &mut Vec<Record>| all[1].sights[3].at = OPENS + 2_900;
    assert_eq!(broken(soon), [Rule::GrantedLead]);
    let won = |_: &mut Truth, all: &mut Vec<Record>| all[1].sights[3].standing = Standing::Won;
    assert_eq!(broken(won), [Rule::GrantedLead, Rule::GapsHealed]);
}

#[test]
fn a_countdown_that_follows_the_device_s_clock_is_found() {
    for skew in [-600, -3, 3, 600] {
        let skewed = |_: &mut Truth, all: &mut Vec<Record>| {
            for sight in &mut all[0].sights {
                sight.seconds_left = sight.seconds_left.map(|left| (left + skew).max(0));
            }
        };
        assert_eq!(broken(skewed), [Rule::Countdown], "{skew} s");
    }
    let hides = |_: &mut Truth, all: &mut Vec<Record>| {
        for sight in &mut all[0].sights {
            sight.seconds_left = None;
        }
    };
    assert_eq!(broken(hides), [Rule::Countdown]);
    let stands_still = |_: &mut Truth, all: &mut Vec<Record>| all[0].ended_at = OPENS + 9_000;
    assert_eq!(broken(stands_still), [Rule::Countdown]);
}

#[test]
fn a_countdown_is_right_as_long_as_it_shows_the_second_that_is_running() {
    let errors = |shown: i64, at: i64| {
        let mut ann = ann();
        ann.sights = vec![Sight { seconds_left: Some(shown), ..sight(at, 4, 300, Standing::Outbid) }];
        ann.ended_at = OPENS + at + 1;
        countdown_errors(&truth(), &ann)
    };
    assert_eq!(errors(60, 0), [0]);
    assert_eq!(errors(60, 999), [0]);
    assert_eq!(errors(60, 1_500), [500]);
    assert_eq!(errors(58, 1_500), [500]);
    assert_eq!(errors(0, 1_500), [58_500]);
}

#[test]
fn a_client_that_stays_behind_is_found() {
    assert_eq!(broken(|_, all| drop(all[0].sights.pop())), [Rule::GapsHealed]);
    assert_eq!(broken(|_, all| all[0].sights[3].standing = Standing::Asking), [Rule::GapsHealed]);
    assert_eq!(broken(|truth, _| truth.is_sold = true), [Rule::GapsHealed]);
    assert_eq!(broken(|_, all| all[0].sights[3].is_paused = true), [Rule::GapsHealed]);
}

#[test]
fn a_history_with_a_gap_a_duplicate_or_another_order_is_found() {
    assert_eq!(broken(|_, all| drop(all[0].history.remove(1))), [Rule::GapsHealed]);
    assert_eq!(broken(|_, all| all[0].history.swap(0, 1)), [Rule::GapsHealed]);
    let twice = |_: &mut Truth, all: &mut Vec<Record>| {
        let row = all[0].sights[2].rows[0].clone();
        all[0].sights[2].rows.insert(0, row);
    };
    assert_eq!(broken(twice), [Rule::GapsHealed]);
    let back = |_: &mut Truth, all: &mut Vec<Record>| {
        let rows = all[0].sights[1].rows.clone();
        all[0].sights[3].rows = rows;
    };
    assert_eq!(broken(back), [Rule::GapsHealed]);
}
