//! One product with everything its page shows.

use super::{cards, listing::Listing};
use crate::{
    problem::{Answer, Refused},
    scope::Scoped,
    state::App,
    store::catalog,
};
use fivefold_api::model::{Breadcrumb, Detail, OptionValue, Product, ProductCard, ProductOption};

/// The product of a slug.
pub(super) async fn product(app: &App, listing: &Listing, slug: &str, scope: &Scoped) -> Answer<Product> {
    let mut snapshot = app.db.snapshot().await?;
    let row = catalog::page(&mut snapshot, slug).await?.ok_or_else(Refused::not_found)?;
    let variants = catalog::variants(&mut snapshot, &[row.card.id], scope.currency.code()).await?;
    let related = catalog::ids_of(&mut snapshot, &row.related).await?;
    drop(snapshot);
    let related = cards_of(app, &related, scope).await?;
    let locale = scope.locale;
    Ok(Product {
        slug: row.card.slug.as_str().into(),
        title: cards::text(&row.card.titles, locale),
        brand: row.card.brand.clone(),
        summary: cards::text(&row.summaries, locale),
        description: row
            .descriptions
            .get(locale)
            .or_else(|| row.descriptions.get(crate::markets::LOCALES[0]))
            .cloned()
            .unwrap_or_default(),
        details: row
            .details
            .iter()
            .map(|detail| Detail {
                label: cards::text(&detail.labels, locale),
                value: cards::text(&detail.values, locale),
            })
            .collect(),
        breadcrumbs: breadcrumbs(listing, &row.category, locale),
        pictures: row.card.pictures.iter().map(|stored| cards::picture(stored, locale)).collect(),
        options: row
            .card
            .options
            .iter()
            .map(|option| ProductOption {
                id: option.id.as_str().into(),
                name: cards::text(&option.names, locale),
                values: option
                    .values
                    .iter()
                    .map(|value| OptionValue {
                        id: value.id.as_str().into(),
                        name: cards::text(&value.names, locale),
                        colour: value.colour.clone(),
                    })
                    .collect(),
            })
            .collect(),
        variants: variants.iter().map(|row| cards::variant(row, scope)).collect(),
        badges: cards::badges(&row.card, &variants.iter().collect::<Vec<_>>()),
        rating: cards::rating(row.card.rating_tenths, row.card.rating_count),
        related,
    })
}

/// The cards of some products, in their order; those not sold in the currency are left out.
pub(super) async fn cards_of(app: &App, ids: &[i64], scope: &Scoped) -> Answer<Vec<ProductCard>> {
    let mut snapshot = app.db.snapshot().await?;
    let rows = catalog::cards(&mut snapshot, ids).await?;
    let variants = catalog::variants(&mut snapshot, ids, scope.currency.code()).await?;
    Ok(rows
        .iter()
        .filter_map(|row| {
            let own: Vec<_> = variants.iter().filter(|variant| variant.product == row.id).collect();
            cards::card(row, &own, scope)
        })
        .collect())
}

/// The way to a category, outermost first.
pub(super) fn breadcrumbs(listing: &Listing, category: &str, locale: &str) -> Vec<Breadcrumb> {
    listing
        .way_to(category)
        .into_iter()
        .map(|row| Breadcrumb { slug: row.slug.as_str().into(), name: cards::text(&row.names, locale) })
        .collect()
}
