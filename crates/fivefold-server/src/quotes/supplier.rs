//! Who sells to companies: the shop itself, and the accounts that act for it.

use crate::{
    buying::Member,
    config::Config,
    problem::{Answer, Refused},
    state::App,
    store::{
        accounts::{self, SignInRow},
        words::word,
    },
};
use axum::{extract::FromRequestParts, http::request::Parts};
use fivefold_api::model::{ProblemKind, Role, Supplier};
use sqlx::SqliteConnection;

/// The IANA zone in which the supplier's days are counted.
pub(super) const ZONE: &str = "Europe/Berlin";

/// The supplier as everybody sees it. With `--demo` nobody real answers.
pub(super) fn supplier(config: &Config) -> Supplier {
    Supplier { name: "Harbour Wholesale".to_owned(), zone: ZONE.to_owned(), is_demo: config.demo }
}

/// Somebody who is signed in and acts for the supplier. An extractor that refuses everybody else with `forbidden`.
#[derive(Debug, Clone)]
pub(super) struct Seller(pub(super) SignInRow);

impl FromRequestParts<App> for Seller {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Answer<Self> {
        let Member(row) = Member::from_request_parts(parts, app).await?;
        let mut reader = app.db.snapshot().await?;
        if is_seller(&mut reader, &row.account).await? {
            Ok(Self(row))
        } else {
            Err(Refused::new(ProblemKind::Forbidden))
        }
    }
}

/// Whether an account acts for the supplier.
pub(super) async fn is_seller(connection: &mut SqliteConnection, account: &str) -> Answer<bool> {
    Ok(accounts::roles(connection, account).await?.contains(&word(&Role::Supplier)?))
}
