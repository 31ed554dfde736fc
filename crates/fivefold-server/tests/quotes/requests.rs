//! Asking for a quote, before there is an offer: once, cancelled and asked again, questions, who sees it, lists.

use crate::{
    buyer::{Buyer, key},
    club,
    house::{Stream, at, set_clock},
    shop,
    table::{
        ADA, BEA, EVE, FLOUR, SUE, VIC, as_told, ask, buys, company, eur, offer, offer_of, read, request,
        sells, send, table, table_in, try_ask, until_forgotten, version, who,
    },
};
use fivefold_api::{
    model::{
        Activity, ActivityAction, ActivityKind, ActivityState, FieldProblemCode, ProblemKind, Quote,
        QuoteAction, QuoteCard, QuoteFact, QuoteList, QuoteParty, QuoteStatus, QuoteTurn, QuoteVersion,
        TaxBasis, VersionKind, VersionState,
    },
    vocabulary::{Currency, Date, Page, Quantity, Version},
};
use serde_json::{Value, json};

const QUOTES: &str = "SELECT COUNT(*) FROM quotes";

async fn list(buyer: &Buyer<'_>, path: &str) -> QuoteList {
    buyer.get(path).await.ok()
}

fn numbers(list: &QuoteList) -> Vec<&str> {
    list.page.items.iter().map(|card: &QuoteCard| card.number.as_str()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn b2b_05_fifty_clicks_a_retry_and_a_restart_make_one_request() {
    let folder = tempfile::tempdir().unwrap();
    let server = table_in(folder.path()).await;
    let ada = who(&server, ADA);
    let body = request();
    let clicks = (0..50).map(|_| ada.post("/v1/quotes", "once", &body));
    let mut texts: Vec<String> = Vec::new();
    for reply in futures::future::join_all(clicks).await {
        if reply.status == 409 {
            reply.refused(409, ProblemKind::InFlight);
        } else {
            reply.ok::<Quote>();
            texts.push(reply.text);
        }
    }
    texts.dedup();
    assert_eq!(texts.len(), 1);
    assert_eq!(shop::count(&server, QUOTES).await, 1);
    // The same key for something else is no retry.
    let mut other = request();
    other["note"] = json!("Something else");
    ada.post("/v1/quotes", "once", &other).await.refused(422, ProblemKind::KeyReused);
    server.stop().await;

    let server = table_in(folder.path()).await;
    let ada = who(&server, ADA);
    let again = ada.post("/v1/quotes", "once", &body).await;
    assert_eq!(again.text, texts[0]);
    assert_eq!(shop::count(&server, QUOTES).await, 1);
    assert_eq!(list(&ada, "/v1/me/quotes").await.page.total, Some(1));
}

#[tokio::test]
async fn b2b_05_a_request_that_is_sent_again_after_days_is_there_once() {
    let server = table().await;
    let ada = who(&server, ADA);
    let quote: Quote = ada.post("/v1/quotes", "once", &request()).await.ok();
    let quoted = offer(&who(&server, SUE), &quote, 100).await;
    set_clock(&server, at(2 * 86_400)).await;
    until_forgotten(&ada, "once").await;
    let again: Quote = ada.post("/v1/quotes", "once", &request()).await.ok();
    assert_eq!((&again.id, again.status), (&quote.id, QuoteStatus::Quoted), "it is told as it stands now");
    assert_eq!(again.version, quoted.version);
    set_clock(&server, at(4 * 86_400)).await;
    until_forgotten(&ada, "once").await;
    let mut other = request();
    other["note"] = json!("Something else");
    ada.post("/v1/quotes", "once", &other).await.refused(422, ProblemKind::KeyReused);
    assert_eq!(shop::count(&server, QUOTES).await, 1);
    // Keys are each person's own.
    who(&server, BEA).post("/v1/quotes", "once", &request()).await.ok::<Quote>();
    assert_eq!(shop::count(&server, QUOTES).await, 2);
}

#[tokio::test]
async fn b2b_05_a_request_keeps_what_was_asked_for() {
    let server = table().await;
    let ada = who(&server, ADA);
    let kitchen = company(&ada).await;
    let mut wish = request();
    wish["company"] = json!(kitchen.id);
    wish["address"] = json!(kitchen.addresses[0].id);
    let quote: Quote = try_ask(&ada, &wish).await.ok();
    assert_eq!(
        (quote.number.as_str(), quote.viewer, quote.turn),
        ("Q-1001", QuoteParty::Buyer, QuoteTurn::Supplier)
    );
    assert_eq!((quote.company.name.as_str(), quote.company.person.as_str()), ("Riverside Bistro", ADA));
    assert_eq!((quote.requested_at, quote.currency), (at(0), eur(0).currency));
    assert_eq!(quote.unread, 0, "one's own note is read");
    let seen = read(&who(&server, SUE), &quote.id).await;
    for place in [quote.address, seen.address] {
        assert_eq!(place.as_ref(), kitchen.addresses.first(), "both sides see where it would go");
    }
    let version = quote.current;
    assert_eq!(
        (version.number, version.kind, version.state),
        (1, VersionKind::Request, VersionState::Standing)
    );
    assert_eq!((version.by, version.author.as_str()), (QuoteParty::Buyer, ADA));
    assert_eq!((version.tax, &version.terms), (TaxBasis::Excluded, &kitchen.terms));
    assert_eq!((version.reason.as_deref(), version.totals), (Some("For the new menu"), None));
    let [flour, eggs] = version.lines.as_slice() else { panic!("{:?}", version.lines) };
    assert_eq!(
        (flour.sku.as_str(), flour.title.as_str(), flour.options.as_str()),
        (FLOUR, "Bread flour", "Type 550")
    );
    assert_eq!(
        (&flour.quantity, flour.required_on),
        (&Quantity::new(10_000, 3, "kg"), Date::parse("2030-02-01"))
    );
    assert_eq!((flour.target.as_ref().unwrap().money, flour.price.as_ref()), (eur(95), None));
    assert_eq!((flour.note.as_deref(), flour.variant.as_ref()), (Some("In 25 kg bags"), None));
    // 33.33 with reduced tax for everybody; the company's prices are without.
    assert_eq!(eggs.catalogue.as_ref().unwrap().money, eur(3_115));
    assert_eq!((eggs.variant.as_ref().unwrap().as_str(), eggs.tax_rate), (shop::EGGS, 700));
    assert_ne!(flour.id, eggs.id);
}

#[tokio::test]
async fn b2b_05_each_wrong_line_is_named_and_nothing_is_asked() {
    let server = table().await;
    let ada = who(&server, ADA);
    let line = |sku: &str, amount, unit| json!({ "sku": sku, "quantity": Quantity::new(amount, 0, unit) });
    let wrong = json!({ "lines": [
        line(FLOUR, 5, "kg"), line("NONE-1", 5, "piece"), line(shop::EGGS, 7, "piece"), line(FLOUR, 5, "piece"),
    ] });
    let problem = try_ask(&ada, &wrong).await.refused(422, ProblemKind::InvalidFields);
    let fields: Vec<&str> = problem.fields.iter().map(|problem| problem.field.as_str()).collect();
    assert_eq!(fields, ["lines.1.sku", "lines.2.quantity", "lines.3.quantity"]);
    for (name, wish) in [
        ("lines", json!({ "lines": [] })),
        ("address", json!({ "lines": [line(FLOUR, 5, "kg")], "address": "nowhere" })),
        ("previous", json!({ "lines": [line(FLOUR, 5, "kg")], "previous": "q_none" })),
    ] {
        let problem = try_ask(&ada, &wish).await.refused(422, ProblemKind::InvalidFields);
        assert_eq!(problem.fields[0].field, name);
    }
    assert_eq!(shop::count(&server, QUOTES).await, 0);
}

#[tokio::test]
async fn b2b_05_a_request_has_two_hundred_files_at_most() {
    let server = table().await;
    let files: Vec<String> = (0..5).map(|number| format!("f_{number}")).collect();
    let line = json!({ "sku": FLOUR, "quantity": Quantity::new(5, 0, "kg"), "attachments": files });
    let wish = json!({ "lines": vec![line; 42] });
    let problem = try_ask(&who(&server, ADA), &wish).await.refused(422, ProblemKind::InvalidFields);
    let told: Vec<(&str, FieldProblemCode)> =
        problem.fields.iter().map(|problem| (problem.field.as_str(), problem.code)).collect();
    let too_long = FieldProblemCode::TooLong;
    assert_eq!(told, [("lines.40.attachments", too_long), ("lines.41.attachments", too_long)]);
}

#[tokio::test]
async fn b2b_05_only_those_who_buy_for_a_company_ask() {
    let server = table().await;
    try_ask(&Buyer::new(&server).await, &request()).await.refused(403, ProblemKind::SignInNeeded);
    for name in [VIC, SUE] {
        try_ask(&who(&server, name), &request()).await.refused(403, ProblemKind::CompanyNeeded);
    }
    let mut theirs = request();
    theirs["company"] = json!(company(&who(&server, EVE)).await.id);
    try_ask(&who(&server, ADA), &theirs).await.refused(403, ProblemKind::CompanyNeeded);
    assert_eq!(shop::count(&server, QUOTES).await, 0);
}

#[tokio::test]
async fn b2b_05_ten_thousand_lines_are_asked_for_and_offered_and_one_more_is_too_many() {
    let server = table().await;
    let (ada, sue) = (who(&server, ADA), who(&server, SUE));
    let line = json!({ "sku": FLOUR, "quantity": Quantity::new(1, 0, "kg"), "note": "As the last time" });
    let many = |count: usize| json!({ "lines": vec![line.clone(); count] });
    try_ask(&ada, &many(10_001)).await.refused(422, ProblemKind::InvalidFields);
    let quote: Quote = try_ask(&ada, &many(10_000)).await.ok();
    assert_eq!(quote.current.lines.len(), 10_000);
    let offered = offer(&sue, &quote, 100).await;
    assert_eq!(offered.current.totals.unwrap().subtotal, eur(1_000_000));
    assert_eq!(list(&ada, "/v1/me/quotes").await.page.items[0].lines, 10_000);
}

#[tokio::test]
async fn b2b_05_colleagues_and_the_supplier_see_a_quote_and_nobody_else_learns_that_there_is_one() {
    let server = table().await;
    let quote = ask(&who(&server, ADA)).await;
    assert_eq!(
        quote.allowed_actions,
        [QuoteAction::Cancel, QuoteAction::AddNote, QuoteAction::Write],
        "lines are read only while it is submitted"
    );
    let seen = read(&who(&server, BEA), &quote.id).await;
    assert_eq!(seen.allowed_actions, quote.allowed_actions);
    assert_eq!(read(&who(&server, VIC), &quote.id).await.allowed_actions, []);
    let seen = read(&who(&server, SUE), &quote.id).await;
    assert_eq!((seen.viewer, seen.unread), (QuoteParty::Supplier, 1));
    assert_eq!(
        seen.allowed_actions,
        [QuoteAction::Ask, QuoteAction::Offer, QuoteAction::Decline, QuoteAction::Write]
    );
    let path = format!("/v1/quotes/{}", quote.id);
    let eve = who(&server, EVE);
    for path in [path.clone(), format!("{path}/versions/1"), "/v1/quotes/q_none".to_owned()] {
        eve.get(&path).await.refused(404, ProblemKind::NotFound);
        Buyer::new(&server).await.get(&path).await.refused(403, ProblemKind::SignInNeeded);
    }
    let end = json!({});
    buys(&eve, &quote, "cancel", &end).await.refused(404, ProblemKind::NotFound);
    buys(&who(&server, SUE), &quote, "cancel", &end).await.refused(403, ProblemKind::Forbidden);
    buys(&who(&server, VIC), &quote, "cancel", &end).await.refused(403, ProblemKind::CompanyNeeded);
    sells(&who(&server, ADA), &quote, "decline", &end).await.refused(403, ProblemKind::Forbidden);
    who(&server, ADA).get("/v1/supplier/quotes").await.refused(403, ProblemKind::Forbidden);
    // Nor does anybody else follow it.
    let follow = async |name: &str| {
        let token = who(&server, name).token;
        let url = format!("{}/v1/events?topic=quote/{}", server.url, quote.id);
        server.http.get(url).bearer_auth(token).send().await.unwrap().status().as_u16()
    };
    assert_eq!([follow(EVE).await, follow(BEA).await, follow(SUE).await], [403, 200, 200]);
}

#[tokio::test]
async fn b2b_06_a_submitted_request_is_cancelled_and_asked_again_under_a_linked_number() {
    let server = table().await;
    let ada = who(&server, ADA);
    let quote = ask(&ada).await;
    let reply = json!({ "text": "Make it twenty", "edits": [] });
    let refused = buys(&ada, &quote, "reply", &reply).await.refused(409, ProblemKind::NotYourTurn);
    assert_eq!(as_told(&refused).version, quote.version);
    // A request that still stands cannot be asked for again.
    let mut again = request();
    again["previous"] = json!(quote.id);
    try_ask(&ada, &again).await.refused(422, ProblemKind::InvalidFields);

    let cancelled: Quote = buys(&ada, &quote, "cancel", &json!({ "reason": "Too early" })).await.ok();
    assert_eq!((cancelled.status, cancelled.turn), (QuoteStatus::Cancelled, QuoteTurn::Nobody));
    assert_eq!((cancelled.ended_at, cancelled.end_reason.as_deref()), (Some(at(0)), Some("Too early")));
    assert_eq!(cancelled.current.state, VersionState::Withdrawn);
    assert_eq!(cancelled.allowed_actions, [QuoteAction::RequestAgain, QuoteAction::Write]);
    let next: Quote = try_ask(&ada, &again).await.ok();
    assert_ne!(next.number, quote.number);
    let link = next.previous.clone().unwrap();
    assert_eq!((link.id, link.number), (quote.id.clone(), quote.number));
    assert_eq!(read(&ada, &quote.id).await.next.unwrap().id, next.id);
    try_ask(&who(&server, EVE), &again).await.refused(422, ProblemKind::InvalidFields);
}

#[tokio::test]
async fn b2b_07_a_question_names_lines_and_a_due_date_and_the_answer_submits_again() {
    let server = table().await;
    let (ada, sue) = (who(&server, ADA), who(&server, SUE));
    let quote = ask(&ada).await;
    let flour = &quote.current.lines[0];
    let question = json!({ "text": "Which bags?", "lines": [flour.id], "reply_due": at(86_400) });
    for (field, wrong) in [
        ("text", json!({ "text": " ", "reply_due": at(86_400) })),
        ("lines.0", json!({ "text": "Which?", "lines": ["ql_none"], "reply_due": at(86_400) })),
        ("lines.1", json!({ "text": "Which?", "lines": [flour.id, flour.id], "reply_due": at(86_400) })),
        ("reply_due", json!({ "text": "Which?", "reply_due": at(0) })),
    ] {
        let problem = sells(&sue, &quote, "question", &wrong).await.refused(422, ProblemKind::InvalidFields);
        assert_eq!(problem.fields[0].field, field);
    }
    let asked: Quote = sells(&sue, &quote, "question", &question).await.ok();
    assert_eq!((asked.status, asked.turn), (QuoteStatus::NeedsInfo, QuoteTurn::Buyer));
    let seen = read(&ada, &quote.id).await;
    let told = seen.question.clone().unwrap();
    assert_eq!((told.text.as_str(), told.lines.as_slice()), ("Which bags?", &[flour.id.clone()][..]));
    assert_eq!((told.asked_at, told.reply_due), (at(0), at(86_400)));
    assert_eq!(seen.allowed_actions, [QuoteAction::Reply, QuoteAction::Cancel, QuoteAction::Write]);
    assert!(club::mails(&server).await.contains(&format!("A question about your request: {}", quote.number)));
    // Before it is answered there is no offer.
    let body = offer_of(&quote.current, 100, at(86_400));
    sells(&sue, &asked, "offer", &body).await.refused(409, ProblemKind::NotYourTurn);

    let edit = |changes: Value| {
        let mut edit = json!({ "line": flour.id });
        edit.as_object_mut().unwrap().extend(changes.as_object().unwrap().clone());
        json!({ "text": "Paper", "edits": [edit] })
    };
    let price = json!({ "price": { "money": eur(1), "per": Quantity::new(1, 0, "kg") } });
    for (field, changes) in [
        ("edits.0.price", price),
        ("edits.0.quantity", json!({ "quantity": Quantity::new(100, 3, "kg") })),
        ("edits.0", json!({})),
    ] {
        let problem =
            buys(&ada, &seen, "reply", &edit(changes)).await.refused(422, ProblemKind::InvalidFields);
        assert_eq!(problem.fields[0].field, field);
    }
    let changed = edit(json!({ "quantity": Quantity::new(20, 0, "kg"), "required_on": "2030-03-01" }));
    let answered: Quote = buys(&ada, &seen, "reply", &changed).await.ok();
    assert_eq!((answered.status, answered.question.as_ref()), (QuoteStatus::Submitted, None));
    assert_eq!((answered.current.number, answered.current.answers), (2, Some(1)));
    assert_eq!(answered.current.lines[0].quantity, Quantity::new(20, 0, "kg"));
    assert_eq!(answered.current.lines[0].id, flour.id, "a line keeps its id");
    let first: QuoteVersion = version(&ada, &quote.id, 1).await;
    assert_eq!((first.state, &first.lines), (VersionState::Superseded, &quote.current.lines));
    // An answer that changes nothing makes no version.
    let asked: Quote = sells(&sue, &answered, "question", &question).await.ok();
    let answered: Quote = buys(&ada, &asked, "reply", &json!({ "text": "Paper" })).await.ok();
    assert_eq!((answered.current.number, answered.versions.len()), (2, 2));
}

#[tokio::test]
async fn b2b_05_lists_are_narrowed_by_state_and_come_in_pages() {
    let server = table().await;
    let (ada, sue) = (who(&server, ADA), who(&server, SUE));
    let mut quotes = Vec::new();
    for second in 0..22 {
        set_clock(&server, at(second)).await;
        quotes.push(ask(&ada).await);
    }
    set_clock(&server, at(100)).await;
    let offered = offer(&sue, &quotes[0], 100).await;
    buys(&ada, &quotes[1], "cancel", &json!({})).await.ok::<Quote>();
    ask(&who(&server, EVE)).await;

    let first = list(&ada, "/v1/me/quotes").await;
    assert_eq!((first.page.items.len(), first.page.total, first.waiting), (20, Some(22), 1));
    let rest = list(&ada, &format!("/v1/me/quotes?page={}", first.page.next.as_ref().unwrap())).await;
    assert_eq!((rest.page.items.len(), rest.page.next.as_ref()), (2, None));
    let mut all = numbers(&first);
    all.extend(numbers(&rest));
    all.sort_unstable();
    all.dedup();
    assert_eq!(all.len(), 22, "each once, and nobody else's");
    assert!(numbers(&first)[..2].contains(&offered.number.as_str()), "last changed first");

    let waiting = list(&ada, "/v1/me/quotes?state=waiting").await;
    assert_eq!(numbers(&waiting), [offered.number.as_str()]);
    let card = &waiting.page.items[0];
    assert_eq!((card.status, card.turn, card.current), (QuoteStatus::Quoted, QuoteTurn::Buyer, 2));
    assert_eq!(
        (card.total, card.valid_until),
        (offered.current.totals.map(|totals| totals.total), offered.valid_until)
    );
    assert_eq!((card.title.as_str(), card.lines), ("Bread flour", 2));
    assert_eq!(numbers(&list(&ada, "/v1/me/quotes?state=over").await), [quotes[1].number.as_str()]);
    assert_eq!(list(&ada, "/v1/me/quotes?state=open").await.page.total, Some(21));
    assert_eq!(list(&ada, "/v1/me/quotes?state=ordered").await.page.items, []);
    let supplier = list(&sue, "/v1/supplier/quotes?state=waiting").await;
    assert_eq!((supplier.page.total, supplier.waiting), (Some(21), 21));
    assert_eq!(list(&sue, "/v1/supplier/quotes").await.page.total, Some(23));
    ada.get("/v1/me/quotes?page=second").await.refused(400, ProblemKind::BadRequest);
}

#[tokio::test]
async fn b2b_06_both_sides_hear_where_a_quote_stands() {
    let server = table().await;
    let (ada, sue) = (who(&server, ADA), who(&server, SUE));
    let (mut supplier, _) = Stream::open(&server, Some(&sue.token), "me").await;
    let (mut colleague, _) = Stream::open(&server, Some(&who(&server, BEA).token), "me").await;
    let quote = ask(&ada).await;
    let told = async |stream: &mut Stream| -> QuoteFact {
        let fact = stream.of_kind("quote").await;
        serde_json::from_value(serde_json::to_value(&fact.data).unwrap()).unwrap()
    };
    for stream in [&mut supplier, &mut colleague] {
        let fact = told(stream).await;
        assert_eq!((fact.version, fact.quote.status), (quote.version.clone(), QuoteStatus::Submitted));
    }
    // What was read says which facts are in it.
    let point = &quote.live;
    let resume = format!("{}@{}@{}", point.topic, point.seq, point.epoch);
    let offered = offer(&sue, &quote, 100).await;
    let (mut room, cursor) = Stream::open(&server, Some(&ada.token), &resume).await;
    assert!(cursor.replayed);
    let fact = told(&mut room).await;
    assert_eq!(
        (fact.version, fact.quote.total),
        (offered.version, offered.current.totals.map(|totals| totals.total))
    );
}

#[tokio::test]
async fn x_cart_a_quote_stands_in_the_feed_with_the_next_action_and_its_deadline() {
    let server = table().await;
    let (ada, sue) = (who(&server, ADA), who(&server, SUE));
    let feed = async |buyer: &Buyer<'_>| buyer.get("/v1/me/activity").await.ok::<Page<Activity>>().items;
    let quote = ask(&ada).await;
    let item = feed(&ada).await.remove(0);
    assert_eq!(
        (item.kind, item.id.as_str(), item.number),
        (ActivityKind::Quote, quote.id.as_str(), quote.number.clone())
    );
    assert_eq!((item.state, item.next_action, item.deadline), (ActivityState::Running, None, None));
    let question = json!({ "text": "Which bags?", "reply_due": at(3_600) });
    let asked: Quote = sells(&sue, &quote, "question", &question).await.ok();
    let item = feed(&who(&server, BEA)).await.remove(0);
    assert_eq!((item.next_action, item.deadline), (Some(ActivityAction::Reply), Some(at(3_600))));
    let answered: Quote = buys(&ada, &asked, "reply", &json!({ "text": "Paper" })).await.ok();
    let offered = offer(&sue, &answered, 100).await;
    let item = feed(&ada).await.remove(0);
    assert_eq!((item.next_action, item.deadline), (Some(ActivityAction::Decide), offered.valid_until));
    assert_eq!(item.amount, offered.current.totals.map(|totals| totals.total));
    let item = feed(&who(&server, VIC)).await.remove(0);
    assert_eq!(
        (item.state, item.next_action, item.deadline),
        (ActivityState::Running, None, None),
        "who may only read is asked for nothing"
    );
    assert_eq!(feed(&sue).await, [], "the supplier has a desk");
    assert_eq!(feed(&who(&server, EVE)).await, []);
}

#[tokio::test]
async fn b2b_22_a_quote_keeps_its_currency_and_says_what_that_is_worth_in_another_one() {
    let server = table().await;
    let quote = ask(&who(&server, ADA)).await;
    assert_eq!(quote.conversion, None);
    let ada = Buyer { scope: "locale=en&market=EU&currency=JPY", ..who(&server, ADA) };
    let seen = read(&ada, &quote.id).await;
    assert_eq!((seen.currency, &seen.current), (quote.currency, &quote.current), "nothing is priced anew");
    let conversion = seen.conversion.unwrap();
    assert_eq!(conversion.currency, Currency::iso("JPY").unwrap());
    assert!(conversion.rate > 0 && conversion.on < Date::parse("2030-01-01").unwrap());
}

#[tokio::test]
async fn x_conc_a_command_says_what_it_has_seen() {
    let server = table().await;
    let ada = who(&server, ADA);
    let quote = ask(&ada).await;
    let path = format!("/v1/quotes/{}/cancel", quote.id);
    assert_eq!(ada.post(&path, &key(), &json!({})).await.status, 428);
    let old = Version("0".to_owned());
    let refused =
        send(&ada, &path, &key(), &old, &json!({})).await.refused(412, ProblemKind::VersionConflict);
    assert_eq!(as_told(&refused).version, quote.version);
    assert_eq!(read(&ada, &quote.id).await.status, QuoteStatus::Submitted);
}
