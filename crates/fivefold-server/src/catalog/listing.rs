//! The index that lists are made from: which products are in a category, have a facet's value, are
//! sold in a currency. Sets are bitmaps over the products in the shop's own order.

use crate::{
    markets::CURRENCIES,
    problem::Answer,
    store::{
        Db,
        catalog::{self, CategoryRow, ListedRow, StoredValue, Texts},
        search,
    },
};
use fivefold_api::model::ProductSort;
use std::{
    cmp::Reverse,
    collections::HashMap,
    sync::{Arc, PoisonError, RwLock},
};

/// The index of the catalogue's current edition.
#[derive(Debug, Default)]
pub(crate) struct Listings(RwLock<Arc<Listing>>);

/// One edition of the catalogue, as far as lists need it.
#[derive(Debug, Default)]
pub(crate) struct Listing {
    edition: String,
    /// Categories, parents before their children.
    pub(super) categories: Vec<Branch>,
    pub(super) facets: Vec<Dimension>,
    /// Products in the shop's own order.
    rows: Vec<ListedRow>,
    places: HashMap<i64, usize>,
    /// By the currency's place in [`CURRENCIES`].
    sold: Vec<Set>,
    prices: Vec<Vec<i64>>,
    /// Words that corrections are made of, with weights.
    pub(super) words: Vec<(String, i64)>,
}

/// A category and all products in it and below it.
#[derive(Debug)]
pub(super) struct Branch {
    pub(super) row: CategoryRow,
    pub(super) products: Set,
}

/// A facet and its values.
#[derive(Debug)]
pub(super) struct Dimension {
    pub(super) id: String,
    pub(super) names: Texts,
    pub(super) values: Vec<(StoredValue, Set)>,
}

/// A set of products.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Set(Vec<u64>);

impl Set {
    fn empty(size: usize) -> Self {
        Self(vec![0; size.div_ceil(64)])
    }

    fn all(size: usize) -> Self {
        let mut set = Self::empty(size);
        (0..size).for_each(|place| set.insert(place));
        set
    }

    fn insert(&mut self, place: usize) {
        self.0[place / 64] |= 1 << (place % 64);
    }

    fn keep(&mut self, other: &Self) {
        self.0.iter_mut().zip(&other.0).for_each(|(word, other)| *word &= other);
    }

    fn add(&mut self, other: &Self) {
        self.0.iter_mut().zip(&other.0).for_each(|(word, other)| *word |= other);
    }

    /// How many are in both.
    pub(super) fn common(&self, other: &Self) -> u64 {
        self.0.iter().zip(&other.0).map(|(word, other)| u64::from((word & other).count_ones())).sum()
    }

    fn places(&self) -> impl Iterator<Item = usize> {
        self.0.iter().enumerate().flat_map(|(index, word)| {
            (0..64).filter(move |bit| word & (1_u64 << bit) != 0).map(move |bit| index * 64 + bit)
        })
    }
}

/// What a list is narrowed to.
#[derive(Debug, Default)]
pub(super) struct Wanted<'a> {
    pub(super) category: Option<usize>,
    /// Products that a search found, with how well they fit.
    pub(super) found: Option<&'a HashMap<i64, i64>>,
    /// Chosen values: places of facet and value.
    pub(super) chosen: Vec<(usize, usize)>,
    /// The currency's place in [`CURRENCIES`].
    pub(super) currency: usize,
}

/// A narrowed list.
pub(super) struct Narrowed {
    /// What remains.
    result: Set,
    /// What would remain without any facet.
    base: Set,
    /// For each facet, what remains under the others.
    others: Vec<Set>,
}

impl Narrowed {
    /// How many remain.
    pub(super) fn total(&self) -> u64 {
        self.result.common(&self.result)
    }

    /// How many a value would leave, and whether it is in the list at all.
    pub(super) fn count(&self, facet: usize, value: &Set) -> (u64, bool) {
        (self.others[facet].common(value), self.base.common(value) > 0)
    }
}

impl Listings {
    /// The index of the current edition.
    pub(crate) async fn current(&self, db: &Db) -> Answer<Arc<Listing>> {
        let mut snapshot = db.snapshot().await?;
        let edition = catalog::edition(&mut snapshot).await?;
        let known = Arc::clone(&self.0.read().unwrap_or_else(PoisonError::into_inner));
        if known.edition == edition {
            return Ok(known);
        }
        let listing = Arc::new(Listing::read(&mut snapshot, edition).await?);
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = Arc::clone(&listing);
        Ok(listing)
    }
}

impl Listing {
    async fn read(connection: &mut sqlx::SqliteConnection, edition: String) -> Result<Self, sqlx::Error> {
        let rows = catalog::listed(connection).await?;
        let size = rows.len();
        let places: HashMap<i64, usize> =
            rows.iter().enumerate().map(|(place, row)| (row.id, place)).collect();

        let mut own: HashMap<&str, Set> = HashMap::new();
        for (place, row) in rows.iter().enumerate() {
            own.entry(&row.category).or_insert_with(|| Set::empty(size)).insert(place);
        }
        let stored = catalog::categories(connection).await?;
        let mut categories = Vec::with_capacity(stored.len());
        branch(&stored, None, &own, size, &mut categories);

        let mut facets: Vec<Dimension> = catalog::facets(connection)
            .await?
            .into_iter()
            .map(|(id, names)| Dimension { id, names, values: Vec::new() })
            .collect();
        let mut value_places: HashMap<(String, String), (usize, usize)> = HashMap::new();
        for (facet, value) in catalog::facet_values(connection).await? {
            if let Some(place) = facets.iter().position(|known| known.id == facet) {
                value_places.insert((facet, value.id.clone()), (place, facets[place].values.len()));
                facets[place].values.push((value, Set::empty(size)));
            }
        }
        for (product, facet, value) in catalog::product_facets(connection).await? {
            if let (Some((facet, value)), Some(place)) =
                (value_places.get(&(facet, value)), places.get(&product))
            {
                facets[*facet].values[*value].1.insert(*place);
            }
        }

        let mut sold = vec![Set::empty(size); CURRENCIES.len()];
        let mut prices = vec![vec![0; size]; CURRENCIES.len()];
        for (product, currency, amount) in catalog::lowest_prices(connection).await? {
            if let (Some(currency), Some(place)) =
                (CURRENCIES.iter().position(|code| *code == currency), places.get(&product))
            {
                sold[currency].insert(*place);
                prices[currency][*place] = amount;
            }
        }
        let words = search::phrases(connection, crate::markets::LOCALES[0]).await?;
        Ok(Self { edition, categories, facets, rows, places, sold, prices, words })
    }

    /// The place of a category.
    pub(super) fn category(&self, slug: &str) -> Option<usize> {
        self.categories.iter().position(|branch| branch.row.slug == slug)
    }

    /// The way to a category, outermost first.
    pub(super) fn way_to(&self, slug: &str) -> Vec<&CategoryRow> {
        let mut way = Vec::new();
        let mut next = self.category(slug);
        while let Some(place) = next {
            let row = &self.categories[place].row;
            way.push(row);
            // A category cannot be its own ancestor: parents stand before their children.
            next = row.parent.as_deref().and_then(|parent| self.category(parent)).filter(|up| *up < place);
        }
        way.reverse();
        way
    }

    /// How many products of a category are sold in a currency.
    pub(super) fn sold_in(&self, branch: &Branch, currency: usize) -> u64 {
        branch.products.common(&self.sold[currency])
    }

    /// Narrows the catalogue.
    pub(super) fn narrow(&self, wanted: &Wanted<'_>) -> Narrowed {
        let mut base = self.sold.get(wanted.currency).cloned().unwrap_or_else(|| Set::all(self.rows.len()));
        if let Some(category) = wanted.category {
            base.keep(&self.categories[category].products);
        }
        if let Some(found) = wanted.found {
            let mut set = Set::empty(self.rows.len());
            found.keys().filter_map(|id| self.places.get(id)).for_each(|place| set.insert(*place));
            base.keep(&set);
        }
        let mut chosen: Vec<Option<Set>> = vec![None; self.facets.len()];
        for (facet, value) in &wanted.chosen {
            let set = &self.facets[*facet].values[*value].1;
            match &mut chosen[*facet] {
                Some(chosen) => chosen.add(set),
                none => *none = Some(set.clone()),
            }
        }
        let narrowed_except = |except: Option<usize>| {
            let mut set = base.clone();
            for (facet, chosen) in chosen.iter().enumerate() {
                if let Some(chosen) = chosen
                    && Some(facet) != except
                {
                    set.keep(chosen);
                }
            }
            set
        };
        Narrowed {
            result: narrowed_except(None),
            others: (0..self.facets.len()).map(|facet| narrowed_except(Some(facet))).collect(),
            base,
        }
    }

    /// The ids of a page of a narrowed list.
    pub(super) fn page(
        &self,
        narrowed: &Narrowed,
        wanted: &Wanted<'_>,
        sort: ProductSort,
        from: usize,
        count: usize,
    ) -> Vec<i64> {
        let mut places: Vec<usize> = narrowed.result.places().collect();
        // Sorting is stable, so that equals stay in the shop's own order.
        match sort {
            ProductSort::Newest => places.sort_by_key(|place| Reverse(self.rows[*place].listed_at)),
            ProductSort::PriceUp => places.sort_by_key(|place| self.prices[wanted.currency][*place]),
            ProductSort::PriceDown => {
                places.sort_by_key(|place| Reverse(self.prices[wanted.currency][*place]));
            }
            ProductSort::Rating => places.sort_by_key(|place| {
                let row = &self.rows[*place];
                Reverse((row.rating_tenths, row.rating_count))
            }),
            _ => {
                if let Some(found) = wanted.found {
                    places.sort_by_key(|place| Reverse(found.get(&self.rows[*place].id).copied()));
                }
            }
        }
        places.into_iter().skip(from).take(count).map(|place| self.rows[place].id).collect()
    }
}

/// Adds the categories below `parent`, each before its children; gives all their products.
fn branch(
    stored: &[CategoryRow],
    parent: Option<&str>,
    own: &HashMap<&str, Set>,
    size: usize,
    out: &mut Vec<Branch>,
) -> Set {
    let mut all = Set::empty(size);
    for row in stored.iter().filter(|row| row.parent.as_deref() == parent) {
        let place = out.len();
        let products = own.get(row.slug.as_str()).cloned().unwrap_or_else(|| Set::empty(size));
        out.push(Branch { row: row.clone(), products });
        let below = branch(stored, Some(&row.slug), own, size, out);
        out[place].products.add(&below);
        all.add(&out[place].products);
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_counts_and_lists_what_is_in_it() {
        let mut set = Set::empty(130);
        [0, 63, 64, 129].into_iter().for_each(|place| set.insert(place));
        assert_eq!(set.places().collect::<Vec<_>>(), [0, 63, 64, 129]);
        assert_eq!(set.common(&Set::all(130)), 4);
        let mut other = Set::empty(130);
        other.insert(64);
        set.keep(&other);
        assert_eq!(set, other);
    }
}
