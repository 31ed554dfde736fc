//! Companies and their people, and those of the demo.

use crate::{
    buyer::{Buyer, Reply, key},
    club,
    common::TestServer,
    house::{Stream, at},
    ordering::{accepted, try_order, wish},
    prepaid::prepaid,
    shop,
    table::{ADA, BEA, EVE, SUE, VIC, ask, bistro, company, eur, offer, read, table, who},
    wholesale::look_up,
};
use fivefold_api::{
    model::{
        Activity, ActivityState, Capabilities, Capability, Company, CompanyRole, Me, Order, OrderAction,
        OrderStatus, PaymentTerms, PoRule, ProblemKind, QuoteList, Role, SignedIn,
    },
    rules::check_quantity,
    vocabulary::{Currency, Page},
};
use fivefold_server::quotes::CompanyOffer;
use serde_json::json;
use std::time::Duration;

/// One of the demo's accounts, signed in.
async fn demo<'a>(server: &'a TestServer, name: &str) -> Buyer<'a> {
    let wish =
        json!({ "email": format!("{name}@demo.example"), "password": "harbour demo", "mode": "bearer" });
    let signed_in: SignedIn = Reply::read(server.post("/v1/session/sign-in", &wish).await).await.ok();
    Buyer { server, token: signed_in.token.unwrap(), scope: "locale=en&market=EU&currency=EUR" }
}

async fn companies(buyer: &Buyer<'_>) -> Vec<Company> {
    buyer.get("/v1/me/companies").await.ok()
}

#[tokio::test]
async fn b2b_15_a_company_s_people_see_its_limits_terms_and_addresses() {
    let server = table().await;
    let seen = company(&who(&server, ADA)).await;
    let offer = bistro();
    assert_eq!((&seen.name, &seen.currency, &seen.terms), (&offer.name, &offer.currency, &offer.terms));
    assert_eq!((seen.po_rule, seen.order_minimum, seen.order_maximum), (offer.po_rule, None, None));
    let credit = seen.credit.unwrap();
    assert_eq!((credit.limit, credit.used), (eur(1_000_000), eur(0)));
    assert_eq!((seen.addresses.len(), seen.addresses[0].label.as_str()), (1, "Kitchen"));
    assert_eq!(seen.addresses[0].address, offer.addresses[0].1);
    let people: Vec<(&str, &[CompanyRole])> =
        seen.people.iter().map(|person| (person.account.as_str(), person.roles.as_slice())).collect();
    let expected: [(&str, &[CompanyRole]); 3] = [
        ("a_ada", &[CompanyRole::Requester]),
        ("a_bea", &[CompanyRole::Requester]),
        ("a_vic", &[CompanyRole::Viewer]),
    ];
    assert_eq!(people, expected);
    assert_eq!(company(&who(&server, VIC)).await.roles, [CompanyRole::Viewer]);
}

#[tokio::test]
async fn b2b_15_nobody_sees_a_company_they_do_not_buy_for() {
    let server = table().await;
    let names: Vec<String> = companies(&who(&server, EVE)).await.into_iter().map(|each| each.name).collect();
    assert_eq!(names, ["Hilltop Hotel"]);
    assert_eq!(companies(&who(&server, SUE)).await, []);
    let guest = Buyer::new(&server).await;
    guest.get("/v1/me/companies").await.refused(403, ProblemKind::SignInNeeded);
    Reply::read(server.get("/v1/me/companies").await).await.refused(401, ProblemKind::SignedOut);
}

#[tokio::test]
async fn b2b_15_an_account_says_whether_it_buys_for_a_company_or_sells_to_some() {
    let server = table().await;
    let roles = async |name: &str| who(&server, name).get("/v1/me").await.ok::<Me>().roles;
    let (ada, sue) = (roles(ADA).await, roles(SUE).await);
    assert!(ada.contains(&Role::CompanyMember) && !ada.contains(&Role::Supplier), "{ada:?}");
    assert!(sue.contains(&Role::Supplier) && !sue.contains(&Role::CompanyMember), "{sue:?}");
}

#[tokio::test]
async fn b2b_15_what_somebody_may_do_can_change_and_the_company_has_another_version_then() {
    let server = table().await;
    let vic = who(&server, VIC);
    let before = company(&vic).await;
    let roles = [CompanyRole::Viewer, CompanyRole::Approver];
    server.app.join_company(&before.id, &"a_vic".into(), &roles).await.unwrap();
    let after = company(&vic).await;
    assert_eq!(after.roles, roles);
    assert_eq!(after.people.len(), 3, "nobody joins twice");
    assert_ne!(after.version, before.version);
}

#[tokio::test]
async fn b2b_22_a_company_has_the_currency_of_its_price_list_and_limits_between_which_there_is_something() {
    let server = table().await;
    let dollars = CompanyOffer { currency: Currency::iso("USD").unwrap(), ..bistro() };
    let nothing = CompanyOffer { order_minimum: Some(200), order_maximum: Some(100), ..bistro() };
    for (offer, field) in [(dollars, "currency"), (nothing, "order_minimum")] {
        let problem = server.app.found_company(&offer).await.unwrap_err();
        assert_eq!((problem.kind, problem.fields[0].field.as_str()), (ProblemKind::InvalidFields, field));
    }
    assert_eq!(shop::count(&server, "SELECT COUNT(*) FROM companies").await, 2);
    let exactly = CompanyOffer { order_minimum: Some(100), order_maximum: Some(100), ..bistro() };
    server.app.found_company(&exactly).await.unwrap();
}

/// Opens a stream; the answer, of whatever status.
async fn follow(buyer: &Buyer<'_>, topics: &str) -> reqwest::Response {
    let url = format!("{}/v1/events?{topics}", buyer.server.url);
    buyer.server.http.get(url).bearer_auth(&buyer.token).send().await.unwrap()
}

/// Waits until an open stream ends.
async fn until_end(room: &mut reqwest::Response) {
    let ends = async { while room.chunk().await.unwrap().is_some() {} };
    tokio::time::timeout(Duration::from_secs(20), ends).await.expect("the stream ends");
}

#[tokio::test]
async fn x_sec_who_has_left_a_company_sees_and_hears_of_nothing_any_more() {
    let server = table().await;
    let (ada, bea, sue) = (who(&server, ADA), who(&server, BEA), who(&server, SUE));
    let (quote, left) = (ask(&ada).await, company(&ada).await);
    let (mut own, _) = Stream::open(&server, Some(&ada.token), "me").await;
    let topic = format!("topic=quote/{}", quote.id);
    let mut room = follow(&ada, &topic).await;
    // The first word says that the stream listens.
    room.chunk().await.unwrap().unwrap();

    server.app.leave_company(&left.id, &"a_ada".into()).await.unwrap();
    let fact = own.of_kind("company_left").await;
    assert_eq!(json!(fact.data), json!({ "company": left.id }));
    until_end(&mut room).await;
    assert_eq!(follow(&ada, &topic).await.status(), 403);

    assert_eq!(companies(&ada).await, []);
    assert!(!ada.get("/v1/me").await.ok::<Me>().roles.contains(&Role::CompanyMember));
    ada.get(&format!("/v1/quotes/{}", quote.id)).await.refused(404, ProblemKind::NotFound);
    assert_eq!(ada.get("/v1/me/quotes").await.ok::<QuoteList>().page.items, []);
    assert_eq!(ada.get("/v1/me/activity").await.ok::<Page<Activity>>().items, []);
    let now = company(&bea).await;
    assert!(now.people.iter().all(|person| person.name != ADA));
    assert_ne!(now.version, left.version);
    // What she has asked for is the company's, and somebody of it is told.
    let offered = offer(&sue, &read(&sue, &quote.id).await, 100).await;
    assert_eq!(read(&bea, &quote.id).await.version, offered.version);
    let mails = club::mails(&server).await;
    assert!(mails.contains("bea@example.com") && !mails.contains("ada@example.com"), "{mails}");
    let problem = server.app.leave_company(&left.id, &"a_ada".into()).await.unwrap_err();
    assert_eq!(problem.kind, ProblemKind::NotFound);
}

#[tokio::test]
async fn x_sec_the_orders_of_a_company_s_quotes_are_its_people_s_whoever_has_placed_them() {
    const HEARD: &str = "SELECT COUNT(*) FROM events WHERE kind = 'order' AND topic = 'me/s_ada'";
    let server = table().await;
    let (ada, bea, vic) = (who(&server, ADA), who(&server, BEA), who(&server, VIC));
    let bistro = company(&ada).await.id;
    let quote = accepted(&server).await;
    let body = wish(&server, &quote, json!({})).await;
    let owed: Order = try_order(&ada, &quote, &key(), &body).await.ok();
    let unpaid = prepaid(&server, at(86_400), |_| {}).await;
    assert_eq!(unpaid.allowed_actions, [OrderAction::Pay]);
    let (mut hers, _) = Stream::open(&server, Some(&bea.token), "me").await;
    let pay =
        async |person: &Buyer<'_>| person.post("/v1/payments", &key(), &person.payment_of(&unpaid.id)).await;
    let waits = async |person: &Buyer<'_>| {
        let feed: Page<Activity> = person.get("/v1/me/activity").await.ok();
        let entry = feed.items.into_iter().find(|entry| entry.id == unpaid.id.as_str()).unwrap();
        assert_eq!(entry.next_action.is_some(), entry.deadline.is_some());
        entry.state == ActivityState::ActionNeeded
    };

    // Whoever requests pays; whoever only reads does not, not even what was placed before.
    assert!(waits(&ada).await);
    assert_eq!(bea.read_order(&unpaid.id).await.allowed_actions, [OrderAction::Pay]);
    assert_eq!(vic.read_order(&unpaid.id).await.allowed_actions, []);
    pay(&vic).await.refused(403, ProblemKind::CompanyNeeded);
    server.app.join_company(&bistro, &"a_ada".into(), &[CompanyRole::Viewer]).await.unwrap();
    assert!(!waits(&ada).await);
    let listed: Vec<Order> = ada.get("/v1/orders").await.ok();
    assert!(listed.len() == 2 && listed.iter().all(|order| order.allowed_actions.is_empty()));
    pay(&ada).await.refused(403, ProblemKind::CompanyNeeded);
    server.app.join_company(&bistro, &"a_ada".into(), &[CompanyRole::Requester]).await.unwrap();
    // The page of an attempt is for whoever has begun it.
    let attempt = bea.pay(&unpaid.id).await;
    let actions = async |person: &Buyer<'_>| person.read_order(&unpaid.id).await.payments[0].action.clone();
    assert_eq!((actions(&bea).await, actions(&ada).await), (attempt.action.clone(), None));

    server.app.leave_company(&bistro, &"a_ada".into()).await.unwrap();
    let heard = shop::count(&server, HEARD).await;
    assert!(heard > 0);
    for order in [&owed, &unpaid] {
        ada.get(&format!("/v1/orders/{}", order.id)).await.refused(404, ProblemKind::NotFound);
        ada.cancel(order).await.refused(404, ProblemKind::NotFound);
        assert_eq!(follow(&ada, &format!("topic=order/{}", order.id)).await.status(), 403);
    }
    assert_eq!(ada.get("/v1/orders").await.ok::<Vec<Order>>(), []);
    assert_eq!(ada.get("/v1/me/activity").await.ok::<Page<Activity>>().items, []);
    pay(&ada).await.refused(404, ProblemKind::NotFound);
    // Her colleagues go on with it, and hear of it.
    bea.press(&attempt, &[("decision", "approve")]).await;
    bea.until_order(&unpaid.id, OrderStatus::Paid).await;
    while json!(hers.of_kind("order").await.data)["id"] != json!(unpaid.id) {}
    assert_eq!(shop::count(&server, HEARD).await, heard);
}

#[tokio::test(flavor = "multi_thread")]
async fn x_sec_who_leaves_a_company_while_a_stream_opens_hears_nothing_on_it() {
    let server = table().await;
    let (ada, eve) = (who(&server, ADA), who(&server, EVE));
    let (bistro, hotel) = (company(&ada).await.id, company(&eve).await.id);
    let mut topics = format!("topic=quote/{}", ask(&ada).await.id);
    // Those of the other company are looked at after it, which takes its time.
    for _ in 0..31 {
        topics.push_str(&format!("&topic=quote/{}", ask(&eve).await.id));
    }
    server.app.join_company(&hotel, &"a_ada".into(), &[CompanyRole::Requester]).await.unwrap();
    for round in 0..40 {
        server.app.join_company(&bistro, &"a_ada".into(), &[CompanyRole::Requester]).await.unwrap();
        let leaves = async {
            tokio::time::sleep(Duration::from_millis(round)).await;
            server.app.leave_company(&bistro, &"a_ada".into()).await.unwrap();
        };
        let (mut room, ()) = tokio::join!(follow(&ada, &topics), leaves);
        if room.status() == 200 {
            until_end(&mut room).await;
        }
    }
}

#[tokio::test]
async fn x_sec_a_private_stream_that_has_lost_what_was_said_is_opened_again() {
    let server = table().await;
    let ada = who(&server, ADA);
    let mut room = follow(&ada, &format!("topic=quote/{}", ask(&ada).await.id)).await;
    let (mut everybody_s, _) = Stream::open(&server, None, "auctions").await;
    room.chunk().await.unwrap().unwrap();
    // More at once than a stream remembers.
    let mut tx = server.app.db.begin().await.unwrap();
    for number in 0..1_100 {
        tx.publish("product/noise", "stock", &json!({ "number": number })).await.unwrap();
    }
    tx.publish("auctions", "lot", &json!({})).await.unwrap();
    tx.commit().await.unwrap();
    until_end(&mut room).await;
    everybody_s.of_kind("lot").await;
}

#[tokio::test]
async fn x_sec_who_may_do_nothing_for_a_company_any_more_has_left_it() {
    let server = table().await;
    let vic = who(&server, VIC);
    let quote = ask(&who(&server, ADA)).await;
    server.app.join_company(&company(&vic).await.id, &"a_vic".into(), &[]).await.unwrap();
    assert_eq!(companies(&vic).await, []);
    vic.get(&format!("/v1/quotes/{}", quote.id)).await.refused(404, ProblemKind::NotFound);
}

#[tokio::test]
async fn x_cap_quotes_are_offered_with_the_flag_only() {
    for (arguments, is_offered) in [(&["--quotes"][..], true), (&[][..], false)] {
        let server = TestServer::with(arguments).await;
        let capabilities: Capabilities = server.json("/v1/capabilities").await;
        assert_eq!(capabilities.offers(Capability::Quotes), is_offered);
        assert_eq!(shop::count(&server, "SELECT COUNT(*) FROM companies").await > 0, is_offered);
    }
}

#[tokio::test]
async fn the_demo_has_companies_in_several_currencies_with_different_terms() {
    let server = TestServer::with(&["--quotes"]).await;
    let nordlicht = companies(&demo(&server, "company").await).await.remove(0);
    assert_eq!((nordlicht.currency.code(), &nordlicht.terms), ("EUR", &PaymentTerms::Net { days: 30 }));
    assert_eq!(nordlicht.po_rule, PoRule::Required);
    assert!(nordlicht.roles.contains(&CompanyRole::Requester));
    let credit = nordlicht.credit.unwrap();
    assert!(credit.used.minor > 0 && credit.used.minor < credit.limit.minor);
    assert!(nordlicht.people.iter().all(|person| person.name.ends_with("(demo)")));

    let sanhe = companies(&demo(&server, "taipei").await).await.remove(0);
    assert_eq!((sanhe.currency.code(), &sanhe.terms), ("TWD", &PaymentTerms::EndOfMonth { days: 15 }));
    let cascade = companies(&demo(&server, "portland").await).await.remove(0);
    assert_eq!((cascade.currency.code(), &cascade.terms), ("USD", &PaymentTerms::Prepayment));
    assert_eq!(cascade.credit, None);
    assert_eq!(companies(&demo(&server, "supplier").await).await, []);
}

#[tokio::test]
async fn b2b_04_the_demo_s_numbers_have_units_breaks_and_pictures() {
    let server = TestServer::with(&["--quotes"]).await;
    let cleo = demo(&server, "company").await;
    let found =
        look_up(&cleo, &["HB-140-BERR-06", "HW-COFF-ETH", "hw-rope-h12", "HW-HONY-DRM", "HB-140-BERR-6"])
            .await;
    assert_eq!(found.items.len(), 4);
    for item in &found.items {
        assert!(item.breaks.len() >= 3, "{}", item.sku);
        assert_eq!(check_quantity(&item.rule, &item.rule.quantity(item.breaks[0].from)), Ok(item.rule.min));
    }
    let [teapot, coffee, rope, honey] = &found.items[..] else { panic!("there are four") };
    let catalogue = teapot.catalogue.as_ref().unwrap().money.minor;
    assert!(teapot.breaks[0].price.minor < catalogue, "a company pays less");
    assert_eq!((coffee.rule.unit.as_str(), coffee.rule.scale, coffee.rule.min), ("kg", 3, 250));
    assert_eq!(coffee.per.to_decimal(), "1");
    assert_eq!((rope.rule.unit.as_str(), rope.rule.min), ("m", 100));
    assert!(honey.picture.is_some(), "it looks like the shop's product");
    assert_eq!(found.unknown[0].near[0].as_str(), "HB-140-BERR-06");
}

#[tokio::test]
async fn the_demo_s_companies_are_founded_once() {
    let folder = tempfile::tempdir().unwrap();
    let arguments = ["--seed", "demo", "--quotes"];
    let everything = "SELECT (SELECT COUNT(*) FROM companies) * 1000000 + (SELECT COUNT(*) FROM price_breaks)
        + (SELECT COUNT(*) FROM company_people)";
    let server = TestServer::in_folder(folder.path(), &arguments).await;
    let before = shop::count(&server, everything).await;
    server.stop().await;
    let server = TestServer::in_folder(folder.path(), &arguments).await;
    assert_eq!(shop::count(&server, everything).await, before);
}
