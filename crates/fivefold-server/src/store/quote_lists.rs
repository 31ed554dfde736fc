//! Lists of quotes: those of companies, and those of the supplier.

use super::quotes::{QuoteRow, quote};
use fivefold_api::{
    model::{QuoteFilter, QuoteParty},
    vocabulary::Instant,
};
use sqlx::{AssertSqlSafe, Row as _, SqliteConnection};

/// Which quotes are wanted.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Wanted<'a> {
    /// Whose side asks. The supplier sees those of all companies.
    pub(crate) party: QuoteParty,
    /// The account that asks.
    pub(crate) account: &'a str,
    pub(crate) now: Instant,
}

impl Wanted<'_> {
    /// The condition for those that the side may see; `$1` is now, `$2` the account.
    fn seen(self) -> &'static str {
        match self.party {
            QuoteParty::Supplier => "$1 = $1 AND $2 = $2",
            _ => "$1 = $1 AND q.company IN (SELECT p.company FROM company_people p WHERE p.account = $2)",
        }
    }

    fn condition(self, filter: QuoteFilter) -> String {
        let seen = self.seen();
        // An offer may be over without anybody having written that down.
        let stands = match (filter, self.party) {
            (QuoteFilter::Waiting, QuoteParty::Supplier) => "q.status IN ('submitted', 'countered')",
            (QuoteFilter::Waiting, _) => {
                "q.status IN ('needs_info', 'quoted', 'accepted')
                 AND (q.status = 'needs_info' OR q.valid_until > $1)"
            }
            (QuoteFilter::Open, _) => {
                "q.status IN ('submitted', 'needs_info', 'quoted', 'countered', 'accepted')
                 AND (q.status NOT IN ('quoted', 'accepted') OR q.valid_until > $1)"
            }
            (QuoteFilter::Ordered, _) => "q.status = 'ordered'",
            (QuoteFilter::Over, _) => {
                "q.status IN ('rejected', 'declined', 'expired', 'withdrawn', 'cancelled', 'quoted', 'accepted')
                 AND (q.status NOT IN ('quoted', 'accepted') OR q.valid_until <= $1)"
            }
            _ => return seen.to_owned(),
        };
        format!("{seen} AND {stands}")
    }

    /// Some of them, last changed first.
    pub(crate) async fn page(
        self,
        connection: &mut SqliteConnection,
        filter: QuoteFilter,
        skip: i64,
        count: i64,
    ) -> Result<Vec<QuoteRow>, sqlx::Error> {
        let sql = format!(
            "SELECT q.* FROM quotes q WHERE {} ORDER BY q.changed_at DESC, q.serial DESC LIMIT $4 OFFSET $3",
            self.condition(filter)
        );
        let rows = sqlx::query(AssertSqlSafe(sql))
            .bind(self.now.millis())
            .bind(self.account)
            .bind(skip)
            .bind(count)
            .fetch_all(connection)
            .await?;
        rows.iter().map(quote).collect()
    }

    /// How many there are.
    pub(crate) async fn count(
        self,
        connection: &mut SqliteConnection,
        filter: QuoteFilter,
    ) -> Result<u64, sqlx::Error> {
        let sql = format!("SELECT COUNT(*) AS found FROM quotes q WHERE {}", self.condition(filter));
        let row = sqlx::query(AssertSqlSafe(sql))
            .bind(self.now.millis())
            .bind(self.account)
            .fetch_one(connection)
            .await?;
        Ok(u64::try_from(row.try_get::<i64, _>("found")?).unwrap_or_default())
    }
}
