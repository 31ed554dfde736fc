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

/// One page's address.
#[derive(Debug, Clone, Copy)]
pub struct Pattern {
    /// The path below the base and the optional `/{locale}-{MARKET}` prefix; `:name` is one segment.
    pub path: &'static str,
    /// The chunk that draws the page: the first argument of its `lazy_page!`.
    pub chunk: &'static str,
    /// The calls that `boot.js` starts before the app is there. `{name}` is a path parameter, `{scope}` is
    /// locale, market and currency as the API client writes them, `{search}` is the page's own query string.
    /// The result must equal, to the letter, the URL that the page asks for.
    pub early: &'static [&'static str],
}

/// The calls that every first page starts, unless the configuration carries a capability snapshot.
pub const EARLY_EVERYWHERE: &[&str] = &["/v1/capabilities?{scope}"];

/// Every path the app answers. Anything else is a real 404 at the CDN.
pub const PATTERNS: &[Pattern] = &[
    Pattern {
        path: HOME,
        chunk: "site",
        early: &["/v1/categories?{scope}", "/v1/products?sort=newest&per_page=8&{scope}"],
    },
    Pattern { path: PRODUCTS, chunk: "shopping_list", early: &["/v1/products?{search}&per_page=24&{scope}"] },
    Pattern {
        path: CATEGORY,
        chunk: "shopping_list",
        early: &["/v1/products?category={slug}&{search}&per_page=24&{scope}"],
    },
    Pattern { path: SEARCH, chunk: "shopping_list", early: &["/v1/products?{search}&per_page=24&{scope}"] },
    Pattern { path: PRODUCT, chunk: "shopping_product", early: &["/v1/products/{slug}?{scope}"] },
    Pattern { path: CART, chunk: "cart", early: &[] },
    Pattern { path: CHECKOUT, chunk: "checkout", early: &[] },
    Pattern { path: PAYMENT_RETURN, chunk: "payment", early: &[] },
    Pattern { path: ORDERS, chunk: "orders", early: &[] },
    Pattern { path: ORDER, chunk: "order", early: &[] },
    Pattern { path: ACCOUNT, chunk: "account", early: &[] },
    Pattern { path: SIGN_UP, chunk: "account", early: &[] },
    Pattern { path: RESET, chunk: "account", early: &[] },
    Pattern { path: PASSWORD, chunk: "account", early: &[] },
    Pattern { path: ADDRESSES, chunk: "saved", early: &[] },
    Pattern { path: SETTINGS, chunk: "saved", early: &[] },
    Pattern { path: ACTIVITY, chunk: "account", early: &[] },
    Pattern {
        path: GROUP_BUYS,
        chunk: "group_buys",
        early: &["/v1/group-buys?{search}&per_page=24&{scope}"],
    },
    Pattern { path: GROUP_BUYS_MINE, chunk: "group_buys_mine", early: &[] },
    Pattern { path: GROUP_BUY, chunk: "group_buy", early: &["/v1/group-buys/{id}?{scope}"] },
    Pattern { path: GROUP_BUY_JOIN, chunk: "group_buy", early: &[] },
    Pattern { path: INVITATION, chunk: "invitation", early: &["/v1/invitations/{code}?{scope}"] },
    Pattern { path: AUCTIONS, chunk: "auctions", early: &["/v1/auctions?{search}&per_page=24&{scope}"] },
    // The words come before the lot, which would take them for its id.
    Pattern { path: AUCTIONS_MINE, chunk: "auctions_mine", early: &[] },
    Pattern { path: AUCTIONS_SELL, chunk: "auctions_bid", early: &[] },
    Pattern { path: AUCTION, chunk: "auction", early: &["/v1/auctions/{id}?{scope}"] },
    Pattern { path: AUCTION_ORDER, chunk: "lot_order", early: &[] },
    Pattern { path: SERVICES, chunk: "bookings", early: &["/v1/services?{search}&per_page=24&{scope}"] },
    Pattern { path: SERVICE, chunk: "service", early: &["/v1/services/{id}?{scope}"] },
    Pattern { path: BOOKINGS, chunk: "bookings_mine", early: &[] },
    Pattern { path: BOOKING, chunk: "booking", early: &[] },
    Pattern { path: VOUCHER, chunk: "voucher", early: &[] },
    Pattern { path: BOOKING_CHANGE, chunk: "booking", early: &[] },
    Pattern { path: DOOR, chunk: "door", early: &[] },
    Pattern { path: QUOTES, chunk: "quotes_mine", early: &[] },
    Pattern { path: QUOTE, chunk: "quote", early: &[] },
    Pattern { path: QUOTE_ORDER, chunk: "quote_order", early: &[] },
    Pattern { path: QUOTE_PRINT, chunk: "quote_print", early: &[] },
    Pattern { path: SUPPLIER_QUOTES, chunk: "supplier", early: &[] },
    Pattern { path: SUPPLIER_QUOTE, chunk: "supplier", early: &[] },
    Pattern { path: WHOLESALE, chunk: "quotes", early: &[] },
    Pattern { path: QUOTE_DRAFT, chunk: "quote_draft", early: &[] },
    #[cfg(feature = "design")]
    Pattern { path: DESIGN, chunk: "design", early: &[] },
];
