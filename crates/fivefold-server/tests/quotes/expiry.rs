//! The end of an offer's time (B2B-09): one instant, decided by the server's clock, written down by a timer that
//! survives restarts.

use crate::{
    buyer::eventually,
    club,
    common::TestServer,
    house::{Stream, at, set_clock},
    table::{
        ADA, BEA, SUE, acceptance, as_told, ask, buys, counter, offer, offer_of, read, sells, table,
        table_in, try_accept, until_written, version, who,
    },
};
use fivefold_api::{
    model::{ProblemKind, Quote, QuoteAction, QuoteFact, QuoteList, QuoteStatus, QuoteTurn, VersionState},
    vocabulary::Instant,
};
use serde_json::json;
use std::time::Duration;

/// An offer that stands until an instant, as the buyer sees it.
async fn offered_until(server: &TestServer, valid_until: Instant) -> Quote {
    let (ada, sue) = (who(server, ADA), who(server, SUE));
    let quote = ask(&ada).await;
    let body = offer_of(&quote.current, 100, valid_until);
    sells(&sue, &quote, "offer", &body).await.ok::<Quote>();
    read(&ada, &quote.id).await
}

const LAST: Duration = Duration::from_millis(1);

#[tokio::test]
async fn b2b_09_the_last_millisecond_is_in_time_and_the_instant_itself_is_not() {
    let server = table().await;
    let ada = who(&server, ADA);
    let (first, second) = (offered_until(&server, at(3_600)).await, offered_until(&server, at(3_600)).await);
    set_clock(&server, at(3_600).before(LAST)).await;
    assert_eq!(read(&ada, &first.id).await.status, QuoteStatus::Quoted);
    assert_eq!(try_accept(&ada, &first).await.ok::<Quote>().status, QuoteStatus::Accepted);
    set_clock(&server, at(3_600)).await;
    // Whether the timer was there already or not.
    let refused = try_accept(&ada, &second).await.refused(409, ProblemKind::QuoteExpired);
    let told = as_told(&refused);
    assert_eq!((told.status, told.turn), (QuoteStatus::Expired, QuoteTurn::Nobody));
    assert_eq!(told.allowed_actions, [QuoteAction::RequestAgain, QuoteAction::Write]);
    assert_eq!((told.ended_at, told.current.state), (Some(at(3_600)), VersionState::Expired));
    // What was accepted in time and not ordered in time is over as well.
    assert_eq!(read(&ada, &first.id).await.status, QuoteStatus::Expired);
}

#[tokio::test]
async fn b2b_09_whoever_looks_hears_that_an_offer_has_expired() {
    let server = table().await;
    let ada = who(&server, ADA);
    let quote = offered_until(&server, at(3_600)).await;
    let (mut room, _) = Stream::open(&server, Some(&ada.token), &format!("quote/{}", quote.id)).await;
    let (mut desk, _) = Stream::open(&server, Some(&who(&server, SUE).token), "me").await;
    set_clock(&server, at(3_600)).await;
    for stream in [&mut room, &mut desk] {
        let fact = stream.of_kind("quote").await;
        let fact: QuoteFact = serde_json::from_value(serde_json::to_value(&fact.data).unwrap()).unwrap();
        assert_eq!((fact.quote.id, fact.quote.status), (quote.id.clone(), QuoteStatus::Expired));
        assert_eq!(fact.version, read(&ada, &quote.id).await.version);
    }
    let expired = read(&ada, &quote.id).await;
    assert_eq!((expired.ended_at, expired.valid_until), (Some(at(3_600)), Some(at(3_600))));
    let states: Vec<VersionState> = expired.versions.iter().map(|version| version.state).collect();
    assert_eq!(states, [VersionState::Superseded, VersionState::Expired]);
    assert_eq!(version(&ada, &quote.id, 2).await.state, VersionState::Expired);
    let over: QuoteList = ada.get("/v1/me/quotes?state=over").await.ok();
    assert_eq!(over.page.total, Some(1));
    assert!(club::mails(&server).await.contains(&format!("The offer has expired: {}", quote.number)));
}

#[tokio::test]
async fn b2b_09_an_offer_whose_time_ends_while_the_server_is_down_is_expired_when_it_is_back() {
    let folder = tempfile::tempdir().unwrap();
    let server = table_in(folder.path()).await;
    let ada = who(&server, ADA);
    let quote = offered_until(&server, at(3_600)).await;
    let accepted = offered_until(&server, at(3_600)).await;
    try_accept(&ada, &accepted).await.ok::<Quote>();
    server.stop().await;

    let server = table_in(folder.path()).await;
    let ada = who(&server, ADA);
    assert_eq!(read(&ada, &quote.id).await.status, QuoteStatus::Quoted);
    set_clock(&server, at(7_200)).await;
    // From the first look on, and written down soon after.
    assert_eq!(read(&ada, &quote.id).await.status, QuoteStatus::Expired);
    for seen in [&quote, &accepted] {
        let expired = until_written(&ada, seen, QuoteStatus::Expired).await;
        assert_eq!(expired.ended_at, Some(at(3_600)), "it ended when its time was over");
    }
    try_accept(&ada, &quote).await.refused(409, ProblemKind::QuoteExpired);
}

#[tokio::test]
async fn b2b_09_while_a_counter_is_open_nothing_expires_and_without_it_the_offer_is_over() {
    let server = table().await;
    let (ada, sue) = (who(&server, ADA), who(&server, SUE));
    let withdrawn = counter(&ada, &offered_until(&server, at(3_600)).await, 90).await;
    let refused = counter(&ada, &offered_until(&server, at(3_600)).await, 90).await;
    let answered = counter(&ada, &offered_until(&server, at(3_600)).await, 90).await;
    let other = offered_until(&server, at(3_600)).await;
    set_clock(&server, at(3_600)).await;
    until_written(&ada, &other, QuoteStatus::Expired).await;
    for quote in [&withdrawn, &refused, &answered] {
        assert_eq!(read(&ada, &quote.id).await.version, quote.version);
    }
    let over: Quote = buys(&ada, &withdrawn, "counter/withdraw", &json!({})).await.ok();
    assert_eq!((over.status, over.current.number), (QuoteStatus::Expired, 2));
    assert_eq!((over.current.state, over.ended_at), (VersionState::Expired, Some(at(3_600))));
    let over: Quote = sells(&sue, &refused, "counter/refuse", &json!({})).await.ok();
    assert_eq!((over.status, over.current.state), (QuoteStatus::Expired, VersionState::Expired));
    // A new offer in answer to the counter stands in its own time.
    let again = offer(&sue, &answered, 95).await;
    assert_eq!(again.valid_until, Some(at(3 * 86_400)));
    let seen = read(&ada, &again.id).await;
    assert_eq!(try_accept(&ada, &seen).await.ok::<Quote>().status, QuoteStatus::Accepted);
}

#[tokio::test]
async fn b2b_09_another_offer_has_its_own_time() {
    let server = table().await;
    let (ada, sue) = (who(&server, ADA), who(&server, SUE));
    let first = offered_until(&server, at(3_600)).await;
    let longer = offer_of(&first.current, 100, at(7_200));
    sells(&sue, &first, "offer", &longer).await.ok::<Quote>();
    set_clock(&server, at(3_600)).await;
    let seen = read(&ada, &first.id).await;
    assert_eq!((seen.status, seen.valid_until), (QuoteStatus::Quoted, Some(at(7_200))));
    // The one that was seen first is not expired but superseded.
    let refused = buys(&ada, &first, "accept", &acceptance(&first)).await;
    refused.refused(412, ProblemKind::QuoteSuperseded);
    assert_eq!(try_accept(&who(&server, BEA), &seen).await.ok::<Quote>().status, QuoteStatus::Accepted);
}

#[tokio::test]
async fn b2b_09_a_day_before_an_offer_ends_the_company_is_told_once() {
    let server = table().await;
    let quote = offered_until(&server, at(3 * 86_400)).await;
    let short = offered_until(&server, at(3_600)).await;
    let told = async |quote: &Quote| {
        let subject = format!("The offer ends soon: {}", quote.number);
        club::mails(&server).await.matches(&subject).count()
    };
    set_clock(&server, at(2 * 86_400).before(LAST)).await;
    until_written(&who(&server, ADA), &short, QuoteStatus::Expired).await;
    assert_eq!(told(&quote).await, 0);
    set_clock(&server, at(2 * 86_400)).await;
    let once = eventually("a mail", async || Some(told(&quote).await).filter(|count| *count > 0)).await;
    // Another look of the timer, which has something to do, sends no second one.
    let other = offered_until(&server, at(2 * 86_400 + 60)).await;
    set_clock(&server, at(2 * 86_400 + 60)).await;
    until_written(&who(&server, ADA), &other, QuoteStatus::Expired).await;
    assert_eq!((told(&quote).await, once), (once, once));
    assert_eq!(told(&short).await + told(&other).await, 0, "an offer of an hour is told of when it is made");
}
