//! What the address of a list of lots means: words, category, phase, order and page.

use crate::routes;
use fivefold_api::endpoints::{Endpoint, ListAuctions, QueryWriter};
use fivefold_api::model::{AuctionFilter, AuctionSort};
use fivefold_api::vocabulary::CategorySlug;

/// How many lots stand on a page; kept beside the early call of `routes::patterns`.
const PER_PAGE: u32 = 24;
/// How many may stand on one. An address names it last, where `boot.js` expects it.
pub const PAGE_SIZES: [u32; 3] = [PER_PAGE, 60, 200];
/// No shop has more pages, and a backend is not asked for nonsense.
const LAST_PAGE: u32 = 10_000;
/// What anybody types into a search box is shorter.
const LONGEST_SEARCH: usize = 200;

/// The list an address asks for. Its query string is that of `GET /v1/auctions`, so that the first request can
/// start before the app is there.
#[derive(Clone, PartialEq, Eq, Hash, Default)]
pub struct LotsAddress {
    /// What is asked of the shop.
    pub asked: ListAuctions,
}

impl LotsAddress {
    /// Reads an address. `param` gives the parameters of its query. What makes no sense is left out.
    pub fn read(param: &dyn Fn(&str) -> Option<String>) -> Self {
        let word = |name: &str| param(name).unwrap_or_default();
        let page = word("page").parse().ok().filter(|page| (1..=LAST_PAGE).contains(page)).unwrap_or(1);
        let asked = ListAuctions {
            q: word("q").trim().chars().take(LONGEST_SEARCH).collect(),
            category: param("category").filter(|slug| !slug.is_empty()).map(CategorySlug::from),
            phase: AuctionFilter::from_query(&word("phase")),
            sort: AuctionSort::from_query(&word("sort")),
            page,
            per_page: word("per_page")
                .parse()
                .ok()
                .filter(|size| PAGE_SIZES.contains(size))
                .unwrap_or(PER_PAGE),
        };
        Self { asked }
    }

    /// The address itself.
    pub fn href(&self) -> String {
        let mut query = QueryWriter::default();
        let per_page = if self.asked.per_page == PER_PAGE { 0 } else { self.asked.per_page };
        ListAuctions { per_page, ..self.asked.clone() }.query(&mut query);
        routes::auctions() + &query.finish()
    }

    /// The same list of lots that stand elsewhere in their lives.
    pub fn in_phase(&self, phase: AuctionFilter) -> Self {
        self.anew(ListAuctions { phase, ..self.asked.clone() })
    }

    /// The same list in another order.
    pub fn sorted(&self, sort: AuctionSort) -> Self {
        self.anew(ListAuctions { sort, ..self.asked.clone() })
    }

    /// The same list for other words.
    pub fn searched(&self, q: &str) -> Self {
        self.anew(ListAuctions { q: q.trim().to_owned(), ..self.asked.clone() })
    }

    /// The same list of one category, or of all.
    pub fn of_category(&self, slug: &str) -> Self {
        let category = Some(slug).filter(|slug| !slug.is_empty()).map(CategorySlug::from);
        self.anew(ListAuctions { category, ..self.asked.clone() })
    }

    /// One page of the same list.
    pub fn at_page(&self, page: u32) -> Self {
        Self { asked: ListAuctions { page, ..self.asked.clone() } }
    }

    /// The same list with so many lots on a page.
    pub fn sized(&self, per_page: u32) -> Self {
        self.anew(ListAuctions { per_page, ..self.asked.clone() })
    }

    /// How many pages a list of so many lots has.
    pub fn pages(&self, total: Option<u64>) -> u32 {
        let pages = total.unwrap_or_default().div_ceil(self.asked.per_page.max(1).into()).max(1);
        u32::try_from(pages).unwrap_or(LAST_PAGE).min(LAST_PAGE)
    }

    /// Whether words or a category narrow it.
    pub fn is_narrowed(&self) -> bool {
        !self.asked.q.is_empty() || self.asked.category.is_some() || self.asked.phase != AuctionFilter::Open
    }

    fn anew(&self, asked: ListAuctions) -> Self {
        Self { asked: ListAuctions { page: 1, ..asked } }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(query: &str) -> LotsAddress {
        let find = |name: &str| {
            let mut pairs = query.trim_start_matches('?').split('&').filter_map(|pair| pair.split_once('='));
            pairs.find(|(found, _)| *found == name).map(|(_, value)| value.to_owned())
        };
        LotsAddress::read(&find)
    }

    #[test]
    fn c2c_19_an_address_is_read_and_written_alike() {
        for query in [
            "",
            "?q=clock",
            "?q=clock&category=clocks&phase=ending&sort=price_down&page=3",
            "?page=2",
            "?page=2&per_page=200",
        ] {
            assert_eq!(read(query).href(), ["/auctions", query].concat());
        }
    }

    #[test]
    fn nonsense_in_an_address_is_left_out() {
        for query in [
            "?page=0",
            "?page=many",
            "?page=99999999",
            "?phase=sideways",
            "?sort=up&category=",
            "?per_page=25",
        ] {
            assert_eq!(read(query).href(), "/auctions");
        }
    }

    #[test]
    fn a_change_starts_the_list_anew_and_keeps_the_rest() {
        let list = read("?q=clock&category=clocks&page=3");
        assert_eq!(list.in_phase(AuctionFilter::Live).href(), "/auctions?q=clock&category=clocks&phase=live");
        assert_eq!(list.of_category("").href(), "/auctions?q=clock");
        assert_eq!(list.searched(" red ").href(), "/auctions?q=red&category=clocks");
        assert_eq!(list.at_page(2).href(), "/auctions?q=clock&category=clocks&page=2");
        let long = list.sized(60);
        assert_eq!(long.href(), "/auctions?q=clock&category=clocks&per_page=60");
        assert_eq!(long.of_category("").href(), "/auctions?q=clock&per_page=60");
        assert_eq!(
            (list.pages(None), list.pages(Some(24)), list.pages(Some(25)), long.pages(Some(61))),
            (1, 1, 2, 2)
        );
    }

    proptest! {
        #[test]
        fn no_address_panics(value in "\\PC{0,30}", name in "q|category|phase|sort|page|per_page") {
            let address = LotsAddress::read(&|asked| (asked == name).then(|| value.clone()));
            prop_assert!(address.asked.page >= 1);
        }
    }
}
