//! Ordering what was won: `GET` and `POST /v1/auctions/{id}/order`. The order is paid like any other; what is
//! kept for it are the lots, until the payment is due.

use super::{
    commitments::{Command, in_one_transaction},
    delivery::Way,
    facts,
    orders::{self, Snapshot, Viewer},
    session::Member,
    tax::{TaxClass, rate, tax_by_rate},
    tidy,
};
use crate::{
    auctions::{cost, lot_line},
    ids::{new_id, new_secret},
    problem::{Answer, Path, Refused},
    scope::Scoped,
    state::App,
    store::{
        WriteTx, accounts, addresses,
        auctions::{self, AuctionRow},
        bidding::{self, SettlementRow},
        holds::{self, LOT, NewHold},
        orders::{self as store, OrderRow},
        words::word,
    },
};
use axum::{
    Json,
    extract::State,
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use fivefold_api::{
    endpoints::{Endpoint, GetLotCheckout, PostLotOrder},
    model::{
        Address, Contact, DeliveryOption, FieldProblemCode, LotCheckout, Order, OrderLot, OrderStatus,
        Problem, ProblemKind, SettlementStatus, TaxLine, TotalChange, Totals,
    },
    rules::{check_address, check_contact},
    vocabulary::{Currency, Instant, Money},
};
use sqlx::SqliteConnection;

/// Lots of one seller that one person has won and not ordered, the asked one first.
struct Won {
    lots: Vec<(AuctionRow, SettlementRow)>,
}

impl Won {
    /// Reads the lot and those that may be paid with it.
    async fn read(connection: &mut SqliteConnection, account: &str, id: &str) -> Answer<Self> {
        let mut won = Self { lots: Vec::new() };
        won.add(connection, account, id).await?;
        let (first, _) = &won.lots[0];
        let (seller, currency) = (first.seller.clone(), first.currency.clone());
        for other in bidding::unordered(connection, account, &seller, &currency).await? {
            if other != id {
                won.add(connection, account, &other).await?;
            }
        }
        Ok(won)
    }

    async fn add(&mut self, connection: &mut SqliteConnection, account: &str, id: &str) -> Answer<()> {
        let lot = auctions::find(connection, id).await?.ok_or_else(Refused::not_found)?;
        let settlement = bidding::settlement_of(connection, id)
            .await?
            .filter(|settlement| settlement.account == account)
            .ok_or_else(Refused::not_found)?;
        let open = settlement.status == word(&SettlementStatus::AwaitingPayment)?;
        if !open || settlement.order.is_some() {
            let mut refused = Refused::new(ProblemKind::NotPayable);
            refused.problem_mut().order = settlement.order.as_deref().map(Into::into);
            return Err(refused);
        }
        self.lots.push((lot, settlement));
        Ok(())
    }

    /// Keeps the asked lot and those that are wished with it.
    fn only(&mut self, wished: &[fivefold_api::vocabulary::AuctionId]) -> Answer<()> {
        let known = |id: &str| self.lots.iter().any(|(lot, _)| lot.id == id);
        if let Some(place) = wished.iter().position(|id| !known(id.as_str())) {
            return Err(Refused::field(format!("together_with.{place}"), FieldProblemCode::NotAllowed));
        }
        let first = self.lots[0].0.id.clone();
        self.lots.retain(|(lot, _)| lot.id == first || wished.iter().any(|id| id.as_str() == lot.id));
        Ok(())
    }

    fn due(&self) -> Option<Instant> {
        self.lots.iter().map(|(_, settlement)| settlement.due).min()
    }

    /// What the first `count` of them cost. Amounts of lots include tax: the shop's premium has some, and so
    /// have price and shipping when the seller is a trader. A private seller's have none.
    fn totals(&self, count: usize, scope: &Scoped, address: Option<&Address>) -> Answer<Totals> {
        let overflow = || Refused::internal("a total does not fit");
        let currency = Currency::iso(&self.lots[0].0.currency).map_err(Refused::internal)?;
        let (mut subtotal, mut delivery) = (Money::zero(currency), Money::zero(currency));
        let mut taxed = Vec::new();
        for (lot, _) in self.lots.iter().take(count) {
            let cost = cost(lot)?;
            subtotal = subtotal.plus(cost.bid).and_then(|sum| sum.plus(cost.premium)).ok_or_else(overflow)?;
            delivery = delivery.plus(cost.shipping).ok_or_else(overflow)?;
            // Where prices are shown without tax, lots have none that could be named.
            if let Some(address) = address.filter(|_| scope.market.tax_included) {
                let rate = rate(&address.country, address.region.as_deref(), TaxClass::Standard);
                taxed.push((cost.premium.minor, rate));
                if lot.trader {
                    taxed.extend([(cost.bid.minor, rate), (cost.shipping.minor, rate)]);
                }
            }
        }
        let taxes = tax_by_rate(&taxed, true, currency).ok_or_else(overflow)?;
        Ok(Totals {
            subtotal,
            delivery: Some(delivery),
            taxes: taxes
                .into_iter()
                .map(|(rate, tax)| TaxLine { rate, amount: Money::new(tax, currency) })
                .collect(),
            tax_included: true,
            total: subtotal.plus(delivery).ok_or_else(overflow)?,
        })
    }
}

/// What an order of a won lot would be, with the other lots of its seller that can be paid with it.
#[utoipa::path(
    get,
    path = <GetLotCheckout as Endpoint>::PATH,
    tag = "auctions",
    params(
        ("id" = String, Path, description = "The lot"),
        Scoped,
    ),
    responses(
        (status = 200, body = LotCheckout),
        (status = 401, content_type = "application/problem+json", body = Problem),
        (status = 403, content_type = "application/problem+json", body = Problem),
        (status = 404, content_type = "application/problem+json", body = Problem),
        (status = 409, content_type = "application/problem+json", body = Problem),
    ),
    security(("session" = []), ("cookie" = []))
)]
pub(super) async fn get_lot_checkout(
    State(app): State<App>,
    Member(member): Member,
    scope: Scoped,
    Path(id): Path<String>,
) -> Answer<impl IntoResponse> {
    let mut reader = app.db.snapshot().await?;
    let won = Won::read(&mut reader, &member.account, &id).await?;
    let account = accounts::find(&mut reader, &member.account)
        .await?
        .ok_or_else(|| Refused::new(ProblemKind::SignedOut))?;
    let saved = addresses::of_account(&mut reader, &member.account).await?;
    drop(reader);
    let address: Option<Address> = saved
        .iter()
        .find(|address| address.is_default)
        .map(|preferred| serde_json::from_str(&preferred.address))
        .transpose()?;
    let checkout = LotCheckout {
        lots: won.lots.iter().map(|(lot, _)| lot_line(lot, scope.locale)).collect::<Answer<_>>()?,
        seller: won.lots[0].0.seller_name.clone(),
        due: won.due().ok_or_else(Refused::not_found)?,
        contact: Some(Contact { email: account.email, phone: None }),
        totals: won.totals(1, &scope, address.as_ref())?,
        totals_together: won.totals(won.lots.len(), &scope, address.as_ref())?,
        address,
    };
    Ok(([(header::CACHE_CONTROL, HeaderValue::from_static("private, no-store"))], Json(checkout)))
}

/// Orders a won lot, and others of its seller with it. `POST /v1/payments` pays the order.
///
/// Refused with `not_payable` when it was ordered already (`order` names that order) or not in time, and with
/// `price_changed`.
#[utoipa::path(
    post,
    path = <PostLotOrder as Endpoint>::PATH,
    tag = "auctions",
    request_body = OrderLot,
    params(
        ("id" = String, Path, description = "The lot"),
        ("Idempotency-Key" = String, Header, description = "The commitment's key"),
        Scoped,
    ),
    responses(
        (status = 200, body = Order),
        (status = 400, content_type = "application/problem+json", body = Problem),
        (status = 401, content_type = "application/problem+json", body = Problem),
        (status = 403, content_type = "application/problem+json", body = Problem),
        (status = 404, content_type = "application/problem+json", body = Problem),
        (status = 409, content_type = "application/problem+json", body = Problem),
        (status = 422, content_type = "application/problem+json", body = Problem),
    ),
    security(("session" = []), ("cookie" = []))
)]
pub(super) async fn post_lot_order(
    State(app): State<App>,
    Path(id): Path<String>,
    scope: Scoped,
    command: Command,
) -> Answer<Response> {
    let mut wish: OrderLot = command.read()?;
    wish.address = tidy(wish.address);
    wish.contact.email = wish.contact.email.trim().to_owned();
    let countries: Vec<String> = scope.market.countries.iter().map(|country| (*country).to_owned()).collect();
    let mut problems = check_contact(&wish.contact);
    problems.extend(check_address(&wish.address, &countries));
    if !problems.is_empty() {
        let mut refused = Refused::new(ProblemKind::InvalidFields);
        refused.problem_mut().fields = problems;
        return Err(refused);
    }
    in_one_transaction(app, command, move |app, command, tx| {
        Box::pin(async move { place(app, tx, &command.session, &scope, &id, &wish).await })
    })
    .await
}

async fn place(
    app: &App,
    tx: &mut WriteTx,
    session: &str,
    scope: &Scoped,
    id: &str,
    wish: &OrderLot,
) -> Answer<Order> {
    let now = app.clock.now();
    let account =
        accounts::of_session(tx, session).await?.ok_or_else(|| Refused::new(ProblemKind::SignInNeeded))?;
    let mut won = Won::read(tx, &account.id, id).await?;
    won.only(&wish.together_with)?;
    let due = won.due().filter(|due| *due > now).ok_or_else(|| Refused::new(ProblemKind::NotPayable))?;
    let totals = won.totals(won.lots.len(), scope, Some(&wish.address))?;
    if totals.total != wish.expected_total {
        let mut refused = Refused::new(ProblemKind::PriceChanged);
        refused.problem_mut().totals = Some(TotalChange { was: wish.expected_total, now: totals.total });
        return Err(refused);
    }

    // Everything is decided; from here on it is written.
    let total = totals.total;
    let snapshot = Snapshot {
        lines: Vec::new(),
        group_buy: None,
        booking: None,
        quote: None,
        lots: won.lots.iter().map(|(lot, _)| lot_line(lot, scope.locale)).collect::<Answer<_>>()?,
        delivery: sent_by_seller(scope, &wish.address, totals.delivery.unwrap_or(total), now, due),
        totals,
        contact: wish.contact.clone(),
        address: wish.address.clone(),
    };
    let row = OrderRow {
        id: new_id("o"),
        serial: store::next_serial(tx).await?,
        session: session.to_owned(),
        token: new_secret(),
        revision: 1,
        status: word(&OrderStatus::PendingPayment)?,
        placed_at: now,
        checkout_version: String::new(),
        total: total.minor,
        currency: total.currency.code().to_owned(),
        locale: scope.locale.to_owned(),
        snapshot: serde_json::to_string(&snapshot)?,
        kind: "lots".to_owned(),
    };
    store::insert(tx, &row, &[]).await?;
    let awaiting = word(&SettlementStatus::AwaitingPayment)?;
    for (lot, _) in &won.lots {
        hold(tx, &row, &lot.id, due).await?;
        bidding::set_settlement(tx, &lot.id, &awaiting, Some(&row.id)).await?;
    }
    facts::order(tx, &row).await?;
    orders::view(tx, &row, Viewer::Owner(session)).await
}

/// Keeps a lot for an order.
pub(super) async fn hold(tx: &mut WriteTx, order: &OrderRow, lot: &str, until: Instant) -> Answer<()> {
    let hold = NewHold {
        id: &new_id("h"),
        subject_kind: "order",
        subject_id: &order.id,
        owner: &order.session,
        resource_kind: LOT,
        resource_id: lot,
        quantity: 1,
        expires_at: until,
    };
    holds::insert(tx, &hold).await?;
    Ok(())
}

/// When the lots of an order are to be paid.
pub(super) async fn due(tx: &mut WriteTx, order: &str) -> Answer<Option<Instant>> {
    let settlements = bidding::settlements_of_order(tx, order).await?;
    Ok(settlements.iter().map(|settlement| settlement.due).min())
}

fn sent_by_seller(
    scope: &Scoped,
    address: &Address,
    price: Money,
    now: Instant,
    due: Instant,
) -> DeliveryOption {
    let name = match scope.locale {
        "zh-Hant" => "由賣家寄出",
        "zh-Hans" => "由卖家寄出",
        _ => "Sent by the seller",
    };
    DeliveryOption {
        id: "seller".into(),
        name: name.to_owned(),
        price,
        promise: Way::Standard.promise(now, &address.country, address.region.as_deref()),
        valid_until: due,
    }
}
