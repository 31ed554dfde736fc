//! What follows when a payment moves or an order ends: stock, money, cart.
//!
//! The provider's word may come late, twice and out of order. Its `revision` says what is news, and
//! [`payment_moves`] what may follow what; everything else changes nothing.

use super::{facts, lots, placing::HOLD, quoted, stock};
use crate::{
    auctions, bookings, group_buys,
    ids::new_id,
    problem::{Answer, Refused},
    sandbox::ProviderPayment,
    store::{
        WriteTx, carts, holds,
        holds::{NewHold, VARIANT},
        orders::{self, OrderRow},
        payments::{self, PaymentRow},
        quote_orders,
        wholesale::{self, GOODS},
        words::{read, word},
    },
};
use fivefold_api::{
    model::{OrderStatus, PaymentStatus},
    rules::{is_open, is_paid, payment_moves},
    vocabulary::Instant,
};

/// What is asked of the provider: take the money, give it up, give it back.
pub(crate) const CAPTURE: &str = "capture";
pub(crate) const VOID: &str = "void";
pub(crate) const REFUND: &str = "refund";

/// Takes in the provider's word on a payment. Old news and impossible news change nothing. `site` is where the app is.
pub(super) async fn take_in(
    tx: &mut WriteTx,
    now: Instant,
    news: &ProviderPayment,
    site: &str,
) -> Answer<()> {
    let Some(mut payment) = payments::find(tx, &news.merchant_key).await? else {
        tracing::warn!(payment = news.merchant_key, "the provider speaks of an unknown payment");
        return Ok(());
    };
    if payment.provider_id.as_deref() != Some(news.id.as_str())
        || news.amount.minor != payment.amount
        || news.amount.currency.code() != payment.currency
        || !(0..=payment.amount).contains(&news.captured.minor)
        || !(0..=news.captured.minor).contains(&news.refunded.minor)
    {
        return Err(Refused::bad_request("this is not the payment that was started"));
    }
    if news.revision <= payment.provider_revision {
        return Ok(());
    }
    payment.provider_revision = news.revision;
    let from: PaymentStatus = read(&payment.status)?;
    // An attempt whose time ran out stays that, when the provider confirms that nothing came of it.
    let confirms = (from, news.status) == (PaymentStatus::Expired, PaymentStatus::Voided);
    let steps = if confirms { Vec::new() } else { way(from, news.status) };
    let grew = news.refunded.minor > payment.refunded;
    if steps.is_empty() && !(from == news.status && grew) {
        if from != news.status && !confirms {
            tracing::warn!(payment = payment.id, ?from, to = ?news.status, "an impossible move was ignored");
        }
        payments::update(tx, &payment).await?;
        return Ok(());
    }
    payment.status = word(&news.status)?;
    payment.revision += 1;
    payment.captured = news.captured.minor;
    payment.refunded = news.refunded.minor;
    payment.decline = news.decline.as_ref().map(word).transpose()?;
    payment.expires_at = news.expires_at;
    payments::update(tx, &payment).await?;
    facts::payment(tx, &payment).await?;
    if payment.subject_kind == "order"
        && let Some(order) = orders::find(tx, &payment.subject_id).await?
    {
        if order.is_of_group() {
            group_buys::follow(tx, now, &order, &payment, news.status).await?;
        } else if order.is_of_booking() {
            bookings::follow(tx, now, &order, &payment, news.status, site).await?;
        } else {
            follow(tx, now, order, &payment, news.status).await?;
        }
    }
    Ok(())
}

/// The moves that lead from one status to another when reports in between are missing.
fn way(from: PaymentStatus, to: PaymentStatus) -> Vec<PaymentStatus> {
    use PaymentStatus as S;
    let ways: [&[S]; 3] = [&[to], &[S::Captured, to], &[S::Captured, S::PartlyRefunded, to]];
    for way in ways {
        let mut at = from;
        let possible = way.iter().all(|step| {
            let moves = payment_moves(at, *step);
            at = *step;
            moves
        });
        if possible {
            return way.to_vec();
        }
    }
    Vec::new()
}

/// What an order makes of its payment's new status.
async fn follow(
    tx: &mut WriteTx,
    now: Instant,
    order: OrderRow,
    payment: &PaymentRow,
    status: PaymentStatus,
) -> Answer<()> {
    let stands: OrderStatus = read(&order.status)?;
    match status {
        PaymentStatus::Authorised => {
            let wanted = match stands {
                OrderStatus::PendingPayment => true,
                // A late success: it counts if the goods can still be had.
                OrderStatus::Expired => {
                    !is_superseded(tx, &order).await? && hold_again(tx, &order, payment).await?
                }
                _ => false,
            };
            if wanted {
                // The stock stays held until the money is taken or given up.
                let kept = kept_until(tx, &order).await?;
                let until = kept.map_or(payment.expires_at, |kept| kept.max(payment.expires_at));
                holds::extend(tx, "order", &order.id, until).await?;
                payments::queue_job(tx, &new_id("j"), &payment.id, CAPTURE, payment.amount).await?;
                let back = (stands == OrderStatus::Expired)
                    .then(|| word(&OrderStatus::PendingPayment))
                    .transpose()?;
                let order = orders::touch(tx, &order.id, back.as_deref()).await?;
                return facts::order(tx, &order).await;
            }
            // A void that is already under way may still be refused, as one that came before the bank's
            // yes. This one comes after it; the provider says no to the second of two.
            payments::queue_job(tx, &new_id("j"), &payment.id, VOID, 0).await?;
        }
        PaymentStatus::Captured => {
            let enough = payment.captured >= order.total;
            let wanted = enough
                && match stands {
                    OrderStatus::PendingPayment => true,
                    OrderStatus::Expired => {
                        !is_superseded(tx, &order).await? && hold_again(tx, &order, payment).await?
                    }
                    _ => false,
                };
            if wanted {
                return pay(tx, now, &order).await;
            }
            give_back(tx, payment).await?;
        }
        PaymentStatus::Expired | PaymentStatus::Voided if stands == OrderStatus::PendingPayment => {
            // After an authorisation that came to nothing the buyer gets the usual time again.
            let until = match kept_until(tx, &order).await? {
                Some(kept) => kept,
                None => {
                    let held = holds::of_subject(tx, "order", &order.id).await?;
                    let end = held.iter().map(|hold| hold.expires_at).max().unwrap_or(now);
                    end.min(now.plus(HOLD))
                }
            };
            holds::extend(tx, "order", &order.id, until).await?;
        }
        _ => {}
    }
    let order = orders::touch(tx, &order.id, None).await?;
    facts::order(tx, &order).await
}

/// Until when an order is kept whatever becomes of its payments: lots until they are due, quotes as long as the offer
/// stands. `None` where it depends on the payments.
async fn kept_until(tx: &mut WriteTx, order: &OrderRow) -> Answer<Option<Instant>> {
    if order.is_of_lots() {
        return lots::due(tx, &order.id).await;
    }
    order.is_of_quote().then(|| quoted::held_until(order)).transpose()
}

/// Whether the buyer has gone on to another order meanwhile, so that a late success would buy twice.
async fn is_superseded(tx: &mut WriteTx, order: &OrderRow) -> Answer<bool> {
    // Nobody wins a lot twice.
    if order.is_of_lots() {
        return Ok(false);
    }
    for other in orders::of_session(tx, &order.session).await? {
        let alive = matches!(
            read(&other.status)?,
            OrderStatus::PendingPayment
                | OrderStatus::Paid
                | OrderStatus::Dispatched
                | OrderStatus::Delivered
        );
        if other.serial > order.serial && alive && other.is_of_cart() {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Holds an expired order's stock once more, if all of it can still be had.
async fn hold_again(tx: &mut WriteTx, order: &OrderRow, payment: &PaymentRow) -> Answer<bool> {
    // What was offered until then is not to be had later, at no price.
    if order.is_of_quote() {
        return Ok(false);
    }
    if order.is_of_lots() {
        let Some(again) = auctions::to_be_paid_again(tx, &order.id).await? else { return Ok(false) };
        for lot in again {
            lots::hold(tx, order, &lot, payment.expires_at).await?;
        }
        return Ok(true);
    }
    let lines = orders::lines(tx, &order.id).await?;
    for line in &lines {
        let Some((stock, held)) = holds::stock(tx, &line.variant, "").await? else {
            return Ok(false);
        };
        if stock - held < line.quantity {
            return Ok(false);
        }
    }
    for line in &lines {
        let hold = NewHold {
            id: &new_id("h"),
            subject_kind: "order",
            subject_id: &order.id,
            owner: &order.session,
            resource_kind: VARIANT,
            resource_id: &line.variant,
            quantity: line.quantity,
            expires_at: payment.expires_at,
        };
        holds::insert(tx, &hold).await?;
        stock::publish(tx, &line.variant).await?;
    }
    Ok(true)
}

/// The money is there: the stock is sold and leaves the cart.
async fn pay(tx: &mut WriteTx, now: Instant, order: &OrderRow) -> Answer<()> {
    let sold = holds::end(tx, "order", &order.id, "consumed").await?;
    if order.is_of_lots() {
        auctions::paid(tx, &order.id).await?;
    }
    for hold in sold.iter().filter(|hold| hold.resource_kind == VARIANT) {
        holds::move_stock(tx, &hold.resource_id, -hold.quantity).await?;
        stock::publish(tx, &hold.resource_id).await?;
    }
    for hold in sold.iter().filter(|hold| hold.resource_kind == GOODS) {
        wholesale::take_goods(tx, &hold.resource_id, hold.quantity).await?;
    }
    if order.is_of_cart() {
        empty_cart(tx, order).await?;
    }
    tracing::info!(order = order.id, at = now.millis(), "paid");
    let order = orders::touch(tx, &order.id, Some(&word(&OrderStatus::Paid)?)).await?;
    facts::order(tx, &order).await
}

/// Takes what was bought out of the cart, and only that.
async fn empty_cart(tx: &mut WriteTx, order: &OrderRow) -> Answer<()> {
    let Some(cart) = carts::of_session(tx, &order.session).await? else {
        return Ok(());
    };
    let mut changed = false;
    for line in orders::lines(tx, &order.id).await? {
        changed |= carts::take_out(tx, &cart.id, &line.variant, line.quantity).await?;
    }
    if changed {
        let revision = carts::touch(tx, &cart.id).await?;
        facts::cart(tx, &order.session, &cart.id, revision).await?;
    }
    Ok(())
}

/// Ends an order before it is dispatched: stock goes back, money too.
pub(crate) async fn call_off(tx: &mut WriteTx, order: &OrderRow, to: OrderStatus) -> Answer<OrderRow> {
    let hold_ends_as = if to == OrderStatus::Expired { "expired" } else { "released" };
    let released = holds::end(tx, "order", &order.id, hold_ends_as).await?;
    if order.is_of_lots() && to == OrderStatus::Expired {
        auctions::unpaid(tx, &order.id).await?;
    }
    for hold in released.iter().filter(|hold| hold.resource_kind == VARIANT) {
        stock::publish(tx, &hold.resource_id).await?;
    }
    if matches!(read(&order.status)?, OrderStatus::Paid | OrderStatus::OnAccount) {
        for line in orders::lines(tx, &order.id).await? {
            holds::move_stock(tx, &line.variant, line.quantity).await?;
            stock::publish(tx, &line.variant).await?;
        }
        for (sku_key, digits) in quote_orders::goods(tx, &order.id).await? {
            wholesale::take_goods(tx, &sku_key, -digits).await?;
        }
    }
    for payment in payments::of_subject(tx, "order", &order.id).await? {
        let status: PaymentStatus = read(&payment.status)?;
        if is_open(status) {
            queue_void(tx, &payment).await?;
        } else if is_paid(status) {
            give_back(tx, &payment).await?;
        }
    }
    let order = orders::touch(tx, &order.id, Some(&word(&to)?)).await?;
    facts::order(tx, &order).await?;
    Ok(order)
}

/// Ends an order that was not paid in time. An attempt that the provider may still carry through is
/// called back; if it succeeds all the same, that is a late success.
pub(super) async fn expire_order(tx: &mut WriteTx, order: &OrderRow) -> Answer<()> {
    for payment in payments::of_subject(tx, "order", &order.id).await? {
        expire_payment(tx, payment).await?;
    }
    call_off(tx, order, OrderStatus::Expired).await?;
    Ok(())
}

/// Gives an attempt up whose time is over.
pub(crate) async fn expire_payment(tx: &mut WriteTx, mut payment: PaymentRow) -> Answer<()> {
    let status: PaymentStatus = read(&payment.status)?;
    if !matches!(status, PaymentStatus::ActionRequired | PaymentStatus::Processing) {
        return Ok(());
    }
    payment.status = word(&PaymentStatus::Expired)?;
    payment.revision += 1;
    payments::update(tx, &payment).await?;
    queue_void(tx, &payment).await?;
    facts::payment(tx, &payment).await?;
    // What may be done with the order has changed with it.
    let order = orders::touch(tx, &payment.subject_id, None).await?;
    facts::order(tx, &order).await
}

/// Asks the provider, soon, to give an attempt up.
pub(crate) async fn queue_void(tx: &mut WriteTx, payment: &PaymentRow) -> Answer<()> {
    // Without the provider's id nobody was sent there; whoever is starting it will see to it.
    if payment.provider_id.is_some() && !payments::has_open_job(tx, &payment.id, VOID).await? {
        payments::queue_job(tx, &new_id("j"), &payment.id, VOID, 0).await?;
    }
    Ok(())
}

/// Asks the provider, soon, to give back all that was taken and not given back yet.
async fn give_back(tx: &mut WriteTx, payment: &PaymentRow) -> Answer<()> {
    let left = payment.captured - payment.refunded - payments::refunds_on_their_way(tx, &payment.id).await?;
    if left > 0 {
        payments::queue_job(tx, &new_id("j"), &payment.id, REFUND, left).await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use PaymentStatus as S;

    #[test]
    fn x_state_missing_reports_are_filled_in_and_impossible_ones_are_not() {
        assert_eq!(way(S::ActionRequired, S::Captured), [S::Captured]);
        assert_eq!(way(S::Authorised, S::Refunded), [S::Captured, S::Refunded]);
        assert_eq!(way(S::Expired, S::PartlyRefunded), [S::Captured, S::PartlyRefunded]);
        for (from, to) in [
            (S::Captured, S::Authorised),
            (S::Voided, S::Captured),
            (S::Declined, S::Authorised),
            (S::Refunded, S::Captured),
            (S::Captured, S::Captured),
        ] {
            assert_eq!(way(from, to), [], "{from:?} to {to:?}");
        }
    }
}
