//! The table of terms: which product has which word, and how much it says about the product.

use crate::words::Part;
use sqlx::{Row as _, SqliteConnection};
use std::collections::HashMap;

/// The products that have every part of a query, each with how well it fits.
pub(crate) async fn matches(
    connection: &mut SqliteConnection,
    parts: &[Part],
) -> Result<HashMap<i64, i64>, sqlx::Error> {
    let mut found: Option<HashMap<i64, i64>> = None;
    for part in parts {
        let rows = if part.prefix {
            sqlx::query(
                "SELECT product, CASE WHEN term = $1 THEN weight * 2 ELSE weight END FROM terms
                 WHERE term >= $1 AND term < $2",
            )
            .bind(&part.term)
            .bind(end_of_prefix(&part.term))
            .fetch_all(&mut *connection)
            .await?
        } else {
            sqlx::query("SELECT product, weight * 2 FROM terms WHERE term = $1")
                .bind(&part.term)
                .fetch_all(&mut *connection)
                .await?
        };
        let mut next: HashMap<i64, i64> = HashMap::new();
        for row in &rows {
            let (product, weight): (i64, i64) = (row.try_get(0)?, row.try_get(1)?);
            let so_far = match &found {
                None => 0,
                Some(found) => match found.get(&product) {
                    Some(so_far) => *so_far,
                    None => continue,
                },
            };
            // Of several terms with the prefix the one that says most counts.
            let best = next.entry(product).or_insert(i64::MIN);
            *best = (*best).max(so_far + weight);
        }
        if next.is_empty() {
            return Ok(next);
        }
        found = Some(next);
    }
    Ok(found.unwrap_or_default())
}

/// Whether any product has a part.
pub(crate) async fn exists(connection: &mut SqliteConnection, part: &Part) -> Result<bool, sqlx::Error> {
    let end = if part.prefix { end_of_prefix(&part.term) } else { format!("{}\u{0}", part.term) };
    let row = sqlx::query("SELECT 1 FROM terms WHERE term >= $1 AND term < $2 LIMIT 1")
        .bind(&part.term)
        .bind(end)
        .fetch_optional(connection)
        .await?;
    Ok(row.is_some())
}

/// What a half-typed text may become, the likeliest first.
pub(crate) async fn completions(
    connection: &mut SqliteConnection,
    locale: &str,
    folded: &str,
    count: i64,
) -> Result<Vec<String>, sqlx::Error> {
    let rows = sqlx::query(
        "SELECT phrase FROM phrases WHERE locale = $1 AND folded >= $2 AND folded < $3
         ORDER BY weight DESC, folded LIMIT $4",
    )
    .bind(locale)
    .bind(folded)
    .bind(end_of_prefix(folded))
    .bind(count)
    .fetch_all(connection)
    .await?;
    rows.iter().map(|row| row.try_get(0)).collect()
}

/// All phrases of a locale with their weights, for corrections.
pub(crate) async fn phrases(
    connection: &mut SqliteConnection,
    locale: &str,
) -> Result<Vec<(String, i64)>, sqlx::Error> {
    let rows = sqlx::query("SELECT folded, weight FROM phrases WHERE locale = $1")
        .bind(locale)
        .fetch_all(connection)
        .await?;
    rows.iter().map(|row| Ok((row.try_get(0)?, row.try_get(1)?))).collect()
}

/// The first text after all that begin with `prefix`, in the order of code points.
fn end_of_prefix(prefix: &str) -> String {
    format!("{prefix}\u{10ffff}")
}
