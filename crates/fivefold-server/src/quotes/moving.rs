//! Moves of a quote: each is decided by [`fivefold_api::rules::move_quote`] in the transaction that writes it.
//!
//! **Invariants**: the server's clock decides, at the moment when the move has its turn on the one writer. A refusal by
//! the state of a quote says how it stands. What was seen is compared after that: a quote that takes no such move at
//! all says so, whatever was seen of it (RFC 9110, section 13.2.1).

use super::{
    facts,
    viewers::{self, Viewer},
    views,
};
use crate::{
    buying::versions::needed_version,
    problem::{Answer, Refused},
    state::App,
    store::{
        WriteTx, quote_versions,
        quotes::{self, QuoteRow},
    },
};
use axum::http::HeaderMap;
use fivefold_api::{
    model::{
        FieldProblemCode, ProblemKind, Quote, QuoteParty, QuoteProblem, QuoteStatus, QuoteTurn, QuoteVersion,
        VersionKind, VersionState,
    },
    rules::{MESSAGE_MAX, QuoteMove, QuoteRefusal, QuoteStanding, move_quote, quote_turn},
    vocabulary::{Instant, Version},
};
use sqlx::SqliteConnection;

/// A command on a quote, as it arrived.
#[derive(Debug)]
pub(super) struct Asked {
    id: String,
    party: QuoteParty,
    /// What was seen; none when any will do.
    seen: Option<Version>,
}

impl Asked {
    /// A command of one side on a quote.
    ///
    /// # Errors
    /// When it does not say what it has seen.
    pub(super) fn read(id: String, party: QuoteParty, headers: &HeaderMap) -> Answer<Self> {
        Ok(Self { id, party, seen: needed_version(headers)? })
    }
}

/// A move that was decided, to be written.
pub(super) struct Decided {
    pub(super) row: QuoteRow,
    pub(super) viewer: Viewer,
    pub(super) next: QuoteStanding,
    pub(super) now: Instant,
}

/// Decides about a move of somebody.
///
/// # Errors
/// When they may not see the quote or not act on it, when it takes no such move as it stands, or when it is not what
/// they have seen.
pub(super) async fn decide(
    connection: &mut SqliteConnection,
    app: &App,
    asked: &Asked,
    session: &str,
    wanted: QuoteMove,
) -> Answer<Decided> {
    let now = app.clock.now();
    let (row, viewer) = viewers::find_as(connection, &asked.id, session, asked.party).await?;
    let next = match move_quote(row.standing(), viewer.party, wanted, now) {
        Ok(next) => next,
        Err(refusal) => {
            // An offer that would be over before it is made is no offer; the quote itself may stand as it likes.
            if refusal == QuoteRefusal::Expired && views::standing(&row, now).status != QuoteStatus::Expired {
                return Err(Refused::field("valid_until", FieldProblemCode::OutOfRange));
            }
            return Err(refused(connection, app, &row, &viewer, kind(refusal)).await?);
        }
    };
    if asked.seen.as_ref().is_some_and(|seen| *seen != views::version_tag(&row)) {
        return Err(refused(connection, app, &row, &viewer, ProblemKind::VersionConflict).await?);
    }
    Ok(Decided { row, viewer, next, now })
}

const fn kind(refusal: QuoteRefusal) -> ProblemKind {
    match refusal {
        QuoteRefusal::Superseded { .. } => ProblemKind::QuoteSuperseded,
        QuoteRefusal::Expired => ProblemKind::QuoteExpired,
        QuoteRefusal::CounterOpen => ProblemKind::CounterOpen,
        QuoteRefusal::NotYourTurn => ProblemKind::NotYourTurn,
        QuoteRefusal::NotOpen => ProblemKind::QuoteNotOpen,
    }
}

/// A refusal that says how the quote stands.
pub(super) async fn refused(
    connection: &mut SqliteConnection,
    app: &App,
    row: &QuoteRow,
    viewer: &Viewer,
    kind: ProblemKind,
) -> Answer<Refused> {
    let quote = views::quote(connection, app, row, viewer, None).await?;
    let mut refused = Refused::new(kind);
    refused.problem_mut().set_quote(&QuoteProblem { quote: Some(quote), blockers: Vec::new() });
    Ok(refused)
}

impl Decided {
    /// The version that counts until now.
    pub(super) async fn current(&self, connection: &mut SqliteConnection) -> Answer<QuoteVersion> {
        self.version(connection, self.row.current).await
    }

    /// A version that there is.
    pub(super) async fn version(
        &self,
        connection: &mut SqliteConnection,
        number: u32,
    ) -> Answer<QuoteVersion> {
        let version = quote_versions::find(connection, &self.row.id, number).await?;
        version.ok_or_else(|| Refused::internal(format_args!("{} has no version {number}", self.row.id)))
    }

    /// Says what became of a version.
    pub(super) async fn settle(&self, tx: &mut WriteTx, number: u32, state: VersionState) -> Answer<()> {
        Ok(quote_versions::set_state(tx, &self.row.id, number, state).await?)
    }

    /// Adds a version that counts from now on, in place of the one that did.
    pub(super) async fn add(&mut self, tx: &mut WriteTx, version: &QuoteVersion) -> Answer<()> {
        self.settle(tx, self.row.current, VersionState::Superseded).await?;
        quote_versions::insert(tx, &self.row.id, &self.viewer.account.id, version).await?;
        self.counts(version);
        Ok(())
    }

    /// Notes which version counts from now on.
    pub(super) fn counts(&mut self, version: &QuoteVersion) {
        let row = &mut self.row;
        row.current = version.number;
        row.title = version.lines.first().map(|line| line.title.clone()).unwrap_or_default();
        row.lines = u32::try_from(version.lines.len()).unwrap_or(u32::MAX);
        row.total = version.totals.as_ref().map(|totals| totals.total.minor);
    }

    /// The beginning of the next version: numbers, author and what it answers.
    pub(super) fn next_version(&self, kind: VersionKind, answered: &QuoteVersion) -> QuoteVersion {
        QuoteVersion {
            number: self.next.newest,
            kind,
            by: self.viewer.party,
            author: self.viewer.account.name.clone(),
            at: self.now,
            state: VersionState::Standing,
            answers: Some(answered.number),
            reason: None,
            ..answered.clone()
        }
    }

    /// Writes the move, tells both sides, and gives the quote as whoever moved sees it then.
    pub(super) async fn write(mut self, tx: &mut WriteTx, app: &App) -> Answer<Quote> {
        let (next, now) = (self.next, self.now);
        self.row.newest = next.newest;
        self.row.offer = next.offer;
        self.row.valid_until = next.valid_until;
        if quote_turn(next.status) == QuoteTurn::Nobody {
            self.row.ended_at = Some(now);
        }
        quotes::update(tx, &mut self.row, next.status, now).await?;
        facts::quote(tx, &self.row, now).await?;
        views::quote(tx, app, &self.row, &self.viewer, None).await
    }
}

/// A text that may be there: trimmed, and none when it is empty.
///
/// # Errors
/// When it is too long.
pub(super) fn optional(field: &str, text: Option<&str>) -> Answer<Option<String>> {
    let text = text.map(str::trim).filter(|text| !text.is_empty());
    match text {
        Some(text) if text.chars().count() > MESSAGE_MAX => {
            Err(Refused::field(field, FieldProblemCode::TooLong))
        }
        text => Ok(text.map(str::to_owned)),
    }
}

/// A text that has to be there.
///
/// # Errors
/// When it is empty or too long.
pub(super) fn needed(field: &str, text: &str) -> Answer<String> {
    optional(field, Some(text))?.ok_or_else(|| Refused::field(field, FieldProblemCode::Required))
}
