//! Orders of quotes: what was accepted, at the prices of the offer.
//!
//! On account the goods are sold at once, and so is what costs nothing. What is paid before is held for as long as the
//! offer stands, however often a payment is tried. Such an order has no lines of a cart.

use super::{
    delivery::Way,
    facts,
    orders::{self, Snapshot, Viewer},
    stock,
};
use crate::{
    ids::{new_id, new_secret},
    problem::Answer,
    store::{
        WriteTx,
        holds::{self, NewHold, VARIANT},
        orders::{self as store, OrderLineRow, OrderRow},
        quote_orders::{self, QuoteOrderRow},
        wholesale,
        words::word,
    },
};
use fivefold_api::{
    model::{Address, Contact, DeliveryOption, Order, OrderOfQuote, OrderStatus, PaymentTerms, Totals},
    rules::po_key,
    vocabulary::{Instant, Money},
};
use std::time::Duration;

/// The resource kind of a quote itself: its order is held even if it takes nothing from the shelf.
const QUOTE: &str = "quote";

/// What an order of a quote is made of.
#[derive(Debug)]
pub(crate) struct QuotedOrder<'a> {
    pub(crate) session: &'a str,
    pub(crate) company: &'a str,
    pub(crate) locale: &'static str,
    pub(crate) quote: OrderOfQuote,
    pub(crate) totals: Totals,
    pub(crate) contact: Contact,
    pub(crate) address: Address,
    /// How many days after the order the last of it is sent.
    pub(crate) lead_days: u32,
    /// What it takes from the shelf.
    pub(crate) takes: &'a [Taken],
    pub(crate) now: Instant,
    /// Until when the offer stands.
    pub(crate) until: Instant,
}

/// So much of what is on the shelf.
#[derive(Debug, Clone)]
pub(crate) struct Taken {
    /// A variant of the shop, or what only companies buy ([`wholesale::GOODS`]), and its id.
    pub(crate) resource: (&'static str, String),
    pub(crate) product: String,
    /// In digits of its rule.
    pub(crate) quantity: i64,
}

/// Makes the order of a quote.
pub(crate) async fn place(tx: &mut WriteTx, wish: QuotedOrder<'_>) -> Answer<Order> {
    let total = wish.totals.total;
    let status = match wish.quote.terms {
        // No provider takes nothing, and nobody owes it.
        _ if total.minor == 0 => OrderStatus::Paid,
        PaymentTerms::Prepayment => OrderStatus::PendingPayment,
        _ => OrderStatus::OnAccount,
    };
    let is_paid_before = status == OrderStatus::PendingPayment;
    let quote = wish.quote.id.clone();
    let po_key = wish.quote.po_number.as_deref().map(po_key);
    let is_owed = wish.quote.terms != PaymentTerms::Prepayment;
    let snapshot = Snapshot {
        lines: Vec::new(),
        lots: Vec::new(),
        group_buy: None,
        booking: None,
        delivery: sent_by_supplier(&wish),
        quote: Some(wish.quote),
        totals: wish.totals,
        contact: wish.contact,
        address: wish.address,
    };
    let row = OrderRow {
        id: new_id("o"),
        serial: store::next_serial(tx).await?,
        session: wish.session.to_owned(),
        token: new_secret(),
        revision: 1,
        status: word(&status)?,
        placed_at: wish.now,
        checkout_version: String::new(),
        total: total.minor,
        currency: total.currency.code().to_owned(),
        locale: wish.locale.to_owned(),
        snapshot: serde_json::to_string(&snapshot)?,
        kind: "quote".to_owned(),
    };
    let lines: Vec<OrderLineRow> = wish
        .takes
        .iter()
        .filter(|taken| taken.resource.0 == VARIANT)
        .map(|taken| OrderLineRow {
            variant: taken.resource.1.clone(),
            product: taken.product.clone(),
            quantity: taken.quantity,
        })
        .collect();
    store::insert(tx, &row, &lines).await?;
    let noted = QuoteOrderRow {
        quote: quote.as_str(),
        order: &row.id,
        company: wish.company,
        po_key: po_key.as_deref(),
        currency: &row.currency,
        owed: if is_owed { row.total } else { 0 },
    };
    quote_orders::insert(tx, &noted).await?;
    for taken in wish.takes.iter().filter(|taken| taken.resource.0 == wholesale::GOODS) {
        quote_orders::add_goods(tx, &row.id, &taken.resource.1, taken.quantity).await?;
    }
    if is_paid_before {
        hold(tx, &row, (QUOTE, quote.as_str()), 1, wish.until).await?;
    }
    for Taken { resource: (kind, id), quantity, .. } in wish.takes {
        if is_paid_before {
            hold(tx, &row, (*kind, id.as_str()), *quantity, wish.until).await?;
        } else if *kind == VARIANT {
            holds::move_stock(tx, id, -quantity).await?;
        } else {
            wholesale::take_goods(tx, id, *quantity).await?;
        }
        if *kind == VARIANT {
            stock::publish(tx, id).await?;
        }
    }
    facts::order(tx, &row).await?;
    orders::view(tx, &row, Viewer::Owner(wish.session)).await
}

/// Until when an order is held for its payment: as long as the offer stands.
pub(super) fn held_until(order: &OrderRow) -> Answer<Instant> {
    let snapshot: Snapshot = serde_json::from_str(&order.snapshot)?;
    Ok(snapshot.delivery.valid_until)
}

async fn hold(
    tx: &mut WriteTx,
    order: &OrderRow,
    resource: (&str, &str),
    quantity: i64,
    until: Instant,
) -> Answer<()> {
    let hold = NewHold {
        id: &new_id("h"),
        subject_kind: "order",
        subject_id: &order.id,
        // A cart of the same session is another purchase: what is held here is held from it as well.
        owner: &order.id,
        resource_kind: resource.0,
        resource_id: resource.1,
        quantity,
        expires_at: until,
    };
    Ok(holds::insert(tx, &hold).await?)
}

fn sent_by_supplier(wish: &QuotedOrder<'_>) -> DeliveryOption {
    let name = match wish.locale {
        "zh-Hant" => "由供應商寄出",
        "zh-Hans" => "由供应商寄出",
        _ => "Sent by the supplier",
    };
    let address = &wish.address;
    let sent = wish.now.plus(Duration::from_hours(24 * u64::from(wish.lead_days)));
    DeliveryOption {
        id: "supplier".into(),
        name: name.to_owned(),
        price: wish.totals.delivery.unwrap_or_else(|| Money::zero(wish.totals.total.currency)),
        promise: Way::Standard.promise(sent, &address.country, address.region.as_deref()),
        valid_until: wish.until,
    }
}
