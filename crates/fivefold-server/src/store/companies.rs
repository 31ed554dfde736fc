//! Companies that buy: their people, addresses and limits.

use super::{
    WriteTx, accounts,
    words::{read, word},
};
use fivefold_api::{
    model::{CompanyAddress, CompanyPerson, CompanyRole, PaymentTerms, PoRule, Role, TaxBasis},
    vocabulary::{Currency, Money, Version},
};
use serde::de::DeserializeOwned;
use sqlx::{AssertSqlSafe, Row as _, SqliteConnection, sqlite::SqliteRow};

/// A company as it is stored.
#[derive(Debug, Clone)]
pub(crate) struct CompanyRow {
    pub(crate) id: String,
    pub(crate) revision: i64,
    pub(crate) name: String,
    /// The price list by which it buys.
    pub(crate) price_list: String,
    /// The currency of that list.
    pub(crate) currency: Currency,
    /// Where it is taxed.
    pub(crate) country: String,
    pub(crate) region: Option<String>,
    pub(crate) tax: TaxBasis,
    pub(crate) credit_limit: Option<i64>,
    /// What it owed before it ordered here.
    pub(crate) owed_before: i64,
    pub(crate) terms: PaymentTerms,
    pub(crate) po_rule: PoRule,
    pub(crate) order_minimum: Option<i64>,
    pub(crate) order_maximum: Option<i64>,
}

impl CompanyRow {
    /// The state of the company.
    pub(crate) fn version(&self) -> Version {
        Version(self.revision.to_string())
    }

    /// An amount in its currency.
    pub(crate) fn money(&self, minor: i64) -> Money {
        Money::new(minor, self.currency)
    }
}

const SELECT: &str = "SELECT c.*, l.currency FROM companies c JOIN price_lists l ON l.id = c.price_list";

fn company(row: &SqliteRow) -> Result<CompanyRow, sqlx::Error> {
    let currency: &str = row.try_get("currency")?;
    Ok(CompanyRow {
        id: row.try_get("id")?,
        revision: row.try_get("revision")?,
        name: row.try_get("name")?,
        price_list: row.try_get("price_list")?,
        currency: Currency::iso(currency).map_err(|error| sqlx::Error::Decode(error.into()))?,
        country: row.try_get("country")?,
        region: row.try_get("region")?,
        tax: read(row.try_get("tax")?)?,
        credit_limit: row.try_get("credit_limit")?,
        owed_before: row.try_get("owed_before")?,
        terms: json(row, "terms")?,
        po_rule: read(row.try_get("po_rule")?)?,
        order_minimum: row.try_get("order_minimum")?,
        order_maximum: row.try_get("order_maximum")?,
    })
}

fn json<T: DeserializeOwned>(row: &SqliteRow, column: &str) -> Result<T, sqlx::Error> {
    let text: &str = row.try_get(column)?;
    serde_json::from_str(text).map_err(|error| sqlx::Error::Decode(error.into()))
}

/// The company of an id.
pub(crate) async fn find(
    connection: &mut SqliteConnection,
    id: &str,
) -> Result<Option<CompanyRow>, sqlx::Error> {
    let row = sqlx::query(AssertSqlSafe(format!("{SELECT} WHERE c.id = $1")))
        .bind(id)
        .fetch_optional(connection)
        .await?;
    row.as_ref().map(company).transpose()
}

/// The companies that an account buys for, and what it may do for each, in the order it joined them.
pub(crate) async fn of_account(
    connection: &mut SqliteConnection,
    account: &str,
) -> Result<Vec<(CompanyRow, Vec<CompanyRole>)>, sqlx::Error> {
    let rows = sqlx::query(
        "SELECT c.*, l.currency, p.roles FROM company_people p
         JOIN companies c ON c.id = p.company JOIN price_lists l ON l.id = c.price_list
         WHERE p.account = $1 ORDER BY p.position",
    )
    .bind(account)
    .fetch_all(connection)
    .await?;
    rows.iter().map(|row| Ok((company(row)?, json(row, "roles")?))).collect()
}

/// Who buys for a company, in the order they joined.
pub(crate) async fn people(
    connection: &mut SqliteConnection,
    id: &str,
) -> Result<Vec<CompanyPerson>, sqlx::Error> {
    let rows = sqlx::query(
        "SELECT a.id, a.name, p.roles FROM company_people p JOIN accounts a ON a.id = p.account
         WHERE p.company = $1 ORDER BY p.position",
    )
    .bind(id)
    .fetch_all(connection)
    .await?;
    rows.iter()
        .map(|row| {
            Ok(CompanyPerson {
                account: row.try_get::<&str, _>(0)?.into(),
                name: row.try_get(1)?,
                roles: json(row, "roles")?,
            })
        })
        .collect()
}

/// The sessions of everybody who buys for a company: on whose `me` its facts are.
pub(crate) async fn sessions(
    connection: &mut SqliteConnection,
    id: &str,
) -> Result<Vec<String>, sqlx::Error> {
    let rows = sqlx::query(
        "SELECT a.session FROM company_people p JOIN accounts a ON a.id = p.account
         WHERE p.company = $1 ORDER BY p.position",
    )
    .bind(id)
    .fetch_all(connection)
    .await?;
    rows.iter().map(|row| row.try_get(0)).collect()
}

/// The sessions of everybody who sells to companies.
pub(crate) async fn supplier_sessions(connection: &mut SqliteConnection) -> Result<Vec<String>, sqlx::Error> {
    let rows = sqlx::query(
        "SELECT a.session FROM account_roles r JOIN accounts a ON a.id = r.account
         WHERE r.role = 'supplier' ORDER BY a.created_at, a.id",
    )
    .fetch_all(connection)
    .await?;
    rows.iter().map(|row| row.try_get(0)).collect()
}

/// Where a company's goods go to.
pub(crate) async fn addresses(
    connection: &mut SqliteConnection,
    id: &str,
) -> Result<Vec<CompanyAddress>, sqlx::Error> {
    let rows =
        sqlx::query("SELECT id, label, address FROM company_addresses WHERE company = $1 ORDER BY position")
            .bind(id)
            .fetch_all(connection)
            .await?;
    rows.iter()
        .map(|row| {
            Ok(CompanyAddress {
                id: row.try_get::<&str, _>(0)?.into(),
                label: row.try_get(1)?,
                address: json(row, "address")?,
            })
        })
        .collect()
}

/// Whether there is any.
pub(crate) async fn has_any(connection: &mut SqliteConnection) -> Result<bool, sqlx::Error> {
    Ok(sqlx::query("SELECT 1 FROM companies LIMIT 1").fetch_optional(connection).await?.is_some())
}

/// Adds a price list, unless it is there. Gives the currency that it has then.
pub(crate) async fn add_price_list(
    tx: &mut WriteTx,
    id: &str,
    currency: &str,
) -> Result<String, sqlx::Error> {
    sqlx::query("INSERT INTO price_lists (id, currency) VALUES ($1, $2) ON CONFLICT (id) DO NOTHING")
        .bind(id)
        .bind(currency)
        .execute(&mut **tx)
        .await?;
    sqlx::query("SELECT currency FROM price_lists WHERE id = $1")
        .bind(id)
        .fetch_one(&mut **tx)
        .await?
        .try_get(0)
}

/// Adds a company. Its price list has to be there.
pub(crate) async fn insert(tx: &mut WriteTx, row: &CompanyRow) -> Result<(), sqlx::Error> {
    let terms = serde_json::to_string(&row.terms).map_err(|error| sqlx::Error::Encode(error.into()))?;
    sqlx::query(
        "INSERT INTO companies (id, revision, name, price_list, country, region, tax, credit_limit, owed_before,
             terms, po_rule, order_minimum, order_maximum)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
    )
    .bind(&row.id)
    .bind(row.revision)
    .bind(&row.name)
    .bind(&row.price_list)
    .bind(&row.country)
    .bind(&row.region)
    .bind(word(&row.tax)?)
    .bind(row.credit_limit)
    .bind(row.owed_before)
    .bind(terms)
    .bind(word(&row.po_rule)?)
    .bind(row.order_minimum)
    .bind(row.order_maximum)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Lets an account buy for a company, or do something else for it than before. The company has another state then.
pub(crate) async fn set_person(
    tx: &mut WriteTx,
    id: &str,
    account: &str,
    roles: &[CompanyRole],
) -> Result<(), sqlx::Error> {
    let roles = serde_json::to_string(roles).map_err(|error| sqlx::Error::Encode(error.into()))?;
    sqlx::query(
        "INSERT INTO company_people (company, account, roles, position)
         VALUES ($1, $2, $3, COALESCE((SELECT MAX(position) + 1 FROM company_people), 0))
         ON CONFLICT (company, account) DO UPDATE SET roles = excluded.roles",
    )
    .bind(id)
    .bind(account)
    .bind(roles)
    .execute(&mut **tx)
    .await?;
    accounts::add_role(tx, account, &word(&Role::CompanyMember)?).await?;
    touch(tx, id).await
}

/// Ends that an account buys for a company, which has another state then. Whether it did.
pub(crate) async fn remove_person(tx: &mut WriteTx, id: &str, account: &str) -> Result<bool, sqlx::Error> {
    let done = sqlx::query("DELETE FROM company_people WHERE company = $1 AND account = $2")
        .bind(id)
        .bind(account)
        .execute(&mut **tx)
        .await?;
    if done.rows_affected() == 0 {
        return Ok(false);
    }
    sqlx::query(
        "DELETE FROM account_roles WHERE account = $1 AND role = $2
         AND NOT EXISTS (SELECT 1 FROM company_people p WHERE p.account = $1)",
    )
    .bind(account)
    .bind(word(&Role::CompanyMember)?)
    .execute(&mut **tx)
    .await?;
    touch(tx, id).await?;
    Ok(true)
}

/// Adds an address. The company has another state then.
pub(crate) async fn add_address(
    tx: &mut WriteTx,
    id: &str,
    address: &CompanyAddress,
) -> Result<(), sqlx::Error> {
    let place = serde_json::to_string(&address.address).map_err(|error| sqlx::Error::Encode(error.into()))?;
    sqlx::query(
        "INSERT INTO company_addresses (id, company, label, address, position)
         VALUES ($1, $2, $3, $4,
             COALESCE((SELECT MAX(position) + 1 FROM company_addresses WHERE company = $2), 0))",
    )
    .bind(address.id.as_str())
    .bind(id)
    .bind(&address.label)
    .bind(place)
    .execute(&mut **tx)
    .await?;
    touch(tx, id).await
}

/// Gives a company another state. Called whenever what is told of it changes, what it owes among it.
pub(crate) async fn touch(tx: &mut WriteTx, id: &str) -> Result<(), sqlx::Error> {
    sqlx::query("UPDATE companies SET revision = revision + 1 WHERE id = $1")
        .bind(id)
        .execute(&mut **tx)
        .await?;
    Ok(())
}
