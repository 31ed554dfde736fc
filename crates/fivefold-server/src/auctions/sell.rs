//! `POST /v1/auctions`: somebody offers a lot.

use super::{
    categories, facts,
    terms::{EXTENSION, LONGEST_EXTENSION, MOST, PAYMENT_HOURS, PREMIUM, increments},
    views,
};
use crate::{
    buying::{Command, in_one_transaction},
    ids::new_id,
    markets::CURRENCIES,
    media,
    problem::{Answer, Refused},
    scope::Scoped,
    state::App,
    store::{
        WriteTx, accounts,
        auctions::{self, NewAuction},
        words::word,
    },
};
use axum::{extract::State, response::Response};
use fivefold_api::{
    endpoints::{Endpoint, PostAuction},
    model::{Auction, FieldProblem, FieldProblemCode, LotCondition, Problem, ProblemKind, SellLot},
    vocabulary::{Instant, Money},
};
use serde_json::json;
use std::time::Duration;

/// No lot is offered further ahead.
const FURTHEST_START: Duration = Duration::from_hours(30 * 24);

/// Offers a lot. Whoever is signed in may.
#[utoipa::path(
    post,
    path = <PostAuction as Endpoint>::PATH,
    tag = "auctions",
    request_body = SellLot,
    params(
        ("Idempotency-Key" = String, Header, description = "The commitment's key"),
        ("locale" = Option<String>, Query, description = "The language the texts are in"),
    ),
    responses(
        (status = 200, body = Auction),
        (status = 400, content_type = "application/problem+json", body = Problem),
        (status = 401, content_type = "application/problem+json", body = Problem),
        (status = 403, content_type = "application/problem+json", body = Problem),
        (status = 422, content_type = "application/problem+json", body = Problem),
    ),
    security(("session" = []), ("cookie" = []))
)]
pub(super) async fn post_auction(
    State(app): State<App>,
    scope: Scoped,
    command: Command,
) -> Answer<Response> {
    let lot: SellLot = command.read()?;
    let problems = check(&lot, app.clock.now());
    if !problems.is_empty() {
        let mut refused = Refused::new(ProblemKind::InvalidFields);
        refused.problem_mut().fields = problems;
        return Err(refused);
    }
    let mut pictures = Vec::new();
    for (place, id) in lot.pictures.iter().enumerate() {
        let picture = media::uploaded(&app, id.as_str())
            .await?
            .ok_or_else(|| Refused::field(format!("pictures.{place}"), FieldProblemCode::NotAllowed))?;
        pictures.push(json!({
            "alts": { scope.locale: lot.title.trim() }, "width": picture.width, "height": picture.height,
            "tone": null, "sources": picture.sources,
        }));
    }
    let pictures = serde_json::to_string(&pictures)?;
    in_one_transaction(app, command, move |app, command, tx| {
        Box::pin(async move { offer(app, tx, &command.session, &scope, &lot, pictures).await })
    })
    .await
}

async fn offer(
    app: &App,
    tx: &mut WriteTx,
    session: &str,
    scope: &Scoped,
    lot: &SellLot,
    pictures: String,
) -> Answer<Auction> {
    let seller =
        accounts::of_session(tx, session).await?.ok_or_else(|| Refused::new(ProblemKind::SignInNeeded))?;
    let now = app.clock.now();
    let starts_at = lot.starts_at.map_or(now, |wished| wished.max(now));
    let ends_at = starts_at.plus(Duration::from_secs(u64::from(lot.duration_minutes) * 60));
    let title = lot.title.trim();
    let paragraphs: Vec<&str> =
        lot.description.split("\n\n").map(str::trim).filter(|text| !text.is_empty()).collect();
    let defects: Vec<&str> = lot.defects.iter().map(|text| text.trim()).collect();
    let new = NewAuction {
        id: new_id("l"),
        seller: seller.id,
        trader: lot.trader,
        category: lot.category.0.clone(),
        titles: json!({ scope.locale: title }).to_string(),
        descriptions: json!({ scope.locale: paragraphs }).to_string(),
        defects: json!({ scope.locale: defects }).to_string(),
        condition: word(&lot.condition)?,
        pictures,
        search: title.to_lowercase(),
        currency: lot.opening.currency.code().to_owned(),
        opening: lot.opening.minor,
        reserve: lot.reserve.map(|reserve| reserve.minor),
        increments: serde_json::to_string(&increments(lot.opening.currency))?,
        shipping: lot.shipping.minor,
        premium: PREMIUM,
        extension: EXTENSION,
        payment_hours: PAYMENT_HOURS,
        created_at: now,
        starts_at,
        ends_at,
        latest_end: ends_at.plus(LONGEST_EXTENSION),
        demo: None,
        status: if starts_at > now { "scheduled" } else { "live" },
    };
    auctions::insert(tx, &new).await?;
    let row = auctions::find(tx, &new.id).await?.ok_or_else(|| Refused::internal("a new lot is missing"))?;
    facts::offered(tx, &row).await?;
    let live = views::point(tx, app.db.epoch(), &facts::topic(&row.id)).await?;
    views::page(&row, scope.locale, live)
}

/// What is wrong with an offer.
fn check(lot: &SellLot, now: Instant) -> Vec<FieldProblem> {
    use FieldProblemCode as Code;
    let mut problems = Vec::new();
    let mut report = |field: &str, code| problems.push(FieldProblem { field: field.to_owned(), code });
    let mut length = |field: &str, text: &str, least: usize, most: usize| match text.trim().chars().count() {
        0 => report(field, Code::Required),
        count if count < least => report(field, Code::TooShort),
        count if count > most => report(field, Code::TooLong),
        _ => {}
    };
    length("title", &lot.title, 5, 120);
    length("description", &lot.description, 20, 5_000);
    for (place, defect) in lot.defects.iter().enumerate() {
        length(&format!("defects.{place}"), defect, 1, 300);
    }
    if lot.defects.len() > 10 {
        report("defects", Code::OutOfRange);
    }
    if lot.title.chars().any(char::is_control) {
        report("title", Code::Format);
    }
    if lot.condition == LotCondition::Unknown {
        report("condition", Code::NotAllowed);
    }
    if !categories::exists(lot.category.as_str()) {
        report("category", Code::NotAllowed);
    }
    match lot.pictures.len() {
        0 => report("pictures", Code::Required),
        1..=12 => {}
        _ => report("pictures", Code::OutOfRange),
    }
    let currency = lot.opening.currency;
    if !CURRENCIES.contains(&currency.code()) {
        report("opening.currency", Code::NotAllowed);
    }
    let mut amount = |field: &str, amount: Money, least: i64| {
        if amount.currency != currency {
            report(field, Code::NotAllowed);
        } else if !(least..=MOST).contains(&amount.minor) {
            report(field, Code::OutOfRange);
        }
    };
    amount("opening", lot.opening, 1);
    amount("shipping", lot.shipping, 0);
    if let Some(reserve) = lot.reserve {
        amount("reserve", reserve, lot.opening.minor.max(1));
    }
    if lot.starts_at.is_some_and(|start| start > now.plus(FURTHEST_START)) {
        report("starts_at", Code::OutOfRange);
    }
    if !(5..=14 * 24 * 60).contains(&lot.duration_minutes) {
        report("duration_minutes", Code::OutOfRange);
    }
    problems
}
