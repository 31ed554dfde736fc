//! Every URL of the app as a typed function. No other file holds a path string.
//!
//! An address is the base of the configuration, then `/{locale}-{MARKET}` unless the place is the default
//! one, then the path. The functions add the first two by themselves, so a link always stays in its place.

pub mod patterns;

use fivefold_api::endpoints::{QueryWriter, fill_path};
use fivefold_api::vocabulary::{
    AuctionId, BookingId, CategorySlug, GroupBuyId, InvitationCode, OrderId, PaymentId, ProductSlug, QuoteId,
    ServiceId,
};
use patterns::{PATTERNS, Pattern};
use std::cell::RefCell;

thread_local! {
    static MOUNT: RefCell<Mount> = const { RefCell::new(Mount { base: String::new(), place: String::new() }) };
}

struct Mount {
    /// Where the app lives, without the slash at its end.
    base: String,
    /// What stands between base and path: nothing, or `/zh-Hant-TW`.
    place: String,
}

/// Sets what every address begins with. Called once, before the first view.
pub fn mount(base: &str, place: &str) {
    let base = base.trim_end_matches('/').to_owned();
    MOUNT.set(Mount { base, place: place.to_owned() });
}

/// The path below base and place: what [`find`] takes. `None` for an address outside of the app.
pub fn below(path: &str) -> Option<&str> {
    MOUNT.with_borrow(|mount| path.strip_prefix(&mount.base)?.strip_prefix(&mount.place))
}

/// The path below the base, with the place.
pub fn below_base<'p>(base: &str, path: &'p str) -> &'p str {
    path.strip_prefix(base.trim_end_matches('/')).unwrap_or(path)
}

/// The same page in another place: `rest` is path and query below the place.
pub fn in_place(place: &str, rest: &str) -> String {
    MOUNT.with_borrow(|mount| [&mount.base, place, rest].concat())
}

/// The address of a path below base and place.
pub fn in_this_place(rest: &str) -> String {
    MOUNT.with_borrow(|mount| [&mount.base, &mount.place, rest].concat())
}

/// The pattern that a path below the place fits, and its parameters, decoded.
pub fn find(path: &str) -> Option<(&'static Pattern, Vec<(&'static str, String)>)> {
    let segments: Vec<&str> = path.split('/').filter(|segment| !segment.is_empty()).collect();
    PATTERNS.iter().find_map(|pattern| Some((pattern, fit(pattern.path, &segments)?)))
}

/// The one parameter of a path; empty for a path without.
pub fn parameter(path: &str) -> String {
    let found = below(path).and_then(find).and_then(|(_, parameters)| parameters.into_iter().next());
    found.map(|(_, value)| value).unwrap_or_default()
}

/// The home page.
pub fn home() -> String {
    at(patterns::HOME, &[])
}

/// All products.
pub fn products() -> String {
    at(patterns::PRODUCTS, &[])
}

/// The products of a category.
pub fn category(slug: &CategorySlug) -> String {
    at(patterns::CATEGORY, &[slug.as_str()])
}

/// A list of products: of a category, of a search, or of all. `query` begins with its question mark.
pub fn list(of: Option<&CategorySlug>, is_search: bool, query: &str) -> String {
    let path = match of {
        Some(slug) => category(slug),
        None if is_search => at(patterns::SEARCH, &[]),
        None => products(),
    };
    path + query
}

/// What a search finds.
pub fn search(words: &str) -> String {
    let mut query = QueryWriter::default();
    query.add("q", words);
    at(patterns::SEARCH, &[]) + &query.finish()
}

/// One product.
pub fn product(slug: &ProductSlug) -> String {
    at(patterns::PRODUCT, &[slug.as_str()])
}

/// One product with a variant chosen (B2C-06).
pub fn product_variant(slug: &ProductSlug, sku: &str) -> String {
    let mut query = QueryWriter::default();
    query.add("sku", sku);
    product(slug) + &query.finish()
}

/// The cart.
pub fn cart() -> String {
    at(patterns::CART, &[])
}

/// The checkout.
pub fn checkout() -> String {
    at(patterns::CHECKOUT, &[])
}

/// Where a payment page sends the buyer back to.
pub fn payment_return() -> String {
    at(patterns::PAYMENT_RETURN, &[])
}

/// Where one attempt to pay is followed: what a payment page makes of [`payment_return`].
pub fn payment_return_of(payment: &PaymentId) -> String {
    let mut query = QueryWriter::default();
    query.add("payment", payment.as_str());
    payment_return() + &query.finish()
}

/// The orders of this session.
pub fn orders() -> String {
    at(patterns::ORDERS, &[])
}

/// One order of this session.
pub fn order(id: &OrderId) -> String {
    at(patterns::ORDER, &[id.as_str()])
}

/// One order as anyone who has its token may see it (B2C-19).
pub fn order_with_token(id: &OrderId, token: &str) -> String {
    let mut query = QueryWriter::default();
    query.add("token", token);
    order(id) + &query.finish()
}

/// The account, or the way into one; `next` is the path below base and place to go on to then.
pub fn account(next: Option<&str>) -> String {
    let mut query = QueryWriter::default();
    query.add_some("next", next.unwrap_or_default());
    at(patterns::ACCOUNT, &[]) + &query.finish()
}

/// Opening an account.
pub fn sign_up() -> String {
    at(patterns::SIGN_UP, &[])
}

/// Having forgotten the password.
pub fn reset_password() -> String {
    at(patterns::RESET, &[])
}

/// The saved addresses.
pub fn addresses() -> String {
    at(patterns::ADDRESSES, &[])
}

/// Name, language and password of the account.
pub fn settings() -> String {
    at(patterns::SETTINGS, &[])
}

/// Everything that somebody is committed to.
pub fn activity() -> String {
    at(patterns::ACTIVITY, &[])
}

/// Further down in it: `page` is what `next` of the page before said.
pub fn activity_page(page: &str) -> String {
    let mut query = QueryWriter::default();
    query.add("page", page);
    activity() + &query.finish()
}

/// Group-buys.
pub fn group_buys() -> String {
    at(patterns::GROUP_BUYS, &[])
}

/// One group-buy.
pub fn group_buy(id: &GroupBuyId) -> String {
    at(patterns::GROUP_BUY, &[id.as_str()])
}

/// Joining a group-buy.
pub fn join_group(id: &GroupBuyId) -> String {
    at(patterns::GROUP_BUY_JOIN, &[id.as_str()])
}

/// One's own group-buys; `query` begins with its question mark.
pub fn my_group_buys(query: &str) -> String {
    at(patterns::GROUP_BUYS_MINE, &[]) + query
}

/// Where an invitation leads.
pub fn invitation(code: &InvitationCode) -> String {
    at(patterns::INVITATION, &[code.as_str()])
}

/// Auctions.
pub fn auctions() -> String {
    at(patterns::AUCTIONS, &[])
}

/// One lot.
pub fn auction(id: &AuctionId) -> String {
    at(patterns::AUCTION, &[id.as_str()])
}

/// Ordering a lot that was won.
pub fn auction_order(id: &AuctionId) -> String {
    at(patterns::AUCTION_ORDER, &[id.as_str()])
}

/// One's own lots; `query` begins with its question mark.
pub fn my_auctions(query: &str) -> String {
    at(patterns::AUCTIONS_MINE, &[]) + query
}

/// Offering a lot.
pub fn sell_lot() -> String {
    at(patterns::AUCTIONS_SELL, &[])
}

/// Services to book.
pub fn services() -> String {
    at(patterns::SERVICES, &[])
}

/// One service and its times.
pub fn service(id: &ServiceId) -> String {
    at(patterns::SERVICE, &[id.as_str()])
}

/// What somebody has booked; `query` begins with its question mark.
pub fn bookings(query: &str) -> String {
    at(patterns::BOOKINGS, &[]) + query
}

/// One booking of this session.
pub fn booking(id: &BookingId) -> String {
    at(patterns::BOOKING, &[id.as_str()])
}

/// One booking as anyone who has its token may see it.
pub fn booking_with_token(id: &BookingId, token: &str) -> String {
    let mut query = QueryWriter::default();
    query.add_some("token", token);
    booking(id) + &query.finish()
}

/// What lets one in; `token` for whoever only has the link.
pub fn voucher(id: &BookingId, token: &str) -> String {
    let mut query = QueryWriter::default();
    query.add_some("token", token);
    at(patterns::VOUCHER, &[id.as_str()]) + &query.finish()
}

/// Moving a booking to another time.
pub fn change_booking(id: &BookingId) -> String {
    at(patterns::BOOKING_CHANGE, &[id.as_str()])
}

/// Where a venue's staff let people in.
pub fn door() -> String {
    at(patterns::DOOR, &[])
}

/// The quotes that a company has asked for.
pub fn quotes() -> String {
    at(patterns::QUOTES, &[])
}

/// One quote.
pub fn quote(id: &QuoteId) -> String {
    at(patterns::QUOTE, &[id.as_str()])
}

/// One version of a quote, to read (B2B-24).
pub fn quote_version(id: &QuoteId, number: u32) -> String {
    let mut query = QueryWriter::default();
    query.add("version", &number.to_string());
    quote(id) + &query.finish()
}

/// Wholesale: many numbers at once.
pub fn wholesale() -> String {
    at(patterns::WHOLESALE, &[])
}

/// Ordering an accepted quote.
pub fn quote_order(id: &QuoteId) -> String {
    at(patterns::QUOTE_ORDER, &[id.as_str()])
}

/// A quote as it is printed and exported.
pub fn quote_print(id: &QuoteId) -> String {
    at(patterns::QUOTE_PRINT, &[id.as_str()])
}

/// One version of a quote as it is printed and exported.
pub fn quote_print_version(id: &QuoteId, number: u32) -> String {
    let mut query = QueryWriter::default();
    query.add("version", &number.to_string());
    quote_print(id) + &query.finish()
}

/// What companies ask of the supplier.
pub fn supplier_quotes() -> String {
    at(patterns::SUPPLIER_QUOTES, &[])
}

/// The same, of some of them; `query` begins with its question mark.
pub fn supplier_quotes_of(query: &str) -> String {
    supplier_quotes() + query
}

/// One of them.
pub fn supplier_quote(id: &QuoteId) -> String {
    at(patterns::SUPPLIER_QUOTE, &[id.as_str()])
}

/// The request for a quote that somebody is writing.
pub fn quote_draft() -> String {
    at(patterns::QUOTE_DRAFT, &[])
}

fn at(pattern: &str, params: &[&str]) -> String {
    let mut params = params.iter();
    MOUNT.with_borrow(|mount| {
        let mut url = [mount.base.as_str(), &mount.place].concat();
        for segment in pattern.split('/').filter(|segment| !segment.is_empty()) {
            url.push('/');
            if segment.starts_with(':') {
                url.push_str(&fill_path("{}", &[params.next().copied().unwrap_or_default()]));
            } else {
                url.push_str(segment);
            }
        }
        if mount.place.is_empty() && url.len() == mount.base.len() {
            url.push('/');
        }
        url
    })
}

fn fit(pattern: &'static str, segments: &[&str]) -> Option<Vec<(&'static str, String)>> {
    let mut parts = pattern.split('/').filter(|part| !part.is_empty());
    let mut params = Vec::new();
    for segment in segments {
        let part = parts.next()?;
        match part.strip_prefix(':') {
            Some(name) => params.push((name, decode(segment)?)),
            None if part == *segment => {}
            None => return None,
        }
    }
    parts.next().is_none().then_some(params)
}

/// Undoes percent-encoding; `None` for what is not UTF-8.
fn decode(segment: &str) -> Option<String> {
    let hex = |digit: u8| char::from(digit).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    let mut bytes = Vec::with_capacity(segment.len());
    let mut rest = segment.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        match (first, after) {
            (b'%', [high, low, after @ ..]) => {
                bytes.push(hex(*high)? * 16 + hex(*low)?);
                rest = after;
            }
            (b'%', _) => return None,
            _ => {
                bytes.push(first);
                rest = after;
            }
        }
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn every_address() -> Vec<String> {
        let (category_slug, slug) = (CategorySlug::from("tea"), ProductSlug::from("cast-iron teapot/漢"));
        let id = OrderId::from("A-1");
        let all = vec![
            home(),
            products(),
            category(&category_slug),
            list(Some(&category_slug), false, "?page=2"),
            list(None, true, "?q=tea"),
            search("red tea & more"),
            product(&slug),
            product_variant(&slug, "T 1"),
            cart(),
            checkout(),
            payment_return(),
            orders(),
            order(&id),
            order_with_token(&id, "a+b"),
            account(None),
            account(Some("/checkout")),
            sign_up(),
            reset_password(),
            addresses(),
            settings(),
            activity(),
            activity_page("20"),
            in_this_place("/cart"),
            group_buys(),
            group_buy(&GroupBuyId::from("g 1")),
            join_group(&GroupBuyId::from("g 1")),
            my_group_buys("?list=over"),
            invitation(&InvitationCode::from("c 1")),
            auctions(),
            auction(&AuctionId::from("a 1")),
            auction_order(&AuctionId::from("a 1")),
            my_auctions("?list=won"),
            sell_lot(),
            services(),
            wholesale(),
        ];
        [
            all,
            vec![
                service(&ServiceId::from("s 1")),
                bookings("?list=past"),
                booking(&BookingId::from("b 1")),
                booking_with_token(&BookingId::from("b 1"), "a+b"),
                voucher(&BookingId::from("b 1"), ""),
                change_booking(&BookingId::from("b 1")),
                door(),
            ],
            vec![
                quote_draft(),
                quotes(),
                quote(&QuoteId::from("q 1")),
                quote_version(&QuoteId::from("q 1"), 2),
            ],
            vec![
                quote_order(&QuoteId::from("q 1")),
                quote_print(&QuoteId::from("q 1")),
                quote_print_version(&QuoteId::from("q 1"), 2),
                supplier_quotes(),
                supplier_quotes_of("?state=open"),
                supplier_quote(&QuoteId::from("q 1")),
            ],
        ]
        .concat()
    }

    #[test]
    fn every_address_is_found_again_in_every_place() {
        for (base, place) in [("/", ""), ("/", "/zh-Hant-TW"), ("/shop/", ""), ("/shop/", "/zh-Hant-TW")] {
            mount(base, place);
            for address in every_address() {
                let path = address.split('?').next().unwrap_or_default();
                let rest = below(path).unwrap_or_else(|| panic!("{address} left {base}{place}"));
                assert!(find(rest).is_some(), "{address}");
            }
        }
    }

    #[test]
    fn addresses_stay_in_their_place() {
        mount("/shop/", "/zh-Hant-TW");
        assert_eq!(home(), "/shop/zh-Hant-TW");
        assert_eq!(cart(), "/shop/zh-Hant-TW/cart");
        assert_eq!(in_place("", "/cart?x=1"), "/shop/cart?x=1");
        assert_eq!(below_base("/shop/", "/shop/zh-Hant-TW/cart"), "/zh-Hant-TW/cart");
        mount("/shop/", "");
        assert_eq!(home(), "/shop/");
        mount("/", "");
        assert_eq!(home(), "/");
        assert_eq!(product(&ProductSlug::from("a/b ?")), "/products/a%2Fb%20%3F");
        assert_eq!(search("red & blue"), "/search?q=red%20%26%20blue");
    }

    #[test]
    fn parameters_are_read_decoded() {
        let (pattern, params) = find("/products/a%2Fb%20c/").unwrap();
        assert_eq!((pattern.path, params), (patterns::PRODUCT, vec![("slug", "a/b c".to_owned())]));
        for path in ["/products/%", "/products/%zz", "/products/%ff", "/products/a/b", "/Products", "/cart/1"]
        {
            assert!(find(path).is_none(), "{path}");
        }
    }

    #[test]
    fn no_two_patterns_fit_the_same_path() {
        for (at, pattern) in PATTERNS.iter().enumerate() {
            let example = pattern.path.replace(":slug", "x").replace(":id", "x");
            let (found, _) = find(&example).unwrap();
            assert_eq!(found.path, PATTERNS[at].path);
        }
    }

    #[test]
    fn one_s_own_lots_and_the_offer_of_one_are_no_lots() {
        mount("/", "");
        let of = |path: &str| find(path).map(|(pattern, _)| pattern.path);
        assert_eq!(of(&my_auctions("")), Some(patterns::AUCTIONS_MINE));
        assert_eq!(of(&sell_lot()), Some(patterns::AUCTIONS_SELL));
        assert_eq!(of(&auction(&AuctionId::from("a_1"))), Some(patterns::AUCTION));
    }

    proptest! {
        #[test]
        fn a_strange_path_is_no_page_and_no_panic(path in "\\PC{0,40}") {
            find(&path);
            below(&path);
        }

        #[test]
        fn a_product_is_found_by_any_slug(slug in "\\PC{1,20}") {
            mount("/", "");
            let (_, params) = find(&product(&ProductSlug::from(slug.as_str()))).unwrap();
            prop_assert_eq!(&params[0].1, &slug);
        }
    }
}
