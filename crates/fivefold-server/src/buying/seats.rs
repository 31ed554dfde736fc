//! Orders of seats in group-buys: what is agreed when a seat is held, and what it costs in the end.
//!
//! Such an order has one line and takes nothing from the shelf: the goods of a group-buy are set aside for it.

use super::{
    delivery::Way,
    facts,
    orders::{Snapshot, number},
    placing::HOLD,
    settle,
    tax::tax_by_rate,
};
use crate::{
    catalog::{picture, text},
    group_buys,
    ids::{new_id, new_secret},
    problem::{Answer, Refused},
    sandbox::CreatePayment,
    state::App,
    store::{
        WriteTx,
        group_buys::GroupRow,
        holds::{self, NewHold, SEAT},
        orders::{self as store, OrderRow},
        payments::{self, PaymentRow},
        words::word,
    },
};
use fivefold_api::{
    model::{
        Address, CartLine, CartLineState, Contact, DeliveryOption, OrderStatus, PaymentStatus, QuantityRule,
        Stock, StockLevel, TaxLine, Totals,
    },
    vocabulary::{Currency, Instant, Money, Picture},
};

/// What a seat costs: the unit's price, what is in the total, and the rates of the taxes in it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct SeatPrice {
    pub(crate) unit: Money,
    pub(crate) quantity: i64,
    /// Goods less discount.
    pub(crate) goods: Money,
    pub(crate) shipping: Money,
    pub(crate) goods_tax: u32,
    pub(crate) shipping_tax: u32,
}

/// What is agreed when a seat is held.
#[derive(Debug)]
pub(crate) struct SeatOrder<'a> {
    pub(crate) session: &'a str,
    pub(crate) locale: &'static str,
    pub(crate) group: &'a GroupRow,
    pub(crate) variant: &'a str,
    /// What the seat counts.
    pub(crate) weight: i64,
    pub(crate) price: SeatPrice,
    pub(crate) contact: &'a Contact,
    pub(crate) address: &'a Address,
    pub(crate) now: Instant,
    pub(crate) until: Instant,
}

/// What a seat costs in all. The amounts include tax.
pub(crate) fn totals(price: &SeatPrice) -> Answer<Totals> {
    let overflow = || Refused::internal("a seat's total does not fit");
    let currency = price.unit.currency;
    let taxed = [(price.goods.minor, price.goods_tax), (price.shipping.minor, price.shipping_tax)];
    let taxes = tax_by_rate(&taxed, true, currency).ok_or_else(overflow)?;
    Ok(Totals {
        subtotal: price.goods,
        delivery: Some(price.shipping),
        taxes: taxes
            .into_iter()
            .map(|(rate, tax)| TaxLine { rate, amount: Money::new(tax, currency) })
            .collect(),
        tax_included: true,
        total: price.goods.plus(price.shipping).ok_or_else(overflow)?,
    })
}

/// Makes the order of a seat and holds the seat for it. Gives the order's id.
pub(crate) async fn place(tx: &mut WriteTx, wish: &SeatOrder<'_>) -> Answer<String> {
    let group = wish.group;
    let totals = totals(&wish.price)?;
    let snapshot = Snapshot {
        lines: vec![line(wish)],
        lots: Vec::new(),
        group_buy: Some(group.id.as_str().into()),
        booking: None,
        quote: None,
        delivery: sent_afterwards(wish),
        contact: wish.contact.clone(),
        address: wish.address.clone(),
        totals: totals.clone(),
    };
    let row = OrderRow {
        id: new_id("o"),
        serial: store::next_serial(tx).await?,
        session: wish.session.to_owned(),
        token: new_secret(),
        revision: 1,
        status: word(&OrderStatus::PendingPayment)?,
        placed_at: wish.now,
        checkout_version: String::new(),
        total: totals.total.minor,
        currency: group.currency.clone(),
        locale: wish.locale.to_owned(),
        snapshot: serde_json::to_string(&snapshot)?,
        kind: "group".to_owned(),
    };
    store::insert(tx, &row, &[]).await?;
    let hold = NewHold {
        id: &new_id("h"),
        subject_kind: "order",
        subject_id: &row.id,
        owner: wish.session,
        resource_kind: SEAT,
        resource_id: &group.id,
        quantity: wish.weight,
        expires_at: wish.until,
    };
    holds::insert(tx, &hold).await?;
    facts::order(tx, &row).await?;
    Ok(row.id)
}

/// Sets what the order of a seat costs in the end.
pub(crate) async fn reprice(tx: &mut WriteTx, order: &OrderRow, price: &SeatPrice) -> Answer<()> {
    let mut snapshot: Snapshot = serde_json::from_str(&order.snapshot)?;
    snapshot.totals = totals(price)?;
    for line in &mut snapshot.lines {
        line.unit_price = Some(price.unit);
        line.total = Some(price.goods);
    }
    let total = snapshot.totals.total.minor;
    Ok(store::set_total(tx, &order.id, total, &serde_json::to_string(&snapshot)?).await?)
}

/// Moves the order of a seat to another status and tells its owner.
pub(crate) async fn set_status(tx: &mut WriteTx, order: &str, status: OrderStatus) -> Answer<()> {
    let order = store::touch(tx, order, Some(&word(&status)?)).await?;
    facts::order(tx, &order).await
}

/// Pays the order of a seat at once, at `when`, without anybody seeing a page: for histories of the demo. The provider
/// has a real payment afterwards, which is charged, released and given back like any other.
pub(crate) async fn pay_at_once(app: &App, order: &str, method: &str, when: Instant) -> Answer<()> {
    let now = app.clock.now();
    let mut tx = app.db.begin().await?;
    let order = store::find(&mut tx, order).await?.ok_or_else(Refused::not_found)?;
    let mut payment = PaymentRow {
        id: new_id("p"),
        subject_kind: "order".to_owned(),
        subject_id: order.id.clone(),
        session: order.session.clone(),
        revision: 1,
        status: word(&PaymentStatus::ActionRequired)?,
        method: method.to_owned(),
        amount: order.total,
        currency: order.currency.clone(),
        captured: 0,
        refunded: 0,
        decline: None,
        provider_id: None,
        provider_revision: 0,
        action_url: None,
        expires_at: now.plus(HOLD),
        created_at: when,
    };
    payments::insert(&mut tx, &payment).await?;
    tx.commit().await?;
    let wish = CreatePayment {
        merchant_key: payment.id.clone(),
        merchant: "Harbour".to_owned(),
        reference: number(&order),
        amount: Money::new(order.total, Currency::iso(&order.currency).map_err(Refused::internal)?),
        capture_at_once: group_buys::takes_at_once(method),
        return_url: app.public_url.clone(),
        webhook_url: app.buying.webhook_url().to_owned(),
        expires_at: payment.expires_at,
        locale: order.locale,
    };
    let sandbox = app.buying.sandbox();
    let created = sandbox.create(wish).await?;
    let mut tx = app.db.begin().await?;
    payment.provider_id = Some(created.id.clone());
    payment.provider_revision = created.revision;
    payments::update(&mut tx, &payment).await?;
    tx.commit().await?;
    let news = sandbox.approve(&created.id).await?;
    let mut tx = app.db.begin().await?;
    settle::take_in(&mut tx, when, &news, &app.public_url).await?;
    tx.commit().await?;
    Ok(())
}

fn line(wish: &SeatOrder<'_>) -> CartLine {
    let group = wish.group;
    let variant = group.variants.iter().find(|variant| variant.id == wish.variant);
    let no_picture = || Picture { alt: String::new(), width: 1, height: 1, tone: None, sources: Vec::new() };
    CartLine {
        variant: wish.variant.into(),
        product: group.product.as_str().into(),
        title: text(&group.titles, wish.locale),
        options: variant.map(|variant| text(&variant.options, wish.locale)).unwrap_or_default(),
        selections: Vec::new(),
        picture: group.pictures.first().map_or_else(no_picture, |stored| picture(stored, wish.locale)),
        quantity: wish.price.quantity,
        quantities: QuantityRule { min: 1, max: Some(group.per_person), increment: 1 },
        stock: Stock { level: StockLevel::InStock, available: None },
        unit_price: Some(wish.price.unit),
        total: Some(wish.price.goods),
        state: CartLineState::Buyable,
    }
}

/// It is sent when the group is locked.
fn sent_afterwards(wish: &SeatOrder<'_>) -> DeliveryOption {
    let name = match wish.locale {
        "zh-Hant" => "成團後寄出",
        "zh-Hans" => "成团后寄出",
        _ => "Sent when the group has closed",
    };
    let address = wish.address;
    DeliveryOption {
        id: "group".into(),
        name: name.to_owned(),
        price: wish.price.shipping,
        promise: Way::Standard.promise(wish.group.ends_at, &address.country, address.region.as_deref()),
        valid_until: wish.until,
    }
}
