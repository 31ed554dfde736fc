//! Several people at once: whatever they do, a quote has one story, and each of them is told the true one.

use crate::{
    buyer::{Reply, key},
    common::TestServer,
    house::at,
    ordering::{blockers, change, preview, try_order, wish},
    shop,
    table::{
        ADA, BEA, FLOUR, SUE, acceptance, as_told, ask, buys, counter_of, offer, offer_of, read, sells, send,
        table, table_in, try_accept, try_ask, who,
    },
};
use fivefold_api::{
    model::{
        CommitmentState, PreviewQuoteOrder, Problem, ProblemKind, Quote, QuoteProblem, QuoteStatus,
        VersionKind, VersionState,
    },
    vocabulary::Quantity,
};
use serde_json::json;

/// An offer as the buyers see it.
async fn offered(server: &TestServer) -> Quote {
    let quote = offer(&who(server, SUE), &ask(&who(server, ADA)).await, 100).await;
    read(&who(server, ADA), &quote.id).await
}

fn succeeded(replies: &[&Reply]) -> usize {
    replies.iter().filter(|reply| reply.status == 200).count()
}

fn problem(reply: &Reply) -> Problem {
    serde_json::from_str(&reply.text).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn b2b_10_of_two_who_accept_and_a_supplier_who_withdraws_one_is_first() {
    let server = table().await;
    let (ada, bea, sue) = (who(&server, ADA), who(&server, BEA), who(&server, SUE));
    let nothing = json!({});
    for round in 0..12 {
        let seen = offered(&server).await;
        // Who starts first changes from round to round.
        let [one, other, back] = match round % 3 {
            0 => {
                let (one, other, back) = tokio::join!(
                    try_accept(&ada, &seen),
                    try_accept(&bea, &seen),
                    sells(&sue, &seen, "withdraw", &nothing)
                );
                [one, other, back]
            }
            1 => {
                let (back, one, other) = tokio::join!(
                    sells(&sue, &seen, "withdraw", &nothing),
                    try_accept(&ada, &seen),
                    try_accept(&bea, &seen)
                );
                [one, other, back]
            }
            _ => {
                let (other, back, one) = tokio::join!(
                    try_accept(&bea, &seen),
                    sells(&sue, &seen, "withdraw", &nothing),
                    try_accept(&ada, &seen)
                );
                [one, other, back]
            }
        };
        assert_eq!(succeeded(&[&one, &other, &back]), 1, "{one:?} {other:?} {back:?}");
        let ends = read(&ada, &seen.id).await;
        let (status, state) = if back.status == 200 {
            (QuoteStatus::Withdrawn, VersionState::Withdrawn)
        } else {
            (QuoteStatus::Accepted, VersionState::Accepted)
        };
        assert_eq!((ends.status, ends.current.state), (status, state));
        for refused in [&one, &other, &back].into_iter().filter(|reply| reply.status != 200) {
            let problem = problem(refused);
            assert!(
                matches!(problem.kind, ProblemKind::QuoteNotOpen | ProblemKind::NotYourTurn),
                "{}",
                refused.text
            );
            assert_eq!(as_told(&problem).version, ends.version, "everybody is told how it stands");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn b2b_10_an_accept_meets_a_new_offer_and_accepts_one_that_was_seen_or_none() {
    let server = table().await;
    let (ada, sue) = (who(&server, ADA), who(&server, SUE));
    for round in 0..10 {
        let seen = offered(&server).await;
        let dearer = offer_of(&seen.current, 150, at(3 * 86_400));
        let (accepted, replaced) = if round % 2 == 0 {
            tokio::join!(try_accept(&ada, &seen), sells(&sue, &seen, "offer", &dearer))
        } else {
            let (replaced, accepted) =
                tokio::join!(sells(&sue, &seen, "offer", &dearer), try_accept(&ada, &seen));
            (accepted, replaced)
        };
        assert_eq!(succeeded(&[&accepted, &replaced]), 1);
        let ends = read(&ada, &seen.id).await;
        if accepted.status == 200 {
            assert_eq!((ends.status, ends.current), (QuoteStatus::Accepted, accepted.ok::<Quote>().current));
            assert_eq!(problem(&replaced).kind, ProblemKind::NotYourTurn);
        } else {
            let told = as_told(&accepted.refused(412, ProblemKind::QuoteSuperseded));
            assert_eq!((ends.status, told.current.number), (QuoteStatus::Quoted, 3));
            assert_eq!(told.version, ends.version);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn b2b_11_of_many_counters_at_once_one_is_open() {
    let server = table().await;
    let (ada, bea) = (who(&server, ADA), who(&server, BEA));
    let seen = offered(&server).await;
    let counters = (0..10_i64).map(|index| {
        let buyer = if index % 2 == 0 { &ada } else { &bea };
        let body = counter_of(&seen, 80 + index);
        let seen = &seen;
        async move { buys(buyer, seen, "counter", &body).await }
    });
    let replies = futures::future::join_all(counters).await;
    assert_eq!(succeeded(&replies.iter().collect::<Vec<_>>()), 1);
    for refused in replies.iter().filter(|reply| reply.status != 200) {
        refused.refused(409, ProblemKind::CounterOpen);
    }
    let ends = read(&ada, &seen.id).await;
    let open = ends
        .versions
        .iter()
        .filter(|version| version.kind == VersionKind::Counter && version.state == VersionState::Standing);
    assert_eq!((open.count(), ends.versions.len(), ends.current.number), (1, 3, 3));
}

#[tokio::test(flavor = "multi_thread")]
async fn x_idem_fifty_accepts_with_one_key_and_one_after_a_restart_are_one_acceptance() {
    let folder = tempfile::tempdir().unwrap();
    let server = table_in(folder.path()).await;
    let ada = who(&server, ADA);
    let seen = offered(&server).await;
    let (path, body) = (format!("/v1/quotes/{}/accept", seen.id), acceptance(&seen));
    let clicks = (0..50).map(|_| send(&ada, &path, "once", &seen.version, &body));
    let mut answers = Vec::new();
    for reply in futures::future::join_all(clicks).await {
        if reply.status == 409 {
            reply.refused(409, ProblemKind::InFlight);
        } else {
            assert_eq!(reply.ok::<Quote>().status, QuoteStatus::Accepted);
            answers.push(reply.text);
        }
    }
    answers.dedup();
    assert_eq!(answers.len(), 1);
    let accepted = read(&ada, &seen.id).await;
    server.stop().await;

    let server = table_in(folder.path()).await;
    let ada = who(&server, ADA);
    assert_eq!(send(&ada, &path, "once", &seen.version, &body).await.text, answers[0]);
    let report = ada.commitment("once").await;
    assert_eq!((report.state, report.status), (CommitmentState::Done, Some(200)));
    let now = read(&ada, &seen.id).await;
    assert_eq!((now.version, now.accepted_at), (accepted.version, accepted.accepted_at));
    // A colleague's click is another command, on a quote that has moved on.
    let late = send(&who(&server, BEA), &path, &key(), &seen.version, &body).await;
    late.refused(409, ProblemKind::QuoteNotOpen);
}

#[tokio::test]
async fn x_idem_a_refusal_is_the_answer_for_good() {
    let server = table().await;
    let (ada, sue) = (who(&server, ADA), who(&server, SUE));
    let seen = offered(&server).await;
    let dearer = offer_of(&seen.current, 150, at(3 * 86_400));
    sells(&sue, &seen, "offer", &dearer).await.ok::<Quote>();
    let (path, body) = (format!("/v1/quotes/{}/accept", seen.id), acceptance(&seen));
    let first = send(&ada, &path, "late", &seen.version, &body).await;
    first.refused(412, ProblemKind::QuoteSuperseded);
    // The offer that was seen comes back in other words; the answer to that click stays what it was.
    let before = offer_of(&seen.current, 100, at(3 * 86_400));
    sells(&sue, &read(&sue, &seen.id).await, "offer", &before).await.ok::<Quote>();
    assert_eq!(send(&ada, &path, "late", &seen.version, &body).await.text, first.text);
    assert_eq!(ada.commitment("late").await.status, Some(412));
    assert_eq!(shop::count(&server, "SELECT COUNT(*) FROM quotes WHERE status = 'accepted'").await, 0);
}

#[tokio::test]
async fn x_idem_a_long_refusal_is_told_in_full_once_and_recorded_without_the_quote() {
    let server = table().await;
    let (ada, sue) = (who(&server, ADA), who(&server, SUE));
    let line = json!({ "sku": FLOUR, "quantity": Quantity::new(1, 0, "kg"), "note": "As the last time" });
    let quote: Quote = try_ask(&ada, &json!({ "lines": vec![line; 700] })).await.ok();
    offer(&sue, &quote, 100).await;
    let seen = read(&ada, &quote.id).await;
    let dearer = offer(&sue, &read(&sue, &quote.id).await, 150).await;
    let (path, body) = (format!("/v1/quotes/{}/accept", seen.id), acceptance(&seen));
    let first = send(&ada, &path, "late", &seen.version, &body).await;
    let first = first.refused(412, ProblemKind::QuoteSuperseded);
    assert_eq!(as_told(&first).version, dearer.version);
    let again = send(&ada, &path, "late", &seen.version, &body).await;
    let again = again.refused(412, ProblemKind::QuoteSuperseded);
    assert_eq!(again.quote_problem(), Some(QuoteProblem::default()));
    assert_eq!(again.correlation_id, first.correlation_id);
    let longest = "SELECT MAX(LENGTH(body)) FROM commitments WHERE key = 'late'";
    assert!(shop::count(&server, longest).await < 1_000);

    // What stands in the way of an order is the answer itself.
    let quote: Quote = try_accept(&ada, &read(&ada, &seen.id).await).await.ok();
    change(&server, "UPDATE wholesale_goods SET stock = 0, lead_days = NULL").await;
    let total = preview(&ada, &quote, &PreviewQuoteOrder::default()).await.totals.total;
    let body = wish(&server, &quote, json!({ "expected_total": total })).await;
    let first = try_order(&ada, &quote, "blocked", &body).await;
    assert!(first.text.len() > 64 << 10 && blockers(&first).len() >= 700, "{}", first.text.len());
    assert_eq!(try_order(&ada, &quote, "blocked", &body).await.text, first.text);
}
