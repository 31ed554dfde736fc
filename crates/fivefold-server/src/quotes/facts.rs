//! What is told to whom: `quote/{id}` and the `me` of everybody who is concerned hear where a quote stands.

use super::views;
use crate::{
    buying::facts::me,
    problem::Answer,
    store::{WriteTx, companies, quotes::QuoteRow},
};
use fivefold_api::{model::QuoteFact, vocabulary::Instant};
use std::collections::BTreeSet;

/// Tells both sides where a quote stands.
pub(super) async fn quote(tx: &mut WriteTx, row: &QuoteRow, now: Instant) -> Answer<()> {
    let fact = QuoteFact { version: views::version_tag(row), quote: views::card(row, now) };
    tx.publish(&views::topic(&row.id), "quote", &fact).await?;
    for session in sessions(tx, row).await? {
        tx.publish(&me(&session), "quote", &fact).await?;
    }
    Ok(())
}

/// The sessions of everybody who is concerned: each once, be it on both sides.
async fn sessions(tx: &mut WriteTx, row: &QuoteRow) -> Answer<BTreeSet<String>> {
    let mut sessions: BTreeSet<String> = companies::sessions(tx, &row.company).await?.into_iter().collect();
    sessions.extend(companies::supplier_sessions(tx).await?);
    Ok(sessions)
}
