//! The demo's accounts, one for each role. Only `--seed demo` makes them.

use super::sign_in::open;
use crate::{
    clock::Clock,
    problem::Answer,
    store::{Db, WriteTx, accounts, words::word},
};
use fivefold_api::{model::Role, vocabulary::Instant};

/// The hash of the password that all of them have: `harbour demo`.
const PASSWORD: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$ZGVtby1zYWx0LWRlbW8tcw$UuMGPx+Tc4e4GgX4+XRuBdsw7DzIR+uxKXlHpgBRkNM";

/// Address, name, and what the account may be besides a buyer.
const ACCOUNTS: [(&str, &str, Option<Role>); 11] = [
    ("buyer@demo.example", "Bo Buyer (demo)", None),
    ("seller@demo.example", "Sam Seller (demo)", Some(Role::Seller)),
    ("company@demo.example", "Cleo Company (demo)", Some(Role::CompanyMember)),
    ("venue@demo.example", "Vic Venue (demo)", Some(Role::VenueStaff)),
    ("staff@demo.example", "Stef Staff (demo)", Some(Role::VenueStaff)),
    ("supplier@demo.example", "Sue Supplier (demo)", Some(Role::Supplier)),
    ("trader@demo.example", "Old Harbour Antiques (demo)", Some(Role::Seller)),
    ("bidder1@demo.example", "Demo bidder 1", None),
    ("bidder2@demo.example", "Demo bidder 2", None),
    ("bidder3@demo.example", "Demo bidder 3", None),
    ("bidder4@demo.example", "Demo bidder 4", None),
];

/// Opens one more, with the password that all of them have, unless it is there.
pub(crate) async fn open_demo(tx: &mut WriteTx, email: &str, name: &str, now: Instant) -> Answer<()> {
    if accounts::of_email(tx, email).await?.is_none() {
        open(tx, email.to_owned(), name.to_owned(), PASSWORD.to_owned(), now).await?;
    }
    Ok(())
}

/// Opens those that are not there yet.
pub(crate) async fn seed(db: &Db, clock: &Clock) -> Result<(), String> {
    let mut tx = db.begin().await.map_err(|error| error.to_string())?;
    for (email, name, role) in ACCOUNTS {
        let there = accounts::of_email(&mut tx, email).await.map_err(|error| error.to_string())?;
        if there.is_some() {
            continue;
        }
        let failed = |problem: &fivefold_api::model::Problem| format!("{email}: {}", problem.title);
        let account = open(&mut tx, email.into(), name.into(), PASSWORD.into(), clock.now())
            .await
            .map_err(|refused| failed(refused.problem()))?;
        if let Some(role) = role {
            let role = word(&role).map_err(|error| error.to_string())?;
            accounts::add_role(&mut tx, &account.id, &role).await.map_err(|error| error.to_string())?;
        }
    }
    tx.commit().await.map_err(|error| error.to_string())
}
