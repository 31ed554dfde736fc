//! `/v1/me/addresses`: the account's book of addresses.

use crate::{
    buying::{
        Member, tidy,
        versions::{needed_version, tagged},
    },
    ids::new_id,
    markets::MARKETS,
    problem::{Answer, Body, Path, Refused},
    state::App,
    store::addresses::{self as store, AddressRow},
};
use axum::{Json, extract::State, http::HeaderMap, response::Response};
use fivefold_api::{
    endpoints::{DeleteAddress, Endpoint, ListAddresses, PostAddress, PutAddress},
    model::{FieldProblemCode, Problem, ProblemKind, SaveAddress, SavedAddress},
    rules::check_address,
    vocabulary::Version,
};
use sqlx::SqliteConnection;

/// So many fit in one book.
const MOST: usize = 50;

fn view(row: &AddressRow) -> Answer<SavedAddress> {
    Ok(SavedAddress {
        id: row.id.as_str().into(),
        version: version(row),
        address: serde_json::from_str(&row.address)?,
        is_default: row.is_default,
    })
}

fn version(row: &AddressRow) -> Version {
    Version(row.revision.to_string())
}

/// What is to be stored, if it is an address somewhere the shop sends to.
fn checked(save: SaveAddress) -> Answer<(String, bool)> {
    let address = tidy(save.address);
    let countries: Vec<String> = MARKETS
        .iter()
        .flat_map(|market| market.countries.iter().map(|country| (*country).to_owned()))
        .collect();
    let problems = check_address(&address, &countries);
    if problems.is_empty() {
        return Ok((serde_json::to_string(&address)?, save.is_default));
    }
    let mut refused = Refused::new(ProblemKind::InvalidFields);
    refused.problem_mut().fields = problems;
    Err(refused)
}

/// The account's addresses, oldest first.
#[utoipa::path(
    get,
    path = <ListAddresses as Endpoint>::PATH,
    tag = "accounts",
    responses(
        (status = 200, body = Vec<SavedAddress>),
        (status = 401, content_type = "application/problem+json", body = Problem),
        (status = 403, content_type = "application/problem+json", body = Problem),
    ),
    security(("session" = []), ("cookie" = []))
)]
pub(super) async fn list_addresses(
    State(app): State<App>,
    member: Member,
) -> Answer<Json<Vec<SavedAddress>>> {
    let mut reader = app.db.snapshot().await?;
    list(&mut reader, &member).await
}

async fn list(connection: &mut SqliteConnection, member: &Member) -> Answer<Json<Vec<SavedAddress>>> {
    let rows = store::of_account(connection, &member.0.account).await?;
    rows.iter().map(view).collect::<Answer<_>>().map(Json)
}

/// Saves one more address. One that is there already is not saved twice.
#[utoipa::path(
    post,
    path = <PostAddress as Endpoint>::PATH,
    tag = "accounts",
    request_body = SaveAddress,
    responses(
        (status = 200, body = SavedAddress),
        (status = 401, content_type = "application/problem+json", body = Problem),
        (status = 403, content_type = "application/problem+json", body = Problem),
        (status = 422, content_type = "application/problem+json", body = Problem),
    ),
    security(("session" = []), ("cookie" = []))
)]
pub(super) async fn post_address(
    State(app): State<App>,
    member: Member,
    Body(save): Body<SaveAddress>,
) -> Answer<Response> {
    let (address, is_default) = checked(save)?;
    let mut tx = app.db.begin().await?;
    let book = store::of_account(&mut tx, &member.0.account).await?;
    let row = match book.iter().find(|row| row.address == address) {
        Some(there) if there.is_default || !is_default => return tagged(&version(there), &view(there)?),
        Some(there) => AddressRow { is_default, revision: there.revision + 1, ..there.clone() },
        None if book.len() >= MOST => {
            return Err(Refused::field("address", FieldProblemCode::OutOfRange)
                .detail(format!("a book holds at most {MOST} addresses")));
        }
        None => AddressRow { id: new_id("ad"), revision: 1, address, is_default },
    };
    store::put(&mut tx, &member.0.account, &row).await?;
    tx.commit().await?;
    tagged(&version(&row), &view(&row)?)
}

/// Replaces an address.
#[utoipa::path(
    put,
    path = <PutAddress as Endpoint>::PATH,
    tag = "accounts",
    request_body = SaveAddress,
    params(
        ("id" = String, Path, description = "The address"),
        ("If-Match" = String, Header, description = "The address's version that was seen"),
    ),
    responses(
        (status = 200, body = SavedAddress),
        (status = 401, content_type = "application/problem+json", body = Problem),
        (status = 403, content_type = "application/problem+json", body = Problem),
        (status = 404, content_type = "application/problem+json", body = Problem),
        (status = 412, content_type = "application/problem+json", body = Problem),
        (status = 422, content_type = "application/problem+json", body = Problem),
        (status = 428, content_type = "application/problem+json", body = Problem),
    ),
    security(("session" = []), ("cookie" = []))
)]
pub(super) async fn put_address(
    State(app): State<App>,
    member: Member,
    Path(id): Path<String>,
    headers: HeaderMap,
    Body(save): Body<SaveAddress>,
) -> Answer<Response> {
    let seen = needed_version(&headers)?;
    let (address, is_default) = checked(save)?;
    let mut tx = app.db.begin().await?;
    let before = find(&mut tx, &member, &id, seen).await?;
    let row = AddressRow { id, revision: before.revision + 1, address, is_default };
    store::put(&mut tx, &member.0.account, &row).await?;
    tx.commit().await?;
    tagged(&version(&row), &view(&row)?)
}

/// Removes an address and answers with those that are left.
#[utoipa::path(
    delete,
    path = <DeleteAddress as Endpoint>::PATH,
    tag = "accounts",
    params(
        ("id" = String, Path, description = "The address"),
        ("If-Match" = String, Header, description = "The address's version that was seen"),
    ),
    responses(
        (status = 200, body = Vec<SavedAddress>),
        (status = 401, content_type = "application/problem+json", body = Problem),
        (status = 403, content_type = "application/problem+json", body = Problem),
        (status = 404, content_type = "application/problem+json", body = Problem),
        (status = 412, content_type = "application/problem+json", body = Problem),
        (status = 428, content_type = "application/problem+json", body = Problem),
    ),
    security(("session" = []), ("cookie" = []))
)]
pub(super) async fn delete_address(
    State(app): State<App>,
    member: Member,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Answer<Json<Vec<SavedAddress>>> {
    let seen = needed_version(&headers)?;
    let mut tx = app.db.begin().await?;
    let row = find(&mut tx, &member, &id, seen).await?;
    store::remove(&mut tx, &row.id).await?;
    let left = list(&mut tx, &member).await?;
    tx.commit().await?;
    Ok(left)
}

/// An address of one's own as it was seen. Somebody else's is none.
async fn find(
    connection: &mut SqliteConnection,
    member: &Member,
    id: &str,
    seen: Option<Version>,
) -> Answer<AddressRow> {
    let book = store::of_account(connection, &member.0.account).await?;
    let row = book.into_iter().find(|row| row.id == id).ok_or_else(Refused::not_found)?;
    if seen.is_some_and(|seen| seen != version(&row)) {
        return Err(Refused::new(ProblemKind::VersionConflict));
    }
    Ok(row)
}
