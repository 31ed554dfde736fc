//! What is left of a variant, and telling those who look at it.

use crate::{
    problem::Answer,
    store::{WriteTx, holds},
};
use fivefold_api::model::{Stock, StockFact, StockLevel};

/// At this many the buyer is told that few are left.
const FEW: i64 = 5;

/// How much is left, in a word and a number.
pub(crate) fn level(available: i64) -> Stock {
    let level = match available {
        ..=0 => StockLevel::Out,
        1..=FEW => StockLevel::Low,
        _ => StockLevel::InStock,
    };
    Stock { level, available: Some(available.max(0)) }
}

/// Publishes what is left of a variant. Called whenever stock or holds change.
pub(super) async fn publish(tx: &mut WriteTx, variant: &str) -> Answer<()> {
    let Some(product) = holds::product_of(tx, variant).await? else {
        return Ok(());
    };
    let Some((stock, held)) = holds::stock(tx, variant, "").await? else {
        return Ok(());
    };
    let fact = StockFact { variant: variant.into(), stock: level(stock - held) };
    tx.publish(&format!("product/{product}"), "stock", &fact).await?;
    Ok(())
}
