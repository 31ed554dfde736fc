//! The rules against a backend whose answers come late, out of order, or not at all.

use super::*;
use fivefold_api::model::{CartLine, CartLineState, QuantityRule};
use fivefold_api::vocabulary::{Currency, Money};
use proptest::prelude::*;

fn variant(name: usize) -> VariantId {
    VariantId(name.to_string())
}

fn cart(revision: u64, quantities: &[(usize, i64)]) -> Cart {
    let money = Money::new(100, Currency::iso("EUR").unwrap());
    let lines = quantities.iter().filter(|(_, quantity)| *quantity > 0);
    let json = serde_json::json!({
        "id": "c", "version": revision.to_string(), "revision": revision, "lines": [],
        "items": 0, "subtotal": money, "tax_included": true,
    });
    let mut cart: Cart = serde_json::from_value(json).unwrap();
    cart.lines = lines
        .map(|(name, quantity)| CartLine {
            variant: variant(*name),
            product: "p".into(),
            title: String::new(),
            options: String::new(),
            selections: vec![],
            picture: serde_json::from_str(r#"{"alt":"","width":1,"height":1,"sources":[]}"#).unwrap(),
            quantity: *quantity,
            quantities: QuantityRule { min: 1, max: None, increment: 1 },
            stock: serde_json::from_str(STOCK).unwrap(),
            unit_price: None,
            total: None,
            state: CartLineState::Buyable,
        })
        .collect();
    cart
}

const STOCK: &str = r#"{"level":"in_stock"}"#;

fn loaded(quantities: &[(usize, i64)]) -> Lines {
    let mut lines = Lines::default();
    lines.accept(cart(1, quantities));
    lines
}

fn sent(action: Option<Action>) -> Option<(i64, Ticket)> {
    match action {
        Some(Action::Send { quantity, ticket, .. }) => Some((quantity, ticket)),
        _ => None,
    }
}

#[test]
fn b2c_02_an_older_answer_never_changes_what_is_shown() {
    let mut lines = loaded(&[(1, 1)]);
    assert!(lines.accept(cart(5, &[(1, 3)])));
    assert!(!lines.accept(cart(4, &[(1, 9), (2, 1)])));
    assert_eq!(lines.quantity(&variant(1)), 3);
    assert_eq!(lines.quantity(&variant(2)), 0);
}

#[test]
fn b2c_02_a_removed_line_never_reappears() {
    let mut lines = loaded(&[(1, 1), (2, 1)]);
    let (_, ticket) = sent(lines.choose(&variant(1), 0, 0.0)).unwrap();
    // Another request was answered before the removal was carried out.
    lines.accept(cart(2, &[(1, 1), (2, 5)]));
    assert_eq!(lines.shown().unwrap().lines.len(), 1);
    lines.answered(&variant(1), ticket, Ok(cart(3, &[(2, 5)])), 1000.0);
    lines.accept(cart(2, &[(1, 1), (2, 5)]));
    assert_eq!(lines.shown().unwrap().lines.len(), 1);
    assert!(lines.is_settled());
}

#[test]
fn b2c_03_a_failure_rolls_back_its_own_line_only_and_can_be_retried() {
    let mut lines = loaded(&[(1, 1), (2, 1)]);
    let (_, failing) = sent(lines.choose(&variant(1), 4, 0.0)).unwrap();
    lines.choose(&variant(2), 7, 0.0);
    lines.answered(&variant(1), failing, Err(ApiError::Unreachable), 1000.0);
    assert_eq!((lines.quantity(&variant(1)), lines.quantity(&variant(2))), (1, 7));
    assert_eq!(lines.failure(&variant(1)), Some((&ApiError::Unreachable, 4)));
    assert!(!lines.is_pending(&variant(1)) && lines.is_pending(&variant(2)));

    let (quantity, again) = sent(lines.retry(&variant(1), 2000.0)).unwrap();
    assert_eq!((quantity, lines.quantity(&variant(1))), (4, 4));
    lines.answered(&variant(1), again, Ok(cart(2, &[(1, 4), (2, 1)])), 3000.0);
    assert_eq!((lines.quantity(&variant(1)), lines.failure(&variant(1))), (4, None));
}

#[test]
fn b2c_04_what_the_backend_allows_is_shown_once_it_has_answered_the_last_choice() {
    let mut lines = loaded(&[(1, 1)]);
    let (_, ticket) = sent(lines.choose(&variant(1), 50, 0.0)).unwrap();
    lines.answered(&variant(1), ticket, Ok(cart(2, &[(1, 12)])), 100.0);
    assert_eq!(lines.quantity(&variant(1)), 50);
    lines.settle(QUIET);
    assert_eq!(lines.quantity(&variant(1)), 12);
}

#[test]
fn x_tab_another_session_s_cart_replaces_this_one_whatever_its_revision() {
    let mut lines = loaded(&[]);
    lines.accept(cart(9, &[(1, 1)]));
    let mut other = cart(1, &[(2, 2)]);
    other.id = "d".into();
    assert!(lines.accept(other));
    assert_eq!((lines.quantity(&variant(1)), lines.quantity(&variant(2))), (0, 2));
}

#[test]
fn b2c_01_going_back_after_a_lost_answer_is_sent_since_nobody_knows_what_is_there() {
    let mut lines = loaded(&[(1, 1)]);
    let (_, ticket) = sent(lines.choose(&variant(1), 2, 0.0)).unwrap();
    lines.choose(&variant(1), 1, 100.0);
    let actions = lines.answered(&variant(1), ticket, Err(ApiError::TimedOut), 12_000.0);
    assert!(matches!(actions[..], [Action::Send { quantity: 1, .. }]));
}

proptest! {
    /// Ten clicks, each within 300 ms of the one before, over a network with any delay.
    #[test]
    fn b2c_01_a_burst_of_clicks_sends_two_requests_at_most_and_ends_at_the_last_choice(
        clicks in prop::collection::vec((1.0..QUIET, 0_i64..20), 1..=10),
        delays in prop::collection::vec(0.0..5000.0, 12),
    ) {
        let mut lines = loaded(&[(1, 3)]);
        let mut chosen = vec![3];
        let (mut requests, mut revision) = (0_usize, 1);
        let mut answers: Vec<(f64, Ticket, i64)> = Vec::new();
        let mut wakes: Vec<f64> = Vec::new();
        let mut now = 0.0;
        let mut clicks = clicks.into_iter();
        let mut next_click = clicks.next().map(|(_, quantity)| (0.0, quantity));
        loop {
            let times = next_click.map(|(at, _)| at).into_iter()
                .chain(answers.iter().map(|(at, ..)| *at))
                .chain(wakes.iter().copied());
            let Some(at) = times.min_by(f64::total_cmp) else { break };
            now = f64::max(now, at);
            let actions = if let Some((_, quantity)) = next_click.filter(|(due, _)| *due <= now) {
                next_click = clicks.next().map(|(gap, quantity)| (now + gap, quantity));
                chosen.push(quantity);
                lines.choose(&variant(1), quantity, now).into_iter().collect()
            } else if let Some(index) = answers.iter().position(|(due, ..)| *due <= now) {
                let (_, ticket, quantity) = answers.remove(index);
                revision += 1;
                lines.answered(&variant(1), ticket, Ok(cart(revision, &[(1, quantity)])), now)
            } else {
                wakes.retain(|due| *due > now);
                lines.settle(now)
            };
            for action in actions {
                match action {
                    Action::Send { quantity, ticket, .. } => {
                        answers.push((now + delays[requests], ticket, quantity));
                        requests += 1;
                    }
                    Action::Wake(at) => {
                        prop_assert!(at > now, "a timer in the past would spin");
                        wakes.push(at);
                    }
                }
            }
            prop_assert_eq!(lines.quantity(&variant(1)), *chosen.last().unwrap());
        }
        prop_assert!(requests <= 2, "{requests} requests");
        prop_assert!(lines.is_settled());
        prop_assert_eq!(lines.confirmed_quantity(&variant(1)), *chosen.last().unwrap());
    }

    /// Several lines, answers in any order, some lost, and another tab that changes the cart.
    #[test]
    fn b2c_02_what_is_shown_is_a_choice_or_the_newest_answer(
        events in prop::collection::vec((0_usize..6, 0_usize..3, 0_i64..5, any::<prop::sample::Index>()), 1..80),
    ) {
        let mut lines = loaded(&[(0, 1), (1, 1), (2, 1)]);
        let mut backend = [1_i64; 3];
        let (mut revision, mut newest, mut now) = (1, 1, 0.0);
        let mut on_the_way: Vec<(usize, Ticket, Cart)> = Vec::new();
        let mut last_choice = [None; 3];
        for (kind, line, quantity, pick) in events {
            now += 200.0;
            let actions = match kind {
                0 | 1 => {
                    last_choice[line] = Some(quantity);
                    lines.choose(&variant(line), quantity, now).into_iter().collect()
                }
                2 | 3 if !on_the_way.is_empty() => {
                    let (line, ticket, cart) = on_the_way.remove(pick.index(on_the_way.len()));
                    newest = newest.max(cart.revision);
                    lines.answered(&variant(line), ticket, Ok(cart), now)
                }
                4 if !on_the_way.is_empty() => {
                    let (line, ticket, _) = on_the_way.remove(pick.index(on_the_way.len()));
                    lines.answered(&variant(line), ticket, Err(ApiError::TimedOut), now)
                }
                5 => {
                    backend[line] = quantity;
                    revision += 1;
                    vec![]
                }
                _ => lines.settle(now),
            };
            for action in actions {
                if let Action::Send { variant, quantity, ticket } = action {
                    let line: usize = variant.0.parse().unwrap();
                    backend[line] = quantity;
                    revision += 1;
                    let all: Vec<_> = backend.iter().copied().enumerate().collect();
                    on_the_way.push((line, ticket, cart(revision, &all)));
                }
            }
            prop_assert_eq!(lines.confirmed().unwrap().revision, newest);
            for (line, choice) in last_choice.iter().enumerate() {
                let shown = lines.quantity(&variant(line));
                let confirmed = lines.confirmed_quantity(&variant(line));
                prop_assert!(shown == confirmed || Some(shown) == *choice);
                if lines.is_pending(&variant(line)) {
                    prop_assert_eq!(Some(shown), *choice);
                }
            }
        }
    }
}
