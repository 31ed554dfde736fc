//! What staff do at a venue's door: which doors are theirs, what redeeming a voucher would do, and redeeming it.
//!
//! **Invariants**: a voucher lets in once. A nonce gets the answer it got first, and whoever comes second is told who
//! was first and when (O2O-17, O2O-18).

use super::{booking_views, facts, mine, moving, signing::Signer, times, views};
use crate::{
    buying::{Command, Member, in_one_transaction},
    catalog::text,
    ids::new_id,
    problem::{Answer, Body, Refused},
    scope::Scoped,
    state::App,
    store::{
        WriteTx,
        accounts::{self, AccountRow},
        bookings::{self, BookingRow},
        services::{self, VenueRow},
        vouchers::{self, NewRedemption, VoucherRow},
        words::word,
    },
};
use axum::{
    Json,
    extract::State,
    response::{IntoResponse, Response},
};
use fivefold_api::{
    endpoints::{Endpoint, ListMyVenues, PostRedemption, PostRedemptionPreview},
    model::{
        BookingStatus, Guest, PreviewRedemption, Problem, ProblemKind, Redeem, RedeemedBy, Redemption,
        RedemptionResult, Role, VenueCard, VoucherStatus,
    },
    rules::{ShownVoucher, read_code, redemption},
    vocabulary::{Currency, Instant, Money, Page},
};
use sqlx::SqliteConnection;

/// The venues at whose doors one may redeem.
#[utoipa::path(
    get,
    path = <ListMyVenues as Endpoint>::PATH,
    tag = "redemptions",
    params(Scoped),
    responses(
        (status = 200, body = Page<VenueCard>),
        (status = 401, content_type = "application/problem+json", body = Problem),
        (status = 403, content_type = "application/problem+json", body = Problem),
    ),
    security(("session" = []), ("cookie" = []))
)]
pub(super) async fn list_my_venues(
    State(app): State<App>,
    Member(member): Member,
    scope: Scoped,
) -> Answer<impl IntoResponse> {
    let mut reader = app.db.snapshot().await?;
    let account = staff(&mut reader, &member.session).await?;
    let doors = services::doors(&mut reader, &account.id).await?;
    let items: Vec<VenueCard> = doors.iter().map(|venue| views::venue_card(venue, scope.locale)).collect();
    let total = u64::try_from(items.len()).unwrap_or_default();
    Ok(([mine::PRIVATE], Json(Page { items, next: None, total: Some(total) })))
}

/// What redeeming would do. Changes nothing.
#[utoipa::path(
    post,
    path = <PostRedemptionPreview as Endpoint>::PATH,
    tag = "redemptions",
    request_body = PreviewRedemption,
    params(Scoped),
    responses(
        (status = 200, body = Redemption),
        (status = 400, content_type = "application/problem+json", body = Problem),
        (status = 401, content_type = "application/problem+json", body = Problem),
        (status = 403, content_type = "application/problem+json", body = Problem),
    ),
    security(("session" = []), ("cookie" = []))
)]
pub(super) async fn post_redemption_preview(
    State(app): State<App>,
    Member(member): Member,
    scope: Scoped,
    Body(wish): Body<PreviewRedemption>,
) -> Answer<impl IntoResponse> {
    let mut reader = app.db.snapshot().await?;
    let account = staff(&mut reader, &member.session).await?;
    let venue = door(&mut reader, &account, wish.venue.as_str()).await?;
    let signer = Signer::find(&mut reader).await?;
    let shown = Shown::read(&mut reader, signer.as_ref(), &wish.code).await?;
    let decided = decide(shown.as_ref(), &venue, app.clock.now());
    Ok(([mine::PRIVATE], Json(answer(&mut reader, decided, shown.as_ref(), scope.locale).await?)))
}

/// Redeems a voucher. The key of the command is the nonce: sent again, it gets the same answer.
///
/// Whatever comes of it is answered with 200 and says so in `result`; everything but `ok` leaves the voucher as it is.
#[utoipa::path(
    post,
    path = <PostRedemption as Endpoint>::PATH,
    tag = "redemptions",
    request_body = Redeem,
    params(("Idempotency-Key" = String, Header, description = "The redemption's nonce"), Scoped),
    responses(
        (status = 200, body = Redemption),
        (status = 400, content_type = "application/problem+json", body = Problem),
        (status = 401, content_type = "application/problem+json", body = Problem),
        (status = 403, content_type = "application/problem+json", body = Problem),
        (status = 422, content_type = "application/problem+json", body = Problem),
    ),
    security(("session" = []), ("cookie" = []))
)]
pub(super) async fn post_redemption(
    State(app): State<App>,
    scope: Scoped,
    command: Command,
) -> Answer<Response> {
    let wish: Redeem = command.read()?;
    in_one_transaction(app, command, move |app, command, tx| {
        Box::pin(async move { redeem(tx, command, &wish, scope.locale, app.clock.now()).await })
    })
    .await
}

async fn redeem(
    tx: &mut WriteTx,
    command: &Command,
    wish: &Redeem,
    locale: &str,
    now: Instant,
) -> Answer<Redemption> {
    let account = staff(tx, &command.session).await?;
    let venue = door(tx, &account, wish.venue.as_str()).await?;
    // Keys are an account's own; a nonce is the only one of its kind in all of them.
    let nonce = format!("{}/{}", account.id, command.key());
    let signer = Signer::find(tx).await?;
    let mut shown = Shown::read(tx, signer.as_ref(), &wish.code).await?;
    let mut result = decide(shown.as_ref(), &venue, now);
    // The command itself is forgotten after a day; what it did is not.
    let redeemed = vouchers::redeemed_with(tx, &nonce).await?;
    let is_ours = redeemed.is_some() && redeemed.as_ref() == shown.as_ref().map(|shown| &shown.voucher.code);
    if redeemed.is_some() && !is_ours {
        return Err(Refused::new(ProblemKind::KeyReused));
    }
    if result == RedemptionResult::AlreadyRedeemed && is_ours {
        result = RedemptionResult::Ok;
    } else {
        let attempt = NewRedemption {
            id: &new_id("rd"),
            venue: &venue.id,
            account: &account.id,
            booking: shown.as_ref().map(|shown| shown.booking.id.as_str()),
            result,
            at: now,
        };
        vouchers::note(tx, &attempt).await?;
        if let Some(shown) = shown.as_mut().filter(|_| result == RedemptionResult::Ok) {
            let_in(tx, shown, &account, &nonce, now).await?;
        }
    }
    answer(tx, result, shown.as_ref(), locale).await
}

/// Uses the voucher up: its booking has been fulfilled.
async fn let_in(
    tx: &mut WriteTx,
    shown: &mut Shown,
    account: &AccountRow,
    nonce: &str,
    now: Instant,
) -> Answer<()> {
    if !vouchers::redeem(tx, &shown.voucher.code, &account.id, nonce, now).await? {
        return Err(Refused::internal("a voucher that is good lets nobody in"));
    }
    let booking = &mut shown.booking;
    moving::drop_other_time(tx, booking, "released").await?;
    booking.ended_at = Some(now);
    bookings::update(tx, booking, Some(BookingStatus::Fulfilled)).await?;
    facts::booking(tx, booking, now).await?;
    shown.voucher = vouchers::find(tx, &shown.voucher.code)
        .await?
        .ok_or_else(|| Refused::internal("a voucher is gone"))?;
    Ok(())
}

/// A voucher that is shown, and its booking.
struct Shown {
    voucher: VoucherRow,
    booking: BookingRow,
    paid: i64,
}

impl Shown {
    /// The voucher of what was scanned or typed. What has our signature is believed, and so is a code that somebody
    /// reads out; anything else is nobody's voucher.
    async fn read(
        connection: &mut SqliteConnection,
        signer: Option<&Signer>,
        text: &str,
    ) -> Answer<Option<Self>> {
        let pass = signer.and_then(|signer| signer.read(text));
        let Some(code) = pass.map(|pass| pass.code).or_else(|| read_code(text)) else { return Ok(None) };
        let Some(voucher) = vouchers::find(connection, &code).await? else { return Ok(None) };
        let booking = bookings::find(connection, &voucher.booking).await?;
        let booking = booking.ok_or_else(|| Refused::internal("a voucher has no booking"))?;
        let paid = booking_views::paid(&bookings::money_of(connection, &booking.id).await?);
        Ok(Some(Self { voucher, booking, paid }))
    }
}

fn decide(shown: Option<&Shown>, venue: &VenueRow, now: Instant) -> RedemptionResult {
    let voucher = shown.map(|shown| ShownVoucher {
        status: shown.booking.status,
        is_here: shown.booking.venue == venue.id,
        // Who was given a part back as a favour has paid all the same.
        is_paid: shown.paid > 0 || shown.booking.due_now == 0,
        is_current: shown.voucher.status != VoucherStatus::Void,
        valid_from: shown.voucher.valid_from,
        valid_until: shown.voucher.valid_until,
    });
    redemption(voucher.as_ref(), now)
}

/// What staff are told. At another venue's door nothing of the guest, and of a code that is none nothing at all.
async fn answer(
    connection: &mut SqliteConnection,
    result: RedemptionResult,
    shown: Option<&Shown>,
    locale: &str,
) -> Answer<Redemption> {
    use RedemptionResult as R;
    let bare =
        Redemption { result, guest: None, redeemed: None, valid_from: None, valid_until: None, venue: None };
    let Some(shown) = shown.filter(|_| result != R::Unknown) else { return Ok(bare) };
    if result == R::WrongBranch {
        let right = services::venue(connection, &shown.booking.venue).await?;
        return Ok(Redemption { venue: right.map(|venue| venue.name), ..bare });
    }
    Ok(Redemption {
        guest: Some(guest(connection, shown, locale).await?),
        redeemed: redeemed(connection, &shown.booking).await?,
        valid_from: (result == R::TooEarly).then_some(shown.voucher.valid_from),
        valid_until: (result == R::Expired).then_some(shown.voucher.valid_until),
        ..bare
    })
}

async fn guest(connection: &mut SqliteConnection, shown: &Shown, locale: &str) -> Answer<Guest> {
    let gone = || Refused::internal("what was booked is gone");
    let booking = &shown.booking;
    let service = services::find(connection, &booking.service).await?.ok_or_else(gone)?;
    let venue = services::venue(connection, &booking.venue).await?.ok_or_else(gone)?;
    let staff = match &booking.staff {
        Some(id) => services::staff(connection, id).await?,
        None => None,
    };
    let currency = Currency::iso(&booking.currency).map_err(Refused::internal)?;
    Ok(Guest {
        booking: booking.id.as_str().into(),
        number: booking_views::number(booking),
        name: booking.name.clone().unwrap_or_default(),
        service: text(&service.titles, locale),
        time: times::slot(&times::zone(&venue.zone)?, booking.starts_at, service.minutes),
        staff: staff.map(|staff| staff.name),
        party: booking.party,
        paid: Money::new(shown.paid, currency),
        due_at_venue: booking.terms.due_at_venue,
        note: booking.note.clone(),
    })
}

/// Who has used the voucher of a booking, and when. A code from before a move tells of the one that was used.
async fn redeemed(connection: &mut SqliteConnection, booking: &BookingRow) -> Answer<Option<RedeemedBy>> {
    let voucher = vouchers::of_booking(connection, &booking.id).await?;
    let Some((at, account)) = voucher.and_then(|voucher| voucher.redeemed_at.zip(voucher.redeemed_by)) else {
        return Ok(None);
    };
    let account = accounts::find(connection, &account).await?;
    Ok(account.map(|account| RedeemedBy { by: account.name, at }))
}

/// Who asks, if they are staff of some venue.
async fn staff(connection: &mut SqliteConnection, session: &str) -> Answer<AccountRow> {
    let account = accounts::of_session(connection, session)
        .await?
        .ok_or_else(|| Refused::new(ProblemKind::SignInNeeded))?;
    let roles = accounts::roles(connection, &account.id).await?;
    if !roles.contains(&word(&Role::VenueStaff)?) {
        return Err(Refused::new(ProblemKind::Forbidden));
    }
    Ok(account)
}

/// The venue at whose door somebody stands, if it is theirs.
async fn door(connection: &mut SqliteConnection, account: &AccountRow, venue: &str) -> Answer<VenueRow> {
    let doors = services::doors(connection, &account.id).await?;
    doors.into_iter().find(|door| door.id == venue).ok_or_else(|| Refused::new(ProblemKind::Forbidden))
}
