//! Companies, and who may do what for them.

use crate::{
    buying::{Member, facts::me},
    problem::{Answer, Refused},
    state::App,
    store::{
        accounts,
        companies::{self, CompanyRow},
        quote_orders,
    },
};
use axum::{Json, extract::State};
use fivefold_api::{
    endpoints::{Endpoint, ListMyCompanies},
    model::{Company, CompanyLeft, CompanyRole, Credit, Problem, ProblemKind},
    vocabulary::{AccountId, CompanyId, Money},
};
use sqlx::SqliteConnection;

/// The fact that somebody buys for a company no more.
pub(crate) const COMPANY_LEFT: &str = "company_left";

/// Somebody, and the company they act for.
#[derive(Debug, Clone)]
pub(crate) struct Buyer {
    /// Whom they buy for.
    pub(super) company: CompanyRow,
    /// What the person may do for it.
    pub(super) roles: Vec<CompanyRole>,
}

impl Buyer {
    /// Whether the person requests, counters, accepts and orders. Whoever only reads does not.
    pub(crate) fn may_request(&self) -> bool {
        self.roles.contains(&CompanyRole::Requester)
    }
}

impl App {
    /// Ends that an account buys for a company. What it has asked for and ordered stays the company's.
    ///
    /// # Errors
    /// When it does not buy for it.
    pub async fn leave_company(&self, company: &CompanyId, account: &AccountId) -> Result<(), Problem> {
        let write = async {
            let mut tx = self.db.begin().await?;
            if !companies::remove_person(&mut tx, company.as_str(), account.as_str()).await? {
                return Err(Refused::not_found());
            }
            if let Some(account) = accounts::find(&mut tx, account.as_str()).await? {
                let fact = CompanyLeft { company: company.clone() };
                tx.publish(&me(&account.session), COMPANY_LEFT, &fact).await?;
            }
            Ok::<(), Refused>(tx.commit().await?)
        };
        write.await.map_err(Refused::into_problem)
    }
}

/// The company that somebody acts for: the one of an id, or the first of theirs. `None` when they buy for none, or not
/// for that one.
pub(super) async fn find_buyer(
    connection: &mut SqliteConnection,
    account: &str,
    company: Option<&CompanyId>,
) -> Answer<Option<Buyer>> {
    let mut known = companies::of_account(connection, account).await?.into_iter();
    let found = match company {
        None => known.next(),
        Some(id) => known.find(|(row, _)| row.id == id.as_str()),
    };
    Ok(found.map(|(company, roles)| Buyer { company, roles }))
}

/// As [`find_buyer`].
///
/// # Errors
/// `company_needed` when they buy for none, or not for that one.
pub(super) async fn buyer(
    connection: &mut SqliteConnection,
    account: &str,
    company: Option<&CompanyId>,
) -> Answer<Buyer> {
    let found = find_buyer(connection, account, company).await?;
    found.ok_or_else(|| Refused::new(ProblemKind::CompanyNeeded))
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
    if buyer.may_request() { Ok(buyer) } else { Err(reads_only()) }
}

/// As [`requester`], for what belongs to no company yet: whichever of theirs it is.
///
/// # Errors
/// `company_needed` when they may request for none.
pub(super) async fn requester_of_any(connection: &mut SqliteConnection, account: &str) -> Answer<()> {
    let known = companies::of_account(connection, account).await?;
    if known.is_empty() {
        return Err(Refused::new(ProblemKind::CompanyNeeded));
    }
    let mut known = known.into_iter().map(|(company, roles)| Buyer { company, roles });
    if known.any(|buyer| buyer.may_request()) { Ok(()) } else { Err(reads_only()) }
}

/// The refusal of those who change something and may only read.
pub(crate) fn reads_only() -> Refused {
    Refused::new(ProblemKind::CompanyNeeded).detail("the account may read, but not buy for the company")
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
