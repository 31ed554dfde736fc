//! What the address of a list of group-buys means: words, category, phase, order and page.

use crate::routes;
use fivefold_api::endpoints::{Endpoint, ListGroupBuys, QueryWriter};
use fivefold_api::model::{GroupFilter, GroupSort};
use fivefold_api::vocabulary::CategorySlug;

/// How many group-buys stand on a page; kept beside the early call of `routes::patterns`.
pub const PER_PAGE: u32 = 24;
/// No shop has more pages, and a backend is not asked for nonsense.
const LAST_PAGE: u32 = 10_000;
/// What anybody types into a search box is shorter.
const LONGEST_SEARCH: usize = 200;

/// The list an address asks for. Its query string is that of `GET /v1/group-buys`, so that the first request can
/// start before the app is there.
#[derive(Clone, PartialEq, Eq, Hash, Default)]
pub struct GroupsAddress {
    /// What is asked of the shop.
    pub asked: ListGroupBuys,
}

impl GroupsAddress {
    /// Reads an address. `param` gives the parameters of its query. What makes no sense is left out.
    pub fn read(param: &dyn Fn(&str) -> Option<String>) -> Self {
        let word = |name: &str| param(name).unwrap_or_default();
        let page = word("page").parse().ok().filter(|page| (1..=LAST_PAGE).contains(page)).unwrap_or(1);
        let asked = ListGroupBuys {
            q: word("q").trim().chars().take(LONGEST_SEARCH).collect(),
            category: param("category").filter(|slug| !slug.is_empty()).map(CategorySlug::from),
            phase: GroupFilter::from_query(&word("phase")),
            sort: GroupSort::from_query(&word("sort")),
            page,
            per_page: PER_PAGE,
        };
        Self { asked }
    }

    /// The address itself.
    pub fn href(&self) -> String {
        let mut query = QueryWriter::default();
        ListGroupBuys { per_page: 0, ..self.asked.clone() }.query(&mut query);
        routes::group_buys() + &query.finish()
    }

    /// The same list of group-buys that stand elsewhere in their lives.
    pub fn in_phase(&self, phase: GroupFilter) -> Self {
        self.anew(ListGroupBuys { phase, ..self.asked.clone() })
    }

    /// The same list in another order.
    pub fn sorted(&self, sort: GroupSort) -> Self {
        self.anew(ListGroupBuys { sort, ..self.asked.clone() })
    }

    /// The same list for other words.
    pub fn searched(&self, q: &str) -> Self {
        self.anew(ListGroupBuys { q: q.trim().to_owned(), ..self.asked.clone() })
    }

    /// The same list of one category, or of all.
    pub fn of_category(&self, slug: &str) -> Self {
        let category = Some(slug).filter(|slug| !slug.is_empty()).map(CategorySlug::from);
        self.anew(ListGroupBuys { category, ..self.asked.clone() })
    }

    /// One page of the same list.
    pub fn at_page(&self, page: u32) -> Self {
        Self { asked: ListGroupBuys { page, ..self.asked.clone() } }
    }

    /// Whether words or a category narrow it.
    pub fn is_narrowed(&self) -> bool {
        !self.asked.q.is_empty() || self.asked.category.is_some() || self.asked.phase != GroupFilter::Open
    }

    fn anew(&self, asked: ListGroupBuys) -> Self {
        Self { asked: ListGroupBuys { page: 1, per_page: self.asked.per_page, ..asked } }
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

    fn read(query: &str) -> GroupsAddress {
        let find = |name: &str| {
            let mut pairs = query.trim_start_matches('?').split('&').filter_map(|pair| pair.split_once('='));
            pairs.find(|(found, _)| *found == name).map(|(_, value)| value.to_owned())
        };
        GroupsAddress::read(&find)
    }

    #[test]
    fn an_address_is_read_and_written_alike() {
        for query in
            ["", "?q=teapot", "?q=teapot&category=kitchen&phase=ending&sort=most_people&page=3", "?page=2"]
        {
            assert_eq!(read(query).href(), ["/group-buys", query].concat());
        }
    }

    #[test]
    fn nonsense_in_an_address_is_left_out() {
        for query in ["?page=0", "?page=many", "?page=99999999", "?phase=sideways", "?sort=up&category="] {
            assert_eq!(read(query).href(), "/group-buys");
        }
    }

    #[test]
    fn a_change_starts_the_list_anew_and_keeps_the_rest() {
        let list = read("?q=teapot&category=kitchen&page=3");
        assert_eq!(
            list.in_phase(GroupFilter::Tipped).href(),
            "/group-buys?q=teapot&category=kitchen&phase=tipped"
        );
        assert_eq!(list.of_category("").href(), "/group-buys?q=teapot");
        assert_eq!(list.searched(" red ").href(), "/group-buys?q=red&category=kitchen");
        assert_eq!(list.at_page(2).href(), "/group-buys?q=teapot&category=kitchen&page=2");
        assert_eq!((pages(None), pages(Some(24)), pages(Some(25))), (1, 1, 2));
    }

    proptest! {
        #[test]
        fn no_address_panics(value in "\\PC{0,30}", name in "q|category|phase|sort|page") {
            let address = GroupsAddress::read(&|asked| (asked == name).then(|| value.clone()));
            prop_assert!(address.asked.page >= 1);
        }
    }
}
