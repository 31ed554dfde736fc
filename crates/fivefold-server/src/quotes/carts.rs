//! What those who buy for a company pay in carts: by the same breaks as everywhere else (B2B-04). In which quantities
//! they buy comes with the lines, by the same rules.

use super::{companies, tax::on_basis};
use crate::{
    buying::{TaxClass, rate},
    problem::Answer,
    scope::Scoped,
    store::{accounts, companies::CompanyRow, wholesale},
};
use fivefold_api::{
    model::{PriceBreak, TaxBasis},
    rules::break_at,
};
use sqlx::SqliteConnection;
use std::collections::HashMap;

/// What a company pays for the variants of a cart. Nothing for whoever buys for none, and where another currency is
/// asked for: everybody's prices hold then.
#[derive(Debug, Default)]
pub(crate) struct CartPrices<'a>(Option<Prices<'a>>);

#[derive(Debug)]
struct Prices<'a> {
    company: &'a CompanyRow,
    /// Whether a cart's prices include tax.
    is_inside: bool,
    breaks: HashMap<String, Vec<PriceBreak>>,
}

/// The company that the account of a session buys for where none is named.
pub(crate) async fn company_of(
    connection: &mut SqliteConnection,
    session: &str,
) -> Answer<Option<CompanyRow>> {
    let Some(account) = accounts::of_session(connection, session).await? else { return Ok(None) };
    let buyer = companies::find_buyer(connection, &account.id, None).await?;
    Ok(buyer.map(|buyer| buyer.company))
}

impl<'a> CartPrices<'a> {
    /// What a company pays for some variants.
    pub(crate) async fn of_company(
        connection: &mut SqliteConnection,
        company: Option<&'a CompanyRow>,
        variants: &[String],
        scope: &Scoped,
    ) -> Answer<Self> {
        let Some(company) = company.filter(|company| company.currency == scope.currency) else {
            return Ok(Self::default());
        };
        let stored = wholesale::breaks_of_variants(connection, variants, &company.price_list).await?;
        let as_break = |(from, amount)| PriceBreak { from, price: company.money(amount) };
        let breaks = stored
            .into_iter()
            .map(|(variant, breaks)| (variant, breaks.into_iter().map(as_break).collect()))
            .collect();
        Ok(Self(Some(Prices { is_inside: scope.market.tax_included, breaks, company })))
    }

    /// What one piece costs at a quantity, with or without tax as all prices of the cart.
    pub(crate) fn at(&self, variant: &str, quantity: i64, class: TaxClass) -> Option<i64> {
        let prices = self.0.as_ref()?;
        let minor = break_at(prices.breaks.get(variant)?, quantity)?.price.minor;
        let company = prices.company;
        let rate = rate(&company.country, company.region.as_deref(), class);
        Some(on_basis(minor, company.currency, rate, company.tax == TaxBasis::Included, prices.is_inside))
    }
}
