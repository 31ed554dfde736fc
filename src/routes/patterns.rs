//! Every path the app answers, as plain data. This file is compiled twice: into the app, and into `xtask`,
//! which makes `_redirects`, the table for `boot.js` and the size report from it. It therefore uses nothing
//! of the crate.

/// The home page.
pub const HOME: &str = "/";
/// All products.
pub const PRODUCTS: &str = "/products";
/// One product.
pub const PRODUCT: &str = "/products/:slug";
/// The products of a category.
pub const CATEGORY: &str = "/categories/:slug";
/// What a search finds.
pub const SEARCH: &str = "/search";
/// The cart.
pub const CART: &str = "/cart";
/// The checkout.
pub const CHECKOUT: &str = "/checkout";
/// Where a payment page sends the buyer back to.
pub const PAYMENT_RETURN: &str = "/checkout/payment";
/// The orders of this session.
pub const ORDERS: &str = "/orders";
/// One order.
pub const ORDER: &str = "/orders/:id";
/// The account, or the way into one. All its pages are below.
pub const ACCOUNT: &str = "/account";
/// Opening an account.
pub const SIGN_UP: &str = "/account/sign-up";
/// Having forgotten the password.
pub const RESET: &str = "/account/reset";
/// Where the link of a mail leads: a new password.
pub const PASSWORD: &str = "/account/password";
/// The saved addresses.
pub const ADDRESSES: &str = "/account/addresses";
/// Name, language and password.
pub const SETTINGS: &str = "/account/settings";
/// Everything that somebody is committed to.
pub const ACTIVITY: &str = "/account/activity";
/// Group-buys.
pub const GROUP_BUYS: &str = "/group-buys";
/// The group-buys that somebody has joined.
pub const GROUP_BUYS_MINE: &str = "/group-buys/mine";
/// One group-buy.
pub const GROUP_BUY: &str = "/group-buys/:id";
/// Joining it.
pub const GROUP_BUY_JOIN: &str = "/group-buys/:id/join";
/// Where the link of an invitation leads.
pub const INVITATION: &str = "/invitations/:code";
/// Lots to bid on.
pub const AUCTIONS: &str = "/auctions";
/// The lots that somebody bids on, watches, has won or sells.
pub const AUCTIONS_MINE: &str = "/auctions/mine";
/// Offering a lot.
pub const AUCTIONS_SELL: &str = "/auctions/sell";
/// One lot.
pub const AUCTION: &str = "/auctions/:id";
/// Ordering a lot that was won.
pub const AUCTION_ORDER: &str = "/auctions/:id/order";
/// Services to book.
pub const SERVICES: &str = "/services";
/// One service and its times.
pub const SERVICE: &str = "/services/:id";
/// What somebody has booked.
pub const BOOKINGS: &str = "/bookings";
/// One booking, from the hold on. The link of its mail leads here.
pub const BOOKING: &str = "/bookings/:id";
/// What lets one in.
pub const VOUCHER: &str = "/bookings/:id/voucher";
/// Moving a booking to another time.
pub const BOOKING_CHANGE: &str = "/bookings/:id/change";
/// Where a venue's staff let people in.
pub const DOOR: &str = "/door";
/// The quotes that a company has asked for.
pub const QUOTES: &str = "/quotes";
/// One quote; an older version with `?version=`.
pub const QUOTE: &str = "/quotes/:id";
/// Ordering an accepted quote.
pub const QUOTE_ORDER: &str = "/quotes/:id/order";
/// A quote as it is printed and exported.
pub const QUOTE_PRINT: &str = "/quotes/:id/print";
/// What companies ask of the supplier.
pub const SUPPLIER_QUOTES: &str = "/supplier/quotes";
/// One of them.
pub const SUPPLIER_QUOTE: &str = "/supplier/quotes/:id";
/// Wholesale: many numbers at once.
pub const WHOLESALE: &str = "/wholesale";
/// The request for a quote that somebody is writing.
pub const QUOTE_DRAFT: &str = "/wholesale/draft";

/// What the design looks like. Development only: `xtask` compiles this file without the feature, so that no release
/// has a rule for it.
#[cfg(feature = "design")]
pub const DESIGN: &str = "/design";

/// One page's address. The app itself needs the path alone: what only `boot.js` and the build read is in none of its
/// bytes.
#[derive(Debug, Clone, Copy)]
pub struct Pattern {
    /// The path below the base and the optional `/{locale}-{MARKET}` prefix; `:name` is one segment.
    pub path: &'static str,
    /// The chunk that draws the page: the first argument of its `lazy_page!`.
    #[cfg(not(target_family = "wasm"))]
    pub chunk: &'static str,
    /// The calls that `boot.js` starts before the app is there. `{name}` is a path parameter, `{scope}` is
    /// locale, market and currency as the API client writes them, `{search}` is the page's own query string.
    /// The result must equal, to the letter, the URL that the page asks for.
    #[cfg(not(target_family = "wasm"))]
    pub early: &'static [&'static str],
}

#[cfg_attr(target_family = "wasm", expect(unused_variables, reason = "see [`Pattern`]"))]
const fn page(path: &'static str, chunk: &'static str, early: &'static [&'static str]) -> Pattern {
    Pattern {
        path,
        #[cfg(not(target_family = "wasm"))]
        chunk,
        #[cfg(not(target_family = "wasm"))]
        early,
    }
}

/// The calls that every first page starts, unless the configuration carries a capability snapshot.
pub const EARLY_EVERYWHERE: &[&str] = &["/v1/capabilities?{scope}"];

/// Every path the app answers. Anything else is a real 404 at the CDN.
pub const PATTERNS: &[Pattern] = &[
    page(HOME, "site", &["/v1/categories?{scope}", "/v1/products?sort=newest&per_page=8&{scope}"]),
    page(PRODUCTS, "shopping_list", &["/v1/products?{search}&per_page=24&{scope}"]),
    page(CATEGORY, "shopping_list", &["/v1/products?category={slug}&{search}&per_page=24&{scope}"]),
    page(SEARCH, "shopping_list", &["/v1/products?{search}&per_page=24&{scope}"]),
    page(PRODUCT, "shopping_product", &["/v1/products/{slug}?{scope}"]),
    page(CART, "cart", &[]),
    page(CHECKOUT, "checkout", &[]),
    page(PAYMENT_RETURN, "payment", &[]),
    page(ORDERS, "orders", &[]),
    page(ORDER, "order", &[]),
    page(ACCOUNT, "account", &[]),
    page(SIGN_UP, "account", &[]),
    page(RESET, "account", &[]),
    page(PASSWORD, "account", &[]),
    page(ADDRESSES, "saved", &[]),
    page(SETTINGS, "saved", &[]),
    page(ACTIVITY, "account", &[]),
    page(GROUP_BUYS, "group_buys", &["/v1/group-buys?{search}&per_page=24&{scope}"]),
    page(GROUP_BUYS_MINE, "group_buys_mine", &[]),
    page(GROUP_BUY, "group_buy", &["/v1/group-buys/{id}?{scope}"]),
    page(GROUP_BUY_JOIN, "group_buy", &[]),
    page(INVITATION, "invitation", &["/v1/invitations/{code}?{scope}"]),
    page(AUCTIONS, "auctions", &["/v1/auctions?{search}&per_page=24&{scope}"]),
    // The words come before the lot, which would take them for its id.
    page(AUCTIONS_MINE, "auctions_mine", &[]),
    page(AUCTIONS_SELL, "auctions_bid", &[]),
    page(AUCTION, "auction", &["/v1/auctions/{id}?{scope}"]),
    page(AUCTION_ORDER, "lot_order", &[]),
    page(SERVICES, "bookings", &["/v1/services?{search}&per_page=24&{scope}"]),
    page(SERVICE, "service", &["/v1/services/{id}?{scope}"]),
    page(BOOKINGS, "bookings_mine", &[]),
    page(BOOKING, "booking", &[]),
    page(VOUCHER, "voucher", &[]),
    page(BOOKING_CHANGE, "booking", &[]),
    page(DOOR, "door", &[]),
    page(QUOTES, "quotes_mine", &[]),
    page(QUOTE, "quote", &[]),
    page(QUOTE_ORDER, "quote", &[]),
    page(QUOTE_PRINT, "quote_print", &[]),
    page(SUPPLIER_QUOTES, "supplier", &[]),
    page(SUPPLIER_QUOTE, "supplier", &[]),
    page(WHOLESALE, "quotes", &[]),
    page(QUOTE_DRAFT, "quotes", &[]),
    #[cfg(feature = "design")]
    page(DESIGN, "design", &[]),
];
