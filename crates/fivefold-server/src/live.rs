//! `GET /v1/events`: facts as server-sent events, gapless per topic.
//!
//! The table is the truth. What commits tell each other in memory only spares a stream from asking
//! the table: a stream that finds a hole in the numbers reads it from the table.

use crate::{
    account::SIGNED_OUT,
    auctions, buying, group_buys,
    problem::{Answer, Query, Refused},
    quotes::COMPANY_LEFT,
    state::App,
    store::events,
};
use axum::{
    extract::State,
    http::{HeaderMap, HeaderName, HeaderValue, header},
    response::{
        IntoResponse,
        sse::{Event, Sse},
    },
};
use fivefold_api::{
    endpoints::GetEvents,
    model::{Fact, FieldProblemCode, Heartbeat, Problem, TopicCursor},
};
use std::{convert::Infallible, sync::Arc, time::Duration};
use tokio::sync::{broadcast, mpsc, watch};
use utoipa_axum::{router::OpenApiRouter, routes};

/// How many topics one stream carries at most.
const MAX_TOPICS: usize = 32;
/// A stream is taken for dead after three of these.
const HEARTBEAT: Duration = Duration::from_secs(5);

/// Carries committed facts to the open streams of this process.
#[derive(Debug, Clone)]
pub struct Live(broadcast::Sender<Arc<Fact>>);

impl Default for Live {
    fn default() -> Self {
        Self(broadcast::Sender::new(1024))
    }
}

impl Live {
    /// Tells all streams. Only a commit calls this.
    pub(crate) fn send(&self, facts: Vec<Fact>) {
        for fact in facts {
            // An error means that nobody listens, which is fine.
            let _ = self.0.send(Arc::new(fact));
        }
    }
}

/// The live feed's routes.
pub(crate) fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(get_events))
}

/// One topic of a stream.
struct Followed {
    /// As the client calls it: `me`.
    name: String,
    /// As the table calls it.
    stored: String,
    /// The number and epoch of the last fact the client has seen.
    seen: Option<(u64, String)>,
    /// The number of the last fact that was sent, or that needs no sending.
    sent: u64,
}

/// Server-sent events of the asked topics.
///
/// A topic is `name`, or `name@seq@epoch` to resume. Each topic begins with an event `cursor`, then
/// come its events `fact`; every five seconds there is a `heartbeat`, and a `cursor` of each topic again, so that a
/// fact that was lost on the way is noticed. The topics `me`, `order/{id}`,
/// `payment/{id}` and `quote/{id}` need the session's token.
#[utoipa::path(
    get,
    path = GetEvents::PATH,
    tag = "live",
    params(("topic" = Vec<String>, Query, description = "`product/{slug}`, `auctions`, `auction/{id}`, `group-buys`, `group-buy/{id}`, `service/{id}`, `me`, `order/{id}`, `payment/{id}`, `quote/{id}`; at most 32")),
    responses(
        (status = 200, content_type = "text/event-stream", body = Fact),
        (status = 403, content_type = "application/problem+json", body = Problem),
        (status = 422, content_type = "application/problem+json", body = Problem),
    )
)]
async fn get_events(
    State(app): State<App>,
    headers: HeaderMap,
    Query(query): Query<Vec<(String, String)>>,
) -> Answer<impl IntoResponse> {
    // Listens before it asks who may follow what and where that stands, so that nothing falls between.
    let news = app.live.0.subscribe();
    let mut topics: Vec<Followed> = Vec::new();
    let mut session = None;
    for (_, asked) in query.iter().filter(|(name, _)| name == "topic") {
        let (name, seen) = read_topic(asked)
            .ok_or_else(|| Refused::field("topic", FieldProblemCode::Format).detail(asked.as_str()))?;
        if topics.iter().any(|topic| topic.name == name) {
            continue;
        }
        let stored = if is_public(name) {
            name.to_owned()
        } else {
            let session = match &session {
                Some(session) => session,
                None => session.insert(buying::session_of(&app, &headers).await?),
            };
            buying::may_read_topic(&app, session, name).await?
        };
        topics.push(Followed { name: name.to_owned(), stored, seen, sent: 0 });
    }
    if topics.is_empty() {
        return Err(Refused::field("topic", FieldProblemCode::Required));
    }
    if topics.len() > MAX_TOPICS {
        return Err(Refused::field("topic", FieldProblemCode::OutOfRange).detail("at most 32 topics"));
    }

    let own = session.as_deref().map(buying::facts::me);
    let (events, receiver) = mpsc::channel(64);
    tokio::spawn(async move {
        if let Err(Ended::Broken(error)) = follow(app, topics, own, news, events).await {
            tracing::error!(%error, "a live stream broke off");
        }
    });
    let stream = futures::stream::unfold(receiver, |mut receiver| async {
        receiver.recv().await.map(|event| (Ok::<Event, Infallible>(event), receiver))
    });
    Ok((
        [
            (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
            // Proxies in the manner of nginx would collect events otherwise.
            (HeaderName::from_static("x-accel-buffering"), HeaderValue::from_static("no")),
        ],
        Sse::new(stream),
    ))
}

/// Why a stream ends.
enum Ended {
    /// The client went away.
    Gone,
    /// The database failed.
    Broken(sqlx::Error),
}

impl From<sqlx::Error> for Ended {
    fn from(error: sqlx::Error) -> Self {
        Self::Broken(error)
    }
}

impl<T> From<mpsc::error::SendError<T>> for Ended {
    fn from(_: mpsc::error::SendError<T>) -> Self {
        Self::Gone
    }
}

/// Sends cursors, then facts and heartbeats until the client goes, the server stops or the session may follow less than
/// before, which is told on its `own` topic, followed or not, and may have been told where news was lost.
async fn follow(
    app: App,
    mut topics: Vec<Followed>,
    own: Option<String>,
    mut news: broadcast::Receiver<Arc<Fact>>,
    events: mpsc::Sender<Event>,
) -> Result<(), Ended> {
    let mut stopping = app.stopping.clone();
    for topic in &mut topics {
        open(&app, topic, &events).await?;
    }
    let mut heartbeat = tokio::time::interval(HEARTBEAT);
    // The first one comes at once, and the cursors were sent just before.
    heartbeat.tick().await;
    events.send(event("heartbeat", &Heartbeat { server_time: app.clock.now() })).await?;
    loop {
        tokio::select! {
            () = stopped(&mut stopping) => return Ok(()),
            () = events.closed() => return Ok(()),
            _ = heartbeat.tick() => {
                events.send(event("heartbeat", &Heartbeat { server_time: app.clock.now() })).await?;
                // Whoever has lost a fact on the way learns it here, even if no other follows.
                for topic in &topics {
                    events.send(event("cursor", &cursor(&app, topic, false))).await?;
                }
            }
            fact = news.recv() => match fact {
                Ok(fact) => {
                    if let Some(topic) = topics.iter_mut().find(|topic| topic.stored == fact.topic) {
                        take(&app, topic, &fact, &events).await?;
                    }
                    // Whoever may still follow something opens another stream.
                    let ends = [SIGNED_OUT, COMPANY_LEFT].contains(&fact.kind.as_str());
                    if ends && own.as_ref() == Some(&fact.topic) {
                        return Ok(());
                    }
                }
                // Whoever opens another stream is looked at again.
                Err(broadcast::error::RecvError::Lagged(_)) if own.is_some() => return Ok(()),
                Err(broadcast::error::RecvError::Lagged(_)) => {
                    for topic in &mut topics {
                        catch_up(&app, topic, &events).await?;
                    }
                }
                Err(broadcast::error::RecvError::Closed) => return Ok(()),
            },
        }
    }
}

async fn stopped(stopping: &mut watch::Receiver<bool>) {
    // An error means that the sender is gone, which is a stop as well.
    let _ = stopping.wait_for(|stopping| *stopping).await;
}

/// Sends where the topic stands and, where it connects, what the client has missed.
async fn open(app: &App, topic: &mut Followed, events: &mpsc::Sender<Event>) -> Result<(), Ended> {
    let mut snapshot = app.db.snapshot().await?;
    let newest = events::newest(&mut snapshot, &topic.stored).await?;
    let missed = match &topic.seen {
        Some((seq, epoch)) if epoch == app.db.epoch() && *seq <= newest => {
            let missed = events::after(&mut snapshot, epoch, &topic.stored, *seq).await?;
            // Older facts than the table keeps cannot be replayed.
            (u64::try_from(missed.len()).ok() == Some(newest - seq)).then_some(missed)
        }
        _ => None,
    };
    drop(snapshot);
    topic.sent = newest;
    events.send(event("cursor", &cursor(app, topic, missed.is_some()))).await?;
    for fact in missed.into_iter().flatten() {
        send(topic, fact, events).await?;
    }
    Ok(())
}

/// Where a topic stands for the client, once everything sent has arrived.
fn cursor(app: &App, topic: &Followed, replayed: bool) -> TopicCursor {
    TopicCursor { topic: topic.name.clone(), seq: topic.sent, epoch: app.db.epoch().to_owned(), replayed }
}

/// Sends a fact that was just committed, and those before it that have not come.
async fn take(
    app: &App,
    topic: &mut Followed,
    fact: &Fact,
    events: &mpsc::Sender<Event>,
) -> Result<(), Ended> {
    if fact.seq == topic.sent + 1 {
        topic.sent = fact.seq;
        send(topic, fact.clone(), events).await
    } else if fact.seq > topic.sent {
        catch_up(app, topic, events).await
    } else {
        Ok(())
    }
}

/// Sends what the table has after the last fact sent.
async fn catch_up(app: &App, topic: &mut Followed, events: &mpsc::Sender<Event>) -> Result<(), Ended> {
    let mut connection = app.db.snapshot().await?;
    let missed = events::after(&mut connection, app.db.epoch(), &topic.stored, topic.sent).await?;
    drop(connection);
    for fact in missed {
        topic.sent = fact.seq;
        send(topic, fact, events).await?;
    }
    Ok(())
}

async fn send(topic: &Followed, mut fact: Fact, events: &mpsc::Sender<Event>) -> Result<(), Ended> {
    fact.topic.clone_from(&topic.name);
    Ok(events.send(event("fact", &fact)).await?)
}

fn event(name: &str, data: &impl serde::Serialize) -> Event {
    // Facts, cursors and heartbeats are plain data without line breaks in their JSON.
    Event::default().event(name).json_data(data).unwrap_or_default()
}

/// Topics that anyone may follow.
fn is_public(topic: &str) -> bool {
    [auctions::ALL, group_buys::ALL].contains(&topic)
        || ["product/", "auction/", "group-buy/", "service/"].iter().any(|prefix| topic.starts_with(prefix))
}

/// Reads `name` or `name@seq@epoch`.
fn read_topic(text: &str) -> Option<(&str, Option<(u64, String)>)> {
    let mut parts = text.split('@');
    let name = parts.next()?;
    let well_formed = !name.is_empty()
        && name.len() <= 160
        && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"-_/".contains(&b));
    let seen = match (parts.next(), parts.next(), parts.next()) {
        (None, None, None) => None,
        (Some(seq), Some(epoch), None) if !epoch.is_empty() => Some((seq.parse().ok()?, epoch.to_owned())),
        _ => return None,
    };
    well_formed.then_some((name, seen))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn x_live_a_topic_is_a_name_or_a_name_with_number_and_epoch() {
        assert_eq!(read_topic("me"), Some(("me", None)));
        assert_eq!(read_topic("order/o_1@17@e_2"), Some(("order/o_1", Some((17, "e_2".to_owned())))));
        for nonsense in ["", "@", "me@", "me@1", "me@x@e", "me@-1@e", "me@1@", "me@1@e@", "Me", "a b", "ü"] {
            assert_eq!(read_topic(nonsense), None, "{nonsense}");
        }
    }
}
