//! What the address of a list of services means: words, category, place, day, time of day, order and page.

use crate::routes;
use fivefold_api::endpoints::{Endpoint, ListServices, QueryWriter};
use fivefold_api::model::ServiceSort;
use fivefold_api::vocabulary::{CategorySlug, Date};

/// How many services stand on a page; kept beside the early call of `routes::patterns`.
pub const PER_PAGE: u32 = 24;
/// What `on` says of the venue's own day.
pub const TODAY: &str = "today";
/// No shop has more pages, and a backend is not asked for nonsense.
const LAST_PAGE: u32 = 10_000;
/// What anybody types into a search box is shorter.
const LONGEST_SEARCH: usize = 200;

/// The list an address asks for. Its query string is that of `GET /v1/services`, so that the first request can start
/// before the app is there.
#[derive(Clone, PartialEq, Eq, Hash, Default)]
pub struct ServicesAddress {
    /// What is asked of the shop.
    pub asked: ListServices,
}

impl ServicesAddress {
    /// Reads an address. `param` gives the parameters of its query. What makes no sense is left out.
    pub fn read(param: &dyn Fn(&str) -> Option<String>) -> Self {
        let word = |name: &str| param(name).unwrap_or_default();
        let page = word("page").parse().ok().filter(|page| (1..=LAST_PAGE).contains(page)).unwrap_or(1);
        let near = Some(word("near")).filter(|near| is_point(near)).unwrap_or_default();
        let asked = ListServices {
            q: typed(&word("q")),
            category: param("category").filter(|slug| !slug.is_empty()).map(CategorySlug::from),
            // One can look around one place only.
            place: if near.is_empty() { typed(&word("place")) } else { String::new() },
            near,
            on: Some(word("on")).filter(|on| is_day(on)).unwrap_or_default(),
            time: Some(word("time")).filter(|time| is_time(time)).unwrap_or_default(),
            sort: ServiceSort::from_query(&word("sort")),
            page,
            per_page: PER_PAGE,
        };
        Self { asked }
    }

    /// The address itself.
    pub fn href(&self) -> String {
        let mut query = QueryWriter::default();
        ListServices { per_page: 0, ..self.asked.clone() }.query(&mut query);
        routes::services() + &query.finish()
    }

    /// The same list for other words, around a place that is typed; around none for an empty one. Where one's own
    /// place was looked around and no other one is typed, it stays.
    pub fn searched(&self, q: &str, place: &str) -> Self {
        let (q, place) = (typed(q), typed(place));
        let near = if place.is_empty() { self.asked.near.clone() } else { String::new() };
        self.anew(ListServices { q, place, near, ..self.asked.clone() })
    }

    /// The same list around a city or a postcode; everywhere for an empty one.
    pub fn at_place(&self, place: &str) -> Self {
        self.anew(ListServices { place: typed(place), near: String::new(), ..self.asked.clone() })
    }

    /// The same list around a point, nearest first.
    pub fn near(&self, point: String) -> Self {
        let sort = ServiceSort::Nearest;
        self.anew(ListServices { place: String::new(), near: point, sort, ..self.asked.clone() })
    }

    /// The same list of one category, or of all.
    pub fn of_category(&self, slug: &str) -> Self {
        let category = Some(slug).filter(|slug| !slug.is_empty()).map(CategorySlug::from);
        self.anew(ListServices { category, ..self.asked.clone() })
    }

    /// The same list of a day: [`TODAY`], a date, or any for an empty word.
    pub fn on(&self, day: &str) -> Self {
        self.anew(ListServices { on: day.to_owned(), ..self.asked.clone() })
    }

    /// The same list of a date that is typed, or of any for an empty one. A year that is only half typed is one of long
    /// ago (`0202`), and no date yet.
    pub fn on_typed(&self, date: &str, today: Date) -> Option<Self> {
        // At some venue it may still be yesterday.
        let (year, _, _) = today.plus_days(-1).year_month_day();
        let is_typed = |date: Date| date.year_month_day().0 >= year;
        (date.is_empty() || Date::parse(date).is_some_and(is_typed)).then(|| self.on(date))
    }

    /// The same list at a time of day, or at any.
    pub fn at_time(&self, time: &str) -> Self {
        self.anew(ListServices { time: time.to_owned(), ..self.asked.clone() })
    }

    /// The same list in another order.
    pub fn sorted(&self, sort: ServiceSort) -> Self {
        self.anew(ListServices { sort, ..self.asked.clone() })
    }

    /// The same list for any words.
    pub fn of_any_words(&self) -> Self {
        self.anew(ListServices { q: String::new(), ..self.asked.clone() })
    }

    /// One page of the same list.
    pub fn at_page(&self, page: u32) -> Self {
        Self { asked: ListServices { page, ..self.asked.clone() } }
    }

    /// Whether distances are measured from somewhere.
    pub fn is_around(&self) -> bool {
        !(self.asked.place.is_empty() && self.asked.near.is_empty())
    }

    fn anew(&self, asked: ListServices) -> Self {
        Self { asked: ListServices { page: 1, per_page: self.asked.per_page, ..asked } }
    }
}

/// How many pages a list has.
pub fn pages(total: Option<u64>) -> u32 {
    let pages = total.unwrap_or_default().div_ceil(u64::from(PER_PAGE)).max(1);
    u32::try_from(pages).unwrap_or(LAST_PAGE).min(LAST_PAGE)
}

fn typed(text: &str) -> String {
    text.trim().chars().take(LONGEST_SEARCH).collect()
}

fn is_day(text: &str) -> bool {
    text == TODAY || Date::parse(text).is_some()
}

/// `18:00`.
fn is_time(text: &str) -> bool {
    let number = |part: &str, below: u32| {
        part.len() == 2
            && part.bytes().all(|byte| byte.is_ascii_digit())
            && part.parse().is_ok_and(|part: u32| part < below)
    };
    text.split_once(':').is_some_and(|(hour, minute)| number(hour, 24) && number(minute, 60))
}

/// `52.52,-13.4`: degrees, with two decimals at most, so that no address tells where somebody lives.
fn is_point(text: &str) -> bool {
    let degrees = |part: &str, most: u32| {
        let part = part.strip_prefix('-').unwrap_or(part);
        let (whole, decimals) = part.split_once('.').unwrap_or((part, "0"));
        [whole, decimals].iter().all(|digits| {
            !digits.is_empty() && digits.len() <= 3 && digits.bytes().all(|byte| byte.is_ascii_digit())
        }) && decimals.len() <= 2
            && whole.parse().is_ok_and(|whole: u32| whole <= most)
    };
    text.split_once(',').is_some_and(|(latitude, longitude)| degrees(latitude, 90) && degrees(longitude, 180))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(query: &str) -> ServicesAddress {
        let find = |name: &str| {
            let mut pairs = query.trim_start_matches('?').split('&').filter_map(|pair| pair.split_once('='));
            pairs
                .find(|(found, _)| *found == name)
                .map(|(_, value)| value.replace("%2C", ",").replace("%3A", ":"))
        };
        ServicesAddress::read(&find)
    }

    #[test]
    fn o2o_01_an_address_is_read_and_written_alike() {
        for query in [
            "",
            "?q=massage&category=wellness&place=lisbon&on=today&time=18%3A00&sort=price&page=3",
            "?near=52.52%2C13.41&on=2026-11-28&sort=nearest",
            "?near=-33.9%2C-71&page=2",
        ] {
            let href = read(query).href();
            assert_eq!(read(&href.replace("/services", "")).asked, read(query).asked, "{href}");
            assert_eq!(href.matches('=').count(), query.matches('=').count(), "{href}");
        }
    }

    #[test]
    fn o2o_01_nonsense_in_an_address_is_left_out() {
        for query in [
            "?page=0",
            "?on=tomorrow",
            "?on=2026-02-30",
            "?time=25:00",
            "?time=8:00",
            "?near=here",
            "?near=52.5,",
            "?near=91,0",
            "?sort=up&category=",
        ] {
            assert_eq!(read(query).href(), "/services", "{query}");
        }
    }

    #[test]
    fn o2o_01_no_address_tells_a_place_to_the_house() {
        assert_eq!(read("?near=52.5163,13.3777").asked.near, "");
        assert_eq!(read("?near=52.52,13.38").asked.near, "52.52,13.38");
    }

    #[test]
    fn o2o_01_a_change_starts_the_list_anew_and_keeps_the_rest() {
        let list = read("?q=massage&place=lisbon&on=today&page=3");
        assert_eq!(list.of_category("spa").href(), "/services?q=massage&category=spa&place=lisbon&on=today");
        assert_eq!(list.on("").href(), "/services?q=massage&place=lisbon");
        assert_eq!(list.at_page(2).href(), "/services?q=massage&place=lisbon&on=today&page=2");
        let near = list.near("52.52,13.41".to_owned());
        assert_eq!((near.asked.place.as_str(), near.asked.sort), ("", ServiceSort::Nearest));
        assert_eq!(near.searched("yoga", " ").asked.near, "52.52,13.41");
        let typed = near.searched("yoga", "porto").asked;
        assert_eq!((typed.near.as_str(), typed.place.as_str()), ("", "porto"));
        assert_eq!((pages(None), pages(Some(24)), pages(Some(25))), (1, 1, 2));
    }

    #[test]
    fn o2o_01_a_year_that_is_half_typed_is_no_date_yet() {
        let today = Date::parse("2027-01-01").unwrap();
        let typed = |date| read("?on=today").on_typed(date, today).map(|list| list.asked.on);
        for half in ["0002-12-31", "0020-12-31", "0202-12-31", "2025-12-31", "today"] {
            assert_eq!(typed(half), None, "{half}");
        }
        assert_eq!(typed("2026-12-31").as_deref(), Some("2026-12-31"), "it is yesterday in Honolulu");
        assert_eq!(typed("").as_deref(), Some(""));
    }

    proptest! {
        #[test]
        fn no_address_panics(value in "\\PC{0,30}", name in "q|category|place|near|on|time|sort|page") {
            let address = ServicesAddress::read(&|asked| (asked == name).then(|| value.clone()));
            prop_assert!(address.asked.page >= 1);
        }
    }
}
