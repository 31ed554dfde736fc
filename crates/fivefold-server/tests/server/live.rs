//! The live feed.

use crate::common::TestServer;
use fivefold_api::{
    endpoints::GetEvents,
    model::{Fact, Heartbeat, Problem, ProblemKind, TopicCursor},
};
use serde_json::{Value, json};
use std::time::Duration;

/// An open stream of server-sent events.
struct Stream {
    response: reqwest::Response,
    buffer: String,
}

impl Stream {
    async fn open(server: &TestServer, topics: &[(&str, Option<(&str, u64)>)]) -> Self {
        let topics = topics
            .iter()
            .map(|(topic, seen)| ((*topic).to_owned(), seen.map(|(epoch, seq)| (epoch.to_owned(), seq))))
            .collect();
        let response = server.get(&GetEvents { topics }.path_and_query()).await;
        assert_eq!(response.status(), 200);
        assert_eq!(response.headers()["content-type"], "text/event-stream");
        assert_eq!(response.headers()["cache-control"], "no-store");
        Self { response, buffer: String::new() }
    }

    /// The next event's name and data; `None` at the end.
    async fn next(&mut self) -> Option<(String, Value)> {
        loop {
            if let Some((block, rest)) = self.buffer.split_once("\n\n") {
                let field = |name: &str| {
                    block
                        .lines()
                        .find_map(|line| line.strip_prefix(name))
                        .unwrap_or_default()
                        .trim()
                        .to_owned()
                };
                let event = (field("event:"), serde_json::from_str(&field("data:")).unwrap_or(Value::Null));
                self.buffer = rest.to_owned();
                return Some(event);
            }
            let chunk = tokio::time::timeout(Duration::from_secs(20), self.response.chunk())
                .await
                .expect("something comes within twenty seconds");
            self.buffer.push_str(std::str::from_utf8(&chunk.ok()??).unwrap());
        }
    }

    async fn cursor(&mut self) -> TopicCursor {
        let (name, data) = self.next().await.unwrap();
        assert_eq!(name, "cursor");
        serde_json::from_value(data).unwrap()
    }

    async fn fact(&mut self) -> Fact {
        loop {
            let (name, data) = self.next().await.unwrap();
            if name == "fact" {
                return serde_json::from_value(data).unwrap();
            }
        }
    }
}

async fn publish(server: &TestServer, topic: &str, number: u64) {
    let mut tx = server.app.db.begin().await.unwrap();
    tx.publish(topic, "counted", &json!({ "number": number })).await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn x_live_numbers_are_gapless_per_topic_however_many_write_at_once() {
    let server = TestServer::start().await;
    let mut stream = Stream::open(&server, &[("product/a", None), ("product/b", None)]).await;
    let cursor = stream.cursor().await;
    assert_eq!((cursor.topic.as_str(), cursor.seq, cursor.replayed), ("product/a", 0, false));
    assert_eq!(stream.cursor().await.topic, "product/b");

    let writers = (0..40).map(|number| {
        let db = server.app.db.clone();
        tokio::spawn(async move {
            let mut tx = db.begin().await.unwrap();
            let topic = if number % 4 == 0 { "product/b" } else { "product/a" };
            tx.publish(topic, "counted", &json!({ "number": number })).await.unwrap();
            // Every fifth changes its mind; its number must not be lost.
            if number % 5 != 0 {
                tx.commit().await.unwrap();
            }
        })
    });
    for writer in writers.collect::<Vec<_>>() {
        writer.await.unwrap();
    }
    let (mut a, mut b) = (0, 0);
    for _ in 0..32 {
        let fact = stream.fact().await;
        let seq = if fact.topic == "product/a" { &mut a } else { &mut b };
        *seq += 1;
        assert_eq!(fact.seq, *seq, "{}", fact.topic);
        assert_eq!(fact.epoch, cursor.epoch);
    }
    assert_eq!((a, b), (24, 8));
}

#[tokio::test]
async fn x_live_what_was_missed_is_replayed_and_what_does_not_connect_is_said() {
    let server = TestServer::start().await;
    for number in 1..=5 {
        publish(&server, "product/a", number).await;
    }
    let epoch = server.app.db.epoch().to_owned();
    let mut stream = Stream::open(&server, &[("product/a", Some((&epoch, 3)))]).await;
    let cursor = stream.cursor().await;
    assert_eq!((cursor.seq, cursor.replayed), (5, true));
    assert_eq!([stream.fact().await.seq, stream.fact().await.seq], [4, 5]);
    publish(&server, "product/a", 6).await;
    let fact = stream.fact().await;
    assert_eq!((fact.seq, &fact.data), (6, &json!({ "number": 6 }).into()));

    // Up to date: nothing to replay, and it connects.
    let mut stream = Stream::open(&server, &[("product/a", Some((&epoch, 6)))]).await;
    assert!(stream.cursor().await.replayed);
    // Another epoch, or a number that never was: take a snapshot.
    for seen in [("e_other", 6), (epoch.as_str(), 7)] {
        let mut stream = Stream::open(&server, &[("product/a", Some(seen))]).await;
        assert!(!stream.cursor().await.replayed);
    }
}

#[tokio::test]
async fn x_live_what_is_older_than_the_table_keeps_needs_a_snapshot() {
    let server = TestServer::start().await;
    let mut tx = server.app.db.begin().await.unwrap();
    for number in 0..1_010 {
        tx.publish("product/a", "counted", &json!(number)).await.unwrap();
    }
    tx.commit().await.unwrap();
    let epoch = server.app.db.epoch().to_owned();
    let mut stream = Stream::open(&server, &[("product/a", Some((&epoch, 5)))]).await;
    let cursor = stream.cursor().await;
    assert_eq!((cursor.seq, cursor.replayed), (1_010, false));
    let mut stream = Stream::open(&server, &[("product/a", Some((&epoch, 11)))]).await;
    assert!(stream.cursor().await.replayed);
    assert_eq!(stream.fact().await.seq, 12);
}

#[tokio::test]
async fn x_live_a_restart_keeps_numbers_and_epoch_and_another_database_has_another_epoch() {
    let folder = tempfile::tempdir().unwrap();
    let server = TestServer::in_folder(folder.path(), &[]).await;
    publish(&server, "product/a", 1).await;
    let epoch = server.app.db.epoch().to_owned();
    server.stop().await;
    let server = TestServer::in_folder(folder.path(), &[]).await;
    let mut stream = Stream::open(&server, &[("product/a", Some((&epoch, 0)))]).await;
    let cursor = stream.cursor().await;
    assert_eq!((cursor.seq, cursor.replayed, &cursor.epoch), (1, true, &epoch));
    assert_eq!(stream.fact().await.seq, 1);
    let other = TestServer::with_shop(Default::default(), &[]).await;
    assert_ne!(other.app.db.epoch(), epoch);
}

#[tokio::test]
async fn x_live_a_heartbeat_tells_the_time_of_the_server() {
    let server = TestServer::start().await;
    server.post("/test/clock", &json!({ "set": "2031-01-01T00:00:00Z" })).await;
    let mut stream = Stream::open(&server, &[("product/a", None)]).await;
    stream.cursor().await;
    for _ in 0..2 {
        let (name, data) = stream.next().await.unwrap();
        assert_eq!(name, "heartbeat");
        let heartbeat: Heartbeat = serde_json::from_value(data).unwrap();
        assert_eq!(heartbeat.server_time.to_rfc3339(), "2031-01-01T00:00:00.000Z");
    }
}

#[tokio::test]
async fn x_live_each_heartbeat_says_where_the_topics_stand_so_that_a_lost_fact_is_noticed() {
    let server = TestServer::start().await;
    let mut stream = Stream::open(&server, &[("product/a", None), ("product/b", None)]).await;
    stream.cursor().await;
    stream.cursor().await;
    assert_eq!(stream.next().await.unwrap().0, "heartbeat");
    publish(&server, "product/a", 1).await;
    assert_eq!(stream.fact().await.seq, 1);
    assert_eq!(stream.next().await.unwrap().0, "heartbeat");
    for (topic, seq) in [("product/a", 1), ("product/b", 0)] {
        let cursor = stream.cursor().await;
        assert_eq!((cursor.topic.as_str(), cursor.seq, cursor.replayed), (topic, seq, false));
    }
}

#[tokio::test]
async fn x_live_a_stream_ends_when_the_server_stops() {
    let server = TestServer::start().await;
    let mut stream = Stream::open(&server, &[("product/a", None)]).await;
    stream.cursor().await;
    let stopping = tokio::spawn(server.stop());
    while stream.next().await.is_some() {}
    tokio::time::timeout(Duration::from_secs(4), stopping).await.expect("it stops at once").unwrap();
}

#[tokio::test]
async fn x_live_nonsense_and_other_people_s_topics_are_refused() {
    let server = TestServer::start().await;
    let many: String = (0..33).map(|number| format!("&topic=product/{number}")).collect();
    for (status, query) in [
        (422, ""),
        (422, "?topic="),
        (422, "?topic=product/a@x"),
        (422, "?topic=product/a@1"),
        (422, "?topic=product/a@-1@e"),
        (422, "?topic=PRODUCT"),
        (422, &many.replacen('&', "?", 1)),
        (401, "?topic=me"),
        (401, "?topic=order/o_1"),
        (401, "?topic=payment/p_1"),
    ] {
        let answer = server.get(&format!("/v1/events{query}")).await;
        assert_eq!(answer.status(), status, "{query}");
        let problem: Problem = answer.json().await.unwrap();
        assert!(
            matches!(problem.kind, ProblemKind::InvalidFields | ProblemKind::SignedOut),
            "{query}: {:?}",
            problem.kind
        );
    }
}
