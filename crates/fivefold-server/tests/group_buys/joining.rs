//! Joining: who may, who is faster, and that one join is one join.

use crate::{
    buyer::{Buyer, key},
    club::{
        club, hold, join, member, members, mine, offer, offered, pay, read, seat, state, try_join,
        until_seat, wish,
    },
    house::{at, set_clock},
    shop,
};
use fivefold_api::{
    model::{
        Activity, ActivityKind, ActivityState, CommitmentState, GroupAction, GroupBuy, JoinRequirement,
        MyGroup, MyGroupBuy, OrderAction, OrderStatus, ProblemKind, SeatStatus,
    },
    vocabulary::Page,
};
use fivefold_server::group_buys::GroupOffer;
use serde_json::{Value, json};

#[tokio::test]
async fn c2b_07_two_want_the_last_seat_and_one_gets_it_the_other_sees_what_else_there_is() {
    let server = club().await;
    let id = offered(&server, GroupOffer { minimum: 1, cap: Some(1), ..offer() }).await;
    let people = members(&server, &["ada", "bo"]).await;
    let request = wish(1);
    let answers =
        futures::future::join_all(people.iter().map(|person| try_join(person, &id, &request))).await;
    let taken = answers.iter().filter(|answer| answer.status == 200).count();
    assert_eq!(taken, 1);
    let (winner, loser) = if answers[0].status == 200 { (0, 1) } else { (1, 0) };
    let problem = answers[loser].refused(409, ProblemKind::GroupFull).group_problem().unwrap();
    assert_eq!(problem.state.unwrap().left, Some(0));
    assert!(problem.siblings.is_empty() && problem.may_open_another);
    assert_eq!(mine(&people[loser], &id).await.seat, None);
    assert!(mine(&people[loser], &id).await.allowed_actions.contains(&GroupAction::OpenAnother));
    assert_eq!(shop::count(&server, "SELECT COUNT(*) FROM payments").await, 0);

    // The other one opens another group on the same terms and is in there; the next one is led to it.
    let another: GroupBuy =
        people[loser].post(&format!("/v1/group-buys/{id}/siblings"), &key(), &Value::Null).await.ok();
    assert_ne!(another.card.id, id);
    let again: GroupBuy =
        people[winner].post(&format!("/v1/group-buys/{id}/siblings"), &key(), &Value::Null).await.ok();
    assert_eq!(again.card.id, another.card.id);
    let cy = member(&server, "cy").await;
    let problem = try_join(&cy, &id, &wish(1)).await.refused(409, ProblemKind::GroupFull);
    let problem = problem.group_problem().unwrap();
    assert_eq!(problem.siblings[0].id, another.card.id);
    assert!(!problem.may_open_another);
    join(&people[loser], &another.card.id, 1, "card").await;
    assert_eq!(read(&server, &id).await.siblings, []);
}

#[tokio::test]
async fn c2b_07_as_many_join_at_once_as_there_are_seats() {
    let server = club().await;
    let id = offered(&server, GroupOffer { cap: Some(3), ..offer() }).await;
    let names: Vec<String> = (0..12).map(|number| format!("m{number}")).collect();
    let people = members(&server, &names.iter().map(String::as_str).collect::<Vec<_>>()).await;
    let request = wish(1);
    let answers =
        futures::future::join_all(people.iter().map(|person| try_join(person, &id, &request))).await;
    assert_eq!(answers.iter().filter(|answer| answer.status == 200).count(), 3);
    let refused = answers.iter().filter(|answer| answer.status == 409).count();
    assert_eq!((refused, state(&server, &id).await.left), (9, Some(0)));
}

#[tokio::test]
async fn c2b_10_the_server_s_time_decides_and_every_join_gets_an_answer() {
    let server = club().await;
    let id = offered(&server, GroupOffer { starts_at: at(60), ..offer() }).await;
    let (ada, bo) = (member(&server, "ada").await, member(&server, "bo").await);
    let problem = try_join(&ada, &id, &wish(1)).await.refused(409, ProblemKind::GroupNotStarted);
    assert_eq!(problem.group_problem().unwrap().state.unwrap().starts_at, at(60));
    // The timers may be late: the time counts.
    set_clock(&server, at(60)).await;
    hold(&ada, &id, 1).await;
    set_clock(&server, fivefold_api::vocabulary::Instant::from_millis(at(3_600).millis() - 1)).await;
    hold(&bo, &id, 1).await;
    set_clock(&server, at(3_600)).await;
    let cy = member(&server, "cy").await;
    let (path, key) = (format!("/v1/group-buys/{id}/seats"), key());
    let problem = cy.post(&path, &key, &wish(1)).await.refused(409, ProblemKind::GroupEnded);
    assert!(problem.group_problem().unwrap().may_open_another);
    // The refusal is the result of its key, whatever the clock says later.
    let report = cy.commitment(&key).await;
    assert_eq!((report.state, report.status), (CommitmentState::Done, Some(409)));
    assert!(!mine(&cy, &id).await.allowed_actions.contains(&GroupAction::Join));
}

#[tokio::test]
async fn c2b_16_somebody_is_in_once_and_trying_again_opens_what_is_there() {
    let server = club().await;
    let id = offered(&server, offer()).await;
    let ada = member(&server, "ada").await;
    let (path, one) = (format!("/v1/group-buys/{id}/seats"), key());
    let request = wish(1);
    let answers =
        futures::future::join_all((0..6).map(|_| async { ada.post(&path, &one, &request).await })).await;
    for answer in &answers {
        assert_eq!((answer.status, &answer.text), (200, &answers[0].text));
    }
    let first = seat(&ada, &id).await;
    // Another device, another key, another wish: the seat that is there.
    let other: MyGroupBuy = ada.post(&path, &key(), &wish(3)).await.ok();
    let other = other.seat.unwrap();
    assert_eq!((&other.id, other.quantity), (&first.id, 1));
    ada.post(&path, &one, &wish(2)).await.refused(422, ProblemKind::KeyReused);
    let payment = pay(&ada, &first.order, "card").await;
    ada.press(&payment, &[("decision", "approve")]).await;
    until_seat(&ada, &id, SeatStatus::Committed).await;
    let again: MyGroupBuy = ada.post(&path, &key(), &wish(1)).await.ok();
    assert_eq!(again.seat.unwrap().id, first.id);
    assert!(!again.allowed_actions.contains(&GroupAction::Join));
    assert_eq!(state(&server, &id).await.people, 1);
    assert_eq!(shop::count(&server, "SELECT COUNT(*) FROM seats").await, 1);
}

#[tokio::test]
async fn c2b_16_two_devices_at_once_get_the_same_seat() {
    let server = club().await;
    let id = offered(&server, offer()).await;
    let ada = member(&server, "ada").await;
    let request = wish(1);
    let answers = futures::future::join_all((0..8).map(|_| try_join(&ada, &id, &request))).await;
    let seats: Vec<_> = answers.iter().map(|answer| answer.ok::<MyGroupBuy>().seat.unwrap().id).collect();
    assert!(seats.iter().all(|seat| *seat == seats[0]));
    assert_eq!(state(&server, &id).await.left, Some(9));
}

#[tokio::test]
async fn x_unknown_a_lost_answer_is_found_by_its_key() {
    let server = club().await;
    let id = offered(&server, offer()).await;
    let ada = member(&server, "ada").await;
    let (path, key) = (format!("/v1/group-buys/{id}/seats"), key());
    let fault = json!({ "method": "POST", "path": path, "drop": "after" });
    assert_eq!(server.post("/test/faults", &fault).await.status(), 204);
    assert!(ada.try_post(&path, &key, &wish(1)).await.is_err());
    let report = ada.commitment(&key).await;
    assert_eq!((report.state, report.status), (CommitmentState::Done, Some(200)));
    let again: MyGroupBuy = ada.post(&path, &key, &wish(1)).await.ok();
    assert_eq!(again.seat.unwrap().id, seat(&ada, &id).await.id);
}

#[tokio::test]
async fn x_sec_guests_are_told_to_sign_in_and_nobody_sees_another_s_seat() {
    let server = club().await;
    let id = offered(&server, offer()).await;
    let path = format!("/v1/group-buys/{id}/me");
    let stranger: MyGroupBuy = server.json(&path).await;
    assert_eq!(stranger.requirements, [JoinRequirement::SignIn]);
    assert_eq!(stranger.allowed_actions, []);
    let guest = Buyer::new(&server).await;
    try_join(&guest, &id, &wish(1)).await.refused(403, ProblemKind::SignInNeeded);
    guest.get(&format!("/v1/group-buys/{id}/seat")).await.refused(403, ProblemKind::SignInNeeded);
    let (ada, bo) = (member(&server, "ada").await, member(&server, "bo").await);
    let seat = hold(&ada, &id, 1).await;
    assert_eq!(mine(&bo, &id).await.seat, None);
    bo.get(&format!("/v1/orders/{}", seat.order)).await.refused(404, ProblemKind::NotFound);
    for text in
        [server.get(&format!("/v1/group-buys/{id}")).await.text().await.unwrap(), bo.get(&path).await.text]
    {
        assert!(!text.contains("ada") && !text.contains(&seat.id.0), "{text}");
    }
}

#[tokio::test]
async fn x_cart_a_seat_is_an_order_of_its_own_in_the_one_feed_of_activity() {
    let server = club().await;
    let id = offered(&server, offer()).await;
    let ada = member(&server, "ada").await;
    // A cart that is being bought neither calls the seat off nor is called off by it.
    let book = ada.order(crate::shop::TEAPOT, 1).await;
    let seat = hold(&ada, &id, 2).await;
    let order = ada.read_order(&seat.order).await;
    assert_eq!((order.status, order.group_buy.as_ref()), (OrderStatus::PendingPayment, Some(&id)));
    assert_eq!((order.lines[0].quantity, order.totals.total), (2, seat.ceiling_total));
    assert_eq!(order.allowed_actions, [OrderAction::Pay]);
    ada.cancel(&order).await.refused(409, ProblemKind::NotCancellable);
    assert_eq!(ada.read_order(&book.id).await.status, OrderStatus::PendingPayment);
    let feed: Page<Activity> = ada.get("/v1/me/activity").await.ok();
    let entry = feed.items.iter().find(|item| item.kind == ActivityKind::GroupBuy).unwrap();
    assert_eq!((entry.id.as_str(), entry.status.as_str()), (id.as_str(), "held"));
    assert_eq!((entry.state, entry.deadline), (ActivityState::ActionNeeded, Some(at(300))));
    let payment = pay(&ada, &seat.order, "card").await;
    ada.press(&payment, &[("decision", "approve")]).await;
    until_seat(&ada, &id, SeatStatus::Committed).await;
    assert_eq!(ada.read_order(&seat.order).await.status, OrderStatus::Committed);
    let feed: Page<Activity> = ada.get("/v1/me/activity").await.ok();
    let entry = feed.items.iter().find(|item| item.kind == ActivityKind::GroupBuy).unwrap();
    assert_eq!((entry.state, entry.deadline), (ActivityState::Running, Some(at(3_600))));
    let running: Page<MyGroup> = ada.get("/v1/me/group-buys").await.ok();
    assert_eq!((running.items.len(), &running.items[0].card.id), (1, &id));
    let over: Page<MyGroup> = ada.get("/v1/me/group-buys?list=over").await.ok();
    assert_eq!(over.items.len(), 0);
    assert_eq!(ada.cart().await.lines.len(), 1);
}
