//! The demo's companies with their people, what they pay, and what only they can buy. Only `--seed demo` and `--demo`
//! with `--quotes` make them.

use super::offer::{
    CompanyOffer, GoodsOffer, RuleOffer, Texts, write_address, write_breaks, write_company, write_goods,
    write_rule,
};
use crate::{
    account,
    problem::{Answer, Refused},
    state::App,
    store::{WriteTx, accounts, companies, wholesale},
};
use fivefold_api::{
    model::{Address, CompanyRole, PaymentTerms, PoRule, TaxBasis, UnitRule},
    vocabulary::{Currency, Instant, ProductSlug, Sku},
};
use serde::Deserialize;
use std::collections::BTreeMap;

/// `seed/wholesale.json`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Data {
    companies: Vec<CompanySeed>,
    variants: Vec<VariantSeed>,
    goods: Vec<GoodsSeed>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct CompanySeed {
    id: String,
    name: String,
    price_list: String,
    currency: String,
    country: String,
    region: Option<String>,
    tax: TaxBasis,
    credit_limit: Option<i64>,
    owed_before: i64,
    terms: PaymentTerms,
    po_rule: PoRule,
    order_minimum: Option<i64>,
    order_maximum: Option<i64>,
    people: Vec<PersonSeed>,
    addresses: Vec<AddressSeed>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct PersonSeed {
    email: String,
    name: String,
    roles: Vec<CompanyRole>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct AddressSeed {
    id: String,
    label: String,
    address: Address,
}

/// From how much on, and the price, by price list.
type Breaks = BTreeMap<String, Vec<(i64, i64)>>;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct VariantSeed {
    sku: Sku,
    min: i64,
    max: Option<i64>,
    increment: i64,
    lead_days: Option<u32>,
    breaks: Breaks,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct GoodsSeed {
    sku: Sku,
    product: ProductSlug,
    titles: Texts,
    options: Texts,
    tax_class: String,
    rule: UnitRule,
    per: i64,
    stock: i64,
    lead_days: Option<u32>,
    breaks: Breaks,
}

fn data() -> serde_json::Result<Data> {
    serde_json::from_str(include_str!("../../seed/wholesale.json"))
}

/// Adds the demo's companies and what they buy, unless there are some.
pub(crate) async fn seed(app: &App) -> Result<(), String> {
    fill(app).await.map_err(|refused| format!("the companies: {:?}", refused.problem()))
}

async fn fill(app: &App) -> Answer<()> {
    let mut tx = app.db.begin().await?;
    if companies::has_any(&mut tx).await? {
        return Ok(());
    }
    let (data, now) = (data()?, app.clock.now());
    for company in &data.companies {
        found(&mut tx, company, now).await?;
    }
    for variant in &data.variants {
        let rule = RuleOffer {
            sku: variant.sku.clone(),
            min: variant.min,
            max: variant.max,
            increment: variant.increment,
            lead_days: variant.lead_days,
        };
        write_rule(&mut tx, &rule).await?;
        price(&mut tx, &variant.sku, &variant.breaks).await?;
    }
    for goods in &data.goods {
        let picture = wholesale::picture_of(&mut tx, goods.product.as_str()).await?;
        write_goods(&mut tx, &goods_offer(goods, picture)).await?;
        price(&mut tx, &goods.sku, &goods.breaks).await?;
    }
    tx.commit().await?;
    let numbers = data.variants.len() + data.goods.len();
    tracing::info!(companies = data.companies.len(), numbers, "the demo's companies have price lists");
    Ok(())
}

async fn found(tx: &mut WriteTx, company: &CompanySeed, now: Instant) -> Answer<()> {
    write_company(tx, &company.id, &company_offer(company)?).await?;
    for each in &company.addresses {
        write_address(tx, &company.id, each.id.as_str().into(), &each.label, &each.address).await?;
    }
    for person in &company.people {
        account::open_demo(tx, &person.email, &person.name, now).await?;
        let account = accounts::of_email(tx, &person.email).await?;
        let account = account.ok_or_else(|| Refused::internal("an account was not opened"))?;
        companies::set_person(tx, &company.id, &account.id, &person.roles).await?;
    }
    Ok(())
}

async fn price(tx: &mut WriteTx, sku: &Sku, breaks: &Breaks) -> Answer<()> {
    for (price_list, breaks) in breaks {
        write_breaks(tx, price_list, sku, breaks).await?;
    }
    Ok(())
}

fn company_offer(company: &CompanySeed) -> Answer<CompanyOffer> {
    Ok(CompanyOffer {
        name: company.name.clone(),
        price_list: company.price_list.clone(),
        currency: Currency::iso(&company.currency).map_err(Refused::internal)?,
        country: company.country.clone(),
        region: company.region.clone(),
        tax: company.tax,
        credit_limit: company.credit_limit,
        owed_before: company.owed_before,
        terms: company.terms.clone(),
        po_rule: company.po_rule,
        order_minimum: company.order_minimum,
        order_maximum: company.order_maximum,
        addresses: Vec::new(),
    })
}

fn goods_offer(goods: &GoodsSeed, picture: Option<serde_json::Value>) -> GoodsOffer {
    GoodsOffer {
        sku: goods.sku.clone(),
        product: goods.product.clone(),
        titles: goods.titles.clone(),
        options: goods.options.clone(),
        picture,
        tax_class: goods.tax_class.clone(),
        rule: goods.rule.clone(),
        per: goods.per,
        stock: goods.stock,
        lead_days: goods.lead_days,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use fivefold_api::rules::{check_quantity, sku_key};
    use std::collections::BTreeSet;

    #[test]
    fn the_demo_s_companies_have_what_the_demo_needs() {
        let data = data().unwrap();
        let currencies: BTreeSet<&str> = data.companies.iter().map(|each| each.currency.as_str()).collect();
        assert!(currencies.len() >= 2, "{currencies:?}");
        let first = &data.companies[0];
        assert_eq!((first.currency.as_str(), &first.terms), ("EUR", &PaymentTerms::Net { days: 30 }));
        assert_eq!(first.po_rule, PoRule::Required);
        assert_eq!(first.people[0].email, "company@demo.example");
        assert!(first.people[0].roles.contains(&CompanyRole::Requester));
        for person in data.companies.iter().flat_map(|company| &company.people) {
            assert!(person.name.ends_with("(demo)"), "{} is labelled", person.name);
        }
    }

    #[test]
    fn b2b_04_every_number_of_the_demo_can_be_bought_and_costs_less_the_more_is_bought() {
        let data = data().unwrap();
        assert!(data.variants.len() + data.goods.len() >= 60);
        let shop = crate::seed::demo().unwrap();
        let known: BTreeSet<&str> = shop
            .products
            .iter()
            .flat_map(|product| &product.variants)
            .map(|each| each.sku.as_str())
            .collect();
        let lists: BTreeSet<&str> = data.companies.iter().map(|each| each.price_list.as_str()).collect();
        let mut numbers = BTreeSet::new();
        let pieces = |variant: &VariantSeed| UnitRule {
            unit: UnitRule::PIECE.to_owned(),
            scale: 0,
            min: variant.min,
            max: variant.max,
            increment: variant.increment,
        };
        let variants = data.variants.iter().map(|each| (&each.sku, pieces(each), &each.breaks, true));
        let goods = data.goods.iter().map(|each| (&each.sku, each.rule.clone(), &each.breaks, false));
        for (sku, rule, breaks, is_variant) in variants.chain(goods) {
            assert!(numbers.insert(sku_key(sku.as_str())), "{sku} comes once");
            assert_eq!(known.contains(sku.as_str()), is_variant, "{sku}");
            assert_eq!(check_quantity(&rule, &rule.quantity(rule.min)), Ok(rule.min), "{sku}");
            for (list, breaks) in breaks {
                assert!(lists.contains(list.as_str()), "{sku}: {list}");
                assert_eq!(breaks[0].0, rule.min, "{sku}: prices begin at the minimum");
                for two in breaks.windows(2) {
                    assert!(two[0].0 < two[1].0 && two[0].1 > two[1].1, "{sku}");
                    assert_eq!(check_quantity(&rule, &rule.quantity(two[1].0)), Ok(two[1].0), "{sku}");
                }
            }
        }
        for goods in &data.goods {
            for texts in [&goods.titles, &goods.options] {
                let languages: Vec<&String> = texts.keys().collect();
                assert_eq!(languages, ["en", "zh-Hans", "zh-Hant"], "{}", goods.sku);
            }
        }
    }
}
