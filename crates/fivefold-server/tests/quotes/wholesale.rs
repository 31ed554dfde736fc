//! Looking numbers up: rules, prices by quantity and stock, what is unknown, and who may ask (B2B-03, B2B-04).

use crate::{
    buyer::{Buyer, Reply, key},
    club,
    shop::{BOOK, EGGS, TEAPOT},
    table::{ADA, BEA, EVE, FLOUR, SUE, VIC, company, eur, flour, table, who},
};
use fivefold_api::{
    model::{
        FieldProblemCode, PriceBreak, Problem, ProblemKind, QuantityRule, Stock, StockLevel, UnitRule,
        WholesaleFound, WholesaleItem,
    },
    rules::{LOOKUP_MAX, price_at},
    vocabulary::{Quantity, UnitPrice},
};
use fivefold_server::quotes::RuleOffer;
use serde_json::{Value, json};

pub(crate) async fn try_look_up(buyer: &Buyer<'_>, wish: &Value) -> Reply {
    buyer.post("/v1/wholesale/lookup", &key(), wish).await
}

pub(crate) async fn look_up(buyer: &Buyer<'_>, skus: &[&str]) -> WholesaleFound {
    try_look_up(buyer, &json!({ "skus": skus })).await.ok()
}

/// What is sold under a number.
pub(crate) async fn item(buyer: &Buyer<'_>, sku: &str) -> WholesaleItem {
    look_up(buyer, &[sku]).await.items.remove(0)
}

fn skus(found: &WholesaleFound) -> Vec<&str> {
    found.items.iter().map(|item| item.sku.as_str()).collect()
}

fn per_piece(minor: i64) -> UnitPrice {
    UnitPrice { money: eur(minor), per: Quantity::new(1, 0, UnitRule::PIECE) }
}

#[tokio::test]
async fn b2b_04_a_lookup_says_how_much_can_be_bought_and_what_it_costs_by_quantity() {
    let server = table().await;
    let ada = who(&server, ADA);
    let found = look_up(&ada, &["flour-25", " Eggs-6 ", FLOUR, "ＦＬＯＵＲ－２５"]).await;
    assert_eq!((skus(&found), found.unknown.len()), (vec![FLOUR, EGGS], 0));
    assert_eq!((found.company, found.currency.code()), (company(&ada).await.id, "EUR"));

    let flour_item = &found.items[0];
    assert_eq!(flour_item.rule, flour().rule);
    assert_eq!(flour_item.per, Quantity::new(1, 0, "kg"));
    let breaks = [(250, 120), (100_000, 100)].map(|(from, minor)| PriceBreak { from, price: eur(minor) });
    assert_eq!(flour_item.breaks, breaks);
    assert_eq!(price_at(flour_item, 99_750).unwrap().money, eur(120));
    assert_eq!(price_at(flour_item, 100_000).unwrap().money, eur(100));
    assert_eq!(
        (&flour_item.catalogue, flour_item.lead_days, flour_item.is_in_carts),
        (&None, Some(3), false)
    );
    assert_eq!(flour_item.stock, Stock { level: StockLevel::InStock, available: None });
    assert_eq!((flour_item.title.as_str(), flour_item.options.as_str()), ("Bread flour", "Type 550"));

    let eggs = &found.items[1];
    assert_eq!(eggs.rule, UnitRule::pieces(QuantityRule { min: 6, max: Some(24), increment: 6 }));
    assert!(eggs.breaks.is_empty() && eggs.is_in_carts, "without a price of the list it is on request");
    // 33.33 with 7 % in it.
    assert_eq!(eggs.catalogue, Some(per_piece(3_115)));
    assert_eq!(eggs.stock.available, Some(50));
    assert_eq!((eggs.variant.as_str(), eggs.product.as_str(), eggs.options.as_str()), (EGGS, "eggs", "Sand"));
    assert!(eggs.picture.is_some());
}

#[tokio::test]
async fn b2b_04_a_lookup_speaks_the_asked_language_and_keeps_the_company_s_currency() {
    let server = table().await;
    let ada = Buyer { scope: "locale=zh-Hant&market=TW&currency=TWD", ..who(&server, ADA) };
    let found = look_up(&ada, &[FLOUR, EGGS]).await;
    assert_eq!(found.items[0].title, "麵包粉");
    assert_eq!(found.items[0].options, "Type 550", "a missing text is that of the default language");
    assert_eq!(found.items[1].options, "沙色");
    assert_eq!(found.currency.code(), "EUR");
    assert_eq!(found.items[1].catalogue, Some(per_piece(3_115)));
}

#[tokio::test]
async fn b2b_04_products_bring_all_that_is_sold_of_them_and_nothing_comes_twice() {
    let server = table().await;
    let ada = who(&server, ADA);
    let wish = json!({ "skus": [BOOK], "products": ["flour", "book", "teapot", "nonsense"] });
    let found: WholesaleFound = try_look_up(&ada, &wish).await.ok();
    assert_eq!(skus(&found), [BOOK, TEAPOT, FLOUR]);
    assert!(found.unknown.is_empty());
}

#[tokio::test]
async fn b2b_04_stock_is_without_what_others_hold() {
    let server = table().await;
    let ada = who(&server, ADA);
    let guest = Buyer::new(&server).await;
    guest.order(BOOK, 3).await;
    assert_eq!(item(&ada, BOOK).await.stock.available, Some(97));
}

#[tokio::test]
async fn b2b_03_unknown_numbers_are_named_with_what_may_have_been_meant() {
    let server = table().await;
    let ada = who(&server, ADA);
    let found = look_up(&ada, &["FLOUR-52", "EGGS6", FLOUR, "flour-52", "nothing like it", "  "]).await;
    assert_eq!(skus(&found), [FLOUR]);
    let unknown: Vec<(&str, Vec<&str>)> = found
        .unknown
        .iter()
        .map(|each| (each.sku.as_str(), each.near.iter().map(|sku| sku.as_str()).collect()))
        .collect();
    let expected: [(&str, Vec<&str>); 4] = [
        ("FLOUR-52", vec![FLOUR]),
        ("EGGS6", vec![EGGS]),
        ("nothing like it", Vec::new()),
        ("  ", Vec::new()),
    ];
    assert_eq!(unknown, expected);
}

#[tokio::test]
async fn b2b_04_only_those_who_buy_for_a_company_learn_what_it_pays() {
    let server = table().await;
    let wish = json!({ "skus": [FLOUR] });
    let nobody = Reply::read(server.post("/v1/wholesale/lookup", &wish).await).await;
    nobody.refused(401, ProblemKind::SignedOut);
    let guest = Buyer::new(&server).await;
    try_look_up(&guest, &wish).await.refused(403, ProblemKind::SignInNeeded);
    try_look_up(&who(&server, SUE), &wish).await.refused(403, ProblemKind::CompanyNeeded);
    let stranger = club::member(&server, "stranger").await;
    try_look_up(&stranger, &wish).await.refused(403, ProblemKind::CompanyNeeded);

    for name in [ADA, BEA, VIC] {
        assert_eq!(skus(&look_up(&who(&server, name), &[FLOUR]).await), [FLOUR], "{name}");
    }
    let bistro = company(&who(&server, ADA)).await.id;
    let named = json!({ "skus": [FLOUR], "company": bistro });
    try_look_up(&who(&server, BEA), &named).await.ok::<WholesaleFound>();
    try_look_up(&who(&server, EVE), &named).await.refused(403, ProblemKind::CompanyNeeded);
}

#[tokio::test]
async fn b2b_04_a_lookup_takes_so_much_and_no_more() {
    let server = table().await;
    let ada = who(&server, ADA);
    let numbers = |count: usize| (0..count).map(|number| format!("N{number}")).collect::<Vec<_>>();
    let most: WholesaleFound = try_look_up(&ada, &json!({ "skus": numbers(LOOKUP_MAX) })).await.ok();
    assert_eq!(most.unknown.len(), LOOKUP_MAX, "each is named");
    for (field, count) in [("skus", LOOKUP_MAX + 1), ("products", 61)] {
        let reply = try_look_up(&ada, &json!({ field: numbers(count) })).await;
        let problem = reply.refused(422, ProblemKind::InvalidFields);
        assert_eq!(
            (problem.fields[0].field.as_str(), problem.fields[0].code),
            (field, FieldProblemCode::TooLong)
        );
    }
}

#[tokio::test]
async fn b2b_04_what_a_list_asks_can_be_changed_and_taken_out() {
    let server = table().await;
    let (ada, app) = (who(&server, ADA), &server.app);
    let rule = RuleOffer { sku: BOOK.into(), min: 12, max: Some(60), increment: 12, lead_days: Some(9) };
    app.set_wholesale_rule(&rule).await.unwrap();
    app.set_price_breaks("bistros", &BOOK.into(), &[(12, 1_000), (24, 900)]).await.unwrap();
    let book = item(&ada, BOOK).await;
    assert_eq!(book.rule, UnitRule::pieces(QuantityRule { min: 12, max: Some(60), increment: 12 }));
    assert_eq!((book.breaks.len(), book.lead_days), (2, Some(9)));
    app.set_price_breaks("bistros", &BOOK.into(), &[]).await.unwrap();
    assert!(item(&ada, BOOK).await.breaks.is_empty());

    let unknown = RuleOffer { sku: "NONE".into(), ..rule.clone() };
    assert_eq!(app.set_wholesale_rule(&unknown).await.unwrap_err().kind, ProblemKind::InvalidFields);
    let nothing = RuleOffer { max: Some(6), ..rule };
    assert_eq!(app.set_wholesale_rule(&nothing).await.unwrap_err().kind, ProblemKind::InvalidFields);
    let falling = app.set_price_breaks("bistros", &BOOK.into(), &[(24, 900), (12, 1_000)]).await;
    assert_eq!(falling.unwrap_err().kind, ProblemKind::InvalidFields);
    let of_none = app.set_price_breaks("bistros", &"NONE".into(), &[(1, 900)]).await;
    assert_eq!(of_none.unwrap_err().fields[0].field, "sku", "what is not sold has no price");
    let taken = fivefold_server::quotes::GoodsOffer { sku: "book-1".into(), ..flour() };
    assert_eq!(app.sell_goods(&taken).await.unwrap_err().kind, ProblemKind::InvalidFields);
}

#[tokio::test]
async fn b2b_04_what_can_be_bought_has_a_price_from_the_least_on() {
    let server = table().await;
    let (ada, app) = (who(&server, ADA), &server.app);
    let wrong = |refused: Result<(), Problem>| {
        let problem = refused.unwrap_err();
        assert_eq!(problem.kind, ProblemKind::InvalidFields);
        problem.fields[0].field.clone()
    };
    for (sku, least) in [(BOOK, 1), (EGGS, 6), (FLOUR, 250)] {
        let late = app.set_price_breaks("bistros", &sku.into(), &[(least + 1, 90)]).await;
        assert_eq!(wrong(late), "breaks", "{sku}");
        app.set_price_breaks("bistros", &sku.into(), &[(least, 90)]).await.unwrap();
    }
    let rule = RuleOffer { sku: BOOK.into(), min: 12, max: None, increment: 12, lead_days: None };
    app.set_wholesale_rule(&rule).await.unwrap();
    app.set_price_breaks("bistros", &BOOK.into(), &[(12, 900)]).await.unwrap();
    let less = RuleOffer { min: 6, increment: 6, ..rule };
    assert_eq!(wrong(app.set_wholesale_rule(&less).await), "rule");
    app.set_price_breaks("bistros", &BOOK.into(), &[(1, 950), (12, 900)]).await.unwrap();
    app.set_wholesale_rule(&less).await.unwrap();
    let book = item(&ada, BOOK).await;
    assert_eq!(price_at(&book, book.rule.min).unwrap().money, eur(950));
}
