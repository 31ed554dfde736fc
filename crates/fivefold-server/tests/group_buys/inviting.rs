//! Inviting friends, and who is shown to others.

use crate::{
    buyer::{Buyer, Reply, key},
    club::{
        club, hold, join, member, offer, offered, pay, read, seat, try_join, until_phase, until_seat, wish,
    },
    house::{at, set_clock},
};
use fivefold_api::{
    model::{
        GroupAction, GroupBuy, GroupPhase, Invitation, MyGroupBuy, MyInvitation, ProblemKind, SeatStatus,
        SignedIn,
    },
    vocabulary::{GroupBuyId, InvitationCode},
};
use fivefold_server::group_buys::GroupOffer;
use serde_json::{Value, json};

async fn invite(buyer: &Buyer<'_>, id: &GroupBuyId) -> MyInvitation {
    buyer.put(&format!("/v1/group-buys/{id}/invitation"), None, &Value::Null).await.ok()
}

async fn joined_by(buyer: &Buyer<'_>, id: &GroupBuyId) -> u64 {
    invite(buyer, id).await.joined
}

async fn visit(buyer: &Buyer<'_>, code: &InvitationCode) {
    buyer.put(&format!("/v1/invitations/{code}/visit"), None, &Value::Null).await.ok::<Value>();
}

#[tokio::test]
async fn c2b_19_a_link_names_the_group_works_signed_out_and_is_kept_through_signing_up() {
    let server = club().await;
    let id = offered(&server, offer()).await;
    let ada = member(&server, "ada").await;
    let mut named = wish(1);
    named["shown_as"] = json!("Ada L.");
    try_join(&ada, &id, &named).await.ok::<MyGroupBuy>();
    let payment = pay(&ada, &seat(&ada, &id).await.order, "card").await;
    ada.press(&payment, &[("decision", "approve")]).await;
    until_seat(&ada, &id, SeatStatus::Committed).await;
    let code = invite(&ada, &id).await.code;
    assert_eq!(invite(&ada, &id).await.code, code);
    let mine: MyGroupBuy = ada.get(&format!("/v1/group-buys/{id}/me")).await.ok();
    assert_eq!(mine.invitation, Some(code.clone()));

    // Anyone with the link sees the group as it stands.
    let shown: Invitation = server.json(&format!("/v1/invitations/{code}")).await;
    assert_eq!((&shown.group_buy.id, shown.group_buy.state.committed), (&id, 1));
    assert_eq!(shown.invited_by.as_deref(), Some("Ada L."));
    assert_eq!(shown.live.topic, format!("group-buy/{id}"));
    assert_eq!(server.get("/v1/invitations/i_nothing").await.status(), 404);

    // A guest follows it, opens an account by mail, and joins: it was Ada who brought her.
    let guest = Buyer::new(&server).await;
    visit(&guest, &code).await;
    let wish_account = json!({ "email": "bo@example.com", "name": "Bo" });
    assert_eq!(server.post("/v1/account", &wish_account).await.status(), 202);
    let mails = crate::club::mails(&server).await;
    let token: String = mails.split("token=").nth(1).unwrap().chars().take(40).collect();
    let body = json!({
        "token": token, "password": "tea for two", "mode": "bearer", "guest": guest.token,
    });
    let signed_in: SignedIn = Reply::read(server.post("/v1/account/password", &body).await).await.ok();
    let bo = Buyer { server: &server, token: signed_in.token.unwrap(), scope: guest.scope };
    assert_eq!(joined_by(&ada, &id).await, 0);
    join(&bo, &id, 1, "card").await;
    assert_eq!(joined_by(&ada, &id).await, 1);

    // One that is named when joining counts as well, one's own does not.
    let cy = member(&server, "cy").await;
    let mut by_ada = wish(1);
    by_ada["invitation"] = json!(code);
    try_join(&cy, &id, &by_ada).await.ok::<MyGroupBuy>();
    let payment = pay(&cy, &seat(&cy, &id).await.order, "card").await;
    cy.press(&payment, &[("decision", "approve")]).await;
    until_seat(&cy, &id, SeatStatus::Committed).await;
    assert_eq!(joined_by(&ada, &id).await, 2);
    let guest = Buyer::new(&server).await;
    guest
        .put(&format!("/v1/group-buys/{id}/invitation"), None, &Value::Null)
        .await
        .refused(403, ProblemKind::SignInNeeded);
}

#[tokio::test]
async fn c2b_19_on_a_group_that_is_full_or_over_the_link_offers_another_one() {
    let server = club().await;
    let id = offered(&server, GroupOffer { minimum: 1, cap: Some(1), ..offer() }).await;
    let (ada, bo) = (member(&server, "ada").await, member(&server, "bo").await);
    let code = invite(&ada, &id).await.code;
    let look = async || server.json::<Invitation>(&format!("/v1/invitations/{code}")).await;
    assert!(!look().await.may_open_another);
    hold(&ada, &id, 1).await;
    let full = look().await;
    assert!(full.may_open_another && full.siblings.is_empty());
    // Nobody is named who is not in yet.
    assert_eq!(full.invited_by, None);
    visit(&bo, &code).await;
    let another: GroupBuy =
        bo.post(&format!("/v1/group-buys/{id}/siblings"), &key(), &Value::Null).await.ok();
    let state = &another.card.state;
    assert_eq!((state.phase, state.starts_at, state.ends_at), (GroupPhase::Open, at(0), at(3_600)));
    assert_eq!(state.left, Some(1));
    let now = look().await;
    assert_eq!((now.siblings[0].id.clone(), now.may_open_another), (another.card.id.clone(), false));
    // The invitation led there, so it counts there.
    join(&bo, &another.card.id, 1, "card").await;
    assert_eq!(joined_by(&ada, &id).await, 1);

    set_clock(&server, at(3_601)).await;
    until_phase(&server, &id, GroupPhase::Failed).await;
    let over = look().await;
    assert!(over.may_open_another);
    let mine: MyGroupBuy = bo.get(&format!("/v1/group-buys/{id}/me")).await.ok();
    assert_eq!(mine.allowed_actions, [GroupAction::OpenAnother]);
    let closed =
        offered(&server, GroupOffer { may_open_another: false, ends_at: at(7_200), ..offer() }).await;
    bo.post(&format!("/v1/group-buys/{closed}/siblings"), &key(), &Value::Null)
        .await
        .refused(403, ProblemKind::Forbidden);
}

#[tokio::test]
async fn c2b_20_only_committed_members_who_want_it_are_shown_and_nobody_else_is_counted() {
    let server = club().await;
    let id = offered(&server, offer()).await;
    let (ada, bo, cy) =
        (member(&server, "ada").await, member(&server, "bo").await, member(&server, "cy").await);
    let mut named = wish(1);
    named["shown_as"] = json!("  Ada  ");
    try_join(&ada, &id, &named).await.ok::<MyGroupBuy>();
    // A seat that is only held is nobody yet.
    assert_eq!(read(&server, &id).await.members, []);
    let payment = pay(&ada, &seat(&ada, &id).await.order, "card").await;
    ada.press(&payment, &[("decision", "approve")]).await;
    until_seat(&ada, &id, SeatStatus::Committed).await;
    join(&bo, &id, 1, "card").await;
    let page = read(&server, &id).await;
    assert_eq!((page.card.state.people, page.members.len()), (2, 1));
    let shown = &page.members[0];
    assert_eq!((shown.name.as_str(), shown.number, shown.is_demo), ("Ada", 1, false));
    for (name, code) in [("x".repeat(41), "too_long"), ("a\u{7}b".to_owned(), "format")] {
        named["shown_as"] = json!(name);
        let problem = try_join(&cy, &id, &named).await.refused(422, ProblemKind::InvalidFields);
        assert_eq!(json!(problem.fields[0].code), code);
    }
    // Whoever withdraws is shown no more.
    crate::club::withdraw(&ada, &id).await.ok::<Value>();
    let page = read(&server, &id).await;
    assert_eq!((page.card.state.people, page.members.len()), (1, 0));
    // What everybody counts is the seats, to the last one.
    let seats = crate::shop::count(&server, "SELECT COUNT(*) FROM seats WHERE status = 'committed'").await;
    assert_eq!(seats, 1);
}

#[tokio::test]
async fn c2b_20_an_account_of_the_demo_is_never_shown_as_a_person() {
    let server = crate::common::TestServer::with(&["--test-controls", "--groups"]).await;
    let list: fivefold_api::model::GroupBuyList = server.json("/v1/group-buys?per_page=60").await;
    let mut shown = 0;
    for card in &list.page.items {
        let page = read(&server, &card.id).await;
        assert!(page.members.iter().all(|member| member.is_demo), "{}", card.title);
        shown += page.members.len();
    }
    assert!(shown > 0);
}
