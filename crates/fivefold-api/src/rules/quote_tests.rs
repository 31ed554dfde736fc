//! Random lives of quotes against a model that remembers everything and knows no rule: only what must never happen.

use super::*;
use QuoteStatus as S;
use proptest::prelude::*;

const ALL: [S; 12] = [
    S::Submitted,
    S::NeedsInfo,
    S::Quoted,
    S::Countered,
    S::Accepted,
    S::Ordered,
    S::Rejected,
    S::Declined,
    S::Expired,
    S::Withdrawn,
    S::Cancelled,
    S::Unknown,
];
const ENDED: [S; 7] =
    [S::Ordered, S::Rejected, S::Declined, S::Expired, S::Withdrawn, S::Cancelled, S::Unknown];

fn at(time: i64) -> Instant {
    Instant::from_millis(time)
}

fn side() -> impl Strategy<Value = QuoteParty> {
    prop_oneof![Just(QuoteParty::Buyer), Just(QuoteParty::Supplier)]
}

fn a_move() -> impl Strategy<Value = QuoteMove> {
    prop_oneof![
        Just(QuoteMove::Ask),
        any::<bool>().prop_map(|is_changed| QuoteMove::Reply { is_changed }),
        (0_i64..400).prop_map(|until| QuoteMove::Offer { valid_until: at(until) }),
        (0_i64..400).prop_map(|until| QuoteMove::Offer { valid_until: at(until) }),
        (1_u32..7).prop_map(|seen| QuoteMove::Accept { seen }),
        (1_u32..7).prop_map(|seen| QuoteMove::Counter { seen }),
        Just(QuoteMove::WithdrawCounter),
        Just(QuoteMove::RefuseCounter),
        Just(QuoteMove::Reject),
        Just(QuoteMove::Decline),
        Just(QuoteMove::Withdraw),
        Just(QuoteMove::Cancel),
        (1_u32..7).prop_map(|seen| QuoteMove::Order { seen }),
    ]
}

/// One step of a life: who moves, what, and how much later. Half of the moves see the offer that stands.
type Step = (QuoteParty, QuoteMove, i64, bool);

fn life() -> impl Strategy<Value = Vec<Step>> {
    prop::collection::vec((side(), a_move(), 0_i64..40, any::<bool>()), 0..24)
}

fn seeing(wanted: QuoteMove, offer: u32) -> QuoteMove {
    match wanted {
        QuoteMove::Accept { .. } => QuoteMove::Accept { seen: offer },
        QuoteMove::Counter { .. } => QuoteMove::Counter { seen: offer },
        QuoteMove::Order { .. } => QuoteMove::Order { seen: offer },
        other => other,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn b2b_14_no_life_leads_from_an_end_to_an_order_nor_from_a_stale_version(life in life()) {
        let mut standing = QuoteStanding::requested();
        let (mut now, mut has_ended, mut accepted) = (0, false, None);
        // Until when each offer stands, by its number; the last one is the only one that counts.
        let mut offers: Vec<(u32, i64)> = Vec::new();
        for (by, wanted, later, sees) in life {
            now += later;
            let offer = standing.offer.unwrap_or(0);
            let wanted = if sees { seeing(wanted, offer) } else { wanted };
            let before = quote_at(standing, at(now));
            has_ended |= ENDED.contains(&before.status);
            let Ok(after) = move_quote(standing, by, wanted, at(now)) else { continue };
            prop_assert!(!has_ended, "{before:?} {wanted:?}");
            prop_assert!(quote_moves(before.status, after.status) || after.status == S::Expired);
            prop_assert!(after.newest >= before.newest && after.newest <= before.newest + 1);
            let last = offers.last().copied();
            match wanted {
                QuoteMove::Offer { valid_until } => {
                    prop_assert_eq!(by, QuoteParty::Supplier);
                    prop_assert!(after.newest > before.newest);
                    offers.push((after.newest, valid_until.millis()));
                }
                QuoteMove::Accept { seen } => {
                    prop_assert_eq!(by, QuoteParty::Buyer);
                    prop_assert_eq!(Some(seen), last.map(|(number, _)| number));
                    prop_assert!(last.is_some_and(|(_, until)| now < until));
                    prop_assert_eq!(before.status, S::Quoted);
                    accepted = Some(seen);
                }
                QuoteMove::Counter { .. } => prop_assert_eq!(before.status, S::Quoted),
                QuoteMove::Order { seen } => {
                    prop_assert_eq!(Some(seen), accepted);
                    prop_assert!(last.is_some_and(|(number, until)| number == seen && now < until));
                }
                _ => {}
            }
            standing = after;
        }
    }

    #[test]
    fn b2b_11_what_is_allowed_is_what_is_not_refused(life in life(), by in side(), later in 0_i64..60) {
        let (mut standing, mut now) = (QuoteStanding::requested(), 0);
        for (side, wanted, later, _) in life {
            now += later;
            let wanted = seeing(wanted, standing.offer.unwrap_or(0));
            standing = move_quote(standing, side, wanted, at(now)).unwrap_or(standing);
        }
        let now = at(now + later);
        let actions = quote_actions(standing, by, now);
        let seen = standing.offer.unwrap_or(0);
        for (action, wanted) in [
            (QuoteAction::Accept, QuoteMove::Accept { seen }),
            (QuoteAction::Order, QuoteMove::Order { seen }),
            (QuoteAction::Counter, QuoteMove::Counter { seen }),
            (QuoteAction::Cancel, QuoteMove::Cancel),
            (QuoteAction::Decline, QuoteMove::Decline),
        ] {
            prop_assert_eq!(actions.contains(&action), move_quote(standing, by, wanted, now).is_ok());
        }
        let is_over = ENDED.contains(&quote_at(standing, now).status);
        prop_assert_eq!(actions.contains(&QuoteAction::RequestAgain), is_over && by == QuoteParty::Buyer);
        if is_over {
            prop_assert!(!actions.contains(&QuoteAction::Accept) && !actions.contains(&QuoteAction::Order));
        }
    }
}

#[test]
fn b2b_14_nothing_leads_on_from_an_end() {
    for from in ENDED {
        assert!(ALL.into_iter().all(|to| !quote_moves(from, to)), "{from:?}");
    }
    // However many moves it takes.
    let mut reached = vec![S::Expired, S::Declined, S::Withdrawn];
    loop {
        let more: Vec<S> = ALL
            .into_iter()
            .filter(|to| !reached.contains(to) && reached.iter().any(|from| quote_moves(*from, *to)))
            .collect();
        if more.is_empty() {
            break;
        }
        reached.extend(more);
    }
    assert!(!reached.contains(&S::Ordered));
}

fn offered() -> QuoteStanding {
    let offer = QuoteMove::Offer { valid_until: at(100) };
    move_quote(QuoteStanding::requested(), QuoteParty::Supplier, offer, at(0)).unwrap()
}

fn buyer(standing: QuoteStanding, wanted: QuoteMove, now: i64) -> Result<QuoteStanding, QuoteRefusal> {
    move_quote(standing, QuoteParty::Buyer, wanted, at(now))
}

#[test]
fn b2b_09_an_offer_is_expired_at_its_instant_and_not_before() {
    assert_eq!(quote_at(offered(), at(99)).status, S::Quoted);
    assert_eq!(quote_at(offered(), at(100)).status, S::Expired);
    assert_eq!(buyer(offered(), QuoteMove::Accept { seen: 2 }, 99).unwrap().status, S::Accepted);
    assert_eq!(buyer(offered(), QuoteMove::Accept { seen: 2 }, 100), Err(QuoteRefusal::Expired));
    let accepted = buyer(offered(), QuoteMove::Accept { seen: 2 }, 50).unwrap();
    assert_eq!(buyer(accepted, QuoteMove::Order { seen: 2 }, 100), Err(QuoteRefusal::Expired));
}

#[test]
fn b2b_10_a_superseded_offer_is_not_accepted() {
    let again = QuoteMove::Offer { valid_until: at(200) };
    let newer = move_quote(offered(), QuoteParty::Supplier, again, at(10)).unwrap();
    assert_eq!(buyer(newer, QuoteMove::Accept { seen: 2 }, 20), Err(QuoteRefusal::Superseded { offer: 3 }));
    assert_eq!(buyer(newer, QuoteMove::Accept { seen: 3 }, 20).unwrap().status, S::Accepted);
}

#[test]
fn b2b_11_one_counter_is_open_and_can_be_taken_back_while_the_offer_stands() {
    let countered = buyer(offered(), QuoteMove::Counter { seen: 2 }, 10).unwrap();
    assert_eq!((countered.status, countered.newest), (S::Countered, 3));
    assert_eq!(buyer(countered, QuoteMove::Counter { seen: 2 }, 20), Err(QuoteRefusal::CounterOpen));
    assert_eq!(buyer(countered, QuoteMove::Accept { seen: 2 }, 20), Err(QuoteRefusal::CounterOpen));
    assert_eq!(buyer(countered, QuoteMove::WithdrawCounter, 20).unwrap().status, S::Quoted);
    assert_eq!(buyer(countered, QuoteMove::WithdrawCounter, 100).unwrap().status, S::Expired);
    assert_eq!(quote_turn(S::Countered), QuoteTurn::Supplier);
}

#[test]
fn b2b_11_a_quote_has_an_end_of_versions_and_the_last_one_is_an_offer() {
    let counter = |standing: QuoteStanding| {
        let seen = standing.offer.unwrap_or(0);
        buyer(standing, QuoteMove::Counter { seen }, 1)
    };
    let offer = |standing| {
        move_quote(standing, QuoteParty::Supplier, QuoteMove::Offer { valid_until: at(100) }, at(1))
    };
    let mut standing = offered();
    while let Ok(countered) = counter(standing) {
        standing = buyer(countered, QuoteMove::WithdrawCounter, 1).unwrap();
        assert!(standing.newest < QUOTE_VERSIONS_MAX, "it goes on without end");
    }
    assert_eq!((standing.newest, counter(standing)), (QUOTE_VERSIONS_MAX - 1, Err(QuoteRefusal::NotOpen)));
    assert!(!quote_actions(standing, QuoteParty::Buyer, at(1)).contains(&QuoteAction::Counter));
    let last = offer(standing).unwrap();
    assert_eq!((last.newest, offer(last)), (QUOTE_VERSIONS_MAX, Err(QuoteRefusal::NotOpen)));
    assert!(!quote_actions(last, QuoteParty::Supplier, at(1)).contains(&QuoteAction::Offer));
    assert_eq!(buyer(last, QuoteMove::Accept { seen: last.newest }, 2).unwrap().status, S::Accepted);
    // What changes nothing of a request is no version.
    let asked = QuoteStanding { status: S::NeedsInfo, ..standing };
    assert_eq!(buyer(asked, QuoteMove::Reply { is_changed: true }, 1), Err(QuoteRefusal::NotOpen));
    assert_eq!(buyer(asked, QuoteMove::Reply { is_changed: false }, 1).unwrap().status, S::Submitted);
}

#[test]
fn b2b_06_a_request_takes_notes_only_while_it_is_submitted() {
    let actions = quote_actions(QuoteStanding::requested(), QuoteParty::Buyer, at(0));
    assert_eq!(actions, [QuoteAction::Cancel, QuoteAction::AddNote, QuoteAction::Write]);
    assert!(!quote_actions(offered(), QuoteParty::Buyer, at(0)).contains(&QuoteAction::AddNote));
}

#[test]
fn b2b_07_an_answer_brings_the_request_back() {
    let asked = move_quote(QuoteStanding::requested(), QuoteParty::Supplier, QuoteMove::Ask, at(0)).unwrap();
    assert_eq!(quote_turn(asked.status), QuoteTurn::Buyer);
    let answered = buyer(asked, QuoteMove::Reply { is_changed: true }, 1).unwrap();
    assert_eq!((answered.status, answered.newest), (S::Submitted, 2));
    let offer = QuoteMove::Offer { valid_until: at(100) };
    assert_eq!(move_quote(asked, QuoteParty::Supplier, offer, at(1)), Err(QuoteRefusal::NotYourTurn));
}
