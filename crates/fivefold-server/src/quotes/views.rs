//! Quotes and their versions, as their two sides see them.

use super::{attachments as files, rates, viewers::Viewer};
use crate::{
    problem::{Answer, Refused},
    state::App,
    store::{
        attachments::{self, AttachmentRow},
        companies, events, quote_messages, quote_orders, quote_versions,
        quotes::{self, QuoteRow},
    },
};
use fivefold_api::{
    model::{
        Attachment, CompanyAddress, Quote, QuoteCard, QuoteCompany, QuoteStatus, QuoteVersion, TopicPoint,
        VersionState,
    },
    rules::{QuoteStanding, quote_actions, quote_at, quote_turn},
    vocabulary::{Currency, Instant, MediaId, QuoteLineId, Version},
};
use sqlx::SqliteConnection;
use std::collections::HashMap;

/// The state of a quote: what a command says it has seen.
pub(super) fn version_tag(row: &QuoteRow) -> Version {
    Version(row.revision.to_string())
}

/// The topic of a quote.
pub(super) fn topic(id: &str) -> String {
    format!("quote/{id}")
}

/// Where a quote stands at an instant, whether that was written down already or not.
pub(super) fn standing(row: &QuoteRow, now: Instant) -> QuoteStanding {
    quote_at(row.standing(), now)
}

/// Whether an offer's time is over and nobody has written it down yet.
fn has_run_out(row: &QuoteRow, now: Instant) -> bool {
    row.status != standing(row, now).status
}

/// A quote as somebody sees it who may. With a currency that is not its own it says what that is worth.
pub(super) async fn quote(
    connection: &mut SqliteConnection,
    app: &App,
    row: &QuoteRow,
    viewer: &Viewer,
    shown: Option<Currency>,
) -> Answer<Quote> {
    let now = app.clock.now();
    let standing = standing(row, now);
    let run_out = row.offer.filter(|_| has_run_out(row, now));
    let mut versions = quote_versions::all(connection, &row.id, row.currency).await?;
    for summary in versions.iter_mut().filter(|summary| Some(summary.number) == run_out) {
        summary.state = VersionState::Expired;
    }
    let previous = match &row.previous {
        Some(id) => quotes::link(connection, id).await?,
        None => None,
    };
    let topic = topic(&row.id);
    let seq = events::newest(connection, &topic).await?;
    let mut allowed_actions = quote_actions(standing, viewer.party, now);
    if !viewer.may_act {
        allowed_actions.clear();
    }
    Ok(Quote {
        id: row.id.as_str().into(),
        number: quotes::number(row.serial),
        version: version_tag(row),
        viewer: viewer.party,
        status: standing.status,
        turn: quote_turn(standing.status),
        currency: row.currency,
        company: company(row),
        supplier: row.supplier.clone(),
        requested_at: row.requested_at,
        address: address(connection, row).await?,
        current: version(connection, row, row.current, now).await?.ok_or_else(|| gone(row))?,
        offer: row.offer,
        valid_until: row.valid_until,
        versions,
        question: row.question.clone(),
        accepted_at: row.accepted_at,
        ended_at: if run_out.is_some() { row.valid_until } else { row.ended_at },
        end_reason: row.end_reason.clone(),
        order: quote_orders::order_of(connection, &row.id).await?.map(Into::into),
        previous,
        next: quotes::next_of(connection, &row.id).await?,
        conversion: shown.and_then(|shown| rates::conversion(row.currency, shown)),
        unread: quote_messages::unread(connection, &row.id, &viewer.account.id, viewer.party).await?,
        allowed_actions,
        live: TopicPoint { topic, seq, epoch: app.db.epoch().to_owned() },
    })
}

/// Where a quote would go, if its request says so.
pub(super) async fn address(
    connection: &mut SqliteConnection,
    row: &QuoteRow,
) -> Answer<Option<CompanyAddress>> {
    let Some(id) = &row.address else { return Ok(None) };
    let known = companies::addresses(connection, &row.company).await?;
    Ok(known.into_iter().find(|known| known.id.as_str() == id))
}

fn gone(row: &QuoteRow) -> Refused {
    Refused::internal(format_args!("{} has no version {}", row.id, row.current))
}

/// One version of a quote with its lines and their files.
pub(super) async fn version(
    connection: &mut SqliteConnection,
    row: &QuoteRow,
    number: u32,
    now: Instant,
) -> Answer<Option<QuoteVersion>> {
    let Some(mut version) = quote_versions::find(connection, &row.id, number).await? else {
        return Ok(None);
    };
    if row.offer == Some(number) && has_run_out(row, now) {
        version.state = VersionState::Expired;
    }
    let mut of_lines = line_files(connection, row).await?;
    for line in &mut version.lines {
        line.attachments = of_lines.remove(&line.id).unwrap_or_default();
    }
    Ok(Some(version))
}

async fn line_files(
    connection: &mut SqliteConnection,
    row: &QuoteRow,
) -> Answer<HashMap<QuoteLineId, Vec<Attachment>>> {
    let mut of_lines: HashMap<QuoteLineId, Vec<Attachment>> = HashMap::new();
    let placed: Vec<(QuoteLineId, MediaId)> = quote_versions::files(connection, &row.id).await?;
    if placed.is_empty() {
        return Ok(of_lines);
    }
    let known = attachments::of_quote(connection, &row.id).await?;
    let known: HashMap<&str, &AttachmentRow> = known.iter().map(|file| (file.id.as_str(), file)).collect();
    for (line, file) in placed {
        if let Some(found) = known.get(file.as_str()) {
            of_lines.entry(line).or_default().push(files::view(found));
        }
    }
    Ok(of_lines)
}

/// A quote in a list, without what differs by person.
pub(super) fn card(row: &QuoteRow, now: Instant) -> QuoteCard {
    let status = standing(row, now).status;
    QuoteCard {
        id: row.id.as_str().into(),
        number: quotes::number(row.serial),
        title: row.title.clone(),
        lines: row.lines,
        status,
        turn: quote_turn(status),
        current: row.current,
        total: row.total.map(|minor| row.money(minor)),
        company: company(row),
        supplier: row.supplier.clone(),
        valid_until: row.valid_until,
        reply_due: row
            .question
            .as_ref()
            .filter(|_| status == QuoteStatus::NeedsInfo)
            .map(|question| question.reply_due),
        changed_at: row.changed_at,
        unread: 0,
    }
}

fn company(row: &QuoteRow) -> QuoteCompany {
    QuoteCompany {
        id: row.company.as_str().into(),
        name: row.company_name.clone(),
        person: row.person.clone(),
    }
}
