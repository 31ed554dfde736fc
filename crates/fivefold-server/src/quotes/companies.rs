//! Companies, and who may do what for them.

use crate::{
    buying::Member,
    problem::{Answer, Refused},
    state::App,
    store::{
        companies::{self, CompanyRow},
        quote_orders,
    },
};
use axum::{Json, extract::State};
use fivefold_api::{
    endpoints::{Endpoint, ListMyCompanies},
    model::{Company, CompanyRole, Credit, Problem, ProblemKind},
    vocabulary::{CompanyId, Money},
};
use sqlx::SqliteConnection;

/// Somebody, and the company they act for.
#[derive(Debug, Clone)]
pub(super) struct Buyer {
    /// Whom they buy for.
    pub(super) company: CompanyRow,
    /// What the person may do for it.
    pub(super) roles: Vec<CompanyRole>,
}

impl Buyer {
    /// Whether the person requests, counters, accepts and orders. Whoever only reads does not.
    pub(super) fn may_request(&self) -> bool {
        self.roles.contains(&CompanyRole::Requester)
    }
}

/// The company that somebody acts for: the one of an id, or the first of theirs.
///
/// # Errors
/// `company_needed` when they buy for none, or not for that one.
pub(super) async fn buyer(
    connection: &mut SqliteConnection,
    account: &str,
    company: Option<&CompanyId>,
) -> Answer<Buyer> {
    let mut known = companies::of_account(connection, account).await?.into_iter();
    let found = match company {
        None => known.next(),
        Some(id) => known.find(|(row, _)| row.id == id.as_str()),
    };
    let (company, roles) = found.ok_or_else(|| Refused::new(ProblemKind::CompanyNeeded))?;
    Ok(Buyer { company, roles })
}

/// As [`buyer`], for those who change something.
///
/// # Errors
/// `company_needed`, also when they may only read.
pub(super) async fn requester(
    connection: &mut SqliteConnection,
    account: &str,
    company: Option<&CompanyId>,
) -> Answer<Buyer> {
    let buyer = buyer(connection, account, company).await?;
    if buyer.may_request() {
        Ok(buyer)
    } else {
        Err(Refused::new(ProblemKind::CompanyNeeded)
            .detail("the account may read, but not buy for the company"))
    }
}

/// What a company may owe, and owes; `None` where it may owe nothing.
pub(super) async fn credit(
    connection: &mut SqliteConnection,
    company: &CompanyRow,
) -> Answer<Option<Credit>> {
    let Some(limit) = company.credit_limit else { return Ok(None) };
    let owed = quote_orders::owed(connection, &company.id, company.currency.code()).await?;
    let used = company.owed_before.saturating_add(owed);
    Ok(Some(Credit { limit: company.money(limit), used: company.money(used) }))
}

/// The least and the most that an order of a company costs, without tax and shipping.
pub(super) fn order_limits(company: &CompanyRow) -> (Option<Money>, Option<Money>) {
    (
        company.order_minimum.map(|minor| company.money(minor)),
        company.order_maximum.map(|minor| company.money(minor)),
    )
}

/// The companies one buys for.
#[utoipa::path(
    get,
    path = <ListMyCompanies as Endpoint>::PATH,
    tag = "wholesale",
    responses(
        (status = 200, body = Vec<Company>),
        (status = 401, content_type = "application/problem+json", body = Problem),
        (status = 403, content_type = "application/problem+json", body = Problem),
    ),
    security(("session" = []), ("cookie" = []))
)]
pub(super) async fn list_my_companies(State(app): State<App>, member: Member) -> Answer<Json<Vec<Company>>> {
    let mut reader = app.db.snapshot().await?;
    let mut list = Vec::new();
    for (row, roles) in companies::of_account(&mut reader, &member.0.account).await? {
        list.push(view(&mut reader, row, roles).await?);
    }
    Ok(Json(list))
}

async fn view(
    connection: &mut SqliteConnection,
    row: CompanyRow,
    roles: Vec<CompanyRole>,
) -> Answer<Company> {
    let (order_minimum, order_maximum) = order_limits(&row);
    Ok(Company {
        id: row.id.as_str().into(),
        version: row.version(),
        people: companies::people(connection, &row.id).await?,
        credit: credit(connection, &row).await?,
        addresses: companies::addresses(connection, &row.id).await?,
        order_minimum,
        order_maximum,
        roles,
        name: row.name,
        currency: row.currency,
        terms: row.terms,
        po_rule: row.po_rule,
    })
}
