//! Reading categories, facets, products, variants and reviews.

use fivefold_api::{
    model::Selection,
    vocabulary::{Instant, PictureSource, Quantity},
};
use serde::{Deserialize, de::DeserializeOwned};
use sqlx::{AssertSqlSafe, Row as _, SqliteConnection, sqlite::SqliteRow};
use std::collections::BTreeMap;

/// Texts by locale.
pub(crate) type Texts = BTreeMap<String, String>;

/// A picture with its texts in all locales.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct StoredPicture {
    pub(crate) alts: Texts,
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) tone: Option<String>,
    pub(crate) sources: Vec<PictureSource>,
}

/// An option of a product.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct StoredOption {
    pub(crate) id: String,
    pub(crate) names: Texts,
    pub(crate) values: Vec<StoredValue>,
}

/// A value of an option.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct StoredValue {
    pub(crate) id: String,
    pub(crate) names: Texts,
    pub(crate) colour: Option<String>,
}

/// A fact about a product.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct StoredDetail {
    pub(crate) labels: Texts,
    pub(crate) values: Texts,
}

/// A category.
#[derive(Debug, Clone)]
pub(crate) struct CategoryRow {
    pub(crate) slug: String,
    pub(crate) parent: Option<String>,
    pub(crate) names: Texts,
    pub(crate) picture: Option<StoredPicture>,
}

/// What lists are filtered and ordered by.
#[derive(Debug, Clone)]
pub(crate) struct ListedRow {
    pub(crate) id: i64,
    pub(crate) category: String,
    pub(crate) listed_at: i64,
    pub(crate) rating_tenths: i64,
    pub(crate) rating_count: i64,
}

/// What a card shows of a product besides its variants.
#[derive(Debug, Clone)]
pub(crate) struct CardRow {
    pub(crate) id: i64,
    pub(crate) slug: String,
    pub(crate) brand: String,
    pub(crate) titles: Texts,
    pub(crate) pictures: Vec<StoredPicture>,
    pub(crate) options: Vec<StoredOption>,
    pub(crate) badges: Vec<String>,
    pub(crate) rating_tenths: Option<i64>,
    pub(crate) rating_count: i64,
}

/// What only a product's own page shows.
#[derive(Debug, Clone)]
pub(crate) struct PageRow {
    pub(crate) card: CardRow,
    pub(crate) category: String,
    pub(crate) summaries: Texts,
    pub(crate) descriptions: BTreeMap<String, Vec<String>>,
    pub(crate) details: Vec<StoredDetail>,
    pub(crate) related: Vec<String>,
}

/// A variant with its price in the asked currency.
#[derive(Debug, Clone)]
pub(crate) struct VariantRow {
    pub(crate) product: i64,
    pub(crate) id: String,
    pub(crate) sku: String,
    pub(crate) selections: Vec<Selection>,
    pub(crate) pictures: Vec<usize>,
    /// What can be bought now: stock without what is held.
    pub(crate) available: i64,
    pub(crate) min: i64,
    pub(crate) max: Option<i64>,
    pub(crate) increment: i64,
    pub(crate) price: Option<PriceRow>,
}

/// A price.
#[derive(Debug, Clone)]
pub(crate) struct PriceRow {
    pub(crate) amount: i64,
    pub(crate) was: Option<i64>,
    pub(crate) lowest_30_days: Option<i64>,
    pub(crate) unit: Option<(i64, Quantity)>,
}

/// A review.
#[derive(Debug, Clone)]
pub(crate) struct ReviewRow {
    pub(crate) id: String,
    pub(crate) author: String,
    pub(crate) stars: i64,
    pub(crate) title: String,
    pub(crate) body: String,
    pub(crate) locale: String,
    pub(crate) written_at: Instant,
}

/// Names the state of the catalogue: another name, another catalogue.
pub(crate) async fn edition(connection: &mut SqliteConnection) -> Result<String, sqlx::Error> {
    let row = sqlx::query("SELECT value FROM meta WHERE key = 'catalog'").fetch_optional(connection).await?;
    row.map_or_else(|| Ok(String::new()), |row| row.try_get(0))
}

/// All categories in the shop's order.
pub(crate) async fn categories(connection: &mut SqliteConnection) -> Result<Vec<CategoryRow>, sqlx::Error> {
    let rows = sqlx::query("SELECT slug, parent, names, picture FROM categories ORDER BY position")
        .fetch_all(connection)
        .await?;
    rows.iter()
        .map(|row| {
            Ok(CategoryRow {
                slug: row.try_get(0)?,
                parent: row.try_get(1)?,
                names: json(row, 2)?,
                picture: row
                    .try_get::<Option<&str>, _>(3)?
                    .map(|text| serde_json::from_str(text).map_err(|error| sqlx::Error::Decode(error.into())))
                    .transpose()?,
            })
        })
        .collect()
}

/// All facets in order: id and names.
pub(crate) async fn facets(connection: &mut SqliteConnection) -> Result<Vec<(String, Texts)>, sqlx::Error> {
    let rows = sqlx::query("SELECT id, names FROM facets ORDER BY position").fetch_all(connection).await?;
    rows.iter().map(|row| Ok((row.try_get(0)?, json(row, 1)?))).collect()
}

/// All values of all facets, in order: facet, id, names, colour.
pub(crate) async fn facet_values(
    connection: &mut SqliteConnection,
) -> Result<Vec<(String, StoredValue)>, sqlx::Error> {
    let rows = sqlx::query("SELECT facet, id, names, colour FROM facet_values ORDER BY facet, position")
        .fetch_all(connection)
        .await?;
    rows.iter()
        .map(|row| {
            let value = StoredValue { id: row.try_get(1)?, names: json(row, 2)?, colour: row.try_get(3)? };
            Ok((row.try_get(0)?, value))
        })
        .collect()
}

/// Which product has which value of which facet.
pub(crate) async fn product_facets(
    connection: &mut SqliteConnection,
) -> Result<Vec<(i64, String, String)>, sqlx::Error> {
    let rows = sqlx::query("SELECT product, facet, value FROM product_facets").fetch_all(connection).await?;
    rows.iter().map(|row| Ok((row.try_get(0)?, row.try_get(1)?, row.try_get(2)?))).collect()
}

/// All products in the shop's order, as far as lists need them.
pub(crate) async fn listed(connection: &mut SqliteConnection) -> Result<Vec<ListedRow>, sqlx::Error> {
    let rows = sqlx::query(
        "SELECT id, category, listed_at, rating_tenths, rating_count FROM products ORDER BY position",
    )
    .fetch_all(connection)
    .await?;
    rows.iter()
        .map(|row| {
            Ok(ListedRow {
                id: row.try_get(0)?,
                category: row.try_get(1)?,
                listed_at: row.try_get(2)?,
                rating_tenths: row.try_get::<Option<i64>, _>(3)?.unwrap_or(0),
                rating_count: row.try_get(4)?,
            })
        })
        .collect()
}

/// The lowest price of each product in each currency.
pub(crate) async fn lowest_prices(
    connection: &mut SqliteConnection,
) -> Result<Vec<(i64, String, i64)>, sqlx::Error> {
    let rows = sqlx::query(
        "SELECT v.product, c.currency, MIN(c.amount) FROM prices c
         JOIN variants v ON v.id = c.variant GROUP BY v.product, c.currency",
    )
    .fetch_all(connection)
    .await?;
    rows.iter().map(|row| Ok((row.try_get(0)?, row.try_get(1)?, row.try_get(2)?))).collect()
}

const CARD: &str = "id, slug, brand, titles, pictures, options, badges, rating_tenths, rating_count";

/// The cards of some products, in the order of `ids`.
pub(crate) async fn cards(
    connection: &mut SqliteConnection,
    ids: &[i64],
) -> Result<Vec<CardRow>, sqlx::Error> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    // The text is made of a constant and numbers of parameters.
    let sql = format!("SELECT {CARD} FROM products WHERE id IN ({})", parameters(1, ids.len()));
    let mut query = sqlx::query(AssertSqlSafe(sql));
    for id in ids {
        query = query.bind(id);
    }
    let rows = query.fetch_all(connection).await?;
    let mut cards: Vec<CardRow> = rows.iter().map(card).collect::<Result<_, _>>()?;
    cards.sort_by_key(|card| ids.iter().position(|id| *id == card.id));
    Ok(cards)
}

/// One product.
pub(crate) async fn page(
    connection: &mut SqliteConnection,
    slug: &str,
) -> Result<Option<PageRow>, sqlx::Error> {
    let row = sqlx::query(
        "SELECT id, slug, brand, titles, pictures, options, badges, rating_tenths, rating_count,
                category, summaries, descriptions, details, related
         FROM products WHERE slug = $1",
    )
    .bind(slug)
    .fetch_optional(connection)
    .await?;
    row.map(|row| {
        Ok(PageRow {
            card: card(&row)?,
            category: row.try_get(9)?,
            summaries: json(&row, 10)?,
            descriptions: json(&row, 11)?,
            details: json(&row, 12)?,
            related: json(&row, 13)?,
        })
    })
    .transpose()
}

/// The ids of some slugs, in their order; unknown ones are left out.
pub(crate) async fn ids_of(
    connection: &mut SqliteConnection,
    slugs: &[String],
) -> Result<Vec<i64>, sqlx::Error> {
    if slugs.is_empty() {
        return Ok(Vec::new());
    }
    // The text is made of a constant and numbers of parameters.
    let sql = format!("SELECT id, slug FROM products WHERE slug IN ({})", parameters(1, slugs.len()));
    let mut query = sqlx::query(AssertSqlSafe(sql));
    for slug in slugs {
        query = query.bind(slug);
    }
    let rows = query.fetch_all(connection).await?;
    let mut found: Vec<(i64, String)> =
        rows.iter().map(|row| Ok((row.try_get(0)?, row.try_get(1)?))).collect::<Result<_, sqlx::Error>>()?;
    found.sort_by_key(|(_, slug)| slugs.iter().position(|other| other == slug));
    Ok(found.into_iter().map(|(id, _)| id).collect())
}

/// The variants of some products with their prices in one currency, in order.
pub(crate) async fn variants(
    connection: &mut SqliteConnection,
    products: &[i64],
    currency: &str,
) -> Result<Vec<VariantRow>, sqlx::Error> {
    if products.is_empty() {
        return Ok(Vec::new());
    }
    // The text is made of a constant and numbers of parameters.
    let sql = format!(
        "SELECT v.product, v.id, v.sku, v.selections, v.pictures,
                v.stock - COALESCE((SELECT SUM(h.quantity) FROM holds h
                    WHERE h.resource_kind = 'variant' AND h.resource_id = v.id AND h.state = 'active'), 0),
                v.quantity_min, v.quantity_max, v.quantity_increment,
                c.amount, c.was, c.lowest_30_days, c.unit_amount, c.unit_quantity
         FROM variants v LEFT JOIN prices c ON c.variant = v.id AND c.currency = $1
         WHERE v.product IN ({}) ORDER BY v.product, v.position",
        parameters(2, products.len())
    );
    let mut query = sqlx::query(AssertSqlSafe(sql)).bind(currency);
    for product in products {
        query = query.bind(product);
    }
    let rows = query.fetch_all(connection).await?;
    rows.iter()
        .map(|row| {
            let amount: Option<i64> = row.try_get(9)?;
            let price = match amount {
                None => None,
                Some(amount) => {
                    let unit_amount: Option<i64> = row.try_get(12)?;
                    Some(PriceRow {
                        amount,
                        was: row.try_get(10)?,
                        lowest_30_days: row.try_get(11)?,
                        unit: unit_amount
                            .map(|amount| Ok::<_, sqlx::Error>((amount, json(row, 13)?)))
                            .transpose()?,
                    })
                }
            };
            Ok(VariantRow {
                product: row.try_get(0)?,
                id: row.try_get(1)?,
                sku: row.try_get(2)?,
                selections: json(row, 3)?,
                pictures: json(row, 4)?,
                available: row.try_get(5)?,
                min: row.try_get(6)?,
                max: row.try_get(7)?,
                increment: row.try_get(8)?,
                price,
            })
        })
        .collect()
}

/// How many gave one, two, three, four and five stars.
pub(crate) async fn histogram(
    connection: &mut SqliteConnection,
    product: i64,
) -> Result<[u64; 5], sqlx::Error> {
    let rows = sqlx::query("SELECT stars, COUNT(*) FROM reviews WHERE product = $1 GROUP BY stars")
        .bind(product)
        .fetch_all(connection)
        .await?;
    let mut histogram = [0; 5];
    for row in &rows {
        let stars: i64 = row.try_get(0)?;
        let count: i64 = row.try_get(1)?;
        if let Some(bar) = usize::try_from(stars - 1).ok().and_then(|index| histogram.get_mut(index)) {
            *bar = u64::try_from(count).unwrap_or_default();
        }
    }
    Ok(histogram)
}

/// Some reviews of a product, newest first.
pub(crate) async fn reviews(
    connection: &mut SqliteConnection,
    product: i64,
    from: i64,
    count: i64,
) -> Result<Vec<ReviewRow>, sqlx::Error> {
    let rows = sqlx::query(
        "SELECT id, author, stars, title, body, locale, written_at FROM reviews
         WHERE product = $1 ORDER BY written_at DESC, id LIMIT $2 OFFSET $3",
    )
    .bind(product)
    .bind(count)
    .bind(from)
    .fetch_all(connection)
    .await?;
    rows.iter()
        .map(|row| {
            Ok(ReviewRow {
                id: row.try_get(0)?,
                author: row.try_get(1)?,
                stars: row.try_get(2)?,
                title: row.try_get(3)?,
                body: row.try_get(4)?,
                locale: row.try_get(5)?,
                written_at: Instant::from_millis(row.try_get(6)?),
            })
        })
        .collect()
}

fn card(row: &SqliteRow) -> Result<CardRow, sqlx::Error> {
    Ok(CardRow {
        id: row.try_get(0)?,
        slug: row.try_get(1)?,
        brand: row.try_get(2)?,
        titles: json(row, 3)?,
        pictures: json(row, 4)?,
        options: json(row, 5)?,
        badges: json(row, 6)?,
        rating_tenths: row.try_get(7)?,
        rating_count: row.try_get(8)?,
    })
}

fn json<T: DeserializeOwned>(row: &SqliteRow, column: usize) -> Result<T, sqlx::Error> {
    let text: &str = row.try_get(column)?;
    serde_json::from_str(text).map_err(|error| sqlx::Error::Decode(error.into()))
}

/// `$2, $3, $4`: so many parameters from a number on.
pub(super) fn parameters(from: usize, count: usize) -> String {
    (from..from + count).map(|number| format!("${number}")).collect::<Vec<_>>().join(", ")
}
