//! What a company buys under a number: rules, prices by quantity, stock (B2B-04). Lookups, requests and offers ask
//! here. Carts ask for variants: they read the same rules (`store::wholesale::RULE`) and price by the same breaks
//! (`rules::break_at`) in `carts.rs`.

use super::{
    companies::{self, Buyer},
    near,
    tax::on_basis,
};
use crate::{
    buying::{self, Member, TaxClass},
    catalog::{picture, text},
    ids::new_id,
    markets::MARKETS,
    problem::{Answer, Body, Refused},
    scope::Scoped,
    state::App,
    store::{
        companies::CompanyRow,
        wholesale::{self, ItemRow},
    },
};
use axum::{Json, extract::State};
use fivefold_api::{
    endpoints::{Endpoint, PostWholesaleLookup},
    model::{
        FieldProblemCode, LookUpWholesale, PriceBreak, Problem, QuantityBasis, QuoteLine, Stock, StockLevel,
        TaxBasis, UnitRule, UnknownSku, WholesaleFound, WholesaleItem,
    },
    rules::{LOOKUP_MAX, sku_key},
    vocabulary::{Quantity, Sku, UnitPrice},
};
use sqlx::SqliteConnection;
use std::collections::{HashMap, HashSet};

/// How many products one lookup takes.
const PRODUCTS_MAX: usize = 60;

/// What a company buys under a number, with what the storefront is not told.
#[derive(Debug, Clone)]
pub(super) struct Found {
    pub(super) item: WholesaleItem,
    /// The tax on it where the company is, in hundredths of a percent.
    pub(super) tax_rate: u32,
    /// How much is there without what is held; `None` for what is made to order.
    pub(super) available: Option<Quantity>,
    /// What is held and taken of stock: `variant` or `goods`, and its id.
    pub(super) resource: (&'static str, String),
}

impl Found {
    /// A line about it, under an id of its own: the least of it, without a price.
    pub(super) fn line(&self) -> QuoteLine {
        let item = &self.item;
        QuoteLine {
            id: new_id("ql").into(),
            sku: item.sku.clone(),
            // What only companies buy has no page in the catalogue.
            variant: item.is_in_carts.then(|| item.variant.clone()),
            product: item.is_in_carts.then(|| item.product.clone()),
            title: item.title.clone(),
            options: item.options.clone(),
            picture: item.picture.clone(),
            quantity: item.rule.quantity(item.rule.min),
            basis: QuantityBasis::Fixed,
            catalogue: item.catalogue.clone(),
            target: None,
            price: None,
            total: None,
            tax_rate: self.tax_rate,
            required_on: None,
            lead_days: None,
            note: None,
            attachments: Vec::new(),
        }
    }
}

/// What a company buys under some numbers.
#[derive(Debug, Default)]
pub(super) struct Assortment(HashMap<String, Found>);

impl Assortment {
    /// What is sold under a number, however it is spelled.
    pub(super) fn get(&self, sku: &Sku) -> Option<&Found> {
        self.0.get(&sku_key(sku.as_str()))
    }

    /// The same as the storefront sees it.
    pub(super) fn item(&self, sku: &Sku) -> Option<&WholesaleItem> {
        self.get(sku).map(|found| &found.item)
    }
}

/// What a company buys under some numbers, with its prices. Numbers that are none are left out.
pub(super) async fn resolve(
    connection: &mut SqliteConnection,
    company: &CompanyRow,
    skus: &[Sku],
    locale: &str,
) -> Answer<Assortment> {
    let keys: HashSet<String> = skus.iter().map(|sku| sku_key(sku.as_str())).collect();
    let keys: Vec<String> = keys.into_iter().filter(|key| !key.is_empty()).collect();
    let currency = company.currency.code();
    let rows = wholesale::of_keys(connection, &keys, &company.price_list, currency).await?;
    let mut found = HashMap::with_capacity(rows.len());
    for row in rows {
        // A number of the shop is never one of what only companies buy.
        found.entry(row.sku_key.clone()).or_insert_with(|| offered(&row, company, locale));
    }
    Ok(Assortment(found))
}

/// Rules, prices by quantity and stock of many numbers at once, for a company.
///
/// Numbers are compared as people do: space around them and case do not matter. Those that are none come back with what
/// may have been meant. Refused with `company_needed` to whoever buys for no company, or not for the one that is named.
#[utoipa::path(
    post,
    path = <PostWholesaleLookup as Endpoint>::PATH,
    tag = "wholesale",
    request_body = LookUpWholesale,
    params(Scoped),
    responses(
        (status = 200, body = WholesaleFound),
        (status = 400, content_type = "application/problem+json", body = Problem),
        (status = 401, content_type = "application/problem+json", body = Problem),
        (status = 403, content_type = "application/problem+json", body = Problem),
        (status = 422, content_type = "application/problem+json", body = Problem),
    ),
    security(("session" = []), ("cookie" = []))
)]
pub(super) async fn post_wholesale_lookup(
    State(app): State<App>,
    member: Member,
    scope: Scoped,
    Body(wish): Body<LookUpWholesale>,
) -> Answer<Json<WholesaleFound>> {
    if wish.skus.len() > LOOKUP_MAX {
        return Err(Refused::field("skus", FieldProblemCode::TooLong));
    }
    if wish.products.len() > PRODUCTS_MAX {
        return Err(Refused::field("products", FieldProblemCode::TooLong));
    }
    let mut reader = app.db.snapshot().await?;
    let Buyer { company, .. } =
        companies::buyer(&mut reader, &member.0.account, wish.company.as_ref()).await?;
    let assortment = resolve(&mut reader, &company, &wish.skus, scope.locale).await?;
    let (mut items, mut unknown, mut seen) = (Vec::new(), Vec::new(), HashSet::new());
    for sku in &wish.skus {
        if seen.insert(sku_key(sku.as_str())) {
            match assortment.item(sku) {
                Some(item) => items.push(item.clone()),
                None => unknown.push(UnknownSku { sku: sku.clone(), near: Vec::new() }),
            }
        }
    }
    let slugs: Vec<String> = wish.products.iter().map(|slug| slug.as_str().to_owned()).collect();
    let currency = company.currency.code();
    for row in wholesale::of_products(&mut reader, &slugs, &company.price_list, currency).await? {
        if seen.insert(row.sku_key.clone()) {
            items.push(offered(&row, &company, scope.locale).item);
        }
    }
    if items.len() > LOOKUP_MAX {
        return Err(Refused::field("products", FieldProblemCode::TooLong));
    }
    near::suggest(&mut reader, &mut unknown).await?;
    Ok(Json(WholesaleFound {
        company: company.id.as_str().into(),
        currency: company.currency,
        items,
        unknown,
    }))
}

fn offered(row: &ItemRow, company: &CompanyRow, locale: &str) -> Found {
    let class = TaxClass::read(&row.tax_class);
    let rate = buying::rate(&company.country, company.region.as_deref(), class);
    let rule = UnitRule {
        unit: row.unit.clone(),
        scale: row.scale,
        min: row.min,
        max: row.max,
        increment: row.increment,
    };
    let per = shortest(rule.quantity(row.per));
    let options: Vec<String> = row.options.iter().map(|names| text(names, locale)).collect();
    let catalogue = row.price.map(|price| UnitPrice {
        money: company.money(catalogue_price(company, price, rate)),
        per: per.clone(),
    });
    let available = row.available.max(0);
    let resource = if row.is_goods {
        (wholesale::GOODS, row.sku_key.clone())
    } else {
        (crate::store::holds::VARIANT, row.variant.clone())
    };
    Found {
        tax_rate: if company.tax == TaxBasis::ReverseCharge { 0 } else { rate },
        available: row.lead_days.is_none().then(|| rule.quantity(available)),
        resource,
        item: WholesaleItem {
            sku: row.sku.as_str().into(),
            variant: row.variant.as_str().into(),
            product: row.product.as_str().into(),
            title: text(&row.titles, locale),
            options: options.join(if locale.starts_with("zh") { "、" } else { ", " }),
            picture: row.picture.as_ref().map(|stored| picture(stored, locale)),
            stock: stock(&rule, available),
            rule,
            per,
            breaks: row
                .breaks
                .iter()
                .map(|(from, amount)| PriceBreak { from: *from, price: company.money(*amount) })
                .collect(),
            catalogue,
            lead_days: row.lead_days,
            is_in_carts: !row.is_goods,
        },
    }
}

/// What everybody pays, with or without tax as the company's own prices, so that the two compare (B2B-08).
fn catalogue_price(company: &CompanyRow, price: i64, rate: u32) -> i64 {
    let market = MARKETS.iter().find(|market| market.countries.contains(&company.country.as_str()));
    let is_inside = market.is_some_and(|market| market.tax_included);
    on_basis(price, company.currency, rate, is_inside, company.tax == TaxBasis::Included)
}

/// What is there, in a word. The number is told where it counts pieces and the like.
fn stock(rule: &UnitRule, available: i64) -> Stock {
    if rule.scale == 0 {
        return buying::level(available);
    }
    let level = match available {
        few if few < rule.min => StockLevel::Out,
        few if few < rule.min.saturating_mul(5) => StockLevel::Low,
        _ => StockLevel::InStock,
    };
    Stock { level, available: None }
}

/// The same quantity without decimals that say nothing: prices are for 1 kg, not for 1.000 kg.
fn shortest(mut quantity: Quantity) -> Quantity {
    while quantity.scale > 0 && quantity.amount % 10 == 0 {
        quantity.amount /= 10;
        quantity.scale -= 1;
    }
    quantity
}

#[cfg(test)]
mod tests {
    use super::*;
    use fivefold_api::{
        model::{PaymentTerms, PoRule},
        vocabulary::Currency,
    };

    fn company(country: &str, currency: &str, tax: TaxBasis) -> CompanyRow {
        CompanyRow {
            id: "co".to_owned(),
            revision: 1,
            name: "Kontor".to_owned(),
            price_list: "list".to_owned(),
            currency: Currency::iso(currency).unwrap(),
            country: country.to_owned(),
            region: None,
            tax,
            credit_limit: None,
            owed_before: 0,
            terms: PaymentTerms::Prepayment,
            po_rule: PoRule::Optional,
            order_minimum: None,
            order_maximum: None,
        }
    }

    #[test]
    fn b2b_08_a_catalogue_price_has_the_tax_basis_of_the_company() {
        assert_eq!(catalogue_price(&company("DE", "EUR", TaxBasis::Excluded), 11_900, 1_900), 10_000);
        assert_eq!(catalogue_price(&company("FR", "EUR", TaxBasis::ReverseCharge), 12_000, 2_000), 10_000);
        assert_eq!(catalogue_price(&company("DE", "EUR", TaxBasis::Included), 11_900, 1_900), 11_900);
        assert_eq!(catalogue_price(&company("US", "USD", TaxBasis::Excluded), 4_599, 400), 4_599);
        assert_eq!(catalogue_price(&company("US", "USD", TaxBasis::Included), 10_000, 400), 10_400);
        assert_eq!(catalogue_price(&company("TW", "TWD", TaxBasis::Excluded), 146_000, 500), 139_000);
    }

    #[test]
    fn b2b_04_prices_are_for_quantities_without_empty_decimals() {
        assert_eq!(shortest(Quantity::new(1_000, 3, "kg")), Quantity::new(1, 0, "kg"));
        assert_eq!(shortest(Quantity::new(250, 3, "kg")), Quantity::new(25, 2, "kg"));
        assert_eq!(shortest(Quantity::new(100, 0, "m")), Quantity::new(100, 0, "m"));
        assert_eq!(shortest(Quantity::new(0, 3, "kg")), Quantity::new(0, 0, "kg"));
    }

    #[test]
    fn b2b_04_less_than_can_be_bought_at_once_is_nothing() {
        let rule = UnitRule { unit: "kg".to_owned(), scale: 3, min: 250, max: None, increment: 250 };
        assert_eq!(stock(&rule, 249).level, StockLevel::Out);
        assert_eq!(stock(&rule, 250).level, StockLevel::Low);
        assert_eq!(stock(&rule, 1_250), Stock { level: StockLevel::InStock, available: None });
        let pieces = UnitRule { unit: "piece".to_owned(), scale: 0, min: 1, max: None, increment: 1 };
        assert_eq!(stock(&pieces, 3), Stock { level: StockLevel::Low, available: Some(3) });
    }
}
