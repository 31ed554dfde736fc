//! Founding companies, and saying what they buy for how much: what a shop's back office decides, not a buyer.

use crate::{
    ids::new_id,
    problem::{Answer, Refused},
    state::App,
    store::{
        WriteTx, accounts,
        companies::{self, CompanyRow},
        wholesale::{self, NewGoods, RuleRow},
        words::word,
    },
};
use fivefold_api::{
    model::{
        Address, CompanyAddress, CompanyRole, FieldProblemCode, PaymentTerms, PoRule, Problem, Role,
        TaxBasis, UnitRule,
    },
    rules::{QUANTITY_MAX, sku_key},
    vocabulary::{AccountId, AddressId, CompanyId, Currency, ProductSlug, Sku},
};
use std::collections::BTreeMap;

/// Texts by locale.
pub type Texts = BTreeMap<String, String>;

/// A company to be founded. Amounts are minor units of its currency.
#[derive(Debug, Clone)]
pub struct CompanyOffer {
    /// What it is called.
    pub name: String,
    /// The price list by which it buys. One that is not there yet is made.
    pub price_list: String,
    /// The currency of that list.
    pub currency: Currency,
    /// Where it is taxed: ISO 3166-1 code.
    pub country: String,
    /// The state or province of it.
    pub region: Option<String>,
    /// How taxes go with its prices.
    pub tax: TaxBasis,
    /// What it may owe; nothing if it is left out.
    pub credit_limit: Option<i64>,
    /// What it owes already.
    pub owed_before: i64,
    /// How it pays unless a quote says otherwise.
    pub terms: PaymentTerms,
    /// Whether its orders carry a number of its own.
    pub po_rule: PoRule,
    /// The least that an order costs, without tax and shipping.
    pub order_minimum: Option<i64>,
    /// The most that an order costs, without tax and shipping.
    pub order_maximum: Option<i64>,
    /// Where its goods go to, and what it calls the places.
    pub addresses: Vec<(String, Address)>,
}

/// How companies buy a variant of the shop.
#[derive(Debug, Clone)]
pub struct RuleOffer {
    /// Its number.
    pub sku: Sku,
    /// At least so many pieces.
    pub min: i64,
    /// At most so many.
    pub max: Option<i64>,
    /// In steps of so many, counted from the least.
    pub increment: i64,
    /// How many days it takes if it is not there. Without, it is sold from stock only.
    pub lead_days: Option<u32>,
}

/// Something that only companies buy.
#[derive(Debug, Clone)]
pub struct GoodsOffer {
    /// Its number.
    pub sku: Sku,
    /// Its product. It may be one of the shop's.
    pub product: ProductSlug,
    /// What it is called.
    pub titles: Texts,
    /// What kind of it.
    pub options: Texts,
    /// What it looks like, as catalogues store pictures.
    pub picture: Option<serde_json::Value>,
    /// `standard`, `reduced` or `zero`.
    pub tax_class: String,
    /// How much can be bought at once.
    pub rule: UnitRule,
    /// What prices are for, in digits of the rule.
    pub per: i64,
    /// How much is there, in digits of the rule.
    pub stock: i64,
    /// How many days it takes if it is not there. Without, it is sold from stock only.
    pub lead_days: Option<u32>,
}

impl App {
    /// Founds a company.
    ///
    /// # Errors
    /// When its numbers make no sense, or its price list is in another currency.
    pub async fn found_company(&self, offer: &CompanyOffer) -> Result<CompanyId, Problem> {
        let write = async {
            let mut tx = self.db.begin().await?;
            let id = new_id("co");
            write_company(&mut tx, &id, offer).await?;
            for (label, address) in &offer.addresses {
                write_address(&mut tx, &id, new_id("ca").into(), label, address).await?;
            }
            tx.commit().await?;
            Ok::<_, Refused>(CompanyId(id))
        };
        write.await.map_err(Refused::into_problem)
    }

    /// Lets an account buy for a company, or do something else for it than before. Without roles it leaves
    /// ([`App::leave_company`]).
    ///
    /// # Errors
    /// When there is no such account or company.
    pub async fn join_company(
        &self,
        company: &CompanyId,
        account: &AccountId,
        roles: &[CompanyRole],
    ) -> Result<(), Problem> {
        if roles.is_empty() {
            return self.leave_company(company, account).await;
        }
        let write = async {
            let mut tx = self.db.begin().await?;
            companies::set_person(&mut tx, company.as_str(), account.as_str(), roles).await?;
            Ok::<(), Refused>(tx.commit().await?)
        };
        write.await.map_err(Refused::into_problem)
    }

    /// Lets an account act for the supplier.
    ///
    /// # Errors
    /// When there is no such account.
    pub async fn appoint_supplier(&self, account: &AccountId) -> Result<(), Problem> {
        let write = async {
            let mut tx = self.db.begin().await?;
            accounts::add_role(&mut tx, account.as_str(), &word(&Role::Supplier)?).await?;
            Ok::<(), Refused>(tx.commit().await?)
        };
        write.await.map_err(Refused::into_problem)
    }

    /// Sets how companies buy a variant of the shop.
    ///
    /// # Errors
    /// When there is no such variant, the rule allows nothing, or less is allowed than a price list has prices for.
    pub async fn set_wholesale_rule(&self, offer: &RuleOffer) -> Result<(), Problem> {
        let write = async {
            let mut tx = self.db.begin().await?;
            write_rule(&mut tx, offer).await?;
            Ok::<(), Refused>(tx.commit().await?)
        };
        write.await.map_err(Refused::into_problem)
    }

    /// Offers something that only companies buy.
    ///
    /// # Errors
    /// When its number is known already, or the rule allows nothing.
    pub async fn sell_goods(&self, offer: &GoodsOffer) -> Result<(), Problem> {
        let write = async {
            let mut tx = self.db.begin().await?;
            write_goods(&mut tx, offer).await?;
            Ok::<(), Refused>(tx.commit().await?)
        };
        write.await.map_err(Refused::into_problem)
    }

    /// Sets what a number costs in a price list: from how much on, in digits of its rule, and the price. None: it is
    /// sold on request.
    ///
    /// # Errors
    /// When there is no such list or number, when the quantities do not rise, or when the first is more than the least that
    /// is bought.
    pub async fn set_price_breaks(
        &self,
        price_list: &str,
        sku: &Sku,
        breaks: &[(i64, i64)],
    ) -> Result<(), Problem> {
        let write = async {
            let mut tx = self.db.begin().await?;
            write_breaks(&mut tx, price_list, sku, breaks).await?;
            Ok::<(), Refused>(tx.commit().await?)
        };
        write.await.map_err(Refused::into_problem)
    }
}

/// Writes a company with its price list, without people and addresses.
pub(super) async fn write_company(tx: &mut WriteTx, id: &str, offer: &CompanyOffer) -> Answer<()> {
    let limits = [offer.credit_limit, offer.order_minimum, offer.order_maximum, Some(offer.owed_before)];
    if limits.into_iter().flatten().any(|amount| amount < 0) {
        return Err(Refused::field("credit_limit", FieldProblemCode::OutOfRange));
    }
    if offer.order_minimum.zip(offer.order_maximum).is_some_and(|(least, most)| least > most) {
        return Err(Refused::field("order_minimum", FieldProblemCode::OutOfRange));
    }
    let currency = companies::add_price_list(tx, &offer.price_list, offer.currency.code()).await?;
    if currency != offer.currency.code() {
        return Err(Refused::field("currency", FieldProblemCode::NotAllowed));
    }
    let row = CompanyRow {
        id: id.to_owned(),
        revision: 1,
        name: offer.name.clone(),
        price_list: offer.price_list.clone(),
        currency: offer.currency,
        country: offer.country.clone(),
        region: offer.region.clone(),
        tax: offer.tax,
        credit_limit: offer.credit_limit,
        owed_before: offer.owed_before,
        terms: offer.terms.clone(),
        po_rule: offer.po_rule,
        order_minimum: offer.order_minimum,
        order_maximum: offer.order_maximum,
    };
    Ok(companies::insert(tx, &row).await?)
}

/// Adds an address to a company.
pub(super) async fn write_address(
    tx: &mut WriteTx,
    company: &str,
    id: AddressId,
    label: &str,
    address: &Address,
) -> Answer<()> {
    let address = CompanyAddress { id, label: label.to_owned(), address: address.clone() };
    Ok(companies::add_address(tx, company, &address).await?)
}

/// Writes how companies buy a variant.
pub(super) async fn write_rule(tx: &mut WriteTx, offer: &RuleOffer) -> Answer<()> {
    check_rule(offer.min, offer.max, offer.increment)?;
    let key = sku_key(offer.sku.as_str());
    let variant = wholesale::variant_of(tx, &key).await?;
    let variant = variant.ok_or_else(|| Refused::field("sku", FieldProblemCode::NotAllowed))?;
    if wholesale::priced_from(tx, &key).await?.is_some_and(|from| from > offer.min) {
        return Err(Refused::field("rule", FieldProblemCode::OutOfRange));
    }
    let row = RuleRow {
        variant,
        min: offer.min,
        max: offer.max,
        increment: offer.increment,
        lead_days: offer.lead_days,
    };
    Ok(wholesale::set_rule(tx, &row).await?)
}

/// Writes what only companies buy.
pub(super) async fn write_goods(tx: &mut WriteTx, offer: &GoodsOffer) -> Answer<()> {
    let rule = &offer.rule;
    check_rule(rule.min, rule.max, rule.increment)?;
    let sku_key = sku_key(offer.sku.as_str());
    if sku_key.is_empty() || wholesale::variant_of(tx, &sku_key).await?.is_some() {
        return Err(Refused::field("sku", FieldProblemCode::NotAllowed));
    }
    if offer.per < 1 {
        return Err(Refused::field("per", FieldProblemCode::OutOfRange));
    }
    let new = NewGoods {
        sku_key,
        sku: offer.sku.0.clone(),
        product: offer.product.0.clone(),
        titles: serde_json::to_string(&offer.titles)?,
        options: serde_json::to_string(&offer.options)?,
        picture: offer.picture.as_ref().map(ToString::to_string),
        tax_class: offer.tax_class.clone(),
        unit: rule.unit.clone(),
        scale: rule.scale,
        min: rule.min,
        max: rule.max,
        increment: rule.increment,
        per: offer.per,
        stock: offer.stock,
        lead_days: offer.lead_days,
    };
    Ok(wholesale::insert_goods(tx, &new).await?)
}

/// Writes what a number costs.
pub(super) async fn write_breaks(
    tx: &mut WriteTx,
    price_list: &str,
    sku: &Sku,
    breaks: &[(i64, i64)],
) -> Answer<()> {
    let rises = breaks.windows(2).all(|two| two[0].0 < two[1].0);
    if !rises || breaks.iter().any(|(from, amount)| *from < 1 || *amount < 0) {
        return Err(Refused::field("breaks", FieldProblemCode::OutOfRange));
    }
    let key = sku_key(sku.as_str());
    let least = wholesale::least(tx, &key).await?;
    let least = least.ok_or_else(|| Refused::field("sku", FieldProblemCode::NotAllowed))?;
    // What can be bought has a price, from the least on.
    if breaks.first().is_some_and(|(from, _)| *from > least) {
        return Err(Refused::field("breaks", FieldProblemCode::OutOfRange));
    }
    Ok(wholesale::set_breaks(tx, price_list, &key, breaks).await?)
}

fn check_rule(min: i64, max: Option<i64>, increment: i64) -> Answer<()> {
    if !(1..=QUANTITY_MAX).contains(&min) || increment < 1 || max.is_some_and(|max| max < min) {
        return Err(Refused::field("rule", FieldProblemCode::OutOfRange));
    }
    Ok(())
}
