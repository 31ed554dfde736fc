//! What a session is committed to: its orders, those of seats in group-buys among them, and, for an account, the
//! lots it bids on.

use fivefold_api::vocabulary::Instant;
use sqlx::{Row as _, SqliteConnection};

/// One of them, by kind and id.
#[derive(Debug)]
pub(crate) struct ActivityRow {
    pub(crate) is_order: bool,
    pub(crate) id: String,
    pub(crate) deadline: Option<Instant>,
}

/// Some of them: what runs out first, then the newest. A lot that was ordered is told as its order.
pub(crate) async fn of_session(
    connection: &mut SqliteConnection,
    session: &str,
    skip: i64,
    count: i64,
) -> Result<Vec<ActivityRow>, sqlx::Error> {
    let rows = sqlx::query(
        "SELECT is_order, id, deadline FROM (
             SELECT 1 AS is_order, o.id AS id, o.placed_at AS at, o.serial AS serial,
                 CASE t.status WHEN 'committed' THEN (SELECT g.ends_at FROM group_buys g WHERE g.id = t.group_buy)
                      WHEN 'capture_failed' THEN t.pay_until
                 ELSE (SELECT MIN(h.expires_at) FROM holds h
                  WHERE h.subject_kind = 'order' AND h.subject_id = o.id AND h.state = 'active'
                    AND o.status = 'pending_payment') END AS deadline
             FROM orders o LEFT JOIN seats t ON t.order_id = o.id WHERE o.session = $1
             UNION ALL
             SELECT 0, a.id, b.first_at, a.serial,
                 CASE WHEN s.status = 'awaiting_payment' THEN s.due
                      WHEN a.status = 'live' THEN a.ends_at END
             FROM bidders b
             JOIN accounts m ON m.id = b.account
             JOIN auctions a ON a.id = b.auction
             LEFT JOIN settlements s ON s.auction = a.id AND s.account = b.account
             WHERE m.session = $1 AND s.order_id IS NULL
         ) AS all_of_them
         ORDER BY deadline IS NULL, deadline, at DESC, serial DESC LIMIT $3 OFFSET $2",
    )
    .bind(session)
    .bind(skip)
    .bind(count)
    .fetch_all(connection)
    .await?;
    rows.iter()
        .map(|row| {
            let deadline: Option<i64> = row.try_get("deadline")?;
            Ok(ActivityRow {
                is_order: row.try_get::<i64, _>("is_order")? != 0,
                id: row.try_get("id")?,
                deadline: deadline.map(Instant::from_millis),
            })
        })
        .collect()
}
