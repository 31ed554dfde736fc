//! The catalogue's calls.

use super::{
    cards,
    listing::{Listing, Narrowed, Wanted},
    page,
    parameters::Parameters,
    search,
};
use crate::{
    markets::CURRENCIES,
    problem::{Answer, Path, Query, Refused},
    public::public,
    scope::Scoped,
    state::App,
    store, words,
};
use axum::{
    extract::State,
    http::{HeaderMap, Uri},
    response::Response,
};
use fivefold_api::{
    endpoints::{Endpoint, GetProduct, ListCategories, ListProducts, ListReviews, ListSuggestions},
    model::{
        Breadcrumb, Category, Facet, FacetValue, FieldProblemCode, Problem, Product, ProductList, Review,
        Reviews, SuggestedProduct, Suggestions,
    },
    vocabulary::{Locale, Page},
};
use utoipa_axum::{router::OpenApiRouter, routes};

/// How many reviews are on a page.
const REVIEWS: usize = 10;

/// The catalogue's routes.
pub(crate) fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list_categories))
        .routes(routes!(list_products))
        .routes(routes!(get_product))
        .routes(routes!(list_reviews))
        .routes(routes!(list_suggestions))
}

/// All categories, parents before children.
#[utoipa::path(
    get,
    path = <ListCategories as Endpoint>::PATH,
    tag = "catalogue",
    params(Scoped),
    responses(
        (status = 200, body = Vec<Category>),
        (status = 422, content_type = "application/problem+json", body = Problem),
    )
)]
async fn list_categories(
    State(app): State<App>,
    headers: HeaderMap,
    uri: Uri,
    scope: Scoped,
) -> Answer<Response> {
    public(&app, &headers, &uri, async {
        let listing = app.listings.current(&app.db).await?;
        let categories: Vec<Category> = listing
            .categories
            .iter()
            .map(|branch| Category {
                slug: branch.row.slug.as_str().into(),
                name: cards::text(&branch.row.names, scope.locale),
                parent: branch.row.parent.as_deref().map(Into::into),
                picture: branch.row.picture.as_ref().map(|stored| cards::picture(stored, scope.locale)),
                products: listing.sold_in(branch, place_of(&scope)),
            })
            .collect();
        Ok(categories)
    })
    .await
}

/// A page of products, filtered, sorted, searched.
///
/// Values of one facet are alternatives, facets narrow each other, and the counts of a facet leave
/// its own choice aside.
#[utoipa::path(
    get,
    path = <ListProducts as Endpoint>::PATH,
    tag = "catalogue",
    params(
        ("q" = Option<String>, Query, description = "Words to search for"),
        ("category" = Option<String>, Query, description = "Only this category and its children"),
        ("facets" = Option<String>, Query, description = "Chosen values: `colour:sand,colour:navy,material:wool`"),
        ("sort" = Option<String>, Query, description = "`newest`, `price_up`, `price_down`, `rating`; by relevance otherwise"),
        ("page" = Option<u32>, Query, description = "Which page, from 1"),
        ("per_page" = Option<u32>, Query, description = "How many on a page, at most 60"),
        Scoped,
    ),
    responses(
        (status = 200, body = ProductList),
        (status = 404, content_type = "application/problem+json", body = Problem),
        (status = 422, content_type = "application/problem+json", body = Problem),
    )
)]
async fn list_products(
    State(app): State<App>,
    headers: HeaderMap,
    uri: Uri,
    scope: Scoped,
    Query(query): Query<Vec<(String, String)>>,
) -> Answer<Response> {
    let parameters = Parameters(query);
    public(&app, &headers, &uri, async {
        let (q, sort) = (parameters.search()?, parameters.sort()?);
        let (page, per_page) = (parameters.page()?, parameters.per_page()?);
        let listing = app.listings.current(&app.db).await?;
        let category = match parameters.text("category") {
            "" => None,
            slug => Some(
                listing
                    .category(slug)
                    .ok_or_else(|| Refused::not_found().detail("there is no such category"))?,
            ),
        };
        let found = if q.is_empty() { None } else { Some(search::find(&app.db, q).await?) };
        let wanted = Wanted {
            category,
            found: found.as_ref(),
            chosen: chosen(&listing, &parameters.facets()?)?,
            currency: place_of(&scope),
        };
        let narrowed = listing.narrow(&wanted);
        let total = narrowed.total();
        let from = (page - 1) * per_page;
        let ids = listing.page(&narrowed, &wanted, sort, from, per_page);
        let has_more = usize::try_from(total).is_ok_and(|total| from + per_page < total);
        Ok(ProductList {
            page: Page {
                items: page::cards_of(&app, &ids, &scope).await?,
                total: Some(total),
                next: has_more.then(|| (page + 1).to_string()),
            },
            facets: facets(&listing, &narrowed, &wanted, scope.locale),
            breadcrumbs: page::breadcrumbs(&listing, parameters.text("category"), scope.locale),
            did_you_mean: match &found {
                Some(found) if found.is_empty() => search::correct(&app.db, &listing, q).await?,
                _ => None,
            },
        })
    })
    .await
}

/// One product with everything its page shows.
#[utoipa::path(
    get,
    path = <GetProduct as Endpoint>::PATH,
    tag = "catalogue",
    params(
        ("slug" = String, Path, description = "The product"),
        Scoped,
    ),
    responses(
        (status = 200, body = Product),
        (status = 404, content_type = "application/problem+json", body = Problem),
        (status = 422, content_type = "application/problem+json", body = Problem),
    )
)]
async fn get_product(
    State(app): State<App>,
    headers: HeaderMap,
    uri: Uri,
    scope: Scoped,
    Path(slug): Path<String>,
) -> Answer<Response> {
    public(&app, &headers, &uri, async {
        let listing = app.listings.current(&app.db).await?;
        page::product(&app, &listing, &slug, &scope).await
    })
    .await
}

/// What buyers wrote about a product, newest first.
#[utoipa::path(
    get,
    path = <ListReviews as Endpoint>::PATH,
    tag = "catalogue",
    params(
        ("slug" = String, Path, description = "The product"),
        ("page" = Option<u32>, Query, description = "Which page, from 1"),
    ),
    responses(
        (status = 200, body = Reviews),
        (status = 404, content_type = "application/problem+json", body = Problem),
        (status = 422, content_type = "application/problem+json", body = Problem),
    )
)]
async fn list_reviews(
    State(app): State<App>,
    headers: HeaderMap,
    uri: Uri,
    _scope: Scoped,
    Path(slug): Path<String>,
    Query(query): Query<Vec<(String, String)>>,
) -> Answer<Response> {
    let parameters = Parameters(query);
    public(&app, &headers, &uri, async {
        let page = parameters.page()?;
        let mut snapshot = app.db.snapshot().await?;
        let product = store::catalog::page(&mut snapshot, &slug).await?.ok_or_else(Refused::not_found)?.card;
        let from = i64::try_from((page - 1) * REVIEWS).unwrap_or(i64::MAX);
        let count = i64::try_from(REVIEWS).unwrap_or(i64::MAX);
        let rows = store::catalog::reviews(&mut snapshot, product.id, from, count).await?;
        Ok(Reviews {
            rating: cards::rating(product.rating_tenths, product.rating_count),
            histogram: store::catalog::histogram(&mut snapshot, product.id).await?,
            page: Page {
                items: rows
                    .into_iter()
                    .map(|row| Review {
                        id: row.id.into(),
                        author: row.author,
                        stars: u8::try_from(row.stars).unwrap_or(1),
                        title: row.title,
                        text: row.body,
                        locale: Locale(row.locale),
                        written_at: row.written_at,
                    })
                    .collect(),
                total: u64::try_from(product.rating_count).ok(),
                next: (from.saturating_add(count) < product.rating_count).then(|| (page + 1).to_string()),
            },
        })
    })
    .await
}

/// What a half-typed search may mean.
#[utoipa::path(
    get,
    path = <ListSuggestions as Endpoint>::PATH,
    tag = "catalogue",
    params(
        ("q" = String, Query, description = "What was typed so far"),
        Scoped,
    ),
    responses(
        (status = 200, body = Suggestions),
        (status = 422, content_type = "application/problem+json", body = Problem),
    )
)]
async fn list_suggestions(
    State(app): State<App>,
    headers: HeaderMap,
    uri: Uri,
    scope: Scoped,
    Query(query): Query<Vec<(String, String)>>,
) -> Answer<Response> {
    let parameters = Parameters(query);
    public(&app, &headers, &uri, async {
        let q = parameters.search()?;
        let folded = words::folded(q);
        if folded.is_empty() {
            return Ok(Suggestions { queries: vec![], products: vec![], categories: vec![] });
        }
        let listing = app.listings.current(&app.db).await?;
        let found = search::find(&app.db, q).await?;
        let wanted = Wanted { found: Some(&found), currency: place_of(&scope), ..Wanted::default() };
        let narrowed = listing.narrow(&wanted);
        let ids = listing.page(&narrowed, &wanted, Default::default(), 0, 5);
        let products = page::cards_of(&app, &ids, &scope)
            .await?
            .into_iter()
            .map(|card| SuggestedProduct {
                slug: card.slug,
                title: card.title,
                price: card.price.amount,
                picture: card.picture,
            })
            .collect();
        let categories = listing
            .categories
            .iter()
            .filter(|branch| {
                let name = words::folded(&cards::text(&branch.row.names, scope.locale));
                name.split(' ').any(|word| word.starts_with(&folded))
                    || name.starts_with(&folded)
                    || (!folded.is_ascii() && name.contains(&folded))
            })
            .filter(|branch| listing.sold_in(branch, place_of(&scope)) > 0)
            .take(3)
            .map(|branch| Breadcrumb {
                slug: branch.row.slug.as_str().into(),
                name: cards::text(&branch.row.names, scope.locale),
            })
            .collect();
        let mut snapshot = app.db.snapshot().await?;
        let mut queries = store::search::completions(&mut snapshot, scope.locale, &folded, 8).await?;
        // "shoe" after "shoes" would find the same.
        let mut seen: Vec<Vec<words::Part>> = Vec::new();
        queries.retain(|query| {
            let parts = words::query(query);
            let is_new = !seen.contains(&parts);
            seen.push(parts);
            is_new
        });
        queries.truncate(5);
        Ok(Suggestions { queries, products, categories })
    })
    .await
}

/// The place of the scope's currency.
fn place_of(scope: &Scoped) -> usize {
    // A scope's currency is one of them.
    CURRENCIES.iter().position(|code| *code == scope.currency.code()).unwrap_or_default()
}

fn chosen(listing: &Listing, pairs: &[(&str, &str)]) -> Answer<Vec<(usize, usize)>> {
    pairs
        .iter()
        .map(|(facet, value)| {
            let place = listing.facets.iter().position(|known| known.id == *facet)?;
            let value = listing.facets[place].values.iter().position(|(known, _)| known.id == *value)?;
            Some((place, value))
        })
        .collect::<Option<Vec<_>>>()
        .ok_or_else(|| Refused::field("facets", FieldProblemCode::NotAllowed))
}

/// The facets of a list: those with something to choose, and those with a choice.
fn facets(listing: &Listing, narrowed: &Narrowed, wanted: &Wanted<'_>, locale: &str) -> Vec<Facet> {
    let is_narrow = wanted.category.is_some() || wanted.found.is_some();
    listing
        .facets
        .iter()
        .enumerate()
        .filter_map(|(place, facet)| {
            let values: Vec<FacetValue> = facet
                .values
                .iter()
                .enumerate()
                .filter_map(|(value_place, (value, products))| {
                    let selected = wanted.chosen.contains(&(place, value_place));
                    let (count, is_there) = narrowed.count(place, products);
                    (is_there || selected).then(|| FacetValue {
                        id: value.id.as_str().into(),
                        name: cards::text(&value.names, locale),
                        count,
                        selected,
                        colour: value.colour.clone(),
                    })
                })
                .collect();
            let has_choice = values.iter().any(|value| value.selected);
            // Sizes of shoes and of coats side by side help nobody.
            let is_useful = values.len() > 1 && (is_narrow || facet.id != "size");
            (has_choice || is_useful).then(|| Facet {
                id: facet.id.as_str().into(),
                name: cards::text(&facet.names, locale),
                values,
            })
        })
        .collect()
}
