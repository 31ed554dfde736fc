//! Private facts: which thing of whom has which version now. The news itself is read over HTTP.

use crate::{
    problem::Answer,
    store::{WriteTx, companies, orders::OrderRow, payments::PaymentRow, quote_orders},
};
use serde::Serialize;

/// Data of the facts `cart`, `order` and `payment`.
#[derive(Serialize)]
struct Changed<'a> {
    id: &'a str,
    version: String,
}

/// The stored name of the topic `me` of a session.
pub(crate) fn me(session: &str) -> String {
    format!("me/{session}")
}

/// A cart has changed.
pub(super) async fn cart(tx: &mut WriteTx, session: &str, cart: &str, revision: i64) -> Answer<()> {
    tx.publish(&me(session), "cart", &Changed { id: cart, version: revision.to_string() }).await?;
    Ok(())
}

/// An order has changed. One of a quote concerns whoever buys for the company.
pub(crate) async fn order(tx: &mut WriteTx, order: &OrderRow) -> Answer<()> {
    let fact = Changed { id: &order.id, version: order.revision.to_string() };
    tx.publish(&format!("order/{}", order.id), "order", &fact).await?;
    let company = if order.is_of_quote() { quote_orders::company_of(tx, &order.id).await? } else { None };
    let sessions = match company {
        Some(company) => companies::sessions(tx, &company).await?,
        None => vec![order.session.clone()],
    };
    for session in sessions {
        tx.publish(&me(&session), "order", &fact).await?;
    }
    Ok(())
}

/// An attempt has changed.
pub(super) async fn payment(tx: &mut WriteTx, payment: &PaymentRow) -> Answer<()> {
    let fact = Changed { id: &payment.id, version: payment.revision.to_string() };
    tx.publish(&format!("payment/{}", payment.id), "payment", &fact).await?;
    tx.publish(&me(&payment.session), "payment", &fact).await?;
    Ok(())
}
