//! Giving back a part of what was paid: what a shop's back office decides, not a buyer.

use super::settle::REFUND;
use crate::{
    ids::new_id,
    problem::{Answer, Refused},
    state::App,
    store::payments,
};
use fivefold_api::{model::Problem, vocabulary::PaymentId};

impl App {
    /// Gives back `amount` minor units of a payment: at most what was taken and is not already given
    /// back or on its way. The money moves soon after; the payment's fact tells.
    ///
    /// # Errors
    /// When there is no such payment or the amount is not left of it.
    pub async fn refund(&self, payment: &PaymentId, amount: i64) -> Result<(), Problem> {
        self.queue_refund(payment, amount).await.map_err(Refused::into_problem)
    }

    async fn queue_refund(&self, payment: &PaymentId, amount: i64) -> Answer<()> {
        let mut tx = self.db.begin().await?;
        let row = payments::find(&mut tx, payment.as_str()).await?.ok_or_else(Refused::not_found)?;
        let on_their_way = payments::refunds_on_their_way(&mut tx, &row.id).await?;
        let left = row.captured - row.refunded - on_their_way;
        if !(1..=left).contains(&amount) {
            return Err(Refused::bad_request(format!("{left} minor units can be given back")));
        }
        payments::queue_job(&mut tx, &new_id("j"), &row.id, REFUND, amount).await?;
        tx.commit().await?;
        self.buying.wake();
        Ok(())
    }
}
