//! Lists of group-buys: everybody's, narrowed and ordered, and those of one person.

use super::{
    catalog::Texts,
    group_buys::{GroupRow, SELECT, group},
};
use fivefold_api::{
    model::{GroupFilter, GroupSort, MyGroups},
    vocabulary::Instant,
};
use sqlx::{AssertSqlSafe, Row as _, SqliteConnection};

/// Which group-buys are wanted, and in which order.
#[derive(Debug)]
pub(crate) struct Wanted<'a> {
    pub(crate) filter: GroupFilter,
    /// By when a group-buy ends that ends soon.
    pub(crate) soon: Instant,
    pub(crate) category: &'a str,
    /// Folded terms, all of which have to be found.
    pub(crate) terms: &'a [String],
    pub(crate) sort: GroupSort,
    pub(crate) skip: i64,
    pub(crate) count: i64,
}

impl Wanted<'_> {
    /// The condition without the category; `$1` is an instant, `$2` on are terms.
    fn condition(&self) -> String {
        let phase = match self.filter {
            GroupFilter::Ending => "g.status = 'open' AND g.ends_at <= $1",
            GroupFilter::Tipped => "g.status = 'open' AND g.committed >= g.minimum",
            GroupFilter::Scheduled => "g.status = 'scheduled'",
            GroupFilter::Over => "g.status IN ('settled', 'failed', 'cancelled')",
            _ => "g.status IN ('open', 'locking')",
        };
        // Every condition has all parameters in it.
        let mut sql = format!("($1 = $1 AND {phase})");
        for place in 0..self.terms.len() {
            sql.push_str(&format!(" AND g.search LIKE ${} ESCAPE '!'", place + 2));
        }
        sql
    }

    fn order(&self) -> &'static str {
        match (self.sort, self.filter) {
            (GroupSort::Newest, _) => "g.created_at DESC, g.serial DESC",
            (GroupSort::NextTier, _) => "g.next_from IS NULL, g.next_from - g.committed, g.ends_at, g.serial",
            (GroupSort::MostPeople, _) => "g.people DESC, g.ends_at, g.serial",
            (_, GroupFilter::Over) => "g.ends_at DESC, g.serial",
            (_, GroupFilter::Scheduled) => "g.starts_at, g.serial",
            _ => "g.ends_at, g.serial",
        }
    }

    fn patterns(&self) -> Vec<String> {
        let escaped = |term: &String| term.replace('!', "!!").replace('%', "!%").replace('_', "!_");
        self.terms.iter().map(|term| format!("%{}%", escaped(term))).collect()
    }

    /// The group-buys of the page.
    pub(crate) async fn page(&self, connection: &mut SqliteConnection) -> Result<Vec<GroupRow>, sqlx::Error> {
        let next = self.terms.len() + 2;
        let sql = format!(
            "{SELECT} WHERE {} AND (${next} = '' OR g.category = ${next}) ORDER BY {} LIMIT ${} OFFSET ${}",
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
        rows.iter().map(group).collect()
    }

    /// The categories, their names by locale, and how many group-buys each has.
    pub(crate) async fn counts(
        &self,
        connection: &mut SqliteConnection,
    ) -> Result<Vec<(String, Texts, u64)>, sqlx::Error> {
        let sql = format!(
            "SELECT g.category, c.names, COUNT(*) FROM group_buys g JOIN categories c ON c.slug = g.category
             WHERE {} GROUP BY g.category, c.names ORDER BY MIN(c.position), g.category",
            self.condition()
        );
        let mut query = sqlx::query(AssertSqlSafe(sql)).bind(self.soon.millis());
        for pattern in self.patterns() {
            query = query.bind(pattern);
        }
        let rows = query.fetch_all(connection).await?;
        rows.iter()
            .map(|row| {
                let names: &str = row.try_get(1)?;
                let names = serde_json::from_str(names).map_err(|error| sqlx::Error::Decode(error.into()))?;
                let count = u64::try_from(row.try_get::<i64, _>(2)?).unwrap_or_default();
                Ok((row.try_get(0)?, names, count))
            })
            .collect()
    }
}

/// The group-buys a person has or had a seat in: what needs the person soonest first.
pub(crate) async fn of_person(
    connection: &mut SqliteConnection,
    list: MyGroups,
    account: &str,
    skip: i64,
    count: i64,
) -> Result<Vec<GroupRow>, sqlx::Error> {
    // What is decided about somebody may come before the group is: a withdrawn seat is over.
    let running = "EXISTS (SELECT 1 FROM seats s WHERE s.group_buy = g.id AND s.account = $1
         AND s.status IN ('held', 'committed', 'locked', 'capture_failed', 'returning'))";
    let (condition, order) = match list {
        MyGroups::Over => (format!("NOT {running}"), "g.ends_at DESC, g.serial"),
        _ => (running.to_owned(), "g.ends_at, g.serial"),
    };
    let sql = format!(
        "{SELECT} WHERE EXISTS (SELECT 1 FROM seats m WHERE m.group_buy = g.id AND m.account = $1)
             AND {condition} ORDER BY {order} LIMIT $3 OFFSET $2"
    );
    let rows =
        sqlx::query(AssertSqlSafe(sql)).bind(account).bind(skip).bind(count).fetch_all(connection).await?;
    rows.iter().map(group).collect()
}
