//! A hundred people want ten seats, and everything that can go wrong with payments does.

use crate::{
    buyer::{Buyer, eventually, key},
    club::{back, eur, mine, offer, offered, state, try_join, try_pay, until_phase, wish},
    common::TestServer,
    house::{at, set_clock},
    shop,
};
use fivefold_api::{
    model::{GroupAction, GroupPhase, MyGroupBuy, PaymentAttempt, ProblemKind, SeatStatus},
    vocabulary::GroupBuyId,
};
use fivefold_server::group_buys::GroupOffer;
use serde_json::json;
use sqlx::Row as _;
use std::{
    sync::atomic::{AtomicUsize, Ordering},
    time::Instant,
};

const JOINERS: usize = 100;
const SEATS: u64 = 10;

const HELD: &str = "SELECT COUNT(*) FROM seats WHERE status = 'held'";
const HELD_AND_PATIENT: &str = "SELECT COUNT(*) FROM seats WHERE status = 'held' AND in_grace = 0";

const THINKING: &str = "SELECT COUNT(*) FROM sandbox_payments WHERE status = 'processing'";

fn name(number: usize) -> String {
    format!("joiner{number}")
}

/// What somebody makes of a payment page: one after the other something else, so that all of it happens.
async fn act(buyer: &Buyer<'_>, payment: &PaymentAttempt) -> &'static str {
    static NEXT: AtomicUsize = AtomicUsize::new(0);
    let form: &[(&str, &str)] = match NEXT.fetch_add(1, Ordering::Relaxed) % 8 {
        0..=2 => &[("decision", "approve")],
        3 => &[("decision", "decline"), ("reason", "insufficient_funds")],
        4 => &[("decision", "late"), ("seconds", "30")],
        5 => &[("decision", "late"), ("seconds", "1500")],
        6 => &[("decision", "cancel")],
        // The page is left open.
        _ => return "timed out",
    };
    buyer.press(payment, form).await;
    match (form[0].1, form.get(1)) {
        ("late", Some((_, "30"))) => "succeeded late, in time",
        ("late", _) => "succeeded too late",
        ("decline", _) => "declined",
        ("cancel", _) => "left",
        _ => "succeeded",
    }
}

/// What became of a turn.
#[derive(Default)]
struct Tally {
    refused: usize,
    held: usize,
    acts: std::collections::BTreeMap<&'static str, usize>,
}

/// Everybody who is not in tries to join at once; those who get a seat pay, each in their own way.
async fn turn(server: &TestServer, id: &GroupBuyId, tally: &mut Tally) {
    let outcomes = futures::future::join_all((0..JOINERS).map(|number| async move {
        let buyer = back(server, &name(number));
        let mine = mine(&buyer, id).await;
        if !mine.allowed_actions.contains(&GroupAction::Join) {
            return None;
        }
        let answer = try_join(&buyer, id, &wish(1)).await;
        if answer.status == 409 {
            answer.refused(409, ProblemKind::GroupFull);
            return Some((false, ""));
        }
        let seat = answer.ok::<MyGroupBuy>().seat.unwrap();
        let method = if number % 2 == 0 { "card" } else { "wallet" };
        let answer = try_pay(&buyer, &seat.order, method).await;
        // The provider may be out of reach, as asked for below: the same wish is sent again.
        let payment = if answer.status == 503 { try_pay(&buyer, &seat.order, method).await } else { answer };
        if payment.status != 200 {
            return Some((true, "never reached the bank"));
        }
        Some((true, act(&buyer, &payment.ok()).await))
    }))
    .await;
    for (held, act) in outcomes.into_iter().flatten() {
        tally.held += usize::from(held);
        tally.refused += usize::from(!held);
        if held {
            *tally.acts.entry(act).or_default() += 1;
        }
    }
}

/// Whether nobody is on the way to anything any more.
async fn is_quiet(server: &TestServer) -> bool {
    const OPEN: &str = "SELECT (SELECT COUNT(*) FROM payment_jobs WHERE state = 'open')
        + (SELECT COUNT(*) FROM seats WHERE status IN ('returning', 'locked'))
        + (SELECT COUNT(*) FROM seat_money WHERE is_done = 0)";
    shop::count(server, OPEN).await == 0
}

#[tokio::test(flavor = "multi_thread")]
async fn c2b_07_a_hundred_joiners_for_ten_seats_end_in_a_true_state_each() {
    let started = Instant::now();
    let folder = tempfile::tempdir().unwrap();
    let mut server = shop::start_in(folder.path()).await;
    set_clock(&server, at(0)).await;
    let id = offered(&server, GroupOffer { cap: Some(SEATS), ends_at: at(3 * 3_600), ..offer() }).await;
    for number in 0..JOINERS {
        crate::club::member(&server, &name(number)).await;
    }
    let (mut tally, mut turns) = (Tally::default(), 0);
    let mut clock = 0;
    while state(&server, &id).await.committed < SEATS {
        assert!(turns < 20, "{:?}", tally.acts);
        // Webhooks get lost, and now and then the provider cannot be asked.
        for fault in [
            json!({ "path": "/v1/webhooks", "drop": "before", "count": 4 }),
            json!({ "path": "/v1/webhooks", "drop": "after", "count": 2 }),
            json!({ "method": "POST", "path": "/api/payments", "status": 500, "count": 3 }),
        ] {
            assert_eq!(server.post("/test/faults", &fault).await.status(), 204);
        }
        turn(&server, &id, &mut tally).await;
        // Never more than there are, at any moment.
        let now = state(&server, &id).await;
        assert!(now.committed <= SEATS, "{now:?}");
        // The server goes away while reports are on their way, and comes back.
        server.stop().await;
        server = shop::start_in(folder.path()).await;
        // What succeeds a little late does; then the holds end, and those of whoever is still paying a minute later.
        for (seconds, held) in [(40, None), (280, Some(HELD_AND_PATIENT)), (60, Some(HELD))] {
            clock += seconds;
            set_clock(&server, at(clock)).await;
            if let Some(held) = held {
                eventually("the holds of this turn end", async || {
                    let held = shop::count(&server, held).await;
                    Some(()).filter(|()| held == 0)
                })
                .await;
            }
        }
        turns += 1;
    }
    assert_eq!(state(&server, &id).await.left, Some(0));
    // The payments that succeed far too late do so now. Reports about them go to where the server was; it asks when
    // it starts again.
    clock += 1_600;
    set_clock(&server, at(clock)).await;
    eventually("the provider has made up its mind", async || {
        let thinking = shop::count(&server, THINKING).await;
        Some(()).filter(|()| thinking == 0)
    })
    .await;
    server.stop().await;
    server = shop::start_in(folder.path()).await;
    set_clock(&server, at(clock)).await;
    set_clock(&server, at(3 * 3_600 + 1)).await;
    let settled = until_phase(&server, &id, GroupPhase::Settled).await;
    assert_eq!((settled.committed, settled.people, settled.price), (SEATS, SEATS, eur(1_500)));
    eventually("all is quiet", async || {
        let quiet = is_quiet(&server).await;
        Some(()).filter(|()| quiet)
    })
    .await;

    // Exactly the committed seats are charged, each the same, and nobody else has paid anything.
    let charged = sqlx::query(
        "SELECT s.status, COALESCE(SUM(b.captured_minor - b.refunded_minor), 0)
         FROM seats s JOIN payments p ON p.subject_id = s.order_id
         JOIN sandbox_payments b ON b.id = p.provider_id GROUP BY s.id",
    )
    .fetch_all(server.app.db.reader())
    .await
    .unwrap();
    let mut seats = 0;
    for row in &charged {
        let (status, kept): (String, i64) = (row.try_get(0).unwrap(), row.try_get(1).unwrap());
        assert_eq!(kept, if status == "captured" { 1_990 } else { 0 }, "{status}");
        seats += u64::from(status == "captured");
    }
    assert_eq!(seats, SEATS);
    const STILL_OPEN: &str = "SELECT COUNT(*) FROM sandbox_payments
        WHERE status IN ('action_required', 'processing', 'authorised')";
    eventually("nothing is set aside any more", async || {
        let open = shop::count(&server, STILL_OPEN).await;
        Some(()).filter(|()| open == 0)
    })
    .await;
    // Everybody reads a true state: in, or out with nothing charged.
    let mut ends = std::collections::BTreeMap::<String, usize>::new();
    for number in 0..JOINERS {
        let mine = mine(&back(&server, &name(number)), &id).await;
        let end = mine.seat.map_or("never got a seat".to_owned(), |seat| {
            assert!(
                matches!(seat.status, SeatStatus::Captured | SeatStatus::HoldExpired | SeatStatus::Returned),
                "{seat:?}"
            );
            assert!(seat.money.iter().all(|step| step.is_done), "{seat:?}");
            format!("{:?}", seat.status)
        });
        *ends.entry(end).or_default() += 1;
    }
    assert_eq!(ends["Captured"], 10);
    eprintln!(
        "{JOINERS} joiners, {SEATS} seats: {turns} turns, {} holds, {} refusals, {:?}; {ends:?}; {:?}",
        tally.held,
        tally.refused,
        tally.acts,
        started.elapsed()
    );
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "measures; says nothing about what is right"]
async fn load_of_joins_for_one_group() {
    let server = shop::start().await;
    let cap = 2_000;
    let now = server.app.clock.now();
    let id = offered(
        &server,
        GroupOffer {
            cap: Some(cap),
            starts_at: now,
            ends_at: now.plus(std::time::Duration::from_hours(1)),
            ..offer()
        },
    )
    .await;
    for number in 0..2_000 {
        crate::club::member(&server, &name(number)).await;
    }
    let started = Instant::now();
    let runs = (0..8_usize).map(|lane| {
        let (server, id) = (&server, &id);
        async move {
            let mut times = Vec::new();
            for number in (lane..2_000).step_by(8) {
                let sent = Instant::now();
                let path = format!("/v1/group-buys/{id}/seats");
                let answer = back(server, &name(number)).post(&path, &key(), &wish(1)).await;
                assert_eq!(answer.status, 200, "{}", answer.text);
                times.push(sent.elapsed());
            }
            times
        }
    });
    let mut times = futures::future::join_all(runs).await.concat();
    times.sort_unstable();
    #[expect(clippy::cast_precision_loss, reason = "a count of joins")]
    let rate = times.len() as f64 / started.elapsed().as_secs_f64();
    eprintln!("one group: {rate:.0} joins/s, p99 {:?}", times[times.len() * 99 / 100]);
}
