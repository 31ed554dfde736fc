//! `GET` and `PUT /v1/checkout`: contact, address, dated delivery, tax, totals.

use super::{
    basket::{Basket, Holder},
    delivery::{OFFER, Way},
    session::Guest,
    tax::{TaxClass, rate, tax_by_rate, taxes_delivery},
    versions::{self, seen_version},
};
use crate::{
    problem::{Answer, Body, Refused},
    scope::Scoped,
    state::App,
    store::{
        accounts, addresses,
        checkouts::{self, CheckoutRow, ChosenDelivery},
    },
};
use axum::{
    extract::State,
    http::{HeaderMap, StatusCode},
    response::Response,
};
use fivefold_api::{
    endpoints::{Endpoint, GetCheckout, PutCheckout},
    model::{
        Address, Checkout, CheckoutStep, Contact, DeliveryOption, DeliveryPromise, FieldProblemCode, Problem,
        ProblemKind, TaxLine, Totals, UpdateCheckout,
    },
    rules::{AddressField, address_format, check_address, check_contact},
    vocabulary::{Instant, Money, Version},
};
use serde::Serialize;
use sha2::{Digest as _, Sha256};
use sqlx::SqliteConnection;

/// A checkout, computed from cart, catalogue and what was entered.
#[derive(Debug)]
pub(super) struct Computed {
    pub(super) basket: Basket,
    pub(super) checkout: Checkout,
    /// The chosen way of delivery, while its offer stands.
    pub(super) delivery: Option<DeliveryOption>,
    /// A way of delivery was chosen, but its offer has run out.
    pub(super) delivery_expired: bool,
    pub(super) stored: CheckoutRow,
}

/// The checkout of the session's cart.
#[utoipa::path(
    get,
    path = <GetCheckout as Endpoint>::PATH,
    tag = "checkout",
    params(Scoped),
    responses(
        (status = 200, body = Checkout),
        (status = 401, content_type = "application/problem+json", body = Problem),
    ),
    security(("session" = []))
)]
pub(super) async fn get_checkout(State(app): State<App>, guest: Guest, scope: Scoped) -> Answer<Response> {
    let mut reader = app.db.snapshot().await?;
    let computed = Computed::read(&mut reader, &guest.session, &scope, app.clock.now()).await?;
    versions::tagged(&computed.checkout.version, &computed.checkout)
}

/// Sets contact, address or delivery. What is absent stays.
///
/// `If-Match` is needed. Another country or region asks for the delivery again.
#[utoipa::path(
    put,
    path = <PutCheckout as Endpoint>::PATH,
    tag = "checkout",
    request_body = UpdateCheckout,
    params(
        ("If-Match" = String, Header, description = "The checkout's version that was seen"),
        Scoped,
    ),
    responses(
        (status = 200, body = Checkout),
        (status = 401, content_type = "application/problem+json", body = Problem),
        (status = 412, content_type = "application/problem+json", body = Problem),
        (status = 422, content_type = "application/problem+json", body = Problem),
        (status = 428, content_type = "application/problem+json", body = Problem),
    ),
    security(("session" = []))
)]
pub(super) async fn put_checkout(
    State(app): State<App>,
    guest: Guest,
    scope: Scoped,
    headers: HeaderMap,
    Body(update): Body<UpdateCheckout>,
) -> Answer<Response> {
    let seen = seen_version(&headers)?.ok_or_else(|| {
        Refused::bad_request("If-Match is needed: the version that was seen")
            .status(StatusCode::PRECONDITION_REQUIRED)
    })?;
    let update = trimmed(update);
    let countries: Vec<String> = scope.market.countries.iter().map(|country| (*country).to_owned()).collect();
    let mut problems = update.contact.as_ref().map(check_contact).unwrap_or_default();
    problems.extend(update.address.iter().flat_map(|address| check_address(address, &countries)));
    if !problems.is_empty() {
        let mut refused = Refused::new(ProblemKind::InvalidFields);
        refused.problem_mut().fields = problems;
        return Err(refused);
    }
    let now = app.clock.now();
    let mut tx = app.db.begin().await?;
    let before = Computed::read(&mut tx, &guest.session, &scope, now).await?;
    if seen != before.checkout.version {
        return Err(Refused::new(ProblemKind::VersionConflict));
    }
    let mut stored = before.stored;
    if let Some(contact) = update.contact {
        stored.contact = Some(contact);
    }
    if let Some(address) = update.address {
        let goes_elsewhere = stored
            .address
            .as_ref()
            .is_none_or(|old| (&old.country, &old.region) != (&address.country, &address.region));
        if goes_elsewhere {
            stored.delivery = None;
        }
        stored.address = Some(address);
    }
    if let Some(id) = update.delivery {
        let wrong = |code| Refused::field("delivery", code);
        let way = Way::read(id.as_str()).ok_or_else(|| wrong(FieldProblemCode::NotAllowed))?;
        let address = stored
            .address
            .as_ref()
            .filter(|address| check_address(address, &countries).is_empty())
            .ok_or_else(|| wrong(FieldProblemCode::NotAllowed).detail("an address comes first"))?;
        let promise = way.promise(now, &address.country, address.region.as_deref());
        stored.delivery = Some(ChosenDelivery {
            id: way.id().to_owned(),
            earliest: promise.earliest,
            latest: promise.latest,
            until: now.plus(OFFER),
        });
    }
    checkouts::put(&mut tx, &before.basket.cart.id, &stored).await?;
    let after = Computed::read(&mut tx, &guest.session, &scope, now).await?;
    tx.commit().await?;
    versions::tagged(&after.checkout.version, &after.checkout)
}

impl Computed {
    /// Computes the checkout of a session's cart in a scope at a time.
    pub(super) async fn read(
        connection: &mut SqliteConnection,
        session: &str,
        scope: &Scoped,
        now: Instant,
    ) -> Answer<Self> {
        let holder = Holder::find(connection, session).await?;
        let basket = Basket::read(connection, &holder, scope).await?;
        let mut stored = checkouts::of_cart(connection, &basket.cart.id).await?;
        if stored.contact.is_none() && stored.address.is_none() {
            begin_with_account(connection, session, &mut stored).await?;
        }
        let countries: Vec<String> =
            scope.market.countries.iter().map(|country| (*country).to_owned()).collect();
        // An address of another market stays in the form, but nothing can be sent there from here.
        let destination =
            stored.address.as_ref().filter(|address| check_address(address, &countries).is_empty());
        let chosen = stored.delivery.as_ref().filter(|_| destination.is_some());
        let delivery_expired = chosen.is_some_and(|chosen| chosen.until <= now);
        let chosen = chosen.filter(|chosen| chosen.until > now);
        let delivery_options =
            destination.map_or_else(Vec::new, |address| offers(scope, address, chosen, now));
        let delivery = chosen.and_then(|chosen| {
            delivery_options.iter().find(|option| option.id.as_str() == chosen.id).cloned()
        });
        let totals = totals(&basket, scope, destination, delivery.as_ref())?;
        let mut missing = Vec::new();
        let buyable = basket.buyable().count();
        if buyable == 0 || buyable < basket.lines.len() {
            missing.push(CheckoutStep::Cart);
        }
        if stored.contact.is_none() {
            missing.push(CheckoutStep::Contact);
        }
        if destination.is_none() {
            missing.push(CheckoutStep::Address);
        }
        if delivery.is_none() {
            missing.push(CheckoutStep::Delivery);
        }
        let mut checkout = Checkout {
            version: Version(String::new()),
            lines: basket.lines.iter().map(|priced| priced.line.clone()).collect(),
            contact: stored.contact.clone(),
            address: stored.address.clone(),
            delivery: delivery.as_ref().map(|option| option.id.clone()),
            delivery_options,
            totals,
            missing,
        };
        checkout.version = version(&checkout, delivery.as_ref(), scope)?;
        Ok(Self { basket, checkout, delivery, delivery_expired, stored })
    }
}

/// The ways of delivery to an address. A chosen one keeps the promise that was given.
fn offers(
    scope: &Scoped,
    address: &Address,
    chosen: Option<&ChosenDelivery>,
    now: Instant,
) -> Vec<DeliveryOption> {
    let offer = |way: Way| {
        let price = Money::new(way.price(scope.currency.code())?, scope.currency);
        let mut promise = way.promise(now, &address.country, address.region.as_deref());
        let mut valid_until = now.plus(OFFER);
        if let Some(chosen) = chosen.filter(|chosen| chosen.id == way.id()) {
            promise = DeliveryPromise {
                earliest: chosen.earliest.clone(),
                latest: chosen.latest.clone(),
                zone: promise.zone,
            };
            valid_until = chosen.until;
        }
        Some(DeliveryOption {
            id: way.id().into(),
            name: way.name(scope.locale).to_owned(),
            price,
            promise,
            valid_until,
        })
    };
    Way::ALL.into_iter().filter_map(offer).collect()
}

/// What it costs in all. Tax is rounded per line and then summed (X-MONEY).
fn totals(
    basket: &Basket,
    scope: &Scoped,
    destination: Option<&Address>,
    delivery: Option<&DeliveryOption>,
) -> Answer<Totals> {
    let overflow = || Refused::internal("a total does not fit");
    let subtotal = basket.subtotal(scope)?;
    let included = scope.market.tax_included;
    let mut taxed = Vec::new();
    if let Some(address) = destination {
        let region = address.region.as_deref();
        for priced in basket.buyable() {
            if let Some(total) = priced.line.total {
                taxed.push((total.minor, rate(&address.country, region, priced.tax_class())));
            }
        }
        if let Some(delivery) = delivery.filter(|_| taxes_delivery(&address.country)) {
            taxed.push((delivery.price.minor, rate(&address.country, region, TaxClass::Standard)));
        }
    }
    let taxes = tax_by_rate(&taxed, included, scope.currency).ok_or_else(overflow)?;
    let mut total = subtotal;
    if let Some(delivery) = delivery {
        total = total.plus(delivery.price).ok_or_else(overflow)?;
    }
    if !included {
        for (_, tax) in &taxes {
            total = total.plus(Money::new(*tax, scope.currency)).ok_or_else(overflow)?;
        }
    }
    Ok(Totals {
        subtotal,
        delivery: delivery.map(|delivery| delivery.price),
        taxes: taxes
            .into_iter()
            .map(|(rate, tax)| TaxLine { rate, amount: Money::new(tax, scope.currency) })
            .collect(),
        tax_included: included,
        total,
    })
}

/// A tag of everything the buyer agrees to. The language is not part of it, nor is the time until
/// which offers stand.
fn version(checkout: &Checkout, delivery: Option<&DeliveryOption>, scope: &Scoped) -> Answer<Version> {
    #[derive(Serialize)]
    struct Agreed<'a> {
        market: &'a str,
        lines: Vec<(&'a str, i64, Option<Money>, fivefold_api::model::CartLineState)>,
        contact: Option<&'a Contact>,
        address: Option<&'a Address>,
        delivery: Option<(&'a str, Money, &'a DeliveryPromise)>,
        totals: &'a Totals,
    }
    let agreed = Agreed {
        market: scope.market.id,
        lines: checkout
            .lines
            .iter()
            .map(|line| (line.variant.as_str(), line.quantity, line.unit_price, line.state))
            .collect(),
        contact: checkout.contact.as_ref(),
        address: checkout.address.as_ref(),
        delivery: delivery.map(|option| (option.id.as_str(), option.price, &option.promise)),
        totals: &checkout.totals,
    };
    let digest = Sha256::digest(serde_json::to_vec(&agreed)?);
    Ok(Version(crate::sandbox::hex(&digest[..12])))
}

/// A checkout in which nothing was entered begins with what the account has saved.
async fn begin_with_account(
    connection: &mut SqliteConnection,
    session: &str,
    stored: &mut CheckoutRow,
) -> Answer<()> {
    let Some(account) = accounts::of_session(connection, session).await? else { return Ok(()) };
    let saved = addresses::of_account(connection, &account.id).await?;
    if let Some(preferred) = saved.iter().find(|address| address.is_default) {
        stored.address = Some(serde_json::from_str(&preferred.address)?);
    }
    stored.contact = Some(Contact { email: account.email, phone: None });
    Ok(())
}

/// An address without blanks around its parts and without parts that its country does not have: those
/// are not checked, so they are not kept.
pub(crate) fn tidy(address: Address) -> Address {
    let text = |text: String| text.trim().to_owned();
    let part = |part: Option<String>| part.map(text).filter(|part| !part.is_empty());
    let country = text(address.country);
    let asks = |field| address_format(&country).fields.contains(&field);
    Address {
        name: text(address.name),
        line1: text(address.line1),
        line2: part(address.line2).filter(|_| asks(AddressField::Line2)),
        city: text(address.city),
        region: part(address.region).filter(|_| asks(AddressField::Region)),
        postcode: part(address.postcode).filter(|_| asks(AddressField::Postcode)),
        country,
    }
}

/// What was typed, without the spaces around it; an empty part is no part.
fn trimmed(update: UpdateCheckout) -> UpdateCheckout {
    let text = |text: String| text.trim().to_owned();
    let part = |part: Option<String>| part.map(text).filter(|part| !part.is_empty());
    UpdateCheckout {
        contact: update
            .contact
            .map(|contact| Contact { email: text(contact.email), phone: part(contact.phone) }),
        address: update.address.map(tidy),
        delivery: update.delivery,
    }
}
