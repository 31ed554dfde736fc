//! Many rows with few statements.

use sqlx::{AssertSqlSafe, SqliteConnection};
use std::fmt::Write as _;

/// A value of a row.
#[derive(Debug, Clone)]
pub(super) enum Value {
    /// INTEGER, or NULL.
    Number(Option<i64>),
    /// TEXT, or NULL.
    Text(Option<String>),
}

impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Self::Number(Some(number))
    }
}

impl From<Option<i64>> for Value {
    fn from(number: Option<i64>) -> Self {
        Self::Number(number)
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(Some(text))
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(Some(text.to_owned()))
    }
}

impl From<Option<String>> for Value {
    fn from(text: Option<String>) -> Self {
        Self::Text(text)
    }
}

/// Rows that wait to be inserted into one table.
pub(super) struct Bulk {
    /// `terms (term, product, weight)`.
    target: &'static str,
    columns: usize,
    values: Vec<Value>,
}

impl Bulk {
    /// Rows for a table, given with its columns: `terms (term, product, weight)`.
    pub(super) fn into(target: &'static str) -> Self {
        Self { target, columns: target.matches(',').count() + 1, values: Vec::new() }
    }

    /// Adds a row and writes a few hundred at once when there are that many.
    pub(super) async fn push<const N: usize>(
        &mut self,
        connection: &mut SqliteConnection,
        row: [Value; N],
    ) -> Result<(), sqlx::Error> {
        debug_assert_eq!(N, self.columns, "{}", self.target);
        self.values.extend(row);
        // SQLite takes 32 766 parameters at most.
        if self.values.len() >= self.columns * 300 { self.flush(connection).await } else { Ok(()) }
    }

    /// Writes what is left.
    pub(super) async fn flush(&mut self, connection: &mut SqliteConnection) -> Result<(), sqlx::Error> {
        if self.values.is_empty() {
            return Ok(());
        }
        let mut sql = format!("INSERT INTO {} VALUES ", self.target);
        for index in 0..self.values.len() {
            let column = index % self.columns;
            let before = match (column, index) {
                (0, 0) => "(",
                (0, _) => "), (",
                _ => ", ",
            };
            // Writing to a string cannot fail.
            let _ = write!(sql, "{before}${}", index + 1);
        }
        sql.push(')');
        // The text is made of a constant and numbers of parameters.
        let mut query = sqlx::query(AssertSqlSafe(sql));
        for value in self.values.drain(..) {
            query = match value {
                Value::Number(number) => query.bind(number),
                Value::Text(text) => query.bind(text),
            };
        }
        query.execute(connection).await?;
        Ok(())
    }
}
