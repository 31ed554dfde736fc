//! The mail to whoever has booked, with the link that opens the booking without signing in (O2O-12). It is sent once.

use super::{booking_views, times};
use crate::{
    catalog::text,
    problem::{Answer, Refused},
    store::{
        WriteTx,
        bookings::BookingRow,
        mails::{self, Mail},
        services,
    },
};
use fivefold_api::vocabulary::Instant;

/// Puts the confirmation of a booking in the outbox. `site` is where the app is.
pub(super) async fn confirmed(tx: &mut WriteTx, site: &str, now: Instant, row: &BookingRow) -> Answer<()> {
    let (subject, end) = match row.locale.as_str() {
        "zh-Hant" => ("預約成功", "憑此連結即可查看預約與入場憑證，無須登入。"),
        "zh-Hans" => ("预约成功", "凭此链接即可查看预约与入场凭证，无须登录。"),
        _ => ("Booked", "This link opens your booking and what lets you in, without signing in."),
    };
    send(tx, site, now, row, subject, end).await
}

async fn send(
    tx: &mut WriteTx,
    site: &str,
    now: Instant,
    row: &BookingRow,
    subject: &str,
    end: &str,
) -> Answer<()> {
    let gone = || Refused::internal("what was booked is gone");
    let Some(contact) = &row.contact else { return Ok(()) };
    let service = services::find(tx, &row.service).await?.ok_or_else(gone)?;
    let venue = services::venue(tx, &row.venue).await?.ok_or_else(gone)?;
    let zone = times::zone(&venue.zone)?;
    let title = text(&service.titles, &row.locale);
    let when = booking_views::in_words(&zone, &times::slot(&zone, row.starts_at, service.minutes));
    let address = venue.street.join(", ");
    let city = text(&venue.cities, &row.locale);
    let link = format!("{site}/bookings/{}?token={}", row.id, row.token);
    let mail = Mail {
        recipient: contact.email.clone(),
        subject: format!("{subject}: {title}"),
        body: format!(
            "{title} ({})\n{when}\n{}, {address}, {city}\n\n{link}\n\n{end}\n",
            booking_views::number(row),
            venue.name
        ),
        link,
    };
    Ok(mails::send(tx, &mail, now).await?)
}
