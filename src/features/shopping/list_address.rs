//! What the address of a list means: words, category, filters, order and the pages shown.

use crate::routes;
use fivefold_api::endpoints::{Endpoint, ListProducts, QueryWriter};
use fivefold_api::model::{Facet, ProductSort};
use fivefold_api::vocabulary::{CategorySlug, FacetId, FacetValueId};

/// How many products stand on a page: full rows of two, three and four.
pub const PER_PAGE: u32 = 24;
/// More pages in one address would be slow to come back to.
const PAGES_TOGETHER: u32 = 10;
/// No shop is longer, and a backend is not asked for nonsense.
const LAST_PAGE: u32 = 10_000;
/// What anybody types into a search box is shorter, and a backend need not take more.
const LONGEST_SEARCH: usize = 200;

/// The list an address asks for. Its query string is that of `GET /v1/products` without the category, so
/// that the first request can start before the app is there.
#[derive(Clone, PartialEq, Eq, Hash, Default)]
pub struct ListAddress {
    /// The first page shown, and how it is narrowed and sorted.
    pub asked: ListProducts,
    /// It is the page of a search, even of one without words.
    pub is_search: bool,
    /// The last page shown: that of `asked`, or a later one after "show more".
    pub last: u32,
    /// A part of the address made no sense and is left out.
    pub has_nonsense: bool,
}

impl ListAddress {
    /// Reads an address. `param` gives the parameters of its query.
    pub fn read(
        category: Option<CategorySlug>,
        is_search: bool,
        param: &dyn Fn(&str) -> Option<String>,
    ) -> Self {
        let mut has_nonsense = false;
        let mut facets = Vec::new();
        for part in param("facets").unwrap_or_default().split(',').filter(|part| !part.is_empty()) {
            match part.split_once(':') {
                Some((facet, value)) if !facet.is_empty() && !value.is_empty() => {
                    let chosen = (FacetId::from(facet), FacetValueId::from(value));
                    if !facets.contains(&chosen) {
                        facets.push(chosen);
                    }
                }
                _ => has_nonsense = true,
            }
        }
        let word = param("sort").unwrap_or_default();
        let sort = ProductSort::from_query(&word);
        has_nonsense |= sort.as_query() != word;
        let mut page_from = |name: &str, at_least: u32, at_most: u32| {
            let text = param(name)?;
            let page = text.parse().ok().filter(|page| (at_least..=at_most).contains(page));
            has_nonsense |= page.is_none();
            page
        };
        let page = page_from("page", 1, LAST_PAGE).unwrap_or(1);
        let last = page_from("to", page, page + PAGES_TOGETHER - 1).unwrap_or(page);
        let typed = param("q").unwrap_or_default();
        let q: String = typed.trim().chars().take(LONGEST_SEARCH).collect();
        has_nonsense |= q.len() < typed.trim().len();
        let asked = ListProducts { q, category, facets, sort, page, per_page: PER_PAGE };
        Self { asked, is_search, last, has_nonsense }
    }

    /// The address itself.
    pub fn href(&self) -> String {
        routes::list(self.asked.category.as_ref(), self.is_search, &self.query())
    }

    /// The query of this address with its question mark, or nothing.
    pub fn query(&self) -> String {
        let mut query = QueryWriter::default();
        ListProducts { category: None, per_page: 0, ..self.asked.clone() }.query(&mut query);
        if self.last > self.asked.page {
            query.add("to", &self.last.to_string());
        }
        query.finish()
    }

    /// The same list in another order, from its start.
    pub fn sorted(&self, sort: ProductSort) -> Self {
        self.on_first_page(ListProducts { sort, ..self.asked.clone() })
    }

    /// The same list with a filter value chosen, or no longer.
    pub fn toggled(&self, facet: &FacetId, value: &FacetValueId) -> Self {
        let mut asked = self.asked.clone();
        let count = asked.facets.len();
        asked.facets.retain(|(id, chosen)| (id, chosen) != (facet, value));
        if asked.facets.len() == count {
            asked.facets.push((facet.clone(), value.clone()));
        }
        self.on_first_page(asked)
    }

    /// The same list without filters.
    pub fn unfiltered(&self) -> Self {
        self.on_first_page(ListProducts { facets: Vec::new(), ..self.asked.clone() })
    }

    /// The same list for other words, without filters.
    pub fn searched(&self, q: &str) -> Self {
        self.on_first_page(ListProducts { q: q.to_owned(), facets: Vec::new(), ..self.asked.clone() })
    }

    /// One page of the same list, alone.
    pub fn at_page(&self, page: u32) -> Self {
        let asked = ListProducts { page, ..self.asked.clone() };
        Self { asked, is_search: self.is_search, last: page, has_nonsense: false }
    }

    /// One page more under the ones shown; `None` when there are enough together already.
    pub fn with_one_more(&self) -> Option<Self> {
        let last = self.last + 1;
        (last < self.asked.page + PAGES_TOGETHER).then(|| Self { last, has_nonsense: false, ..self.clone() })
    }

    /// Whether a filter value is chosen.
    pub fn has(&self, facet: &FacetId, value: &FacetValueId) -> bool {
        self.asked.facets.iter().any(|(id, chosen)| (id, chosen) == (facet, value))
    }

    /// Whether the backend knows every chosen filter value.
    pub fn is_known_to(&self, facets: &[Facet]) -> bool {
        self.asked.facets.iter().all(|(id, chosen)| {
            facets.iter().any(|facet| facet.id == *id && facet.values.iter().any(|value| value.id == *chosen))
        })
    }

    fn on_first_page(&self, asked: ListProducts) -> Self {
        let asked = ListProducts { page: 1, ..asked };
        Self { asked, is_search: self.is_search, last: 1, has_nonsense: false }
    }
}

/// How many pages a list has.
pub fn pages(total: Option<u64>) -> u32 {
    let pages = total.unwrap_or_default().div_ceil(u64::from(PER_PAGE)).max(1);
    u32::try_from(pages).unwrap_or(LAST_PAGE).min(LAST_PAGE)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(query: &str) -> ListAddress {
        let params: Vec<(String, String)> = query
            .split('&')
            .filter_map(|pair| pair.split_once('='))
            .map(|(name, value)| (name.to_owned(), value.replace("%3A", ":").replace("%2C", ",")))
            .collect();
        ListAddress::read(None, false, &|name| {
            params.iter().find(|(found, _)| found == name).map(|(_, value)| value.clone())
        })
    }

    #[test]
    fn b2c_24_an_address_is_read_and_written_alike() {
        for query in [
            "?q=tea",
            "?facets=colour%3Asand%2Cmaterial%3Awool&sort=price_up&page=3",
            "?page=2&to=4",
            "?sort=rating&to=2",
        ] {
            let address = read(&query[1..]);
            assert_eq!(address.query(), query);
            assert!(!address.has_nonsense, "{query}");
        }
        assert_eq!(read("utm_source=mail").query(), "");
        assert!(!read("utm_source=mail").has_nonsense);
    }

    #[test]
    fn b2c_24_nonsense_in_an_address_is_left_out_and_told() {
        for (query, kept) in [
            ("page=0", ""),
            ("page=-1", ""),
            ("page=many", ""),
            ("page=99999999999", ""),
            ("sort=sideways&page=2", "?page=2"),
            ("facets=colour", ""),
            ("facets=colour:,:sand,material:wool", "?facets=material%3Awool"),
            ("page=5&to=2", "?page=5"),
            ("to=11", ""),
        ] {
            let address = read(query);
            assert!(address.has_nonsense, "{query}");
            assert_eq!(address.query(), kept, "{query}");
        }
    }

    #[test]
    fn b2c_23_an_endless_search_is_cut_and_told() {
        let address = read(&["q=", &"漢".repeat(300)].concat());
        assert_eq!(address.asked.q, "漢".repeat(200));
        assert!(address.has_nonsense);
    }

    #[test]
    fn a_filter_is_chosen_and_let_go_and_starts_the_list_anew() {
        let (colour, sand) = (FacetId::from("colour"), FacetValueId::from("sand"));
        let start = read("facets=material:wool&page=3");
        let chosen = start.toggled(&colour, &sand);
        assert_eq!(chosen.query(), "?facets=material%3Awool%2Ccolour%3Asand");
        assert!(chosen.has(&colour, &sand));
        assert_eq!(chosen.toggled(&colour, &sand).query(), "?facets=material%3Awool");
        assert_eq!(chosen.unfiltered().query(), "");
    }

    #[test]
    fn b2c_24_showing_more_is_an_address_too() {
        let more = read("page=2").with_one_more().unwrap();
        assert_eq!(more.query(), "?page=2&to=3");
        assert!(read("to=10").with_one_more().is_none());
        assert_eq!((pages(None), pages(Some(24)), pages(Some(25))), (1, 1, 2));
    }

    proptest! {
        #[test]
        fn no_address_panics(value in "\\PC{0,30}", name in "q|facets|sort|page|to") {
            let address = ListAddress::read(None, false, &|asked| (asked == name).then(|| value.clone()));
            prop_assert!(address.last >= address.asked.page);
        }
    }
}
