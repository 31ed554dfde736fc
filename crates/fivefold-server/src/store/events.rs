//! The table of facts: gapless numbers per topic.

use fivefold_api::{model::Fact, vocabulary::Instant};
use sqlx::{Row as _, SqliteConnection};

/// How many facts of a topic are kept for replay.
const KEPT: i64 = 1_000;

/// Adds a fact with the topic's next number.
pub(super) async fn append(
    connection: &mut SqliteConnection,
    topic: &str,
    at: Instant,
    kind: &str,
    data: &serde_json::Value,
) -> Result<u64, sqlx::Error> {
    let seq: i64 = sqlx::query(
        "INSERT INTO topics (topic, seq) VALUES ($1, 1)
         ON CONFLICT (topic) DO UPDATE SET seq = topics.seq + 1
         RETURNING seq",
    )
    .bind(topic)
    .fetch_one(&mut *connection)
    .await?
    .try_get(0)?;
    sqlx::query("INSERT INTO events (topic, seq, at, kind, data) VALUES ($1, $2, $3, $4, $5)")
        .bind(topic)
        .bind(seq)
        .bind(at.millis())
        .bind(kind)
        .bind(data.to_string())
        .execute(&mut *connection)
        .await?;
    sqlx::query("DELETE FROM events WHERE topic = $1 AND seq <= $2")
        .bind(topic)
        .bind(seq - KEPT)
        .execute(&mut *connection)
        .await?;
    Ok(u64::try_from(seq).unwrap_or_default())
}

/// The number of a topic's newest fact; 0 before the first.
pub(crate) async fn newest(connection: &mut SqliteConnection, topic: &str) -> Result<u64, sqlx::Error> {
    let row = sqlx::query("SELECT seq FROM topics WHERE topic = $1")
        .bind(topic)
        .fetch_optional(&mut *connection)
        .await?;
    let seq: i64 = row.map_or(Ok(0), |row| row.try_get(0))?;
    Ok(u64::try_from(seq).unwrap_or_default())
}

/// The kept facts of a topic after a number, oldest first.
pub(crate) async fn after(
    connection: &mut SqliteConnection,
    epoch: &str,
    topic: &str,
    seq: u64,
) -> Result<Vec<Fact>, sqlx::Error> {
    let rows =
        sqlx::query("SELECT seq, at, kind, data FROM events WHERE topic = $1 AND seq > $2 ORDER BY seq")
            .bind(topic)
            .bind(i64::try_from(seq).unwrap_or(i64::MAX))
            .fetch_all(&mut *connection)
            .await?;
    rows.iter()
        .map(|row| {
            let data: &str = row.try_get(3)?;
            Ok(Fact {
                topic: topic.to_owned(),
                seq: u64::try_from(row.try_get::<i64, _>(0)?).unwrap_or_default(),
                epoch: epoch.to_owned(),
                server_time: Instant::from_millis(row.try_get(1)?),
                kind: row.try_get(2)?,
                data: serde_json::from_str(data).map_err(|error| sqlx::Error::Decode(error.into()))?,
            })
        })
        .collect()
}
