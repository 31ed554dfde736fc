//! Taxes of quotes: as they are charged where the company is, and on one basis with its prices and limits.

use crate::{
    buyer::key,
    club,
    house::at,
    ordering::{change, preview},
    shop::EGGS,
    table::{ADA, SUE, ask, bistro, eur, offer_of, read, sells, table, try_accept, who},
};
use fivefold_api::{
    model::{
        CompanyRole, FieldProblemCode, OrderBlocker, PreviewQuoteOrder, ProblemKind, Quote, TaxBasis, TaxLine,
    },
    vocabulary::{Currency, Money, Quantity},
};
use fivefold_server::quotes::CompanyOffer;
use serde_json::json;

#[tokio::test]
async fn x_money_tax_of_a_quote_in_taiwan_is_in_whole_dollars() {
    let server = table().await;
    let taiwan = Currency::iso("TWD").unwrap();
    let dollars = |minor| Money::new(minor, taiwan);
    let stall = CompanyOffer {
        price_list: "stalls".to_owned(),
        currency: taiwan,
        country: "TW".to_owned(),
        ..bistro()
    };
    let stall = server.app.found_company(&stall).await.unwrap();
    let ting = club::member(&server, "ting").await;
    server.app.join_company(&stall, &"a_ting".into(), &[CompanyRole::Requester]).await.unwrap();
    let six = Quantity::new(6, 0, "piece");
    let lines = json!([{ "sku": EGGS, "quantity": six }]);
    let asked: Quote = ting.post("/v1/quotes", &key(), &json!({ "lines": lines })).await.ok();
    let offer = json!({
        "lines": [{
            "line": asked.current.lines[0].id, "sku": EGGS, "quantity": six, "basis": "fixed",
            "price": { "money": dollars(19_950), "per": Quantity::new(1, 0, "piece") }, "tax_rate": 500,
        }],
        "valid_until": at(86_400), "tax": "excluded", "shipping": dollars(0), "shipping_tax": 0,
        "terms": { "kind": "net", "days": 14 },
    });
    let quoted: Quote = sells(&who(&server, SUE), &asked, "offer", &offer).await.ok();
    // Five percent of 1197 dollars are 59.85.
    let totals = quoted.current.totals.unwrap();
    assert_eq!(totals.taxes, [TaxLine { rate: 500, amount: dollars(6_000) }]);
    assert_eq!(totals.total, dollars(119_700 + 6_000));
}

#[tokio::test]
async fn b2b_08_an_offer_has_the_tax_basis_of_the_company() {
    let server = table().await;
    let sue = who(&server, SUE);
    let asked = ask(&who(&server, ADA)).await;
    for (of_company, sql) in [
        ("excluded", "UPDATE companies SET tax = 'excluded'"),
        ("included", "UPDATE companies SET tax = 'included'"),
        ("reverse_charge", "UPDATE companies SET tax = 'reverse_charge'"),
    ] {
        change(&server, sql).await;
        for tax in ["excluded", "included", "reverse_charge", "whatever"]
            .into_iter()
            .filter(|tax| *tax != of_company)
        {
            let mut offer = offer_of(&asked.current, 100, at(86_400));
            offer["tax"] = json!(tax);
            let problem = sells(&sue, &asked, "offer", &offer).await.refused(422, ProblemKind::InvalidFields);
            let fields: Vec<_> =
                problem.fields.iter().map(|field| (field.field.as_str(), field.code)).collect();
            assert_eq!(fields, [("tax", FieldProblemCode::NotAllowed)], "{tax} for {of_company}");
        }
    }
    let mut offer = offer_of(&asked.current, 100, at(86_400));
    offer["tax"] = json!("reverse_charge");
    let quoted: Quote = sells(&sue, &asked, "offer", &offer).await.ok();
    assert_eq!(quoted.current.tax, TaxBasis::ReverseCharge);
}

#[tokio::test]
async fn b2b_15_the_limits_of_a_company_are_without_tax_though_its_prices_are_with_it() {
    let server = table().await;
    let (ada, sue) = (who(&server, ADA), who(&server, SUE));
    change(&server, "UPDATE companies SET tax = 'included'").await;
    let asked = ask(&ada).await;
    let mut offer = offer_of(&asked.current, 100, at(86_400));
    offer["tax"] = json!("included");
    sells(&sue, &asked, "offer", &offer).await.ok::<Quote>();
    let quote: Quote = try_accept(&ada, &read(&ada, &asked.id).await).await.ok();
    // 46.00 with 3.01 of tax in it.
    let net = eur(4_299);
    let of_limits = async |sql: &'static str| {
        change(&server, sql).await;
        let seen = preview(&ada, &quote, &PreviewQuoteOrder::default()).await;
        assert_eq!(seen.totals.subtotal, eur(4_600), "what is shown is as the prices are");
        seen.blockers
            .into_iter()
            .filter(|blocker| *blocker != OrderBlocker::AddressMissing)
            .collect::<Vec<_>>()
    };
    let short = OrderBlocker::BelowMinimum { minimum: eur(4_300), subtotal: net };
    assert_eq!(of_limits("UPDATE companies SET order_minimum = 4300").await, [short]);
    assert_eq!(of_limits("UPDATE companies SET order_minimum = 4299, order_maximum = 4299").await, []);
    let large = OrderBlocker::AboveMaximum { maximum: eur(4_298), subtotal: net };
    assert_eq!(of_limits("UPDATE companies SET order_minimum = NULL, order_maximum = 4298").await, [large]);
}
