//! What becomes of orders of quotes that the supplier and the company settle between them: what a shop's back office
//! decides, not a buyer.

use crate::{
    buying::{facts, settle},
    problem::{Answer, Refused},
    state::App,
    store::{
        WriteTx, companies,
        orders::{self, OrderRow},
        quote_orders,
        words::{read, word},
    },
};
use fivefold_api::{
    model::{OrderStatus, Problem, ProblemKind},
    vocabulary::OrderId,
};

impl App {
    /// Notes that a company has paid what it ordered on account: it owes so much less. An order that is not dispatched
    /// yet is paid then.
    ///
    /// # Errors
    /// When there is no such order of a quote (`not_found`), or nothing is owed for it (`not_payable`).
    pub async fn settle_quote_order(&self, order: &OrderId) -> Result<(), Problem> {
        let write = async {
            let mut tx = self.db.begin().await?;
            settle_order(&mut tx, order).await?;
            Ok::<(), Refused>(tx.commit().await?)
        };
        write.await.map_err(Refused::into_problem)
    }

    /// Calls an order of a quote off before it is dispatched: what it took goes back to where it was, and it is owed no
    /// more. What was paid with `POST /v1/payments` goes back; what was paid otherwise is given back otherwise. The quote
    /// has become its order and is not ordered again.
    ///
    /// # Errors
    /// When there is no such order of a quote (`not_found`), or it was dispatched or has ended (`not_cancellable`).
    pub async fn call_off_quote_order(&self, order: &OrderId) -> Result<(), Problem> {
        let write = async {
            let mut tx = self.db.begin().await?;
            call_off_order(&mut tx, order).await?;
            tx.commit().await?;
            // The provider is asked to give the money back.
            self.buying.wake();
            Ok::<(), Refused>(())
        };
        write.await.map_err(Refused::into_problem)
    }
}

async fn settle_order(tx: &mut WriteTx, order: &OrderId) -> Answer<()> {
    let (row, company) = find(tx, order).await?;
    let to = match read(&row.status)? {
        OrderStatus::OnAccount => Some(word(&OrderStatus::Paid)?),
        OrderStatus::Dispatched | OrderStatus::Delivered => None,
        _ => return Err(Refused::new(ProblemKind::NotPayable)),
    };
    if !quote_orders::settle(tx, &row.id).await? {
        return Err(Refused::new(ProblemKind::NotPayable));
    }
    let row = orders::touch(tx, &row.id, to.as_deref()).await?;
    facts::order(tx, &row).await?;
    Ok(companies::touch(tx, &company).await?)
}

async fn call_off_order(tx: &mut WriteTx, order: &OrderId) -> Answer<()> {
    let (row, company) = find(tx, order).await?;
    match read(&row.status)? {
        OrderStatus::PendingPayment | OrderStatus::OnAccount | OrderStatus::Paid => {}
        _ => return Err(Refused::new(ProblemKind::NotCancellable)),
    }
    settle::call_off(tx, &row, OrderStatus::Cancelled).await?;
    Ok(companies::touch(tx, &company).await?)
}

/// An order of a quote, and whose it is.
async fn find(tx: &mut WriteTx, order: &OrderId) -> Answer<(OrderRow, String)> {
    let row = orders::find(tx, order.as_str()).await?.ok_or_else(Refused::not_found)?;
    let company = quote_orders::company_of(tx, &row.id).await?.ok_or_else(Refused::not_found)?;
    Ok((row, company))
}
