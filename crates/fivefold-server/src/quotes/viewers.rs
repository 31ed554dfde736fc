//! Who asks about a quote: which side they are on, and whether they may do more than read.

use super::{
    companies::{self, Buyer},
    supplier,
};
use crate::{
    problem::{Answer, Refused},
    store::{
        accounts::{self, AccountRow},
        quote_orders,
        quotes::{self, QuoteRow},
    },
};
use fivefold_api::{
    model::{ProblemKind, QuoteParty},
    vocabulary::CompanyId,
};
use sqlx::SqliteConnection;

/// Somebody who may see a quote.
#[derive(Clone)]
pub(super) struct Viewer {
    pub(super) account: AccountRow,
    /// Their side.
    pub(super) party: QuoteParty,
    /// Whether they may do more than read.
    pub(super) may_act: bool,
}

/// A quote, and how the account of a session sees it. Somebody else's and none at all are the same to whoever asks.
/// Who buys for the company and sells as well is taken for a buyer.
pub(super) async fn find(
    connection: &mut SqliteConnection,
    id: &str,
    session: &str,
) -> Answer<(QuoteRow, Viewer)> {
    let account = account(connection, session).await?;
    let row = quotes::find(connection, id).await?.ok_or_else(Refused::not_found)?;
    if let Some(buyer) = as_buyer(connection, &row, &account).await? {
        return Ok((row, buyer));
    }
    match as_supplier(connection, account).await? {
        Some(supplier) => Ok((row, supplier)),
        None => Err(Refused::not_found()),
    }
}

/// As [`find`], for what only one of the sides does.
///
/// # Errors
/// `not_found` for those who may not see it, `company_needed` for those of the company who may only read, `forbidden`
/// for what is the other side's.
pub(super) async fn find_as(
    connection: &mut SqliteConnection,
    id: &str,
    session: &str,
    party: QuoteParty,
) -> Answer<(QuoteRow, Viewer)> {
    if party != QuoteParty::Supplier {
        let (row, viewer) = find(connection, id, session).await?;
        return match viewer.party {
            QuoteParty::Buyer if viewer.may_act => Ok((row, viewer)),
            QuoteParty::Buyer => Err(companies::reads_only()),
            _ => Err(Refused::new(ProblemKind::Forbidden)),
        };
    }
    let account = account(connection, session).await?;
    let viewer = as_supplier(connection, account).await?;
    let viewer = viewer.ok_or_else(|| Refused::new(ProblemKind::Forbidden))?;
    let row = quotes::find(connection, id).await?.ok_or_else(Refused::not_found)?;
    Ok((row, viewer))
}

/// The account of a session. A guest has none.
pub(super) async fn account(connection: &mut SqliteConnection, session: &str) -> Answer<AccountRow> {
    let account = accounts::of_session(connection, session).await?;
    account.ok_or_else(|| Refused::new(ProblemKind::SignInNeeded))
}

async fn as_buyer(
    connection: &mut SqliteConnection,
    row: &QuoteRow,
    account: &AccountRow,
) -> Answer<Option<Viewer>> {
    let company = CompanyId(row.company.clone());
    let buyer = companies::find_buyer(connection, &account.id, Some(&company)).await?;
    Ok(buyer.map(|buyer| Viewer {
        account: account.clone(),
        party: QuoteParty::Buyer,
        may_act: buyer.may_request(),
    }))
}

async fn as_supplier(connection: &mut SqliteConnection, account: AccountRow) -> Answer<Option<Viewer>> {
    let is_seller = supplier::is_seller(connection, &account.id).await?;
    Ok(is_seller.then_some(Viewer { account, party: QuoteParty::Supplier, may_act: true }))
}

/// Whether the account of a session may see a quote.
pub(crate) async fn may_see(connection: &mut SqliteConnection, id: &str, session: &str) -> Answer<bool> {
    match find(connection, id, session).await {
        Ok(_) => Ok(true),
        Err(refused) => match refused.problem().kind {
            ProblemKind::NotFound | ProblemKind::SignInNeeded => Ok(false),
            _ => Err(refused),
        },
    }
}

/// The account of a session as a buyer of the company whose quote an order was made of, if it is one.
pub(crate) async fn buyer_of_order(
    connection: &mut SqliteConnection,
    order: &str,
    session: &str,
) -> Answer<Option<Buyer>> {
    let Some(company) = quote_orders::company_of(connection, order).await? else { return Ok(None) };
    let Some(account) = accounts::of_session(connection, session).await? else { return Ok(None) };
    companies::find_buyer(connection, &account.id, Some(&CompanyId(company))).await
}
