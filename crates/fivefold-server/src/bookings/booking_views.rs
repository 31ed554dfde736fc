//! A booking as its owner sees it, and as those do who have its link.

use super::{calendar, change, times, views};
use crate::{
    catalog::{picture, text},
    problem::{Answer, Refused},
    store::{
        bookings::{self, BookingMoneyRow, BookingRow},
        holds::{self, HoldRow},
        services,
        vouchers::{self, VoucherRow},
        words::read,
    },
};
use fivefold_api::{
    model::{Booking, BookingAction, BookingStatus, Hold, MoneyStep, MoneyStepKind, Voucher},
    rules::booking_actions,
    vocabulary::{Currency, Instant, Money, PaymentMethodId, Version, ZonedSlot},
};
use sqlx::SqliteConnection;

/// Who looks at a booking.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Viewer {
    /// The session that made it.
    Owner,
    /// Somebody with its link.
    Link,
}

/// A booking as its owner sees it, in the language it was made in.
pub(super) async fn own(
    connection: &mut SqliteConnection,
    row: &BookingRow,
    now: Instant,
) -> Answer<Booking> {
    booking(connection, row, Viewer::Owner, &row.locale, now).await
}

/// A booking as a viewer may see it.
pub(super) async fn booking(
    connection: &mut SqliteConnection,
    row: &BookingRow,
    viewer: Viewer,
    locale: &str,
    now: Instant,
) -> Answer<Booking> {
    let gone = || Refused::internal("what was booked is gone");
    let service = services::find(connection, &row.service).await?.ok_or_else(gone)?;
    let venue = services::venue(connection, &row.venue).await?.ok_or_else(gone)?;
    let zone = times::zone(&venue.zone)?;
    let staff = match &row.staff {
        Some(id) => services::staff(connection, id).await?,
        None => None,
    };
    let hold = held(connection, row).await?;
    let money = bookings::money_of(connection, &row.id).await?;
    let voucher = vouchers::of_booking(connection, &row.id).await?;
    let currency = Currency::iso(&row.currency).map_err(Refused::internal)?;
    let mut allowed_actions = booking_actions(row.status, row.starts_at, row.terms.ends_at, now);
    if viewer == Viewer::Link {
        allowed_actions.retain(|action| *action == BookingAction::Show);
    }
    let is_private = viewer == Viewer::Owner;
    let change = change::view(connection, row, &service, &zone, locale).await?.filter(|_| is_private);
    let minutes = i64::try_from(row.starts_at.until(row.ends_at).as_secs() / 60).unwrap_or_default();
    Ok(Booking {
        id: row.id.as_str().into(),
        number: number(row),
        token: is_private.then(|| row.token.clone()),
        version: version(row),
        status: row.status,
        service: service.id.as_str().into(),
        title: text(&service.titles, &row.locale),
        picture: service.pictures.first().map(|stored| picture(stored, locale)),
        venue: views::venue(&venue, locale),
        time: times::slot(&zone, row.starts_at, minutes),
        staff: staff.map(|staff| views::staff(&staff, locale)),
        party: row.party,
        name: row.name.clone(),
        contact: row.contact.clone().filter(|_| is_private),
        note: row.note.clone(),
        terms: row.terms.clone(),
        paid: Money::new(paid(&money), currency),
        order: row.order.as_deref().filter(|_| is_private).map(Into::into),
        hold: hold.as_ref().map(seen_hold).transpose()?,
        in_grace: row.in_grace && row.status == BookingStatus::Held,
        money: money.iter().map(|step| money_step(step, currency)).collect(),
        voucher: voucher.map(seen_voucher),
        change,
        calendar: calendar::path(row),
        ended_at: row.ended_at,
        allowed_actions,
    })
}

/// What person and venue call a booking.
pub(super) fn number(row: &BookingRow) -> String {
    format!("B-{}", row.serial)
}

/// The state of a booking.
pub(super) fn version(row: &BookingRow) -> Version {
    Version(row.revision.to_string())
}

/// What was paid and not given back.
pub(super) fn paid(money: &[BookingMoneyRow]) -> i64 {
    let amount = |row: &BookingMoneyRow| match row.kind {
        MoneyStepKind::Captured => row.amount,
        MoneyStepKind::Refunded | MoneyStepKind::DifferenceRefunded => -row.amount,
        _ => 0,
    };
    money.iter().filter(|row| row.is_done).map(amount).sum()
}

/// The claim on the time of a booking while it is held: its own, or else its order's.
pub(super) async fn held(connection: &mut SqliteConnection, row: &BookingRow) -> Answer<Option<HoldRow>> {
    if row.status != BookingStatus::Held {
        return Ok(None);
    }
    let (kind, id) = subject(row);
    let held = holds::of_subject(connection, kind, id).await?;
    Ok(held.into_iter().rfind(|hold| hold.state == "active"))
}

/// For what a time is held: the booking, and its order once there is one.
pub(super) fn subject(row: &BookingRow) -> (&'static str, &str) {
    row.order.as_deref().map_or(("booking", row.id.as_str()), |order| ("order", order))
}

/// A hold as its owner sees it.
pub(super) fn seen_hold(hold: &HoldRow) -> Answer<Hold> {
    Ok(Hold { id: hold.id.as_str().into(), state: read(&hold.state)?, expires_at: hold.expires_at })
}

/// A time at a venue as its clocks show it, for texts: `2026-12-01 18:30 CET`.
pub(super) fn in_words(zone: &jiff::tz::TimeZone, time: &ZonedSlot) -> String {
    let date = times::date_of(zone, time.start).to_iso();
    let wall = views::wall_time(times::wall_minutes(zone, time.start));
    format!("{date} {wall} {}", time.abbreviation)
}

fn money_step(row: &BookingMoneyRow, currency: Currency) -> MoneyStep {
    MoneyStep {
        kind: row.kind,
        amount: Money::new(row.amount, currency),
        method: PaymentMethodId(row.method.clone()),
        at: row.at,
        is_done: row.is_done,
        expected_by: row.expected_by,
    }
}

fn seen_voucher(row: VoucherRow) -> Voucher {
    Voucher {
        code: row.code.into(),
        payload: row.payload,
        status: row.status,
        valid_from: row.valid_from,
        valid_until: row.valid_until,
        redeemed_at: row.redeemed_at,
    }
}
