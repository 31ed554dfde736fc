//! Fifty people want one time, and everything that can go wrong with payments does.

use crate::{
    buyer::{Buyer, eventually},
    common::TestServer,
    house::{at, set_clock},
    salon::{TEN, acceptance, fitted, read, try_accept, try_hold, try_pay, wish},
    shop,
};
use fivefold_api::{
    model::{Booking, BookingStatus, PaymentAttempt, ProblemKind, Session},
    vocabulary::ServiceId,
};
use serde_json::json;
use sqlx::Row as _;
use std::{
    collections::BTreeMap,
    sync::atomic::{AtomicUsize, Ordering},
    time::Instant,
};

const PEOPLE: usize = 50;
const SCOPE: &str = "locale=en&market=EU&currency=EUR";

const CONFIRMED: &str = "SELECT COUNT(*) FROM bookings WHERE status = 'confirmed'";
const HELD: &str = "SELECT COUNT(*) FROM bookings WHERE status = 'held'";
const HELD_AND_PATIENT: &str = "SELECT COUNT(*) FROM bookings WHERE status = 'held' AND in_grace = 0";
const TAKEN: &str = "SELECT COUNT(*) FROM booked_times";
const THINKING: &str = "SELECT COUNT(*) FROM sandbox_payments WHERE status = 'processing'";

/// Somebody of the fifty, perhaps at another server on the same database.
fn person<'a>(server: &'a TestServer, tokens: &[String], number: usize) -> Buyer<'a> {
    Buyer { server, token: tokens[number].clone(), scope: SCOPE }
}

/// What somebody makes of a payment page: one after the other something else, and success last, so that all of it
/// happens before the time is booked.
async fn act(buyer: &Buyer<'_>, payment: &PaymentAttempt) -> &'static str {
    static NEXT: AtomicUsize = AtomicUsize::new(0);
    let form: &[(&str, &str)] = match NEXT.fetch_add(1, Ordering::Relaxed) {
        0 => &[("decision", "late"), ("seconds", "3600")],
        1 => &[("decision", "decline"), ("reason", "insufficient_funds")],
        2 => return "timed out",
        3 => &[("decision", "cancel")],
        4 => &[("decision", "late"), ("seconds", "4000")],
        _ => &[("decision", "approve")],
    };
    buyer.press(payment, form).await;
    match form[0].1 {
        "late" => "succeeded too late",
        "decline" => "declined",
        "cancel" => "left",
        _ => "succeeded",
    }
}

/// What became of all turns.
#[derive(Default)]
struct Tally {
    refused: usize,
    held: usize,
    acts: BTreeMap<&'static str, usize>,
    bookings: Vec<(usize, Booking)>,
}

/// Everybody tries to take the time at once; whoever gets it pays in their own way.
async fn turn(server: &TestServer, tokens: &[String], service: &ServiceId, tally: &mut Tally) {
    let outcomes = futures::future::join_all((0..PEOPLE).map(|number| async move {
        let buyer = person(server, tokens, number);
        let answer = try_hold(&buyer, service, &wish(TEN, None)).await;
        if answer.status == 409 {
            let problem = answer.refused(409, ProblemKind::SlotTaken);
            assert!(!problem.booking_problem().unwrap().alternatives.is_empty());
            return None;
        }
        let held: Booking = answer.ok();
        let order = try_accept(&buyer, &held, &acceptance(&held)).await.ok::<Booking>().order.unwrap();
        let answer = try_pay(&buyer, &order).await;
        // The provider may be out of reach, as asked for below: the same wish is sent again.
        let answer = if answer.status == 503 { try_pay(&buyer, &order).await } else { answer };
        let act = act(&buyer, &answer.ok()).await;
        Some((number, held, act))
    }))
    .await;
    for outcome in outcomes {
        let Some((number, held, act)) = outcome else {
            tally.refused += 1;
            continue;
        };
        tally.held += 1;
        *tally.acts.entry(act).or_default() += 1;
        tally.bookings.push((number, held));
    }
}

async fn until_none(server: &TestServer, what: &str, sql: &'static str) {
    eventually(what, async || {
        let count = shop::count(server, sql).await;
        Some(()).filter(|()| count == 0)
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn o2o_08_fifty_people_for_one_time_end_in_one_booking_and_nobody_else_is_charged() {
    let started = Instant::now();
    let folder = tempfile::tempdir().unwrap();
    let server = shop::start_in(folder.path()).await;
    set_clock(&server, at(0)).await;
    let salon = fitted(server).await;
    // Only Ines trims beards.
    let (service, mut server) = (salon.beard, salon.server);
    let mut tokens = Vec::new();
    for _ in 0..PEOPLE {
        let session: Session =
            crate::buyer::Reply::read(server.post("/v1/sessions", &json!({})).await).await.ok();
        tokens.push(session.token);
    }
    let (mut tally, mut turns, mut clock) = (Tally::default(), 0, 0);
    while shop::count(&server, CONFIRMED).await == 0 {
        assert!(turns < 12, "{:?}", tally.acts);
        // Webhooks get lost, and now and then the provider cannot be asked.
        for fault in [
            json!({ "path": "/v1/webhooks", "drop": "before", "count": 2 }),
            json!({ "method": "POST", "path": "/api/payments", "status": 500, "count": 1 }),
        ] {
            assert_eq!(server.post("/test/faults", &fault).await.status(), 204);
        }
        turn(&server, &tokens, &service, &mut tally).await;
        // Never more than one has it, at any moment.
        assert!(shop::count(&server, TAKEN).await <= 1);
        // The server goes away while reports are on their way, and comes back.
        server.stop().await;
        server = shop::start_in(folder.path()).await;
        set_clock(&server, at(clock)).await;
        // Holds end, and those of whoever is still paying a minute later.
        for (seconds, held) in [(600, HELD_AND_PATIENT), (60, HELD)] {
            clock += seconds;
            set_clock(&server, at(clock)).await;
            until_none(&server, "the holds of this turn end", held).await;
        }
        turns += 1;
    }
    // The payments that succeed far too late do so now. Reports about them go to where the server was; it asks when
    // it starts again.
    clock += 4_000;
    set_clock(&server, at(clock)).await;
    until_none(&server, "the provider has made up its mind", THINKING).await;
    server.stop().await;
    server = shop::start_in(folder.path()).await;
    set_clock(&server, at(clock)).await;
    const OPEN: &str = "SELECT (SELECT COUNT(*) FROM payment_jobs WHERE state = 'open')
        + (SELECT COUNT(*) FROM bookings WHERE status IN ('held', 'returning'))
        + (SELECT COUNT(*) FROM booking_money WHERE is_done = 0)
        + (SELECT COUNT(*) FROM sandbox_payments WHERE status IN ('action_required', 'processing', 'authorised'))
        + (SELECT COUNT(*) FROM payments p JOIN sandbox_payments s ON s.id = p.provider_id
            WHERE (p.captured_minor, p.refunded_minor) <> (s.captured_minor, s.refunded_minor))";
    until_none(&server, "all is quiet", OPEN).await;

    // Exactly one booking stands and is charged, and nobody else has paid anything.
    assert_eq!((shop::count(&server, CONFIRMED).await, shop::count(&server, TAKEN).await), (1, 1));
    let charged = sqlx::query(
        "SELECT b.status, COALESCE(SUM(s.captured_minor - s.refunded_minor), 0)
         FROM bookings b JOIN payments p ON p.subject_id = b.order_id
         JOIN sandbox_payments s ON s.id = p.provider_id GROUP BY b.id",
    )
    .fetch_all(server.app.db.reader())
    .await
    .unwrap();
    for row in &charged {
        let (status, kept): (String, i64) = (row.try_get(0).unwrap(), row.try_get(1).unwrap());
        assert_eq!(kept, if status == "confirmed" { 1_500 } else { 0 }, "{status}");
    }
    const KEPT: &str = "SELECT COALESCE(SUM(captured_minor - refunded_minor), 0) FROM sandbox_payments";
    assert_eq!(shop::count(&server, KEPT).await, 1_500);
    // Whoever ever held the time reads a true state: booked, or out with nothing charged.
    let mut ends = BTreeMap::<String, usize>::new();
    for (number, booking) in &tally.bookings {
        let booking = read(&person(&server, &tokens, *number), booking).await;
        assert!(
            matches!(
                booking.status,
                BookingStatus::Confirmed | BookingStatus::HoldExpired | BookingStatus::Returned
            ),
            "{booking:?}"
        );
        assert!(booking.money.iter().all(|step| step.is_done), "{booking:?}");
        *ends.entry(format!("{:?}", booking.status)).or_default() += 1;
    }
    assert_eq!(ends["Confirmed"], 1);
    eprintln!(
        "{PEOPLE} people, one time: {turns} turns, {} holds, {} refusals, {:?}; {ends:?}; {:?}",
        tally.held,
        tally.refused,
        tally.acts,
        started.elapsed()
    );
}
