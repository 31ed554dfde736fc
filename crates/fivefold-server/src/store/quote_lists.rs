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

/// Whether an offer's time is over, be it that nobody has written that down; `$1` is now.
const IS_OVER: &str = "(q.status IN ('quoted', 'accepted') AND q.valid_until <= $1)";

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
        let (words, stands) = match (filter, self.party) {
            (QuoteFilter::Waiting, QuoteParty::Supplier) => ("'submitted', 'countered'", String::new()),
            (QuoteFilter::Waiting, _) => ("'needs_info', 'quoted', 'accepted'", format!("AND NOT {IS_OVER}")),
            (QuoteFilter::Open, _) => {
                ("'submitted', 'needs_info', 'quoted', 'countered', 'accepted'", format!("AND NOT {IS_OVER}"))
            }
            (QuoteFilter::Ordered, _) => ("'ordered'", String::new()),
            (QuoteFilter::Over, _) => (
                "'rejected', 'declined', 'expired', 'withdrawn', 'cancelled', 'quoted', 'accepted'",
                format!("AND (q.status NOT IN ('quoted', 'accepted') OR {IS_OVER})"),
            ),
            _ => return seen.to_owned(),
        };
        // All words are named, offers that may be over among them: the index `quotes_by_state` begins with them.
        format!("{seen} AND q.status IN ({words}) {stands}")
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{clock::Clock, live::Live, store::Db};

    #[tokio::test]
    async fn b2b_05_a_list_by_state_looks_at_nothing_in_other_states() {
        let folder = tempfile::tempdir().unwrap();
        let db = Db::open(&folder.path().join("shop.db"), Clock::default(), Live::default()).await.unwrap();
        let wanted = Wanted { party: QuoteParty::Supplier, account: "a_sue", now: Instant::from_millis(0) };
        for filter in [QuoteFilter::Waiting, QuoteFilter::Open, QuoteFilter::Ordered, QuoteFilter::Over] {
            let condition = wanted.condition(filter);
            let sql = format!("EXPLAIN QUERY PLAN SELECT q.* FROM quotes q WHERE {condition}");
            let steps =
                sqlx::query(AssertSqlSafe(sql)).bind(0).bind("").fetch_all(db.reader()).await.unwrap();
            let plan: Vec<String> = steps.iter().map(|step| step.get("detail")).collect();
            assert!(
                plan.iter().any(|step| step.contains("USING INDEX quotes_by_state")),
                "{filter:?}: {plan:?}"
            );
        }
        db.close().await;
    }
}
