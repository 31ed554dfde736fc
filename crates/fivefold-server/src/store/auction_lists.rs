//! Lists of lots: everybody's, narrowed and ordered, and those of one person.

use super::auctions::{AuctionRow, SELECT, auction};
use fivefold_api::{
    model::{AuctionFilter, AuctionSort, MyLots},
    vocabulary::Instant,
};
use sqlx::{AssertSqlSafe, Row as _, SqliteConnection};

/// Which lots are wanted, and in which order.
#[derive(Debug)]
pub(crate) struct Wanted<'a> {
    pub(crate) filter: AuctionFilter,
    /// By when a lot ends that ends soon.
    pub(crate) soon: Instant,
    pub(crate) category: &'a str,
    /// Folded terms, all of which have to be found.
    pub(crate) terms: &'a [String],
    pub(crate) sort: AuctionSort,
    pub(crate) skip: i64,
    pub(crate) count: i64,
}

impl Wanted<'_> {
    /// The condition without the category; `$1` is an instant, `$2` on are terms.
    fn condition(&self) -> String {
        let phase = match self.filter {
            AuctionFilter::Ending => "a.status = 'live' AND a.ends_at <= $1",
            AuctionFilter::Live => "a.status = 'live'",
            AuctionFilter::Scheduled => "a.status = 'scheduled'",
            AuctionFilter::Ended => "a.status IN ('sold', 'reserve_not_met', 'no_bids')",
            _ => "a.status IN ('live', 'scheduled')",
        };
        // Every condition has all parameters in it.
        let mut sql = format!("($1 = $1 AND {phase})");
        for place in 0..self.terms.len() {
            sql.push_str(&format!(" AND a.search LIKE ${} ESCAPE '!'", place + 2));
        }
        sql
    }

    fn order(&self) -> &'static str {
        match (self.sort, self.filter) {
            (AuctionSort::Newest, _) => "a.created_at DESC, a.serial DESC",
            (AuctionSort::PriceUp, _) => "COALESCE(a.price, a.opening), a.serial",
            (AuctionSort::PriceDown, _) => "COALESCE(a.price, a.opening) DESC, a.serial",
            (AuctionSort::MostBids, _) => "a.bid_count DESC, a.ends_at, a.serial",
            (_, AuctionFilter::Ended) => "a.ends_at DESC, a.serial",
            (_, AuctionFilter::Scheduled) => "a.starts_at, a.serial",
            _ => {
                "a.status = 'scheduled', CASE a.status WHEN 'scheduled' THEN a.starts_at ELSE a.ends_at END,
                 a.serial"
            }
        }
    }

    fn patterns(&self) -> Vec<String> {
        let escaped = |term: &String| term.replace('!', "!!").replace('%', "!%").replace('_', "!_");
        self.terms.iter().map(|term| format!("%{}%", escaped(term))).collect()
    }

    /// The lots of the page.
    pub(crate) async fn page(
        &self,
        connection: &mut SqliteConnection,
    ) -> Result<Vec<AuctionRow>, sqlx::Error> {
        let next = self.terms.len() + 2;
        let sql = format!(
            "{SELECT} WHERE {} AND (${next} = '' OR a.category = ${next}) ORDER BY {} LIMIT ${} OFFSET ${}",
            self.condition(),
            self.order(),
            next + 1,
            next + 2,
        );
        let mut query = sqlx::query(AssertSqlSafe(sql)).bind(self.soon.millis());
        for pattern in self.patterns() {
            query = query.bind(pattern);
        }
        let rows = query.bind(self.category).bind(self.count).bind(self.skip).fetch_all(connection).await?;
        rows.iter().map(auction).collect()
    }

    /// How many lots each category has.
    pub(crate) async fn counts(
        &self,
        connection: &mut SqliteConnection,
    ) -> Result<Vec<(String, u64)>, sqlx::Error> {
        let sql = format!(
            "SELECT a.category, COUNT(*) FROM auctions a WHERE {} GROUP BY a.category",
            self.condition()
        );
        let mut query = sqlx::query(AssertSqlSafe(sql)).bind(self.soon.millis());
        for pattern in self.patterns() {
            query = query.bind(pattern);
        }
        let rows = query.fetch_all(connection).await?;
        rows.iter()
            .map(|row| Ok((row.try_get(0)?, u64::try_from(row.try_get::<i64, _>(1)?).unwrap_or_default())))
            .collect()
    }
}

/// The lots of one of a person's lists: what needs the person soonest first.
pub(crate) async fn of_person(
    connection: &mut SqliteConnection,
    list: MyLots,
    account: &str,
    session: &str,
    skip: i64,
    count: i64,
) -> Result<Vec<AuctionRow>, sqlx::Error> {
    // Every question has all parameters in it: $1 is the account, $2 the session.
    let list = match list {
        MyLots::Watching => {
            "JOIN watches w ON w.auction = a.id WHERE w.session = $2 AND $1 = $1
             ORDER BY a.status <> 'live', a.ends_at, a.serial"
        }
        MyLots::Won => {
            "JOIN settlements s ON s.auction = a.id WHERE s.account = $1 AND $2 = $2
             ORDER BY s.status <> 'awaiting_payment', s.due, a.serial"
        }
        MyLots::Selling => {
            "WHERE a.seller = $1 AND $2 = $2
             ORDER BY a.status NOT IN ('live', 'scheduled'), a.ends_at, a.serial"
        }
        _ => {
            "JOIN bidders b ON b.auction = a.id
             LEFT JOIN settlements s ON s.auction = a.id AND s.account = b.account
             WHERE b.account = $1 AND $2 = $2 AND s.auction IS NULL
             ORDER BY a.status <> 'live', a.ends_at, a.serial"
        }
    };
    let sql = format!("{SELECT} {list} LIMIT $4 OFFSET $3");
    let rows = sqlx::query(AssertSqlSafe(sql))
        .bind(account)
        .bind(session)
        .bind(skip)
        .bind(count)
        .fetch_all(connection)
        .await?;
    rows.iter().map(auction).collect()
}
