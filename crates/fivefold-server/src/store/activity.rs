//! What a session is committed to: its orders, those of seats in group-buys among them, its bookings, and, for an
//! account, the lots it bids on and the quotes of the companies it buys for. What it has ordered of a quote is told as
//! long as it buys for the company.

use fivefold_api::vocabulary::Instant;
use sqlx::{Row as _, SqliteConnection};

/// What somebody is committed to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Committed {
    Order,
    Lot,
    Booking,
    Quote,
}

/// One of them, by kind and id.
#[derive(Debug)]
pub(crate) struct ActivityRow {
    pub(crate) kind: Committed,
    pub(crate) id: String,
    pub(crate) deadline: Option<Instant>,
}

/// Some of them: what runs out first, then the newest. A lot or a quote that was ordered is told as its order, the orders
/// of a booking are told as the booking, and a time that was held and never paid is not told.
pub(crate) async fn of_session(
    connection: &mut SqliteConnection,
    session: &str,
    skip: i64,
    count: i64,
) -> Result<Vec<ActivityRow>, sqlx::Error> {
    let rows = sqlx::query(
        "SELECT kind, id, deadline FROM (
             SELECT 'order' AS kind, o.id AS id, o.placed_at AS at, o.serial AS serial,
                 CASE t.status WHEN 'committed' THEN (SELECT g.ends_at FROM group_buys g WHERE g.id = t.group_buy)
                      WHEN 'capture_failed' THEN t.pay_until
                 ELSE (SELECT MIN(h.expires_at) FROM holds h
                  WHERE h.subject_kind = 'order' AND h.subject_id = o.id AND h.state = 'active'
                    AND o.status = 'pending_payment') END AS deadline
             FROM orders o LEFT JOIN seats t ON t.order_id = o.id
             WHERE o.session = $1 AND o.kind <> 'booking'
                 AND (o.kind <> 'quote' OR EXISTS (SELECT 1 FROM quote_orders q
                     JOIN company_people p ON p.company = q.company JOIN accounts m ON m.id = p.account
                     WHERE q.order_id = o.id AND m.session = $1))
             UNION ALL
             SELECT 'booking', b.id, b.held_at, b.serial,
                 (SELECT MIN(h.expires_at) FROM holds h WHERE h.state = 'active'
                     AND ((h.subject_kind IN ('booking', 'change') AND h.subject_id = b.id)
                         OR (h.subject_kind = 'order' AND h.subject_id = b.order_id)))
             FROM bookings b WHERE b.session = $1 AND b.status NOT IN ('hold_expired', 'let_go')
             UNION ALL
             SELECT 'lot', a.id, b.first_at, a.serial,
                 CASE WHEN s.status = 'awaiting_payment' THEN s.due
                      WHEN a.status = 'live' THEN a.ends_at END
             FROM bidders b
             JOIN accounts m ON m.id = b.account
             JOIN auctions a ON a.id = b.auction
             LEFT JOIN settlements s ON s.auction = a.id AND s.account = b.account
             WHERE m.session = $1 AND s.order_id IS NULL
             UNION ALL
             SELECT 'quote', q.id, q.requested_at, q.serial,
                 CASE WHEN q.status = 'needs_info' THEN q.reply_due
                      WHEN q.status IN ('quoted', 'accepted') THEN q.valid_until END
             FROM company_people p
             JOIN accounts m ON m.id = p.account
             JOIN quotes q ON q.company = p.company
             WHERE m.session = $1 AND q.status <> 'ordered'
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
                kind: match row.try_get("kind")? {
                    "order" => Committed::Order,
                    "lot" => Committed::Lot,
                    "quote" => Committed::Quote,
                    _ => Committed::Booking,
                },
                id: row.try_get("id")?,
                deadline: deadline.map(Instant::from_millis),
            })
        })
        .collect()
}
