//! The mails to whoever has booked, with the link that opens the booking without signing in (O2O-12). Each is sent once.

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

/// What a mail is about.
#[derive(Debug, Clone, Copy)]
pub(super) enum Subject {
    /// It is booked.
    Confirmed,
    /// It is at another time.
    Moved,
    /// It was called off.
    Cancelled,
    /// It was paid when the time was no longer the person's.
    Lost,
}

/// Puts a mail about a booking in the outbox. `site` is where the app is.
pub(super) async fn send(
    tx: &mut WriteTx,
    site: &str,
    now: Instant,
    subject: Subject,
    row: &BookingRow,
) -> Answer<()> {
    let language = match row.locale.as_str() {
        "zh-Hant" => 1,
        "zh-Hans" => 2,
        _ => 0,
    };
    let lets_in = [
        "This link opens your booking and what lets you in, without signing in.",
        "憑此連結即可查看預約與入場憑證，無須登入。",
        "凭此链接即可查看预约与入场凭证，无须登录。",
    ];
    let (subjects, ends) = match subject {
        Subject::Confirmed => (["Booked", "預約成功", "预约成功"], lets_in),
        Subject::Moved => (["Moved to another time", "預約已改期", "预约已改期"], lets_in),
        Subject::Cancelled => (
            ["Called off", "預約已取消", "预约已取消"],
            [
                "What goes back by the terms goes back by itself.",
                "依條款應退的款項將自動退還。",
                "依条款应退的款项将自动退还。",
            ],
        ),
        Subject::Lost => (
            ["Not booked", "預約未成立", "预约未成立"],
            [
                "Your payment came when the time was no longer held for you. All of it goes back by itself.",
                "付款完成時，該時段已不再為您保留。款項將全額自動退還。",
                "付款完成时，该时段已不再为您保留。款项将全额自动退还。",
            ],
        ),
    };
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
        subject: format!("{}: {title}", subjects[language]),
        body: format!(
            "{title} ({})\n{when}\n{}, {address}, {city}\n\n{link}\n\n{}\n",
            booking_views::number(row),
            venue.name,
            ends[language]
        ),
        link,
    };
    Ok(mails::send(tx, &mail, now).await?)
}
