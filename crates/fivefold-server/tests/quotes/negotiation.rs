//! From the first offer to the last word: offers, acceptance by version, counters, and what has ended.

use crate::{
    buyer::key,
    club,
    common::TestServer,
    house::{at, set_clock},
    shop,
    table::{
        ADA, BEA, FLOUR, SUE, acceptance, as_told, ask, buys, company, counter, counter_of, eur, offer,
        offer_of, read, request, sells, send, table, try_accept, try_ask, until_written, version, who,
    },
};
use fivefold_api::{
    model::{
        PaymentTerms, ProblemKind, QuantityBasis, Quote, QuoteAction, QuoteParty, QuoteStatus, QuoteTurn,
        TaxBasis, VersionKind, VersionState,
    },
    rules::redline,
    vocabulary::Quantity,
};
use serde_json::{Value, json};

#[tokio::test]
async fn b2b_08_an_offer_says_all_of_each_line_and_what_it_comes_to() {
    let server = table().await;
    let (ada, sue) = (who(&server, ADA), who(&server, SUE));
    let quote = ask(&ada).await;
    let mut body = offer_of(&quote.current, 100, at(3_600));
    body["lines"][0]["basis"] = json!("or_more");
    body["lines"][0]["note"] = json!("In paper bags");
    body["reason"] = json!("Our best price");
    sells(&sue, &quote, "offer", &body).await.ok::<Quote>();
    let seen = read(&ada, &quote.id).await;
    assert_eq!((seen.status, seen.turn), (QuoteStatus::Quoted, QuoteTurn::Buyer));
    assert_eq!((seen.offer, seen.valid_until), (Some(2), Some(at(3_600))));
    assert_eq!(
        seen.allowed_actions,
        [QuoteAction::Accept, QuoteAction::Counter, QuoteAction::Reject, QuoteAction::Write]
    );
    let version = &seen.current;
    assert_eq!(
        (version.kind, version.by, version.answers),
        (VersionKind::Offer, QuoteParty::Supplier, Some(1))
    );
    assert_eq!((version.tax, &version.terms), (TaxBasis::Excluded, &PaymentTerms::Net { days: 14 }));
    let [flour, eggs] = version.lines.as_slice() else { panic!("{:?}", version.lines) };
    let asked = &quote.current.lines[0];
    assert_eq!((&flour.id, &flour.target, flour.required_on), (&asked.id, &asked.target, asked.required_on));
    assert_eq!((flour.price.as_ref().unwrap().money, flour.total), (eur(100), Some(eur(1_000))));
    assert_eq!((flour.basis, flour.tax_rate, flour.lead_days), (QuantityBasis::OrMore, 700, Some(5)));
    assert_eq!(flour.note.as_deref(), Some("In paper bags"));
    assert_eq!((eggs.basis, eggs.total), (QuantityBasis::Fixed, Some(eur(3_600))));
    assert_eq!(eggs.catalogue.as_ref().unwrap().money, eur(3_115));
    // 7 % of 46.00 and 19 % of 9.00.
    let totals = version.totals.as_ref().unwrap();
    assert_eq!((totals.subtotal, totals.delivery, totals.total), (eur(4_600), Some(eur(900)), eur(5_993)));
    assert_eq!(totals.taxes.iter().map(|tax| tax.amount).collect::<Vec<_>>(), [eur(322), eur(171)]);
    assert_eq!(
        seen.versions.iter().map(|version| version.state).collect::<Vec<_>>(),
        [VersionState::Superseded, VersionState::Standing]
    );
    assert_eq!(seen.unread, 1, "the reason is a message");
    let mails = club::mails(&server).await;
    assert!(mails.contains(&format!("An offer for you: {}", quote.number)), "{mails}");
    assert!(mails.contains("2030-01-01 14:00 CET"), "{mails}");
    assert!(mails.contains(&format!("/quotes/{}?version=2", quote.id)), "it leads to the offer: {mails}");
}

#[tokio::test]
async fn b2b_08_a_line_can_be_left_out_replaced_or_added_and_comes_back_under_its_id() {
    let server = table().await;
    let (ada, sue) = (who(&server, ADA), who(&server, SUE));
    let quote = ask(&ada).await;
    let [flour, eggs] = quote.current.lines.as_slice() else { panic!("{:?}", quote.current.lines) };
    let mut body = offer_of(&quote.current, 100, at(3_600));
    let piece = json!({ "money": eur(1_500), "per": Quantity::new(1, 0, "piece") });
    let book = |line: Value| {
        json!({ "line": line, "sku": shop::BOOK, "quantity": Quantity::new(2, 0, "piece"), "basis": "fixed",
                "price": piece, "tax_rate": 700 })
    };
    // No flour, a book instead of the eggs, and another one that nobody asked for.
    body["lines"] = json!([book(json!(eggs.id)), book(Value::Null)]);
    let offered: Quote = sells(&sue, &quote, "offer", &body).await.ok();
    let lines = &offered.current.lines;
    assert_eq!((lines[0].id.clone(), lines[0].sku.as_str()), (eggs.id.clone(), shop::BOOK));
    assert!(![&eggs.id, &flour.id].contains(&&lines[1].id));
    // 19.95 with reduced tax for everybody.
    assert_eq!(offered.current.catalogue, Some(eur(4 * 1_864)));
    // The flour is offered again after it was left out.
    let body = offer_of(&quote.current, 110, at(3_600));
    let again: Quote = sells(&sue, &offered, "offer", &body).await.ok();
    assert_eq!((again.current.number, again.current.answers, again.offer), (3, Some(2), Some(3)));
    assert_eq!((&again.current.lines[0].id, again.current.lines[0].sku.as_str()), (&flour.id, FLOUR));
    assert_eq!(version(&ada, &quote.id, 2).await.state, VersionState::Superseded);
}

#[tokio::test]
async fn b2b_08_what_is_wrong_with_an_offer_is_named() {
    let server = table().await;
    let sue = who(&server, SUE);
    let quote = ask(&who(&server, ADA)).await;
    let good = offer_of(&quote.current, 100, at(3_600));
    let with = |path: &str, value: Value| {
        let mut body = good.clone();
        *body.pointer_mut(path).expect("there is such a field") = value;
        body
    };
    let dollars = json!({ "minor": 1, "currency": "USD", "exponent": 2 });
    for (field, body) in [
        ("lines", with("/lines", json!([]))),
        ("lines.0.line", with("/lines/0/line", json!("ql_none"))),
        ("lines.1.line", with("/lines/1/line", good["lines"][0]["line"].clone())),
        ("lines.0.sku", with("/lines/0/sku", json!("NONE-1"))),
        ("lines.0.quantity", with("/lines/0/quantity", json!(Quantity::new(5, 0, "piece")))),
        ("lines.0.quantity", with("/lines/0/quantity", json!(Quantity::new(1, 4, "kg")))),
        ("lines.0.quantity", with("/lines/0/quantity", json!(Quantity::new(0, 0, "kg")))),
        ("lines.0.price", with("/lines/0/price/money", dollars.clone())),
        ("lines.0.price", with("/lines/0/price/money", json!(eur(-1)))),
        ("lines.0.price", with("/lines/0/price/per", json!(Quantity::new(1, 0, "piece")))),
        ("lines.0.basis", with("/lines/0/basis", json!("or_less"))),
        ("lines.0.tax_rate", with("/lines/0/tax_rate", json!(10_001))),
        ("valid_until", with("/valid_until", json!(at(0)))),
        ("tax", with("/tax", json!("guessed"))),
        ("shipping", with("/shipping", dollars)),
        ("shipping", with("/shipping", json!(eur(-1)))),
        ("terms", with("/terms", json!({ "kind": "whenever" }))),
    ] {
        let problem = sells(&sue, &quote, "offer", &body).await.refused(422, ProblemKind::InvalidFields);
        assert_eq!(problem.fields[0].field, field, "{body}");
    }
    assert_eq!(read(&sue, &quote.id).await.version, quote.version);
}

#[tokio::test]
async fn b2b_10_an_offer_is_accepted_as_it_was_seen() {
    let server = table().await;
    let (ada, sue) = (who(&server, ADA), who(&server, SUE));
    let offered = offer(&sue, &ask(&ada).await, 100).await;
    let seen = read(&ada, &offered.id).await;
    let accepted: Quote = try_accept(&ada, &seen).await.ok();
    assert_eq!((accepted.status, accepted.turn), (QuoteStatus::Accepted, QuoteTurn::Buyer));
    assert_eq!((accepted.accepted_at, accepted.ended_at), (Some(at(0)), None));
    assert_eq!(accepted.current.state, VersionState::Accepted);
    assert_eq!(accepted.allowed_actions, [QuoteAction::Order, QuoteAction::Cancel, QuoteAction::Write]);
    // Nobody takes an accepted offer back, or replaces it.
    sells(&sue, &accepted, "withdraw", &json!({})).await.refused(409, ProblemKind::NotYourTurn);
    let another = offer_of(&seen.current, 500, at(3_600));
    sells(&sue, &accepted, "offer", &another).await.refused(409, ProblemKind::NotYourTurn);
    // Whoever has accepted and does not order may still cancel; what was accepted stays so.
    let cancelled: Quote = buys(&ada, &accepted, "cancel", &json!({})).await.ok();
    assert_eq!((cancelled.status, cancelled.current.state), (QuoteStatus::Cancelled, VersionState::Accepted));
}

#[tokio::test]
async fn b2b_10_a_superseded_offer_is_refused_with_what_counts_now_and_needs_a_fresh_yes() {
    let server = table().await;
    let (ada, sue) = (who(&server, ADA), who(&server, SUE));
    let seen = read(&ada, &offer(&sue, &ask(&ada).await, 100).await.id).await;
    offer(&sue, &read(&sue, &seen.id).await, 130).await;
    let refused = try_accept(&ada, &seen).await.refused(412, ProblemKind::QuoteSuperseded);
    let now = as_told(&refused);
    assert_eq!((now.current.number, now.viewer), (3, QuoteParty::Buyer));
    assert!(now.allowed_actions.contains(&QuoteAction::Accept));
    let redline = redline(&seen.current, &now.current);
    assert_eq!(redline.lines.len(), 1, "the flour costs more: {redline:?}");
    assert_eq!(read(&ada, &seen.id).await.status, QuoteStatus::Quoted);
    assert_eq!(try_accept(&ada, &now).await.ok::<Quote>().status, QuoteStatus::Accepted);
}

#[tokio::test]
async fn b2b_10_neither_another_total_nor_another_state_is_accepted() {
    let server = table().await;
    let (ada, sue) = (who(&server, ADA), who(&server, SUE));
    let seen = read(&ada, &offer(&sue, &ask(&ada).await, 100).await.id).await;
    let mut less = acceptance(&seen);
    less["expected_total"] = json!(eur(5_992));
    let refused = buys(&ada, &seen, "accept", &less).await.refused(412, ProblemKind::QuoteSuperseded);
    assert_eq!(as_told(&refused).version, seen.version);
    // The offer is the same, but a counter has come and gone since it was seen.
    let countered = counter(&who(&server, BEA), &seen, 90).await;
    buys(&ada, &countered, "counter/withdraw", &json!({})).await.ok::<Quote>();
    let refused = try_accept(&ada, &seen).await.refused(412, ProblemKind::VersionConflict);
    assert_eq!(as_told(&refused).current.number, seen.current.number);
    let path = format!("/v1/quotes/{}/accept", seen.id);
    assert_eq!(ada.post(&path, &key(), &acceptance(&seen)).await.status, 428);
}

#[tokio::test]
async fn b2b_11_a_counter_says_what_is_wanted_and_why_and_only_one_is_open() {
    let server = table().await;
    let (ada, bea, sue) = (who(&server, ADA), who(&server, BEA), who(&server, SUE));
    let seen = read(&ada, &offer(&sue, &ask(&ada).await, 100).await.id).await;
    let flour = &seen.current.lines[0];
    let line = json!({
        "line": flour.id, "price": { "money": eur(90), "per": Quantity::new(1, 0, "kg") },
        "quantity": Quantity::new(20, 0, "kg"), "required_on": "2030-03-01",
    });
    let body = json!({ "number": seen.current.number, "edits": [line], "reason": "We take twice as much" });
    let countered: Quote = buys(&ada, &seen, "counter", &body).await.ok();
    assert_eq!((countered.status, countered.turn), (QuoteStatus::Countered, QuoteTurn::Supplier));
    let version = &countered.current;
    assert_eq!((version.kind, version.number, version.answers), (VersionKind::Counter, 3, Some(2)));
    assert_eq!((version.reason.as_deref(), version.author.as_str()), (Some("We take twice as much"), ADA));
    assert_eq!((version.lines[0].total, version.valid_until), (Some(eur(1_800)), None));
    assert_eq!(version.lines[1], seen.current.lines[1], "what is not named stays as it was");
    // 18.00 + 36.00 and 9.00, with their taxes.
    assert_eq!(version.totals.as_ref().unwrap().total, eur(5_400 + 378 + 900 + 171));
    assert_eq!((countered.offer, countered.valid_until), (seen.offer, seen.valid_until));
    assert_eq!(
        countered.allowed_actions,
        [QuoteAction::WithdrawCounter, QuoteAction::Cancel, QuoteAction::Write]
    );
    let desk = read(&sue, &seen.id).await;
    assert_eq!(
        desk.allowed_actions,
        [QuoteAction::Offer, QuoteAction::RefuseCounter, QuoteAction::Decline, QuoteAction::Write]
    );
    for (what, body) in
        [("counter", counter_of(&seen, 80)), ("accept", acceptance(&seen)), ("reject", json!({}))]
    {
        let refused = buys(&bea, &countered, what, &body).await.refused(409, ProblemKind::CounterOpen);
        assert_eq!(as_told(&refused).version, countered.version);
    }
    let answered = offer(&sue, &desk, 95).await;
    assert_eq!((answered.current.number, answered.current.answers), (4, Some(3)));
    assert_eq!(answered.current.lines[0].quantity, Quantity::new(20, 0, "kg"));
    let states: Vec<VersionState> = answered.versions.iter().map(|version| version.state).collect();
    use VersionState::{Standing, Superseded};
    assert_eq!(states, [Superseded, Superseded, Superseded, Standing]);
}

#[tokio::test]
async fn b2b_11_a_counter_that_is_no_counter_is_refused() {
    let server = table().await;
    let (ada, sue) = (who(&server, ADA), who(&server, SUE));
    let seen = read(&ada, &offer(&sue, &ask(&ada).await, 100).await.id).await;
    let good = counter_of(&seen, 90);
    let with = |path: &str, value: Value| {
        let mut body = good.clone();
        *body.pointer_mut(path).expect("there is such a field") = value;
        body
    };
    let mut eggs = good.clone();
    eggs["edits"][0] = json!({ "line": seen.current.lines[1].id, "quantity": Quantity::new(7, 0, "piece") });
    for (field, body) in [
        ("reason", with("/reason", json!("  "))),
        ("edits", with("/edits", json!([]))),
        ("edits.0.line", with("/edits/0/line", json!("ql_none"))),
        ("edits.0.price", with("/edits/0/price/money", json!(eur(-1)))),
        ("edits.0.quantity", eggs),
        ("edits.1.line", with("/edits", json!([good["edits"][0], good["edits"][0]]))),
    ] {
        let problem = buys(&ada, &seen, "counter", &body).await.refused(422, ProblemKind::InvalidFields);
        assert_eq!(problem.fields[0].field, field, "{body}");
    }
    let mut old = good;
    old["number"] = json!(1);
    buys(&ada, &seen, "counter", &old).await.refused(412, ProblemKind::QuoteSuperseded);
    assert_eq!(read(&ada, &seen.id).await.version, seen.version);
}

#[tokio::test]
async fn b2b_11_a_counter_is_taken_back_or_refused_and_the_offer_stands_as_it_was() {
    let server = table().await;
    let (ada, sue) = (who(&server, ADA), who(&server, SUE));
    let seen = read(&ada, &offer(&sue, &ask(&ada).await, 100).await.id).await;
    let countered = counter(&ada, &seen, 90).await;
    let back: Quote = buys(&ada, &countered, "counter/withdraw", &json!({})).await.ok();
    assert_eq!((back.status, back.current.number), (QuoteStatus::Quoted, 2));
    assert_eq!(back.current, seen.current);
    assert_eq!(version(&ada, &seen.id, 3).await.state, VersionState::Withdrawn);
    buys(&ada, &back, "counter/withdraw", &json!({})).await.refused(409, ProblemKind::QuoteNotOpen);

    let countered = counter(&ada, &back, 80).await;
    assert_eq!(countered.current.number, 4, "numbers have no gaps and are used once");
    let refusal = json!({ "reason": "That is our price" });
    let refused: Quote = sells(&sue, &countered, "counter/refuse", &refusal).await.ok();
    assert_eq!((refused.status, refused.current.number), (QuoteStatus::Quoted, 2));
    assert_eq!(version(&ada, &seen.id, 4).await.state, VersionState::Refused);
    let mails = club::mails(&server).await;
    assert!(mails.contains("Your counter was refused"));
    assert!(!mails.contains("?version=4"), "the counter is no more, the offer stands: {mails}");
    let seen = read(&ada, &seen.id).await;
    assert_eq!(seen.unread, 1, "why it was refused");
    assert_eq!(try_accept(&ada, &seen).await.ok::<Quote>().status, QuoteStatus::Accepted);
}

#[tokio::test]
async fn b2b_11_counters_come_to_an_end_and_an_offer_is_the_last_version() {
    let server = table().await;
    let (ada, sue) = (who(&server, ADA), who(&server, SUE));
    let mut seen = read(&ada, &offer(&sue, &ask(&ada).await, 100).await.id).await;
    while seen.versions.len() < 49 {
        let countered = counter(&ada, &seen, 90).await;
        seen = buys(&ada, &countered, "counter/withdraw", &json!({})).await.ok();
    }
    assert!(!seen.allowed_actions.contains(&QuoteAction::Counter), "{:?}", seen.allowed_actions);
    let again = counter_of(&seen, 90);
    buys(&ada, &seen, "counter", &again).await.refused(409, ProblemKind::QuoteNotOpen);
    let last = offer(&sue, &read(&sue, &seen.id).await, 95).await;
    assert_eq!((last.current.number, last.versions.len()), (50, 50));
    assert!(!last.allowed_actions.contains(&QuoteAction::Offer), "{:?}", last.allowed_actions);
    let another = offer_of(&last.current, 94, at(3_600));
    sells(&sue, &last, "offer", &another).await.refused(409, ProblemKind::QuoteNotOpen);
    let seen = read(&ada, &seen.id).await;
    assert_eq!(try_accept(&ada, &seen).await.ok::<Quote>().status, QuoteStatus::Accepted);
}

/// Quotes that have ended, each in its way.
async fn ended(server: &TestServer) -> Vec<Quote> {
    let (ada, sue) = (who(server, ADA), who(server, SUE));
    let why = json!({ "reason": "Because" });
    let declined = ask(&ada).await;
    sells(&sue, &declined, "decline", &why).await.ok::<Quote>();
    let withdrawn = offer(&sue, &ask(&ada).await, 100).await;
    sells(&sue, &withdrawn, "withdraw", &why).await.ok::<Quote>();
    let rejected = offer(&sue, &ask(&ada).await, 100).await;
    buys(&ada, &rejected, "reject", &why).await.ok::<Quote>();
    let cancelled = offer(&sue, &ask(&ada).await, 100).await;
    let countered = counter(&ada, &read(&ada, &cancelled.id).await, 90).await;
    buys(&ada, &countered, "cancel", &why).await.ok::<Quote>();
    let expired = ask(&ada).await;
    let body = offer_of(&expired.current, 100, at(60));
    let offered: Quote = sells(&sue, &expired, "offer", &body).await.ok();
    set_clock(server, at(60)).await;
    until_written(&ada, &offered, QuoteStatus::Expired).await;
    let mut quotes = Vec::new();
    for quote in [declined, withdrawn, rejected, cancelled, expired] {
        quotes.push(read(&ada, &quote.id).await);
    }
    quotes
}

#[tokio::test]
async fn b2b_14_what_has_ended_takes_nothing_any_more_and_no_button_orders_it() {
    let server = table().await;
    let (ada, sue) = (who(&server, ADA), who(&server, SUE));
    let quotes = ended(&server).await;
    use QuoteStatus as S;
    let statuses: Vec<QuoteStatus> = quotes.iter().map(|quote| quote.status).collect();
    assert_eq!(statuses, [S::Declined, S::Withdrawn, S::Rejected, S::Cancelled, S::Expired]);
    let address = company(&ada).await.addresses[0].id.clone();
    for quote in &quotes {
        assert_eq!(quote.allowed_actions, [QuoteAction::RequestAgain, QuoteAction::Write]);
        assert_eq!(quote.turn, QuoteTurn::Nobody);
        if quote.status != S::Expired {
            assert_eq!(quote.end_reason.as_deref(), Some("Because"));
        }
        let kind =
            if quote.status == S::Expired { ProblemKind::QuoteExpired } else { ProblemKind::QuoteNotOpen };
        let (number, total) = (quote.offer.unwrap_or(1), eur(5_993));
        let path = format!("/v1/quotes/{}", quote.id);
        for (what, body) in [
            ("accept", json!({ "number": number, "expected_total": total })),
            ("counter", json!({ "number": number, "edits": [], "reason": "Again" })),
            ("counter/withdraw", json!({})),
            ("reject", json!({})),
            ("cancel", json!({})),
            ("reply", json!({ "text": "Here" })),
            ("order", json!({ "number": number, "address": address, "expected_total": total })),
        ] {
            let refused = send(&ada, &format!("{path}/{what}"), &key(), &quote.version, &body).await;
            assert_eq!(as_told(&refused.refused(409, kind)).status, quote.status, "{what}");
        }
        for (what, body) in [
            ("offer", offer_of(&quote.current, 100, at(3_600))),
            ("question", json!({ "text": "Why?", "reply_due": at(3_600) })),
            ("counter/refuse", json!({})),
            ("decline", json!({})),
            ("withdraw", json!({})),
        ] {
            sells(&sue, quote, what, &body).await.refused(409, kind);
        }
    }
    assert_eq!(shop::count(&server, "SELECT COUNT(*) FROM orders").await, 0);
    // The only way on is to ask again.
    for quote in &quotes {
        let mut again = request();
        again["previous"] = json!(quote.id);
        let next: Quote = try_ask(&ada, &again).await.ok();
        assert_eq!(next.status, S::Submitted);
        assert_eq!(read(&ada, &quote.id).await.status, quote.status);
    }
}
