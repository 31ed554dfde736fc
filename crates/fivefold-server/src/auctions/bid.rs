//! `POST /v1/auctions/{id}/bids`: one bid after the other, each one transaction.

use super::{facts, terms::MOST, views};
use crate::{
    arrival::Arrival,
    buying::{Command, in_one_transaction},
    problem::{Answer, Path, Refused},
    state::App,
    store::{
        WriteTx, accounts,
        auctions::{self, AuctionRow},
        bidding::{self, BidRow, BidderRow},
    },
};
use axum::{extract::State, response::Response};
use fivefold_api::{
    endpoints::{Endpoint, PostBid},
    model::{
        AuctionPhase, BidPosition, BidProblem, FieldProblemCode, PlaceBid, PlacedBid, Problem, ProblemKind,
    },
    rules::{BidRefusal, BidTerms, Standing, bid_position, extended_end, place_bid, reserve_state},
    vocabulary::{Instant, Money},
};

/// Bids, or raises one's own maximum.
///
/// The backend bids no more than it has to, up to `maximum`. When the price has moved since `seen`, a bid that
/// suffices all the same is taken. Refused with `bid_too_low`, `maximum_not_raised`, `auction_not_started`,
/// `auction_ended`, `auction_not_open`, `seller_cannot_bid`, `bidder_blocked`, or `sign_in_needed` for guests.
#[utoipa::path(
    post,
    path = <PostBid as Endpoint>::PATH,
    tag = "auctions",
    request_body = PlaceBid,
    params(
        ("id" = String, Path, description = "The lot"),
        ("Idempotency-Key" = String, Header, description = "The commitment's key"),
    ),
    responses(
        (status = 200, body = PlacedBid),
        (status = 400, content_type = "application/problem+json", body = Problem),
        (status = 401, content_type = "application/problem+json", body = Problem),
        (status = 403, content_type = "application/problem+json", body = Problem),
        (status = 404, content_type = "application/problem+json", body = Problem),
        (status = 409, content_type = "application/problem+json", body = Problem),
        (status = 422, content_type = "application/problem+json", body = Problem),
    ),
    security(("session" = []), ("cookie" = []))
)]
pub(super) async fn post_bid(
    Arrival(arrived): Arrival,
    State(app): State<App>,
    Path(id): Path<String>,
    command: Command,
) -> Answer<Response> {
    let wish: PlaceBid = command.read()?;
    in_one_transaction(app, command, move |_, command, tx| {
        Box::pin(async move { place(tx, &command.session, &id, &wish, arrived).await })
    })
    .await
}

async fn place(
    tx: &mut WriteTx,
    session: &str,
    id: &str,
    wish: &PlaceBid,
    arrived: Instant,
) -> Answer<PlacedBid> {
    let account =
        accounts::of_session(tx, session).await?.ok_or_else(|| Refused::new(ProblemKind::SignInNeeded))?;
    let mut lot = auctions::find(tx, id).await?.ok_or_else(Refused::not_found)?;
    let currency = views::currency(&lot)?;
    if wish.maximum.currency != currency {
        return Err(Refused::field("maximum.currency", FieldProblemCode::NotAllowed));
    }
    if !(1..=MOST).contains(&wish.maximum.minor) {
        return Err(Refused::field("maximum", FieldProblemCode::OutOfRange));
    }
    let moved = wish.seen != views::version(&lot);
    let taken = take(tx, &account.id, &mut lot, wish.maximum.minor, arrived).await?;
    Ok(PlacedBid {
        auction: lot.id.as_str().into(),
        bidder: views::bidder(taken.number),
        position: taken.position,
        maximum: Money::new(wish.maximum.minor, currency),
        moved,
        extended: taken.extended,
        state: views::state(&lot)?,
    })
}

/// What came of a bid that was taken.
#[derive(Debug)]
pub(super) struct Taken {
    number: i64,
    position: BidPosition,
    extended: bool,
}

/// Decides an account's bid that came at `at`, writes what comes of it and tells everybody.
pub(super) async fn take(
    tx: &mut WriteTx,
    account: &str,
    lot: &mut AuctionRow,
    maximum: i64,
    at: Instant,
) -> Answer<Taken> {
    check(tx, account, lot, at).await?;
    let leader = match lot.leader {
        Some(number) => bidding::bidder_of_number(tx, &lot.id, number).await?,
        None => None,
    };
    let mine = bidding::bidder_of_account(tx, &lot.id, account).await?;
    let number = mine.as_ref().map_or(lot.bidder_count + 1, |mine| mine.number);
    let terms = BidTerms { opening: lot.opening, reserve: lot.reserve, increments: &lot.increments };
    let standing = standing(lot, leader.as_ref());
    let short = |number: i64| u32::try_from(number).map_err(Refused::internal);
    let outcome =
        place_bid(&terms, standing, short(number)?, maximum).map_err(|refusal| refused(lot, refusal))?;

    // Everything is decided; from here on it is written.
    // Times follow the numbers, however requests overtook each other on their way here.
    let last = bidding::bids_before(tx, &lot.id, i64::MAX, 1).await?;
    let at = last.first().map_or(at, |last| last.at.max(at));
    bidding::set_maximum(tx, &lot.id, number, account, maximum, at).await?;
    lot.bidder_count = lot.bidder_count.max(number);
    lot.leader = Some(i64::from(outcome.standing.leader));
    let currency = views::currency(lot)?;
    let mut news = Vec::with_capacity(outcome.shown.len());
    for shown in &outcome.shown {
        lot.bid_count += 1;
        bidding::show(tx, &lot.id, lot.bid_count, shown, at).await?;
        let row = BidRow {
            seq: lot.bid_count,
            bidder: i64::from(shown.bidder),
            amount: shown.amount,
            at,
            automatic: shown.automatic,
        };
        news.push(views::bid(&row, currency));
    }
    let mut extended = false;
    if !news.is_empty() {
        lot.price = Some(outcome.standing.price);
        "live".clone_into(&mut lot.status);
        let end = extended_end(lot.extension, lot.ends_at, lot.latest_end, at);
        extended = end > lot.ends_at;
        lot.extensions += i64::from(extended);
        lot.ends_at = end;
        auctions::update(tx, lot).await?;
        facts::bids(tx, lot, news).await?;
    }
    if let Some(displaced) = outcome.displaced
        && let Some(displaced) = leader.filter(|leader| leader.number == i64::from(displaced))
    {
        facts::bidder(tx, lot, &displaced, "outbid", BidPosition::Outbid).await?;
    }
    let leads = lot.leader == Some(number);
    let position = bid_position(AuctionPhase::Live, reserve_state(lot.reserve, lot.price), true, leads);
    if let Some(mine) = bidding::bidder_of_account(tx, &lot.id, account).await? {
        facts::bidder(tx, lot, &mine, "bid", position).await?;
    }
    Ok(Taken { number, position, extended })
}

/// Whether the lot takes a bid of this account at this time. The timer that ends it may be late.
async fn check(tx: &mut WriteTx, account: &str, lot: &AuctionRow, at: Instant) -> Answer<()> {
    if lot.seller == account {
        return Err(Refused::new(ProblemKind::SellerCannotBid));
    }
    if bidding::is_blocked(tx, account).await? {
        return Err(Refused::new(ProblemKind::BidderBlocked));
    }
    match views::phase(&lot.status) {
        AuctionPhase::Scheduled if at < lot.starts_at => {
            let mut refused = Refused::new(ProblemKind::AuctionNotStarted);
            refused
                .problem_mut()
                .set_bid(&BidProblem { starts_at: Some(lot.starts_at), ..BidProblem::default() });
            Err(refused)
        }
        AuctionPhase::Scheduled | AuctionPhase::Live if at < lot.ends_at => Ok(()),
        AuctionPhase::Scheduled | AuctionPhase::Live | AuctionPhase::Ended { .. } => {
            Err(Refused::new(ProblemKind::AuctionEnded))
        }
        _ => Err(Refused::new(ProblemKind::AuctionNotOpen)),
    }
}

fn standing(lot: &AuctionRow, leader: Option<&BidderRow>) -> Option<Standing> {
    let leader = leader?;
    Some(Standing { price: lot.price?, leader: u32::try_from(leader.number).ok()?, maximum: leader.maximum })
}

fn refused(lot: &AuctionRow, refusal: BidRefusal) -> Refused {
    let money = |minor| views::currency(lot).ok().map(|currency| Money::new(minor, currency));
    let (kind, minimum, maximum) = match refusal {
        BidRefusal::TooLow { minimum } => (ProblemKind::BidTooLow, money(minimum), None),
        BidRefusal::NotRaised { maximum } => (ProblemKind::MaximumNotRaised, None, money(maximum)),
    };
    let mut refused = Refused::new(kind);
    let version = Some(views::version(lot));
    refused.problem_mut().set_bid(&BidProblem { minimum, maximum, starts_at: None, version });
    refused
}
